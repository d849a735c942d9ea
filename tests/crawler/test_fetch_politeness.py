"""Robots, gaps, pauses and storms, judged by the server's own log."""

import itertools

import pytest

from tests.faults.run import crawl
from tests.faults.server import FaultServer, answer, not_found, reset

PAGE = ("<html><ul>" + "<li>云岭市商务局通知</li>" * 80 + "</ul></html>").encode()
OPEN = not_found()


def robots(text, status=200):
    return answer(status, text.encode(), "text/plain")


def moved(location):
    return answer(302, Location=location)


@pytest.fixture(scope="module")
def server():
    with FaultServer() as running:
        yield running


def paths(site):
    return [one.path for one in site.log]


def gaps(site):
    times = [one.at for one in site.log]
    return [after - before for before, after in itertools.pairwise(times)]


# --- robots.txt -------------------------------------------------------------------------------

ROBOTS = {
    "disallowed": robots("User-agent: *\nDisallow: /"),
    "allowed": robots("User-agent: *\nDisallow: /x"),
    "missing": OPEN,
    "forbidden": robots("", 403),
    "broken": robots("", 500),
    "broken_once": [robots("", 503), robots("User-agent: *\nDisallow: /x")],
    "later": robots("", 429),
    "torn": reset(),
    "empty": answer(body=b"", content_type="text/plain"),
    "page": answer(body=b"<html>no such page</html>"),
    "moved": moved("/rules.txt"),
    "moving": moved("/robots.txt"),
    "moved_out": moved("http://other.example.test/robots.txt"),
    "challenged": answer(521, b"<script>1</script>", Set_Cookie="__jsl_clearance_s=1"),
    "challenged_softly": answer(412, b"<script>$_ts=1</script>"),
}


@pytest.fixture(scope="module")
def answers(server):
    sites = {
        name: server.add(
            {
                "/robots.txt": list(file) if isinstance(file, list) else file,
                "/rules.txt": robots("User-agent: nianbao\nDisallow: /"),
                "*": answer(body=PAGE),
            }
        )
        for name, file in ROBOTS.items()
    }
    targets = [site.url("/a") for site in sites.values()]
    found = crawl(targets[0], targets, [site.host for site in sites.values()], attempts=2)
    return {name: (found[n], sites[name]) for n, name in enumerate(sites)}


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("allowed", ["/robots.txt", "/a"]),
        ("missing", ["/robots.txt", "/a"]),
        ("forbidden", ["/robots.txt", "/a"]),
        ("broken_once", ["/robots.txt", "/robots.txt", "/a"]),
        ("empty", ["/robots.txt", "/a"]),
        ("page", ["/robots.txt", "/a"]),
        ("moving", ["/robots.txt"] * 6 + ["/a"]),
        ("moved_out", ["/robots.txt", "/a"]),
        ("challenged_softly", ["/robots.txt", "/a"]),
    ],
)
def test_a_host_without_a_ban_is_read(answers, name, asked):
    found, site = answers[name]
    assert found["outcome"] == "fetched"
    assert paths(site) == asked


@pytest.mark.parametrize(
    ("name", "kind", "signature", "asked"),
    [
        ("disallowed", "robots", "disallowed", ["/robots.txt"]),
        ("moved", "robots", "disallowed", ["/robots.txt", "/rules.txt"]),
        ("broken", "robots", "unreachable_500", ["/robots.txt"] * 2),
        ("later", "robots", "unreachable_429", ["/robots.txt"] * 2),
        ("torn", "network", "reset", ["/robots.txt"] * 2),
        ("challenged", "waf", "jiasule", ["/robots.txt"]),
    ],
)
def test_a_banned_or_unreadable_host_gets_no_page_request(answers, name, kind, signature, asked):
    found, site = answers[name]
    assert (found["outcome"], found["kind"], found["signature"]) == ("refused", kind, signature)
    assert paths(site) == asked


def test_robots_are_asked_once_and_obeyed_after_a_redirect(server):
    barred = server.add(
        {"/robots.txt": robots("User-agent: *\nDisallow: /b"), "*": answer(body=PAGE)}
    )
    site = server.add({"/robots.txt": OPEN, "/": answer(body=PAGE), "/go": moved(barred.url("/b"))})
    own = [site.host, barred.host]
    found = crawl(site.url(), [site.url(), site.url(), site.url("/go"), barred.url("/c")], own)
    assert [one["outcome"] for one in found] == ["fetched", "fetched", "refused", "fetched"]
    assert found[2]["kind"] == "robots"
    assert paths(site) == ["/robots.txt", "/", "/", "/go"]
    assert paths(barred) == ["/robots.txt", "/c"]


