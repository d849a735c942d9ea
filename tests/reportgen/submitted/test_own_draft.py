"""Our own draft handed back as a filled form: what nobody looked at is no answer."""

from dataclasses import replace

import pytest

from audits.facts import Evidence, Fact, FactSheet, Outcome
from reportgen.exports.report_docx import build
from reportgen.fields import load_fields
from reportgen.fill import fill
from reportgen.form import load_form
from reportgen.submitted.opening import open_document
from reportgen.submitted.reading import read_document
from reportgen.submitted.submission import Submission
from reportgen.submitted.values import Reading, read_value

AT = "2026-01-10T18:06:00+08:00"
FEATURES = ("search_as_service", "multilingual_offered", "accessibility_offered")


@pytest.fixture(params=["national_2018", "guangxi_2020"])
def back(sheet: FactSheet, request: pytest.FixtureRequest) -> Submission:
    """The draft of an invented unit, written as Word and read as a form."""
    seen = (Evidence(url=sheet.home_url),)
    more = (
        Fact("messages_average_days", 3.5, Outcome.ESTIMATE, seen, reason="只抽样"),
        Fact("search_as_service", True, Outcome.ESTIMATE, seen, reason="只看到入口"),
        Fact("accessibility_offered", True, Outcome.OBSERVED, seen),
    )
    whole = replace(sheet, facts=(*sheet.facts, *more))
    form = load_form(request.param)
    unit = {"reporting_unit": "云岭市商务局", "site_type": "部门网站"}
    return read_document(open_document(build(fill(whole, form, AT, unit))), "report.docx")


def asked(found: Submission, key: str) -> str:
    return "；".join(q.message for q in found.questions if q.field == key)


def test_draft_says_that_it_is_no_report(back: Submission) -> None:
    assert "草稿（未审签）" in asked(back, "")


@pytest.mark.parametrize("key", ["page_views", "multilingual_offered", "smart_qa_offered"])
def test_pending_field_of_a_draft_is_neither_no_nor_none(back: Submission, key: str) -> None:
    assert back.values[key] is None
    assert "待填" in asked(back, key)


def test_figure_for_reference_only_is_given_without_the_words_and_asked_about(
    back: Submission,
) -> None:
    assert back.values["messages_average_days"] == 3.5
    assert back.values["host_unit"] == "云岭商务"
    for key in ("messages_average_days", "host_unit", "search_as_service"):
        assert "仅供参考" in asked(back, key)
    assert back.values["accessibility_offered"] is True
    assert asked(back, "accessibility_offered") == ""


def test_lower_bound_of_a_draft_is_no_figure(back: Submission) -> None:
    assert back.values["items_total"] is None
    assert "只是下限" in asked(back, "items_total")


@pytest.mark.parametrize(
    ("key", "text", "reading"),
    [
        ("items_total", "〔待填〕", Reading(None, "〔待填〕", "还没有填（写着“〔待填〕”）")),
        (
            "smart_qa_offered",
            "□是　□否〔待填〕",
            Reading(None, "□是 □否〔待填〕", "还没有填（写着“〔待填〕”）"),
        ),
        (
            "items_total",
            "12（仅供参考）",
            Reading(12, "12（仅供参考）", "还写着草稿里的“（仅供参考）”，请核对后删去"),
        ),
        (
            "items_total",
            "至少 36 条",
            Reading(None, "至少 36 条", "写的是“至少 36 条”，只是下限，不是一个数，请补全"),
        ),
    ],
)
def test_marks_of_a_draft_in_a_cell(key: str, text: str, reading: Reading) -> None:
    assert read_value(load_fields()[key], text, "", ("条",)) == reading
