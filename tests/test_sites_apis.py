"""Sites whose lists come from interfaces: what they answer, and that it is what the truth says."""

import http.client
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from shutil import which
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

import pytest
from lxml import html
from playwright.sync_api import Browser, sync_playwright

from audits.facts import Outcome
from crawler.records import Verdict
from nianbao.demo.page import Page
from tests.sites import Site, build, f3_readers, f4_readers, serve
from tests.sites.naive import Session
from tests.sites.routes import Asked, Reply, as_json, first_of, silent, whole

LINES = {"f3": f3_readers.lines, "f4": f4_readers.lines}
CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := which(name))),
    None,
)
OUT = re.compile(r"https?://([\w.-]+\.external\.test|mp\.weixin\.qq\.com)/")


def each_site() -> Iterator[object]:
    for family in LINES:
        for quirks in ("none", "all"):
            yield pytest.param(build(family, 3, "small", quirks), id=f"{family}-{quirks}")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture(params=each_site())
def site(request: pytest.FixtureRequest) -> Site:
    found: Site = request.param
    return found


def answer(site: Site, address: str) -> Page | None:
    """Return what the site gives for an own path with its query."""
    parts = urlsplit(address)
    given = site.routes(Asked("GET", parts.path, parts.query))
    return given if given is not None else site.pages.get(parts.path)


def told(page: Page, name: str) -> str:
    """Return the content of a meta of a page; empty when it has none."""
    found = re.search(rf'name="{name}" content="([^"]*)"', page.body.decode())
    return found.group(1) if found else ""


def echo(asked: Asked) -> Page | None:
    """Answer what was asked for under /echo, with a cookie."""
    if asked.path != "/echo":
        return None
    heard = {"method": asked.method, "params": dict(asked.params), "form": dict(asked.form)}
    page = as_json(heard | {"jar": dict(asked.jar), "data": asked.data()})
    return Reply(page.body, page.content_type, headers=(("Set-Cookie", "seen=1; path=/"),))


# Answers worked out when asked for


def test_routes_see_query_body_and_cookies_and_the_server_logs_the_body() -> None:
    site = replace(build("f1", 3, "small", "none"), routes=echo)
    server = serve(site)
    with server as address:
        line = http.client.HTTPConnection(urlsplit(address).netloc, timeout=10)
        line.request("POST", "/echo?page=2&q=%E4%BA%91", "a=1&b=", {"Cookie": "x=7"})
        posted = line.getresponse()
        said, cookie = posted.read().decode(), posted.getheader("Set-Cookie")
        line.request("GET", "/zwdt/")
        static = line.getresponse()
        body = static.read()
        line.close()
    assert (
        said == '{"method": "POST", "params": {"page": "2", "q": "云"}, '
        '"form": {"a": "1", "b": ""}, "jar": {"x": "7"}, "data": null}'
    )
    assert cookie == "seen=1; path=/"
    assert posted.getheader("ETag") is None
    assert body == site.pages["/zwdt/"].body
    assert [(r.method, r.path, r.body) for r in server.requests] == [
        ("POST", "/echo", b"a=1&b="),
        ("GET", "/zwdt/", b""),
    ]


def test_routes_of_a_later_site_take_over_with_its_pages() -> None:
    site = build("f1", 3, "small", "none")
    with serve(site, later=replace(site, routes=echo), after=1) as address:
        line = http.client.HTTPConnection(urlsplit(address).netloc, timeout=10)
        statuses = []
        for _ in range(2):
            line.request("GET", "/echo")
            answer = line.getresponse()
            answer.read()
            statuses.append(answer.status)
        line.close()
    assert statuses == [404, 200]


def test_first_route_that_answers_wins() -> None:
    asked = Asked("GET", "/echo")
    other = as_json("other")
    assert first_of(silent(build("f1", 3).model), echo, lambda _: other)(asked) == echo(asked)
    assert first_of(echo, lambda _: other)(Asked("GET", "/")) == other
    assert first_of(echo)(Asked("GET", "/")) is None


def test_body_that_is_json_is_read_as_such() -> None:
    assert Asked("POST", "/", body='{"a": ["云"]}'.encode()).data() == {"a": ["云"]}
    assert Asked("POST", "/", body=b"a=1").data() is None


def test_number_of_a_parameter_is_kept_in_range() -> None:
    assert [whole(text, 1, 1) for text in (None, "", "x", "-3", "0", "7")] == [1, 1, 1, 1, 1, 7]


# The pages of families with interfaces


def test_every_line_of_every_list_leads_to_its_own_article_or_off_the_site(site: Site) -> None:
    known = {(a.title, f"{a.published} {a.time}") for a in site.model.articles()}
    with serve(site) as address:
        session = Session(address)
        for column in site.model.columns:
            found = list(LINES[site.family](session, column.path))
            if not column.quirks:
                assert len(found) == site.truth.columns[column.path].rows_total
            for target, _, day in found:
                if OUT.match(target):
                    continue
                page = answer(site, urljoin(column.path, target))
                assert page is not None, (column.path, target)
                if page.content_type.startswith("text/html"):
                    assert (told(page, "ArticleTitle"), told(page, "PubDate")) in known
                    assert told(page, "PubDate").startswith(day)
        session.close()


