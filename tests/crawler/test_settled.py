from datetime import date

import pytest

from crawler.lists.settled import may_be_fetched, settle
from crawler.records import DateSource, Entry, Flag, Target

PLAIN = "http://yunling.example/a.html"
DATED = "http://yunling.example/gzdt/202405/t20240506_12.html"


def entry(day=None, *, url=PLAIN, flags=(), raw=""):
    shown = date.fromisoformat(day) if day else None
    source = DateSource.LIST if shown else DateSource.NONE
    return Entry(1, 1, 0, "通知", url, url, url, raw or day or "", shown, source, frozenset(flags))


def target(day=None, state="ok"):
    shown = date.fromisoformat(day) if day else None
    return Target(PLAIN, state, "", shown, DateSource.PUBDATE if shown else DateSource.NONE, "")


@pytest.mark.parametrize(
    ("row", "told", "day", "source"),
    [
        (entry("2024-05-06"), None, "2024-05-06", DateSource.LIST),
        (entry("2024-05-06"), target("2024-05-09"), "2024-05-06", DateSource.LIST),
        (entry(), target("2024-05-09"), "2024-05-09", DateSource.PUBDATE),
        (entry("2024-05-06"), target("2019-05-09", "dead"), "2024-05-06", DateSource.LIST),
        (entry(raw="05-09"), target("2024-05-09"), "2024-05-09", DateSource.PUBDATE),
    ],
)
def test_the_list_s_date_counts_and_the_target_s_only_where_it_shows_none(row, told, day, source):
    found = settle(row, told)
    assert (str(found.date), found.source, found.conflict) == (day, source, "")
    assert found.touches(int(day[:4]))
    assert not found.touches(int(day[:4]) - 1)


@pytest.mark.parametrize("told", [None, target(), target("2024-05-09", "refused")])
def test_a_row_nobody_dates_may_belong_to_any_year(told):
    found = settle(entry(), told)
    assert (found.date, found.source) == (None, DateSource.NONE)
    assert found.touches(2024)
    assert found.touches(1999)


@pytest.mark.parametrize(
    ("row", "told", "years"),
    [
        (entry("2024-01-02"), target("2023-12-31"), {2023, 2024}),
        (entry("2023-12-31"), target("2024-01-02"), {2023, 2024}),
        (entry("2023-05-06", url=DATED), None, {2023, 2024}),
        (entry("2024-01-02", flags=[Flag.CONFLICT]), None, {2023, 2024, 2025}),
        (entry(raw="12-31"), target("2024-01-02"), {2023, 2024, 2025}),
    ],
)
def test_two_dates_of_different_years_are_a_conflict_that_touches_both(row, told, years):
    found = settle(row, told)
    assert found.conflict
    assert all(found.touches(year) for year in years)
    assert not found.touches(2019)


def test_a_conflict_names_both_dates():
    said = settle(entry("2024-01-02"), target("2023-12-31")).conflict
    assert "2024-01-02" in said
    assert "2023-12-31" in said


@pytest.mark.parametrize(
    ("row", "worth"),
    [
        (entry(), True),
        (entry(url=""), False),
        (entry(flags=[Flag.SCRIPTED]), False),
        (entry(flags=[Flag.PLACEHOLDER]), False),
        (entry(flags=[Flag.HIDDEN]), False),
        (entry(flags=[Flag.PINNED, Flag.UNDATED]), True),
    ],
)
def test_only_a_shown_row_with_an_address_is_worth_opening(row, worth):
    assert may_be_fetched(row) is worth
