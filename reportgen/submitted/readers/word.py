"""Word documents (docx): cells with their spans, ticks of symbol fonts and content controls.

Read from the XML itself: the library's cell text leaves out content controls and symbols.
"""

import io
import re
from collections.abc import Iterator
from zipfile import ZipFile

from lxml import etree

from reportgen.submitted.document import Block, Cell, Document, Line, Table
from reportgen.submitted.ticks import EMPTY, TICKED, symbol
from reportgen.submitted.words import raised, struck

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_SKIPPED = {
    f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}pPr", f"{_W}sdtPr", f"{_W}tblPr",
    f"{_W}tcPr", f"{_W}trPr", f"{_MC}Fallback", f"{_W}delText",
}  # fmt: skip
_OFF = ("0", "false", "off")


def read(content: bytes) -> Document:
    """Return a docx file's body in reading order; lines of headers come first.

    Raises ValueError, KeyError, BadZipFile or XMLSyntaxError for a damaged file.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    with ZipFile(io.BytesIO(content)) as package:
        main = package.read("word/document.xml").replace(_STRICT, _W[1:-1].encode())
    body = etree.fromstring(main, parser).find(f"{_W}body")
    if body is None:
        raise ValueError("no body")
    return Document(tuple(block for block, _ in located(body)))


def located(parent: etree._Element) -> Iterator[tuple[Block, etree._Element]]:
    """Yield paragraphs and tables in order with their element, also inside content controls."""
    for child in parent:
        if child.tag == f"{_W}p":
            yield from ((Line(text), child) for text in _paragraph(child).split("\n"))
        elif child.tag == f"{_W}tbl":
            yield _table(child), child
            yield from _nested(child)
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml"):
            yield from located(child)


def _nested(table: etree._Element) -> Iterator[tuple[Block, etree._Element]]:
    """Yield the tables that lie inside cells of a table."""
    for inner in table.iter(f"{_W}tbl"):
        if inner is not table:
            yield _table(inner), inner


def _table(table: etree._Element) -> Table:
    return Table(tuple(cell for cell, _ in table_cells(table)))


def table_cells(table: etree._Element) -> tuple[tuple[Cell, etree._Element], ...]:
    """Return the cells with the element in which each begins.

    A cell that continues the cell above makes that one longer.
    """
    cells: list[Cell] = []
    boxes: list[etree._Element] = []
    tops: dict[int, int] = {}  # column to the place in ``cells`` of what began there
    for row, line in enumerate(_own(table, "tr")):
        column = _before(line)
        seen: set[int] = set()
        for box in _own(line, "tc"):
            span = _number(box.find(f"{_W}tcPr/{_W}gridSpan"), 1)
            above = tops.get(column)
            if _continues(box) and above is not None and cells[above].columns == span:
                cell = cells[above]
                cells[above] = Cell(
                    cell.row, cell.column, row - cell.row + 1, cell.columns, cell.text
                )
            else:
                tops[column] = len(cells)
                cells.append(Cell(row, column, 1, span, _text(box)))
                boxes.append(box)
            seen.add(column)
            column += span
        tops = {place: top for place, top in tops.items() if place in seen}
    return tuple(zip(cells, boxes, strict=True))


def _own(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    """Yield the rows of a table or cells of a row, through content controls, not deeper."""
    for child in parent:
        if child.tag == f"{_W}{name}":
            deleted = child.find(f"{_W}trPr/{_W}del") if name == "tr" else None
            if deleted is None:
                yield child
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml", f"{_W}ins"):
            yield from _own(child, name)


def _before(row: etree._Element) -> int:
    """Return how many columns a row leaves free on its left."""
    return _number(row.find(f"{_W}trPr/{_W}gridBefore"), 0)


def _continues(box: etree._Element) -> bool:
    merge = box.find(f"{_W}tcPr/{_W}vMerge")
    return merge is not None and merge.get(f"{_W}val") != "restart"


def _number(element: etree._Element | None, default: int) -> int:
    written = "" if element is None else element.get(f"{_W}val") or ""
    return min(int(written), 200) if written.isdigit() else default


def _text(box: etree._Element) -> str:
    """Return a cell's own paragraphs; tables inside it are read apart."""
    lines: list[str] = []

    def walk(parent: etree._Element) -> None:
        for child in parent:
            if child.tag == f"{_W}p":
                lines.append(_paragraph(child))
            elif child.tag != f"{_W}tbl" and child.tag not in _SKIPPED:
                if child.tag == f"{_W}sdt":
                    lines.append(_checkbox(child) or "")
                    if lines[-1]:
                        continue
                walk(child)

    walk(box)
    return "\n".join(line for line in lines if line.strip(" \t"))


