"""Inspection indicators: what fails them, what is only listed, and what cannot be told."""

import json
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from unittest.mock import patch

import pytest

from audits import sheet
from audits.facts import Judged
from crawler.storage.store import connect
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
    told = [f.note for f in found["V8a-1"].findings] + list(found["V8a-1"].unsure)
    assert any("工作动态" in one or "没有日期" in one for one in told)


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
    assert f"http://yunling.example{gone}" in [f.url for f in found["D-打不开"].findings]
    assert [f.url for f in found["D-外部链接"].findings] == ["http://shop.example/"]
    assert "党政机关网站标识" in [f.title for f in found["D-页脚"].findings]
    assert found["D-标签"].count
    unverified = [one for one in found.values() if not one.verified]
    assert {one.judged for one in unverified} == {Judged.LISTED}


SEALED = date(2024, 12, 20)


@pytest.fixture
def inspected(tmp_path):
    """Indicators of a site whose crawl was sealed on the 20th of December 2024."""

    def read(*parts, home="", **more):
        folder = tmp_path / str(len(list(tmp_path.iterdir())))
        sealed = crawl(web(*parts, home=home, **more), folder)
        with closing(connect(sealed.file)) as connection:
            moment = f"{SEALED}T09:00:00+08:00"
            connection.execute("UPDATE crawl SET value = ? WHERE key = 'sealed_at'", (moment,))
            connection.commit()
        return {one.id: one for one in sealed.again().indicators}

    return read


def ago(*days):
    return [SEALED - timedelta(days=n) for n in days]


@pytest.mark.parametrize(("newest", "stale"), [(14, 0), (15, 1)])
def test_news_may_be_two_weeks_old(inspected, newest, stale):
    old = ago(newest, newest + 3, newest + 9, 400, 420)
    found = inspected(listed("/gzdt/", "工作动态", old), listed("/tzgg/", "通知公告", ago(2, 9)))
    assert (found["V8a-1"].count, found["V8a-2"].count) == (stale, 0)


@pytest.mark.parametrize(("newest", "stale"), [(180, 0), (181, 1)])
def test_notices_may_be_six_months_old(inspected, newest, stale):
    old = ago(newest, newest + 3, newest + 9, 400, 420)
    found = inspected(listed("/gzdt/", "工作动态", ago(2, 9)), listed("/tzgg/", "通知公告", old))
    assert (found["V8a-1"].count, found["V8a-2"].count) == (0, stale)


@pytest.mark.parametrize(
    ("day", "judged"), [(14, Judged.PASSED), (15, Judged.FAILED), (-3, Judged.UNKNOWN)]
)
def test_the_home_page_may_be_two_weeks_old_and_a_date_to_come_is_none(inspected, day, judged):
    assert inspected(home=shown(*ago(day)))["V7"].judged is judged


def test_a_home_page_that_shows_fresh_items_without_their_dates_is_left_to_a_person(inspected):
    news = listed("/gzdt/", "工作动态", ago(2, 4, 6, 400))
    links = "".join(
        f"<li><a href='{url}'>工作动态之号事项</a></li>" for url in news if "/t2" in url
    )
    home = shown(*ago(30)) + f"<div class='news'><ul>{links}</ul></div>"
    assert inspected(news, home=home)["V7"].judged is not Judged.FAILED


@pytest.mark.slow
def test_five_stale_columns_fail_and_four_do_not(inspected):
    names = ["工作动态", "部门动态", "基层动态", "图片新闻", "要闻动态"]
    for count, judged in ((5, Judged.FAILED), (4, Judged.PASSED)):
        parts = [
            listed(f"/dt{n}/", name, ago(40, 50, 400) if n < count else ago(2, 50, 400))
            for n, name in enumerate(names)
        ]
        menu = "".join(f"<a href='/dt{n}/'>{name}</a>" for n, name in enumerate(names))
        parts.append(listed("/tzgg/", "通知公告", ago(2, 9)))
        parts.append(listed("/gzdt/", "工作动态信息", ago(2, 9)))
        found = inspected(*parts, home=f"<div class='nav'>{menu}</div>")
        assert (found["V8a"].judged, found["V8a"].count) == (judged, count)


@pytest.mark.slow
def test_a_policy_column_below_a_policy_column_is_not_of_the_first_level(inspected):
    crumb = "<div class='position'><a href='/'>首页</a> &gt; <a href='/tzgg/'>通知公告</a> &gt; {}"
    below = listed("/tzgg/bz/", "补助公告", ago(300, 320, 400))
    below["/tzgg/bz/"] = below["/tzgg/bz/"].replace(
        "<div class='list'>", crumb.format("补助公告") + "<div class='list'>"
    )
    home = "<div class='nav'><a href='/tzgg/bz/'>补助公告</a></div>"
    found = inspected(listed("/tzgg/", "通知公告", ago(2, 9, 40)), below, home=home)
    assert "通知公告" not in [f.title for f in found["V8a-2"].findings]


