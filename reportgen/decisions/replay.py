"""Puts the decisions on a draft: the same draft and the same log always give the same form."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from audits.facts import Outcome, Remark, Source
from reportgen.decisions.confirmed import (
    PUBLISHED,
    Confirmed,
    Publication,
    Signature,
    Stage,
    Standing,
)
from reportgen.decisions.proposal import what_changed
from reportgen.decisions.record import (
    FORM,
    SIGNED,
    VALUED,
    Action,
    Decision,
)
from reportgen.decisions.rulings import in_force
from reportgen.decisions.wishes import version_of
from reportgen.fill import fits, rule_remarks, written_as
from reportgen.report import Report, ReportField, State

_MOVES = {
    Action.DELEGATE: State.DELEGATED,
    Action.RETURN: State.RETURNED,
    **dict.fromkeys(VALUED, State.CONFIRMED),
}
_STAGES = {
    Action.PASS: Stage.PASSED,
    Action.APPROVE: Stage.APPROVED,
}
_LEAVES_STAGE = (Action.SIGN, Action.PUBLISH)
_UNFIT = "这个数不合填报项的写法，请重新填写"


@dataclass(frozen=True, slots=True)
class _Course:
    """How far the whole form has come."""

    stage: Stage = Stage.FILLING
    signed: Decision | None = None
    published: Decision | None = None
    comment: str = ""


def replay(draft: Report, decisions: Sequence[Decision]) -> Confirmed:
    """Return the draft with the decisions on it.

    ``draft`` already follows what was ruled about rows and columns (``rulings``). Pure.
    """
    course = _course(decisions)
    standing_decisions = in_force(decisions)
    standings = {
        key: _standing(key, item, draft, decisions, standing_decisions, course)
        for key, item in draft.fields.items()
    }
    fields = MappingProxyType({key: standing.item for key, standing in standings.items()})
    return Confirmed(
        report=replace(draft, fields=fields, remarks=_remarks(draft, fields)),
        draft=draft,
        standings=MappingProxyType(standings),
        stage=course.stage,
        signature=_signature(course.signed),
        publication=_publication(course.published),
        comment=course.comment,
        decisions=tuple(decisions),
    )


def stage_of(decisions: Iterable[Decision]) -> Stage:
    """Return how far a form is by its decisions alone, without the draft."""
    return _course(decisions).stage


def _course(decisions: Iterable[Decision]) -> _Course:
    """Return the stage: any decision about a figure re-opens a passed or approved form."""
    course = _Course()
    for decision in decisions:
        if decision.action in _STAGES:
            course = replace(course, stage=_STAGES[decision.action], comment="")
        elif decision.action is Action.SIGN:
            course = replace(course, signed=decision)
        elif decision.action is Action.PUBLISH:
            course = replace(course, published=decision)
        else:
            said = decision.reason if decision.key == FORM else course.comment
            course = replace(course, stage=Stage.FILLING, signed=None, comment=said)
    return course


def _standing(
    key: str,
    proposed: ReportField,
    draft: Report,
    decisions: Sequence[Decision],
    standing_decisions: Sequence[Decision],
    course: _Course,
) -> Standing:
    """Return one field with what people decided about it."""
    state, note, settled = State.PROPOSED, "", None
    for decision in standing_decisions:
        if not _is_about(decision, key):
            continue
        if decision.action is Action.SIGN and decision is not course.signed:
            continue  # signed anew since, or void: its names stand nowhere any more
        if decision.action in (Action.SIGN, Action.PUBLISH):
            state, note, settled = State.CONFIRMED, "", decision
        elif decision.action in _MOVES:
            state = _MOVES[decision.action]
            note = str(decision.details.get("department", decision.reason))
            settled = decision if decision.action in VALUED else settled
    item = proposed if settled is None else _decided(key, proposed, settled, draft)
    if settled is not None and state is State.CONFIRMED:
        if asks_again := _asks_again(proposed, item, settled):
            state, note = State.STALE, asks_again
        elif course.stage is Stage.APPROVED:
            state = State.APPROVED
    return Standing(
        item=replace(item, state=state),
        proposed=proposed,
        decision=settled,
        note=note,
        version=version_of(decisions, key),
        history=tuple(each for each in decisions if _is_about(each, key)),
    )


def _is_about(decision: Decision, key: str) -> bool:
    """Say whether a decision is about a field; signing and publishing fill some too."""
    if decision.action is Action.SIGN:
        return key in SIGNED
    if decision.action is Action.PUBLISH:
        return key in PUBLISHED
    return decision.key == key


def _asks_again(proposed: ReportField, item: ReportField, settled: Decision) -> str:
    if item.value is not None and not fits(item.field, item.value):
        return _UNFIT
    if settled.proposed is None:
        return ""
    return what_changed(settled.proposed, settled.value, proposed)


def _decided(key: str, proposed: ReportField, settled: Decision, draft: Report) -> ReportField:
    """Return the field with the decided value; a person's value is observed."""
    if settled.action is Action.NO_DATA:
        return replace(
            proposed,
            value=None,
            outcome=Outcome.UNKNOWN,
            source=Source.PERSON,
            reason=f"经确认没有数据。{settled.reason}",
            written_as=str(settled.details["written_as"]),
        )
    value, source = settled.value, Source.PERSON
    if settled.action is Action.SIGN:
        value = str(settled.details[key])
    elif settled.action is Action.PUBLISH:
        value = str(settled.details[PUBLISHED[key]])
    elif (
        settled.action is Action.ACCEPT
        and settled.proposed
        and settled.proposed.outcome is Outcome.OBSERVED
    ):
        source = settled.proposed.source
    return replace(
        proposed,
        value=value,
        outcome=Outcome.OBSERVED,
        source=source,
        reason="",
        written_as=written_as(proposed.field, value, draft.form),
    )


def _remarks(draft: Report, fields: Mapping[str, ReportField]) -> tuple[Remark, ...]:
    """Return the draft's remarks with those of the form's rules made anew."""
    form, beside = draft.form, (draft.year, draft.last_year, draft.counted)
    outdated = set(rule_remarks(form, draft.fields, *beside))
    kept = [remark for remark in draft.remarks if remark not in outdated]
    return (*kept, *rule_remarks(form, fields, *beside))


def _signature(decision: Decision | None) -> Signature | None:
    if decision is None:
        return None
    return Signature(**{name: str(decision.details[name]) for name in SIGNED}, decision=decision)


def _publication(decision: Decision | None) -> Publication | None:
    if decision is None:
        return None
    details = decision.details
    return Publication(str(details["date"]), str(details["address"]), decision)
