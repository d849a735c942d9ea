"""Surveys (征集调查): how many were held, what came in, how many results were published.

Fills    surveys_held, survey_results_published: counts, 期; survey_opinions: count, 条.
Scope    items of survey columns: published in the year; a result notice is no survey of its own,
         it is paired with its survey by title. Opinions: as printed on the pages.
Source   filling notes 六.3 of the national form.
Unknown  no survey column was found, nothing certain was read, or no number is printed.
Errors   none.
"""

from collections.abc import Collection, Iterator, Sequence

from audits.audit import Audit
from audits.boxcount import crawl_doubts, pages_of, shortfalls
from audits.case import Case
from audits.facts import Fact, Outcome
from audits.fates import Counting, counting_of
from audits.ledger import ColumnCount
from audits.opinioncount import count_opinions, told_later
from audits.rowcount import CountedRow
from audits.surroundings import surroundings
from audits.surveyitems import (
    Survey,
    began_before,
    is_amendment_of,
    is_dated_by_its_end,
    is_of_two_years,
    is_timed,
    paired,
    period_of,
    read_survey,
    result_year,
    shows_result,
    with_row,
    without_common,
)
from audits.surveyplaces import (
    asked_elsewhere,
    buttons_of,
    links_to_other_sites,
    may_be_asked_in,
    places_of_results,
    result_pages,
    results_elsewhere,
    told_by_button,
)
from audits.surveyresults import Asked, count_results, survey_evidence, unsure_of_earlier
from audits.surveytitles import amends, asks, is_result, is_vague, key_of
from crawler import urls
from crawler.records import DateSource

_HELD, _OPINIONS, _RESULTS = "surveys_held", "survey_opinions", "survey_results_published"
_SCOPE = (
    "征集调查类栏目中发布日期在本年度的征集、调查；结果公告不另计一期，按标题与所属的一期配对。"
)
_LONGEST = 3  # months a survey may be open


def run(case: Case) -> Iterator[Fact]:
    """Yield the three counts."""
    counted = counting(case, _HELD)
    columns, readable, once = counted.columns, counted.drawn, counted.once
    elsewhere = asked_elsewhere(case, columns)
    if not readable:
        yield from _nothing(case, columns, elsewhere)
        return
    around = surroundings(case, readable)
    shown, buttons = result_pages(case, columns), buttons_of(around)
    columns = tuple(c for c in columns if not _is_told(c, shown, buttons))
    doubts = [*shortfalls(columns), *crawl_doubts(case), *once.reasons]
    read = [with_row(read_survey(case, row, name), around) for row, name in once.rows]
    items = without_common(read)
    results = [item for item in items if is_result(item.row.entry.title)]
    results += results_elsewhere(case, columns)
    results += [r for r in shown.values() if r.row.date and r.row.date.year == case.year]
    surveys = [item for item in items if item not in results]
    amending = [item for item in surveys if amends(item.row.entry.title)]
    surveys = [item for item in surveys if item not in amending]
    earlier = [with_row(item, around) for item in _earlier(case, readable)]
    doubts += [*_amended(amending, [*surveys, *earlier]), *links_to_other_sites(readable)]
    results = paired(results, [*surveys, *earlier])
    doubts += _at_the_turn([*surveys, *earlier], case.year)
    doubts += [*_by_deadline(surveys), *_ending_later(readable, case.year)]
    begun = _begun_before(surveys)
    surveys = [item for item in surveys if item not in begun]
    if elsewhere:
        names = "、".join(f"“{row.entry.title[:24]}”" for row, _ in elsewhere[:3])
        doubts.append(
            f"别的栏目里还有 {len(elsewhere)} 条征求意见的条目（{names}），请核对是否另计"
        )
    keys = {item.key for item in surveys}
    vague = [r for r in results if r.key not in keys and is_vague(r.row.entry.title)]
    if vague:
        names = "、".join(f"“{r.row.entry.title[:20]}”" for r in vague[:3])
        doubts.append(f"{len(vague)} 条看不出是结果还是征集（{names}），未计入期数")
    known = keys | {item.key for item in (*begun, *earlier)}
    held = _held(surveys, readable, [*doubts, *_loose(results, known), *may_be_asked_in(case)])
    yield held
    late = told_later(case, readable, surveys)
    beside = told_by_button(case, surveys)
    yield count_opinions(_OPINIONS, _SCOPE, surveys, [*results, *late, *beside], held)
    told = [s for s in (*begun, *earlier) if shows_result(s) and result_year(s) == case.year]
    noticed = {r.key for r in results} | _keys_of_old_results(readable)
    doubts += unsure_of_earlier(earlier, noticed)
    doubts += places_of_results(case, counted.columns, buttons)
    asked = Asked([*surveys, *told], results, earlier, beside)
    yield count_results(_RESULTS, _SCOPE, case, asked, readable, doubts)


def _is_told(column: ColumnCount, shown: Collection[str], buttons: Collection[str]) -> bool:
    """Whether a column without rows is but the page that a survey's result stands on."""
    url = column.line.url
    is_button = urls.canonical(url) in buttons and not column.rows.distinct_rows
    return url in shown or is_button


def counting(case: Case, field: str) -> Counting:
    """The columns and rows behind the counts; each counts some of the rows."""
    return counting_of(
        [c for c in case.ledger if "surveys" in c.line.boxes and c.line.kind != "aggregate"]
    )


def _amended(amending: Sequence[Survey], surveys: Sequence[Survey]) -> list[str]:
    """What follows from notices that prolong or correct a survey nobody sees."""
    loose = [item for item in amending if not is_amendment_of(item, surveys)]
    names = "、".join(f"“{item.row.entry.title[:24]}”" for item in loose[:3])
    return [f"{len(loose)} 条看来是延期、更正一类（{names}），没有另计"] if loose else []


