"""Rows without the mark the others carry, held against what a browser shows."""

import pytest

from crawler.browser.shownmarks import doubted_columns, settle_marks
from crawler.records import Flag
from crawler.storage.store import Store, connect

MARKED, UNMARKED = "", Flag.UNMARKED.value


@pytest.fixture
def store(tmp_path):
    path = tmp_path / "crawl.sqlite"
    store = Store(connect(path), path)
    rows = [MARKED, MARKED, UNMARKED, MARKED, MARKED, UNMARKED, MARKED]
    with store.transaction():
        for at, flags in enumerate(rows):
            store.db.execute(
                "INSERT INTO entry (column_id, frontier_id, page, position, title, href, url,"
                " content_id, raw_date, date, date_source, flags)"
                " VALUES (7, 1, 1, ?, ?, '', '', ?, '', NULL, 'none', ?)",
                (at, f"第{at}号", f"id{at}", flags),
            )
    yield store
    store.close()


def hidden(store):
    return [e.position for e in store.entries(7) if Flag.HIDDEN in e.flags]


def doubted(store):
    return [e.position for e in store.entries(7) if Flag.UNMARKED in e.flags]


def test_columns_with_unmarked_rows_are_looked_at(store):
    assert doubted_columns(store) == {7}


@pytest.mark.parametrize("screen", [(0, 1, 3, 4, 6), (0, 1, 3)])
def test_unmarked_rows_left_out_between_rows_that_are_shown_are_hidden(store, screen):
    with store.transaction():
        assert settle_marks(store, 7, frozenset(f"id{n}" for n in screen))
    assert (hidden(store), doubted(store)) == ([2, 5], [])
    assert doubted_columns(store) == frozenset()


@pytest.mark.parametrize(
    "screen",
    [
        (),  # the browser showed no list
        (0, 1),  # the screen ends before the first of them
        (0, 1, 2, 3, 4, 6),  # one of them is to be seen: the mark hides nothing
    ],
)
def test_unmarked_rows_stay_doubtful_where_the_screen_does_not_tell(store, screen):
    with store.transaction():
        assert not settle_marks(store, 7, frozenset(f"id{n}" for n in screen))
    assert (hidden(store), doubted(store)) == ([], [2, 5])
