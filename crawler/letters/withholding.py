"""Pages that show citizens' letters, with every word of the letters taken out.

What stays is what the walk needs: menus, addresses, dates, states, page numbers and pager
scripts. A row's title becomes a mark with a hash, so that two rows stay two.
"""

import hashlib
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from html import unescape

from lxml import etree
from lxml.html import HtmlElement

from crawler.letters.letter import letter_words
from crawler.pages.dom import PageDom
from crawler.records import VEIL, Entry

_DATE = re.compile(
    r"(?<!\d)(?:19|20)\d{2}\s*[-./年]\s*\d{1,2}\s*[-./月]\s*\d{1,2}\s*日?"
    r"(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?(?!\d)|(?<![\d-])\d{2}-\d{2}(?![\d-])"
)
_PAGING = re.compile(
    r"共\s*\d{1,6}\s*[条页件封]|第\s*\d{1,5}\s*页|\d{1,5}\s*/\s*\d{1,5}\s*页?|每页\s*\d{1,3}\s*[条件]"
)
_NUMBER = re.compile(r"\d{1,4}")
_PLAIN = re.compile(r"[^\w]*")
_HAN = re.compile(r"[\u3400-\u9fff]")
_HAN_RUN = re.compile(r"[\u3400-\u9fff]+")
_OUTSIDE = re.compile(r"(^|>)([^<>]+)(?=<|$)")
_METAS = frozenset({"columnname", "columntype", "sitename", "sitedomain", "siteidcode"})
_ATTRIBUTES = frozenset({"title", "alt", "value", "placeholder", "summary", "label", "content"})
_STRING = re.compile(r"\"((?:[^\"\\\n]|\\.)*)\"|'((?:[^'\\\n]|\\.)*)'")
_BETWEEN = re.compile(r">([^<>]+)<")
_TITLE = re.compile(r"\b(title|alt|value)\s*=\s*(\\?[\"'])(.*?)\2", re.S | re.I)
_CAMEL = re.compile(r"\s([a-z]+[A-Z][A-Za-z]*)\s*=")
_WORD = re.compile(r"[a-zA-Z_]{1,14}")
_LONG_NUMBER = re.compile(r"(?<![\d/_.-])\d{11,}(?![\d/_.-])")
_ROW = re.compile(r"<(li|tr|dd|dt|dl|p|h\d|div)\b(?:(?!<\1\b).)*?</\1\s*>", re.S | re.I)
_PIECE = re.compile(r"[^<>]{6,200}")
_VALUE = re.compile(r"=\s*(?:\"[^\"<>]*\"|'[^'<>]*')")
_QUOTED = re.compile(r"\"[^\"\n<>]*\"|'[^'\n<>]*'")
_SHORTEST = 6  # characters of a letter's title that is looked for
_LINK = re.compile(r"<a\b[^>]*>.*?</a\s*>", re.S | re.I)
_HREF = re.compile(r"href\s*=\s*[\"']?([^\"'\s>]+)", re.I)


def mask(text: str) -> str:
    """A title that tells nothing and still tells two letters apart."""
    if text.startswith(VEIL):
        return text
    return f"{VEIL}{hashlib.sha256(text.encode()).hexdigest()[:8]}"


def veiled(entry: Entry) -> Entry:
    """A row without a word of its letter; one without an address is known by what is left."""
    title, day = mask(entry.title), remains(entry.raw_date)
    href = entry.href if entry.url else script_remains(entry.href)
    ident = entry.content_id if entry.url else f"row:{title}|{day}|{href}"
    return replace(entry, title=title, raw_date=day, href=href, content_id=ident)


def is_dated(text: str) -> bool:
    """Whether a text bears a date."""
    return bool(_DATE.search(text))


def remains(text: str) -> str:
    """What may be kept of any text of a letter: dates, states, labels, page numbers."""
    if _PLAIN.fullmatch(text) or _NUMBER.fullmatch(text.strip()):
        return text
    words = letter_words()
    plain = text.strip(" \t\r\n:：|>＞»[]【】（）()\u3000\xa0")
    if plain in words.kept or "".join(plain.split()) in words.kept:
        return text
    found = [m[0] for m in _DATE.finditer(text)] + [m[0] for m in _PAGING.finditer(text)]
    found += [state for state in words.states if state in text][:1]
    return " ".join(found)


