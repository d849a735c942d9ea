"""Rules that compare with last year's form; they say nothing without one."""

from collections.abc import Iterator

from reportgen.checks.clauses import Clause, ClauseKind
from reportgen.checks.entries import Entries, bare
from reportgen.checks.wording import figure

Finding = tuple[str, tuple[str, ...]]


def stock_fell(clause: Clause, entries: Entries) -> Iterator[Finding]:
    """A running total is below last year's."""
    for key, before, low, high in _pairs(clause, entries):
        if high < before:
            yield _said(clause, entries, key, before, low), (key,)


def jumped(clause: Clause, entries: Entries) -> Iterator[Finding]:
    """A figure changed by more than ``factor``, or from or to 0; small ones may."""
    for key, before, low, high in _pairs(clause, entries):
        if max(before, low) < clause.limit:
            continue
        if low > before * (1 + clause.factor) or high < before * (1 - clause.factor):
            yield _said(clause, entries, key, before, low), (key,)


def same_again(clause: Clause, entries: Entries) -> Iterator[Finding]:
    """A figure of some size is exactly last year's."""
    for key, before, low, high in _pairs(clause, entries):
        if low == high == before >= clause.limit:
            yield _said(clause, entries, key, before, low), (key,)


def changed(clause: Clause, entries: Entries) -> Iterator[Finding]:
    """A text that stays from year to year is another one."""
    for key in clause.left:
        before, now = bare(entries.prior.get(key)), entries.text(key)
        if before and now and before != now:
            said = f"“{entries.label(key)}”{clause.say.rstrip('：')}：上年“{before}”，本年“{now}”。"
            yield said, (key,)


def _pairs(clause: Clause, entries: Entries) -> Iterator[tuple[str, float, float, float]]:
    """Yield key, last year's figure, and the range of this year's."""
    for key in clause.left:
        before, span = entries.prior.get(key), entries.span(key)
        if span and isinstance(before, int | float) and not isinstance(before, bool):
            yield key, float(before), span.low, span.high


def _said(clause: Clause, entries: Entries, key: str, before: float, now: float) -> str:
    figures = f"上年 {figure(before)}，本年 {figure(now)}"
    return f"“{entries.label(key)}”{clause.say.rstrip('：')}：{figures}。"


JUDGES = {
    ClauseKind.STOCK_FELL: stock_fell,
    ClauseKind.JUMPED: jumped,
    ClauseKind.SAME_AGAIN: same_again,
    ClauseKind.CHANGED: changed,
}
