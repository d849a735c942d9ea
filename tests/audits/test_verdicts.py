from dataclasses import replace
from datetime import date

import pytest

from audits.rowcount import CountedRow, RowCount
from audits.verdicts import Witnesses, judge
from crawler.records import DateSource, Entry, Kind, ListPage, StoredColumn, Verdict

URL = "http://yunling.example/gzdt/"
SURE = (Verdict.EXACT, Verdict.BOUNDED)
COLUMN = StoredColumn(
    1, URL, "工作动态", (), Kind.LIST, "", "nav", None, "static", "第 2 页已证实", "declared",
    None, None, True, 1, (), (ListPage(1, URL, 8),),
)  # fmt: skip


def entry(title="通知", flags=()):
    return Entry(1, 1, 0, title, URL, URL, URL, "", date(2024, 5, 6), DateSource.LIST,
                 frozenset(flags))  # fmt: skip


def rows(rows_read=8, **groups):
    row = CountedRow(entry(), date(2024, 5, 6), DateSource.LIST)
    count = RowCount(distinct_rows=rows_read)
    for name, number in groups.items():
        getattr(count, name).extend([row] * number)
    return count


def verdict(column=COLUMN, count=None, witnesses=None):
    return judge(column, count or rows(), witnesses or Witnesses()).verdict


@pytest.mark.parametrize("stop", ["declared", "end"])
def test_a_list_walked_to_its_end_without_a_doubt_is_exact(stop):
    assert verdict(replace(COLUMN, stop=stop)) is Verdict.EXACT


def test_a_list_left_after_two_past_pages_is_bounded():
    assert verdict(replace(COLUMN, stop="past")) is Verdict.BOUNDED


@pytest.mark.parametrize("stop", ["short", "refused", "unproved", "budget", ""])
def test_a_walk_that_did_not_end_well_gives_a_lower_bound_with_a_reason(stop):
    found = judge(replace(COLUMN, stop=stop), rows(), Witnesses())
    assert found.verdict is Verdict.LOWER_BOUND
    assert found.reason


@pytest.mark.parametrize("group", ["undated", "doubtful", "dead"])
@pytest.mark.parametrize("stop", ["declared", "end", "past", "single"])
def test_one_row_nobody_can_place_keeps_a_column_from_being_sure(group, stop):
    assert verdict(replace(COLUMN, stop=stop), rows(**{group: 1})) is Verdict.LOWER_BOUND


@pytest.mark.parametrize("group", ["external", "hidden", "placeholder", "repeated", "items"])
def test_rows_that_are_only_left_out_raise_no_doubt(group):
    assert verdict(count=rows(**{group: 3})) is Verdict.EXACT


@pytest.mark.parametrize("stop", ["declared", "end", "past"])
def test_a_doubt_of_the_crawl_makes_a_lower_bound_and_is_quoted(stop):
    found = judge(replace(COLUMN, stop=stop, doubts=("页面没有传完",)), rows(), Witnesses())
    assert found.verdict is Verdict.LOWER_BOUND
    assert "页面没有传完" in found.reason


@pytest.mark.parametrize(
    ("declared", "read", "hidden", "expected"),
    [
        (8, 8, 0, Verdict.EXACT),
        (9, 8, 0, Verdict.LOWER_BOUND),
        (7, 8, 0, Verdict.LOWER_BOUND),
        (9, 8, 1, Verdict.EXACT),
        (0, 0, 0, Verdict.EXACT),
    ],
)
def test_the_page_s_own_total_is_held_against_the_rows_read(declared, read, hidden, expected):
    column = replace(COLUMN, declared_rows=declared)
    assert verdict(column, rows(read, hidden=hidden)) is expected


def test_a_total_is_not_expected_of_a_list_that_was_not_walked_to_its_end():
    assert verdict(replace(COLUMN, stop="past", declared_rows=900)) is Verdict.BOUNDED


@pytest.mark.parametrize(
    "column",
    [
        replace(COLUMN, kind=Kind.EXTERNAL, stop="external"),
        replace(COLUMN, stop="unread", doubts=("waf:ruishu",)),
        replace(COLUMN, stop="unread"),
        replace(COLUMN, kind=Kind.SINGLE, stop="unread", doubts=("http:404",)),
        replace(COLUMN, kind=Kind.AGGREGATE, stop="unread", doubts=("timeout:",)),
        replace(COLUMN, kind=Kind.APP, stop="app"),
    ],
)
def test_a_column_nobody_read_is_unknown_whatever_its_rows(column):
    assert verdict(column, rows(items=3)) is Verdict.UNKNOWN


@pytest.mark.parametrize(
    ("error", "word"),
    [("waf:ruishu", "防护"), ("robots:disallowed", "robots"), ("tls:expired", "证书"),
     ("timeout:", "没有应答"), ("strange:", "打不开")],
)  # fmt: skip
def test_an_unread_column_says_why_in_a_clerk_s_words(error, word):
    assert (
        word in judge(replace(COLUMN, stop="unread", doubts=(error,)), rows(), Witnesses()).reason
    )


def test_an_index_page_is_never_sure():
    column = replace(COLUMN, kind=Kind.AGGREGATE, stop="aggregate")
    assert verdict(column, rows(items=5)) is Verdict.LOWER_BOUND


