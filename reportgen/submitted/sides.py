"""Tells a table that prints each value left of its label from one that prints it on the right."""

from collections import Counter

from reportgen.submitted.document import Cell
from reportgen.submitted.grid import Grid, Role, is_numbering
from reportgen.submitted.headrows import fits, head_row_value
from reportgen.submitted.inline import starts_with_label

_FEWEST_ROWS = 2


def stands_reversed(grid: Grid) -> bool:
    """Say whether the rows of a table end in labels and begin with values, most of them.

    As many rows of either kind count as reversed: then nobody can tell whose a value is.
    """
    edge = max((cell.right for cell in grid.cells if _counts(grid, cell)), default=0)
    usual = _usual_end(grid)
    reversed_rows = forward_rows = 0
    for number in sorted({cell.row for cell in grid.cells}):
        row = list(grid.row(number))
        if _ends_in_label(grid, row, edge) or _follows_its_value(grid, row, usual):
            reversed_rows += 1
        elif _begins_with_label(grid, row):
            forward_rows += 1
    return reversed_rows >= max(_FEWEST_ROWS, forward_rows)


def starts_with_value(grid: Grid, cells: list[Cell]) -> bool:
    """Say whether a row begins with a value that no label left of it can own."""
    roles = [grid.role(c) for c in cells if not is_numbering(c) or c.column]
    return next((r for r in roles if r is not Role.GROUP), None) is Role.VALUE


def _counts(grid: Grid, cell: Cell) -> bool:
    return grid.role(cell) is not Role.BLANK and not grid.is_aside(cell.row, cell.column)


def _ends_in_label(grid: Grid, row: list[Cell], edge: int) -> bool:
    """Say whether a row ends at the table's edge in a label, each of its labels behind a place."""
    labels = [cell for cell in row if grid.role(cell) is Role.LABEL]
    if not labels or labels[-1].right != edge:
        return False
    before = [grid.at(cell.row, cell.column - 1) for cell in labels]
    if any(grid.role(cell) not in (Role.VALUE, Role.BLANK) for cell in before):
        return False
    if any(cell and starts_with_label(cell.text, grid.labels) for cell in before):
        return False  # label and value in one cell
    return all(head_row_value(grid, cell) is None for cell in labels)


def _usual_end(grid: Grid) -> int:
    """Return where most rows with labels end; beyond it stands a remark here and there."""
    ends = Counter(
        max(cell.right for cell in grid.row(number) if _counts(grid, cell))
        for number in {cell.row for cell in grid.cells if grid.role(cell) is Role.LABEL}
    )
    return max(ends, key=ends.__getitem__, default=0)


def _follows_its_value(grid: Grid, row: list[Cell], edge: int) -> bool:
    """Say whether labels up to the usual end stand behind values, the first one's fitting it."""
    if not _ends_in_label(grid, row, edge):
        return False
    label = next(cell for cell in row if grid.role(cell) is Role.LABEL)
    value = grid.at(label.row, label.column - 1)
    if value is None or grid.role(value) is not Role.VALUE:
        return False
    return fits(grid, label, value) and not (is_numbering(value) and not value.column)


def _begins_with_label(grid: Grid, row: list[Cell]) -> bool:
    """Say whether a row begins, past headings and numbering, with a label that has a place."""
    rest = [cell for cell in row if grid.role(cell) not in (Role.BLANK, Role.GROUP)]
    rest = [cell for cell in rest if cell.column or not is_numbering(cell)]
    if not rest or grid.role(rest[0]) is not Role.LABEL:
        return False
    return grid.role(grid.next_right(rest[0])) in (Role.VALUE, Role.BLANK)
