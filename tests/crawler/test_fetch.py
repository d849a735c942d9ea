"""Each way an answer can go wrong, seen through the whole stack against a server that does it."""

import gzip
import socket

import brotli
import pytest

from tests.faults.run import crawl
from tests.faults.server import FaultServer, answer, drip, flood, reset, silence


def gz(data):
    return gzip.compress(data, mtime=0)  # the same bytes, and test names, in every process


PAGE = (
    "<html><title>通知公告</title><ul>" + "<li>云岭市商务局通知</li>" * 80 + "</ul></html>"
).encode()
PACKED = gz(PAGE)
LIMIT = 1 << 20
ATTEMPTS = 3
CHUNKED = (
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
    + f"{len(PAGE):x}\r\n".encode()
    + PAGE
    + b"\r\n"
)
BAD_SUM = PACKED[:-8] + bytes([PACKED[-8] ^ 0xFF]) + PACKED[-7:]


def packed(body, name="gzip"):
    return answer(body=body, Content_Encoding=name)


def moved(location, status=302, **headers):
    return answer(status, Location=location, **headers)


# One site each: name -> routes; the target is /.
SITES = {
    "plain": {"/": answer(body=PAGE)},
    "gzip": {"/": packed(PACKED)},
    "brotli": {"/": packed(brotli.compress(PAGE), "br")},
    "cut_gzip": {"/": packed(PACKED[: len(PACKED) // 2])},
    "cut_gzip_once": {"/": [packed(PACKED[:-20]), packed(PACKED)]},
    "bad_sum": {"/": packed(BAD_SUM)},
    "double_gzip": {"/": packed(gz(PACKED))},
    "false_gzip": {"/": packed(PAGE)},
    "short_body": {"/": answer(body=PAGE[:900], length=len(PAGE))},
    "open_chunks": {"/": CHUNKED},
    "cut_at_close": {"/": answer(body=PAGE[:900], length=None)},
    "whole_at_close": {"/": answer(body=PAGE, length=None)},
    "length_too_short": {"/": answer(body=PAGE, length=900)},
    "drip": {"/": drip(answer(body=b"<html>", length=9999))},
    "silence": {"/": silence(30)},
    "reset": {"/": reset()},
    "503_once": {"/": [answer(503), answer(body=PAGE)]},
    "500": {"/": answer(500, b"<html>error</html>")},
    "404": {},
    "403": {"/": answer(403, b"<html><h1>403 Forbidden</h1></html>")},
    "empty": {"/": answer(body=b" \r\n")},
    "empty_once": {"/": [answer(body=b""), answer(body=PAGE)]},
    "ruishu": {"/": answer(412, b"<html><script>$_ts=window;</script></html>")},
    "jiasule": {"/": answer(521, b"<script>1</script>", Set_Cookie="__jsl_clearance_s=1")},
    "soft_block": {"/": answer(body="<title>访问异常页面</title>请稍后再试".encode())},
    "shell": {"/": answer(body=b'<html><div id="app"></div><script src="/a.js"></script></html>')},
    "loop": {"/": moved("/")},
    "ping_pong": {"/": moved("/b"), "/b": moved("/")},
    "growing": {f"/{'?' + 'a' * n if n else ''}": moved(f"/?{'a' * (n + 1)}") for n in range(9)},
    "chain": {"/": moved("/a", 301), "/a": moved("b", 307), "/b": answer(body=PAGE)},
    "to_script": {"/": moved("javascript:alert(1)")},
    "to_file": {"/": moved("file:///etc/hostname")},
    "to_user": {"/": moved("http://user@127.0.0.1/")},
    "to_nowhere": {"/": answer(302)},
    "bounce": {"/": [moved("/", Set_Cookie="pass=1; Path=/"), answer(body=PAGE)]},
    "gbk_location": {
        "/": answer(302).replace(
            b"302 X\r\n", b"302 X\r\nLocation: /" + "信息".encode("gbk") + b"\r\n"
        ),
        "/%D0%C5%CF%A2": answer(body=PAGE),
    },
    "gzip_bomb": {"/": packed(gz(bytes(40 * LIMIT)))},
    "brotli_bomb": {"/": packed(brotli.compress(bytes(40 * LIMIT)), "br")},
    "declared_huge": {"/": answer(body=b"x", length=LIMIT * 40)},
    "endless": {"/": flood(answer(length=None), b"x" * 65536, LIMIT * 8)},
    "not_http": {"/": b"SSH-2.0-OpenSSH_9.2\r\n\r\n"},
    "header_flood": {"/": answer(body=PAGE, **{f"X{n}": "y" * 900 for n in range(100)})},
    "no_colon_header": {"/": answer(body=PAGE).replace(b"200 X\r\n", b"200 X\r\nodd line\r\n")},
}


@pytest.fixture(scope="module")
def run():
    """Results and sites by name; two more sites must never be asked: inside and elsewhere."""
    with FaultServer() as server:
        sites = {name: server.add(dict(routes)) for name, routes in SITES.items()}
        inside = server.add({"*": answer(body=b"inside")})
        sites["inside"] = inside
        sites["to_inside"] = server.add({"/": moved(inside.url("/secret"))})
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            dead = f"127.0.0.1:{free.getsockname()[1]}"
        targets = {name: site.url() for name, site in sites.items() if name != "inside"}
        targets |= {
            "dead_port": f"http://{dead}/",
            "no_such_name": "http://nobody.invalid/",
            "other_private": f"http://127.0.0.2:{sites['plain'].port}/",
            "odd_spelling": f"http://127.1:{sites['plain'].port}/",
            "foreign": inside.url(),
            "no_address": "javascript:void(0)",
        }
        own = [site.host for name, site in sites.items() if name != "inside"]
        own += [
            dead,
            "nobody.invalid",
            targets["other_private"][7:-1],
            targets["odd_spelling"][7:-1],
        ]
        results = crawl(
            sites["plain"].url(),
            targets.values(),
            own,
            robots=False,
            attempts=ATTEMPTS,
            timeout_seconds=0.7,
            scale=0.002,
            max_bytes=LIMIT,
        )
        yield dict(zip(targets, results, strict=True)), sites


@pytest.fixture(scope="module")
def results(run):
    return run[0]


@pytest.fixture(scope="module")
def sites(run):
    return run[1]


@pytest.mark.parametrize(
    ("name", "witnesses", "requests"),
    [
        ("plain", [], 1),
        ("gzip", [], 1),
        ("brotli", [], 1),
        ("bad_sum", ["truncated_encoding"], 2),
        ("cut_gzip_once", [], 2),
        ("double_gzip", ["double_encoding"], 1),
        ("false_gzip", ["mislabelled_encoding"], 1),
        ("whole_at_close", [], 1),
        ("503_once", [], 2),
        ("empty_once", [], 2),
        ("chain", [], 3),
        ("bounce", [], 2),
        ("gbk_location", [], 2),
        ("no_colon_header", [], 1),
        ("odd_spelling", [], 1),
    ],
)
def test_a_whole_page_arrives_with_its_witnesses(results, name, witnesses, requests):
    found = results[name]
    assert (found["outcome"], found["status"], found["length"]) == ("fetched", 200, len(PAGE))
    assert (found["witnesses"], found["requests"]) == (witnesses, requests)


@pytest.mark.parametrize(
    ("name", "witnesses", "requests"),
    [
        ("cut_gzip", ["truncated_encoding", "no_tail"], 2),
        ("cut_at_close", ["no_tail", "partial_body"], 2),
        ("length_too_short", ["no_tail"], 1),
    ],
)
def test_part_of_a_page_never_looks_whole(results, name, witnesses, requests):
    found = results[name]
    assert found["outcome"] == "fetched"
    assert 0 < found["length"] < len(PAGE)
    assert (found["witnesses"], found["requests"]) == (witnesses, requests)


@pytest.mark.parametrize(
    ("name", "kind", "signature", "status", "requests"),
    [
        ("short_body", "truncated", "data_loss", None, ATTEMPTS),
        ("open_chunks", "truncated", "data_loss", None, ATTEMPTS),
        ("drip", "timeout", "timeout", None, ATTEMPTS),
        ("silence", "timeout", "timeout", None, ATTEMPTS),
        ("reset", "network", "reset", None, ATTEMPTS),
        ("500", "http", "500", 500, ATTEMPTS),
        ("404", "http", "404", 404, 1),
        ("403", "http", "403", 403, 1),
        ("empty", "http", "empty", 200, ATTEMPTS),
        ("ruishu", "waf", "ruishu", 412, 1),
        ("jiasule", "waf", "jiasule", 521, 1),
        ("soft_block", "waf", "soft_block", 200, 1),
        ("loop", "http", "redirect_loop", 302, 1),
        ("ping_pong", "http", "redirect_loop", 302, 2),
        ("growing", "http", "redirect_limit", 302, 6),
        ("to_script", "http", "redirect_scheme", 302, 1),
        ("to_file", "http", "redirect_scheme", 302, 1),
        ("to_user", "http", "redirect_scheme", 302, 1),
        ("to_nowhere", "http", "redirect_scheme", 302, 1),
        ("to_inside", "foreign", "redirect", 302, 1),
        ("gzip_bomb", "size", "bomb", None, 1),
        ("brotli_bomb", "size", "bomb", None, 1),
        ("declared_huge", "size", "too_large", None, 1),
        ("endless", "size", "too_large", None, 1),
        ("header_flood", "size", "headers", None, 1),
        ("dead_port", "network", "refused", None, ATTEMPTS),
        ("no_such_name", "network", "dns", None, ATTEMPTS),
        ("other_private", "network", "private_address", None, 1),
        ("foreign", "foreign", "address", None, 0),
        ("no_address", "http", "malformed_url", None, 0),
    ],
)
def test_a_refusal_is_named(results, name, kind, signature, status, requests):
    found = results[name]
    assert found["outcome"] == "refused"
    assert (found["kind"], found["signature"], found["status"]) == (kind, signature, status)
    assert found["requests"] == requests
    assert found["detail"]


def test_an_answer_that_is_no_http_is_refused(results):
    assert results["not_http"]["outcome"] == "refused"
    assert results["not_http"]["kind"] == "network"


def test_a_page_made_by_script_is_handed_over_with_its_witness(results):
    assert results["shell"]["outcome"] == "fetched"
    assert results["shell"]["witnesses"] == ["script_only"]


def test_a_challenge_page_is_kept_as_evidence(results):
    assert "访问异常页面" in results["soft_block"]["text"]


def test_a_foreign_goal_is_reported_and_never_visited(results, sites):
    assert results["to_inside"]["location"] == sites["inside"].url("/secret")
    assert sites["inside"].log == []


def test_redirects_are_listed_hop_by_hop(results, sites):
    found, site = results["chain"], sites["chain"]
    assert found["redirects"] == [site.url("/a"), site.url("/b")]
    assert (found["url"], found["final_url"]) == (site.url(), site.url("/b"))


def test_a_bounce_gets_its_cookie_back_and_nobody_else_does(sites):
    first, second = sites["bounce"].log
    assert ("cookie" in first.headers, second.headers["cookie"]) == (False, "pass=1")
    others = [site for name, site in sites.items() if name != "bounce"]
    assert not [one for site in others for one in site.log if "cookie" in one.headers]


def test_a_fetched_page_is_stamped_in_beijing_time_and_weighed(results):
    found = results["gzip"]
    assert found["fetched_at"].endswith("+08:00")
    assert len(found["fetched_at"]) == len("2026-01-01T00:00:00+08:00")
    assert found["size"] == len(PACKED)
    assert ["content-encoding", "gzip"] in found["headers"]


def test_no_more_than_one_request_is_open(sites):
    patient = {"silence", "drip"}  # these go on after the client has left
    most = {site.open_most for name, site in sites.items() if site.log and name not in patient}
    assert most == {1}


def test_every_request_says_who_we_are_and_what_we_can_unpack(sites):
    asked = [one for site in sites.values() for one in site.log]
    assert {one.headers["user-agent"] for one in asked} == {"nianbao/0.0 (+test)"}
    assert {one.headers["accept-encoding"] for one in asked} == {"gzip, deflate, br"}


def test_a_form_is_posted_and_a_referer_stays_on_its_host():
    with FaultServer() as server:
        site = server.add({"/q": answer(body=b'{"rows": []}', content_type="application/json")})
        form = {"method": "POST", "body": "page=2&k=商务", "content_type": "application/x-a"}
        targets = [
            {"url": site.url("/q"), "referer": site.url("/list"), **form},
            {"url": site.url("/q"), "referer": "http://other.example.test/"},
        ]
        crawl(site.url(), targets, [site.host], robots=False)
        posted, got = site.log
        assert (posted.method, posted.body.decode()) == ("POST", form["body"])
        assert posted.headers["content-type"] == "application/x-a"
        assert posted.headers["referer"] == site.url("/list")
        assert "referer" not in got.headers


def test_a_contact_is_part_of_the_user_agent():
    with FaultServer() as server:
        site = server.add({"/": answer(body=PAGE)})
        crawl(site.url(), [site.url()], [site.host], contact="xx@swj.example.test 值班")
        agents = {one.headers["user-agent"] for one in site.log}
        assert [one.path for one in site.log] == ["/robots.txt", "/"]
        assert agents == {"nianbao/0.0 (+test) (xx@swj.example.test )"}


def test_the_crawl_listens_on_no_port(results):
    assert [found["listening"] for found in results.values() if found["listening"]] == []
