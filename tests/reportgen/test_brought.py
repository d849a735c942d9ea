"""What people brought along stands in the draft, its note and its evidence."""

import csv
import io
from dataclasses import replace

import docx
import pytest

from audits.facts import Outcome, Source
from crawler.errors import ExportError, UsageError
from reportgen.brought import Brought, brought
from reportgen.counting_note import counting_note
from reportgen.exports.note_files import note_document, note_page
from reportgen.exports.supplements import EXPORT
from reportgen.fill import fill
from reportgen.form import load_form
from reportgen.imports.attachments import keep
from reportgen.imports.backend import ColumnCount
from reportgen.imports.journal import ImportedFile
from reportgen.imports.prior_form import record_prior
from tests.reportgen.conftest import GENERATED_AT, UNIT

AT = "2026-01-10T09:00:00+08:00"
FILE = ImportedFile("2024.docx", "0" * 64)
LAST = {
    "items_total": 90,
    "registered_users": 500,
    "security_owner_named": True,
    "chinese_domain": "云岭市商务局.政务",
    "wechat_name": "无",
    "preparer": "甲",
}


@pytest.fixture
def draft(sheet):
    def go(extra):
        return fill(sheet, load_form("guangxi_2020"), GENERATED_AT, UNIT, extra)

    return go


def with_last_year(tmp_path):
    return brought([record_prior(LAST, 2024, 2025, FILE, AT)], tmp_path)


def test_texts_and_ticks_of_last_year_are_proposed_and_figures_never(draft, tmp_path):
    fields = draft(with_last_year(tmp_path)).fields
    assert fields["chinese_domain"].value == "云岭市商务局.政务"
    assert fields["chinese_domain"].source is Source.PRIOR
    assert fields["security_owner_named"].outcome is Outcome.ESTIMATE
    assert (fields["registered_users"].value, fields["wechat_name"].value) == (None, None)


def test_last_year_stands_in_the_note_and_raises_a_remark(draft, tmp_path):
    report = draft(with_last_year(tmp_path))
    rows = {row.cells[0]: row.cells for row in counting_note(report).rows}
    assert rows["信息发布 › 总数"][1:3] == ("至少 36条", "90条")
    assert "C30" not in {remark.id for remark in report.remarks}  # a lower bound may still grow
    more = replace(with_last_year(tmp_path), last_year={"items_affairs": 40})
    assert "C30" in {remark.id for remark in draft(more).remarks}


def test_form_of_another_year_is_not_last_years():
    with pytest.raises(UsageError, match="2023"):
        record_prior(LAST, 2023, 2025, FILE, AT)
    with pytest.raises(UsageError, match="没有读到"):
        record_prior({"items_total": None}, None, 2025, FILE, AT)


def test_note_says_of_each_figure_how_and_from_where_and_names_the_open_ones(draft):
    report = draft(Brought())
    page = note_page(report)
    assert "全部内容栏目去重后的条数，外链不计" in page
    assert "注册用户数" in counting_note(report).open
    assert "<script" not in page
    table = docx.Document(io.BytesIO(note_document(report))).tables[0]
    cells = [[cell.text for cell in row.cells] for row in table.rows]
    assert [tuple(row) for row in cells[1:]] == [row.cells for row in counting_note(report).rows]


def test_note_is_the_same_bytes_for_the_same_report(draft):
    report = draft(Brought())
    assert note_document(report) == note_document(report)


def test_attachment_is_listed_copied_and_refused_once_changed(draft, tmp_path):
    proof = tmp_path / "后台 截图.png"
    proof.write_bytes(b"picture")
    record = keep(proof, "registered_users", tmp_path / "kept", AT)
    report = draft(brought([record, record], tmp_path / "kept"))
    assert ["后台 截图.png" in r.message for r in report.remarks if r.id == "A-佐证材料"] == [True]
    (file,) = EXPORT.render(report)
    assert (file.path.suffix, file.content) == (".png", b"picture")
    assert counting_note(report).attachments[0].startswith("注册用户数：后台 截图.png")
    report.attachments[0].path.write_bytes(b"another")
    with pytest.raises(ExportError, match="改动"):
        list(EXPORT.render(report))


def test_columns_beside_the_back_end_are_written_as_a_safe_table(draft):
    extra = Brought(backend=(ColumnCount(("=1+1",), 3),))
    (file,) = EXPORT.render(draft(extra))
    rows = list(csv.reader(io.StringIO(file.content.decode("utf-8-sig"))))
    assert rows[0][:3] == ["栏目", "后台统计", "网站上数到"]
    assert rows[-1][0] == "'=1+1"
