"""Rows of another column that stand in a column's walk."""

from datetime import date

import pytest

from crawler.columns.strayrows import is_side_block, stray_pages
from crawler.records import DateSource, Entry, Kind, ListPage, StoredColumn

HOST = "https://swj.yunling.gov.cn"


def entry(number, page, *, source=DateSource.LIST, folder="content"):
    url = f"{HOST}/{folder}/{number}.html"
    none = frozenset()
    return Entry(1, page, 0, "通知", url, url, str(number), "", date(2025, 3, number), source, none)


def walked(*pages, folders=()):
    homes = [*folders, *["content"] * len(pages)]
    return [entry(n, k, folder=homes[k - 1]) for k, numbers in enumerate(pages, 1) for n in numbers]


def lists(**columns):
    holders = {}
    for ident, numbers in columns.items():
        for number in numbers:
            holders.setdefault(str(number), set()).add(int(ident.removeprefix("c")))
    return holders


@pytest.mark.parametrize(
    ("pages", "other", "stray"),
    [
        (([1, 2, 3], [4, 5, 6], [21, 22, 23]), [21, 22, 23, 24], {3: 2}),
        (([1, 2, 3], [4, 5, 6], [7, 8, 9]), [21, 22, 23, 24], {}),
        # the pager of a stray page leads on through the other list
        (([1, 2, 3], [21, 22, 23], [24, 25, 26]), range(21, 29), {2: 2, 3: 2}),
        # a rollup shows other columns' rows on every page
        (([1, 21, 22], [23, 24, 2], [25, 26, 27]), [21, 22, 23, 24, 25, 26, 27], {}),
    ],
)
def test_a_page_of_another_column_s_rows_is_stray_where_the_first_is_its_own(pages, other, stray):
    own = [n for page in pages for n in page]
    rows = {1: walked(*pages), 2: walked(other)}
    assert stray_pages(1, rows, lists(c1=own, c2=other)) == stray


def test_a_page_in_the_column_s_own_folder_is_not_the_stray_one():
    rows = {
        1: walked([1, 2, 3], [4, 5, 6], folders=("xzxk", "gzdt")),
        2: walked([7, 8, 9], [4, 5, 6], folders=("gzdt", "gzdt")),
    }
    holders = lists(c1=[1, 2, 3, 4, 5, 6], c2=[7, 8, 9, 4, 5, 6])
    assert stray_pages(1, rows, holders) == {2: 2}
    assert stray_pages(2, rows, holders) == {}


def column(path, pages=1):
    return StoredColumn(
        1, HOST + path, "规划计划", (), Kind.LIST, "", "nav", None, "static", "", "single",
        None, None, False, 1, (), tuple(ListPage(n, HOST + path, 3) for n in range(1, pages + 1)),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("path", "pages", "source", "folder", "others", "answer"),
    [
        ("/ghjh/", 1, DateSource.URL, "content", [1, 2, 3], True),
        ("/ghjh/", 1, DateSource.LIST, "content", [1, 2, 3], False),
        ("/ghjh/", 1, DateSource.URL, "ghjh", [1, 2, 3], False),
        ("/ghjh/", 1, DateSource.URL, "content", [1, 12, 13], False),
        ("/ghjh/", 2, DateSource.URL, "content", [1, 2, 3], False),
    ],
)
def test_a_lone_page_of_undated_rows_of_other_columns_is_a_side_block(
    path, pages, source, folder, others, answer
):
    rows = [entry(n, 1, source=source, folder=folder) for n in (1, 2, 3)]
    assert is_side_block(column(path, pages), rows, lists(c1=[1, 2, 3], c2=others)) is answer
