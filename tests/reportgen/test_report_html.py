import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup, Tag
from playwright.sync_api import Page, sync_playwright

from reportgen.exports.report_html import EXPORT, page, web_link
from reportgen.paper import lay_out
from reportgen.report import Report

CHROMIUM = (
    shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
)


def text_of(element: Tag) -> str:
    return " ".join(element.get_text(" ").split())


@pytest.fixture
def soup(report: Report) -> BeautifulSoup:
    return BeautifulSoup(page(report), "lxml")


def section(soup: BeautifulSoup, name: str) -> Tag:
    found = soup.find(id=name)
    assert isinstance(found, Tag)
    return found


def test_report_html_begins_with_unit_year_draft_and_how_far_the_crawl_came(
    soup: BeautifulSoup,
) -> None:
    head = text_of(soup.select_one("header"))
    assert head.startswith("草稿（未审签） 政府网站工作年度报表（2025年度） 云岭市商务局")
    assert "2026年1月10日 18:05 （已封存）" in head.replace("18:05（", "18:05 （")
    assert "未采完 ：发现 59 个网址，打开 55 个，打不开 3 个，略过 1 个" in head.replace(
        "未采完：", "未采完 ："
    )
    assert "网站没有采完" in head


def test_report_html_counts_how_the_fields_are_marked(soup: BeautifulSoup) -> None:
    tally = [text_of(item).replace(" ", "") for item in soup.select(".tally li")]
    assert tally == [
        "6项已采全",
        "2项档案沿用",
        "1项未采全",
        "1项仅供参考",
        "53项采不到，需人工填",
        "1项采集出错",
    ]


def test_report_html_of_a_whole_crawl_raises_no_alarm(report: Report) -> None:
    text = page(replace(report, crawl=replace(report.crawl, complete=True)))
    assert "网站没有采完" not in text
    assert "已采完" in text


def test_report_html_draws_the_same_cells_as_the_paper(soup: BeautifulSoup, report: Report) -> None:
    drawn = [
        (
            int(str(cell.get("rowspan", 1))),
            int(str(cell.get("colspan", 1))),
            cell.get_text("\n", strip=True),
        )
        for cell in soup.select(".form table td")
    ]
    assert drawn == [(cell.rows, cell.columns, cell.text) for cell in lay_out(report).cells]


def test_report_html_form_has_head_and_sign_off(soup: BeautifulSoup) -> None:
    lines = [text_of(line) for line in soup.select(".form .line")]
    assert lines == [
        "填报单位：云岭市商务局",
        "单位负责人：〔待填〕 审核人：〔待填〕 填报人：〔待填〕",
        "联系电话：〔待填〕 填报日期：〔待填〕",
    ]


def test_report_html_figure_shows_all_that_stands_behind_it(soup: BeautifulSoup) -> None:
    card = section(soup, "f-items_total")
    text = text_of(card)
    assert text.startswith("信息发布 › 总数 至少36 条 未采全")
    assert "按栏目累计 40 全站去重 36 疑似重复 1 外链 2 存疑 3" in text
    assert "统计口径 全部内容栏目去重后的条数，外链不计" in text
    assert "原因 “政策法规”第3页打不开。请向网站编辑索取后台发布统计。" in text
    assert "数据来源 网站采集 确认状态 待确认" in text
    assert "没有计入：外链 2 条" in text
    assert "这里列出 1 条。" in text
    assert "已经计入、请核对：疑似重复 1 条" in text
    assert len(card.select("details")[0].select("tr")) == 21
    assert "这里列出前 20 条。" in text
    assert card.select_one("a[href='evidence/items_total.csv']")


@pytest.mark.parametrize(
    ("key", "badge"),
    [
        ("items_affairs", "已采全"),
        ("host_unit", "仅供参考"),
        ("items_overview", "采不到，需人工填"),
        ("police_number", "采集出错"),
        ("reporting_unit", "档案沿用"),
    ],
)
def test_report_html_figure_is_marked_with_the_agreed_word(
    soup: BeautifulSoup, key: str, badge: str
) -> None:
    assert text_of(section(soup, f"f-{key}").select_one(".badge")) == badge


def test_report_html_names_every_field_of_the_form(soup: BeautifulSoup, report: Report) -> None:
    for key in report.fields:
        assert section(soup, f"f-{key}")


def test_report_html_ledger_shows_each_column_in_chinese(soup: BeautifulSoup) -> None:
    rows = [
        [text_of(cell) for cell in line.select("td")]
        for line in section(soup, "columns").select("tbody tr, table > tr")
    ]
    assert rows == [
        [
            "政务公开 › 工作动态",
            "列表",
            "政务动态",
            "是",
            "2",
            "1",
            "4",
            "全部采到、条数吻合",
            "名称在词表里",
        ],
        [
            "政务公开 › 政策法规",
            "列表",
            "政务动态",
            "是",
            "至少34",
            "1",
            "4",
            "未采全，只能作下限",
            "第3页打不开；名称在词表里",
        ],
        [
            "政务公开 › 局长信箱",
            "互动或办事系统",
            "政务动态",
            "是",
            "—",
            "—",
            "4",
            "未能采集",
            "名称在词表里",
        ],
    ]


