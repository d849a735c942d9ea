"""Letters that a script draws: what the fields of its data mean is told by the screen."""

import asyncio
import json
from datetime import date, timedelta

import pytest

from crawler.letters.cardletters import behind
from crawler.letters.letter import folded_letters
from crawler.pages.dom import PageDom
from crawler.paging.plan import Plan

YEAR = 2025
PAGED = Plan("template", "接口", "http://yunling.example/api?page={n}", whole=True)
ONCE = Plan("once", "接口", "http://yunling.example/api", whole=True)


def data(count):
    """Objects of letters, newest first; every fifth waits."""
    found = []
    for n in range(count):
        asked = date(2025, 6, 20) - timedelta(days=9 * n)
        answered = asked + timedelta(days=3 + n % 4) if n % 5 else None
        found.append(
            {
                "id": n,
                "a1": f"{asked} 09:30:00",
                "b2": str(answered or ""),
                "seen": str(date(2025, 7, 1)),
                "words": f"路灯{n}",
            }
        )
    return found


def screen(rows):
    cards = "".join(
        f"<div><h4>{one['words']}</h4><p>来信时间：{one['a1'][:10]}</p>"
        + (f"<p>答复时间：{one['b2']}</p>" if one["b2"] else "<p>办理状态：办理中</p>")
        + "</div>"
        for one in rows
    )
    page = PageDom("http://yunling.example/xx/", f"<html><body>{cards}</body></html>")
    return folded_letters(page, YEAR)


def read(shown, pages, plan=PAGED):
    async def ask(plan, number):
        answer = pages[number - 1] if number <= len(pages) else []
        return json.dumps({"data": {"total": 9, "rows": answer}})

    cards = asyncio.run(behind((plan,), shown, ask, YEAR))
    return [(card.received, card.replied, card.answered) for _, card in cards]


def expected(rows):
    days = [
        (date.fromisoformat(r["a1"][:10]), r["b2"] and date.fromisoformat(r["b2"])) for r in rows
    ]
    return [(asked, told or None, bool(told)) for asked, told in days]


def test_all_pages_of_the_data_behind_the_cards_are_read():
    rows = data(25)
    assert read(screen(rows[:10]), [rows[:10], rows[10:20], rows[20:]]) == expected(rows)


def test_cards_cut_out_of_one_answer_bring_all_its_letters():
    rows = data(25)
    assert read(screen(rows[:6]), [rows], ONCE) == expected(rows)


def test_an_answer_that_ignores_the_page_is_one_page_though_its_rows_count_their_readers():
    rows = data(10)
    pages = [[one | {"hits": asked} for one in rows] for asked in range(4)]
    assert read(screen(rows), pages) == expected(rows)


def test_an_answer_that_repeats_its_last_page_ends_the_walk():
    rows = data(10)
    assert read(screen(rows[:5]), [rows[:5], rows[5:], rows[5:], rows[5:]]) == expected(rows)


@pytest.mark.parametrize("key", ["a1", "b2"])
def test_fields_that_are_not_the_days_of_the_screen_bring_nothing(key):
    rows = data(10)
    other = [{**one, key: str(date(2025, 1, 1) + timedelta(days=one["id"]))} for one in rows]
    assert read(screen(rows), [other]) == []


def test_two_fields_that_fit_the_screen_and_differ_elsewhere_bring_nothing():
    rows = [{**one, "c3": one["b2"] if one["id"] < 6 else ""} for one in data(12)]
    assert read(screen(rows[:6]), [rows]) == []


def test_a_single_card_tells_nothing_of_the_fields():
    rows = data(3)
    assert read(screen(rows[:1]), [rows]) == []


def test_seconds_since_1970_are_days_of_beijing():
    rows = [{**one, "a1": 1_750_000_000 + 864_000 * one["id"]} for one in data(4)]
    days = ["2025-06-15", "2025-06-25", "2025-07-05", "2025-07-15"]
    shown = screen([{**one, "a1": day} for one, day in zip(rows, days, strict=True)])
    assert [str(asked) for asked, *_ in read(shown, [rows], ONCE)] == days
