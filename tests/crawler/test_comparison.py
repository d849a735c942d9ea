"""Short lists against what a browser shows of them, and how many looks a site is worth."""

from datetime import date

import pytest

from crawler.browser.comparison import comparisons, differences
from crawler.records import DateSource, Entry, Flag
from crawler.storage.store import Store, connect


def entries(*titles, flags=frozenset()):
    """Rows of one page; a title names its row."""
    day = date(2024, 5, 6)
    return [
        Entry(1, 1, n, title, f"/{title}", f"http://a.example/{title}", f"id:{title}", "", day,
              DateSource.LIST, frozenset(flags))
        for n, title in enumerate(titles)
    ]  # fmt: skip


ROWS = [f"关于第{word}批项目申报工作安排的通知" for word in "一二三四五六"]


@pytest.mark.parametrize("disturbed", [False, True])
def test_equal_lists_do_not_differ(disturbed):
    assert differences(entries(*ROWS), entries(*ROWS), disturbed=disturbed) == ()


@pytest.mark.parametrize("disturbed", [False, True])
def test_rows_only_the_browser_shows_are_a_difference(disturbed):
    (said,) = differences(entries(*ROWS[:2]), entries(*ROWS), disturbed=disturbed)
    assert said == "浏览器中可见 6 行，直接读到 2 行，有的条目由脚本生成"


def test_rows_the_browser_leaves_out_between_others_are_a_difference():
    (said,) = differences(entries(*ROWS), entries(*ROWS[:2], *ROWS[3:]), disturbed=False)
    assert said == "直接读到的 6 行中，有 1 行在浏览器中看不到"


def test_a_page_that_shows_no_row_at_all_is_a_difference():
    assert differences(entries(*ROWS), [], disturbed=False)


def test_rows_left_out_by_a_disturbed_page_prove_nothing():
    assert differences(entries(*ROWS), entries(*ROWS[3:]), disturbed=True) == ()


def test_the_first_screen_of_a_list_cut_by_script_is_no_difference():
    assert differences(entries(*ROWS), entries(*ROWS[:4]), disturbed=False) == ()


def test_titles_a_script_cut_are_known_by_their_heads():
    cut = entries(*(f"{title[:11]}…" for title in ROWS))
    assert differences(entries(*ROWS), cut, disturbed=False) == ()


@pytest.mark.parametrize("flag", [Flag.HIDDEN, Flag.PLACEHOLDER])
def test_rows_nobody_sees_are_left_aside(flag):
    hidden = entries("隐藏的一行", flags={flag})
    assert differences([*entries(*ROWS), *hidden], entries(*ROWS), disturbed=False) == ()


@pytest.fixture
def store(tmp_path):
    """A crawl of twenty short columns."""
    store = Store(connect(tmp_path / "crawl.sqlite"), tmp_path / "crawl.sqlite")
    with store.transaction():
        for n in range(20):
            store.db.execute(
                "INSERT INTO col (url, name, path, kind, column_type, source, method, proof, stop,"
                " ordered, doubts, groups) VALUES (?, '', '[]', 'list', '', 'nav', 'static', '',"
                " 'single', 1, '[]', 1)",
                (f"http://a.example/{n}/",),
            )
    yield store
    store.close()


@pytest.mark.parametrize(("requests", "looks"), [(60, 8), (400, 3), (700, 9), (9000, 20)])
def test_a_big_site_gets_one_look_in_fifty_requests(store, requests, looks):
    with store.transaction():
        store.put("requests", str(requests))
    assert len(comparisons(store)) == looks
    assert bool(store.get("looks_capped")) == (looks < 20)


def test_a_column_is_compared_once_and_every_look_is_counted(store):
    with store.transaction():
        for n in range(1, 8):
            store.db.execute("INSERT INTO learned VALUES (?, '', 3)", (n,))
    assert [job.purpose for job in comparisons(store)] == ["compare"]
    with store.transaction():
        store.db.execute("INSERT INTO learned VALUES (8, '', NULL)")
    assert comparisons(store) == ()
