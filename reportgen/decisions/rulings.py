"""What people ruled about rows and columns: the decisions that are still in force."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field

from audits.facts import Value
from reportgen.decisions.record import COLUMN, ON_COLUMN, ON_ROWS, Action, Decision


@dataclass(frozen=True, slots=True)
class RowRuling:
    """A row that counts or does not, by the decision that says so.

    ``key`` is a field (only that figure is meant) or ``column:<url>`` (every figure the column
    feeds); ``row`` is the id by which the evidence views name it.
    """

    key: str
    row: str
    counted: bool
    decision: Decision


@dataclass(frozen=True, slots=True)
class ColumnRuling:
    """What people chose for a column; None leaves it as the draft has it."""

    url: str
    boxes: tuple[str, ...] | None
    in_total: bool | None
    decision: Decision


@dataclass(frozen=True, slots=True)
class Rulings:
    """All rulings in force; rows by (key, row), columns by address."""

    rows: Mapping[tuple[str, str], RowRuling] = field(default_factory=dict)
    columns: Mapping[str, ColumnRuling] = field(default_factory=dict)

    @property
    def shape(self) -> Hashable:
        """What tells these rulings from others, whoever made them; the order of rows counts."""
        return (
            tuple((pair, row.counted) for pair, row in self.rows.items()),
            tuple((url, each.boxes, each.in_total) for url, each in self.columns.items()),
        )

    def __bool__(self) -> bool:
        """Say whether anything was ruled at all."""
        return bool(self.rows or self.columns)


NOTHING_RULED = Rulings()


def in_force(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Return the decisions without those that were undone, and without the undoing."""
    kept: dict[int, Decision] = {}
    for decision in decisions:
        if decision.action is Action.UNDO:
            kept.pop(int(decision.details["undoes"]), None)
        else:
            kept[decision.seq] = decision
    return tuple(kept.values())


def settled_values(decisions: Iterable[Decision]) -> dict[str, Value]:
    """Return the values people settled, by field; what was returned or passed on is left out."""
    values: dict[str, Value] = {}
    for decision in in_force(decisions):
        if decision.action in (Action.ACCEPT, Action.CHANGE) and decision.value is not None:
            values[decision.key] = decision.value
        elif decision.action in (Action.NO_DATA, Action.RETURN, Action.DELEGATE):
            values.pop(decision.key, None)
    return values


def rulings(decisions: Iterable[Decision]) -> Rulings:
    """Return what is ruled; the later decision wins."""
    rows: dict[tuple[str, str], RowRuling] = {}
    columns: dict[str, ColumnRuling] = {}
    for decision in in_force(decisions):
        if decision.action in ON_ROWS:
            counted = decision.action is Action.ROW_IN
            for row in decision.details["rows"]:
                rows.pop((decision.key, row), None)  # kept in the order of what was decided last
                rows[decision.key, row] = RowRuling(decision.key, row, counted, decision)
        elif decision.action in ON_COLUMN:
            url = decision.key.removeprefix(COLUMN)
            before = columns.get(url, ColumnRuling(url, None, None, decision))
            columns[url] = _ruled(before, decision)
    return Rulings(rows, columns)


def _ruled(before: ColumnRuling, decision: Decision) -> ColumnRuling:
    if decision.action is Action.BOX:
        boxes = tuple(decision.details["boxes"])
        return ColumnRuling(before.url, boxes, before.in_total, decision)
    return ColumnRuling(before.url, before.boxes, bool(decision.details["in_total"]), decision)
