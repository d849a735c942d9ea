from datetime import date

import pytest

from audits.rowcount import count_rows
from crawler.records import DateSource, Entry, Flag, Target

YEAR = 2024
HOST = "http://yunling.example"


def entry(number=1, day="2024-05-06", *, url=None, flags=(), title=None, ident=None, raw=None):
    address = f"{HOST}/a{number}.html" if url is None else url
    shown = date.fromisoformat(day) if day else None
    flags = {*flags, *(() if shown else (Flag.UNDATED,))}
    source = DateSource.LIST if shown else DateSource.NONE
    said = (day or "") if raw is None else raw
    return Entry(1, 1, number, title or f"第{number}号通知", address, address,
                 ident or address or f"row:{number}", said, shown, source,
                 frozenset(flags))  # fmt: skip


def target(number=1, state="ok", day=None, note=""):
    address = f"{HOST}/a{number}.html"
    shown = date.fromisoformat(day) if day else None
    key = address.removeprefix("http://")
    return {key: Target(address, state, note, shown, DateSource.PUBDATE, "")}


def count(*entries, targets=None):
    return count_rows(entries, targets or {}, YEAR, lambda url: url.startswith(HOST))


def fate(found):
    """Names of the groups that hold a row."""
    names = ("items", "external", "doubtful", "undated", "dead", "hidden", "placeholder",
             "repeated")  # fmt: skip
    return [name for name in names if getattr(found, name)]


@pytest.mark.parametrize("day", ["2024-01-01", "2024-12-31"])
def test_a_row_of_the_first_and_the_last_day_of_the_year_counts(day):
    assert fate(count(entry(day=day))) == ["items"]


@pytest.mark.parametrize("day", ["2023-12-31", "2025-01-01", "2021-06-06"])
def test_a_row_of_another_year_is_neither_counted_nor_doubtful(day):
    found = count(entry(day=day))
    assert fate(found) == []
    assert found.distinct_rows == 1


@pytest.mark.parametrize(
    ("row", "group"),
    [
        (entry(flags=[Flag.PINNED]), "items"),
        (entry(url=f"{HOST}/f.pdf", flags=[Flag.ATTACHMENT]), "items"),
        (entry(url="http://www.gov.example/a.html"), "external"),
        (entry(url="", flags=[Flag.SCRIPTED]), "doubtful"),
        (entry(day=None, url="", flags=[Flag.SCRIPTED]), "doubtful"),
        (entry(day=None), "undated"),
        (entry(flags=[Flag.HIDDEN]), "hidden"),
        (entry(day=None, flags=[Flag.PLACEHOLDER]), "placeholder"),
        (entry(flags=[Flag.CONFLICT]), "doubtful"),
        (entry(day="2025-01-02", flags=[Flag.CONFLICT]), "doubtful"),
        (entry(url=f"{HOST}/202312/t20231230_12.html"), "doubtful"),
        (entry(day="2023-12-30", url=f"{HOST}/202401/t20240102_12.html"), "doubtful"),
    ],
)
def test_a_row_that_may_be_in_the_year_has_one_fate(row, group):
    assert fate(count(row)) == [group]


@pytest.mark.parametrize(
    ("row", "told", "group"),
    [
        (entry(), target(day="2024-05-07"), "items"),
        (entry(), target(day="2023-05-06"), "doubtful"),
        (entry(day="2023-12-31"), target(day="2024-01-01"), "doubtful"),
        (entry(day=None), target(day="2024-05-06"), "items"),
        (entry(day=None), target(), "undated"),
        (entry(day=None, raw="05-06"), target(day="2024-05-06"), "items"),
        (entry(day=None, raw="05-06"), target(day="2024-05-09"), "doubtful"),
        (entry(), target(state="dead", note="404"), "dead"),
        (entry(), target(state="refused", note="timeout"), "dead"),
        (entry(), target(state="offsite", note="http://other.example/"), "external"),
        (entry(), target(state="unopened"), "items"),
        (entry(day=None, flags=[Flag.DRAFTED], raw="2023-12-30"), target(day="2024-01-02"),
         "items"),
    ],
)  # fmt: skip
def test_the_page_behind_a_row_decides_its_fate(row, told, group):
    assert fate(count(row, targets=told)) == [group]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (entry(day=None), target(day="2023-05-06")),
        (entry(day="2023-05-06"), target(state="dead")),
        (entry(day="2023-05-06", url="", flags=[Flag.SCRIPTED]), {}),
        (entry(day="2023-05-06", url="http://www.gov.example/a.html"), {}),
        (entry(day=None, flags=[Flag.DRAFTED], raw="2024-12-30"), target(day="2025-01-02")),
    ],
)
def test_a_row_that_cannot_be_in_the_year_raises_no_doubt(row, told):
    assert fate(count(row, targets=told)) == []


def test_a_row_listed_twice_is_one_item():
    found = count(entry(1), entry(2), entry(1), entry(2, flags=[Flag.PINNED]))
    assert (len(found.items), len(found.repeated), found.distinct_rows) == (2, 2, 2)
    assert found.keys == {f"{HOST}/a1.html", f"{HOST}/a2.html"}


@pytest.mark.parametrize("days", [("2023-12-31", "2024-01-02"), ("2024-01-02", "2023-12-31")])
def test_one_item_listed_with_dates_of_two_years_is_doubtful(days):
    found = count(*(entry(1, day=day) for day in days))
    assert "doubtful" in fate(found)
    assert found.items == []


def test_placeholders_and_hidden_rows_are_not_rows_of_the_declared_total():
    found = count(entry(1), entry(2, day=None, flags=[Flag.PLACEHOLDER]),
                  entry(3, flags=[Flag.HIDDEN]), entry(4, day="2020-01-01"))  # fmt: skip
    assert found.distinct_rows == 2


def test_a_row_left_out_says_why():
    assert "javascript" in count(entry(url="", flags=[Flag.SCRIPTED])).doubtful[0].why
    conflict = count(entry(), targets=target(day="2023-05-06")).doubtful[0]
    assert "2024-05-06" in conflict.why
    assert "2023-05-06" in conflict.why


def test_the_evidence_of_a_row_lets_a_person_look_it_up():
    (row,) = count(entry(7)).items
    evidence = row.evidence("工作动态")
    assert (evidence.url, evidence.title, evidence.date, evidence.date_source) == (
        f"{HOST}/a7.html", "第7号通知", "2024-05-06", "list",
    )  # fmt: skip
    assert evidence.column == "工作动态"
