"""Sites whose lists come from interfaces: what they answer, and that it is what the truth says."""

import http.client
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from shutil import which
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

import pytest
from lxml import html
from playwright.sync_api import Browser, sync_playwright
from playwright.sync_api import Page as BrowserPage

from audits.facts import Outcome
from crawler.records import Verdict
from nianbao.demo.model import Article
from nianbao.demo.page import Page
from tests.sites import Site, build, f3_readers, f4_readers, f5_readers, f6_readers, serve
from tests.sites.articles import Redated
from tests.sites.naive import Session
from tests.sites.routes import Asked, Reply, as_json, first_of, silent, whole

LINES = {
    "f3": f3_readers.lines,
    "f4": f4_readers.lines,
    "f5": f5_readers.lines,
    "f6": f6_readers.lines,
}
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


def confined(browser: Browser, address: str) -> BrowserPage:
    """Return a new page that can ask nobody but the site."""
    page = browser.new_page()
    page.route("**/*", lambda r: r.continue_() if r.request.url.startswith(address) else r.abort())
    return page


@pytest.fixture(params=each_site())
def site(request: pytest.FixtureRequest) -> Site:
    found: Site = request.param
    return found


def answer(site: Site, address: str) -> Page | None:
    """Return what the site gives for an own path with its query."""
    parts = urlsplit(address)
    given = site.routes(Asked("GET", parts.path, parts.query))
    return given if given is not None else site.pages.get(parts.path)


def pubdate(article: Article) -> str:
    """Return the PubDate of an article's page; the other date of a catalogue is no PubDate."""
    moved = isinstance(article, Redated) and "gkmlpt" not in article.home
    day = article.other if moved and isinstance(article, Redated) else article.published
    return f"{day} {article.time}"


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
    known = {(a.title, str(a.published), pubdate(a)) for a in site.model.articles()}
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
                    assert (told(page, "ArticleTitle"), day, told(page, "PubDate")) in known
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


def test_home_leads_to_every_column_or_to_the_page_that_chooses_it(site: Site) -> None:
    home = site.pages["/"].body.decode()
    found = {re.sub("index.s?html$", "", link) for link in re.findall('href="([^"]*)"', home)}
    for column in site.model.columns:
        where, _, category = column.path.partition("#")
        assert column.path in found or (category and where in found), column.path
        if category:
            assert f'"id": {category},' in site.pages[where].body.decode()


def test_identity_stands_on_every_first_page(site: Site) -> None:
    unit = site.model.unit
    assert re.fullmatch(r"CA\d{21}", unit.mark_code)
    for column in site.model.columns:
        if column.kind == "external":
            continue
        page = site.pages[urlsplit(column.path).path]
        for known in (unit.operator, unit.icp_number, unit.police_number, unit.mark_code):
            assert known in page.body.decode(), (column.path, known)
        assert told(page, "SiteIDCode") == unit.site_code
        assert told(page, "ColumnName") == column.name or "#" in column.path


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


# The UCAP family


def channel(site: Site, path: str, page: int) -> dict[str, Any]:
    """Return the data a channel answers for one page."""
    found = f5_readers.CHANNEL.search(site.pages[path].body.decode())
    assert found is not None
    where = urlsplit(f5_readers.JSON.format(found.group(1), page))
    given = site.routes(Asked("GET", where.path, where.query))
    assert given is not None
    data: dict[str, Any] = json.loads(given.body)["data"]
    return data


def test_static_list_declares_its_records_and_has_all_its_pages() -> None:
    site = build("f5", 4, "small", "none")
    text = site.pages["/xwzx/c100101/list.shtml"].body.decode()
    assert 'createPageHTML("page_div",4,1,"list","shtml",56)' in text
    assert 'createPageHTML("page_div",4,4,"list","shtml",56)' in (
        site.pages["/xwzx/c100101/list_4.shtml"].body.decode()
    )
    assert "/xwzx/c100101/list_5.shtml" not in site.pages
    assert site.truth.columns["/xwzx/c100101/list.shtml"].declared_rows == 56


def test_list_that_declares_one_more_than_it_has_can_only_be_a_lower_bound() -> None:
    site = build("f5", 4, "small", ["Q-DECLARED"])
    path = "/xxgk/c100304/list.shtml"
    with serve(site) as address:
        session = Session(address)
        found = list(f5_readers.lines(session, path))
        session.close()
    assert len(found) == 13
    assert '"shtml",14)' in site.pages[path].body.decode()
    assert site.truth.columns[path].declared_rows == 14
    assert site.truth.columns[path].verdicts == (Verdict.LOWER_BOUND,)


def test_channel_answers_pages_beyond_its_end_with_nothing_or_with_its_last_page() -> None:
    path = "/ztzl/c100601/list.shtml"
    plain, looping = (build("f5", 4, "small", quirks) for quirks in ("none", ["Q-LOOP"]))
    assert channel(plain, path, 1)["total"] == 10
    assert channel(plain, path, 2)["results"] == []
    assert channel(looping, path, 7)["results"] == channel(looping, path, 1)["results"] != []


