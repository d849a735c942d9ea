"""The harder families of the site kit (F7–F10): what each of them is for is really there."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from lxml import html
from playwright.sync_api import Browser, BrowserContext, Route, sync_playwright
from playwright.sync_api import Page as Tab

from audits.facts import Outcome
from crawler.browser.render import browser_path
from crawler.records import Verdict
from nianbao.demo.page import Page
from tests.sites import Family, Site, build, f8_readers, family, publish, serve
from tests.sites.f10_pages import COUNT
from tests.sites.f10_routes import INTERFACE
from tests.sites.naive import Session
from tests.sites.routes import Asked, Reply

PROGRAMS = [family(name) for name in ("f8", "f9", "f10")]
EVERY_SITE = [(member, quirks) for member in PROGRAMS for quirks in ("none", "all")]


def gbk(page: Page) -> str:
    return page.body.decode("gbk")


def text_of(page: Page, tags: bool = False) -> str:
    """Return what a page says, in whichever encoding it is; without tags if not asked for."""
    try:
        text = page.body.decode()
    except UnicodeDecodeError:
        text = gbk(page)
    return text if tags else re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", text))


def ask(site: Site, address: str, method: str = "GET", body: str = "", cookies: str = "") -> Page:
    """Return what the site answers to a path with its query."""
    parts = urlsplit(address)
    asked = Asked(method, parts.path, parts.query, body.encode(), cookies)
    return site.routes(asked) or site.pages.get(parts.path, Page(b"", status=404))


def titles(site: Site, path: str) -> list[str]:
    """Return the titles of a column's rows, in order."""
    return [row.article.title for row in site.model.column(path).rows]


def listed(page: Page) -> list[str]:
    """Return the link texts of the rows in the source of a list page."""
    rows = "//ul[contains(@class, 'doc_list')]//a | //table//a"
    return [str(a.text_content()) for a in html.fromstring(text_of(page, tags=True)).xpath(rows)]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = browser_path()
    if path is None:
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as play:
        started = play.chromium.launch(executable_path=path, chromium_sandbox=False)
        yield started
        started.close()


@contextmanager
def opened(browser: Browser, site: Site) -> Iterator[tuple[Tab, str]]:
    """Yield a tab and the address of the site; scripts of other hosts stay out."""

    def choose(route: Route) -> None:
        if route.request.url.startswith(address):
            route.continue_()
        else:
            route.abort()

    with serve(site) as address:
        context: BrowserContext = browser.new_context()
        context.route("**/*", choose)
        yield context.new_page(), address
        context.close()


def texts(tab: Tab, selector: str) -> list[str]:
    """Return the texts of what the eye sees of ``selector``."""
    return [found.inner_text() for found in tab.locator(selector).all() if found.is_visible()]


# The sites whose answers are made when asked for


def crawlable(site: Site) -> dict[str, Page]:
    """Return every answer that links lead to, from the home page on, by address."""
    found: dict[str, Page] = {}
    waiting = ["/"]
    while waiting:
        address = waiting.pop()
        if address in found or address.startswith(("/rili", "/images/")) or "random=" in address:
            continue
        page = found[address] = ask(site, address)
        if not page.content_type.startswith("text/html") or not page.body.strip():
            continue
        tree = html.fromstring(text_of(page, tags=True))
        links = [str(link) for link in tree.xpath("//@href | //script/@src | //form/@action")]
        goals = (urljoin(f"http://own{address}", link) for link in links)
        waiting += [
            goal.removeprefix("http://own") for goal in goals if goal.startswith("http://own/")
        ]
    return found


@pytest.mark.parametrize(
    ("member", "quirks"), EVERY_SITE, ids=[f"{member.id}-{quirks}" for member, quirks in EVERY_SITE]
)
def test_every_link_of_a_site_of_programs_is_answered(member: Family, quirks: str) -> None:
    site = build(member.id, 3, "small", quirks)
    found = crawlable(site)
    assert {address for address, page in found.items() if page.status >= 400} == set()
    assert set(site.truth.columns) <= set(found)
    assert sum(b'name="ArticleTitle"' in page.body for page in found.values()) > 30


