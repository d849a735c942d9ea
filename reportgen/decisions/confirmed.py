"""A draft with what people decided on it: how far they are, and whether it may be issued."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from audits.facts import Remark
from reportgen.decisions.record import SIGNED, Decision
from reportgen.report import Report, ReportField, State

PUBLISHED = {"published_on": "date", "published_url": "address"}  # filled after signing
SETTLED = (State.CONFIRMED, State.APPROVED)


class Stage(StrEnum):
    """How far the whole form is: being filled, passed by the reviewer, approved by the head."""

    FILLING = "filling"
    PASSED = "passed"
    APPROVED = "approved"


@dataclass(frozen=True, slots=True)
class Standing:
    """One field: ``item`` as it stands now, ``proposed`` as the draft has it.

    ``decision`` is the one that settled the value, None before; ``note`` what the state is about
    (the department asked, the reviewer's comment, why it is stale); ``version`` is what a new
    decision about the field is based on; ``history`` are all decisions about it, oldest first.
    """

    item: ReportField
    proposed: ReportField
    decision: Decision | None
    note: str
    version: int
    history: tuple[Decision, ...]

    @property
    def state(self) -> State:
        """How far people have come with the field."""
        return self.item.state

    @property
    def is_settled(self) -> bool:
        """Say whether a person's decision stands and nothing asks again."""
        return self.state in SETTLED


@dataclass(frozen=True, slots=True)
class Signature:
    """The three names and the ISO date, as signed on paper; ``decision`` says who gave them."""

    preparer: str
    reviewer: str
    unit_head: str
    prepared_on: str
    decision: Decision


@dataclass(frozen=True, slots=True)
class Publication:
    """Where and when (ISO date) the signed report was made public."""

    date: str
    address: str
    decision: Decision


@dataclass(frozen=True, slots=True)
class Progress:
    """How many fields are in which state; those filled by signing or after it are not counted.

    ``left`` are those nobody settled yet, delegated and returned ones among them.
    """

    total: int
    confirmed: int
    left: int
    stale: int
    delegated: int
    returned: int
    must_correct: int  # remarks of severity error


@dataclass(frozen=True, slots=True)
class Confirmed:
    """The result of a replay.

    ``report`` holds the decided values with their states and the remarks the form's rules make
    on them; ``draft`` is what it was replayed onto. ``comment`` is what the whole form was
    returned or re-opened with. ``version`` is what a decision about the whole form is based on.
    """

    report: Report
    draft: Report
    standings: Mapping[str, Standing]
    stage: Stage
    signature: Signature | None
    publication: Publication | None
    comment: str
    decisions: tuple[Decision, ...]

    @property
    def version(self) -> int:
        """The seq of the last decision of all."""
        return self.decisions[-1].seq if self.decisions else 0

    @property
    def errors(self) -> tuple[Remark, ...]:
        """What the form's own rules refuse."""
        return tuple(each for each in self.report.remarks if each.severity == "error")

    @property
    def progress(self) -> Progress:
        """How far people are."""
        states = [
            standing.state for key, standing in self.standings.items() if not is_filled_later(key)
        ]
        settled = sum(state in SETTLED for state in states)
        stale = states.count(State.STALE)
        return Progress(
            total=len(states),
            confirmed=settled,
            left=len(states) - settled - stale,
            stale=stale,
            delegated=states.count(State.DELEGATED),
            returned=states.count(State.RETURNED),
            must_correct=len(self.errors),
        )


def is_filled_later(key: str) -> bool:
    """Say whether a field is filled by signing, or when the report has been made public."""
    return key in SIGNED or key in PUBLISHED


def open_points(confirmed: Confirmed) -> tuple[str, ...]:
    """Return what keeps the form from being decided, in Chinese; empty when people may pass it."""
    points = []
    progress = confirmed.progress
    if progress.left:
        points.append(f"还有 {progress.left} 项没有确认：{_labels(confirmed, _is_left)}")
    if progress.stale:
        points.append(f"有 {progress.stale} 项网站有变化，请复核：{_labels(confirmed, _is_stale)}")
    points += [f"必须改：{remark.message}" for remark in confirmed.errors]
    return tuple(points)


def why_not_final(confirmed: Confirmed) -> tuple[str, ...]:
    """Return why the form may not be issued as the official one; empty when it may."""
    points = list(open_points(confirmed))
    if confirmed.stage is Stage.FILLING:
        points.append("还没有经审核人审核通过")
    if confirmed.stage is not Stage.APPROVED:
        points.append("还没有经单位负责人审定")
    if confirmed.signature is None:
        points.append("还没有签上单位负责人、审核人、填报人三个姓名")
    return tuple(points)


def is_final(confirmed: Confirmed) -> bool:
    """Say whether the official form may be written from it."""
    return not why_not_final(confirmed)


def _is_stale(standing: Standing) -> bool:
    return standing.state is State.STALE


def _is_left(standing: Standing) -> bool:
    return standing.state not in (*SETTLED, State.STALE)


def _labels(confirmed: Confirmed, belongs: Callable[[Standing], bool]) -> str:
    """Return the names of the first few fields concerned."""
    labels = [
        standing.item.field.label
        for key, standing in confirmed.standings.items()
        if belongs(standing) and not is_filled_later(key)
    ]
    return "、".join(labels[:5]) + (" 等" if len(labels) > 5 else "")
