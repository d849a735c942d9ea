"""A filled form as the rules see it: every figure as a range, every text without its blanks."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from math import inf

from audits.facts import Value
from reportgen.fields import FieldKind
from reportgen.form import Form

NOTHING = frozenset(("", "无", "/", "-", "—", "——", "\\", "没有", "未填"))


@dataclass(frozen=True, slots=True)
class Span:
    """A figure known to lie from ``low`` to ``high``; the same where it is known exactly."""

    low: float
    high: float

    def __add__(self, other: "Span") -> "Span":
        return Span(self.low + other.low, self.high + other.high)

    def times(self, factor: float) -> "Span":
        """The figure times a positive factor."""
        return Span(self.low * factor, self.high * factor)


@dataclass(frozen=True, slots=True)
class Entries:
    """What stands in a form; see ``check`` for the meaning of each part."""

    form: Form
    values: Mapping[str, Value | None]
    year: int | None
    written: Mapping[str, str | None] = field(default_factory=dict)
    at_least: Collection[str] = ()
    seen: Collection[str] = ()
    prior: Mapping[str, Value | None] = field(default_factory=dict)
    counted: Mapping[str, Value | None] = field(default_factory=dict)

    def span(self, key: str) -> Span | None:
        """Return a figure, or yes as 1 and no as 0; None when it is not known or is a text."""
        value = self.values.get(key)
        if not isinstance(value, int | float):
            return None
        return Span(float(value), inf if key in self.at_least else float(value))

    def total(self, keys: Iterable[str]) -> Span | None:
        """Return the sum of figures; None when one of them is not known."""
        total = Span(0, 0)
        for key in keys:
            if (span := self.span(key)) is None:
                return None
            total += span
        return total

    def text(self, key: str) -> str:
        """Return a text without blanks; empty for nothing and for the words that say nothing."""
        return bare(self.values.get(key))

    def is_something(self, key: str) -> bool:
        """Say whether a field certainly holds a figure above 0, a yes, or a real text."""
        value = self.values.get(key)
        return bool(bare(value)) if isinstance(value, str) else bool(value)

    def is_nothing(self, key: str) -> bool:
        """Say whether a field certainly holds 0, no, or a text that says nothing.

        A name left blank on paper is none; a figure left blank is not known.
        """
        value = self.values.get(key)
        if value is None:
            paper = self.written.get(key)
            if paper == "":
                return self.form.fields[key].kind is FieldKind.TEXT
            return paper is not None and bare(paper) == ""
        return not self.is_something(key) and key not in self.at_least

    def shown(self, key: str) -> str:
        """Return a value as it is put into a sentence."""
        value = self.values.get(key)
        if value is None:
            return "未填"
        if isinstance(value, bool):
            return "是" if value else "否"
        return f"至少 {value}" if key in self.at_least else str(value)

    def label(self, key: str) -> str:
        """Return how this form calls a field."""
        return self.form.fields[key].label


def bare(value: Value | None) -> str:
    """Return a text without blanks, empty where it says nothing."""
    text = "".join(str(value).split()) if isinstance(value, str) else ""
    return "" if text in NOTHING else text
