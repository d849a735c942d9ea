"""A table as a reader of forms sees it: what each cell is, what lies beside, above and below."""

import re
from enum import Enum

from reportgen.submitted.document import Cell, Columns, Table
from reportgen.submitted.labels import Group, Labels
from reportgen.submitted.words import label_of, one_line

_NUMBERING = re.compile(r"\d{1,3}|[一二三四五六七八九十]{1,3}")
_YEAR_HEAD = re.compile(r"(20\d\d)年?(?:度|全年)?(?:数|数据|数值|数量|情况|填报数)?")
_NOT_THIS_YEAR = re.compile(r"上年|去年|同比|增减|备注|说明|序号|单位|权重|依据")


class Role(Enum):
    """What a cell is."""

    BLANK = "blank"
    LABEL = "label"
    GROUP = "group"
    HEAD = "head"  # 指标, 数值 …: the words over the columns
    VALUE = "value"  # everything else


_UNTOLD = Columns()


class Grid:
    """One table with its roles. Built once; labels broken over two cells are joined first.

    ``year`` is the year of the form, None where the form prints none. ``before`` are the columns
    of the part of the table before, for a part without heads of its own.
    """

    def __init__(
        self,
        table: Table,
        labels: Labels,
        year: int | None = None,
        before: Columns = _UNTOLD,
    ) -> None:
        self.exact = table.exact
        self.labels = labels
        self.cells = _joined(table, labels)
        self._slots: dict[tuple[int, int], Cell] = {}
        for cell in self.cells:
            for row in range(cell.row, cell.below):
                for column in range(cell.column, cell.right):
                    self._slots.setdefault((row, column), cell)
        self._roles = {cell: _role(cell.text, labels) for cell in self.cells}
        self._head_length = 0
        self._aside = self._side_columns(year)
        width = max((cell.right for cell in self.cells), default=0)
        if not self._head_length and before.width == width:
            self._aside, self._head_length = before.aside, width
        self.columns = Columns(self._aside, width if self._head_length else 0)

    def at(self, row: int, column: int) -> Cell | None:
        """The cell that covers a position, None outside the table."""
        return self._slots.get((row, column))

    def role(self, cell: Cell | None) -> Role | None:
        """What a cell is; None for no cell."""
        return None if cell is None else self._roles[cell]

    def row(self, number: int) -> tuple[Cell, ...]:
        """The cells that begin in a row."""
        return tuple(cell for cell in self.cells if cell.row == number)

    def length(self, row: int) -> int:
        """How many columns a row has."""
        return max((c for r, c in self._slots if r == row), default=-1) + 1

    def right_of(self, cell: Cell) -> tuple[Cell, ...]:
        """The cells that begin directly right of a cell, in any of its rows."""
        column = cell.right
        while self.is_aside(cell.row, column) and self.at(cell.row, column) is not None:
            column += 1
        found = [self.at(row, column) for row in range(cell.row, cell.below)]
        return tuple(dict.fromkeys(c for c in found if c is not None and c.column == column))

    def is_aside(self, row: int, column: int) -> bool:
        """Say whether a place lies in a column of other years, remarks, units or numbering.

        Where spans were lost, only rows as long as the heads' own have the same columns.
        """
        return column in self._aside and (self.exact or self.length(row) == self._head_length)

    def next_right(self, cell: Cell) -> Cell | None:
        """The one cell right of a cell in its first row."""
        return self.at(cell.row, cell.right)

    def under(self, cell: Cell) -> Cell | None:
        """The cell exactly beneath: same width, beginning where this one ends."""
        below = self.at(cell.below, cell.column)
        if below is None or below.row != cell.below or below.column != cell.column:
            return None
        if self.exact:
            return below if below.right == cell.right else None
        return below if self.length(cell.row) == self.length(cell.below) else None

    def group_above(self, cell: Cell) -> Group | None:
        """The heading whose column a blank cell continues, None if another thing is above."""
        for row in range(cell.row - 1, -1, -1):
            above = self.at(row, cell.column)
            if above is None:
                return None
            if not self.exact and not self._same_shape(row, cell):
                return None
            if self._roles[above] is Role.GROUP:
                if self._is_repeated(above):
                    return None
                return self.labels.group(above.text)
            if self._roles[above] is not Role.BLANK:
                return None
        return None

    def _is_repeated(self, cell: Cell) -> bool:
        """Say whether a heading is printed again in each of its rows: then a blank is no ditto."""
        above = self.at(cell.row - 1, cell.column)
        return above is not None and above is not cell and above.text == cell.text

    def _same_shape(self, row: int, cell: Cell) -> bool:
        """Say whether columns of two rows may be compared though spans were lost."""
        if all(self.role(self.at(cell.row, column)) is Role.BLANK for column in range(cell.column)):
            return True
        return self.length(row) == self.length(cell.row)

    def _side_columns(self, year: int | None) -> frozenset[int]:
        """Columns that hold other years, remarks, units or numbering, as the first heads say."""
        for number in sorted({cell.row for cell in self.cells}):
            row = [cell for cell in self.row(number) if self._roles[cell] is not Role.BLANK]
            years = [cell for cell in row if _year_of(cell)]
            heads = [cell for cell in row if self._roles[cell] is Role.HEAD]
            if len({*heads, *years}) >= 2:
                aside = [cell for cell in row if _NOT_THIS_YEAR.search(label_of(cell.text))]
                self._head_length = self.length(number)
                if year is not None:
                    aside += [cell for cell in years if _year_of(cell) != year]
                return frozenset(
                    column for cell in aside for column in range(cell.column, cell.right)
                )
        return frozenset()


