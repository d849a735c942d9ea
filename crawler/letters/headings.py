"""Letters that a page shows under the heading of their column, before anyone has read that one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from lxml.html import HtmlElement

from crawler import urls
from crawler.letters.confidences import PUBLIC_ANSWERS, SECTION
from crawler.letters.withholding import is_dated, mask, remains
from crawler.pages.dom import PageDom, anchor_text, visible_strings
from crawler.pages.lexicon import Lexicon

_NAME = 12  # characters of a heading
_UP = 5  # elements around a heading in which its rows stand
_ROWS = ("li", "tr", "dd", "p")
_MORE = re.compile(r"(?:\s*(?:更多|查看更多|more|[>»+…\[\]]))+$", re.I)
_WORDY = 6  # shorter pieces beside a date are labels


@dataclass(frozen=True, slots=True)
class Below:
    """``rows`` are addresses of linked letters, ``texts`` pieces of letters without a link."""

    rows: tuple[str, ...]
    texts: tuple[str, ...]

    def emptied(self, source: str) -> str:
        """A page's source without the texts."""
        for text in self.texts:
            for told in {text, escape(text), escape(text, quote=False)}:
                source = source.replace(told, mask(text))
        return source


def letters_below(page: PageDom, words: Lexicon) -> Below:
    """What stands below headings of columns of letters on a page."""
    rows: dict[str, None] = {}
    texts: dict[str, None] = {}
    for heading in page.root.iter("a", "h1", "h2", "h3", "h4", "span", "div", "b", "strong"):
        if not _heads_letters(heading, words):
            continue
        for block in list(heading.iterancestors())[:_UP]:
            links = [a for a in block.iter("a") if not _is_column(anchor_text(a), words)]
            found = dict.fromkeys(u for a in links if (u := _address(page, a)))
            pieces = tuple(_pieces(block))
            if found or pieces:
                if _headings(block, words) <= 1 and not _is_menu(heading, links, block):
                    rows |= found
                    texts |= dict.fromkeys(pieces)
                break
    return Below(tuple(rows), tuple(texts))


def _heads_letters(node: HtmlElement, words: Lexicon) -> bool:
    said = _MORE.sub("", "".join(node.itertext()).strip())
    if not 0 < len(said) <= _NAME or SECTION.match(said) or PUBLIC_ANSWERS.search(said):
        return False
    found = words.match(said)
    return found.how in ("exact", "pattern") and "messages" in found.boxes


def _address(page: PageDom, anchor: HtmlElement) -> str:
    href = anchor.get("href") or ""
    return urls.join(page.base, href) if href else ""


def _is_menu(heading: HtmlElement, links: list[HtmlElement], block: HtmlElement) -> bool:
    """Whether a heading is a link among others of its kind, without a date: columns, no letters."""
    own = next((n for n in (heading, *heading.iterancestors()) if n.tag == "a"), None)
    if own is None or any(is_dated(said) for said in visible_strings(block)):
        return False
    return any(_path(link, block) == _path(own, block) for link in links)


def _path(node: HtmlElement, block: HtmlElement) -> list[str]:
    """Tags from an element up to the block it stands in."""
    above = list(node.iterancestors())
    return [str(one.tag) for one in above[: above.index(block)]]


def _is_column(name: str, words: Lexicon) -> bool:
    return len(name) <= _NAME and (bool(words.match(name).topics) or words.is_navigation(name))


def _headings(block: HtmlElement, words: Lexicon) -> int:
    """Different names of columns in a block: a block of several columns is nobody's."""
    return len({anchor_text(a) for a in block.iter("a") if _names_box(anchor_text(a), words)})


def _names_box(name: str, words: Lexicon) -> bool:
    return 0 < len(name) <= _NAME and bool(words.match(name).boxes)


def _pieces(block: HtmlElement) -> Iterator[str]:
    """Texts of rows that bear a date and no link."""
    for row in block.iter(*_ROWS):
        if any(True for _ in row.iter("a")) or any(True for _ in row.iter(*_ROWS) if _ is not row):
            continue
        pieces = [said.strip() for said in visible_strings(row)]
        if any(is_dated(said) for said in pieces):
            yield from (said for said in pieces if len(said) >= _WORDY and not remains(said))
