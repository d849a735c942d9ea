from dataclasses import replace

import pytest

from audits.facts import Evidence, Fact, FactSheet, Outcome, Source, Value
from crawler.errors import ConfigError
from reportgen.fields import load_fields
from reportgen.fill import fill, written_as
from reportgen.form import Form, load_form
from reportgen.report import Report, State

AT = "2026-01-10T18:06:00+08:00"
SEEN = (Evidence(url="http://swj.yunling.gov.cn/"),)


def with_facts(sheet: FactSheet, *facts: Fact) -> FactSheet:
    return replace(sheet, facts=facts)


def test_fill_gives_every_key_of_the_form_in_its_order(report: Report, national: Form) -> None:
    assert list(report.fields) == [key for part in national.sections for key in part.keys]


@pytest.mark.parametrize("key", load_form("national_2018").fields)
def test_fill_keeps_a_value_exactly_where_something_is_known(report: Report, key: str) -> None:
    item = report.fields[key]
    unknown = item.outcome in (Outcome.UNKNOWN, Outcome.FAILED)
    assert (item.value is None) is unknown
    assert (item.written_as == "〔待填〕") is unknown
    assert (item.reason == "") is (item.outcome is Outcome.OBSERVED)
    assert item.state is State.PROPOSED


@pytest.mark.parametrize(
    ("key", "value", "outcome", "source", "reason", "written"),
    [
        ("site_name", "云岭市商务局", "observed", "site", "", "text"),
        (
            "host_unit",
            "云岭商务",
            "estimate",
            "site",
            "页脚只有简称。请向单位办公室核实主办单位全称。",
            "text",
        ),
        (
            "police_number",
            None,
            "failed",
            "site",
            "读取页脚时出错。请向网站运维单位索取公安机关备案编号。",
            "〔待填〕",
        ),
        (
            "items_total",
            36,
            "partial",
            "site",
            "“政策法规”第3页打不开。请向网站编辑索取后台发布统计。",
            "number",
        ),
        (
            "items_overview",
            None,
            "unknown",
            "site",
            "没有找到概况类栏目。请向网站编辑索取概况类栏目的更新记录。",
            "〔待填〕",
        ),
        ("items_disclosure", 0, "observed", "site", "", "0"),
        ("home_url", "http://swj.yunling.gov.cn/", "observed", "site", "", "text"),
        ("reporting_unit", "云岭市商务局", "observed", "profile", "", "text"),
        ("site_type", "department", "observed", "profile", "", None),
        (
            "page_views",
            None,
            "unknown",
            "none",
            "采不到，需人工填。请向网站运维单位索取全年访问统计（PV）。",
            "〔待填〕",
        ),
        (
            "security_owner_named",
            None,
            "unknown",
            "none",
            "采不到，需人工填。请向网络安全负责科室核实责任人文件。",
            "〔待填〕",
        ),
    ],
)
def test_fill_of_one_field_says_what_is_known_and_whom_to_ask(
    report: Report,
    key: str,
    value: Value | None,
    outcome: str,
    source: str,
    reason: str,
    written: str | None,
) -> None:
    item = report.fields[key]
    assert (item.value, item.outcome, item.source) == (value, outcome, source)
    assert (item.reason, item.written_as) == (reason, written)


def test_fill_carries_scope_counts_evidence_and_what_was_left_out(
    report: Report, sheet: FactSheet
) -> None:
    item = report.fields["items_total"]
    fact = next(fact for fact in sheet.facts if fact.field == "items_total")
    assert (item.scope, item.counts, item.evidence) == (fact.scope, fact.counts, fact.evidence)
    assert item.left_out == fact.left_out
    assert item.evidence_file == "evidence/items_total.csv"
    assert report.fields["page_views"].evidence_file is None


def test_fill_carries_remarks_columns_and_the_crawl(report: Report, sheet: FactSheet) -> None:
    assert report.remarks == sheet.remarks
    assert (report.columns, report.crawl) == (sheet.columns, sheet.crawl)
    assert (report.year, report.hosts) == (2025, ("swj.yunling.gov.cn",))
    assert report.generated_at == AT


def test_fill_with_a_site_file_text_that_differs_keeps_it_and_remarks(
    sheet: FactSheet, national: Form
) -> None:
    report = fill(sheet, national, AT, {"host_unit": "云岭市商务局"})
    item = report.fields["host_unit"]
    assert (item.value, item.source, item.outcome) == ("云岭市商务局", "profile", "observed")
    assert item.evidence == sheet.facts[1].evidence
    remark = report.remarks[-1]
    assert (remark.id, remark.severity) == ("A-网站档案", "warning")
    assert remark.fields == ("host_unit",)
    assert "“云岭市商务局”" in remark.message
    assert "“云岭商务”" in remark.message


