from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.pages.articles import forward, read_article
from crawler.records import DateSource

URL = "http://yunling.example/gzdt/t20240102_12.html"
NAME = "<meta name='ArticleTitle' content='关于印发方案的通知'>"


def told(source, year=2025):
    found = read_article(source, year)
    return found.date, found.date_source


@pytest.mark.parametrize(
    "content",
    [
        "2024-01-02",
        "2024-01-02 10:30",
        "2024-01-02 10:30:00",
        "2024年01月02日",
        "2024/1/2",
        "2024-01-02T10:30:00+08:00",
    ],
)
@pytest.mark.parametrize(
    "tag",
    [
        "<meta name='PubDate' content='{}'>",
        '<META NAME="pubdate" CONTENT="{}"/>',
        "<meta content='{}' name='PubDate'>",
    ],
)
def test_the_publish_date_of_the_meta_tag_comes_first(tag, content):
    source = tag.format(content) + "<p>发布时间：2023-05-06</p>"
    assert told(source) == (date(2024, 1, 2), DateSource.PUBDATE)


@pytest.mark.parametrize(
    "text",
    [
        "发布时间：2024-01-02",
        "发布日期: 2024年1月2日",
        "时间  :  2024-01-02 08:45:16",
        "日期：2024-01-02",
        "信息时间：[2024-01-02]",
        "发布时间：<span>2024-01-02</span>",
        "公开日期：（2024-01-02）",
    ],
)
def test_without_a_tag_the_head_line_tells_the_date(text):
    assert told(f"<div>{text} 来源：云岭市商务局</div>") == (date(2024, 1, 2), DateSource.BODY)


@pytest.mark.parametrize("between", ["来源：云岭市商务局 浏览次数：1234 次　", " "])
def test_publishing_wins_over_updating_wherever_it_stands(between):
    assert told(f"<p>更新时间：2024-03-04{between}发布时间：2024-01-02</p>")[0] == date(2024, 1, 2)


def test_an_update_alone_is_taken():
    assert told("<p>更新时间：2024-03-04</p>")[0] == date(2024, 3, 4)


def test_a_date_a_script_writes_is_read():
    assert told("<script>var pubdata='2024年1月2日';</script>")[0] == date(2024, 1, 2)


@pytest.mark.parametrize(
    "source",
    [
        "",
        "<p>2024年1月2日，全市商务工作会议召开。</p>",
        "<p>成文日期：2024-01-02</p>",
        "<meta name='Maketime' content='2024-01-02'>",
        "<meta name='PubDate' content=''>",
        "<!-- <meta name='PubDate' content='2024-01-02'> -->",
        "<!-- 发布时间：2024-01-02 -->",
        "<p>发布时间：</p>",
        "<p>截止时间：2024-01-02</p>",
        "<meta name='PubDate' content='2031-01-02'>",
    ],
)
def test_any_other_date_is_no_publish_date(source):
    assert told(source) == (None, DateSource.NONE)


@pytest.mark.parametrize(
    ("source", "title"),
    [
        (NAME + "<title>首页</title>", "关于印发方案的通知"),
        ("<meta name=ArticleTitle content=通知><title>首页</title>", "通知"),
        ("<title>\n关于印发方案的通知 </title>", "关于印发方案的通知"),
        ("<meta name='ArticleTitle' content=''><title>通知</title>", "通知"),
        ("<meta name='ArticleTitle' content='甲&amp;乙'>", "甲&乙"),
        ("", ""),
    ],
)
def test_the_title_is_the_tag_s_else_the_page_s(source, title):
    assert read_article(source).title == title


@pytest.mark.parametrize(
    ("source", "has_meta"),
    [
        (NAME, True),
        ("<meta name='PubDate' content='2024-01-02'>", True),
        ("<title>通知</title>", False),
        ("<meta name='ArticleTitle' content=''>", False),
    ],
)
def test_an_article_is_known_by_its_tags(source, has_meta):
    assert read_article(source).has_meta is has_meta


@pytest.mark.parametrize(
    ("source", "target"),
    [
        (
            "<meta http-equiv='refresh' content='0;url=http://www.gov.example/a.html'>",
            "http://www.gov.example/a.html",
        ),
        ('<META HTTP-EQUIV="Refresh" CONTENT="0; URL=../b.html">', "http://yunling.example/b.html"),
        (
            "<script>window.location.href='http://www.gov.example/a.html'</script>",
            "http://www.gov.example/a.html",
        ),
        ("<script>location='/b.html';</script>", "http://yunling.example/b.html"),
        ("<script>location.replace('/b.html')</script>", "http://yunling.example/b.html"),
        ("<script>top.location.assign('/b.html')</script>", "http://yunling.example/b.html"),
    ],
)
def test_a_page_that_only_redirects_tells_where_it_leads(source, target):
    assert forward(URL, source) == target


@pytest.mark.parametrize(
    "source",
    [
        "",
        "<p>正文</p>",
        f"<script>location='{URL}'</script>",
        "<!-- <script>location='/b.html'</script> -->",
        "<p>" + "正文内容很长。" * 40 + "</p><script>location='/b.html'</script>",
        "<script>location='javascript:;'</script>",
    ],
)
def test_a_real_page_leads_nowhere(source):
    assert forward(URL, source) == ""


def test_a_page_that_reloads_another_after_minutes_is_a_real_page():
    source = (
        "<meta http-equiv='refresh' content='600;url=/index.html'><p>" + "正文。" * 400 + "</p>"
    )
    assert forward(URL, source) == ""


PIECES = st.sampled_from(
    [
        "<meta ",
        "name=",
        "'PubDate'",
        "content=",
        "'2024-01-02'",
        ">",
        "<!--",
        "-->",
        "<title>",
        "</title>",
        "发布时间：",
        "2024-13-45",
        "2024-01-02",
        "<script>",
        "</script>",
        "location=",
        "'",
        '"',
        "//[",
        "url=",
        "http-equiv=refresh",
        "&#x110000;",
        "文",
    ]
)


@given(st.lists(PIECES, max_size=20).map("".join) | st.text(max_size=60))
def test_any_page_is_read_without_an_error(source):
    article = read_article(source, 2025)
    assert (article.date is None) == (article.date_source is DateSource.NONE)
    assert forward(URL, source) == "" or forward(URL, source).startswith("http")
