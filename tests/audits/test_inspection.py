"""Inspection indicators: what fails them, what is only listed, and what cannot be told."""

import json
from contextlib import closing
from datetime import UTC, datetime, timedelta
from unittest.mock import patch

import pytest

from audits import sheet
from audits.facts import Judged
from crawler.store import connect
from tests.audits.smallweb import HOME, crawl, days_back, list_page, listed, page, row, web

TODAY = datetime.now(UTC).date()  # the crawl is sealed on the day the test runs
FRESH = [TODAY - timedelta(days=n) for n in (1, 3, 5, 400, 420, 440)]
STALE = [TODAY - timedelta(days=n) for n in (40, 50, 60, 400, 420, 440)]
OLD = [TODAY - timedelta(days=n) for n in (300, 320, 400, 420)]


@pytest.fixture
def indicators(tmp_path):
    def read(*parts, home="", **more):
        sealed = crawl(web(*parts, home=home, **more), tmp_path)
        return {one.id: one for one in sealed.sheet.indicators}, sealed

    return read


def shown(day):
    return (
        f"<ul><li><a href='/gzdt/x{day:%Y%m%d}.html'>工作会议召开</a><span>{day}</span></li></ul>"
    )


def test_columns_with_items_of_the_last_weeks_fail_nothing(indicators):
    found, _ = indicators(listed("/gzdt/", "工作动态", FRESH), listed("/tzgg/", "通知公告", STALE))
    assert (found["V8a-1"].count, found["V8a-2"].count) == (0, 0)
    assert found["V8a-1"].judged is Judged.LISTED


def test_stale_columns_are_found_with_their_newest_day(indicators):
    found, _ = indicators(listed("/gzdt/", "工作动态", STALE), listed("/tzgg/", "通知公告", OLD))
    assert [f.title for f in found["V8a-1"].findings] == ["工作动态"]
    assert str(STALE[0]) in found["V8a-1"].findings[0].note
    assert [f.title for f in found["V8a-2"].findings] == ["通知公告"]
    assert found["V8a"].count == 2


def test_an_undated_item_is_no_update(indicators):
    rows = [
        f"<li><a href='/gzdt/{n}.html'>没有日期的第{n}条工作动态信息</a></li>" for n in range(6)
    ]
    pages = {f"/gzdt/{n}.html": page("<p>正文</p>") for n in range(6)}
    found, _ = indicators({"/gzdt/": list_page("工作动态", rows), **pages})
    assert found["V8a-1"].count == 0
    assert found["V8a-1"].unsure or found["V8a-1"].judged is Judged.LISTED


@pytest.mark.parametrize(
    ("home", "judged"),
    [
        (shown(TODAY - timedelta(days=2)), Judged.PASSED),
        (shown(TODAY - timedelta(days=30)), Judged.FAILED),
        ("<p>欢迎</p>", Judged.UNKNOWN),
    ],
)
def test_the_home_page_is_judged_by_its_newest_dated_item(indicators, home, judged):
    assert indicators(home=home)[0]["V7"].judged is judged


def test_blank_columns_are_named_and_blocked_ones_are_never_counted_as_blank(indicators):
    blank = list_page("工作动态", ["<li>暂无数据</li>"])
    found, _ = indicators({"/gzdt/": blank}, refused={"/tzgg/": "waf"})
    told = [f.title for f in found["V8c"].findings] + list(found["V8c"].unsure)
    assert any("工作动态" in one for one in told)
    assert any("通知公告" in one for one in found["V8c"].unsure)
    assert "通知公告" not in [f.title for f in found["V8c"].findings]


def test_dead_links_foreign_links_and_missing_parts_are_listed_and_never_judged(indicators):
    news = listed("/gzdt/", "工作动态", days_back(6))
    gone = next(key for key in news if "/t2024" in key)
    del news[gone]
    home = "<a href='http://shop.example/'>商店</a><a href='http://www.km.gov.cn/'>市政府</a>"
    found, _ = indicators(news, home=home)
    assert [f.url for f in found["D-打不开"].findings] == [f"http://yunling.example{gone}"]
    assert [f.url for f in found["D-外部链接"].findings] == ["http://shop.example/"]
    assert "党政机关网站标识" in [f.title for f in found["D-页脚"].findings]
    assert found["D-标签"].count
    unverified = [one for one in found.values() if not one.verified]
    assert {one.judged for one in unverified} == {Judged.LISTED}


def test_letters_that_wait_fail_the_indicator(indicators):
    told = "<p>信件编号：1</p><p>来信人：某</p><p>来信时间：2024-05-02</p><p>办理中</p>"
    pages = {
        "/hdjl/jzxx/": list_page("局长信箱", [row("/hdjl/jzxx/1.html", "来信", "2024-05-02")]),
        "/hdjl/jzxx/1.html": page(told),
    }
    found, _ = indicators(pages, home="<div class='nav'><a href='/hdjl/jzxx/'>局长信箱</a></div>")
    assert found["V9b"].judged is Judged.FAILED
    assert "2024-05-02" in found["V9b"].findings[0].note


def test_a_broken_indicator_leaves_the_facts_standing(indicators):
    with patch("audits.runner.inspect", side_effect=ValueError("broken")):
        found, sealed = indicators(listed("/gzdt/", "工作动态", FRESH))
    assert found == {}
    assert sealed.sheet.facts


def test_indicators_come_back_from_the_file_as_they_went(indicators, tmp_path):
    _, sealed = indicators(listed("/gzdt/", "工作动态", STALE))
    sheet.save(sealed.sheet, tmp_path / "facts.json")
    assert sheet.load(tmp_path / "facts.json").indicators == sealed.sheet.indicators


def test_faults_of_the_markup_are_listed_by_page_and_never_judged(tmp_path):
    fault = {"id": "image-alt", "impact": "严重", "help": "图像必须有替代文本", "count": 3}
    told = json.dumps(fault | {"nodes": [["img", "<img>"]]}, ensure_ascii=False)
    result = {"action": "自动检查", "result": "ok", "markup": [told]}
    sealed = crawl(web(home="<p>欢迎</p>"), tmp_path)
    with closing(connect(sealed.file)) as connection:
        connection.execute(
            "INSERT INTO probe (name, url, result) VALUES ('axe', ?, ?)", (HOME, json.dumps(result))
        )
        connection.commit()
    found = {one.id: one for one in sealed.again().indicators}["E-无障碍"]
    assert (found.judged, found.count) == (Judged.LISTED, 1)
    assert found.findings[0].title == "图像必须有替代文本"
    assert "3 处" in found.findings[0].note
    assert "accessibility_offered" not in {f.field for f in sealed.sheet.facts if f.value}


def test_markup_that_no_browser_checked_is_told_as_unseen(indicators):
    found, _ = indicators(home="<p>欢迎</p>")
    assert found["E-无障碍"].unsure == ("没有用浏览器检查",)
