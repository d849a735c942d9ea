"""Tells a row of labels over a row of values from a row of labels beside their values."""

from reportgen.submitted.document import Cell
from reportgen.submitted.grid import Grid, Role
from reportgen.submitted.values import read_value

_FIGURES = ("count", "number", "yes_no", "choice")


def head_row_value(grid: Grid, label: Cell) -> Cell | None:
    """Return the cell beneath a label where its whole row is labels over values, else None.

    Some of the labels may be unknown. The row is taken so only where every known label fits what
    stands beneath it, some label does not fit what stands beside it, and a figure shows it.
    """
    pairs = _pairs(grid, label)
    if not pairs:
        return None
    shown = False
    beside_fits = True
    for head, below in pairs:
        if grid.role(head) is not Role.LABEL:
            continue
        if grid.role(below) is not Role.BLANK and not fits(grid, head, below):
            return None
        beside = grid.next_right(head)
        if beside is None or grid.role(beside) is not Role.VALUE or not fits(grid, head, beside):
            beside_fits = False
        shown = shown or (grid.role(below) is Role.VALUE and _is_figure(grid, head))
    if beside_fits or not shown:
        return None
    return next(below for head, below in pairs if head is label)


def _pairs(grid: Grid, label: Cell) -> list[tuple[Cell, Cell]]:
    """Return the cells of a label's row with those exactly beneath; empty where shapes differ."""
    if not grid.exact or label.rows != 1:
        return []
    found = []
    for head in grid.row(label.row):
        role = grid.role(head)
        if role is Role.GROUP and head.rows > 1:
            continue
        below = grid.under(head)
        if role is Role.BLANK and (below is None or grid.role(below) is Role.BLANK):
            continue  # the table is wider than this row
        wrong = (Role.LABEL, Role.GROUP, Role.HEAD)
        if below is None or role not in (Role.LABEL, Role.VALUE) or grid.role(below) in wrong:
            return []
        found.append((head, below))
    return found if len(found) > 1 else []


def fits(grid: Grid, label: Cell, value: Cell) -> bool:
    """Say whether a cell can be the value of any field a label may name."""
    return any(
        not read_value(field, value.text, "", grid.labels.units).doubt
        for field in grid.labels.fields_of(label.text)
    )


def _is_figure(grid: Grid, label: Cell) -> bool:
    return any(field.kind in _FIGURES for field in grid.labels.fields_of(label.text))
