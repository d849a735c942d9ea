"""Tries the features of a site once, before the crawl is sealed; each try is its own transaction.

Nothing is asked of another host: an entry whose script lies elsewhere is told from a dead one.
"""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from crawler.dom import PageDom
from crawler.features import Entry, SearchForm, read_entries, search_forms, unseen_parts
from crawler.probes import accessibility, axe, search, smart_qa
from crawler.probes.attempts import Attempts, Tried
from crawler.probes.pressing import documents, shown_words
from crawler.probes.samples import sample_pages
from crawler.store import Store

if TYPE_CHECKING:
    from playwright.async_api import Page

    from crawler.render import Browser

_WHOLE = 100  # characters a home page shows at least when its scripts brought it


class Tryout:
    """The probes of one crawl."""

    def __init__(self, store: Store, browser: "Browser", own: Callable[[str], bool]) -> None:
        self.store = store
        self.attempts = Attempts(store, browser)
        self.own = own
        self.home = store.get("home_url")

    async def run(self) -> None:
        """Every probe that was not made yet; raises NoBrowserError when there is no browser."""
        if not self.attempts.made("home_entries"):
            await self._entries()
        entries = self._seen_entries()
        for_all = [e for e in entries if e.kind in ("accessibility", "elder")]
        if for_all and not self.attempts.made("accessibility"):
            await self._try_accessibility(for_all)
        asking = [e for e in entries if e.kind == "smart_qa"]
        if asking and not self.attempts.made("smart_qa"):
            await self._try_smart_qa(asking)
        await self._try_search()
        await self._check_pages()

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

        await self.attempts.make("home_entries", self.home, look)

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

        await self.attempts.make("accessibility", self.home, press)

    async def _try_smart_qa(self, entries: Sequence[Entry]) -> None:
        entry = next((e for e in entries if e.url and self.own(e.url) and e.how == "link"), None)
        if entry is None and any(e.url and not self.own(e.url) for e in entries):
            return  # it lies on another host, where nothing is asked
        url = entry.url if entry else self.home

        async def press(page: "Page") -> Tried:
            word, detail = await smart_qa.open_entry(page, None if entry else entries)
            return Tried("打开智能问答入口", word, detail, tuple(e.markup for e in entries[:3]))

        await self.attempts.make("smart_qa", url, press)

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

        url = search.address(form, words)
        if not self.attempts.made("search", url):
            await self.attempts.make("search", url, read)

    async def _check_pages(self) -> None:
        """The automatic accessibility check on the home page, one list and one article."""
        for name, url in (("首页", self.home), *sample_pages(self.store, self.own)):

            async def check(page: "Page", name: str = name) -> Tried:
                found = await axe.faults(page)
                nodes = sum(fault.count for fault in found)
                detail = f"{name}：{len(found)} 类问题，共 {nodes} 处"
                return Tried(f"自动检查{name}的无障碍标记", "ok", detail, axe.told(found))

            if not self.attempts.made("axe", url):
                await self.attempts.make("axe", url, check, letters=False)
