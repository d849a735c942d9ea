"""The sheets to send to departments: one each, every row with its note in plain words.

What comes back is read by ``figures``: the hidden first column holds our keys.
"""

import io
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from reportgen.fields import Field, FieldKind, FilledBy
from reportgen.form import Form

_HEADINGS = ("键名", "填报项", "填写", "单位", "怎么填")
_WIDTHS = (4, 34, 18, 8, 70)
_AFTER_SIGNING = frozenset(("published_on", "published_url", "prepared_on"))
# what an audit can see only in part: the department's figure is asked for as well
_ALSO_ASKED = frozenset(
    (
        "service_items", "service_items_online", "messages_received", "messages_closed",
        "messages_average_days", "messages_published_replies", "survey_opinions",
        "interview_messages", "interview_replies", "unified_platform_used",
    )
)  # fmt: skip
_MARK = PatternFill("solid", fgColor="FFF7D6")
_LINE = Side(style="thin", color="B0B0B0")


def asked_fields(form: Form) -> Mapping[str, tuple[Field, ...]]:
    """Return the fields departments fill, by who keeps them, in form order."""
    asked: dict[str, tuple[Field, ...]] = {}
    for key, field in form.fields.items():
        wanted = field.filled_by in (FilledBy.IMPORT, FilledBy.PERSON) or key in _ALSO_ASKED
        if wanted and key not in _AFTER_SIGNING:
            asked[field.keeper] = (*asked.get(field.keeper, ()), field)
    return MappingProxyType(asked)


def collection_sheets(form: Form, year: int | None = None) -> bytes:
    """Return the workbook; ``year`` is printed in its titles and checked when it comes back."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for keeper, fields in asked_fields(form).items():
        sheet = book.create_sheet(keeper[:31])
        _fill(sheet, keeper, fields, f"{year}年度" if year else "")
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _fill(sheet: Worksheet, keeper: str, fields: Iterable[Field], year: str) -> None:
    sheet.append(["", f"{year}政府网站工作年度报表数据采集表（{keeper}）"])
    sheet.append(
        ["", "请填黄色格子。没有开展或没有数据写“无”，不知道的空着；只写数，不写“约”“多”。"]
    )
    sheet.append(["", "填表人：", "", "", "电话："])
    sheet.append(list(_HEADINGS))
    for field in fields:
        sheet.append([field.key, field.label, None, field.unit or "", _note(field)])
        _allow(sheet, field, f"C{sheet.max_row}")
    _dress(sheet)


def _note(field: Field) -> str:
    """Return how to fill a row: the meaning, then the words that are allowed."""
    if field.kind is FieldKind.YES_NO:
        return f"{field.definition}写“是”或“否”。"
    if field.kind is FieldKind.CHOICE:
        return f"{field.definition}从这几个里选：{'、'.join(field.choices.values())}。"
    if field.kind is FieldKind.COUNT:
        return f"{field.definition}写整数。"
    return field.definition


def _allow(sheet: Worksheet, field: Field, cell: str) -> None:
    """Offer the words of a choice as a list in the cell."""
    words = ("是", "否") if field.kind is FieldKind.YES_NO else tuple(field.choices.values())
    if words:
        rule = DataValidation(type="list", formula1=f'"{",".join(words)}"', allow_blank=True)
        sheet.add_data_validation(rule)
        rule.add(cell)


def _dress(sheet: Worksheet) -> None:
    sheet.column_dimensions["A"].hidden = True
    for letter, width in zip("ABCDE", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet["B1"].font = Font(bold=True, size=14)
    border = Border(_LINE, _LINE, _LINE, _LINE)
    for row in sheet.iter_rows(min_row=4, min_col=2, max_col=5):
        for cell in row:
            cell.border = border
            cell.alignment = Alignment(wrap_text=True, vertical="center")
            if cell.row == 4:
                cell.font = Font(bold=True)
            elif cell.column == 3:
                cell.fill = _MARK
    for line in (1, 2):  # one sentence over all columns, not cut at the page's edge
        sheet.merge_cells(start_row=line, end_row=line, start_column=2, end_column=5)
    sheet.row_dimensions[2].height = 20
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.freeze_panes = "C5"
