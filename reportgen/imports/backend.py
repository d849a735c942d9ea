"""The CMS back end's own statistics: how many items it says each column got."""

from dataclasses import dataclass

from reportgen.imports.labels import RowKind, bare, load_words, row_name
from reportgen.imports.numbers import read_number
from reportgen.imports.tables import Grid

_HEAD_ROWS = 6


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


def read_columns(grid: Grid) -> BackendTable | None:
    """Return the counts by column, or None when the sheet is no such table."""
    for place, row in enumerate(grid.rows[:_HEAD_ROWS]):
        names = [column for column, cell in enumerate(row) if _is_name(cell)]
        counts = [
            column for column, cell in enumerate(row) if bare(cell) in load_words().backend.count
        ]
        if names and counts:
            return _read(grid, place, names, counts)
    return None


def _is_name(cell: str) -> bool:
    """Say whether a heading names columns: 栏目, or 一级栏目, 二级栏目 …."""
    plain = bare(cell)
    return plain in load_words().backend.column or (len(plain) <= 5 and plain.endswith("级栏目"))


def _read(grid: Grid, head: int, names: list[int], counts: list[int]) -> BackendTable:
    columns: list[ColumnCount] = []
    questions: list[str] = []
    total: int | float | None = None
    if len(counts) > 1:
        said = "、".join(grid.rows[head][column] for column in counts)
        return BackendTable((), (f"有几列都像发布条数：{said}，请只留一列",))
    above = [""] * len(names)
    for place, row in enumerate(grid.rows[head + 1 :], head + 2):
        reading = read_number(row[counts[0]])
        path = _path(row, names, above)
        if reading.question:
            questions.append(f"第 {place} 行“{'/'.join(path)}”：{reading.question}")
        elif reading.value is None or not path:
            continue
        elif row_name(path[0]).kind in (RowKind.TOTAL, RowKind.SUBTOTAL):
            total = reading.value if row_name(path[0]).kind is RowKind.TOTAL else total
        elif row_name(path[-1]).kind not in (RowKind.TOTAL, RowKind.SUBTOTAL):
            columns.append(ColumnCount(path, int(reading.value)))
    added = sum(column.count for column in columns)
    if total is not None and total != added:
        questions.append(f"后台统计的合计是 {total}，各栏目相加是 {added}，上级栏目可能含下级")
    return BackendTable(tuple(columns), tuple(questions))


def _path(row: tuple[str, ...], names: list[int], above: list[str]) -> tuple[str, ...]:
    """Return the path of a column; an upper level is written once and holds for rows below."""
    for level, column in enumerate(names):
        if row[column]:
            above[level:] = [row[column], *[""] * (len(names) - level - 1)]
    parts = [part for cell in above if cell for part in cell.replace(">", "/").split("/")]
    return tuple(part.strip() for part in parts if part.strip())
