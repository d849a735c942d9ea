"""What one step may accept, and what it leaves for a look of its own."""

from collections.abc import Mapping
from dataclasses import dataclass

from audits.facts import Outcome, Value
from reportgen.decisions.confirmed import Confirmed, Standing, is_filled_later
from reportgen.decisions.proposal import same_value
from reportgen.exports.html_parts import trust_of
from reportgen.fields import Field
from reportgen.report import State

_ASKS = ("error", "warning")  # 必须改, 请核对; what is only 提醒 asks nothing


@dataclass(frozen=True, slots=True)
class Left:
    """Figures that were read to the end and all the same want a look; ``whys`` are for people."""

    fields: tuple[Field, ...]
    whys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Batch:
    """Untouched figures that are 已采全: ``keys`` may be accepted together, ``left`` may not."""

    keys: tuple[str, ...]
    left: tuple[Left, ...]

    @property
    def number_left(self) -> int:
        """How many figures want a look of their own."""
        return sum(len(each.fields) for each in self.left)


def batch(confirmed: Confirmed, submitted: Mapping[str, Value | None]) -> Batch:
    """Sort the untouched figures that were read to the end.

    Left are those with a remark that asks something, and those that differ from the form already
    handed in (``submitted``, by key).
    """
    whys = {
        key: _whys(confirmed, key, standing, submitted)
        for key, standing in confirmed.standings.items()
        if standing.state is State.PROPOSED
        and trust_of(standing.proposed).style == Outcome.OBSERVED
        and not is_filled_later(key)
    }
    alike: dict[tuple[str, ...], list[Field]] = {}
    for key, found in whys.items():
        if found:
            alike.setdefault(found, []).append(confirmed.standings[key].item.field)
    return Batch(
        keys=tuple(key for key, found in whys.items() if not found),
        left=tuple(Left(tuple(fields), found) for found, fields in alike.items()),
    )


def _whys(
    confirmed: Confirmed, key: str, standing: Standing, submitted: Mapping[str, Value | None]
) -> tuple[str, ...]:
    found = [
        remark.message
        for remark in confirmed.report.remarks
        if key in remark.fields and remark.severity in _ASKS
    ]
    sent = submitted.get(key)
    if sent is not None and not same_value(sent, standing.item.value):
        found.append("与已报数不同。")
    return tuple(found)
