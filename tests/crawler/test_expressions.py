"""Requests that scripts put together: sums of strings, objects of options, files of their own."""

import pytest

from crawler.pages.dom import PageDom
from crawler.paging.calls import read_calls
from crawler.paging.scriptcalls import script_calls

URL = "http://yunling.example/xwzx/list.shtml"


def calls(code, html="", linked=""):
    page = PageDom(URL, f"<html><head>{html}</head><script>{code}</script></html>")
    return [(c.method, c.url, c.body) for c in script_calls(page, linked)]


@pytest.mark.parametrize(
    ("code", "html", "url"),
    [
        ('var code = "c102"; function get(page) { load("/es-search/search/" + code + '
         '"?_pageSize=15&page=" + page); }', "", "/es-search/search/c102?_pageSize=15&page=1"),
        ('var channelId = document.getElementsByName("channelId")[0].content;'
         'function get(n) { ask("/common/search/" + channelId + "?_isJson=true&page=" + n); }',
         '<meta name="channelId" content="ab12cd">', "/common/search/ab12cd?_isJson=true&page=1"),
        ('$.getJSON("/api/list?cid=" + $("#cid").val() + "&start=" + (page - 1) * 15'
         ' + "&limit=15")',
         '<input type="hidden" id="cid" value="77">', "/api/list?cid=77&start=0&limit=15"),
        ("function load(cid, page) { $.get(`/api/list/${cid}?pageNo=${page}`) } load('12', 1)",
         "", "/api/list/12?pageNo=1"),
        ("var C = {base: '/api', cat: 7}; go(C.base + '/list?cat=' + C.cat + '&page=' + p)",
         "", "/api/list?cat=7&page=1"),
    ],
)  # fmt: skip
def test_a_sum_of_known_pieces_is_a_request(code, html, url):
    assert ("GET", url, "") in calls(code, html)


@pytest.mark.parametrize(
    ("code", "call"),
    [
        ("$.ajax({url: '/api/list', type: 'post', data: {cid: 12, pageNo: page, size: 15}})",
         ("POST", "/api/list", "cid=12&pageNo=1&size=15")),
        ("$.ajax({url: '/api/list', method: 'POST', data: JSON.stringify({cid: 'a', page: n})})",
         ("POST", "/api/list", '{"cid":"a","page":1}')),
        ("axios.get(base + '/list', {params: {cid: 7, page: n}}); var base = '/api'",
         ("GET", "/api/list?cid=7&page=1", "")),
        ("$.post('/api/list', {cid: 7, page: n}, show)", ("POST", "/api/list", "cid=7&page=1")),
    ],
)  # fmt: skip
def test_an_object_of_options_is_a_request(code, call):
    assert call in calls(code)


@pytest.mark.parametrize(
    "code",
    [
        "get('/api/list?cid=' + cid + '&page=' + page)",
        "load('3'); load('4'); function load(cid) { get('/list?cid=' + cid + '&page=' + page) }",
        "var cid = 'a'; cid = 'b'; get('/api/list?cid=' + cid + '&page=' + page)",
        "$.ajax({url: '/api/list', data: {cid: cid, page: n}})",
    ],
    ids=["unknown", "called for two", "set twice", "unknown field"],
)
def test_a_request_with_an_unknown_piece_is_left_to_the_browser(code):
    assert [call for call in calls(code) if "cid" in call[1]] == []


WAS = "function show(n) { r.open('GET', searchUrl + '&page=' + n, true); }"


def test_a_file_s_request_is_the_page_s_with_a_value_of_the_page_in_it():
    own = "var searchUrl = '/was5/web/search?channelid=218033';"
    assert calls(own, linked=WAS) == [("GET", "/was5/web/search?channelid=218033&page=1", "")]


def test_a_file_s_request_without_a_value_of_the_page_may_be_anybody_s():
    assert calls("var cid = '218033';", linked="get('/api/news/list?page=' + n)") == []


def test_links_and_lists_beside_the_list_are_no_requests():
    page = PageDom(URL, "<a href='/content/column/68?pageIndex=1'>政策</a>"
                        "<script>$.get('/api/hotlist?page=1', show)</script>")  # fmt: skip
    assert read_calls(page) == ()


def test_a_file_whose_name_ends_in_the_page_s_number_is_a_request():
    code = (
        "<script>function show(p){x.open('GET','/inc/list_gzdt_'+p+'.html')}show(1);"
        "pic.src='/img/banner_'+i+'.jpg'</script>"
    )
    found = read_calls(PageDom("http://yunling.example/gzdt.html", code))
    assert [(plan.address(1), plan.address(2)) for plan in found] == [
        (
            "http://yunling.example/inc/list_gzdt_1.html",
            "http://yunling.example/inc/list_gzdt_2.html",
        )
    ]


def test_a_table_that_is_paged_on_the_server_names_its_interface():
    table = (
        "<table data-url='/api/list.do?channel=7' data-side-pagination='{}' data-page-size='15'>"
    )
    url = "http://yunling.example/gsgg/"
    (plan,) = read_calls(PageDom(url, table.format("server")))
    assert plan.address(2) == "http://yunling.example/api/list.do?channel=7&offset=15&limit=15"
    assert read_calls(PageDom(url, table.format("client"))) == ()


@pytest.mark.parametrize("config", ["{SID:'755041'}", '{"SID": "755041"}', "{'SID': 755041}"])
def test_a_catalogue_of_guangdong_is_asked_by_the_site_s_number_however_it_is_quoted(config):
    url = "http://yunling.example/gkmlpt/index#3301"
    (plan,) = read_calls(PageDom(url, f"<script>window._CONFIG = {config};</script>"))
    assert plan.address(2) == "http://yunling.example/gkmlpt/api/all/3301?page=2&sid=755041"
