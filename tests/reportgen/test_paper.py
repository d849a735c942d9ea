from dataclasses import replace

import pytest

from audits.facts import Evidence, Fact, FactSheet, Outcome, Value
from reportgen.fill import fill
from reportgen.form import Form, load_form
from reportgen.paper import Paper, PaperCell, lay_out
from reportgen.report import Report

AT = "2026-01-10T18:06:00+08:00"
SEEN = (Evidence(url="http://swj.yunling.gov.cn/"),)


def cell_of(paper: Paper, key: str) -> PaperCell:
    return next(cell for cell in paper.cells if key in cell.keys)


def printed(sheet: FactSheet, form: Form, key: str, value: Value, outcome: Outcome) -> str:
    reason = "" if outcome is Outcome.OBSERVED else "有疑问"
    fact = Fact(key, value, outcome, SEEN, reason=reason)
    return cell_of(lay_out(fill(replace(sheet, facts=(fact,)), form, AT, {})), key).text


def test_paper_covers_every_position_of_the_grid_once(report: Report) -> None:
    paper = lay_out(report)
    covered = [
        (row, column)
        for cell in paper.cells
        for row in range(cell.row, cell.row + cell.rows)
        for column in range(cell.column, cell.column + cell.columns)
    ]
    assert len(covered) == len(set(covered)) == 53 * len(paper.widths)


def test_paper_prints_every_field_of_the_form(report: Report) -> None:
    paper = lay_out(report)
    in_cells = [key for cell in paper.cells for key in cell.keys]
    in_lines = [part.key for line in (*paper.head, *paper.foot) for part in line]
    assert sorted(in_cells + in_lines) == sorted(report.fields)


@pytest.mark.parametrize(
    ("key", "text", "outcome"),
    [
        ("items_total", "至少36", Outcome.PARTIAL),
        ("items_affairs", "2", Outcome.OBSERVED),
        ("items_disclosure", "0", Outcome.OBSERVED),
        ("items_overview", "〔待填〕", Outcome.UNKNOWN),
        ("police_number", "〔待填〕", Outcome.FAILED),
        ("host_unit", "云岭商务（仅供参考）", Outcome.ESTIMATE),
        ("site_type", "□政府门户网站　　　☑部门网站　　　□专项网站", Outcome.OBSERVED),
        ("smart_qa_offered", "□是　　　□否〔待填〕", Outcome.UNKNOWN),
        (
            "personal_pages_offered",
            "□搜索即服务〔待填〕\n□多语言版本〔待填〕\n□无障碍浏览〔待填〕\n"
            "□千人千网〔待填〕\n□其他〔待填〕",
            Outcome.UNKNOWN,
        ),
    ],
)
def test_paper_cell_prints_the_value_with_its_trust(
    report: Report, key: str, text: str, outcome: Outcome
) -> None:
    cell = cell_of(lay_out(report), key)
    assert (cell.text, cell.outcome) == (text, outcome)


@pytest.mark.parametrize(
    ("key", "value", "outcome", "text"),
    [
        ("messages_average_days", 3.25, Outcome.ESTIMATE, "3.2（仅供参考）"),
        ("messages_average_days", 4, Outcome.OBSERVED, "4"),
        ("smart_qa_offered", True, Outcome.OBSERVED, "☑是　　　□否"),
        ("smart_qa_offered", False, Outcome.ESTIMATE, "□是　　　☑否（仅供参考）"),
        ("new_media_other", "抖音\n云岭商务\x00", Outcome.OBSERVED, "抖音 云岭商务"),
    ],
)
def test_paper_cell_of_a_single_fact_is_written_as_on_the_form(
    sheet: FactSheet, national: Form, key: str, value: Value, outcome: Outcome, text: str
) -> None:
    assert printed(sheet, national, key, value, outcome) == text


def test_paper_ticks_stand_in_one_line_once_all_are_known(sheet: FactSheet, national: Form) -> None:
    known = {
        "search_as_service": True,
        "multilingual_offered": False,
        "accessibility_offered": True,
        "personal_pages_offered": False,
    }
    facts = [Fact(key, value, Outcome.OBSERVED, SEEN) for key, value in known.items()]
    facts.append(Fact("innovation_other", "政策地图", Outcome.OBSERVED, SEEN))
    paper = lay_out(fill(replace(sheet, facts=tuple(facts)), national, AT, {}))
    assert cell_of(paper, "search_as_service").outcome is Outcome.OBSERVED
    assert cell_of(paper, "search_as_service").text == (
        "☑搜索即服务　　　□多语言版本　　　☑无障碍浏览　　　□千人千网\n☑其他：政策地图"
    )


