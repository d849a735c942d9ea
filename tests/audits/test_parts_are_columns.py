"""A page shown in the home page may be a column too: another page leads to it."""

from dataclasses import replace

import pytest

from tests.audits.smallweb import FOOTER, crawl, days_back, listed, web

SHOWN = {
    "in a frame": "<iframe src='/tpxw/list.html'></iframe>",
    "by a script": "<script>$('#news').load('/tpxw/list.html');</script>",
}


@pytest.mark.parametrize("how", SHOWN)
def test_a_list_shown_in_the_home_page_is_still_a_column(tmp_path, how):
    """The menu of another page leads to it."""
    news, said = listed("/gzdt/", "工作动态", days_back(15)), {}
    told = listed("/tzgg/", "通知公告", days_back(15))
    open_ = listed("/zfxxgk/", "政府信息公开", days_back(15))
    to_it = "<div class='nav'><a href='/tpxw/list.html'>图片新闻</a></div><div class='list'>"
    news["/gzdt/"] = news["/gzdt/"].replace("<div class='list'>", to_it)
    shown = listed("/tpxw/", "图片新闻", days_back(9))
    shown["/tpxw/list.html"] = shown.pop("/tpxw/").replace(FOOTER, "")
    for name, home in (("plain", "<p>欢迎</p>"), ("shown", SHOWN[how])):
        site = web(news, told, open_, shown, home=home)
        site = replace(site, pages=dict(site.pages))
        site.pages["/"] = str(site.pages["/"]).replace(FOOTER, "")
        sealed = crawl(site, tmp_path / name)
        said[name] = sealed.fact("items_affairs").value, sealed.fact("items_affairs").outcome
        assert sealed.line("/tpxw/list.html").name == "图片新闻"
    assert said["plain"] == said["shown"]
