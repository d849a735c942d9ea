"""The workbook: the form on its first sheet, then evidence, ledger and rules.

Every cell is text and marked so that no program takes it for a formula, whatever a website wrote.
"""

import io
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any
from zipfile import ZipFile

import openpyxl
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from crawler.errors import ExportError
from reportgen.exports.docx_package import repacked
from reportgen.official import sheets
from reportgen.official.form import OfficialForm
from reportgen.official.interface import Format, FormFile
from reportgen.official.readback import check_table, check_values
from reportgen.paper import Paper, PaperPart, lay_out
from reportgen.plaintext import clean_text
from reportgen.words import DRAFT

_ENDING = ".xlsx"
MOST_CHARACTERS = 32_767  # what Excel holds in one cell
_CUT = "……（全文 {length} 字，Excel 一格放不下，全文见明细 CSV 或 json）"
_LINE = Side(style="thin", color="222222")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_SIDES = {
    side: Alignment(horizontal=side, vertical="center", wrap_text=True)
    for side in ("left", "center", "right")
}
_NO_TEXT = re.compile(rb'<f[ >/]|<c (?![^>]*t="(?:s|inlineStr)")[^>]*><(?:v|is)')
_SHEET = re.compile(rb"<sheet [^>]*/>")
_MM_IN_WIDTH = 1.9  # one unit of column width is about so many millimetres


def workbook(form: OfficialForm) -> bytes:
    """Return the workbook, the same bytes for the same form."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "报表"
    _draw_form(sheet, lay_out(form.report), form)
    _fill(
        book.create_sheet("明细"),
        sheets.EVIDENCE,
        sheets.evidence(form.report),
        (24, 16, 22, 60, 12, 12, 50),
    )
    _fill(
        book.create_sheet("栏目台账"),
        sheets.LEDGER,
        sheets.ledger(form.report),
        (20, 34, 44, 12, 18),
    )
    _fill(book.create_sheet("规则"), sheets.RULES, sheets.rules(form.report), (14, 10, 90, 50))
    for each in book.worksheets:
        _set_page(each, form)
    moment = datetime.fromisoformat(form.moment).replace(tzinfo=None)
    book.properties.creator = ""
    book.properties.created = moment
    written = io.BytesIO()
    book.save(written)
    return repacked(written.getvalue(), _without_clock(moment))


def _without_clock(moment: datetime) -> Callable[[str, bytes], bytes]:
    """Return what puts a fixed date where the library writes the time of saving."""
    date = f"{moment:%Y-%m-%dT%H:%M:%SZ}".encode()

    def changed(name: str, part: bytes) -> bytes:
        if name != "docProps/core.xml":
            return part
        return re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + date, part)

    return changed


def _draw_form(sheet: Worksheet, paper: Paper, form: OfficialForm) -> None:
    """Draw the form: lines above, the table with its merged cells, lines below."""
    for column, width in enumerate(paper.widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width / _MM_IN_WIDTH
    sheet.row_dimensions[1].height = 30  # rows of merged cells do not grow with their font
    row = _write_across(sheet, 1, paper, paper.title, Font("黑体", size=18, bold=True))
    sheet.row_dimensions[row].height = 20
    row = _write_across(sheet, row, paper, paper.year_line, Font("宋体", size=13))
    if form.is_draft:
        mark = Font("黑体", size=12, bold=True, color="B01E1E")
        row = _write_across(sheet, row, paper, DRAFT, mark)
    for line in paper.head:
        row = _write_line(sheet, row, paper, line)
    for cell in paper.cells:
        font = Font("仿宋" if cell.keys else "宋体", size=10.5)
        spot = _span(sheet, row + cell.row, cell.column + 1, cell.rows, cell.columns)
        for line_of in spot:
            for each in line_of:
                each.border = _BOX
        side = "left" if len(cell.keys) > 1 else "center"
        _put(sheet, row + cell.row, cell.column + 1, _whole(cell.text, form), font, side)
    row += max(cell.row + cell.rows for cell in paper.cells)
    _set_heights(sheet, paper, row)
    for line in paper.foot:
        row = _write_line(sheet, row, paper, line)
    if paper.seal:
        sheet.row_dimensions[row].height = 48
        row = _write_across(sheet, row, paper, paper.seal, Font("仿宋", size=12), "right")
    for note in paper.notes:
        sheet.row_dimensions[row].height = 42
        row = _write_across(sheet, row, paper, note, Font("仿宋", size=10), "left")


def _set_heights(sheet: Worksheet, paper: Paper, below: int) -> None:
    """Make rows high enough for the cells that do not reach down: nothing does so by itself."""
    top = below - max(cell.row + cell.rows for cell in paper.cells)
    lines: dict[int, int] = {}
    for cell in paper.cells:
        width = sum(paper.widths[cell.column : cell.column + cell.columns]) / 3.9
        needed = sum(max(1, -(-_breadth(part) // max(1, int(width)))) for part in _parts(cell.text))
        lines[cell.row] = max(lines.get(cell.row, 1), -(-needed // cell.rows))
    for row, count in lines.items():
        sheet.row_dimensions[top + row].height = min(14.5 * count + 4, 400)


def _parts(text: str) -> list[str]:
    return text.split("\n")


def _breadth(text: str) -> int:
    """Return how many wide characters a text takes."""
    return round(sum(1 if ord(mark) > 0x2000 else 0.5 for mark in text) + 0.5)


def _write_line(sheet: Worksheet, row: int, paper: Paper, line: tuple[PaperPart, ...]) -> int:
    text = "　　".join(f"{part.label}{part.value}" for part in line)
    sheet.row_dimensions[row].height = 22
    return _write_across(sheet, row, paper, text, Font("仿宋", size=12), "left")


def _write_across(
    sheet: Worksheet, row: int, paper: Paper, text: str, font: Font, side: str = "center"
) -> int:
    """Write a text over the whole width and return the next row."""
    _span(sheet, row, 1, 1, len(paper.widths))
    _put(sheet, row, 1, text, font, side)
    return row + 1


def _span(
    sheet: Worksheet, row: int, column: int, rows: int, columns: int
) -> tuple[tuple[Any, ...], ...]:
    """Merge a rectangle and return its cells as they are then: merging puts others in place."""
    last_row, last_column = row + rows - 1, column + columns - 1
    if rows * columns > 1:
        sheet.merge_cells(
            start_row=row, start_column=column, end_row=last_row, end_column=last_column
        )
    return tuple(
        sheet.iter_rows(min_row=row, max_row=last_row, min_col=column, max_col=last_column)
    )


def _put(
    sheet: Worksheet,
    row: int,
    column: int,
    text: str,
    font: Font | None = None,
    side: str = "center",
) -> None:
    """Write one text; it can't be taken for a formula, also when somebody edits the cell."""
    cell = sheet.cell(row, column)
    cell.value = text
    cell.data_type = "s"
    cell.quotePrefix = text.startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))
    cell.alignment = _SIDES[side]
    if font is not None:
        cell.font = font


