"""Links of a page that may lead to columns, each with the name and the path a reader sees.

Strong sources (nav, site map, breadcrumb, 更多, headings, side menus) make a column of whatever
answers; weak ones (footer, stray links) only when a list is found there.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import takewhile
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from crawler import urls
from crawler.lists.rows import RowBlock
from crawler.pages import shapes
from crawler.pages.breadcrumbs import breadcrumb, short_name
from crawler.pages.chrome import chrome_anchors
from crawler.pages.dom import PageDom, anchor_text, fold, visible_text
from crawler.pages.lexicon import Lexicon

_MORE = re.compile(
    r"^[\[【(（]?\s*(查看|了解)?\s*(更\s*多|more|详细|全部)(信息|内容)?\s*(>>|»|>|›|\+|…)*\s*[\]】)）]?$|^(>>|\+|>)$",
    re.I,
)
_FOOT = re.compile(r"(^|[-_ ])(foot|footer|bottom|copyright|copy|yqlj|links?|friend)", re.I)
_NAV = re.compile(r"(^|[-_ ])(nav|menu|daohang|mainnav|topnav|header|subnav|dropdown)", re.I)
_OPENED = re.compile(
    r"(?:location(?:\.href)?\s*=|location\.(?:assign|replace)\s*\(|window\.open\s*\()"
    r"\s*['\"]([^'\"]+)"
)
_PAGER_NAME = re.compile(
    r"^[\[<«‹]*\s*([上下前后][一]?\s*\d*\s*[页頁条]|[首尾末]\s*[页頁]|第\s*\d+\s*页"
    r"|(?:page\s*\d+|next|previous|prev|first|last)(?:\s*page)?[\s>»›]*$)",
    re.I,
)
# Months and authors of a whole blog: every article stands under its column as well.
_BLOG_ARCHIVE = re.compile(r"^/(?:19|20)\d{2}/(?:0?[1-9]|1[0-2])/?$|^/author/[^/]+/?$")
_WORDS = re.compile(r"[\u4e00-\u9fffA-Za-z]")
NAME_LIMIT = 24
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "dt"})
_LONG_NAME = 60  # names of topics run long; they are cut, not dropped


@dataclass(frozen=True, slots=True)
class Lead:
    """A link to follow: absolute address, name, names above it, and where it was seen."""

    url: str
    name: str
    path: tuple[str, ...]
    source: str


def read_leads(
    page: PageDom,
    own: Callable[[str], bool],
    words: Lexicon,
    block: RowBlock,
    *,
    home: bool,
    sitemap: bool,
) -> tuple[Lead, ...]:
    """All leads of a page, each address once, strongest source first."""
    crumb = {urls.canonical(a): n for a, n in breadcrumb(page)}
    rows = {
        urls.join(page.base, row.href, fragment=urls.is_route(row.href))
        for row in block.rows
        if row.href
    }
    found: dict[str, Lead] = {}
    trail: list[str] = [] if home else [n for _, n in breadcrumb(page)]
    for anchor in page.root.iter("a", "area", "option", "li", "div", "span", "td"):
        url = _address(page, anchor)
        plain = url if urls.is_route(url) else url.partition("#")[0]
        if not url or not own(url) or plain in rows:
            continue
        here = urls.canonical(url, fragment=True) == urls.canonical(page.url)
        if here or urls.looks_like_trap(url) or _BLOG_ARCHIVE.match(urlsplit(url).path):
            continue
        source, name, path = _place(anchor, trail, sitemap=sitemap)
        if urls.canonical(url) in crumb:
            source, path = "crumb", _above(urls.canonical(url), crumb)
        named = bool(words.boxes_of_name(name)) or source in _STRONG
        if not _is_name(name, words) or not shapes.looks_like_column(url, named=named):
            continue
        lead = Lead(url, name[:NAME_LIMIT], path, source)
        known = found.get(urls.canonical(url, fragment=True))
        if known is None or _RANK[source] < _RANK[known.source]:
            found[urls.canonical(url, fragment=True)] = lead
    return tuple(found.values())


def _address(page: PageDom, anchor: HtmlElement) -> str:
    """Where an element leads; what stands behind # is kept where it may choose a list."""
    target = _target(anchor)
    url = urls.join(page.base, target, fragment=True) if "#" in target else ""
    return url if urls.selects(url) else urls.join(page.base, target)


def _above(key: str, crumb: Mapping[str, str]) -> tuple[str, ...]:
    """The steps of a breadcrumb before one of its links."""
    return tuple(crumb[step] for step in takewhile(lambda step: step != key, crumb))


_STRONG = frozenset({"sitemap", "nav", "crumb", "menu", "heading", "more"})
_RANK = {
    "sitemap": 0,
    "nav": 1,
    "crumb": 2,
    "heading": 3,
    "menu": 4,
    "more": 5,
    "link": 6,
    "footer": 7,
}


def _target(node: HtmlElement) -> str:
    """Where an element leads: a link, an image map, a jump list, a click handler."""
    href = node.get("href") or ""
    if node.tag == "option":
        value = node.get("value") or ""
        href = value if "/" in value else ""
    if not href or href.lower().startswith("javascript:"):
        opened = _OPENED.search(f"{href} {node.get('onclick') or ''}")
        return opened[1] if opened else ""
    return href if node.tag in ("a", "area", "option") else ""


