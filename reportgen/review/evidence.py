"""The evidence page of a figure: its rows, the sum that leads to it, charts, what was ruled."""

import hashlib
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qsl

from markupsafe import Markup
from starlette.exceptions import HTTPException
from starlette.responses import Response

from audits.facts import Evidence, Fact, Source
from audits.fates import Fate
from reportgen.decisions.conduct import undoable
from reportgen.decisions.confirmed import Confirmed
from reportgen.decisions.record import COLUMN, Decision
from reportgen.decisions.rulings import Rulings, rulings
from reportgen.pictures import read_pictures
from reportgen.report import Report, ReportField
from reportgen.review.cards import card, part_of
from reportgen.review.casefile import CaseFile
from reportgen.review.evidenceindex import EvidenceIndex
from reportgen.review.evidencerows import READ, cited_rows, shown_rows
from reportgen.review.evidencesum import (
    COUNTED,
    FATES,
    MARKS,
    Sum,
    Tally,
    by_column,
    by_mark,
    by_month,
    fate_words,
    read_tallies,
    sum_up,
)
from reportgen.review.monthchart import columns_of, lying, months_of, upright
from reportgen.review.pages import NO_ALERT, Alert, common_context
from reportgen.review.rowquery import RowPage, RowQuery, find_page, read_query
from reportgen.review.visits import Visit

