"""Workbooks (xlsx, xls): each visible sheet a table, merged cells with their spans."""

import io
from collections.abc import Container
from datetime import date, datetime
from typing import Any

import openpyxl
import xlrd
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.worksheet.worksheet import Worksheet

from reportgen.submitted.document import MOST_CELLS, Block, Cell, Document, Line, Table
from reportgen.submitted.ticks import symbol
from reportgen.submitted.words import raised, struck

_MOST_ROWS, _MOST_COLUMNS = 2000, 200
_NO_RESULT = (
    "工作表“{sheet}”的 {cell} 是公式，文件里没有保存计算结果，请在表格软件里打开保存一次再用"
)
_NEXT_SHEETS = "工作簿有多张工作表，都已读取：{names}"


def read(content: bytes) -> Document:
    """Return an xlsx workbook; formulas give their stored results, links are not followed."""
    sheets, remarks = _sheets(content)
    shown = []
    for sheet, table in sheets:
        rows = {number - 1 for number, row in sheet.row_dimensions.items() if row.hidden}
        columns = {
            number - 1
            for column in sheet.column_dimensions.values()
            if column.hidden
            for number in range(column.min or 1, (column.max or 0) + 1)
        }
        shown.append((sheet.title, without_hidden(table, rows, columns)))
    return _document(shown, remarks)


def located(content: bytes) -> tuple[list[tuple[str, Table]], tuple[str, ...]]:
    """Return (name, table) of each visible sheet that holds anything, and what was not read.

    Hidden rows and columns are in it: every cell stands at its own place.
    """
    sheets, remarks = _sheets(content)
    return [(sheet.title, table) for sheet, table in sheets], remarks


def without_hidden(table: Table, rows: Container[int], columns: Container[int]) -> Table:
    """Return a table without rows and columns that nobody sees; merged cells shrink with them."""
    kept: list[Cell] = []
    lines = _places(max((c.below for c in table.cells), default=0), rows)
    aside = _places(max((c.right for c in table.cells), default=0), columns)
    for cell in table.cells:
        down = lines[cell.below] - lines[cell.row]
        across = aside[cell.right] - aside[cell.column]
        if down and across:
            kept.append(Cell(lines[cell.row], aside[cell.column], down, across, cell.text))
    return Table(tuple(kept), table.exact)


def _places(count: int, hidden: Container[int]) -> list[int]:
    """Return how many shown rows (or columns) come before each place."""
    places = [0]
    for number in range(count):
        places.append(places[-1] + (number not in hidden))
    return places


def _document(sheets: list[tuple[str, Table]], remarks: tuple[str, ...]) -> Document:
    """Return the sheets in order; of several each stands under its name."""
    shown = [(name, table) for name, table in sheets if _holds_anything(table)]
    blocks: list[Block] = []
    for name, table in shown:
        blocks += [Line(name), table] if len(shown) > 1 else [table]
    return Document(tuple(blocks), remarks)


def _holds_anything(table: Table) -> bool:
    return any(cell.text.strip() for cell in table.cells)


def _sheets(content: bytes) -> tuple[list[tuple[Worksheet, Table]], tuple[str, ...]]:
    book = openpyxl.load_workbook(
        io.BytesIO(content), data_only=True, keep_links=False, rich_text=True
    )
    formulas = openpyxl.load_workbook(io.BytesIO(content), keep_links=False)
    blocks: list[tuple[Worksheet, Table]] = []
    remarks: list[str] = []
    sheets = [s for s in book.worksheets if s.sheet_state == "visible" and s.max_row]
    for sheet in sheets:
        cells = _cells(sheet, formulas[sheet.title], remarks)
        if any(cell.text.strip() for cell in cells):
            blocks.append((sheet, Table(tuple(cells))))
    if len(blocks) > 1:
        remarks.append(_NEXT_SHEETS.format(names="、".join(s.title for s in sheets)))
    return blocks, tuple(remarks)


