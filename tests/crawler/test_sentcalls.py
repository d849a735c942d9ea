"""Requests that scripts send by hand, sums of records, and rows that a script holds."""

import pytest

from crawler.lists.reading import read_list
from crawler.pages.dom import PageDom
from crawler.paging.arithmetic import first_value
from crawler.paging.calls import read_calls
from crawler.paging.scriptcalls import script_calls

URL = "http://yunling.example/hd/list.shtml"


def calls(code):
    page = PageDom(URL, f"<html><script>{code}</script></html>")
    return [(c.method, c.url, c.body) for c in script_calls(page)]


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("((k-1)*15+1)", "1"),
        ("(k * 15)", "15"),
        ("(start + 56)", "57"),
        ("(a + b)", ""),
        ("(k", ""),
        ("k * 15", ""),
        ("(k ** 9)", ""),
        ("(f(k) + 1)", ""),
        ("(k - 9)", ""),
    ],
)
def test_a_sum_of_numbers_is_known_on_page_one(code, value):
    assert first_value(code, {}) == value


@pytest.mark.parametrize(
    ("code", "call"),
    [
        ('function go(k){x.open("POST","/mail.do?startrecord="+((k-1)*15+1)'
         '+"&endrecord="+(k*15)+"&perpage=15");x.send("sysid=7&keyword=")}',
         ("POST", "/mail.do?startrecord=1&endrecord=15&perpage=15", "sysid=7&keyword=")),
        ('function load(o){x.open("POST","/letter/list",true);x.send("offset="+o+"&limit=10")}',
         ("POST", "/letter/list", "offset=0&limit=10")),
        ("var SITE_ID = 19; fetch('/letter/list', {method: 'POST', headers: {a: 'b'},"
         " body: 'offset=' + offset + '&limit=10&site_id=' + SITE_ID})",
         ("POST", "/letter/list", "offset=0&limit=10&site_id=19")),
        ("$.post('/address/list', {page: 1})", ("POST", "/address/list", "page=1")),
        ("fetch('/letter/list', {method: 'post', body: JSON.stringify({page: p, kind: 'a'})})",
         ("POST", "/letter/list", '{"page":1,"kind":"a"}')),
    ],
)  # fmt: skip
def test_what_a_script_sends_is_a_request(code, call):
    assert call in calls(code)
    assert [c for c in calls(code) if c[0] == "GET" and c[1] == call[1]] == []


@pytest.mark.parametrize(
    "code",
    [
        'x.open("POST", "/letter/list"); x.send(form)',
        'x.open("POST", "/letter/list"); x.send("type=" + kind + "&page=" + p)',
        'x.open("POST", where); x.send("page=" + p)',
        'x.open("POST", "/letter/add"); x.send("page=1&kind=2")',
        'x.open("POST", "/api/saveLetter.do"); x.send("page=1&kind=2")',
        "$.post('/survey/vote', {page: 1, kind: 2})",
        "$.get('/api/updateHits?page=1', {kind: 2})",
    ],
)
def test_what_is_not_known_is_not_sent(code):
    assert calls(code) == []


STORE = (
    'totalRecord=3;dataStore = ["<tr><td><a href=\\"d.do?id=1\\">甲、乙\\u4e00</a></td>'
    '<td>2025-03-04</td></tr>",'
    '"<tr><td><a href=\\"d.do?id=2\\">丙</a></td><td>2025-03-02</td></tr>"];'
)


@pytest.mark.parametrize(
    "text",
    [STORE, f"<html><body><div id='a'></div><script>var {STORE}</script></body></html>"],
    ids=["answer", "page"],
)
def test_rows_that_a_script_holds_are_read(text):
    reading = read_list(PageDom(URL, text), frozenset(), 2025)
    assert [(e.url, str(e.date)) for e in reading.entries] == [
        ("http://yunling.example/hd/d.do?id=1", "2025-03-04"),
        ("http://yunling.example/hd/d.do?id=2", "2025-03-02"),
    ]
    assert reading.pager.declared_rows == 3


def test_rows_that_the_page_shows_as_well_stand_there_once():
    shown = "<table><tr><td><a href='d.do?id=1'>甲</a></td><td>2025-03-04</td></tr></table>"
    page = PageDom(URL, f"<html><body>{shown}<script>{STORE}</script></body></html>")
    assert len(read_list(page, frozenset(), 2025).entries) == 1


@pytest.mark.parametrize(
    ("url", "html", "asked"),
    [
        ("http://y.example/jact/front/mailpublist.do?sysid=107",
         "<a href='mailpubdetail.do?a=1'>a</a><a href='mailpubdetail.do?a=2'>b</a>",
         ("http://y.example/jact/front/dataproxy_mailpublist.do?startrecord=1&endrecord=6&perpage=2"
          "&groupSize=3", "107")),
        ("http://y.example/jact/front/mailnewlist.action",
         "<input type='hidden' name='sysid' value='6'><script>var perPage = 19;</script>",
         ("http://y.example/jact/front/dataproxy_mailnewlist.action?startrecord=1&endrecord=57"
          "&perpage=19&groupSize=3", "6")),
        ("http://y.example/col/col12/index.html",
         "<script>jpage({proxyUrl:'/jact/front/dataproxy_mailpublist.do',perPage:10,params:{sysid:'3'}})"
         "</script>",
         ("http://y.example/jact/front/dataproxy_mailpublist.do?startrecord=1&endrecord=30&perpage=10"
          "&groupSize=3", "3")),
    ],
)  # fmt: skip
def test_a_mailbox_of_jact_tells_its_request(url, html, asked):
    plans = [p for p in read_calls(PageDom(url, f"<html>{html}</html>")) if "proxy" in p.template]
    assert [(p.method, p.address(1)) for p in plans] == [("POST", asked[0])]
    assert f"sysid={asked[1]}&" in plans[0].body


def test_a_mailbox_without_its_number_is_not_asked():
    page = PageDom("http://y.example/jact/front/mailpublist.do", "<html></html>")
    assert read_calls(page) == ()
