"""The columns of the site: how each was read, what it feeds, and where people move it."""

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.responses import Response

from audits.facts import Fact, LedgerColumn, Outcome
from reportgen.decisions.conduct import undoable
from reportgen.decisions.confirmed import Confirmed
from reportgen.decisions.record import COLUMN, Decision
from reportgen.decisions.rulings import rulings
from reportgen.report import ReportField
from reportgen.review.casefile import CaseFile
from reportgen.review.pages import NO_ALERT, Alert, common_context
from reportgen.review.visits import Visit
from reportgen.words import BOXES

_MOVED = (
    "items_total", "items_overview", "items_affairs", "items_disclosure",
    "special_columns_maintained", "interpretation_total", "concern_responses", "surveys_held",
    "interviews_held",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ColumnLine:
    """A column with what people ruled about it; ``number`` counts from 1."""

    number: int
    line: LedgerColumn
    key: str
    is_ruled: bool
    undo: Decision | None
    rows_ruled: int


@dataclass(frozen=True, slots=True)
class Moved:
    """A figure before anybody ruled anything, and now, as they are shown."""

    key: str
    label: str
    before: str
    now: str


def columns(visit: Visit, alert: Alert = NO_ALERT, status: int = 200) -> Response:
    """Show all columns, each with the form that moves it."""
    case = visit.case()
    confirmed = case.confirmed()
    lines = column_lines(confirmed)
    return visit.page(
        "columns.html",
        status,
        **common_context(visit, case, confirmed),
        alert=alert,
        lines=lines,
        boxes=BOXES,
        moved=moved_figures(case, confirmed),
        on_columns=True,
        can_rule=case.sources.recount() is not None,
    )


def column_lines(confirmed: Confirmed) -> tuple[ColumnLine, ...]:
    """Return the columns in the order of the ledger."""
    ruled = rulings(confirmed.decisions)
    on_rows: dict[str, int] = {}
    for key, _ in ruled.rows:
        on_rows[key] = on_rows.get(key, 0) + 1
    return tuple(
        ColumnLine(
            number=number,
            line=line,
            key=COLUMN + line.url,
            is_ruled=line.url in ruled.columns,
            undo=undoable(confirmed, COLUMN + line.url),
            rows_ruled=on_rows.get(COLUMN + line.url, 0),
        )
        for number, line in enumerate(confirmed.draft.columns, 1)
    )


def moved_figures(case: CaseFile, confirmed: Confirmed) -> tuple[Moved, ...]:
    """Return the figures that columns feed, with what they would be without any ruling."""
    recount = case.sources.recount()
    plain: Mapping[str, Fact] = (
        {} if recount is None else {fact.field: fact for fact in recount.sheet.facts}
    )
    return tuple(
        Moved(key, standing.item.field.label, _told(plain.get(key)), _told(standing.proposed))
        for key in _MOVED
        if (standing := confirmed.standings.get(key)) is not None
    )


def _told(figure: Fact | ReportField | None) -> str:
    """Return a figure with how far it can be trusted."""
    if figure is None or figure.value is None:
        return "采不到"
    hint = "（仅供参考）" if figure.outcome is Outcome.ESTIMATE else ""
    return f"{'至少 ' if figure.outcome is Outcome.PARTIAL else ''}{figure.value}{hint}"
