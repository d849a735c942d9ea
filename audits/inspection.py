"""The inspection indicators that a crawl can see: thresholds are data, findings are addresses.

Not an audit of the form: a second part of the report. A finding names a page; an indicator whose
limit could not be checked against the official text is listed and never judged.
"""

import json
import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from audits.case import Case
from audits.entries import dom_of
from audits.facts import Finding, Indicator, Judged
from audits.footer import metas, page_text
from audits.ledger import ColumnCount
from crawler import urls
from crawler.records import Kind, StoredPage, Verdict
from crawler.resources import config_folder

_MOST = 50  # findings kept of one indicator
_NEWS = re.compile(r"动态|要闻|新闻")
_PAPERS = re.compile(r"通知|公告|公示|政策|文件")
_LISTS = (Kind.LIST, Kind.TOPIC)
_GOVERNMENT = re.compile(r"(?:^|\.)gov\.cn(?::\d+)?$")
_TAGS = ("sitename", "sitedomain", "siteidcode")
_COLUMN_TAGS = (*_TAGS, "columnname", "columntype")
_FOOT = {
    "网站标识码": re.compile(r"标识码"),
    "ICP 备案号": re.compile(r"ICP\s*备", re.I),
    "公安备案号": re.compile(r"公网安备"),
    "主办单位": re.compile(r"主\s*办"),
    "党政机关网站标识": re.compile(r"conac\.cn|_ideConac", re.I),
    "“我为政府网站找错”入口": re.compile(r"jiucuo|政府网站找错", re.I),
    "网站地图": re.compile(r"网站地图|站点地图|网站导航"),
}


@dataclass(frozen=True, slots=True)
class _Rule:
    id: str
    name: str
    measure: str
    limit: int
    at: int
    verified: bool
    source: str


Measured = tuple[list[Finding], list[str]]


def inspect(case: Case, region: str = "national_2019") -> tuple[Indicator, ...]:
    """Every indicator of a region's file, judged where that can be done."""
    data = tomllib.loads((config_folder() / "indicators" / f"{region}.toml").read_text("utf-8"))
    return tuple(_judge(case, _Rule(**rule)) for rule in data["indicator"])


def _judge(case: Case, rule: _Rule) -> Indicator:
    findings, unsure = _MEASURES[rule.measure](case, rule.limit)
    if not rule.verified or not rule.at:
        judged = Judged.LISTED
    elif len(findings) >= rule.at:
        judged = Judged.FAILED
    elif unsure and len(findings) + len(unsure) >= rule.at:
        judged = Judged.UNKNOWN
    else:
        judged = Judged.PASSED
    kept = tuple(findings[:_MOST])
    return Indicator(
        rule.id, rule.name, judged, len(findings), rule.limit, rule.at, rule.verified, rule.source,
        kept, tuple(unsure[:_MOST]),
    )  # fmt: skip


def _today(case: Case) -> date:
    return date.fromisoformat(case.sealed_on) if case.sealed_on else date(case.year, 12, 31)


def _home_stale(case: Case, limit: int) -> Measured:
    """The home page's newest dated item is older than the limit; an undated one is no update."""
    if case.home is None:
        return [], ["首页没有读到"]
    days = [day for day in case.home_rows.dates if day <= _today(case)]
    newest = max(days, default=None)
    if newest is not None and _today(case) - newest <= timedelta(days=limit):
        return [], []
    if newest is None:
        return [], ["首页上没有带日期的条目，看不出是否更新"]
    return [Finding(case.home.url, "首页", f"最新一条是 {newest}")], []


def _stale(case: Case, limit: int, pattern: re.Pattern[str]) -> Measured:
    findings, unsure = [], []
    for column in _columns(case, pattern):
        newest = max((d for d in column.rows.dates if d <= _today(case)), default=None)
        if newest is not None and _today(case) - newest <= timedelta(days=limit):
            continue
        name = column.line.name
        if newest is None or column.line.verdict is Verdict.UNKNOWN or column.rows.undated:
            if column.line.verdict is not Verdict.EXACT or column.rows.distinct_rows:
                unsure.append(f"“{name}”（{column.line.reason}）")
            continue  # an empty column is counted as blank, not as stale
        findings.append(Finding(column.line.url, name, f"最新一条是 {newest}"))
    return findings, unsure


def _columns(case: Case, pattern: re.Pattern[str]) -> Iterator[ColumnCount]:
    for column in case.ledger:
        news = "items_affairs" in column.line.boxes or "items_disclosure" in column.line.boxes
        if news and column.line.kind in _LISTS and pattern.search(column.line.name):
            yield column


