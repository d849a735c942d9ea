"""A blank form as a Word document: its cells and lines as strips, and the strips put back."""

import io
import re
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape
from zipfile import ZipFile

from lxml import etree

from reportgen.official.filling.splice import Source
from reportgen.official.filling.strip import Piece, Strip
from reportgen.submitted.document import Cell, Document
from reportgen.submitted.readers import word
from reportgen.submitted.ticks import EMPTY, TICKED, symbol

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_PART = "word/document.xml"
_SKIPPED = {
    f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}pPr", f"{_W}sdtPr", f"{_W}tblPr",
    f"{_W}tcPr", f"{_W}trPr", f"{_W}tbl", f"{_W}rPr", f"{_MC}Fallback", f"{_W}delText",
}  # fmt: skip
_NOT_OF_TEXT = ("vanish", "ins", "del")  # of the mark itself, and not of what stands before it
_OFF = ("0", "false", "off")
_WINGDINGS = {EMPTY: "F0A8", TICKED: "F0FE"}
_WINGDINGS_2 = {EMPTY: "F0A3", TICKED: "F052"}


class WordForm:
    """A docx file being filled; only word/document.xml changes."""

    def __init__(self, content: bytes) -> None:
        """Raise ValueError, KeyError, BadZipFile or XMLSyntaxError for a damaged file."""
        self.content = content
        with ZipFile(io.BytesIO(content)) as package:
            self._source = Source(package.read(_PART))
        body = self._source.root.find(f"{_W}body")
        if body is None:
            raise ValueError("no body")
        self._located = list(word.located(body))
        self._strips: dict[tuple[etree._Element, ...], Strip] = {}
        self._boxes: dict[int, dict[Cell, etree._Element]] = {}

    @property
    def document(self) -> Document:
        """What the readers of filled forms see."""
        return Document(tuple(block for block, _ in self._located))

    def cells(self, block: int, cells: Sequence[Cell]) -> Strip:
        """Return the text of some cells of a table; the same strip for the same cells."""
        if block not in self._boxes:
            self._boxes[block] = dict(word.table_cells(self._located[block][1]))
        boxes = self._boxes[block]
        return self._strip(tuple(boxes[cell] for cell in cells))

    def lines(self) -> Iterator[Strip]:
        """Yield the lines outside tables."""
        seen: set[etree._Element] = set()
        for _, element in self._located:
            if element.tag == f"{_W}p" and element not in seen:
                seen.add(element)
                yield self._strip((element,))

    def result(self) -> bytes:
        """Return the file with the strips put back."""
        for strip in self._strips.values():
            for piece in strip.pieces:
                if piece.changed:
                    self._put_back(piece)
        changed = self._source.result()
        return replaced(self.content, {_PART: changed})

    def _strip(self, holders: tuple[etree._Element, ...]) -> Strip:
        if holders not in self._strips:
            strip = Strip()
            for number, holder in enumerate(holders):
                if number:
                    strip.pieces.append(Piece("fixed", "　"))
                paragraphs = [holder] if holder.tag == f"{_W}p" else list(_paragraphs(holder))
                for place, paragraph in enumerate(paragraphs):
                    if place:
                        strip.pieces.append(Piece("fixed", "\n"))
                    own = list(_pieces(paragraph))
                    strip.pieces += own or [Piece("text", "", _room(paragraph))]
            self._strips[holders] = strip
        return self._strips[holders]

    def _put_back(self, piece: Piece) -> None:
        """Change the one element that holds a piece."""
        source, (kind, element) = self._source, piece.holder
        prefix = source.prefix(element)
        if kind == "run":
            source.append(element, _texts(piece.text, prefix))
        elif kind == "new":
            source.append(element, _run(piece.text, prefix, self._mark_properties(element)))
        elif kind == "text":
            source.replace(element, _texts(piece.text, prefix))
        elif kind == "font":
            code = _codes(self._font_of(element))[piece.text]
            source.replace(element, _text(chr(int(code, 16)).encode("utf-8"), prefix))
        elif kind == "sym":
            raw = source.raw(element)
            code = _codes(element.get(f"{_W}font") or "")[piece.text]
            source.replace(element, re.sub(rb'(char=")[^"]*', rb"\g<1>" + code.encode(), raw))
        else:
            self._set_control(element, piece.text == TICKED)

    def _font_of(self, text: etree._Element) -> str:
        run = text.getparent()
        return _font(None if run is None else run.find(f"{_W}rPr"))

    def _mark_properties(self, paragraph: etree._Element) -> bytes:
        """Return the formatting that new text of an empty paragraph has: that of its mark."""
        mark = paragraph.find(f"{_W}pPr/{_W}rPr")
        if mark is None or any(mark.find(f"{_W}{name}") is not None for name in _NOT_OF_TEXT):
            return b""
        return self._source.raw(mark)

    def _set_control(self, control: etree._Element, ticked: bool) -> None:
        """Set a check-box content control: its state, and the sign that it shows."""
        box = control.find(f"{_W}sdtPr/{_W14}checkbox")
        assert box is not None  # only such controls became pieces
        state, value = box.find(f"{_W14}checked"), b"1" if ticked else b"0"
        if state is not None:
            raw = self._source.raw(state)
            self._source.replace(state, re.sub(rb'(val=")[^"]*', rb"\g<1>" + value, raw))
        shown = box.find(f"{_W14}{'checkedState' if ticked else 'uncheckedState'}")
        code = "2612" if ticked else "2610"
        code = code if shown is None else shown.get(f"{_W14}val") or code
        text = next(iter(control.iter(f"{_W}t")), None)
        if text is not None:
            inner = chr(int(code, 16)).encode("utf-8")
            self._source.replace(text, _text(inner, self._source.prefix(text)))


