"""Blank forms of superior offices: filled right beside their labels, or refused by name."""

import io
import re
from dataclasses import replace

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn

from crawler.errors import ExportError
from reportgen.fill import fill
from reportgen.form import load_form
from reportgen.official.filling.template import fill_template
from reportgen.official.form import draft_form, signed_form
from reportgen.submitted.document import Table
from reportgen.submitted.opening import open_document
from reportgen.submitted.reading import read_document
from tests.reportgen.submitted.filled import as_docx, as_xlsx

from . import templates
from .conftest import SIGNED_AT, decided

AFTER = {"published_on", "published_url"}


@pytest.fixture
def national_form(report):
    return signed_form(decided(report), SIGNED_AT, "")


@pytest.fixture
def guangxi_form(sheet):
    unit = {"reporting_unit": "云岭市商务局", "site_type": "部门网站"}
    draft = fill(sheet, load_form("guangxi_2020"), "2026-01-10T18:06:00+08:00", unit)
    return signed_form(decided(draft), SIGNED_AT, "")


def read(content, form):
    return read_document(open_document(content), "x", form.report.form.id)


def check_all_but(content, form, missing=()):
    """Every value but the missing ones is read from the file by a stranger; those are blank."""
    found = read(content, form)
    for key, item in form.report.fields.items():
        if key == "report_year":
            assert found.year == item.value
        elif key in missing or key in AFTER:
            assert key not in found.fields or found.fields[key].value is None, key
        else:
            assert found.fields[key].value == item.value, key


@pytest.mark.parametrize(
    "write", [pytest.param(as_docx, marks=pytest.mark.slow), templates.as_word, as_xlsx]
)
@pytest.mark.parametrize("form_id", ["national_2018", "guangxi_2020"])
def test_blank_form_is_filled_with_every_signed_value(form_id, write, national_form, guangxi_form):
    form = national_form if form_id == "national_2018" else guangxi_form
    filled = fill_template(form, write(templates.blank(form_id)), "表样")
    assert filled.unplaced == {}
    check_all_but(filled.content, form)


def test_form_with_moved_rows_is_filled_by_label_and_heading(national_form):
    whole = templates.moved(templates.blank("national_2018"), 8, 6)
    filled = fill_template(national_form, templates.as_word(whole), "表样.docx")
    assert filled.unplaced == {}
    check_all_but(filled.content, national_form)


def test_renamed_row_is_left_alone_and_told_by_both_names(guangxi_form):
    whole = templates.renamed(
        templates.blank("guangxi_2020"), "概况类信息更新量", "概况信息类更新的量"
    )
    filled = fill_template(guangxi_form, templates.as_word(whole), "表样.docx")
    assert set(filled.unplaced) == {"items_overview"}
    assert "概况信息类更新的量" in filled.unplaced["items_overview"]
    check_all_but(filled.content, guangxi_form, {"items_overview"})


def test_cell_that_two_rows_share_is_left_alone_and_both_are_told(national_form):
    whole = templates.merged(templates.blank("national_2018"), "概况类信息更新量", 2)
    filled = fill_template(national_form, templates.as_word(whole), "表样.docx")
    assert set(filled.unplaced) == {"items_overview", "items_affairs"}
    assert "共用一个格子" in filled.unplaced["items_overview"]
    check_all_but(filled.content, national_form, set(filled.unplaced))


@pytest.mark.parametrize("change", [templates.with_symbols, templates.with_controls])
def test_boxes_of_symbol_fonts_and_of_controls_are_ticked(national_form, change):
    content = change(templates.as_word(templates.blank("national_2018")))
    filled = fill_template(national_form, content, "表样.docx")
    assert filled.unplaced == {}
    check_all_but(filled.content, national_form)


def test_bracket_after_each_word_takes_the_tick(national_form):
    whole = templates.blank("national_2018", smart_qa_offered="是（　）　否（　）")
    filled = fill_template(national_form, templates.as_word(whole), "表样.docx")
    check_all_but(filled.content, national_form)
    answer = national_form.report.fields["smart_qa_offered"].value
    meant = "是（√）　否（　）" if answer else "是（　）　否（√）"
    assert meant in templates.cell_texts(filled.content)


