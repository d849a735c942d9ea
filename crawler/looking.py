"""What only a browser can witness: lists that scripts build, and the home page's picture.

A column is opened once, to learn the request that brings its list; the walk then goes on without
the browser. Each look is its own transaction, so a killed crawl goes on with those missing.
"""

import json
import logging
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace

from crawler.browser.chosenrows import is_shown_list, mark_unshown
from crawler.browser.comparison import differences, is_shown, unlooked
from crawler.browser.drawnpager import drawn_rule
from crawler.browser.moreasked import ask_for_more
from crawler.browser.render import Browser, BrowserOptions, NoBrowserError, RenderError
from crawler.browser.seenrequests import UNTOLD, proposals, told_by
from crawler.browser.shownmarks import settle_rows
from crawler.browser.shownviews import ShownView, add_views, shown_views, taught, teach
from crawler.drawnarticles import Seen, keep_articles, seen_articles
from crawler.drawncolumns import keep_screen
from crawler.drawnitems import show_items
from crawler.drawnpages import Drawn, read_drawn, write_drawn
from crawler.familiar import FamilyBook
from crawler.families import load_families
from crawler.homelook import look_at_home, photograph_home
from crawler.letters.cardletters import keep_cards
from crawler.lists.reading import read_list
from crawler.options import CrawlOptions
from crawler.pages.decode import decode
from crawler.pages.dom import PageDom
from crawler.pages.islands import load
from crawler.pages.rowlinks import link_rule
from crawler.pages.silence import is_silent, says_nothing, was_disturbed
from crawler.paging.endpoints import FORM, JSON
from crawler.paging.plan import Plan
from crawler.paging.walk import NO_WAY
from crawler.probes.tryout import Tryout
from crawler.recording.recorder import Recorder
from crawler.records import Entry
from crawler.storage.frontier import Job
from crawler.storage.homes import is_drawn_site
from crawler.storage.store import Store
from crawler.storage.witnesses import WORDS, add_doubts, drop_doubt
from crawler.transport.fetch import Fetched, Fetcher, Target
from crawler.transport.refusals import SCRIPT_ONLY
from crawler.transport.settings import FetchOptions
from crawler.transport.visit import PageRequest, Rendered
from crawler.unlinkedrows import by_title, unlinked_rows

log = logging.getLogger("nianbao")
_TRIES = 6  # requests of one page that are tried as its list