def skeleton(page: PageDom, known: Callable[[str], bool]) -> str:
    """A list of letters without a word of theirs. ``known`` tells names of menus and columns."""
    root = page.root
    for node in root.iter():
        if not isinstance(node.tag, str):
            continue
        _attributes(node)
        if node.tag == "script":
            node.text = script_remains(node.text or "")
        elif node.tag != "style" and node.text:
            node.text = _kept(node.text, known, node)
        if node.tail:
            node.tail = _kept(node.tail, known, None)
    text = str(etree.tostring(root, encoding="unicode", method="html"))
    for name in set(_CAMEL.findall(page.text)):  # the parser writes names of attributes small
        text = text.replace(f" {name.lower()}=", f" {name}=")
    return text


def script_remains(code: str) -> str:
    """A script without the words it holds: calls, numbers and addresses stay."""
    code = _TITLE.sub(r"\1=\2\2", code)
    code = _BETWEEN.sub(lambda m: f">{remains(m[1]) or mask(m[1])}<", code)
    code = _STRING.sub(_literal, code)
    code = _LONG_NUMBER.sub("0", code)
    return _HAN_RUN.sub(lambda m: m[0] if m[0] in _kept_runs() else "", code)


def scrub(text: str, is_letter: Callable[[str], bool]) -> str:
    """Any page's source with the rows and links of letters emptied; the rest untouched."""

    def row(match: re.Match[str]) -> str:
        links = _HREF.findall(match[0])
        return _emptied(match[0]) if any(is_letter(href) for href in links) else match[0]

    return _LINK.sub(row, _ROW.sub(row, text))


def without_titles(text: str, titles: frozenset[str]) -> str:
    """Any page's source without pieces of text and strings whose mask is among ``titles``."""

    def piece(match: re.Match[str]) -> str:
        said = match[0].strip("= \t\r\n\"'")
        plain = " ".join(unescape(said).split())
        if len(plain) < _SHORTEST or (told := mask(plain)) not in titles:
            return match[0]
        return match[0].replace(said, told)

    for shape in (_PIECE, _VALUE, _QUOTED) if titles else ():
        text = shape.sub(piece, text)
    return text


def _emptied(markup: str) -> str:
    bare = _TITLE.sub(r"\1=\2\2", markup)
    return _BETWEEN.sub(
        lambda m: f">{remains(m[1]) or (mask(m[1]) if m[1].strip() else m[1])}<", bare
    )


def _kept(text: str, known: Callable[[str], bool], node: HtmlElement | None) -> str:
    plain = " ".join(text.split())
    if not plain or known(plain.strip(" :：>|")):
        return text
    left = remains(text)
    return left or (mask(plain) if node is not None and _in_link(node) else "")


def _in_link(node: HtmlElement) -> bool:
    return node.tag == "a" or any(parent.tag == "a" for parent in node.iterancestors())


def _attributes(node: HtmlElement) -> None:
    """Drop attributes that hold words; keep addresses, the tags of the column, classes."""
    name = (node.get("name") or node.get("property") or "").lower()
    for key in list(node.attrib):
        value = node.get(key) or ""
        told = node.tag == "meta" and (name in _METAS or node.get("http-equiv"))
        paging = node.tag == "input" and (value.isdigit() and len(value) < 9)
        worded = key in _ATTRIBUTES and not told and not paging
        if worded or (key.startswith(("data-", "aria-")) and not _WORD.fullmatch(value)):
            del node.attrib[key]
        elif (key.startswith("on") or value.lower().startswith("javascript:")) and (
            _HAN.search(value) or _LONG_NUMBER.search(value)
        ):
            node.set(key, script_remains(value))


def _cleaned(match: re.Match[str]) -> str:
    text = match[2]
    if not text.strip() or text.startswith("来信（"):
        return match[0]
    return match[1] + (remains(text) or mask(text))


@cache
def _kept_runs() -> frozenset[str]:
    """Runs of Han characters that may stand in what is left of a script."""
    return letter_words().kept | {"来信", "内容不保存", "年", "月", "日", "页", "条", "共", "第"}


def _literal(match: re.Match[str]) -> str:
    """A string of a script: markup is cleaned already, addresses and short words stay."""
    value = match[1] if match[1] is not None else match[2]
    quote = match[0][0]
    if "<" in value:
        return f"{quote}{_OUTSIDE.sub(_cleaned, value)}{quote}"
    address = re.fullmatch(r"[\w./?=&:%#{}$~,;+-]*", value) and not _HAN.search(value)
    if address and (("/" in value or "." in value or "=" in value) or _WORD.fullmatch(value)):
        return match[0]
    kept = remains(value)
    return f"{quote}{kept or mask(value)}{quote}" if value else match[0]
