"""Sites whose lists come from interfaces: what they answer, and that it is what the truth says."""

import http.client
from dataclasses import replace
from urllib.parse import urlsplit

from nianbao.demo.page import Page
from tests.sites import build, serve
from tests.sites.routes import Asked, Reply, as_json, first_of, silent, whole


def echo(asked: Asked) -> Page | None:
    """Answer what was asked for under /echo, with a cookie."""
    if asked.path != "/echo":
        return None
    heard = {"method": asked.method, "params": dict(asked.params), "form": dict(asked.form)}
    page = as_json(heard | {"jar": dict(asked.jar), "data": asked.data()})
    return Reply(page.body, page.content_type, headers=(("Set-Cookie", "seen=1; path=/"),))


# Answers worked out when asked for


def test_routes_see_query_body_and_cookies_and_the_server_logs_the_body() -> None:
    site = replace(build("f1", 3, "small", "none"), routes=echo)
    server = serve(site)
    with server as address:
        line = http.client.HTTPConnection(urlsplit(address).netloc, timeout=10)
        line.request("POST", "/echo?page=2&q=%E4%BA%91", "a=1&b=", {"Cookie": "x=7"})
        posted = line.getresponse()
        said, cookie = posted.read().decode(), posted.getheader("Set-Cookie")
        line.request("GET", "/zwdt/")
        static = line.getresponse()
        body = static.read()
        line.close()
    assert (
        said == '{"method": "POST", "params": {"page": "2", "q": "云"}, '
        '"form": {"a": "1", "b": ""}, "jar": {"x": "7"}, "data": null}'
    )
    assert cookie == "seen=1; path=/"
    assert posted.getheader("ETag") is None
    assert body == site.pages["/zwdt/"].body
    assert [(r.method, r.path, r.body) for r in server.requests] == [
        ("POST", "/echo", b"a=1&b="),
        ("GET", "/zwdt/", b""),
    ]


def test_routes_of_a_later_site_take_over_with_its_pages() -> None:
    site = build("f1", 3, "small", "none")
    with serve(site, later=replace(site, routes=echo), after=1) as address:
        line = http.client.HTTPConnection(urlsplit(address).netloc, timeout=10)
        statuses = []
        for _ in range(2):
            line.request("GET", "/echo")
            answer = line.getresponse()
            answer.read()
            statuses.append(answer.status)
        line.close()
    assert statuses == [404, 200]


def test_first_route_that_answers_wins() -> None:
    asked = Asked("GET", "/echo")
    other = as_json("other")
    assert first_of(silent(build("f1", 3).model), echo, lambda _: other)(asked) == echo(asked)
    assert first_of(echo, lambda _: other)(Asked("GET", "/")) == other
    assert first_of(echo)(Asked("GET", "/")) is None


def test_body_that_is_json_is_read_as_such() -> None:
    assert Asked("POST", "/", body='{"a": ["云"]}'.encode()).data() == {"a": ["云"]}
    assert Asked("POST", "/", body=b"a=1").data() is None


def test_number_of_a_parameter_is_kept_in_range() -> None:
    assert [whole(text, 1, 1) for text in (None, "", "x", "-3", "0", "7")] == [1, 1, 1, 1, 1, 7]