def test_nothing_but_the_value_cells_changes(national_form):
    content = templates.as_word(templates.blank("national_2018"))
    after = fill_template(national_form, content, "表样.docx").content
    before_parts, after_parts = templates.parts(content), templates.parts(after)
    assert list(before_parts) == list(after_parts)
    changed = [name for name in before_parts if before_parts[name] != after_parts[name]]
    assert changed == ["word/document.xml"]
    run = rb"<w:r>(?:<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?(?:<w:t[ >].*?</w:t>|<w:br/>)*</w:r>"
    frame = [re.sub(run, b"", parts["word/document.xml"]) for parts in (before_parts, after_parts)]
    assert frame[0] == frame[1]


def test_new_text_has_the_formatting_of_the_blank_it_stands_in(national_form):
    content = templates.as_word(templates.blank("national_2018"))
    document = docx.Document(io.BytesIO(content))
    cell = document.tables[0].rows[0].cells[2]
    run = cell.paragraphs[0].runs[0]
    assert run.text == ""
    run.font.bold = True
    saved = io.BytesIO()
    document.save(saved)
    after = fill_template(national_form, saved.getvalue(), "表样.docx").content
    (new,) = docx.Document(io.BytesIO(after)).tables[0].rows[0].cells[2].paragraphs[0].runs
    assert (new.text, new.font.bold) == ("云岭市商务局", True)


@pytest.mark.parametrize("mark", ["hidden", "deleted"])
def test_value_is_not_written_where_nobody_sees_it(national_form, mark):
    document = docx.Document(io.BytesIO(templates.as_word(templates.blank("national_2018"))))
    run = document.tables[0].rows[0].cells[2].paragraphs[0].runs[0]
    if mark == "hidden":
        run.font.hidden = True
    else:
        struck = run._r.makeelement(qn("w:del"), {qn("w:id"): "1", qn("w:author"): "甲"})
        run._r.addprevious(struck)
        struck.append(run._r)
    saved = io.BytesIO()
    document.save(saved)
    filled = fill_template(national_form, saved.getvalue(), "表样.docx")
    assert filled.unplaced == {}
    table = next(b for b in open_document(filled.content).blocks if isinstance(b, Table))
    assert [cell.text for cell in table.cells if cell.row == 0][1:] == ["云岭市商务局"]
    check_all_but(filled.content, national_form)


def test_unit_printed_in_a_cell_stays_behind_the_figure(national_form):
    whole = templates.blank("national_2018", registered_users="　　　个")
    after = fill_template(national_form, templates.as_word(whole), "表样.docx").content
    figure = national_form.report.fields["registered_users"].value
    assert f"{figure}个" in templates.cell_texts(after)


@pytest.mark.parametrize("is_draft", [True, False])
@pytest.mark.parametrize("unit", ["万个", "万"])
def test_figure_is_not_written_beside_another_unit(national_form, unit, is_draft):
    form = draft_form(national_form.report) if is_draft else national_form
    content = templates.as_word(templates.blank("national_2018"))
    label = f"注册用户数（单位：{unit}）"
    content = templates.with_xml(content, "注册用户数（单位：个）", label)
    filled = fill_template(form, content, "表样.docx")
    problem = f"表上印的单位是“{unit}”，和这里的不同，没有填"
    assert filled.unplaced == {"registered_users": problem}
    told = templates.cell_texts(filled.content)
    assert told[told.index(label) + 1] == ""


def test_cell_with_something_in_it_is_left_alone_and_told(national_form):
    whole = templates.blank("national_2018", registered_users="由大数据局填")
    filled = fill_template(national_form, templates.as_word(whole), "表样.docx")
    assert filled.unplaced == {"registered_users": "格子里已经有“由大数据局填”，没有改"}
    assert "由大数据局填" in templates.cell_texts(filled.content)


