"""Surveys (征集调查): how many were held, what came in, how many results were published.

Fills    surveys_held, survey_results_published: counts, 期; survey_opinions: count, 条.
Scope    items of survey columns: published in the year; a result notice is no survey of its own,
         it is paired with its survey by title. Opinions: as printed on the pages.
Source   filling notes 六.3 of the national form.
Unknown  no survey column was found, nothing certain was read, or no number is printed.
Errors   none.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from audits.boxcount import crawl_doubts, pages_of, shortfalls
from audits.case import Case
from audits.entries import dom_of
from audits.facts import Audit, Evidence, Fact, Outcome
from audits.fates import Counting, counting_of
from audits.ledger import ColumnCount
from audits.periods import read_period
from audits.rowcount import CountedRow
from crawler.dom import visible_text

_HELD, _OPINIONS, _RESULTS = "surveys_held", "survey_opinions", "survey_results_published"
_SCOPE = (
    "征集调查类栏目中发布日期在本年度的征集、调查；结果公告不另计一期，按标题与所属的一期配对。"
)
_RESULT = re.compile(r"结果|反馈|采纳|情况(?:的?(?:通报|公告|说明|公示|汇总))?$")
_QUOTED = re.compile(r"《[^《》]*》|“[^“”]*”")
_ASKING = re.compile(r"征[求集]|调查问卷|问卷调查|网上调查|听证|献策")
_TOLD = re.compile(r"征[求集]|调查|问卷|投票|评议|测评|听证|献策")
_SURVEY = re.compile(r"征[求集]|调查|问卷|投票|评议|意见|建议|测评|听证|献策")
_ELSEWHERE = re.compile(
    r"(?:公开)?征[求集].{0,40}意见(?:建议)?的?(?:公告|通告|通知|启事|函)?$|调查问卷|问卷调查"
)
_FILLER = re.compile(
    r"关于|公开|征[求集]|意见|建议|的|公告|通知|通告|结果|反馈|情况|采纳|公示|社会|公众|启事|稿|[\W_]"
)
_NUMBER = re.compile(
    r"(?:共|总共|累计)?(?:收到|征集到|反馈)(?:各类|各方|社会|公众)?(?:意见|建议|反馈意见|意见建议)?\s*(\d{1,6})\s*[条份]"
    r"|(?:意见|建议|留言)(?:总)?(?:数|条数|数量)\s*[:：]\s*(\d{1,6})"
)
_SHOWN_RESULT = re.compile(
    r"(?:结果反馈|采纳情况|征集结果|反馈情况|调查结果)\s*[:：]?\s*(?!暂无|无|尚未)\S{6}"
)
_BESIDE = 40  # characters beside a result in which its day may stand


@dataclass(frozen=True, slots=True)
class _Survey:
    """One item of a survey column; ``key`` is what its title shares with its result notice.

    ``opened`` False: its page was not read, so nobody knows what it says.
    """

    row: CountedRow
    column: str
    key: str
    text: str
    opened: bool


def run(case: Case) -> Iterator[Fact]:
    """Yield the three counts."""
    counted = counting(case, _HELD)
    columns, readable, once = counted.columns, counted.drawn, counted.once
    elsewhere = _elsewhere(case, columns)
    if not readable:
        yield from _nothing(columns, elsewhere)
        return
    doubts = [*shortfalls(columns), *crawl_doubts(case)]
    doubts += once.reasons
    items = [_read(case, row, name) for row, name in once.rows]
    results = [item for item in items if is_result(item.row.entry.title)]
    surveys = [item for item in items if item not in results]
    if elsewhere:
        shown = "、".join(f"“{row.entry.title[:24]}”" for row, _ in elsewhere[:3])
        doubts.append(
            f"别的栏目里还有 {len(elsewhere)} 条征求意见的条目（{shown}），请核对是否另计"
        )
    keys = {item.key for item in surveys}
    vague = [r for r in results if r.key not in keys and not _TOLD.search(r.row.entry.title)]
    if vague:
        names = "、".join(f"“{r.row.entry.title[:20]}”" for r in vague[:3])
        doubts.append(f"{len(vague)} 条看不出是结果还是征集（{names}），未计入期数")
    yield _held(surveys, readable, doubts)
    yield _opinions(surveys, results)
    earlier = _earlier(case, readable)
    yield _results(case, [*surveys, *earlier], results, readable, doubts)


def counting(case: Case, field: str) -> Counting:
    """The columns and rows behind the counts; each counts some of the rows."""
    return counting_of(
        [c for c in case.ledger if "surveys" in c.line.boxes and c.line.kind != "aggregate"]
    )


def is_result(title: str) -> bool:
    """Whether a title announces what came of a survey.

    Names of papers aside, which may speak of results themselves, as may what stands before the
    asking: 考核结果管理办法征求意见 asks, 征求意见结果 tells.
    """
    bare = _QUOTED.sub("", title)
    found = [match.start() for match in _RESULT.finditer(bare)]
    asked = max((match.start() for match in _ASKING.finditer(bare)), default=-1)
    return bool(found) and (asked < found[-1])


def _nothing(
    columns: Sequence[ColumnCount], elsewhere: Sequence[tuple[CountedRow, str]]
) -> Iterator[Fact]:
    reason = "；".join(shortfalls(columns)) or "没有找到征集调查类栏目，请人工确认是否开展过"
    evidence = tuple(row.evidence(name) for row, name in elsewhere)
    if elsewhere:
        said = "没有征集调查栏目，按别的栏目里标题像征求意见的条目数"
        yield Fact(_HELD, len(elsewhere), Outcome.ESTIMATE, evidence, said, _SCOPE)
    else:
        yield Fact(_HELD, None, Outcome.UNKNOWN, reason=reason, scope=_SCOPE)
    for field in (_OPINIONS, _RESULTS):
        yield Fact(field, None, Outcome.UNKNOWN, reason=reason, scope=_SCOPE)


def _read(case: Case, row: CountedRow, column: str) -> _Survey:
    page, _ = case.store.answer(row.entry.url)
    text = visible_text(dom_of(page).root) if page is not None else ""
    return _Survey(row, column, _FILLER.sub("", row.entry.title), text, page is not None)


def _held(
    surveys: Sequence[_Survey], columns: Sequence[ColumnCount], doubts: Sequence[str]
) -> Fact:
    strange = [s for s in surveys if not _SURVEY.search(s.row.entry.title)]
    sure = [s for s in surveys if s not in strange]
    evidence = tuple(_evidence(s) for s in sure)
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


def _earlier(case: Case, columns: Sequence[ColumnCount]) -> list[_Survey]:
    """Surveys of the year before whose own page shows a result of this year."""
    rows = [
        (row, column.line.name)
        for column in columns
        for row in column.rows.other_year
        if row.date is not None and row.date.year == case.year - 1
    ]
    items = [_read(case, row, name) for row, name in rows if not is_result(row.entry.title)]
    return [s for s in items if _result_year(s) == case.year]


def _result_year(survey: _Survey) -> int | None:
    """The year beside the result that a survey's page shows; None where no day is printed."""
    shown = _SHOWN_RESULT.search(survey.text)
    near = survey.text[shown.start() : shown.start() + _BESIDE] if shown else ""
    day = re.search(r"(20\d{2})\s*[-./年]", near)
    return int(day[1]) if day else None


