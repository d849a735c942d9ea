"""How many opinions the server tells a survey's page; nothing of them is kept."""

import pytest

from audits.facts import Outcome
from crawler.recording.tallies import told
from tests.audits.smallweb import article, crawl, list_page, row, web

CALL = "/hdjlpt/yjzj/api/comments/?questionnaire_id={}&per_page=500&page=1"
CANARY = "我家住在人民路九号电话13900001234"


def site(script, title="《云岭市展会管理办法》意见征集"):
    path = "/hdjlpt/yjzj/answer/{}"
    pages = {path.format(n): article(title, f"2024-06-0{n}", script.format(n)) for n in (2, 1)}
    rows = [row(path.format(n), f"{title}之{n}", f"2024-06-0{n}") for n in (2, 1)]
    tallies = {
        CALL.format(n): f'{{"total": {n + 3}, "data": [{{"content": "{CANARY}"}}]}}' for n in (2, 1)
    }
    link = "<div class='nav'><a href='/hdjlpt/yjzj/'>意见征集</a></div>"
    return web({"/hdjlpt/yjzj/": list_page("意见征集", rows), **pages, **tallies}, home=link)


SCRIPTS = (
    "<script>$.get('/hdjlpt/yjzj/api/comments/?questionnaire_id=' + '{}' + '&per_page=500&page=1')"
    "</script>",
    "",  # the platform's own page, whose scripts lie elsewhere
)


@pytest.mark.parametrize("script", SCRIPTS)
def test_the_number_of_opinions_is_asked_for_and_nothing_of_them_kept(script, tmp_path):
    sealed = crawl(site(script), tmp_path)
    opinions = sealed.fact("survey_opinions")
    assert (opinions.value, opinions.outcome) == (9, Outcome.PARTIAL)
    assert CANARY.encode() not in sealed.file.read_bytes()


def test_where_the_server_does_not_answer_nothing_is_missing_but_the_number(tmp_path):
    broken = site("")
    broken.refused |= {CALL.format(1): "500", CALL.format(2): "404"}
    sealed = crawl(broken, tmp_path)
    assert sealed.fact("survey_opinions").outcome is Outcome.UNKNOWN
    assert sealed.fact("surveys_held").value == 2
    assert not any("comments" in line.url for line in sealed.sheet.crawl.refusals)


def test_a_page_that_is_no_survey_s_is_not_asked_about(tmp_path):
    small = web(
        {
            "/gzdt/": list_page("工作动态", [row("/gzdt/1.html", "展会开幕了", "2024-06-01")]),
            "/gzdt/1.html": article(
                "展会开幕了", "2024-06-01", "<script>get('/api/comments?id=1&page=1')</script>"
            ),
        }
    )
    crawl(small, tmp_path)
    assert not any("comments" in path for path in small.asked)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ('{"total": 7}', 7),
        ('{"count": 10, "total": 3}', 3),
        ('{"code": 0, "count": 6, "data": []}', 6),
        ('{"code": 0, "data": {"totalCount": "3", "list": []}}', 3),
        ('{"total": "many"}', None),
        ("[1, 2]", None),
        ("<html>", None),
        ('{"total": -1}', None),
    ],
)
def test_a_number_is_read_where_the_answer_says_one(text, number):
    assert told(text) == number