def test_times_as_numbers_are_of_another_year_in_utc_than_in_beijing() -> None:
    path = "/xxgk/c100301/list.shtml"
    results = channel(build("f5", 4, "small", ["Q-EPOCH"]), path, 1)["results"]
    assert {one["publishedTimeStr"] for one in results} == {None}
    days = {
        zone: [datetime.fromtimestamp(one["publishedTime"] / 1000, zone).date() for one in results]
        for zone in (UTC, f5_readers.BEIJING)
    }
    assert date(2025, 12, 31) in days[UTC]
    assert date(2026, 1, 1) in days[f5_readers.BEIJING]
    texts = channel(build("f5", 4, "small", "none"), path, 1)["results"]
    assert re.fullmatch(r"20\d\d-\d\d-\d\d \d\d:\d\d:00", texts[0]["publishedTimeStr"])


def test_dates_a_day_apart_cross_a_year_for_one_row_only() -> None:
    site = build("f5", 4, "full", ["Q-DAYOFF"])
    rows = [row.article for row in site.model.column("/xxgk/c100303/list.shtml").rows]
    moved = [article for article in rows if isinstance(article, Redated)]
    assert 0.02 < len(moved) / len(rows) < 0.05
    assert {abs((article.other - article.published).days) for article in moved} == {1}
    assert sum(article.other.year != article.published.year for article in moved) == 1


def test_search_counts_titles_with_the_word_for_the_right_site_only() -> None:
    site = build("f5", 4, "small", "none")
    code, word = site.model.unit.site_code, "古树名木"
    expected = sum(word in article.title for article in site.model.articles())

    def search(**form: str) -> dict[str, Any]:
        page = site.routes(Asked("POST", "/search5/search/s", body=urlencode(form).encode()))
        assert page is not None
        found: dict[str, Any] = json.loads(page.body)
        return found

    assert search(siteCode=code, searchWord=word)["searchResultAll"]["total"] == expected > 0
    assert search(siteCode=code, searchWord="区块链元宇宙")["searchResultAll"]["total"] == 0
    assert search(siteCode="0", searchWord=word)["code"] == 500
    assert f'name="siteCode" value="{code}"' in site.pages["/"].body.decode()


# The gkmlpt family


def catalogue(site: Site, number: int, page: int, sid: str = "799041") -> dict[str, Any]:
    """Return what the catalogue answers for one page of a category."""
    given = site.routes(Asked("GET", f"/gkmlpt/api/all/{number}", f"page={page}&sid={sid}"))
    assert given is not None
    data: dict[str, Any] = json.loads(given.body)
    return data


def test_catalogue_gives_a_hundred_rows_a_page_and_page_zero_is_page_one() -> None:
    site = build("f6", 4, "small", "none")
    zero, first, second, third = (catalogue(site, 2102, page) for page in range(4))
    assert zero == first
    ids = [[one["id"] for one in data["articles"]] for data in (first, second, third)]
    assert ids[0] + ids[1] == [r.article.id for r in site.model.column("/gkmlpt/index#2102").rows]
    assert [len(part) for part in ids] == [100, 8, 0]
    assert first["total"] == first["classify"]["post_count"] == 108


def test_reader_that_counts_pages_from_zero_sees_a_hundred_twice_and_misses_the_rest() -> None:
    site = build("f6", 4, "small", "none")
    with serve(site) as address:
        session = Session(address)
        found = [one["id"] for one in f6_readers.articles(session, "/gkmlpt/index#2102", first=0)]
        session.close()
    assert (len(found), len(set(found))) == (200, 100)


def test_parent_category_and_category_zero_hold_the_rows_of_their_children() -> None:
    site = build("f6", 4, "small", "none")
    children = sum(catalogue(site, number, 1)["total"] for number in (2101, 2102, 2103))
    assert catalogue(site, 2100, 1)["total"] == children
    assert catalogue(site, 0, 1)["total"] == children + 6 + 10
    assert catalogue(site, 7777, 1)["articles"] == []
    assert catalogue(site, 2102, 1, sid="1")["articles"] == []


def test_tree_has_two_levels_and_one_node_that_leads_away() -> None:
    site = build("f6", 4, "small", "none")
    found = re.search(r"TREE: (\[.*\])\n", site.pages["/gkmlpt/index"].body.decode())
    assert found is not None
    nodes = json.loads(found.group(1))
    assert [len(node["children"]) for node in nodes] == [3, 1, 1, 0]
    assert [bool(node["jump_url"]) for node in nodes] == [False, False, False, True]


