"""Traps of turning pages: the same page again, the wrong pages, pages that are not there."""

import json
from datetime import date, timedelta
from urllib.parse import parse_qs, urlsplit

from audits.rowcount import count_rows
from crawler.lists.reading import read_list
from crawler.pages.dom import PageDom
from crawler.paging.calls import read_calls
from tests.audits.smallweb import (
    HOME,
    article,
    crawl,
    days_back,
    list_page,
    listed,
    page,
    row,
    web,
)
from tests.sites import build
from tests.traps.hasty import count
from tests.traps.kitweb import KitWeb, read
from tests.whole.trial import few

SURE = ("exact", "bounded")
NEWS = listed("/gzdt/", "工作动态", days_back(12))
NOTICES = listed("/tzgg/", "通知公告", days_back(12))


def days(number, year=2024, gap=6):
    """``number`` days of one year, newest first."""
    return [date(year, 12, 20) - timedelta(days=gap * n) for n in range(number)]


def test_records_are_asked_for_from_one_and_three_screens_at_a_time(tmp_path):
    """jpage: a call brings 45 records, counted from 1; who counts from 0 sees row 45 twice."""
    site = few(build("f3", 3, "full", "none"), "/col/col1101/")
    truth = site.truth.columns["/col/col1101/"]
    web_ = KitWeb({}, site=site)
    sealed = crawl(web_, tmp_path, year=2025)
    asked = [parse_qs(urlsplit(path).query) for path in web_.asked if "dataproxy" in path]
    spans = {(int(q["startrecord"][0]), int(q["endrecord"][0])) for q in asked}
    hasty = [number for n in range(3) for number in range(max(1, 45 * n), 45 * (n + 1) + 1)]
    assert len(hasty) == len(set(hasty)) + 2
    assert {start % 45 for start, _ in spans} == {1}
    assert {end - start for start, end in spans} == {44}
    line = sealed.line("/col/col1101/index.html")
    assert line.in_year == truth.in_year
    assert line.verdict in SURE


def records(number):
    """Rows of the catalogue, newest first, with an address on the own host each."""
    return [
        {
            "id": 9000 - n,
            "title": f"云岭市商务局公开事项第{n}号",
            "url": f"{HOME}gkmlpt/content/9/{9000 - n}/post_{9000 - n}.html",
            "display_publish_time": f"{day} 09:00:00",
        }
        for n, day in enumerate(days(number, gap=2))
    ]


CATALOGUE = f"{HOME}gkmlpt/index#721"
CONFIG = "<div id='app'></div><script>window._CONFIG = {SID:'755041', TREE:[]}</script>"


def test_a_catalogue_is_asked_from_page_one():
    """gkmlpt answers page 0 with page 1; a hundred rows a call."""
    plan = next(
        plan for plan in read_calls(PageDom(CATALOGUE, CONFIG)) if "api/all" in plan.template
    )
    pages = [parse_qs(urlsplit(plan.address(n)).query)["page"][0] for n in (1, 2)]
    rows = records(150)
    answers = {"0": rows[:100], "1": rows[:100], "2": rows[100:]}
    assert sum(len(answers[n]) for n in ("0", "1", "2")) == 250  # of who counts pages from 0
    assert sum(len(answers[n]) for n in pages) == 150


def test_articles_of_a_catalogue_that_lie_elsewhere_are_external():
    rows = records(20)
    for each in rows[3:6]:
        each["url"] = f"https://mp.weixin.qq.com/s/{each['id']}"
    told = json.dumps({"articles": rows, "total": 20}, ensure_ascii=False)
    entries = read_list(
        PageDom(f"{HOME}gkmlpt/api/all/721?page=1", told), frozenset(), 2025
    ).entries
    counted = count_rows(entries, {}, 2024, lambda url: url.startswith(HOME))
    assert len(entries) == 20  # the hasty number
    assert (len(counted.items), len(counted.external)) == (17, 3)


def test_an_interface_deaf_to_page_numbers_gives_a_lower_bound(tmp_path):
    whole = build("f4", 2, "small", ["Q-PAGENO"])
    truth = whole.truth.columns["/col/col2011/"]
    site = few(whole, "/col/col2011/", "/xxgk/zcwj/")
    line = read(site, tmp_path).line("/col/col2011/index.html")
    assert truth.in_year + truth.naive["Q-PAGENO"] == 4 * line.in_year  # page one four times
    assert line.in_year < truth.in_year
    assert line.verdict == "lower_bound"


def stubbed(pager, deep):
    """35 rows of the year on four pages; the third is a shell of 350 bytes with status 200."""
    site = web(NEWS, NOTICES, listed("/zfxxgk/", "政府信息公开", days(35), kind=pager))
    site.pages["/zfxxgk/index_2.html"] = deep
    return site


STOPPED = {"script": "写明共 4 页，第 3 页没有列表", "links": "第 3 页打开后没有列表"}
SHELL = "<html><head><title>政府信息公开</title></head><body><div class='list'></div></body></html>"


def test_a_shell_in_the_place_of_a_deep_page_is_no_end(tmp_path):
    for pager in ("script", "links"):
        site = stubbed(pager, SHELL)
        line = crawl(site, tmp_path / pager).line("/zfxxgk/")
        assert count(site, "/zfxxgk/") == 20
        assert line.in_year <= 35
        assert line.verdict == "lower_bound"
        assert STOPPED[pager] in line.reason