ALL = "all"
_MANY = 500  # rows from which a view is made ahead
PUT_IN = frozenset(
    fate.value
    for fate in (
        Fate.EXTERNAL, Fate.UNDATED, Fate.DOUBTFUL, Fate.DEAD, Fate.HIDDEN, Fate.OTHER_YEAR,
        Fate.UNDATED_EXTERNAL, Fate.RULED_OUT,
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tab:
    """One kind of rows one may look at: its fate, how many, and where."""

    fate: str
    word: str
    n: int
    query: str


@dataclass(frozen=True, slots=True)
class Shot:
    """A screenshot with the matched place outlined in it, and the markup of that place."""

    evidence: Evidence
    markup: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RuledStep:
    """A ruling on rows: for this figure alone or for all, and whether it can be undone now."""

    decision: Decision
    is_here: bool
    may_undo: bool


@dataclass(frozen=True, slots=True)
class Look:
    """What one request shows of a figure's rows; texts are for people."""

    query: RowQuery
    fate: str
    meaning: str
    page: RowPage
    sum: Sum
    tabs: tuple[Tab, ...]
    months: Mapping[str, int]
    columns: Mapping[tuple[str, str], int]
    marks: Mapping[str, int]
    month_chart: Markup
    column_chart: Markup
    adds_up: bool

    @property
    def may_put_in(self) -> bool:
        """Whether rows of this kind can be put in."""
        return self.fate in PUT_IN

    @property
    def may_put_out(self) -> bool:
        """Whether rows of this kind can be put out."""
        return self.fate == COUNTED


def evidence(visit: Visit, alert: Alert = NO_ALERT, status: int = 200) -> Response:
    """Show the rows behind a figure; a post that was refused is shown with what was typed."""
    case = visit.case()
    confirmed = case.confirmed()
    key = asked_key(visit, confirmed)
    told = {**visit.request.query_params, **_back(visit)}
    look = look_at(case, confirmed, key, read_query(told))
    return visit.page(
        "evidence.html",
        status,
        **common_context(visit, case, confirmed) | {"part_number": part_of(confirmed, key)},
        alert=alert,
        card=card(confirmed, key, case.sources.submitted()),
        look=look,
        fates=FATES,
        marks=MARKS,
        ruled=ruled_steps(confirmed, key),
        shots=shots_of(confirmed.standings[key].proposed.evidence),
        can_rule=case.sources.recount() is not None,
    )


def shots_of(evidence: Sequence[Evidence]) -> tuple[Shot, ...]:
    """Return the screenshots, each with the markup that is cited behind it."""
    shots: list[Shot] = []
    for one in evidence:
        if one.picture:
            shots.append(Shot(one, ()))
        elif shots and one.url == shots[-1].evidence.url and one.quote.lstrip().startswith("<"):
            shots[-1] = replace(shots[-1], markup=(*shots[-1].markup, one.quote))
    return tuple(shots)


def picture(visit: Visit) -> Response:
    """Send the n-th screenshot of a figure."""
    case = visit.case()
    confirmed = case.confirmed()
    key, number = asked_key(visit, confirmed), int(visit.request.path_params["number"])
    shown = [e.picture for e in confirmed.standings[key].proposed.evidence if e.picture]
    if not 1 <= number <= len(shown):
        raise HTTPException(404)
    for each in read_pictures(case.folder / "crawl.sqlite"):
        if each.path == shown[number - 1]:
            return Response(each.content, media_type="image/png")
    raise HTTPException(404)


def asked_key(visit: Visit, confirmed: Confirmed) -> str:
    """Return the field of the address; answers 404 for others."""
    key = str(visit.request.path_params["key"])
    if key not in confirmed.standings:
        raise HTTPException(404)
    return key


def look_at(case: CaseFile, confirmed: Confirmed, key: str, query: RowQuery) -> Look:
    """Return what a query shows of a figure's rows."""
    item = confirmed.standings[key].proposed
    index, view = view_of(case, rulings(confirmed.decisions), item)
    with closing(index.connect()) as db:
        tallies = read_tallies(db, view)
        held = {tally.fate for tally in tallies}
        fate = query.fate if query.fate in held or query.fate == ALL else _first(held)
        page = find_page(db, view, replace(query, fate="" if fate == ALL else fate))
    total = sum_up(tallies)
    return _look(query, fate, page, total, tallies, item, confirmed.report.year)


def view_of(case: CaseFile, ruled: Rulings, item: ReportField) -> tuple[EvidenceIndex, int]:
    """Return the index of a case and the number of a field's view in it, made where it lacks."""
    key = item.field.key
    index = case.evidence
    recount = case.sources.recount()
    origin = case.sources.signature() if recount is None else recount.mark
    brought = (item.evidence, item.left_out) if item.source is not Source.SITE else ()
    shape = (origin, ruled.shape, key, item.value, len(item.evidence), item.source, brought)
    name = hashlib.sha256(repr(shape).encode("utf-8", "surrogatepass")).hexdigest()

    def rows() -> Any:
        fact = _as_fact(item)
        if recount is None or item.source is not Source.SITE:
            return tuple(cited_rows(fact))
        with recount.case(ruled, key) as crawl:
            return tuple(shown_rows(recount, crawl, fact))

    return index, index.view(name, rows)


def prepare_views(case: CaseFile, ruled: Rulings, report: Report) -> None:
    """Make the views of the figures with many rows before anybody asks for them."""
    for item in report.fields.values():
        if len(item.evidence) > _MANY:
            view_of(case, ruled, item)


def ruled_steps(confirmed: Confirmed, key: str) -> tuple[RuledStep, ...]:
    """Return the rulings on rows that this figure follows, the latest first."""
    found = rulings(confirmed.decisions).rows.values()
    meant = [each for each in found if each.key == key or each.key.startswith(COLUMN)]
    steps = {each.decision.seq: each.decision for each in meant}
    return tuple(
        RuledStep(
            decision=steps[seq],
            is_here=steps[seq].key == key,
            may_undo=(last := undoable(confirmed, steps[seq].key)) is not None and last.seq == seq,
        )
        for seq in sorted(steps, reverse=True)
    )


def _as_fact(item: ReportField) -> Fact:
    """The figure as the audits stated it, its reason aside."""
    reason = item.reason or ("" if item.outcome.value == "observed" else "—")
    return Fact(
        item.field.key,
        item.value,
        item.outcome,
        item.evidence or ((Evidence(""),) if item.value is not None else ()),
        reason,
        left_out=item.left_out,
    )


def _look(
    query: RowQuery,
    fate: str,
    page: RowPage,
    total: Sum,
    tallies: tuple[Tally, ...],
    item: ReportField,
    year: int,
) -> Look:
    among = "" if fate == ALL else fate
    word, meaning = ("全部看到的行", "") if fate == ALL else fate_words(fate)
    tabs = [Tab(COUNTED, fate_words(COUNTED)[0], total.counted, query.but(fate=COUNTED))]
    tabs += [Tab(s.fate, s.word, s.n, query.but(fate=s.fate)) for s in total.steps]
    if total.cited:
        tabs.append(Tab(READ, fate_words(READ)[0], total.cited, query.but(fate=READ)))
    tabs.append(Tab(ALL, "全部", total.seen + total.cited, query.but(fate=ALL)))
    months, columns = by_month(tallies, among), by_column(tallies, among)
    return Look(
        query=replace(query, fate=fate),
        fate=fate,
        meaning=meaning,
        page=page,
        sum=total,
        tabs=tuple(tab for tab in tabs if tab.n or tab.fate == fate),
        months=months,
        columns=columns,
        marks=by_mark(tallies, among),
        month_chart=upright(months_of(months, year), f"“{word}”按月的条数，下面的表格有同样的数"),
        column_chart=lying(columns_of(columns), f"“{word}”按栏目的条数，下面的表格有同样的数"),
        adds_up=item.value == total.figure and not isinstance(item.value, bool),
    )


def _first(held: set[str]) -> str:
    """The kind that is shown unasked: what is counted, else the first there is."""
    return next((fate for fate in FATES if fate in held), COUNTED)


def _back(visit: Visit) -> dict[str, str]:
    """The query that a form was sent from."""
    return dict(parse_qsl(visit.form.get("back", "")))
