"""Small tables in which a careless reader takes the neighbour's figure."""

import pytest

from reportgen.submitted.document import Cell, Document, Line, Table, table_of
from reportgen.submitted.found import Harvest
from reportgen.submitted.labels import load_labels
from reportgen.submitted.reading import harvest_document


def harvest(*blocks: Line | Table) -> Harvest:
    return harvest_document(Document(blocks), load_labels())


def certain(*blocks: Line | Table) -> dict[str, str | None]:
    """Texts taken without a doubt, by key."""
    return {f.key: f.text for f in harvest(*blocks).found if not f.doubt}


def test_two_labels_that_share_one_cell_get_no_value() -> None:
    table = Table(
        (
            Cell(0, 0, 1, 1, "收到留言数量"),
            Cell(0, 1, 2, 1, "4"),
            Cell(1, 0, 1, 1, "办结留言数量"),
        )
    )
    assert certain(table) == {}
    assert {f.key for f in harvest(table).found} == {"messages_received", "messages_closed"}


@pytest.mark.parametrize(
    "rows",
    [
        [["微信", "名称", "云岭商务"], ["", "阅读量", "900"]],
        [["抖音", "名称", "云岭"], ["", "信息发布量", "12"]],
        [["微信矩阵新号", "信息发布量", "12"]],
    ],
)
def test_label_under_another_heading_is_not_taken_for_ours(rows: list[list[str]]) -> None:
    found = certain(table_of(rows, exact=True))
    assert set(found) <= {"wechat_name"}


def test_label_of_several_fields_without_a_heading_is_unclear() -> None:
    found = harvest(table_of([["总数", "1644"], ["概况类信息更新量", "36"]], exact=True))
    assert [item.text for item in found.unclear] == ["1644"]
    assert [item.key for item in found.found] == ["items_overview"]


def test_heading_on_a_line_of_its_own_holds_for_the_table_below() -> None:
    found = certain(
        Line("二、微博"),
        table_of([["名称", "甲"], ["信息发布量", "5"]], exact=True),
        Line("三、微信"),
        table_of([["名称", "乙"], ["信息发布量", "6"]], exact=True),
    )
    assert found == {
        "weibo_name": "甲",
        "weibo_posts": "5",
        "wechat_name": "乙",
        "wechat_posts": "6",
    }


def test_labels_over_values_are_matched_column_by_column() -> None:
    rows = [["征集调查期数", "收到意见数量", "参与人数"], ["2", "", "30"]]
    assert certain(table_of(rows, exact=True)) == {
        "surveys_held": "2", "survey_opinions": "", "survey_participants": "30",
    }  # fmt: skip


def test_label_without_a_cell_of_its_own_takes_nothing_from_below() -> None:
    rows = [["收到留言数量", "办结留言数量", "4"], ["公开答复数量", "5"]]
    assert certain(table_of(rows, exact=True)) == {
        "messages_received": None, "messages_closed": "4", "messages_published_replies": "5",
    }  # fmt: skip


def test_figure_behind_a_blank_cell_is_asked_about() -> None:
    found = harvest(table_of([["网站总访问量", "", "5000"]], exact=True)).found
    assert [(f.key, f.text, bool(f.doubt)) for f in found] == [("page_views", "", True)]


def test_column_of_last_year_is_passed_over() -> None:
    rows = [["指标", "上年数", "本年数"], ["网站总访问量", "4000", "5000"]]
    assert certain(table_of(rows, exact=True)) == {"page_views": "5000"}


def test_two_figures_beside_a_label_are_asked_about() -> None:
    found = harvest(table_of([["网站总访问量", "4000", "5000"]], exact=True)).found
    assert [bool(f.doubt) for f in found] == [True]


def test_unit_in_a_cell_of_its_own_is_no_value() -> None:
    assert certain(table_of([["网站总访问量", "次", "5000"]], exact=True)) == {"page_views": "5000"}
    assert certain(table_of([["网站总访问量", "5000", "次"]], exact=True)) == {"page_views": "5000"}


@pytest.mark.parametrize(
    "cells",
    [
        (Cell(0, 0, 1, 1, "信息公开目录"), Cell(0, 1, 1, 1, "信息更新量"), Cell(0, 2, 1, 1, "7")),
        (Cell(0, 0, 1, 1, "信息公开目录"), Cell(1, 0, 1, 1, "信息更新量"), Cell(0, 1, 2, 1, "7")),
    ],
)
def test_label_cut_into_two_cells_is_joined(cells: tuple[Cell, ...]) -> None:
    assert certain(Table(cells)) == {"items_disclosure": "7"}


