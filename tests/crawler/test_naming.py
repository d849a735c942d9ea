from dataclasses import replace

import pytest

from crawler.columns.naming import Seen, column_name, column_path, running_text
from crawler.pages.dom import PageDom

URL = "http://yunling.example/gzdt/"
CRUMB = "<div>当前位置：<a href='/'>首页</a> &gt; <a href='/xw/'>新闻中心</a> &gt; {}</div>"


def page(body="", head=""):
    return PageDom(URL, f"<html><head>{head}</head><body>{body}</body></html>")


def seen(name="动态", *names, path=("导航",)):
    return Seen(name, path, "nav", 1, frozenset({name, *names}))


@pytest.mark.parametrize(
    ("dom", "link", "name"),
    [
        (page(head="<meta name='ColumnName' content=' 工作动态 '><title>别名</title>"), seen(),
         "工作动态"),
        (page(CRUMB.format("工作动态"), "<title>工作动态_云岭</title>"), seen(), "工作动态"),
        (page(CRUMB.format("工作动态")), seen("动态", "工作动态"), "工作动态"),
        (page(CRUMB.format("正文")), seen(), "动态"),
        (page(head="<title>云岭市商务局-工作动态</title>"), seen("动态", "工作动态"), "工作动态"),
        (page(head="<title>云岭市商务局</title>"), seen(), "动态"),
        (page(head="<title>工作动态-云岭市商务局</title>"), seen(""), "工作动态"),
        (page(), seen(""), ""),
    ],
)  # fmt: skip
def test_a_column_s_name_comes_from_the_surest_place(dom, link, name):
    assert column_name(dom, link) == name


@pytest.mark.parametrize("home", ["/", "/index.asp", "http://yunling.example/default.aspx"])
def test_a_first_step_to_the_root_is_no_column_above_whatever_it_is_called(home):
    crumb = f"<div>您现在的位置：<a href='{home}'>云岭农业信息网</a> &gt;&gt; 工作动态</div>"
    assert column_path(page(crumb), seen()) == ("导航",)
    list_above = crumb.replace(f"'{home}'", "'/list.asp?id=3'")
    assert column_path(page(list_above), seen()) == ("云岭农业信息网",)


def test_the_path_is_the_breadcrumb_s_else_the_menu_s():
    assert column_path(page(CRUMB.format("工作动态")), seen()) == ("新闻中心",)
    assert column_path(page(), seen()) == ("导航",)


def test_a_directory_of_topics_knows_better_than_a_breadcrumb_that_leaves_it_out():
    below = replace(seen(), path=("专题专栏",), source="topic")
    assert column_path(page(CRUMB.format("工作动态")), below) == ("专题专栏",)
    assert column_path(page(CRUMB.format("工作动态")), replace(below, source="nav")) == (
        "新闻中心",
    )


TEXT = "云岭市商务局主管全市商务工作，贯彻执行国家有关法律法规。"


@pytest.mark.parametrize(
    "body",
    [f"<p>{TEXT}</p><p>{TEXT}</p>", f"<div><div>{TEXT * 2}</div></div>", f"<td>{TEXT * 2}</td>"],
)
def test_running_text_is_what_stands_outside_links(body):
    body = f"<table><tr>{body}</tr></table>" if "<td" in body else body
    assert running_text(page(body)) == pytest.approx(2 * len(TEXT), abs=1)


@pytest.mark.parametrize(
    "body",
    [
        "",
        "".join(f"<li><a href='/a{n}/'>{TEXT}</a></li>" for n in range(9)),
        f"<div class='footer'><p>{TEXT}</p></div>",
        f"<script>var a='{TEXT}'</script>",
        "<span>2024-01-02</span>" * 40,
    ],
)
def test_menus_footers_and_dates_are_no_running_text(body):
    assert running_text(page(body)) == 0


@pytest.mark.parametrize(
    ("known", "path"),
    [
        (("专题专栏", "新闻中心"), ("专题专栏", "新闻中心")),
        (("导航", "新闻中心"), ("新闻中心",)),
        (("专题专栏", "安全生产月"), ("新闻中心",)),
    ],
)
def test_a_breadcrumb_that_starts_at_a_topic_is_led_on_by_what_hangs_the_topic(known, path):
    assert column_path(page(CRUMB.format("工作动态")), seen(path=known)) == path
