"""The breadcrumb of a page (当前位置：首页 > 政策解读): its steps, links or plain text."""

import re
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from crawler import urls
from crawler.pages.dom import PageDom, anchor_text, fold, visible_text

_CRUMB = re.compile(
    r"(当前位置|您的位置|所在位置|您现在的位置|你的位置|当前栏目|您所在的位置|现在位置)"
)
_CRUMB_CLASS = re.compile(r"(bread|crumb|dqwz|position|location|weizhi|curmb|szwz)", re.I)
_CRUMB_LENGTH = 160
_HOME = re.compile(r"(网站|本站|返回)?首\s*页|主页")
_ROOT = re.compile(r"/?(?:(?:index|default|main|home)\.\w+)?", re.I)
_SEPARATORS = re.compile(r"[>›»/|\\＞→·:：]+|&gt;|-{1,2}>")
_COUNT_TAIL = re.compile(r"[（(]\s*\d+\s*[)）]$")


def short_name(text: str) -> str:
    """A name without the signs and the count around it: 通知公告（12） is 通知公告."""
    return _COUNT_TAIL.sub("", text).strip(" >»›·•|[]【】:：")


def says_place(text: str) -> bool:
    """Whether a text begins as a breadcrumb does (当前位置：…)."""
    return bool(_CRUMB.match(text.lstrip(" \u3000>»【[")))


def breadcrumb(page: PageDom) -> tuple[tuple[str, str], ...]:
    """(address, name) of each step of 当前位置, 首页 left out; a last step without link has ''.

    A first step that leads to the root of the host is the home page, whatever it is called.
    """
    holder = _crumb_holder(page)
    if holder is None:
        return ()
    steps: list[tuple[str, str]] = []
    for anchor in holder.iter("a"):
        name = short_name(anchor_text(anchor))
        if name and len(name) <= 40:
            steps.append((urls.join(page.base, anchor.get("href") or ""), name))
    names = _steps(holder)
    if not steps:
        return tuple(("", name) for name in names if not _HOME.fullmatch(name))
    tail = names[-1] if names else ""
    if tail and (not steps or tail != steps[-1][1]) and tail not in {n for _, n in steps}:
        steps.append(("", tail))
    if len(steps) > 1 and steps[0][0] and _is_root(steps[0][0]):
        steps = steps[1:]
    return tuple(s for s in steps if not _HOME.fullmatch(s[1]))


def _is_root(address: str) -> bool:
    """Whether an address is the first page of its host, no list chosen by query or fragment."""
    parts = urlsplit(address)
    return bool(_ROOT.fullmatch(parts.path)) and not parts.query and not parts.fragment


def _steps(holder: HtmlElement) -> list[str]:
    """The names of a breadcrumb in reading order, 首页 among them."""
    # Steps that are items of a list are kept apart by the style sheet, not by signs.
    items = [visible_text(item) for item in holder.iter("li")]
    texts = items if len(items) > 1 else [visible_text(holder)]
    parts = [part for text in texts for part in _SEPARATORS.split(_CRUMB.sub("", text))]
    return [name for part in parts if (name := short_name(part))]


def _is_written_out(node: HtmlElement) -> bool:
    """Whether the steps stand in the element itself, as text from 首页 on, none of them a link."""
    if len(visible_text(node)) > _CRUMB_LENGTH or next(node.iter("a"), None) is not None:
        return False
    names = _steps(node)
    return len(names) > 1 and _HOME.fullmatch(names[0]) is not None


def _crumb_holder(page: PageDom) -> HtmlElement | None:
    """The smallest element that holds the words 当前位置 and a link or the written-out steps."""
    for node in page.root.iter():
        if not isinstance(node.tag, str) or node.tag in ("script", "style", "head", "title"):
            continue
        own = fold(" ".join(filter(None, (node.text, *(c.tail for c in node)))))
        if _CRUMB.search(own):
            if _is_written_out(node):
                return node
            holder = node
            for _ in range(3):
                if any(True for _ in holder.iter("a")):
                    return holder if len(visible_text(holder)) <= _CRUMB_LENGTH else None
                parent = holder.getparent()
                if parent is None:
                    return None
                holder = parent
            return None
    marked = (
        n
        for n in page.root.iter("div", "p", "ul", "ol", "span", "td")
        if _CRUMB_CLASS.search(f"{n.get('class') or ''} {n.get('id') or ''}")
    )
    for node in marked:
        if _is_written_out(node):
            return node
        if any(True for _ in node.iter("a")) and len(visible_text(node)) <= _CRUMB_LENGTH:
            return node
    return None
