"""The generic list-block reader: which part of a page is the list, and what its rows say.

Rows are found by repetition and dates, never by class names of one family.
Blocks that stand on most pages of the site (``chrome``) are left out first.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from lxml.html import HtmlElement

from crawler import urls
from crawler.lists.rowfields import DAY_HEAD, read_row
from crawler.lists.rowgroups import Census, Group, find_groups
from crawler.lists.slots import (
    Slot,
    are_halves,
    completed,
    find_slots,
    has_heading_between,
    holds_only,
)
from crawler.pages import shapes
from crawler.pages.chrome import chrome_anchors
from crawler.pages.dom import PageDom, fold, visible_strings
from crawler.pages.islands import UNSHOWN
from crawler.records import VEIL, Flag, Row

_MARK = re.compile(r"(^|[-_])(flag|state|status|show|visible|publish|isopen)", re.I)
_HAN = re.compile(r"[\u4e00-\u9fff]")
_MANY = 8  # undated links that make a list of articles
_FEW_LETTERS = 3  # the same where the page is known to be one of letters


@dataclass(frozen=True, slots=True)
class RowBlock:
    """The list of one page: its rows in page order and where the block stands.

    ``groups`` counts the list's blocks that have a heading of their own (an index has many).
    ``path`` is the layout's signature, equal on the next page of the same list. ``rivals`` are
    layouts of other dated blocks that could have been the list as well. ``unread`` counts links
    to articles that stand inside the list and belong to no row.
    """

    rows: tuple[Row, ...]
    path: str
    dated: bool
    groups: int
    rivals: tuple[str, ...] = ()
    unread: int = 0


SIDE = "block:"  # marks a layout in the chrome set: a side block on every page where it stands


def read_rows(
    page: PageDom,
    chrome: frozenset[str] = frozenset(),
    year: int | None = None,
    like: str = "",
) -> RowBlock:
    """The page's main list. No list at all gives an empty block, never an exception.

    ``year`` bounds the dates believed (crawler.dates): the later of report and crawl year. ``like``
    is the layout of the list's page one: a last page may hold a single row.
    """
    census, found = _counted(page)
    repeated = chrome_anchors(page, chrome)
    sides = tuple(key.removeprefix(SIDE) for key in chrome if key.startswith(SIDE))
    groups = [g for g in found if not g.path.startswith(sides) and not _is_chrome(g, repeated)]
    slots = find_slots(page, census, [g for g in groups if g.dated])
    same = [g for g in groups if like and g.path == like]
    if slots and slots[0].path != like and any(g.dated for g in same):
        slots = find_slots(page, census, same)  # one row, found as a part of itself
    if not slots:
        return _undated(page, census, groups, same, year)
    main, *others = slots
    same_list = [
        s
        for s in others
        if (holds_only(census, [*main.groups, *s.groups]) or are_halves(census, main, s))
        and _continues(page, main, s, year)
    ]
    blocks = sorted(
        [g for s in (main, *same_list) for g in s.groups],
        key=lambda g: census.order[g.members[0][0]],
    )
    blocks = completed(census, blocks)
    shown = _addresses(page, main)
    # A block that shows no row the list lacks (the same for telephones) is no rival of it.
    rivals = tuple(
        s.path for s in others if s not in same_list and not _addresses(page, s) <= shown
    )
    headed = sum(has_heading_between(census, a, b) for a, b in pairwise(blocks))
    return RowBlock(
        _rows(page, blocks, year),
        main.path,
        dated=True,
        groups=headed + 1,
        rivals=rivals,
        unread=_unread(page, blocks, repeated),
    )


def _undated(
    page: PageDom,
    census: Census,
    groups: Sequence[Group],
    same: Sequence[Group],
    year: int | None,
) -> RowBlock:
    """A list that shows no dates: blocks laid out as page one (``same``), else the best."""
    walls = find_slots(page, census, same)
    walls = walls or find_slots(page, census, [g for g in groups if _undated_list(page, g)])
    if not walls:
        return RowBlock((), "", dated=False, groups=0)
    parts = walls[0].groups
    picked = parts if holds_only(census, parts) else [max(parts, key=_score)]
    return RowBlock(_rows(page, picked, year), walls[0].path, dated=False, groups=1)


def _counted(page: PageDom) -> tuple[Census, list[Group]]:
    """Census and groups of a page, worked out once however often its rows are read."""
    if "groups" not in page.memo:
        census = Census(page.root)
        page.memo["groups"] = (census, find_groups(census))
    counted: tuple[Census, list[Group]] = page.memo["groups"]
    return counted


def _continues(page: PageDom, main: Slot, other: Slot, year: int | None) -> bool:
    """Whether a second block goes on where the first ends, as two columns of one list do."""
    first = [row.date for row in _rows(page, main.groups, year) if row.date]
    second = [row.date for row in _rows(page, other.groups, year) if row.date]
    return bool(first and second) and (min(first) >= max(second) or min(second) >= max(first))


def all_dated_rows(page: PageDom, year: int | None) -> tuple[Row, ...]:
    """Rows of every dated block of a page, lists and side blocks alike."""
    census, found = _counted(page)
    slots = find_slots(page, census, [g for g in found if g.dated])
    return tuple(row for slot in slots for row in _rows(page, slot.groups, year))


@dataclass(frozen=True, slots=True)
class Standing:
    """One block of a page, lists and side blocks alike: layout, score, addresses of its rows."""

    path: str
    score: float
    addresses: frozenset[str]
    dated: bool


def standings(page: PageDom, chrome: frozenset[str]) -> list[Standing]:
    """The page's dated blocks and undated lists of articles, for learning side blocks."""
    census, found = _counted(page)
    repeated = chrome_anchors(page, chrome)
    groups = [g for g in found if not _is_chrome(g, repeated)]
    dated = find_slots(page, census, [g for g in groups if g.dated])
    inside = {e for slot in dated for g in slot.groups for m in g.members for e in m}
    bare = [
        g
        for g in groups
        if not g.dated
        and _undated_list(page, g)
        and not any(e in inside for m in g.members[:1] for e in (m[0], *m[0].iterdescendants()))
        and not any(e in inside for e in (g.parent, *g.parent.iterancestors()))
    ]
    blocks = [(slot, True) for slot in dated]
    blocks += [(slot, False) for slot in find_slots(page, census, bare)]
    return [Standing(s.path, s.score, _addresses(page, s), is_dated) for s, is_dated in blocks]


