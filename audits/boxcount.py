"""Counting over several columns: what was left out, and what is not known."""

from collections.abc import Sequence

from audits.case import Case
from audits.facts import Evidence, ItemCounts, LeftOut
from audits.ledger import ColumnCount
from audits.rowcount import CountedRow
from audits.twins import Distinct
from crawler.records import Verdict

_LEFT_OUT_ROWS = 50
_NAMED_COLUMNS = 6


def shortfalls(columns: Sequence[ColumnCount]) -> list[str]:
    """Columns that are not fully read, named; at most a handful in words."""
    short = [c for c in columns if not c.is_sure]
    if not short:
        return []
    named = [f"{c.line.name}（{c.line.reason.partition('。')[0]}）" for c in short[:_NAMED_COLUMNS]]
    rest = f"等 {len(short)} 个栏目" if len(short) > _NAMED_COLUMNS else ""
    return [f"未采全：{'、'.join(named)}{rest}"]


def undecided_words(maybe: Sequence[ColumnCount]) -> str:
    """Columns a person must put into a box first; empty without one."""
    if not maybe:
        return ""
    names = "、".join(dict.fromkeys(f"“{c.line.name}”" for c in maybe[:_NAMED_COLUMNS]))
    return f"栏目{names}是否归入此类有待指定（在 site.toml 中填写）"


def counts_of(columns: Sequence[ColumnCount], once: Distinct) -> ItemCounts:
    """The figures printed beside a count."""
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


def left_out_of(columns: Sequence[ColumnCount], once: Distinct) -> tuple[LeftOut, ...]:
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


def pages_of(columns: Sequence[ColumnCount]) -> tuple[Evidence, ...]:
    """For a true 0: every list page that was read, with what it showed."""
    return tuple(
        Evidence(
            url, title=c.line.name, quote=f"本年度 0 条（该页共 {rows} 行）", column=c.line.name
        )
        for c in columns
        for url, rows in c.pages
        if c.line.verdict is not Verdict.UNKNOWN
    )


def crawl_doubts(case: Case) -> list[str]:
    """What keeps every count of the crawl from being complete."""
    said = []
    if not case.year_is_over:
        said.append(f"采集时本年度尚未结束，截至 {case.sealed_on}")
    if case.store.get("menu_unseen"):
        said.append("首页没有菜单，可能由脚本生成，没有用浏览器核对，可能有栏目没有找到")
    if case.store.get("columns_cut"):
        said.append("栏目数量过多，有的栏目没有打开")
    return said


def stray_words(case: Case) -> list[str]:
    """What stray items say against any count of content; empty without one."""
    stray = case.stray
    return [f"首页或汇总页上有 {len(stray)} 条本年度条目不在任何已采栏目中"] if stray else []
