"""Reads the tables of a filled form: each label's value by what stands beside or below it."""

from collections.abc import Callable
from dataclasses import dataclass, field

from reportgen.report import PENDING
from reportgen.submitted.document import Cell, Table
from reportgen.submitted.found import Context, Harvest, take
from reportgen.submitted.grid import Grid, Role, is_numbering, is_unit
from reportgen.submitted.headings import Headings
from reportgen.submitted.headrows import fits, head_row_value
from reportgen.submitted.inline import is_title, names_field, take_inline
from reportgen.submitted.labels import Group
from reportgen.submitted.reach import beyond_blanks, further_boxes, is_usual_place
from reportgen.submitted.sides import stands_reversed, starts_with_value
from reportgen.submitted.words import one_line, unit_of

_TWO = "右边有两个格子都有内容，分不清哪个是它的值"
_SHARED = "和别的填报项共用一个格子，分不清是谁的值"
_FOREIGN = "紧挨着的格子里写的是另一个填报项"
_REVERSED = "这一行的最后一格是项目名称，像是值写在名称左边，分不清是谁的值"
_LEFT = "这张表像是值写在名称左边，分不清是谁的值，整张表没有取用"
_ODD = "下面一行像是别的项目，不像是这一行名称的值"
_BELOW = "右边的格子是空的，下面的格子有内容，分不清哪个是它的值"
_APART = "紧挨着的格子是空的，再右边一格才有内容，分不清是不是它的值"


@dataclass(slots=True)
class _Claim:
    """A label with the cell that seems to hold its value; ``more`` are further boxes beside it."""

    label: Cell
    value: Cell | None
    doubt: str = ""
    more: tuple[Cell, ...] = ()

    @property
    def text(self) -> str | None:
        """The text of the value, all boxes in one."""
        if self.value is None:
            return None
        return "　".join([self.value.text, *(cell.text for cell in self.more)])


