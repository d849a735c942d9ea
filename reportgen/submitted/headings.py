"""The headings a label stands under in a table: left of it, above it, or from the lines before."""

from collections.abc import Container
from dataclasses import dataclass

from reportgen.submitted.document import Cell
from reportgen.submitted.found import Context, fitting
from reportgen.submitted.grid import Grid, Role, is_numbering
from reportgen.submitted.labels import Group
from reportgen.submitted.words import one_line, unit_of


@dataclass(frozen=True, slots=True)
class Headings:
    """Finds headings in one grid.

    ``used`` are the cells that are labels or values; ``tail`` the headings, by column, under which
    the part of the table before ended.
    """

    grid: Grid
    context: Context
    used: Container[Cell]
    tail: tuple[tuple[int, Group], ...] = ()

    def over(self, cell: Cell, label: str) -> tuple[tuple[Group, ...], str]:
        """Return the headings of a label in a cell, and a heading nobody knows.

        Where those directly left leave the label open, the nearest further left is taken; where
        those from above the table do not hold it, their outer ones.
        """
        near, strange = self._near(cell)
        found = self.grid.labels.resolve(label, near)
        if len(found) > 1:
            return self._past_others(cell) or near, strange
        return fitting(
            self.grid.labels, label, near
        ) if near is self.context.headings else near, strange

    def _near(self, label: Cell) -> tuple[tuple[Group, ...], str]:
        """Return the headings left of a label, outermost first, and a heading nobody knows."""
        chain: list[Group] = []
        column = label.column - 1
        while column >= 0:
            cell = self.grid.at(label.row, column)
            if cell is None or cell in self.used or self.grid.role(cell) is Role.LABEL:
                break
            column = cell.column - 1
            group = self._group(cell)
            if group is not None:
                chain.insert(0, group)
            elif self.grid.role(cell) is Role.VALUE and not is_numbering(cell):
                return tuple(chain), "" if chain else one_line(cell.text)
        return tuple(chain) or self.context.headings, ""

    def _past_others(self, label: Cell) -> tuple[Group, ...]:
        """Return the nearest heading left of a label, past other labels and their values."""
        cell = self.grid.at(label.row, label.column - 1)
        while cell is not None:
            group = self.grid.labels.group(cell.text)
            if group is not None:
                return (group,)
            cell = self.grid.at(label.row, cell.column - 1)
        return ()

    def unit_left(self, label: Cell) -> str:
        """Return the unit that the heading of a label prints for all its rows."""
        left = self.grid.at(label.row, label.column - 1)
        is_group = left is not None and self.grid.role(left) is Role.GROUP
        return unit_of(left.text) if left is not None and is_group else ""

    def ending(self) -> tuple[tuple[int, Group], ...]:
        """Return the headings that still hold in the last row, by column."""
        last = max((cell.row for cell in self.grid.cells), default=-1)
        found = []
        for cell in self.grid.row(last):
            group = None if cell in self.used else self._group(cell)
            if group is not None:
                found.append((cell.column, group))
        covering = [c for c in self.grid.cells if c.row < last < c.below]
        for cell in covering:
            group = self._group(cell)
            if group is not None:
                found.append((cell.column, group))
        return tuple(found)

    def _group(self, cell: Cell) -> Group | None:
        """Return the heading a cell is or continues, also from a table broken off above."""
        if self.grid.role(cell) is Role.GROUP:
            return self.grid.labels.group(cell.text)
        if self.grid.role(cell) is not Role.BLANK:
            return None
        above = self.grid.group_above(cell)
        if above is not None:
            return above
        fresh = all(
            self.grid.role(self.grid.at(row, cell.column)) in (Role.BLANK, None)
            for row in range(cell.row)
        )
        return dict(self.tail).get(cell.column) if fresh else None
