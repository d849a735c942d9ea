"""Rules about figures: sums, bounds, and figures that need or exclude each other.

A figure that is not known is judged by nothing; a lower bound only where it is surely wrong.
"""

from collections.abc import Iterator

from reportgen.checks.clauses import Clause, ClauseKind
from reportgen.checks.entries import Entries
from reportgen.checks.wording import sentence

Finding = tuple[str, tuple[str, ...]]
_RATE_SLACK = 1.0  # percent: rounding to whole percents is no fault
_SMALL = 1e-9


def not_more(clause: Clause, entries: Entries) -> Iterator[Finding]:
    """The sum on the left is at most ``factor`` times the sum on the right."""
    left, right = entries.total(clause.left), entries.total(clause.right)
    if left and right and left.low > right.times(clause.factor).high:
        yield sentence(clause, entries, left.low, left.low - right.high), _all(clause)


def equals(clause: Clause, entries: Entries) -> Iterator[Finding]:
    """The sum on the left is the figure on the right; one missing part is judged as 0 or more."""
    left, right = entries.total(clause.left), entries.total(clause.right)
    if left and right and (left.low > right.high or left.high < right.low):
        yield sentence(clause, entries, left.low, abs(left.low - right.low)), _all(clause)


def remainder(clause: Clause, entries: Entries) -> Iterator[Finding]:
    """More than ``factor`` of the right is in none of the classes on the left."""
    left, right = entries.total(clause.left), entries.total(clause.right)
    if left and right and right.low - left.high > right.low * clause.factor:
        yield sentence(clause, entries, left.low, right.low - left.high), _all(clause)


def needs(clause: Clause, entries: Entries) -> Iterator[Finding]:
    """Where anything on the left is there, something on the right must be."""
    if any(map(entries.is_something, clause.left)) and all(map(entries.is_nothing, clause.right)):
        yield sentence(clause, entries), _all(clause)


def none_if_not(clause: Clause, entries: Entries) -> Iterator[Finding]:
    """Where nothing on the left is there, nothing on the right may be."""
    present = tuple(filter(entries.is_something, clause.right))
    if present and all(map(entries.is_nothing, clause.left)):
        yield sentence(clause, entries), (*clause.left, *present)


def all_none(clause: Clause, entries: Entries) -> Iterator[Finding]:
    """Nothing is there, neither on the left nor on the right."""
    if all(map(entries.is_nothing, _all(clause))):
        yield sentence(clause, entries), _all(clause)


def above(clause: Clause, entries: Entries) -> Iterator[Finding]:
    """A figure is above ``limit``."""
    total = entries.total(clause.left)
    if total and total.low > clause.limit:
        yield sentence(clause, entries), clause.left


def zero(clause: Clause, entries: Entries) -> Iterator[Finding]:
    """A figure is certainly 0."""
    total = entries.total(clause.left)
    if total and total.high == 0:
        yield sentence(clause, entries), clause.left


def rate(clause: Clause, entries: Entries) -> Iterator[Finding]:
    """A rate in percent fits its share of one of the figures on the right."""
    percent, part = (entries.span(key) for key in clause.left)
    wholes = [entries.span(key) for key in clause.right]
    if percent is None or part is None or any(whole is None for whole in wholes):
        return
    if any(key in entries.at_least for key in _all(clause)):
        return
    shares = [part.low / whole.low * 100 for whole in wholes if whole and whole.low > 0]
    if not shares:
        wrong = percent.low > _SMALL and part.low == 0
    else:
        wrong = all(abs(percent.low - share) > _RATE_SLACK for share in shares)
    if wrong:
        yield sentence(clause, entries), _all(clause)


def counted(clause: Clause, entries: Entries) -> Iterator[Finding]:
    """A figure is below what the site shows today."""
    for key in clause.left:
        span, seen = entries.span(key), entries.counted.get(key)
        if span and isinstance(seen, int | float) and span.high < seen:
            said = f"“{entries.label(key)}”{entries.shown(key)}，网站上数到 {seen}"
            yield f"{said}，{clause.say.rstrip('：')}。", (key,)


def _all(clause: Clause) -> tuple[str, ...]:
    return clause.left + clause.right


JUDGES = {
    ClauseKind.NOT_MORE: not_more,
    ClauseKind.EQUALS: equals,
    ClauseKind.REMAINDER: remainder,
    ClauseKind.NEEDS: needs,
    ClauseKind.NONE_IF_NOT: none_if_not,
    ClauseKind.ALL_NONE: all_none,
    ClauseKind.ABOVE: above,
    ClauseKind.ZERO: zero,
    ClauseKind.RATE: rate,
    ClauseKind.COUNTED: counted,
}