@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        ({"items": 1}, Verdict.EXACT),
        ({}, Verdict.EXACT),
        ({"undated": 1}, Verdict.LOWER_BOUND),
        ({"doubtful": 1}, Verdict.LOWER_BOUND),
    ],
)
def test_a_single_page_is_exact_only_with_one_undisputed_date(groups, expected):
    assert verdict(replace(COLUMN, kind=Kind.SINGLE, stop="single"), rows(1, **groups)) is expected


EMPTY = replace(COLUMN, stop="empty", proof="", pages=())


def test_an_empty_list_without_a_second_witness_is_unknown_not_zero():
    assert verdict(EMPTY, rows(0)) is Verdict.UNKNOWN


@pytest.mark.parametrize(
    ("column", "count", "witnesses"),
    [
        (EMPTY, rows(0, placeholder=1), Witnesses()),
        (replace(EMPTY, declared_rows=0), rows(0), Witnesses()),
        (EMPTY, rows(0), Witnesses(rendered_rows=0)),
    ],
)
def test_an_empty_list_with_a_second_witness_is_an_exact_zero(column, count, witnesses):
    assert verdict(column, count, witnesses) is Verdict.EXACT


def test_an_empty_list_a_browser_saw_rows_in_is_unknown():
    found = judge(EMPTY, rows(0), Witnesses(rendered_rows=12))
    assert found.verdict is Verdict.UNKNOWN
    assert "12" in found.reason


@pytest.mark.parametrize(
    "column",
    [
        replace(EMPTY, doubts=("页面内容没有传完",)),
        replace(EMPTY, doubts=("页面内容没有传完",), declared_rows=0),
    ],
)
def test_an_empty_list_on_a_page_that_was_not_read_whole_is_unknown(column):
    assert verdict(column, rows(0), Witnesses(rendered_rows=0)) is Verdict.UNKNOWN


LONE = replace(COLUMN, stop="single", proof="没有翻页")


@pytest.mark.parametrize(
    ("read", "expected"),
    [(8, Verdict.EXACT), (3, Verdict.EXACT), (20, Verdict.LOWER_BOUND), (40, Verdict.LOWER_BOUND)],
)
def test_a_lone_page_is_whole_only_if_it_holds_fewer_rows_than_pages_do(read, expected):
    column = replace(LONE, ordered=False, pages=(ListPage(1, URL, read),))
    assert verdict(column, rows(read, items=1)) is expected


def test_a_lone_page_whose_rows_all_lie_after_the_year_proves_nothing():
    column = replace(LONE, pages=(ListPage(1, URL, 3),))
    assert verdict(column, rows(3)) is Verdict.LOWER_BOUND
    old = rows(3)
    old.reaches_before = True
    assert verdict(column, old) is Verdict.EXACT


@pytest.mark.parametrize(
    ("shown", "expected"), [(None, Verdict.EXACT), (5, Verdict.EXACT), (6, Verdict.LOWER_BOUND)]
)
def test_a_lone_page_that_shows_more_rows_in_a_browser_is_a_lower_bound(shown, expected):
    column = replace(LONE, ordered=False, pages=(ListPage(1, URL, 5),))
    assert verdict(column, rows(5, items=1), Witnesses(rendered_rows=shown)) is expected


def test_a_lone_full_page_in_order_that_reaches_the_year_before_is_bounded():
    column = replace(LONE, pages=(ListPage(1, URL, 20),))
    count = rows(20)
    count.reaches_before = True
    assert verdict(column, count) is Verdict.BOUNDED


def test_a_lone_page_is_held_against_its_own_total_first():
    column = replace(LONE, declared_rows=20, pages=(ListPage(1, URL, 20),))
    assert verdict(column, rows(20)) is Verdict.EXACT
    assert verdict(column, rows(19)) is Verdict.LOWER_BOUND


@pytest.mark.parametrize(
    ("stop", "expected"),
    [("single", Verdict.EXACT), ("waiting", Verdict.LOWER_BOUND), ("hinted", Verdict.LOWER_BOUND)],
)
def test_a_short_lone_page_that_a_script_may_go_on_with_is_not_whole(stop, expected):
    column = replace(LONE, stop=stop, ordered=False, pages=(ListPage(1, URL, 5),))
    assert verdict(column, rows(5, items=1)) is expected


def test_rows_that_a_script_may_add_behind_the_year_do_not_matter():
    old = rows(5, items=1)
    old.reaches_before = True
    column = replace(LONE, ordered=True, pages=(ListPage(1, URL, 5),))
    assert verdict(replace(column, stop="waiting"), old) is Verdict.BOUNDED
    assert verdict(replace(column, stop="hinted"), old) is Verdict.LOWER_BOUND


@pytest.mark.parametrize(("opened", "verdict"), [(0, Verdict.LOWER_BOUND), (1, Verdict.EXACT)])
def test_a_list_whose_articles_a_script_shows_is_sure_once_one_was_opened(opened, verdict):
    count = replace(rows(), drawn=4, opened=opened)
    assert judge(replace(COLUMN, stop="end"), count, Witnesses()).verdict is verdict
