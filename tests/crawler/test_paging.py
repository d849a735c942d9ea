import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.pages.dom import PageDom
from crawler.paging.hints import read_pager
from crawler.paging.plan import Plan

URL = "http://yunling.example/gzdt/index.html"


def pager(body, url=URL):
    return read_pager(PageDom(url, f"<html><body>{body}</body></html>"))


def script(code, url=URL):
    return pager(f"<script>{code}</script>", url)


def rules(reading):
    return [plan for plan in reading.plans if plan.kind == "template"]


def second_pages(reading):
    return [plan.address(2) or reading.next_url for plan in reading.plans]


@pytest.mark.parametrize(
    ("code", "url", "second", "pages", "rows"),
    [
        ('createPageHTML(9, 0, "index", "html");', URL, ["index_1.html"], 9, None),
        ('createPage(9, 0, "index", "html");', URL, ["index_1.html"], 9, None),
        ("createPageHTML(9,0,'index','html')", URL, ["index_1.html"], 9, None),
        ('createPageHTML(9, 0, "index", "shtml");', "http://yunling.example/gzdt/",
         ["index_1.shtml"], 9, None),
        ('createPageHTML("page_div", 50, 1, "list", "shtml", 1000);',
         "http://yunling.example/gzdt/list.shtml", ["list_1.shtml", "list_2.shtml"], 50, 1000),
        ('createPageHTML(113, 8, 0, "index", "html");', URL, ["index_1.html"], 8, 113),
        ('createPageHTML(9, 0, "list_453", "html");', "http://yunling.example/gzdt/list_453.html",
         ["list_453_1.html"], 9, None),
    ],
)  # fmt: skip
def test_the_page_call_in_each_of_its_forms_gives_page_two_and_the_totals(
    code, url, second, pages, rows
):
    got = script(code, url)
    assert second_pages(got) == [f"http://yunling.example/gzdt/{name}" for name in second]
    assert (got.declared_pages, got.declared_rows, got.signal) == (pages, rows, True)


@pytest.mark.parametrize(
    "code",
    [
        'createPageHTML(9, 0, "t20241009_67430", "html");',  # pages an article's body
        'createPageHTML(9, 0, "other", "html");',
        'createPageHTML(9, 4, "index", "html");',  # not page one
        "createPageHTML();",
        'createPageHTML(count, page, "index", "html");',
        "function createPageHTML(_nPageCount, _nCurrIndex, _sName, _sExt) { return 1; }",
    ],
)
def test_a_page_call_that_does_not_page_this_list_gives_no_plan(code):
    got = script(code)
    assert (got.plans, got.declared_pages, got.declared_rows) == ((), None, None)


def test_a_call_of_one_page_declares_it():
    got = script('createPageHTML(1, 0, "index", "html");')
    assert (got.next_url, got.declared_pages) == ("", 1)


@pytest.mark.parametrize(
    ("code", "pages", "rows"),
    [
        ("var PageIndex; PageIndex>12?12:PageIndex;", 12, None),
        ("if (ele.value>7) ele.value=7;", 7, None),
        ("$('.pages').pagination({totalPage: 7})", 7, None),
        ("$('.pages').pagination({ totalData: 34, showData: 15 })", None, 34),
        ("var countPage = 11; var recordCount = 162;", 11, 162),
        ("jQuery('#p').page({totalRecord:137, perPage:15})", None, 137),
        ("var maxpage = '85';", 85, None),
        ("var pageCountry = 3; var mytotalPages2 = 4;", None, None),
        ("price > 12 ? 13 : price", None, None),
    ],
)
def test_totals_of_plugins_and_jump_boxes_are_read(code, pages, rows):
    got = script(code)
    assert (got.declared_pages, got.declared_rows) == (pages, rows)
    assert got.signal or not pages


@pytest.mark.parametrize(
    ("code", "pages"),
    [
        ("$('.p').pagination({totalPage: 1, currentPage: 1, name: 'index'});", 1),
        ("laypage.render({elem: 'p', totalPages: 1});", 1),
        ("var totalPage = 1; load(1);", None),  # may stand there before the data has come
        ("new Vue({data: {totalPage: 1}});", None),
    ],
)
def test_one_page_is_believed_of_a_pager_s_own_settings_only(code, pages):
    assert script(code).declared_pages == pages


