"""Files that only an office program reads: converted without asking anybody, or refused plainly."""

import io
import shutil
import socket
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from reportgen.form import load_form
from reportgen.submitted import office
from reportgen.submitted.intake import take_file
from reportgen.submitted.opening import open_document
from reportgen.submitted.reading import read_document
from reportgen.submitted.refused import SubmittedFileError
from reportgen.submitted.signs import office_kind
from reportgen.submitted.wall import Wall
from tests.reportgen.submitted import filled

SHEET = filled.sheet(load_form("national_2018"), filled.national())
SOFFICE = shutil.which("soffice")
needs_office = pytest.mark.skipif(SOFFICE is None, reason="no LibreOffice here")


@pytest.fixture(scope="module")
def wall() -> Iterator[Wall]:
    with Wall(seconds=60) as wall:
        yield wall


def odf(kind: str, content: str = "<a/>") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        package.writestr("content.xml", content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (odf("text"), "odt"),
        (odf("spreadsheet"), "ods"),
        (odf("presentation"), None),
        (b"{\\rtf1 x}", "rtf"),
        (filled.as_docx(SHEET), None),
        (filled.as_pdf(SHEET), None),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "doc"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), None),
    ],
)
def test_kind_of_office_file_is_told_by_its_first_bytes(
    content: bytes, kind: str | None, tmp_path: Path
) -> None:
    file = tmp_path / "报表"
    file.write_bytes(content)
    assert office_kind(file) == kind


@pytest.mark.parametrize("content", [odf("text"), odf("spreadsheet"), b"{\\rtf1 x}"])
def test_without_an_office_program_the_sentence_says_what_to_do(
    content: bytes, wall: Wall, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "_NAMES", ())
    file = tmp_path / "报表.odt"
    file.write_bytes(content)
    with pytest.raises(SubmittedFileError, match=r"没有 LibreOffice，打不开。请.*另存为 docx"):
        take_file(file, wall)


def test_entity_in_an_odf_file_is_refused_before_any_program_opens_it(
    wall: Wall, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "_NAMES", ("true",))
    file = tmp_path / "报表.odt"
    file.write_bytes(odf("text", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"))
    with pytest.raises(SubmittedFileError, match="XML 实体"):
        take_file(file, wall)


def converted(content: bytes, name: str, kind: str, folder: Path) -> Path:
    """The file as LibreOffice itself would have saved it."""
    source = folder / name
    source.write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    line = [str(SOFFICE), profile, "--headless", "--convert-to", kind, "--outdir", str(folder)]
    subprocess.run([*line, str(source)], capture_output=True, check=True, timeout=100)
    return source.with_suffix(f".{kind}")


@needs_office
@pytest.mark.slow
@pytest.mark.parametrize("kind", ["doc", "rtf", "odt", "ods"])
def test_form_saved_by_an_office_program_is_read_like_the_original(
    kind: str, wall: Wall, tmp_path: Path
) -> None:
    original = tmp_path / "原件.docx"
    original.write_bytes(filled.as_docx(SHEET))
    made = (filled.as_xlsx(SHEET), "a.xlsx") if kind == "ods" else (filled.as_docx(SHEET), "a.docx")
    found = take_file(converted(*made, kind, tmp_path), wall)
    assert found.values == take_file(original, wall).values
    assert found.questions == ()


@needs_office
@pytest.mark.slow
def test_figures_struck_through_or_raised_in_an_old_workbook_are_no_part_of_others(
    tmp_path: Path,
) -> None:
    made = openpyxl.load_workbook(io.BytesIO(filled.as_xlsx(SHEET)))
    total = read_document(open_document(filled.as_xlsx(SHEET)), "a.xlsx").values["items_total"]
    cells = (cell for row in made.active.iter_rows() for cell in row)
    cell = next(each for each in cells if str(each.value) == str(total))
    cell.value = CellRichText(
        TextBlock(InlineFont(strike=True), "55"),
        str(total),
        TextBlock(InlineFont(vertAlign="superscript"), "2"),
    )
    out = io.BytesIO()
    made.save(out)
    file = converted(out.getvalue(), "a.xlsx", "xls", tmp_path)
    found = read_document(open_document(file.read_bytes()), "a.xls")
    assert found.values["items_total"] == total
    assert "items_total" in {question.field for question in found.questions}


@needs_office
@pytest.mark.slow
@pytest.mark.parametrize("kind", ["rtf", "odt"])
def test_converting_a_file_with_a_linked_picture_asks_nobody(
    kind: str, wall: Wall, tmp_path: Path
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.5)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/a.png"
        file = tmp_path / f"报表.{kind}"
        if kind == "rtf":
            field = f'{{\\field{{\\*\\fldinst INCLUDEPICTURE "{address}" \\\\d}}{{\\fldrslt x}}}}'
            file.write_bytes(f"{{\\rtf1 {field} text}}".encode())
        else:
            file.write_bytes(_linking(address, tmp_path))
        with pytest.raises(SubmittedFileError, match=r"不像一份填好的|没有可读|没有文字"):
            take_file(file, wall)
        with pytest.raises(TimeoutError):
            server.accept()


def _linking(address: str, folder: Path) -> bytes:
    """An odt whose only picture lies elsewhere."""
    plain = converted(b"<html><body><p>text</p></body></html>", "a.html", "odt", folder)
    out = io.BytesIO()
    frame = (
        '<text:p><draw:frame svg:width="2cm" svg:height="2cm" text:anchor-type="paragraph">'
        f'<draw:image xlink:href="{address}" xlink:type="simple" xlink:actuate="onLoad"/>'
        "</draw:frame></text:p></office:text>"
    )
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.infolist():
            content = old.read(part)
            if part.filename == "content.xml":
                assert b"</office:text>" in content
                content = content.replace(b"</office:text>", frame.encode())
            new.writestr(part, content)
    return out.getvalue()
