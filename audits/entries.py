"""Entries of a feature on the pages that were read, and how far their absence may be trusted."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from audits.case import Case
from audits.facts import Evidence, Fact, Outcome
from audits.footer import page_text
from crawler.pages.dom import PageDom
from crawler.pages.features import Entry, read_entries, unseen_parts
from crawler.records import Probe, StoredPage

_SEARCHED = 25  # pages beside the home page in which an entry is looked for
_SOURCE = "那里的网页代码"
_HOLDERS = ("<script", "<iframe", "<frame")  # what may hold entries the source does not show
_WHERE = {"link": "链接", "button": "按钮", "script": "脚本", "frame": "嵌入框"}


@dataclass(frozen=True, slots=True)
class Sighting:
    """An entry and the address of the page it was seen on; ``rendered`` by a browser.

    ``picture``: where that page's screenshot is, the entry framed.
    """

    page: str
    entry: Entry
    rendered: bool = False
    picture: str = ""

    @property
    def evidence(self) -> Evidence:
        """The entry as a person can look it up."""
        shown = self.entry.text or self.entry.url or self.entry.kind
        where = _WHERE[self.entry.how] + ("（浏览器打开后）" if self.rendered else "")
        return Evidence(
            self.page,
            title=f"{where}：{shown}",
            quote=self.entry.markup,
            href=self.entry.url,
            picture=self.picture,
        )


def dom_of(page: StoredPage) -> PageDom:
    """A stored page parsed, without comments, with what its scripts write."""
    return PageDom(page.final_url, page_text(page).source)


def sightings(case: Case, *kinds: str) -> tuple[Sighting, ...]:
    """Entries on the home page, as sent and as a browser shows it; else on other pages."""
    home = case.home
    if home is None:
        return ()
    homes = (home, *(p for p in case.store.pages("home") if p.text and p.url != home.url))
    shown = next((probe.picture for probe in case.store.probes("home_entries")), "")
    found = [
        Sighting(page.url, e, picture=shown)
        for page in homes
        for e in read_entries(dom_of(page), kinds)
    ]
    known = {(e.entry.url, e.entry.text) for e in found}
    for probe in case.store.probes("home_entries"):
        for told in probe.markup:
            entry = Entry(**json.loads(told))
            if entry.kind in kinds and (entry.url, entry.text) not in known:
                found.append(Sighting(probe.url, entry, rendered=True, picture=probe.picture))
    if found:
        return tuple(found)
    for page in searched(case)[1:]:
        found += [Sighting(page.url, e) for e in read_entries(dom_of(page), kinds)]
        if found:
            break
    return tuple(found)


def searched(case: Case) -> tuple[StoredPage, ...]:
    """The pages in which entries are looked for: the home page, then columns in order."""
    if case.home is None:
        return ()
    others = [page for page in case.store.pages("column") if page.text][:_SEARCHED]
    return (case.home, *others)


def _unseen(case: Case) -> str:
    """Why an entry may stand where nobody looked; empty when everything was seen."""
    homes = [dom_of(page) for page in case.store.pages("home") if page.text]
    hosts = dict.fromkeys(host for dom in homes for host in unseen_parts(dom, case.own))
    if hosts:
        return f"首页用到别的网站（{'、'.join(hosts)}）的脚本或嵌入页，采集时不请求"
    results = [probe.result for probe in case.store.probes("home_entries")]
    if "ok" in results:
        return ""
    if "bare" in results:
        return "浏览器中的首页不完整（内容太少、有脚本没有读到，或用到别的网站的脚本）"
    if any(mark in page.text.lower() for page in searched(case) for mark in _HOLDERS):
        return "由脚本写入或在嵌入框中的没有核对（未用浏览器打开）"
    return ""


def absent(case: Case, field: str, name: str, notes: Sequence[Evidence] = ()) -> Fact:
    """No entry was found: observed when none could have been hidden, else a proposal.

    ``notes`` are things that look alike and are not the feature.
    """
    pages = searched(case)
    if not pages:
        return Fact(field, None, Outcome.UNKNOWN, reason=f"首页没有读到，不知道有没有{name}")
    pictures = {probe.url: probe.picture for probe in case.store.probes("home_entries")}
    told = f"{'除上面列出的外，' if notes else ''}没有看到{name}的入口"
    read = tuple(
        Evidence(page.url, quote=told, picture=pictures.get(page.url, "")) for page in pages
    )
    unseen = _unseen(case)
    if not unseen:
        return Fact(field, False, Outcome.OBSERVED, (*notes, *read))
    reason = f"网页源码里没有{name}的入口；{unseen}，请人工看一眼"
    return Fact(field, False, Outcome.ESTIMATE, (*notes, *read), reason)


def probe_evidence(probe: Probe) -> tuple[Evidence, ...]:
    """What a try left: the action, what was seen, and the matched markup."""
    first = Evidence(probe.url, probe.action, quote=probe.detail, picture=probe.picture)
    return (first, *(Evidence(probe.url, _SOURCE, quote=markup) for markup in probe.markup))