def _stale_news(case: Case, limit: int) -> Measured:
    return _stale(case, limit, _NEWS)


def _stale_papers(case: Case, limit: int) -> Measured:
    return _stale(case, limit, _PAPERS)


def _stale_total(case: Case, limit: int) -> Measured:
    news, unsure = _stale(case, 14, _NEWS)
    papers, more = _stale(case, 180, _PAPERS)
    return [*news, *papers], [*unsure, *more]


def _blank_columns(case: Case, limit: int) -> Measured:
    """Lists without a row, where that is certain."""
    findings, unsure = [], []
    for column in case.ledger:
        if column.line.kind not in _LISTS or column.rows.distinct_rows:
            continue
        if column.is_sure:
            findings.append(Finding(column.line.url, column.line.name, column.line.reason))
        else:
            unsure.append(f"“{column.line.name}”（{column.line.reason}）")
    return findings, unsure


def _late_letters(case: Case, limit: int) -> Measured:
    found, silent = [], 0
    for letter in case.store.letters().values():
        day = letter.received
        if not letter.opened and letter.listed and letter.listed.year < case.year - 1:
            continue  # years ago; nobody opened it
        if not letter.opened or letter.answered is None:
            silent += 1
        elif not letter.answered and day and _today(case) - day > timedelta(days=limit):
            found.append(Finding(letter.url, "信件（标题不保存）", f"{day} 来信，没有看到答复"))
    return found, [f"{silent} 封信件看不出是否答复"] if silent else []


def _dead_links(case: Case, limit: int) -> Measured:
    targets = case.store.targets().values()
    return [Finding(t.url, t.title, t.note) for t in targets if t.state == "dead"], []


def _foreign_links(case: Case, limit: int) -> Measured:
    """Links of the home page to hosts that are neither the site's own nor under gov.cn."""
    if case.home is None:
        return [], ["首页没有读到"]
    dom = dom_of(case.home)
    found: dict[str, Finding] = {}
    for anchor in dom.root.iter("a"):
        url = urls.join(dom.base, anchor.get("href") or "")
        host = urls.host_of(url) if url else ""
        if host and not case.own(url) and not _GOVERNMENT.search(host):
            text = " ".join("".join(anchor.itertext()).split())[:40]
            found.setdefault(url, Finding(url, text, f"在首页上，指向 {host}"))
    return list(found.values()), []


def _missing_tags(case: Case, limit: int) -> Measured:
    found = []
    pages: list[tuple[StoredPage, tuple[str, ...]]] = []
    if case.home is not None:
        pages.append((case.home, _TAGS))
    withheld = {"letters", "withheld"}
    pages += [
        (page, _COLUMN_TAGS)
        for page in case.store.pages("column")
        if page.text and not withheld & set(page.witnesses)
    ][:20]
    for page, wanted in pages:
        shown = metas(page.text)
        missing = [tag for tag in wanted if tag not in shown]
        if missing:
            found.append(Finding(page.url, "", f"缺少标签 {'、'.join(missing)}"))
    return found, []


def _footer_faults(case: Case, limit: int) -> Measured:
    if case.home is None:
        return [], ["首页没有读到"]
    view = page_text(case.home)
    text = f"{view.shown}\n{view.source}"
    missing = [name for name, pattern in _FOOT.items() if not pattern.search(text)]
    return [Finding(case.home.url, name, "首页上没有看到") for name in missing], []


def _page_faults(case: Case, limit: int) -> Measured:
    """What the automatic accessibility check found, one finding a rule and page."""
    probes = case.store.probes("axe")
    checked = [probe for probe in probes if probe.result == "ok"]
    unsure = [f"{probe.url} 没有打开" for probe in probes if probe.result != "ok"]
    found = []
    for probe in checked:
        for told in probe.markup:
            fault = json.loads(told)
            first = "；".join(selector for selector, _ in fault["nodes"][:2])
            note = f"{fault['impact']}，{fault['count']} 处，如 {first}（规则 {fault['id']}）"
            found.append(Finding(probe.url, fault["help"], note))
    return found, unsure if probes else ["没有用浏览器检查"]


_MEASURES: dict[str, Callable[[Case, int], Measured]] = {
    "home_stale": _home_stale,
    "stale_news": _stale_news,
    "stale_papers": _stale_papers,
    "stale_total": _stale_total,
    "blank_columns": _blank_columns,
    "late_letters": _late_letters,
    "dead_links": _dead_links,
    "foreign_links": _foreign_links,
    "missing_tags": _missing_tags,
    "footer_faults": _footer_faults,
    "page_faults": _page_faults,
}
