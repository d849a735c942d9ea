"""Letters that stand in full on the pages of their list, question and answer together.

Each is the part of the page around one day of receipt; the parts repeat. Nothing but days, states
and hashes leaves this module.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from lxml.html import HtmlElement

from crawler import dates
from crawler.letters.letter import ReadLetter, letter_words, read_lines
from crawler.pages.dom import PageDom, fold, visible_strings

_DATE = r"(?:19|20)\d{2}\s*[-./年]\s*\d{1,2}\s*[-./月]\s*\d{1,2}"
_TIME = r"\d{1,2}:\d{2}(?::\d{2})?"
_BETWEEN = r"\s*[:：】\])）|]*\s*"
_MARKED = 60  # characters of a piece of a page that tells the day of receipt
_SEVERAL = 2
_UP = 3  # elements around a label in which its day stands
_HAN = re.compile(r"[\u3400-\u9fff]")
_ALIKE = 4  # parts before the day of receipt that begin a letter
_NO_PAGE = re.compile(r"^(?:#|javascript:|mailto:|tel:|$)", re.I)
_FILE = re.compile(r"\.(?:docx?|xlsx?|pdf|zip|rar|jpe?g|png)$", re.I)

Card = tuple[str, ReadLetter]  # a hash of the letter, and what is told of it
_Mark = tuple[date, str]  # the day of receipt, and its hour


def whole_letters(page: PageDom, year: int, *, least: int = _SEVERAL) -> tuple[Card, ...]:
    """The letters a page shows in full, in its order; none where rows lead to their pages.

    Of fewer than ``least`` nobody can say that they are a list. One printed twice is one.
    """
    marks = _marks(page.root, year)
    if len(marks) < least:
        return ()
    parts = _parts(list(marks))
    if sum(any(map(_leads, part)) for part in parts) * 2 >= len(parts):
        return ()
    said = [_lines(part) for part in parts]
    read = [
        replace(read_lines(lines, year), received=day)
        for lines, (day, _) in zip(said, marks.values(), strict=True)
    ]
    shows = any(one.answered for one in read)
    found: dict[str, ReadLetter] = {}
    for lines, one, (_, hour) in zip(said, read, marks.values(), strict=True):
        mark = _hash(hour, one, lines)
        waits = shows and one.answered is None  # the others' answers stand where this has none
        found.setdefault(mark, replace(one, answered=False) if waits else one)
    return tuple(found.items())


def letter_parts(page: PageDom, year: int) -> list[HtmlElement]:
    """The pieces of a page that are letters printed in full."""
    marks = _marks(page.root, year)
    return [node for part in _parts(list(marks)) for node in part] if len(marks) > 1 else []


def _marks(root: HtmlElement, year: int) -> dict[HtmlElement, _Mark]:
    """The smallest pieces that tell a day of receipt, in page order, all by one label.

    They stand in the page alike: what a writer says in his letter does not.
    """
    words = letter_words()
    by_label: dict[str, dict[HtmlElement, _Mark]] = {}
    for node in root.iter():
        for piece, holder in ((node.text, node), (node.tail, node.getparent())):
            said = re.sub(r"\s", "", piece or "")
            if holder is None or not said or not isinstance(holder.tag, str):
                continue
            for label in (*words.received, *words.written):
                if label in said and (told := _told(holder, label, year)):
                    by_label.setdefault(label, {}).setdefault(*told)
    found: dict[HtmlElement, _Mark] = max(by_label.values(), key=len, default={})
    paths = Counter(_path(node) for node in found)
    usual = max(paths, key=lambda path: paths[path], default=())
    return {node: day for node, day in found.items() if _path(node) == usual}


def _told(holder: HtmlElement, label: str, year: int) -> tuple[HtmlElement, _Mark] | None:
    """The piece around a label that holds its day as well."""
    spaced = r"\s*".join(label)
    rule = re.compile(rf"{spaced}{_BETWEEN}({_DATE})\s*日?({_TIME})?")
    for node in (holder, *list(holder.iterancestors())[:_UP]):
        text = fold(" ".join(visible_strings(node)))
        if len(text) > _MARKED:
            return None
        if found := rule.search(text):
            day = dates.parse_pubdate(re.sub(r"\s", "", found[1]), year)
            return (node, (day, f"{day} {found[2] or ''}")) if day else None
    return None


def _path(node: HtmlElement) -> tuple[str, ...]:
    return tuple(str(one.tag) for one in (node, *node.iterancestors()))


def _parts(marks: Sequence[HtmlElement]) -> list[list[HtmlElement]]:
    """The pieces of the page that belong to each day: siblings below what all have in common."""
    chains = [[*reversed(list(mark.iterancestors())), mark] for mark in marks]
    if len(marks) == 1:
        return [_around(chains[0])]
    depth = 0
    while all(len(c) > depth + 1 for c in chains) and len({c[depth] for c in chains}) == 1:
        depth += 1
    heads = list(dict.fromkeys(chain[depth] for chain in chains))
    if len(heads) < len(marks):  # grouped once more, by months or kinds
        groups = [[m for m, c in zip(marks, chains, strict=True) if c[depth] is h] for h in heads]
        return [
            part
            for head, group in zip(heads, groups, strict=True)
            for part in (_parts(group) if len(group) > 1 else [[head]])
        ]
    parent = heads[0].getparent()
    inside = [node for node in parent if isinstance(node.tag, str)] if parent is not None else heads
    places = [inside.index(head) for head in heads]
    lead = _lead(inside, places)
    starts = [place - lead for place in places]
    return [
        inside[a:b] for a, b in zip(starts, [*starts[1:], _end(inside, places[-1])], strict=True)
    ]


def _end(inside: Sequence[HtmlElement], place: int) -> int:
    """Behind the last letter: where a pager, a form or another list begins."""
    for number, node in enumerate(inside[place + 1 :], place + 1):
        if _leads(node) or _is_pager(node) or node.tag in ("form", "script"):
            return number
    return len(inside)


def _around(chain: Sequence[HtmlElement]) -> list[HtmlElement]:
    """The one letter of a last page: the largest piece around its day that leads nowhere."""
    part = [chain[-1]]
    for node in reversed(chain[:-1]):
        if node.tag in ("body", "html") or any(True for _ in node.iter("form", "h1", "script")):
            break
        if any(_leads(child) or _is_pager(child) for child in node):
            siblings = [c for c in node if not (_leads(c) or _is_pager(c))]
            return siblings if part[0] in siblings else part
        part = [node]
    return part


def _lead(inside: Sequence[HtmlElement], places: Sequence[int]) -> int:
    """How many pieces before its day belong to each letter: they begin alike everywhere."""
    lead = 0
    gap = min(b - a for a, b in pairwise(places))
    while lead < min(_ALIKE, gap - 1, places[0]):
        names = {_label(inside[place - lead - 1]) for place in places}
        if len(names) > 1 or "" in names:
            break
        lead += 1
    return lead


def _label(node: HtmlElement) -> str:
    """What a piece begins with, up to its colon or its first cell."""
    first = next(iter(visible_strings(node)), "")
    return re.split(r"[:：]", fold(first), maxsplit=1)[0]


def _leads(node: HtmlElement) -> bool:
    """Whether a link of a piece leads to a page of its own."""
    for link in node.iter("a"):
        href = (link.get("href") or "").strip()
        if not _NO_PAGE.match(href) and not _FILE.search(href) and not _is_pager(link):
            return True
    return False


def _is_pager(node: HtmlElement) -> bool:
    said = fold(" ".join(visible_strings(node)))
    return len(said) <= _MARKED and any(
        word in said for word in ("下一页", "上一页", "尾页", "首页")
    )


def _lines(part: Sequence[HtmlElement]) -> list[str]:
    return [said.strip() for node in part for said in visible_strings(node) if said.strip()]


def _hash(hour: str, one: ReadLetter, lines: Sequence[str]) -> str:
    """What tells a letter from another, without numbers: those of visits change."""
    words = "".join(_HAN.findall("".join(line for line in lines)))
    text = f"{hour}|{one.replied}|{words}"
    return hashlib.sha256(text.encode()).hexdigest()[:16]
