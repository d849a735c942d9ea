"""Reads a written form back and compares it with what was meant; a difference means no file."""

import re

from audits.facts import Value
from crawler.errors import ExportError
from reportgen.fields import FieldKind
from reportgen.official.form import OfficialForm
from reportgen.paper import Paper, PaperCell, written
from reportgen.report import Report, ReportField
from reportgen.submitted.document import Cell, Document, Line, Table
from reportgen.submitted.opening import open_document
from reportgen.submitted.reading import read_document
from reportgen.submitted.refused import SubmittedFileError
from reportgen.submitted.submission import Submission, SubmittedField

_BLANKS = re.compile(r"[\s\u200b_＿]+")
_MOST_ON_A_PAGE, _PIECE = 300, 20  # characters of a narrow cell of a PDF; what is looked for
_MOST_TEXT = 2000  # the reader of filled forms keeps no more of one text


def squeezed(text: str) -> str:
    """Return a text without any blanks: line ends differ between formats, words must not."""
    return _BLANKS.sub("", text)


def check_table(content: bytes, paper: Paper, name: str, *, spans: bool = True) -> None:
    """Raise ExportError unless the file holds the table of the form, cell by cell.

    With ``spans`` every cell must begin and end where the form prints it; without, as on the
    pages of a PDF, the texts must all be there.
    """
    document = _opened(content, name)
    if spans:
        tables = [block for block in document.blocks if isinstance(block, Table)]
        if not any(_same_cells(table, paper) for table in tables):
            raise ExportError(f"{name} 写出后核对不符：{_first_fault(tables, paper)}，没有保存。")
    else:
        _check_texts(document, paper, name)
    lines = "".join(squeezed(text) for text in document.texts())
    for line in (*paper.head, *paper.foot):
        for part in line:
            wanted = squeezed(part.label + part.value)
            if wanted not in lines and (spans or not _is_broken_up(wanted, [lines])):
                raise ExportError(f"{name} 写出后核对不符：“{part.label}”，没有保存。")


def check_values(content: bytes, form: OfficialForm, name: str) -> None:
    """Raise ExportError if a stranger reading the file would find other values than the signed.

    A value that the reader is not sure of (其他 written within 其他) is left to ``check_table``. A
    draft holds marks (至少, 〔待填〕) that no reader takes for values: it is not read so.
    """
    if form.is_draft:
        return
    report = form.report
    try:
        found = read_document(_opened(content, name), name, report.form.id)
    except SubmittedFileError as error:
        raise ExportError(f"{name} 写出后读不回来：{error}没有保存。") from error
    wrong = contradictions(found, report)
    if wrong:
        raise ExportError(f"{name} 写出后核对不符：{'、'.join(wrong)}，没有保存。")


def differences(found: Submission, report: Report) -> tuple[str, ...]:
    """Return the labels of the fields that a read form does not hold as the report has them."""
    return tuple(
        item.field.label
        for key, item in report.fields.items()
        if not _says(found, key, item, report)
    )


def contradictions(found: Submission, report: Report) -> tuple[str, ...]:
    """Return the labels of the fields for which a read form holds another value for certain."""
    known = {key for key, field in found.fields.items() if field.value is not None}
    return tuple(
        item.field.label
        for key, item in report.fields.items()
        if key in known and not _says(found, key, item, report)
    )


def same_value(field: SubmittedField | None, item: ReportField, report: Report) -> bool:
    """Say whether one read field holds what the report has there."""
    if item.value is None:
        return field is None or _is_none(field, item, report)
    if field is None:
        return False
    if isinstance(item.value, str) and item.field.kind is not FieldKind.CHOICE:
        return _same_text(field, item.value, item.field.kind)
    if isinstance(item.value, bool) or isinstance(field.value, bool):
        return field.value is item.value
    return field.value == item.value


def _says(found: Submission, key: str, item: ReportField, report: Report) -> bool:
    if key == "report_year":
        return found.year == item.value
    return same_value(found.fields.get(key), item, report)