@pytest.mark.parametrize("member", PROGRAMS, ids=lambda member: member.id)
def test_identity_and_name_stand_on_the_first_page_of_every_list(member: Family) -> None:
    site = build(member.id, 3, "small", "none")
    for column in site.model.columns:
        text = text_of(ask(site, column.path), tags=True)
        for known in (
            site.model.unit.name,
            f'name="SiteIDCode" content="{site.model.unit.site_code}"',
            f'name="ColumnName" content="{column.name}"',
        ):
            assert known in text, (column.path, known)


@pytest.mark.parametrize("name", ["f7", "f8", "f9", "f10"])
def test_article_published_today_is_one_more_of_the_next_year(name: str) -> None:
    site = build(name, 3, "small", "none")
    member = family(name)
    found = []
    for given in (site, publish(site, member.control)):
        with serve(given) as address:
            session = Session(address)
            read = member.readers["links"]
            found.append([read(session, member.control, year) for year in (2025, 2026)])
            session.close()
    assert found[1] == [found[0][0], found[0][1] + 1]
    assert found[0][0] == site.truth.columns[member.control].in_year


def test_bytes_of_the_hard_families_do_not_hang_on_the_process() -> None:
    code = (
        "import hashlib; from tests.sites import build\n"
        "for f in ('f7', 'f8', 'f9', 'f10'):\n"
        "    s = build(f, 7)\n"
        "    print(hashlib.sha256(repr((sorted(s.pages.items()), s.truth)).encode()).hexdigest())"
    )
    found = [
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=Path(__file__).parents[1],
            capture_output=True,
            text=True,
            env=os.environ | {"PYTHONHASHSEED": seed},
            check=True,
        ).stdout.split()
        for seed in ("1", "2")
    ]
    assert found[0] == found[1]
    assert len(set(found[0])) == 4


# F7: Visual SiteBuilder


def test_vsb_files_count_down_from_page_two_to_one() -> None:
    site = build("f7", 3, "full", "none")
    column = site.model.column("/index/tzgg.htm")
    assert "共233条 1/12" in text_of(site.pages["/index/tzgg.htm"])
    assert "/index/tzgg/12.htm" not in site.pages
    for number, rows in column.slices():
        path = column.path if number == 1 else f"/index/tzgg/{12 - number + 1}.htm"
        shown = text_of(site.pages[path])
        assert f"{number}/12" in shown
        assert all(row.article.title in shown for row in rows)
    assert len(list(column.slices())) == 12


def test_vsb_bytes_are_gbk_beyond_gb2312_under_a_silent_header() -> None:
    plain, rare = (build("f7", 3, "small", quirks).pages for quirks in ("none", "Q-CHARSET"))
    page = rare["/zwgk/zcwj.htm"]
    assert page.content_type == "text/html"
    assert b"charset=gb2312" in page.body
    assert "喆" in gbk(page)
    assert "堃" in gbk(page)
    assert plain["/zwgk/zcwj.htm"].body.decode("gb2312")
    with pytest.raises(UnicodeDecodeError):
        page.body.decode("gb2312")


def test_vsb_old_template_says_its_total_in_a_cell_and_goes_on_by_another_word() -> None:
    pages = build("f7", 3).pages
    text = gbk(pages["/zwgk/gsgg.htm"])
    assert re.search(r'<td[^>]* id="fanye46693">共46条&nbsp;1/3&nbsp;</td>', text)
    assert '<a href="gsgg/2.htm" class="Next">下页</a>' in text
    assert "下一页" not in text


def test_vsb_lists_of_zero_one_and_two_rows_say_so() -> None:
    site = build("f7", 3)
    found = {
        path: (column.rows_total, re.findall(r"共(\d+)条", text_of(site.pages[path])))
        for path, column in site.truth.columns.items()
        if {"Q-FEW", "Q-EMPTY"} & set(column.quirks)
    }
    assert found == {
        "/jggk/nsjg.htm": (1, ["1"]),
        "/zwgk/ghjh.htm": (2, ["2"]),
        "/zwgk/czxx.htm": (0, ["0"]),
    }
    assert "暂无数据" in text_of(site.pages["/zwgk/czxx.htm"])


def test_vsb_session_ids_differ_from_page_to_page_and_lead_to_one_article() -> None:
    site = build("f7", 3, "small", ["Q-SESS"])
    first, second = (gbk(site.pages[path]) for path in ("/xwzx/swyw.htm", "/xwzx/swyw/2.htm"))
    ids = [set(re.findall(r"jsessionid=(\w{32})", text)) for text in (first, second)]
    assert [len(found) for found in ids] == [1, 1]
    assert ids[0] != ids[1]
    assert len(re.findall(r'href="\.\./info/\d+/\d+\.htm\?jsessionid', first)) == 20


