"""A block of other columns' articles is no column's list, unless it is in order of dates."""

from datetime import date

import pytest

from audits.sidelists import side_lists
from crawler.records import DateSource, Entry, Kind, StoredColumn

HOME = "http://yunling.example"
DAY = date(2025, 3, 4)


def column(ident, path, ordered=False, kind=Kind.LIST):
    return StoredColumn(
        ident, HOME + path, path, (), kind, "", "nav", None, "static", "", "single",
        None, None, ordered, 1,
    )  # fmt: skip


def rows(*paths):
    return [
        Entry(1, 1, n, "标题", path, HOME + path, path, "", DAY, DateSource.LIST)
        for n, path in enumerate(paths)
    ]


def site(last, ordered=False):
    """Two columns that keep their articles, one that may not."""
    return [
        (column(1, "/gzdt/", True), rows(*(f"/gzdt/{n}.html" for n in range(9)))),
        (column(2, "/tzgg/", True), rows(*(f"/tzgg/{n}.html" for n in range(9)))),
        (column(3, "/tpxw/", ordered), rows(*last)),
    ]


HOT = ("/gzdt/1.html", "/tzgg/4.html", "/gzdt/7.html", "/tzgg/2.html")


def test_unordered_articles_of_several_other_columns_are_a_side_block():
    assert side_lists(site(HOT)) == {3}


def test_unordered_articles_all_listed_by_one_other_column_are_a_side_block():
    assert side_lists(site(("/gzdt/1.html", "/gzdt/4.html", "/gzdt/7.html"))) == {3}


def test_the_same_articles_in_order_of_dates_are_a_list():
    assert side_lists(site(HOT, ordered=True)) == frozenset()


@pytest.mark.parametrize(
    "last",
    [
        (*HOT, "/tpxw/9.html"),
        ("/gzdt/1.html", "/gzdt/4.html", "/gzdt/99.html"),
        ("/a/1.html", "/b/4.html", "/gzdt/7.html", "/tzgg/1.html"),
        (),
    ],
)
def test_own_articles_unlisted_ones_or_unknown_folders_are_no_side_block(last):
    assert side_lists(site(last)) == frozenset()


def test_a_site_that_keeps_all_articles_in_one_folder_has_no_side_blocks():
    columns = [(column(n, f"/c{n}/"), rows(f"/info/{n}.htm", "/info/7.htm")) for n in range(1, 5)]
    assert side_lists(columns) == frozenset()
