"""The generic list-block reader: which part of a page is the list, and what its rows say.

Rows are found by repetition and dates, never by a family's class names (cms-patterns §2.3).
Blocks that stand on most pages of the site (``chrome``) are left out first.
"""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from crawler import dates, shapes, urls
from crawler.chrome import chrome_anchors
from crawler.dom import PageDom, fold, path_of, visible_strings
from crawler.records import Row
from crawler.rowfields import read_row

_ROW_TAGS = frozenset(
    [
        "li",
        "tr",
        "dl",
        "div",
        "p",
        "a",
        "span",
        "article",
        "section",
        "td",
        "dd",
        "dt",
        "table",
        "ul",
        "h3",
        "h4",
        "h5",
        "tbody",
    ]
)
_LEADS = frozenset({"a", "dt", "h3", "h4", "h5"})
# What could be a date at all; crawler.dates decides. A bare year ("2025年") is none.
_MAYBE = re.compile(
    r"[0-9０-９]\s*[-/.·年月][\s0-9０-９]|[〇○一二三四五六七八九]{4}\s*年|-\s*[0-9]{2}"
)
_HALF = re.compile(r"^[\[（(]?\s*(?:19|20)?[0-9]{2}\s*[-/.年]\s*[0-9]{1,2}\s*月?\s*[\])）]?$")
_DATE_TEXT = 40  # a date node is short; longer text is a title or a summary
_ROW_TEXT = 500  # a title with its summary; an article's paragraph is longer
_HAN = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class RowBlock:
    """The list of one page: its rows in page order and where the block stands.

    ``groups`` counts separate dated blocks with a heading of their own (an aggregate has many).
    ``path`` is the block's signature, equal on the next page of the same list.
    """

    rows: tuple[Row, ...]
    path: str
    dated: bool
    groups: int


@dataclass(slots=True)
class _Group:
    """A candidate: members are lists of sibling elements that make one row."""

    parent: HtmlElement
    members: list[list[HtmlElement]]
    path: str
    depth: int
    score: float
    dated: int


class _Census:
    """Anchors and date texts below every element, counted in one pass over the tree."""

    def __init__(self, root: HtmlElement) -> None:
        self.elements: list[HtmlElement] = [e for e in root.iter() if isinstance(e.tag, str)]
        self.order = {element: i for i, element in enumerate(self.elements)}
        self.anchors: dict[HtmlElement, int] = dict.fromkeys(self.elements, 0)
        self.dates: dict[HtmlElement, int] = dict.fromkeys(self.elements, 0)
        for element in reversed(self.elements):
            self.anchors[element] += 1 if element.tag == "a" and _is_named(element) else 0
            if element.tag not in ("script", "style", "title", "option", "textarea"):
                self.dates[element] += _is_date_text(element.text)
            parent = element.getparent()
            if parent is not None and parent in self.order:
                self.anchors[parent] += self.anchors[element]
                self.dates[parent] += self.dates[element] + _is_date_text(element.tail)


def _is_date_text(text: str | None) -> int:
    """1 when a text piece is short and is a date (or its half); titles with a date are not."""
    if not text:
        return 0
    folded = text.strip()
    if not 3 <= len(folded) <= _DATE_TEXT or not _MAYBE.search(folded):
        return 0
    if _HALF.match(folded) or dates.only_date(folded) or dates.month_day(folded):
        return 1
    found = dates.find_dates(folded)
    rest = len(_HAN.findall(folded)) - sum(len(_HAN.findall(f.raw)) for f in found)
    return 1 if found and rest <= 8 else 0


def _is_named(anchor: HtmlElement) -> bool:
    """Whether a link could be a title: one whose whole text is a date could not."""
    text = fold("".join(anchor.itertext()))
    return not (text and len(text) <= _DATE_TEXT and _is_date_text(text))