@pytest.mark.slow
@pytest.mark.parametrize(("blank", "judged"), [(5, Judged.FAILED), (4, Judged.PASSED)])
def test_five_blank_columns_fail_and_four_do_not(inspected, blank, judged):
    names = ["部门动态", "基层动态", "图片新闻", "公示公告", "招标公告"]
    parts = [
        {f"/kb{n}/": list_page(name, ["<li>暂无数据</li>"])}
        if n < blank
        else listed(f"/kb{n}/", name, ago(2, 3, 400))
        for n, name in enumerate(names)
    ]
    menu = "".join(f"<a href='/kb{n}/'>{name}</a>" for n, name in enumerate(names))
    parts += [listed("/tzgg/", "通知公告", ago(2, 9)), listed("/gzdt/", "工作动态", ago(2, 9))]
    found = inspected(
        *parts, listed("/zfxxgk/", "公开目录", ago(2, 9)), home=f"<div class='nav'>{menu}</div>"
    )["V8c"]
    assert (found.count, found.judged) == (blank, judged)


@pytest.mark.parametrize(("waited", "judged"), [(90, Judged.PASSED), (91, Judged.FAILED)])
def test_letters_may_wait_ninety_days(inspected, waited, judged):
    (day,) = ago(waited)
    told = f"<p>信件编号：1</p><p>来信人：某</p><p>来信时间：{day}</p><p>办理中</p>"
    pages = {
        "/hdjl/jzxx/": list_page("局长信箱", [row("/hdjl/jzxx/1.html", "来信", day)]),
        "/hdjl/jzxx/1.html": page(told),
    }
    found = inspected(pages, home="<div class='nav'><a href='/hdjl/jzxx/'>局长信箱</a></div>")
    assert found["V9b"].judged is judged
    assert all(str(day) in finding.note for finding in found["V9b"].findings)


@pytest.mark.parametrize(
    ("link", "judged"),
    [("局长信箱", Judged.PASSED), ("信访举报信箱", Judged.UNKNOWN), ("首页", Judged.UNKNOWN)],
)
def test_a_way_to_ask_is_seen_or_left_to_a_person(inspected, link, judged):
    assert inspected(home=f"<a href='/hd/'>{link}</a>")["V9a"].judged is judged


@pytest.mark.parametrize(("newest", "stale"), [(365, 0), (366, 1)])
def test_other_columns_are_listed_when_a_year_went_by_and_never_judged(inspected, newest, stale):
    home = "<div class='nav'><a href='/sjfb/'>统计信息</a></div>"
    days = ago(newest, newest + 9, newest + 30)
    found = inspected(listed("/sjfb/", "统计信息", days), home=home)["V8b"]
    assert (found.count, found.judged) == (stale, Judged.LISTED)


FOOT = (
    "<div class='footer'>主办单位：云岭市商务局　网站标识码：5301990001　滇ICP备12345678号-1　"
    "滇公网安备 53010202000123号　<a href='/wzdt/'>网站地图</a><a href='/lxwm/'>联系我们</a>"
    "<script id='_jiucuo_' src='https://zfwzgl.www.gov.cn/exposure/jiucuo.js'></script>"
    "<script src='//dcs.conac.cn/js/25/CA25.js'></script></div>"
)


def test_a_home_page_with_every_mark_has_no_footer_fault_and_one_that_lacks_one_names_it(inspected):
    assert inspected(home=FOOT)["D-页脚"].count == 0
    found = inspected(home=FOOT.replace("网站地图", "首页"))["D-页脚"]
    assert [f.title for f in found.findings] == ["网站地图"]


def test_links_to_government_and_its_marks_are_none_to_strangers_and_numbers_are(inspected):
    home = (
        "<a href='http://www.km.gov.cn/'>市</a><a href='http://bszs.conac.cn/sitename?id=1'>标识</a>"
        "<a href='http://60.1.2.3:8080/oa/'>办公</a><a href='https://gov.cn.shop.example/'>商店</a>"
    )
    found = inspected(home=home)["D-外部链接"]
    assert [f.url for f in found.findings] == [
        "http://60.1.2.3:8080/oa/",
        "https://gov.cn.shop.example/",
    ]
    assert "数字地址" in found.findings[0].note


def test_pages_with_every_tag_are_not_named_and_one_with_an_empty_tag_is(inspected):
    site = "".join(
        f"<meta name='{n}' content='x'>" for n in ("SiteName", "SiteDomain", "SiteIDCode")
    )
    names = ("ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType")
    tags = site + "".join(f"<meta name='{n}' content='工作动态'>" for n in names)
    news = listed("/gzdt/", "工作动态", ago(2, 9))
    for head, missing in ((tags, 0), (tags.replace("content='x'", "content=''", 1), 1)):
        pages = dict(news) | {"/gzdt/": news["/gzdt/"].replace("<head>", f"<head>{head}")}
        found = inspected(pages)["D-标签"]
        assert sum(f.url.endswith("/gzdt/") for f in found.findings) == missing


def test_a_column_page_that_is_gone_is_a_dead_link_and_a_guess_of_ours_is_none(inspected):
    found = inspected(listed("/gzdt/", "工作动态", ago(2, 9)))["D-打不开"]
    assert {f.url for f in found.findings} == {
        "http://yunling.example/tzgg/",
        "http://yunling.example/zfxxgk/",
    }


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