def test_the_pager_of_a_text_turns_no_page_of_the_list(tmp_path):
    """An article of the year is cut into three pages; the list below it is one page."""
    rows = [(f"/zfxxgk/t{d:%Y%m%d}_{600 + n}.html", f"第{n}号公开事项", d)
            for n, d in enumerate(days(8))]  # fmt: skip
    pages = {href: article(title, day) for href, title, day in rows}
    first = rows[0][0]
    body = '<script>createPageHTML(3, 0, "t20241220_600", "html");</script>'
    pages[first] = article(rows[0][1], rows[0][2], body)
    for n in (1, 2):
        pages[first.replace(".html", f"_{n}.html")] = article(rows[0][1], rows[0][2])
    shown = list_page("政府信息公开", [row(*each) for each in rows]).replace("</body>", body)
    site = web(NEWS, NOTICES, {"/zfxxgk/": shown}, pages)
    line = crawl(site, tmp_path).line("/zfxxgk/")
    assert count(site, "/zfxxgk/", "bodies") == 10
    assert (line.in_year, line.verdict, line.pages) == (8, "exact", 1)


def archives(old):
    """A parent that shows this year only and names its archives; 2023 lies at ``old``."""
    links = f"<div class='sub'><a href='/zfxxgk/2024n/'>2024年</a><a href='{old}'>2023年</a></div>"
    recent = listed("/zfxxgk/", "政府信息公开", days(3, 2025))
    recent["/zfxxgk/"] = recent["/zfxxgk/"].replace(
        "<div class='list'>", links + "<div class='list'>"
    )
    return web(
        NEWS, NOTICES, recent, listed("/zfxxgk/2024n/", "2024年", days(6)),
        listed(old, "2023年", days(4, 2023)),
    )  # fmt: skip


def test_the_year_s_archive_is_read_beside_the_parent_that_shows_another_year(tmp_path):
    site = archives("/zfxxgk/2023n/")
    line = crawl(site, tmp_path).line("/zfxxgk/")
    assert count(site, "/zfxxgk/") == 0
    assert (line.in_year, line.rows) == (6, 13)
    assert line.verdict in SURE


def test_an_archive_outside_its_folder_is_found_by_its_link(tmp_path):
    site = archives("/2023n/")
    sealed = crawl(site, tmp_path)
    line = sealed.line("/zfxxgk/")
    assert (line.in_year, line.rows) == (6, 13)  # who goes by folders reads 9 rows
    assert "/2023n/" not in {urlsplit(c.url).path for c in sealed.sheet.columns}


def test_an_aggregate_adds_nothing_to_its_children(tmp_path):
    """The frame shows five rows of each child and 更多; the children are counted."""
    children = {
        "/zfxxgk/zcwj/": listed("/zfxxgk/zcwj/", "政策文件", days(14)),
        "/zfxxgk/gsgg/": listed("/zfxxgk/gsgg/", "公示公告", days(12)),
    }
    blocks = []
    for path, pages in children.items():
        name = "政策文件" if "zcwj" in path else "公示公告"
        rows = str(pages[path]).partition("<ul>")[2].rpartition("<div class='list'>")[2]
        items = rows.partition("<ul>")[2].partition("</ul>")[0].split("</li>")[:5]
        blocks.append(
            f"<div class='block'><h3>{name}</h3><a href='{path}'>更多</a>"
            f"<ul>{'</li>'.join(items)}</li></ul></div>"
        )
    frame = page("".join(blocks), title="政府信息公开_云岭市商务局")
    site = web(NEWS, NOTICES, {"/zfxxgk/": frame}, *children.values())
    sealed = crawl(site, tmp_path)
    frames = count(site, "/zfxxgk/")
    assert frames == 10  # counted again by who adds up every list
    assert not sealed.line("/zfxxgk/").in_total
    assert [sealed.line(path).in_year for path in children] == [14, 12]
    own = sealed.line("/gzdt/").in_year + sealed.line("/tzgg/").in_year
    assert sealed.fact("items_total").value == own + 26


def test_a_pinned_row_counts_once_and_stops_no_walk(tmp_path):
    """On every page stands a row of the year and one of 2021, both above the newest."""
    pages = listed("/zfxxgk/", "政府信息公开", [*days(35), *days(12, 2023)])
    pins = [("/zfxxgk/t20240105_900.html", "政府信息公开指南", date(2024, 1, 5)),
            ("/zfxxgk/t20210301_901.html", "政府信息公开制度", date(2021, 3, 1))]  # fmt: skip
    top = "".join(row(href, f"[置顶]{title}", day) for href, title, day in pins)
    for path in list(pages):
        if path.startswith("/zfxxgk/index") or path == "/zfxxgk/":
            pages[path] = pages[path].replace(
                "<div class='list'><ul>", f"<div class='list'><ul>{top}"
            )
    pages |= {href: article(title, day) for href, title, day in pins}
    site = web(NEWS, NOTICES, pages)
    line = crawl(site, tmp_path).line("/zfxxgk/")
    assert count(site, "/zfxxgk/") == 40  # the pin once a page
    assert count(site, "/zfxxgk/", "early") == 1  # stopped by the row of 2021
    assert line.in_year == 36
    assert line.verdict in SURE
