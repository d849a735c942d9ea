"""The ten most likely ways to a silently wrong number, each with its defence at work."""

from datetime import date, timedelta

from audits.facts import Outcome
from tests.audits.smallweb import HOME, article, crawl, days_back, list_page, listed, page, row, web
from tests.sites import build
from tests.traps.hasty import count
from tests.traps.kitweb import read
from tests.whole.trial import few

SURE = ("exact", "bounded")
NEWS = listed("/gzdt/", "工作动态", days_back(12))
NOTICES = listed("/tzgg/", "通知公告", days_back(12))
NAME = "政府信息公开"


def days(number, year=2024, gap=6):
    """``number`` days of one year, newest first."""
    return [date(year, 12, 20) - timedelta(days=gap * n) for n in range(number)]


def disclosed(*parts, **more):
    """A site of two plain columns and a third made of ``parts``."""
    return web(NEWS, NOTICES, *parts, **more)


def test_a_list_capped_at_its_newest_pages_is_a_lower_bound(tmp_path):
    """52 rows of the year, of which the site lists three full pages and calls them all."""
    pages = listed("/zfxxgk/", NAME, days(52))
    kept = {p: t.replace("createPageHTML(6", "createPageHTML(3") for p, t in pages.items()}
    for n in (3, 4, 5):
        del kept[f"/zfxxgk/index_{n}.html"]
    site = disclosed(kept)
    line = crawl(site, tmp_path).line("/zfxxgk/")
    assert count(site, "/zfxxgk/") == line.in_year == 30
    assert line.verdict == "lower_bound"


def test_a_page_that_came_in_part_is_a_lower_bound(tmp_path):
    """Page 2 of 4 is cut behind its fourth row; what came is well formed."""
    pages = listed("/zfxxgk/", NAME, days(38))
    second = pages["/zfxxgk/index_1.html"]
    rows = second.split("</li>")
    cut = [n for n, part in enumerate(rows) if "/t2024" in part][4]
    pages["/zfxxgk/index_1.html"] = "</li>".join([*rows[:cut], rows[-1]])
    site = disclosed(pages)
    line = crawl(site, tmp_path).line("/zfxxgk/")
    assert count(site, "/zfxxgk/") == line.in_year == 32
    assert line.verdict == "lower_bound"
    assert "少于相邻页" in line.reason


APOLOGY = page("<div class='tip'><h2>系统提示</h2><p>网站正在升级，请稍后再来。</p></div>")


def test_one_body_under_many_addresses_is_no_article(tmp_path):
    """Half of the articles answer 200 with the same notice, which no random address shows."""
    pages = listed("/zfxxgk/", NAME, days(16, gap=9))
    articles = sorted(path for path in pages if "/t2024" in path)
    for path in articles[::2]:
        pages[path] = APOLOGY
    site = disclosed(pages)
    line = crawl(site, tmp_path).line("/zfxxgk/")
    assert count(site, "/zfxxgk/") == 16
    assert line.in_year == 8
    assert line.verdict == "lower_bound"
    assert line.doubtful == 8


def test_the_site_s_own_missing_page_with_status_200_is_no_article(tmp_path):
    """Seen from a random address: the page prints the time of day, so no two are equal."""
    gone = page("<div class='tip'>抱歉，没有这一页。<p>现在是 {} 时</p></div>", title="提示")
    pages = listed("/zfxxgk/", NAME, days(4))
    articles = sorted(path for path in pages if "/t2024" in path)
    pages[articles[0]] = gone.format(11)

    def answer(url):
        return gone.format(9) if "no-such-page" in url else None

    site = disclosed(pages, routes=answer)
    line = crawl(site, tmp_path).line("/zfxxgk/")
    assert count(site, "/zfxxgk/") == 4
    assert (line.in_year, line.verdict) == (3, "lower_bound")


def test_a_blocked_column_is_unknown_and_never_zero(tmp_path):
    site = disclosed(listed("/zfxxgk/", NAME, days(9)), refused={"/zfxxgk/": "waf"})
    sealed = crawl(site, tmp_path)
    assert count(site, "/zfxxgk/") == 0
    line = sealed.line("/zfxxgk/")
    assert (line.in_year, line.verdict) == (None, "unknown")
    assert sealed.fact("items_total").outcome is Outcome.PARTIAL
    assert [r.kind for r in sealed.sheet.crawl.refusals] == ["waf"]
    assert not sealed.sheet.crawl.complete