class Looker:
    """Owns the browser of a crawl; started at the first look, closed by the session."""

    def __init__(
        self,
        store: Store,
        fetch: FetchOptions,
        own: Callable[[str], bool],
        options: CrawlOptions,
    ) -> None:
        self.store = store
        self.own = own
        self.bound = options.year + 1
        self.families = FamilyBook(store, load_families())
        self.browser: Browser = Browser(
            BrowserOptions(
                home_url=options.url,
                user_agent=fetch.full_user_agent,
                gap_seconds=fetch.delay_seconds,
                allow_root=options.allow_root_browser,
                tls_exceptions=fetch.tls_exceptions,
            ),
            own,
        )

    async def look(self, job: Job, fetcher: Fetcher, recorder: Recorder) -> None:
        """Do what a job of the browser asks for."""
        looks = {"learn": self.learn, "compare": self.compare, "open": self.open_articles}
        try:
            if job.purpose == "show":
                await show_items(self.store, job, self.browser, recorder, self.own)
            else:
                await looks[job.purpose](job, fetcher)
        except NoBrowserError as error:
            self._do_without(error)

    async def learn(self, job: Job, fetcher: Fetcher) -> None:
        """Open a column's page once, and find the request that brings its list.

        A job of page 0 asks only which of the list's rows are to be seen.
        """
        row = self.store.db.execute(
            "SELECT stop FROM col WHERE id = ?", (job.column_id,)
        ).fetchone()
        if row and not row[0]:
            return
        if (plan := taught(self.store, job.column_id or 0)) is not None:
            with self.store.transaction():
                teach(self.store, job.column_id or 0, plan)
                self.store.put("stage", "walk")
            return
        found, rows, drawn = None, None, Drawn()
        views: tuple[ShownView, ...] = ()
        try:
            rendered = await self.browser.render(job.url)
            page = PageDom(rendered.url, rendered.html)
            entries = read_list(page, self._chrome(), self.bound).entries
            if not any(e.url for e in entries) and is_drawn_site(self.store, job.url):
                entries = await unlinked_rows(self.browser, job.url, self.bound)
            shown = {e.content_id for e in entries}
            if not job.number:
                settle_rows(self.store, job.column_id or 0, entries)
                return
            if not await keep_cards(self.store, job, rendered, entries, fetcher, self.bound):
                rows = len(shown) or await self._nothing(rendered, page, fetcher)
            if "#" not in job.url:
                views = shown_views(page, frozenset(e.title for e in entries))
            if not views:
                likely = self.families.likely_first(job.column_id, rendered.requests)
                found = await self._matching(likely, entries, page, fetcher)
            if not (views or found) and entries and row and row[0] == "unproved":
                found = drawn_rule(page) or await self._pressed(job, entries, page, fetcher)
            empty = not (views or entries or rows == 0)
            if job.column_id not in self.store.letter_columns():
                drawn = read_drawn(self.store, self.own, job, page, is_empty=empty)
        except RenderError as error:
            _warn(job, error)
        with self.store.transaction():
            self._keep_learned(job.column_id or 0, found, rows, views)
            write_drawn(self.store, job.column_id or 0, drawn)
            keep_screen(self.store, job, drawn.screen)

    async def compare(self, job: Job, fetcher: Fetcher) -> None:
        """Hold a short list against what the browser shows; more rows are asked for by request."""
        column, rows, found = job.column_id or 0, None, None
        brought = any(one.id == column for one in unlooked(self.store))
        said: tuple[str, ...] = ()
        try:
            rendered = await self.browser.render(job.url)
            page = PageDom(rendered.url, rendered.html)
            entries = read_list(page, self._chrome(), self.bound).entries
            shown = {e.content_id for e in entries if is_shown(e)}
            rows = len(shown)
            read = [e for e in self.store.entries(column) if e.page == 1]
            said = differences(read, entries, disturbed=was_disturbed(rendered))
            if rows > len({e.content_id for e in read}):
                likely = self.families.likely_first(job.column_id, rendered.requests)
                found = await self._matching(likely, entries, page, fetcher)
        except RenderError as error:
            _warn(job, error)
        # Said in one transaction with the look: a crawl killed in between would not look again.
        with self.store.transaction():
            self._keep_learned(column, found, rows, ())
            if said and not found:
                add_doubts(self.store, column, said)
                if brought:  # by request; the page chooses among what it is given
                    mark_unshown(self.store, column)

    async def open_articles(self, job: Job, fetcher: Fetcher) -> None:
        """Whether the items of a column can be opened whose pages only a script shows."""
        seen: tuple[Seen, ...] = ()
        try:
            seen = await seen_articles(self.store, job, self.browser, fetcher)
        except RenderError as error:
            _warn(job, error)
        with self.store.transaction():
            keep_articles(self.store, job, seen, self.bound)

    async def see_home(self, recorder: Recorder) -> None:
        """Have the home page drawn before its columns are looked for, where that is needed."""
        try:
            await look_at_home(self.store, self.browser, recorder, self.own)
        except NoBrowserError as error:
            self._do_without(error)

    def _do_without(self, error: Exception) -> None:
        """Remember that no browser will start, so that nobody asks for one again."""
        log.warning("no browser: %s", error)
        with self.store.transaction():
            self.store.put("browser_off", str(error))

    def _keep_learned(
        self,
        column_id: int,
        found: Plan | None,
        rows: int | None,
        views: tuple[ShownView, ...],
    ) -> None:
        """What one look taught, inside a transaction; a plan sends the crawl back to walking."""
        plan = json.dumps(asdict(found), ensure_ascii=False) if found else ""
        self.store.db.execute(
            "INSERT OR REPLACE INTO learned VALUES (?, ?, ?)", (column_id, plan, rows)
        )
        if views:
            add_views(self.store, column_id, views)
        if found:
            self.store.db.execute("UPDATE col SET stop = '' WHERE id = ?", (column_id,))
            for doubt in (NO_WAY, WORDS[SCRIPT_ONLY]):  # the walk says the first again if need be
                drop_doubt(self.store, column_id, doubt)
            if found.kind == "once" and not found.told:
                add_doubts(self.store, column_id, (UNTOLD,))
            self.store.put("stage", "walk")

    async def _pressed(
        self, job: Job, shown: Sequence[Entry], screen: PageDom, fetcher: Fetcher
    ) -> Plan | None:
        """The plan of a request the page makes once it is asked for more rows."""
        more = await self.browser.render(job.url, then=ask_for_more)
        likely = self.families.likely_first(job.column_id, more.requests)
        return await self._matching(likely, shown, screen, fetcher)

    async def _matching(
        self,
        requests: Sequence[PageRequest],
        shown: Sequence[Entry],
        screen: PageDom,
        fetcher: Fetcher,
    ) -> Plan | None:
        """The plan of the request whose answer holds the rows the browser shows."""
        for plan in proposals(requests)[:_TRIES] if shown else ():
            target = Target(
                plan.address(1), plan.method, plan.payload(1), plan.content_type, screen.url
            )
            answer = await fetcher.fetch(target)
            if isinstance(answer, Fetched):
                text = decode(answer.body).text
                rule = link_rule(load(text), shown, screen.base)
                for link in dict.fromkeys(("", rule, *self._known_rules())):
                    page = PageDom(answer.final_url, text, "", link)
                    rows = read_list(page, frozenset(), self.bound).entries
                    seen = by_title(shown, rows)
                    if is_shown_list(rows, seen):
                        whole = told_by(screen, rows, seen, self.bound - 1)
                        return replace(plan, link=link, told=whole)
        return None

    def _known_rules(self) -> list[str]:
        """How other columns' rows lead to their pages: of one row alone no rule can be told."""
        plans = self.store.db.execute("SELECT plan FROM learned WHERE plan <> ''")
        return [link for (plan,) in plans if (link := json.loads(plan).get("link", ""))]

    async def _nothing(self, rendered: Rendered, page: PageDom, fetcher: Fetcher) -> int | None:
        """Return 0 where a page without rows may be believed, else None: nobody knows."""
        if was_disturbed(rendered):
            return None
        asked = [
            await self._answer(one, fetcher)
            for one in rendered.requests
            if one.kind in ("xhr", "fetch") and not one.blocked
        ]
        if asked:
            return 0 if says_nothing(asked) else None

        async def read(address: str) -> str:
            answer = await fetcher.fetch(Target(address))
            return decode(answer.body).text if isinstance(answer, Fetched) else ""

        silent = await is_silent(page, self._home(), read)
        return 0 if silent else None

    async def _answer(self, request: PageRequest, fetcher: Fetcher) -> str:
        kind = JSON if request.post_data.lstrip()[:1] == "{" else FORM
        answer = await fetcher.fetch(
            Target(
                request.url, request.method, request.post_data, kind if request.post_data else ""
            )
        )
        return decode(answer.body).text if isinstance(answer, Fetched) else ""

    def _home(self) -> PageDom:
        home = next(self.store.pages("home"), None)
        return PageDom(home.final_url, home.text) if home else PageDom("", "")

    async def run(self) -> None:
        """Take the home page's picture once; a browser that will not start ends it quietly."""
        try:
            if not self.store.get("browser_off"):
                await photograph_home(self.store, self.browser)
            if not self.store.get("browser_off"):
                await Tryout(self.store, self.browser, self.own).run()
        except NoBrowserError as error:
            self._do_without(error)

    def _chrome(self) -> frozenset[str]:
        return frozenset(r[0] for r in self.store.db.execute("SELECT key FROM chrome"))

    async def close(self) -> None:
        """End the browser."""
        await self.browser.close()


def _warn(job: Job, error: Exception) -> None:
    """Say that a page was not shown; without a browser nothing is."""
    if isinstance(error, NoBrowserError):
        raise error
    log.warning("not rendered: %s: %s", job.url, error)
