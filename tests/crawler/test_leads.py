import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.columns.leads import index_targets, read_leads
from crawler.lists.rows import read_rows
from crawler.pages.breadcrumbs import breadcrumb
from crawler.pages.dom import PageDom
from crawler.pages.lexicon import load_lexicon

WORDS = load_lexicon()
HOST = "http://yunling.example"
URL = f"{HOST}/zfxxgk/index.html"


def own(url):
    return url.startswith(HOST)


def leads(body, *, home=False, sitemap=False, url=URL):
    page = PageDom(url, f"<html><body>{body}</body></html>")
    found = read_leads(page, own, WORDS, read_rows(page), home=home, sitemap=sitemap)
    return {lead.url.removeprefix(HOST): lead for lead in found}


LINK = "<a href='/gzdt/'>工作动态</a>"


@pytest.mark.parametrize(
    ("body", "source"),
    [
        (f"<nav>{LINK}</nav>", "nav"),
        (f"<div class='main-nav'><ul><li>{LINK}</li></ul></div>", "nav"),
        (f"<div id='menu'>{LINK}</div>", "nav"),
        (f"<h2>{LINK}</h2>", "heading"),
        (f"<div class='tit'>{LINK}</div>", "heading"),
        (f"<ul><li>{LINK}</li><li><a href='/tzgg/'>通知公告</a></li></ul>", "menu"),
        (f"<p>见{LINK}栏目</p>", "link"),
        (f"<div class='footer'>{LINK}</div>", "footer"),
        (f"<footer>{LINK}</footer>", "footer"),
        (f"<div>当前位置：<a href='/'>首页</a> &gt; {LINK}</div>", "crumb"),
    ],
)
def test_a_link_is_known_by_where_it_stands(body, source):
    lead = leads(body)["/gzdt/"]
    assert (lead.name, lead.source) == ("工作动态", source)


def test_every_link_of_a_site_map_is_strong():
    found = leads(f"<p>{LINK}</p><p><a href='/tzgg/'>通知公告</a></p>", sitemap=True)
    assert {lead.source for lead in found.values()} == {"sitemap"}


@pytest.mark.parametrize(
    "block",
    [
        "<div><h3>工作动态</h3><span><a href='/gzdt/'>更多&gt;&gt;</a></span></div>",
        "<h3>工作动态<a href='/gzdt/'>更多</a></h3>",
        "<h3><a href='/gzdt/'>更多</a>工作动态</h3>",
        "<div class='t'>工作动态<span><a href='/gzdt/'>更多</a></span></div>",
        "<div><img src='i.png'>工作动态 <a href='/gzdt/'>[更多]</a></div>",
    ],
)
def test_a_more_link_is_named_by_the_heading_of_its_block(block):
    lead = leads(f"<p>通知公告</p><div>{block}</div>")["/gzdt/"]
    assert (lead.name, lead.source) == ("工作动态", "more")


def test_a_link_seen_twice_keeps_its_strongest_place():
    found = leads(f"<footer>{LINK}</footer><nav>{LINK}</nav><p>{LINK}</p>")
    assert found["/gzdt/"].source == "nav"
    assert list(found) == ["/gzdt/"]


def test_the_names_above_an_item_of_a_menu_are_its_path():
    menu = (
        "<nav><ul><li><a href='/zfxxgk/x/'>政府信息公开</a><ul>"
        "<li><a href='/zfxxgk/zcwj/'>政策文件</a></li></ul></li></ul></nav>"
    )
    found = leads(menu)
    assert found["/zfxxgk/zcwj/"].path == ("政府信息公开",)
    assert found["/zfxxgk/x/"].path == ()