def read_rows(
    page: PageDom, chrome: frozenset[str] = frozenset(), year: int | None = None
) -> RowBlock:
    """The page's main list. No list at all gives an empty block, never an exception.

    ``year`` bounds the dates believed (crawler.dates): the later of report and crawl year.
    """
    census = _Census(page.root)
    repeated = chrome_anchors(page, chrome)
    groups = [g for g in _groups(census) if not _is_chrome(g, repeated)]
    dated = [g for g in groups if g.dated]
    picked = _pick(dated) or _pick([g for g in groups if _undated_list(page, g)])
    if picked is None:
        return RowBlock((), "", dated=False, groups=0)
    pool = dated if picked.dated else [picked]
    blocks = _blocks(census, _disjoint(pool, picked))
    main = next(block for block in blocks if picked in block)
    rows: list[Row] = []
    for group in main:
        header = _header(group)
        for member in group.members:
            row = read_row(page, member, len(rows), header, year)
            if row is not None:
                rows.append(row)
    return RowBlock(tuple(rows), picked.path, dated=picked.dated > 0, groups=len(blocks))


def _groups(census: _Census) -> list[_Group]:
    """Every set of repeated siblings that could be rows, scored."""
    found: list[_Group] = []
    for parent in census.elements:
        if not census.anchors[parent] and not census.dates[parent]:
            continue
        by_tag: dict[str, list[HtmlElement]] = {}
        for child in parent:
            if isinstance(child.tag, str) and child.tag in _ROW_TAGS:
                by_tag.setdefault(child.tag, []).append(child)
        for tag, children in by_tag.items():
            members = [[c] for c in children if census.anchors[c] or census.dates[c]]
            group = _scored(census, parent, tag, members)
            if group is not None:
                found.append(group)
        segmented = _segments(census, parent)
        if segmented is not None:
            found.append(segmented)
    return found


def _scored(
    census: _Census, parent: HtmlElement, tag: str, members: list[list[HtmlElement]]
) -> _Group | None:
    """The group with its score; None when members are no rows (coarse blocks, plain text)."""
    linked = [m for m in members if any(census.anchors[e] for e in m)]
    if not linked:
        return None
    counts = [_date_count(census, m) for m in members]
    dated = sum(
        1
        for m, n in zip(members, counts, strict=True)
        if n and any(census.anchors[e] for e in m) and _is_brief(m)
    )
    coarse = sum(
        1
        for m, n in zip(members, counts, strict=True)
        if n > 2 and sum(census.anchors[e] for e in m) > 2
    )
    if coarse > len(members) * 0.2 or (dated and dated < len(members) * 0.4):
        return None
    depth = sum(1 for _ in parent.iterancestors())
    score = 3 * dated / len(members) + math.log10(1 + len(members)) + depth / 1000
    path = path_of(parent) + ">" + tag
    return _Group(parent, members, path, depth, score, dated)


def _is_brief(member: Sequence[HtmlElement]) -> bool:
    """Whether the text could be a row's; an article's paragraph with date and link is not."""
    length = sum(len(fold(" ".join(visible_strings(e)))) for e in member)
    return length <= _ROW_TEXT


def _date_count(census: _Census, member: Sequence[HtmlElement]) -> int:
    """Date texts in a member, with the text that follows its elements inside the parent."""
    inner = sum(census.dates[e] for e in member)
    return inner + sum(_is_date_text(e.tail) for e in member if len(member) > 1)


def _segments(census: _Census, parent: HtmlElement) -> _Group | None:
    """Rows that lie flat in one parent: a, span, br, a, span, br … or dt, dd, dt, dd."""
    children = [c for c in parent if isinstance(c.tag, str)]
    leads = [c for c in children if c.tag in _LEADS and census.anchors[c]]
    outside = sum(census.dates[c] for c in children if c not in leads)
    outside += sum(_is_date_text(c.tail) for c in children)
    tags = {c.tag for c in leads}
    if not leads or len(tags) != 1 or outside < max(1, len(leads) * 0.4):
        return None
    members: list[list[HtmlElement]] = []
    for child in children:
        if child in leads:
            members.append([child])
        elif members:
            members[-1].append(child)
    group = _scored(census, parent, str(next(iter(tags))) + "+", members)
    if group is not None and len(members) == 1:
        group.score -= 0.5  # one flat row is weaker than the element around it
    return group


