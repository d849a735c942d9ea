"""Numbered addresses are not always pages: the second one may be the second column."""

import json
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest

from crawler.records import Verdict
from tests.audits.smallweb import article, crawl, days_back, list_page, page, row, web

NAMES = ("工作动态", "通知公告", "政策文件")


def numbered(number, days, name=True):
    """A column at /list/<number>.html that is one page long."""
    title = NAMES[number - 1]
    told = [f"{title}之{k}号事项的通知" for k in range(len(days))]
    paths = [f"/a/{number}{k:03d}.html" for k in range(len(days))]
    rows = [row(*one) for one in zip(paths, told, days, strict=True)]
    pages = {f"/list/{number}.html": list_page(title if name else "", rows)}
    return pages | {
        path: article(one, day) for path, one, day in zip(paths, told, days, strict=True)
    }


def site(*columns):
    """A home page that leads to the columns by 更多 alone, without a menu."""
    links = [
        f"<div><h2>{n}</h2><a href='/list/{i}.html'>更多</a></div>" for i, n in enumerate(NAMES, 1)
    ]
    made = web(*columns, home="".join(links))
    for path, text in made.pages.items():
        start, _, rest = str(text).partition("<div class='nav'>")
        made.pages[path] = start + rest.partition("</div>")[2]
    return made


@pytest.mark.parametrize("named", [True, False], ids=["by their names", "by the links to them"])
@pytest.mark.parametrize("gap", [20, 400], ids=["newer", "older"])
def test_columns_with_neighbouring_numbers_stay_apart(named, gap, tmp_path):
    """``older``: the next column's rows would even go on in date order."""
    second = days_back(12, start=date(2025, 1, 20) if gap == 20 else date(2024, 4, 1), gap=20)
    third = days_back(9, start=date(2024, 12, 20), gap=20)
    lists = (days_back(14), second, third)
    sealed = crawl(site(*(numbered(n, d, named) for n, d in enumerate(lists, 1))), tmp_path)
    for number, days in enumerate(lists, 1):
        line = sealed.line(f"/list/{number}.html")
        assert line.in_year == sum(day.year == 2024 for day in days), line
    affairs = sum(day.year == 2024 for days in lists[:2] for day in days)
    assert sealed.fact("items_affairs").value == affairs


def test_pages_that_come_as_fragments_continue_the_rows_printed_on_page_one(tmp_path):
    """The page shows its first rows itself; its request brings them, and the next, alone."""
    days = days_back(25)
    path, unit = "/tzgg/", "/api-gateway/jpaas-publish-server/front/page/build/unit"
    lines = [row(f"/a/{n:03d}.html", f"第{n}号事项的通知", day) for n, day in enumerate(days)]

    def fragment(number):
        listed = "".join(lines[(number - 1) * 10 : number * 10])
        return f"<ul>{listed}</ul><div class='pagination' rows='10' count='25'></div>"

    def route(url):
        if urlsplit(url).path != unit:
            return None
        asked = json.loads(parse_qs(urlsplit(url).query)["paramJson"][0])
        return json.dumps({"code": "200", "data": {"html": fragment(asked["pageNo"])}})

    query = "{'webId':'8','pageSize':'10','pageId':'7'}"
    box = f'<div class=\'box\' url="{unit}" queryData="{query}">{fragment(1)}</div>'
    texts = {f"/a/{n:03d}.html": article(f"第{n}号事项的通知", day) for n, day in enumerate(days)}
    made = web(texts | {path: page(f"<div class='main'>{box}</div>", title="通知公告")})
    made.routes = route
    line = crawl(made, tmp_path).line(path)
    assert (line.verdict, line.in_year) == (Verdict.EXACT, sum(d.year == 2024 for d in days))


@pytest.mark.parametrize(
    ("around", "verdict"),
    [("{}", Verdict.EXACT), ("<div class='hot'>{}</div>", Verdict.LOWER_BOUND)],
    ids=["the list's own part", "another block"],
)
def test_a_next_link_may_bring_the_list_alone_without_the_page_around_it(around, verdict, tmp_path):
    days, path = days_back(25), "/tzgg/"
    lines = [row(f"/a/{n:03d}.html", f"第{n}号事项的通知", day) for n, day in enumerate(days)]

    def fragment(number):
        after = f"<a class='next' href='/more/{number + 1}'>下一页</a>" if number < 3 else ""
        return f"<ul>{''.join(lines[(number - 1) * 10 : number * 10])}</ul><p>共25条{after}</p>"

    texts = {f"/a/{n:03d}.html": article(f"第{n}号事项的通知", day) for n, day in enumerate(days)}
    texts |= {f"/more/{n}": around.format(fragment(n)) for n in (2, 3)}
    body = f"<div class='main'><div class='data'>{fragment(1)}</div></div>"
    line = crawl(web(texts | {path: page(body, title="通知公告")}), tmp_path).line(path)
    assert line.verdict is verdict
    if verdict is Verdict.EXACT:
        assert line.in_year == sum(day.year == 2024 for day in days)