def test_paper_cell_of_several_fields_is_as_sure_as_the_least_sure(
    sheet: FactSheet, national: Form
) -> None:
    facts = (Fact("search_as_service", True, Outcome.OBSERVED, SEEN),)
    cell = cell_of(lay_out(fill(replace(sheet, facts=facts), national, AT, {})), "innovation_other")
    assert cell.outcome is Outcome.UNKNOWN
    assert cell.text.startswith("☑搜索即服务\n□多语言版本〔待填〕\n")


def test_paper_head_and_foot_hold_title_year_and_sign_off(report: Report) -> None:
    paper = lay_out(report)
    assert (paper.title, paper.year_line) == ("政府网站工作年度报表", "（2025年度）")
    assert [(part.label, part.value) for part in paper.head[0]] == [("填报单位：", "云岭市商务局")]
    assert [part.label for line in paper.foot for part in line] == [
        "单位负责人：",
        "审核人：",
        "填报人：",
        "联系电话：",
        "填报日期：",
    ]
    assert {part.value for line in paper.foot for part in line} == {"〔待填〕"}


@pytest.mark.parametrize(
    ("key", "value", "outcome", "text"),
    [
        ("items_disclosure", 0, Outcome.OBSERVED, "无"),
        ("items_disclosure", 151, Outcome.OBSERVED, "151条"),
        ("items_disclosure", 151, Outcome.PARTIAL, "至少151条"),
        ("special_columns_maintained", 11, Outcome.OBSERVED, "11栏"),
        ("search_as_service", True, Outcome.OBSERVED, "有"),
        ("search_as_service", False, Outcome.ESTIMATE, "无（仅供参考）"),
        ("security_level", "level_2", Outcome.OBSERVED, "☑二级"),
        ("security_level", "level_3", Outcome.OBSERVED, "□二级"),
    ],
)
def test_paper_of_a_regional_form_follows_its_own_habits(
    sheet: FactSheet, regional: Form, key: str, value: Value, outcome: Outcome, text: str
) -> None:
    assert printed(sheet, regional, key, value, outcome) == text


def test_paper_of_a_regional_form_leaves_what_is_unknown_to_be_filled(
    sheet: FactSheet, regional: Form
) -> None:
    paper = lay_out(fill(replace(sheet, facts=()), regional, AT, {}))
    assert [cell.text for cell in paper.cells if "security_level" in cell.keys] == [
        "□二级〔待填〕",
        "□三级〔待填〕",
        "□未定级〔待填〕",
    ]
    assert cell_of(paper, "search_as_service").text == "〔待填〕"
    assert [part.value for part in paper.head[0]] == ["〔待填〕", "2025"]


@pytest.mark.parametrize(
    ("key", "value", "text"),
    [
        ("items_total", 551, "551条"),
        ("items_total", 0, "无"),
        ("search_as_service", True, "有"),
        ("multilingual_offered", False, "无"),
        ("smart_qa_offered", False, "□是　☑否"),
        ("site_type", "department", "□政府门户网站\n☑部门网站\n□专项网站"),
        ("messages_average_days", 2.5, "2.5天"),
        ("app_posts", 7, "7"),
    ],
)
def test_guangxi_paper_writes_units_words_and_none_as_the_form_asks(
    sheet: FactSheet, key: str, value: Value, text: str
) -> None:
    assert printed(sheet, load_form("guangxi_2020"), key, value, Outcome.OBSERVED) == text


def test_guangxi_paper_prints_every_key_once_and_the_year_in_its_title(sheet: FactSheet) -> None:
    report = fill(sheet, load_form("guangxi_2020"), AT, {})
    paper = lay_out(report)
    in_cells = {key for cell in paper.cells for key in cell.keys}
    in_lines = {part.key for line in (*paper.head, *paper.foot) for part in line}
    assert in_cells | in_lines == set(report.fields) - {"report_year"}
    assert paper.year_line == "（2025年度）"


def test_guangxi_paper_prints_each_security_level_in_a_cell_of_its_own(sheet: FactSheet) -> None:
    fact = Fact("security_level", "level_3", Outcome.OBSERVED, SEEN)
    report = fill(replace(sheet, facts=(fact,)), load_form("guangxi_2020"), AT, {})
    cells = [cell.text for cell in lay_out(report).cells if "security_level" in cell.keys]
    assert cells == ["□二级", "☑三级", "□未定级"]
