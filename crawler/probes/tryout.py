"""Tries the features of a site once, before the crawl is sealed; each try is its own transaction.

Nothing is asked of another host: an entry whose script lies elsewhere is told from a dead one.
"""

import json
import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from crawler.pages.dom import PageDom
from crawler.pages.features import (
    Entry,
    read_entries,
    search_forms,
    search_links,
    unseen_parts,
)
from crawler.pages.foreigntext import foreign_text
from crawler.probes import accessibility, axe, search, smart_qa
from crawler.probes.attempts import Attempts, Tried
from crawler.probes.pressing import documents
from crawler.probes.samples import sample_pages
from crawler.probes.searching import Search
from crawler.probes.sight import mark, scripts, shown_words
from crawler.probes.suggesting import suggest
from crawler.storage.homes import home_address
from crawler.storage.store import Store

if TYPE_CHECKING:
    from playwright.async_api import Page

    from crawler.browser.render import Browser

PROBES = ("home_entries", "smart_qa", "language", "search", "axe", "accessibility")
_SETTLED = ("nobox", "outside")  # two more searches would show the same
_MOST = 2  # pages opened that may hold a dialogue
_WHOLE = 100  # characters a home page shows at least when its scripts brought it


class Tryout:
    """The probes of one crawl."""

    def __init__(self, store: Store, browser: "Browser", own: Callable[[str], bool]) -> None:
        self.store = store
        self.attempts = Attempts(store, browser)
        self.own = own
        self.home = home_address(store)

    async def run(self, only: Collection[str] = PROBES) -> None:
        """Every probe that was not made yet; raises NoBrowserError when there is no browser."""
        if "home_entries" in only and not self.attempts.made("home_entries"):
            await self._entries()
        entries = self._seen_entries()
        asking = [e for e in entries if e.kind == "smart_qa"]
        if "smart_qa" in only and asking:
            await self._try_smart_qa(asking)
        if "language" in only:
            await self._open_languages([e for e in entries if e.kind == "language"])
        if "search" in only:
            await self._try_search()
        if "axe" in only:
            await self._check_pages()
        for_all = [e for e in entries if e.kind in ("accessibility", "elder")]
        if "accessibility" in only and for_all:
            await self._try_accessibility(for_all)  # the last: its version may outlast the page

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
            _, silent = await scripts(page, self.own)
            if silent:
                detail += f"；网页的脚本没有全部读到（{min(silent)}）"
            await mark(page, [entry.text for entry in found], whole=True)
            whole = (
                not hosts
                and not silent
                and len(re.sub(r"\s", "", await shown_words(page))) >= _WHOLE
            )
            return Tried("用浏览器打开首页，查找功能入口", "ok" if whole else "bare", detail, told)

        await self.attempts.make("home_entries", self.home, look, tall=True)

    def _seen_entries(self) -> list[Entry]:
        probes = self.store.probes("home_entries")
        shown = [Entry(**json.loads(told)) for probe in probes for told in probe.markup]
        sent = [e for page in self._home_pages() for e in read_entries(page)]
        known = {(e.kind, e.text, e.url) for e in shown}
        return [*shown, *(e for e in sent if (e.kind, e.text, e.url) not in known)]

    def _home_pages(self) -> list[PageDom]:
        return [PageDom(p.final_url, p.text) for p in self.store.pages("home") if p.text]

    async def _try_accessibility(self, entries: Sequence[Entry]) -> None:
        """Each entry on a fresh page, until one opens."""
        for group in accessibility.groups(entries)[len(self.store.probes("accessibility")) :]:
            made = self.store.probes("accessibility")
            if made and made[-1].result == "opened":
                return

            async def press(page: "Page", group: Sequence[Entry] = group) -> Tried:
                word, detail = await accessibility.open_entry(page, group, self.own)
                markup = tuple(entry.markup for entry in group[:3])
                name = f"“{group[0].text}”" if group[0].text else "无障碍入口"
                return Tried(f"打开首页，点开{name}", word, detail, markup)

            await self.attempts.make("accessibility", self.home, press)

    async def _try_smart_qa(self, entries: Sequence[Entry]) -> None:
        """What lies behind own links first, then what the home page itself opens."""
        links = {e.url: e for e in entries if e.url and self.own(e.url) and e.how == "link"}
        common = {host for page in self._home_pages() for host in unseen_parts(page, self.own)}
        tries: list[tuple[str, Sequence[Entry] | None]] = []
        tries += [(url, None) for url in list(links)[:_MOST]]
        here = [e for e in entries if e.how == "button" or not e.url]
        if here or (not links and all(not e.url or self.own(e.url) for e in entries)):
            tries.append((self.home, here or entries))
        for url, pressed in tries:

            async def press(page: "Page", pressed: Sequence[Entry] | None = pressed) -> Tried:
                word, detail = await smart_qa.open_entry(page, pressed, self.own, common)
                markup = tuple(e.markup for e in entries[:3])
                return Tried("打开智能问答入口", word, detail, markup)

            if not self.attempts.made("smart_qa", url):
                await self.attempts.make("smart_qa", url, press)
            if self.store.probes("smart_qa")[-1].result in ("answered", "dialogue"):
                return

    async def _open_languages(self, entries: Sequence[Entry]) -> None:
        """Own pages in another language, as a browser shows them."""
        links = {e.url: e for e in entries if e.url and self.own(e.url) and e.how == "link"}
        for url, entry in list(links.items())[:_MOST]:

            async def read(page: "Page", entry: Entry = entry) -> Tried:
                written = foreign_text(await shown_words(page))
                await mark(page, written.lines[:3])
                action = f"打开“{entry.text}”的页面"
                return Tried(action, written.word, written.told, (entry.markup,))

            if not self.attempts.made("language", url):
                await self.attempts.make("language", url, read)

    async def _try_search(self) -> None:
        """Half a word, then three searches: in the home page's box, else an own search page's."""
        start = self._search_page()
        made = self.store.probes("search")
        if made and made[-1].result in _SETTLED:
            return
        if not made and not self.attempts.made("hints"):
            await self.attempts.make("hints", start, suggest)
        ask: Search | None = None
        for kind, words in search.QUERIES[len(made) :]:
            ask = Search(kind, words, self.own, ask)
            if ask.address:
                await self.attempts.make("search", ask.address, ask.direct, asked=words)
            else:
                await self.attempts.make("search", start, ask.typed, asked=words)
            if ask.sent.state in _SETTLED:
                return

    def _search_page(self) -> str:
        """The home page, or where its link called 搜索 leads when it has no box itself."""
        shown = [PageDom(p.final_url, p.text) for p in self.store.pages("home") if p.text]
        if any(search_forms(page) for page in shown):
            return self.home
        links = [url for page in shown for url in search_links(page) if self.own(url)]
        return links[0] if links else self.home

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
