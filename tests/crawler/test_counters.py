"""Lists whose files are numbered from the oldest page on, or whose script draws the pager."""

import pytest

from crawler.pages.dom import PageDom
from crawler.paging.counters import read_counters
from crawler.paging.hints import read_pager
from crawler.paging.plan import Plan

URL = "http://yunling.example/xxgk/gsgg/"
FOLDER = "/system/count//0115005/000/000/c0115005000_"


def second(code, link="/system/2024/01/02/011234567.shtml", url=URL):
    body = f"<a href='{link}'>关于第一号事项的公示</a><script>{code}</script>"
    plans = read_counters(PageDom(url, f"<html><body>{body}</body></html>"))
    return [plan.address(2).removeprefix("http://yunling.example") for plan in plans]


def test_files_that_count_down_in_nine_digits_are_tried_from_the_highest_but_one():
    code = f'var maxpage = 85; var thispage = 85; var countpath = "{FOLDER}"; turnPages();'
    found = second(code)
    assert found[0] == f"{FOLDER}000000084.shtml"
    assert f"{FOLDER}84.shtml" in found


def test_the_width_a_script_fills_up_to_is_tried_first():
    code = (
        f'var maxPage = 12, thisPage = 12; var p = "{FOLDER}";'
        "function name(n){var d=''+n; while(d.length<6) d='0'+d; return p+d;}"
    )
    assert second(code)[0] == f"{FOLDER}000011.shtml"


def test_files_that_count_up_are_tried_from_the_page_after_this_one():
    code = "var totalPage=5; var curPage=1; draw('/xxgk/gsgg/list_', '.html');"
    assert "/xxgk/gsgg/list_2.html" in second(code, "/xxgk/t20240102_1.html")


@pytest.mark.parametrize(
    "code",
    [
        'var maxpage = 1; var p = "/a/b_";',
        'var maxpage = 9; var thispage = 4; var p = "/a/b_";',  # neither end of the list
        "var maxpage = 9; var thispage = 9;",  # no folder
        'var p = "/a/b_";',
    ],
)
def test_a_script_that_says_too_little_proposes_nothing(code):
    assert second(code) == []


def test_a_count_down_ends_before_it_turns_negative():
    plan = Plan("template", "翻页脚本", "/c_{n}.shtml", first=3, step=-1, width=4)
    assert [plan.address(n) for n in (2, 4, 6)] == ["/c_0003.shtml", "/c_0001.shtml", ""]


def test_links_to_padded_numbers_give_a_rule_that_keeps_the_width():
    links = (
        "<a href='/c/c01_000000010.shtml'>2</a><a href='/c/c01_000000009.shtml'>3</a>"
        "<a href='/c/c01_000000001.shtml'>尾页</a>"
    )
    reading = read_pager(PageDom(URL, f"<html><body>{links}</body></html>"))
    plan = next(plan for plan in reading.plans if plan.kind == "template")
    assert [plan.address(n).rsplit("_")[-1] for n in (2, 3)] == [
        "000000010.shtml",
        "000000009.shtml",
    ]
    assert reading.declared_pages == 11
