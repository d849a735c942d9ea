"""Columns that bring the same rows under different names are not both believed."""

import json

import pytest

from tests.audits.smallweb import HOME, article, crawl, days_back, list_page, listed, page, row, web

NOTICES = listed("/tzgg/", "通知公告", days_back(12))
DAYS = days_back(8, gap=60)


def shell(name, category):
    code = f"$.get('/api/list?cid={category}&page='+n, show)"
    return page(f"<div id='list'></div><script>{code}</script>",
                head=f"<meta name='ColumnName' content='{name}'>")  # fmt: skip


def answers(category, rows):
    listed = [{"title": f"关于第{n}号事项的通知", "url": f"/a/{n}.html", "date": f"{day}"}
              for n, day in rows]  # fmt: skip
    path = f"/api/list?cid={category}&page="
    return {f"{path}1": json.dumps({"total": len(listed), "list": listed}),
            f"{path}2": json.dumps({"total": len(listed), "list": []})}  # fmt: skip


def ledger(tmp_path, *parts):
    sealed = crawl(web(*parts), tmp_path)
    return {c.url.removeprefix(HOME.rstrip("/")): c for c in sealed.sheet.columns}, sealed


ROWS = list(enumerate(DAYS, 1))
OTHERS = list(enumerate(days_back(16, gap=60), 1))[8:]
TARGETS = {f"/a/{n}.html": page(f"<h1>关于第{n}号事项的通知</h1><p>发布时间：{day}</p>")
           for n, day in enumerate(days_back(20, gap=60), 1)}  # fmt: skip


def test_two_columns_with_one_interface_s_rows_are_both_unknown(tmp_path):
    lines, sealed = ledger(
        tmp_path, NOTICES, TARGETS,
        {"/gzdt/": shell("工作动态", 1), "/zfxxgk/": shell("政府信息公开", 2)},
        answers(1, ROWS), answers(2, ROWS),
    )  # fmt: skip
    for path, other in (("/gzdt/", "政府信息公开"), ("/zfxxgk/", "工作动态")):
        assert (lines[path].verdict, lines[path].in_year) == ("unknown", None)
        assert other in lines[path].reason
    assert lines["/tzgg/"].verdict in ("exact", "bounded")
    assert sealed.fact("items_affairs").outcome == "partial"


def test_two_columns_with_rows_of_their_own_from_one_interface_stand(tmp_path):
    lines, _ = ledger(
        tmp_path, NOTICES, TARGETS,
        {"/gzdt/": shell("工作动态", 1), "/zfxxgk/": shell("政府信息公开", 2)},
        answers(1, ROWS), answers(2, OTHERS),
    )  # fmt: skip
    assert [lines[p].verdict for p in ("/gzdt/", "/zfxxgk/")] == ["exact", "exact"]


@pytest.mark.parametrize(("name", "verdict"), [("工作动态", "lower_bound"), ("通知公告", "sure")])
def test_two_pages_with_the_same_rows_are_a_doubt_unless_they_have_one_name(
    tmp_path, name, verdict
):
    rows = [row(f"/tzgg/t{d:%Y%m%d}_1.html", f"第{n}号事项", d) for n, d in ROWS]
    lines, _ = ledger(
        tmp_path, {"/tzgg/": list_page("通知公告", rows), "/gzdt/": list_page(name, rows)},
        {f"/tzgg/t{d:%Y%m%d}_1.html": article(f"第{n}号事项", d) for n, d in ROWS},
    )  # fmt: skip
    found = {lines["/tzgg/"].verdict, lines["/gzdt/"].verdict}
    assert found == ({"lower_bound"} if verdict == "lower_bound" else found - {"lower_bound"})