@dataclass(slots=True)
class TableReader:
    """Reads one table into a harvest. ``tail`` are the headings the table before ended under."""

    grid: Grid
    context: Context
    harvest: Harvest
    tail: tuple[tuple[int, Group], ...] = ()
    used: set[Cell] = field(default_factory=set)

    def read(self) -> tuple[tuple[int, Group], ...]:
        """Take every cell; return (column, heading) at the table's end for a part that follows."""
        claims = self._claims()
        self._mark_shared(claims)
        for row in sorted({cell.row for cell in self.grid.cells}):
            self._enter_heading(row)
            for claim in claims:
                if claim.label.row == row:
                    self._take(claim)
        self._rest()
        return self.headings.ending()

    def _claims(self) -> list[_Claim]:
        labels = [c for c in self.grid.cells if self.grid.role(c) is Role.LABEL]
        if stands_reversed(self.grid):
            self.used |= set(labels)
            return [_Claim(cell, None, _LEFT) for cell in labels]
        claims = [self._claim(cell) for cell in labels]
        self._mark_reversed(claims)
        for claim in claims:
            self.used.add(claim.label)
            if claim.value is not None:
                self.used |= {claim.value, *claim.more}
        return claims

    def _claim(self, label: Cell) -> _Claim:
        under = head_row_value(self.grid, label)
        if under is not None and not self._is_foreign(under):
            return _Claim(label, under)
        return self._beside(label) or self._below(label)

    def _mark_reversed(self, claims: list[_Claim]) -> None:
        """Doubt the rows that end in a label without a value: theirs may stand on the left."""
        for last in claims:
            row = last.label.row
            filled = [c for c in self.grid.row(row) if self.grid.role(c) is not Role.BLANK]
            has_value = last.value is not None and self.grid.role(last.value) is not Role.BLANK
            if has_value or not filled or filled[-1] is not last.label:
                continue
            if last.value is not None and not starts_with_value(self.grid, filled):
                continue  # simply not filled in
            for claim in claims:
                beside = claim.value is not None and claim.value.row == row
                if claim.label.row == row and beside:
                    claim.doubt = claim.doubt or _REVERSED

    def _beside(self, label: Cell) -> _Claim | None:
        """Return the value right of a label; None where another label or heading stands there."""
        cells = self.grid.right_of(label)
        values = [c for c in cells if self.grid.role(c) is Role.VALUE]
        blanks = [c for c in cells if self.grid.role(c) is Role.BLANK]
        if not values and not blanks:
            return None
        if len(values) > 1:
            return _Claim(label, values[0], _TWO)
        value = values[0] if values else blanks[0]
        if values and self._is_foreign(value):
            open_end = one_line(label.text).endswith(("：", ":"))
            return _Claim(label, None) if open_end else _Claim(label, value, _FOREIGN)
        boxes = further_boxes(self.grid, label, value)
        if boxes:
            return _Claim(label, value, more=boxes)
        far = None if values else beyond_blanks(self.grid, label)
        if far is not None and far not in self.used and not self._is_foreign(far):
            if is_usual_place(self.grid, label, far):
                return _Claim(label, far, more=further_boxes(self.grid, label, far))
            if self._may_mean(label, far) and not self._is_before_label(far):
                return _Claim(label, value, _APART)
        further = self.grid.next_right(value)
        if values and is_unit(value.text, self.grid.labels) and self._is_value(further):
            self.used.add(value)
            return _Claim(label, further)
        if self._is_value(further) and further is not None and further not in self.used:
            if not values and not is_numbering(value):
                return _Claim(label, value, "" if self._is_side(further) else _APART)
            if any(mark.isdigit() for mark in further.text) and not self._is_side(further):
                return _Claim(label, value, _TWO)
        if not values and self._is_filled_below(label):
            return _Claim(label, value, _BELOW)
        return _Claim(label, value)

    def _is_before_label(self, cell: Cell) -> bool:
        return self.grid.role(self.grid.next_right(cell)) is Role.LABEL

    def _is_filled_below(self, label: Cell) -> bool:
        """Say whether the cell beneath a label could be its value as well."""
        under = self.grid.under(label)
        if under is None or self.grid.role(under) is not Role.VALUE:
            return False
        is_other = self._has_own_label(under) or self._is_foreign(under)
        words = self.grid.labels.option_words(label.text)
        says = any(word in under.text for word in words)
        return not is_other and (says or self._may_mean(label, under))

    def _may_mean(self, label: Cell, cell: Cell) -> bool:
        return fits(self.grid, label, cell) or any(mark.isdigit() for mark in cell.text)

    def _is_foreign(self, cell: Cell) -> bool:
        """Say whether a cell names another field, with its value or without."""
        return names_field(cell.text, self.grid.labels)

    def _is_value(self, cell: Cell | None) -> bool:
        """Say whether a cell holds something that could be meant as a value."""
        if cell is None or self.grid.role(cell) is not Role.VALUE:
            return False
        behind = self.grid.next_right(cell)
        return self.grid.role(behind) not in (Role.VALUE, Role.LABEL)

    def _is_side(self, cell: Cell) -> bool:
        return self.grid.is_aside(cell.row, cell.column)

    def _below(self, label: Cell) -> _Claim:
        """Return the value beneath a label in a row of labels over a row of values."""
        run = self._run(label)
        unders = [self.grid.under(cell) for cell in run]
        fits = all(
            cell is not None and self.grid.role(cell) in (Role.VALUE, Role.BLANK) for cell in unders
        )
        first = unders[0] if unders else None
        if not fits or first is None or self._has_own_label(first):
            return _Claim(label, None)
        if self._is_foreign(first):
            return _Claim(label, None)
        pairs = [(head, below) for head, below in zip(run, unders, strict=True) if below]
        doubt = _ODD if any(self._is_odd(head, below) for head, below in pairs) else ""
        return _Claim(label, unders[run.index(label)], doubt)

    def _is_odd(self, head: Cell, below: Cell) -> bool:
        """Say whether words stand where the label asks for something else."""
        if (
            self.grid.role(below) is Role.BLANK
            or PENDING in below.text
            or any(mark.isdigit() for mark in below.text)
        ):
            return False
        return not fits(self.grid, head, below)

    def _run(self, label: Cell) -> list[Cell]:
        """Return the labels side by side with this one, empty unless they end the row."""
        run = [label]
        left = self.grid.at(label.row, label.column - 1)
        while left is not None and self.grid.role(left) is Role.LABEL and left.row == label.row:
            run.insert(0, left)
            left = self.grid.at(label.row, left.column - 1)
        right = self.grid.next_right(label)
        while right is not None and self.grid.role(right) is Role.LABEL and right.row == label.row:
            run.append(right)
            right = self.grid.next_right(right)
        return run if right is None else []

    def _has_own_label(self, cell: Cell) -> bool:
        left = self.grid.at(cell.row, cell.column - 1)
        return left is not None and left.row == cell.row and self.grid.role(left) is Role.LABEL

    def _mark_shared(self, claims: list[_Claim]) -> None:
        """A cell that two labels point to belongs to neither without a person's word."""
        owners: dict[Cell, list[_Claim]] = {}
        for claim in claims:
            if claim.value is not None:
                owners.setdefault(claim.value, []).append(claim)
        for shared in owners.values():
            if len(shared) > 1 and one_line(shared[0].value.text if shared[0].value else ""):
                for claim in shared:
                    claim.doubt = claim.doubt or _SHARED

    def _enter_heading(self, row: int) -> None:
        """Take a row that holds nothing but one heading as the heading of the rows after it."""
        cells = [c for c in self.grid.row(row) if self.grid.role(c) is not Role.BLANK]
        if len(cells) != 1 or cells[0].rows != 1 or cells[0].column:
            return
        group = self.grid.labels.group(cells[0].text)
        is_wide = cells[0].columns > 1 or self.grid.length(row) <= cells[0].right + 1
        is_wide = is_wide or not self.grid.exact
        if group is not None and is_wide:
            self.context.enter(group)
        elif self.grid.role(cells[0]) is Role.VALUE and (
            cells[0].columns > 1 or self.grid.length(row) == 1
        ):
            self.context.leave()  # a heading nobody knows: what follows is not the last one's

    def _take(self, claim: _Claim) -> None:
        headings, strange = self.headings.over(claim.label, claim.label.text)
        label, text, doubt = one_line(claim.label.text), claim.text, claim.doubt
        if text is None and label.endswith(("：", ":")):
            text = ""  # a line to fill in, left empty
        if strange:
            doubt = doubt or f"它所在的分组“{strange}”不认识"
        unit = unit_of(claim.label.text) or self.headings.unit_left(claim.label)
        cells = (claim.label,) if claim.value is None else (claim.value, *claim.more)
        take(self.harvest, self.grid.labels, label, text, headings, unit, doubt, cells)

    @property
    def headings(self) -> Headings:
        """What finds the headings of a cell, as far as cells are claimed by now."""
        return Headings(self.grid, self.context, self.used, self.tail)

    def _over(self, cell: Cell) -> Callable[[str], tuple[Group, ...]]:
        return lambda label: self.headings.over(cell, label)[0]

    def _rest(self) -> None:
        """Take lines with label and value in one cell, and list whatever nobody claimed."""
        grid, labels = self.grid, self.grid.labels
        for cell in grid.cells:
            if cell in self.used or grid.role(cell) is not Role.VALUE:
                continue
            before = len(self.harvest.found)
            if take_inline(cell.text, self._over(cell), labels, self.harvest):
                self.used.add(cell)
                self.harvest.place(before, (cell,))
                continue
            if is_unit(cell.text, labels) or (is_numbering(cell) and cell.column == 0):
                continue
            if is_title(cell.text, labels):
                self.harvest.title.append(one_line(cell.text))
                continue
            right = grid.next_right(cell)
            if right is not None and right not in self.used and grid.role(right) is Role.VALUE:
                self.used.add(right)
                self.harvest.unplaced.append(f"{one_line(cell.text)}：{one_line(right.text)}")
            else:
                self._list_alone(cell)

    def _list_alone(self, cell: Cell) -> None:
        left = self.grid.at(cell.row, cell.column - 1)
        is_named = left is not None and self.grid.role(left) is Role.GROUP
        name = f"{one_line(left.text)}：" if left is not None and is_named else ""
        self.harvest.unplaced.append(f"{name}{one_line(cell.text)}")


def read_table(
    table: Table,
    context: Context,
    harvest: Harvest,
    tail: tuple[tuple[int, Group], ...] = (),
) -> tuple[tuple[int, Group], ...]:
    """Read one table; return the headings it ends under, by column, for a part that follows."""
    grid = Grid(table, context.labels, context.year, context.columns)
    context.columns = grid.columns
    return TableReader(grid, context, harvest, tail).read()