def read_old(content: bytes) -> Document:
    """Return an xls workbook; raises xlrd.XLRDError for a damaged or locked one."""
    book = xlrd.open_workbook(file_contents=content, formatting_info=True, on_demand=True)
    tables: list[tuple[str, Table]] = []
    for sheet in book.sheets():
        if sheet.visibility:
            continue
        merged: dict[tuple[int, int], tuple[int, int]] = {
            (top, left): (down, right) for top, down, left, right in sheet.merged_cells
        }
        covered = _covered(merged)
        rows = range(min(sheet.nrows, _MOST_ROWS))
        cells = []
        for row in rows:
            for column in range(min(sheet.row_len(row), _MOST_COLUMNS)):
                if (row, column) in covered:
                    continue
                down = merged.get((row, column))
                below, right = down or (row + 1, column + 1)
                text = _old_text(book, sheet.cell(row, column))
                text = _old_as_shown(book, sheet, (row, column), text) if text else ""
                cells.append(Cell(row, column, below - row, right - column, text))
        lines = {number for number, info in sheet.rowinfo_map.items() if info.hidden}
        aside = {number for number, info in sheet.colinfo_map.items() if info.hidden}
        tables.append((sheet.name, without_hidden(Table(tuple(cells)), lines, aside)))
    return _document(tables, ())


def _cells(sheet: Worksheet, formulas: Any, remarks: list[str]) -> list[Cell]:
    merged: dict[tuple[int, int], tuple[int, int]] = {
        (span.min_row - 1, span.min_col - 1): (span.max_row, span.max_col)
        for span in sheet.merged_cells.ranges
    }
    covered = _covered(merged)
    found: list[Cell] = []
    last_row, last_column = min(sheet.max_row, _MOST_ROWS), min(sheet.max_column, _MOST_COLUMNS)
    for line in sheet.iter_rows(max_row=last_row, max_col=last_column):
        for cell in line:
            row, column = (cell.row or 1) - 1, (cell.column or 1) - 1
            if (row, column) in covered:
                continue
            below, right = merged.get((row, column), (row + 1, column + 1))
            if cell.value is None and formulas.cell(cell.row, cell.column).data_type == "f":
                remarks.append(_NO_RESULT.format(sheet=sheet.title, cell=cell.coordinate))
            text = _text(cell.value, str(cell.number_format))
            font = str(cell.font.name or "") if cell.font else ""
            text = "".join(symbol(font, mark) for mark in text)
            if cell.font is not None and cell.font.strike:
                text = struck(text)
            found.append(Cell(row, column, below - row, right - column, text))
            if len(found) > MOST_CELLS:
                return found
    return found


def _covered(merged: dict[tuple[int, int], tuple[int, int]]) -> set[tuple[int, int]]:
    """Return the positions hidden beneath a merged cell."""
    return {
        (row, column)
        for (top, left), (below, right) in merged.items()
        for row in range(top, min(below, _MOST_ROWS))
        for column in range(left, min(right, _MOST_COLUMNS))
        if (row, column) != (top, left)
    }


def _text(value: object, number_format: str) -> str:
    """Return a value as the sheet shows it: whole numbers without a point, dates in full."""
    if value is None:
        return ""
    if isinstance(value, CellRichText):
        return "".join(_piece(part) for part in value)
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime | date):
        return f"{value.year}年{value.month}月{value.day}日"
    if isinstance(value, float | int):
        if "%" in number_format:
            return f"{round(value * 100, 4):g}%"
        return str(int(value)) if value == int(value) else repr(round(value, 6))
    return str(value)


def _piece(part: str | TextBlock) -> str:
    """Return a piece of a cell in several fonts; superscript digits as such."""
    if isinstance(part, str):
        return part
    text = struck(part.text) if part.font.strike else part.text
    return raised(text) if part.font.vertAlign == "superscript" else text


def _old_text(book: Any, cell: Any) -> str:
    if cell.ctype == xlrd.XL_CELL_DATE:
        day = xlrd.xldate_as_datetime(cell.value, book.datemode)
        return f"{day.year}年{day.month}月{day.day}日"
    if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK, xlrd.XL_CELL_ERROR):
        return ""
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return "是" if cell.value else "否"
    if cell.ctype == xlrd.XL_CELL_NUMBER:
        number_format = book.format_map[book.xf_list[cell.xf_index].format_key].format_str
        return _text(cell.value, number_format)
    return str(cell.value)


def _old_as_shown(book: Any, sheet: Any, at: tuple[int, int], text: str) -> str:
    """Return a text with characters struck through and digits raised as its fonts show them."""
    usual = book.xf_list[sheet.cell(*at).xf_index].font_index
    fonts = dict([(0, usual), *sheet.rich_text_runlist_map.get(at, ())])
    parts = []
    for (start, index), end in zip(fonts.items(), [*list(fonts)[1:], len(text)], strict=True):
        font, part = book.font_list[index], text[start:end]
        part = struck(part) if font.struck_out else part
        parts.append(raised(part) if font.escapement == 1 else part)
    return "".join(parts)
