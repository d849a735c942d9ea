from dataclasses import replace
from datetime import date

import pytest

from crawler.records import Kind, Verdict
from reportgen.diff.changes import changes, spread
from reportgen.diff.rows import ColumnRows, Item

HOST = "http://swj.yunling.example"


def item(key: str, day: date | None) -> Item:
    return Item(key, day, None, f"关于{key}的通知", f"{HOST}/{key}.html", own=True)


def column(*items: Item, verdict: Verdict = Verdict.EXACT) -> ColumnRows:
    name, boxes = "工作动态", ("items_affairs",)
    return ColumnRows(name, f"{HOST}/gzdt/", boxes, True, Kind.LIST, verdict, None, items)


KEPT, GONE = item("甲", date(2025, 3, 1)), item("乙", date(2025, 4, 2))
MOVED, NEW = item("丙", date(2024, 12, 30)), item("丁", date(2025, 5, 3))
BEFORE = column(KEPT, GONE, MOVED)
AFTER = column(KEPT, NEW, replace(MOVED, day=date(2025, 1, 2)))


def test_rows_that_appeared_vanished_and_changed_their_date_are_told() -> None:
    found = {change.kind: change for change in changes([BEFORE], [AFTER])}
    assert {kind: change.title for kind, change in found.items()} == {
        "appeared": NEW.title,
        "vanished": GONE.title,
        "redated": MOVED.title,
    }
    assert (found["redated"].before, found["redated"].after) == (MOVED.day, date(2025, 1, 2))
    assert found["vanished"].word == "已撤下"


def test_equal_crawls_have_no_change() -> None:
    assert changes([BEFORE], [BEFORE]) == ()


@pytest.mark.parametrize("first_read", [date(2025, 4, 2), date(2025, 6, 1)])
def test_row_older_than_the_later_crawl_looked_has_not_vanished(first_read: date) -> None:
    later = column(item("戊", first_read), verdict=Verdict.BOUNDED)
    assert [c.kind for c in changes([BEFORE], [later]) if c.kind == "vanished"] == []


def test_column_that_the_later_crawl_did_not_find_tells_nothing_of_its_rows() -> None:
    assert changes([BEFORE], []) == ()


def test_spread_counts_each_kind_by_column_and_month() -> None:
    told = spread(changes([BEFORE], [AFTER]))
    assert told["vanished"] == {"columns": {"工作动态": 1}, "months": {"2025-04": 1}}
    assert told["appeared"]["months"] == {"2025-05": 1}
    assert told["redated"]["months"] == {"2024-12": 1}
