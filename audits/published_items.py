"""Published items of the year: the total and its three classes.

Fills    items_total, items_overview, items_affairs, items_disclosure: counts, 条.
Scope    list rows (and dated single pages) of content columns on the site's own hosts whose
         publish date lies in the year, Asia/Shanghai; reposts and own attachments in, external
         links out; each item once however many columns list it.
Source   filling notes 二.1–二.4 of the national form; counting rules of docs/counting.md.
Unknown  no column of the class was found, or nothing certain was read of its columns.
Errors   none.
"""

from collections.abc import Iterator, Sequence

from audits.audit import Audit
from audits.boxcount import (
    counts_of,
    crawl_doubts,
    left_out_of,
    pages_of,
    shortfalls,
    stray_words,
    undecided_words,
)
from audits.case import Case
from audits.facts import Fact, Outcome, Remark
from audits.fates import Counting, counting_of
from audits.ledger import ColumnCount
from audits.lettercolumns import misnamed, overheard
from crawler.records import Kind

_CLASSES = {
    "items_overview": "概况类信息",
    "items_affairs": "政务动态信息",
    "items_disclosure": "信息公开目录信息",
}
_SCOPE = (
    "按栏目列表逐条计：发布日期在本年度（北京时间）、网址在本网站的条目；转载和本站附件计入，外链不计；"
    "同一条目出现在多个栏目只计一次。"
)


def run(case: Case) -> Iterator[Fact]:
    """Yield the total and the three classes."""
    undecided = [c for c in case.ledger if c.line.kind is Kind.EXTERNAL and c.maybe]
    yield _fact(case, "items_total", undecided, "信息发布")
    for field, name in _CLASSES.items():
        yield _fact(case, field, [*_maybe(case, field)], name)


def _maybe(case: Case, field: str) -> Iterator[ColumnCount]:
    """Columns that may belong to a class: of two names, or lists whose names nobody knows.

    A list in no class asks nothing where its items are counted in the class by other columns.
    """
    counted = {row.key for row, _ in counting(case, field).once.rows}
    for column in case.ledger:
        adds = not column.is_sure or any(row.key not in counted for row in column.rows.items)
        if field in column.maybe or (column.is_unplaced and adds):
            yield column


def counting(case: Case, field: str) -> Counting:
    """The columns and rows behind one of the counts."""
    content = [c for c in case.ledger if c.line.in_total]
    if field != "items_total":
        content = [c for c in content if field in c.line.boxes]
    return counting_of(content, drop_told=True)


def _fact(case: Case, field: str, maybe: Sequence[ColumnCount], name: str) -> Fact:
    """One count with everything that speaks against it."""
    scope = _SCOPE if field == "items_total" else f"{_SCOPE}归类为“{name}”的栏目。"
    counted = counting(case, field)
    if not counted.columns:
        reason = undecided_words(maybe) or f"没有找到{name}类栏目，请人工确认是否设有这类栏目"
        return Fact(field, None, Outcome.UNKNOWN, reason=reason, scope=scope)
    columns, readable, once = counted.told, counted.drawn, counted.once
    rows = once.rows
    reasons = [*shortfalls(columns), undecided_words(maybe), *_special(case, field, columns)]
    reasons.extend(once.reasons)
    reason = "；".join(r for r in reasons if r)
    counts = counts_of(readable, once)
    left_out = left_out_of(readable, once)
    evidence = tuple(row.evidence(column) for row, column in rows)
    if not reason:
        return Fact(
            field,
            len(rows),
            Outcome.OBSERVED,
            evidence or pages_of(columns),
            scope=scope,
            counts=counts,
            left_out=left_out,
        )
    if not rows:
        return Fact(field, None, Outcome.UNKNOWN, reason=reason, scope=scope, left_out=left_out)
    return Fact(
        field,
        len(rows),
        Outcome.PARTIAL,
        evidence,
        reason,
        scope,
        counts=counts,
        left_out=left_out,
    )


def _special(case: Case, field: str, columns: Sequence[ColumnCount]) -> list[str]:
    """Doubts that belong to the whole crawl or to one field."""
    said = crawl_doubts(case)
    if field == "items_overview" and any(c.line.kind is Kind.SINGLE for c in columns):
        said.append("概况类含单页，一年中多次更新无法从一次采集看全")
    if field == "items_total":
        said += [*misnamed(case), *overheard(case)]  # their items are in no count
    return [*said, *stray_words(case)]


def remarks(case: Case) -> Iterator[Remark]:
    """Lists of the total that are in no class: a person says which, or that none is right."""
    for column in case.ledger:
        if column.is_unplaced and column.rows.items:
            said = (
                "没有归类：属于概况、政务动态还是信息公开目录，请指定；"
                "都不属于的，在确认页面的“栏目和归类”里认定"
            )
            message = f"栏目“{column.line.name}”（本年度 {column.line.in_year} 条）{said}"
            yield Remark("A-归类", "warning", message, tuple(_CLASSES))


AUDIT = Audit(
    id="published_items",
    title="信息发布",
    fields=("items_total", *_CLASSES),
    run=run,
    remarks=remarks,
    counting=counting,
)
