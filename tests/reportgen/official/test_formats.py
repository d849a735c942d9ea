"""Every format says what was signed, is read back, and a hostile text stays a text."""

import csv
import html as html_text
import io
import json
import zipfile
from dataclasses import replace
from types import MappingProxyType

import docx
import openpyxl
import pytest
from lxml import etree, html
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange

from audits.facts import Evidence
from crawler.errors import ExportError
from reportgen.fields import FieldKind
from reportgen.official.book import MOST_CHARACTERS
from reportgen.official.form import OfficialForm, draft_form, signed_form
from reportgen.official.readback import check_table, check_values
from reportgen.official.registry import FORMATS
from reportgen.paper import lay_out
from reportgen.report import Report
from reportgen.submitted.opening import open_document
from reportgen.submitted.reading import read_document

from .conftest import SIGNED_AT, decided

QUICK = [each for each in FORMATS if each.id != "pdf"]
HOSTILE = [
    '=HYPERLINK("http://x.example/","点我")',
    "+cmd|' /C calc'!A0",
    "@SUM(1+1)",
    "-2+3",
    "<script>alert(1)</script>",
    "]]>&amp;</w:t>{{7*7}}",
    "甲\x00\x07\x1b乙\ud800丙\ufffe",
    "\u202e反写",
]


def whole(content):
    """All text of a file, whatever its package."""
    if not content.startswith(b"PK"):
        return content.decode("utf-8")
    archive = zipfile.ZipFile(io.BytesIO(content))
    parts = (archive.read(name) for name in archive.namelist())
    return html_text.unescape("".join(part.decode("utf-8", "replace") for part in parts))


def rendered(form, name):
    (found,) = [each for each in FORMATS if each.id == name]
    return {file.ending: file.content for file in found.render(form)}


MADE: dict[tuple[str, bool, str], dict[str, bytes]] = {}


def kept(form, name):
    """The files of an unchanged fixture, made once: drawing takes most of the time here."""
    place = (form.report.form.id, form.is_draft, name)
    if place not in MADE:
        MADE[place] = rendered(form, name)
    return MADE[place]


def test_every_value_of_a_signed_form_is_read_from_each_file_by_a_stranger(signed):
    for name, ending in (("docx", ".docx"), ("xlsx", ".xlsx"), ("html", ".html")):
        document = open_document(kept(signed, name)[ending])
        found = read_document(document, "x", signed.report.form.id)
        for key, item in signed.report.fields.items():
            if key in ("published_on", "published_url"):
                assert found.fields[key].written_as == "", key
            elif key != "report_year":
                assert found.fields[key].value == item.value, (name, key)
        assert found.year == 2025
        assert not found.is_draft


@pytest.mark.parametrize(("name", "ending"), [("docx", ".docx"), ("html", ".html")])
def test_a_draft_is_read_as_one(draft, name, ending):
    document = open_document(kept(draft, name)[ending])
    assert read_document(document, "x", draft.report.form.id).is_draft


def test_cells_of_a_signed_form_hold_no_mark_of_a_draft(signed):
    for name in ("docx", "xlsx", "html", "csv", "json", "copysheet"):
        for content in kept(signed, name).values():
            assert "待填" not in whole(content)
            assert "草稿" not in whole(content)


def test_every_cell_of_a_merged_box_in_the_workbook_has_its_lines(signed):
    # read from the file itself: the library draws lines it misses, LibreOffice prints what is there
    parts = zipfile.ZipFile(io.BytesIO(kept(signed, "xlsx")[".xlsx"]))
    styles, page = (
        etree.fromstring(parts.read(f"xl/{name}.xml")) for name in ("styles", "worksheets/sheet1")
    )
    borders = [
        {side.tag.rpartition("}")[2] for side in border if side.get("style")}
        for border in styles.find("{*}borders")
    ]
    of_style = [borders[int(style.get("borderId"))] for style in styles.find("{*}cellXfs")]
    lines = {cell.get("r"): of_style[int(cell.get("s", 0))] for cell in page.iter("{*}c")}
    areas = [CellRange(each.get("ref")) for each in page.iter("{*}mergeCell")]
    boxed = [area for area in areas if lines[area.coord.partition(":")[0]]]
    assert len(boxed) > 20
    for area in boxed:
        for row, column in area.cells:
            spot = f"{get_column_letter(column)}{row}"
            assert lines.get(spot, set()) >= {"left", "right", "top", "bottom"}, spot


@pytest.mark.parametrize("name", ["docx", "xlsx", "html", "csv", "copysheet"])
def test_a_draft_says_so_in_every_file(draft, name):
    for content in kept(draft, name).values():
        assert "草稿（未审签）" in whole(content)


def test_draft_of_a_word_file_marks_every_page_and_a_signed_one_none(draft, signed):
    def header(form):
        document = docx.Document(io.BytesIO(kept(form, "docx")[".docx"]))
        return [p.text for p in document.sections[0].header.paragraphs]

    assert header(draft) == ["草稿（未审签）"]
    assert header(signed) == [""]


@pytest.mark.slow
def test_same_form_gives_the_same_bytes(signed):
    for each in QUICK:
        again = {file.ending: file.content for file in each.render(signed)}
        assert again == kept(signed, each.id), each.id


def test_form_with_an_open_field_can_not_be_signed(any_report):
    with pytest.raises(ValueError, match="still open"):
        signed_form(any_report, SIGNED_AT, "")


