"""What one row says: title, address, date, flags.

``member`` is the list of sibling elements that make the row; usually one ``li`` or ``tr``.
"""

import re
from collections.abc import Sequence
from datetime import date

from lxml.html import HtmlElement

from crawler import dates, urls
from crawler.pages import shapes
from crawler.pages.breadcrumbs import says_place
from crawler.pages.dom import PageDom, anchor_text, fold, is_hidden, visible_strings
from crawler.pages.islands import SIGNED_ON
from crawler.records import DateSource, Flag, Row

PLACEHOLDER = re.compile(
    r"^(该|本|此)?(栏目|目录)?(暂无|暂时没有|没有|无)(相关|任何)?(数据|内容|信息|资料|记录|文章)[。！!.]*$"
    r"|正在建设|敬请期待|内容更新中"
)
_PINNED = re.compile(r"[\[【(（]?\s*置\s*顶\s*[\]】)）]?")
_PINNED_CLASS = re.compile(r"(^|[-_\s])(zhiding|istop|sticky|pinned|ding)($|[-_\s])", re.I)
PAGER_LINK = re.compile(
    r"^[\[<«‹]*\s*(\d{1,4}|\.{2,}|…|第?一页|首\s*页|[上下前后]一?页|尾\s*页|末\s*页|最后一?页|跳转|go"
    r"|[<>«»‹›]+)\s*[\]>»›]*$",
    re.I,
)
_BULLET = re.compile(r"^[\s·•●■◆▪>»›*\-–—]+(?=\S)")
_ELLIPSIS = re.compile(r"(\.{2,}|…+|⋯+)\s*$")
_SCRIPTED = re.compile(r"^\s*(javascript:|#(?!!?/\w)|$)", re.I)
_OPENED = re.compile(
    r"(?:location(?:\.href)?\s*=|location\.(?:assign|replace)\s*\(|window\.open\s*\()"
    r"\s*['\"]([^'\"]+)['\"]\s*(?:[,;)]|$)"
)
_DATA = ("data-url", "data-href", "data-link")
# What a link says that leads to an item without naming it
_HAN = re.compile(r"[\u4e00-\u9fff]")
_BUTTON = re.compile(
    r"^\W*(?:(?:查看|了解|阅读|点击)?(?:详情|详细|全文|原文|更多|内容)|(?:我要|立即|马上|点击|现在)?(?:参与|填写|投票|进入|查看|作答|提意见)"
    r"(?:调查|问卷|征集|活动|投票|意见)?)\W*$"
)
_LISTS = frozenset({"ul", "ol", "dl"})
_NESTED = frozenset({"ul", "ol", "dl", "table"})
# Heads of cells that hold days
DAY_HEAD = re.compile(r"日期|时间|期限$|^(?:开始|结束|起始|起止|截[止至]|终止|征集期|公示期)日?$")


def read_row(
    page: PageDom,
    member: Sequence[HtmlElement],
    position: int,
    header: tuple[str, ...],
    year: int | None,
    shared: frozenset[str] = frozenset(),
) -> Row | None:
    """The row, or None for a spacer, a heading row or a pager line.

    ``shared`` are addresses that many rows of the list have: not the row's own.
    """
    anchor = _title_anchor(member, shared)
    texts = [fold(t) for t in _texts(member, _secondary(page, member))]
    if _is_pager(member) or _is_breadcrumb(texts):
        return None
    if anchor is None:
        return _linkless(texts, position, year)
    title, pinned = _title(anchor, texts)
    if not title:
        return None
    href = (anchor.get("href") or "").strip()
    flags: set[Flag] = set()
    if pinned or _PINNED_CLASS.search(" ".join(e.get("class") or "" for e in member)):
        flags.add(Flag.PINNED)
    if _SCRIPTED.match(href):
        href = _handed(page, (anchor, *member)) or href
    if _SCRIPTED.match(href):
        flags.add(Flag.SCRIPTED)
    elif urls.is_attachment(urls.join(page.base, href)):
        flags.add(Flag.ATTACHMENT)
    hiding = page.hiding_classes
    if any(is_hidden(e, hiding) for e in (*member, anchor)):
        flags.add(Flag.HIDDEN)
    if PLACEHOLDER.search(title) and Flag.SCRIPTED in flags:
        flags.add(Flag.PLACEHOLDER)
    found = _date(member, texts, title, header, year)
    if found.kind == dates.RowDateKind.SIGNING:
        flags.add(Flag.DRAFTED)
    if any(found.date and other.year != found.date.year for other in found.others):
        flags.add(Flag.CONFLICT)
    day = None if Flag.DRAFTED in flags else found.date
    source = DateSource.LIST if day else DateSource.NONE
    signed = found.signing or _signed(member)
    return Row(position, title, href, found.raw, day, source, frozenset(flags), signed)


def _signed(member: Sequence[HtmlElement]) -> date | None:
    """The day of signing that data gave beside the day of publishing (crawler.pages.islands)."""
    told = next((e.get(SIGNED_ON) for e in member if e.get(SIGNED_ON)), "")
    return date.fromisoformat(told) if told else None


def _handed(page: PageDom, elements: Sequence[HtmlElement]) -> str:
    """The article's address where a click handler or a data attribute spells it out."""
    for element in elements:
        opened = _OPENED.search(element.get("onclick") or "")
        told = opened[1] if opened else ""
        told = told or next((element.get(name) or "" for name in _DATA if element.get(name)), "")
        if told.startswith(("/", "./", "http")) and shapes.looks_like_detail(
            urls.join(page.base, told)
        ):
            return told
    return ""


