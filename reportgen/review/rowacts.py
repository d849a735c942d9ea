"""What people do to rows and columns: put in, put out, another box, out of the total, undo."""

from collections.abc import Mapping
from contextlib import closing
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from reportgen.decisions.conduct import capacity, undoable
from reportgen.decisions.confirmed import Confirmed
from reportgen.decisions.record import COLUMN, Action
from reportgen.decisions.rulings import rulings
from reportgen.decisions.wishes import Person, Wish, version_of
from reportgen.review.casefile import REFUSED, CaseFile
from reportgen.review.columnpage import columns
from reportgen.review.evidence import ALL, asked_key, evidence, view_of
from reportgen.review.pages import Alert
from reportgen.review.rowquery import RowQuery, found_ids, read_query
from reportgen.review.visits import Visit
from reportgen.words import BOXES

_MOST_ROWS = 5000
_MOST_REASON = 1000


def rule_rows(visit: Visit) -> Response:
    """Put the chosen rows in or out, of this figure or of every one."""
    case = visit.case()
    confirmed = case.confirmed()
    key = asked_key(visit, confirmed)
    action = {"in": Action.ROW_IN, "out": Action.ROW_OUT}.get(visit.form.get("put", ""))
    if action is None:
        raise HTTPException(400)
    rows = _chosen(visit, case, confirmed, key)
    if not rows:
        return evidence(visit, Alert("还没有选条目，没有记入。请先勾选。", _typed(visit)), 409)
    if len(rows) > _MOST_ROWS:
        said = f"一次最多 {_MOST_ROWS} 条，请再筛选得细一些，或者改栏目的归类。"
        return evidence(visit, Alert(said, _typed(visit)), 409)
    told = {"was": confirmed.standings[key].proposed.value, "seen_on": key}
    wishes = []
    for about, ids in _by_key(visit, key, rows).items():
        based_on = _based(visit, confirmed, about)
        details = {"rows": ids, **told}
        wishes.append(Wish(action, about, based_on, reason=_reason(visit), details=details))
    try:
        _record(visit, case, confirmed, wishes)
    except REFUSED as problem:
        return evidence(visit, Alert(str(problem), _typed(visit)), 409)
    return _to_evidence(visit, case, key)


def rule_column(visit: Visit) -> Response:
    """Give a column other boxes, or take it in or out of the total."""
    case = visit.case()
    confirmed = case.confirmed()
    url = visit.form.get("column", "")
    line = next((each for each in confirmed.draft.columns if each.url == url), None)
    if line is None:
        raise HTTPException(404)
    key = COLUMN + line.url
    based_on = _based(visit, confirmed, key)
    boxes = [box for box in BOXES if box in visit.many.get("box", ())]
    in_total = visit.form.get("in_total") == "1"
    wishes = []
    if boxes != [box for box in BOXES if box in line.boxes]:
        details: dict[str, Any] = {"boxes": boxes}
        wishes.append(Wish(Action.BOX, key, based_on, reason=_reason(visit), details=details))
    if in_total != line.in_total:
        details = {"in_total": in_total}
        wishes.append(Wish(Action.TOTAL, key, based_on, reason=_reason(visit), details=details))
    if not wishes:  # a person says that it is right as it is: nothing is undecided any more
        details = {"boxes": boxes}
        wishes.append(Wish(Action.BOX, key, based_on, reason=_reason(visit), details=details))
    try:
        _record(visit, case, confirmed, wishes)
    except REFUSED as problem:
        return columns(visit, Alert(str(problem), _typed(visit)), 409)
    number = [each.url for each in confirmed.draft.columns].index(url) + 1
    return RedirectResponse(f"{case.name.path}/columns#c-{number}", 303)


def undo_ruling(visit: Visit) -> Response:
    """Take back the last ruling on a column or its rows."""
    case = visit.case()
    confirmed = case.confirmed()
    key = visit.form.get("about", "")
    last = undoable(confirmed, key)
    if last is None or str(last.seq) != visit.form.get("undoes", ""):
        return columns(visit, Alert("这一步已经撤销，或者后面又有改动，请看过再定。", {}), 409)
    wish = Wish(Action.UNDO, key, _based(visit, confirmed, key), details={"undoes": last.seq})
    try:
        _record(visit, case, confirmed, [wish])
    except REFUSED as problem:
        return columns(visit, Alert(str(problem), _typed(visit)), 409)
    return RedirectResponse(f"{case.name.path}/{_safe_back(visit)}", 303)


def _chosen(visit: Visit, case: CaseFile, confirmed: Confirmed, key: str) -> dict[str, str]:
    """Return the ids of the chosen rows with their columns; only rows of this figure count."""
    index, view = view_of(case, rulings(confirmed.decisions), confirmed.standings[key].proposed)
    query = _query(visit)
    with closing(index.connect()) as db:
        if visit.form.get("every") == "1":
            return found_ids(db, view, query, _MOST_ROWS + 1)
        among = found_ids(db, view, RowQuery(), -1)
    return {row: among[row] for row in visit.many.get("row", ()) if row in among}


def _query(visit: Visit) -> RowQuery:
    """The query that the form was sent from."""
    query = read_query(dict(parse_qsl(visit.form.get("back", ""))))
    return replace(query, fate="") if query.fate == ALL else query


def _by_key(visit: Visit, key: str, rows: Mapping[str, str]) -> dict[str, list[str]]:
    """Return the rows by what the decision is about: this figure, or each row's column."""
    if visit.form.get("scope") != "every":
        return {key: list(rows)}
    found: dict[str, list[str]] = {}
    for row, place in rows.items():
        found.setdefault(COLUMN + place, []).append(row)
    return found


def _based(visit: Visit, confirmed: Confirmed, key: str) -> int:
    """Return the version of a key that the page had shown."""
    text = visit.form.get("version", "")
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise HTTPException(400)
    shown = [each for each in confirmed.decisions if each.seq <= int(text)]
    return version_of(shown, key)


def _record(visit: Visit, case: CaseFile, confirmed: Confirmed, wishes: list[Wish]) -> None:
    """Record the wishes in the capacity the person has for them."""
    role = capacity(wishes[-1].action, visit.session.roles, confirmed.stage)
    if role is None:
        raise HTTPException(403)
    case.decide(wishes, Person(visit.session.name, role), visit.now)


def _reason(visit: Visit) -> str:
    return visit.form.get("reason", "").strip()[:_MOST_REASON]


def _typed(visit: Visit) -> dict[str, str]:
    return {name: value for name, value in visit.form.items() if name != "csrf"}


def _to_evidence(visit: Visit, case: CaseFile, key: str) -> Response:
    query = _query(visit).but(page=_query(visit).page)
    return RedirectResponse(f"{case.name.path}/field/{key}/evidence?{query}#rows", 303)


def _safe_back(visit: Visit) -> str:
    """Return where to go on: the evidence page of a field, or the columns."""
    field = visit.form.get("field", "")
    known = field.replace("_", "").isalnum() and field.isascii()
    return f"field/{field}/evidence" if known else "columns"
