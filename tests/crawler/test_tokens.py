import pytest

from crawler.transport.results import Target
from crawler.transport.tokens import asking, page_token, wants_token
from tests.faults.run import crawl
from tests.faults.server import FaultServer, answer

HERE = "http://yunling.example"


@pytest.mark.parametrize(
    ("page", "token"),
    [
        (b"<script>var _CSRF = 'a1b2c3d4';</script>", "a1b2c3d4"),
        (b'<meta name="csrf-token" content="Zz09+/=x">', "Zz09+/=x"),
        (b'{"csrfToken": "abc123def"}', "abc123def"),
        (b"<p>csrf</p>", ""),
        (b"var _CSRF = '';", ""),
    ],
)
def test_the_token_of_a_page_is_found_where_scripts_look_for_it(page, token):
    assert page_token(page) == token


@pytest.mark.parametrize(
    ("method", "status", "body", "wants"),
    [
        ("POST", 419, b"", True),
        ("POST", 403, b"CSRF token mismatch", True),
        ("POST", 403, b"Forbidden", False),
        ("GET", 419, b"", False),
        ("POST", 200, b"token", False),
        ("POST", None, b"token", False),
        ("POST", 200, b'{"code":403,"msg":"csrf"}', True),
        ("POST", 200, b'{"code": "419", "message": "token mismatch"}', True),
        ("POST", 200, b'{"code":0,"data":{"token":"403"}}', False),
        ("POST", 200, b'{"code":403,"msg":"no right"}', False),
        ("POST", 200, b'{"code":403,"msg":"csrf"}' + b" " * 600, False),
    ],
)
def test_only_a_refused_post_that_speaks_of_a_token_asks_for_it(method, status, body, wants):
    assert wants_token(method, status, body) is wants


def test_a_page_of_another_origin_and_a_get_carry_neither_referer_nor_token():
    far = Target(f"{HERE}/a", "POST", "x=1", "text/plain", "http://other.example/")
    assert asking(far, HERE, "x=1", "", "t1") == {
        "Content-Type": "text/plain",
        "X-CSRF-TOKEN": "t1",
    }
    assert asking(Target(f"{HERE}/a"), HERE, "", "s=1", "t1") == {"Cookie": "s=1"}


@pytest.mark.parametrize(
    "refusal",
    [answer(419), answer(body=b'{"code":403,"msg":"csrf"}', content_type="application/json")],
    ids=["by status", "in words"],
)
def test_a_refused_post_is_sent_again_with_the_token_of_its_page(refusal):
    rows = b'{"data":{"list":[{"id":1}]}}'
    with FaultServer() as server:
        site = server.add(
            {
                "/letters": answer(body=b"<html><script>var _CSRF='a1b2c3d4';</script></html>"),
                "/list": [refusal, answer(body=rows, content_type="application/json")],
            }
        )
        ask = {"url": site.url("/list"), "method": "POST", "body": "offset=0",
               "content_type": "application/x-www-form-urlencoded",
               "referer": site.url("/letters")}  # fmt: skip
        crawl(site.url(), [ask], [site.host], robots=False)
        first, again = site.asked("/list")
    assert "x-csrf-token" not in first.headers
    assert again.headers["x-csrf-token"] == "a1b2c3d4"
