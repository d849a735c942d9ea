import pytest

from audits import accessibility
from audits.facts import Outcome
from tests.audits.homepage import answers
from tests.audits.smallweb import page

ENTRY = "<a href='javascript:void(0)' id='wza' onclick='openWza()'>无障碍浏览</a>"
SCRIPT = "<script src='/static/wza.js'></script>"


@pytest.fixture
def fact(tmp_path):
    def read(body, **more):
        home = page(body) if body is not None else ""
        return answers(accessibility.AUDIT, home, tmp_path, **more)["accessibility_offered"]

    return read


def tried(result, detail=""):
    told = {"action": "点开无障碍入口", "result": result, "detail": detail, "markup": [ENTRY]}
    return [("accessibility", told)]


@pytest.mark.parametrize(
    "entry",
    [
        ENTRY,
        "<a href='/elder/'>长者模式</a>",
        "<span id='wza' title='无障碍浏览'></span>",
        "<img src='/i/wza.png' alt='无障碍浏览' id='cniil_wza'>",
        "<script src='//gov.govwza.cn/dist/aria.js?appid=0a1b' id='ariascripts'></script>",
        "<a href='/zt/slh.html'>适老化</a>",
        "<script>document.write(\"<a href='javascript:kqNav()'>无障碍</a>\");</script>",
    ],
)
def test_an_entry_that_nobody_opened_is_a_proposal(fact, entry):
    found = fact(entry, features={"/elder/": page("大字"), "/zt/slh.html": page("大字")})
    assert (found.value, found.outcome) == (True, Outcome.ESTIMATE)
    assert "点开" in found.reason


def test_an_entry_whose_own_script_is_not_there_is_proposed_as_no(fact):
    found = fact(ENTRY + SCRIPT)
    assert (found.value, found.outcome) == (False, Outcome.ESTIMATE)
    assert any("404" in e.quote for e in found.evidence)


def test_an_entry_whose_own_script_came_is_proposed_as_yes(fact):
    found = fact(ENTRY + SCRIPT, features={"/static/wza.js": "function openWza(){}"})
    assert (found.value, found.outcome) == (True, Outcome.ESTIMATE)


@pytest.mark.parametrize(
    ("result", "value", "outcome"),
    [
        ("opened", True, Outcome.OBSERVED),
        ("dead", False, Outcome.OBSERVED),
        ("nothing", False, Outcome.ESTIMATE),
        ("outside", True, Outcome.ESTIMATE),
    ],
)
def test_what_the_browser_saw_decides(fact, result, value, outcome):
    found = fact(ENTRY + SCRIPT, probes=tried(result), features={"/static/wza.js": "x()"})
    assert (found.value, found.outcome) == (value, outcome)


@pytest.mark.parametrize(
    "other",
    [
        "<a href='/a/t1.html'>市残联推进无障碍环境建设</a>",
        "<a href='/wzaqjc/'>网站安全检测</a>",
        "<!-- <a href='/wza/'>无障碍浏览</a> -->",
        "<p>关于无障碍设施的通知</p>",
    ],
)
def test_what_only_looks_like_an_entry_is_none(fact, other):
    found = fact(other)
    assert (found.value, found.outcome) == (False, Outcome.OBSERVED)
    assert found.evidence


def test_absence_is_only_proposed_while_scripts_could_have_hidden_the_entry(fact):
    found = fact("<script src='/js/site.js'></script>")
    assert (found.value, found.outcome) == (False, Outcome.ESTIMATE)


def test_absence_is_observed_when_the_browser_saw_none_either(fact):
    seen = [("home_entries", {"action": "打开首页", "result": "ok", "markup": []})]
    found = fact("<script src='/js/site.js'></script>", probes=seen)
    assert (found.value, found.outcome) == (False, Outcome.OBSERVED)


@pytest.mark.parametrize(
    "held",
    [
        "<script src='https://cdn.other.example/loader.js'></script>",
        "<iframe src='https://top.other.example/head.html'></iframe>",
    ],
)
def test_absence_is_not_observed_where_another_site_may_bring_the_entry(fact, held):
    seen = [("home_entries", {"action": "打开首页", "result": "ok", "markup": []})]
    found = fact(held, probes=seen)
    assert (found.value, found.outcome) == (False, Outcome.ESTIMATE)
    assert "other.example" in found.reason


def test_absence_is_not_observed_when_the_browser_saw_a_bare_page(fact):
    seen = [("home_entries", {"action": "打开首页", "result": "bare", "markup": []})]
    found = fact("<script src='/js/site.js'></script>", probes=seen)
    assert (found.value, found.outcome) == (False, Outcome.ESTIMATE)


def test_a_badge_of_another_site_hides_no_entry(fact):
    badge = "<script src='//dcs.conac.cn/js/25/375/0000/60/CA25.js'></script>"
    seen = [("home_entries", {"action": "打开首页", "result": "ok", "markup": []})]
    assert fact(badge, probes=seen).outcome is Outcome.OBSERVED


def test_absence_is_not_observed_beside_a_frame_nobody_read(fact):
    assert fact("<iframe src='/head.html'></iframe>").outcome is Outcome.ESTIMATE


def test_an_entry_that_leads_to_some_page_is_left_to_a_person(fact):
    found = fact("<a href='/xxwza/'>信息无障碍</a>", probes=tried("page"))
    assert (found.value, found.outcome) == (True, Outcome.ESTIMATE)


@pytest.mark.parametrize(
    ("results", "value", "outcome"),
    [
        (["dead", "opened"], True, Outcome.OBSERVED),
        (["dead", "plain"], False, Outcome.ESTIMATE),
        (["dead", "dead"], False, Outcome.OBSERVED),
        (["failed", "dead"], True, Outcome.ESTIMATE),
        (["plain", "page"], True, Outcome.ESTIMATE),
    ],
)
def test_of_several_entries_the_best_one_decides(fact, results, value, outcome):
    found = fact(ENTRY, probes=[one for result in results for one in tried(result)])
    assert (found.value, found.outcome) == (value, outcome)


def test_without_a_home_page_nobody_knows(fact):
    assert fact(None).outcome is Outcome.UNKNOWN