@pytest.mark.parametrize(
    "anchor",
    [
        "<a href='http://www.gov.example/gzdt/'>工作动态</a>",
        "<a href='javascript:;'>工作动态</a>",
        "<a href='#'>工作动态</a>",
        "<a>工作动态</a>",
        "<a href='/gzdt/202401/t20240102_1.html'>工作动态</a>",
        "<a href='/files/a.pdf'>公开指南</a>",
        "<a href='/gzdt/'>2024-01-02</a>",
        "<a href='/gzdt/'>12</a>",
        "<a href='/gzdt/'>打印</a>",
        "<a href='/gzdt/'>下一页</a>",
        "<a href='/gzdt/'>下页</a>",
        "<a href='/gzdt/?page=1'>Page 2</a>",
        "<a href='/gzdt/?page=1'>Last »</a>",
        "<a href='/2025/03/'>2025年3月</a>",
        "<a href='/author/admin/'>网站编辑</a>",
        "<a href='/login/'>工作动态</a>",
        f"<a href='{URL}'>工作动态</a>",
        "<a href='/zfxxgk/'>工作动态</a>",
    ],
)
def test_a_link_that_leads_to_no_column_of_the_site_is_no_lead(anchor):
    assert leads(f"<nav>{anchor}</nav>") == {}


def test_rows_of_the_page_s_own_list_are_no_leads():
    rows = "".join(
        f"<li><a href='/zt/{n}/'>某某专题活动第{n}期</a><span>2024-01-0{n}</span></li>"
        for n in (3, 2, 1)
    )
    assert leads(f"<div class='list'><ul>{rows}</ul></div><nav>{LINK}</nav>").keys() == {"/gzdt/"}


@pytest.mark.parametrize(
    "element",
    [
        "<map><area href='/gzdt/' title='工作动态' alt='工作动态'></map>",
        "<map><area href='/gzdt/' alt='工作动态'></map>",
        "<a href=\"javascript:window.open('/gzdt/')\">工作动态</a>",
        "<select><option value='/gzdt/'>工作动态</option></select>",
    ],
)
def test_jump_lists_and_handlers_lead_on_like_links(element):
    assert leads(f"<div class='nav'>{element}</div>")["/gzdt/"].name == "工作动态"


CRUMB = "<div>{}<a href='/'>首页</a> &gt; <a href='/zfxxgk/'>政府信息公开</a> &gt; {}</div>"


@pytest.mark.parametrize("word", ["当前位置：", "您的位置：", "所在位置：", "您现在的位置 :"])
@pytest.mark.parametrize(
    "last", ["政策文件", "<a href='zcwj/'>政策文件</a>", "<span>政策文件</span>"]
)
def test_a_breadcrumb_gives_the_steps_without_the_home_page(word, last):
    page = PageDom(URL, f"<html><body>{CRUMB.format(word, last)}</body></html>")
    assert [name for _, name in breadcrumb(page)] == ["政府信息公开", "政策文件"]
    assert breadcrumb(page)[0][0] == f"{HOST}/zfxxgk/"


@pytest.mark.parametrize(
    "crumb",
    [
        "<div>当前位置：首页 &gt; 专题专栏 &gt; 安全生产月</div>",
        "<td>您的位置：首页→专题专栏→安全生产月</td>",
        "<p>您所在的位置：<i>首页</i> / <i>专题专栏</i> / <b>安全生产月</b></p>",
        "<div class='crumbs'>首页 &gt;&gt; 专题专栏 &gt;&gt; 安全生产月</div>",
        "<ol class='breadcrumb'><li>首页</li><li>专题专栏</li><li>安全生产月</li></ol>",
    ],
)
def test_a_breadcrumb_without_links_gives_its_own_steps_not_the_links_around_it(crumb):
    rows = "<a href='/a1.html'>信息公开工作会议</a><a href='/a2.html'>会议</a>"
    body = f"<table><tr>{crumb}</tr><tr><td>{rows}</td></tr></table>"
    if not crumb.startswith("<td"):
        body = f"<div>{crumb}{rows}</div>"
    page = PageDom(URL, f"<html><body>{body}</body></html>")
    assert [name for _, name in breadcrumb(page)] == ["专题专栏", "安全生产月"]


