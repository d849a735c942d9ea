"""What one log held, and when it cannot be counted, alone or beside another one."""

from dataclasses import dataclass, field

from crawler.errors import UsageError
from reportgen.imports.logfiles import NoLogError
from reportgen.imports.repeats import Remembered
from reportgen.imports.traffic import Kind
from reportgen.imports.visitors import DAYS


@dataclass(slots=True)
class FileTally:
    """What one log held; ``same`` notices overlapping copies."""

    name: str
    digest: str = ""
    lines: int = 0
    views: list[int] = field(default_factory=lambda: [0] * DAYS)
    seen: set[int] = field(default_factory=set)
    left_out: list[int] = field(default_factory=lambda: [0] * len(Kind))
    no_agent: int = 0
    same: Remembered = field(default_factory=Remembered)


def check_log(tally: FileTally, by_address: bool) -> None:
    """Refuse a file that is no log, or one without browsers: robots would count as people."""
    if tally.no_agent * 2 > tally.lines and not by_address:
        raise UsageError(
            f"{tally.name}：日志里没有浏览器标识（User-Agent），分不出机器人，不能用来统计。"
            "请让网站运维单位改用 combined 格式的日志；加 --visitor ip 可按IP地址粗算，仅供参考。"
        )
    if tally.same.repeats_itself():
        raise UsageError(f"{tally.name}：日志里有大量重复的行，会重复计算。请换一份没有拼接过的。")
    if tally.lines and tally.left_out[Kind.MALFORMED] == tally.lines:
        raise NoLogError(f"{tally.name}：没有一行认得出来，不是 nginx 或 Apache 的访问日志。")


def compare_logs(one: FileTally, other: FileTally) -> None:
    """Refuse two files that hold the same lines: their views would be counted twice."""
    if one.same.overlaps(other.same):
        raise UsageError(
            f"{one.name} 和 {other.name} 有大量相同的行，会重复计算。请只留内容完整的那一份。"
        )
