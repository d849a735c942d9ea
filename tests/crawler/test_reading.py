from datetime import date

import pytest

from crawler.lists.reading import entry_of, read_list
from crawler.pages.dom import PageDom
from crawler.records import DateSource, Flag, Row

PAGE = PageDom("http://yunling.example/gzdt/index.html", "<html></html>")


def entry(href, day=None, *, raw="", flags=(), year=2025):
    shown = date.fromisoformat(day) if day else None
    source = DateSource.LIST if shown else DateSource.NONE
    row = Row(0, "通知", href, raw or day or "", shown, source, frozenset(flags))
    return entry_of(PAGE, row, year)


def test_the_address_is_made_absolute_and_gets_its_identity():
    got = entry("./202401/t20240102_12.html", "2024-01-02")
    assert got.url == "http://yunling.example/gzdt/202401/t20240102_12.html"
    assert got.content_id == entry("/tzgg/202401/t20240102_12.html", "2024-01-02").content_id


def test_a_leave_site_link_is_unwrapped():
    got = entry("/visit/link.do?url=http%3A%2F%2Fwww.gov.example%2Fa.html", "2024-01-02")
    assert got.url == "http://www.gov.example/a.html"


@pytest.mark.parametrize(
    ("href", "raw", "flags", "day"),
    [
        ("t20240102_12.html", "", (), "2024-01-02"),
        ("t20240102_12.html", "01-02", (), "2024-01-02"),
        ("t20240102_12.html", "01-05", (), None),  # list and address do not agree
        ("a12.html", "", (), None),
        ("t20240102_12.html", "2023-12-30", (Flag.DRAFTED,), None),
    ],
)
def test_a_row_without_a_full_date_takes_the_address_s_if_they_agree(href, raw, flags, day):
    got = entry(href, raw=raw, flags=flags)
    assert (str(got.date) if got.date else None) == day
    assert got.date_source is (DateSource.URL if day else DateSource.NONE)
    assert (Flag.UNDATED in got.flags) is (day is None)


def test_the_list_s_date_stays_even_if_the_address_says_another():
    got = entry("t20230505_12.html", "2024-01-02")
    assert (got.date, got.date_source) == (date(2024, 1, 2), DateSource.LIST)


def test_a_placeholder_is_not_called_undated():
    assert entry("", flags=(Flag.PLACEHOLDER,)).flags == {Flag.PLACEHOLDER}


def test_rows_without_an_address_keep_identities_of_their_own():
    one, two = entry("javascript:show(1)", "2024-01-02"), entry("javascript:show(2)", "2024-01-02")
    assert (one.url, two.url) == ("", "")
    assert one.content_id != two.content_id
    assert one.content_id == entry("javascript:show(1)", "2024-01-02").content_id


def placeholders(body):
    page = PageDom(PAGE.url, f"<html><body>{body}</body></html>")
    return [e.title for e in read_list(page, frozenset(), 2025, first=True).entries]


@pytest.mark.parametrize("tag", ["li", "p", "div", "td"])
def test_the_page_s_own_word_that_it_holds_nothing_is_kept(tag):
    holder = f"<{tag}>暂无数据</{tag}>"
    body = (
        f"<table><tr>{holder}</tr></table>" if tag == "td" else f"<div class='list'>{holder}</div>"
    )
    assert placeholders(body) == ["暂无数据"]


@pytest.mark.parametrize(
    "body",
    [
        "<div id='app'></div><div class='empty' style='display:none'>暂无数据</div>",
        "<div id='app'><p v-if='rows.length==0' hidden>暂无数据</p></div>",
        "<div style='display:none'><p>暂无数据</p></div>",
    ],
)
def test_a_word_for_nothing_that_is_switched_off_says_nothing(body):
    assert placeholders(body + "<script src='/js/bundle.js'></script>") == []


def test_a_list_with_rows_has_no_placeholder():
    row = "<ul><li><a href='t20240102_1.html'>关于甲事项的通知</a><span>2024-01-02</span></li></ul>"
    assert placeholders(f"<p>暂无数据</p>{row}") == ["关于甲事项的通知"]


ADVICE = (
    "<div class='tj'><h4>热点推荐</h4><ul><li><a href='/x/t20240102_1.html'>关于一号事项的通知</a>"
    "<span>2024-01-02</span></li><li><a href='/x/t20240101_2.html'>关于二号事项的通知</a>"
    "<span>2024-01-01</span></li></ul></div>"
)


@pytest.mark.parametrize(
    ("words", "script", "empty"),
    [
        ("<div>暂无数据</div><span>共0条</span>", "", True),
        ("<span>共0条</span>", "", False),  # a script may fill the number in later
        ("<div>暂无数据</div><span>共2条</span>", "", False),
        ("<div>暂无数据</div><span>共0条</span>", "<script>loadMore(1)</script>", False),
    ],
)
def test_rows_under_a_list_that_says_twice_that_it_is_empty_are_not_its_own(words, script, empty):
    page = PageDom(
        "http://yunling.example/gzdt/", f"<html><body>{words}{ADVICE}{script}</body></html>"
    )
    got = read_list(page, frozenset(), 2024)
    assert [Flag.PLACEHOLDER in entry.flags for entry in got.entries] == (
        [True] if empty else [False, False]
    )


def test_rows_that_lead_to_routes_have_addresses_of_their_own():
    rows = "".join(
        f"<li><a href='#/detail/{n}'>关于开展第{n}次检查的通知</a><span>2024-03-0{n}</span></li>"
        for n in range(1, 7)
    )
    page = PageDom("http://h.example/#/list/11", f"<html><body><ul>{rows}</ul></body></html>")
    found = read_list(page, frozenset(), 2024).entries
    assert [e.url for e in found] == [f"http://h.example/#/detail/{n}" for n in range(1, 7)]
    assert len({e.content_id for e in found}) == 6
    assert {e.flags for e in found} == {frozenset()}
