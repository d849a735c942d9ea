"""Sets of repeated siblings that could be the rows of a list, found by repetition and dates.

A row needs a link that could be a title and, on dated lists, a date text beside it.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from lxml.html import HtmlElement

from crawler import dates
from crawler.lists.rowfields import PAGER_LINK
from crawler.pages.dom import fold, path_of, visible_strings

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
_NESTED = frozenset({"ul", "ol", "dl"})
_PAIRED = frozenset({"tr", "p", "div", "li"})
_UNITS = frozenset({"li", "p", "div", "dd", "tr"})
_LEADS = frozenset({"a", "dt", "h3", "h4", "h5"})
# What could be a date at all; crawler.dates decides. A bare year ("2025年") is none.
_MAYBE = re.compile(
    r"[0-9０-９]\s*[-/.·年月][\s0-9０-９]|[〇○一二三四五六七八九]{4}\s*年|-\s*[0-9]{2}"
)
_HALF = re.compile(r"^[\[（(]?\s*(?:19|20)?[0-9]{2}\s*[-/.年]\s*[0-9]{1,2}\s*月?\s*[\])）]?$")
# A day behind its label, whatever other labels follow it on the line
_LABELLED = re.compile(
    r"(?!.{0,4}(?:当前|今[天日]|现在|系统|北京|办公|工作|开放|服务))"  # the site's own days
    r"[\u4e00-\u9fff]{0,6}(?:时间|日期)\s*[:：]\s*(?:19|20)[0-9]{2}\s*[-/.年]"
)
_LABELLED_LINE = 120  # characters of such a line
_LABEL = re.compile(r"(?:时间|日期)$")
_DATE_TEXT = 40  # a date node is short; longer text is a title or a summary
_ROW_TEXT = 500  # a title with its summary; an article's paragraph is longer
_HAN = re.compile(r"[\u4e00-\u9fff]")


@dataclass(slots=True)
class Group:
    """A candidate: members are lists of sibling elements that make one row."""

    parent: HtmlElement
    members: list[list[HtmlElement]]
    path: str
    depth: int
    score: float
    dated: int


class Census:
    """Anchors and date texts below every element, counted in one pass over the tree."""

    def __init__(self, root: HtmlElement) -> None:
        self.elements: list[HtmlElement] = [e for e in root.iter() if isinstance(e.tag, str)]
        self.order = {element: i for i, element in enumerate(self.elements)}
        self.anchors: dict[HtmlElement, int] = dict.fromkeys(self.elements, 0)
        self.dates: dict[HtmlElement, int] = dict.fromkeys(self.elements, 0)
        # Of these, what stands in lists nested inside an element (related links in a row).
        self.inner_anchors: dict[HtmlElement, int] = dict.fromkeys(self.elements, 0)
        self.inner_dates: dict[HtmlElement, int] = dict.fromkeys(self.elements, 0)
        for element in reversed(self.elements):
            self.anchors[element] += 1 if element.tag == "a" and _is_named(element) else 0
            if element.tag not in ("script", "style", "title", "option", "textarea"):
                self.dates[element] += _is_date_text(element.text)
            parent = element.getparent()
            if parent is not None and parent in self.order:
                self.anchors[parent] += self.anchors[element]
                self.dates[parent] += self.dates[element] + _is_date_text(element.tail)
                nested = element.tag in _NESTED
                anchors, days = (
                    (self.anchors, self.dates) if nested else (self.inner_anchors, self.inner_dates)
                )
                self.inner_anchors[parent] += anchors[element]
                self.inner_dates[parent] += days[element]

    def counts(self, member: Sequence[HtmlElement]) -> tuple[int, int]:
        """Links and dates of a row; those nested in it do not count if it has its own."""
        anchors = sum(self.anchors[e] for e in member)
        days = sum(self.dates[e] for e in member)
        days += sum(_is_date_text(e.tail) for e in member if len(member) > 1)
        own_anchors = anchors - sum(self.inner_anchors[e] for e in member)
        own_days = days - sum(self.inner_dates[e] for e in member)
        return (own_anchors, own_days) if own_anchors and own_days else (anchors, days)


def _is_date_text(text: str | None) -> int:
    """1 when a text piece is short and is a date (or its half); titles with a date are not."""
    if not text:
        return 0
    folded = text.strip()
    if len(folded) <= _LABELLED_LINE and _LABELLED.match(folded):
        return 1
    if not 3 <= len(folded) <= _DATE_TEXT or not _MAYBE.search(folded):
        return 0
    if _HALF.match(folded) or dates.only_date(folded) or dates.month_day(folded):
        return 1
    found = dates.find_dates(folded)
    rest = len(_HAN.findall(folded)) - sum(len(_HAN.findall(f.raw)) for f in found)
    return 1 if found and rest <= 8 else 0


def _is_named(anchor: HtmlElement) -> bool:
    """Whether a link could be a title: a date could not, nor a page number or 下一页."""
    text = fold("".join(anchor.itertext()))
    if not text or len(text) > _DATE_TEXT:
        return True
    if PAGER_LINK.match(text):
        return False
    return not _is_date_text(text) or any(_is_title(part) for part in anchor.itertext())


def _is_title(part: str) -> bool:
    """Whether a piece of a link's text is a short title beside its date, not the date's label."""
    text = part.strip()
    if len(_HAN.findall(text)) < 4 or text[-1] in ":：" or _LABEL.search(text):
        return False
    return not _is_date_text(text)


def find_groups(census: Census) -> list[Group]:
    """Every set of repeated siblings that could be rows, scored."""
    found: list[Group] = []
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
        made = (_segments(census, parent), _headed(census, parent), _spanned(census, parent))
        found.extend(group for group in made if group is not None)
    return found


def _scored(
    census: Census, parent: HtmlElement, tag: str, members: list[list[HtmlElement]]
) -> Group | None:
    """The group with its score; None when members are no rows (coarse blocks, plain text)."""
    counts = [census.counts(member) for member in members]
    if not any(anchors for anchors, _ in counts):
        return None
    dated = sum(
        1
        for member, (anchors, days) in zip(members, counts, strict=True)
        if anchors and days and _is_brief(member)
    )
    coarse = sum(1 for anchors, days in counts if days > 2 and anchors > 2)
    if coarse > len(members) * 0.2 or (dated and dated < len(members) * 0.4):
        return None
    depth = sum(1 for _ in parent.iterancestors())
    score = 3 * dated / len(members) + math.log10(1 + len(members)) + depth / 1000
    path = path_of(parent) + ">" + tag
    return Group(parent, members, path, depth, score, dated)


def _is_brief(member: Sequence[HtmlElement]) -> bool:
    """Whether the text could be a row's; an article's paragraph with date and link is not."""
    length = sum(len(fold(" ".join(visible_strings(e)))) for e in member)
    return length <= _ROW_TEXT


def _segments(census: Census, parent: HtmlElement) -> Group | None:
    """Rows that lie flat in one parent: a, span, br, a, span, br … or dt, dd, dt, dd."""
    children = [c for c in parent if isinstance(c.tag, str)]
    leads = [c for c in children if c.tag in _LEADS and census.anchors[c]]
    outside = sum(census.dates[c] for c in children if c not in leads)
    outside += sum(_is_date_text(c.tail) for c in children)
    tags = {c.tag for c in leads}
    if not leads or len(tags) != 1 or outside < max(1, len(leads) * 0.4):
        return _pairs(census, parent, children)
    members: list[list[HtmlElement]] = []
    # The date may stand before its title: then what comes first belongs to the first title.
    before = any(census.dates[c] for c in children[: children.index(leads[0])])
    after = any(census.dates[c] for c in children[children.index(leads[-1]) + 1 :])
    waiting: list[HtmlElement] = []
    for child in children:
        if child in leads:
            members.append([*waiting, child])
            waiting = []
        elif before and not after:
            waiting.append(child)
        elif members:
            members[-1].append(child)
    group = _scored(census, parent, str(next(iter(tags))) + "+", members)
    if group is not None and len(members) == 1:
        group.score -= 0.5  # one flat row is weaker than the element around it
    return group


def _pairs(census: Census, parent: HtmlElement, children: list[HtmlElement]) -> Group | None:
    """Rows of two siblings of one tag: the link in the first, its date in the second."""
    kept = [c for c in children if census.anchors[c] or census.dates[c]]
    before = bool(kept) and bool(census.dates[kept[0]]) and not census.anchors[kept[0]]
    members = [
        [first, second]
        for first, second in pairwise(kept)
        if first.tag == second.tag
        and first.tag in _PAIRED
        and bool(census.anchors[first]) is not before
        and bool(census.dates[first]) is before
        and bool(census.anchors[second]) is before
        and bool(census.dates[second]) is not before
    ]
    if len(members) < 2 or len(members) * 2 < len(children) * 0.6:
        return None
    return _scored(census, parent, f"{members[0][0].tag!s}++", members)


def _headed(census: Census, parent: HtmlElement) -> Group | None:
    """Rows without dates of their own under headings that are dates: each has its heading's."""
    days = [c for c in parent if c in census.order and (census.anchors[c] or census.dates[c])]
    flat: list[HtmlElement] = []
    for child in days:
        wraps = census.anchors[child] > 1 and census.dates[child] == 1 and child.tag != "tr"
        flat.extend(child if wraps else [child])
    members: list[list[HtmlElement]] = []
    heading: HtmlElement | None = None
    for child in flat:
        anchors, dated = census.anchors[child], census.dates[child]
        if dated and not anchors:
            heading = child
        elif anchors and not dated and heading is not None and child.tag != "a":
            members.extend([heading, unit] for unit in _units(census, child))
        elif anchors or dated:
            return None
    headings = {member[0] for member in members}
    if len(headings) < 2 or len(members) == len(headings):
        return None
    return _scored(census, parent, f"{members[0][0].tag!s}/{members[0][1].tag!s}", members)


