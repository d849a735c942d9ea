"""report.docx: the official table, drawn from the form file, marked as a draft unless signed.

The document is read back before it is handed over: a cell that does not say what was meant is an
ExportError, and no file is written.
"""

import io
from collections.abc import Iterator
from datetime import datetime
from pathlib import PurePosixPath

import docx
from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from crawler.errors import ExportError
from reportgen.exports import docx_styles as styles
from reportgen.exports.docx_grid import GridCell, first_difference, read_grid
from reportgen.exports.docx_package import packed
from reportgen.exports.interface import Export, OutputFile
from reportgen.paper import Paper, PaperCell, PaperPart, lay_out
from reportgen.report import PENDING, Report
from reportgen.words import DRAFT

_PATH = PurePosixPath("report.docx")
_TEXT_WIDTH = 164
_CENTRE, _RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
_NOTE = f"由网站采集结果预填。{PENDING}须人工补填，“至少”是下限，“仅供参考”须核对。"


def build(report: Report, *, is_draft: bool = True) -> bytes:
    """Return the document; raises ExportError if reading it back shows anything else."""
    paper = lay_out(report)
    document = docx.Document()
    styles.set_page(document)
    styles.name_substitutes(document)
    _draw_margins(document, is_draft)
    _draw_head(document, paper, is_draft)
    _draw_table(document, paper)
    _draw_lines(document, paper.foot, room=3)
    _draw_end(document, paper)
    content = packed(document, paper.title, datetime.fromisoformat(report.generated_at))
    check(content, paper)
    return content


def check(content: bytes, paper: Paper) -> None:
    """Read the document back and raise ExportError at the first text that is not as meant."""
    document = docx.Document(io.BytesIO(content))
    meant = tuple(
        GridCell(cell.row, cell.column, cell.rows, cell.columns, cell.text) for cell in paper.cells
    )
    difference = first_difference(meant, read_grid(document.tables[0]))
    if difference is not None:
        wanted, found = difference
        spot = wanted or found
        place = f"第 {spot.row + 1} 行第 {spot.column + 1} 列" if spot else ""
        raise ExportError(f"{_PATH} 写出后核对不符（{place}），没有保存。")
    lines = [paragraph.text for paragraph in document.paragraphs]
    for line in (*paper.head, *paper.foot):
        if _line_text(line) not in lines:
            raise ExportError(f"{_PATH} 写出后核对不符（{line[0].label}），没有保存。")


def _draw_margins(document: Document, is_draft: bool) -> None:
    """Mark every page of a draft above, and number all pages below."""
    section = document.sections[0]
    if is_draft:
        header = section.header.paragraphs[0]
        styles.write_line(header, DRAFT, size=16, bold=True, colour=styles.RED, align=_RIGHT)
    styles.add_page_number(section.footer.paragraphs[0])


def _draw_head(document: Document, paper: Paper, is_draft: bool) -> None:
    title = document.add_paragraph()
    styles.write_line(title, paper.title, font=styles.TITLE_FONT, size=20, bold=True, align=_CENTRE)
    year = document.add_paragraph()
    styles.write_line(year, paper.year_line, size=14, align=_CENTRE)
    year.paragraph_format.space_after = Mm(2)
    if is_draft:
        note = document.add_paragraph()
        styles.write_line(note, f"{DRAFT}　{_NOTE}", size=9, colour=styles.RED, align=_CENTRE)
        note.paragraph_format.space_after = Mm(2)
    _draw_lines(document, paper.head)


def _draw_end(document: Document, paper: Paper) -> None:
    """Leave room for the stamp where the form asks for it below, and print the notes."""
    if paper.seal:
        seal = document.add_paragraph()
        styles.write_line(seal, paper.seal, font=styles.VALUE_FONT, size=12, align=_RIGHT)
        seal.paragraph_format.space_before = Mm(8)
        seal.paragraph_format.space_after = Mm(4)
        seal.paragraph_format.right_indent = Mm(18)
    for text in paper.notes:
        note = document.add_paragraph()
        styles.write_line(note, text, font=styles.VALUE_FONT, size=10)
        note.paragraph_format.space_before = Mm(3)


def _draw_lines(
    document: Document, lines: tuple[tuple[PaperPart, ...], ...], room: float = 2
) -> None:
    """Write the lines around the table, their parts spread over the width; ``room`` mm above."""
    for line in lines:
        paragraph = document.add_paragraph()
        stops = paragraph.paragraph_format.tab_stops
        for part in range(1, len(line)):
            stops.add_tab_stop(Mm(_TEXT_WIDTH * part / len(line)))
        styles.write_line(paragraph, _line_text(line), font=styles.VALUE_FONT, size=12)
        paragraph.paragraph_format.space_before = Mm(room)
        paragraph.paragraph_format.space_after = Mm(1)
        paragraph.paragraph_format.keep_with_next = True


def _line_text(line: tuple[PaperPart, ...]) -> str:
    return "\t".join(f"{part.label}{part.value}" for part in line)


def _draw_table(document: Document, paper: Paper) -> None:
    rows = max(cell.row + cell.rows for cell in paper.cells)
    table = document.add_table(rows, len(paper.widths), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    styles.set_table(table, paper.widths)
    # read once, before any merge: the library walks the whole table for every single cell
    boxes = [list(row.cells) for row in table.rows]
    for cell in paper.cells:
        last = boxes[cell.row + cell.rows - 1][cell.column + cell.columns - 1]
        merged = boxes[cell.row][cell.column]
        if cell.rows * cell.columns > 1:
            merged = merged.merge(last)
        merged.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        styles.set_cell_margins(merged, 0.6)
        _write_cell(merged.paragraphs[0], cell)
        if cell.row + cell.rows == rows:  # so that nobody signs a sheet without figures on it
            merged.paragraphs[0].paragraph_format.keep_with_next = True


def _write_cell(paragraph: Paragraph, cell: PaperCell) -> None:
    is_label = not cell.keys
    styles.write_line(
        paragraph,
        cell.text,
        font=styles.LABEL_FONT if is_label else styles.VALUE_FONT,
        colour=styles.colour_of(cell.outcome),
        align=WD_ALIGN_PARAGRAPH.LEFT if len(cell.keys) > 1 else _CENTRE,
    )
    # given in points: fonts that stand in for one another differ by a third in height
    paragraph.paragraph_format.line_spacing = Pt(13)


def _render(report: Report) -> Iterator[OutputFile]:
    yield OutputFile(_PATH, build(report))


EXPORT = Export("docx", "报表（Word）", _render, lambda report: (_PATH,))
