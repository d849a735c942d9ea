"""An empty page is the site's word only when nothing on it still waits for an answer."""

import asyncio

import pytest

from crawler.lists.reading import read_list
from crawler.pages.dom import PageDom
from crawler.pages.silence import is_silent, says_nothing, waits, was_disturbed
from crawler.records import Flag
from crawler.transport.visit import PageRequest, Rendered

HOME = "http://yunling.example/"
LIST = f"{HOME}gzdt/"
DOCUMENT = PageRequest(LIST, "GET", "document", status=200)
FRAME = "<html><head>{head}</head><body><h2>工作动态</h2>{body}</body></html>"


def page(body="", head="", url=LIST):
    return PageDom(url, FRAME.format(head=head, body=body))


def visited(*requests, unfinished=0, errors=0):
    return Rendered("", LIST, 200, (DOCUMENT, *requests), unfinished, errors)


def request(kind, status=200, blocked=""):
    return PageRequest(f"{HOME}x", "GET", kind, status=status, blocked=blocked)


def silent(subject, home=None, files=None):
    async def read(address):
        return (files or {}).get(address.removeprefix(HOME), "")

    return asyncio.run(is_silent(subject, home or page("<p>欢迎。</p>", url=HOME), read))


def test_a_page_without_scripts_that_loads_alone_is_undisturbed_and_silent():
    assert not was_disturbed(visited())
    assert silent(page("<ul class='list'></ul>"))


@pytest.mark.parametrize(
    "one",
    [
        request("script", blocked="foreign"),
        request("script", 404),
        request("xhr", 500),
        request("fetch", None),
        request("document", blocked="foreign"),
        request("document"),
        request("xhr", None, "robots"),
    ],
)
def test_a_page_that_was_kept_from_something_is_disturbed(one):
    assert was_disturbed(visited(one))


@pytest.mark.parametrize("one", [request("image", 404), request("script", None, "beacon")])
def test_a_lost_picture_or_counter_disturbs_nothing(one):
    assert not was_disturbed(visited(one))


def test_an_answer_still_awaited_or_a_script_that_threw_disturbs():
    assert was_disturbed(visited(unfinished=1))
    assert was_disturbed(visited(errors=1))


@pytest.mark.parametrize(
    "script",
    [
        "$.ajax({url:'/list.do'})",
        "jQuery . getJSON('/a')",
        "$('#list').load('/inc/list_1.html')",
        "fetch('/api/list')",
        "new XMLHttpRequest()",
        "new Vue({el:'#app'})",
        "$('#t').DataTable({})",
    ],
)
def test_a_page_whose_own_script_asks_for_something_is_not_silent(script):
    subject = page(f"<ul id='list'></ul><script>{script}</script>")
    assert waits(subject)
    assert not silent(subject)


def test_a_script_of_the_site_s_frame_speaks_against_no_page():
    frame = "<script>$.ajax({url:'/weather'})</script>"
    assert silent(page(head=frame), home=page(head=frame, url=HOME))


def test_a_script_file_that_asks_speaks_against_the_page_unless_it_is_the_frame_s():
    head = "<script src='/js/list.js'></script>"
    files = {"js/list.js": "$.post('/api')"}
    assert not silent(page(head=head), files=files)
    assert silent(page(head=head), home=page(head=head, url=HOME), files=files)


def test_a_script_file_that_waits_for_scrolling_always_speaks_against_the_page():
    head = "<script src='/js/list.js'></script>"
    files = {"js/list.js": "$(window).on('scroll', function(){ $.get('/api') })"}
    assert not silent(page(head=head), home=page(head=head, url=HOME), files=files)


def test_a_script_file_that_can_t_be_read_speaks_against_the_page():
    assert not silent(page(head="<script src='/js/list.js'></script>"))


def test_something_to_choose_beside_an_empty_list_speaks_against_it():
    assert not silent(page("<select><option>2025</option></select><ul></ul>"))
    search = "<input type='submit' value='搜索'>"
    assert silent(page(search), home=page(search, url=HOME))


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        (['{"code":0,"total":0,"rows":[]}'], True),
        (['{"code":0,"data":{"totalCount":0,"list":[]}}'], True),
        (['{"code":0,"total":0,"rows":[]}', '{"visits": 7}'], True),
        (['{"code":401,"rows":null}'], False),
        (['{"total":0}'], False),
        (['{"code":0,"data":{"total":0,"list":null}}'], False),
        (['{"code":0,"total":12,"rows":[{"title":"通知"}]}'], False),
        (['{"total":0}', '{"total":3,"rows":[{"title":"通知"}]}'], False),
        (['{"total":0}', "<li><a href='1.html'>通知</a></li>"], False),
        (["系统繁忙"], False),
    ],
)
def test_an_answer_proves_an_empty_list_only_by_its_own_total(answers, expected):
    assert says_nothing(answers) is expected


def test_words_of_absence_are_not_believed_while_a_script_may_still_bring_rows():
    words = "<ul id='list'><li>暂无数据</li></ul>"
    believed = read_list(page(words), frozenset(), 2025)
    assert [entry.flags for entry in believed.entries] == [frozenset({Flag.PLACEHOLDER})]
    waiting = read_list(page(words + "<script>$.get('/list.do')</script>"), frozenset(), 2025)
    assert waiting.entries == ()


def test_links_that_read_like_titles_are_unread_rows_not_silence():
    links = "".join(
        f"<td><a href='/czxx/{n}.html'>关于第{n}号事项的通知</a></td>" for n in range(3)
    )
    table = f"<table><tr>{links}</tr></table>"
    assert not silent(page(table))
    assert silent(page(table), home=page(table, url=HOME)), "the site's frame is no list"