def _is_pager(member: Sequence[HtmlElement]) -> bool:
    """Whether a member is the list's own pager: several links, all numbers or pager words."""
    links = [fold(anchor_text(a)) for e in member for a in e.iter("a")]
    return len(links) >= 2 and all(PAGER_LINK.match(text) for text in links if text)


def _is_breadcrumb(texts: list[str]) -> bool:
    """Whether a member is the page's 当前位置, as the first line of a table of rows may be."""
    return bool(texts) and says_place(texts[0]) and not any(map(dates.only_date, texts))


def _linkless(texts: list[str], position: int, year: int | None) -> Row | None:
    """A member without any link: a placeholder, or a row whose address is empty."""
    joined = fold(" ".join(texts))
    if not joined:
        return None
    if PLACEHOLDER.search(joined):
        flags = frozenset({Flag.PLACEHOLDER})
        return Row(position, joined, "", "", None, DateSource.NONE, flags)
    title = max(texts, key=len)
    found = dates.row_date(texts, title=title, year=year)
    if found.date is None or title == found.raw or not 4 <= len(title) <= 120 or _is_heading(texts):
        return None
    flags = frozenset({Flag.SCRIPTED})
    return Row(position, title, "", found.raw, found.date, DateSource.LIST, flags)


def _is_heading(texts: list[str]) -> bool:
    return any(t in ("标题", "序号", "信息标题", "名称", "文件名称") for t in texts)


def _texts(
    member: Sequence[HtmlElement], without: frozenset[HtmlElement] = frozenset()
) -> list[str]:
    """Text pieces of the row; the tails between its elements belong to it."""
    pieces: list[str] = []
    for element in member:
        own = list(visible_strings(element, _LISTS, without))
        # A list nested in the row speaks of other items, if the row has a date of its own.
        dated = any(dates.only_date(text) or dates.month_day(text) for text in own)
        pieces.extend(own if dated else visible_strings(element, without=without))
        if len(member) > 1 or element.tag == "a":
            pieces.append(element.tail or "")
    return [p for p in pieces if p.strip()]


def _secondary(page: PageDom, member: Sequence[HtmlElement]) -> frozenset[HtmlElement]:
    """Dates of a row that stand behind its first: hidden, or marked as the day of an update."""
    days = [
        node
        for element in member
        for node in element.iter("time", "span", "em", "i")
        if _undated(fold("".join(node.itertext()))) == "" and len(node) == 0
    ]
    later = frozenset(
        node
        for node in days
        if is_hidden(node, page.hiding_classes)
        or _is_update(set((node.get("class") or "").lower().split()))
    )
    return later if len(later) < len(days) else frozenset()


def _is_update(classes: set[str]) -> bool:
    return bool(classes & {"updated", "modified"}) and "published" not in classes


def _title_anchor(member: Sequence[HtmlElement], shared: frozenset[str]) -> HtmlElement | None:
    """The longest link text among the row's own links; links of a nested list do not count."""
    anchors = [a for e in member for a in e.iter("a") if not _nested(a, e)]
    own = [a for a in anchors if (a.get("href") or "") not in shared] or anchors
    named = [(len(_undated(anchor_text(a))), -i, a) for i, a in enumerate(own)]
    return max(named, key=lambda item: item[:2])[2] if named else None


def _nested(anchor: HtmlElement, row: HtmlElement) -> bool:
    if anchor is row:
        return False
    for node in anchor.iterancestors():
        if node is row:
            return False
        if node.tag in _NESTED and row.tag not in ("div", "td", "table", "tr", "section"):
            return True
    return False


def _undated(text: str) -> str:
    """The text without the dates in it: a link whose text is nothing but dates is no title."""
    if dates.only_date(text) or dates.month_day(text):
        return ""
    rest = text
    for found in dates.find_dates(text):
        rest = rest.replace(found.raw, "")
    return text if re.search(r"\w", rest) else ""


def _title(anchor: HtmlElement, texts: list[str]) -> tuple[str, bool]:
    """Full title (the attribute when the text is cut) and whether it is marked 置顶."""
    pieces = [fold(t) for t in visible_strings(anchor)]
    kept = [p for p in pieces if _undated(p)] or pieces
    text = fold(" ".join(kept)) or anchor_text(anchor)
    attribute = fold(anchor.get("title") or "")
    stem = _ELLIPSIS.sub("", text)
    if attribute and attribute != text and (stem in attribute or not text):
        text = attribute
    if _BUTTON.match(text):
        text = max((t for t in texts if t not in pieces and _undated(t)), key=_han, default=text)
    pinned = any(_PINNED.fullmatch(t) for t in texts) or bool(_PINNED.match(text))
    text = _PINNED.sub("", text, count=1) if _PINNED.match(text) else text
    return _BULLET.sub("", text).strip(), pinned


def _han(text: str) -> int:
    """How much of a text could be a title; sentences are summaries."""
    return 0 if re.search(r"[。；]", text) or len(text) > 120 else len(_HAN.findall(text))


def _date(
    member: Sequence[HtmlElement],
    texts: list[str],
    title: str,
    header: tuple[str, ...],
    year: int | None,
) -> dates.RowDate:
    """The row's date; a table's heads are put before its cells, so that they act as labels."""
    cells = _cells(member)
    if header and len(cells) == len(header):
        labelled = [
            f"{h}：{c}" if DAY_HEAD.search(h) else c for h, c in zip(header, cells, strict=True)
        ]
        return dates.row_date(labelled, title=title, year=year)
    rest = [t for t in texts if t != title and (t not in title or len(t) < 4)] or texts
    return dates.row_date(rest, title=title, year=year)


def _cells(member: Sequence[HtmlElement]) -> list[str]:
    if len(member) != 1 or member[0].tag != "tr":
        return []
    return [fold(" ".join(visible_strings(c))) for c in member[0] if c.tag in ("td", "th")]