def _is_none(field: SubmittedField, item: ReportField, report: Report) -> bool:
    """Say whether a field without a value is read as such: blank, 无, a stroke, no tick."""
    if item.field.kind in (FieldKind.YES_NO, FieldKind.CHOICE):
        return not field.value
    in_ticks = any(
        cell.other == item.field.key for cells in report.form.grid.rows for cell in cells
    )
    if in_ticks:  # an empty box stands there, whatever was said instead of a text
        return field.value is None
    meant = squeezed(written(item, report))
    shown = squeezed(field.written_as)
    return shown == meant or (not meant and shown.strip("（）()") in ("", item.field.unit))


def _same_text(field: SubmittedField, meant: Value, kind: FieldKind) -> bool:
    if kind is FieldKind.DATE and field.value == meant:
        return True
    told = field.value if isinstance(field.value, str) else field.written_as
    found, whole = squeezed(told), squeezed(str(meant))
    return found == whole or (len(told) >= _MOST_TEXT and whole.startswith(found))


def _opened(content: bytes, name: str) -> Document:
    try:
        return open_document(content)
    except SubmittedFileError as error:
        raise ExportError(f"{name} 写出后打不开：{error}没有保存。") from error


def _same_cells(table: Table, paper: Paper) -> bool:
    return len(_matched(table, paper)) == len(paper.cells) == len(_told(table, paper))


def _told(table: Table, paper: Paper) -> tuple[Cell, ...]:
    """Return the cells of a table from the form's first row on, as many rows as the form has."""
    top = _top(table, paper)
    last = max(cell.row + cell.rows for cell in paper.cells)
    return tuple(cell for cell in table.cells if top <= cell.row < top + last)


def _top(table: Table, paper: Paper) -> int:
    """Return the row in which the form begins: a sheet may hold lines above it."""
    first = paper.cells[0]
    for cell in table.cells:
        is_first = cell.column == 0 and cell.columns == first.columns
        if is_first and squeezed(cell.text) == squeezed(first.text):
            return cell.row
    return 0


def _matched(table: Table, paper: Paper) -> list[PaperCell]:
    top = _top(table, paper)
    found = {
        (cell.row - top, cell.column, cell.rows, cell.columns): squeezed(cell.text)
        for cell in table.cells
    }
    return [
        cell
        for cell in paper.cells
        if found.get((cell.row, cell.column, cell.rows, cell.columns)) == squeezed(cell.text)
    ]


def _first_fault(tables: list[Table], paper: Paper) -> str:
    if not tables:
        return "没有表格"
    best = max(tables, key=lambda table: len(_matched(table, paper)))
    matched = set(_matched(best, paper))
    for cell in paper.cells:
        if cell not in matched:
            return f"第 {cell.row + 1} 行第 {cell.column + 1} 列"
    return "表格多出了格子"


def _is_broken_up(wanted: str, told: list[str]) -> bool:
    """Say whether a text too long for a page is there piece by piece, but for the page breaks."""
    if len(wanted) <= _MOST_ON_A_PAGE:
        return False
    pieces = [wanted[at : at + _PIECE] for at in range(0, len(wanted), _PIECE)]
    whole = "\n".join(told)
    missing = sum(piece not in whole for piece in pieces)
    return missing <= 1 + len(wanted) // _MOST_ON_A_PAGE


def _check_texts(document: Document, paper: Paper, name: str) -> None:
    """Raise ExportError unless every text of the form stands in some cell."""
    told = [
        squeezed(cell.text)
        for block in document.blocks
        if isinstance(block, Table)
        for cell in block.cells
    ] + [squeezed(block.text) for block in document.blocks if isinstance(block, Line)]
    for cell in paper.cells:
        wanted = squeezed(cell.text)
        if wanted in told:
            told.remove(wanted)
        elif not any(wanted in text for text in told) and not _is_broken_up(wanted, told):
            raise ExportError(
                f"{name} 写出后核对不符：第 {cell.row + 1} 行第 {cell.column + 1} 列，没有保存。"
            )
