"""What a person wants recorded, and whether they had seen what it is about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from audits.facts import Value
from crawler.errors import NianbaoError
from reportgen.decisions.record import FORM, Action, Decision, Proposed, Role


class ConflictError(NianbaoError):
    """Raised when somebody else decided since the page was shown; ``since`` are their decisions."""

    def __init__(self, key: str, since: tuple[Decision, ...]) -> None:
        last = since[-1]
        moment = last.at[:16].replace("T", " ")
        super().__init__(f"{last.who}刚刚改动过这里（{moment}），您的这一步没有记入，请看过再定。")
        self.key = key
        self.since = since


class UnknownVersionError(NianbaoError):
    """Raised when a wish is based on a decision that the log does not hold (any more)."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person wants recorded; ``based_on`` is the version they saw (``version_of``)."""

    action: Action
    key: str
    based_on: int
    proposed: Proposed | None = None
    value: Value | None = None
    reason: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Person:
    """Who acts, and in which capacity."""

    name: str
    role: Role


def version_of(decisions: Sequence[Decision], key: str) -> int:
    """Return the seq of the last decision that a decision about ``key`` has to know; 0 for none.

    A field or column is touched by its own decisions and by those about the whole form; the
    whole form by every decision.
    """
    for decision in reversed(decisions):
        if FORM in (key, decision.key) or decision.key == key:
            return decision.seq
    return 0


def refuse_outdated(decisions: tuple[Decision, ...], wish: Wish) -> None:
    """Raise ConflictError when somebody decided since the version a wish is based on.

    Raises UnknownVersionError when the log never was so far: it was restored from a backup.
    """
    now = version_of(decisions, wish.key)
    if wish.based_on == now:
        return
    since = tuple(
        each
        for each in decisions
        if each.seq > wish.based_on and (FORM in (wish.key, each.key) or each.key == wish.key)
    )
    if not since:
        raise UnknownVersionError("修改留痕已经换成了另一份，这一步没有记入，请刷新后看过再定。")
    raise ConflictError(wish.key, since)