@pytest.mark.parametrize(
    ("code", "rows"),
    [
        ('$("#pg").pagination($(".l li").length, {items_per_page: 15, callback: show})', 2),
        ("$('#pg').paging({total: document.querySelectorAll('ul.l > li').length})", None),
        ("$('#pg').paging(document.querySelectorAll('ul.l > li').length, show)", 2),
        ("laypage({cont: 'p', pages: Math.ceil($('.l li').length / 15)})", 2),
        ("var pageSize = $('.l li').length; load(2, pageSize);", None),
        ('$(".l li").length > 1 && $(".l").marquee()', None),
        ('pagination($("((").length)', None),
        ('pagination($(".none li").length)', None),
    ],
)
def test_a_script_that_pages_what_the_page_holds_states_the_total(code, rows):
    found = pager(f"<ul class='l'><li>一</li><li>二</li></ul><script>{code}</script>")
    assert found.declared_rows == rows


def test_a_jump_box_carries_its_limit_in_its_own_handler():
    got = pager('<input onkeyup="if(this.value>9){} PageIndex>9?9:PageIndex">')
    assert got.declared_pages == 9


@pytest.mark.parametrize(
    ("text", "pages", "rows"),
    [
        ("共52条", None, 52),
        ("共 52 条记录，第1页/共6页", 6, 52),
        ("第1页/共12页", 12, None),
        ("当前 1/12 页", 12, None),
        ("总记录数：52，每页15条，共4页", 4, 52),
        ("共2103条&nbsp;1/106&nbsp;", 106, 2103),
        ("<i>共5条</i><i>1/1</i><i>首页</i><i>下页</i>", 1, 5),
        ("<i>共52条</i><i>1/4</i><i>下页</i>", 4, 52),
        ("<i>共8条</i><i>12/26</i>", None, 8),
        ("共有 8 条", None, 8),
        ("共计30条", None, 30),
        ("第 1 页", None, None),
        ("2024/12 页面改版", None, None),
        ("浏览次数：52", None, None),
    ],
)
def test_totals_in_the_pager_text_are_read(text, pages, rows):
    got = pager(f"<div class='pager'>{text}</div>")
    assert (got.declared_pages, got.declared_rows) == (pages, rows)


def test_the_row_count_behind_the_page_count_is_read():
    got = pager("<div class='pager'>共 12 页 234 条</div>")
    assert (got.declared_pages, got.declared_rows) == (12, 234)


@pytest.mark.parametrize("word", ["下一页", "下页", "后一页", "Next", ">", "[下一页]", "下一页 >>"])
def test_the_link_to_the_next_page_is_known_by_its_word(word):
    got = pager(f"<a href='?page=2'>{word}</a>")
    assert got.next_url == f"{URL}?page=2"
    assert got.plans == (Plan("next", "下一页"),)
    assert got.signal


@pytest.mark.parametrize("word", ["下一篇", "上一页", "下一页的说明在这里很长很长", "首页", "2024"])
def test_other_links_are_not_taken_for_the_next_page(word):
    assert pager(f"<a href='?page=2'>{word}</a>").next_url == ""


@pytest.mark.parametrize("href", ["javascript:next()", "#", "", "index.html", "./", URL])
def test_a_next_link_that_leads_nowhere_is_no_plan(href):
    got = pager(f"<div><a href='{href}'>下一页</a></div>")
    assert (got.next_url, got.plans) == ("", ())


def test_a_pager_that_works_by_script_alone_is_still_a_sign_of_further_pages():
    assert pager("<div><a href='javascript:next()'>下一页</a></div>").signal
    assert not pager("<div><a href='javascript:print()'>打印</a></div>").signal


@pytest.mark.parametrize(
    ("links", "second", "third"),
    [
        ({2: "index_1.html", 3: "index_2.html"}, "index_1.html", "index_2.html"),
        ({2: "index_2.html", 3: "index_3.html"}, "index_2.html", "index_3.html"),
        ({2: "11.htm", 3: "10.htm"}, "11.htm", "10.htm"),
        ({2: "33", 3: "66"}, "33", "66"),
        ({2: "?a=7&p=2", 3: "?a=7&p=3"}, "index.html?a=7&p=2", "index.html?a=7&p=3"),
        ({4: "p4.html", 5: "p5.html"}, "p2.html", "p3.html"),
    ],
)
def test_two_neighbouring_numbers_give_the_rule_of_all_pages(links, second, third):
    got = pager("".join(f"<a href='{href}'>{n}</a>" for n, href in links.items()))
    (plan,) = rules(got)
    base = "http://yunling.example/gzdt/"
    assert (plan.address(2), plan.address(3)) == (base + second, base + third)


@pytest.mark.parametrize(
    "links",
    [
        {2: "a.html", 3: "b.html"},
        {2: "p2.html?r=81", 3: "p3.html?r=17"},
        {2: "same.html", 3: "same.html"},
        {2: "page_099.html", 3: "page_0100.html"},  # zeros of no one width
        {2: "index_1.html", 4: "index_3.html"},
    ],
)
def test_numbers_that_follow_no_single_rule_give_no_plan(links):
    got = pager("".join(f"<a href='{href}'>{n}</a>" for n, href in links.items()))
    assert rules(got) == []


