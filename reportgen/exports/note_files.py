"""口径说明.html and 口径说明.docx: one page to hand in with the form."""

import base64
import hashlib
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path, PurePosixPath
from types import MappingProxyType

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from reportgen.counting_note import HEADINGS, CountingNote, counting_note
from reportgen.exports import docx_styles as styles
from reportgen.exports.docx_package import packed
from reportgen.exports.interface import Export, OutputFile
from reportgen.plaintext import clean_text
from reportgen.report import Report
from reportgen.words import DRAFT

_HTML, _WORD = PurePosixPath("口径说明.html"), PurePosixPath("口径说明.docx")
_TEMPLATES = Path(__file__).with_name("templates")
_WIDTHS = (46, 20, 18, 92, 17, 17, 20, 35)  # millimetres, on A4 across
_ROW = 4.3


def note_page(
    report: Report, people: Mapping[str, str] = MappingProxyType({}), mark: str = DRAFT
) -> str:
    """Return the page; it needs nothing else and runs no script.

    ``people``: see counting_note; ``mark`` says how far the form has come.
    """
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined
    )
    style = environment.get_template("note.css").render()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return environment.get_template("note.html").render(
        note=_cleaned(counting_note(report, people)),
        headings=HEADINGS,
        mark=mark,
        style=Markup(style),  # our own file, hashed for the browser
        style_hash=digest,
    )


def note_document(
    report: Report, people: Mapping[str, str] = MappingProxyType({}), mark: str = DRAFT
) -> bytes:
    """Return the same page as a Word document, A4 across."""
    note = _cleaned(counting_note(report, people))
    document = docx.Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(16)
    section.top_margin = section.bottom_margin = Mm(12)
    styles.write_line(document.add_paragraph(), note.title, size=15, bold=True)
    styles.write_line(document.add_paragraph(), f"{mark}　{note.subtitle}", size=9)
    table = document.add_table(1 + len(note.rows), len(HEADINGS), style="Table Grid")
    styles.set_table(table, tuple(map(float, _WIDTHS)))
    for line, cells in enumerate((HEADINGS, *(row.cells for row in note.rows))):
        table.rows[line].height = Mm(_ROW)
        for place, cell in enumerate(table.rows[line].cells):
            cell.width = Mm(_WIDTHS[place])  # Word goes by the cells, others by the columns
            styles.write_line(cell.paragraphs[0], cells[place], size=8, bold=line == 0)
    heading = parse_xml(f"<w:tblHeader {nsdecls('w')}/>")
    table.rows[0]._tr.get_or_add_trPr().append(heading)
    for text in _closing(note):
        styles.write_line(document.add_paragraph(), text, size=9)
    return packed(document, note.title, datetime.fromisoformat(report.generated_at))


def _closing(note: CountingNote) -> Iterator[str]:
    if note.open:
        yield f"还没有填的 {len(note.open)} 项：{'、'.join(note.open)}。"
    for text in note.attachments:
        yield f"佐证材料：{text}"


def _cleaned(note: CountingNote) -> CountingNote:
    """Clean every text: some of them come from web pages and tables."""
    return CountingNote(
        clean_text(note.title),
        clean_text(note.subtitle),
        tuple(type(row)(tuple(map(clean_text, row.cells))) for row in note.rows),
        tuple(map(clean_text, note.open)),
        tuple(map(clean_text, note.attachments)),
    )


def _render(report: Report) -> Iterator[OutputFile]:
    yield OutputFile(_HTML, note_page(report).encode("utf-8", "replace"))
    yield OutputFile(_WORD, note_document(report))


EXPORT = Export("note", "口径说明", _render, lambda report: (_HTML, _WORD))
