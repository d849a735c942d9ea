"""Articles reached by a side block are no columns once their list is walked."""

from datetime import date

import pytest

from audits.facts import Outcome
from tests.audits.smallweb import article, crawl, days_back, list_page, listed, row, web

NEWS = listed("/gzdt/", "工作动态", days_back(35))
ARTICLE = next(path for path in NEWS if "/t2025" in path)


def hot(*links):
    """A notice list with a block of the most read articles beside it."""
    rows = [row(f"/tzgg/{n}.html", f"关于第{n}号事项的通知", f"2024-0{n}-05") for n in (7, 6, 5)]
    block = "".join(f"<li><a href='{path}'>{name}</a></li>" for path, name in links)
    pages = {"/tzgg/": list_page("通知公告", rows).replace("</body>", f"<ol>{block}</ol></body>")}
    return pages | {
        f"/tzgg/{n}.html": article(f"关于第{n}号事项的通知", f"2024-0{n}-05") for n in (7, 6, 5)
    }


def names(sealed):
    return {
        line.url.removeprefix("http://yunling.example"): line.kind for line in sealed.sheet.columns
    }


def test_an_article_of_a_walked_list_is_no_column(tmp_path):
    sealed = crawl(web(NEWS, hot((ARTICLE, "工作动态之事项"))), tmp_path)
    assert ARTICLE not in names(sealed)
    assert sealed.fact("items_total").value == 18 + 3


def test_a_page_of_a_walked_list_is_no_column(tmp_path):
    sealed = crawl(web(NEWS, hot(("/gzdt/index_2.html", "更多动态信息"))), tmp_path)
    assert "/gzdt/index_2.html" not in names(sealed)


def test_an_article_that_no_list_shows_stays(tmp_path):
    lone = {"/jj/": article("单位简介", "2024-03-05", "本局职能。" * 40)}
    sealed = crawl(web(NEWS, hot(("/jj/", "单位简介")), lone), tmp_path)
    assert "/jj/" in names(sealed)


def test_a_page_of_a_box_of_its_own_stays_though_a_list_shows_it_too(tmp_path):
    events = listed("/gk/dsj/", "大事记", days_back(6))
    shown = hot(("/gk/dsj/", "大事记"), ("/tzgg/jj.html", "单位简介"))
    intro = row("/tzgg/jj.html", "单位简介", "2024-08-05")
    shown["/tzgg/"] = shown["/tzgg/"].replace("<ul><li>", f"<ul>{intro}<li>", 1)
    own = {"/tzgg/jj.html": article("单位简介", "2024-08-05", "本局职能。" * 60)}
    sealed = crawl(web(NEWS, events, shown, own), tmp_path)
    assert sealed.line("/tzgg/jj.html").boxes == ("items_overview",)
    overview = sealed.fact("items_overview")
    assert (overview.value, overview.outcome) == (6, Outcome.PARTIAL)


def test_an_article_is_no_column_though_its_title_names_the_box_of_its_list(tmp_path):
    known = {f"/zcjd/show.asp?id={n}": f"《第{n}号办法》政策解读" for n in (7, 6, 5, 4)}
    rows = [row(p, name, f"2024-0{p[-1]}-05") for p, name in known.items()]
    read = {"/zcjd/": list_page("政策解读", rows)}
    read |= {p: article(name, f"2024-0{p[-1]}-05") for p, name in known.items()}
    side = hot(("/zcjd/show.asp?id=6", "《第6号办法》政策解读"))
    home = "<h3><a href='/zcjd/'>政策解读</a></h3>"
    sealed = crawl(web(NEWS, read, side, home=home), tmp_path)
    assert "/zcjd/show.asp?id=6" not in names(sealed)
    assert sealed.fact("interpretation_total").value == 4


def topic(label):
    """A topic's own list, and a list of topics that shows the topic as a dated row."""
    pages = {
        "/zt/": list_page(
            "专题集锦", [row("/zt/cx/", "诚信建设专题栏目上线运行", "2024-05-06"), *notices("/zt/")]
        )
    }
    days = days_back(6, start=date(2024, 12, 1))
    titles = {f"/zt/cx/{n}.html": f"诚信建设第{n}号事项报道" for n in range(6)}
    rows = [
        row(href, titles[href], f"{label}{day}") for href, day in zip(titles, days, strict=True)
    ]
    pages |= {h: article(titles[h], day) for h, day in zip(titles, days, strict=True)}
    return pages | {"/zt/cx/": list_page("诚信建设", rows)}


def notices(folder):
    return [row(f"{folder}n{n}.html", f"第{n}号事项的通知", f"2024-0{n}-05") for n in (4, 3, 2)]


def test_a_topic_with_rows_of_its_own_stays_though_another_list_shows_it(tmp_path):
    home = "<h3><a href='/zt/'>专题集锦</a></h3><h3><a href='/zt/cx/'>诚信建设</a></h3>"
    sealed = crawl(web(NEWS, topic("发布时间："), home=home), tmp_path)
    assert sealed.line("/zt/cx/").in_year == 6


@pytest.mark.parametrize("other_layout", [True, False])
def test_a_column_to_which_another_s_last_page_leads_stays(tmp_path, other_layout):
    days = days_back(13)
    first, second = notices("/tzgg/"), [row("/tzgg/o.html", "第9号事项的通知", "2024-01-09")]
    pages = {
        "/tzgg/": list_page("通知公告", first, "<a href='index_1.html'>下一页</a>"),
        "/tzgg/index_1.html": list_page("通知公告", second, "<a href='/ywzl/'>下一页</a>"),
    }
    pages |= {f"/tzgg/n{n}.html": article(f"第{n}号事项的通知", f"2024-0{n}-05") for n in (4, 3, 2)}
    pages["/tzgg/o.html"] = article("第9号事项的通知", "2024-01-09")
    own = listed("/ywzl/", "业务专栏", days, size=20)
    if other_layout:
        own["/ywzl/"] = own["/ywzl/"].replace("class='list'", "class='other'")
    sealed = crawl(web(NEWS, pages, own, home="<h3><a href='/ywzl/'>业务专栏</a></h3>"), tmp_path)
    assert sealed.line("/ywzl/").in_year == sum(day.year == 2024 for day in days)
    assert sealed.line("/tzgg/").in_year == 4