def _opinions(surveys: Sequence[_Survey], results: Sequence[_Survey]) -> Fact:
    """Printed numbers of opinions, the largest of each survey of the year; a lower bound."""
    found: dict[str, tuple[int, _Survey]] = {}
    keys = {item.key for item in surveys}
    for item in (*surveys, *(r for r in results if r.key in keys)):
        best = _number(item)
        if best > found.get(item.key, (0, item))[0]:
            found[item.key] = (best, item)
    loose = sum(r.key not in keys and _number(r) > 0 for r in results)
    total = sum(number for number, _ in found.values())
    more = f"；另有 {loose} 份结果不是本年度征集的，没有计入" if loose else ""
    if not total:
        reason = f"页面上没有写明收到多少条意见{more}"
        return Fact(_OPINIONS, None, Outcome.UNKNOWN, reason=reason, scope=_SCOPE)
    evidence = tuple(
        Evidence(s.row.entry.url, s.row.entry.title, quote=f"写明收到 {number} 条")
        for number, s in found.values()
    )
    reason = f"只含页面上写明了数量的 {len(found)} 期{more}"
    return Fact(_OPINIONS, total, Outcome.PARTIAL, evidence, reason, _SCOPE)


def _number(item: _Survey) -> int:
    return max((int(a or b) for a, b in _NUMBER.findall(item.text)), default=0)


