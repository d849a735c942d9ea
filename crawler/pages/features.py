"""Entries of features on a page: accessibility, languages, smart Q&A, the search box.

Pure reading of markup by the marks of ``config/features.toml``; whether what lies behind an entry
works is for the probes, and what it means for the audits.
"""

import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from lxml import etree
from lxml.html import HtmlElement

from crawler import urls
from crawler.pages.dom import PageDom, anchor_text, fold, is_hidden
from crawler.resources import config_folder

KINDS = ("accessibility", "elder", "language", "smart_qa")
_HOLDERS = ("a", "area", "button", "span", "div", "img", "li", "i", "input", "option")
_SHORT = 12  # characters of a text that may hold a mark inside it
_QUOTE = 300
_SEARCH_NAME = re.compile(
    r"search|keyword|searchword|^(q|qt|kw|wd|key|keys|query|qs|sw)$|suggest", re.I
)
_SEARCH_HINT = re.compile(r"搜索|检索|关键[字词]|search", re.I)
_SEARCH_WORD = re.compile(r"搜\s*索|检\s*索|/(?:search|jsearch|so)\b|[\"'](?:search|sousuo)", re.I)
_SEARCH_LINK = re.compile(r"(?:站内|全站|高级|智能|网站|信息|全文|综合)?(?:搜索|检索)(?:一下)?")
_FOREIGN_PATH = re.compile(
    r"^(?:en|english|eng|jp|kr|ru|fr|vn|de)\.|/(?:english|eng?|en_us)/?", re.I
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feature. ``how`` is link, button, script or frame; ``url`` may be "".

    ``text`` is what the reader sees, ``markup`` the element's own source, cut short.
    """

    kind: str
    how: str
    text: str
    url: str
    markup: str


@dataclass(frozen=True, slots=True)
class SearchForm:
    """A search box: where it sends what (``method`` get or post), and the name of its field."""

    action: str
    method: str
    field: str
    hidden: tuple[tuple[str, str], ...]
    markup: str


@dataclass(frozen=True, slots=True)
class _Marks:
    texts: frozenset[str]
    within: tuple[str, ...]
    scripts: tuple[str, ...]
    marks: tuple[str, ...]
    not_: tuple[str, ...]


@cache
def _marks(kind: str) -> _Marks:
    data = tomllib.loads((config_folder() / "features.toml").read_text(encoding="utf-8"))[kind]
    return _Marks(
        frozenset(data.get("texts", ())),
        tuple(data.get("within", ())),
        tuple(data.get("scripts", ())),
        tuple(data.get("marks", ())),
        tuple(data.get("not", ())),
    )


@cache
def trade_words() -> dict[str, list[str]]:
    """Words of units' names with what accounts of theirs call the trade."""
    data = tomllib.loads((config_folder() / "features.toml").read_text(encoding="utf-8"))
    return dict(data["trades"])


def read_entries(page: PageDom, kinds: tuple[str, ...] = KINDS) -> tuple[Entry, ...]:
    """Every entry of the given kinds, in page order; hidden ones left out."""
    return tuple(entry for kind in kinds for entry in _entries(page, kind, _marks(kind)))


def own_targets(page: PageDom, own: Callable[[str], bool]) -> tuple[str, ...]:
    """Own addresses behind the entries of a page: what must be opened to tell what they are.

    The page itself and other parts of it are left out; a script is a target too.
    """
    here = urls.canonical(page.url)
    found = {
        entry.url: None
        for entry in read_entries(page)
        if entry.url and own(entry.url) and urls.canonical(entry.url) != here
    }
    return tuple(found)


def unseen_parts(
    page: PageDom, own: Callable[[str], bool], *, tools: bool = False
) -> tuple[str, ...]:
    """Other hosts whose scripts and frames belong to a page and may hold entries.

    They are never asked for. Known badges and counters (``harmless``) do not count, nor do tools
    for barrier-free browsing, unless ``tools``: they hold no entries but their own.
    """
    harmless = _marks("harmless").scripts
    if not tools:
        harmless += _marks("accessibility").scripts + _marks("elder").scripts
    found: dict[str, None] = {}
    for node in page.root.iter("script", "iframe", "frame"):
        url = urls.join(page.base, node.get("src") or "")
        if url and not own(url) and not any(mark in url.lower() for mark in harmless):
            found[urls.host_of(url)] = None
    return tuple(found)


def may_search(page: PageDom) -> bool:
    """Whether a page offers a search in any way: a form, a field to type in, or the word."""
    kinds = [(node.get("type") or "text").lower() for node in page.root.iter("input")]
    return bool(
        {"text", "search"} & set(kinds) or search_forms(page) or _SEARCH_WORD.search(page.text)
    )


def search_links(page: PageDom) -> tuple[str, ...]:
    """Addresses of links that are called search, in page order."""
    found = {
        urls.join(page.base, node.get("href") or ""): None
        for node in page.root.iter("a")
        if _SEARCH_LINK.fullmatch(re.sub(r"\s", "", anchor_text(node) or node.get("title") or ""))
    }
    return tuple(url for url in found if url)


def search_forms(page: PageDom) -> tuple[SearchForm, ...]:
    """Forms with a text field for search words, in page order."""
    found = []
    for form in page.root.iter("form"):
        fields = [
            node
            for node in form.iter("input")
            if (node.get("type") or "text").lower() in ("text", "search") and node.get("name")
        ]
        said = _source(form)
        field = next((f for f in fields if _SEARCH_NAME.search(f.get("name") or "")), None)
        if field is None and fields and _SEARCH_HINT.search(said):
            field = fields[0]
        action = urls.join(page.base, form.get("action") or page.url)
        if field is None or not action or not _is_search(form, said):
            continue
        hidden = tuple(
            (node.get("name") or "", node.get("value") or "")
            for node in form.iter("input")
            if (node.get("type") or "").lower() == "hidden" and node.get("name")
        )
        method = (form.get("method") or "get").lower()
        found.append(SearchForm(action, method, field.get("name") or "", hidden, said))
    return tuple(found)


def _is_search(form: HtmlElement, said: str) -> bool:
    action = (form.get("action") or "").lower()
    marked = " ".join((form.get("id") or "", form.get("class") or "", action))
    return bool(re.search(r"search|/so/|query|find|sousuo|jsearch|was5", marked, re.I)) or bool(
        _SEARCH_HINT.search(said)
    )


def _entries(page: PageDom, kind: str, marks: _Marks) -> Iterator[Entry]:
    seen: set[tuple[str, str]] = set()
    for node in page.root.iter(*_HOLDERS):
        text = _text(node)
        how = _how(node, text, marks, kind)
        if not how or _is_off(node, page):
            continue
        url = urls.join(page.base, _address(node))
        key = (urls.canonical(url) if url else "", text)
        if key in seen or (not url and any(text == t for _, t in seen)):
            continue
        seen.add(key)
        yield Entry(kind, how, text, url, _source(node))
    for node in page.root.iter("script", "iframe", "frame"):
        address = node.get("src") or ""
        if any(mark in address.lower() for mark in marks.scripts):
            how = "script" if node.tag == "script" else "frame"
            yield Entry(kind, how, "", urls.join(page.base, address), _source(node))


def _how(node: HtmlElement, text: str, marks: _Marks, kind: str) -> str:
    """link, button or "" for an element that is no entry of the kind."""
    plain = re.sub(r"[\s\[\]【】|·>》]", "", text).lower()
    if any(word in plain for word in marks.not_):
        return ""
    handler = " ".join(node.get(a) or "" for a in ("id", "class", "onclick", "href")).lower()
    address = _address(node).lower() if node.tag in ("a", "area", "option") else ""
    if node.tag == "option" and not address:
        return ""
    word = "link" if address and not urls.is_scripted(address) and address != "#" else "button"
    if plain in marks.texts or (
        len(plain) <= _SHORT and any(inner in plain for inner in marks.within)
    ):
        acts = node.tag in ("a", "area", "button", "input", "option") or bool(node.get("onclick"))
        shown = node.tag in ("span", "div", "img", "li", "i") and bool(
            node.get("id") or node.get("style") or node.get("title") or node.get("alt")
        )
        return word if acts else ("button" if shown and not _inside_link(node) else "")
    if any(mark in handler for mark in marks.marks) and node.tag in ("a", "button", "span", "div"):
        return word
    if address and any(mark in address for mark in marks.scripts):
        return word
    if kind == "language" and address and _FOREIGN_PATH.search(_tail(address)):
        return word if len(plain) <= _SHORT and not re.search("[\u4e00-\u9fff]", plain) else ""
    return ""


def _tail(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.netloc}{parts.path}" if parts.netloc else parts.path


def _text(node: HtmlElement) -> str:
    """What the element says: its own text, else its title, alt or value."""
    if node.tag in ("a", "area", "button"):
        said = anchor_text(node)
    elif len(node) > 2:
        said = ""
    else:
        said = fold("".join(node.itertext()))
    if not said or len(said) > 40:
        said = said[:40]
    if re.search(r"\w", said):
        return said
    told = (node.get(name) for name in ("title", "alt", "value", "aria-label"))
    return fold(next((one for one in told if one), ""))[:40] or said  # a sign alone says nothing


def _address(node: HtmlElement) -> str:
    if node.tag in ("a", "area"):
        return node.get("href") or ""
    if node.tag == "option":
        value = node.get("value") or ""
        return value if "/" in value else ""
    parent = node.getparent()
    return (parent.get("href") or "") if parent is not None and parent.tag == "a" else ""


def _inside_link(node: HtmlElement) -> bool:
    return any(parent.tag == "a" for parent in node.iterancestors())


def _is_off(node: HtmlElement, page: PageDom) -> bool:
    return any(is_hidden(one, page.hiding_classes) for one in (node, *node.iterancestors()))


def _source(node: HtmlElement) -> str:
    text = etree.tostring(node, encoding="unicode", with_tail=False)
    return re.sub(r"\s+", " ", text)[:_QUOTE]
