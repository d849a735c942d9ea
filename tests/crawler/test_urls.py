import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.urls import (
    canonical,
    content_id,
    detail_shape,
    host_of,
    is_attachment,
    is_private,
    is_scripted,
    join,
    looks_like_trap,
    same_site,
    selects,
    twins,
    unwrap,
)

H = "http://swj.example.test"
BASE = f"{H}/zwdt/tzgg/index.html"
UUID = "0a1b2c3d-0000-1111-2222-333344445555"
HEX = "0a1b2c3d000011112222333344445555"


@pytest.mark.parametrize(
    ("url", "host"),
    [
        (f"{H}/x", "swj.example.test"),
        ("HTTP://WWW.Example.TEST/x", "www.example.test"),
        ("http://swj.example.test:80/", "swj.example.test"),
        ("https://swj.example.test:443/", "swj.example.test"),
        ("https://swj.example.test:80/", "swj.example.test:80"),
        ("http://swj.example.test:8080", "swj.example.test:8080"),
        ("http://user:pw@swj.example.test./x", "swj.example.test"),
        ("http://127.0.0.1:8000/", "127.0.0.1:8000"),
        ("http://[::1]:8000/", "[::1]:8000"),
        ("http://商务局.政务", "xn--zfr74de7i.xn--zfr164b"),
        ("http://127。0。0。1/", "127.0.0.1"),
        ("//swj.example.test/x", "swj.example.test"),
        ("swj.example.test/x", ""),
        ("http://", ""),
        ("http://[::1", ""),
        ("http://a b.test/", ""),
        ("http://swj.example.test:x/", ""),
        ("", ""),
    ],
)
def test_host_of_gives_the_name_with_an_odd_port_only(url, host):
    assert host_of(url) == host


def test_twins_of_a_name_are_www_m_and_wap_and_of_an_address_none():
    four = {"swj.example.test", "www.swj.example.test", "m.swj.example.test"}
    assert twins("www.swj.example.test") == four | {"wap.swj.example.test"}
    assert twins("m.a.test:81") == {"a.test:81", "www.a.test:81", "m.a.test:81", "wap.a.test:81"}
    for single in ("127.0.0.1:8000", "[::1]:8000", "localhost", "10.1.2.3"):
        assert twins(single) == {single}


def test_same_site_accepts_twins_and_no_neighbour():
    own = ["www.example.test", "a.test:8080"]
    assert same_site("m.example.test", own)
    assert same_site("example.test", own)
    assert same_site("www.a.test:8080", own)
    assert not same_site("a.test", own)
    assert not same_site("xwj.example.test", own)
    assert not same_site("example.test.evil.test", own)
    assert not same_site("", own)


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("./202401/t20240102_1.html", f"{H}/zwdt/tzgg/202401/t20240102_1.html"),
        ("../../zwgk/x.html", f"{H}/zwgk/x.html"),
        ("../../../../x.html", f"{H}/x.html"),
        ("/c/2024-01-02/1.shtml", f"{H}/c/2024-01-02/1.shtml"),
        ("//m.example.test/x", "http://m.example.test/x"),
        ("///m.example.test/x", "http://m.example.test/x"),
        ("https:////m.example.test/x", "https://m.example.test/x"),
        ("http://a.test/a/../b/./c.html", "http://a.test/b/c.html"),
        ("http://a.test", "http://a.test/"),
        ("http://a.test/../x/..", "http://a.test/"),
        (" \n x.html \t", f"{H}/zwdt/tzgg/x.html"),
        ("/zw\n dt/x.html", f"{H}/zw%20dt/x.html"),
        ("\\zwgk\\x.html?a=b\\c", f"{H}/zwgk/x.html?a=b\\c"),
        ("?page=2", f"{BASE}?page=2"),
        ("x.html#top", f"{H}/zwdt/tzgg/x.html"),
        ("x.html?title=a b", f"{H}/zwdt/tzgg/x.html?title=a%20b"),
        ("HTTP://A.test/x", "http://A.test/x"),
        ("#", ""),
        ("#top", ""),
        ("", ""),
        ("   ", ""),
        ("javascript:void(0)", ""),
        ("JavaScript :void(0)", f"{H}/zwdt/tzgg/JavaScript%20:void(0)"),
        ("java\nscript:void(0)", ""),
        ("mailto:a@example.test", ""),
        ("tel:12345", ""),
        ("data:text/html,x", ""),
        ("ftp://a.test/x", ""),
        ("file:///C:/x.doc", ""),
        ("C:\\fakepath\\x.doc", ""),
        ("http://", ""),
        ("http://[bad/x", ""),
    ],
)
def test_join_leads_where_a_browser_would(href, url):
    assert join(BASE, href) == url