def _loose(results: Sequence[Survey], known: Collection[str]) -> list[str]:
    """What follows from results of surveys that nobody sees: those may stand elsewhere."""
    count = sum(result.key not in known for result in results)
    return [f"{count} 份结果没有配对到征集，征集可能登在别处"] if count else []


def _by_deadline(surveys: Sequence[Survey]) -> list[str]:
    """What follows where the list prints last days: surveys of the turn of the year are unsure."""
    ending = [item for item in surveys if is_dated_by_its_end(item)]
    if not ending:
        return []
    left = sum(map(began_before, ending))
    unsure = len(_begun_before(surveys)) - left
    told = f"、看不出起始的 {unsure} 期" if unsure else ""
    return [f"所印的是截止日期或结果的日期，起始不在本年度的 {left} 期{told}未计，跨年的请核对"]


def _at_the_turn(surveys: Sequence[Survey], year: int) -> list[str]:
    """Surveys published in one year that began in the next, where one of both is the report's."""
    turned = [
        item
        for item in surveys
        if is_of_two_years(item)
        and not is_dated_by_its_end(item)
        and year in (day.year for day in (period_of(item).start, item.row.date) if day)
    ]
    names = "、".join(f"“{item.row.entry.title[:24]}”" for item in turned[:3])
    said = f"{len(turned)} 期的发布日期和起始日期不在同一年（{names}），按发布日期算，请核对"
    return [said] if turned else []


def _ending_later(columns: Sequence[ColumnCount], year: int) -> list[str]:
    """What follows where surveys ended early in the next year and nobody says when they began."""
    late = [
        row
        for column in columns
        for row in column.rows.other_year
        if row.source is DateSource.INFERRED
        and row.date is not None
        and row.date.year == year + 1
        and row.date.month <= _LONGEST
    ]
    return [f"{len(late)} 期只印了下一年度的截止日期，起始可能在本年度，未计"] if late else []


def _begun_before(surveys: Sequence[Survey]) -> list[Survey]:
    """Surveys that began in another year, or may have where the list prints last days."""
    by_end = any(map(is_dated_by_its_end, surveys))
    return [
        item
        for item in surveys
        if began_before(item) or (by_end and _is_early(item) and period_of(item).start is None)
    ]


def _is_early(item: Survey) -> bool:
    """Whether a row's day is so early in its year that the survey may be of the year before."""
    return item.row.date is not None and item.row.date.month <= _LONGEST


def _nothing(
    case: Case, columns: Sequence[ColumnCount], elsewhere: Sequence[tuple[CountedRow, str]]
) -> Iterator[Fact]:
    reason = "；".join(shortfalls(columns)) or "没有找到征集调查类栏目，请人工确认是否开展过"
    evidence = tuple(row.evidence(name) for row, name in elsewhere)
    if not elsewhere:
        for field in AUDIT.fields:
            yield Fact(field, None, Outcome.UNKNOWN, reason=reason, scope=_SCOPE)
        return
    said = "没有征集调查栏目，按别的栏目里标题像征求意见的条目数"
    yield Fact(_HELD, len(elsewhere), Outcome.ESTIMATE, evidence, said, _SCOPE)
    surveys = [read_survey(case, row, name) for row, name in elsewhere]
    results = paired(results_elsewhere(case, columns), surveys)
    yield count_opinions(_OPINIONS, _SCOPE, surveys, results)
    asked = Asked(surveys, results, (), told_by_button(case, surveys))
    yield count_results(_RESULTS, _SCOPE, case, asked, columns, [said])


def _held(surveys: Sequence[Survey], columns: Sequence[ColumnCount], doubts: Sequence[str]) -> Fact:
    strange = [s for s in surveys if not asks(s.row.entry.title) and not is_timed(s)]
    sure = [s for s in surveys if s not in strange]
    evidence = tuple(survey_evidence(s) for s in sure)
    said = list(doubts)
    if strange:
        names = "、".join(f"“{s.row.entry.title[:20]}”" for s in strange[:3])
        said.append(f"{len(strange)} 条看标题不像征集调查（{names}），未计")
    if len({s.key for s in sure}) < len(sure):
        reason = "；".join(["有标题相近的几条，可能是同一期", *said])
        return Fact(_HELD, len({s.key for s in sure}), Outcome.ESTIMATE, evidence, reason, _SCOPE)
    reason = "；".join(said)
    if reason and not sure:
        return Fact(_HELD, None, Outcome.UNKNOWN, (), reason, _SCOPE)
    outcome = Outcome.PARTIAL if reason else Outcome.OBSERVED
    return Fact(_HELD, len(sure), outcome, evidence or pages_of(columns), reason, _SCOPE)


def _earlier(case: Case, columns: Sequence[ColumnCount]) -> list[Survey]:
    """Surveys of the year before: their own pages may show a result of this year."""
    rows = [
        (row, column.line.name)
        for column in columns
        for row in column.rows.other_year
        if row.date is not None and row.date.year == case.year - 1
    ]
    return [read_survey(case, row, name) for row, name in rows if not is_result(row.entry.title)]


def _keys_of_old_results(columns: Sequence[ColumnCount]) -> set[str]:
    rows = [row for column in columns for row in column.rows.other_year]
    return {key_of(row.entry.title) for row in rows if is_result(row.entry.title)}


AUDIT = Audit(
    id="surveys", title="征集调查", fields=(_HELD, _OPINIONS, _RESULTS), run=run, counting=counting
)
