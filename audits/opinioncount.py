"""How many opinions came in over a year's surveys, as their pages and results print it."""

from collections.abc import Sequence

from audits.case import Case
from audits.facts import Evidence, Fact, Outcome
from audits.ledger import ColumnCount
from audits.surveyitems import Survey, numbers_told, paired, read_survey
from audits.surveytitles import is_result, key_of


def count_opinions(
    field: str,
    scope: str,
    surveys: Sequence[Survey],
    results: Sequence[Survey],
    held: Fact | None = None,
) -> Fact:
    """Printed numbers of opinions, one of each survey of the year; a lower bound.

    Where two texts differ, the largest is a proposal; where none was ``held`` for certain, 0 is.
    """
    keys = {item.key for item in surveys}
    told: dict[str, list[tuple[int, Survey]]] = {}
    for item in (*surveys, *(r for r in results if r.key in keys)):
        told.setdefault(item.key, []).extend((n, item) for n in sorted(numbers_told(item)))
    best = {key: max(said, key=lambda one: one[0]) for key, said in told.items() if said}
    loose = sum(r.key not in keys and any(numbers_told(r)) for r in results)
    if held is not None and held.value == 0 and held.outcome is Outcome.OBSERVED and not loose:
        none = "本年度没有看到征集、调查，请核对"
        return Fact(field, 0, Outcome.ESTIMATE, held.evidence, none, scope)
    total = sum(number for number, _ in best.values())
    more = f"；另有 {loose} 份结果不是本年度征集的，没有计入" if loose else ""
    if not best:
        reason = f"页面上没有写明收到多少条意见{more}"
        return Fact(field, None, Outcome.UNKNOWN, reason=reason, scope=scope)
    evidence = tuple(
        Evidence(
            s.row.entry.url,
            s.row.entry.title,
            quote=f"写明收到 {number} 条" if number else "写明没有收到意见",
        )
        for number, s in best.values()
    )
    reason = f"只含页面上写明了数量的 {len(best)} 期{more}"
    apart = [
        sorted({n for n, _ in said}) for said in told.values() if len({n for n, _ in said}) > 1
    ]
    if apart:
        said = "、".join("和".join(map(str, numbers)) for numbers in apart[:3])
        reason = f"{len(apart)} 期写的条数不一致（{said}），暂按较大的算，请核对；{reason}"
    outcome = Outcome.PARTIAL if total and not apart else Outcome.ESTIMATE
    return Fact(field, total, outcome, evidence, reason, scope)


def told_later(
    case: Case, columns: Sequence[ColumnCount], surveys: Sequence[Survey]
) -> list[Survey]:
    """Results of these surveys that were published in the year after: they tell the opinions.

    Of a survey that was held again under the same title nobody knows which one they tell of.
    """
    rows = [
        (row, column.line.name)
        for column in columns
        for row in column.rows.other_year
        if row.date and row.date.year == case.year + 1
    ]
    titles = [row.entry.title for row, _ in rows]
    again = {key_of(title) for title in titles if not is_result(title)}
    keys = {item.key for item in surveys}
    told = [read_survey(case, row, name) for row, name in rows if is_result(row.entry.title)]
    found = paired(told, surveys)
    return [item for item in found if item.key in keys and item.key not in again]
