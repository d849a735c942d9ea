"""How fresh a site is kept: the home page, news, papers, blank columns. Measures of inspection.

A row without a date is no update. A column that was not read to where its newest row must stand
is unsure, never stale.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from audits.case import Case
from audits.facts import Finding
from audits.ledger import ColumnCount
from crawler.records import Kind, StoredColumn, Verdict

NEWS = re.compile(r"动态|要闻|新闻")
PAPERS = re.compile(r"通知|公告|公示|政策|文件")
OTHERS = re.compile(f"^(?!.*(?:{NEWS.pattern}|{PAPERS.pattern}))")
_LISTS = (Kind.LIST, Kind.TOPIC)
_BOXES = frozenset({"items_affairs", "items_disclosure"})
_READ = ("single", "declared", "end", "past")  # the walk came to where nothing more is
Measured = tuple[list[Finding], list[str]]


def today(case: Case) -> date:
    """The day the crawl was sealed."""
    return date.fromisoformat(case.sealed_on) if case.sealed_on else date(case.year, 12, 31)


def home_stale(case: Case, limit: int) -> Measured:
    """The home page's newest dated item is older than the limit; an undated one is no update."""
    if case.home is None:
        return [], ["首页没有读到"]
    newest = _newest(case, case.home_rows.dates)
    if newest is None:
        return [], ["首页上没有带日期的条目，看不出是否更新"]
    if _is_within(case, newest, limit):
        return [], []
    linked = _fresh_links(case, limit)
    if linked:
        told = f"首页带日期的条目最新是 {newest}，但有 {linked} 条没写日期的条目在栏目里是近期的"
        return [], [told]
    return [Finding(case.home.url, "首页", f"最新一条是 {newest}")], []


def stale_news(case: Case, limit: int) -> Measured:
    """Columns of news without an item within the limit."""
    return _stale(case, limit, NEWS)


def stale_papers(case: Case, limit: int) -> Measured:
    """First-level columns of notices and policy papers without an item within the limit."""
    return _stale(case, limit, PAPERS)


def stale_total(case: Case, limit: int) -> Measured:
    """Both together: two weeks for news, six months for papers."""
    news, unsure = _stale(case, 14, NEWS)
    papers, more = _stale(case, 180, PAPERS)
    return [*news, *papers], [*unsure, *more]


def stale_others(case: Case, limit: int) -> Measured:
    """Columns of items that are neither news nor papers, without an item within the limit."""
    findings, unsure = _stale(case, limit, OTHERS)
    return findings, [one for one in unsure if one.startswith("“")]


def blank_columns(case: Case, limit: int) -> Measured:
    """Lists without a row, where that is certain."""
    findings: list[Finding] = []
    unsure = [] if case.ledger else ["没有找到栏目"]
    for column in case.ledger:
        if column.line.kind not in _LISTS or column.rows.distinct_rows:
            continue
        if column.is_sure:
            findings.append(Finding(column.line.url, column.line.name, column.line.reason))
        else:
            unsure.append(f"“{column.line.name}”（{column.line.reason}）")
    return findings, unsure


def _stale(case: Case, limit: int, pattern: re.Pattern[str]) -> Measured:
    stored = {column.url: column for column in case.store.columns()}
    findings, unsure = [], []
    columns = list(_first_level(case, pattern))
    if not columns:
        unsure.append(f"没有找到名称含{'、'.join(pattern.pattern.split('|'))}的栏目")
    for column in columns:
        newest = _newest(case, column.rows.dates)
        if newest is not None and _is_within(case, newest, limit):
            continue
        line, rows = column.line, column.rows
        if not rows.distinct_rows:
            if not column.is_sure:  # an empty column is counted as blank, not as stale
                unsure.append(f"“{line.name}”（{line.reason}）")
        elif line.verdict is Verdict.UNKNOWN or not _shows_newest(stored.get(line.url), column):
            unsure.append(f"“{line.name}”（{line.reason}）")
        else:
            told = f"最新一条是 {newest}" if newest else "条目都没有日期"
            undated = (
                f"，另有 {rows.undated} 条没有日期，不算更新" if rows.undated and newest else ""
            )
            findings.append(Finding(line.url, line.name, f"{told}{undated}"))
    return findings, unsure


def _first_level(case: Case, pattern: re.Pattern[str]) -> Iterator[ColumnCount]:
    """Columns of a kind that stand below no other list of that kind."""
    fitting = [
        column
        for column in case.ledger
        if _BOXES & set(column.line.boxes)
        and column.line.kind in _LISTS
        and pattern.search(column.line.name)
    ]
    names = {column.line.name for column in fitting if column.rows.distinct_rows}
    for column in fitting:
        if not names & (set(column.line.path) - {column.line.name}):
            yield column


def _shows_newest(column: StoredColumn | None, count: ColumnCount) -> bool:
    """Whether no newer row than those read can be there."""
    if column is None:
        return count.is_sure
    return count.is_sure or column.ordered or column.stop in _READ


def _fresh_links(case: Case, limit: int) -> int:
    """Undated rows of the home page that a column dates within the limit."""
    undated = {row.content_id for row in case.store.entries(0) if row.date is None}
    fresh = {
        row.content_id
        for column in case.store.columns()
        for row in case.store.entries(column.id)
        if row.date is not None and row.date <= today(case) and _is_within(case, row.date, limit)
    }
    return len((undated & fresh) - {""})


def _newest(case: Case, days: list[date]) -> date | None:
    return max((day for day in days if day <= today(case)), default=None)


def _is_within(case: Case, day: date, limit: int) -> bool:
    return today(case) - day <= timedelta(days=limit)
