"""Script trees of columns: nested, flat with parents, and arrays that are no trees."""

import pytest

from crawler.pages.dom import PageDom
from crawler.pages.trees import Node, read_tree


def tree(code):
    return read_tree(PageDom("http://yunling.example/gkmlpt/index", f"<script>{code}</script>"))


NESTED = (
    Node("2100", "政策文件", (), "", True),
    Node("2101", "规范性文件", ("政策文件",), "", False),
    Node("2900", "市级目录", (), "http://city.example/", False),
)


@pytest.mark.parametrize(
    "code",
    [
        "window._CONFIG = {SID: '7', TREE: [{id: 2100, name: '政策文件', jump_url: '', children: ["
        "{id: 2101, name: '规范性文件', children: []}]},"
        "{id: 2900, name: '市级目录', jump_url: 'http://city.example/', children: []}]};",
        "var zNodes = [{id: 2100, pId: 0, name: '政策文件'},"
        "{id: 2101, pId: 2100, name: '规范性文件'},"
        "{id: 2900, pId: 0, name: '市级目录', url: 'http://city.example/'}];",
    ],
    ids=["nested", "flat"],
)
def test_a_tree_is_read_with_the_names_above_each_node(code):
    assert tree(code) == NESTED


@pytest.mark.parametrize(
    "code",
    [
        "var rows = [{id: 1, pid: 3, name: '关于某事的通知', publish_date: '2024-01-02'}];",
        "var areas = [{id: 1, name: '荔山县'}, {id: 2, name: '鹤汀区'}];",
        "var tree = [{id: 1, children: []}];",
        "var tree = make([{id: 1, name: '公告', children: []}]);",
    ],
    ids=["dated rows", "no family", "no names", "made by a call"],
)
def test_other_arrays_are_no_tree(code):
    assert tree(code) == ()


def test_parents_that_name_each_other_end():
    nodes = tree("x = [{id: 1, pid: 2, name: '甲类'}, {id: 2, pid: 1, name: '乙类'}, "
                 "{id: 3, pid: 3, name: '丙类'}];")  # fmt: skip
    assert [node.name for node in nodes] == ["丙类"]
