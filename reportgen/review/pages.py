"""The pages that only show: the cases, a form as it will be printed, a section, a field."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.exceptions import HTTPException
from starlette.responses import Response

from audits.facts import Value
from reportgen.decisions.confirmed import (
    Confirmed,
    Stage,
    Standing,
    is_final,
    open_points,
    why_not_final,
)
from reportgen.decisions.log import DamagedLogError
from reportgen.decisions.proposal import digest
from reportgen.decisions.record import SIGNED, Action, Decision
from reportgen.decisions.replay import stage_of
from reportgen.exports.html_parts import summary, table_rows
from reportgen.official.publication import days_left, deadline_of
from reportgen.paper import lay_out
from reportgen.review.batch import batch
from reportgen.review.cards import (
    Part,
    allowed,
    altered,
    card,
    delegated,
    first_open,
    part_of,
    parts,
)
from reportgen.review.casefile import CaseFile, CaseName
from reportgen.review.downloads import choices
from reportgen.review.visits import Visit


@dataclass(frozen=True, slots=True)
class Alert:
    """What went wrong with the last step, and what had been typed, so that nothing is lost."""

    message: str
    typed: Mapping[str, str]


NO_ALERT = Alert("", {})
_FEW, _PAGE = 8, 200  # steps shown on the first page, and on a page of the log


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A line of the list: the stage and the last step, or what is wrong with the log."""

    name: CaseName
    stage: Stage
    last: Decision | None
    problem: str = ""


def cases(visit: Visit) -> Response:
    """List the sites and years; their drafts are not made for this."""
    found = [
        visit.review.workplace.case(name.folder, name.year)
        for name in visit.review.workplace.cases()
    ]
    return visit.page("cases.html", rows=[_case_row(case) for case in found if case])


def _case_row(case: CaseFile) -> CaseRow:
    try:
        decisions = case.decisions()
    except DamagedLogError as problem:
        return CaseRow(case.name, Stage.FILLING, None, str(problem))
    return CaseRow(case.name, stage_of(decisions), decisions[-1] if decisions else None)


def overview(visit: Visit, alert: Alert = NO_ALERT, status: int = 200) -> Response:
    """Show the form as it will be printed, how far it is, and the steps of the whole form."""
    case = visit.case()
    confirmed = case.confirmed()
    context = common_context(visit, case, confirmed)
    paper = lay_out(confirmed.report)
    together = batch(confirmed, case.sources.submitted())
    return visit.page(
        "overview.html",
        status,
        **context,
        alert=alert,
        paper=paper,
        rows=table_rows(paper),
        acceptables=together.keys,
        left_alone=together.left,
        number_left=together.number_left,
        open_points=open_points(confirmed),
        not_final=why_not_final(confirmed),
        is_final=is_final(confirmed),
        digests={key: digest(confirmed.standings[key].proposed) for key in together.keys},
        cell_style={key: _cell_style(each) for key, each in confirmed.standings.items()},
        part_numbers={key: part_of(confirmed, key) for key in confirmed.standings},
        names={key: typed_name(confirmed, key) for key in SIGNED},
        formats=choices(),
        altered=altered(confirmed),
        errands=delegated(confirmed),
        history_rows=confirmed.decisions[: -_FEW - 1 : -1],
        days_left=days_left(deadline_of(case.name.year, case.sources.deadline()), visit.now.date()),
        today=visit.now.date().isoformat(),
    )


def log(visit: Visit) -> Response:
    """Show every step, the latest first."""
    case = visit.case()
    confirmed = case.confirmed()
    pages = max(1, -(-confirmed.version // _PAGE))
    asked = visit.request.query_params.get("page", "1")
    page = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 1
    page = min(max(page, 1), pages)
    newest_first = confirmed.decisions[::-1]
    return visit.page(
        "log.html",
        **common_context(visit, case, confirmed),
        page=page,
        pages=pages,
        history_rows=newest_first[(page - 1) * _PAGE : page * _PAGE],
    )


def form_style(visit: Visit) -> Response:
    """Return the widths of the printed form's columns as a style sheet."""
    widths = visit.case().confirmed().report.form.grid.widths
    rules = [
        f".paper col:nth-child({number}) {{ width: {100 * width / sum(widths):.2f}%; }}"
        for number, width in enumerate(widths, 1)
    ]
    return Response("\n".join(rules) + "\n", media_type="text/css")


def section(visit: Visit) -> Response:
    """Show the cards of one section."""
    case = visit.case()
    confirmed = case.confirmed()
    context = common_context(visit, case, confirmed)
    number = int(visit.request.path_params["number"])
    all_parts: tuple[Part, ...] = context["parts"]
    if not 1 <= number <= len(all_parts):
        raise HTTPException(404)
    context |= {"part_number": number}
    return visit.page("section.html", **context, part=all_parts[number - 1], alert=NO_ALERT)


def field(visit: Visit, alert: Alert = NO_ALERT, status: int = 200) -> Response:
    """Show one field with everything that was ever decided about it."""
    case = visit.case()
    confirmed = case.confirmed()
    key = str(visit.request.path_params["key"])
    if key not in confirmed.standings:
        raise HTTPException(404)
    context = common_context(visit, case, confirmed) | {"part_number": part_of(confirmed, key)}
    asked = card(confirmed, key, case.sources.submitted())
    return visit.page("field.html", status, **context, alert=alert, card=asked)


def common_context(visit: Visit, case: CaseFile, confirmed: Confirmed) -> dict[str, Any]:
    """Return what every page of a case shows."""
    submitted: Mapping[str, Value | None] = case.sources.submitted()
    all_parts = parts(confirmed, submitted)
    next_open = first_open(all_parts)
    return {
        "case": case,
        "confirmed": confirmed,
        "report": confirmed.report,
        "summary": summary(confirmed.report),
        "parts": all_parts,
        "next_open": next_open,
        "next_open_part": part_of(confirmed, next_open.key) if next_open else 0,
        "part_number": 0,
        "allowed": allowed(confirmed, visit.session.roles),
        "progress": confirmed.progress,
    }


def _cell_style(standing: Standing) -> str:
    """Return how a cell of the printed form is marked: empty, still to settle, or settled."""
    if standing.is_settled:
        return "done"
    return "empty" if standing.item.value is None else "open"


def typed_name(confirmed: Confirmed, key: str) -> str:
    """Return what is already known for a field that is filled by signing.

    Names are those of a signature that is void, if there was one; its date never is.
    """
    item = confirmed.report.fields.get(key)
    if item is not None and item.value is not None:
        return str(item.value)
    before = [each for each in confirmed.decisions if each.action is Action.SIGN]
    return str(before[-1].details[key]) if before and key != "prepared_on" else ""
