"""The printed grid of a form: cells with spans, as data, and where each cell comes to lie."""

from dataclasses import dataclass
from typing import Self

from pydantic import Field as Limit
from pydantic import model_validator

from reportgen.datafile import Data


class Cell(Data):
    """One cell of a row as written in the form file.

    Exactly one of: ``text`` (a printed label), ``key`` (the value of a field; with ``choice`` only
    that one of its choices), ``ticks`` (several yes/no fields, ``other`` a free text after them).
    """

    text: str = ""
    key: str | None = None
    choice: str | None = None
    ticks: tuple[str, ...] = ()
    other: str | None = None
    rows: int = Limit(default=1, ge=1)
    columns: int = Limit(default=1, ge=1)

    @model_validator(mode="after")
    def _holds_one_thing(self) -> Self:
        if [bool(self.text), self.key is not None, bool(self.ticks)].count(True) != 1:
            raise ValueError("一个格子只能写 text、key、ticks 之一")
        if self.choice is not None and self.key is None:
            raise ValueError("choice 要和 key 写在一起")
        if self.other is not None and not self.ticks:
            raise ValueError("other 要和 ticks 写在一起")
        return self

    @property
    def keys(self) -> tuple[str, ...]:
        """The fields whose values stand in this cell."""
        own = (self.key,) if self.key else ()
        return own + self.ticks + ((self.other,) if self.other else ())


class LinePart(Data):
    """A label and its field in a line above or below the table."""

    text: str
    key: str


class Lines(Data):
    """The lines around the table: head (the unit) and foot (the sign-off).

    ``seal`` is printed below the sign-off with room for the unit's stamp, empty where the head
    asks for it; ``notes`` are the printed notes under the form.
    """

    head: tuple[tuple[LinePart, ...], ...] = ()
    foot: tuple[tuple[LinePart, ...], ...] = ()
    seal: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A cell with the row and column of its upper left corner, both from 0."""

    row: int
    column: int
    cell: Cell


class Grid(Data):
    """The table: column widths in millimetres and its rows of cells, left to right.

    Positions taken by a cell that reaches down from a row above are not written again.
    """

    widths: tuple[float, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @model_validator(mode="after")
    def _is_filled_without_gaps(self) -> Self:
        self.places()
        return self

    def places(self) -> tuple[Place, ...]:
        """Return every cell with its position; raises ValueError naming the row that fits badly."""
        taken: set[tuple[int, int]] = set()
        placed: list[Place] = []
        for row, cells in enumerate(self.rows):
            for cell in cells:
                free = [c for c in range(len(self.widths)) if (row, c) not in taken]
                if not free:
                    raise ValueError(f"表格第 {row + 1} 行的格子多了")
                placed.append(Place(row, free[0], cell))
                for spot in _spots(placed[-1]):
                    if spot in taken or spot[1] >= len(self.widths) or spot[0] >= len(self.rows):
                        raise ValueError(f"表格第 {row + 1} 行的格子越界或重叠")
                    taken.add(spot)
            if any((row, c) not in taken for c in range(len(self.widths))):
                raise ValueError(f"表格第 {row + 1} 行没有排满")
        return tuple(placed)


def _spots(place: Place) -> list[tuple[int, int]]:
    """Return all positions that a placed cell covers."""
    rows = range(place.row, place.row + place.cell.rows)
    columns = range(place.column, place.column + place.cell.columns)
    return [(row, column) for row in rows for column in columns]