# F8: several programs


def test_search_answers_something_like_json_only_a_browser_takes() -> None:
    site = build("f8", 3, "small", "none")
    asked = "/was5/web/search?channelid=218033&templet=docs.jsp&prepage=15&page=4"
    page = ask(site, asked)
    with pytest.raises(json.JSONDecodeError):
        json.loads(page.body)
    repaired = json.loads(re.sub(r",(\s*[}\]])", r"\1", page.body.decode()))
    whole = titles(site, "/nydt/nyyw/")
    assert repaired["recordCount"] == str(len(whole)) == "50"
    assert [doc["title"] for doc in repaired["docs"]] == whole[45:]
    assert (
        json.loads(re.sub(r",(\s*[}\]])", r"\1", ask(site, asked + "0").body.decode()))["docs"]
        == []
    )
    assert "var recordCount = 50;" in text_of(site.pages["/nydt/nyyw/"])


@pytest.mark.browser
def test_search_list_shows_its_rows_and_pages_in_a_browser(browser: Browser) -> None:
    site = build("f8", 3, "small", "none")
    whole = titles(site, "/nydt/nyyw/")
    with opened(browser, site) as (tab, address):
        tab.goto(f"{address}nydt/nyyw/")
        tab.wait_for_selector("#doclist li")
        first = texts(tab, "#doclist a")
        tab.click("#fanye a:text('4')")
        tab.wait_for_selector("#fanye b:text('4')")
        last = texts(tab, "#doclist a")
    assert (first, last) == (whole[:15], whole[45:])


@pytest.mark.browser
def test_form_goes_on_to_page_three_in_a_browser(browser: Browser) -> None:
    site = build("f8", 3, "small", "none")
    with opened(browser, site) as (tab, address):
        tab.goto(f"{address}xxgk/gsgg.jsp")
        assert "总记录数：32" in tab.inner_text("p.fy")
        with tab.expect_navigation():
            tab.click("p.fy a:text('3')")
        shown = texts(tab, "td.nlist a")
    assert shown == titles(site, "/xxgk/gsgg.jsp")[30:]


@pytest.mark.browser
def test_pager_drawn_by_a_script_leads_to_page_two_in_a_browser(browser: Browser) -> None:
    site = build("f8", 3, "small", "none")
    path = "/content/column/6812451?pageIndex=1"
    assert "下一页" not in text_of(ask(site, path))
    with opened(browser, site) as (tab, address):
        tab.goto(f"{address}{path[1:]}")
        with tab.expect_navigation():
            tab.click("#pager a:text('下一页')")
        shown = texts(tab, "ul.doc_list a")
    assert shown == titles(site, path)[15:30]


def test_query_list_is_gbk_says_both_totals_and_pages_by_current() -> None:
    site = build("f8", 3, "small", "none")
    path = "/xxgk/column.jsp?id=1204"
    page = ask(site, f"{path}&current=3")
    assert "共 3 页 32 条" in gbk(page)
    assert listed(page) == titles(site, path)[30:]
    assert ask(site, path) == ask(site, f"{path}&current=1")
    assert ask(site, f"{path}&current=4").status == 404


def test_random_number_in_links_differs_from_answer_to_answer_and_changes_nothing() -> None:
    site = build("f8", 3, "small", ["Q-RANDOM"])
    path = "/xxgk/column.jsp?id=1204"
    answers = [gbk(ask(site, f"{path}{tail}")) for tail in ("", "&random=0.1", "&random=0.2")]
    numbers = [set(re.findall(r"random=(0\.\d+)", text)) for text in answers]
    assert [len(found) for found in numbers] == [1, 1, 1]
    assert len(set().union(*numbers)) == 3
    assert len({re.sub(r"random=0\.\d+", "", text) for text in answers}) == 1


def test_offset_list_counts_rows_shown_and_loops_to_page_one_beyond_its_end() -> None:
    calm, looping = (build("f8", 3, "small", quirks) for quirks in ("none", "Q-LOOP"))
    last = calm.pages["/channel/30/30"]
    assert listed(last) == titles(calm, "/channel/30")[30:]
    assert "下一页" not in text_of(last)
    assert ask(calm, "/channel/30/45").status == 404
    assert "下一页" in text_of(ask(looping, "/channel/30/30"))
    assert ask(looping, "/channel/30/45") == looping.pages["/channel/30"]


