import copy
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.dates import RowDateKind, resolve_years, row_date

D = date(2024, 1, 2)
T = "关于印发云岭市商务局工作方案的通知"
REPORT = "云岭市2023年5月1日市场运行情况（2023年5月1日）"


def full(nodes: list[str], title: str = T) -> date | None:
    got = row_date(nodes, title=title)
    return got.date if got.kind is RowDateKind.FULL else None


@pytest.mark.parametrize(
    "nodes",
    [
        [T, "2024-01-02"],
        ["2024-01-02", T],
        [T, "[2024-01-02]"],
        [T, "（2024年1月2日）"],
        [T, "发布时间：2024-01-02 10:30"],
        [T, "发布时间：", "2024-01-02"],
        [T, "发布日期", "2024-01-02"],
        ["·", T, "\n 2024-01-\n 02 \n"],
        ["3", T, "云商发〔2023〕35号", "2024-01-02"],
        ["530100-2023-02-00018", T, "2024.01.02"],
        [T, "来源：云岭市商务局", "2024/1/2", "浏览：123"],
        [T, "来源：云岭市商务局 2024-01-02 浏览：123次"],
        [T, "云岭市商务局 2024-01-02"],
        [T, "发布机构：云岭市商务局 | 发布时间：2024-01-02 | 浏览：2020"],
        [T, "2024-01-02", "摘要：2023年5月1日，我市召开会议。"],
        [T, "2023-05-01（发稿前的旧通知）见附件，附件如下", "2024-01-02"],
        ["02", "2024-01", T],
        ["2024-01", "02", T],
        [T, "02", "2024-01"],
        ["02日", "2024年01月", T],
        ["2024", "01-02", T],
        ["01-02", "2024", T],
        ["2024年", "1月2日", T],
        [T, "2024年", "1月2日"],
        ["2024", "-", "01", "-", "02", T],
        [T, "2024-", "01-02"],
        [T, "24-01-02"],
        [T, "成文日期：2023-12-29", "发布日期：2024-01-02"],
        [T, "发布日期：2024-01-02", "成文日期：2023-12-29"],
        [T, "发布日期：2024-01-02 成文日期：2023-12-29"],
        [T, "成文日期", "2023-12-29", "发布日期", "2024-01-02"],
        [T, "截止时间：2024-02-09", "2024-01-02"],
        [T, "2024-01-02", "截止时间：", "2024-02-09"],
        [T, "发布时间：2024-01-02", "更新时间：2024-03-04"],
        [T, "更新日期：2024-01-02"],
        [T, "有效期至：2026-01-01", "公开时间：2024-01-02"],
        [T[:10] + "...", "2024-01-02"],
        [f"{T} 2024-01-02"],
        [f"{T}[2024-01-02]"],
        [T, "二〇二四年一月二日"],
    ],
)
def test_row_date_is_the_publish_date_the_row_shows(nodes):
    assert full(nodes) == D


@pytest.mark.parametrize("date_text", ["2024-01-02", "[2024-01-02]", "2024年1月2日"])
def test_row_date_is_not_taken_from_the_title(date_text):
    assert full([REPORT, date_text], REPORT) == D
    assert row_date([REPORT], title=REPORT).kind is RowDateKind.NONE
    assert full([REPORT, date_text], "") == D
    assert row_date([REPORT]).kind is RowDateKind.NONE


@pytest.mark.parametrize(
    "nodes",
    [
        [],
        [""],
        [T],
        [T, "浏览：2024"],
        [T, "2024-01"],
        [T, "摘要：2023年5月1日，我市召开会议，研究工作。"],
        [T, "2023年5月1日我市召开会议研究工作"],
        [T, "截止时间：2024-02-09"],
        [T, "有效期至", "2026-01-01"],
        [T, "云商发〔2023〕35号"],
        [T, "索引号：530100-2024-01-02-0018"],
        [T, "2024-02-30"],
        [T, "1/11"],
    ],
)
def test_row_date_without_a_publish_date_is_none(nodes):
    assert row_date(nodes, title=T).kind is RowDateKind.NONE


@pytest.mark.parametrize(
    ("nodes", "pair"),
    [
        ([T, "01-02"], (1, 2)),
        ([T, "[01/02]"], (1, 2)),
        ([T, "1月2日"], (1, 2)),
        ([T, "01-02", "2024"], (1, 2)),  # 2024 may count visits
        ([T, "12-31 10:00"], (12, 31)),
    ],
)
def test_row_date_without_a_year_keeps_month_and_day(nodes, pair):
    got = row_date(nodes, title=T)
    assert (got.kind, got.date, got.month_day) == (RowDateKind.MONTH_DAY, None, pair)


@pytest.mark.parametrize(
    "nodes",
    [[T, "成文日期：2024-01-02"], [T, "成文日期", "2024-01-02"], [T, "（生成日期：2024年1月2日）"]],
)
def test_row_date_that_is_only_the_day_of_signing_says_so(nodes):
    got = row_date(nodes, title=T)
    assert (got.kind, got.date, got.signing) == (RowDateKind.SIGNING, D, D)


def test_row_date_with_signing_and_publishing_gives_both():
    got = row_date([T, "成文日期：2023-12-29", "发布日期：2024-01-02"], title=T)
    assert (got.date, got.signing, got.label) == (D, date(2023, 12, 29), "发布日期")


