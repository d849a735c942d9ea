"""From the home page to the published report by the links a reader can click."""

import asyncio
from datetime import date

from crawler.transport.results import Fetched, Refused
from nianbao.exits import DONE, INCOMPLETE, WRONG
from nianbao.pathfinding import MOST_PAGES, Trail, trail_to
from nianbao.publishing import Copy, Finding
from reportgen.official.publication import Gap

HOME = "http://swj.yunling.example/"
GOAL = HOME + "gk/2026/t1.html"


class Pages:
    """A site of a few pages, each a list of (address, name); everything asked for is noted."""

    def __init__(self, pages):
        self.pages, self.asked = pages, []

    async def fetch(self, target):
        self.asked.append(target.url)
        links = self.pages.get(target.url)
        if links is None:
            return Refused(target.url, "http", "404", 404, 1)
        body = "".join(f'<a href="{url}">{name}</a>' for url, name in links)
        page = f"<html><body>{body}</body></html>".encode()
        kind = (("content-type", "text/html; charset=utf-8"),)
        return Fetched(target.url, target.url, 200, kind, page, (), "", len(page), 1)


def trail(pages, columns=None):
    site = Pages(pages)
    return asyncio.run(trail_to(site, HOME, GOAL, columns or {})), site


def test_report_two_clicks_from_the_home_page_is_found_with_the_names_to_click_on():
    pages = {
        HOME: [("gk/", "政府信息公开"), ("news/", "要闻"), ("javascript:void(0)", "登录")],
        HOME + "gk/": [("2026/t1.html", "2025年度报表")],
    }
    found, site = trail(pages)
    assert found.names == ("政府信息公开", "2025年度报表")
    assert site.asked == [HOME, HOME + "gk/"]


def test_columns_of_the_crawl_are_looked_into_though_the_home_page_links_them_by_script():
    pages = {HOME: [], HOME + "bb/": [(GOAL, "年度报表")]}
    found, _ = trail(pages, {HOME + "bb/": "网站年报"})
    assert found.names == ("网站年报", "年度报表")


def test_search_ends_without_an_answer_on_a_site_that_never_links_the_report():
    pages = {HOME: [(f"a{n}/", f"栏目{n}") for n in range(100)]}
    pages |= {f"{HOME}a{n}/": [(f"b{m}/", "下一层") for m in range(9)] for n in range(100)}
    found, site = trail(pages)
    assert found == Trail(None, MOST_PAGES)
    assert len(site.asked) == MOST_PAGES


def finding(**changed):
    given = {
        "trail": Trail(("年报",), 3),
        "copies": [Copy("页面上的表", GOAL)],
        "today": date(2026, 1, 20),
    }
    return Finding(GOAL, date(2026, 1, 31), **(given | changed))


def test_exit_code_says_what_a_person_has_to_do():
    gap = Gap("items_total", "总数", "1", "2", is_missing=False)
    late = {"today": date(2026, 3, 1)}
    assert finding().exit_code == DONE
    assert finding(copies=[Copy("页面上的表", GOAL, (gap,))]).exit_code == WRONG
    assert finding(copies=[Copy("页面上的表", GOAL, problem="没有表")]).exit_code == WRONG
    assert finding(copies=[]).exit_code == WRONG
    assert finding(trail=Trail(None, 40)).exit_code == INCOMPLETE
    assert finding(**late).exit_code == INCOMPLETE
    assert finding(**late, online_since=date(2026, 1, 30)).exit_code == DONE
    assert finding(**late, online_since=date(2026, 2, 1)).exit_code == WRONG
