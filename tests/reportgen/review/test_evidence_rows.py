"""Rows of a crawl written with known fates: what the index holds, page by page."""

from contextlib import closing
from dataclasses import replace

import pytest

from audits.case import open_case
from audits.facts import Evidence, Source
from audits.fates import Fate
from audits.runner import audit
from bench.bigcrawl import write
from crawler.records import SiteProfile
from reportgen.decisions.rulings import NOTHING_RULED
from reportgen.recount import Recount
from reportgen.review.casefile import CaseFile
from reportgen.review.evidence import view_of
from reportgen.review.evidenceindex import EvidenceIndex
from reportgen.review.evidencerows import shown_rows
from reportgen.review.evidencesum import by_month, read_tallies, sum_up
from reportgen.review.rowquery import RowQuery, count_rows, find_page, found_ids

COLUMNS, ROWS = 3, 120  # of every 20 rows 17 count


@pytest.fixture(scope="module")
def view(tmp_path_factory):
    """The index of the total of a crawl with known fates, and the number of its view."""
    folder = tmp_path_factory.mktemp("big")
    file = folder / "crawl.sqlite"
    write(file, columns=COLUMNS, rows=ROWS)
    profile = SiteProfile("")
    with open_case(file, profile) as case:
        basis = case.basis
    recount = Recount(file, profile, audit(file, profile, basis), basis)
    total = next(fact for fact in recount.sheet.facts if fact.field == "items_total")
    index = EvidenceIndex(folder / "evidence.sqlite")
    with recount.case(NOTHING_RULED) as case:
        rows = tuple(shown_rows(recount, case, total))
    assert total.value == COLUMNS * ROWS * 17 // 20
    return index, index.view("total", lambda: rows)


def found(view, **query):
    index, number = view
    with closing(index.connect()) as db:
        page = find_page(db, number, RowQuery(**query))
        assert page.total == count_rows(db, number, RowQuery(**query))
        return page


def test_every_row_has_the_fate_it_was_written_with(view):
    index, number = view
    with closing(index.connect()) as db:
        tallies = read_tallies(db, number)
    told = sum_up(tallies)
    each = COLUMNS * ROWS // 20
    assert {step.fate: step.n for step in told.steps} == {
        Fate.EXTERNAL: each, Fate.UNDATED: each, Fate.OTHER_YEAR: each
    }  # fmt: skip
    assert (told.seen, told.counted, told.figure) == (COLUMNS * ROWS, each * 17, each * 17)
    assert sum(by_month(tallies, Fate.COUNTED).values()) == told.counted


@pytest.mark.parametrize("sort", ["", "day", "title", "column"])
@pytest.mark.parametrize("down", [False, True])
def test_the_pages_of_every_order_hold_each_row_once(view, sort, down):
    first = found(view, fate="counted", sort=sort, down=down)
    rows = [
        row
        for number in range(1, first.pages + 1)
        for row in found(view, fate="counted", sort=sort, down=down, page=number).rows
    ]
    assert len(rows) == len({row.row for row in rows}) == first.total
    if sort in ("day", "title"):
        keys = [getattr(row, sort) for row in rows]
        assert keys == sorted(keys, reverse=down)


def test_a_page_behind_the_last_is_the_last(view):
    page = found(view, fate="external", page=99)
    assert (page.page, len(page.rows), page.total) == (1, 18, 18)


def test_filters_hold_together_and_find_what_a_ruling_may_take(view):
    index, number = view
    query = RowQuery(fate="counted", month="2025-12", mark="pinned", text="第 1 类")
    with closing(index.connect()) as db:
        page = find_page(db, number, query)
        ids = found_ids(db, number, query, 5000)
    assert page.rows
    assert all(row.day.startswith("2025-12") and "pinned" in row.marks for row in page.rows)
    assert set(ids) == {row.row for row in page.rows}


def test_a_damaged_index_is_made_anew(view, tmp_path):
    file = tmp_path / "evidence.sqlite"
    file.write_bytes(b"no database" * 100)
    index = EvidenceIndex(file)
    number = index.view("x", lambda: found(view, fate="external").rows)
    with closing(index.connect()) as db:
        assert count_rows(db, number, RowQuery()) == 18


def test_rows_brought_from_another_file_replace_those_of_the_first(view, bench):
    def brought(title):
        cited = (Evidence("", title=title),)
        field = bench.report.fields["items_affairs"]
        return replace(field, value=1, source=Source.IMPORT, evidence=cited)

    crawl = Recount(view[0].file, SiteProfile(""), None, None)
    case = CaseFile(bench.file.name, replace(bench.file.sources, recount=lambda: crawl))
    case.folder.mkdir(parents=True)
    titles = []
    for title in ("甲表的一行", "乙表的一行"):
        index, number = view_of(case, NOTHING_RULED, brought(title))
        with closing(index.connect()) as db:
            titles += [row.title for row in find_page(db, number, RowQuery()).rows]
    assert titles == ["甲表的一行", "乙表的一行"]
