"""What the draft proposes for a field, and whether a later draft still proposes the same."""

import hashlib
import json
from dataclasses import asdict

from audits.facts import Outcome, Value
from reportgen.decisions.record import Proposed
from reportgen.report import ReportField

_STRENGTH = {  # how firmly an outcome speaks
    Outcome.OBSERVED: 3,
    Outcome.PARTIAL: 2,
    Outcome.ESTIMATE: 1,
    Outcome.UNKNOWN: 0,
    Outcome.FAILED: 0,
}


def proposal_of(item: ReportField) -> Proposed:
    """Return what ``item`` of a draft proposes, as a decision keeps it."""
    return Proposed(item.value, item.outcome, item.source, digest(item))


def digest(item: ReportField) -> str:
    """Return the SHA-256 of all that a person sees of a proposal, its rows by their number."""
    shown = [
        item.value,
        item.outcome.value,
        item.source.value,
        item.scope,
        item.reason,
        asdict(item.counts) if item.counts else None,
        len(item.evidence),
        [[left.kind, left.count] for left in item.left_out],
    ]
    return hashlib.sha256(json.dumps(shown, sort_keys=True).encode()).hexdigest()


def what_changed(then: Proposed, decided: Value | None, now: ReportField) -> str:
    """Return why a decision must be looked at again, in Chinese; empty when it stands.

    Another proposed value asks again, unless it is just what the person had decided; the same
    value asks again when it is now less certain than it was.
    """
    if not same_value(then.value, now.value):
        if now.outcome is Outcome.OBSERVED and same_value(now.value, decided):
            return ""
        if now.value is None:
            return "重新采集，或改了归类、条目以后，采不到这个数了"
        return "重新采集、导入，或改了归类、条目以后，建议的数变了"
    if _STRENGTH[now.outcome] < _STRENGTH[then.outcome]:
        return "建议的数没有变，但不如确认时可靠"
    return ""


def same_value(one: Value | None, other: Value | None) -> bool:
    """Say whether two values are the same; yes is not 1."""
    return one == other and isinstance(one, bool) == isinstance(other, bool)