def test_signing_days_of_the_year_before_stand_beside_publish_times_of_the_year() -> None:
    site = build("f6", 4, "full", ["Q-SIGNED"])
    told = [one for page in range(1, 6) for one in catalogue(site, 2102, page)["articles"]]
    crossing = []
    for one in told:
        signed, created = (
            datetime.fromtimestamp(one[key], f6_readers.BEIJING) for key in ("date", "create_time")
        )
        assert f"{created:%Y-%m-%d %H:%M:%S}" == one["created_at"]
        assert (signed.hour, signed.minute) == (0, 0)
        if signed.year != created.year:
            crossing.append((signed.year, created.year))
    assert set(crossing) == {(2024, 2025)}
    assert 0.04 < len(crossing) / len(told) < 0.06


def test_attachments_of_the_catalogue_can_be_fetched() -> None:
    site = build("f6", 4, "small", "none")
    told = catalogue(site, 2102, 1)["articles"]
    files = [file["url"] for one in told for file in one["attachment"]]
    assert len(files) > 5
    assert all(site.pages[file].body.startswith(b"%PDF-") for file in files)


def test_guest_on_the_same_host_is_another_unit_and_adds_nothing() -> None:
    plain, site = (build("f6", 4, "small", quirks) for quirks in ("none", ["Q-TENANT"]))
    assert site.truth.fields == plain.truth.fields
    pages = [page for path, page in site.pages.items() if path.startswith("/unitb/")]
    assert len(pages) == 10
    assert {told(page, "SiteIDCode") for page in pages} == {"4499000086"}
    assert catalogue(site, 9001, 1)["articles"] == []
    assert catalogue(site, 0, 1) == catalogue(plain, 0, 1)


def test_twin_for_telephones_is_the_same_article_at_another_address() -> None:
    site = build("f6", 4, "small", ["Q-MOBILE"])
    column = site.model.column("/xwzx/tzgg/")
    twins = [row.article.href for row in column.rows if row.article.href]
    assert len(twins) == 3
    for href in twins:
        full = href.replace("mpost_", "post_")
        for name in ("ArticleTitle", "PubDate"):
            assert told(site.pages[href], name) == told(site.pages[full], name)
    assert site.truth.columns[column.path].duplicates == 3


# A browser sees what the interfaces give

NEXT, LAST = "text=下一页", "text=尾页"
SEEN = (
    ("f3", "none", "/col/col1101/", LAST, ".right li a"),
    ("f3", "none", "/col/col1103/", LAST, ".right li a"),
    ("f3", "Q-AGG", "/col/col1000/", NEXT, ".right li a"),
    ("f4", "none", "/col/col2010/", NEXT, ".right li a"),
    ("f4", "none", "/col/col2012/", LAST, ".right li a"),
    ("f5", "none", "/xwzx/c100101/list.shtml", LAST, ".right li a"),
    ("f5", "none", "/xwzx/c100102/list.shtml", NEXT, ".right li a"),
    ("f5", "Q-EPOCH", "/xxgk/c100301/list.shtml", NEXT, ".right li a"),
    ("f5", "none", "/xxgk/c100303/list.shtml", LAST, ".right li a"),
    ("f6", "none", "/gkmlpt/index#2102", NEXT, ".right td a"),
    ("f6", "none", "/xwzx/tzgg/", LAST, ".right li a"),
)
SHOWS = """([rows, wanted]) => JSON.stringify(
    [...document.querySelectorAll(rows)].map(link => [
        link.title, link.closest("li, tr").lastElementChild.textContent.replace(/[^0-9]/g, "")
    ])
) === wanted"""


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here")
@pytest.mark.parametrize(("family", "quirks", "path", "further", "rows"), SEEN)
def test_browser_shows_the_list_and_another_page_of_it(
    browser: Browser, family: str, quirks: str, path: str, further: str, rows: str
) -> None:
    site = build(family, 3, "small", quirks)
    column = site.model.column(path)
    told = [[row.article.title, f"{row.article.published:%Y%m%d}"] for row in column.rows]
    parts = [told[: column.page_size], told[column.page_size :][: column.page_size]]
    if further == LAST:
        parts[1] = told[(column.pages - 1) * column.page_size :]
    with serve(site) as address:
        page = confined(browser, address)
        page.goto(address.rstrip("/") + path)
        for number, part in enumerate(parts):
            if number:
                page.click(further)
            wanted = json.dumps(part, ensure_ascii=False, separators=(",", ":"))
            page.wait_for_function(SHOWS, arg=[rows, wanted], timeout=10_000)
        page.close()


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here")
def test_leave_script_takes_the_addresses_of_foreign_links_away(browser: Browser) -> None:
    site = build("f4", 3, "small", ["Q-OUTJS"])
    first = [row.article for row in site.model.column("/col/col2010/").rows][:15]
    foreign = [article.title for article in first if article.target == "external"]
    with serve(site) as address:
        page = confined(browser, address)
        page.goto(f"{address}col/col2010/")
        page.wait_for_selector(".page-btn")
        bare = page.eval_on_selector_all(".right li a:not([href])", "all => all.map(a => a.title)")
        page.close()
    assert bare == foreign != []
