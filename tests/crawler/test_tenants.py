"""Other units under one host are told by their own marks; a slip in one mark is only a doubt."""

import pytest

from crawler.dom import PageDom
from crawler.tenants import Tenancy

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


def test_a_home_page_without_marks_tells_nobody_apart():
    assert Tenancy("", "").other(page("云岭市医疗保障局", "5399000034")) == ""