def test_report_html_refusals_come_with_what_to_tell_the_operator(soup: BeautifulSoup) -> None:
    text = text_of(section(soup, "refusals"))
    assert "政策法规 被防护拦截 请加入白名单。" in text
    assert "javascript:alert(2) — 禁止采集 网站的 robots.txt 不允许采集" in text


def test_report_html_remarks_point_to_their_fields(soup: BeautifulSoup) -> None:
    remarks = section(soup, "remarks")
    assert "请核对 三类之和小于总数。" in text_of(remarks)
    assert [link.get("href") for link in remarks.select("a")] == [
        "#f-items_total",
        "#f-items_affairs",
    ]


def test_report_html_groups_what_is_left_by_whom_to_ask(soup: BeautifulSoup) -> None:
    sheets = section(soup, "errands").select(".sheet")
    assert [text_of(sheet.select_one("h3")) for sheet in sheets] == [
        "单位办公室（7 项）",
        "网站运维单位（11 项）",
        "网站编辑（10 项）",
        "政策起草科室（4 项）",
        "政务服务科室（6 项）",
        "留言办理科室（4 项）",
        "网络安全负责科室（6 项）",
        "新媒体运营科室（8 项）",
    ]
    editors = text_of(sheets[2])
    assert "信息发布 › 总数（条） 补全 现为 至少36 条" in editors


def test_report_html_links_only_to_web_pages_and_its_own_files(soup: BeautifulSoup) -> None:
    targets = {str(link["href"]) for link in soup.select("a[href]")}
    assert {urlsplit(target).scheme for target in targets} == {"http", "https", ""}
    assert not [target for target in targets if "alert" in target]


def test_report_html_shows_hostile_titles_as_text(report: Report) -> None:
    text = page(report)
    assert "=HYPERLINK(1)&lt;b&gt;&amp;" in text
    assert "乙丙" in text
    assert "\u202e" not in text


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("http://a.cn/?x=1", "http://a.cn/?x=1"),
        ("HTTPS://a.cn/", "HTTPS://a.cn/"),
        ("javascript:alert(1)", ""),
        (" java\nscript:alert(1)", ""),
        ("data:text/html,1", ""),
        ("//a.cn/", ""),
        ("http:///x", ""),
        ("http://[::1", ""),
        ("", ""),
    ],
)
def test_web_link_takes_only_http_addresses_with_a_host(url: str, link: str) -> None:
    assert web_link(url) == link


def test_report_html_of_the_same_report_has_the_same_bytes(report: Report) -> None:
    assert list(EXPORT.render(report)) == list(EXPORT.render(report))


@pytest.mark.parametrize("word", ["审计", "爬虫", "判决", "置信度"])
def test_report_html_speaks_a_clerk_s_words(report: Report, word: str) -> None:
    assert word not in page(report)


@pytest.fixture
def browser_page(request: pytest.FixtureRequest) -> Iterator[Page]:
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser.new_page()
        browser.close()


@pytest.mark.browser
def test_report_html_opens_without_complaint_and_asks_for_nothing_else(
    report: Report, browser_page: Page, tmp_path: Path
) -> None:
    file = tmp_path / "report.html"
    file.write_text(page(report), encoding="utf-8")
    said: list[str] = []
    asked: list[str] = []
    browser_page.on("console", lambda message: said.append(message.text))
    browser_page.on("pageerror", lambda error: said.append(str(error)))
    browser_page.on("request", lambda request: asked.append(request.url))
    browser_page.goto(file.as_uri())
    assert (said, asked) == ([], [file.as_uri()])
    browser_page.locator("#f-items_total summary").first.click()
    assert browser_page.get_by_text("云岭市商务局开展第0次检查").is_visible()
    # the style sheet is taken: without it the form would have no fixed columns
    assert (
        browser_page.locator(".form table").evaluate("e => getComputedStyle(e).tableLayout")
        == "fixed"
    )


@pytest.mark.browser
def test_report_html_on_a_phone_needs_no_sideways_scrolling(
    report: Report, browser_page: Page, tmp_path: Path
) -> None:
    file = tmp_path / "report.html"
    file.write_text(page(report), encoding="utf-8")
    browser_page.set_viewport_size({"width": 390, "height": 800})
    browser_page.goto(file.as_uri())
    assert browser_page.evaluate("document.documentElement.scrollWidth") == 390


def test_report_html_links_the_screenshot_of_what_was_tried(report: Report) -> None:
    field = report.fields["site_name"]
    seen = replace(field.evidence[0], picture="evidence/screenshots/accessibility-1.png")
    fields = dict(report.fields) | {"site_name": replace(field, evidence=(seen,))}
    card = BeautifulSoup(page(replace(report, fields=fields)), "lxml").find(id="f-site_name")
    assert isinstance(card, Tag)
    assert card.find("a", string="看截图")["href"] == seen.picture  # type: ignore[index]
