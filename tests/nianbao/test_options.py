"""Addresses and site names as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.errors import UsageError
from nianbao.options import home_url, host_of, site_name


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("http://swj.example.test/", "swj.example.test"),
        ("HTTPS://SWJ.Example.Test", "swj.example.test"),
        ("http://swj.example.test:80/", "swj.example.test"),
        ("https://swj.example.test:443/a/", "swj.example.test"),
        ("http://swj.example.test:443/", "swj.example.test:443"),
        ("http://127.0.0.1:8021/", "127.0.0.1:8021"),
        ("http://[::1]:8021/", "[::1]:8021"),
        ("http://云岭商务局.测试/", "云岭商务局.测试"),
        ("http://swj.example.test./", "swj.example.test"),
    ],
)
def test_host_is_lower_case_with_the_port_unless_it_is_usual(url, host):
    assert host_of(home_url(url)) == host


def test_blanks_around_a_pasted_address_are_dropped():
    assert home_url("  http://swj.example.test/ \n") == "http://swj.example.test/"


@pytest.mark.parametrize(
    ("typed", "site"),
    [
        ("SWJ.example.test", "swj.example.test"),
        ("127.0.0.1:8021", "127.0.0.1:8021"),
        ("https://swj.example.test/zwgk/", "swj.example.test"),
        ("[::1]:8021", "[::1]:8021"),
    ],
)
def test_site_may_be_a_host_or_the_whole_address(typed, site):
    assert site_name(typed) == site


@given(st.text(max_size=40))
def test_any_text_is_an_address_or_a_usage_error(text):
    try:
        url = home_url(text)
    except UsageError:
        return
    assert url.lower().startswith(("http://", "https://"))
    assert host_of(url)


@given(st.text(alphabet="ab.:/\\%@ ~-_[]12", max_size=20))
def test_no_site_name_leads_out_of_the_workspace(text):
    try:
        site = site_name(text)
    except UsageError:
        return
    assert "/" not in site
    assert "\\" not in site
    assert site not in {".", ".."}