def test_every_link_of_every_page_leads_somewhere(site: Site) -> None:
    for path, page in site.pages.items():
        if not page.content_type.startswith("text/html"):
            continue
        for link in html.fromstring(page.body.decode()).xpath("//a/@href | //link/@href"):
            goal = urljoin(f"http://site.test{path}", str(link))
            if goal.startswith("http://site.test/"):
                assert answer(site, goal) is not None, (path, link)
            else:
                assert OUT.match(goal) or ".gov.cn" in goal or goal.startswith("javascript:"), goal


def test_home_leads_to_every_column(site: Site) -> None:
    home = site.pages["/"].body.decode()
    found = {re.sub("index.s?html$", "", link) for link in re.findall('href="([^"]*)"', home)}
    assert {column.path for column in site.model.columns} <= found


def test_identity_stands_on_every_first_page(site: Site) -> None:
    unit = site.model.unit
    assert re.fullmatch(r"CA\d{21}", unit.mark_code)
    for column in site.model.columns:
        page = site.pages[urlsplit(column.path).path]
        for known in (unit.operator, unit.icp_number, unit.police_number, unit.mark_code):
            assert known in page.body.decode(), (column.path, known)
        assert told(page, "SiteIDCode") == unit.site_code
        assert told(page, "ColumnName") == column.name


# The jpage family


def test_records_of_a_range_are_counted_from_one_with_both_ends() -> None:
    site = build("f3", 4, "small", "none")
    rows = site.model.column("/col/col1101/").rows

    def ids(first: int, last: int) -> list[int]:
        proxy = f"startrecord={first}&endrecord={last}&perpage=15"
        path = "/module/web/jpage/dataproxy.jsp"
        page = site.routes(Asked("POST", path, proxy, b"columnid=1101"))
        assert page is not None
        assert b"<totalrecord>56</totalrecord>" in page.body
        return [int(n) for n in re.findall(rb"art_1101_(\d+)\.html", page.body)]

    wanted = [row.article.id for row in rows]
    assert ids(1, 45) == wanted[:45]
    assert ids(46, 90) == wanted[45:]
    assert ids(0, 45) == wanted[:45]
    assert ids(45, 90) == wanted[44:]


def test_reader_that_counts_records_from_zero_sees_one_twice() -> None:
    site = build("f3", 4, "small", "none")
    with serve(site) as address:
        session = Session(address)
        found = list(f3_readers.lines(session, "/col/col1101/", first=0))
        session.close()
    assert (len(found), len(set(found))) == (57, 56)


def test_next_group_is_followed_by_get_until_there_is_none() -> None:
    site = build("f3", 4, "small", "none")
    server = serve(site)
    with server as address:
        session = Session(address)
        found = list(f3_readers.lines(session, "/col/col1103/"))
        session.close()
    assert len(found) == 50
    assert [(r.method, r.path) for r in server.requests[1:]] == [
        ("GET", "/module/web/jpage/dataproxy.jsp")
    ]


def test_proxy_of_an_unknown_column_has_no_records() -> None:
    site = build("f3", 4, "small", "none")
    page = site.routes(Asked("GET", "/module/web/jpage/dataproxy.jsp", "page=1&columnid=7"))
    assert page is not None
    assert b"<record>" not in page.body


def test_article_of_two_columns_has_an_address_under_each() -> None:
    site = build("f3", 4, "small", ["Q-DUPCOL"])
    shared = {r.article.id for r in site.model.column("/col/col1103/").rows} & {
        r.article.id for r in site.model.column("/col/col1003/").rows
    }
    assert len(shared) == 3
    for number in shared:
        paths = [p for p in site.pages if p.endswith(f"_{number}.html")]
        assert sorted(p.split("_")[1] for p in paths) == ["1003", "1103"]


def test_aggregate_lists_every_line_of_its_five_columns() -> None:
    site = build("f3", 4)
    parent = site.truth.columns["/col/col1000/"]
    children = [site.truth.columns[f"/col/col100{n}/"] for n in range(1, 6)]
    assert parent.rows_total == sum(child.rows_total for child in children)
    assert parent.duplicates > 0
    assert not parent.in_total


# The jpaas family


def unit(site: Site, path: str, wanted: str) -> dict[str, Any]:
    """Return the answer of the unit of a column; ``wanted`` is its paramJson."""
    found = f4_readers.UNIT.search(site.pages[path].body.decode())
    assert found is not None
    query = urlencode(dict(f4_readers.PAIR.findall(found.group(2))) | {"paramJson": wanted})
    page = site.routes(Asked("GET", found.group(1), query))
    assert page is not None
    answered: dict[str, Any] = json.loads(page.body)
    return answered


