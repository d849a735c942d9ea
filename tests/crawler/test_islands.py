"""Answers of data as rows: which list of an answer is the column's, and which rows are not sure."""

import json
from datetime import date

import pytest

from crawler.lists.reading import read_list
from crawler.lists.rows import read_rows
from crawler.pages.dom import PageDom
from crawler.pages.islands import place_of
from crawler.records import Flag

URL = "http://yunling.example/api/list?page=1"


def rows(*numbers, **more):
    return [{"title": f"关于第{n}号事项的通知", "url": f"/a/{n}.html",
             "publishTime": f"2024-05-{n:02d} 09:00:00", **more} for n in numbers]  # fmt: skip


def read(data, place=""):
    reading = read_list(PageDom(URL, json.dumps(data), place), frozenset(), 2025)
    return reading, [entry.url.rsplit("/")[-1].removesuffix(".html") for entry in reading.entries]


def test_a_short_last_page_is_not_taken_for_the_longer_list_beside_it():
    first, _ = read({"body": {"main": rows(9, 8, 7, 6), "side": rows(21, 22)}})
    last = {"body": {"main": rows(5), "side": rows(21, 22)}}
    place = place_of(first.block.path)
    assert place == "body-main"
    assert read(last, place)[1] == ["5"]
    assert read(last)[1] == ["21", "22"]  # what the length alone would take


def test_an_empty_last_page_is_empty_whatever_lies_beside_it():
    assert read({"body": {"main": [], "side": rows(21, 22)}}, "body-main")[1] == []


def test_pinned_rows_in_a_list_of_their_own_are_rows():
    reading, found = read({"data": {"top": rows(1, 2), "list": rows(9, 8)}})
    assert found == ["1", "2", "9", "8"]
    assert [Flag.PINNED in entry.flags for entry in reading.entries] == [True, True, False, False]


@pytest.mark.parametrize(
    ("key", "values", "unsure"),
    [
        ("status", (1, 0, 1), [1]),
        ("isShow", ("1", "1", "0"), [2]),
        ("state", ("published", "draft", "published"), [1]),
        ("deleted", (False, True, False), [1]),
        ("delFlag", (0, 0, 1), [2]),
        ("status", (3, 4, 4), [0, 1, 2]),
        ("status", (0, 0, 0), []),
        ("deleted", (0, 0, 0), []),
        ("sort", (1, 0, 2), []),
    ],
)
def test_rows_whose_state_differs_from_the_shown_ones_are_not_sure(key, values, unsure):
    listed = [{**row, key: value} for row, value in zip(rows(3, 2, 1), values, strict=True)]
    reading, _ = read({"data": listed})
    assert [n for n, e in enumerate(reading.entries) if Flag.UNMARKED in e.flags] == unsure


@pytest.mark.parametrize(
    "stamp",
    [1735660800000, 1735660800, "1735660800000", "2024-12-31T16:00:00Z", "/Date(1735660800000)/",
     "2024-12-31T16:00:00.000+0000", "2025-01-01 00:00:00"],
)  # fmt: skip
def test_a_moment_is_the_day_it_is_in_beijing(stamp):
    one = {"title": "关于放假的通知", "url": "/a/1.html", "publishTime": stamp}
    assert [str(e.date) for e in read({"list": [one]})[0].entries] == ["2025-01-01"]


@pytest.mark.parametrize(
    ("more", "signed"),
    [
        ({"signDate": "2023-12-29"}, date(2023, 12, 29)),
        ({"date": 1703779200}, date(2023, 12, 29)),
        ({}, None),
    ],
)
def test_the_day_of_signing_beside_the_day_of_publishing_is_kept_and_not_counted_by(more, signed):
    block = read_rows(PageDom(URL, json.dumps({"rows": rows(9, 8, 7, **more)})))
    assert [row.signed for row in block.rows] == [signed] * 3
    assert [row.date for row in block.rows] == [date(2024, 5, day) for day in (9, 8, 7)]


@pytest.mark.parametrize("keys", [("startTime", "endTime"), ("zjkssj", "zjjssj")])
def test_rows_of_data_that_tell_only_when_they_are_open_keep_those_days(keys):
    told = [
        {"title": f"关于第{n}号办法征求意见", "url": f"/a/{n}.html",
         keys[0]: f"2024-0{n}-02 00:00:00", keys[1]: f"2024-0{n + 1}-02 00:00:00"}
        for n in (5, 4, 3)
    ]  # fmt: skip
    reading, _ = read({"data": told})
    assert [entry.date for entry in reading.entries] == [None] * 3
    assert reading.entries[0].raw_date == "开始时间：2024-05-02 结束时间：2024-06-02"
