"""What a rendered page shows of its other lists, and what one of them teaches of the rest."""

import json
from dataclasses import asdict

import pytest

from crawler.browser import shownviews
from crawler.browser.shownviews import ShownView, add_views, shown_views, taught, teach
from crawler.pages.dom import PageDom
from crawler.paging.plan import Plan
from crawler.storage.store import Store, connect

URL = "http://yunling.example/xxgk/index"
MENU = (
    "<ul><li><a href='#/c/11'>政策文件</a><ul><li><a href='#/c/12'>规范性文件</a></li></ul></li>"
    "<li><a href='index#/c/13'>公示公告</a></li></ul>"
)


def views(html, listed=()):
    return [(v.fragment, v.name, v.path) for v in
            shown_views(PageDom(URL, html), frozenset(listed))]  # fmt: skip


def test_links_to_fragments_of_the_page_are_its_views_with_the_menu_above_them():
    assert views(MENU) == [
        ("/c/11", "政策文件", ()),
        ("/c/12", "规范性文件", ("政策文件",)),
        ("/c/13", "公示公告", ()),
    ]


@pytest.mark.parametrize(
    "html",
    [
        "<a href='#/c/11'>政策文件</a>",
        "<a href='#top'>回到顶部</a><a href='#'>公告</a><a href='#nav'>导航</a>",
        "<a href='/other#/c/11'>政策文件</a><a href='/other#/c/12'>公示公告</a>",
        "<a href='#p1'>1</a><a href='#p2'>2</a>",
        "<a href='#/a/1'>关于甲的通知</a><a href='#/a/2'>关于乙的通知</a>",
    ],
    ids=["one alone", "places", "another page", "numbers", "rows"],
)
def test_other_links_are_no_views(html):
    assert views(html, ["关于甲的通知", "关于乙的通知"]) == []


@pytest.fixture
def store(tmp_path):
    made = Store(connect(tmp_path / "crawl.sqlite"), tmp_path)
    with made.transaction():
        made.db.execute("INSERT INTO frontier VALUES (1,?,'k',0,'column',NULL,0,-1,'GET','','','',"
                        "'fetched',1,'')", (URL,))  # fmt: skip
        made.db.execute("INSERT INTO col VALUES (1,?,'信息公开','[]','list','','nav',NULL,1,"
                        "'static','','empty',NULL,NULL,0,'[]',0)", (URL,))  # fmt: skip
        made.db.execute("INSERT INTO list_page VALUES (1,1,1,-1,?,'empty','','')", (URL,))
        add_views(made, 1, tuple(ShownView(f"/c/{n}", f"第{n}类", ()) for n in (11, 12)))
    yield made
    made.close()


def test_views_become_columns_below_their_page_which_is_then_an_index(store):
    found = [(c.url, c.path, c.kind.value, c.stop) for c in store.columns()]
    assert found == [
        (URL, (), "aggregate", "aggregate"),
        (f"{URL}#/c/11", ("信息公开",), "list", "empty"),
        (f"{URL}#/c/12", ("信息公开",), "list", "empty"),
    ]


def request_taught(store, monkeypatch, second, first="/api/list?cat=11&p={n}", looks=2):
    """What a third view is taught by two that were looked at."""
    monkeypatch.setattr(shownviews, "LOOKED_AT", looks)
    with store.transaction():
        add_views(store, 1, (ShownView("/c/13", "第13类", ()), ShownView("/c/14", "第14类", ())))
        for column, template in ((2, first), (3, second)):
            plan = Plan("template", "浏览器所见接口", template, whole=True)
            store.db.execute("INSERT INTO learned VALUES (?,?,9)",
                             (column, json.dumps(asdict(plan))))  # fmt: skip
    found = taught(store, 4)
    return found and found.template


@pytest.mark.parametrize(
    ("first", "second", "theirs"),
    [
        ("/api/list?cat=11&p={n}", "/api/list?cat=12&p={n}", "/api/list?cat=13&p={n}"),
        ("/api/11/{n}", "/api/12/{n}", "/api/13/{n}"),
        ("/api/list?cat=11&p={n}", "/api/list?cat=12&p={n}&sub=1", None),
        ("/api/list?p={n}", "/api/list?p={n}", None),
        ("/api/11/list?cat=11&p={n}", "/api/12/list?cat=12&p={n}", None),
        ("/api/list?cat=1100&p={n}", "/api/list?cat=1200&p={n}", None),
    ],
)
def test_two_requests_that_differ_in_their_ids_alone_teach_a_further_view(
    first, second, theirs, store, monkeypatch
):
    assert request_taught(store, monkeypatch, second, first) == theirs


def test_a_view_is_looked_at_as_long_as_few_of_its_page_were(store, monkeypatch):
    assert request_taught(store, monkeypatch, "/api/list?cat=12&p={n}", looks=3) is None


def test_a_view_that_was_taught_is_walked_and_stays_unsure(store):
    with store.transaction():
        teach(store, 3, Plan("template", "浏览器所见接口", "/api/list?cat=12&p={n}", whole=True))
    assert store.columns()[2].stop == ""
    assert store.columns()[2].doubts


def test_a_view_is_taught_once_and_then_looked_at(store, monkeypatch):
    request_taught(store, monkeypatch, "/api/list?cat=12&p={n}")
    with store.transaction():
        teach(store, 4, taught(store, 4))
    assert taught(store, 4) is None
    assert taught(store, 5) is not None
