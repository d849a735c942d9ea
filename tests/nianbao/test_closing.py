"""The end of the main job: exit code, table and sentences."""

from dataclasses import replace
from pathlib import Path

import pytest

from audits.facts import CrawlSummary, Evidence, Fact, FactSheet, Outcome
from nianbao.closing import aligned, field_rows, notes
from nianbao.demo.truth import FieldTruth
from nianbao.prefill import Draft
from nianbao.rehearsal import compare
from nianbao.wording import width
from reportgen.fields import load_fields
from reportgen.fill import fill
from reportgen.form import load_form

HOME = "http://swj.example.test/"
SEEN = (Evidence(url=HOME),)
SUMMARY = CrawlSummary(
    version="0",
    started_at="2026-01-10T09:00:00+08:00",
    sealed_at="2026-01-10T10:00:00+08:00",
    complete=True,
    requests=10,
    rendered_pages=0,
    bytes=1000,
    seconds=10.0,
    discovered=10,
    fetched=10,
    failed=0,
    skipped=0,
)


def keys_of_audits():
    from audits.runner import AUDITS

    return [key for audit in AUDITS for key in audit.fields]


def value_for(key):
    """A value of the kind of the field."""
    values = {"yes_no": True, "count": 5, "number": 5.0}
    return values.get(load_fields()[key].kind.value, "文字")


@pytest.fixture
def draft_of():
    form = load_form("national_2018")

    def go(*changed, complete=True):
        by_key = {
            key: Fact(key, value_for(key), Outcome.OBSERVED, SEEN)
            for key in keys_of_audits()
            if key in form.fields
        }
        by_key |= {fact.field: fact for fact in changed}
        sheet = FactSheet(
            2025,
            HOME,
            ("swj.example.test",),
            replace(SUMMARY, complete=complete),
            facts=tuple(by_key.values()),
        )
        report = fill(sheet, form, "2026-01-10T12:00:00+08:00", {})
        return Draft(report, Path("out"), (Path("out/report.html"),))

    return go


def test_everything_observed_in_a_complete_crawl_ends_with_code_0(draft_of):
    assert draft_of().exit_code == 0


@pytest.mark.parametrize(
    ("fact", "code"),
    [
        (Fact("items_total", 7, Outcome.ESTIMATE, SEEN, "只看了样本"), 0),
        (Fact("items_total", 7, Outcome.PARTIAL, SEEN, "有栏目没采全"), 3),
        (Fact("items_total", None, Outcome.UNKNOWN, (), "没有找到栏目"), 3),
        (Fact("items_total", None, Outcome.FAILED, (), "出错"), 3),
    ],
)
def test_one_weaker_answer_decides_the_exit_code(draft_of, fact, code):
    assert draft_of(fact).exit_code == code


def test_incomplete_crawl_ends_with_code_3_and_says_so(draft_of):
    draft = draft_of(complete=False)
    assert draft.exit_code == 3
    assert any("没有采全" in line for line in notes(draft))


def test_lower_bound_is_printed_as_at_least(draft_of):
    rows = field_rows(draft_of(Fact("items_total", 7, Outcome.PARTIAL, SEEN, "有栏目没采全")))
    assert ("信息发布 › 总数", "至少 7条", "未采全") in rows


def test_unknown_is_printed_as_to_be_filled_and_never_as_zero(draft_of):
    draft = draft_of(Fact("items_total", None, Outcome.UNKNOWN, (), "没有找到栏目"))
    rows = {label: value for label, value, _ in field_rows(draft)}
    assert rows["信息发布 › 总数"] == "〔待填〕"


def test_page_comes_first_and_evidence_tables_are_one_line(draft_of):
    tables, pictures = ("evidence/a.csv", "evidence/b.csv"), ("evidence/screenshots/1.png",)
    files = (*tables, *pictures, "report.json", "report.docx", "report.html")
    draft = replace(draft_of(), files=tuple(Path("out") / name for name in files))
    assert [line.strip() for line in notes(draft)[-6:-1]] == [
        "out/report.html",
        "out/report.docx",
        "out/report.json",
        "out/evidence/（2 份逐条明细）",
        "out/evidence/screenshots/（1 张截图）",
    ]


def test_columns_of_chinese_and_latin_letters_line_up():
    lines = aligned([("栏目", "x"), ("abc", "x")])
    assert {width(line) for line in lines} == {width("栏目") + 3}


@pytest.mark.parametrize(
    ("fact", "complaints"),
    [
        (Fact("items_total", 7, Outcome.OBSERVED, SEEN), 0),
        (Fact("items_total", 8, Outcome.OBSERVED, SEEN), 1),
        (Fact("items_total", 6, Outcome.PARTIAL, SEEN, "有栏目没采全"), 0),
        (Fact("items_total", 8, Outcome.PARTIAL, SEEN, "有栏目没采全"), 1),
        (Fact("items_total", None, Outcome.UNKNOWN, (), "没有找到栏目"), 1),
    ],
)
def test_demo_accepts_the_truth_or_an_honest_lower_bound(draft_of, fact, complaints):
    known = {"items_total": FieldTruth(7, (Outcome.OBSERVED, Outcome.PARTIAL))}
    assert len(compare(draft_of(fact).report, known)) == complaints