def test_the_robots_state_is_told_to_the_caller(server):
    site = server.add({"/robots.txt": robots("User-agent: *\nCrawl-delay: 7\nSitemap: /m.xml")})
    (state,) = crawl(site.url(), [{"url": site.url("/x"), "robots": True}], [site.host])
    assert (state["verdict"], state["status"], state["crawl_delay"]) == ("rules", 200, 7.0)


# --- gaps and pauses --------------------------------------------------------------------------


def test_requests_keep_their_distance(server):
    site = server.add({"/robots.txt": OPEN, "*": answer(body=PAGE)})
    crawl(site.url(), [site.url(f"/{n}") for n in range(4)], [site.host], rate=5)
    assert len(site.log) == 5
    assert min(gaps(site)) >= 0.1


def test_a_wish_of_robots_slows_a_faster_rate(server):
    site = server.add(
        {"/robots.txt": robots("User-agent: *\nCrawl-delay: 0.6"), "*": answer(body=PAGE)}
    )
    crawl(site.url(), [site.url("/1"), site.url("/2"), site.url("/3")], [site.host], rate=20)
    assert min(gaps(site)[1:]) >= 0.3  # 0.05 at the rate asked for; arrivals jitter under load


def test_redirects_keep_their_distance_too(server):
    site = server.add({"/robots.txt": OPEN, "/": moved("/a"), "/a": answer(body=PAGE)})
    crawl(site.url(), [site.url()], [site.host], rate=5)
    assert (paths(site), min(gaps(site)) >= 0.1) == (["/robots.txt", "/", "/a"], True)


@pytest.mark.parametrize("status", [429, 503])
def test_retry_after_pauses_the_whole_host(server, status):
    site = server.add(
        {
            "/robots.txt": OPEN,
            "/": [answer(status, b"later", Retry_After="1"), answer(body=PAGE)],
            "/b": answer(body=PAGE),
        }
    )
    found = crawl(site.url(), [site.url(), site.url("/b")], [site.host])
    assert [one["outcome"] for one in found] == ["fetched", "fetched"]
    assert gaps(site)[1] >= 0.9


def test_a_pause_asked_with_the_last_refusal_holds_for_the_next_page(server):
    site = server.add(
        {
            "/robots.txt": OPEN,
            "/": answer(429, b"later", Retry_After="1"),
            "/b": answer(body=PAGE),
        }
    )
    found = crawl(site.url(), [site.url(), site.url("/b")], [site.host], attempts=1)
    assert [one["outcome"] for one in found] == ["refused", "fetched"]
    assert gaps(site)[1] >= 0.9


# --- storms -----------------------------------------------------------------------------------


def test_a_storm_is_sat_out_with_few_requests(server):
    broken = [answer(500, b"x")] * 20
    site = server.add(
        {"/robots.txt": OPEN, "/": answer(body=PAGE), "/b": [*broken[:5], answer(body=PAGE)]}
    )
    site.routes["/a"] = [*broken[:4], answer(body=PAGE)]
    site.routes["/"] = [answer(body=PAGE), *broken]
    found = crawl(site.url(), [site.url(p) for p in ("/", "/a", "/b")], [site.host], scale=0.001)
    assert [one["outcome"] for one in found] == ["fetched", "refused", "fetched"]
    assert len(site.log) <= 25


def test_one_dead_page_does_not_make_the_host_unwell(server):
    site = server.add({"/robots.txt": OPEN, "/": answer(body=PAGE), "*": answer(500, b"x")})
    targets = [site.url(p) for p in ("/", "/a", "/b", "/c", "/")]
    found = crawl(site.url(), targets, [site.host], scale=0.001)
    assert [one["outcome"] for one in found] == ["fetched", *["refused"] * 3, "fetched"]
    assert not any(one["unwell"] for one in found)


def test_a_host_that_stays_down_is_given_up_and_then_asked_once_a_page(server):
    down = [answer(body=PAGE), *[answer(500, b"x")] * 60]
    site = server.add({"/robots.txt": OPEN, "/": down, "*": answer(500, b"x")})
    targets = [site.url(p) for p in ("/", "/a", "/b", "/c", "/d")]
    found = crawl(site.url(), targets, [site.host], scale=0.001)
    assert [one["unwell"] for one in found] == [False, False, True, True, True]
    assert [one["requests"] for one in found[3:]] == [1, 1]
    assert len(site.log) <= 30
