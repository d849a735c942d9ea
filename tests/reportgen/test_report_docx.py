import io
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from audits.facts import FactSheet
from crawler.errors import ExportError
from reportgen.exports.docx_grid import GridCell, first_difference, read_grid
from reportgen.exports.report_docx import EXPORT, build, check
from reportgen.fill import fill
from reportgen.form import Form
from reportgen.paper import lay_out
from reportgen.report import Report


def spans(content: bytes) -> list[tuple[int, int, int, int, str]]:
    """Read (row, column, rows, columns, text) from the XML, not by the program's reader."""
    table = docx.Document(io.BytesIO(content)).tables[0]._tbl
    found: dict[tuple[int, int], list[Any]] = {}
    for row, line in enumerate(table.iter(qn("w:tr"))):
        column = 0
        for box in line.iter(qn("w:tc")):
            span = box.find(f".//{qn('w:gridSpan')}")
            columns = int(span.get(qn("w:val"))) if span is not None else 1
            merge = box.find(f".//{qn('w:vMerge')}")
            if merge is not None and merge.get(qn("w:val")) != "restart":
                above = max(top for top, left in found if left == column and top < row)
                found[above, column][0] += 1
            else:
                text = "".join(
                    "\n" if t.tag == qn("w:br") else t.text or ""
                    for t in box.iter(qn("w:t"), qn("w:br"))
                )
                found[row, column] = [1, columns, text]
            column += columns
    return [(*spot, *rest) for spot, rest in sorted(found.items())]


def test_report_docx_has_the_cells_spans_and_texts_of_the_form(report: Report) -> None:
    meant = [
        (cell.row, cell.column, cell.rows, cell.columns, cell.text)
        for cell in lay_out(report).cells
    ]
    assert spans(build(report)) == meant


@pytest.mark.parametrize(
    "cell",
    [
        (0, 0, 1, 2, "网站名称"),
        (0, 2, 1, 5, "云岭市商务局"),
        (5, 4, 1, 2, "公安机关备案号"),
        (8, 0, 4, 1, "信息发布\n（单位：条）"),
        (8, 5, 1, 2, "至少36"),
        (11, 5, 1, 2, "0"),
        (14, 1, 4, 2, "解读信息发布"),
        (26, 0, 12, 1, "互动交流"),
    ],
)
def test_report_docx_cell_stands_where_the_printed_form_has_it(
    report: Report, cell: tuple[int, int, int, int, str]
) -> None:
    assert cell in spans(build(report))


def test_report_docx_of_a_regional_form_is_drawn_from_its_data(
    sheet: FactSheet, regional: Form
) -> None:
    drawn = spans(build(fill(sheet, regional, "2026-01-10T18:06:00+08:00", {})))
    assert drawn[:5] == [
        (0, 0, 2, 1, "信息公开目录信息公开量"),
        (0, 1, 2, 1, "无"),
        (0, 2, 1, 1, "专题专栏"),
        (0, 3, 1, 1, "维护数量"),
        (1, 2, 1, 2, "〔待填〕"),
    ]


def test_report_docx_is_marked_as_a_draft_on_every_page_and_under_the_title(
    report: Report,
) -> None:
    document = docx.Document(io.BytesIO(build(report)))
    assert document.sections[0].header.paragraphs[0].text == "草稿（未审签）"
    lines = [paragraph.text for paragraph in document.paragraphs]
    assert lines[:2] == ["政府网站工作年度报表", "（2025年度）"]
    assert lines[2].startswith("草稿（未审签）")
    assert lines[3] == "填报单位：云岭市商务局"
    assert lines[-1] == "（单位盖章）"
    assert lines[-3:-1] == [
        "单位负责人：〔待填〕\t审核人：〔待填〕\t填报人：〔待填〕",
        "联系电话：〔待填〕\t填报日期：〔待填〕",
    ]


def test_report_docx_is_a4_and_names_chinese_fonts_for_chinese(report: Report) -> None:
    document = docx.Document(io.BytesIO(build(report)))
    section = document.sections[0]
    assert (section.page_width.mm, section.page_height.mm) == (
        pytest.approx(210, abs=1),
        pytest.approx(297, abs=1),
    )
    fonts = {
        run.element.rPr.rFonts.get(qn("w:eastAsia"))
        for row in document.tables[0].rows
        for cell in row.cells
        for run in cell.paragraphs[0].runs
    }
    assert fonts == {"宋体", "仿宋"}


def test_report_docx_names_no_person_and_no_program(report: Report) -> None:
    content = build(report)
    properties = docx.Document(io.BytesIO(content)).core_properties
    assert properties.created == datetime(2026, 1, 10, 10, 6, tzinfo=UTC)
    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
    assert not [name for name in names if "thumbnail" in name or "app.xml" in name]
    assert not [name for name in names if name.startswith("customXml")]


def test_report_docx_of_the_same_report_has_the_same_bytes(report: Report) -> None:
    first, second = build(report), build(report)
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_report_docx_with_hostile_text_can_be_read_back(sheet: FactSheet, national: Form) -> None:
    unit = {"reporting_unit": "甲\x00\u202e<w:t>&\ud800乙"}
    content = build(fill(sheet, national, "2026-01-10T18:06:00+08:00", unit))
    lines = [paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs]
    assert "填报单位：甲<w:t>&乙" in lines


def test_report_docx_that_says_something_else_is_refused(report: Report) -> None:
    paper = lay_out(report)
    cells = tuple(
        replace(cell, text="37") if "items_total" in cell.keys else cell for cell in paper.cells
    )
    with pytest.raises(ExportError, match="第 9 行第 6 列"):
        check(build(report), replace(paper, cells=cells))


def test_report_docx_that_cannot_hold_a_label_is_never_handed_over(report: Report) -> None:
    # Word keeps no carriage return: it comes back as a line break, another text than was meant
    form = report.form
    first, *others = form.grid.rows[0]
    row = (first.model_copy(update={"text": "网站\r名称"}), *others)
    grid = form.grid.model_copy(update={"rows": (row, *form.grid.rows[1:])})
    with pytest.raises(ExportError, match="第 1 行第 1 列"):
        build(replace(report, form=form.model_copy(update={"grid": grid})))


def test_report_docx_with_another_sign_off_is_refused(report: Report) -> None:
    paper = lay_out(report)
    with pytest.raises(ExportError, match="填报单位"):
        check(build(report), replace(paper, head=((replace(paper.head[0][0], value="别家"),),)))


def test_grids_of_different_length_differ_at_the_end() -> None:
    one, two = GridCell(0, 0, 1, 1, "甲"), GridCell(0, 1, 1, 1, "乙")
    assert first_difference((one, two), (one,)) == (two, None)
    assert first_difference((one,), (one, two)) == (None, two)
    assert first_difference((one,), (one,)) is None


def test_read_grid_tells_a_merge_from_equal_texts() -> None:
    table = docx.Document().add_table(3, 3)
    table.cell(0, 0).merge(table.cell(1, 1)).text = "甲"
    table.cell(0, 2).text = table.cell(1, 2).text = "乙"
    table.cell(2, 1).merge(table.cell(2, 2)).text = "丙"
    assert read_grid(table) == (
        GridCell(0, 0, 2, 2, "甲"),
        GridCell(0, 2, 1, 1, "乙"),
        GridCell(1, 2, 1, 1, "乙"),
        GridCell(2, 0, 1, 1, ""),
        GridCell(2, 1, 1, 2, "丙"),
    )


def test_report_docx_is_one_file_beside_the_others(report: Report) -> None:
    assert [str(file.path) for file in EXPORT.render(report)] == ["report.docx"]
