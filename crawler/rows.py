"""The generic list-block reader: which part of a page is the list, and what its rows say.

Rows are found by repetition and dates, never by class names of one family.
Blocks that stand on most pages of the site (``chrome``) are left out first.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from crawler import shapes, urls
from crawler.chrome import chrome_anchors
from crawler.dom import PageDom, fold, visible_strings
from crawler.records import Row
from crawler.rowfields import read_row
from crawler.rowgroups import Census, Group, find_groups

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


def read_rows(
    page: PageDom, chrome: frozenset[str] = frozenset(), year: int | None = None
) -> RowBlock:
    """The page's main list. No list at all gives an empty block, never an exception.

    ``year`` bounds the dates believed (crawler.dates): the later of report and crawl year.
    """
    census = Census(page.root)
    repeated = chrome_anchors(page, chrome)
    groups = [g for g in find_groups(census) if not _is_chrome(g, repeated)]
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
    anchors = [next((a for e in m for a in e.iter("a")), None) for m in group.members]
    links = [a for a in anchors if a is not None and a.get("href")]
    if len(links) < len(group.members) * 0.8:
        return False
    addresses = [urls.join(page.base, a.get("href") or "") for a in links]
    shaped = [a for a in addresses if shapes.looks_like_detail(a)]
    texts = [fold("".join(a.itertext())) for a in links]
    titled = sum(1 for t in texts if len(_HAN.findall(t)) >= 6)
    return len(shaped) >= 0.6 * len(links) and titled >= 0.3 * len(links)


def _pick(groups: Iterable[Group]) -> Group | None:
    return max(groups, key=lambda g: g.score, default=None)


def _disjoint(pool: Sequence[Group], picked: Group) -> list[Group]:
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


def _blocks(census: Census, groups: list[Group]) -> list[list[Group]]:
    """Groups in page order, joined where no text stands between them (lists cut in fives)."""
    ordered = sorted(groups, key=lambda g: census.order[g.members[0][0]])
    blocks: list[list[Group]] = []
    for group in ordered:
        if blocks and not _text_between(census, blocks[-1][-1], group):
            blocks[-1].append(group)
        else:
            blocks.append([group])
    return blocks


def _text_between(census: Census, left: Group, right: Group) -> bool:
    """Whether a heading (any visible text) stands between two groups."""
    last = left.members[-1][-1]
    inside = {last, *last.iterdescendants()}
    start, end = census.order[last], census.order[right.members[0][0]]
    for element in census.elements[start + 1 : end]:
        silent = element in inside or element.tag in ("script", "style", "noscript")
        if not silent and (len(fold(element.text or "")) > 1 or element.tag == "h2"):
            return True
    return len(fold(last.tail or "")) > 1


def _header(group: Group) -> tuple[str, ...]:
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
