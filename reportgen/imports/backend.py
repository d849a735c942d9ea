"""The CMS back end's own statistics: how many items it says each column got."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reportgen.imports.labels import RowKind, bare, load_words, row_name
from reportgen.imports.numbers import Reading, read_number
from reportgen.imports.periods import named_for_another_year, part_of_year, years_of
from reportgen.imports.tables import Grid

_HEAD_ROWS = 6
_MONTHS = 12
_BRANCH = re.compile(r"^[\s│├└─┣┗━|+`\-]+")  # how a tree is drawn in front of a name
_SUMS = (RowKind.TOTAL, RowKind.SUBTOTAL)


@dataclass(frozen=True, slots=True)
class ColumnCount:
    """What the back end counted for one column; ``path`` from the top level down."""

    path: tuple[str, ...]
    count: int


@dataclass(frozen=True, slots=True)
class BackendTable:
    """The columns of one sheet and what could not be read."""

    columns: tuple[ColumnCount, ...]
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where things stand: the row of headings, columns of names, of counts, of departments."""

    head: int
    names: tuple[int, ...]
    counts: tuple[int, ...]
    by_month: bool
    departments: bool


def read_columns(grid: Grid, year: int) -> BackendTable | None:
    """Return the counts by column for ``year``, or None when the sheet is no such table."""
    layout = next(filter(None, (_layout(grid, place) for place in range(_HEAD_ROWS))), None)
    if layout is None:
        return None
    if doubt := _other_time(grid, layout, year):
        return BackendTable((), (f"后台统计没有用：{doubt}",))
    if len(layout.counts) > 1 and not layout.by_month:
        said = "、".join(grid.rows[layout.head][column] for column in layout.counts)
        return BackendTable((), (f"有几列都像发布条数：{said}，请只留一列",))
    return _read(grid, layout)


def _layout(grid: Grid, place: int) -> _Layout | None:
    """Return the layout if this row holds the headings of such a table."""
    row = grid.rows[place] if place < len(grid.rows) else ()
    words = load_words().backend
    names = tuple(column for column, cell in enumerate(row) if _is_name(cell))
    counts = tuple(column for column, cell in enumerate(row) if bare(cell) in words.count)
    kinds = {column: row_name(cell).kind for column, cell in enumerate(row)}
    months = tuple(column for column, kind in kinds.items() if kind is RowKind.MONTH)
    totals = tuple(column for column, kind in kinds.items() if kind is RowKind.TOTAL)
    by_month = not counts and len(months) == _MONTHS
    counts = counts or (totals if len(totals) == 1 else months if by_month else ())
    departments = any(bare(cell) in words.department for cell in row)
    return _Layout(place, names, counts, by_month, departments) if names and counts else None


def _is_name(cell: str) -> bool:
    """Say whether a heading names columns: 栏目, or 一级栏目, 二级栏目 …."""
    plain = bare(cell)
    return plain in load_words().backend.column or (len(plain) <= 5 and plain.endswith("级栏目"))


def _other_time(grid: Grid, layout: _Layout, year: int) -> str:
    """Say that the table is about another year or a part of this one."""
    titles = [cell for row in grid.rows[: layout.head] for cell in row if cell]
    years = years_of(titles)
    if years and year not in years:
        return f"表上写的是 {'、'.join(map(str, sorted(years)))} 年，不是 {year} 年"
    if named_for_another_year(grid.name, year):
        return f"工作表叫“{grid.name}”，是 {year} 年的数就请改名再导入"
    part = part_of_year((*titles, grid.name))
    return f"表上写的是{part}，不是全年的数" if part else ""


def _read(grid: Grid, layout: _Layout) -> BackendTable:
    columns: list[ColumnCount] = []
    questions: list[str] = []
    total: int | float | None = None
    above = [""] * len(layout.names)
    for place, row in enumerate(grid.rows[layout.head + 1 :], layout.head + 2):
        reading = _count(row, layout)
        path = _path(row, layout.names, above)
        if reading.question or reading.rounded:
            why = reading.question or "以万、千为单位，可能四舍五入过"
            questions.append(f"第 {place} 行“{'/'.join(path)}”：{why}")
        elif reading.value is None or not path:
            continue
        elif row_name(path[0]).kind in _SUMS:
            total = reading.value if row_name(path[0]).kind is RowKind.TOTAL else total
        elif row_name(path[-1]).kind not in _SUMS:
            columns.append(ColumnCount(path, int(reading.value)))
    added = sum(column.count for column in columns)
    if total is not None and total != added:
        questions.append(f"后台统计的合计是 {total}，各栏目相加是 {added}，上级栏目可能含下级")
    kept, doubts = _once(columns, layout.departments)
    return BackendTable(kept, (*questions, *doubts))


def _count(row: tuple[str, ...], layout: _Layout) -> Reading:
    """Return the count of a row; without a column of its own it is that of the twelve months."""
    if not layout.by_month or len(layout.counts) == 1:
        return read_number(row[layout.counts[0]])
    months = [read_number(row[column]) for column in layout.counts]
    if doubt := next((each for each in months if each.question or each.rounded), None):
        return doubt
    values = [each.value for each in months if each.value is not None]
    return Reading(sum(values)) if values else Reading()


def _once(
    columns: list[ColumnCount], departments: bool
) -> tuple[tuple[ColumnCount, ...], tuple[str, ...]]:
    """Return each column once: rows of several departments are added, others asked about."""
    counts: dict[tuple[str, ...], list[int]] = {}
    for column in columns:
        counts.setdefault(column.path, []).append(column.count)
    twice = {path for path, several in counts.items() if len(several) > 1 and not departments}
    kept = (ColumnCount(path, sum(n)) for path, n in counts.items() if path not in twice)
    return tuple(kept), tuple(_asked(counts, twice))


def _asked(counts: dict[tuple[str, ...], list[int]], twice: set[tuple[str, ...]]) -> Iterator[str]:
    for path in counts:
        if path in twice:
            several = "、".join(map(str, counts[path]))
            yield f"栏目“{'/'.join(path)}”有几行（{several}），是相加还是重复？"


def _path(row: tuple[str, ...], names: tuple[int, ...], above: list[str]) -> tuple[str, ...]:
    """Return the path of a column; an upper level is written once and holds for rows below."""
    for level, column in enumerate(names):
        if row[column]:
            above[level:] = [row[column], *[""] * (len(names) - level - 1)]
    parts = [part for cell in above if cell for part in re.split(r"[>/＞›»\\]|->", cell)]
    return tuple(clean for part in parts if (clean := _BRANCH.sub("", part).strip()))
