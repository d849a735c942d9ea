"""Lists that share one page: which fragments choose a list, and what they are called."""

from datetime import date

from crawler.columns.views import Pointed, View, page_views, tree_links
from crawler.pages.dom import PageDom
from tests.audits.smallweb import article, crawl, days_back, page, row, web

URL = "http://yunling.example/xxgk/index.html"
TREE = (
    "<script>var T = [{id: 1, name: '政策文件', children: [{id: 2, name: '规范性文件'}]},"
    "{id: 3, name: '市级目录', url: 'http://city.example/'},"
    "{id: 4, name: '财政信息', url: '/czxx/'}]</script>"
)
CRUMB = "<div>当前位置：<a href='/'>首页</a> &gt; <a href='/xxgk/'>信息公开</a></div>"


def section(ident, *rows):
    items = "".join(f"<li><a href='/x/{r}.html'>关于{r}的通知</a><span>2024-01-0{r}</span></li>"
                    for r in rows)  # fmt: skip
    return f"<div id='{ident}' style='display:none'><ul>{items}</ul></div>"


def test_a_shell_shows_the_nodes_of_its_tree_and_the_links_to_its_fragments():
    page = PageDom(URL, CRUMB + TREE)
    pointed = [Pointed("2", "规范性文件（旧）", (), "nav"), Pointed("/list/9", "公示", (), "nav")]
    assert page_views(page, pointed, "信息公开目录", is_shell=True) == (
        View("1", "政策文件", ("信息公开",), "branch"),
        View("2", "规范性文件", ("信息公开", "政策文件"), "tree"),
        View("/list/9", "公示", ("信息公开",), "nav"),
    )


def test_a_page_with_rows_of_its_own_is_not_read_by_its_tree():
    assert page_views(PageDom(URL, CRUMB + TREE), [], "信息公开目录", is_shell=False) == ()


def test_nodes_with_a_page_of_their_own_are_links():
    assert tree_links(PageDom(URL, TREE)) == (
        ("http://city.example/", "市级目录", ()),
        ("http://yunling.example/czxx/", "财政信息", ()),
    )


def test_sections_that_links_name_are_lists_of_their_own():
    page = PageDom(URL, section("zcwj", 1, 2) + section("ghjh", 3, 4))
    pointed = [Pointed("zcwj", "政策文件", (), "nav"), Pointed("ghjh", "规划计划", (), "nav")]
    views = page_views(page, pointed, "信息公开目录", is_shell=False)
    assert [(v.fragment, v.name, v.markup.count("<li>")) for v in views] == [
        ("zcwj", "政策文件", 2),
        ("ghjh", "规划计划", 2),
    ]


def test_one_section_and_sections_without_rows_are_no_views():
    page = PageDom(URL, section("zcwj", 1, 2) + "<div id='lxwm'><p>地址：云岭路 1 号</p></div>")
    pointed = [Pointed("zcwj", "政策文件", (), "nav"), Pointed("lxwm", "联系我们", (), "nav")]
    assert page_views(page, pointed, "信息公开目录", is_shell=False) == ()


def test_lists_of_a_page_without_breadcrumb_stand_under_its_name():
    (parent, child) = page_views(PageDom(URL, TREE), [], "信息公开目录", is_shell=True)
    assert (parent.path, child.path) == (("信息公开目录",), ("信息公开目录", "政策文件"))


def test_lists_of_a_page_that_was_cut_short_are_not_whole(tmp_path):
    days = days_back(5, start=date(2024, 12, 1))
    links = {
        "a": [(f"/sj/a{n}.html", f"规划第{n}号事项", day) for n, day in enumerate(days)],
        "b": [(f"/sj/b{n}.html", f"统计第{n}号事项", day) for n, day in enumerate(days)],
    }
    panes = "".join(
        f"<div id='{ident}'><ul>{''.join(row(*one) for one in found)}</ul></div>"
        for ident, found in links.items()
    )
    names = [("", "数据发布"), ("#a", "规划计划"), ("#b", "统计信息")]
    tabs = "".join(f"<li><a href='/sj/{end}'>{name}</a></li>" for end, name in names)
    pages = {"/sj/": page(f"<ul>{tabs}</ul>{panes}")}
    pages |= {href: article(title, day) for found in links.values() for href, title, day in found}
    site = web(pages, home=f"<div class='nav'><ul>{tabs}</ul></div>")
    site.witnesses["/sj/"] = ("no_tail",)
    lines = crawl(site, tmp_path).sheet.columns
    cut = [c for c in lines if "#" in c.url]
    assert [(c.in_year, c.verdict) for c in cut] == [(5, "lower_bound")] * 2
    assert all("可能不完整" in c.reason for c in cut)
