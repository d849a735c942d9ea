"""Requests a browser saw, as ways to a list."""

from datetime import date

import pytest

from crawler.browser.seenrequests import proposals, told_by
from crawler.pages.dom import PageDom
from crawler.paging.hints import PagerReading
from crawler.paging.ordering import WalkRow
from crawler.paging.plan import Plan
from crawler.paging.walk import PageState, Walk, WalkPage
from crawler.records import DateSource, Entry
from crawler.transport.visit import PageRequest

SITE = "http://yunling.example"


def ways(*requests):
    return [(plan.kind, plan.address(1), plan.address(2)) for plan in proposals(requests)]


def asked(url, kind="xhr", **more):
    return PageRequest(SITE + url, "GET", kind, **more)


def test_requests_that_count_pages_come_before_those_that_do_not():
    found = ways(
        asked("/data/gzdt.json"),
        asked("/inc/list_gzdt_1.html"),
        asked("/api/list?c=7&page=1"),
        asked("/data/zcwj.js?callback=cb", "script"),
        asked("/js/jquery.js", "script"),
        asked("/api/other?page=1", blocked="robots"),
        asked("/logo.png", "image"),
    )
    assert found == [
        ("template", f"{SITE}/inc/list_gzdt_1.html", f"{SITE}/inc/list_gzdt_2.html"),
        ("template", f"{SITE}/api/list?c=7&page=1", f"{SITE}/api/list?c=7&page=2"),
        ("once", f"{SITE}/data/gzdt.json", ""),
        ("once", f"{SITE}/data/zcwj.js?callback=cb", ""),
    ]


def test_files_that_count_from_zero_go_on_with_one():
    assert ways(asked("/d/p-0.json"))[0][1:] == (f"{SITE}/d/p-0.json", f"{SITE}/d/p-1.json")


def rows(*days):
    return [
        Entry(1, 1, n, f"第{n}号", "", f"/a/{n}", f"id{n}", "", day, DateSource.LIST)
        for n, day in enumerate(days)
    ]


YEAR = [date(2024, 12 - n // 3, 28 - n) for n in range(25)]
BEFORE = [date(2024, 5, 1), date(2024, 2, 1), date(2023, 12, 30)]


@pytest.mark.parametrize(
    ("text", "days", "told"),
    [
        ("第1/3页", YEAR, True),
        ("第1/4页", YEAR, False),
        ("共25条", YEAR, True),
        ("共78条", YEAR, False),
        ("", YEAR, False),
        ("", BEFORE, True),
        ("", BEFORE[::-1], False),
        ("", [*BEFORE[:2], None, BEFORE[2]], False),
        ("第1/9页", BEFORE, False),
        ("", [], False),
    ],
)
def test_one_answer_is_the_whole_list_only_if_the_page_or_its_dates_say_so(text, days, told):
    screen = PageDom(SITE, f"<html><body><div class='page'>{text}</div></body></html>")
    brought = rows(*days)
    assert told_by(screen, brought, brought[:10], 2024) is told


def test_a_list_that_comes_in_one_answer_ends_with_it():
    plan = proposals([asked("/data/gzdt.json")])[0]
    got = tuple(WalkRow(f"id{n}", day, pinned=False) for n, day in enumerate(YEAR))
    shell = WalkPage(
        1, -1, f"{SITE}/gzdt/", PageState.EMPTY, pager=PagerReading((), "", None, None, False)
    )
    walk = Walk((), (), (plan,), [shell])
    assert walk.next_step(2024).url == f"{SITE}/data/gzdt.json"
    walk.pages.append(
        WalkPage(1, 0, plan.template, PageState.OK, got, PagerReading((), "", None, None, False))
    )
    step = walk.next_step(2024)
    assert (step.url, step.stop, step.doubts) == ("", "end", ())


def test_a_guessed_page_that_is_missing_does_not_end_a_list_learned_by_request():
    guess = Plan("template", "试探", f"{SITE}/gzdt/index_{{n}}.html")
    plan = proposals([asked("/api/more?c=7&page=2")])[0]
    got = tuple(WalkRow(f"id{n}", day, pinned=False) for n, day in enumerate(YEAR[:9]))
    none = PagerReading((), "", None, None, True)
    first = WalkPage(1, -1, f"{SITE}/gzdt/", PageState.OK, got, none)
    missing = WalkPage(2, 0, f"{SITE}/gzdt/index_2.html", PageState.MISSING)
    head = WalkPage(1, 1, plan.address(1), PageState.OK, got, none)
    walk = Walk((), (guess,), (plan,), [first, missing, head])
    assert walk.next_step(2024).url == f"{SITE}/api/more?c=7&page=2"
