from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.transport.addresses import origin_of, plain_url, redirect_target
from crawler.transport.cookies import MAX_BYTES, CookieJar
from crawler.transport.resolver import AddressPolicy

BASE = "http://swj.example.test/zwgk/list.html?p=1"


@pytest.mark.parametrize(
    ("url", "plain"),
    [
        ("http://swj.example.test", "http://swj.example.test/"),
        ("HTTP://SWJ.Example.TEST:80/A", "http://swj.example.test/A"),
        ("https://swj.example.test:443/#top", "https://swj.example.test/"),
        ("http://swj.example.test:8080/a b", "http://swj.example.test:8080/a%20b"),
        ("http://swj.example.test/信息?k=商务", None),
        ("http://中文.example.test/", "http://xn--fiq228c.example.test/"),
        ("http://[::1]:81/", "http://[::1]:81/"),
        ("http://①②⑦.⓪.⓪.①/", "http://127.0.0.1/"),
    ],
)
def test_an_address_has_one_spelling(url, plain):
    if plain is None:
        plain = "http://swj.example.test/%E4%BF%A1%E6%81%AF?k=%E5%95%86%E5%8A%A1"
    assert plain_url(url) == plain


@pytest.mark.parametrize(
    "url",
    [
        "",
        "javascript:alert(1)",
        "file:///etc/hostname",
        "ftp://swj.example.test/",
        "//swj.example.test/",
        "http://",
        "http:///a",
        "http://user@swj.example.test/",
        "http://swj.example.test\\@evil.example.test/",
        "http://swj.example.test%2eevil/",
        "http://swj.example.test:0/",
        "http://swj.example.test:99999/",
        "http://swj.example.test:8a/",
        "http://[::1/",
        "http://a b.example.test/",
    ],
)
def test_what_could_be_read_in_two_ways_is_no_address(url):
    assert plain_url(url) is None


@pytest.mark.parametrize(
    ("location", "goal"),
    [
        ("next.html", "http://swj.example.test/zwgk/next.html"),
        ("/a", "http://swj.example.test/a"),
        ("?p=2", "http://swj.example.test/zwgk/list.html?p=2"),
        ("//other.example.test/a", "http://other.example.test/a"),
        ("https://swj.example.test/#x", "https://swj.example.test/"),
        ("/信息".encode().decode("latin-1"), "http://swj.example.test/%E4%BF%A1%E6%81%AF"),
        ("/信息".encode("gbk").decode("latin-1"), "http://swj.example.test/%D0%C5%CF%A2"),
        ("", None),
        ("javascript:void(0)", None),
        ("data:text/html,x", None),
        ("\\\\evil.example.test\\a", None),
        ("/\\evil.example.test", None),
        ("http://[bad", None),
    ],
)
def test_a_redirect_leads_to_a_plain_address_or_nowhere(location, goal):
    assert redirect_target(BASE, location) == goal


@given(st.text(max_size=80))
def test_any_text_is_either_one_safe_spelling_or_none(text):
    for url in (text, "http://" + text, BASE + text):
        plain = plain_url(url)
        if plain is not None:
            assert plain_url(plain) == plain
            assert "@" not in urlsplit(plain).netloc
            assert plain.isascii()


def test_an_origin_keeps_an_odd_port():
    assert origin_of("http://swj.example.test:81/a?b") == "http://swj.example.test:81"


# --- which addresses may be connected to --------------------------------------------------------


def test_only_public_addresses_are_admitted_for_a_public_site():
    policy = AddressPolicy("swj.example.test")
    assert policy.admits("swj.example.test", "8.8.8.8")
    assert policy.admits("www.example.test", "8.8.4.4")
    for inside in ("127.0.0.1", "10.0.0.1", "::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1"):
        assert not policy.admits("www.example.test", inside)
    assert policy.refused_address("www.example.test")
    assert not policy.refused_address("swj.example.test")


def test_a_start_host_that_was_public_may_not_turn_private():
    policy = AddressPolicy("swj.example.test")
    assert policy.admits("swj.example.test", "8.8.8.8")
    assert not policy.admits("swj.example.test", "127.0.0.1")


def test_a_private_start_host_is_admitted_with_its_own_address_only():
    policy = AddressPolicy("oa.example.test")
    assert policy.admits("oa.example.test", "10.1.2.3")
    assert policy.admits("www.example.test", "10.1.2.3")
    assert not policy.admits("www.example.test", "10.1.2.4")
    assert policy.admits("www.example.test", "8.8.8.8")


# --- the cookie jar -----------------------------------------------------------------------------


def test_a_closed_jar_sends_nothing():
    jar = CookieJar()
    assert jar.take(["a=1; Path=/; HttpOnly"])
    assert jar.header() == ""
    jar.is_open = True
    assert jar.header() == "a=1"


def test_a_jar_keeps_to_its_bounds():
    jar = CookieJar()
    jar.is_open = True
    jar.take([f"c{n}={'x' * 20}" for n in range(300)])
    assert len(jar) == 50
    jar.take(["big=" + "y" * 5000])
    assert len(jar.header()) <= MAX_BYTES


@pytest.mark.parametrize("header", ["", "novalue", "a b=1", "a=1\r\nX: y", "a=商务", "=1"])
def test_an_odd_cookie_is_left_out(header):
    jar = CookieJar()
    assert not jar.take([header])
    assert len(jar) == 0


def test_a_cookie_can_be_taken_back():
    jar = CookieJar()
    jar.take(["a=1"])
    assert jar.take(["a=; Max-Age=0"])
    assert len(jar) == 0
