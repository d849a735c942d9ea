"""Blocks that stand on most pages of a site: menus, hot lists, footers. Lists are elsewhere.

An anchor is known by its place in the template, its target and its text, so a sidebar's rows are
chrome while the same rows in the middle of their own column are not.
"""

from collections.abc import Iterator

from lxml.html import HtmlElement

from crawler import urls
from crawler.pages.dom import PageDom, fold, path_of


def chrome_keys(page: PageDom) -> frozenset[str]:
    """Every anchor of a page as "block path|address|text": what may repeat site-wide."""
    return frozenset(key for _, key in keyed_anchors(page))


def chrome_anchors(page: PageDom, chrome: frozenset[str]) -> frozenset[HtmlElement]:
    """The page's anchors that belong to site-wide blocks."""
    if not chrome:
        return frozenset()
    return frozenset(anchor for anchor, key in keyed_anchors(page) if key in chrome)


def keyed_anchors(page: PageDom) -> Iterator[tuple[HtmlElement, str]]:
    """Each anchor with its key; places are worked out once a parent."""
    places: dict[HtmlElement, str] = {}
    for anchor in page.root.iter("a"):
        parent = anchor.getparent()
        if parent is None:
            continue
        place = places.get(parent)
        if place is None:
            place = places[parent] = path_of(parent)
        href = anchor.get("href") or ""
        target = urls.join(page.base, href) if href else ""
        yield anchor, f"{place}|{target}|{fold(''.join(anchor.itertext()))[:40]}"
