"""From a count of visits to the two figures of the form, and what a second import does to them."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from statistics import median
from typing import Any

from audits.facts import Outcome
from crawler.errors import UsageError
from reportgen.imports.identity import parse_identity
from reportgen.imports.journal import Figure, ImportedFile, ImportRecord
from reportgen.imports.traffic import KIND_WORDS, Kind
from reportgen.imports.visits import VisitCount
from reportgen.plaintext import clean_text

KIND = "visits"
_MUCH_BROKEN = 0.001  # share of lines nobody can read
_THIN = 0.05  # a day with less than this share of the usual views may be cut off
_MUCH_OF_ONE = 0.3  # share of views from one address that people alone hardly make
_MUCH_INSIDE = 0.5
_MUCH_STRANGE = 0.01  # share of views whose agent is neither a robot's nor a browser's
_AGENTS, _AGENT_LENGTH = 5, 60  # how many of them are named, how many signs of each are shown
_BY_ADDRESS = ("ip", "ip+ua")
_ENOUGH = 20  # views a usual day must have before a thin one is worth a word


def record_visits(
    count: VisitCount, before: ImportRecord | None, at: str, replace: bool = False
) -> ImportRecord | None:
    """Return the record to append, or None when the logs say nothing new.

    Logs of other days are added to those imported before. Raises UsageError when the days
    overlap and the earlier logs are not all among the new ones, unless ``replace``; and when the
    logs hold nothing of the year.
    """
    if not count.days:
        raise UsageError(
            f"日志里没有 {count.year} 年的访问（共 {count.lines} 行）。请核对年度和日志文件。"
        )
    details = _details(count)
    files = tuple(ImportedFile(name, digest) for name, digest in count.files)
    if before and not replace:
        known = {file.sha256 for file in before.files}
        read = {file.sha256 for file in files}
        same_rule = before.details["visitor"] == details["visitor"]
        if read <= known and same_rule:
            return None
        if not known <= read:
            _refuse_overlap(before, count, same_rule)
            details = _added(before.details, details)
            files = (*before.files, *files)
    return ImportRecord(KIND, at, files, tuple(_figures(count.year, details)), details)


def days_without_logs(record: ImportRecord, year: int) -> tuple[str, ...]:
    """Return the days of the year no log has a line of, ISO dates."""
    return tuple(day for day in _days(year) if day not in record.details["days"])


def _details(count: VisitCount) -> dict[str, Any]:
    return {
        "visitor": count.identity.written,
        "days": {day: list(pair) for day, pair in count.days.items()},
        "lines": count.lines,
        "no_agent": count.no_agent,
        "from_one": round(count.from_one, 3),
        "from_inside": round(count.from_inside, 3),
        "from_elsewhere": round(count.from_elsewhere, 3),
        "strange": _most(dict(count.strange)),
        "strange_views": sum(views for _, views in count.strange),
        "left_out": {kind.name.lower(): number for kind, number in count.left_out.items()},
    }


def _refuse_overlap(before: ImportRecord, count: VisitCount, same_rule: bool) -> None:
    """Visitors of one day cannot be joined afterwards: their addresses were not kept."""
    shared = sorted(set(before.details["days"]) & set(count.days))
    if not shared and same_rule:
        return
    why = f"有 {len(shared)} 天以前已经用别的日志导入过（{spans(shared)}）"
    if not shared:
        why = f"以前按另一种办法区分用户（{before.details['visitor']}）"
    names = "、".join(file.name for file in before.files[:5])
    raise UsageError(
        f"{why}，不能直接相加。请把全年的日志（包括以前的 {names} 等 {len(before.files)} 个）"
        "一次都列上；只用这一次的，加 --replace。"
    )


def _added(old: Any, new: dict[str, Any]) -> dict[str, Any]:
    """Join two imports that share no day."""
    return {
        "visitor": new["visitor"],
        "days": dict(sorted({**old["days"], **new["days"]}.items())),
        "lines": old["lines"] + new["lines"],
        "no_agent": old["no_agent"] + new["no_agent"],
        "from_one": max(old.get("from_one", 0), new["from_one"]),
        "from_inside": max(old.get("from_inside", 0), new["from_inside"]),
        "from_elsewhere": max(old.get("from_elsewhere", 0), new["from_elsewhere"]),
        "strange": _most(Counter(old.get("strange", {})) + Counter(new["strange"])),
        "strange_views": old.get("strange_views", 0) + new["strange_views"],
        "left_out": dict(Counter(old["left_out"]) + Counter(new["left_out"])),
    }


def _figures(year: int, details: dict[str, Any]) -> Iterator[Figure]:
    outcome, reason = _trust(year, details)
    visitors = sum(pair[0] for pair in details["days"].values())
    views = sum(pair[1] for pair in details["days"].values())
    if not views:
        outcome, reason = Outcome.UNKNOWN, "日志里没有一次访问页面，请核对是不是本网站的日志。"
    rule = parse_identity(details["visitor"]).words
    common = f"按网站日志统计，北京时间；{left_out_words(details['left_out'])}"
    quote = f"{len(details['days'])} 天、{details['lines']} 行日志"
    for field, value, scope in (
        ("unique_visitors", visitors, f"每天各不相同的用户数，全年相加；{rule}；{common}"),
        ("page_views", views, f"打开页面的次数；{common}"),
    ):
        yield Figure(field, value if views else None, outcome, reason, scope, quote)


def _trust(year: int, details: dict[str, Any]) -> tuple[Outcome, str]:
    """Say how far the figures can be trusted, and why not further."""
    missing = [day for day in _days(year) if day not in details["days"]]
    broken = details["left_out"].get(Kind.MALFORMED.name.lower(), 0)
    usual = median(pair[1] for pair in details["days"].values())
    thin = [day for day, pair in details["days"].items() if pair[1] < usual * _THIN]
    reasons = []
    if missing:
        reasons.append(f"有 {len(missing)} 天没有日志（{spans(missing)}）")
    if broken > details["lines"] * _MUCH_BROKEN:
        reasons.append(f"有 {broken} 行读不懂（共 {details['lines']} 行）")
    lower_bound = bool(reasons)
    if details["visitor"] == "ip" and details["no_agent"] > details["lines"] * _MUCH_BROKEN:
        reasons.append("日志里没有浏览器标识，机器人没有剔除，数会偏大")
        lower_bound = False
    if odd := tuple(_odd_origins(details)):
        reasons.extend(odd)
        lower_bound = False
    views = sum(pair[1] for pair in details["days"].values())
    if details.get("strange_views", 0) > views * _MUCH_STRANGE:
        reasons.append(_strange(details))
        lower_bound = False
    if thin and usual >= _ENOUGH:
        reasons.append(f"有 {len(thin)} 天的访问特别少（{spans(thin)}），日志可能不全，请核对")
    if not reasons:
        return Outcome.OBSERVED, ""
    return Outcome.PARTIAL if lower_bound else Outcome.ESTIMATE, "；".join(reasons) + "。"


def _odd_origins(details: dict[str, Any]) -> Iterator[str]:
    """Say what shows that the addresses are those of a proxy or a program rather than of people."""
    if details.get("from_elsewhere", 0) > 0:
        share = max(1, round(details["from_elsewhere"] * 100))
        yield (
            f"约 {share}% 的行末尾写的域名不是本网站，可能是别的网站，没有分开，"
            "请只导出本网站的日志"
        )
    if details["visitor"] in _BY_ADDRESS and details.get("from_inside", 0) > _MUCH_INSIDE:
        yield (
            "多数访问来自内网地址，网站前面可能有代理或防护，用户数会偏少，"
            "请改用 --visitor forwarded 再统计"
        )
    if details.get("from_one", 0) > _MUCH_OF_ONE:
        share = round(details["from_one"] * 100)
        yield f"约 {share}% 的访问来自同一个地址，可能是代理、监测程序或本单位自己，请核对"


def _most(strange: dict[str, int]) -> dict[str, int]:
    return dict(Counter(strange).most_common(_AGENTS))


def _strange(details: dict[str, Any]) -> str:
    """Say that views may be a program's, and which ones."""
    named = "、".join(
        f"{clean_text(agent)[:_AGENT_LENGTH]}（{views} 次）"
        for agent, views in details["strange"].items()
    )
    return (
        f"有 {details['strange_views']} 次访问的浏览器标识不像浏览器，可能是程序，没有剔除，"
        f"数可能偏大，请核对：{named}"
    )


def left_out_words(left_out: dict[str, int]) -> str:
    """Say what was not counted, by kind."""
    kinds = [kind for kind in Kind if left_out.get(kind.name.lower())]
    said = [f"{KIND_WORDS[kind]} {left_out[kind.name.lower()]} 行" for kind in kinds]
    return "不计：" + "、".join(said) if said else "没有不计的行"


def spans(days: list[str], most: int = 6) -> str:
    """Name days briefly: 1月3日至1月9日、2月1日 …; days are ISO dates, sorted."""
    runs: list[list[date]] = []
    for day in map(date.fromisoformat, days):
        if runs and day - runs[-1][-1] == timedelta(days=1):
            runs[-1].append(day)
        else:
            runs.append([day])
    said = [
        _day(run[0]) if len(run) == 1 else f"{_day(run[0])}至{_day(run[-1])}" for run in runs[:most]
    ]
    return "、".join(said) + (f" 等 {len(runs)} 段" if len(runs) > most else "")


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日"


def _days(year: int) -> Iterator[str]:
    first = date(year, 1, 1)
    for place in range((date(year + 1, 1, 1) - first).days):
        yield (first + timedelta(days=place)).isoformat()
