import json
from pathlib import Path
from types import MappingProxyType

import jsonschema
import openpyxl
import pytest

from audits.facts import CrawlSummary, Evidence, Fact, FactSheet, Outcome, Value
from reportgen.diff.comparison import Comparison, Difference, as_document, compare
from reportgen.diff.drafts import compare_drafts
from reportgen.diff.likeness import comparable
from reportgen.diff.outputs import page, workbook
from reportgen.diff.wording import rows
from reportgen.fields import load_fields
from reportgen.fill import fill
from reportgen.form import load_form
from reportgen.report import Report
from reportgen.submitted.submission import Submission, SubmittedField

AT = "2026-01-10T18:06:00+08:00"
HOME = "http://swj.yunling.example/"
SHAPE = {
    "type": "object",
    "required": ["schema", "left", "right", "fields"],
    "properties": {
        "schema": {"const": "nianbao.diff/1"},
        "fields": {
            "additionalProperties": {
                "required": ["submitted", "draft", "verdict", "explanations"],
                "properties": {
                    "verdict": {"enum": [each.value for each in Difference]},
                    "explanations": {"items": {"required": ["kind", "message"]}},
                },
            }
        },
    },
}


PARTIAL = Outcome.PARTIAL


def drafted(fact: Fact | None) -> Report:
    crawl = CrawlSummary("0", AT, AT, True, 1, 0, 1, 1.0, 1, 1, 0, 0)
    sheet = FactSheet(2025, HOME, (), crawl, facts=(fact,) if fact else ())
    return fill(sheet, load_form("national_2018"), AT, {})


def compared(key: str, given: Value | None, fact: Fact | None) -> Comparison:
    draft = drafted(fact)
    field = SubmittedField(key, given, str(given), f"{key}：{given}")
    fields = MappingProxyType({key: field})
    submission = Submission("报表.docx", "national_2018", 2025, fields)
    return compare(submission, draft, (), "草稿")


def fact(key: str, value: Value | None, outcome: Outcome = Outcome.OBSERVED) -> Fact:
    reason = "" if outcome is Outcome.OBSERVED else "有疑问"
    return Fact(key, value, outcome, (Evidence(HOME),), reason=reason)


def count(value: int, outcome: Outcome = Outcome.OBSERVED) -> Fact:
    return fact("items_total", value, outcome)


@pytest.mark.parametrize(
    ("given", "drafted", "verdict"),
    [
        (5, count(5), "equal"),
        (5, count(6), "differs"),
        (5, count(6, Outcome.PARTIAL), "contradicts_bound"),
        (7, count(6, Outcome.PARTIAL), "not_comparable"),
        (6, count(6, Outcome.PARTIAL), "equal"),
        (5, count(6, Outcome.ESTIMATE), "differs"),
        (5, None, "only_submitted"),
        (None, count(6), "only_draft"),
        (None, None, "not_comparable"),
        (0, count(0), "equal"),
    ],
)
def test_verdict_on_a_figure(given: int | None, drafted: Fact | None, verdict: str) -> None:
    found = compared("items_total", given, drafted)
    assert found.fields["items_total"].verdict.value == verdict
    assert found.is_wrong == (verdict in ("differs", "contradicts_bound"))


@pytest.mark.parametrize(
    ("key", "left", "right"),
    [
        ("icp_number", "滇ICP备00000001号", "滇ICP备00000001号-1"),
        ("icp_number", "滇icp备 00000001", "备案号：滇ICP备00000001号"),
        ("police_number", "53990002000001", "滇公网安备 53990002000001号"),
        ("home_url", "http://www.swj.yunling.example", "https://swj.yunling.example/index.html"),
        ("prepared_on", "2026年1月5日", "2026-01-05"),
        ("host_unit", "云岭市商务局（招商局）", "云岭市商务局(招商局)"),
        ("contact_phone", "0999-000 0000", "09990000000"),
    ],
)
def test_two_writings_of_one_thing_are_the_same(key: str, left: str, right: str) -> None:
    field = load_fields()[key]
    assert comparable(field, left) == comparable(field, right)