def test_files_of_a_workbook_are_text_only_whatever_a_website_wrote(report):
    form = draft_form(with_titles(report, HOSTILE))
    book = openpyxl.load_workbook(io.BytesIO(rendered(form, "xlsx")[".xlsx"]))
    kinds = {
        cell.data_type
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }
    assert kinds == {"s"}
    titles = [cell.value for cell in book["明细"]["D"]]
    assert '=HYPERLINK("http://x.example/","点我")' in titles
    assert "甲乙丙" in titles


def test_title_longer_than_a_cell_is_shortened_with_a_word_on_the_rest(report):
    form = draft_form(with_titles(report, ["长" * 40_000]))
    book = openpyxl.load_workbook(io.BytesIO(rendered(form, "xlsx")[".xlsx"]))
    longest = max((str(c.value) for c in book["明细"]["D"]), key=len)
    assert len(longest) == MOST_CHARACTERS
    assert longest.endswith("（全文 40000 字，Excel 一格放不下，全文见明细 CSV 或 json）")


def test_hostile_texts_go_through_every_format_as_plain_text(report):
    keys = [key for key, item in report.fields.items() if item.field.kind is FieldKind.TEXT]
    texts = dict(zip(keys, [*HOSTILE, "长" * 40_000], strict=False))
    form = draft_form(decided(report, **texts))
    for each in QUICK:
        for file in each.render(form):
            if file.ending.endswith(".html"):
                page = html.document_fromstring(file.content.decode("utf-8"))
                assert not page.xpath("//script|//a|//img|//@onclick")
            if file.ending == ".csv":
                lines = csv.reader(io.StringIO(file.content.decode("utf-8-sig"), newline=""))
                assert not [c for row in lines for c in row if c[:1] in tuple("=+-@")]
            if file.ending == ".json":
                on_paper = json.loads(file.content)["official"]["on_paper"]
                assert on_paper[keys[0]] == HOSTILE[0]


def test_signed_text_that_a_cell_of_a_workbook_would_cut_is_refused_by_name(report):
    form = signed_form(decided(report, site_name="长" * 40_000), SIGNED_AT, "")
    with pytest.raises(ExportError, match="40000 个字"):
        rendered(form, "xlsx")


def test_file_that_does_not_say_what_was_meant_is_noticed(signed):
    content = kept(signed, "html")[".html"]
    other = decided(signed.report, items_total=9999)
    with pytest.raises(ExportError, match="核对不符"):
        check_table(content, lay_out(other), "x")
    with pytest.raises(ExportError, match="总数"):
        check_values(content, OfficialForm(other, is_draft=False, signed_at=SIGNED_AT), "x")


def test_fragment_has_only_inline_styles_and_nothing_from_elsewhere(signed):
    text = kept(signed, "html")["-粘贴用.html"].decode()
    assert "class=" not in text
    assert "<style" not in text
    assert "http" not in text.replace("http://swj.yunling.gov.cn", "")


def test_every_value_cell_of_the_page_names_its_labels(signed):
    page = html.document_fromstring(kept(signed, "html")[".html"].decode())
    ids = {each.get("id"): each.text_content() for each in page.iter("th")}
    assert len(ids) == len(page.xpath("//th"))
    named = {each.text_content(): [ids[i] for i in each.get("headers").split()]
             for each in page.iter("td")}  # fmt: skip
    assert all(named.values())
    total = str(signed.report.fields["interpretation_total"].value)
    (labels,) = [v for k, v in named.items() if k in (total, f"{total}条")]
    assert [label.split("（")[0].strip() for label in labels] == [
        "解读回应",
        "解读信息发布",
        "总数",
    ]


def test_copy_sheet_has_bare_values_in_the_order_of_the_form(signed):
    page = html.document_fromstring(kept(signed, "copysheet")["-录入对照表.html"].decode())
    values = [each.text_content() for each in page.find_class("copied")]
    keys = [key for section in signed.report.form.sections for key in section.keys]
    by_key = dict(zip(keys, values, strict=True))
    assert by_key["site_type"] == "部门网站"
    assert by_key["items_total"] == "36"
    assert by_key["interviews_held"] == "0"
    assert by_key["prepared_on"] == "2026-01-15"
    assert by_key["smart_qa_offered"] in ("是", "否")


def test_value_people_let_stand_without_a_figure_is_written_as_they_said(any_report):
    form = signed_form(
        decided(any_report, registered_users=None, smart_qa_offered=None), SIGNED_AT, ""
    )
    cells = {key: cell.text for cell in lay_out(form.report).cells for key in cell.keys}
    assert cells["registered_users"] == "无"
    assert "☑" not in cells["smart_qa_offered"]
    assert "待填" not in cells["smart_qa_offered"]


def with_titles(report: Report, titles: list[str]) -> Report:
    rows = tuple(Evidence(url="http://swj.yunling.gov.cn/", title=title) for title in titles)
    item = replace(report.fields["items_affairs"], evidence=rows)
    return replace(report, fields=MappingProxyType({**report.fields, "items_affairs": item}))


def test_a_printed_workbook_shows_its_title_whole(signed):
    sheet = openpyxl.load_workbook(io.BytesIO(kept(signed, "xlsx")[".xlsx"])).worksheets[0]
    assert sheet.row_dimensions[1].height > sheet["A1"].font.size * 1.5
