"""The address after the pages walked: one number grows by one step, or nothing is known."""

import pytest

from crawler.paging.continuation import jumps, onward


@pytest.mark.parametrize(
    ("walked", "expected"),
    [
        (["/a/index_2.html"], "/a/index_3.html"),
        (["/a/index_1.html"], "/a/index_2.html"),
        (["/a/list.do"], ""),
        (["/a/index_2.html", "/a/index_3.html"], "/a/index_4.html"),
        (["/tzgg/11.htm", "/tzgg/10.htm"], "/tzgg/9.htm"),
        (["/c_000000085.shtml", "/c_000000084.shtml"], "/c_000000083.shtml"),
        (["/list/15", "/list/30"], "/list/45"),
        (["/x?id=9&page=2", "/x?id=9&page=3"], "/x?id=9&page=4"),
        (["/x?id=9&page=2", "/x?id=8&page=3"], ""),
        (["/x/2.html", "/y/3.html"], ""),
        (["/tzgg/2.htm", "/tzgg/1.htm"], "/tzgg/0.htm"),
        (["/tzgg/3.htm", "/tzgg/1.htm"], ""),
        ([], ""),
    ],
)
def test_next_address_follows_the_one_number_that_grew(walked, expected):
    assert onward(walked) == expected


@pytest.mark.parametrize(
    ("following", "said"),
    [
        ("/a/index_5.html", ("第 3 页的“下一页”不是第 4 页",)),
        ("/a/index_4.html", ()),
        ("/a/?cursor=77", ()),
        ("", ()),
    ],
)
def test_a_page_that_leads_past_the_next_one_is_not_the_page_asked_for(following, said):
    pages = [
        (1, "/a/", "/a/index_2.html"),
        (2, "/a/index_2.html", "/a/index_3.html"),
        (3, "/a/index_3.html", following),
    ]
    assert jumps(pages) == said
