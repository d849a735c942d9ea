"""What a column is called and where it hangs, and how much running text its page holds."""

import re
from dataclasses import dataclass

from lxml.html import HtmlElement

from crawler.pages.breadcrumbs import breadcrumb
from crawler.pages.dom import PageDom, fold, visible_strings
from crawler.pages.lexicon import is_directory

_TITLE_CUT = re.compile(r"[-_|–—]+")
_PARAGRAPH = 20  # shorter pieces are dates, labels and counters
_MENUS = ("nav", "sitemap")
_FOOT = re.compile(r"foot|bottom|copyright", re.I)


@dataclass(frozen=True, slots=True)
class Seen:
    """Best link to a column: the strongest source wins, then the first seen."""

    name: str
    path: tuple[str, ...]
    source: str
    seen_on: int
    names: frozenset[str]

    @property
    def is_beside_topics(self) -> bool:
        """Whether only a link on a directory of topics leads here: news, if an article."""
        return self.source in ("link", "menu") and any(map(is_directory, self.path))


def column_name(dom: PageDom, seen: Seen) -> str:
    """Meta ColumnName, else the breadcrumb's last step if others know it, else the link."""
    meta = fold(dom.meta_value("ColumnName"))
    if meta:
        return meta
    crumb = [name for _, name in breadcrumb(dom)]
    titles = [fold(part) for part in _TITLE_CUT.split(dom.title)]
    if crumb and (crumb[-1] in seen.names or crumb[-1] in titles):
        return crumb[-1]
    named = next((t for t in titles if t in seen.names), "")
    return named or seen.name or (titles[0] if titles else "")


def column_path(dom: PageDom, seen: Seen) -> tuple[str, ...]:
    """Names above the column: the page's breadcrumb, else the menu it was found in.

    A directory of topics that shows it knows better than a breadcrumb that leaves it out.
    """
    crumb = [name for _, name in breadcrumb(dom)]
    shown = seen.source not in _MENUS and any(map(is_directory, seen.path))
    if len(crumb) >= 2 and (not shown or any(map(is_directory, crumb))):
        return _led_on(tuple(crumb[:-1]), seen.path)
    return seen.path


def _led_on(crumb: tuple[str, ...], path: tuple[str, ...]) -> tuple[str, ...]:
    """Steps of a breadcrumb that starts at a topic, with those above it that ``path`` knows."""
    if crumb[0] in path[1:] and any(map(is_directory, path)):
        return (*path[: path.index(crumb[0])], *crumb)
    return crumb


def running_text(dom: PageDom) -> int:
    """Length of the text that stands outside links: an article's body, not a menu."""
    total = 0
    for node in dom.root.iter("p", "div", "td", "span", "section", "article"):
        if any(True for _ in node.iter("a", "script", "ul", "form")):
            continue
        if any(child.tag in ("p", "div", "td", "section") for child in node):
            continue
        if _in_footer(node):
            continue
        text = fold(" ".join(visible_strings(node)))
        total += len(text) if len(text) >= _PARAGRAPH else 0
    return total


def _in_footer(node: HtmlElement) -> bool:
    return any(
        _FOOT.search(f"{n.tag!s} {n.get('id') or ''} {n.get('class') or ''}")
        for n in (node, *node.iterancestors())
    )
