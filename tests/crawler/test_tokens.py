import pytest

from crawler.transport.results import Target
from crawler.transport.tokens import asking, page_token, wants_token

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
