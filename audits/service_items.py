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

from audits.abbreviations import is_made_of
from audits.audit import Audit
from audits.case import Case
from audits.entries import dom_of, searched
from audits.facts import Evidence, Fact, Outcome
from audits.ledger import ColumnCount
from audits.servicelists import (
    NAMED,
    Catalogue,
    Together,
    headed_pages,
    own_items,
    read_catalogues,
    together,
)
from crawler import urls
from crawler.pages.dom import PageDom, anchor_text, fold, visible_text
from crawler.records import Verdict

_CATALOGUE, _ITEMS, _ONLINE = "service_catalogue_published", "service_items", "service_items_online"
_SCOPE = "本单位的政务服务事项；办事指南只作提示，事项数以政务服务平台为准。"
_Number = tuple[int, str, str]  # the number, where it stands, its words
_UNIT_CODE = re.compile(
    r"(?:dept|dep|org|unit|bm|dw)(?:code|id|_code|bm)?=[0-9A-Za-z]{6,}|/dept/[0-9A-Z]{6,}",
    re.I,
)
_PLACE_CODE = re.compile(r"(?:region|area)(?:code|id|_code)?=[0-9A-Za-z]{6,}", re.I)
_BODY = re.compile(r"[\u4e00-\u9fff]{1,12}(?:局|委|委员会|(?<!大)厅)")
_BLOCKS = ("p", "li", "td", "th", "dd", "dt", "div", "h1", "h2", "h3", "h4", "h5", "section")
_NAMED = 4  # characters of the shortest end of a name that tells whose it is
_PLATFORM = re.compile(r"zwfw|gov\.cn/(?:zwfw|bsfw)|政务服务|一网通办|办事大厅|网上办事")
_TOTAL = re.compile(
    r"(?:共|总计|合计)\s*(?:有|发布|公布|梳理|认领)?\s*(?:本单位)?(?:政务服务|公共服务|依申请)?(?:事项)?\s*"
    r"(\d{1,5})\s*(?:项|个)(?:政务服务)?(?:事项)?|事项(?:总)?数\s*[:：]\s*(\d{1,5})"
)
_FULLY = re.compile(
    r"(?:全程(?:网办|在线办理|网上办理)|可全程(?:网办|在线办理|网上办理)?)(?:的|办理|政务服务|事项)*(?:总?数量?)?"
    r"(?:共计?|有|为|达到?|计|[:：\s])*(\d{1,5})\s*(?:项|个(?!工作|月|自然))"
)


def run(case: Case) -> Iterator[Fact]:
    """Yield the three answers."""
    columns = [c for c in case.ledger if _is_of_services(c)]
    units = [name for name in (case.profile.unit.get("reporting_unit"), *case.unit_names) if name]
    catalogues = [own_items(found, units) for found in read_catalogues(case, columns)]
    printed = {urls.canonical(found.url) for found in catalogues}
    named = [c for c in columns if NAMED.search(c.line.name)]
    listed = [c for c in columns if urls.canonical(c.line.url) in printed]
    listed += [c for c in named if c.rows.distinct_rows and c not in listed]
    linked = _platform_links(case, columns, units)
    every = together(catalogues)
    tables = {urls.canonical(one.url): together([one]) for one in catalogues}
    totals, fully = _printed(case, columns, tables)
    told = [Evidence(url, quote=words) for _, url, words in totals]
    told += [Evidence(page.url, quote=head) for page, head in headed_pages(case, columns)]
    yield _catalogue(listed, columns, linked or tuple(told))
    yield from _numbers(columns, catalogues, every, totals, fully)


def _is_of_services(column: ColumnCount) -> bool:
    """Columns of services, and pages of no other box that are named as their catalogue."""
    boxes = column.line.boxes
    return "services" in boxes or (not boxes and bool(NAMED.search(column.line.name)))


def _catalogue(
    listed: list[ColumnCount], columns: list[ColumnCount], linked: tuple[Evidence, ...]
) -> Fact:
    if listed:
        evidence = tuple(Evidence(c.line.url, title=c.line.name, quote=_quote(c)) for c in listed)
        reason = "网站上有事项目录类栏目，请核对是否本单位的政务服务事项目录"
        return Fact(_CATALOGUE, True, Outcome.ESTIMATE, evidence, reason, _SCOPE)
    if linked:
        where = (
            "链接到政务服务平台上带单位代码的页面"
            if linked[0].href
            else "的网页上写有事项目录或事项数"
        )
        reason = f"网站{where}，请核对是否本单位的事项目录"
        return Fact(_CATALOGUE, True, Outcome.ESTIMATE, linked, reason, _SCOPE)
    seen = tuple(Evidence(c.line.url, title=c.line.name) for c in columns)
    reason = "没有看到服务事项目录，可能发布在政务服务平台上"
    return Fact(_CATALOGUE, None, Outcome.UNKNOWN, seen, reason, _SCOPE)


def _quote(column: ColumnCount) -> str:
    rows = column.rows.distinct_rows
    return f"列出 {rows} 行" if rows else "以表格列出"


