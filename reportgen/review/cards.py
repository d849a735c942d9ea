"""What the pages show of a field, prepared so that the templates only print."""

from collections.abc import Mapping
from dataclasses import dataclass

from audits.facts import Outcome, Remark, Value
from reportgen.decisions.conduct import capacity, may_lack_data, undoable
from reportgen.decisions.confirmed import Confirmed, Standing, is_filled_later
from reportgen.decisions.proposal import digest, same_value
from reportgen.decisions.record import SIGNED, Action, Decision, Role
from reportgen.exports.html_parts import Trust, figure, trust_of
from reportgen.fields import Field, FieldKind
from reportgen.report import PENDING, Report, ReportField, State

_BLANKS = {"无": "无数据（报表写“无”）", "/": "无数据（报表写“/”）", "blank": "无数据（报表留空）"}


@dataclass(frozen=True, slots=True)
class Card:
    """One field on the desk; the texts are for people.

    ``digest`` and ``version`` go into its forms and come back with what was decided.
    """

    key: str
    standing: Standing
    value: str
    proposed: str
    trust: Trust
    last_year: str
    submitted: str
    differs: bool  # from what was submitted
    remarks: tuple[Remark, ...]
    undo: Decision | None
    digest: str
    number: int  # position on the form, from 1

    @property
    def field(self) -> Field:
        """What is asked."""
        return self.standing.item.field

    @property
    def is_open(self) -> bool:
        """Say whether somebody still has to do something here."""
        return not self.standing.is_settled and not is_filled_later(self.key)

    @property
    def filled_when(self) -> str:
        """Say when a field is filled that signing or publishing fills; empty for every other."""
        if self.key in SIGNED:
            return "审定签名时填写。"
        return "签名以后，公开时填写。" if is_filled_later(self.key) else ""

    @property
    def follows_proposal(self) -> bool:
        """Say whether what stands on the form is what is proposed now."""
        return same_value(self.standing.item.value, self.standing.proposed.value)

    @property
    def wants_reason(self) -> bool:
        """Say whether accepting needs a reason: the site shows a lower bound only."""
        return self.standing.proposed.outcome is Outcome.PARTIAL

    @property
    def may_lack_data(self) -> bool:
        """Say whether 无数据 is an answer here."""
        return may_lack_data(self.field)

    @property
    def raw(self) -> str:
        """The value as one would type it."""
        return typed_form(self.field, self.standing.item.value)


@dataclass(frozen=True, slots=True)
class Part:
    """A section of the form: ``number`` from 1, as in its address."""

    number: int
    title: str
    cards: tuple[Card, ...]

    @property
    def left(self) -> int:
        """How many fields somebody still has to settle."""
        return sum(card.is_open for card in self.cards)


def card(confirmed: Confirmed, key: str, submitted: Mapping[str, Value | None]) -> Card:
    """Return one field's card; raises KeyError for a key that the form lacks."""
    standing = confirmed.standings[key]
    report = confirmed.report
    sent = submitted.get(key)
    return Card(
        key=key,
        standing=standing,
        value=shown_value(standing.item, report),
        proposed=shown_value(standing.proposed, report),
        trust=trust_of(standing.proposed),
        last_year=_plain(standing.item.field, report.last_year.get(key)),
        submitted=_plain(standing.item.field, sent),
        differs=sent is not None and not same_value(sent, standing.item.value),
        remarks=tuple(each for each in report.remarks if key in each.fields),
        undo=undoable(confirmed, key),
        digest=digest(standing.proposed),
        number=list(confirmed.standings).index(key) + 1,
    )


def parts(confirmed: Confirmed, submitted: Mapping[str, Value | None]) -> tuple[Part, ...]:
    """Return the form section by section."""
    return tuple(
        Part(number, section.title, tuple(card(confirmed, key, submitted) for key in section.keys))
        for number, section in enumerate(confirmed.report.form.sections, 1)
    )


def part_of(confirmed: Confirmed, key: str) -> int:
    """Return the number of the section that a field stands in."""
    sections = confirmed.report.form.sections
    return next(number for number, each in enumerate(sections, 1) if key in each.keys)


def first_open(all_parts: tuple[Part, ...], after: str = "") -> Card | None:
    """Return the next field to settle, behind ``after`` in form order and then from the start."""
    cards = [each for part in all_parts for each in part.cards]
    keys = [each.key for each in cards]
    start = keys.index(after) + 1 if after in keys else 0
    return next((each for each in cards[start:] + cards[:start] if each.is_open), None)


@dataclass(frozen=True, slots=True)
class Altered:
    """A field where people decided something else than was proposed."""

    standing: Standing
    proposed: str
    decided: str


def altered(confirmed: Confirmed) -> tuple[Altered, ...]:
    """Return what a reviewer looks at first: the figures that differ from their proposals."""
    return tuple(
        Altered(
            standing,
            shown_value(standing.proposed, confirmed.draft),
            shown_value(standing.item, confirmed.report),
        )
        for key, standing in confirmed.standings.items()
        if standing.decision is not None
        and not is_filled_later(key)
        and standing.proposed.value is not None
        and not same_value(standing.item.value, standing.proposed.value)
    )


def delegated(confirmed: Confirmed) -> Mapping[str, tuple[Standing, ...]]:
    """Return the fields that departments still owe, by department."""
    owed: dict[str, tuple[Standing, ...]] = {}
    for standing in confirmed.standings.values():
        if standing.state is State.DELEGATED:
            owed[standing.note] = (*owed.get(standing.note, ()), standing)
    return owed


def allowed(confirmed: Confirmed, roles: frozenset[Role]) -> frozenset[str]:
    """Return the actions that somebody with these roles may ever take now."""
    return frozenset(
        action.value for action in Action if capacity(action, roles, confirmed.stage) is not None
    )


def shown_value(item: ReportField, report: Report) -> str:
    """Return a value in words; a field decided to have none says how the paper will show it."""
    if item.value is None and item.written_as not in (None, PENDING):
        return _BLANKS.get(item.written_as, item.written_as)
    return figure(item, report)


def typed_form(field: Field, value: Value | None) -> str:
    """Return a value as the input of its kind holds it."""
    if value is None:
        return ""
    if field.kind is FieldKind.YES_NO:
        return "yes" if value else "no"
    return str(value)


def _plain(field: Field, value: Value | None) -> str:
    """Return last year's or the submitted value in words; empty when there is none."""
    if value is None:
        return ""
    if field.kind is FieldKind.YES_NO:
        return "是" if value else "否"
    if field.kind is FieldKind.CHOICE:
        return field.choices.get(str(value), str(value))
    return f"{value} {field.unit}" if field.unit else str(value)
