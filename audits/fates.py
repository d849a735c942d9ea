"""What became of every row of the columns behind a figure: one fate each, so the sums add up.

The figure is the number of rows counted; all other fates are what leads from the rows seen to it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from audits.facts import Evidence
from audits.ledger import ColumnCount
from audits.rowcount import CountedRow
from audits.twins import Distinct, distinct
from crawler.records import Verdict


class Fate(StrEnum):
    """Counted, or why not; in the order in which a person goes through them."""

    COUNTED = "counted"
    EXTERNAL = "external"
    UNDATED = "undated"
    DOUBTFUL = "doubtful"
    DEAD = "dead"
    HIDDEN = "hidden"
    OTHER_YEAR = "other_year"
    UNDATED_EXTERNAL = "undated_external"
    REPEATED = "repeated"  # the same row again in its column
    ELSEWHERE = "elsewhere"  # the same item in another column of the figure
    TWIN = "twin"  # likely the same item under another address
    ROLLUP = "rollup"  # of a page that shows only what its parts list
    RULED_OUT = "ruled_out"
    OTHER_KIND = "other_kind"  # not what this figure counts
    UNREAD = "unread"  # of a column of which nothing is certain
    PLACEHOLDER = "placeholder"


@dataclass(frozen=True, slots=True)
class Counting:
    """How a figure is counted: ``columns`` that may feed it, those it is ``drawn`` from, the items.

    ``listed`` are columns that show nothing but rows of others among them.
    """

    columns: tuple[ColumnCount, ...]
    listed: tuple[ColumnCount, ...]
    drawn: tuple[ColumnCount, ...]
    once: Distinct

    @property
    def told(self) -> tuple[ColumnCount, ...]:
        """The columns whose completeness the figure depends on."""
        return tuple(c for c in self.columns if not any(c is one for one in self.listed))


@dataclass(frozen=True, slots=True)
class RowFate:
    """One stored row, its column and what became of it."""

    row: CountedRow
    column: ColumnCount
    fate: Fate


def counting_of(columns: Sequence[ColumnCount], *, drop_told: bool = False) -> Counting:
    """How columns are counted; ``drop_told`` leaves out pages that only repeat others."""
    listed = tuple(c for c in columns if drop_told and c.is_told_by(columns))
    drawn = tuple(
        c
        for c in columns
        if c.line.verdict is not Verdict.UNKNOWN and not any(c is one for one in listed)
    )
    return Counting(tuple(columns), listed, drawn, distinct(drawn))


def fates(counting: Counting, evidence: Sequence[Evidence] | None = None) -> Iterator[RowFate]:
    """Every stored row of the columns once.

    ``evidence`` are the rows of the figure where it counts only some of the distinct items.
    """
    kept = {row.key for row, _ in counting.once.rows}
    if evidence is not None:
        shown = {(e.url, e.title, e.column) for e in evidence}
        told = [row.evidence(name) for row, name in counting.once.rows]
        named = {(e.url, e.title, e.column) for e in told} & shown
    done: set[str] = set()
    for column in counting.columns:
        whole = _whole(column, counting)
        for row in column.rows.items:
            fate = whole or _of_item(row, kept, done)
            if fate is Fate.COUNTED and evidence is not None:
                seen = row.evidence(column.line.name)
                is_named = (seen.url, seen.title, seen.column) in named
                fate = Fate.COUNTED if is_named else Fate.OTHER_KIND
            if whole is None:
                done.add(row.key)
            yield RowFate(row, column, fate)
        for fate, rows in _left_out(column):
            for row in rows:
                yield RowFate(row, column, whole or fate)


def _whole(column: ColumnCount, counting: Counting) -> Fate | None:
    """The fate of every row of a column that is not counted from."""
    if any(c is column for c in counting.listed):
        return Fate.ROLLUP
    return None if any(c is column for c in counting.drawn) else Fate.UNREAD


def _of_item(row: CountedRow, kept: set[str], done: set[str]) -> Fate:
    if row.key in done:
        return Fate.ELSEWHERE
    return Fate.COUNTED if row.key in kept else Fate.TWIN


def _left_out(column: ColumnCount) -> Iterator[tuple[Fate, list[CountedRow]]]:
    rows = column.rows
    yield Fate.EXTERNAL, rows.external
    yield Fate.UNDATED, rows.undated
    yield Fate.DOUBTFUL, rows.doubtful
    yield Fate.DEAD, rows.dead
    yield Fate.HIDDEN, rows.hidden
    yield Fate.OTHER_YEAR, rows.other_year
    yield Fate.UNDATED_EXTERNAL, rows.undated_external
    yield Fate.REPEATED, rows.repeated
    yield Fate.RULED_OUT, rows.ruled_out
    yield Fate.ROLLUP, rows.told_below
    yield Fate.PLACEHOLDER, rows.placeholder
