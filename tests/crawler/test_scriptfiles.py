"""Script files of a short list: one that asks for more keeps the list from being whole."""

import pytest

from tests.audits.smallweb import FOOTER, article, crawl, days_back, list_page, listed, row, web

NEWS = listed("/gzdt/", "工作动态", days_back(35))
DAYS = ("2024-11-05", "2024-10-09", "2024-08-12", "2024-02-20")


def short(script, days=DAYS):
    """A column of four rows on one page, with a script file of its own."""
    rows = [row(f"/tzgg/{n}.html", f"关于第{n}号事项的通知", day) for n, day in enumerate(days)]
    body = list_page("通知公告", rows).replace(
        "</body>", "<script src='/js/more.js'></script></body>"
    )
    pages = {"/tzgg/": body, "/js/more.js": script}
    return pages | {
        f"/tzgg/{n}.html": article(f"关于第{n}号事项的通知", day) for n, day in enumerate(days)
    }


@pytest.mark.parametrize(
    "script",
    [
        "$(window).on('scroll', function(){ $.get('/more', {p: n}, add); });",
        "document.getElementById('nx').onclick = function(){ fetch('/more?p=' + n).then(add) };",
        "<!--\n$(window).on('scroll', function(){ $.get('/more', {p: n}, add); });\n//-->",
    ],
)
def test_a_short_list_whose_script_file_asks_for_more_is_not_whole(script, tmp_path):
    line = crawl(web(NEWS, short(script)), tmp_path).line("/tzgg/")
    assert (line.verdict, line.in_year) == ("lower_bound", 4)


def test_a_short_list_whose_script_file_only_paints_is_whole(tmp_path):
    line = crawl(web(NEWS, short("document.title = '通知公告';")), tmp_path).line("/tzgg/")
    assert (line.verdict, line.in_year) == ("exact", 4)


def test_the_frame_s_own_script_speaks_against_a_list_only_if_it_waits_for_scrolling(tmp_path):
    calm = web(NEWS, short("$.get('/weather', show);"))
    calm.pages["/"] = str(calm.pages["/"]).replace(
        "</body>", "<script src='/js/more.js'></script></body>"
    )
    assert crawl(calm, tmp_path).line("/tzgg/").verdict == "exact"


def test_a_list_in_order_is_not_whole_where_a_script_may_put_other_rows_in_its_place(tmp_path):
    days = (*DAYS, "2023-12-20", "2023-11-02")
    ask = "$.get('/rows', function(rows){ $('ul').html(rows) });"
    line = crawl(web(NEWS, short(ask, days)), tmp_path).line("/tzgg/")
    assert (line.verdict, line.in_year) == ("lower_bound", 4)


@pytest.mark.parametrize("kind", [(), (("content-type", "text/plain"),)])
def test_of_a_page_that_a_script_loads_nothing_is_kept_whatever_its_server_calls_it(kind, tmp_path):
    part = "/hdjl/part.html"
    home = f"<p>欢迎</p><script>$('#a').load('{part}');</script>"
    site = web(NEWS, {part: "<ul><li>金丝雀反映路灯不亮</li></ul>"}, home=home)
    site.pages["/"] = str(site.pages["/"]).replace(FOOTER, "")
    site.headers[part] = kind
    with crawl(site, tmp_path).case() as case:
        assert part in site.asked
        assert all("金丝雀" not in page.text for page in case.store.pages("script"))


def test_a_page_of_rows_that_a_script_loads_is_not_kept_though_it_has_a_footer(tmp_path):
    part = "/hdjl/letters.html"
    site = web(NEWS, home=f"<p>欢迎</p><script>$('#a').load('{part}');</script>")
    site.pages["/"] = str(site.pages["/"]).replace(FOOTER, "")
    rows = "".join(row(f"/hd/{n}.html", f"金丝雀{n}反映路灯不亮", "2024-05-06") for n in range(4))
    site.pages[part] = f"<ul>{rows}</ul><div>主办单位：云岭市商务局</div>"
    with crawl(site, tmp_path).case() as case:
        assert part in site.asked
        assert all("金丝雀" not in page.text for page in case.store.pages("script"))
