"""Services: is the unit's catalogue of service items published, and how many items does it show.

Fills    service_catalogue_published: yes; service_items, service_items_online: counts, 项.
Scope    service columns of the site, and links to a service platform that carry a unit's code.
Source   filling notes 五.1, 五.3 and 五.4 of the national form.
Unknown  nothing was found: the catalogue may stand elsewhere. Guides on the site are a hint of
         the number of items, no count of it; a catalogue printed as a table is a proposal.
Errors   none.
"""

import re
from collections.abc import Iterator

from audits.audit import Audit
from audits.case import Case
from audits.catalogues import Catalogue, read_catalogues
from audits.entries import dom_of, searched
from audits.facts import Evidence, Fact, Outcome
from audits.ledger import ColumnCount
from crawler import urls
from crawler.dom import anchor_text, visible_text
from crawler.records import Verdict

_CATALOGUE, _ITEMS, _ONLINE = "service_catalogue_published", "service_items", "service_items_online"
_SCOPE = "本单位的政务服务事项；办事指南只作提示，事项数以政务服务平台为准。"
_NAME = re.compile(r"事项(?:目录|清单)|政务服务事项|权责(?:清单|事项)|服务目录|服务清单")
_UNIT_CODE = re.compile(
    r"(?:dept|dep|org|unit|region|area|bm|dw)(?:code|id|_code|bm)?=[0-9A-Za-z]{6,}|/dept/[0-9A-Z]{6,}",
    re.I,
)
_PLATFORM = re.compile(r"zwfw|gov\.cn/(?:zwfw|bsfw)|政务服务|一网通办|办事大厅|网上办事")
_TOTAL = re.compile(
    r"(?:共|总计|合计)\s*(?:有|发布|公布|梳理|认领)?\s*(?:本单位)?(?:政务服务|公共服务|依申请)?(?:事项)?\s*"
    r"(\d{1,5})\s*(?:项|个)(?:政务服务)?(?:事项)?|事项(?:总)?数\s*[:：]\s*(\d{1,5})"
)
_FULLY = re.compile(r"(?:全程(?:网办|在线办理|网上办理)|可全程)[^0-9]{0,8}(\d{1,5})\s*(?:项|个)")


def run(case: Case) -> Iterator[Fact]:
    """Yield the three answers."""
    columns = [c for c in case.ledger if "services" in c.line.boxes]
    named = [c for c in columns if _NAME.search(c.line.name)]
    tables = tuple(read_catalogues(case, named))
    printed = {urls.canonical(table.url) for table in tables}
    listed = [c for c in named if c.rows.distinct_rows or urls.canonical(c.line.url) in printed]
    linked = _platform_links(case)
    yield _catalogue(listed, columns, linked)
    yield from _numbers(case, columns, tables)


def _catalogue(
    listed: list[ColumnCount], columns: list[ColumnCount], linked: tuple[Evidence, ...]
) -> Fact:
    if listed:
        evidence = tuple(Evidence(c.line.url, title=c.line.name, quote=_quote(c)) for c in listed)
        reason = "网站上有事项目录类栏目，请核对是否本单位的政务服务事项目录"
        return Fact(_CATALOGUE, True, Outcome.ESTIMATE, evidence, reason, _SCOPE)
    if linked:
        reason = "网站链接到政务服务平台上带单位代码的页面，请核对是否本单位的事项目录"
        return Fact(_CATALOGUE, True, Outcome.ESTIMATE, linked, reason, _SCOPE)
    seen = tuple(Evidence(c.line.url, title=c.line.name) for c in columns)
    reason = "没有看到服务事项目录，可能发布在政务服务平台上"
    return Fact(_CATALOGUE, None, Outcome.UNKNOWN, seen, reason, _SCOPE)


def _quote(column: ColumnCount) -> str:
    rows = column.rows.distinct_rows
    return f"列出 {rows} 行" if rows else "以表格列出"


def _platform_links(case: Case) -> tuple[Evidence, ...]:
    """Links off the site that lead to a service platform's page of one unit."""
    found: dict[str, Evidence] = {}
    for page in searched(case)[:12]:
        dom = dom_of(page)
        for anchor in dom.root.iter("a"):
            url = urls.join(dom.base, anchor.get("href") or "")
            text = anchor_text(anchor)
            if not url or case.own(url) or not _UNIT_CODE.search(url):
                continue
            if _PLATFORM.search(url) or _PLATFORM.search(text) or _NAME.search(text):
                found.setdefault(url, Evidence(page.url, title=text, quote=url, href=url))
    return tuple(found.values())


def _numbers(
    case: Case, columns: list[ColumnCount], catalogues: tuple[Catalogue, ...]
) -> Iterator[Fact]:
    """Numbers of items as the pages print or list them, else the guides as a hint."""
    places = {urls.canonical(c.line.url) for c in columns}
    totals, fully = [], []
    for page in case.store.pages("column"):
        if page.text and urls.canonical(page.final_url) in places:
            text = visible_text(dom_of(page).root)
            totals += [(int(m[1] or m[2]), page.url, m[0]) for m in _TOTAL.finditer(text)]
            fully += [(int(m[1]), page.url, m[0]) for m in _FULLY.finditer(text)]
    for table in catalogues:
        if table.whole:
            said = f"“{table.name}”列出 {table.items} 项"
            totals.append((table.items, table.url, said))
        if table.whole and table.online is not None:
            fully.append((table.online, table.url, f"{said}，其中全程网办 {table.online} 项"))
    guides = sum(
        c.rows.distinct_rows
        for c in columns
        if c.line.verdict is not Verdict.UNKNOWN and "指南" in c.line.name
    )
    for field, found in ((_ITEMS, totals), (_ONLINE, fully)):
        numbers = {number for number, _, _ in found}
        evidence = tuple(Evidence(url, quote=quote) for _, url, quote in found)
        if len(numbers) == 1:
            reason = "取自网页上写明或列出的数字，请与政务服务平台核对"
            yield Fact(field, numbers.pop(), Outcome.ESTIMATE, evidence, reason, _SCOPE)
            continue
        hint = f"网站上有办事指南 {guides} 篇，供参考；" if guides and field == _ITEMS else ""
        said = (
            f"网页上写的数字不一致（{'、'.join(map(str, sorted(numbers)))}）；" if numbers else ""
        )
        reason = f"{said}{hint}事项数以政务服务平台为准"
        yield Fact(field, None, Outcome.UNKNOWN, evidence, reason, _SCOPE)


AUDIT = Audit(id="service_items", title="办事服务", fields=(_CATALOGUE, _ITEMS, _ONLINE), run=run)
