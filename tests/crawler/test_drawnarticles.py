"""Articles that only a script shows: one that gave no answer is not one that is gone."""

import asyncio

import pytest

from crawler.drawnarticles import keep_articles, seen_articles
from crawler.storage.frontier import Job
from crawler.storage.store import Store, connect
from crawler.transport.results import Fetched, Refused
from crawler.transport.visit import PageRequest, Rendered

API = "http://a.example/api/get?id="
TITLE = "关于第{}号路灯的通知"


class Shown:
    """A browser that draws an article, or nothing when its request failed."""

    def __init__(self, status):
        self.status = status

    async def render(self, url):
        text = TITLE.format(url[-1]) if self.status == 200 else "加载中"
        asked = PageRequest(f"{API}{url[-3:]}", "GET", "fetch", status=self.status)
        return Rendered(f"<html><body><h1>{text}</h1></body></html>", url, 200, (asked,))


class Silent:
    """A site that answers for the first article only."""

    async def fetch(self, target):
        if not target.url.endswith("900"):
            return Refused(target.url, "timeout", "timeout", None, 1, detail="没有应答")
        body = TITLE.format(0).encode()
        kind = (("content-type", "application/json"),)
        return Fetched(target.url, target.url, 200, kind, body, (), "2025-03-05", len(body), 1)


@pytest.mark.parametrize(("status", "opened"), [(200, ["ok"]), (503, []), (None, [])])
def test_an_article_that_nobody_answered_for_is_not_called_dead(tmp_path, status, opened):
    store = Store(connect(tmp_path / "c.sqlite"), tmp_path / "c.sqlite")
    job = Job(0, "http://a.example/#/41", "open", 1, 0, -1)
    with store.transaction():
        store.put("year", "2025")
        store.db.execute(
            "INSERT INTO col VALUES (1, 'http://a.example/#/41', '通知公告', '[]', 'list', '',"
            " 'shown', NULL, NULL, 'static', '', 'end', NULL, NULL, 0, '[]', 1)"
        )
        for n in range(3):
            url = f"http://a.example/#/detail/90{n}"
            store.db.execute(
                "INSERT INTO entry (column_id, frontier_id, page, position, title, href, url,"
                " content_id, raw_date, date, date_source, flags)"
                " VALUES (1, 1, 1, ?, ?, ?, ?, ?, '2025-03-04', '2025-03-04', 'list', '')",
                (n, TITLE.format(n), url, url, url),
            )
    seen = asyncio.run(seen_articles(store, job, Shown(status), Silent()))
    with store.transaction():
        keep_articles(store, job, seen, 2026)
    assert [target.state for target in store.targets().values()] == opened
    store.close()
