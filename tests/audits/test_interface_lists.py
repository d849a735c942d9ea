"""Columns whose rows an interface brings, crawled and judged."""

import json

import pytest

from tests.audits.smallweb import article, crawl, days_back, listed, page, web

NOTICES = listed("/tzgg/", "通知公告", days_back(12))
DAYS = days_back(23, start=days_back(1)[0], gap=15)
IN_YEAR = sum(day.year == 2024 for day in DAYS)
SIZE = 10


def item(number, day, **more):
    return {"title": f"关于第{number}号事项的通知", "url": f"/a/{number}.html",
            "date": f"{day}", **more}  # fmt: skip


def interface(answer, pages=4, code="$.get('/api/list?cid=7&page='+n, show)"):
    """The column and its answers; ``answer`` makes one of a page's rows."""
    shell = page(f"<div id='list'></div><script>{code}</script>",
                 head="<meta name='ColumnName' content='工作动态'>")  # fmt: skip
    rows = [item(n, day) for n, day in enumerate(DAYS)]
    found = {f"/a/{n}.html": article(f"关于第{n}号事项的通知", day) for n, day in enumerate(DAYS)}
    for number in range(1, pages + 1):
        part = rows[(number - 1) * SIZE : number * SIZE]
        found[f"/api/list?cid=7&page={number}"] = json.dumps(answer(part, number, rows))
    return {"/gzdt/": shell, **found}


HOT = [item(n, "2024-06-01") for n in range(100, 105)]
HOT_PAGES = {
    f"/a/{n}.html": article(f"关于第{n}号事项的通知", "2024-06-01") for n in range(100, 105)
}


@pytest.mark.parametrize(
    ("answer", "verdict", "count"),
    [
        (lambda part, n, rows: {"total": 23, "list": part}, "exact", IN_YEAR),
        (lambda part, n, rows: {"a": part, "b": HOT}, "exact", IN_YEAR),
        (lambda part, n, rows: {"list": [{**one, "status": int(k != 3)}
                                         for k, one in enumerate(part)]},
         "lower_bound", IN_YEAR - 2),
        (lambda part, n, rows: {"list": rows[:SIZE]}, "lower_bound", None),
        (lambda part, n, rows: {"code": 0, "count": SIZE, "data": rows[:SIZE]},
         "lower_bound", None),
        (lambda part, n, rows: {"code": 0, "count": 23, "data": part}, "exact", IN_YEAR),
        (lambda part, n, rows: {"code": 500, "msg": "系统繁忙"} if n == 2
         else {"code": 200, "data": part}, "lower_bound", None),
        (lambda part, n, rows: {"code": 0, "data": part} if part
         else {"code": 500, "msg": "暂无数据"}, "exact", IN_YEAR),
    ],
    ids=["plain", "another list beside it", "a row of another state", "page number ignored",
         "page number ignored, the page's rows counted", "layui's total",
         "page 2 refused in words", "the end said as a failure"],
)  # fmt: skip
def test_an_interface_s_list_is_counted_as_far_as_it_is_sure(answer, verdict, count, tmp_path):
    line = crawl(web(NOTICES, HOT_PAGES, interface(answer)), tmp_path).line("/gzdt/")
    assert line.verdict == verdict
    assert line.in_year == (
        SIZE - sum(d.year != 2024 for d in DAYS[:SIZE]) if count is None else count
    )


def test_rows_among_which_the_page_chooses_are_not_counted(tmp_path):
    code = "$.get('/api/list?cid=7&page='+n, r => show(r.list.filter(a => a.channel == 'b')))"
    pages = interface(
        lambda part, n, rows: {"list": [{**one, "channel": "abc"[k % 3]}
                                        for k, one in enumerate(part)]}, code=code)  # fmt: skip
    line = crawl(web(NOTICES, HOT_PAGES, pages), tmp_path).line("/gzdt/")
    assert (line.verdict, line.in_year) == ("lower_bound", 0)
    assert f"{IN_YEAR} 条存疑" in line.reason


def catalogue(parent):
    """A page whose tree has one parent with one child; ``parent`` are the parent's own rows."""
    child = {"id": 71, "name": "工作动态", "children": []}
    tree = json.dumps([{"id": 70, "name": "政策文件", "children": [child]}], ensure_ascii=False)
    shell = page(f"<script>var C = {{SID: '9', TREE: {tree}}};</script><div id='app'></div>")
    rows = [item(n, day) for n, day in enumerate(DAYS)]
    found = {f"/a/{n}.html": article(f"关于第{n}号事项的通知", day) for n, day in enumerate(DAYS)}
    for number, shown in ((70, parent(rows)), (71, rows)):
        for page_number in (1, 2):
            part = shown if page_number == 1 else []
            path = f"/zfxxgk/gkmlpt/api/all/{number}?page={page_number}&sid=9"
            found[path] = json.dumps({"articles": part, "total": len(shown)})
    menu = "<div class='nav'><a href='/zfxxgk/gkmlpt/index'>信息公开目录</a></div>"
    return {"/zfxxgk/gkmlpt/index": shell, **found}, menu


@pytest.mark.parametrize(
    ("parent", "kind", "rollup"),
    [(lambda rows: rows, "list", True), (lambda rows: [], "aggregate", True)],
    ids=["holds its child's rows", "holds nothing"],
)
def test_a_tree_s_parent_takes_nothing_from_its_child_and_adds_nothing(
    parent, kind, rollup, tmp_path
):
    pages, menu = catalogue(parent)
    sealed = crawl(web(NOTICES, pages, home=menu), tmp_path)
    lines = {c.url.partition("#")[2]: c for c in sealed.sheet.columns if "#" in c.url}
    assert (lines["71"].verdict, lines["71"].in_year) == ("exact", IN_YEAR)
    assert (lines["70"].kind, lines["70"].rollup) == (kind, rollup)
    counts = sealed.fact("items_disclosure").counts
    assert (counts.distinct, counts.column_sum) == (IN_YEAR, IN_YEAR)
