"""A blank form as a workbook: its cells as strips, and the strips put back into the sheet."""

import io
import posixpath
import re
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape
from zipfile import ZipFile

from lxml import etree
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string

from reportgen.official.filling.docx import replaced
from reportgen.official.filling.splice import Source
from reportgen.official.filling.strip import Piece, Strip
from reportgen.submitted.document import Cell, Document
from reportgen.submitted.readers import workbook

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_BOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_FIGURE = re.compile(r"0|[1-9]\d{0,14}")


class BookForm:
    """An xlsx file being filled; only the sheets that hold values change."""

    def __init__(self, content: bytes) -> None:
        """Raise ValueError, KeyError, BadZipFile or XMLSyntaxError for a damaged file."""
        self.content = content
        tables, self._remarks = workbook.located(content)
        self._tables = tables
        with ZipFile(io.BytesIO(content)) as package:
            self._paths = _paths(package)
            self._sheets = {name: _Sheet(package.read(self._paths[name])) for name, _ in tables}

    @property
    def document(self) -> Document:
        """What the readers of filled forms see."""
        return Document(tuple(table for _, table in self._tables), self._remarks)

    def cells(self, block: int, cells: Sequence[Cell]) -> Strip:
        """Return the text of some cells of a sheet; the same strip for the same cells."""
        return self._sheets[self._tables[block][0]].strip(tuple(cells))

    def lines(self) -> Iterator[Strip]:
        """Yield nothing: a workbook has no lines outside its sheets."""
        yield from ()

    def result(self) -> bytes:
        """Return the file with the strips put back."""
        return replaced(
            self.content,
            {self._paths[name]: sheet.result() for name, sheet in self._sheets.items()},
        )


class _Sheet:
    """One sheet: its cells by coordinate."""

    def __init__(self, content: bytes) -> None:
        self._source = Source(content)
        self._cells = {each.get("r"): each for each in self._source.root.iter(f"{_S}c")}
        self._strips: dict[tuple[Cell, ...], Strip] = {}

    def strip(self, cells: tuple[Cell, ...]) -> Strip:
        if cells not in self._strips:
            strip = Strip()
            for number, cell in enumerate(cells):
                if number:
                    strip.pieces.append(Piece("fixed", "　"))
                strip.pieces.append(self._piece(cell))
            self._strips[cells] = strip
        return self._strips[cells]

    def result(self) -> bytes:
        new: dict[int, dict[int, bytes]] = {}
        for strip in self._strips.values():
            for piece in strip.pieces:
                if not piece.changed:
                    continue
                at = piece.holder
                known = self._cells.get(at)
                raw = self._cell(at, known, piece.text, strip.is_figure)
                if known is not None:
                    self._source.replace(known, raw)
                else:
                    column, row = coordinate_from_string(at)
                    new.setdefault(row, {})[column_index_from_string(column)] = raw
        for row, cells in sorted(new.items()):
            self._insert(row, cells)
        return self._source.result()

    def _piece(self, cell: Cell) -> Piece:
        at = f"{get_column_letter(cell.column + 1)}{cell.row + 1}"
        known = self._cells.get(at)
        if known is not None and known.find(f"{_S}f") is not None:
            return Piece("fixed", cell.text or "（公式）", at)
        return Piece("text", cell.text, at)

    def _cell(self, at: str, known: etree._Element | None, text: str, is_figure: bool) -> bytes:
        """Return a cell with a text, or a bare count as a number, in the format it had."""
        prefix = self._source.prefix(self._source.root)
        style = known.get("s") if known is not None else None
        start = f'<{prefix}c r="{at}"' + (f' s="{style}"' if style else "")
        if is_figure and _FIGURE.fullmatch(text):
            whole = f"{start}><{prefix}v>{text}</{prefix}v></{prefix}c>"
        else:
            whole = (
                f'{start} t="inlineStr"><{prefix}is><{prefix}t xml:space="preserve">'
                f"{escape(text)}</{prefix}t></{prefix}is></{prefix}c>"
            )
        return whole.encode("utf-8")

    def _insert(self, row: int, cells: dict[int, bytes]) -> None:
        """Put cells that the sheet does not hold yet where they belong."""
        source, data = self._source, self._source.root.find(f"{_S}sheetData")
        if data is None:
            raise ValueError("no rows")
        rows = {int(each.get("r") or 0): each for each in data.iter(f"{_S}row")}
        if row not in rows:
            prefix = source.prefix(source.root)
            inner = b"".join(raw for _, raw in sorted(cells.items()))
            whole = f'<{prefix}row r="{row}">'.encode() + inner + f"</{prefix}row>".encode()
            later = [each for number, each in sorted(rows.items()) if number > row]
            if later:
                source.insert_before(later[0], whole)
            else:
                source.append(data, whole)
            return
        at_end = b""
        for column, raw in sorted(cells.items()):
            later = [
                each
                for each in rows[row].iter(f"{_S}c")
                if column_index_from_string(coordinate_from_string(each.get("r") or "A1")[0])
                > column
            ]
            if later:
                source.insert_before(later[0], raw)
            else:
                at_end += raw
        if at_end:
            source.append(rows[row], at_end)


def _paths(package: ZipFile) -> dict[str, str]:
    """Return the part of each sheet by its name."""
    book = Source(package.read(_BOOK)).root
    relations = Source(package.read(_RELATIONS)).root
    targets = {each.get("Id"): each.get("Target") or "" for each in relations}
    found = {}
    for sheet in book.iter(f"{_S}sheet"):
        target = targets[sheet.get(f"{_R}id")]
        path = target[1:] if target.startswith("/") else posixpath.join("xl", target)
        found[sheet.get("name") or ""] = path
    return found
