"""Addresses of letters without the words that stand in them."""

from urllib.parse import quote

import pytest

from crawler.letters.plainaddresses import plain
from crawler.urls import canonical

TITLE = "路灯不亮的投诉"


def test_an_address_without_words_stays():
    for url in ("http://a.example/hd/2025/t20250101_12.html", "/x.do?id=13977010056000&p=2"):
        assert plain(url) == url


@pytest.mark.parametrize(
    "part", [TITLE, quote(TITLE), quote(TITLE.encode("gb18030")), quote(TITLE).lower()]
)
def test_a_title_in_an_address_becomes_one_mark_however_it_is_written(part):
    told = plain(f"http://a.example/hd/{part}.html")
    assert told == plain(f"http://a.example/hd/{TITLE}.html")
    assert told.startswith("http://a.example/hd/letter-")
    assert told.endswith(".html")


def test_two_titles_stay_two_addresses():
    assert plain("/hd/路灯一.html") != plain("/hd/路灯二.html")


def test_a_phone_or_a_number_of_a_person_in_a_parameter_is_taken_out():
    told = plain("/v.jsp?id=7&tel=13900001111&no=530102198001010011")
    assert told.startswith("/v.jsp?id=7&tel=letter-")
    assert "13900001111" not in told
    assert "530102198001010011" not in told


def test_the_form_by_which_addresses_are_compared_is_the_same_before_and_after():
    url = f"http://a.example/hd/{quote(TITLE)}.html?b=2&a={quote('赵')}"
    assert canonical(plain(url)) == canonical(plain(canonical(url)))