def _year_of(cell: Cell) -> int | None:
    """Return the year that a cell over a column names and nothing else."""
    found = _YEAR_HEAD.fullmatch(label_of(cell.text))
    return int(found.group(1)) if found else None


def is_numbering(cell: Cell) -> bool:
    """Say whether a cell holds nothing but a running number."""
    return bool(_NUMBERING.fullmatch(re.sub(r"[\s()（）.．、]", "", one_line(cell.text))))


def is_unit(text: str, labels: Labels) -> bool:
    """Say whether a cell holds nothing but a unit."""
    flat = re.sub(r"[()（）]|单位[:：]", "", one_line(text))
    return flat in labels.units


def _role(text: str, labels: Labels) -> Role:
    flat = label_of(text)
    if not flat and not text.strip(" \t\r\n\xa0\u3000_＿"):
        return Role.BLANK
    if flat in labels.meanings:
        return Role.LABEL
    if flat in labels.groups:
        return Role.GROUP
    if flat in labels.heads:
        return Role.HEAD
    if labels.is_label(text):
        return Role.LABEL
    return Role.VALUE


def _joined(table: Table, labels: Labels) -> tuple[Cell, ...]:
    """Return the cells with labels that were cut into two neighbouring cells made whole."""
    cells = list(table.cells)
    starts = {(cell.row, cell.column): cell for cell in cells}
    gone: set[Cell] = set()
    for cell in table.cells:
        if cell in gone or not cell.text.strip():
            continue
        beneath = starts.get((cell.below, cell.column)) if table.exact else None
        beside = starts.get((cell.row, cell.right))
        for other in (beneath, beside):
            if other is None or other in gone or not _are_halves(cell, other, labels):
                continue
            if other is beneath and (other.right != cell.right):
                continue
            if other is beside and other.rows != cell.rows:
                continue
            whole = Cell(
                cell.row,
                cell.column,
                cell.rows + (other.rows if other is beneath else 0),
                cell.columns + (other.columns if other is beside else 0),
                f"{cell.text}{other.text}",
            )
            cells[cells.index(cell)] = whole
            cells.remove(other)
            gone |= {cell, other}
            break
    return tuple(cells)


def _are_halves(cell: Cell, other: Cell, labels: Labels) -> bool:
    """Say whether two cells only together are a label; figures never belong to one."""
    second = label_of(other.text)
    if not second or re.search(r"\d", second) or second in labels.meanings:
        return False
    if second in labels.groups or _role(cell.text, labels) is Role.GROUP:
        return False
    whole = label_of(cell.text + other.text)
    return whole in labels.meanings and whole != label_of(cell.text)
