"""Answers that bring more rows than their page shows."""

import json

import pytest

from crawler.browser.chosenrows import choosing_field, left_out, mark_unshown, settle_unshown
from crawler.records import DateSource, Entry, Flag
from crawler.storage.store import Store, connect

DRAWN = "list.innerHTML = rows.map(a => a.title + a.url)"


def answer(**fields):
    """Six rows; each field takes its values in turn."""
    rows = [
        {"title": f"关于第{n}号的通知", "url": f"/a/{n}.html",
         **{name: values[n % len(values)] for name, values in fields.items()}}
        for n in range(6)
    ]  # fmt: skip
    return json.dumps({"total": 6, "rows": rows}, ensure_ascii=False)


@pytest.mark.parametrize(
    ("fields", "request_line", "code", "field"),
    [
        ({"channel": ["zcwj", "tzgg"]}, "/api/all?p=1",
         DRAWN + ".filter(a => a.channel == 'zcwj')", "channel"),
        ({"channel": ["zcwj", "tzgg"]}, "/api/all?p=1",
         DRAWN + "; if ('zcwj' === a.channel) show(a)", "channel"),
        ({"siteId": [1, 2]}, "/api/all?p=1", DRAWN + "; if (ids.indexOf(a.siteId) >= 0) x()",
         "siteId"),
        ({"channelId": [71, 72]}, "/api/all?p=1", "", "channelId"),
        ({"channelId": [71, 72]}, "/api/all?channel=71&p=1", "", ""),
        ({"channelId": [71, 72]}, "/api/all?p=1", DRAWN, ""),
        ({"channel": ["zcwj"]}, "/api/all?p=1", "a.channel == 'zcwj'", ""),
        ({"isTop": [1, 0]}, "/api/all?p=1", DRAWN + "; if (a.isTop == 1) mark()", ""),
        ({"type": [1, 2]}, "/api/all?p=1", DRAWN + "; if (a.type != null) x()", ""),
    ],
    ids=["filtered", "compared in turn", "looked up", "nobody sees the code", "asked for",
         "drawn without choosing", "all alike", "another mark", "only whether there is one"],
)  # fmt: skip
def test_a_field_by_which_the_page_may_choose_is_named(fields, request_line, code, field):
    assert choosing_field(answer(**fields), request_line, code) == field


@pytest.mark.parametrize("text", ["", "<li>行</li>", "[]", "{", "null"])
def test_an_answer_without_objects_chooses_nothing(text):
    assert choosing_field(text, "/api", "a.channel == 1") == ""


def rows(number):
    return [
        Entry(7, 1, n, f"第{n}号", "", f"/a/{n}", f"id{n}", "", None, DateSource.NONE)
        for n in range(number)
    ]


def idents(*numbers):
    return frozenset(f"id{n}" for n in numbers)


@pytest.mark.parametrize(
    ("shown", "told"),
    [
        (idents(*range(30)), False),
        (idents(*range(10)), False),  # the first of three screens
        (idents(*range(0, 30, 3)), True),
        (idents(), True),
        (idents(0, *range(2, 30)), False),  # one that moved meanwhile
    ],
)
def test_rows_left_out_before_the_last_one_shown_tell_that_the_page_chooses(shown, told):
    assert left_out(rows(30), shown) is told


@pytest.mark.parametrize(
    ("shown", "doubted"), [(idents(0, 1, 2, 3, 4, 5), 0), (idents(0, 3), 6), (idents(), 6)]
)
def test_rows_of_an_answer_are_believed_once_all_of_page_one_is_seen(tmp_path, shown, doubted):
    path = tmp_path / "crawl.sqlite"
    store = Store(connect(path), path)
    with store.transaction():
        for row in rows(6):
            store.db.execute(
                "INSERT INTO entry (column_id, frontier_id, page, position, title, href, url,"
                " content_id, raw_date, date, date_source, flags)"
                " VALUES (7, 1, 1, ?, ?, '', '', ?, '', NULL, 'none', 'pinned')",
                (row.position, row.title, row.content_id),
            )
        mark_unshown(store, 7)
        mark_unshown(store, 7)
        assert all(Flag.UNSHOWN in e.flags for e in store.entries(7))
        settle_unshown(store, 7, shown)
    flags = [e.flags for e in store.entries(7)]
    store.close()
    assert sum(Flag.UNSHOWN in one for one in flags) == doubted
    assert all(Flag.PINNED in one for one in flags)
