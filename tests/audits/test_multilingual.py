import pytest

from audits import multilingual
from audits.case import Case
from audits.facts import Outcome
from crawler.records import SiteProfile
from crawler.urls import host_of
from tests.audits.homepage import answers, store_of
from tests.audits.smallweb import HOME, YEAR, page

ENGLISH = "<html><body><h1>Yunling Commerce Bureau</h1><p>" + "Trade and investment news. " * 30
RUSSIAN = "<html><body><h1>Управление торговли</h1><p>" + "Новости торговли и инвестиций. " * 20


@pytest.fixture
def fact(tmp_path):
    def read(body, **more):
        home = page(body) if body is not None else ""
        return answers(multilingual.AUDIT, home, tmp_path, **more)["multilingual_offered"]

    return read


@pytest.mark.parametrize(
    ("link", "target"),
    [
        ("<a href='/english/'>English</a>", ENGLISH),
        ("<a href='/en/'><img alt='ENGLISH' src='/i/en.png'></a>", ENGLISH),
        ("<a href='/ru/'>Русский</a>", RUSSIAN),
    ],
)
def test_own_foreign_pages_with_content_are_a_version(fact, link, target):
    path = link.split("'")[1]
    found = fact(link, features={path: target})
    assert (found.value, found.outcome) == (True, Outcome.OBSERVED)


def test_a_page_in_japanese_is_told_from_one_in_chinese(fact):
    japanese = (
        "<html><body>"
        + "<p>雲嶺市商務局は貿易と投資の促進に取り組んでいます。企業の皆様を歓迎します。</p>" * 12
    )
    assert fact("<a href='/jp/'>日本語</a>", features={"/jp/": japanese}).value is True


def test_a_menu_in_english_without_sentences_is_no_content(fact):
    menu = "<html><body>" + "<ul>" + "<li>About Us</li><li>News</li><li>Contact</li>" * 30 + "</ul>"
    found = fact("<a href='/en/'>English</a>", features={"/en/": menu})
    assert (found.value, found.outcome) == (False, Outcome.ESTIMATE)


def test_a_button_that_translates_the_page_is_proposed_as_no(fact):
    found = fact("<a href=\"javascript:translate.changeLanguage('english')\">English</a>")
    assert (found.value, found.outcome) == (False, Outcome.ESTIMATE)
    assert "机器翻译" in found.reason


def test_a_page_that_its_script_fills_is_believed_as_the_browser_saw_it(fact):
    shell = "<html><body><div id=app></div></body></html>"
    seen = [("language", {"action": "打开“English”的页面", "result": "real", "detail": "有内容"})]
    found = fact("<a href='/en/'>English</a>", features={"/en/": shell}, probes=seen)
    assert (found.value, found.outcome) == (True, Outcome.OBSERVED)


@pytest.mark.parametrize(
    ("target", "value"),
    [
        (None, False),
        ("<html><body>Coming soon</body></html>", False),
        (page("中文首页" * 90), False),
    ],
)
def test_an_entry_without_content_behind_it_is_proposed_as_no(fact, target, value):
    found = fact("<a href='/english/'>English</a>", features={"/english/": target})
    assert (found.value, found.outcome) == (value, Outcome.ESTIMATE)


@pytest.mark.parametrize(
    "other",
    [
        "<a href='javascript:zh_tran(\"t\")'>繁體版</a>",
        "<a href='javascript:zh_tran(\"s\")'>简体</a>",
        "<a id='StranLink'>繁體中文</a>",
        "<a href='/gate/big5/'>繁体</a>",
        "<a href='https://translate.example.com/?u=yunling.example'>English</a>",
        "<a href='/gzdt/t1.html'>全市英文标识整治工作启动</a>",
    ],
)
def test_another_script_or_another_unit_s_site_is_no_version(fact, other):
    found = fact(other)
    assert (found.value, found.outcome) == (False, Outcome.OBSERVED)


def test_an_entry_that_leads_to_another_site_is_proposed_as_no_with_its_host(fact):
    found = fact("<a href='http://www.city.example/english/'>English</a>")
    assert (found.value, found.outcome) == (False, Outcome.ESTIMATE)
    assert "www.city.example" in found.reason


def is_home(url):
    return url.startswith(HOME)


def test_an_entry_s_evidence_leads_to_the_picture_of_the_home_page(tmp_path):
    home = page("<a href='http://www.city.example/english/'>English</a>")
    store = store_of(home, tmp_path)
    with store.transaction():
        store.db.execute(
            "INSERT INTO probe (name, url, result, image) VALUES ('home_entries', ?, '{}', x'00')",
            (HOME,),
        )
    case = Case(store, SiteProfile(HOME), YEAR, is_home, (host_of(HOME),))
    (fact,) = multilingual.AUDIT.run(case)
    store.close()
    assert fact.evidence[0].picture == "evidence/screenshots/home_entries-1.png"


def test_a_host_beside_the_own_one_is_left_to_a_person(fact):
    found = fact("<a href='http://en.yunling.example/'>English</a>")
    assert (found.value, found.outcome) == (True, Outcome.ESTIMATE)


def test_without_a_home_page_nobody_knows(fact):
    assert fact(None).outcome is Outcome.UNKNOWN


def test_a_stub_that_leads_on_to_foreign_pages_is_a_version(fact):
    stub = (
        "<html><head><meta http-equiv='refresh' content='0;url=/en/index/home.html'></head></html>"
    )
    pages = {"/en/": stub, "/en/index/home.html": ENGLISH}
    found = fact("<a href='/en/'>English</a>", features=pages)
    assert (found.value, found.outcome) == (True, Outcome.OBSERVED)
    assert found.evidence[0].url == f"{HOME}en/index/home.html"


def test_a_menu_with_content_on_the_pages_behind_it_is_a_version(fact):
    menu = "<html><body><ul>" + "<li><a href='a.html'>About Us</a></li>" * 6 + "</ul></body></html>"
    found = fact("<a href='/en/'>English</a>", features={"/en/": menu, "/en/a.html": ENGLISH})
    assert (found.value, found.outcome) == (True, Outcome.OBSERVED)


def test_pages_of_another_folder_say_nothing_of_a_menu(fact):
    menu = "<html><body><ul>" + "<li>About Us</li>" * 30 + "</ul></body></html>"
    found = fact("<a href='/en/'>English</a>", features={"/en/": menu, "/zt/a.html": ENGLISH})
    assert (found.value, found.outcome) == (False, Outcome.ESTIMATE)