def _addresses(page: PageDom, slot: Slot) -> frozenset[str]:
    anchors = [a for g in slot.groups for m in g.members for e in m for a in e.iter("a")]
    return frozenset(urls.canonical(urls.join(page.base, a.get("href") or "")) for a in anchors)


def _score(group: Group) -> float:
    return group.score


def _rows(page: PageDom, groups: Sequence[Group], year: int | None) -> tuple[Row, ...]:
    """All members of the list read as rows, in page order."""
    hrefs = Counter(
        a.get("href") or "" for g in groups for m in g.members for e in m for a in e.iter("a")
    )
    total = sum(len(g.members) for g in groups)
    # A link that many rows share (a column's name, a source) is nobody's title.
    shared = frozenset(h for h, n in hrefs.items() if n > max(2, total * 0.3))
    members = [member for group in groups for member in group.members]
    unmarked = _unmarked(members)
    rows: list[Row] = []
    for group in groups:
        header = _header(group)
        for member in group.members:
            row = read_row(page, member, len(rows), header, year, shared)
            if row is not None and member[0] in unmarked:
                row = replace(row, flags=row.flags | {Flag.UNMARKED})
            if row is not None:
                rows.append(row)
    return tuple(rows)


def _unmarked(members: Sequence[Sequence[HtmlElement]]) -> frozenset[HtmlElement]:
    """Rows whose small mark is empty where nearly all others carry the same word in it."""
    if told := frozenset(member[0] for member in members if UNSHOWN in member[0].attrib):
        return told  # rows of data say so by their state
    marks = {
        member[0]: fold("".join(mark.itertext()))
        for member in members
        for mark in member[0].iter("i", "em", "b", "span", "input")
        if _MARK.search(mark.get("class") or "")
    }
    words = Counter(word for word in marks.values() if word)
    if len(marks) < len(members) * 0.8 or len(words) != 1:
        return frozenset()
    return frozenset(row for row, word in marks.items() if not word)


