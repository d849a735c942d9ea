"""The column tree of whole small sites: what becomes a column, and of which kind."""

import pytest

from crawler.records import Kind
from tests.audits.smallweb import crawl, days_back, list_page, listed, page, row, web

NEWS = listed("/gzdt/", "工作动态", days_back(12))
NOTICES = listed("/tzgg/", "通知公告", days_back(12))
TEXT = "<div><p>" + "云岭市商务局主管全市商务工作，贯彻执行国家有关法律法规。" * 12 + "</p></div>"

ROW = row("/zfxxgk/t20240105_1.html", "关于甲事项的通知", "2024-01-05")


@pytest.fixture
def lines(tmp_path):
    def read(disclosure, *parts, **more):
        body = {} if disclosure is None else {"/zfxxgk/": disclosure}
        sealed = crawl(web(NEWS, NOTICES, body, *parts, **more), tmp_path)
        return {c.url.removeprefix("http://yunling.example"): c for c in sealed.sheet.columns}

    return read


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (list_page("政府信息公开", [ROW]), Kind.LIST),
        (list_page("政府信息公开", []), Kind.LIST),
        (page(f"<h1>政府信息公开指南</h1>{TEXT}"), Kind.SINGLE),
        (page("".join(
            f"<div class='box'><div class='tit'><a href='/{path}/'>{name}</a></div><ul>"
            + row(f"/{path}/t20241001_{path}1.html", f"{name}的一条信息标题", "2024-10-01")
            + f"</ul><a href='/{path}/'>更多</a></div>"
            for path, name in (("gzdt", "工作动态"), ("tzgg", "通知公告"), ("qt", "其他"))
        )), Kind.AGGREGATE),
    ],
)  # fmt: skip
def test_a_column_s_kind_is_read_off_its_page(lines, body, kind):
    assert lines(body)["/zfxxgk/"].kind is kind


@pytest.mark.parametrize("kind", ["waf", "timeout", "503"])
def test_a_column_of_the_menu_that_does_not_open_is_a_line_of_its_own(lines, kind):
    line = lines(None, refused={"/zfxxgk/": kind})["/zfxxgk/"]
    assert (line.verdict, line.in_year) == ("unknown", None)


def test_a_dead_stray_link_of_an_unknown_name_is_no_column(lines):
    assert "/none/" not in lines(page("<p>见<a href='/none/'>某某页面</a></p>" + TEXT))


def test_a_dead_link_of_the_menu_with_a_name_of_a_box_is_unknown(lines):
    assert lines(None)["/zfxxgk/"].verdict == "unknown"


def test_a_column_two_links_lead_to_is_one_line(lines):
    found = lines(list_page("政府信息公开", [ROW])
                  .replace("</body>", "<a href='index.html'>目录</a></body>"))  # fmt: skip
    assert [url for url in found if "zfxxgk" in url] == ["/zfxxgk/"]


def test_a_column_found_only_through_another_is_found(lines):
    deep = listed("/zfxxgk/zcwj/", "政策文件", days_back(3))
    menu = (
        "<ul><li><a href='/zfxxgk/zcwj/'>政策文件</a></li><li><a href='/tzgg/'>公告</a></li></ul>"
    )
    found = lines(page(f"<div class='left'>{menu}</div>{TEXT}"), deep)
    assert (found["/zfxxgk/zcwj/"].kind, found["/zfxxgk/zcwj/"].in_year) == (Kind.LIST, 2)


def test_a_column_that_redirects_is_known_by_where_it_ends(lines):
    inner = listed("/zfxxgk/gkml/", "政府信息公开", days_back(3))
    found = lines(None, inner, moved={"/zfxxgk/": "http://yunling.example/zfxxgk/gkml/"})
    assert found["/zfxxgk/gkml/"].in_year == 2
    assert "/zfxxgk/" not in found


def test_a_column_that_redirects_to_another_host_is_external_and_unknown(lines):
    found = lines(None, moved={"/zfxxgk/": "http://zt.other.example/"})
    (line,) = [c for url, c in found.items() if c.name == "政府信息公开"]
    assert (line.kind, line.verdict, line.in_year) == (Kind.EXTERNAL, "unknown", None)


def test_a_topic_below_the_directory_of_topics_is_a_topic(tmp_path):
    directory = list_page(
        "专题专栏",
        [row("/zt/a/", "优化营商环境专题", "2024-03-01"), row("/zt/b/", "禁毒专题", "2023-03-01")],
    )
    topic = listed("/zt/a/", "优化营商环境专题", days_back(3))
    site = web(NEWS, NOTICES, {"/zfxxgk/": directory}, topic)
    site.pages = {p: str(t).replace("政府信息公开", "专题专栏") for p, t in site.pages.items()}
    line = crawl(site, tmp_path).line("/zt/a/")
    assert (line.in_year, line.in_total) == (2, True)


def test_letters_behind_a_link_of_another_name_are_still_a_line(lines):
    found = lines(list_page("局长信箱", [row("x1.html", "关于路灯的来信", "2024-01-05")]))
    assert found["/zfxxgk/"].kind is Kind.APP


def test_the_site_s_own_error_page_with_status_200_is_no_empty_list(lines):
    error = page("<p>您访问的页面不存在，请返回首页。错误编号12345</p>")

    def soft(site):
        class Any404(dict):
            def get(self, key, default=None):
                return super().get(key, error)

        site.pages = Any404(site.pages)

    found = lines(None, now=lambda site: soft(site) if not site.asked else None)
    assert found["/zfxxgk/"].verdict == "unknown"
