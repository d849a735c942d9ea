"""Blocks that stand on most pages of a site: menus, hot lists, footers. Lists are elsewhere.

An anchor is known by its place in the template, its target and its text, so a sidebar's rows are
chrome while the same rows in the middle of their own column are not.
"""

from lxml.html import HtmlElement

from crawler import urls
from crawler.dom import PageDom, fold, path_of


def chrome_keys(page: PageDom) -> frozenset[str]:
    """Every anchor of a page as "block path|address|text": what may repeat site-wide."""
    return frozenset(chrome_key(page, a) for a in page.root.iter("a"))


def chrome_key(page: PageDom, anchor: HtmlElement) -> str:
    """One anchor at its place in the template."""
    parent = anchor.getparent()
    href = anchor.get("href") or ""
    target = urls.canonical(urls.join(page.base, href)) if href else ""
    where = path_of(parent) if parent is not None else ""
    return f"{where}|{target}|{fold(''.join(anchor.itertext()))[:40]}"