def replaced(content: bytes, parts: dict[str, bytes]) -> bytes:
    """Return the package with some parts replaced, everything else and its order kept."""
    result = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as old, ZipFile(result, "w") as new:
        for info in old.infolist():
            new.writestr(info, parts.get(info.filename, old.read(info)))
    return result.getvalue()


def _room(paragraph: etree._Element) -> tuple[str, etree._Element]:
    """Return what takes the text of an empty paragraph: its empty run, else the paragraph.

    A run that nobody sees (hidden, or struck out as a change) takes none.
    """
    run = next((each for each in paragraph.iterchildren(f"{_W}r") if not _is_hidden(each)), None)
    return ("new", paragraph) if run is None else ("run", run)


def _paragraphs(box: etree._Element) -> Iterator[etree._Element]:
    """Yield a cell's own paragraphs, through content controls, not those of inner tables."""
    for child in box:
        if child.tag == f"{_W}p":
            yield child
        elif child.tag not in _SKIPPED and isinstance(child.tag, str):
            yield from _paragraphs(child)


def _pieces(parent: etree._Element, font: str = "") -> Iterator[Piece]:
    """Yield the pieces of a paragraph in the way its text is read."""
    for child in parent:
        tag = child.tag
        if tag in _SKIPPED or not isinstance(tag, str):
            continue
        if tag == f"{_W}r":
            if not _is_hidden(child):
                yield from _pieces(child, _font(child.find(f"{_W}rPr")))
        elif tag == f"{_W}sdt" and child.find(f"{_W}sdtPr/{_W14}checkbox") is not None:
            yield Piece("box", _state(child), ("control", child))
        elif tag == f"{_W}t":
            shown = "".join(symbol(font, mark) for mark in child.text or "")
            if shown == (child.text or ""):
                yield Piece("text", shown, ("text", child))
            else:
                kind = "box" if shown in (EMPTY, TICKED) else "fixed"
                yield Piece(kind, shown, ("font", child))
        elif tag == f"{_W}sym":
            code = child.get(f"{_W}char") or ""
            shown = symbol(child.get(f"{_W}font") or "", chr(int(code, 16))) if code else ""
            yield Piece("box" if shown in (EMPTY, TICKED) else "fixed", shown, ("sym", child))
        elif tag == f"{_W}tab":
            yield Piece("fixed", "\t")
        elif tag in (f"{_W}br", f"{_W}cr"):
            yield Piece("fixed", "\n")
        elif tag == f"{_W}fldChar" and child.find(f"{_W}ffData/{_W}checkBox") is not None:
            yield Piece("fixed", EMPTY)
        else:
            yield from _pieces(child, font)


def _is_hidden(run: etree._Element) -> bool:
    return _is_on(run.find(f"{_W}rPr/{_W}vanish"))


def _state(control: etree._Element) -> str:
    state = control.find(f"{_W}sdtPr/{_W14}checkbox/{_W14}checked")
    checked = state is not None and (state.get(f"{_W14}val") or "1") not in _OFF
    return TICKED if checked else EMPTY


def _font(properties: etree._Element | None) -> str:
    fonts = None if properties is None else properties.find(f"{_W}rFonts")
    if fonts is None:
        return ""
    return fonts.get(f"{_W}ascii") or fonts.get(f"{_W}hAnsi") or ""


def _is_on(element: etree._Element | None) -> bool:
    return element is not None and (element.get(f"{_W}val") or "1") not in _OFF


def _text(inner: bytes, prefix: str) -> bytes:
    name = f"{prefix}t".encode()
    return b"<" + name + b' xml:space="preserve">' + inner + b"</" + name + b">"


def _run(text: str, prefix: str, properties: bytes) -> bytes:
    name = f"{prefix}r".encode()
    return b"<" + name + b">" + properties + _texts(text, prefix) + b"</" + name + b">"


def _texts(text: str, prefix: str) -> bytes:
    """Return the text elements of a run; line feeds of a value become line breaks."""
    breaks = f"<{prefix}br/>".encode()
    return breaks.join(_text(escape(part).encode("utf-8"), prefix) for part in text.split("\n"))


def _codes(font: str) -> dict[str, str]:
    return _WINGDINGS_2 if "2" in font else _WINGDINGS
