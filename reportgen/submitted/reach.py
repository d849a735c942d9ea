"""Finds what belongs to a value beyond the cell beside its label: past blanks, in more boxes."""

from reportgen.submitted.document import Cell
from reportgen.submitted.grid import Grid, Role

_FEWEST_ROWS = 3


def beyond_blanks(grid: Grid, label: Cell) -> Cell | None:
    """Return the first filled cell right of a label and of the blanks beside it.

    None unless it can be a value: columns of other years and remarks are passed over.
    """
    cell = grid.at(label.row, label.right)
    while cell is not None:
        aside = grid.is_aside(cell.row, cell.column)
        if grid.role(cell) is not Role.BLANK and not aside:
            return cell if grid.role(cell) is Role.VALUE else None
        cell = grid.at(label.row, cell.right)
    return None


def is_usual_place(grid: Grid, label: Cell, value: Cell) -> bool:
    """Say whether the values of rows made like this one stand in the value's column, always.

    Rows are made alike when their labels stand in the same columns. Then the blanks between are
    no places to fill in: nothing ever stands there. Heads over both say that they are.
    """
    if any(_has_heads(grid, row, label.right, value.column) for row in range(label.row)):
        return False
    wanted = _label_columns(grid, label.row)
    alike = [r for r in sorted({c.row for c in grid.cells}) if _label_columns(grid, r) == wanted]
    seen = 0
    for row in alike:
        own = grid.at(row, label.column)
        if own is None or grid.role(own) is not Role.LABEL or own.right > value.column:
            return False
        between = {grid.at(row, column) for column in range(own.right, value.column)}
        if any(grid.role(cell) not in (Role.BLANK, None) for cell in between):
            return False
        here = grid.at(row, value.column)
        if here is not None and grid.role(here) is Role.VALUE:
            seen += 1
    return seen >= _FEWEST_ROWS


def further_boxes(grid: Grid, label: Cell, first: Cell) -> tuple[Cell, ...]:
    """Return the cells after ``first`` that hold the other boxes of the same question."""
    words = grid.labels.option_words(label.text)
    found: list[Cell] = []
    seen: set[str] = set()
    cell: Cell | None = first
    while cell is not None and grid.role(cell) is Role.VALUE:
        here = {word for word in words if word in cell.text}
        if not here or here & seen:
            break
        seen |= here
        found.append(cell)
        cell = grid.next_right(cell)
    return tuple(found[1:])


def _has_heads(grid: Grid, row: int, first: int, last: int) -> bool:
    """Say whether a row without labels names the last column and one of those before it."""
    named = {
        cell
        for column in range(first, last + 1)
        if (cell := grid.at(row, column)) and grid.role(cell) in (Role.HEAD, Role.VALUE)
    }
    return len(named) > 1 and grid.at(row, last) in named and not _label_columns(grid, row)


def _label_columns(grid: Grid, row: int) -> tuple[int, ...]:
    return tuple(cell.column for cell in grid.row(row) if grid.role(cell) is Role.LABEL)