def test_unit_gives_the_page_and_size_asked_for_and_declares_the_count() -> None:
    site = build("f4", 4, "small", "none")
    second = unit(site, "/col/col2010/", '{"pageNo":2,"pageSize":20}')
    beyond = unit(site, "/col/col2010/", '{"pageNo":9,"pageSize":20}')
    first = unit(site, "/col/col2010/", "")
    titles = [row.article.title for row in site.model.column("/col/col2010/").rows]
    assert [row[1] for row in f4_readers.ROW.findall(second["data"]["html"])] == titles[20:40]
    assert '<div class="pagination" rows="20" count="56">' in second["data"]["html"]
    assert f4_readers.ROW.findall(beyond["data"]["html"]) == []
    assert [row[1] for row in f4_readers.ROW.findall(first["data"]["html"])] == titles[:15]


def test_unit_of_an_unknown_page_is_no_success() -> None:
    site = build("f4", 4, "small", "none")
    page = site.routes(Asked("GET", "/api-gateway/jpaas-publish-server/front/page/build/unit"))
    assert page is not None
    assert json.loads(page.body)["success"] is False


def test_list_deaf_to_page_numbers_can_only_be_a_lower_bound() -> None:
    site = build("f4", 4, "small", ["Q-PAGENO"])
    column = site.truth.columns["/col/col2011/"]
    pages = [unit(site, "/col/col2011/", f'{{"pageNo":{n}}}')["data"]["html"] for n in (1, 2, 9)]
    assert len(set(pages)) == 1
    assert 'count="46"' in pages[0]
    assert column.verdicts == (Verdict.LOWER_BOUND,)
    assert 0 < column.reachable_in_year < column.in_year
    assert site.truth.fields["items_affairs"].outcomes == (Outcome.PARTIAL,)
    assert site.truth.fields["items_disclosure"].outcomes == (Outcome.OBSERVED,)


def test_details_have_old_and_new_addresses() -> None:
    site = build("f4", 4, "small", "none")
    shapes = [re.sub(r"[0-9a-f]{32}", "U", re.sub(r"col\d+", "C", p)) for p in site.pages]
    assert "/col/C/art/2025/art_U.html" in shapes
    assert any(re.fullmatch(r"/art/2025/\d+/\d+/art_\d+_\d+\.html", p) for p in site.pages)


def test_page_of_disclosure_shows_five_lines_of_each_column_and_more() -> None:
    site = build("f4", 4, "small", "none")
    tree = html.fromstring(site.pages["/xxgk/"].body.decode())
    blocks = tree.xpath("//div[contains(@class, 'xxgk-zcnr')]")
    assert [len(block.xpath(".//li")) for block in blocks] == [5, 5, 5, 5, 5]
    more = [str(link) for link in tree.xpath("//a[contains(@class, 'xxgk_more')]/@href")]
    assert all(link.removesuffix("index.html") in site.truth.columns for link in more)
    assert "/xxgk/" in site.truth.sections


# A browser sees what the interfaces give

SEEN = (
    ("f3", "/col/col1101/", "text=下一页", ".right li a"),
    ("f3", "/col/col1103/", "text=尾页", ".right li a"),
    ("f4", "/col/col2010/", "text=下一页", ".right li a"),
    ("f4", "/col/col2012/", "text=尾页", ".right li a"),
)


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here")
@pytest.mark.parametrize(("family", "path", "further", "rows"), SEEN)
def test_browser_shows_the_list_and_its_other_pages(
    browser: Browser, family: str, path: str, further: str, rows: str
) -> None:
    site = build(family, 3, "small", "none")
    articles = [row.article for row in site.model.column(path).rows]
    size = site.model.column(path).page_size
    after = (
        articles[-(len(articles) % size) :] if further == "text=尾页" else articles[size:][:size]
    )
    with serve(site) as address:
        page = browser.new_page()
        page.route(
            "**/*", lambda r: r.continue_() if r.request.url.startswith(address) else r.abort()
        )
        page.goto(address.rstrip("/") + path)
        for expected in (articles[:size], after):
            first = f"{rows}[title='{expected[0].title}']"
            page.wait_for_selector(first)
            assert page.eval_on_selector_all(rows, "all => all.map(a => a.title)") == [
                article.title for article in expected
            ]
            if expected is not after:
                page.click(further)
        page.close()


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here")
def test_leave_script_takes_the_addresses_of_foreign_links_away(browser: Browser) -> None:
    site = build("f4", 3, "small", ["Q-OUTJS"])
    first = [row.article for row in site.model.column("/col/col2010/").rows][:15]
    foreign = [article.title for article in first if article.target == "external"]
    with serve(site) as address:
        page = browser.new_page()
        page.route(
            "**/*", lambda r: r.continue_() if r.request.url.startswith(address) else r.abort()
        )
        page.goto(f"{address}col/col2010/")
        page.wait_for_selector(".page-btn")
        bare = page.eval_on_selector_all(".right li a:not([href])", "all => all.map(a => a.title)")
        page.close()
    assert bare == foreign != []