def test_join_keeps_a_fragment_that_selects_a_list_when_asked():
    assert join(f"{H}/gkmlpt/index", "#721", fragment=True) == f"{H}/gkmlpt/index#721"
    assert join(f"{H}/gkmlpt/index", "#", fragment=True) == ""


def test_join_follows_the_base_element():
    assert join(BASE, "x.html", base_href="/a/b/") == f"{H}/a/b/x.html"
    assert join(BASE, "x.html", base_href="http://b.test/c/d.html") == "http://b.test/c/x.html"
    assert join(BASE, "x.html", base_href="javascript:") == f"{H}/zwdt/tzgg/x.html"


@pytest.mark.parametrize(
    ("href", "scripted"),
    [
        ("", True),
        ("#", True),
        ("#top", True),
        (" javascript:;", True),
        ("JAVASCRIPT:open('/x')", True),
        ("java\tscript:;", True),
        ("about:blank", True),
        ("/x", False),
        ("x.html#a", False),
        ("mailto:a@example.test", False),
    ],
)
def test_is_scripted_means_a_link_without_an_address(href, scripted):
    assert is_scripted(href) is scripted


@pytest.mark.parametrize(
    ("url", "plain"),
    [
        ("https://www.Example.test:443/A/index.html#x", "example.test/A/"),
        ("http://example.test/A/Default.aspx", "example.test/A/"),
        ("http://example.test/index_1.html", "example.test/index_1.html"),
        ("http://example.test", "example.test/"),
        ("http://www.www.example.test", "example.test/"),
        ("http://example.test:8080/x", "example.test:8080/x"),
        ("http://example.test//a//b.html", "example.test/a/b.html"),
        ("http://example.test/a/./b/../c.html", "example.test/a/c.html"),
        ("http://example.test/x.jsp;jsessionid=0A1B?id=3", "example.test/x.jsp?id=3"),
        ("http://example.test/x?JSESSIONID=1&b=2&a=1", "example.test/x?a=1&b=2"),
        ("http://example.test/x?random=0.123&utm_source=y&_=17", "example.test/x"),
        ("http://example.test/x?t=1735660800000&id=3", "example.test/x?id=3"),
        ("http://example.test/x?t=3", "example.test/x?t=3"),
        ("http://example.test/x?sid=755041&page=2", "example.test/x?page=2&sid=755041"),
        ("http://example.test/x?from=singlemessage&isappinstalled=0", "example.test/x"),
        ("http://example.test/x?from=zwgk", "example.test/x?from=zwgk"),
        ("http://example.test/%7Ea/%e5%95%86", "example.test/~a/%E5%95%86"),
        ("http://example.test/商", "example.test/%E5%95%86"),
        ("http://example.test/a%2Fb", "example.test/a%2Fb"),
        ("http://example.test/x?id=3&id=2", "example.test/x?id=2&id=3"),
        ("example.test/x", "example.test/x"),
        ("", ""),
    ],
)
def test_canonical_drops_only_what_does_not_select_content(url, plain):
    assert canonical(url) == plain


