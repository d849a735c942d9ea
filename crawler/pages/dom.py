"""One parsed page: a tree without scripts, and the small questions everyone asks of it.

Links come from the raw response, never from a rendered page: leave-site scripts strip ``href``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from lxml import html as lxml_html
from lxml.etree import ParserError
from lxml.html import HtmlElement
from selectolax.lexbor import LexborHTMLParser

from crawler.pages.islands import unfold

_PARSER = lxml_html.HTMLParser(
    huge_tree=True, remove_comments=True, remove_pis=True, encoding="utf-8"
)
_ANCHOR = re.compile(r"<a\b[^>]*?\bhref\s*=", re.I)
_RAW_NOISE = re.compile(
    r"<!--.*?-->|<(script|style|template|noscript|textarea|xmp)\b.*?</\1\s*>",
    re.I | re.S,
)
_SPACES = re.compile(r"\s+")
# A template's state of the day; two pages of one layout differ in these classes only.
_STATE_CLASS = re.compile(
    r"^(on|cur|current|active|selected|hover|first|last|odd|even|over|now|nth|sel|\d+)$", re.I
)
_INERT = ("template", "noscript", "textarea", "xmp")  # in the source, not on the page
_HIDING = re.compile(r"\.([\w-]+)\s*(?:,[^{]*)?\{[^}]*display\s*:\s*none", re.I)
_SILENT = frozenset({"script", "style", "template", "noscript"})
_TAIL = re.compile(r"</html\s*>", re.I)


@dataclass(frozen=True)
class PageDom:
    """A page as read: ``url`` is the final address, ``text`` the decoded source.

    ``place`` is where in an answer of data the list is known to lie (islands.place_of), ``link``
    the rule of its rows' addresses (crawler.pages.rowlinks).
    """

    url: str
    text: str
    place: str = ""
    link: str = ""

    @cached_property
    def memo(self) -> dict[str, Any]:
        """What readers worked out of this page, by name, so that the next need not again."""
        return {}

    @cached_property
    def markup(self) -> str:
        """The source with its islands opened: data and simple scripts as the rows they make."""
        return unfold(self.text, self.place, self.link)

    @cached_property
    def root(self) -> HtmlElement:
        """Parsed tree of the markup; an empty document for text that is no HTML."""
        source = self.markup.strip() or "<html></html>"
        root = _tree(source)
        if any(a.find(".//a") is not None or len(a.findall(".//li")) > 1 for a in root.iter("a")):
            # An unclosed link swallows its neighbours here; a browser's parser closes it.
            root = _tree(LexborHTMLParser(source).html or source)
        for node in list(root.iter(*_INERT)):
            if node.getparent() is not None:
                node.drop_tree()
        return root

    @cached_property
    def base(self) -> str:
        """The address relative links start from (``<base href>`` counts)."""
        from crawler.urls import join

        for node in self.root.iter("base"):
            href = node.get("href")
            if href:
                return join(self.url, href) or self.url
        return self.url

    @cached_property
    def meta(self) -> dict[str, tuple[str, ...]]:
        """Meta values by lower-case name, in page order; empty contents are left out."""
        found: dict[str, tuple[str, ...]] = {}
        for node in self.root.iter("meta"):
            name = (node.get("name") or node.get("property") or "").strip().lower()
            content = (node.get("content") or "").strip()
            if name and content:
                found[name] = (*found.get(name, ()), content)
        return found

    def meta_value(self, name: str) -> str:
        """First non-empty value of a meta tag, or an empty string."""
        values = self.meta.get(name.lower())
        return values[0] if values else ""

    @cached_property
    def title(self) -> str:
        """Text of ``<title>``, white space folded."""
        for node in self.root.iter("title"):
            return fold("".join(node.itertext()))
        return ""

    @cached_property
    def scripts(self) -> str:
        """All inline scripts of the page, one after the other."""
        return "\n".join(node.text or "" for node in self.root.iter("script"))

    @cached_property
    def hiding_classes(self) -> frozenset[str]:
        """Classes that the page's own style sheet switches off."""
        styles = " ".join(node.text or "" for node in self.root.iter("style"))
        return frozenset(_HIDING.findall(styles))

    @cached_property
    def lost_anchors(self) -> int:
        """How many anchors of the source the parser did not see; 0 on a healthy page.

        A cheap second witness: deep nesting makes libxml2 drop everything without a word.
        """
        raw = len(_ANCHOR.findall(_RAW_NOISE.sub("", self.markup)))
        seen = sum(1 for node in self.root.iter("a") if node.get("href") is not None)
        return max(0, raw - seen)

    @cached_property
    def has_tail(self) -> bool:
        """Whether the source reaches ``</html>``: the cheap witness of a whole body."""
        return _TAIL.search(self.text, max(0, len(self.text) - 4096)) is not None


