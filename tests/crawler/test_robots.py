import pytest

from crawler.transport.robots import (
    MAX_BYTES,
    RobotsState,
    closed,
    from_answer,
    ignored,
    unavailable,
)

ORIGIN = "http://swj.example.test"


def read(text, status=200):
    body = text if isinstance(text, bytes) else text.encode()
    return from_answer(ORIGIN, status, body)


def allows(text, path):
    return read(text).allows(ORIGIN + path)


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        ("", "/a", True),
        ("User-agent: *\nDisallow:", "/a", True),
        ("User-agent: *\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow: /", "/", False),
        ("User-agent: *\nDisallow: /", "/robots.txt", True),
        ("User-agent: *\nDisallow: /zwgk/", "/zwgk/1.html", False),
        ("User-agent: *\nDisallow: /zwgk/", "/zwgkx/1.html", True),
        ("User-agent: other\nDisallow: /", "/a", True),
        ("User-agent: nianbao\nDisallow: /a", "/a", False),
        ("User-agent: NianBao\nDisallow: /a", "/a", False),
        ("User-agent: *\nDisallow: /\n\nUser-agent: nianbao\nAllow: /", "/a", True),
        ("User-agent: nianbao\nUser-agent: other\nDisallow: /a", "/a", False),
        ("User-agent: nianbao\nDisallow: /a\n\nUser-agent: nianbao\nDisallow: /b", "/b", False),
        ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", True),
        ("User-agent: *\nAllow: /a\nDisallow: /a/b", "/a/b/c", False),
        ("User-agent: *\nAllow: /a\nDisallow: /a", "/a", True),
        ("User-agent: *\nDisallow: /*.jsp$", "/x/list.jsp", False),
        ("User-agent: *\nDisallow: /*.jsp$", "/x/list.jsp?page=2", True),
        ("User-agent: *\nDisallow: /*?page=", "/x/list.jsp?page=2", False),
        ("User-agent: *\nDisallow: /公开/", "/%E5%85%AC%E5%BC%80/1", False),
        ("# 注释\r\nUser-agent: * # all\r\nDisallow: /a # b\r\n", "/a", False),
        ("\ufeffUser-agent: *\nDisallow: /a", "/a", False),
        ("user-AGENT:*\ndisALLOW:/a", "/a", False),
        ("Disallow: /a", "/a", True),
    ],
)
def test_rules_are_read_as_rfc_9309_says(text, path, allowed):
    assert allows(text, path) is allowed


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 418])
def test_a_client_error_means_no_rules(status):
    state = read("User-agent: *\nDisallow: /", status)
    assert (state.verdict, state.allows(ORIGIN + "/a")) == ("open", True)


@pytest.mark.parametrize("status", [500, 502, 503, 504, 599])
def test_a_server_error_closes_the_host(status):
    state = read("User-agent: *\nAllow: /", status)
    assert (state.verdict, state.allows(ORIGIN + "/a")) == ("closed", False)
    assert (state.kind, state.signature) == ("robots", f"unreachable_{status}")


def test_too_many_requests_is_not_now_rather_than_no_rules():
    assert read("", 429).verdict == "closed"


def test_more_than_five_redirects_leave_the_file_unavailable():
    assert read("", 302).verdict == "open"
    assert read("", 302).note


def test_no_answer_closes_the_host_with_its_cause():
    state = closed(ORIGIN, None, "network", "refused")
    assert (state.allows(ORIGIN + "/a"), state.kind, state.signature) == (
        False,
        "network",
        "refused",
    )


def test_a_redirect_off_the_own_hosts_is_like_no_file():
    assert unavailable(ORIGIN, "x").allows(ORIGIN + "/a")


def test_the_check_can_be_switched_off():
    assert ignored(ORIGIN).allows(ORIGIN + "/a")


def test_a_web_page_instead_of_the_file_has_no_rules_and_is_noted():
    state = read("<!DOCTYPE html><html><body>User-agent: *\nDisallow: /</body></html>")
    assert state.allows(ORIGIN + "/a")
    assert "网页" in state.note


def test_only_the_first_500_kib_count_and_no_half_line():
    filler = "# x\n" * (MAX_BYTES // 4 - 1)
    long = f"User-agent: *\n{filler}Disallow: /ab\n"
    assert len(long.encode()) > MAX_BYTES
    assert read(long).allows(ORIGIN + "/ab")
    head = f"User-agent: *\nDisallow: /early\n{filler}"
    cut = (head + "\n" * 40)[: MAX_BYTES - 12] + "\nDisallow: /zwgk/private/\n"
    assert read(cut).allows(ORIGIN + "/zwgk/1")
    assert not read(cut).allows(ORIGIN + "/early")


def test_bytes_that_are_no_text_are_harmless():
    assert isinstance(read(b"\xff\xfe\x00User-agent: *\nDisallow: /\x00a"), RobotsState)
    assert not read("User-agent: *\nDisallow: /a # 备注".encode("gbk")).allows(ORIGIN + "/a")


def test_delay_and_sitemaps_are_read():
    state = read("Sitemap: http://swj.example.test/map.xml\nUser-agent: *\nCrawl-delay: 2.5\n")
    assert (state.crawl_delay, state.sitemaps) == (2.5, ("http://swj.example.test/map.xml",))
