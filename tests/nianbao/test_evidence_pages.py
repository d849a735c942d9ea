"""The evidence and column pages on a crawled small site, asked through Starlette's client."""

import html
import random
import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from starlette.testclient import TestClient

from nianbao.reviewing import Folders
from reportgen.review.app import Door, application
from tests.audits.smallweb import article, crawl, days_back, listed, row, web

HOST = "127.0.0.1:8020"
NOW = datetime(2025, 1, 11, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
CASE = "/s/yunling.example/2024"
HOSTILE = (
    "<script>alert(1)</script>", "=cmd|'/C calc'!A0", "\"><img src=x onerror=alert(1)>",
    "{{ 7 * 7 }}", "百分之 100%_下划线", "长" * 3000,
)  # fmt: skip
FIGURES = ("items_total", "items_affairs", "items_disclosure")


def site():
    """News with an external, an undated and hostile rows; a disclosure column; another site."""
    news = listed("/gzdt/", "工作动态", days_back(25))
    days = [f"2024-0{n}-15" for n in range(1, 7)]
    rows = "".join(
        row(f"/gzdt/h{n}.html", html.escape(title), day)
        for n, (title, day) in enumerate(zip(HOSTILE, days, strict=True))
    )
    rows += row("/gzdt/undated.html", "没有日期的一条", "")
    rows += row("http://other.example/1.html", "转到别处的一条", "2024-05-01")
    news["/gzdt/"] = news["/gzdt/"].replace("'list'><ul>", f"'list'><ul>{rows}")
    pages = {f"/gzdt/h{n}.html": article("一条", day) for n, day in enumerate(days)}
    pages["/gzdt/undated.html"] = "<html><body><p>没有日期</p></body></html>"
    return web({**news, **pages}, listed("/zfxxgk/", "政府信息公开", days_back(8)))


@pytest.fixture(scope="module")
def crawled(tmp_path_factory):
    folder = tmp_path_factory.mktemp("ws")
    (folder / "yunling.example").mkdir()
    crawl(site(), folder / "yunling.example" / "2024")
    return folder


class Desk:
    """A person at the page."""

    def __init__(self, workspace):
        tokens = []
        door = Door(hosts=(HOST,), port=8020, announce=tokens.append)
        app = application(Folders(workspace), door, lambda: NOW)
        app.review.token.renew(NOW)
        self.client = TestClient(app, base_url=f"http://{HOST}")
        assert self.client.get(f"/enter?token={tokens[0]}").status_code == 200

    def evidence(self, key, **query):
        got = self.client.get(f"{CASE}/field/{key}/evidence", params=query)
        assert got.status_code == 200
        return got.text

    def value(self, key):
        found = re.search(r'<span class="value">\D*(\d+)', self.evidence(key))
        return int(found[1]) if found else None

    def values(self):
        return {key: self.value(key) for key in FIGURES}

    def rule(self, key, put, rows=None, *, fate="counted", scope="every", **more):
        page = self.evidence(key, fate=fate)
        sent = inputs(page, f"{CASE}/evidence/{key}/rows")
        chosen = ids(page) if rows is None else rows
        given = {**sent, "row": chosen, "put": put, "scope": scope, "reason": "本单位认定", **more}
        return self.post(f"/evidence/{key}/rows", given)

    def post(self, path, given):
        return self.client.post(f"{CASE}{path}", data=given, follow_redirects=False)

    def undo(self, key):
        """Undo the latest step that may be undone; False without one."""
        forms = re.findall(rf'action="{CASE}/columns/undo">(.*?)</form>', self.evidence(key), re.S)
        if forms:
            got = self.post("/columns/undo", hidden(forms[0]))
            assert got.status_code == 303
        return bool(forms)

    def move(self, name, boxes, in_total=True):
        page = self.client.get(f"{CASE}/columns").text
        part = next(p for p in page.split("<article")[1:] if f"{name}</h3>" in p)
        form = part.split(f'action="{CASE}/columns/rule">', 1)[1].split("</form>", 1)[0]
        given = {**hidden(form), "box": boxes, "reason": "本单位认定"}
        given |= {"in_total": "1"} if in_total else {}
        return self.post("/columns/rule", given)


def hidden(form):
    pairs = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', form)
    return {name: html.unescape(value) for name, value in pairs}


def inputs(page, action):
    return hidden(page.split(f'action="{action}"', 1)[1].split("</form>", 1)[0])


def ids(page):
    return re.findall(r'name="row" value="([^"]+)"', page)


def titles(page):
    found = re.findall(r'<td class="title">(?:<a [^>]*>)?([^<]*)', page)
    return [html.unescape(title) for title in found]


@pytest.fixture
def desk(crawled, tmp_path):
    for file in (crawled / "yunling.example/2024").glob("decisions.*"):
        file.unlink()
    return Desk(crawled)


def test_the_sum_leads_from_the_rows_seen_to_the_figure(desk):
    for key in FIGURES:
        words = re.search(r'<p class="hint">([\d,]+[^<=]* = [\d,]+)，', desk.evidence(key))[1]
        seen, *less, figure = (int(n) for n in re.findall(r"(?:^|− |= )([\d,]+)", words))
        assert seen - sum(less) == figure == desk.value(key)
    assert "（外链）" in desk.evidence("items_total")


def test_the_sum_of_a_confirmed_figure_that_moved_does_not_claim_to_be_that_figure(desk):
    field = desk.client.get(f"{CASE}/field/items_affairs").text
    sent = inputs(field, f"{CASE}/field/items_affairs/accept")
    desk.post("/field/items_affairs/accept", {**sent, "reason": "数过"})
    before = desk.value("items_affairs")
    desk.rule("items_affairs", "out", ids(desk.evidence("items_affairs"))[:1])
    page = desk.evidence("items_affairs")
    assert "与上面的数一致" not in page
    assert f"= {before - 1}，是现在建议的数；报表上定的是 {before} 条" in page


def test_rows_are_filtered_by_kind_month_column_mark_and_words_of_the_title(desk):
    assert titles(desk.evidence("items_total", fate="undated")) == ["没有日期的一条"]
    assert titles(desk.evidence("items_total", fate="external")) == ["转到别处的一条"]
    months = desk.evidence("items_total", month="2024-03", sort="day")
    days = re.findall(r'<td class="short">([\d-]+)</td>', months)
    assert days == sorted(days)
    assert {day[:7] for day in days} == {"2024-03"}
    assert titles(desk.evidence("items_total", q="100%_下")) == [HOSTILE[4]]
    assert titles(desk.evidence("items_total", q="1%下")) == []
    assert titles(desk.evidence("items_total", mark="pinned")) == []


def test_hostile_titles_are_shown_and_nothing_of_them_runs(desk):
    page = desk.evidence("items_affairs")
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "{{ 7 * 7 }}" in page
    assert "长" * 300 not in page
    shown = titles(page)
    assert {HOSTILE[0], HOSTILE[1], HOSTILE[2]} <= set(shown)


def test_rows_put_out_of_one_figure_stay_in_the_others(desk):
    before = desk.values()
    rows = ids(desk.evidence("items_affairs"))[:3]
    assert desk.rule("items_affairs", "out", rows, scope="this").status_code == 303
    assert desk.values() == {**before, "items_affairs": before["items_affairs"] - 3}
    assert "人工指定不计" in desk.evidence("items_affairs")


def test_an_undated_row_put_in_counts_everywhere_and_is_doubted_no_more(desk):
    before = desk.values()
    assert "1 条没有日期" in desk.evidence("items_affairs")
    assert desk.rule("items_total", "in", fate="undated").status_code == 303
    assert desk.values() == {k: n + (k != "items_disclosure") for k, n in before.items()}
    assert "1 条没有日期" not in desk.evidence("items_affairs")


def test_all_rows_that_a_filter_finds_are_put_out_at_once(desk):
    before = desk.values()
    got = desk.rule("items_disclosure", "out", [], every="1", back="fate=counted&month=2024-12")
    assert got.status_code == 303
    assert desk.value("items_disclosure") < before["items_disclosure"]
    assert '<td class="short">2024-12' not in desk.evidence("items_disclosure")


def test_a_ruling_from_an_outdated_page_is_not_recorded(desk):
    rows = ids(desk.evidence("items_affairs"))
    assert desk.rule("items_affairs", "out", rows[:1], scope="this").status_code == 303
    after = desk.values()
    late = desk.rule("items_affairs", "out", rows[1:2], scope="this", version="0")
    assert late.status_code == 409
    assert "没有记入" in late.text
    assert desk.values() == after


@pytest.mark.parametrize(("put", "version"), [("sideways", "0"), ("out", "x")])
def test_a_form_that_was_tampered_with_is_refused(desk, put, version):
    rows = ids(desk.evidence("items_affairs"))[:1]
    assert desk.rule("items_affairs", put, rows, version=version).status_code == 400


def test_a_row_of_another_figure_is_not_ruled_on_here(desk):
    got = desk.rule("items_disclosure", "out", ids(desk.evidence("items_affairs"))[:1])
    assert got.status_code == 409


def test_a_column_moves_to_another_box_and_out_of_the_total(desk):
    before = desk.values()
    news = before["items_affairs"]
    assert desk.move("工作动态", ["items_disclosure"]).status_code == 303
    moved = desk.values()
    assert moved["items_total"] == before["items_total"]
    assert moved["items_disclosure"] == before["items_disclosure"] + news
    assert desk.move("工作动态", ["items_disclosure"], in_total=False).status_code == 303
    assert desk.value("items_total") == before["items_total"] - news
    page = desk.client.get(f"{CASE}/columns").text
    assert "归类：<b>信息公开目录</b>；不计入总数" in page


def test_undoing_every_step_restores_the_pages_exactly(desk):
    dice = random.Random(7)
    before, figures = {key: lasting(desk.evidence(key)) for key in FIGURES}, desk.values()
    for _ in range(5):
        key = dice.choice(FIGURES)
        rows = dice.sample(ids(desk.evidence(key)), 2)
        assert desk.rule(key, "out", rows, scope=dice.choice(["every", "this"])).status_code == 303
    assert desk.values() != figures
    while any(desk.undo(key) for key in FIGURES):
        pass
    assert {key: lasting(desk.evidence(key)) for key in FIGURES} == before


def lasting(page):
    """A page without what belongs to the moment."""
    return re.sub(r'name="(?:version|csrf)" value="[^"]*"', "", page)
