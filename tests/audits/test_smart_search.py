import pytest

from audits import smart_search
from audits.facts import Outcome
from tests.audits.homepage import answers
from tests.audits.smallweb import page

FORM = "<form action='/search/'><input name='searchWord' placeholder='请输入关键字'></form>"


@pytest.fixture
def fact(tmp_path):
    def read(body, *results, hints=""):
        told = [("search", result) for result in results] + [
            ("hints", one) for one in [hints] if one
        ]
        probes = [
            (name, {"action": "试搜", "result": result, "detail": "", "markup": []})
            for name, result in told
        ]
        home = page(body) if body is not None else ""
        audit = smart_search.AUDIT
        return answers(audit, home, tmp_path, probes=probes)["search_as_service"]

    return read


def test_a_search_box_nobody_tried_is_unknown(fact):
    assert fact(FORM).outcome is Outcome.UNKNOWN


@pytest.mark.parametrize(
    ("results", "value"),
    [
        (("typo suggestions", "pinyin", "sentence facets"), True),
        (("typo", "pinyin", "sentence"), True),
        (("ok", "ok", "ok"), False),
        (("facets", "ok", "sentence"), False),
        (("typo suggestions", "pinyin", "ok"), True),
        (("typo suggestions", "pinyin", "anyway"), False),
    ],
)
def test_three_features_seen_are_proposed_as_yes(fact, results, value):
    found = fact(FORM, *results)
    assert (found.value, found.outcome) == (value, Outcome.ESTIMATE)


@pytest.mark.parametrize(("hints", "value"), [("ok", False), ("suggestions", True)])
def test_hints_while_typing_are_one_of_the_features(fact, hints, value):
    assert fact(FORM, "typo", "ok", "sentence", hints=hints).value is value


def test_three_searches_without_an_answer_are_unknown(fact):
    assert fact(FORM, "failed", "failed", "failed").outcome is Outcome.UNKNOWN


def test_a_site_without_a_search_box_has_none(fact):
    found = fact("<p>欢迎</p>")
    assert (found.value, found.outcome) == (False, Outcome.OBSERVED)


@pytest.mark.parametrize(
    "box",
    [
        "<input id='keyword'><a href='javascript:go()'>查</a>",
        "<a href='/so/'>高级搜索</a>",
        "<div id='searchBox'></div>",
    ],
)
def test_a_search_without_a_form_is_unknown_and_never_no(fact, box):
    assert fact(box).outcome is Outcome.UNKNOWN


def test_without_a_home_page_nobody_knows(fact):
    assert fact(None).outcome is Outcome.UNKNOWN


def test_a_search_box_of_another_host_is_unknown_and_says_what_to_do(fact):
    away = FORM.replace("/search/", "http://search.yunling.example:8080/s")
    found = fact(away)
    assert (found.outcome, found.value) == (Outcome.UNKNOWN, None)
    assert "search.yunling.example:8080" in found.reason
    assert "role 改为 own" in found.reason
