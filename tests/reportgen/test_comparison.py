"""The back end's count of a column beside ours."""

from dataclasses import replace

import pytest

from audits.facts import LedgerColumn
from crawler.records import Kind, Verdict
from reportgen.comparison import compare, remarks
from reportgen.imports.backend import ColumnCount

LINE = LedgerColumn(
    name="通知公告",
    path=("政务公开",),
    url="http://swj.yunling.gov.cn/tzgg/",
    kind=Kind.LIST,
    boxes=("items_affairs",),
    in_total=True,
    in_year=10,
    external_in_year=2,
    undated=1,
    doubtful=0,
    verdict=Verdict.EXACT,
    reason="",
    pages=1,
    rows=13,
    declared_rows=None,
    first_date=None,
    last_date=None,
    rollup=False,
    method="static",
)


def one(count, **change):
    (row,) = compare([replace(LINE, **change)], [ColumnCount(("通知公告",), count)])
    return row


@pytest.mark.parametrize(
    ("count", "change", "said"),
    [
        (10, {}, "一致"),
        (13, {}, "网站上少 3 条，其中没有计入的有外链 2 条、无日期 1 条"),
        (20, {}, "7 条可能已经撤下"),
        (8, {}, "网站上多 2 条"),
        (20, {"verdict": Verdict.LOWER_BOUND, "reason": "第3页打不开"}, "未采全：第3页打不开"),
        (5, {"verdict": Verdict.UNKNOWN, "in_year": None, "reason": "被拦截"}, "未能采集：被拦截"),
        (9, {"in_total": False}, "不计入总数"),
    ],
)
def test_difference_of_a_column_is_explained_by_what_was_seen(count, change, said):
    row = one(count, **change)
    assert said in row.explanation
    assert row.is_equal == (said == "一致")


def test_columns_of_one_name_are_told_apart_by_their_path_or_not_at_all():
    other = replace(LINE, path=("新闻中心",), in_year=4)
    exact = compare([LINE, other], [ColumnCount(("新闻中心", "通知公告"), 4)])
    assert [row.explanation for row in exact] == ["后台统计里没有这个栏目", "一致"]
    vague = compare([LINE, other], [ColumnCount(("通知公告",), 4)])
    assert "2 个同名栏目" in vague[-1].explanation


def test_column_only_the_back_end_knows_is_listed_last():
    rows = compare([LINE], [ColumnCount(("内部资料",), 3)])
    assert [(row.backend, row.site) for row in rows] == [(None, 10), (3, None)]
    (remark,) = remarks(rows)
    assert "0 个一致，2 个不同" in remark.message


def test_without_statistics_of_the_back_end_nothing_is_compared():
    assert compare([LINE], []) == ()
    assert list(remarks(())) == []
