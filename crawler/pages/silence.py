"""When a page that shows no rows may be believed: nothing on it still waits for an answer.

A list made by script looks empty whenever its script could not work: a library on another host
(never fetched), an interface that failed, rows that come only after a click or on scrolling.
"""

import re
from collections.abc import Awaitable, Callable, Sequence

from crawler.pages.dom import PageDom
from crawler.pages.islands import declared_total, load
from crawler.transport.visit import Rendered
from crawler.urls import join

_ASKS = re.compile(
    r"XMLHttpRequest|ActiveXObject|\bfetch\s*\(|\baxios\b|EventSource|WebSocket"
    r"|(?:\$|jQuery)\s*\.\s*(?:ajax|get|post|getJSON|load)\b|\.load\s*\(\s*['\"/]"
    r"|\bnew\s+Vue\b|\bcreateApp\s*\(|\.DataTable\b|\bbootstrapTable\b|\blaytpl\b|\bflow\s*\.\s*load\b"
)
_SCROLL = re.compile(r"onscroll|['\"]scroll['\"]|\.scroll\s*\(|IntersectionObserver|infinite", re.I)
_NO_ROWS = re.compile(r"\[\s*\]")
_ROWS = re.compile(r"\[\s*\{|<(?:li|tr|a)\b", re.I)
_WAITED_FOR = ("document", "script", "xhr", "fetch")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_TITLE_LETTERS = 6
_TITLES = 3  # as many links that read like titles are rows, read or not
_SCRIPTS = 8  # files of one page that are read for what they ask

Read = Callable[[str], Awaitable[str]]


def asks(text: str) -> bool:
    """Whether a script asks a server for something."""
    return _ASKS.search(text) is not None


def waits_for_scrolling(text: str) -> bool:
    """Whether a script does something when the reader scrolls."""
    return _SCROLL.search(text) is not None


def waits(page: PageDom) -> bool:
    """Whether the page's own inline scripts may bring rows that are not in it."""
    return asks(page.scripts)


def was_disturbed(rendered: Rendered) -> bool:
    """Whether something the page needs was kept from it, failed, or was not there in time."""
    if rendered.errors or rendered.unfinished:
        return True
    documents = 0
    for one in rendered.requests:
        if one.kind not in _WAITED_FOR or one.blocked == "beacon":
            continue
        documents += one.kind == "document"
        if one.blocked or one.status is None or one.status >= 400:
            return True
    return documents > 1  # a frame's rows are not in the page


def says_nothing(answers: Sequence[str]) -> bool:
    """Whether data a page asked for says that its list holds nothing, and none brings rows.

    The list itself must be there and empty: a count of comments may be 0 anywhere.
    """
    none = [declared_total(load(text)) == 0 and bool(_NO_ROWS.search(text)) for text in answers]
    return any(none) and not any(
        _ROWS.search(text) for text, empty in zip(answers, none, strict=True) if not empty
    )


async def is_silent(page: PageDom, home: PageDom, read: Read) -> bool:
    """Whether a page without rows that asked for no data truly has none to show.

    ``read`` gives the text of an own address. What the home page carries too is the site's frame;
    a frame's script speaks against the page only if it waits for scrolling.
    """
    if not _same_asking(page, home) or _unread_titles(page, home) >= _TITLES:
        return False
    if _controls(page) > _controls(home):
        return False
    shared = _files(home)
    for address in _files(page)[:_SCRIPTS]:
        text = await read(address)
        if not text or (asks(text) and (address not in shared or waits_for_scrolling(text))):
            return False
    return True


def _unread_titles(page: PageDom, home: PageDom) -> int:
    """How many links read like titles and are not the site's frame: rows nobody could read."""
    known = {join(home.base, a.get("href") or "") for a in home.root.iter("a")}
    found = {
        address
        for anchor in page.root.iter("a")
        if len(_HAN.findall("".join(anchor.itertext()))) >= _TITLE_LETTERS
        and (address := join(page.base, anchor.get("href") or ""))
        and address not in known
    }
    return len(found)


def _same_asking(page: PageDom, home: PageDom) -> bool:
    """Whether every inline script that asks stands on the home page as well."""
    known = {(node.text or "").strip() for node in home.root.iter("script")}
    own = ((node.text or "").strip() for node in page.root.iter("script"))
    return all(text in known for text in own if asks(text))


def _controls(page: PageDom) -> int:
    """How many things there are to press or choose: rows may come only then."""
    return sum(
        1
        for node in page.root.iter("select", "button", "input")
        if node.tag != "input" or node.get("type", "").lower() in ("button", "submit")
    )


def _files(page: PageDom) -> list[str]:
    return [
        join(page.base, node.get("src", "")) for node in page.root.iter("script") if node.get("src")
    ]
