"""From fetched column pages to the column tree: names, paths, kinds, first-page rows.

Runs once, when no lead is left to follow, in one transaction; a killed crawl runs it again.
"""

import json
from collections.abc import Callable
from dataclasses import replace

from crawler import urls
from crawler.columns.archives import fold_archives
from crawler.columns.bestleads import best_leads, external_leads
from crawler.columns.classify import Choice, classify
from crawler.columns.leads import index_targets
from crawler.columns.naming import Seen, column_name, column_path, running_text
from crawler.columns.scriptfiles import goes_on, linked_code
from crawler.columns.singles import has_related_rows, single_entry
from crawler.columns.subsites import below_fronts
from crawler.columns.template import learn_template
from crawler.columns.tenants import Tenancy, host_unit, menu_word
from crawler.columns.topicwalls import TopicWalls, is_bare
from crawler.columns.views import Pointed, View, page_views
from crawler.letters.askedletters import with_asks
from crawler.letters.confidences import holds_letters
from crawler.letters.mailboxes import mark_view
from crawler.lists.reading import ListReading, read_list
from crawler.pages import articles
from crawler.pages.dom import PageDom
from crawler.pages.lexicon import Lexicon
from crawler.pages.softmissing import soft_404_mark
from crawler.paging.probing import extensions_of
from crawler.paging.walk import PageState
from crawler.recording.candidates import candidates, first_pages, seen_addresses
from crawler.recording.homerows import write_home_rows
from crawler.recording.recorder import Recorder
from crawler.recording.stopping import first_stop
from crawler.records import DateSource, Flag, Kind, StoredPage
from crawler.storage.homes import hides_menu, homes_of, is_shell
from crawler.storage.store import Store
from crawler.storage.witnesses import page_doubts

_WEAK = frozenset({"footer", "link"})
_SINGLE_TEXT = 100  # characters of running text that make a page of its own