def _results(
    case: Case,
    surveys: Sequence[_Survey],
    results: Sequence[_Survey],
    columns: Sequence[ColumnCount],
    doubts: Sequence[str],
) -> Fact:
    """Surveys whose result was published in the year: a notice of its own, or on their page."""
    keys = {item.key for item in surveys}
    noticed = {item.key: item for item in results}
    on_page = [
        s
        for s in surveys
        if s.key not in noticed
        and _SHOWN_RESULT.search(s.text)
        and _result_year(s) in (None, case.year)
    ]
    evidence = tuple(
        Evidence(r.row.entry.url, r.row.entry.title, quote=_pair(r, keys)) for r in noticed.values()
    )
    closed = sum(not s.opened and s.key not in noticed for s in surveys)
    unread = [f"{closed} 期的页面没有打开，不知道有没有公布结果"] if closed else []
    reason = "；".join([*doubts, *unread])
    count = len(noticed) + len(on_page)
    loose = [key for key in noticed if key not in keys]
    if on_page or loose:
        shown = evidence + tuple(_evidence(s) for s in on_page)
        said = f"{len(loose)} 份结果没有配对到征集，{len(on_page)} 期在正文里见到结果字样，请核对"
        whole = "；".join(r for r in (said, reason) if r)
        return Fact(_RESULTS, count, Outcome.ESTIMATE, shown, whole, _SCOPE)
    if reason and not count:
        return Fact(_RESULTS, None, Outcome.UNKNOWN, (), reason, _SCOPE)
    outcome = Outcome.PARTIAL if reason else Outcome.OBSERVED
    return Fact(_RESULTS, count, outcome, evidence or pages_of(columns), reason, _SCOPE)


def _pair(result: _Survey, keys: set[str]) -> str:
    return "与本年度的征集按标题配对" if result.key in keys else "没有配对到本年度的征集"


def _evidence(survey: _Survey) -> Evidence:
    seen = survey.row.evidence(survey.column)
    period = read_period(survey.text, survey.row.date.year if survey.row.date else None)
    return Evidence(
        seen.url, seen.title, seen.date, seen.date_source, period.words, seen.column, seen.href
    )


def _elsewhere(case: Case, columns: Sequence[ColumnCount]) -> tuple[tuple[CountedRow, str], ...]:
    """Items of content columns whose titles ask for opinions, once each."""
    inside = {_FILLER.sub("", row.entry.title) for c in columns for row in c.rows.items}
    found: dict[str, tuple[CountedRow, str]] = {}
    for column in case.ledger:
        if not column.line.in_total:
            continue
        for row in column.rows.items:
            title = row.entry.title
            key = _FILLER.sub("", title)
            if _ELSEWHERE.search(title) and not is_result(title) and key not in inside:
                found.setdefault(key, (row, column.line.name))
    return tuple(found.values())


AUDIT = Audit(
    id="surveys", title="征集调查", fields=(_HELD, _OPINIONS, _RESULTS), run=run, counting=counting
)
