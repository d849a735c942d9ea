"""Columns that hang below the page that alone leads to them."""

import pytest

from crawler.columns.naming import Seen
from crawler.columns.subsites import below_fronts
from crawler.pages.lexicon import load_lexicon

HOST = "http://yunling.example"
WORDS = load_lexicon()


def paths(*candidates):
    """The paths given: candidates are (address, name, path, seen on), numbered from 1."""
    leads = {
        ident: Seen(name, path, "menu", seen_on, frozenset({name}))
        for ident, (_, name, path, seen_on) in enumerate(candidates, 1)
    }
    addresses = {ident: HOST + one[0] for ident, one in enumerate(candidates, 1)}
    return {ident: seen.path for ident, seen in below_fronts(leads, addresses, WORDS).items()}


TOPIC = ("/zt/aqsc/index.html", "安全生产月", ("专题专栏",), 99)


@pytest.mark.parametrize("known", [(), ("安全生产月",)], ids=["no path", "path from the topic"])
def test_a_column_in_a_topic_s_folder_hangs_below_the_topic(known):
    assert paths(TOPIC, ("/zt/aqsc/dt/", "活动动态", known, 1)) == {2: ("专题专栏", "安全生产月")}


def test_a_column_deeper_in_a_topic_hangs_below_the_column_that_leads_to_it():
    found = paths(TOPIC, ("/zt/aqsc/dt/", "动态", (), 1), ("/zt/aqsc/dt/xc/", "宣传", (), 2))
    assert found[3] == ("专题专栏", "安全生产月", "动态")


@pytest.mark.parametrize(
    "column",
    [
        ("/tzgg/", "通知公告", (), 1),
        ("/zt/aqsc/dt/", "活动动态", (), 99),
        ("/zt/aqsc/dt/", "活动动态", ("新闻中心",), 1),
    ],
    ids=["another folder", "seen elsewhere", "known path"],
)
def test_a_column_outside_or_with_a_path_of_its_own_stays_where_it_is(column):
    assert paths(TOPIC, column) == {}


def test_topics_that_are_files_of_one_folder_have_no_columns_below():
    beside = ("/zt/gcc.html", "广货出川", ("专题专栏",), 99)
    topic = ("/zt/aqsc.html", "安全生产月", ("专题专栏",), 99)
    assert paths(topic, beside, ("/zt/aqsc_1.html", "活动动态", (), 1)) == {}


def test_a_column_that_only_a_page_of_interaction_leads_to_is_part_of_interaction():
    hub = ("/hudong/", "政民互动", (), 99)
    assert paths(hub, ("/hudong/wdsq/", "我的诉求", (), 1)) == {2: ("政民互动",)}
    assert paths(("/a/", "工作动态", (), 99), ("/a/b/", "我的诉求", (), 1)) == {}


def test_pages_beside_the_home_page_are_in_nobody_s_folder():
    assert paths(("/hudong.html", "政民互动", (), 99), ("/list.html", "我的诉求", (), 1)) == {}
