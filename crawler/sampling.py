"""Which rows of a list need their target opened, and what a row is to the walk."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from crawler import urls
from crawler.lists.settled import disagrees, may_be_fetched, settle
from crawler.paging.ordering import WalkRow
from crawler.records import Entry, Flag, Target

SAMPLE = 5  # targets opened in every column to see whether its links are alive
_EDGE = timedelta(days=3)


def walk_row(entry: Entry, targets: dict[str, Target], seen: set[str]) -> WalkRow:
    """A row for ordering; one seen on an earlier page is treated like a pinned one."""
    skipped = {Flag.PINNED, Flag.PLACEHOLDER, Flag.HIDDEN} & entry.flags
    pinned = bool(skipped) or entry.content_id in seen
    day = settle(entry, targets.get(urls.canonical(entry.url)) if entry.url else None).date
    return WalkRow(entry.content_id, day, pinned, is_settled(entry, targets))


def is_settled(entry: Entry, targets: dict[str, Target]) -> bool:
    """False while an undated row still waits for its own page."""
    if Flag.UNDATED not in entry.flags or not may_be_fetched(entry):
        return True
    return Flag.ATTACHMENT in entry.flags or urls.canonical(entry.url) in targets


def falls_in(entry: Entry, targets: dict[str, Target], year: int) -> bool:
    """Whether a row's date, as far as it is known, lies in the year."""
    day = settle(entry, targets.get(urls.canonical(entry.url))).date
    return day is not None and day.year == year


def is_edge(entry: Entry, year: int) -> bool:
    """Within three days of either New Year of the year."""
    if entry.date is None:
        return False
    edges = (date(year, 1, 1), date(year + 1, 1, 1))
    return any(edge - _EDGE <= entry.date < edge + _EDGE for edge in edges)


def usual_shape(entries: list[Entry]) -> str:
    """The address shape most rows have; empty without rows."""
    counts: dict[str, int] = {}
    for entry in entries:
        shape = urls.detail_shape(entry.url)
        counts[shape] = counts.get(shape, 0) + 1
    return max(counts, key=lambda s: (counts[s], s), default="")


def sample(entries: list[Entry], count: int = SAMPLE) -> list[Entry]:
    """Evenly spread rows, the same ones whenever the column is the same."""
    if len(entries) <= count:
        return entries
    ordered = sorted(entries, key=lambda e: e.content_id)
    return [ordered[i * len(ordered) // count] for i in range(count)]


def is_bad(target: Target | None) -> bool:
    """Whether an opened target makes every other one of its column worth opening."""
    return target is not None and target.state not in ("ok", "unopened")


def is_near(entry: Entry, year: int) -> bool:
    """Whether a row's date lies within three months of the year."""
    day = entry.date
    return day is not None and date(year - 1, 10, 1) <= day <= date(year + 1, 3, 31)


def opens_all(
    in_year: Sequence[Entry], targets: dict[str, Target], strangers: Collection[str]
) -> bool:
    """Whether what was opened so far asks for every target of a column's year.

    One dead target speaks for its column; one stub that leaves the site for the whole site.
    """
    return (
        any(target.state == "offsite" for target in targets.values())
        or any(urls.canonical(e.url) in strangers for e in in_year)
        or disagrees(in_year, targets)
        or any(is_bad(targets.get(urls.canonical(e.url))) for e in in_year)
    )
