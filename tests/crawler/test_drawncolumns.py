"""What a one-page application draws is kept where the form asks for it, never of a mailbox."""

import asyncio

import pytest

from crawler import urls
from crawler.drawnarticles import article_jobs, keep_articles, seen_articles
from crawler.drawncolumns import keep_screen
from crawler.drawnitems import show_items
from crawler.pages.dom import PageDom
from crawler.pages.lexicon import load_lexicon
from crawler.recording.recorder import Recorder
from crawler.storage.frontier import Job
from crawler.storage.store import Store, connect
from crawler.transport.visit import PageRequest, Rendered

HOME = "http://a.example/"
TALK = "<p>网友：几时通车？</p><p>嘉宾：年底通车。</p>"
LETTER = (
    "<p>来信时间：2025-03-01</p><p>来信内容：路灯坏了</p>"
    "<p>答复单位：本局</p><p>答复时间：2025-03-04</p><p>答复内容：您好，已修复。</p>"
)


@pytest.fixture
def store(tmp_path):
    held = Store(connect(tmp_path / "c.sqlite"), tmp_path / "c.sqlite")
    with held.transaction():
        held.put("year", "2025")
    yield held
    held.close()


def add_column(store, name, kind, days):
    with store.transaction():
        store.db.execute(
            "INSERT INTO col VALUES (1, ?, ?, '[]', ?, '', 'nav', NULL, NULL, 'static', '',"
            " 'end', NULL, NULL, 0, '[]', 1)",
            (f"{HOME}#/list/3", name, kind),
        )
        for n, day in enumerate(days):
            url = f"{HOME}#/detail/90{n}"
            store.db.execute(
                "INSERT INTO entry (column_id, frontier_id, page, position, title, href, url,"
                " content_id, raw_date, date, date_source, flags)"
                " VALUES (1, 1, 1, ?, ?, ?, ?, ?, ?, ?, 'list', '')",
                (n, f"第{n}期交通建设访谈", url, url, url, day or "", day),
            )


class Browser:
    """Draws each item with the given text below its title."""

    def __init__(self, text, status=200):
        self.text = text
        self.status = status

    async def render(self, url):
        shown = f"<h1>第{url[-1]}期交通建设访谈</h1>{self.text}"
        asked = PageRequest(f"{HOME}api?id={url[-3:]}", "GET", "fetch", status=self.status)
        return Rendered(f"<html><body>{shown}</body></html>", url, 200, (asked,))


def opened(store, text):
    jobs = article_jobs(store)
    for job in jobs:
        seen = asyncio.run(seen_articles(store, job, Browser(text), None))
        with store.transaction():
            keep_articles(store, job, seen, 2026)
    return [n for n in range(4) if store.answer(f"{HOME}#/detail/90{n}")[0]]


def test_drawn_interviews_of_the_year_are_kept_page_by_page(store):
    add_column(store, "在线访谈", "app", ["2025-10-17", "2025-01-10", "2024-01-10", None])
    assert opened(store, TALK) == [0, 1, 3]
    assert "几时通车" in store.answer(f"{HOME}#/detail/901")[0].text
    assert article_jobs(store) == ()


@pytest.mark.parametrize("name", ["在线访谈", "政策解读"])
def test_a_letter_among_them_is_not_kept(store, name):
    add_column(store, name, "app", ["2025-10-17", "2025-01-10"])
    assert opened(store, LETTER) == []


def test_items_of_a_mailbox_are_not_opened_for_their_pages(store):
    add_column(store, "局长信箱", "app", ["2025-10-17", "2025-01-10"])
    assert article_jobs(store) == ()


@pytest.mark.parametrize(("status", "read"), [(200, 2), (502, 0), (None, 0)])
def test_a_drawn_letter_nobody_answered_for_is_not_one_without_a_reply(store, status, read):
    add_column(store, "局长信箱", "app", ["2025-10-17", "2025-01-10"])
    with store.transaction():
        store.put("letter_views", "1")
        for url in (f"{HOME}#/detail/900", f"{HOME}#/detail/901"):
            ident = urls.content_id(url)
            store.db.execute("INSERT INTO letter (content_id, url) VALUES (?, ?)", (ident, url))
    recorder = Recorder(store, lambda url: url.startswith(HOME), load_lexicon(), 2026)
    job = Job(0, f"{HOME}#/list/3", "show", 1, 9, -1)
    shown = LETTER if status == 200 else "<p>来信时间：2025-03-01</p><p>来信内容：路灯坏了</p>"
    asyncio.run(show_items(store, job, Browser(shown, status), recorder, recorder.own))
    found = store.db.execute("SELECT count(*) FROM letter WHERE opened = 1").fetchone()
    assert found[0] == read


TABLE = (
    "<table><tr><th>事项名称</th><th>是否全程网办</th></tr>"
    "<tr><td>道路许可</td><td>是</td></tr></table>"
)


@pytest.mark.parametrize(
    ("name", "text", "kept"),
    [("办事服务", TABLE, True), ("办事服务", LETTER, False), ("局长信箱", TABLE, False)],
)
def test_a_drawn_catalogue_is_kept_and_no_mailbox(store, name, text, kept):
    add_column(store, name, "app", [])
    url = f"{HOME}#/list/3"
    screen = PageDom(url, f"<html><body>{text}</body></html>")
    with store.transaction():
        keep_screen(store, Job(0, url, "learn", 1, 0, -1), screen)
    assert bool(store.answer(url)[0]) is kept
    assert bool(list(store.pages("column"))) is kept