def _is_chrome(group: _Group, repeated: frozenset[HtmlElement]) -> bool:
    """Whether nearly all of a group's anchors stand at the same place on most pages."""
    if not repeated:
        return False
    anchors = [a for m in group.members for e in m for a in e.iter("a")]
    known = sum(1 for a in anchors if a in repeated)
    return bool(anchors) and known >= 0.9 * len(anchors)


def _undated_list(page: PageDom, group: _Group) -> bool:
    """An undated group is a list only when its links look like articles, not like a menu."""
    if len(group.members) < 2:
        return False
    anchors = [next((a for e in m for a in e.iter("a")), None) for m in group.members]
    links = [a for a in anchors if a is not None and a.get("href")]
    if len(links) < len(group.members) * 0.8:
        return False
    addresses = [urls.join(page.base, a.get("href") or "") for a in links]
    shaped = [a for a in addresses if shapes.looks_like_detail(a)]
    texts = [fold("".join(a.itertext())) for a in links]
    titled = sum(1 for t in texts if len(_HAN.findall(t)) >= 6)
    return len(shaped) >= 0.6 * len(links) and titled >= 0.3 * len(links)


def _pick(groups: Iterable[_Group]) -> _Group | None:
    return max(groups, key=lambda g: g.score, default=None)


def _disjoint(pool: Sequence[_Group], picked: _Group) -> list[_Group]:
    """The picked group and every other one that shares no element with those before it."""
    kept = [picked]
    taken = {e for m in picked.members for e in m}
    for group in sorted(pool, key=lambda g: -g.score):
        elements = [e for m in group.members for e in m]
        related = any(e in taken for e in elements) or any(
            node in taken for e in elements for node in e.iterancestors()
        )
        covers = any(node in set(elements) for t in taken for node in t.iterancestors())
        if group is not picked and not related and not covers:
            kept.append(group)
            taken.update(elements)
    return kept


def _blocks(census: _Census, groups: list[_Group]) -> list[list[_Group]]:
    """Groups in page order, joined where no text stands between them (lists cut in fives)."""
    ordered = sorted(groups, key=lambda g: census.order[g.members[0][0]])
    blocks: list[list[_Group]] = []
    for group in ordered:
        if blocks and not _text_between(census, blocks[-1][-1], group):
            blocks[-1].append(group)
        else:
            blocks.append([group])
    return blocks


def _text_between(census: _Census, left: _Group, right: _Group) -> bool:
    """Whether a heading (any visible text) stands between two groups."""
    last = left.members[-1][-1]
    inside = {last, *last.iterdescendants()}
    start, end = census.order[last], census.order[right.members[0][0]]
    for element in census.elements[start + 1 : end]:
        silent = element in inside or element.tag in ("script", "style", "noscript")
        if not silent and (len(fold(element.text or "")) > 1 or element.tag == "h2"):
            return True
    return len(fold(last.tail or "")) > 1


def _header(group: _Group) -> tuple[str, ...]:
    """Texts of a table's heading cells (序号, 标题, 成文日期 …), empty without one."""
    for child in group.parent:
        if child.tag == "tr" and not any(True for _ in child.iter("a")):
            cells = [fold(" ".join(visible_strings(c))) for c in child if c.tag in ("th", "td")]
            if any("日期" in c or "时间" in c for c in cells):
                return tuple(cells)
    table = group.parent.getparent()
    if table is not None and table.tag == "table":
        for head in table.iter("th"):
            row = head.getparent()
            if row is not None:
                return tuple(fold(" ".join(visible_strings(c))) for c in row)
    return ()