def _tree(source: str) -> HtmlElement:
    """The parsed document; an empty one for a source that holds nothing but comments."""
    try:
        return lxml_html.document_fromstring(
            source.encode("utf-8", "replace"), parser=_PARSER, ensure_head_body=True
        )
    except ParserError:
        return lxml_html.document_fromstring("<html><body></body></html>")


def fold(text: str) -> str:
    """White space folded to single blanks, ends stripped (also full-width blanks)."""
    return _SPACES.sub(" ", text.replace("\u3000", " ").replace("\xa0", " ")).strip()


def visible_strings(
    element: HtmlElement,
    skip: frozenset[str] = frozenset(),
    without: frozenset[HtmlElement] = frozenset(),
) -> Iterator[str]:
    """Text pieces of an element in document order; scripts and styles are skipped.

    Elements below it whose tag is in ``skip``, or that are ``without``, are passed over; the text
    behind them is not.

    Walks with its own stack: pages nest deeper than Python recurses.
    """
    stack: list[tuple[HtmlElement, str]] = [(element, "")]
    while stack:
        node, tail = stack.pop()
        if tail:
            yield tail
            continue
        if not isinstance(node.tag, str) or node.tag in _SILENT:
            continue
        if node.text and node.text.strip():
            yield node.text
        for child in reversed(node):
            if child.tail and child.tail.strip():
                stack.append((child, child.tail))
            if child.tag not in skip and child not in without:
                stack.append((child, ""))


def visible_text(element: HtmlElement) -> str:
    """Text of an element as a reader sees it, white space folded."""
    return fold(" ".join(visible_strings(element)))


def is_hidden(element: HtmlElement, classes: frozenset[str] = frozenset()) -> bool:
    """Whether the element itself is switched off: inline style, attribute, or a hiding class."""
    if classes and classes & set((element.get("class") or "").split()):
        return True
    style = (element.get("style") or "").replace(" ", "").lower()
    return "display:none" in style or "visibility:hidden" in style or "hidden" in element.attrib


def signature(element: HtmlElement) -> str:
    """Tag with its stable classes and id, digits dropped: the same block on another page."""
    classes = [c for c in (element.get("class") or "").split() if not _STATE_CLASS.match(c)]
    marks = "".join(f".{re.sub(r'[0-9]+', '', c)}" for c in sorted(classes))
    ident = re.sub(r"[0-9]+", "", element.get("id") or "")
    return f"{element.tag!s}{'#' + ident if ident else ''}{marks}"


def path_of(element: HtmlElement) -> str:
    """Signatures from the root to the element, joined by '>'."""
    chain = [signature(node) for node in (element, *element.iterancestors())]
    return ">".join(reversed(chain))


def anchor_text(anchor: HtmlElement) -> str:
    """What a reader takes for the link's name: its text, else an image's alt or title."""
    if anchor.tag == "area":
        return fold(anchor.get("alt") or anchor.get("title") or "")
    text = visible_text(anchor)
    if text:
        return text
    for image in anchor.iter("img"):
        alt = fold(image.get("alt") or image.get("title") or "")
        if alt:
            return alt
    return fold(anchor.get("title") or "")
