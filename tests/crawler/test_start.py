import pytest

from crawler.errors import UnreadableSiteError
from crawler.start import check_home, check_robots, door
from crawler.transport import robots
from crawler.transport.results import Fetched, Refused

HOME = "http://yunling.example/"


def own(url):
    return url.startswith(HOME)


def fetched(body, kind="text/html"):
    data = body.encode() if isinstance(body, str) else body
    return Fetched(HOME, HOME, 200, (("content-type", kind),), data, (), "2026-01-05", 9, 1)


def refused(kind, status=None, **more):
    return Refused(HOME, kind, kind, status, 1, **more)


PAGE = (
    "<html><body>" + "".join(f"<a href='/{n}/'>栏目{n}</a>" for n in range(12)) + "</body></html>"
)


@pytest.mark.parametrize(
    "body",
    [
        PAGE,
        PAGE.encode("gb18030"),
        "<html><frameset><frame src='main.html'></frameset></html>",
        "<html><body><script src='app.js'></script></body></html>",
        PAGE.replace("<a", "<input type='password'><a", 1),
        "<html><body>" + "欢迎访问云岭市商务局网站。" * 9 + "</body></html>",
    ],
)
def test_a_page_a_site_can_be_read_from_is_the_home_page(body):
    assert check_home(HOME, fetched(body), own) == ""


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("%PDF-1.4", "not_html"),
        ('{"a": 1}', "not_html"),
        ("", "not_html"),
        ("<html><body></body></html>", "empty"),
        ("<html><body><form><input type='password'></form></body></html>", "login"),
        ("<meta http-equiv=refresh content='0;url=http://www.other.example/'>", "foreign"),
        ("<script>location.href='http://www.other.example/'</script>", "foreign"),
    ],
)
def test_a_page_no_site_can_be_read_from_says_which_kind(body, kind):
    with pytest.raises(UnreadableSiteError) as caught:
        check_home(HOME, fetched(body), own)
    assert caught.value.kind == kind
    assert HOME in str(caught.value) or "other.example" in str(caught.value)


@pytest.mark.parametrize(
    "stub",
    [
        "<meta http-equiv='refresh' content='0;url=/main/index.html'>",
        "<html><script>window.location='/main/index.html'</script></html>",
        "<script>window.location='/main/index.html'</script>",
    ],
)
def test_a_home_page_that_forwards_within_the_site_names_where(stub):
    assert check_home(HOME, fetched(stub), own) == f"{HOME}main/index.html"


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (refused("waf", 412), "waf"),
        (refused("network"), "unreachable"),
        (refused("timeout"), "unreachable"),
        (refused("tls"), "tls"),
        (refused("http", 503), "status"),
        (refused("foreign", 302, location="http://www.other.example/"), "foreign"),
        (refused("robots"), "robots"),
    ],
)
def test_a_refused_home_page_is_unreadable_with_a_chinese_sentence(answer, kind):
    with pytest.raises(UnreadableSiteError) as caught:
        check_home(HOME, answer, own)
    assert caught.value.kind == kind
    assert any("\u4e00" <= c <= "\u9fff" for c in str(caught.value))
    assert "。。" not in str(caught.value)


def test_the_status_of_an_error_page_is_said():
    with pytest.raises(UnreadableSiteError, match="503"):
        check_home(HOME, refused("http", 503), own)


def test_robots_that_allow_the_home_page_let_the_crawl_begin():
    check_robots(robots.from_answer("http://yunling.example", 404, b""), HOME)
    check_robots(
        robots.from_answer("http://yunling.example", 200, b"User-agent: *\nDisallow: /admin"), HOME
    )


@pytest.mark.parametrize(
    ("status", "body"), [(200, b"User-agent: *\nDisallow: /"), (503, b""), (429, b"")]
)
def test_robots_that_close_the_site_end_the_crawl_as_unknown(status, body):
    with pytest.raises(UnreadableSiteError) as caught:
        check_robots(robots.from_answer("http://yunling.example", status, body), HOME)
    assert caught.value.kind == "robots"


IN = "<a href='/portal/'><img src='a.jpg' alt='进入网站'></a>"


@pytest.mark.parametrize(
    ("body", "way"),
    [
        (IN, "portal/"),
        ("<a href='/portal/'><img src='a.jpg'></a>", "portal/"),
        (f"{IN}<a href='/en/'>English</a>", "portal/"),
        ("<map><area href='portal/index.html'></map>", "portal/index.html"),
        ("<a href='/a/'>甲</a><a href='/b/'>乙</a>", ""),
        (f"{IN}<a href='/main/'>进入首页</a>", ""),
        (f"{IN}<p>{'本局主管全市商务工作。' * 20}</p>", ""),
        ("<a href='http://other.example/'>进入网站</a>", ""),
        (PAGE, ""),
    ],
)
def test_a_title_page_with_one_way_in_is_a_door(body, way):
    found = door(fetched(f"<html><body>{body}</body></html>"), own)
    assert found == (HOME + way if way else "")