def test_the_last_page_link_gives_the_page_count_by_the_rule_of_the_numbers():
    ascending = "<a href='p2.html'>2</a><a href='p3.html'>3</a><a href='p40.html'>尾页</a>"
    descending = "<a href='11.htm'>2</a><a href='10.htm'>3</a><a href='1.htm'>尾页</a>"
    assert pager(ascending).declared_pages == 40
    assert pager(descending).declared_pages == 12


@pytest.mark.parametrize(
    "rest",
    [
        "<a href='javascript:go(5)'>下一页</a>",
        "<span onclick='go(5)'>下一页</span>",
        "<a href='javascript:go(5)'>下一页</a><a href='javascript:go(88)'>尾页</a>",
        "<a>...</a>",
    ],
)
def test_a_window_of_page_numbers_is_no_page_count_when_the_pager_goes_on(rest):
    """1 2 3 4 下一页: the numbers shown are the first few, not all."""
    got = pager(
        "<div><a href='index_1.html'>2</a><a href='index_2.html'>3</a>"
        f"<a href='index_3.html'>4</a>{rest}</div>"
    )
    assert got.declared_pages is None


def test_a_title_that_speaks_of_pages_is_not_the_pager():
    got = pager(
        "<ul><li><a href='a1.html'>办事指南（共1页）</a><span>2024-01-02</span></li>"
        "<li><a href='a2.html'>通知</a><span>2024-01-01</span></li></ul>"
        "<div><a href='javascript:next()'>下一页</a></div>"
    )
    assert (got.declared_pages, got.signal) == (None, True)


def test_a_title_that_counts_something_is_not_the_row_count():
    got = pager(
        "<ul><li><a href='a1.html'>我市出台稳外贸措施共10条</a><span>2024-01-02</span></li></ul>"
    )
    assert got.declared_rows is None


def test_a_page_without_a_word_of_paging_is_silent():
    got = pager("<ul><li><a href='a1.html'>通知</a><span>2024-01-02</span></li></ul>")
    assert (got.plans, got.next_url, got.declared_pages, got.declared_rows, got.signal) == (
        (), "", None, None, False,
    )  # fmt: skip


def test_links_follow_the_base_of_the_page():
    got = read_pager(
        PageDom(URL, "<head><base href='/other/'></head><a href='index_2.html'>下一页</a>")
    )
    assert got.next_url == "http://yunling.example/other/index_2.html"


FRAGMENTS = st.sampled_from(
    [
        "createPageHTML(", "createPage(", '"index"', "'html'", ",", "0", "1", "9999999999999", ")",
        "-1", "{n}", "PageIndex>", "?", ":", "totalPage", "=", "共", "页", "条", "1/", "<a href=",
        "'p2.html'>2</a>", "'p3.html'>3</a>", "下一页</a>", "尾页</a>", "<script>", "</script>",
        "'p0.html'>3</a>", "'%zz'>2</a>", "'http://[/2'>3</a>", "'//'>下一页</a>", " ", "\n", "\\",
    ]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(FRAGMENTS, max_size=25).map("".join) | st.text(max_size=60))
def test_any_script_and_any_markup_is_read_without_an_error(source):
    for reading in (pager(source), script(source)):
        for plan in reading.plans:
            assert plan.kind in ("next", "template")
            assert plan.kind == "next" or plan.address(2) != plan.address(3)
        assert reading.declared_pages is None or reading.declared_pages >= 0


@given(st.integers(2, 900), st.integers(1, 40), st.sampled_from([1, -1]))
def test_the_rule_of_numbered_links_is_found_whatever_first_number_and_step(first, step, sign):
    first, step = (first + 80, step * sign)
    links = "".join(f"<a href='l_{first + step * (n - 2)}.html'>{n}</a>" for n in (2, 3))
    (plan,) = rules(pager(links))
    assert plan.address(4).endswith(f"/l_{first + 2 * step}.html")


def test_totals_in_the_links_of_a_menu_are_not_the_list_s():
    menu = (
        "<a href='/gzdt/'>工作动态<em>共56条</em></a><a href='/tzgg/'>通知公告<em>共37条</em></a>"
    )
    assert pager(f"<div>{menu}</div><ul><li>甲</li></ul>").declared_rows is None
    assert pager(f"<div>{menu}</div><ul><li>甲</li></ul><p>共12条</p>").declared_rows == 12


def test_the_page_count_before_its_number_is_read():
    links = "<a href='?p=1'>首页</a> <a href='?p=1'>下一页</a>"
    got = pager(f"<div class='pages'>总记录数：11 总页数：1 当前页：1 {links}</div>")
    assert (got.declared_pages, got.declared_rows) == (1, 11)
