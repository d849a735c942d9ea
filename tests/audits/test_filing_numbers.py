import pytest

from audits import filing_numbers
from audits.case import Case
from audits.facts import Outcome
from crawler.records import SiteProfile
from tests.audits.homepage import store_of
from tests.audits.smallweb import HOME, YEAR, page, web


@pytest.fixture
def facts(tmp_path):
    def read(footer):
        store = store_of(page("<p>欢迎。</p>", footer=footer), tmp_path)
        case = Case(store, SiteProfile(HOME), YEAR, lambda url: True, ("yunling.example",))
        return {fact.field: fact for fact in filing_numbers.run(case)}

    return read


@pytest.mark.parametrize(
    ("footer", "value"),
    [
        ("滇ICP备12345678号-1", "滇ICP备12345678号-1"),
        ("滇ICP备12345678号", "滇ICP备12345678号"),
        ("滇 ICP 备 12345678 号 - 2", "滇ICP备12345678号-2"),
        ("备案号：滇icp备12345678号", "滇icp备12345678号"),
        ("滇ICP备<a>12345678号</a>", "滇ICP备12345678号"),
        ("滇ICP备2021001234号-1", "滇ICP备2021001234号-1"),
        ("京ICP证030173号　滇ICP备12345678号", "滇ICP备12345678号"),
        ("滇ICP备12345678号</p><p>滇ICP备12345678号-1", "滇ICP备12345678号-1"),
        ("滇ICP备12345678", "滇ICP备12345678"),
    ],
)
def test_one_icp_number_is_observed_as_printed_without_blanks(facts, footer, value):
    fact = facts(f"<div>{footer}</div>")["icp_number"]
    assert (fact.value, fact.outcome) == (value, Outcome.OBSERVED)
    assert fact.evidence[0].url == HOME


@pytest.mark.parametrize(
    "footer",
    [
        "",
        "<!-- 滇ICP备12345678号 -->",
        "滇ICP备1234567号",
        "滇ICP备123456789012号",
        "电话12345678号",
        "云南ICP备案中心",
    ],
)
def test_no_icp_number_is_unknown_never_a_guess(facts, footer):
    fact = facts(f"<div>{footer}</div>")["icp_number"]
    assert (fact.value, fact.outcome) == (None, Outcome.UNKNOWN)
    assert fact.reason


@pytest.mark.parametrize(
    "footer",
    [
        "滇ICP备12345678号 粤ICP备12345678号",
        "滇ICP备12345678号-1 滇ICP备12345678号-2",
        "滇ICP备12345678号 滇ICP备87654321号-1",
    ],
)
def test_two_icp_numbers_are_unknown_with_both_quoted(facts, footer):
    fact = facts(f"<div>{footer}</div>")["icp_number"]
    assert (fact.value, fact.outcome) == (None, Outcome.UNKNOWN)
    assert len(fact.evidence) == 2
    assert all(each.quote in fact.reason for each in fact.evidence)


@pytest.mark.parametrize(
    ("footer", "value"),
    [
        ("滇公网安备53010202000123号", "滇公网安备53010202000123号"),
        ("滇公网安备 53010202000123号", "滇公网安备53010202000123号"),
        ("滇公网安备<a href='?recordcode=53010202000123'>53010202000123号</a>",
         "滇公网安备53010202000123号"),
        ("滇公网安备 53010202000123", "滇公网安备53010202000123"),
    ],
)  # fmt: skip
def test_one_police_number_is_observed_as_printed(facts, footer, value):
    fact = facts(f"<div>{footer}</div>")["police_number"]
    assert (fact.value, fact.outcome) == (value, Outcome.OBSERVED)


def test_a_police_number_that_differs_from_its_link_is_only_a_proposal(facts):
    fact = facts("<a href='?recordcode=53010202000999'>滇公网安备53010202000123号</a>")
    assert fact["police_number"].outcome is Outcome.ESTIMATE
    assert "53010202000999" in fact["police_number"].reason


@pytest.mark.parametrize(
    "footer", ["", "滇公网安备5301020200012号", "<!-- 滇公网安备53010202000123号 -->"]
)
def test_no_police_number_is_unknown(facts, footer):
    assert facts(f"<div>{footer}</div>")["police_number"].outcome is Outcome.UNKNOWN


def test_without_a_home_page_both_numbers_are_unknown(tmp_path):
    store = store_of("", tmp_path)
    case = Case(store, SiteProfile(HOME), YEAR, lambda url: True, ("yunling.example",))
    assert [fact.outcome for fact in filing_numbers.run(case)] == [Outcome.UNKNOWN] * 2


def test_the_small_web_has_a_footer_of_its_own():
    assert "滇ICP备12345678号-1" in web().pages["/"]
