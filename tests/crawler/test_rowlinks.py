"""Addresses of rows whose data holds none."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.lists.reading import read_list
from crawler.pages.dom import PageDom
from crawler.pages.rowlinks import link_rule, linked
from crawler.records import DateSource, Entry

URL = "http://yunling.example/list.html"


def objects(*idents, **more):
    return [
        {
            "id": ident,
            "title": f"关于开展第{ident}次检查的通知",
            "publishTime": "2024-03-05",
            **more,
        }
        for ident in idents
    ]


def shown(*pairs):
    return [
        Entry(1, 1, n, title, href, "", f"row:{n}", "", None, DateSource.NONE)
        for n, (title, href) in enumerate(pairs)
    ]


def screen(rule, *idents, cut=None):
    return shown(*((f"关于开展第{i}次检查的通知"[:cut], rule.replace("@", str(i))) for i in idents))


@pytest.mark.parametrize(
    ("data", "rows", "rule"),
    [
        (objects(7, 8, 19), screen("/detail.html?id=@", 7, 8, 19), "/detail.html?id={id}"),
        ({"data": {"records": objects("a1f", "b2e")}}, screen("#/article/@", "a1f", "b2e"),
         "#/article/{id}"),
        (objects(7, 8, 9), screen("/a/@.html", 7, 8, cut=-1), "/a/{id}.html"),
        (objects(7, 8, 9), screen("/a/1@.html", 7, 8), ""),
        (objects(7, 8), screen("/a/@.html", 7), ""),
        (objects(7, 8, 9), shown(("关于开展第7次检查的通知", "/a/7.html"),
                                 ("关于开展第8次检查的通知", "/b/8.html")), ""),
        (objects(7, 8, 9), screen("/a/@.html", 7, 8, 21, 22), ""),
        ([{**one, "channel": k} for k, one in enumerate(objects(7, 8, 9), 40)],
         shown(*((f"关于开展第{i}次检查的通知", f"/c{0}/?c={k}&id={i}")
                 for k, i in enumerate((7, 8, 9), 40))), "/c0/?c={channel}&id={id}"),
        (None, screen("/a/@.html", 7, 8), ""),
    ],
    ids=["query", "route", "cut titles", "no field", "one row alone", "two rules",
         "other rows", "two fields", "no data"],
)  # fmt: skip
def test_the_rule_of_addresses_is_what_all_rows_on_the_screen_agree_on(data, rows, rule):
    assert link_rule(data, rows) == rule


@pytest.mark.parametrize(("idents", "rule"), [((4, 3, 2, 1), "#/d/{id}"), ((4, 2, 3), "")])
def test_rows_that_bear_one_title_are_told_by_their_order(idents, rule):
    data = [{"id": n, "title": "咨询转学手续"} for n in (4, 3, 2, 1)]
    rows = shown(*(("咨询转学手续", f"#/d/{n}") for n in idents))
    assert link_rule(data, rows).rpartition("#")[2] == rule.rpartition("#")[2]


def test_rows_of_later_pages_get_their_addresses_by_the_rule():
    text = json.dumps({"code": 0, "data": objects(31, 32)}, ensure_ascii=False)
    page = PageDom(URL, text, "", "/detail.html?id={id}")
    found = read_list(page, frozenset(), 2025).entries
    assert [(e.url, f"{e.date}") for e in found] == [
        ("http://yunling.example/detail.html?id=31", "2024-03-05"),
        ("http://yunling.example/detail.html?id=32", "2024-03-05"),
    ]
    assert read_list(PageDom(URL, text), frozenset(), 2025).entries == ()


def test_an_object_without_the_rule_s_field_gets_no_address():
    data = [{"title": "甲"}, {"title": "乙", "id": None}, {"id": 5}, {"title": "丙", "id": 0}]
    assert [one.get("url") for one in linked(data, "/a/{id}")] == [None, None, None, "/a/0"]


_JSON = st.recursive(
    st.none() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["title", "id", "url", "data"]), inner, max_size=3)
    ),
)


@given(_JSON)
def test_data_of_any_shape_is_read_without_an_error(data):
    assert linked(data, "") is data
    linked(data, "/a/{id}")
    assert link_rule(data, screen("/a/@.html", 7, 8)) in ("", "/a/{id}.html")


def test_a_rule_behind_the_hash_is_about_the_page_that_shows_the_rows():
    told = {"list": objects(31, 32, 33)}
    rows = screen("#/detail/@", 31, 32, 33)
    assert link_rule(told, rows, "http://h/#/list/2") == "http://h/#/detail/{id}"
