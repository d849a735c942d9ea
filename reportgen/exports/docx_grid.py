"""Reads a table of a Word document back as cells with spans, to compare with what was meant."""

from dataclasses import dataclass

from docx.table import Table, _Cell


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell as Word shows it: position from 0, spans from 1, text with line feeds."""

    row: int
    column: int
    rows: int
    columns: int
    text: str


def read_grid(table: Table) -> tuple[GridCell, ...]:
    """Return all cells, merged ones once, in reading order.

    ``row.cells`` of the library repeats merged text, so the spans are read from the XML.
    """
    tops: dict[int, int] = {}  # column to the row in which its merged cell began
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    texts: dict[tuple[int, int], str] = {}
    for row, line in enumerate(table._tbl.tr_lst):
        column = 0
        for box in line.tc_lst:
            if box.vMerge == "continue":
                top = tops[column]
                spans[top, column] = (row - top + 1, box.grid_span)
            else:
                tops[column] = row
                spans[row, column] = (1, box.grid_span)
                texts[row, column] = _Cell(box, table).text
            column += box.grid_span
    return tuple(
        GridCell(row, column, rows, columns, texts[row, column])
        for (row, column), (rows, columns) in sorted(spans.items())
    )


def first_difference(
    meant: tuple[GridCell, ...], found: tuple[GridCell, ...]
) -> tuple[GridCell | None, GridCell | None] | None:
    """Return the first pair (meant, found) that differs, None when the tables are the same."""
    for left, right in zip(meant, found, strict=False):
        if left != right:
            return left, right
    if len(meant) == len(found):
        return None
    shorter = min(len(meant), len(found))
    return (meant[shorter], None) if len(meant) > shorter else (None, found[shorter])
