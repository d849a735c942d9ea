"""The PDF says what was signed, marks a draft on every page, and names the fonts it had to take."""

import io

import pdfplumber
import pytest

from crawler.errors import ExportError
from reportgen.official import printing
from reportgen.official.form import draft_form
from reportgen.official.readback import check_table
from reportgen.paper import lay_out
from reportgen.submitted.readers.radicals import plain_characters

from .conftest import decided
from .test_formats import HOSTILE


def pages(content):
    with pdfplumber.open(io.BytesIO(content)) as opened:
        return [plain_characters("".join(c["text"] for c in p.chars)) for p in opened.pages]


@pytest.mark.slow
def test_signed_form_and_its_draft_are_printed_and_read_back(signed, draft):
    (file,) = printing.FORMAT.render(signed)
    assert not any("草稿" in text for text in pages(file.content))
    assert "PDF" in file.note or not file.note
    (marked,) = printing.FORMAT.render(draft)
    assert all("草稿（未审签）" in text for text in pages(marked.content))


@pytest.mark.slow
def test_hostile_texts_and_one_longer_than_a_page_are_printed_whole(report):
    keys = [key for key, item in report.fields.items() if item.field.kind == "text"]
    texts = dict(zip(keys, [*HOSTILE, "长" * 3000], strict=False))
    form = draft_form(decided(report, **texts))
    (file,) = printing.FORMAT.render(form)
    other = decided(report, **(texts | {keys[8]: "短" * 3000}))
    with pytest.raises(ExportError):
        check_table(file.content, lay_out(other), "x", spans=False)


def test_machine_with_neither_office_nor_browser_is_told_what_to_do(signed, monkeypatch):
    monkeypatch.setenv("PATH", "/nonexistent")
    monkeypatch.setenv("NIANBAO_BROWSER", "/nonexistent")
    with pytest.raises(ExportError, match="另存为 PDF"):
        printing.pdf(signed)


def test_radicals_of_a_browsers_print_are_the_characters_they_stand_for():
    assert plain_characters("⽹站⻚⾯，⻔⼾，⽆，⻅⽂") == "网站页面，门户，无，见文"
