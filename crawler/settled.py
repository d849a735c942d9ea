"""The date a row finally has, out of its list, its address and its fetched target (design §4).

Used alike while walking (is this page past?) and when judging (is this row in the year?).
"""

from dataclasses import dataclass
from datetime import date

from crawler import dates
from crawler.records import DateSource, Entry, Flag, Target

_NEVER_FETCHED = frozenset({Flag.SCRIPTED, Flag.PLACEHOLDER, Flag.HIDDEN})


@dataclass(frozen=True, slots=True)
class Settled:
    """``date`` None means undated. ``conflict`` names two dates in different years."""

    date: date | None
    source: DateSource
    conflict: str = ""


def settle(entry: Entry, target: Target | None) -> Settled:
    """Date on the list, else in the address, else on the target's own page.

    A list that shows only the day of signing, or no year, is settled by the target.
    """
    shown = entry.date
    told = target.date if target is not None and target.state == "ok" else None
    source = entry.date_source
    if shown is None and told is not None:
        day = dates.month_day(entry.raw_date) if entry.raw_date else None
        differs = day is not None and day != (told.month, told.day)
        said = f"列表 {entry.raw_date}，正文 {told.isoformat()}" if differs else ""
        return Settled(told, target.date_source if target else DateSource.NONE, said)
    if shown is None:
        return Settled(None, DateSource.NONE)
    if told is not None and told.year != shown.year:
        return Settled(shown, source, f"列表 {shown.isoformat()}，正文 {told.isoformat()}")
    path = dates.url_date(entry.url).date
    if path is not None and path.year != shown.year:
        return Settled(shown, source, f"列表 {shown.isoformat()}，网址 {path.isoformat()}")
    if Flag.CONFLICT in entry.flags:
        return Settled(shown, source, f"列表同一行有不同年份的日期（{entry.raw_date}）")
    return Settled(shown, source)


def may_be_fetched(entry: Entry) -> bool:
    """Whether the row has a target that could tell more."""
    return bool(entry.url) and not entry.flags & _NEVER_FETCHED
