"""The date a row finally has, out of its list, its address and its fetched target.

Used alike while walking (is this page past?) and when judging (is this row in the year?).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from crawler import dates, urls
from crawler.records import DRAWN, DateSource, Entry, Flag, Target

_NEVER_FETCHED = frozenset({Flag.SCRIPTED, Flag.PLACEHOLDER, Flag.HIDDEN})


@dataclass(frozen=True, slots=True)
class Settled:
    """``date`` None means undated. ``conflict`` names two dates that do not agree.

    ``years`` are all years the row could belong to.
    """

    date: date | None
    source: DateSource
    conflict: str = ""
    years: frozenset[int] = frozenset()

    def touches(self, year: int) -> bool:
        """Whether the row could belong to the year: an undated row belongs to any."""
        return self.date is None or year in self.years or self.date.year == year


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
        near = {told.year - 1, told.year, told.year + 1} if differs else {told.year}
        source = target.date_source if target else DateSource.NONE
        return Settled(told, source, said, frozenset(near))
    if shown is None:
        return Settled(None, DateSource.NONE)
    path = dates.url_date(entry.url).date
    for name, other in (("正文", told), ("网址", path)):
        if other is not None and other.year != shown.year:
            said = f"列表 {shown.isoformat()}，{name} {other.isoformat()}"
            years = {d.year for d in (shown, told, path) if d is not None}
            return Settled(shown, source, said, frozenset(years))
    if Flag.CONFLICT in entry.flags:
        said = f"列表同一行有不同年份的日期（{entry.raw_date}）"
        near = {shown.year - 1, shown.year, shown.year + 1}
        return Settled(shown, source, said, frozenset(near))
    return Settled(shown, source, "", frozenset({shown.year}))


def disagrees(entries: Iterable[Entry], targets: dict[str, Target]) -> bool:
    """Whether the list's dates are another kind of date than the pages' own publish dates.

    True when most of at least three opened targets differ by more than a day.
    """
    gaps = [
        abs((entry.date - target.date).days) > 1
        for entry in entries
        if entry.date is not None
        and entry.date_source is DateSource.LIST
        and (target := targets.get(urls.canonical(entry.url))) is not None
        and target.state == "ok"
        and target.date is not None
    ]
    return len(gaps) >= 3 and sum(gaps) * 2 > len(gaps)


def is_drawn(entry: Entry, target: Target | None) -> bool:
    """Whether only a script shows the row's page, so that its source tells nothing of it."""
    return urls.is_route(entry.url) or (target is not None and target.note.startswith(DRAWN))


def may_be_fetched(entry: Entry) -> bool:
    """Whether the row has a target that could tell more."""
    has_page = bool(entry.url) and not urls.is_route(entry.url)
    return has_page and not entry.flags & _NEVER_FETCHED