def _platform_links(
    case: Case, columns: list[ColumnCount], units: list[str]
) -> tuple[Evidence, ...]:
    """Links off the site that lead to a service platform's page of one unit.

    A place's code alone leads to everybody's services; words that name another body, to its.
    """
    places = {urls.canonical(c.line.url) for c in columns}
    own = [p for p in case.store.pages("column") if urls.canonical(p.final_url) in places]
    found: dict[str, Evidence] = {}
    for page in (*searched(case)[:12], *(page for page in own if page.text)):
        dom = dom_of(page)
        for anchor in dom.root.iter("a"):
            url = urls.join(dom.base, anchor.get("href") or "", fragment=True)  # code behind #
            text = anchor_text(anchor)
            if not url or case.own(url) or _is_of_another(text, units):
                continue
            if not _UNIT_CODE.search(url) and not (_PLACE_CODE.search(url) and NAMED.search(text)):
                continue
            if _PLATFORM.search(url) or _PLATFORM.search(text) or NAMED.search(text):
                found.setdefault(url, Evidence(page.url, title=text, quote=url, href=url))
    return tuple(found.values())


def _is_of_another(text: str, units: list[str]) -> bool:
    """Whether a link names a body that is none of the unit's own names."""
    body = _BODY.match(text)
    if body is None or not units:
        return False
    told = [body[0][n:] for n in range(max(1, len(body[0]) - _NAMED + 1))]
    return not any(is_made_of(name, unit) for name in told for unit in units)


def _numbers(
    columns: list[ColumnCount],
    catalogues: list[Catalogue],
    every: Together,
    totals: list[_Number],
    fully: list[_Number],
) -> Iterator[Fact]:
    """Numbers of items as the pages print or list them, else the guides as a hint."""
    names = "、".join(f"“{one.name}”" for one in catalogues[:4])
    if every.whole:
        said = f"{names}列出 {every.items} 项"
        said += f"（重复列出的 {every.repeated} 项只计一次）" if every.repeated else ""
        totals.append((every.items, catalogues[0].url, said))
        if every.mains and every.mains != every.items:
            totals.append((every.mains, catalogues[0].url, f"其中主项 {every.mains} 项"))
        elif every.online is not None:
            told = f"{said}，其中全程网办 {every.online} 项"
            fully.append((every.online, catalogues[0].url, told))
    hint = f"{names}没有读全，读到 {every.items} 项；" if catalogues and not every.whole else ""
    guides = sum(
        c.rows.distinct_rows
        for c in columns
        if c.line.verdict is not Verdict.UNKNOWN and "指南" in c.line.name
    )
    hint += f"网站上有办事指南 {guides} 篇，供参考；" if guides else ""
    for field, found in ((_ITEMS, totals), (_ONLINE, fully)):
        numbers = {number for number, _, _ in found}
        evidence = tuple(Evidence(url, quote=quote) for _, url, quote in found)
        if len(numbers) == 1:
            reason = "取自网页上写明或列出的数字，请与政务服务平台核对"
            yield Fact(field, numbers.pop(), Outcome.ESTIMATE, evidence, reason, _SCOPE)
            continue
        said = (
            f"网页上写的数字不一致（{'、'.join(map(str, sorted(numbers)))}）；" if numbers else ""
        )
        reason = f"{said}{hint if field == _ITEMS else ''}事项数以政务服务平台为准"
        yield Fact(field, None, Outcome.UNKNOWN, evidence, reason, _SCOPE)


def _printed(
    case: Case, columns: list[ColumnCount], listed: dict[str, Together]
) -> tuple[list[_Number], list[_Number]]:
    """Numbers in words on the columns' pages; those that sum up the page's own list aside."""
    places = {urls.canonical(c.line.url) for c in columns}
    totals, fully = [], []
    for page in case.store.pages("column"):
        key = urls.canonical(page.final_url)
        if not page.text or key not in places:
            continue
        own = listed.get(key)
        for text in _blocks(dom_of(page)):
            totals += [
                (int(m[1] or m[2]), page.url, m[0])
                for m in _TOTAL.finditer(text)
                if own is None or int(m[1] or m[2]) != own.items
            ]
            fully += [
                (int(m[1]), page.url, m[0])
                for m in _FULLY.finditer(text)
                if own is None or int(m[1]) != own.online
            ]
    return totals, fully


def _blocks(dom: PageDom) -> Iterator[str]:
    """The texts of a page's innermost blocks, each once: nothing is said across two of them."""
    inside = {block for one in dom.root.iter(*_BLOCKS) for block in one.iterancestors(*_BLOCKS)}
    blocks = (one for one in dom.root.iter(*_BLOCKS) if one not in inside)
    yield from dict.fromkeys(filter(None, map(visible_text, blocks)))
    for one in inside:  # words beside the blocks that an element holds
        tails = [one.text, *(child.tail for child in one)]
        yield from (fold(text) for text in tails if text and text.strip())


AUDIT = Audit(id="service_items", title="办事服务", fields=(_CATALOGUE, _ITEMS, _ONLINE), run=run)
