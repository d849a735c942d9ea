from dataclasses import replace

import pytest

from crawler.columns.proposal import propose
from crawler.pages.lexicon import load_lexicon
from crawler.records import Kind, StoredColumn

WORDS = load_lexicon()
COLUMN = StoredColumn(
    1, "http://yunling.example/gzdt/", "工作动态", (), Kind.LIST, "", "nav", None, "static", "",
    "single", None, None, True, 1,
)  # fmt: skip


def proposed(name="工作动态", kind=Kind.LIST, *, dated=True, **changes):
    return propose(replace(COLUMN, name=name, kind=kind, **changes), WORDS, dated)


@pytest.mark.parametrize(
    ("name", "kind", "boxes", "in_total"),
    [
        ("工作动态", Kind.LIST, ("items_affairs",), True),
        ("某某栏目", Kind.LIST, (), True),
        ("水务动态", Kind.LIST, ("items_affairs",), True),
        ("智能问答", Kind.LIST, (), False),
        ("某某专题", Kind.TOPIC, (), True),
        ("机构职能", Kind.SINGLE, ("items_overview",), True),
        ("局长信箱", Kind.LIST, ("messages",), False),
        ("工作动态", Kind.APP, ("items_affairs",), False),
        ("工作动态", Kind.AGGREGATE, ("items_affairs",), False),
        ("工作动态", Kind.EXTERNAL, (), False),
    ],
)
def test_a_column_is_in_the_total_unless_its_kind_or_box_says_otherwise(
    name, kind, boxes, in_total
):
    choice = proposed(name, kind)
    if name != "某某专题":
        assert choice.boxes == boxes
    assert choice.in_total is in_total
    assert choice.reason
    assert not choice.by_person


def test_a_column_on_another_host_asks_for_its_box_and_names_the_host():
    choice = proposed(kind=Kind.EXTERNAL, url="http://zt.other.example/")
    assert choice.maybe == ("items_affairs",)
    assert "zt.other.example" in choice.reason


def test_a_page_without_a_date_and_without_a_known_name_is_left_out():
    assert not proposed("某某页面", Kind.SINGLE, dated=False).in_total
    assert proposed("某某页面", Kind.SINGLE, dated=True).in_total
    assert proposed("机构职能", Kind.SINGLE, dated=False).in_total


def test_a_column_of_others_news_keeps_its_question():
    choice = proposed("上级要闻")
    assert (choice.boxes, choice.maybe, choice.in_total) == ((), ("items_affairs",), True)