@pytest.mark.parametrize(
    "body",
    ["", "<p>正文</p>", "<p>当前位置</p>", "<p>公司当前位置优越。" + "正文" * 200 + LINK + "</p>"],
)
def test_a_page_without_a_breadcrumb_has_no_steps(body):
    assert breadcrumb(PageDom(URL, f"<html><body>{body}</body></html>")) == ()


@pytest.mark.parametrize("home", ["/", "/index.asp", "/default.shtml"])
def test_a_first_step_to_the_root_of_the_host_is_the_home_page_under_another_name(home):
    crumb = (
        f"<a href='{home}'>云岭商务信息网</a> &gt; <a href='/zfxxgk/'>政府信息公开</a> &gt; 文件"
    )
    page = PageDom(URL, f"<html><body><div>您现在的位置：{crumb}</div></body></html>")
    assert [name for _, name in breadcrumb(page)] == ["政府信息公开", "文件"]


@pytest.mark.parametrize(
    "block",
    [
        "<h3>热点回应<a href='/gzdt/'>更多</a></h3>",
        "<div class='panel-heading'>热点回应 <a class='pull-right' href='/gzdt/'>更多»</a></div>",
        "<div><b></b>热点回应<span><a href='/gzdt/'>more</a></span></div>",
        "<h3>热点回应</h3><p>12 | <a href='/gzdt/'>更多</a></p>",
    ],
)
def test_a_more_link_has_the_name_that_stands_before_it_in_its_own_block(block):
    body = f"<div><a href='javascript:;'>长辈版</a></div><div><ul><li>x</li></ul></div>{block}"
    assert leads(body)["/gzdt/"].name == "热点回应"


def test_a_more_link_under_no_heading_does_not_take_the_page_s_title():
    page = PageDom(
        URL,
        "<html><head><title>科技活动周</title></head><body>"
        "<div><a href='/gzdt/'>更多</a></div></body></html>",
    )
    assert read_leads(page, own, WORDS, read_rows(page), home=False, sitemap=False) == ()


def targets(body, chrome=frozenset()):
    return index_targets(PageDom(URL, f"<html><body>{body}</body></html>"), own, chrome)


def test_an_index_leads_on_by_its_blocks_headings_and_more_links():
    blocks = "".join(
        f"<div class='box'><h3>栏目{n}</h3><a href='/c{n}/'>更多</a><ul><li>x</li></ul></div>"
        for n in range(3)
    )
    assert len(targets(blocks)) == 3
    assert len(targets("<h3><a href='/gzdt/'>工作动态</a></h3>")) == 1


@pytest.mark.parametrize(
    "body",
    [
        f"<nav>{LINK}</nav>",
        f"<footer><h3>{LINK}</h3></footer>",
        f"<p>{LINK}</p>",
        "<h3><a href='http://www.gov.example/'>国务院</a></h3>",
        "<h3><a href='/gzdt/t20240102_1.html'>一篇文章的标题</a></h3>",
    ],
)
def test_other_links_do_not_make_an_index(body):
    assert targets(body) == frozenset()


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["<nav>", "</nav>", "<ul>", "<li>", "</li>", "</ul>", "<a href='/a/'>", "</a>", "更多",
             "<a href='//['>", "工作动态", "<dl><dt>", "<dd>", "</dl>", "当前位置：", "&gt;",
             "<h2>", "</h2>",
             "<footer>", "<area href=/b/>", "<option value='/c/'>", "<base href='//['>"]
        ),
        max_size=30,
    ).map("".join)
)  # fmt: skip
def test_any_page_is_read_for_leads_without_an_error(body):
    for lead in leads(body).values():
        assert own(lead.url)
        assert lead.name


def test_a_route_that_a_row_leads_to_is_no_column_and_one_of_the_menu_is():
    rows = "".join(
        f"<li><a href='#/detail/{n}'>关于开展第{n}次检查的通知</a><span>2024-03-0{n}</span></li>"
        for n in range(1, 7)
    )
    found = leads(f"<nav><a href='#/list/11'>工作动态</a></nav><ul>{rows}</ul>", home=True)
    assert [key.partition("#")[2] for key in found] == ["/list/11"]