@pytest.mark.parametrize(
    ("key", "left", "right"),
    [
        ("icp_number", "滇ICP备00000001号", "滇ICP备00000002号"),
        ("police_number", "53990002000001", "53990002000002"),
        ("home_url", "http://swj.yunling.example/a", "http://swj.yunling.example/b"),
        ("host_unit", "云岭市商务局", "云岭市教育局"),
    ],
)
def test_two_things_are_not_the_same(key: str, left: str, right: str) -> None:
    field = load_fields()[key]
    assert comparable(field, left) != comparable(field, right)


def test_yes_is_never_the_figure_one() -> None:
    found = compared("smart_qa_offered", True, fact("smart_qa_offered", True))
    assert found.fields["smart_qa_offered"].verdict is Difference.EQUAL
    other = compared("smart_qa_offered", False, fact("smart_qa_offered", True))
    assert other.fields["smart_qa_offered"].verdict is Difference.DIFFERS


def test_document_page_and_workbook_tell_every_field(tmp_path: Path) -> None:
    found = compared("items_total", 5, count(6, Outcome.PARTIAL))
    document = json.loads(json.dumps(as_document(found)))
    jsonschema.validate(document, SHAPE)
    assert set(document["fields"]) == set(load_form("national_2018").fields)
    assert "below_bound" in [e["kind"] for e in document["fields"]["items_total"]["explanations"]]
    shown = page(found)
    assert "少于网站上确有的" in shown
    assert "<script" not in shown
    (tmp_path / "d.xlsx").write_bytes(workbook(found))
    sheet = openpyxl.load_workbook(tmp_path / "d.xlsx").active
    assert sheet is not None
    assert [cell.value for cell in sheet[2]][:3] == ["信息发布 › 总数", "5", "至少 6"]


def test_text_of_a_form_becomes_neither_markup_nor_formula(tmp_path: Path) -> None:
    evil = '=HYPERLINK("http://x")<script>'
    found = compared("site_name", evil, fact("site_name", "云岭市商务局"))
    assert "<script" not in page(found)
    (tmp_path / "d.xlsx").write_bytes(workbook(found))
    sheet = openpyxl.load_workbook(tmp_path / "d.xlsx").active
    assert sheet is not None
    assert {cell.data_type for row in sheet for cell in row} <= {"s", "n", "inlineStr"}
    assert evil in [cell.value for row in sheet for cell in row]


@pytest.mark.parametrize(
    ("before", "after", "verdict", "word"),
    [
        (count(5), count(6), "differs", "有变化"),
        (count(5), count(5), "equal", "一致"),
        (count(5, PARTIAL), count(6), "not_comparable", "无法比较"),
        (count(5, PARTIAL), count(5), "not_comparable", "无法比较"),
        (count(7, PARTIAL), count(6), "differs", "有变化"),
        (count(7), count(6, PARTIAL), "not_comparable", "无法比较"),
        (count(5), count(6, PARTIAL), "differs", "有变化"),
        (count(5, PARTIAL), count(6, PARTIAL), "not_comparable", "无法比较"),
        (None, count(6), "only_draft", "只有后一份有"),
    ],
)
def test_lower_bound_of_either_draft_is_told_and_proves_no_change(
    before: Fact | None, after: Fact, verdict: str, word: str
) -> None:
    comparison = compare_drafts(
        drafted(before), drafted(after), ((), ()), ("2024 年度", "2025 年度")
    )
    row = next(row for row in rows(comparison) if row.label == "信息发布 › 总数")
    assert (row.mark, row.verdict) == (verdict, word)
    for shown, given in ((row.submitted, before), (row.draft, after)):
        assert ("至少" in shown) == (given is not None and given.outcome is PARTIAL)
    assert "已报数" not in page(comparison)
