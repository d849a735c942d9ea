"""The order of a list's rows: proven new to old or not, and whether a page is wholly past."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

_PROVING_DAYS = 3
_MOST_GROUPS = 8
_IMPLICIT_PINNED = 5  # this many leading rows may be older than the rest without a mark


@dataclass(frozen=True, slots=True)
class WalkRow:
    """What ordering needs to know of a row: identity, effective date, pinned or not.

    ``settled`` is false while an undated row still waits for its detail page.
    """

    key: str
    date: date | None
    pinned: bool
    settled: bool = True


def is_ordered(rows: Sequence[WalkRow]) -> bool:
    """New to old over all dated, unpinned rows; a few old leading rows count as pinned.

    Leading rows pass for pinned without a mark only if each is older than the row after them.
    """
    days = [row.date for row in rows if row.date is not None and not row.pinned]
    if len(days) < 2:
        return len(days) == len(rows)
    limit = min(_IMPLICIT_PINNED, len(days) - 2)
    return any(
        _falls(days[k:]) and all(day < days[k] for day in days[:k]) for k in range(limit + 1)
    )


def falls_in_groups(rows: Sequence[WalkRow], year: int) -> bool:
    """Whether a page's rows are a few lists below each other, each new to old past the year.

    Headed groups and panes of one page start anew; what any of them leaves out is older still.
    """
    days = [row.date for row in rows if row.date is not None and not row.pinned]
    breaks = [k for k, (a, b) in enumerate(pairwise(days), 1) if b > a]
    starts = [0, *breaks]
    groups = [days[a:b] for a, b in zip(starts, [*breaks, len(days)], strict=True)]
    return (
        len(days) == len(rows)
        and 2 <= len(groups) <= _MOST_GROUPS
        and all(len(g) >= _PROVING_DAYS and g[-1] < date(year, 1, 1) for g in groups)
    )


def _falls(days: Sequence[date]) -> bool:
    return all(a >= b for a, b in pairwise(days))


def is_past(page_rows: Sequence[WalkRow], year: int) -> bool:
    """Every unpinned row is settled, dated, and before 1 January of the year."""
    rows = [row for row in page_rows if not row.pinned]
    start = date(year, 1, 1)
    return bool(rows) and all(r.date is not None and r.date < start for r in rows)


def ends_past(pages: Sequence[Sequence[WalkRow]], year: int) -> bool:
    """The last two pages lie wholly before the year; one is not enough.

    Rows of one day prove no order: several days must have been seen.
    """
    days = {row.date for rows in pages for row in rows if row.date and not row.pinned}
    return (
        len(pages) >= 2
        and len(days) >= _PROVING_DAYS
        and all(is_past(rows, year) for rows in pages[-2:])
    )


def uneven_doubts(pages: Mapping[int, Sequence[WalkRow]], number: int) -> tuple[str, ...]:
    """A word on pages before page ``number`` that hold fewer rows than the others do."""
    read = [n for n in sorted(pages) if n <= number]
    sizes = [unpinned(pages[n]) if n == 1 else len(pages[n]) for n in read]
    counts = {size: sizes.count(size) for size in sizes}
    usual = max(counts, key=lambda size: (counts[size], size), default=0)
    # Pages of many sizes are the site's habit; one short page among equal ones is not.
    if counts.get(usual, 0) < 2 or counts[usual] * 2 < len(sizes):
        return ()
    pairs = zip(read, sizes, strict=True)
    short = [n for n, size in pairs if 1 < n < number and size < usual]
    listed = "、".join(str(n) for n in short[:5])
    return (f"第 {listed} 页的行数少于相邻页，可能没有读全",) if short else ()


def unpinned(rows: Sequence[WalkRow]) -> int:
    """How many rows of a page do not stand on other pages too or are pinned."""
    return sum(1 for row in rows if not row.pinned)
