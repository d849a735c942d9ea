"""Other units under one host are told by their own marks; a slip in one mark is only a doubt."""

import pytest

from crawler.columns.tenants import IN_MENU, Tenancy
from crawler.pages.dom import PageDom
from tests.audits.smallweb import crawl, days_back, listed, web

HOME = Tenancy("云岭市商务局", "5399000012")


OTHER = "云岭市医疗保障局"


def page(name, code, title=OTHER, foot=OTHER):
    return PageDom(
        "http://yunling.example/unitb/",
        f"<html><head><title>{title}</title><meta name='SiteName' content='{name}'>"
        f"<meta name='SiteIDCode' content='{code}'></head><body><p>主办：{foot}</p></body></html>",
    )


def test_a_page_with_another_name_and_another_number_is_another_unit_s():
    assert HOME.other(page("云岭市医疗保障局", "5399000034")) == (
        "页面标明属于另一单位（云岭市医疗保障局，标识码 5399000034），不计入本单位"
    )


@pytest.mark.parametrize(
    ("name", "code"),
    [("云岭市商务局", "5399000012"), ("商务之窗", "5399000012"), ("", ""), ("医保局", "无")],
)
def test_a_page_that_lacks_or_shares_a_mark_is_the_unit_s_own(name, code):
    assert HOME.other(page(name, code)) == ""
    assert HOME.doubts(page(name, code)) == ()


def test_another_number_under_the_same_name_is_a_doubt():
    assert HOME.other(page("云岭市商务局", "5399000034")) == ""
    assert len(HOME.doubts(page("云岭市商务局", "5399000034"))) == 1


@pytest.mark.parametrize(
    ("title", "foot"), [("通知公告", ""), (OTHER, HOME.name), (f"通知公告_{HOME.name}", OTHER)]
)
def test_another_unit_s_marks_on_a_page_that_shows_our_own_name_or_none_are_a_doubt(title, foot):
    leftover = page(OTHER, "5399000034", title, foot)
    assert HOME.other(leftover) == ""
    assert HOME.doubts(leftover)[0].endswith("可能属于另一单位")


LEFTOVER = Tenancy(HOME.name, HOME.code, frozenset({"5399000034"}))


def test_a_number_that_the_home_page_prints_against_its_tag_is_the_unit_s_under_its_name():
    assert LEFTOVER.doubts(page(HOME.name, "5399000034")) == ()
    assert len(LEFTOVER.doubts(page(OTHER, "5399000034", foot=HOME.name))) == 1
    assert len(LEFTOVER.doubts(page(HOME.name, "5399000056"))) == 1
    assert LEFTOVER.other(page(OTHER, "5399000034")) != ""


def test_columns_of_a_site_whose_home_page_kept_another_unit_s_tag_are_counted(tmp_path):
    lists = (
        marked(listed(path, name, days_back(12)), HOME.name, HOME.code)
        for path, name in (
            ("/gzdt/", "工作动态"),
            ("/tzgg/", "通知公告"),
            ("/zfxxgk/", "政府信息公开"),
        )
    )
    foot = f"<div>政府网站标识码：<b>{HOME.code}</b></div>"
    site = web(*lists, home=foot)
    site.pages.update(marked({"/": site.pages["/"]}, HOME.name, "5301990002"))
    sealed = crawl(site, tmp_path)
    assert sealed.fact("items_total").outcome == "observed"


def test_a_home_page_without_marks_tells_nobody_apart():
    assert Tenancy("", "").other(page("云岭市医疗保障局", "5399000034")) == ""


def marked(pages, name, code):
    metas = f"<meta name='SiteName' content='{name}'><meta name='SiteIDCode' content='{code}'>"
    named = {path: text.replace(HOME.name, name) for path, text in pages.items()}
    return {path: text.replace("</head>", f"{metas}</head>") for path, text in named.items()}


def test_a_column_of_the_home_page_s_menu_with_a_former_unit_s_marks_is_asked_about(tmp_path):
    site = web(
        marked(listed("/gzdt/", "工作动态", days_back(12)), HOME.name, HOME.code),
        marked(listed("/tzgg/", "通知公告", days_back(12)), "云岭市商贸局", "5399000034"),
        marked(listed("/zfxxgk/", "政府信息公开", days_back(12)), HOME.name, HOME.code),
    )
    site.pages.update(marked({"/": site.pages["/"]}, HOME.name, HOME.code))
    sealed = crawl(site, tmp_path)
    total = sealed.fact("items_total")
    assert total.outcome == "partial"
    assert "通知公告" in total.reason
    assert IN_MENU in sealed.line("/tzgg/").reason


def test_a_column_of_the_menu_under_the_other_unit_s_name_is_that_unit_s(tmp_path):
    site = web(
        marked(listed("/gzdt/", "工作动态", days_back(12)), HOME.name, HOME.code),
        marked(listed("/tzgg/", "通知公告", days_back(9)), HOME.name, HOME.code),
        marked(listed("/ybj/", "部门文件", days_back(12)), "云岭市医疗保障局", "5399000034"),
        marked(listed("/zfxxgk/", "政府信息公开", days_back(12)), HOME.name, HOME.code),
        home="<div class='nav'><a href='/ybj/'>云岭市医疗保障局部门文件</a></div>",
    )
    site.pages.update(marked({"/": site.pages["/"]}, HOME.name, HOME.code))
    sealed = crawl(site, tmp_path)
    line = sealed.line("/ybj/")
    assert "不计入本单位" in line.choice_reason
    assert IN_MENU not in line.reason
    assert sealed.fact("items_total").outcome == "observed"


def test_a_column_of_the_menu_that_leads_to_another_site_is_asked_about(tmp_path):
    site = web(
        listed("/gzdt/", "工作动态", days_back(12)),
        listed("/zfxxgk/", "政府信息公开", days_back(12)),
        moved={"/tzgg/": "http://other.example/tzgg/"},
    )
    sealed = crawl(site, tmp_path)
    assert sealed.fact("items_total").outcome == "partial"
    assert sealed.line("/tzgg/").reason == "栏目在另一网站，未指定是否属于本网站"
