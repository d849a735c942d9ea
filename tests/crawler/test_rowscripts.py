"""Rows that scripts make of data: which markup, out of which fields."""

import json

import pytest

from crawler.pages.dom import PageDom
from crawler.pages.islands import unfold
from crawler.pages.rowtemplates import HEAD, filled_rows
from crawler.paging.rowscripts import row_template

LINK = '<li><a href="/d?id={id}">{title}</a></li>'


@pytest.mark.parametrize(
    ("code", "row"),
    [
        ("out += '<li><a href=\"/d?id=' + x.id + '\">' + x.title + '</a></li>'", LINK),
        ("s.map(x => `<li><a href=\"/d?id=${x.id}\">${x.title}</a></li>`)", LINK),
        ("h+='<li>';h+='<a href=\"/d?id='+v.id+'\">';h+=v.title;h+='</a>';h+='</li>';", LINK),
        ("h='<li><a href=\"/d?id='+x.id+'\">'+x.title+'</a></li>';h='<li>无</li>'", LINK),
        ("h='<li><a href=\"/d?id='+x.id+'\">'+cut(x.title,9)+'</a>'+ext+'</li>'", LINK),
        (
            "h='<p>来信人：张某 <i>'+x.title+'</i> 来信时间：'+x.time+'</p>'",
            "<p><i>{title}</i>{time}</p>",
        ),
        ("h = '<li>' + x.title + '</li>'", ""),
        ("h = '<b>' + x.title + x.id + '</b>'", ""),
        ("h = '<li><a href=\"javascript:show(' + x.id + ')\">' + x.title + '</a></li>'",
         '<li><a href="javascript:show({id})">{title}</a></li>'),
    ],
)  # fmt: skip
def test_the_row_of_a_script_is_its_markup_with_fields(code, row):
    assert row_template(code, frozenset()) == row


def test_labels_of_the_row_stay_and_no_other_word():
    code = "h='<li>来信人：某 <i>来信时间：</i>'+x.time+'<b>'+x.title+'</b></li>'"
    row = row_template(code, frozenset({"来信时间"}))
    assert row == "<li><i>来信时间：</i>{time}<b>{title}</b></li>"


def test_a_table_of_layui_has_the_titles_of_its_columns_as_head():
    code = (
        "cols: [[{field: 'title', title: '标题', templet: function(d){ return '<a href=\"/d?id='"
        " + d.id + '\">' + d.title + '</a>' }}, {field: 'time', title: '来信时间'}]]"
    )
    head, _, row = row_template(code, frozenset({"来信时间"})).partition(HEAD)
    assert "来信时间" in head
    assert row == '<tr><td><a href="/d?id={id}">{title}</a></td><td>{time}</td></tr>'


@pytest.mark.parametrize(
    ("data", "rows"),
    [
        ({"data": {"list": [{"id": 7, "title": "a<b"}]}},
         '<ul class="records at-data-list"><li><a href="/d?id=7">a&lt;b</a></li></ul>'),
        ({"hot": [{"id": 1, "title": "x"}],
          "rows": [{"id": 2, "title": "y"}, {"id": 3, "title": "z"}]},
         '<ul class="records at-rows"><li><a href="/d?id=2">y</a></li>'
         '<li><a href="/d?id=3">z</a></li></ul>'),
        ([{"id": 1735700000, "title": 1735700000}],
         '<ul class="records at-root"><li><a href="/d?id=1735700000">2025-01-01</a></li></ul>'),
        ({"rows": [{"title": "y"}]}, ""),
        ({"rows": [{"id": 1, "title": "y"}, 3]}, ""),
        (None, ""),
    ],
)  # fmt: skip
def test_rows_are_made_of_the_longest_list_with_the_fields(data, rows):
    assert filled_rows(data, LINK) == rows


def letters(*numbers):
    return [{"id": n, "title": f"t{n}"} for n in numbers]


@pytest.mark.parametrize(
    ("data", "place", "numbers"),
    [
        ({"hot": letters(7, 8), "rows": letters(3)}, "", [3]),
        ({"shown": letters(7, 8), "rows": letters(3)}, "", [3]),
        ({"a": letters(7, 8), "b": letters(3)}, "b", [3]),
        ({"a": letters(7, 8), "b": []}, "b", []),
        ({"top": letters(9), "list": letters(3, 2)}, "", [9, 3, 2]),
        ({"hotline": letters(3, 2)}, "", [3, 2]),
    ],
    ids=["another list", "a longer list", "the last page", "behind it", "pinned", "hotline"],
)
def test_a_list_beside_the_page_s_own_is_not_taken_for_it(data, place, numbers):
    rows = PageDom("http://y.example/", json.dumps(data), place, LINK).root.iter("a")
    assert [a.get("href") for a in rows] == [f"/d?id={n}" for n in numbers]


def test_data_with_addresses_of_their_own_need_no_template():
    text = '{"rows": [{"title": "甲", "url": "/a.html"}]}'
    assert "/a.html" in unfold(text, "", "<li><a href='/d?id={id}'>{title}</a><i>{no}</i></li>")
    assert PageDom("http://y.example/", text, "", LINK).root.find(".//a").get("href") == "/a.html"


def test_rows_without_the_field_of_their_address_are_none():
    row = LINK.replace("{title}", "{title} {time}")
    assert filled_rows({"rows": [{"title": "y", "time": "2024-01-02"}]}, row) == ""