def test_formula_of_a_workbook_is_left_alone_and_figures_stay_numbers(national_form):
    book = openpyxl.load_workbook(io.BytesIO(as_xlsx(templates.blank("national_2018"))))
    page = book.worksheets[0]
    spots = {page.cell(row, 2).value: row for row in range(1, page.max_row + 1)}
    row = spots["总数"]
    page.cell(row, 6).value = f"=SUM(F{row + 1}:F{row + 3})"
    saved = io.BytesIO()
    book.save(saved)
    filled = fill_template(national_form, saved.getvalue(), "表样.xlsx")
    assert set(filled.unplaced) == {"items_total"}
    after = openpyxl.load_workbook(io.BytesIO(filled.content)).worksheets[0]
    assert after.cell(row, 6).value == f"=SUM(F{row + 1}:F{row + 3})"
    figure = after.cell(row + 1, 6)
    assert (figure.data_type, figure.value) == (
        "n",
        national_form.report.fields["items_overview"].value,
    )
    code = after.cell(spots.get("政府网站标识码") or 6, 3)
    assert code.data_type in ("s", "inlineStr")


def test_title_with_another_year_is_told_by_name(guangxi_form):
    whole = templates.blank("guangxi_2020", report_year="2024")
    filled = fill_template(guangxi_form, templates.as_word(whole), "表样.docx")
    assert "2024 年度" in filled.unplaced["report_year"]


@pytest.mark.parametrize(
    "title",
    [
        "政府网站工作年度报表（2024年度）",
        "2024年政府网站工作年度报表",
        "2024年度政府网站工作年度报表",
    ],
)
def test_national_form_of_another_year_is_told_first_and_by_name(national_form, title):
    whole = templates.blank("national_2018")
    head = (title, *(line for line in whole.head if "年度" not in line))
    filled = fill_template(national_form, as_xlsx(replace(whole, head=head)), "表样.xlsx")
    key, why = next(iter(filled.unplaced.items()))
    assert (key, "2024 年度" in why) == ("report_year", True)
    assert filled.printed_year == "2024"


@pytest.mark.parametrize("title", ["（20__年度）", "（　　年度）", "（2025年度）"])
def test_year_in_the_title_is_completed_or_left_as_printed(national_form, title):
    whole = replace(
        templates.blank("national_2018"), head=("政府网站工作年度报表", title, "填报单位：")
    )
    filled = fill_template(national_form, templates.as_word(whole), "表样.docx")
    lines = [p.text for p in docx.Document(io.BytesIO(filled.content)).paragraphs]
    assert "（2025年度）" in lines
    assert "report_year" not in filled.unplaced
    assert not filled.printed_year


def test_sign_off_line_takes_names_and_date_where_they_were_left_open(national_form):
    after = fill_template(
        national_form, templates.as_word(templates.blank("national_2018")), "x"
    ).content
    lines = [p.text for p in docx.Document(io.BytesIO(after)).paragraphs]
    head = national_form.report.fields["unit_head"].value
    assert any(f"单位负责人：{head}" in line and "____" not in line for line in lines)
    assert any("填报日期：2026年1月15日" in line for line in lines)


def test_draft_is_marked_in_the_title_of_the_form(report):
    form = draft_form(report)
    after = fill_template(form, templates.as_word(templates.blank("national_2018")), "x").content
    lines = [p.text for p in docx.Document(io.BytesIO(after)).paragraphs]
    assert lines[0] == "政府网站工作年度报表草稿（未审签）"
    assert "至少36" in templates.cell_texts(after)


def test_draft_has_no_place_in_a_form_without_a_title(report):
    whole = templates.blank("national_2018")
    bare = type(whole)(whole.head[1:], whole.boxes, whole.foot)
    with pytest.raises(ExportError, match="没有表名"):
        fill_template(draft_form(report), templates.as_word(bare), "表样.docx")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04broken", b"%PDF-1.4", b"<html></html>"])
def test_file_that_is_no_blank_form_is_refused_by_name(national_form, content):
    with pytest.raises(ExportError, match="表样"):
        fill_template(national_form, content, "表样")


def test_value_that_is_markup_stays_a_text_of_the_file(report):
    hostile = '</w:t></w:r><w:r><w:t>"&<'
    form = signed_form(decided(report, site_name=hostile, weibo_name="=1+1"), SIGNED_AT, "")
    for write in (templates.as_word, as_xlsx):
        after = fill_template(form, write(templates.blank("national_2018")), "x").content
        texts = templates.cell_texts(after)
        assert hostile in texts
        assert "=1+1" in texts
