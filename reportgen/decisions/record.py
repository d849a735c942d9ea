"""One decision of a person, and how it stands as a line of decisions.jsonl.

A bad state cannot be written: a change without a reason, or a signature without names, raises.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from audits.facts import Outcome, Source, Value

SCHEMA = "nianbao.decision/1"
FIRST = "0" * 64  # what stands for the line before the first one
FORM = ""  # the key of a decision about the whole form
COLUMN = "column:"  # before the address of a column, as key of a decision about it
SIGNED = ("preparer", "reviewer", "unit_head", "prepared_on")  # fields filled by signing


class Action(StrEnum):
    """What a person did."""

    ACCEPT = "accept"
    CHANGE = "change"
    NO_DATA = "no_data"
    DELEGATE = "delegate"
    UNDO = "undo"
    RETURN = "return"
    PASS = "pass"  # no password
    APPROVE = "approve"
    REOPEN = "reopen"
    ROW_IN = "row_in"
    ROW_OUT = "row_out"
    BOX = "box"
    TOTAL = "total"
    SIGN = "sign"
    PUBLISH = "publish"


class Role(StrEnum):
    """In which capacity a person acted: 填报人, 审核人, 单位负责人."""

    PREPARER = "preparer"
    REVIEWER = "reviewer"
    HEAD = "head"


VALUED = (Action.ACCEPT, Action.CHANGE, Action.NO_DATA)  # they settle what stands in a field
ON_FORM = (Action.PASS, Action.APPROVE, Action.REOPEN, Action.SIGN, Action.PUBLISH)
ON_ROWS = (Action.ROW_IN, Action.ROW_OUT)
ON_COLUMN = (Action.BOX, Action.TOTAL)

_NEEDED = {  # what the details of an action must hold
    Action.DELEGATE: ("department",),
    Action.UNDO: ("undoes",),
    Action.ROW_IN: ("rows",),
    Action.ROW_OUT: ("rows",),
    Action.BOX: ("boxes",),
    Action.TOTAL: ("in_total",),
    Action.NO_DATA: ("written_as",),
    Action.PUBLISH: ("date", "address"),
    Action.SIGN: SIGNED,
}
_REASONED = (Action.CHANGE, Action.RETURN, Action.REOPEN, Action.BOX, Action.TOTAL, *ON_ROWS)


@dataclass(frozen=True, slots=True)
class Proposed:
    """What the draft proposed when a person decided; ``digest`` as in ``proposal.digest``."""

    value: Value | None
    outcome: Outcome
    source: Source
    digest: str


@dataclass(frozen=True, slots=True)
class Decision:
    """One line of the log.

    ``of`` is the site's folder and the year, ``key`` a field, ``column:<url>`` or empty for the
    whole form. ``details`` are what only this action has: ``department``; ``undoes`` (a seq);
    ``rows`` (ids); ``boxes``; ``in_total``; ``written_as`` (无, / or blank); ``date`` and
    ``address``; the three names and ``prepared_on``. ``more`` counts the lines that
    were recorded together with this one and follow it. Raises ValueError for a bad state.
    """

    of: str
    seq: int
    at: str
    who: str
    role: Role
    action: Action
    key: str
    proposed: Proposed | None
    value: Value | None
    reason: str
    details: Mapping[str, Any] = field(default_factory=dict)
    more: int = 0
    previous: str = FIRST
    hash: str = ""

    def __post_init__(self) -> None:
        """Refuse what no reader could make sense of."""
        if not self.who:
            raise ValueError(f"line {self.seq}: nobody decided")
        if self.action in _REASONED and not self.reason:
            raise ValueError(f"{self.key}: {self.action} without a reason")
        if missing := [name for name in _NEEDED.get(self.action, ()) if name not in self.details]:
            raise ValueError(f"{self.key}: {self.action} without {missing}")
        if self.action in (Action.ACCEPT, Action.CHANGE) and self.value is None:
            raise ValueError(f"{self.key}: {self.action} without a value")
        if self.action in VALUED and self.proposed is None:
            raise ValueError(f"{self.key}: {self.action} of nothing proposed")
        if (self.action in ON_FORM) != (self.key == FORM) and self.action is not Action.RETURN:
            raise ValueError(f"{self.key!r} is no key for {self.action}")
        if self.action in ON_COLUMN and not self.key.startswith(COLUMN):
            raise ValueError(f"{self.key}: {self.action} is about a column")


def as_line(decision: Decision) -> str:
    """Return the line without its end; the same decision always gives the same bytes."""
    raw = _raw(decision)
    return _dumped(raw | {"hash": decision.hash})


def hash_of(decision: Decision) -> str:
    """Return the SHA-256 of everything in the line but the hash itself."""
    return hashlib.sha256(_dumped(_raw(decision)).encode()).hexdigest()


def from_line(line: str) -> Decision:
    """Return a decision; raises ValueError, KeyError or TypeError for anything else.

    The hash is taken as written, not checked.
    """
    raw = json.loads(line)
    if not isinstance(raw, dict) or raw.pop("schema") != SCHEMA:
        raise ValueError("no decision")
    proposed = raw.pop("proposed")
    if proposed is not None:
        proposed = Proposed(
            **proposed
            | {"outcome": Outcome(proposed["outcome"]), "source": Source(proposed["source"])}
        )
    typed = {"role": Role(raw["role"]), "action": Action(raw["action"]), "proposed": proposed}
    return Decision(**(raw | typed))


def _raw(decision: Decision) -> dict[str, Any]:
    proposed = decision.proposed
    return {
        "schema": SCHEMA,
        "of": decision.of,
        "seq": decision.seq,
        "at": decision.at,
        "who": decision.who,
        "role": decision.role.value,
        "action": decision.action.value,
        "key": decision.key,
        "proposed": proposed
        and {
            "value": proposed.value,
            "outcome": proposed.outcome.value,
            "source": proposed.source.value,
            "digest": proposed.digest,
        },
        "value": decision.value,
        "reason": decision.reason,
        "details": dict(decision.details),
        "more": decision.more,
        "previous": decision.previous,
    }


def _dumped(raw: Mapping[str, Any]) -> str:
    return json.dumps(
        raw, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )
