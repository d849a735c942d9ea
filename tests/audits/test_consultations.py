"""Surveys whose lists print how long they are open."""

import pytest

from audits.facts import Outcome
from audits.surveytitles import amends
from tests.audits.smallweb import crawl, list_page, page, row, web
from tests.shapes.consultations import (
    HEADS,
    PAGES,
    ROWS,
    beside_numbers,
    buttons_to_results,
    cards,
    columns_with,
    linked_away,
    prolonged,
    rows_with,
)
from tests.shapes.quick import judged
from tests.shapes.surveys import surveys

QUICK = [("to", "bare"), ("clock", "spanned"), ("two_labels", "bare"), ("last_only", "spanned")]
LAST_DAYS = ("last_only", "until")


@pytest.mark.parametrize(
    ("tail", "kind"),
    [
        pytest.param(t, k, marks=[] if (t, k) in QUICK else pytest.mark.slow)
        for t in ROWS
        for k in PAGES
    ],
)
def test_a_survey_is_of_the_year_in_which_it_was_published_or_began(tail, kind, tmp_path):
    told = judged(tmp_path, rows_with(tail, kind)(surveys(3)))
    assert told.wrong == ()
    is_unsure = tail in LAST_DAYS and kind == "bare"  # nobody says when they began
    assert told.right == told.shown - is_unsure, told.missed


@pytest.mark.parametrize(
    ("heads", "kind"),
    [
        pytest.param(h, k, marks=[] if (h, k) == (HEADS[0], "bare") else pytest.mark.slow)
        for h in HEADS
        for k in PAGES
    ],
)
def test_a_table_with_first_and_last_days_is_counted_by_the_first(heads, kind, tmp_path):
    told = judged(tmp_path, columns_with(*heads, kind)(surveys(4)))
    assert (told.wrong, told.missed) == ((), ())


LINK = "<div class='nav'><a href='/hdjl/yjzj/'>意见征集</a></div>"


def held(tmp_path, *tails):
    """How many surveys are held where each row prints one of ``tails`` and no page a date."""
    path = "/hdjl/yjzj/"
    rows = [row(f"{path}{n}41.html", f"第{n}号办法征求意见", t) for n, t in enumerate(tails)]
    pages = {f"{path}{n}41.html": page(f"<h1>第{n}号办法</h1>") for n in range(len(tails))}
    return crawl(web({path: list_page("意见征集", rows), **pages}, home=LINK), tmp_path).fact(
        "surveys_held"
    )


def test_a_survey_over_the_turn_of_the_year_is_of_the_year_it_began_in(tmp_path):
    fact = held(tmp_path, "2024-12-20 至 2025-01-20", "2023-12-20 至 2024-01-20")
    assert (fact.value, fact.outcome) == (1, Outcome.OBSERVED)


def test_a_survey_that_ended_early_next_year_may_have_begun_in_this_one(tmp_path):
    fact = held(tmp_path, "截止日期：2025-01-20", "2024-05-02 至 2024-06-02")
    assert (fact.value, fact.outcome) == (1, Outcome.PARTIAL)
    assert "下一年度的截止日期" in fact.reason


@pytest.mark.parametrize("shape", [cards, prolonged, beside_numbers, buttons_to_results])
def test_what_stands_around_a_survey_changes_no_figure(shape, tmp_path):
    told = judged(tmp_path, shape(surveys(6)))
    assert (told.wrong, told.missed) == ((), ())


def test_surveys_that_lead_to_other_sites_are_asked_about(tmp_path):
    assert judged(tmp_path, linked_away(surveys(6))).wrong == ()


@pytest.mark.parametrize(
    ("title", "yes"),
    [
        ("关于延长《某某办法》征求意见时间的公告", True),
        ("关于更正某某办法征求意见稿的公告", True),
        ("关于取消某某项目意见征集的公告", True),
        ("关于公开征求《延长服务时间管理办法》意见的公告", False),
        ("关于公开征求延长公园开放时间的意见", False),
        ("终止合同示范文本意见征集", True),
    ],
)
def test_a_notice_that_prolongs_or_corrects_is_told_from_a_survey(title, yes):
    assert amends(title) is yes
