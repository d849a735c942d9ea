"""An empty place for a pager and a link without words say that there may be more."""

import pytest

from crawler.lists.reading import read_list
from crawler.pages.dom import PageDom
from crawler.paging.pagerholders import has_waiting_place, has_wordless_link


def page(body, url="http://yunling.example/tzgg/"):
    rows = "<ul><li><a href='1.html'>关于甲事项的通知</a><span>2025-03-04</span></li></ul>"
    return PageDom(url, f"<html><body>{rows}{body}</body></html>")


@pytest.mark.parametrize(
    ("body", "linked"),
    [
        ('<div class="fenye" id="fy"></div>', "document.getElementById('fy').innerHTML = links"),
        ('<ul id="pageul"></ul>', "$('#pageul').append(next)"),
        ('<div class="pagination"> </div><script>$(".pagination").pagination({})</script>', ""),
        ('<p class="load-more"></p><script>$(".load-more").show()</script>', ""),
    ],
)
def test_an_empty_place_named_like_a_pager_that_a_script_fills_hints_at_more(body, linked):
    assert has_waiting_place(page(body), linked)
    assert read_list(page(body), frozenset(), 2025, first=True, linked=linked).pager.waiting


@pytest.mark.parametrize(
    "body",
    [
        '<div class="page"></div>',
        '<div class="page"></div><script>var page = 1; show("homepage")</script>',
        '<div class="page"><p>正文</p></div><script>$(".page").hide()</script>',
        '<div class="swiper-pagination"></div><script>new Swiper(".swiper-pagination")</script>',
        '<div class="page"><a href="/">1</a></div><script>$(".page").hide()</script>',
    ],
)
def test_other_empty_or_filled_places_hint_at_nothing(body):
    assert not has_waiting_place(page(body))


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("/czxx/?p=2", "http://yunling.example/czxx/"),
        ("?page=2", "http://yunling.example/list.jsp"),
        ("index_2.html", "http://yunling.example/czxx/"),
        ("list_2.html", "http://yunling.example/czxx/list.html"),
    ],
)
def test_a_picture_link_to_the_page_s_own_next_number_hints_at_more(href, url):
    assert has_wordless_link(page(f'<a class="n" href="{href}"><img src="n.gif"></a>', url))


@pytest.mark.parametrize(
    "body",
    [
        '<a href="/"><img src="logo.gif"></a>',
        '<a href="/czxx/12.html"><img src="p.jpg"></a>',
        '<a name="top"></a>',
        '<a href="index_2.html">关于乙事项的通知</a>',
    ],
)
def test_other_picture_links_hint_at_nothing(body):
    assert not has_wordless_link(page(body))
