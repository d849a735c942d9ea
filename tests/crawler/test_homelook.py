"""The home page in the browser: names that nobody could follow keep counts from being complete."""

import asyncio
from contextlib import asynccontextmanager

from crawler import homelook
from crawler.browser.render import RenderError
from crawler.pages.lexicon import load_lexicon
from crawler.transport.visit import Rendered
from tests.audits.homepage import store_of


class Slow:
    """A browser that draws the home page and runs out of time while names are pressed."""

    async def render(self, url):
        return Rendered("<html><body><div>通知公告</div></body></html>", url, 200, ())

    @asynccontextmanager
    async def opened(self, url):
        raise RenderError("90 秒内没有完成")
        yield


def test_names_that_could_not_be_pressed_in_time_are_columns_left_out(tmp_path, monkeypatch):
    store = store_of("<html><body><div id='app'></div><script src='/a.js'></script>", tmp_path)
    with store.transaction():
        store.put("home_url", "http://yunling.example/")
    recorder = type("Recorder", (), {"words": load_lexicon()})()
    monkeypatch.setattr(homelook, "_keep", lambda *told: None)
    asyncio.run(homelook.look_at_home(store, Slow(), recorder, lambda url: True))
    assert (store.get("home_looked"), bool(store.get("columns_cut"))) == ("1", True)
    store.close()