def index_targets(
    page: PageDom, own: Callable[[str], bool], chrome: frozenset[str]
) -> frozenset[str]:
    """Columns a page leads on to by 更多 or by a block's heading, site-wide blocks left out."""
    found = set()
    crumb = {a for a, _ in breadcrumb(page)}
    repeated = chrome_anchors(page, chrome)
    for anchor in page.root.iter("a"):
        url = urls.join(page.base, anchor.get("href") or "")
        if not url or not own(url) or url in crumb or not shapes.looks_like_column(url):
            continue
        if anchor in repeated:
            continue
        is_more = bool(_MORE.match(anchor_text(anchor)))
        if (is_more or _in_heading(anchor)) and not _zone(anchor):
            found.add(urls.canonical(url))
    return frozenset(found - {urls.canonical(page.url)})


def _is_name(name: str, words: Lexicon) -> bool:
    """A column's name is short, is not a date or a number, and is no button of the page."""
    if not 2 <= len(name) <= _LONG_NAME or not _WORDS.search(name):
        return False
    if _PAGER_NAME.search(name):
        return False
    if re.search(r"(19|20)\d{2}[-./年]\d{1,2}[-./月]\d", name):
        return False
    return not words.is_navigation(name)


def _place(
    anchor: HtmlElement, trail: list[str], *, sitemap: bool
) -> tuple[str, str, tuple[str, ...]]:
    """Source, name and path of one link, from the elements around it."""
    name = short_name(anchor_text(anchor))
    if _MORE.match(name) or (not name and _says_more(anchor)):
        return "more", _heading_of(anchor), tuple(trail)
    above = menu_path(anchor)
    zone = _zone(anchor)
    if zone == "footer":
        return "footer", name, ()
    if sitemap:
        return "sitemap", name, above
    if zone == "nav":
        return "nav", name, above
    if _in_heading(anchor):
        return "heading", name, tuple(trail)
    return ("menu" if _in_menu(anchor) else "link"), name, above or tuple(trail)


def _says_more(anchor: HtmlElement) -> bool:
    """Whether a link without text is a picture of 更多."""
    marks = [anchor.get("class") or "", anchor.get("id") or ""]
    marks += [i.get("src") or "" for i in anchor.iter("img")]
    return any("more" in mark.lower() or "gd" in mark.lower() for mark in marks)


def _zone(anchor: HtmlElement) -> str:
    for node in anchor.iterancestors():
        marks = f"{node.get('id') or ''} {node.get('class') or ''}"
        if node.tag == "footer" or _FOOT.search(marks):
            return "footer"
        if node.tag == "nav" or (node.tag not in ("body", "html") and _NAV.search(marks)):
            return "nav"
    return ""


def is_menu_zone(anchor: HtmlElement) -> bool:
    """Whether a link stands in the navigation or in the footer of its page."""
    return bool(_zone(anchor))


def _in_heading(anchor: HtmlElement) -> bool:
    for node in list(anchor.iterancestors())[:3]:
        marks = f"{node.get('id') or ''} {node.get('class') or ''}".lower()
        if node.tag in ("h1", "h2", "h3", "h4", "h5", "dt") or re.search(r"tit|head|hd\b", marks):
            return True
    return False


def _in_menu(anchor: HtmlElement) -> bool:
    """A line of a short list of links without dates: a side menu or a tab bar."""
    item = next((n for n in anchor.iterancestors() if n.tag in ("li", "dd", "td", "p")), None)
    menu = item.getparent() if item is not None else None
    if item is None or menu is None:
        return False
    siblings = [n for n in menu if n.tag == item.tag]
    return len(siblings) >= 2 and all(len(visible_text(n)) <= 200 for n in siblings[:4])


def menu_path(anchor: HtmlElement) -> tuple[str, ...]:
    """Names of the menu items an item is nested in (li > a + ul > li > a; dl: dt over dd)."""
    names: list[str] = []
    for node in anchor.iterancestors():
        if node.tag == "dd":
            head = node.getprevious()
            while head is not None and head.tag != "dt":
                head = head.getprevious()
            if head is not None:
                names.append(short_name(visible_text(head)))
        if node.tag in ("li", "div") and node.getparent() is not None:
            first = next(
                (c for c in node if c.tag in ("a", "span", "h3", "h4", "strong", "p")), None
            )
            nested = any(
                a is anchor for c in node if c.tag in ("ul", "div", "dl") for a in c.iter("a")
            )
            if first is not None and nested and first is not anchor:
                names.append(short_name(visible_text(first)))
    kept = [n for n in names if n and len(n) <= NAME_LIMIT]
    return tuple(reversed(kept))


def _heading_of(anchor: HtmlElement) -> str:
    """The heading of the block a 更多 link closes: the nearest short text before it."""
    node: HtmlElement | None = anchor
    for _ in range(5):
        if node is None or node.tag == "body":
            break
        for text in _texts_before(node):
            name = short_name(text)
            if 2 <= len(name) <= NAME_LIMIT and _WORDS.search(name):
                return name
        node = node.getparent()
    return ""


def _texts_before(node: HtmlElement) -> Iterator[str]:
    """What stands before an element in its parent, nearest first: words and whole siblings."""
    previous = node.getprevious()
    while previous is not None:
        yield fold(previous.tail or "")
        if isinstance(previous.tag, str) and previous.tag not in ("script", "style"):
            yield visible_text(previous)
        previous = previous.getprevious()
    parent = node.getparent()
    if parent is not None:
        yield fold(parent.text or "")
    if parent is not None and parent.tag in _HEADINGS:
        yield fold(node.tail or "")  # <h3><a>更多</a>活动动态</h3>
