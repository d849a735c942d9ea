"""Tries the features of a site once, before the crawl is sealed; each try is its own transaction.

Nothing is asked of another host: an entry whose script lies elsewhere is told from a dead one.
"""

import json
import logging
import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from crawler.dom import PageDom
from crawler.features import Entry, SearchForm, read_entries, search_forms, unseen_parts
from crawler.probes import accessibility, search, smart_qa
from crawler.probes.hiding import hide_letters
from crawler.probes.pressing import documents, shown_words
from crawler.store import Store

if TYPE_CHECKING:
    from playwright.async_api import Page

    from crawler.render import Browser

_WHOLE = 100  # characters a home page shows at least when its scripts brought it
log = logging.getLogger("nianbao")


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of one try; ``result`` is a word of the probe."""

    action: str
    result: str
    detail: str = ""
    markup: tuple[str, ...] = ()


class Tryout:
    """The probes of one crawl."""

    def __init__(self, store: Store, browser: "Browser", own: Callable[[str], bool]) -> None:
        self.store = store
        self.browser = browser
        self.own = own
        self.home = store.get("home_url")

    async def run(self) -> None:
        """Every probe that was not made yet; raises NoBrowserError when there is no browser."""
        if not self._made("home_entries"):
            await self._entries()
        entries = self._seen_entries()
        for_all = [e for e in entries if e.kind in ("accessibility", "elder")]
        if for_all and not self._made("accessibility"):
            await self._try_accessibility(for_all)
        asking = [e for e in entries if e.kind == "smart_qa"]
        if asking and not self._made("smart_qa"):
            await self._try_smart_qa(asking)
        if not self._made("search"):
            await self._try_search()

    async def _entries(self) -> None:
        """Entries on the home page as a browser shows it."""

        async def look(page: "Page") -> Tried:
            doms = [PageDom(url, text) for url, text in await documents(page)]
            found = list(dict.fromkeys(entry for dom in doms for entry in read_entries(dom)))
            told = tuple(json.dumps(asdict(entry), ensure_ascii=False) for entry in found)
            detail = f"看到 {len(found)} 个入口"
            hosts = dict.fromkeys(host for dom in doms for host in unseen_parts(dom, self.own))
            if hosts:
                detail += f"；没有请求别的网站（{'、'.join(hosts)}）的脚本"
            whole = not hosts and len(re.sub(r"\s", "", await shown_words(page))) >= _WHOLE
            return Tried("用浏览器打开首页，查找功能入口", "ok" if whole else "bare", detail, told)

        await self._probe("home_entries", self.home, look)

    def _seen_entries(self) -> list[Entry]:
        probes = self.store.probes("home_entries")
        shown = [Entry(**json.loads(told)) for probe in probes for told in probe.markup]
        sent = [e for page in self._home_pages() for e in read_entries(page)]
        known = {(e.kind, e.text, e.url) for e in shown}
        return [*shown, *(e for e in sent if (e.kind, e.text, e.url) not in known)]

    def _home_pages(self) -> list[PageDom]:
        return [PageDom(p.final_url, p.text) for p in self.store.pages("home") if p.text]

    async def _try_accessibility(self, entries: Sequence[Entry]) -> None:
        async def press(page: "Page") -> Tried:
            word, detail = await accessibility.open_entry(page, entries, self.own)
            markup = tuple(entry.markup for entry in entries[:3])
            return Tried("打开首页，点开无障碍入口", word, detail, markup)

        await self._probe("accessibility", self.home, press)

    async def _try_smart_qa(self, entries: Sequence[Entry]) -> None:
        entry = next((e for e in entries if e.url and self.own(e.url) and e.how == "link"), None)
        if entry is None and any(e.url and not self.own(e.url) for e in entries):
            return  # it lies on another host, where nothing is asked
        url = entry.url if entry else self.home

        async def press(page: "Page") -> Tried:
            word, detail = await smart_qa.open_entry(page, None if entry else entries)
            return Tried("打开智能问答入口", word, detail, tuple(e.markup for e in entries[:3]))

        await self._probe("smart_qa", url, press)

    async def _try_search(self) -> None:
        """Three searches, where the form is on an own address and sends by GET."""
        forms = [form for page in self._home_pages() for form in search_forms(page)]
        form = next((f for f in forms if self.own(f.action) and f.method == "get"), None)
        if form is None:
            return
        for kind, words in search.QUERIES:
            await self._search_once(form, kind, words)

    async def _search_once(self, form: SearchForm, kind: str, words: str) -> None:
        async def read(page: "Page") -> Tried:
            text = await page.evaluate("document.body ? document.body.innerText : ''")
            result, detail = search.read_results(str(text), kind, words)
            return Tried(f"试搜“{words}”（{search.NAMES[kind]}）", result, detail, (form.markup,))

        await self._probe("search", search.address(form, words), read)

    async def _probe(self, name: str, url: str, act: Callable[["Page"], Awaitable[Tried]]) -> None:
        """Open a page, act on it, and keep what came of it with a picture."""
        from crawler.render import NoBrowserError, RenderError

        image: bytes | None = None
        try:
            async with self.browser.opened(url) as (page, status):
                if status is not None and status >= 400:
                    tried = Tried("打开页面", "failed", f"页面打不开（{status}）")
                else:
                    tried = await act(page)
                    await hide_letters(page, self.store)
                    image = bytes(await page.screenshot(timeout=15_000))
        except NoBrowserError:
            raise
        except RenderError as error:
            log.warning("probe %s: %s", name, error)
            tried = Tried("打开页面", "failed", "浏览器没有打开这个页面")
        with self.store.transaction():
            self.store.db.execute(
                "INSERT INTO probe (name, url, result, image) VALUES (?, ?, ?, ?)",
                (name, url, json.dumps(asdict(tried), ensure_ascii=False), image),
            )

    def _made(self, name: str) -> bool:
        return bool(self.store.probes(name))
