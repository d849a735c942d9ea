"""Requests for lists that a page's own scripts name: addresses with a page number, configurations.

Nothing is run; a script that builds its request out of pieces is left to the browser.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from urllib.parse import quote, urlencode, urlsplit

from crawler import urls
from crawler.pages.dom import PageDom
from crawler.paging.endpoints import Call, numbered_file, plan_of
from crawler.paging.mailcalls import mail_calls
from crawler.paging.plan import Plan
from crawler.paging.scriptcalls import script_calls

_ADDRESS = re.compile(
    r"""["'`]([^"'`\s<>]*?[?&](?:page|pageNo|pageNum|pageIndex|curPage|currPage|currentPage|"""
    r"""current|pageno|cpage|pi)=(\d*))(?:["'`]\s*\+\s*[\w.()]+(?:\s*\+\s*["'`]([^"'`\s<>]*)["'`])?"""
    r"""|([^"'`\s<>]*)["'`])""",
    re.I,
)
_PROXY = re.compile(r"""["']?([^"'\s]*dataproxy[^"'\s]*\.(?:jsp|do|action)[^"'\s]*)["']""", re.I)
_PAIR = re.compile(r"""["']?(\w+)["']?\s*:\s*(?:["']([^"']*)["']|(-?\d+))""")
_DATA = re.compile(r"\b\w*(?:data|params?)\s*[:=]\s*\{([^{}]*)\}", re.I)
_PER_PAGE = re.compile(r"\bper[Pp]age\w*\s*[:=]\s*['\"]?(\d+)")
_QUERY_DATA = re.compile(r"""queryData\s*=\s*(?:"(\{[^"]*\})"|'(\{[^']*\})'|(\{[^{}]*\}))""")
_UNIT_URL = re.compile(
    r"""\burl\s*[=:]\s*["']([^"']*/build/unit[^"']*|[^"']*api-gateway[^"']*)["']"""
)
_CATALOGUE = re.compile(r"\bSID['\"]?\s*[:=]\s*['\"]?(\w+)")
_CATEGORY = re.compile(r"gkmlpt/(?:index)?#(\d+)$")
_NEXT_GROUP = re.compile(r"<nextgroup>\s*<!\[CDATA\[(.*?)\]\]>", re.I | re.S)
_ANCHOR = re.compile(r"<a\b[^>]*>", re.I)
_BESIDE = re.compile(
    r"/[a-z]*(?:hot|recommend|rank|related|tuijian|banner|carousel|hits|click)[a-z]*"
    r"(?:\.[a-z]+)?$", re.I
)  # fmt: skip
_HREF = re.compile(r"""href\s*=\s*["']([^"']+)["']""", re.I)
_FORM_PAGE = re.compile(
    r"""javascript:\s*(?:page|goPage|toPage|gotoPage|turnPage)\s*\(\s*'?(\d+)""", re.I
)
_POSTBACK = re.compile(r"__doPostBack\s*\(\s*'([^']+)'\s*,\s*'(\d+)'\s*\)")


def read_calls(page: PageDom, linked: str = "") -> tuple[Plan, ...]:
    """Plans out of the page's scripts, attributes and forms, each once.

    ``linked`` is the code of the files that the page's scripts lie in.
    """
    found: dict[Plan, None] = {}
    for call in _calls(page, linked):
        plan = plan_of(call, "接口") or numbered_file(call, "接口")
        if _BESIDE.search(urlsplit(call.url).path):
            continue
        if plan is not None:
            found[plan] = None
    return tuple(found)


def _calls(page: PageDom, linked: str) -> Iterator[Call]:
    source = unescape(page.text)
    yield from _catalogue(page, source)
    yield from _proxies(page, source)
    yield from mail_calls(page)
    yield from _units(page, source)
    built = False
    for call in script_calls(page, linked):
        if address := urls.join(page.base, call.url):
            built = True
            yield replace(call, url=address)
    for match in _ADDRESS.finditer(_ANCHOR.sub(" ", source)):  # links are no requests
        head, _, after, rest = match.groups()
        if built and head[0] in "?&":
            continue  # the end of an address that was put together above
        address = urls.join(page.base, re.sub(r"\d+$", "", head) + "1" + (after or rest or ""))
        if address and not address.endswith((".js", ".css")):
            yield Call("GET", address)
    yield from _tables(page)
    yield from _forms(page)


