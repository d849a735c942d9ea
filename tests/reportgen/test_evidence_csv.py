import csv
import io
from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.exports.evidence_csv import EXPORT, safe_cell
from reportgen.report import Report


def tables(report: Report) -> dict[str, str]:
    return {str(file.path): file.content.decode("utf-8") for file in EXPORT.render(report)}


def test_evidence_csv_is_written_for_every_field_with_evidence(report: Report) -> None:
    assert sorted(tables(report)) == [
        "evidence/home_url.csv",
        "evidence/host_unit.csv",
        "evidence/icp_number.csv",
        "evidence/items_affairs.csv",
        "evidence/items_disclosure.csv",
        "evidence/items_total.csv",
        "evidence/site_code.csv",
        "evidence/site_name.csv",
    ]


def test_evidence_csv_holds_all_rows_under_the_agreed_header(report: Report) -> None:
    text = tables(report)["evidence/items_total.csv"]
    assert text.startswith("\ufeffcolumn,url,title,date,date_source,href\r\n")
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    assert len(rows) == 37
    assert rows[36] == [
        "工作动态",
        "http://swj.yunling.gov.cn/gzdt/202503/t20250301_35.html",
        "云岭市商务局开展第35次检查",
        "2025-03-01",
        "list",
        "./202503/t20250301_35.html",
    ]


def test_evidence_csv_with_hostile_titles_is_safe_to_open(report: Report) -> None:
    rows = list(csv.reader(io.StringIO(tables(report)["evidence/items_affairs.csv"])))
    assert rows[1][2] == "'=HYPERLINK(1)<b>&"
    assert rows[2][2:4] == ["乙丙", ""]


@pytest.mark.parametrize(
    "start", ["=", "+", "-", "@", "＝", "＋", "－", "＠", " =", "\t=", "\r-", "\u200b@"]
)
def test_safe_cell_with_a_formula_gets_an_apostrophe(start: str) -> None:
    assert safe_cell(f"{start}1").startswith("'")


@pytest.mark.parametrize("text", ["2025-01-01", "云岭", "a=b", "http://a.cn/?x=1", ""])
def test_safe_cell_with_plain_text_stays_as_it_is(text: str) -> None:
    assert safe_cell(text) == text


@given(st.text(st.characters(codec=None, exclude_categories=())))
def test_safe_cell_of_anything_never_starts_a_formula(text: str) -> None:
    cell = safe_cell(text)
    assert cell[:1] not in set("=+-@\t\r＝＋－＠")
    assert cell == cell.strip()
    cell.encode("utf-8")


def test_evidence_csv_may_only_remove_files_of_the_form(report: Report) -> None:
    assert EXPORT.may_write(report)[1] == PurePosixPath("evidence/site_name.csv")
    assert len(EXPORT.may_write(report)) == 64
