"""Surveys whose result was published in the year, and what keeps that count from being whole."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from audits.boxcount import pages_of
from audits.case import Case
from audits.facts import Evidence, Fact, Outcome
from audits.ledger import ColumnCount
from audits.surveyitems import Survey, hints_at_result, period_of, result_year, shows_result


def unsure_of_earlier(earlier: Sequence[Survey], told: Collection[str]) -> list[str]:
    """What follows where pages of the year before show results: without a day, or not opened.

    ``told`` are the keys of results of any year that have notices of their own.
    """
    shown = [s for s in earlier if shows_result(s)]
    undated = sum(result_year(s) is None for s in shown)
    closed = sum(not s.opened for s in earlier) if shown else 0
    hinted = sum(hints_at_result(s) and s.key not in told for s in earlier)
    said = [f"上一年度的 {undated} 期写有结果而没有日期，可能是本年度公布的"] if undated else []
    said += [f"上一年度的 {closed} 期没有打开，可能在本年度公布结果"] if closed else []
    return (
        [*said, f"上一年度的 {hinted} 期说到采纳、没有收到意见或链接到结果，可能是本年度公布的"]
        if hinted
        else said
    )


@dataclass(frozen=True, slots=True)
class Asked:
    """The surveys of the year, notices of results, and surveys of the year before.

    ``beside`` are those whose row has a button that leads to their result.
    """

    surveys: Sequence[Survey]
    results: Sequence[Survey]
    earlier: Sequence[Survey]
    beside: Sequence[Survey]


def count_results(
    field: str,
    scope: str,
    case: Case,
    asked: Asked,
    columns: Sequence[ColumnCount],
    doubts: Sequence[str],
) -> Fact:
    """Surveys whose result was published in the year: a notice of its own, or on their page."""
    surveys, results, earlier = asked.surveys, asked.results, asked.earlier
    keys = {item.key for item in (*surveys, *earlier)}
    noticed = {item.key: item for item in results}
    on_page = [
        s
        for s in surveys
        if s.key not in noticed and shows_result(s) and result_year(s) in (None, case.year)
    ]
    on_page += [
        s for s in asked.beside if s.key not in noticed and s.key not in {o.key for o in on_page}
    ]
    seen = {s.key for s in on_page}
    evidence = tuple(
        Evidence(r.row.entry.url, r.row.entry.title, quote=_pair(r, keys)) for r in noticed.values()
    )
    closed = sum(not s.opened and s.key not in noticed for s in surveys)
    unread = [f"{closed} 期的页面没有打开，不知道有没有公布结果"] if closed else []
    hinted = sum(hints_at_result(s) and s.key not in ({*noticed, *seen}) for s in surveys)
    unread += (
        [f"{hinted} 期的页面说到采纳、没有收到意见或链接到结果，看不出公布了没有"] if hinted else []
    )
    wanted, told = Counter(s.key for s in surveys), Counter(r.key for r in results)
    alike = sum(wanted[key] > 1 or (told[key] > 1 and not key) for key in told)
    merged = ["有几期标题相近，分不清结果是哪一期的，合计为一期"] if alike else []
    reason = "；".join([*doubts, *unread, *merged])
    count = len(noticed) + len(on_page)
    loose = [key for key in noticed if key not in keys]
    if on_page or loose:
        shown = evidence + tuple(survey_evidence(s) for s in on_page)
        said = f"{len(loose)} 份结果没有配对到征集，"
        said += f"{len(on_page)} 期在正文里见到结果字样或列表上有“查看结果”，请核对"
        whole = "；".join(r for r in (said, reason) if r)
        return Fact(field, count, Outcome.ESTIMATE, shown, whole, scope)
    if reason and not count:
        return Fact(field, None, Outcome.UNKNOWN, (), reason, scope)
    outcome = Outcome.PARTIAL if reason else Outcome.OBSERVED
    return Fact(field, count, outcome, evidence or pages_of(columns), reason, scope)


def _pair(result: Survey, keys: set[str]) -> str:
    return "与征集按标题配对" if result.key in keys else "没有配对到所属的征集"


def survey_evidence(survey: Survey) -> Evidence:
    """A survey as a person can look it up, with the days it was open."""
    seen = survey.row.evidence(survey.column)
    period = period_of(survey)
    return Evidence(
        seen.url, seen.title, seen.date, seen.date_source, period.words, seen.column, seen.href
    )
