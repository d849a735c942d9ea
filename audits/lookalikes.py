"""Columns that brought the same rows under different names: one list was taken for several.

A tree's parent holds its children's rows, and one column may be linked under one name at several
addresses; everything else that is row for row the same is not believed twice.
"""

from collections.abc import Sequence
from dataclasses import replace

from audits.ledger import ColumnCount
from crawler import urls
from crawler.records import Kind, Verdict

_LISTS = (Kind.LIST, Kind.TOPIC)
_INTERFACE = ("api", "post")
_TELLING_ROWS = 3  # pages that show one or two equal rows are no wonder


def without_lookalikes(counted: Sequence[ColumnCount]) -> tuple[ColumnCount, ...]:
    """The ledger with every column doubted whose rows are another column's.

    What an interface brought may be the answer to another column's request: nothing is known
    of such a column. What both pages show themselves is certain, but may not be all.
    """
    return tuple(_doubted(column, _twin(column, counted)) for column in counted)


def _twin(column: ColumnCount, counted: Sequence[ColumnCount]) -> ColumnCount | None:
    if not column.is_sure or column.line.kind not in _LISTS:
        return None
    return next((o for o in counted if o is not column and _is_twin(column, o)), None)


def _is_twin(column: ColumnCount, other: ColumnCount) -> bool:
    """Whether a column's rows speak for it being another column's list."""
    mine, theirs = column.rows.seen, other.rows.seen
    if not mine or not theirs or other.line.kind not in _LISTS or _related(column, other):
        return False
    if column.line.method in _INTERFACE:
        # A view that shows all its page's rows, whatever stands behind the #, is the default.
        views = _page(column) == _page(other) and len(theirs) >= _TELLING_ROWS
        return mine == theirs or (views and theirs < mine)
    nested = _page(column).startswith(_page(other)) or _page(other).startswith(_page(column))
    static = other.line.method not in _INTERFACE and not nested
    return mine == theirs and len(mine) >= _TELLING_ROWS and static


def _related(column: ColumnCount, other: ColumnCount) -> bool:
    """Parent and child of a tree, or one column under two addresses."""
    one, two = column.line, other.line
    return one.name == two.name or one.name in two.path or two.name in one.path


def _page(column: ColumnCount) -> str:
    return urls.canonical(column.line.url)


def _doubted(column: ColumnCount, twin: ColumnCount | None) -> ColumnCount:
    if twin is None:
        return column
    reason = f"条目与栏目“{twin.line.name}”的相同，可能取到的是同一个列表，请指定其中哪一个"
    if column.line.method in _INTERFACE:
        line = replace(
            column.line,
            verdict=Verdict.UNKNOWN,
            reason=reason,
            in_year=None,
            external_in_year=None,
        )
    else:
        line = replace(column.line, verdict=Verdict.LOWER_BOUND, reason=reason)
    return replace(column, line=line)