class ColumnBuilder:
    """Makes the column tree out of the pages fetched while following leads."""

    def __init__(
        self,
        store: Store,
        recorder: Recorder,
        own: Callable[[str], bool],
        words: Lexicon,
        year_bound: int,
    ) -> None:
        self.store = store
        self.recorder = recorder
        self.own = own
        self.words = words
        self.year_bound = year_bound
        self.pointed: dict[int, list[Pointed]] = {}
        self.walls = frozenset[int]()
        self.tenancy = Tenancy("", "")

    def build(self) -> None:
        """Write chrome, columns, their first pages and rows; sets the stage."""
        with self.store.transaction():
            self.recorder.chrome = learn_template(self.store)
            leads, self.pointed = best_leads(self.store)
            self.tenancy = host_unit(self.store)
            pages = first_pages(self.store)
            walls = TopicWalls(leads, pages, self.words, self.year_bound)
            leads |= walls.hung()
            self.walls = walls.are_walls(leads)
            leads |= below_fronts(leads, {i: p.final_url for i, p in pages.items()}, self.words)
            for ident, url, state, error in candidates(self.store):
                seen = leads.get(ident)
                if seen is None:
                    continue
                page = pages.get(ident)
                if page is not None:
                    self._column(ident, url, seen, page)
                elif state == "failed" or error:
                    self._unread(ident, url, seen, error)
            self.store.put("home_drawn", "1" if is_shell(self.store) else "")
            self.store.put("menu_unseen", "1" if hides_menu(self.store) else "")
            self._home_views()
            self._external()
            fold_archives(self.store, leads)
            write_home_rows(self.store, self.recorder, self.year_bound)
            self.store.put("extensions", " ".join(extensions_of(seen_addresses(self.store))))
            self.store.put("stage", "walk")

    def _home_views(self) -> None:
        """Columns that a script shows behind fragments of the home page."""
        shell = is_shell(self.store)
        for page in homes_of(self.store):
            views = [
                View(one.fragment, one.name, one.path, one.source)
                for one in self.pointed.get(page.frontier_id, [])
                if one.source not in _WEAK or self.words.boxes_of_name(one.name)
                if shell or urls.is_route(f"#{one.fragment}")
            ]
            self._views(page.frontier_id, page, "", tuple(views))

    def _column(self, ident: int, url: str, seen: Seen, page: StoredPage) -> None:
        """One fetched candidate: a column of some kind, or nothing worth a line."""
        dom = PageDom(page.final_url, page.text)
        name, path = column_name(dom, seen), column_path(dom, seen)
        choice = classify(name, path, page.final_url, dom.meta_value("ColumnType"), self.words)
        if self._set_aside(ident, url, seen, page, dom, name):
            return
        reading = self._read_first(dom)
        shell = all(Flag.PLACEHOLDER in entry.flags for entry in reading.entries)
        if views := page_views(dom, self.pointed.get(ident, ()), name, is_shell=shell):
            self._views(ident, page, name, views)
        holds_none = views or (ident in self.walls and is_bare(self.store, dom, reading, self.own))
        kind = Kind.AGGREGATE if holds_none else self._kind(dom, reading, choice, seen)
        if kind is None or (kind is Kind.SINGLE and seen.is_beside_topics):
            return
        column_id = self._insert(
            ident,
            page.final_url,
            name,
            path,
            kind,
            dom,
            seen,
            stop=first_stop(kind, reading),
            groups=reading.block.groups,
            doubts=(
                *page_doubts(dom, page.witnesses, unread=reading.block.unread),
                *_rivalry(kind, reading),
                *self.tenancy.doubts(dom),
            ),
        )
        asked = int(self.store.get("year"))
        single = (single_entry(page, name, self.year_bound, asked),)
        entries = single if kind is Kind.SINGLE else reading.entries
        self.recorder.write_entries(ident, column_id, 1, entries)
        state = PageState.OK if entries else PageState.EMPTY
        self.recorder.write_list_page(ident, column_id, 1, -1, page.final_url, state, reading)

    def _set_aside(
        self, ident: int, url: str, seen: Seen, page: StoredPage, dom: PageDom, name: str
    ) -> bool:
        """Whether a page is no list to read here: letters, signposts, missing, another unit's."""
        path = column_path(dom, seen)
        choice = classify(name, path, page.final_url, dom.meta_value("ColumnType"), self.words)
        if not page.text:  # a column of letters: nothing of it is kept
            if choice.is_app or "html" in page.content_type:
                self._insert(ident, page.final_url, name, path, Kind.APP, dom, seen, stop="app")
            return True
        if self.recorder.soft_404 and soft_404_mark(page.text) == self.recorder.soft_404:
            self._unread(ident, url, seen, "http:404")
            return True
        if articles.forward(page.final_url, page.text):
            return True  # a signpost to its first child; the child stands for itself
        other = self.tenancy.other(dom)
        if other:
            kind, why = Kind.EXTERNAL, (other, *menu_word(self.store, seen, dom))
            self._insert(
                ident, page.final_url, name, path, kind, dom, seen, stop="external", doubts=why
            )
        return bool(other)

    def _read_first(self, dom: PageDom) -> ListReading:
        """A column's own page: its rows, and the requests its scripts name or put together."""
        linked = linked_code(self.store, dom, self.own)
        reading = read_list(dom, self.recorder.chrome, self.year_bound, first=True, linked=linked)
        reading = with_asks(self.store, reading, dom, self.own)
        if reading.entries and not reading.pager.hint and goes_on(self.store, dom, self.own):
            return replace(reading, pager=replace(reading.pager, hint=True))
        return reading

    def _views(self, ident: int, page: StoredPage, name: str, views: tuple[View, ...]) -> None:
        """The lists that one page shows behind its fragments, each a column of its own."""
        whole = PageDom(page.final_url, page.text)
        for view in views:
            url = f"{page.final_url}#{view.fragment}"
            dom = PageDom(url, view.markup or page.text)
            path = view.path or (name,)
            choice = classify(view.name, path, url, "", self.words)
            kind = Kind.APP if choice.is_app else Kind.LIST
            reading = self._read_first(dom)
            if not view.markup:
                reading = replace(reading, entries=())
            seen = Seen(view.name, path, view.source, ident, frozenset())
            unseen = not view.markup and urls.is_route(f"#{view.fragment}")
            stop = "app" if choice.tool else first_stop(kind, reading)
            doubts = self.tenancy.doubts(dom) + _rivalry(kind, reading)
            if view.markup:
                doubts += page_doubts(whole, page.witnesses, unread=reading.block.unread)
            column_id = self._insert(
                None, url, view.name, path, kind, None, seen, stop=stop, doubts=doubts
            )
            if unseen and holds_letters(choice.boxes, view.name):
                mark_view(self.store, column_id)
            self.recorder.write_entries(ident, column_id, 1, reading.entries)
            state = PageState.OK if reading.entries else PageState.EMPTY
            self.recorder.write_list_page(ident, column_id, 1, -1, url, state, reading)

    def _kind(self, dom: PageDom, reading: ListReading, choice: Choice, seen: Seen) -> Kind | None:
        """What answered: a list, an index of lists, one article, or no column at all."""
        article = articles.read_article(dom.text, self.year_bound)
        tagged = article.has_meta and (
            bool(dom.meta_value("ArticleTitle")) or article.date_source is DateSource.PUBDATE
        )
        # Article tags left in a list's template do not make it an article: its text does.
        is_list = len(reading.entries) >= 3 and running_text(dom) < _SINGLE_TEXT
        related = has_related_rows(dom, reading, self.year_bound)
        is_article = related or (tagged and not is_list)
        if choice.is_app:
            return Kind.APP
        if is_article:
            # A long link in the body leads to an article, not to a page of the site's own.
            own = seen.source in _WEAK or seen.source == "menu"
            return None if own and len(seen.name) >= 12 and not choice.boxes else Kind.SINGLE
        if reading.entries:
            more = len(index_targets(dom, self.own, self.recorder.chrome))
            # Every block is closed by a link to a column of its own. Should this ever be wrong,
            # the rows are in no other column, and the total says so (audits.published_items).
            is_index = more >= max(1, reading.block.groups)
            if is_index and not reading.pager.plans and not reading.pager.declared_pages:
                return Kind.AGGREGATE
            return Kind.TOPIC if "special_columns" in choice.boxes and seen.path else Kind.LIST
        if reading.pager.declared_pages is not None:
            return Kind.LIST  # an empty list with a pager of its own
        if running_text(dom) >= _SINGLE_TEXT:
            return Kind.SINGLE if seen.source not in _WEAK or choice.boxes else None
        more = len(index_targets(dom, self.own, self.recorder.chrome))
        if more >= 2 and not any(plan.whole for plan in reading.pager.plans):
            return Kind.AGGREGATE
        return None if seen.source in _WEAK and not choice.boxes else Kind.LIST

    def _unread(self, ident: int, url: str, seen: Seen, error: str) -> None:
        """A link that did not open: a column of unknown content, unless it is only dead."""
        choice = classify(seen.name, seen.path, url, "", self.words)
        kind, _, detail = error.partition(":")
        gone = "404" in detail or "410" in detail
        if seen.source in _WEAK and (gone or not choice.boxes):
            return
        if gone and not (choice.boxes or choice.maybe):
            return
        word = Kind.APP if choice.is_app else Kind.LIST
        if kind == "foreign":
            word = Kind.EXTERNAL
        self._insert(
            ident, url, seen.name, seen.path, word, None, seen, stop="unread", doubts=(error,)
        )

    def _insert(
        self,
        ident: int | None,
        url: str,
        name: str,
        path: tuple[str, ...],
        kind: Kind,
        dom: PageDom | None,
        seen: Seen,
        *,
        stop: str = "",
        groups: int = 0,
        doubts: tuple[str, ...] = (),
    ) -> int:
        cursor = self.store.db.execute(
            "INSERT INTO col (url, name, path, kind, column_type, source, archive_of, frontier_id,"
            " method, proof, stop, declared_rows, declared_pages, ordered, doubts, groups)"
            " VALUES (?, ?, ?, ?, ?, ?, NULL, ?, 'static', '', ?, NULL, NULL, 0, ?, ?)",
            (
                url,
                name,
                json.dumps(path, ensure_ascii=False),
                kind.value,
                dom.meta_value("ColumnType") if dom else "",
                seen.source,
                ident,
                stop,
                json.dumps(doubts, ensure_ascii=False),
                groups,
            ),
        )
        return int(cursor.lastrowid or 0)

    def _external(self) -> None:
        """Items of the main navigation on other hosts: listed, never opened."""
        for lead, seen_on in external_leads(self.store, self.own, self.words, self.year_bound):
            seen = Seen(lead.name, lead.path, "nav", seen_on, frozenset())
            self._insert(
                None, lead.url, lead.name, lead.path, Kind.EXTERNAL, None, seen, stop="external"
            )


def _rivalry(kind: Kind, reading: ListReading) -> tuple[str, ...]:
    """A second block of dated rows that nothing on the site tells from the list."""
    if kind is Kind.LIST and reading.block.rivals:
        return ("页面上有两组带日期的条目，不能确定哪一组是本栏目的",)
    return ()