def test_row_date_with_two_plain_dates_takes_the_last_and_names_the_other():
    got = row_date([T, "2023-12-29", "2024-01-02"], title=T)
    assert (got.date, got.others) == (D, (date(2023, 12, 29),))


def test_row_date_after_the_report_year_is_ignored():
    assert row_date([T, "2028-01-01"], title=T, year=2025).kind is RowDateKind.NONE


@given(st.lists(st.text(max_size=40), max_size=6), st.text(max_size=20))
def test_row_date_never_fails(nodes, title):
    before = copy.copy(nodes)
    row_date(nodes, title=title)
    assert nodes == before


MD = tuple[int, int]


@pytest.mark.parametrize(
    ("nodes", "words"),
    [
        (["一份较长的标题", "2025-03-01 至 2025-03-31"], "2025-03-01 至 2025-03-31"),
        (["一份较长的标题", "2025-03-01", "至", "2025-03-31"], "2025-03-01 至 2025-03-31"),
        (["一份较长的标题", "截止日期：2025-03-31"], "截止日期：2025-03-31"),
        (
            ["一份较长的标题", "开始：2025-03-01", "结束：", "2025-03-31"],
            "开始：2025-03-01 结束：2025-03-31",
        ),
        (["一份较长的标题", "已结束"], ""),
    ],
)
def test_a_row_that_tells_only_when_it_was_open_has_no_date_but_those_words(nodes, words):
    got = row_date(nodes, title="一份较长的标题", year=2025)
    assert (got.date, got.raw) == (None, words)


def test_a_day_of_publishing_beside_a_span_is_the_row_s():
    nodes = ["一份较长的标题", "2025-03-01", "至", "2025-03-31", "发布时间：2025-02-27"]
    assert row_date(nodes, title="一份较长的标题").date == date(2025, 2, 27)


@pytest.mark.parametrize(
    ("rows", "start", "years"),
    [
        ([(3, 5), (2, 1), (1, 9)], date(2025, 3, 9), [2025, 2025, 2025]),
        ([(2, 1), (12, 30), (11, 2), (1, 5)], date(2025, 3, 9), [2025, 2024, 2024, 2024]),
        ([(1, 5), (12, 30), (1, 20), (12, 1)], date(2025, 3, 9), [2025, 2024, None, None]),
        ([(1, 5), (12, 10), (2, 20), (12, 1)], date(2025, 3, 9), [2025, 2024, 2024, 2023]),
        ([(3, 20), (3, 1), (2, 1)], date(2025, 3, 9), [2025, 2025, 2025]),  # a row out of place
        ([(3, 5)], None, [None]),
        ([(1, 5), date(2024, 12, 31), (12, 30)], None, [2025, 2024, 2024]),
        ([(2, 1), (1, 5), date(2024, 12, 31)], None, [2025, 2025, 2024]),
        ([(12, 31), (1, 1), (12, 30)], date(2025, 2, 1), [2024, None, 2024]),
        ([(12, 31), (1, 2), (1, 1), (12, 26)], date(2025, 2, 1), [2024, None, None, 2024]),
        ([(12, 31), (1, 1)], date(2025, 2, 1), [2024, None]),
        ([(1, 3), (12, 31), date(2025, 1, 1)], None, [2025, None, 2025]),
        ([(2, 29), (1, 5)], date(2025, 3, 1), [2024, 2024]),
        ([None, (1, 5)], date(2025, 3, 1), [None, 2025]),
        # two years are missing between the full dates: the counting can't be trusted
        ([date(2025, 3, 1), (2, 1), date(2022, 5, 1)], None, [2025, None, 2022]),
        ([date(2025, 3, 1), (5, 1), date(2025, 2, 1)], None, [2025, None, 2025]),
        ([], None, []),
    ],
)
def test_resolve_years_counts_down_where_the_month_rises(rows, start, years):
    got = resolve_years(rows, start)
    assert [day and day.year for day in got] == years
    for row, day in zip(rows, got, strict=True):
        if isinstance(row, tuple) and day:
            assert (day.month, day.day) == row


def test_resolve_years_takes_the_leap_day_for_the_year_that_has_it():
    days = [date(2002, 4, 27), date(2001, 10, 21), date(2000, 12, 25), date(2000, 2, 29)]
    shown = [*((day.month, day.day) for day in days), date(1999, 12, 31)]
    found = resolve_years(shown)
    assert found[2:] == [date(2000, 12, 25), date(2000, 2, 29), date(1999, 12, 31)]
    assert all(day in (None, true) for day, true in zip(found, days, strict=False))
    assert resolve_years([(2, 29), (1, 5)], date(1999, 3, 1)) == [None, None]


@given(
    st.lists(st.integers(0, 300), min_size=1, max_size=60),
    st.dates(date(2000, 1, 1), date(2090, 1, 1)),
)
def test_resolve_years_of_an_ordered_list_is_right_or_open(gaps, newest):
    days = [newest]
    for gap in gaps:
        days.append(days[-1] - timedelta(days=gap))
    rows = [(day.month, day.day) for day in days[1:]]
    resolved = resolve_years(rows, newest)
    assert all(day in (None, true) for day, true in zip(resolved, days[1:], strict=True))
    upwards = resolve_years([(day.month, day.day) for day in days[:-1]] + [days[-1]])
    assert all(day in (None, true) for day, true in zip(upwards, days, strict=True))
