"""Which block of a page is the list, when several hold dated rows.

A slot is all blocks of one layout on a page. The list's slot is followed by the pager, holds
addresses under the column's own folder, and wins on the site's other pages too.
"""

import posixpath
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from crawler import urls
from crawler.lists.rowgroups import Census, Group
from crawler.pages.dom import PageDom, fold, visible_text

_PAGER_WORD = re.compile(r"^(下一?页|后一?页|尾\s*页|末\s*页|>{1,2}|›|»|next|2)$", re.I)
_PAGER_CLASS = re.compile(r"(^|[-_ ])(page|pages|pager|pagination|fanye|paging|fenye)", re.I)
_ROWS = ("li", "tr", "dl", "dd", "p")
_ASIDE = re.compile(
    r"(^|[-_ ])(hot|tuijian|recommend|rank|aside|sidebar|related|xg|rdtj|about|tj)([-_ ]|$)", re.I
)


@dataclass(slots=True)
class Slot:
    """Blocks of one layout in page order; ``score`` compares slots of one page."""

    path: str
    groups: list[Group] = field(default_factory=list)
    score: float = 0.0

    @property
    def rows(self) -> int:
        """Members of all blocks."""
        return sum(len(group.members) for group in self.groups)


def find_slots(page: PageDom, census: Census, groups: Sequence[Group]) -> list[Slot]:
    """Disjoint dated slots of a page, best first."""
    slots: dict[str, Slot] = {}
    for group in _disjoint(groups):
        slots.setdefault(group.path, Slot(group.path)).groups.append(group)
    found = list(slots.values())
    for slot in found:
        slot.groups.sort(key=lambda g: census.order[g.members[0][0]])
        slot.score = max(g.score for g in slot.groups) + _hints(page, slot)
    _reward_paged(census, found)
    return sorted(found, key=lambda s: -s.score)


def completed(census: Census, groups: list[Group]) -> list[Group]:
    """The groups, or the one group they are pieces of.

    Where only some rows of a list show a date, those rows are found by themselves: single rows
    whose parents are siblings. Their undated siblings are rows of the same list.
    """
    parents = [group.parent for group in groups]
    above = parents[0].getparent()
    tag = parents[0].tag
    pieces = all(len(group.members) == 1 for group in groups)
    if (
        not pieces
        or above is None
        or any(p.tag != tag or p.getparent() is not above for p in parents)
    ):
        return groups
    marks = {p.get("class") for p in parents}
    siblings = [
        child
        for child in above
        if child.tag == tag
        and census.anchors[child]
        and (tag in _ROWS or child.get("class") in marks)
    ]
    if len(siblings) <= len(groups) or any(census.anchors[c] > 3 for c in siblings):
        return groups
    path = f"{groups[0].path.rpartition('>')[0]}*"
    members = [[child] for child in siblings]
    return [Group(above, members, path, groups[0].depth - 1, groups[0].score, len(groups))]


def _disjoint(groups: Sequence[Group]) -> list[Group]:
    """Groups by falling score, leaving out those that overlap one already taken."""
    kept: list[Group] = []
    taken: set[HtmlElement] = set()
    above: set[HtmlElement] = set()
    for group in sorted(groups, key=lambda g: -g.score):
        elements = [e for member in group.members for e in member]
        inside = any(n in taken for e in elements[:1] for n in (e, *e.iterancestors()))
        if inside or any(e in above or e in taken for e in elements):
            continue
        kept.append(group)
        taken.update(elements)
        for element in elements[:1]:
            above.update(element.iterancestors())
    return kept


def _hints(page: PageDom, slot: Slot) -> float:
    """Own folder speaks for a slot, the name of a hot list against it."""
    hint = 0.0
    folder = posixpath.dirname(urlsplit(page.url).path).rstrip("/")
    anchors = [a for g in slot.groups for m in g.members for e in m for a in e.iter("a")]
    hrefs = [a.get("href") or "" for a in anchors]
    if folder and hrefs:
        paths = [urlsplit(urls.join(page.base, href)).path for href in hrefs]
        hint += sum(1 for path in paths if path.startswith(folder + "/")) / len(paths)
    for node in (slot.groups[0].parent, *slot.groups[0].parent.iterancestors()):
        marks = f"{node.get('id') or ''} {node.get('class') or ''}"
        if node.tag not in ("body", "html") and _ASIDE.search(marks):
            return hint - 1.0
    return hint


def _reward_paged(census: Census, slots: list[Slot]) -> None:
    """The slot nearest before the pager is the one it pages."""
    pager = next((i for i, e in enumerate(census.elements) if _is_pager(e)), None)
    if pager is None:
        return
    before = [s for s in slots if _last(census, s) < pager]
    if before:
        max(before, key=lambda s: _last(census, s)).score += 1.0


def _last(census: Census, slot: Slot) -> int:
    return census.order[slot.groups[-1].members[-1][-1]]


def _is_pager(element: HtmlElement) -> bool:
    if element.tag == "a":
        return bool(_PAGER_WORD.match(fold("".join(element.itertext())).strip("[]")))
    marks = f"{element.get('id') or ''} {element.get('class') or ''}"
    return (
        element.tag in ("div", "ul", "span", "p")
        and bool(_PAGER_CLASS.search(marks))
        and (len(visible_text(element)) < 200)
    )


def holds_only(census: Census, groups: Sequence[Group]) -> bool:
    """Whether the groups' common ancestor holds nothing else: one list in two columns."""
    first = groups[0].parent
    chain = [first, *first.iterancestors()]
    common = next(
        (
            n
            for n in chain
            if all(n is g.parent or n in set(g.parent.iterancestors()) for g in groups)
        ),
        None,
    )
    if common is None:
        return False
    inside = sum(len(_letters(e)) for g in groups for m in g.members for e in m)
    pictures = sum(1 for _ in common.iter("img")) - sum(
        1 for g in groups for m in g.members for e in m for _ in e.iter("img")
    )
    return not pictures and len(_letters(common)) <= inside + 2


def are_halves(census: Census, one: Slot, other: Slot) -> bool:
    """Whether two blocks of the same length stand side by side with nothing between them."""
    if len(one.groups) != 1 or len(other.groups) != 1 or abs(one.rows - other.rows) > 1:
        return False
    left, right = sorted(
        (one.groups[0], other.groups[0]), key=lambda g: census.order[g.members[0][0]]
    )
    return not has_heading_between(census, left, right)


def _letters(element: HtmlElement) -> str:
    return visible_text(element).replace(" ", "")


def has_heading_between(census: Census, left: Group, right: Group) -> bool:
    """Whether anything a reader sees stands between two groups: text, a tail, a picture."""
    last = left.members[-1][-1]
    inside = {last, *last.iterdescendants()}
    start, end = census.order[last], census.order[right.members[0][0]]
    for element in census.elements[start + 1 : end]:
        if element in inside or element.tag in ("script", "style", "noscript"):
            continue
        seen = fold(element.text or "") + fold(element.tail or "")
        if len(seen) > 1 or element.tag == "img":
            return True
    return len(fold(last.tail or "")) > 1