def _paragraph(paragraph: etree._Element) -> str:
    """Return the text of a paragraph with boxes as □ and ☑."""
    parts: list[str] = []

    def walk(parent: etree._Element) -> None:
        for child in parent:
            tag = child.tag
            if tag in _SKIPPED or not isinstance(tag, str):
                continue
            if tag == f"{_W}r":
                parts.append(_run(child))
            elif tag == f"{_W}sdt":
                box = _checkbox(child)
                if box is not None:
                    parts.append(box)
                else:
                    walk(child)
            else:
                walk(child)

    walk(paragraph)
    return "".join(parts)


def _run(run: etree._Element) -> str:
    """Return a run's text; characters of symbol fonts become the box they show."""
    properties = run.find(f"{_W}rPr")
    if properties is not None and _is_on(properties.find(f"{_W}vanish")):
        return ""
    font = _font(properties)
    parts: list[str] = []
    for child in run:
        tag = child.tag
        if tag == f"{_W}t":
            parts.append("".join(symbol(font, mark) for mark in child.text or ""))
        elif tag == f"{_W}sym":
            code = child.get(f"{_W}char") or ""
            if re.fullmatch(r"[0-9A-Fa-f]{1,5}", code):
                parts.append(symbol(child.get(f"{_W}font") or "", chr(int(code, 16))))
        elif tag == f"{_W}tab":
            parts.append("\t")
        elif tag in (f"{_W}br", f"{_W}cr"):
            parts.append("\n")
        elif tag == f"{_W}fldChar":
            parts.append(_legacy_box(child))
        elif tag not in _SKIPPED and tag != f"{_W}rPr":
            parts.append("\n".join(_paragraph(inner) for inner in _drawn(child)))
    text = "".join(parts)
    if _is_struck(properties):
        text = struck(text)
    return raised(text) if _is_raised(properties) else text


def _is_struck(properties: etree._Element | None) -> bool:
    return properties is not None and any(
        _is_on(properties.find(f"{_W}{name}")) for name in ("strike", "dstrike")
    )


def _drawn(shape: etree._Element) -> Iterator[etree._Element]:
    """Yield the paragraphs of a drawing, each once: a copy for older programs is passed over."""
    for child in shape:
        if child.tag == f"{_W}p":
            yield child
        elif child.tag not in _SKIPPED:
            yield from _drawn(child)


def _is_raised(properties: etree._Element | None) -> bool:
    place = None if properties is None else properties.find(f"{_W}vertAlign")
    return place is not None and place.get(f"{_W}val") == "superscript"


def _font(properties: etree._Element | None) -> str:
    fonts = None if properties is None else properties.find(f"{_W}rFonts")
    if fonts is None:
        return ""
    return fonts.get(f"{_W}ascii") or fonts.get(f"{_W}hAnsi") or ""


def _is_on(element: etree._Element | None) -> bool:
    return element is not None and (element.get(f"{_W}val") or "1") not in _OFF


def _checkbox(control: etree._Element) -> str | None:
    """Return the box of a check-box content control, None for other controls."""
    box = control.find(f"{_W}sdtPr/{_W14}checkbox")
    if box is None:
        return None
    state = box.find(f"{_W14}checked")
    checked = state is not None and (state.get(f"{_W14}val") or "1") not in _OFF
    return TICKED if checked else EMPTY


def _legacy_box(field: etree._Element) -> str:
    """Return the box of an old form field, an empty text for other fields."""
    box = field.find(f"{_W}ffData/{_W}checkBox")
    if box is None:
        return ""
    state = box.find(f"{_W}checked")
    if state is None:
        state = box.find(f"{_W}default")
        return TICKED if state is not None and _is_on(state) else EMPTY
    return TICKED if _is_on(state) else EMPTY
