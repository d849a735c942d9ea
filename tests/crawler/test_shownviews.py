"""What a rendered page shows of its other lists, and what one of them teaches of the rest."""

import json
from dataclasses import asdict

import pytest

from crawler.dom import PageDom
from crawler.plan import Plan
from crawler.shownviews import ShownView, add_views, shown_views, teach_siblings
from crawler.store import Store, connect

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


def taught(store, template, body=""):
    plan = Plan("template", "浏览器所见接口", template, body=body, whole=True)
    with store.transaction():
        store.db.execute("INSERT INTO learned VALUES (2,?,9)", (json.dumps(asdict(plan)),))
        teach_siblings(store, 2, plan)
    row = store.db.execute("SELECT plan FROM learned WHERE column_id = 3").fetchone()
    return Plan(**json.loads(row[0])) if row else None


@pytest.mark.parametrize(
    ("template", "body", "theirs"),
    [
        ("/api/list?cat=11&p={n}", "", ("/api/list?cat=12&p={n}", "")),
        ("/api/11/{n}", "", ("/api/12/{n}", "")),
        ("/api/list", '{"cat":11,"page":{n}}', ("/api/list", '{"cat":12,"page":{n}}')),
    ],
)
def test_the_request_of_one_view_is_the_other_s_with_its_own_id(store, template, body, theirs):
    found = taught(store, template, body)
    assert (found.template, found.body) == theirs
    assert store.columns()[2].stop == ""


@pytest.mark.parametrize(
    "template", ["/api/list?p={n}", "/api/11/list?cat=11&p={n}", "/api/list?cat=1100&p={n}"]
)
def test_a_request_that_does_not_name_the_view_once_teaches_nothing(store, template):
    assert taught(store, template) is None
    assert store.columns()[2].stop == "empty"