def test_sign_off_line_is_taken_apart_at_its_labels() -> None:
    line = Line("单位负责人： 甲某   审核人：乙某　填报人：丙某 邮箱：a@b.example")
    assert certain(line) == {"unit_head": "甲某", "reviewer": "乙某", "preparer": "丙某"}
    assert harvest(line).unplaced == ["邮箱：a@b.example"]


def test_levels_in_cells_of_their_own_are_read_as_one_question() -> None:
    rows = [["安全防护能力等级", "□二级", "☑三级", "□未定级"]]
    assert certain(table_of(rows, exact=True)) == {"security_level": "□二级　☑三级　□未定级"}


def test_features_that_lost_their_tick_are_the_ones_without_a_box() -> None:
    rows = [["创新发展", "搜索即服务　□多语言版本　□无障碍浏览　□千人千网\n□其他____"]]
    decided = {f.key: f.decided for f in harvest(table_of(rows, exact=True)).found}
    assert decided == {
        "search_as_service": True, "multilingual_offered": False, "accessibility_offered": False,
        "personal_pages_offered": False, "innovation_other": None,
    }  # fmt: skip


def wide(*rows: list[str]) -> Table:
    """Rows of single cells with exact places, blanks added on the right."""
    return Table(
        tuple(
            Cell(row, column, 1, 1, text)
            for row, texts in enumerate(rows)
            for column, text in enumerate([*texts, "", ""])
        )
    )


def test_labels_over_values_in_a_wider_table_are_not_taken_for_blank() -> None:
    table = wide(["独立用户访问总量", "网站总访问量"], ["23324", "126457"])
    assert certain(table) == {"unique_visitors": "23324", "page_views": "126457"}


def test_row_put_between_labels_and_values_gives_nobody_its_figure() -> None:
    table = Table(
        (
            Cell(0, 0, 1, 1, "独立用户访问总量"),
            Cell(0, 1, 1, 1, "网站总访问量"),
            Cell(1, 0, 1, 1, "本地新增项目"),
            Cell(1, 1, 1, 1, "99999"),
        )
    )
    assert certain(table) == {}


def test_values_left_of_their_labels_are_asked_about_in_a_wider_table_too() -> None:
    table = wide(["4321", "收到留言数量", "4300", "办结留言数量"])
    assert certain(table) == {}
    assert {f.key for f in harvest(table).found} == {"messages_received", "messages_closed"}


def test_last_value_of_a_row_left_blank_leaves_the_others_certain() -> None:
    table = wide(["收到留言数量", "4", "办结留言数量"])
    assert certain(table) == {"messages_received": "4", "messages_closed": ""}


def test_value_behind_a_blank_and_before_a_remark_is_asked_about() -> None:
    table = table_of([["收到留言数量", "", "4", "系统导出"]])
    assert certain(table) == {}


def test_blank_label_does_not_take_the_labelled_value_beside_it() -> None:
    table = table_of([["首页网址：", "全年独立用户访问总量 : 23324"]])
    assert certain(table).get("home_url", "") == ""


def test_heading_over_three_rows_on_either_side_holds_for_its_own_rows_only() -> None:
    left = ("解读信息发布", ("总数", "16"), ("解读材料数量", "7"), ("解读产品数量", "8"))
    right = ("办件量", ("总数", "125"), ("自然人办件量", "26"), ("法人办件量", "99"))
    cells = []
    for column, (heading, *rows) in ((0, left), (3, right)):
        cells.append(Cell(0, column, 3, 1, heading))
        for row, texts in enumerate(rows):
            cells += [Cell(row, column + 1 + n, 1, 1, text) for n, text in enumerate(texts)]
    table = Table(tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))))
    assert certain(table) == {
        "interpretation_total": "16",
        "interpretation_texts": "7",
        "interpretation_products": "8",
        "cases_total": "125",
        "cases_individuals": "26",
        "cases_organizations": "99",
    }


def test_label_over_three_rows_of_figures_takes_none_of_them() -> None:
    cells = [Cell(0, 0, 3, 1, "收到留言数量")]
    cells += [Cell(row, 1, 1, 1, str(40 + row)) for row in range(3)]
    table = Table(tuple(cells))
    assert certain(table) == {}
    assert {found.key for found in harvest(table).found} == {"messages_received"}


@pytest.mark.parametrize("text", ["微博名称合计数 : 云岭67", "微博名称合计数：云岭61"])
def test_name_that_goes_on_before_its_colon_gives_no_certain_value(text: str) -> None:
    assert certain(table_of([["网站总访问量", "5"], [text]])) == {"page_views": "5"}


def test_blank_question_takes_no_boxes_of_another_question() -> None:
    table = table_of([["无障碍浏览：", "其中：全年千人千网：□是　☑否"]])
    assert certain(table).get("accessibility_offered", "") == ""
