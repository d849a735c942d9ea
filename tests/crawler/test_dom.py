import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.pages.dom import (
    PageDom,
    anchor_text,
    fold,
    is_hidden,
    path_of,
    signature,
    visible_strings,
    visible_text,
)

URL = "http://yunling.example/gzdt/index.html"


def first(source, tag):
    return next(PageDom(URL, source).root.iter(tag))


@pytest.mark.parametrize(
    "source",
    [
        "",
        "   ",
        "\n",
        "plain words",
        "<html>",
        "\x00",
        "<!-- -->",
        "</p>",
        "<?xml version='1.0'?>",
    ],
)
def test_text_that_is_no_page_is_an_empty_document(source):
    page = PageDom(URL, source)
    assert (page.title, page.meta, page.lost_anchors) == ("", {}, 0)
    assert page.base == URL


@pytest.mark.parametrize(
    ("head", "base"),
    [
        ("", URL),
        ("<base href='/zwgk/'>", "http://yunling.example/zwgk/"),
        ("<base target='_blank'>", URL),
        ("<base href=''>", URL),
        ("<base target='_blank'><base href='../x/'>", "http://yunling.example/x/"),
        ("<base href='javascript:;'>", URL),
    ],
)
def test_relative_links_start_from_the_base_if_the_page_names_one(head, base):
    assert PageDom(URL, f"<head>{head}</head><body></body>").base == base


def test_meta_values_are_kept_by_lower_case_name_and_empty_ones_are_dropped():
    page = PageDom(
        URL,
        "<meta name='PubDate' content=' 2024-01-02 '><meta name=SITENAME content=''>"
        "<meta property='og:title' content='通知'><meta name='pubdate' content='2024-01-03'>"
        "<!-- <meta name='SiteIDCode' content='5301000000'> -->",
    )
    assert page.meta == {"pubdate": ("2024-01-02", "2024-01-03"), "og:title": ("通知",)}
    assert page.meta_value("PUBDATE") == "2024-01-02"
    assert page.meta_value("SiteIDCode") == ""


def test_the_title_is_folded():
    assert PageDom(URL, "<title>\n 工作动态 \u3000_云岭市商务局\xa0</title>").title == (
        "工作动态 _云岭市商务局"
    )


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        (" a  b ", "a b"),
        ("\u3000通\u3000知\xa0", "通 知"),
        ("", ""),
        ("\n\t", ""),
    ],
)
def test_white_space_folds_to_single_blanks(text, folded):
    assert fold(text) == folded


def test_visible_text_leaves_scripts_and_styles_out_and_keeps_the_order():
    source = (
        "<div>一<script>var x='二'</script>三<style>p{}</style><p>四<b>五</b>六</p>"
        "<noscript>七</noscript><!-- 八 -->九<template>十</template></div>"
    )
    assert visible_text(first(source, "div")) == "一 三 四 五 六 九"
    assert next(visible_strings(first(source, "div"))) == "一"


def test_an_element_s_own_tail_is_not_its_text():
    assert visible_text(first("<p>前<a>链接</a>后</p>", "a")) == "链接"


def test_text_nested_a_thousand_deep_is_read():
    source = "<div>" * 1000 + "底" + "</div>" * 1000
    assert visible_text(PageDom(URL, source).root) == "底"


@pytest.mark.parametrize(
    ("source", "lost"),
    [
        ("<a href='a'>1</a><a href='b'>2</a>", 0),
        ("<a>no address</a>", 0),
        ("<!-- <a href='a'>1</a> --><script>'<a href=\"b\">'</script><a href=c>3</a>", 0),
        ("<ul>" + "<li><a href='a'>1</a></li>" * 200 + "</ul>", 0),
        ("<a href='a'>1</a><abbr href='b'>x</abbr>", 0),
    ],
)
def test_a_page_read_whole_has_lost_no_anchor(source, lost):
    assert PageDom(URL, f"<html><body>{source}</body></html>").lost_anchors == lost


def test_anchors_the_parser_swallowed_are_missed():
    swallowed = '<p title="通知>' + "<a href='a1.html'>通知</a>" * 7 + '">后文</p>'
    assert PageDom(URL, f"<html><body>{swallowed}</body></html>").lost_anchors == 7


@pytest.mark.parametrize(
    ("source", "whole"),
    [
        ("<html><body></body></html>", True),
        ("<html><body></body></HTML >\n<!-- 0.1s -->", True),
        ("<html><body><ul><li>", False),
        ("</html>" + "x" * 5000, False),
        ("", False),
    ],
)
def test_a_source_that_reaches_its_end_tag_is_whole(source, whole):
    assert PageDom(URL, source).has_tail is whole


@pytest.mark.parametrize(
    ("tag", "hidden"),
    [
        ("<p style='display:none'>", True),
        ("<p style='color:red; DISPLAY : None ;'>", True),
        ("<p style='visibility: hidden'>", True),
        ("<p hidden>", True),
        ("<p style='display:block'>", False),
        ("<p style='overflow:hidden'>", False),
        ("<p class='hidden'>", False),
        ("<p>", False),
    ],
)
def test_only_a_switched_off_element_is_hidden(tag, hidden):
    assert is_hidden(first(f"{tag}x</p>", "p")) is hidden


def test_a_signature_forgets_numbers_and_the_state_of_the_day():
    assert signature(first("<li class='line item3 on' id='line_u8_0'>x</li>", "li")) == (
        "li#line_u_.item.line"
    )
    assert signature(first("<li class='on'>x</li>", "li")) == signature(first("<li>x</li>", "li"))
    assert signature(first("<li class='top'>x</li>", "li")) != signature(first("<li>x</li>", "li"))


def test_the_path_of_a_block_is_equal_on_two_pages_and_differs_for_another_block():
    one = first("<div id='list12'><ul class='a on'><li>1</li></ul></div>", "ul")
    two = first("<div id='list13'><ul class='a'><li>2</li><li>3</li></ul></div>", "ul")
    other = first("<div id='side12'><ul class='a'><li>1</li></ul></div>", "ul")
    assert path_of(one) == path_of(two) == "html>body>div#list>ul.a"
    assert path_of(other) != path_of(one)


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("<a title='全称'>简称</a>", "简称"),
        ("<a title='全称'><img src='a.png'></a>", "全称"),
        ("<a title='全称'><img src='a.png' alt=' 图片 '></a>", "图片"),
        ("<a><img title='标题'></a>", "标题"),
        ("<a><span>工作</span><span>动态</span></a>", "工作 动态"),
        ("<a></a>", ""),
    ],
)
def test_a_link_is_named_by_its_text_else_its_picture_else_its_title(source, name):
    assert anchor_text(first(source, "a")) == name


@settings(max_examples=200, deadline=None)
@given(
    st.text(max_size=80)
    | st.lists(
        st.sampled_from(["<a href=x>", "</a>", "<div", ">", "<!--", "-->", "<script>", "</script>",
                         "<base href='//['>", "<meta name=", "'x' content=y>", "<title>", "文",
                         "&#0;"]),
        max_size=20,
    ).map("".join)
)  # fmt: skip
def test_any_text_is_a_page_without_an_error(source):
    page = PageDom(URL, f"<p>{source}")
    assert page.base.startswith("http")
    assert page.lost_anchors >= 0
    assert isinstance(page.title + page.scripts + visible_text(page.root), str)
    assert all(values for values in page.meta.values())
