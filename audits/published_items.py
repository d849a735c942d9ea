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

from audits.case import Case
from audits.facts import Audit, Evidence, Fact, ItemCounts, LeftOut, Outcome
from audits.ledger import ColumnCount
from audits.rowcount import CountedRow
from audits.twins import Distinct, distinct
from crawler.records import Kind, Verdict

_CLASSES = {
    "items_overview": "概况类信息",
    "items_affairs": "政务动态信息",
    "items_disclosure": "信息公开目录信息",
}
_SCOPE = (
    "按栏目列表逐条计：发布日期在本年度（北京时间）、网址在本网站的条目；转载和本站附件计入，外链不计；"
    "同一条目出现在多个栏目只计一次。"
)
_LEFT_OUT_ROWS = 50
_NAMED_COLUMNS = 6


def run(case: Case) -> Iterator[Fact]:
    """Yield the total and the three classes."""
    content = [c for c in case.ledger if c.line.in_total]
    undecided = [c for c in case.ledger if c.line.kind is Kind.EXTERNAL and c.maybe]
    yield _fact(case, "items_total", content, undecided, "信息发布")
    for field, name in _CLASSES.items():
        columns = [c for c in content if field in c.line.boxes]
        maybe = [c for c in case.ledger if field in c.maybe]
        yield _fact(case, field, columns, maybe, name)


def _fact(
    case: Case, field: str, columns: Sequence[ColumnCount], maybe: Sequence[ColumnCount], name: str
) -> Fact:
    """One count with everything that speaks against it."""
    scope = _SCOPE if field == "items_total" else f"{_SCOPE}归类为“{name}”的栏目。"
    if not columns:
        reason = _maybe_words(maybe) or f"没有找到{name}类栏目，请人工确认是否设有这类栏目"
        return Fact(field, None, Outcome.UNKNOWN, reason=reason, scope=scope)
    readable = [c for c in columns if c.line.verdict is not Verdict.UNKNOWN]
    once = distinct(readable)
    rows = once.rows
    reasons = [*_reasons(case, columns), _maybe_words(maybe), *_special(case, field, columns)]
    reasons.extend(once.reasons)
    reason = "；".join(r for r in reasons if r)
    counts = _counts(readable, once)
    left_out = _left_out(readable, once)
    evidence = tuple(row.evidence(column) for row, column in rows)
    if not reason:
        return Fact(
            field,
            len(rows),
            Outcome.OBSERVED,
            evidence or _pages(columns),
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


def _reasons(case: Case, columns: Sequence[ColumnCount]) -> list[str]:
    """Columns that are not fully read, named; at most a handful in words."""
    short = [c for c in columns if not c.is_sure]
    if not short:
        return []
    named = [f"{c.line.name}（{c.line.reason.partition('。')[0]}）" for c in short[:_NAMED_COLUMNS]]
    rest = f"等 {len(short)} 个栏目" if len(short) > _NAMED_COLUMNS else ""
    return [f"未采全：{'、'.join(named)}{rest}"]


def _maybe_words(maybe: Sequence[ColumnCount]) -> str:
    if not maybe:
        return ""
    names = "、".join(dict.fromkeys(f"“{c.line.name}”" for c in maybe[:_NAMED_COLUMNS]))
    return f"栏目{names}是否归入此类有待指定（在 site.toml 中填写）"


def _special(case: Case, field: str, columns: Sequence[ColumnCount]) -> list[str]:
    """Doubts that belong to the whole crawl or to one field."""
    said = []
    if not case.year_is_over:
        said.append(f"采集时本年度尚未结束，截至 {case.sealed_on}")
    if case.store.get("columns_cut"):
        said.append("栏目数量过多，有的栏目没有打开")
    if field == "items_overview" and any(c.line.kind is Kind.SINGLE for c in columns):
        said.append("概况类含单页，一年中多次更新无法从一次采集看全")
    stray = stray_items(case)
    if stray:
        said.append(f"首页或汇总页上有 {len(stray)} 条本年度条目不在任何已采栏目中")
    return said


def stray_items(case: Case) -> tuple[Evidence, ...]:
    """Items of the year that the home page or an index shows and no column lists.

    They betray a column nobody found, so the total cannot be observed.
    """
    known = {
        identity
        for column in case.ledger
        for kept in (
            column.rows.items,
            column.rows.external,
            column.rows.doubtful,
            column.rows.dead,
            column.rows.undated,
            column.rows.repeated,
            column.rows.hidden,
        )
        for row in kept
        for identity in (row.key, row.entry.content_id)
        if column.line.kind is not Kind.AGGREGATE
    }
    stray: dict[str, Evidence] = {}
    shown = [(c.line.name, c.rows) for c in case.ledger if c.line.kind is Kind.AGGREGATE]
    shown.append(("首页", case.home_rows))
    for name, rows in shown:
        for row in rows.items:
            if row.key not in known:
                stray[row.key] = row.evidence(name)
    return tuple(stray.values())


def _counts(columns: Sequence[ColumnCount], once: Distinct) -> ItemCounts:
    summed = [c for c in columns if not c.line.rollup]
    external = {r.key for c in columns for r in c.rows.external}
    doubtful = {r.key for c in columns for r in (*c.rows.doubtful, *c.rows.dead, *c.rows.undated)}
    return ItemCounts(
        column_sum=sum(len(c.rows.items) for c in summed),
        distinct=len(once.rows),
        suspects=len(once.suspects),
        external=len(external),
        doubtful=len(doubtful),
    )


def _left_out(columns: Sequence[ColumnCount], once: Distinct) -> tuple[LeftOut, ...]:
    """What was seen and not counted, by kind, each row once."""
    groups: dict[str, dict[str, Evidence]] = {}
    for column in columns:
        kinds = {
            "external": column.rows.external,
            "doubtful": column.rows.doubtful,
            "undated": column.rows.undated,
            "dead": column.rows.dead,
            "hidden": [r for r in column.rows.hidden if r.date is None or _near(r, column)],
            "placeholder": column.rows.placeholder,
        }
        for kind, rows in kinds.items():
            for row in rows:
                groups.setdefault(kind, {}).setdefault(row.key, row.evidence(column.line.name))
    suspects = {row.key: row.evidence(name) for row, name in once.suspects}
    if suspects:
        groups["suspect"] = suspects
    return tuple(
        LeftOut(kind, len(found), tuple(found.values())[:_LEFT_OUT_ROWS])
        for kind, found in groups.items()
    )


def _near(row: CountedRow, column: ColumnCount) -> bool:
    """A hidden row matters only if it would have been counted."""
    years = {item.date.year for item in column.rows.items if item.date}
    return row.date is not None and row.date.year in years


def _pages(columns: Sequence[ColumnCount]) -> tuple[Evidence, ...]:
    """For a true 0: every list page that was read, with what it showed."""
    return tuple(
        Evidence(
            url, title=c.line.name, quote=f"本年度 0 条（该页共 {rows} 行）", column=c.line.name
        )
        for c in columns
        for url, rows in c.pages
        if c.line.verdict is not Verdict.UNKNOWN
    )


AUDIT = Audit(
    id="published_items",
    title="信息发布",
    fields=("items_total", *_CLASSES),
    run=run,
)