def test_canonical_keeps_the_fragment_when_asked():
    assert canonical(f"{H}/gkmlpt/index#721", fragment=True) == "swj.example.test/gkmlpt/index#721"


SAME = [
    ("/zwdt/202401/t20240102_12.html", "/zwgk_213/202401/t20240102_12.html"),
    ("/tfjs/t5400138.shtml", "/x/t5400138.shtml"),
    ("/art/2025/1/2/art_1001_34567.html", "/art/2025/01/02/art_1002_34567.html"),
    (f"/art/2025/1/2/art_1001_{HEX}.html", f"/art/2025/art_{HEX}.html"),
    ("/info/1021/3201.htm", "/info/1022/3201.htm"),
    ("/info/1021/3201.htm", "/content.jsp?urltype=news.NewsContentUrl&wbtreeid=9&wbnewsid=3201"),
    ("/gkmlpt/content/9/9103/post_9103540.html", "/zwgk/content/post_9103540.html"),
    ("/content/post_91.html", "/content/mpost_91.html"),
    ("/csrc/c101935/c1234567/content.shtml", "/csrc/c101936/c1234567/content.shtml"),
    (f"/nw1/20240102/{UUID}.html", f"/nw2/20240102/{UUID}.html"),
    ("/c/2025-07-18/5003243.shtml", "/c/2025-07-18/5003243.shtml?from=timeline"),
    ("/a/", "/a/index.shtml"),
    ("/2025/0312/c501a1234/page.htm", "/2025/0312/c505a1234/page.htm"),
]
DIFFERENT = [
    ("/zwdt/t20240102_12.html", "/zwdt/t20240102_13.html"),
    ("/zwdt/t20240102_12.html", "/zwdt/t20240103_12.html"),
    ("/zwdt/t20240102_12.html", "/zwdt/t20240102_12_1.html"),
    ("/a/t12.html", "/b/t12.html"),
    ("/art/2025/1/2/art_1001_34567.html", "/art/2025/1/2/art_1001_34568.html"),
    ("/info/1021/3201.htm", "/info/1021/3202.htm"),
    ("/xxgk/info/1021/3201.htm", "/info/1021/3201.htm"),
    ("/content/post_91.html", "/content/post_92.html"),
    ("/csrc/c101935/content.shtml", "/csrc/c101935/c1234567/content.shtml"),
    ("/c/2025-07-18/5003243.shtml", "/c/2025-07-19/5003243.shtml"),
    ("/2025/0312/c501a1234/page.htm", "/2025/0312/c501a1235/page.htm"),
    ("/show.jsp?id=3", "/show.jsp?id=4"),
    (f"/{HEX}.html?id=3", f"/{HEX}.html?id=4"),
    ("/a/1.html", "/b/1.html"),
    ("/a/b.pdf", "/a/b.doc"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_content_id_of_one_article_under_two_addresses_is_the_same(one, other):
    assert content_id(H + one) == content_id("https://www.swj.example.test" + other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_content_id_of_two_articles_differs(one, other):
    assert content_id(H + one) != content_id(H + other)


def test_content_id_belongs_to_its_host_but_not_to_its_twin():
    path = "/zwdt/202401/t20240102_12.html"
    assert content_id("http://m.swj.example.test" + path) == content_id(H + path)
    assert content_id("http://other.example.test" + path) != content_id(H + path)
    assert content_id(H + ":8080" + path) != content_id(H + path)


@pytest.mark.parametrize(
    ("url", "shape"),
    [
        (f"{H}/zwdt/tzgg/202401/t20240102_12.html", "~/N/tD_N.html"),
        (f"{H}/c/2025-07-18/5003243.shtml", "~/D/N.shtml"),
        (f"{H}/art/2025/1/2/art_1001_34567.html", "~/D/art_N_N.html"),
        (f"{H}/nw12344/20240102/{UUID}.html", "~/D/H.html"),
        (f"{H}/2024/0102/c12a34/page.htm", "D/~/page.htm"),
        (f"{H}/x/202606/{HEX}.shtml", "~/N/H.shtml"),
        (f"{H}/info/1021/3201.htm", "~/N/N.htm"),
        (f"{H}/ztzl/zt/", "~/"),
        (f"{H}/show.jsp?id=3&cid=9", "show.jsp?cid&id"),
        (f"{H}/", ""),
        (f"{H}/gzdt/202512/t20251212_20031204.html", "~/N/tD_N.html"),
        (f"{H}/gzdt/202512/t20251212_20039904.html", "~/N/tD_N.html"),
        (f"{H}/art/2025/1/2/art_1001_20031204.html", "~/D/art_N_N.html"),
        (f"{H}/20250102/20031204.shtml", "D/N.shtml"),
    ],
)
def test_detail_shape_leaves_out_what_differs_from_row_to_row(url, shape):
    assert detail_shape(url) == shape


@pytest.mark.parametrize(
    ("url", "attachment"),
    [
        (f"{H}/P020240102.pdf", True),
        (f"{H}/a/附件1.DOCX", True),
        (f"{H}/a/%E9%99%84.ofd?x=1", True),
        (f"{H}/a.wps", True),
        (f"{H}/a.mp4", True),
        (f"{H}/download.jsp?file=a.pdf&id=3", True),
        (f"{H}/a.html", False),
        (f"{H}/pdf/", False),
        (f"{H}/a.docs", False),
        ("http://[bad", False),
    ],
)
def test_is_attachment_looks_at_the_file_name(url, attachment):
    assert is_attachment(url) is attachment


@pytest.mark.parametrize(
    ("url", "inner"),
    [
        (f"{H}/visit/link.do?url=http%3A%2F%2Fa.test%2Fx%3Fid%3D3", "http://a.test/x?id=3"),
        (f"{H}/goto?url=http://a.test/x?id=3&b=4", "http://a.test/x?id=3&b=4"),
        (f"{H}/goto?url=http%253A%252F%252Fa.test%252Fx", "http://a.test/x"),
        (f"{H}/a.html?redirect=https://a.test/", "https://a.test/"),
        (f"{H}/goto?url=/goto?url=x", f"{H}/goto?url=/goto?url=x"),
        (f"{H}/goto?url={H}/goto?url=http%3A%2F%2Fa.test%2F", "http://a.test/"),
        (f"{H}/login?redirect=http://a.test/", f"{H}/login?redirect=http://a.test/"),
        (f"{H}/share.php?url=http://a.test/", f"{H}/share.php?url=http://a.test/"),
        (f"{H}/show.jsp?url=http://a.test/", f"{H}/show.jsp?url=http://a.test/"),
        (f"{H}/goto?url=javascript:alert(1)", f"{H}/goto?url=javascript:alert(1)"),
        (f"{H}/gate/big5/swj.example.test/a/1.html?id=3", f"{H}/a/1.html?id=3"),
        (f"{H}/gate/big5/news.test", "http://news.test/"),
        (f"{H}/x.html", f"{H}/x.html"),
        ("", ""),
    ],
)
def test_unwrap_gives_the_address_behind_a_leave_site_link(url, inner):
    assert unwrap(url) == inner


@pytest.mark.parametrize(
    ("path", "trap"),
    [
        ("/calendar/2024/1", True),
        ("/list.jsp?year=2024&month=1", True),
        ("/x.html?print=1", True),
        ("/print.jsp?id=3", True),
        ("/list?id=3&sort=desc", True),
        ("/list.asp?sort=12", False),
        ("/search.html?searchWord=%E5%95%86", True),
        ("/jsearchfront/search.do?websiteid=1", True),
        ("/list?keyword=", False),
        ("/was5/web/search?channelid=12&page=2", False),
        (f"/common/search/{HEX}?_isJson=true&page=2", False),
        ("/module/xxgk/search.jsp?divid=div123", False),
        ("/a/b/a/b/a/b/", True),
        ("/a/a/a/x.html", True),
        ("/system/count//0115005/000000000000/000/000/c0115005.shtml", False),
        ("/" + "x/y/" * 11, True),
        ("/login.jsp", True),
        ("/gate/big5/swj.example.test/tzgg/", True),
        ("/gate/tzgg/", False),
        ("/x?" + "a" * 3000, True),
        ("/zwdt/tzgg/index_2.html", False),
        ("/printing/index.html", False),
    ],
)
def test_looks_like_trap_spares_the_programs_that_serve_lists(path, trap):
    assert looks_like_trap(H + path) is trap


PRIVATE = [
    "127.0.0.1",
    "127.255.0.9",
    "10.1.2.3",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "198.18.0.1",
    "192.0.2.1",
    "224.0.0.1",
    "255.255.255.255",
    "240.0.0.1",
    "::1",
    "::",
    "fe80::1",
    "fe80::1%eth0",
    "fc00::1",
    "fd12:3456::1",
    "ff02::1",
    "::127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:0:10.0.0.1",
    "2002:7f00:1::",
    "2002:c0a8:0101::",
    "64:ff9b::7f00:1",
    "64:ff9b:1::1",
    "2001:db8::1",
    "2001::1",
    "2400:3200::5efe:10.0.0.1",
    "fec0::1",
    "100::1",
    "127.1",
    "0x7f.1",
    "2130706433",
    "localhost",
    "x",
]
PUBLIC = [
    "8.8.8.8",
    "223.5.5.5",
    "172.32.0.1",
    "172.15.255.255",
    "100.128.0.1",
    "192.167.255.255",
    "2400:3200::1",
    "::ffff:8.8.8.8",
    "64:ff9b::808:808",
    "2002:808:808::1",
    "[2400:3200::1]",
    "2408:8000::1",
    "11.0.0.1",
]


@pytest.mark.parametrize(
    ("ip", "private"), [(a, True) for a in PRIVATE] + [(a, False) for a in PUBLIC]
)
def test_is_private_judges_the_address_that_is_carried(ip, private):
    assert is_private(ip) is private


urls = st.one_of(
    st.text(max_size=60),
    st.text(alphabet="htps:/.ab%?&=#;[]@\\ 0é商\n", max_size=60),
    st.text(max_size=40).map(lambda text: f"http://www.a.test/{text}"),
    st.text(max_size=30).map(lambda text: f"http://{text}/x?{text}"),
)


@given(urls, urls)
def test_no_address_makes_the_functions_fail(url, base):
    for function in (host_of, is_attachment, is_private, is_scripted, looks_like_trap, unwrap):
        function(url)
    content_id(url), detail_shape(url), same_site(url, [base])
    assert join(base, url) == "" or join(base, url).startswith(("http://", "https://"))


@given(urls)
def test_canonical_and_unwrap_twice_are_as_once(url):
    assert canonical(canonical(url)) == canonical(url)
    joined = join(BASE, url)
    assert join(BASE, joined) == joined
    assert canonical(joined.replace("http://", "https://", 1)) == canonical(joined)


@pytest.mark.parametrize(
    ("fragment", "chooses"),
    [
        ("2101", True),
        ("/list/3", True),
        ("!/news", True),
        ("zcwj", True),
        ("", False),
        ("/", False),
        ("top", False),
        ("main", False),
        ("a b", False),
    ],
)
def test_selects_tells_a_choice_of_list_from_a_place_on_the_page(fragment, chooses):
    assert selects(f"{H}/index.html#{fragment}") is chooses


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("http://h.example/#/detail/12", "h.example/#/detail/12"),
        ("http://h.example/index.html#!/list?id=3", "h.example/#!/list?id=3"),
        ("http://h.example/#/", "h.example/"),
        ("http://h.example/a.html#top", "h.example/a.html"),
    ],
)
def test_a_fragment_that_a_script_takes_for_a_path_belongs_to_the_address(url, key):
    assert canonical(url) == key