def test_calendar_leads_to_a_month_before_and_after_for_ever() -> None:
    site = build("f8", 3, "small", ["Q-CAL"])
    month = "/rili?ym=2025-12"
    for _ in range(40):
        links = re.findall(r'href="(/rili\?ym=[^"]+)"', text_of(ask(site, month), tags=True))
        assert len(links) == 2
        month = links[1]
    assert month == "/rili?ym=2029-04"
    assert "本月无更新" in text_of(ask(site, month))


@pytest.mark.parametrize("path", ["/xxgk/column.jsp?id=1204", "/xxgk/gsgg.jsp", "/channel/30"])
def test_publishing_between_two_answers_shows_a_row_twice(path: str) -> None:
    site = build("f8", 3, "small", "none")
    with serve(site, later=publish(site, path), after=1) as address:
        session = Session(address)
        targets = [target for target, _ in f8_readers.rows(session, path)]
        session.close()
    assert len(targets) == site.truth.columns[path].rows_total + 1
    assert len(set(targets)) == site.truth.columns[path].distinct


# F9: the reader's own browser cuts the lists


def shown_and_sent(
    browser: Browser, quirks: str, path: str, more: str = ""
) -> tuple[Site, list[str], list[str]]:
    """Return (site, titles the eye sees, all titles in the document a browser holds).

    ``more`` is the number of the page to click first.
    """
    site = build("f9", 3, "small", quirks)
    with opened(browser, site) as (tab, address):
        tab.goto(f"{address}{path[1:]}")
        if more:
            tab.click(f"#pager a:text('{more}')")
        held = tab.locator("ul.default_news a").all()
        seen = [anchor.inner_text() for anchor in held if anchor.is_visible()]
        return site, seen, [str(anchor.text_content()) for anchor in held]


@pytest.mark.browser
def test_sliced_list_sends_every_row_and_shows_fifteen(browser: Browser) -> None:
    path = "/zwxx/tzgg/"
    site, seen, held = shown_and_sent(browser, "none", path)
    assert (seen, held) == (titles(site, path)[:15], titles(site, path))
    assert len(held) == 44
    assert shown_and_sent(browser, "none", path, "3")[1] == titles(site, path)[30:]


@pytest.mark.browser
def test_script_that_detaches_rows_leaves_a_document_unlike_its_source(browser: Browser) -> None:
    path = "/zwxx/tzgg/"
    site, seen, held = shown_and_sent(browser, "Q-RENDER", path, "2")
    assert seen == held == titles(site, path)[15:30]
    assert text_of(site.pages[path], tags=True).count('target="_blank">') >= 44


@pytest.mark.browser
def test_rows_with_an_empty_flag_are_sent_and_never_shown(browser: Browser) -> None:
    path = "/zwxx/qxdt/"
    site, seen, held = shown_and_sent(browser, "Q-HIDE", path)
    rows = site.model.column(path).rows
    visible = [row.article.title for row in rows if row.counts]
    assert (seen, held) == (visible[:15], visible)
    assert text_of(site.pages[path], tags=True).count('<i class="flag"></i>') == 2
    assert len(rows) == len(visible) + 2


def test_second_page_of_a_sliced_list_repeats_the_first_only_with_the_quirk() -> None:
    path = "/zwxx/gzdt/"
    calm, double = (build("f9", 3, "small", quirks).pages for quirks in ("none", "Q-LOOP"))
    assert f"{path}index_2.html" not in calm
    assert double[f"{path}index_2.html"] == double[path]
    assert f'<link rel="next" href="{path}index_2.html">' in text_of(double[path], tags=True)


@pytest.mark.browser
@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/gsgg/", "totalPage: 3"),
        ("/zcwj/list/index_pc_1.html", "totalData: 34, showData: 15"),
    ],
)
def test_pager_of_a_plugin_leads_to_page_two(browser: Browser, path: str, words: str) -> None:
    site = build("f9", 3, "small", "none")
    assert words in text_of(site.pages[path], tags=True)
    with opened(browser, site) as (tab, address):
        tab.goto(f"{address}{path[1:]}")
        with tab.expect_navigation():
            tab.click("a:text('下一页')")
        assert texts(tab, ".list li > a") == titles(site, path)[15:30]
        assert tab.url.endswith(("/gsgg/index_2.html", "/zcwj/list/index_pc_2.html"))


