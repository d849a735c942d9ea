"""The counting note beside the exported form says who settled each figure, and is no draft."""

import io

from docx import Document
from lxml import html

from reportgen.official.form import draft_form
from reportgen.official.note import note_files

PEOPLE = {"items_total": "甲（填报人）2026-01-12"}


def texts(form):
    page, word = note_files(form, PEOPLE)
    assert (page.ending, word.ending) == ("-口径说明.html", "-口径说明.docx")
    document = Document(io.BytesIO(word.content))
    cells = [cell.text for row in document.tables[0].rows for cell in row.cells]
    written = "\n".join([*(p.text for p in document.paragraphs), *cells])
    return html.document_fromstring(page.content.decode()).text_content(), written


def test_the_note_of_a_signed_form_names_who_settled_a_figure_and_the_day_of_signing(signed):
    for text in texts(signed):
        assert "甲（填报人）2026-01-12" in text
        assert "已审签（2026-01-20）" in text
        assert "草稿" not in text


def test_the_note_of_a_draft_says_that_it_is_one(any_report):
    for text in texts(draft_form(any_report)):
        assert "草稿（未审签）" in text
        assert "已审签（" not in text
