"""The harder families of the site kit (F7–F10): what each of them is for is really there."""

import re

import pytest

from nianbao.demo.page import Page
from tests.sites import build


def gbk(page: Page) -> str:
    return page.body.decode("gbk")


def text_of(page: Page) -> str:
    """Return what a reader sees, without tags, in whichever encoding the page is."""
    try:
        text = page.body.decode()
    except UnicodeDecodeError:
        text = gbk(page)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", text))


# F7: Visual SiteBuilder


def test_vsb_files_count_down_from_page_two_to_one() -> None:
    site = build("f7", 3, "full", "none")
    column = site.model.column("/index/tzgg.htm")
    assert "共233条 1/12" in text_of(site.pages["/index/tzgg.htm"])
    assert "/index/tzgg/12.htm" not in site.pages
    for number, rows in column.slices():
        path = column.path if number == 1 else f"/index/tzgg/{12 - number + 1}.htm"
        shown = text_of(site.pages[path])
        assert f"{number}/12" in shown
        assert all(row.article.title in shown for row in rows)
    assert len(list(column.slices())) == 12


def test_vsb_bytes_are_gbk_beyond_gb2312_under_a_silent_header() -> None:
    plain, rare = (build("f7", 3, "small", quirks).pages for quirks in ("none", "Q-CHARSET"))
    page = rare["/zwgk/zcwj.htm"]
    assert page.content_type == "text/html"
    assert b"charset=gb2312" in page.body
    assert "喆" in gbk(page)
    assert "堃" in gbk(page)
    assert plain["/zwgk/zcwj.htm"].body.decode("gb2312")
    with pytest.raises(UnicodeDecodeError):
        page.body.decode("gb2312")


def test_vsb_old_template_says_its_total_in_a_cell_and_goes_on_by_another_word() -> None:
    pages = build("f7", 3).pages
    text = gbk(pages["/zwgk/gsgg.htm"])
    assert re.search(r'<td[^>]* id="fanye46693">共46条&nbsp;1/3&nbsp;</td>', text)
    assert '<a href="gsgg/2.htm" class="Next">下页</a>' in text
    assert "下一页" not in text


def test_vsb_lists_of_zero_one_and_two_rows_say_so() -> None:
    site = build("f7", 3)
    found = {
        path: (column.rows_total, re.findall(r"共(\d+)条", text_of(site.pages[path])))
        for path, column in site.truth.columns.items()
        if {"Q-FEW", "Q-EMPTY"} & set(column.quirks)
    }
    assert found == {
        "/jggk/nsjg.htm": (1, ["1"]),
        "/zwgk/ghjh.htm": (2, ["2"]),
        "/zwgk/czxx.htm": (0, ["0"]),
    }
    assert "暂无数据" in text_of(site.pages["/zwgk/czxx.htm"])


def test_vsb_session_ids_differ_from_page_to_page_and_lead_to_one_article() -> None:
    site = build("f7", 3, "small", ["Q-SESS"])
    first, second = (gbk(site.pages[path]) for path in ("/xwzx/swyw.htm", "/xwzx/swyw/2.htm"))
    ids = [set(re.findall(r"jsessionid=(\w{32})", text)) for text in (first, second)]
    assert [len(found) for found in ids] == [1, 1]
    assert ids[0] != ids[1]
    assert len(re.findall(r'href="\.\./info/\d+/\d+\.htm\?jsessionid', first)) == 20
