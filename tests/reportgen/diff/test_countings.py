"""Each wrong way to count, by hand: its figure is named, and no other figure is."""

from dataclasses import replace
from datetime import date

import pytest

from crawler.records import Kind, Verdict
from reportgen.diff.countings import Question, explain
from reportgen.diff.rows import ColumnRows, Item

HOST = "http://swj.yunling.example"


def item(key: str, day: date | None, *, own: bool = True, signed: date | None = None) -> Item:
    return Item(key, day, signed, f"关于{key}的通知", f"{HOST}/{key}.html", own)


def column(name: str, *items: Item, **changed: object) -> ColumnRows:
    whole = ColumnRows(
        name, f"{HOST}/{name}/", ("items_affairs",), True, Kind.LIST, Verdict.EXACT, None, items
    )
    return replace(whole, **changed)  # type: ignore[arg-type]


def days(name: str, count: int, year: int = 2025, month: int = 3) -> list[Item]:
    return [item(f"{name}{n}", date(year, month, n + 1)) for n in range(count)]


NEWS = column(
    "工作动态",
    *days("动态", 10),
    item("外链1", date(2025, 5, 1), own=False),
    item("外链2", date(2025, 5, 2), own=False),
    item("岁末", date(2025, 12, 28)),
    item("次年", date(2026, 1, 9)),
    *days("旧闻", 6, 2024, 7),
)
NOTICES = column(
    "通知公告",
    *days("通知", 4, month=6),
    NEWS.items[0],
    NEWS.items[1],
    NEWS.items[2],
    item("去年签发", date(2025, 1, 8), signed=date(2024, 12, 29)),
)
SERVICES = column("办事指南", *days("指南", 7), in_total=False)
DRAFT = 16  # 10 + 岁末 + 4 + 去年签发


def asked(submitted: int, **changed: object) -> Question:
    whole = Question(
        columns=(NEWS, NOTICES),
        left_out=(SERVICES,),
        year=2025,
        draft=DRAFT,
        submitted=submitted,
        until=date(2026, 1, 20),
        letters=(("收到留言数量", 30),),
    )
    return replace(whole, **changed)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("submitted", "kind", "rows"),
    [
        (18, "external", 2),
        (19, "column_sum", 3),
        (21, "column_sum_external", 5),
        (15, "drafted_date", 1),
        (6, "year_edge", 22),
        (17, "year_edge", 1),
        (11, "without_column", 5),
        (23, "with_column", 7),
        (8, "without_column", 8),
        (46, "letters", 0),
        (DRAFT + 7, "all_years", 7),
        (28, "all_years", 12),
    ],
)
def test_figure_of_another_counting_is_explained_by_its_name(
    submitted: int, kind: str, rows: int
) -> None:
    found = {each.kind: each for each in explain(asked(submitted))}
    assert kind in found
    assert found[kind].rows == rows


def test_explanation_tells_columns_months_and_addresses_of_its_rows() -> None:
    (said,) = explain(asked(18))
    assert said.columns == (("工作动态", 2),)
    assert said.months == (("2025-05", 2),)
    assert said.examples == (f"{HOST}/外链1.html", f"{HOST}/外链2.html")


def test_figure_that_no_counting_gives_is_said_to_be_unexplained() -> None:
    (said,) = explain(asked(14))
    assert said.kind == "unexplained"
    assert "少 2 条" in said.message


@pytest.mark.parametrize(
    ("submitted", "kind", "words"),
    [
        (48, "external+letters", ("2 条外链", "收到留言数量（30 条）")),
        (49, "column_sum+letters", ("多计 3 条", "30 条")),
        (25, "external+with_column", ("2 条外链", "“办事指南”栏目的 7 条")),
        (13, "external+without_column", ("2 条外链", "“通知公告”栏目的 5 条")),
        (51, "external+column_sum+letters", ("外链", "累计", "留言")),
    ],
)
def test_mistakes_together_are_named_as_possible_only(
    submitted: int, kind: str, words: tuple[str, ...]
) -> None:
    found = explain(asked(submitted))
    named = {each.kind: each for each in found}
    assert kind in named
    assert "可能是" in named[kind].message
    assert all(word in named[kind].message for word in words)
    assert found[-1].kind == "unproved"


def test_two_countings_of_the_same_figure_are_both_told_and_said_to_be_two() -> None:
    side = column("热点", *days("热点", 2, month=8), in_total=False)
    found = explain(asked(18, left_out=(side,)))
    assert [each.kind for each in found] == ["external", "with_column", "several"]
    assert "以上 2 种数法" in found[-1].message


def test_one_column_alone_is_named_where_several_are_left_out() -> None:
    side = column("热点", *days("热点", 2, month=8))
    (said,) = explain(asked(11, columns=(NEWS, NOTICES, side), draft=18))
    assert said.message == "可能是只计了“工作动态”一个栏目，正好得 11"


def test_counting_told_once_though_two_rules_lead_to_it() -> None:
    found = [each.kind for each in explain(asked(11))]
    assert found == ["without_column"]


def test_figure_above_all_rows_read_may_be_of_all_years_but_is_not_proved() -> None:
    open_below = replace(NEWS, verdict=Verdict.BOUNDED)
    kinds = [each.kind for each in explain(asked(500, columns=(open_below, NOTICES)))]
    assert kinds == ["all_years_possible", "unexplained"]
    assert [each.kind for each in explain(asked(500))] == ["unexplained"]


def test_declared_totals_of_the_lists_explain_a_back_end_figure() -> None:
    told = replace(NEWS, declared=900, verdict=Verdict.BOUNDED)
    kinds = [each.kind for each in explain(asked(908, columns=(told, NOTICES)))]
    assert kinds == ["all_years"]