def _whole(text: str, form: OfficialForm) -> str:
    """Return a value of the form; raises ExportError for a signed one that Excel would cut."""
    if len(text) > MOST_CHARACTERS and not form.is_draft:
        raise ExportError(
            f"“{text[:20]}……”有 {len(text)} 个字，Excel 一格最多 {MOST_CHARACTERS} 个，"
            "xlsx 写不全，没有保存。请改短，或不要 xlsx。"
        )
    return shortened(text)


def shortened(text: str) -> str:
    """Return the text if Excel can hold it, else its beginning with a word on the rest."""
    if len(text) <= MOST_CHARACTERS:
        return text
    end = _CUT.format(length=len(text))
    return text[: MOST_CHARACTERS - len(end)] + end


def _fill(
    sheet: Worksheet,
    heads: tuple[str, ...],
    rows: Iterable[tuple[str, ...]],
    widths: tuple[int, ...],
) -> None:
    for column, head in enumerate(heads, 1):
        _put(sheet, 1, column, head, Font(bold=True))
        width = widths[column - 1] if column <= len(widths) else 14
        sheet.column_dimensions[get_column_letter(column)].width = width
    for number, row in enumerate(rows, 2):
        for column, text in enumerate(row, 1):
            _put(sheet, number, column, shortened(clean_text(text)), None, "left")
    sheet.freeze_panes = "A2"


def _set_page(sheet: Any, form: OfficialForm) -> None:
    """Fit the sheet to the width of A4; every printed page of a draft says what it is."""
    sheet.page_setup.paperSize = 9
    sheet.page_setup.orientation = "portrait" if sheet.title == "报表" else "landscape"
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToHeight = 0
    if form.is_draft:
        sheet.oddHeader.right.text = DRAFT
        sheet.oddHeader.right.size = 14
        sheet.oddHeader.right.color = "B01E1E"
    sheet.oddFooter.center.text = "第 &P 页"


def _check_cells(content: bytes, name: str) -> None:
    """Raise ExportError if any cell of any sheet is something else than text."""
    with ZipFile(io.BytesIO(content)) as package:
        for part in package.namelist():
            if part.startswith("xl/worksheets/") and _NO_TEXT.search(package.read(part)):
                raise ExportError(f"{name} 里有不是文字的格子（{part}），没有保存。")


def _form_sheet(content: bytes) -> bytes:
    """Return the workbook with its first sheet only: what people read as the form."""

    def changed(part_name: str, part: bytes) -> bytes:
        if part_name != "xl/workbook.xml":
            return part
        _first, *others = _SHEET.findall(part)
        for other in others:
            part = part.replace(other, b"")
        return re.sub(rb"<definedNames>.*?</definedNames>", b"", part)

    return repacked(content, changed)


def _render(form: OfficialForm) -> tuple[FormFile, ...]:
    content = workbook(form)
    name = f"{form.stem}{_ENDING}"
    _check_cells(content, name)
    paper = lay_out(form.report)
    held = tuple(replace(cell, text=shortened(cell.text)) for cell in paper.cells)
    sheet = _form_sheet(content)
    check_table(sheet, replace(paper, cells=held), name)
    check_values(sheet, form, name)
    return (FormFile(_ENDING, content),)


FORMAT = Format("xlsx", "报表和明细（Excel）", _render)
