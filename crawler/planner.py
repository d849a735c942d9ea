"""What to ask for next, decided from the crawl file alone: the same file, the same answer.

Stages: leads → walk → learn (→ walk) → details → recheck → done. A batch holds requests that do
not depend on each other; the next batch is planned when all of it is answered.
"""

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from crawler import urls
from crawler.browser.chosenrows import doubt_chosen
from crawler.browser.comparison import comparisons
from crawler.browser.shownmarks import opaque_columns
from crawler.drawnarticles import article_jobs
from crawler.drawnitems import item_jobs
from crawler.familiar import FamilyBook
from crawler.families import load_families
from crawler.lists.settled import may_be_fetched, settle
from crawler.opening import asking_items, chosen_items, telling_items, unheard_items
from crawler.paging.plan import Plan
from crawler.paging.probing import probe_plans
from crawler.paging.walk import PageState, Walk, WalkPage
from crawler.recording.stopping import write_stop
from crawler.recording.storedpager import filled, load_pager
from crawler.recording.tallies import TALLY
from crawler.records import Entry, Flag, FrontierState, Kind, StoredColumn, Target
from crawler.sampling import (
    falls_in,
    is_edge,
    is_settled,
    opens_all,
    sample,
    usual_shape,
    walk_row,
)
from crawler.storage.frontier import Frontier, Job
from crawler.storage.store import Store
from crawler.storage.targets import strangers
from crawler.yearreports import MOST_READ, year_reports

_WALKED = (Kind.LIST, Kind.TOPIC, Kind.APP)


@dataclass(frozen=True, slots=True)
class PlanOptions:
    """The year asked for, whether every target is opened (--full), whether a browser may look."""

    year: int
    full: bool
    browser: bool = False


