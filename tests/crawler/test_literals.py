"""Literals of scripts: what is written down is read, what would have to be run is not."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.pages.literals import arrays


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("var TREE = [{id: 1, 'name': '公告'}];", [{"id": 1, "name": "公告"}]),
        ('window.C = {SID: "7", TREE: [{"id": "a", "n": [{"id": 2},]}]};',
         [{"id": "a", "n": [{"id": 2}]}]),
        ("x = [{a: true, b: !1, c: null, d: -1.5, e: undefined}]",
         [{"a": True, "b": False, "c": None, "d": -1.5, "e": None}]),
        (r"x = [{a: '\u516c\x41\n'}]", [{"a": "公A\n"}]),
        ("x = [ /* one */ {a: 1}, // two\n {a: 2} ]", [{"a": 1}, {"a": 2}]),
    ],
)  # fmt: skip
def test_an_array_of_objects_is_read_as_written(code, value):
    assert [found for _, found in arrays(code)] == [value]


@pytest.mark.parametrize(
    "code",
    ["x = [{a: f(1)}]", "x = [{a: b}]", "x = [{a: 'one' + 'two'}]", "x = [{a: 1}", "x = [1, 2]"],
)
def test_what_is_no_literal_is_left_alone(code):
    assert list(arrays(code)) == []


def test_an_unreadable_array_does_not_hide_the_next():
    assert list(arrays("a = [{x: f()}]; b = [{x: 1}]")) == [("b", [{"x": 1}])]


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner,
                                                                max_size=3),
    max_leaves=12,
)  # fmt: skip


@given(st.lists(st.dictionaries(st.text(max_size=5), VALUES, max_size=3), min_size=1, max_size=3))
def test_whatever_json_holds_is_read_back(rows):
    text = json.dumps(rows, ensure_ascii=True)
    assert list(arrays(f"var rows = {text};")) == [("rows", rows)]


def test_half_a_character_is_replaced():
    assert list(arrays(r"x = [{a: '\ud83d公'}]")) == [("x", [{"a": "\ufffd公"}])]
