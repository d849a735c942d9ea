"""Pagers that a script fills in: addresses spelt out in its code, links a browser shows."""

import pytest

from crawler.browser.drawnpager import drawn_rule
from crawler.pages.dom import PageDom
from crawler.paging.linktemplates import link_templates

LIST = "http://yunling.example/content/column/7"


def page(body="", script="", url=LIST):
    return PageDom(url, f"<html><body>{body}<script>{script}</script></body></html>")


def rules(plans):
    return [(plan.address(2), plan.address(3)) for plan in plans]


@pytest.mark.parametrize(
    "link",
    [
        '"/content/column/7?pageIndex=__pageNumber__"',
        "'?pageIndex={page}'",
        '"\\/content\\/column\\/7?pageIndex={{pageNum}}"',
        "'7?pageIndex=#page#'",
    ],
)
def test_an_address_spelt_with_a_word_for_the_number_is_tried_from_the_lower_number(link):
    found = link_templates(page(script=f'pager("#p", {{a: "b c", link: {link}}})'))
    assert rules(found) == [
        (f"{LIST}?pageIndex=1", f"{LIST}?pageIndex=2"),
        (f"{LIST}?pageIndex=2", f"{LIST}?pageIndex=3"),
    ]


def test_a_script_that_says_it_counts_from_zero_is_believed():
    code = "pager({currPage: 0, link: '?pageIndex={page}'})"
    assert rules(link_templates(page(script=code))) == [
        (f"{LIST}?pageIndex=1", f"{LIST}?pageIndex=2")
    ]


def test_what_chooses_the_list_must_stand_in_the_address():
    own = "http://yunling.example/public?catId=7"
    kept, lost = "'?catId=7&page={page}'", "'?catId=8&page={page}'"
    assert rules(link_templates(page(script=f"f({kept})", url=own)))[1][0] == f"{own}&page=2"
    assert link_templates(page(script=f"f({lost})", url=own)) == ()
    assert link_templates(page(script="f('/other/7?pageIndex={page}')")) == ()


def test_a_number_in_the_path_counts_where_the_rest_is_the_list_s_own():
    own = "http://yunling.example/gzdt/index.html"
    found = link_templates(page(script="f('/gzdt/index_{page}.html','/tzgg/{page}.html')", url=own))
    assert rules(found)[1][0] == "http://yunling.example/gzdt/index_2.html"
    assert len(found) == 2


@pytest.mark.parametrize(
    ("path", "template", "is_own"),
    [
        ("/gzdt/", "/gzdt/page/{page}.html", True),
        ("/gzdt/", "/gzdt/gzdt_{page}.html", True),
        ("/gzdt/list.html", "/gzdt/list_{page}.html", True),
        ("/content/column/7", "/content/column/7/{page}", True),
        ("/content/column/7", "/content/column/7_{page}.html", True),
        ("/content/column/7", "/content/column/72_{page}.html", False),
        ("/gzdt/", "/gzdt/tpxw/index_{page}.html", False),
        ("/gzdt/", "/gzdtbs/index_{page}.html", False),
        ("/", "/tzgg/index_{page}.html", False),
    ],
)
def test_a_list_below_or_beside_is_not_the_list_s_own(path, template, is_own):
    url = f"http://yunling.example{path}"
    assert bool(link_templates(page(script=f"f('{template}')", url=url))) is is_own


def link(number, text=None):
    return f"<a href='/content/column/7?start={(number - 1) * 15}'>{text or number}</a>"


@pytest.mark.parametrize(
    "body",
    [
        "<b>1</b>" + link(2) + link(3) + link(9),
        f"共 80 条 1/6页 {link(2, '下一页')} {link(6, '末页')}",
    ],
)
def test_drawn_links_give_the_rule_of_all_pages(body):
    rule = drawn_rule(page(body))
    assert rule is not None
    assert [rule.address(n) for n in (2, 3, 5)] == [
        f"{LIST}?start=15",
        f"{LIST}?start=30",
        f"{LIST}?start=60",
    ]


@pytest.mark.parametrize(
    "body",
    [
        link(2, "下一页") + link(6, "末页"),
        f"共 80 条 1/7页 {link(2, '下一页')} {link(6, '末页')}",
        "<a href='javascript:go(2)'>下一页</a>",
    ],
)
def test_drawn_links_whose_step_nobody_tells_give_no_rule(body):
    assert drawn_rule(page(body)) is None
