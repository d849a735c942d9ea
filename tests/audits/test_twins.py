"""One item under two addresses is counted once and said; equal titles alone are only suspects."""

from datetime import date
from types import SimpleNamespace

import pytest

from audits.rowcount import CountedRow
from audits.twins import distinct
from crawler.records import DateSource, Entry

DAY = date(2024, 5, 6)
TITLE = "关于甲事项的通知"


def column(name, *rows):
    """A column of (address, title, day) rows; title and day may be left out."""
    items = []
    for row in rows:
        key, title, day = row if isinstance(row, tuple) else (row, TITLE, DAY)
        entry = Entry(1, 1, 0, title, key, f"http://{key}", key, "", day, DateSource.LIST)
        items.append(CountedRow(entry, day, DateSource.LIST, key=key))
    return SimpleNamespace(rows=SimpleNamespace(items=items), line=SimpleNamespace(name=name))


def keys(*columns):
    return [row.key for row, _ in distinct(columns).rows]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a.example/view.php?cid=1&id=7", "a.example/view.php?cid=2&id=7"),
        ("a.example/gzdt/2024/1207.html", "a.example/tzgg/2024/1207.html"),
        ("a.example/Gzdt/show.html", "a.example/gzdt/show.html"),
        ("a.example/Show.asp?id=7", "a.example/show.asp?id=7"),
    ],
)
def test_one_article_under_two_addresses_is_counted_once_and_said(one, other):
    found = distinct([column("工作动态", one), column("通知公告", other)])
    assert [row.key for row, _ in found.rows] == [one]
    assert "1 条" in found.reasons[0]
    assert "未重复计" in found.reasons[0]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a.example/gzdt/20240506/1.html", "a.example/tzgg/20240506/2.html"),
        ("a.example/tzgg/1207.html", "a.example/tzgg/1208.html"),
        (("a.example/gzdt/1207.html", "通知一", DAY), ("a.example/tzgg/1207.html", "通知二", DAY)),
        (
            ("a.example/gzdt/1207.html", TITLE, DAY),
            ("a.example/tzgg/1207.html", TITLE, date(2024, 5, 7)),
        ),
        (("a.example/gzdt/1207.html", "", DAY), ("a.example/tzgg/1208.html", "", DAY)),
    ],
)
def test_two_articles_stay_two(one, other):
    found = distinct([column("工作动态", one), column("通知公告", other)])
    assert len(found.rows) == 2
    assert found.reasons == ()


def numbered(prefix, count, start=1):
    return [
        (f"a.example{prefix}{n}/", f"关于第{n}号事项的通知", date(2024, 1, 1 + n % 28))
        for n in range(start, start + count)
    ]


def test_a_column_that_repeats_another_under_other_addresses_adds_nothing():
    found = distinct(
        [column("工作动态", *numbered("/gzdt/a", 20)), column("工作动态", *numbered("/wza/b", 20))]
    )
    assert [row.key for row, _ in found.rows] == [key for key, _, _ in numbered("/gzdt/a", 20)]
    assert "另一版本" in found.reasons[0]


def test_a_few_equal_titles_are_suspects_and_still_counted():
    common = [(f"a.example/x{n}/", f"关于第{n}号事项的通知", date(2024, 1, 1 + n)) for n in (1, 2)]
    found = distinct(
        [column("工作动态", *numbered("/gzdt/a", 40)), column("通知公告", *common, "a.example/y/")]
    )
    assert len(found.rows) == 43
    assert len(found.suspects) == 2
    assert found.reasons == ()


def test_too_many_equal_titles_are_left_out_and_said():
    half = numbered("/copies/b", 10) + numbered("/own/c", 10, start=50)
    found = distinct([column("工作动态", *numbered("/gzdt/a", 20)), column("通知公告", *half)])
    assert len(found.rows) == 30
    assert len(found.suspects) == 10
    assert "10 条" in found.reasons[0]


def test_the_same_item_in_two_columns_is_no_twin():
    found = distinct([column("工作动态", "a.example/1/"), column("通知公告", "a.example/1/")])
    assert len(found.rows) == 1
    assert found.reasons == ()


def test_rows_of_one_list_with_one_title_are_as_many_items():
    penalties = [f"a.example/view.php?id={n}" for n in range(20)]
    found = distinct([column("行政处罚", *penalties), column("工作动态", *numbered("/gzdt/a", 5))])
    assert len(found.rows) == 25
    assert found.reasons == ()
    assert len(found.suspects) == 19


def test_a_list_copied_into_another_column_is_left_out_item_by_item():
    one = [f"a.example/view.php?cid=1&id={n}" for n in range(3)]
    other = [f"a.example/view.php?cid=2&id={n}" for n in range(3)]
    found = distinct([column("行政处罚", *one), column("公示公告", *other)])
    assert [row.key for row, _ in found.rows] == one
    assert "3 条" in found.reasons[0]