def test_year_archives_stand_beside_the_column_and_hold_all_past_years() -> None:
    site = build("f9", 3, "small", "Q-ARCH")
    column = site.truth.columns["/gsgg/"]
    assert column.archives == ("/gsgg2025/", "/gsgg2024/", "/gsgg2023/", "/gsgg2022/")
    text = text_of(site.pages["/gsgg/"], tags=True)
    assert all(f'href="{path}index.html"' in text for path in column.archives)
    found = [page for path, page in site.pages.items() if path in column.archives]
    assert "2025-" not in "".join(re.findall(r'class="time">([^<]+)', text))
    assert len(found) == 4
    assert "totalPage: 2" in text_of(site.pages["/gsgg2025/"], tags=True)


def test_boxes_hold_links_to_other_rows_with_dates_of_their_own() -> None:
    path = "/zcwj/list/index_pc_1.html"
    plain, nested = (build("f9", 3, "small", quirks).pages[path] for quirks in ("none", "Q-NEST"))
    trees = [html.fromstring(text_of(page, tags=True)) for page in (plain, nested)]
    assert [len(tree.xpath("//ul[@class='u-list']/li/a")) for tree in trees] == [15, 15]
    inner = [tree.xpath("//div[@class='popbox']//li/span/text()") for tree in trees]
    assert inner[0] == []
    assert len(inner[1]) >= 4
    for row in trees[1].xpath("//ul[@class='u-list']/li[div]"):
        outer = row.xpath("a/@href")[0]
        assert outer not in row.xpath("div//a/@href")
    assert all(re.fullmatch(r"\d{4}\.\d\d\.\d\d", str(day)) for day in inner[1])


# F10: gates and odd programs


def test_blocked_and_soft_blocked_columns_are_unknown_and_make_totals_partial() -> None:
    truth = build("f10", 3).truth
    unknown = {path for path, c in truth.columns.items() if c.verdicts == (Verdict.UNKNOWN,)}
    assert unknown == {"/xwzx/ldhd/", "/jggk/nsjg/"}
    assert all(truth.columns[path].reachable_in_year == 0 for path in unknown)
    outcomes = {key: field.outcomes for key, field in truth.fields.items()}
    assert outcomes["items_total"] == outcomes["items_overview"] == (Outcome.PARTIAL,)
    assert outcomes["items_disclosure"] == (Outcome.OBSERVED,)


def test_challenged_column_answers_412_with_its_script_and_others_do_not() -> None:
    with serve(build("f10", 3, "small", ["Q-412"])) as address:
        session = Session(address)
        status, text = session.get("/xwzx/ldhd/")
        other = session.get("/xwzx/tzgg/")[0]
        session.close()
    assert (status, other) == (412, 200)
    assert "$_ts" in text


def test_bounce_gives_a_cookie_and_then_the_page() -> None:
    site = build("f10", 3, "small", ["Q-BOUNCE"])
    for path in ("/xwzx/tzgg/", "/xwzx/tzgg/index_2.html"):
        first = ask(site, path)
        assert isinstance(first, Reply)
        assert (first.status, first.location) == (302, path)
        cookie = dict(first.headers)["Set-Cookie"].partition(";")[0]
        assert ask(site, path, cookies=cookie) == site.pages[path]


@pytest.mark.browser
def test_shell_of_380_bytes_lets_a_browser_through(browser: Browser) -> None:
    path = "/xwzx/qxdt/"
    site = build("f10", 3, "small", ["Q-SHELL"])
    shell = ask(site, path)
    assert (shell.status, len(shell.body)) == (200, 380)
    assert b"C3VK" in shell.body
    with opened(browser, site) as (tab, address):
        tab.goto(f"{address}{path[1:]}")
        tab.wait_for_selector("ul.rows")
        assert texts(tab, "ul.rows a") == titles(site, path)[:15]