def _tables(page: PageDom) -> Iterator[Call]:
    """bootstrap-table: a table's attributes name the interface that pages it on the server."""
    for table in page.root.iter("table"):
        address = urls.join(page.base, table.get("data-url") or "")
        paged = (table.get("data-side-pagination") or "").lower() == "server"
        size = table.get("data-page-size") or "10"
        if address and paged and size.isdigit():
            yield Call("GET", f"{address}{'&' if '?' in address else '?'}offset=0&limit={size}")


def _proxies(page: PageDom, source: str) -> Iterator[Call]:
    """大汉 jpage: a proxy address, its parameters in an object, rows a page beside it."""
    group = _NEXT_GROUP.search(source)
    href = _HREF.search(group[1]) if group else None
    if href:
        yield Call("GET", urls.join(page.base, re.sub(r"\bpage=\d+", "page=1", href[1])))
    proxy = _PROXY.search(source)
    if not proxy:
        return
    data = next((m[1] for m in _DATA.finditer(source) if "columnid" in m[1].lower()), "")
    pairs = [(name, word or number) for name, word, number in _PAIR.findall(data)]
    per = _PER_PAGE.search(source)
    rows = int(per[1]) if per else 15
    address = urls.join(page.base, proxy[1].split("?")[0])
    # One call brings three pages of the screen, as the site's own script asks for them.
    query = urlencode({"startrecord": 1, "endrecord": rows * 3, "perpage": rows})
    if address and pairs:
        yield Call("POST", f"{address}?{query}", urlencode(pairs))


def _units(page: PageDom, source: str) -> Iterator[Call]:
    """大汉 jpaas: queryData and the address of the block that renders the list."""
    query, address = _QUERY_DATA.search(source), _UNIT_URL.search(source)
    if not query or not address:
        return
    body = next(g for g in query.groups() if g)
    pairs = [(name, word or number) for name, word, number in _PAIR.findall(body)]
    size = next((int(v) for n, v in pairs if n.lower() == "pagesize" and v.isdigit()), 15)
    param = json.dumps({"pageNo": 1, "pageSize": size}, separators=(",", ":"))
    target = urls.join(page.base, address[1])
    if target:
        joiner = "&" if "?" in target else "?"
        yield Call("GET", f"{target}{joiner}{urlencode(pairs)}&paramJson={quote(param)}")


def _catalogue(page: PageDom, source: str) -> Iterator[Call]:
    """广东 gkmlpt: the category stands behind the address's #, the site's id in its _CONFIG."""
    category, ident = _CATEGORY.search(page.url), _CATALOGUE.search(source)
    if category and ident:
        folder = page.url.split("gkmlpt/")[0]
        yield Call("GET", f"{folder}gkmlpt/api/all/{category[1]}?page=1&sid={ident[1]}")


def _forms(page: PageDom) -> Iterator[Call]:
    """Pagers that post a form: page('3') with a page field, ASP.NET's __doPostBack."""
    source = page.text
    for form in page.root.iter("form"):
        fields = [
            (node.get("name") or "", node.get("value") or "")
            for node in form.iter("input")
            if node.get("name") and (node.get("type") or "text").lower() in ("hidden", "text")
        ]
        address = urls.join(page.base, form.get("action") or page.url) or page.url
        method = (form.get("method") or "get").upper()
        if _FORM_PAGE.search(source) and any(n.lower().endswith("page") for n, _ in fields):
            filled = [(n, "1" if n.lower().endswith("page") else v) for n, v in fields]
            query = urlencode(filled)
            yield (
                Call("POST", address, query)
                if method == "POST"
                else Call("GET", f"{address.split('?')[0]}?{query}")
            )