class Planner:
    """Chooses the next batch; the only state outside the file is a cache it can rebuild."""

    def __init__(
        self,
        store: Store,
        options: PlanOptions,
        own: Callable[[str], bool],
        build_columns: Callable[[], None],
        read_target: Callable[[int, str], None],
        opens_items: Callable[[StoredColumn], bool] = lambda column: False,
    ) -> None:
        self.store = store
        self.frontier = Frontier(store)
        self.options = options
        self.own = own
        self.build_columns = build_columns
        self.read_target = read_target
        self.opens_items = opens_items
        self.families = FamilyBook(store, load_families())
        self._shared: frozenset[Plan] | None = None

    def next_batch(self) -> tuple[Job, ...]:
        """Pending requests of the current stage; an empty batch means the crawl is done."""
        while True:
            stage = self.store.get("stage", "leads")
            batch = _STAGES[stage](self)
            if batch or stage == "done":
                return batch
            following = _ORDER[_ORDER.index(stage) + 1]
            if stage == "leads":
                self.build_columns()
            else:
                with self.store.transaction():
                    self.store.put("stage", following)

    def _leads(self) -> tuple[Job, ...]:
        return self.frontier.pending(("home", "probe", "sitemap", "column", "script", "feature"))

    # ---- walking --------------------------------------------------------------------------

    def _walk(self) -> tuple[Job, ...]:
        """One step of every column that is not finished, as one batch."""
        open_jobs = self.frontier.pending(("list", "detail"))
        if open_jobs:
            return open_jobs
        targets = self.store.targets()
        extensions = tuple(self.store.get("extensions").split())
        with self.store.transaction():
            for column in self.store.columns():
                if column.kind in _WALKED and not column.stop:
                    self._step(column, targets, extensions)
        return self.frontier.pending(("list", "detail"))

    def _step(
        self, column: StoredColumn, targets: dict[str, Target], extensions: tuple[str, ...]
    ) -> None:
        """Queue the column's next page or the targets its undated rows need, or stop it."""
        walk, entries = self.walk_of(column, targets, extensions)
        unsettled = [e for e in entries if not is_settled(e, targets)]
        if unsettled and len(unsettled) * 2 >= len(entries):
            for entry in unsettled:
                self._open(entry)
            return
        # With --full nothing is past: every page of every list is read.
        asked = _NO_YEAR if self.options.full else self.options.year
        step = filled(self.store, column.id, walk.next_step(asked))
        if step.url:
            self.frontier.add(
                step.url,
                "list",
                column_id=column.id,
                number=step.number,
                plan=step.plan,
                request=step.request,
            )
            return
        write_stop(self.store, column, walk, step)
        doubt_chosen(self.store, column.id, self.own)

    def walk_of(
        self, column: StoredColumn, targets: dict[str, Target], extensions: tuple[str, ...]
    ) -> tuple[Walk, list[Entry]]:
        """The column's walk folded from its stored answers, and its rows on the last page."""
        by_page: dict[int, list[Entry]] = {}
        for entry in self.store.entries(column.id):
            by_page.setdefault(entry.frontier_id, []).append(entry)
        pages: list[WalkPage] = []
        seen: set[str] = set()
        last: list[Entry] = []
        rows = self.store.db.execute(
            "SELECT frontier_id, number, plan, url, state, pager, layout FROM list_page"
            " WHERE column_id = ? ORDER BY frontier_id",
            (column.id,),
        )
        for frontier_id, number, plan, url, state, pager, layout in rows:
            own_rows = by_page.get(frontier_id, [])
            walk_rows = tuple(walk_row(e, targets, seen) for e in own_rows)
            seen.update(e.content_id for e in own_rows)
            last = own_rows or last
            reading = load_pager(pager)
            pages.append(WalkPage(number, plan, url, PageState(state), walk_rows, reading, layout))
        first = pages[0].pager if pages else None
        plans = tuple(p for p in (first.plans if first else ()) if p not in self._shared_plans())
        if family := self.families.of(column.id):
            plans, extensions = family.ordered(plans), family.endings(extensions)
        probes = () if any(p.kind == "next" for p in plans) else probe_plans(column.url, extensions)
        return Walk(plans, probes, self._learned(column.id), pages), last

    def _shared_plans(self) -> frozenset[Plan]:
        """Requests that several columns' pages name alike: a hot list or a search, not the list."""
        if self._shared is None:
            rows = self.store.db.execute("SELECT pager FROM list_page WHERE plan = -1")
            counts = Counter(
                plan for (text,) in rows if (pager := load_pager(text)) for plan in pager.plans
            )
            self._shared = frozenset(p for p, n in counts.items() if n > 1 and p.whole)
        return self._shared

    def _learn(self) -> tuple[Job, ...]:
        """Columns whose list only a browser can show, one look each; none without a browser."""
        if not self._may_look():
            return ()
        return opaque_columns(self.store, _WALKED) or comparisons(self.store)

    def _may_look(self) -> bool:
        return self.options.browser and not self.store.get("browser_off")

    def _learned(self, column_id: int) -> tuple[Plan, ...]:
        """The plan a browser saw at work on this column, if one did."""
        row = self.store.db.execute(
            "SELECT plan FROM learned WHERE column_id = ? AND plan <> ''", (column_id,)
        ).fetchone()
        return (Plan(**json.loads(row[0])),) if row else ()

    # ---- targets --------------------------------------------------------------------------

    def _details(self) -> tuple[Job, ...]:
        """Targets the figures depend on; asked again until no column wants more."""
        open_jobs = self.frontier.pending(("detail", TALLY))
        if open_jobs:
            return open_jobs
        targets = self.store.targets()
        columns = self.store.columns()
        telling = {
            c.id: telling_items(c, self._fetchable(c), targets, self.options.year)
            for c in columns
            if self.opens_items(c)
        }
        year = self.options.year
        for column in columns:
            if column.kind is Kind.LIST and column.id not in telling:
                asking = asking_items(self._fetchable(column), targets, year)
                telling |= {column.id: asking} if asking else {}
        with self.store.transaction():
            past_reports = year_reports(self.store, self.options.year - 1, self.own)
            for entry in (*chosen_items(self.store, telling), *past_reports[:MOST_READ]):
                self._open(entry)
            for column in columns:
                if column.kind in (Kind.LIST, Kind.TOPIC) or column.id in telling:
                    for entry in self._wanted(column, targets):
                        self._open(entry)
        return self.frontier.pending(("detail", TALLY))

    def _open(self, entry: Entry) -> None:
        """Queue a row's target, or read it from the page fetched under another purpose."""
        ident = self.frontier.add(entry.url, "detail")
        row = self.store.db.execute(
            "SELECT purpose, state FROM frontier WHERE id = ?", (ident,)
        ).fetchone()
        if row[0] != "detail" and row[1] != FrontierState.PENDING.value:
            self.read_target(ident, entry.url)

    def _wanted(self, column: StoredColumn, targets: dict[str, Target]) -> list[Entry]:
        """Rows of one column whose target must be opened (docs/counting.md)."""
        fetchable = self._fetchable(column)
        if self.options.full:
            return fetchable
        year = self.options.year
        in_year = [e for e in fetchable if falls_in(e, targets, year)]
        usual = usual_shape(in_year)
        wanted = [e for e in fetchable if Flag.UNDATED in e.flags or is_edge(e, year)]
        wanted += [e for e in in_year if urls.detail_shape(e.url) != usual]
        wanted += [e for e in in_year if settle(e, None).conflict]
        if opens_all(in_year, targets, strangers(self.store)):
            return wanted + in_year
        return wanted + (sample(in_year) or unheard_items(column, fetchable))

    def _fetchable(self, column: StoredColumn) -> list[Entry]:
        """Rows of a column whose target is a page of the own site, each once."""
        rows = {e.content_id: e for e in self.store.entries(column.id)}
        return [
            e
            for e in rows.values()
            if may_be_fetched(e) and self.own(e.url) and Flag.ATTACHMENT not in e.flags
        ]

    def _open_drawn(self) -> tuple[Job, ...]:
        """Columns whose items only a script shows; none without a browser."""
        if not self._may_look():
            return ()
        return article_jobs(self.store) or item_jobs(self.store, self.opens_items, self.own)

    # ---- the end --------------------------------------------------------------------------

    def _recheck(self) -> tuple[Job, ...]:
        """Page one of every walked list once more, to see whether the site moved meanwhile."""
        if self.store.get("recheck_queued"):
            return self.frontier.pending(("recheck",))
        with self.store.transaction():
            for column in self.store.columns():
                if column.kind in (Kind.LIST, Kind.TOPIC) and column.stop not in _UNREAD:
                    self._read_again(column)
            self.store.put("recheck_queued", "1")
        return self.frontier.pending(("recheck",))

    def _read_again(self, column: StoredColumn) -> None:
        """Ask once more for the answer that held page one: the page, or the request for it."""
        row = self.store.db.execute(
            "SELECT f.url, f.method, f.body, f.content_type, f.source FROM list_page l"
            " JOIN frontier f ON f.id = l.frontier_id WHERE l.column_id = ? AND l.number = 1"
            " AND l.state = 'ok' ORDER BY l.plan LIMIT 1",
            (column.id,),
        ).fetchone()
        if row is not None:
            request = (row[1], row[2], row[3], row[4])
            self.frontier.add(row[0], "recheck", column_id=column.id, ring=1, request=request)

    def _done(self) -> tuple[Job, ...]:
        return ()


_UNREAD = ("unread", "external", "app", "empty")
_NO_YEAR = 1
_ORDER = ("leads", "walk", "learn", "details", "open", "recheck", "done")
_STAGES: dict[str, Callable[[Planner], tuple[Job, ...]]] = {
    "leads": Planner._leads,
    "walk": Planner._walk,
    "learn": Planner._learn,
    "details": Planner._details,
    "open": Planner._open_drawn,
    "recheck": Planner._recheck,
    "done": Planner._done,
}
