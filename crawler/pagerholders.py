"""Signs of further pages that no address tells: places a script fills, links without words."""

import re
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from crawler import urls
from crawler.dom import PageDom, visible_text

_HOLDER = re.compile(
    r"(?:^|[-_\s])(?:page|pages|pager|pagination|paging|fenye|fy|loadmore|load-more|nextpage)"
    r"(?:$|[-_\s\d])|page(?:ul|div|box|bar|nav|list|wrap|num)|fenye|pagination|loadmore",
    re.I,
)
# Dots and arrows of a show of pictures are no pager.
_SHOW = re.compile(r"swiper|slick|slide|banner|carousel|focus|scroll", re.I)
_PLACES = ("div", "ul", "span", "p", "nav", "td", "ol")


def has_waiting_place(page: PageDom) -> bool:
    """Whether an empty element is named like a pager: its script has not run here."""
    for node in page.root.iter(*_PLACES):
        if visible_text(node).strip() or next(node.iter("a", "img"), None) is not None:
            continue
        marks = f"{node.get('id') or ''} {node.get('class') or ''}".strip()
        if _HOLDER.search(marks) and not _SHOW.search(marks):
            return True
    return False


def has_wordless_link(page: PageDom) -> bool:
    """Whether a link without any text leads to this very page under another number."""
    own = urls.canonical(page.url).partition("?")[0].rstrip("/")
    return any(
        _is_wordless(anchor) and _is_further(urls.join(page.base, anchor.get("href") or ""), own)
        for anchor in page.root.iter("a")
    )


def _is_wordless(anchor: HtmlElement) -> bool:
    return not visible_text(anchor).strip() and bool((anchor.get("href") or "").strip())


def _is_further(address: str, own: str) -> bool:
    plain = urls.canonical(address)
    path, _, query = plain.partition("?")
    if path.rstrip("/") == own:
        return re.search(r"=\d{1,4}(?:&|$)", query) is not None
    stem, _, name = path.rpartition("/")
    folder = own if urlsplit(f"//{own}").path.endswith("/") else own.rpartition("/")[0]
    return stem in (own, folder) and re.search(r"[_-]\d{1,4}\.\w{3,5}$", name) is not None
