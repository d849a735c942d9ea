"""A comparison as a page and as a workbook; neither holds anything active."""

import io
from pathlib import Path
from typing import Any

import openpyxl
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties

from reportgen.diff.changes import KINDS, spread
from reportgen.diff.comparison import Comparison
from reportgen.diff.wording import heads, rows, summary, title
from reportgen.plaintext import clean_text

_MOST_ROWS = 500
_WIDTHS = (34, 30, 30, 20, 18, 80)
_LINE = 15.0  # points: the height of one line of text
_HIGHEST = 400.0  # points: a little less than what a spreadsheet allows
_SIDE = Side(style="thin", color="999999")
_FRAME = Border(_SIDE, _SIDE, _SIDE, _SIDE)
_HEAD = PatternFill("solid", fgColor="F3F5F8")


def page(comparison: Comparison) -> str:
    """Return the page, one file that needs nothing else."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).with_name("templates")),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=lambda value: clean_text(value) if isinstance(value, str) else value,
    )
    return environment.get_template("diff.html").render(
        left=comparison.left,
        right=comparison.right,
        summary=summary(comparison),
        heads=heads(comparison),
        title=title(comparison),
        rows=rows(comparison),
        changes=comparison.changes,
        kinds=_kinds(comparison),
    )


def _kinds(comparison: Comparison) -> list[dict[str, Any]]:
    """Return the changes by kind, with bars for columns and months; the longest bar is 20."""
    if comparison.changes is None:
        return []
    told = []
    for kind, parts in spread(comparison.changes).items():
        own = [change for change in comparison.changes if change.kind == kind]
        counts = [*parts["columns"].items(), *parts["months"].items()]
        most = max((count for _, count in counts), default=1)
        bars = [
            {"name": name, "count": count, "share": max(1, round(20 * count / most))}
            for name, count in counts
        ]
        word = KINDS[kind]
        told.append({"word": word, "count": len(own), "bars": bars, "rows": own[:_MOST_ROWS]})
    return told


def workbook(comparison: Comparison) -> bytes:
    """Return the workbook; every cell is text, so that none can become a formula."""
    return sheet_bytes("核对", heads(comparison), [row.cells for row in rows(comparison)], _WIDTHS)


def sheet_bytes(
    title: str,
    heads: tuple[str, ...],
    lines: list[tuple[str, ...]],
    widths: tuple[int, ...] = (),
) -> bytes:
    """Return a workbook of one sheet with a bold first row, all cells as text."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    for number, line in enumerate([heads, *lines], 1):
        for column, text in enumerate(line, 1):
            cell = sheet.cell(number, column)
            cell.value = "\n".join(clean_text(part) for part in text.split("\n"))
            cell.data_type = "s"
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            cell.border = _FRAME
            if number == 1:
                cell.font, cell.fill = Font(bold=True), _HEAD
        sheet.row_dimensions[number].height = _height(line, widths)
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.page_margins = PageMargins(left=0.4, right=0.4, top=0.5, bottom=0.8)
    sheet.HeaderFooter.oddFooter = HeaderFooterItem(
        center=_HeaderFooterPart(text="第 &P 页，共 &N 页")
    )
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"
    sheet.freeze_panes = "A2"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _height(line: tuple[str, ...], widths: tuple[int, ...]) -> float:
    """Return the points a row needs; not every spreadsheet program finds that out by itself."""
    lines = max(
        sum(-(-_taken(part) // max(1, width - 2)) or 1 for part in text.split("\n"))
        for text, width in zip(line, widths or (80,) * len(line), strict=False)
    )
    return min(_HIGHEST, _LINE * lines + 3)


def _taken(text: str) -> int:
    """Return how wide a text is, in Latin characters."""
    return sum(2 if ord(sign) > 0x2E7F else 1 for sign in text)
