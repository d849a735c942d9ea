"""Saved pages in the style of real systems, each with the right answer beside it."""

import json
from datetime import date
from pathlib import Path

import pytest

from crawler import urls
from crawler.families import load_families, recognise
from crawler.lists.rows import read_rows
from crawler.pages.decode import decode
from crawler.pages.dom import PageDom
from crawler.paging.hints import read_pager

CASES = sorted(Path(__file__).parent.glob("*/*/expected.json"))
NAMES = [f"{case.parent.parent.name}-{case.parent.name}" for case in CASES]
YEAR = 2026


@pytest.fixture(params=CASES, ids=NAMES)
def case(request):
    """A page as it is decoded, and its answer."""
    expected = json.loads(request.param.read_text("utf-8"))
    body = request.param.with_name("page.html").read_bytes()
    text = decode(body, expected["content_type"]).text
    return PageDom(expected["url"], text), expected


def test_a_saved_page_gives_the_rows_written_beside_it(case):
    page, expected = case
    rows = [
        {
            "title": row.title,
            "href": row.href,
            "date": row.date.isoformat() if row.date else None,
            **({"flags": sorted(row.flags)} if row.flags else {}),
        }
        for row in read_rows(page, frozenset(), YEAR).rows
    ]
    assert rows == expected["rows"]


def test_a_saved_page_states_the_totals_written_beside_it(case):
    page, expected = case
    pager = read_pager(page)
    assert (pager.declared_pages, pager.declared_rows) == (
        expected["declared_pages"],
        expected["declared_rows"],
    )


def test_a_saved_page_leads_to_the_second_page_written_beside_it(case):
    page, expected = case
    pager = read_pager(page)
    proposed = [plan.address(2) or pager.following(1) for plan in pager.plans]
    if expected["second_page"]:
        assert expected["second_page"] == proposed[0]
    elif expected["declared_pages"] != 1:  # a lone page is believed once its next file is missing
        assert proposed == []


def test_a_saved_page_is_recognised_as_the_family_written_beside_it(case):
    page, expected = case
    rows = [urls.join(page.base, row["href"]) for row in expected["rows"]]
    seen = recognise(load_families(), page.url, page.text, rows)
    assert (seen.family.id if seen else None) == expected["family"]


def test_there_are_cases_and_some_are_gbk_bytes():
    bodies = [case.with_name("page.html").read_bytes() for case in CASES]
    assert len(bodies) >= 20
    broken = [body for body in bodies if not _is_utf8(body)]
    assert len(broken) >= 4


def test_every_answer_has_dates_that_exist():
    for case in CASES:
        for row in json.loads(case.read_text("utf-8"))["rows"]:
            assert row["date"] is None or date.fromisoformat(row["date"])


def _is_utf8(body):
    try:
        body.decode()
    except UnicodeDecodeError:
        return False
    return True