def test_interface_of_the_app_is_written_out_nowhere() -> None:
    site = build("f10", 3, "small", "none")
    whole = titles(site, "/xwzx/ywdt/")
    assert not any(INTERFACE.encode() in page.body for page in site.pages.values())
    assert not any(whole[7] in text_of(page) for path, page in site.pages.items() if path == "/")
    assert "<li" not in text_of(site.pages["/xwzx/ywdt/"], tags=True).partition('id="app"')[2]
    found = json.loads(ask(site, f"{INTERFACE}?channelId=20231&pageNo=3&pageSize=15").body)
    assert found["data"]["total"] == len(whole) == 40
    assert [record["articleTitle"] for record in found["data"]["records"]] == whole[30:]
    assert json.loads(ask(site, f"{INTERFACE}?channelId=1&pageNo=1").body)["data"] is None


@pytest.mark.browser
def test_app_shows_its_rows_and_further_pages_in_a_browser(browser: Browser) -> None:
    site = build("f10", 3, "small", "none")
    whole = titles(site, "/xwzx/ywdt/")
    with opened(browser, site) as (tab, address):
        tab.goto(f"{address}xwzx/ywdt/")
        tab.wait_for_selector("#app li")
        first = texts(tab, "#app a")
        tab.click("#app button:text('3')")
        tab.wait_for_selector("#app b:text('3')")
        assert (first, texts(tab, "#app a")) == (whole[:15], whole[30:])


@pytest.mark.browser
def test_postback_goes_on_in_a_browser_and_fails_without_a_view_state(browser: Browser) -> None:
    path = "/zwgk/MoreInfo.aspx?CategoryNum=009001"
    site = build("f10", 3, "small", "none")
    with opened(browser, site) as (tab, address):
        tab.goto(f"{address}{path[1:]}")
        assert "/ 共 3 页" in tab.inner_text("#MoreInfoList1_Pager")
        with tab.expect_navigation():
            tab.click("#MoreInfoList1_Pager a:text('3')")
        assert texts(tab, "#MoreInfoList1_DataGrid1 a") == titles(site, path)[30:]
    assert ask(site, path, "POST", "__EVENTARGUMENT=2&__VIEWSTATE=forged").status == 500


@pytest.mark.browser
def test_counted_files_are_padded_and_number_one_is_the_oldest(browser: Browser) -> None:
    site = build("f10", 3, "small", "none")
    whole = titles(site, "/zwgk/gsgg/")
    oldest = f"{COUNT}000000001.shtml"
    assert listed(site.pages[oldest])[-2:] == whole[30:]
    assert f"{COUNT}000000004.shtml" not in site.pages
    assert site.pages[oldest] == site.pages[oldest.replace("//", "/")]
    with opened(browser, site) as (tab, address):
        tab.goto(f"{address}zwgk/gsgg/")
        with tab.expect_navigation():
            tab.click("#pagelist a:text('下一页')")
        assert tab.url.endswith("_000000002.shtml")
        assert texts(tab, "td.title a") == whole[15:30]


def test_undated_list_shows_no_date_anywhere_but_in_details() -> None:
    path = "/zwgk/ghjh/"
    site = build("f10", 3, "small", ["Q-NODATE"])
    column = site.model.column(path)
    assert site.truth.columns[path].undated == len(column.rows) > 3
    for place in (path, "/", "/zwgk/"):
        for anchor in html.fromstring(text_of(site.pages[place], tags=True)).xpath("//a"):
            if "/ghjh/content_" in (anchor.get("href") or ""):
                around = str(anchor.xpath("ancestor::*[self::li or self::tr][1]")[0].text_content())
                assert around.replace(str(anchor.text_content()), "").strip(" ·\n") == ""
                assert not re.search(r"20\d\d", anchor.get("href", ""))
    detail = text_of(site.pages[f"{path}content_{column.rows[0].article.id}.html"], tags=True)
    assert f'name="PubDate" content="{column.rows[0].article.published}' in detail


def test_soft_block_is_200_and_holds_no_row() -> None:
    page = ask(build("f10", 3, "small", ["Q-SOFT"]), "/jggk/nsjg/")
    assert page.status == 200
    assert "访问异常页面" in text_of(page)
    assert "机构" not in text_of(page)


def test_wrong_code_stands_in_the_report_script_only() -> None:
    site = build("f10", 3, "small", ["Q-IDBAD"])
    text = text_of(site.pages["/"], tags=True)
    code = site.model.unit.site_code
    assert re.findall(r'sitecode="(\d+)"', text) == ["3399000099"]
    assert f'name="SiteIDCode" content="{code}"' in text
    assert f"网站标识码：{code}" in text
    assert site.truth.fields["site_code"].value == code
