"""What one log held, and when it cannot be counted, alone or beside another one."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from crawler.errors import UsageError
from reportgen.imports.logfiles import NoLogError
from reportgen.imports.repeats import Remembered
from reportgen.imports.traffic import Kind
from reportgen.imports.visitors import DAYS

OUTSIDE = DAYS  # the place of all days of other years
Row = tuple[Callable[[int], None], list[int], Callable[[int], None]]
"""What the counting loop needs of a day: add a visitor, lines by ``Kind``, remember a line."""


@dataclass(slots=True)
class FileTally:
    """What one log held; ``same`` notices overlapping copies.

    ``kinds[day]`` counts the lines of a day by ``Kind``; ``apart`` those that belong to no day.
    """

    path: Path
    digest: str = ""
    lines: int = 0
    kinds: list[list[int]] = field(
        default_factory=lambda: [[0] * len(Kind) for _ in range(DAYS + 1)]
    )
    apart: list[int] = field(default_factory=lambda: [0] * len(Kind))
    no_agent: int = 0
    strange: Counter[bytes] = field(default_factory=Counter)  # views of agents that name no browser
    opening: bytes = b""  # as ``overlaps`` wants it
    first_day: int | None = None  # None where the opening has no time
    same: Remembered = field(default_factory=Remembered)

    @property
    def name(self) -> str:
        """The name of the file."""
        return self.path.name

    def has_day(self, day: int) -> bool:
        """Say whether the log has a line of this day of the year, of whatever kind."""
        return any(self.kinds[day])

    def views(self, day: int) -> int:
        """Return the page views of a day."""
        return self.kinds[day][Kind.PAGE]

    def left_out(self, kind: Kind) -> int:
        """Return the lines of one kind other than PAGE."""
        if kind is Kind.OTHER_YEAR:
            return self.apart[kind] + sum(self.kinds[OUTSIDE])
        return self.apart[kind] + sum(self.kinds[day][kind] for day in range(DAYS))


def check_log(tally: FileTally, by_address: bool) -> None:
    """Refuse a file that is no log, or one without browsers: robots would count as people."""
    if tally.no_agent * 2 > tally.lines and not by_address:
        raise UsageError(
            f"{tally.name}：日志里没有浏览器标识（User-Agent），分不出机器人，不能用来统计。"
            "请让网站运维单位改用 combined 格式的日志；加 --visitor ip 可按IP地址粗算，仅供参考。"
        )
    if tally.same.repeats_itself():
        raise UsageError(f"{tally.name}：日志里有大量重复的行，会重复计算。请换一份没有拼接过的。")
    if tally.lines and tally.left_out(Kind.MALFORMED) == tally.lines:
        raise NoLogError(f"{tally.name}：没有一行认得出来，不是 nginx 或 Apache 的访问日志。")


def compare_logs(one: FileTally, other: FileTally) -> None:
    """Refuse two files that hold the same lines: their views would be counted twice."""
    if one.same.overlaps(other.same):
        raise UsageError(
            f"{one.name} 和 {other.name} 有大量相同的行，会重复计算。请只留内容完整的那一份。"
        )
