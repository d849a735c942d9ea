"""Who settled each figure, in the words of the counting note."""

from collections.abc import Mapping

from reportgen.decisions.confirmed import Confirmed
from reportgen.decisions.record import Decision
from reportgen.review.wording import ROLES


def deciders(confirmed: Confirmed) -> Mapping[str, str]:
    """Return by field who settled it, in which role, and on what day; hand it to the note."""
    return {
        key: _said(standing.decision)
        for key, standing in confirmed.standings.items()
        if standing.decision is not None and standing.is_settled
    }


def _said(decision: Decision) -> str:
    return f"{decision.who}（{ROLES[decision.role]}）{decision.at[:10]}"