def test_fill_with_a_site_file_text_that_agrees_makes_no_remark(
    sheet: FactSheet, national: Form
) -> None:
    report = fill(sheet, national, AT, {"site_name": "云岭市 商务局"})
    assert report.remarks == sheet.remarks


def test_fill_with_a_site_file_home_page_takes_it(sheet: FactSheet, national: Form) -> None:
    report = fill(sheet, national, AT, {"home_url": "https://swj.yunling.gov.cn/"})
    item = report.fields["home_url"]
    assert (item.value, item.source) == ("https://swj.yunling.gov.cn/", "profile")


def test_fill_with_an_empty_text_leaves_the_field_unknown(sheet: FactSheet, national: Form) -> None:
    item = fill(sheet, national, AT, {"unit_head": " \t"}).fields["unit_head"]
    assert (item.value, item.outcome) == (None, Outcome.UNKNOWN)


@pytest.mark.parametrize("written", ["department", "部门网站"])
def test_fill_with_a_choice_takes_key_and_word(
    sheet: FactSheet, national: Form, written: str
) -> None:
    report = fill(sheet, national, AT, {"site_type": written})
    assert report.fields["site_type"].value == "department"


@pytest.mark.parametrize(
    ("key", "text", "problem"),
    [
        ("site_nick", "云岭", "没有这个填报项"),
        ("items_total", "500", "不写数字和是否"),
        ("smart_qa_offered", "是", "不写数字和是否"),
        ("site_type", "县级网站", "可选：政府门户网站、部门网站、专项网站"),
    ],
)
def test_fill_with_a_site_file_key_that_cannot_be_fixed_names_it(
    sheet: FactSheet, national: Form, key: str, text: str, problem: str
) -> None:
    with pytest.raises(ConfigError, match=problem) as caught:
        fill(sheet, national, AT, {key: text})
    assert (caught.value.file, caught.value.key) == ("site.toml", f"unit.{key}")


@pytest.mark.parametrize(
    "fact",
    [
        Fact("items_total", True, Outcome.OBSERVED, SEEN),
        Fact("items_total", 1.5, Outcome.OBSERVED, SEEN),
        Fact("items_total", -1, Outcome.OBSERVED, SEEN),
        Fact("items_total", "12", Outcome.OBSERVED, SEEN),
        Fact("smart_qa_offered", 1, Outcome.OBSERVED, SEEN),
        Fact("site_type", "county", Outcome.OBSERVED, SEEN),
        Fact("site_name", "\u200b", Outcome.OBSERVED, SEEN),
        Fact("messages_average_days", "3", Outcome.OBSERVED, SEEN),
        Fact("items_made_up", 3, Outcome.OBSERVED, SEEN),
    ],
)
def test_fill_with_a_fact_that_no_field_can_hold_refuses(
    sheet: FactSheet, national: Form, fact: Fact
) -> None:
    with pytest.raises(ValueError, match=fact.field):
        fill(with_facts(sheet, fact), national, AT, {})


def test_fill_with_two_facts_for_one_field_refuses(sheet: FactSheet, national: Form) -> None:
    twice = (Fact("items_total", n, Outcome.OBSERVED, SEEN) for n in (1, 2))
    with pytest.raises(ValueError, match="items_total"):
        fill(with_facts(sheet, *twice), national, AT, {})


def test_fill_of_a_form_without_a_fact_s_field_leaves_it_out(
    sheet: FactSheet, national: Form
) -> None:
    fact = Fact("operator_unit", "云岭市商务局", Outcome.OBSERVED, SEEN)
    assert "operator_unit" not in fill(with_facts(sheet, fact), national, AT, {}).fields


def test_fill_of_a_form_with_the_year_takes_it_from_the_sheet(
    sheet: FactSheet, regional: Form
) -> None:
    item = fill(sheet, regional, AT, {}).fields["report_year"]
    assert (item.value, item.source, item.written_as) == (2025, Source.PROFILE, "number")


@pytest.mark.parametrize(
    ("key", "value", "national_way", "regional_way"),
    [
        ("items_disclosure", 0, "0", "无"),
        ("items_disclosure", 3, "number", "number"),
        ("items_disclosure", None, "〔待填〕", "〔待填〕"),
        ("messages_average_days", 0.0, "0", "无"),
        ("search_as_service", False, None, "无"),
        ("search_as_service", True, None, "text"),
        ("site_type", "portal", None, None),
        ("site_name", "云岭", "text", "text"),
    ],
)
def test_written_as_follows_the_form(
    national: Form,
    regional: Form,
    key: str,
    value: Value | None,
    national_way: str | None,
    regional_way: str | None,
) -> None:
    field = load_fields()[key]
    assert written_as(field, value, national) == national_way
    assert written_as(field, value, regional) == regional_way
