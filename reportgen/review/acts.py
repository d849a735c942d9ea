"""What people do on the page: each form becomes one decision, or the reason why it does not."""

from collections.abc import Callable, Mapping
from typing import Any

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from audits.facts import Value
from reportgen.decisions.conduct import NotAllowedError, capacity
from reportgen.decisions.confirmed import Confirmed
from reportgen.decisions.proposal import proposal_of
from reportgen.decisions.record import FORM, SIGNED, VALUED, Action
from reportgen.decisions.wishes import ConflictError, Person, Wish
from reportgen.review.batch import batch
from reportgen.review.cards import part_of
from reportgen.review.casefile import REFUSED, CaseFile
from reportgen.review.pages import Alert, field, overview
from reportgen.review.typed import TypedError, read_typed
from reportgen.review.visits import Visit

_MOST_REASON = 1000
_REFUSED = (*REFUSED, TypedError)
_ON_FIELD = (*VALUED, Action.DELEGATE, Action.UNDO, Action.RETURN)
_ON_FORM = (Action.PASS, Action.APPROVE, Action.RETURN, Action.REOPEN, Action.PUBLISH)


def decide_field(visit: Visit) -> Response:
    """Record one decision about a field and show it where the person was."""
    case, key = visit.case(), str(visit.request.path_params["key"])
    action = _action(visit, _ON_FIELD)
    confirmed = case.confirmed()
    if key not in confirmed.standings:
        raise HTTPException(404)
    try:
        wish = _field_wish(visit, confirmed, key, action)
        seen = {key: visit.form.get("seen", "")} if action in VALUED else {}
        _record(visit, case, confirmed, [wish], seen)
    except _REFUSED as problem:
        return field(visit, Alert(str(problem), _typed(visit)), 409)
    if visit.form.get("at") == "field":
        return _to(case, f"/field/{key}")
    return _to(case, f"/part/{part_of(confirmed, key)}#f-{key}")


def accept_certain(visit: Visit) -> Response:
    """Accept in one step what was read to the end, untouched so far, and asks nothing."""
    case = visit.case()
    confirmed = case.confirmed()
    shown = set(visit.many.get("key", ()))
    keys = [key for key in batch(confirmed, case.sources.submitted()).keys if key in shown]
    digests = dict(zip(visit.many.get("key", ()), visit.many.get("seen", ()), strict=False))
    try:
        if not keys:
            raise NotAllowedError("没有可以一并确认的了。")
        wishes = [
            Wish(
                Action.ACCEPT,
                key,
                _number(visit.form.get("version", "")),
                proposal_of(confirmed.standings[key].proposed),
                confirmed.standings[key].proposed.value,
            )
            for key in keys
        ]
        wishes = [_based(wish, confirmed) for wish in wishes]
        _refuse_newer(confirmed, _number(visit.form.get("version", "")))
        _record(visit, case, confirmed, wishes, {key: digests.get(key, "") for key in keys})
    except _REFUSED as problem:
        return overview(visit, Alert(str(problem), {}), 409)
    return _to(case, "/")


def decide_form(visit: Visit) -> Response:
    """Record a step of the whole form: pass, approve with the names, return, re-open, publish."""
    case = visit.case()
    action = _action(visit, _ON_FORM)
    confirmed = case.confirmed()
    based_on = _number(visit.form.get("version", ""))
    details: dict[str, Any] = {}
    if action is Action.PUBLISH:
        details = {name: visit.form.get(name, "").strip() for name in ("date", "address")}
    wish = Wish(action, FORM, based_on, reason=_reason(visit), details=details)
    wishes = [wish]
    if action is Action.APPROVE:
        names = {name: visit.form.get(name, "").strip() for name in SIGNED}
        wishes = [Wish(Action.SIGN, FORM, based_on, details=names), wish]
    try:
        _record(visit, case, confirmed, wishes, {})
    except _REFUSED as problem:
        return overview(visit, Alert(str(problem), _typed(visit)), 409)
    return _to(case, "/")


def _field_wish(visit: Visit, confirmed: Confirmed, key: str, action: Action) -> Wish:
    """Return what a form about a field asks for; raises TypedError for a bad value."""
    standing = confirmed.standings[key]
    value: Value | None = None
    details: Mapping[str, Any] = {}
    match action:
        case Action.ACCEPT:
            value = standing.proposed.value
        case Action.CHANGE:
            value = read_typed(standing.item.field, visit.form.get("value", ""))
        case Action.NO_DATA:
            details = {"written_as": visit.form.get("written_as", "")}
        case Action.DELEGATE:
            details = {"department": visit.form.get("department", "").strip()[:60]}
        case Action.UNDO:
            details = {"undoes": _number(visit.form.get("undoes", ""))}
        case _:
            pass
    proposed = proposal_of(standing.proposed) if action in VALUED else None
    based_on = _number(visit.form.get("version", ""))
    return Wish(action, key, based_on, proposed, value, _reason(visit), details)


def _record(
    visit: Visit,
    case: CaseFile,
    confirmed: Confirmed,
    wishes: list[Wish],
    seen: Mapping[str, str],
) -> None:
    """Record the wishes in the capacity the person has for them."""
    role = capacity(wishes[-1].action, visit.session.roles, confirmed.stage)
    if role is None:
        raise HTTPException(403)
    case.decide(wishes, Person(visit.session.name, role), visit.now, seen)


def _based(wish: Wish, confirmed: Confirmed) -> Wish:
    """Return a wish of a batch based on its own field's version."""
    version = confirmed.standings[wish.key].version
    return Wish(wish.action, wish.key, version, wish.proposed, wish.value)


def _refuse_newer(confirmed: Confirmed, seen: int) -> None:
    """Raise ConflictError when anything was decided since the whole form was shown."""
    if seen != confirmed.version:
        since = tuple(each for each in confirmed.decisions if each.seq > seen)
        if since:
            raise ConflictError(FORM, since)


def _action(visit: Visit, among: tuple[Action, ...]) -> Action:
    name = visit.request.path_params["action"]
    action = next((each for each in among if each.value == name), None)
    if action is None:
        raise HTTPException(404)
    return action


def _number(text: str) -> int:
    """Return a number that our own page had sent along; anything else was tampered with."""
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise HTTPException(400)
    return int(text)


def _reason(visit: Visit) -> str:
    return visit.form.get("reason", "").strip()[:_MOST_REASON]


def _typed(visit: Visit) -> dict[str, str]:
    """Return what had been typed, to be shown again; never the secret of the form."""
    return {name: value for name, value in visit.form.items() if name != "csrf"}


def _to(case: CaseFile, where: str) -> Response:
    return RedirectResponse(f"{case.name.path}{where}", 303)


ACTS: tuple[tuple[str, Callable[[Visit], Response]], ...] = (
    ("/accept-certain", accept_certain),
    ("/form/{action}", decide_form),
    ("/field/{key}/{action}", decide_field),
)