def test_dates_of_another_clock_and_of_cited_documents_move_no_item_into_the_year(tmp_path):
    """A channel gives times as milliseconds: 31 December in Beijing is another year in UTC."""
    whole = build("f5", 2, "small", ["Q-EPOCH"])
    path = next(p for p, c in whole.truth.columns.items() if "Q-EPOCH" in c.quirks)
    truth = whole.truth.columns[path]
    site = few(whole, path)
    line = next(c for c in read(site, tmp_path).sheet.columns if c.url.endswith(path[1:]))
    assert truth.naive["Q-EPOCH"] != 0  # of who reads the number in UTC
    assert line.in_year == truth.in_year
    assert line.verdict in SURE


def test_one_article_under_many_addresses_is_one_and_equal_titles_are_many(tmp_path):
    """Spellings of one address are one item; five notices of one title are five."""
    day = date(2024, 5, 6)
    spellings = (
        "/zfxxgk/t20240506_11.html",
        "https://www.yunling.example/zfxxgk/t20240506_11.html",
        "http://yunling.example:80/zfxxgk/./t20240506_11.html?utm_source=a",
        "/zfxxgk/t20240506_11.html;jsessionid=0A1B2C",
    )
    rows = [row(href, "云岭市商务局招聘公告", day) for href in spellings]
    queries = [f"/zfxxgk/show.jsp?id={n}" for n in range(5)]
    rows += [row(href, "关于拟奖励企业的公示", day - timedelta(days=n + 1))
             for n, href in enumerate(queries)]  # fmt: skip
    own = (spellings[0], spellings[3], f"{spellings[0]}?utm_source=a")
    pages = {href: article("云岭市商务局招聘公告", day) for href in own}
    pages |= {href: article("关于拟奖励企业的公示", day - timedelta(days=n + 1))
              for n, href in enumerate(queries)}  # fmt: skip
    site = disclosed({"/zfxxgk/": list_page(NAME, rows)}, pages)
    line = crawl(site, tmp_path).line("/zfxxgk/")
    assert count(site, "/zfxxgk/") == 9
    assert len({"云岭市商务局招聘公告", "关于拟奖励企业的公示"}) == 2  # who merges by title
    assert (line.in_year, line.verdict) == (6, "exact")


def test_where_a_link_ends_decides_whether_it_is_external(tmp_path):
    """Own page, own file, another host, and three kinds of own stub that lead off the site."""
    away = "http://daily.example/a/1"
    rows = [(f"/zfxxgk/t2024{m:02d}05_{m}.html", f"第{m}号公开事项", date(2024, m, 5))
            for m in range(12, 0, -1)]  # fmt: skip
    pages = {href: article(title, day) for href, title, day in rows}
    stubs = [href for href, _, _ in rows[:3]]
    pages[stubs[1]] = (
        f"<html><head><meta http-equiv='refresh' content='0;url={away}'></head></html>"
    )
    pages[stubs[2]] = f"<html><script>window.location.href='{away}';</script></html>"
    shown = [row(*each) for each in rows]
    shown += [row("/zfxxgk/W020240101.pdf", "附件形式的通知", date(2024, 1, 4)),
              row(away, "外站报道", date(2024, 1, 3))]  # fmt: skip
    site = disclosed({"/zfxxgk/": list_page(NAME, shown)}, pages, moved={stubs[0]: away})
    sealed = crawl(site, tmp_path)
    line = sealed.line("/zfxxgk/")
    assert count(site, "/zfxxgk/") == 14
    assert (line.in_year, line.external_in_year) == (10, 4)
    kinds = {left.kind: left.count for left in sealed.fact("items_disclosure").left_out}
    assert kinds["external"] == 4


def test_an_item_published_while_the_site_is_read_is_noticed(tmp_path):
    """The list gains a row of the year behind the reader's back."""
    pages = listed("/zfxxgk/", NAME, days(25))
    news = row("/zfxxgk/t20241224_777.html", "年终加发的通知", date(2024, 12, 24))

    def publish(site):
        if len(site.asked) == 14:
            first = str(site.pages["/zfxxgk/"])
            site.pages["/zfxxgk/"] = first.replace(
                "<div class='list'><ul>", f"<div class='list'><ul>{news}"
            )
            site.pages["/zfxxgk/t20241224_777.html"] = article("年终加发的通知", date(2024, 12, 24))

    site = disclosed(pages, now=publish)
    line = crawl(site, tmp_path).line("/zfxxgk/")
    assert count(site, "/zfxxgk/") == 26
    assert line.in_year == 26 or line.verdict not in SURE
    assert HOME in line.url
