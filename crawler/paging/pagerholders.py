"""Signs of further pages that no address tells: places a script fills, links without words."""

import re
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from crawler import urls
from crawler.pages.dom import PageDom, visible_text

_HOLDER = re.compile(
    r"(?:^|[-_\s])(?:page|pages|pager|pagination|paging|fenye|fy|loadmore|load-more|nextpage)"
    r"(?:$|[-_\s\d])|page(?:ul|div|box|bar|nav|list|wrap|num)|fenye|pagination|loadmore",
    re.I,
)
# Dots and arrows of a show of pictures are no pager.
_SHOW = re.compile(r"swiper|slick|slide|banner|carousel|focus|scroll", re.I)
_PLACES = ("div", "ul", "span", "p", "nav", "td", "ol")


def has_waiting_place(page: PageDom, linked: str = "") -> bool:
    """Whether an empty element named like a pager is one that a script fills.

    ``linked`` is the code of the page's script files. Templates leave the place empty where there
    is one page; it hints at more only if the page's code speaks of it.
    """
    code = page.scripts + linked
    for node in page.root.iter(*_PLACES):
        if visible_text(node).strip() or next(node.iter("a", "img"), None) is not None:
            continue
        names = [node.get("id") or "", *(node.get("class") or "").split()]
        marks = " ".join(names).strip()
        is_place = bool(_HOLDER.search(marks)) and not _SHOW.search(marks)
        if is_place and any(_is_named_in(name, code) for name in names if name):
            return True
    return False


def _is_named_in(name: str, code: str) -> bool:
    """Whether a script names an element: as a selector, or as a whole string."""
    return re.search(rf"[#.'\"]{re.escape(name)}['\"\s>\[:]", code) is not None


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