def _spanned(census: Census, parent: HtmlElement) -> Group | None:
    """Rows of a table whose date cell spans several: each of them has that date."""
    members: list[list[HtmlElement]] = []
    cell, left = None, 0
    for row in parent:
        if row.tag != "tr" or not (census.anchors[row] or census.dates[row]):
            continue
        spans = [c for c in row if c.tag in ("td", "th") and _span(c) > 1 and census.dates[c]]
        if spans:
            cell, left = spans[0], _span(spans[0])
            members.append([row])
        elif cell is not None and left > 0 and census.anchors[row] and not census.dates[row]:
            members.append([cell, row])
        elif census.anchors[row] and census.dates[row]:
            members.append([row])
        elif census.anchors[row]:
            return None
        left -= 1
    if not any(len(member) > 1 for member in members):
        return None
    return _scored(census, parent, "tr/tr", members)


def _span(cell: HtmlElement) -> int:
    told = (cell.get("rowspan") or "").strip()
    return int(told) if told.isdecimal() and len(told) < 4 else 1


def _units(census: Census, block: HtmlElement) -> list[HtmlElement]:
    """The linked parts of a block, one for each row; the block itself when it is one row."""
    if census.anchors[block] < 2:
        return [block]
    parts = [c for c in block if c in census.order and census.anchors[c]]
    if len(parts) == 1:
        return _units(census, parts[0])
    same = len({part.tag for part in parts}) == 1 and parts[0].tag in _UNITS
    return parts if same else [block]
