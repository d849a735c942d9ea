"""The workbook: the form on its first sheet, then evidence, ledger and rules.

Every cell is text and marked so that no program takes it for a formula, whatever a website wrote.
"""

import io
from collections.abc import Iterable, Iterator
from datetime import datetime

import openpyxl
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from crawler.errors import ExportError
from reportgen.exports.docx_package import repacked
from reportgen.official.form import OfficialForm
from reportgen.official.interface import FormFile, Format
from reportgen.official.readback import check_table, check_values
from reportgen.paper import Paper, PaperPart, lay_out
from reportgen.plaintext import clean_text
from reportgen.report import Report
from reportgen.words import BOXES, DRAFT, KINDS, LEFT_OUT, SEVERITIES, VERDICTS, word

_ENDING = ".xlsx"
MOST_CHARACTERS = 32_767  # what Excel holds in one cell
_CUT = "……（全文 {length} 字，Excel 一格放不下，全文见明细 CSV 或 json）"
_LINE = Side(style="thin", color="222222")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_EVIDENCE = ("填报项", "类别", "栏目", "标题", "日期", "日期来自", "网址", "网页上的写法")
_LEDGER = (
    "栏目", "路径", "网址", "类型", "归类", "计入总数", "本年条数", "外链", "无日期", "采集程度",
    "说明", "页数", "行数", "网站自报行数", "最早日期", "最近日期",
)  # fmt: skip
_RULES = ("编号", "程度", "核对提示", "涉及填报项")
_MM_IN_WIDTH = 1.9  # one unit of column width is about so many millimetres


def workbook(form: OfficialForm) -> bytes:
    """Return the workbook, the same bytes for the same form."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "报表"
    _draw_form(sheet, lay_out(form.report), form)
    _fill(book.create_sheet("明细"), _EVIDENCE, _evidence(form.report), (24, 16, 22, 60, 12, 12, 50))
    _fill(book.create_sheet("栏目台账"), _LEDGER, _ledger(form.report), (20, 34, 44, 12, 18))
    _fill(book.create_sheet("规则"), _RULES, _rules(form.report), (14, 10, 90, 50))
    for each in book.worksheets:
        _set_page(each, form)
    moment = datetime.fromisoformat(form.moment).replace(tzinfo=None)
    book.properties.creator = ""
    book.properties.created = moment
    written = io.BytesIO()
    with mock_free_clock(book, moment):
        book.save(written)
    return repacked(written.getvalue())


def _draw_form(sheet: Worksheet, paper: Paper, form: OfficialForm) -> None:
    """Draw the form: lines above, the table with its merged cells, lines below."""
    for column, width in enumerate(paper.widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width / _MM_IN_WIDTH
    row = _write_across(sheet, 1, paper, paper.title, Font("黑体", size=18, bold=True))
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
        _put(sheet, row + cell.row, cell.column + 1, _whole(cell.text, form), font)
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


def _write_line(
    sheet: Worksheet, row: int, paper: Paper, line: tuple[PaperPart, ...]
) -> int:
    text = "　　".join(f"{part.label}{part.value}" for part in line)
    return _write_across(sheet, row, paper, text, Font("仿宋", size=12), "left")


def _write_across(
    sheet: Worksheet, row: int, paper: Paper, text: str, font: Font, side: str = "center"
) -> int:
    """Write a text over the whole width and return the next row."""
    _span(sheet, row, 1, 1, len(paper.widths))
    _put(sheet, row, 1, text, font, side)
    return row + 1


def _span(sheet: Worksheet, row: int, column: int, rows: int, columns: int) -> tuple[tuple, ...]:
    end = {"end_row": row + rows - 1, "end_column": column + columns - 1}
    cells = tuple(
        sheet.iter_rows(min_row=row, max_row=end["end_row"], min_col=column, max_col=end["end_column"])
    )
    if rows * columns > 1:
        sheet.merge_cells(start_row=row, start_column=column, **end)
    return cells


def _put(
    sheet: Worksheet, row: int, column: int, text: str, font: Font | None = None, side: str = "center"
) -> None:
    """Write one text; it can't be taken for a formula, also when somebody edits the cell."""
    cell = sheet.cell(row, column)
    cell.value = text
    cell.data_type = "s"
    cell.quotePrefix = text.startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))
    cell.alignment = Alignment(horizontal=side, vertical="center", wrap_text=True)
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


def _evidence(report: Report) -> Iterator[tuple[str, ...]]:
    """Yield every counted row, then what was looked at and left out."""
    for item in report.fields.values():
        label = item.field.label
        kinds = [("依据", item.evidence)]
        kinds += [(word(LEFT_OUT, part.kind), part.rows) for part in item.left_out]
        for kind, rows in kinds:
            for row in rows:
                cells = (row.column, row.title or row.quote, row.date, row.date_source, row.url)
                yield (label, kind, *cells, row.href)


def _ledger(report: Report) -> Iterator[tuple[str, ...]]:
    for each in report.columns:
        counts = (each.in_year, each.external_in_year, each.undated)
        yield (
            each.name,
            "/".join(each.path),
            each.url,
            KINDS[each.kind],
            "、".join(word(BOXES, box) for box in each.boxes),
            "是" if each.in_total else "否",
            *("" if count is None else str(count) for count in counts),
            VERDICTS[each.verdict],
            each.reason,
            str(each.pages),
            str(each.rows),
            "" if each.declared_rows is None else str(each.declared_rows),
            each.first_date or "",
            each.last_date or "",
        )


def _rules(report: Report) -> Iterator[tuple[str, ...]]:
    for remark in report.remarks:
        labels = [report.fields[key].field.label for key in remark.fields if key in report.fields]
        severity = word(SEVERITIES, remark.severity)
        yield (remark.id, severity, remark.message, "、".join(labels))


def _set_page(sheet: Worksheet, form: OfficialForm) -> None:
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
    """Raise ExportError if any cell is something else than text."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None and cell.data_type != "s":
                    raise ExportError(f"{name} 的 {sheet.title}!{cell.coordinate} 不是文字，没有保存。")


def _render(form: OfficialForm) -> tuple[FormFile, ...]:
    content = workbook(form)
    name = f"{form.stem}{_ENDING}"
    _check_cells(content, name)
    check_table(content, lay_out(form.report), name)
    check_values(content, form, name)
    return (FormFile(_ENDING, content),)


FORMAT = Format("xlsx", "报表和明细（Excel）", _render)
