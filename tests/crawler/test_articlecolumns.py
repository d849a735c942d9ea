"""Articles reached by a side block are no columns once their list is walked."""

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
