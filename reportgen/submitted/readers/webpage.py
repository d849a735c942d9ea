"""Saved pages (html): the form's tables with their spans, and the lines around them."""

from collections.abc import Iterable, Iterator

from lxml import html
from lxml.etree import _Element

from crawler.pages.decode import decode
from reportgen.submitted.document import Block, Cell, Document, Line, Table
from reportgen.submitted.inline import pairs
from reportgen.submitted.labels import load_labels
from reportgen.submitted.ticks import EMPTY, TICKED
from reportgen.submitted.words import label_of, raised, struck

_UNSEEN = {"script", "style", "noscript", "template", "head", "iframe", "object", "svg", "select"}
_BREAKS = {
    "br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article",
    "td", "th", "dd", "dt", "ul", "ol", "table", "center", "header", "footer", "main", "form",
}  # fmt: skip
_LAYOUT = 3  # a table that holds tables and fewer own texts than this is only a frame
_FEW_BOXES, _MANY_LINES = 6, 20  # and so is one with a whole text in a cell
_MOST_SPAN = 500
_WHOLE = {"table", "dl", "ul", "ol", "pre", "p"}  # the title and the sign-off stand beside these
_FEWEST = 5  # labels that make a table part of the form
_ABOVE, _NEAR = 6, 8
_SHORT, _MOST = 2, 0.95  # letters of a label worth looking for; share of them in the form itself


def read(content: bytes) -> Document:
    """Return a page's tables and lines; addresses in it are never opened."""
    text = decode(content, "text/html").text.replace("\x00", "")
    parser = html.HTMLParser(no_network=True, huge_tree=False)
    root = html.document_fromstring(text or "<p></p>", parser=parser)
    blocks = tuple(_blocks(root))
    if not any(_labels_in(block) >= _FEWEST for block in blocks):
        blocks = tuple(_blocks(_part_with_form(root)))
    return Document(_form_only(blocks))