def _unread(page: PageDom, blocks: Sequence[Group], repeated: frozenset[HtmlElement]) -> int:
    """Links to own articles in the list's own element that no row holds."""
    if len({block.parent for block in blocks}) != 1:
        return 0
    held = {a for block in blocks for m in block.members for e in m for a in e.iter("a")}
    known = {urls.canonical(urls.join(page.base, a.get("href") or "")) for a in held}
    left = set()
    for anchor in blocks[0].parent.iter("a"):
        address = urls.join(page.base, anchor.get("href") or "")
        if anchor in held or anchor in repeated or not shapes.looks_like_detail(address):
            continue
        if len(_HAN.findall(_words(anchor))) >= 4 and urls.canonical(address) not in known:
            left.add(address)
    return len(left)


def _is_chrome(group: Group, repeated: frozenset[HtmlElement]) -> bool:
    """Whether nearly all of a group's anchors stand at the same place on most pages."""
    if not repeated:
        return False
    anchors = [a for m in group.members for e in m for a in e.iter("a")]
    known = sum(1 for a in anchors if a in repeated)
    return bool(anchors) and known >= 0.9 * len(anchors)


def _undated_list(page: PageDom, group: Group) -> bool:
    """An undated group is a list only when its links look like articles, not like a menu."""
    if len(group.members) < 2:
        return False
    links = [best for m in group.members if (best := _longest(m)) is not None]
    if len(links) < len(group.members) * 0.8:
        return False
    addresses = [urls.join(page.base, a.get("href") or "") for a in links]
    shaped = [a for a in addresses if shapes.looks_like_detail(a)]
    texts = [_words(a) for a in links]
    titled = sum(1 for t in texts if len(_HAN.findall(t)) >= 6)
    veiled = sum(1 for t in texts if t.startswith(VEIL)) >= 0.6 * len(links)
    numbered = titled >= 0.6 * len(links) and shapes.differ_in_one_number(
        addresses, _FEW_LETTERS if veiled else _MANY
    )
    return numbered or (len(shaped) >= 0.6 * len(links) and titled >= 0.3 * len(links))


def _longest(member: Sequence[HtmlElement]) -> HtmlElement | None:
    """The link with most to read: in a wall of pictures the first one has no text."""
    links = [a for e in member for a in e.iter("a") if a.get("href")]
    return max(links, key=lambda a: len(_words(a)), default=None)


def _words(anchor: HtmlElement) -> str:
    alts = [image.get("alt") or "" for image in anchor.iter("img")]
    return max((fold("".join(anchor.itertext())), anchor.get("title") or "", *alts), key=len)


def _header(group: Group) -> tuple[str, ...]:
    """Texts of a table's heading cells (序号, 标题, 成文日期 …), empty without one."""
    for child in group.parent:
        if child.tag == "tr" and not any(True for _ in child.iter("a")):
            cells = [fold(" ".join(visible_strings(c))) for c in child if c.tag in ("th", "td")]
            if any(DAY_HEAD.search(c) for c in cells):
                return tuple(cells)
    table = group.parent.getparent()
    if table is not None and table.tag == "table":
        for head in table.iter("th"):
            row = head.getparent()
            if row is not None:
                return tuple(fold(" ".join(visible_strings(c))) for c in row)
    return ()
