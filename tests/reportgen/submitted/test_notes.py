"""Marks of notes are no digits: 1644 with a raised 1 behind it is never 16441."""

import io
import zipfile

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from reportgen.fields import load_fields
from reportgen.form import load_form
from reportgen.submitted.opening import open_document
from reportgen.submitted.reading import read_document
from reportgen.submitted.submission import Submission
from reportgen.submitted.values import read_value
from reportgen.submitted.words import label_of
from tests.reportgen.submitted import filled

SHEET = filled.sheet(load_form("national_2018"), filled.national(items_total="71644"))


def read(content: bytes) -> Submission:
    return read_document(open_document(content), "报表")


@pytest.mark.parametrize(
    "text", ["1644①", "1644¹", "1644*", "1644＊", "1644[1]", "1644（注1）", "1644 ※", "1644⑴"]
)
def test_mark_behind_a_figure_is_left_out_and_said(text: str) -> None:
    reading = read_value(load_fields()["items_total"], text)
    assert reading.value == 1644
    assert "注释记号" in reading.doubt


@pytest.mark.parametrize("text", ["①1644", "16①44", "1644½", "注1", "①"])
def test_mark_elsewhere_makes_no_figure(text: str) -> None:
    reading = read_value(load_fields()["items_total"], text)
    assert (reading.value, bool(reading.doubt)) == (None, True)


@pytest.mark.parametrize(
    "text",
    [
        *[
            "总数①",
            "①总数",
            "总数*",
            "*总数",
            "总数[1]",
            "总数注1",
            "其中：总数",
            "2-3总数",
            "A.总数",
            "总数¹",
        ],
        *("1.1 总数", "第一项 总数", "（一）总数（单位：条）", "总数（注2）"),
    ],
)
def test_marks_and_numbering_are_no_part_of_a_label(text: str) -> None:
    assert label_of(text) == "总数"


def as_docx() -> bytes:
    def rewritten(part: zipfile.ZipInfo) -> bytes:
        raised = (
            b"71644</w:t></w:r><w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>2</w:t>"
        )
        return old.read(part).replace(b"71644</w:t>", raised)

    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(filled.as_docx(SHEET))) as old,
        zipfile.ZipFile(out, "w") as new,
    ):
        for part in old.infolist():
            new.writestr(part, rewritten(part))
    return out.getvalue()


def as_html() -> bytes:
    return filled.as_html(SHEET).replace(b"71644", b"71644<sup>2</sup>")


def as_xlsx() -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(filled.as_xlsx(SHEET)))
    page = book.worksheets[0]
    (cell,) = [c for row in page.iter_rows() for c in row if c.value == 71644]
    cell.value = CellRichText("71644", TextBlock(InlineFont(vertAlign="superscript"), "2"))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_pdf() -> bytes:
    whole = filled.as_pdf(SHEET)
    at = whole.index("71644".encode("utf-16-be").hex().encode())
    begin = whole.rindex(b"BT /F1 7 Tf ", 0, at)
    x, y = (float(part) for part in whole[begin + 12 : at].split()[:2])
    code = "2".encode("utf-16-be").hex()
    mark = f"BT /F1 4 Tf {x + 35.2:.1f} {y + 3.5:.1f} Td <{code}> Tj ET\n".encode()
    made = whole[:begin] + mark + whole[begin:]
    length = made.rindex(b"/Length ", 0, begin) + 8
    end = made.index(b">>", length)
    return made[:length] + str(int(made[length:end]) + len(mark)).encode() + made[end:]


@pytest.mark.parametrize("made", [as_docx, as_html, as_xlsx, as_pdf], ids=lambda m: m.__name__)
def test_raised_digit_in_a_file_is_a_note(made: object) -> None:
    found = read(made())  # type: ignore[operator]
    assert found.values["items_total"] == 71644
    assert [q.field for q in found.questions] == ["items_total"]
    assert found.fields["items_total"].written_as == "71644²"
