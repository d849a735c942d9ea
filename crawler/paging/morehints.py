"""Signs of further rows that no address on the page leads to."""

import re

from crawler import urls
from crawler.pages.dom import PageDom, fold

_MORE_ROWS = re.compile(
    r"(加载|查看|点击|显示|展开|浏览)\s*更多|[上下]拉(加载|刷新)|滑动加载|正在加载|更多(内容|信息)?\s*加载|load\s*more",
    re.I,
)
_YEAR_TAB = re.compile(r"^(?:19|20)\d{2}\s*年?度?$")
_HANDLER_PAGE = re.compile(r"(?:page|load|go|turn|jump|skip)\w*\s*\(\s*['\"]?\d+", re.I)


def handlers(page: PageDom) -> str:
    """Inline event handlers: jump boxes carry their limit there."""
    return "\n".join(
        value
        for node in page.root.iter("input", "a", "button", "select")
        for name, value in node.items()
        if name.startswith("on")
    )


def year_tabs(page: PageDom) -> bool:
    """Whether years can be chosen by script only: then the page may show one year of several."""
    years: set[str] = set()
    for node in page.root.iter("a", "li", "option", "span"):
        name = fold("".join(node.itertext()))
        if not _YEAR_TAB.match(name):
            continue
        href = node.get("href") or node.get("value") or ""
        linked = any(urls.join(page.base, a.get("href") or "") for a in node.iter("a"))
        if not linked and "/" not in href:
            years.add(name[:4])
    return len(years) >= 2


def hints_at_more(page: PageDom) -> bool:
    """Whether anything speaks of further rows that no address on the page leads to."""
    if _HANDLER_PAGE.search(handlers(page)):
        return True
    short = (
        fold(node.text or "") for node in page.root.iter("a", "span", "div", "button", "p", "em")
    )
    numbers: set[str] = set()
    for text in short:
        if text and len(text) <= 10:
            if _MORE_ROWS.search(text):
                return True
            numbers.add(text.strip("[] "))
    return {"1", "2", "3"} <= numbers or {"2", "3"} <= numbers
