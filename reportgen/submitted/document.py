"""What a file holds once its type no longer matters: tables of cells, and lines around them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

MOST_CELLS = 20_000
MOST_CHARACTERS = 2_000_000


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: upper left corner from 0, spans from 1, text with line feeds."""

    row: int
    column: int
    rows: int
    columns: int
    text: str

    @property
    def right(self) -> int:
        """The first column beyond the cell."""
        return self.column + self.columns

    @property
    def below(self) -> int:
        """The first row beneath the cell."""
        return self.row + self.rows


@dataclass(frozen=True, slots=True)
class Table:
    """Cells in reading order.

    ``exact`` is False where spans were lost and columns are only counted from the left, as in
    text: then a cell that reached down from above stands as an empty one, or not at all.
    """

    cells: tuple[Cell, ...]
    exact: bool = True

    def rows(self) -> tuple[tuple[Cell, ...], ...]:
        """The cells by the row in which they begin."""
        found: dict[int, list[Cell]] = {}
        for cell in self.cells:
            found.setdefault(cell.row, []).append(cell)
        return tuple(tuple(found[row]) for row in sorted(found))


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns hold other years, remarks, units or numbering; ``width`` 0 without heads."""

    aside: frozenset[int] = frozenset()
    width: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text outside any table."""

    text: str


Block = Table | Line


@dataclass(frozen=True, slots=True)
class Document:
    """The content of one file in reading order.

    ``remarks`` are sentences (Chinese) about what could not be read of it: formulas without a
    stored result, pictures, further sheets. ``has_pictures``: there may be a form in them.
    ``loose``: what stands side by side in lines is known by its place on the page alone.
    """

    blocks: tuple[Block, ...]
    remarks: tuple[str, ...] = ()
    has_pictures: bool = False
    loose: bool = False

    @property
    def characters(self) -> int:
        """How much text there is at all."""
        return sum(len(text.strip()) for text in self.texts())

    def texts(self) -> Iterator[str]:
        """Yield every text once, in reading order."""
        for block in self.blocks:
            if isinstance(block, Line):
                yield block.text
            else:
                yield from (cell.text for cell in block.cells)

    def as_json(self) -> dict[str, Any]:
        """Return plain values for the way between two processes."""
        blocks: list[Any] = []
        for block in self.blocks:
            if isinstance(block, Line):
                blocks.append(block.text)
            else:
                cells = [[c.row, c.column, c.rows, c.columns, c.text] for c in block.cells]
                blocks.append({"exact": block.exact, "cells": cells})
        return {
            "blocks": blocks,
            "remarks": list(self.remarks),
            "pictures": self.has_pictures,
            "loose": self.loose,
        }


def from_json(data: dict[str, Any]) -> Document:
    """Return what ``Document.as_json`` wrote."""
    blocks: list[Block] = []
    for block in data["blocks"]:
        if isinstance(block, str):
            blocks.append(Line(block))
        else:
            cells = tuple(Cell(*cell) for cell in block["cells"])
            blocks.append(Table(cells, bool(block["exact"])))
    pictures, loose = bool(data["pictures"]), bool(data["loose"])
    return Document(tuple(blocks), tuple(data["remarks"]), pictures, loose)


def table_of(rows: list[list[str]], exact: bool = False) -> Table:
    """Return a table of plain rows, every cell one by one."""
    cells = tuple(
        Cell(row, column, 1, 1, text)
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
    )
    return Table(cells, exact)