def _form_only(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return the form's tables with the lines that belong to them; menus and footers go.

    Above the first table at most six lines; below the last one the sign-off, if it is near.
    """
    labels = load_labels()
    forms = [n for n, block in enumerate(blocks) if _labels_in(block) >= _FEWEST]
    if not forms:
        return blocks
    first, last = forms[0], forms[-1]
    below: list[Block] = []
    signed = False
    for block in blocks[last + 1 : last + 1 + _NEAR]:
        found = pairs(block.text, labels) if isinstance(block, Line) else ()
        keys = {key for label, _ in found for key in labels.resolve(label, ())}
        is_sign_off = any(labels.fields[key].section == "report" for key in keys)
        if signed and not is_sign_off:
            break
        signed = signed or is_sign_off
        below.append(block)
    return (*blocks[max(0, first - _ABOVE) : last + 1], *(below if signed else ()))


def _part_with_form(root: _Element) -> _Element:
    """Return the innermost element with the labels of a form that is in no table.

    The page's own footer names the host unit and the numbers too, often those of another unit.
    """
    names = [n for n, held in load_labels().meanings.items() if len(held) == 1 and len(n) > _SHORT]
    part, here = root, _held(root, names)
    while here:
        within = [(child, _held(child, names)) for child in part if isinstance(child.tag, str)]
        whole = [(child, held) for child, held in within if len(held) >= _MOST * len(here)]
        if len(whole) != 1 or whole[0][0].tag in _WHOLE:
            break
        part, here = whole[0]
    return part


def _held(element: _Element, names: Iterable[str]) -> list[str]:
    flat = label_of("".join(str(text) for text in element.itertext()))
    return [name for name in names if name in flat]


def _labels_in(block: Block) -> int:
    if isinstance(block, Line):
        return 0
    return sum(1 for cell in block.cells if load_labels().is_label(cell.text))


def _blocks(root: _Element) -> Iterator[Block]:
    """Yield lines and tables in order; frames of other tables are looked through."""
    line: list[str] = []

    def flush() -> Iterator[Block]:
        text = "".join(line).strip()
        line.clear()
        if text:
            yield Line(text)

    def walk(element: _Element) -> Iterator[Block]:
        tag = element.tag
        if not isinstance(tag, str) or tag in _UNSEEN or _is_hidden(element):
            return
        if tag == "table" and not _is_frame(element):
            yield from flush()
            yield _table(element)
            return
        if tag in _BREAKS:
            yield from flush()
        start = len(line)
        line.append(_field(element) if tag in ("input", "textarea") else element.text or "")
        for child in element:
            yield from walk(child)
            line.append(child.tail or _gap("".join(line), child))
        line[start:] = _as_shown(element, line[start:])
        if tag in _BREAKS:
            yield from flush()

    yield from walk(root)
    yield from flush()


def _gap(text: str, element: _Element) -> str:
    """Return a gap where a label ends with an element and another kind of element follows."""
    after = element.getnext()
    if after is None or not isinstance(after.tag, str) or not load_labels().is_label(text):
        return ""
    alike = (after.tag, after.get("class")) == (element.tag, element.get("class"))
    return "" if alike else "\u3000\u3000"


def _is_frame(table: _Element) -> bool:
    """Say whether a table only holds other tables for their place on the page."""
    inner = table.findall(".//table")
    if not inner:
        boxes = list(table.iter("td", "th"))
        most = max((sum(1 for _ in box.iter("p", "br", "div", "li")) for box in boxes), default=0)
        return len(boxes) <= _FEW_BOXES and most >= _MANY_LINES
    cells = sum(1 for _ in table.iter("td", "th"))
    inside = sum(sum(1 for _ in t.iter("td", "th")) for t in inner if t.find(".//table") is None)
    return cells - inside < max(_LAYOUT, inside)


def _table(table: _Element) -> Table:
    """Return the cells, placed as a browser places them."""
    taken: set[tuple[int, int]] = set()
    cells: list[Cell] = []
    rows = [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]
    for row, line in enumerate(rows):
        column = 0
        for box in line:
            if box.tag not in ("td", "th") or _is_hidden(box):
                continue
            while (row, column) in taken:
                column += 1
            down = min(_span(box, "rowspan"), len(rows) - row)
            across = _span(box, "colspan")
            cells.append(Cell(row, column, down, across, _text(box)))
            taken |= {
                (r, c) for r in range(row, row + down) for c in range(column, column + across)
            }
            column += across
    return Table(tuple(cells))


def _span(box: _Element, name: str) -> int:
    written = (box.get(name) or "1").strip()
    return max(1, min(int(written), _MOST_SPAN)) if written.isdigit() else 1


def _text(element: _Element) -> str:
    """Return the visible text of a cell, one line a paragraph, boxes as □ and ☑."""
    parts: list[str] = []

    def walk(node: _Element) -> None:
        tag = node.tag
        if not isinstance(tag, str) or tag in _UNSEEN or _is_hidden(node):
            return
        if tag in _BREAKS and node is not element:
            parts.append("\n")
        start = len(parts)
        parts.append(_field(node) if tag in ("input", "textarea") else _flat(node.text))
        for child in node:
            walk(child)
            parts.append(_flat(child.tail))
        parts[start:] = _as_shown(node, parts[start:])
        if tag in _BREAKS and node is not element:
            parts.append("\n")

    walk(element)
    return "".join(parts).strip(" \n")


def _flat(text: str | None) -> str:
    """Return a text as a browser shows it: source line breaks are blanks, wide gaps stay."""
    return (text or "").replace("\n", " ").replace("\r", " ").replace("\t", " ")


def _field(element: _Element) -> str:
    """Return what an input shows: a box, or the text typed in."""
    if element.tag == "textarea":
        return element.text or ""
    kind = (element.get("type") or "text").lower()
    if kind in ("checkbox", "radio"):
        return TICKED if element.get("checked") is not None else EMPTY
    if kind in ("hidden", "submit", "button", "reset", "image", "file", "password"):
        return ""
    return element.get("value") or ""


def _as_shown(element: _Element, parts: list[str]) -> list[str]:
    """Return texts with digits raised and characters struck through as the element shows them."""
    style = (element.get("style") or "").replace(" ", "").lower()
    if element.tag in ("s", "strike", "del") or "line-through" in style:
        parts = [struck(part) for part in parts]
    return [raised(part) for part in parts] if _is_raised(element) else parts


def _is_raised(element: _Element) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    return element.tag == "sup" or "vertical-align:super" in style


def _is_hidden(element: _Element) -> bool:
    if element.get("hidden") is not None:
        return True
    style = (element.get("style") or "").replace(" ", "").lower()
    return "display:none" in style or "visibility:hidden" in style
