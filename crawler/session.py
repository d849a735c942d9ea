"""One run of a crawl: opens the start page, works through the planner's batches, seals."""

import hashlib
import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta, timezone
from typing import Any

from crawler import profile as profiles
from crawler import urls
from crawler.addressing import first_hosts, is_own_check
from crawler.columns.articlecolumns import drop_articles
from crawler.columns.proposal import of_letters, propose
from crawler.columns.strayrows import drop_strays
from crawler.errors import UsageError
from crawler.familiar import choose
from crawler.families import load_families
from crawler.opening import opens_items
from crawler.options import PROJECT_URL, CrawlOptions
from crawler.otherhosts import undecided_hosts
from crawler.outage import Outage
from crawler.pages.lexicon import load_lexicon
from crawler.planner import Planner, PlanOptions
from crawler.progress import Progress
from crawler.recording.recorder import Recorder
from crawler.recording.tree import ColumnBuilder
from crawler.records import ColumnChoice, DateSource, FrontierState, SiteProfile
from crawler.start import check_home, check_robots, door
from crawler.storage.frontier import Frontier, Job
from crawler.storage.store import Store
from crawler.transport.fetch import Fetcher, FetchOptions, Refused, Target
from crawler.transport.results import Fetched

BEIJING = timezone(timedelta(hours=8))
_LOOKS = ("learn", "compare", "open", "show")
_STAGES = {
    "leads": "查找栏目",
    "walk": "翻阅栏目",
    "learn": "浏览器核对",
    "details": "核对条目",
    "open": "浏览器核对",
    "recheck": "复核首页列表",
    "look": "浏览器核对",
    "done": "收尾",
}


class Session:
    """Everything a run of the spider needs; what must survive it is in the store."""

    def __init__(
        self, options: CrawlOptions, store: Store, listener: Callable[[Progress], None]
    ) -> None:
        self.options = options
        self.store = store
        self.listener = listener
        self.failure: BaseException | None = None
        self.interrupted = False
        self.sealed = False
        self.words = load_lexicon()
        load_families()  # a data file that is not understood ends the run before any request
        self.profile = self._profile()
        self.own = is_own_check(self.profile)
        self._clock = time.monotonic()
        self._looker: Any = None

    @property
    def fetch_options(self) -> FetchOptions:
        """How this run behaves towards the site."""
        contact = self.profile.options.get("contact", "")
        return FetchOptions(
            home_url=self.options.url,
            user_agent=f"nianbao/{self.options.version}",
            contact=f"+{PROJECT_URL}{'; ' + contact if contact else ''}",
            rate=self.options.rate,
            tls_exceptions=frozenset(self.profile.options.get("tls_exceptions", "").split()),
        )

    def _profile(self) -> SiteProfile:
        loaded = profiles.load(self.options.profile_file or self.options.site_file)
        hosts = loaded.hosts or first_hosts(self.options.url)
        return SiteProfile(self.options.url, hosts, loaded.columns, loaded.unit, loaded.options)

    def prepare(self) -> None:
        """Write the crawl's settings on its first run; check them on a later one."""
        known = self.store.get("home_url")
        if known and urls.canonical(known) != urls.canonical(self.options.url):
            raise UsageError(
                f"这里存有另一个起始网址的采集（{known}）；要从新网址开始，请加 --fresh"
            )
        with self.store.transaction():
            if not known:
                now = datetime.now(BEIJING).isoformat(timespec="seconds")
                for key, value in {
                    "home_url": self.options.url,
                    "year": str(self.options.year),
                    "version": self.options.version,
                    "started_at": now,
                    "stage": "leads",
                    "full": "1" if self.options.full else "",
                }.items():
                    self.store.put(key, value)
                choose(self.store, wanted=self.options.families)
                Frontier(self.store).add(self.options.url, "home")
            elif self.options.full:
                self.store.put("full", "1")
            self.store.db.execute(
                "UPDATE frontier SET state = 'pending' WHERE purpose = 'home' AND state = 'failed'"
            )
        if not self.options.site_file.is_file() and self.options.profile_file is None:
            profiles.write(self.options.site_file, self.options.url, self.profile.hosts, ())

    async def run(self, crawler: Any) -> None:
        """The whole crawl. Raises UnreadableSiteError when there is nothing to read."""
        fetcher = Fetcher(crawler, self.fetch_options, self.own)
        started = datetime.fromisoformat(self.store.get("started_at"))
        bound = max(self.options.year, started.year)
        recorder = Recorder(
            self.store, self.own, self.words, bound, soft_404=self.store.get("soft_404")
        )
        recorder.chrome = frozenset(r[0] for r in self.store.db.execute("SELECT key FROM chrome"))
        await self._open(fetcher, recorder)
        if self.options.browser and not self.store.get("browser_off"):
            await self._browser().see_home(recorder)
        builder = ColumnBuilder(self.store, recorder, self.own, self.words, bound)
        planner = Planner(
            self.store,
            PlanOptions(
                self.options.year, bool(self.store.get("full")), browser=self.options.browser
            ),
            self.own,
            builder.build,
            recorder.targets.read_target,
            opens_items(self.words, recorder.letters.confidences.is_private),
        )
        while batch := planner.next_batch():
            await self._work(batch, fetcher, recorder)
        await self._look()
        self._seal(recorder)

    async def _open(self, fetcher: Fetcher, recorder: Recorder) -> None:
        """Robots, then the home page and where it forwards to; then the probe for soft 404s."""
        check_robots(await fetcher.robots(self.options.url), self.options.url)
        frontier = Frontier(self.store)
        needed = {self.options.url}
        while homes := frontier.pending(("home",)):
            job = homes[0]
            answer = await fetcher.fetch(Target(job.url))
            self._record(recorder, job, answer, fetcher, len(homes))
            if job.url not in needed:
                continue  # a part of a frameset: its absence is no refusal
            onward = check_home(job.url, answer, self.own)
            if onward:
                needed.add(onward)
            elif isinstance(answer, Fetched):
                onward = door(answer, self.own)
            if onward:
                with self.store.transaction():
                    self.store.put("home_page", onward)
                    frontier.add_home(onward)
        name = hashlib.sha256(self.options.url.encode()).hexdigest()[:10]
        with self.store.transaction():
            ident = frontier.add(urls.join(self.options.url, f"/no-such-page-{name}.html"), "probe")
        jobs = [job for job in frontier.pending(("probe",)) if job.id == ident]
        await self._work(jobs, fetcher, recorder)
        recorder.soft_404 = recorder.targets.soft_404 = self.store.get("soft_404")

    async def _work(self, batch: Sequence[Job], fetcher: Fetcher, recorder: Recorder) -> None:
        """Fetch and record a batch, one open request at a time, in order."""
        outage = Outage(fetcher)
        for done, job in enumerate(batch):
            if job.purpose in _LOOKS:
                await self._browser().look(job, fetcher, recorder)
                continue
            for asked, answer in await outage.ask(job):
                self._record(recorder, asked, answer, fetcher, len(batch) - done - 1)
        for asked, answer in await outage.end():
            self._record(recorder, asked, answer, fetcher, 0)

    def _record(
        self, recorder: Recorder, job: Job, answer: Fetched | Refused, fetcher: Fetcher, left: int
    ) -> None:
        now = time.monotonic()
        spent, self._clock = now - self._clock, now
        recorder.spent = spent
        recorder.record(job, answer)
        self._tell(job, fetcher, left)

    def _tell(self, job: Job, fetcher: Fetcher, left: int) -> None:
        counted = self.store.db.execute(
            "SELECT count(*), coalesce(sum(stop <> ''), 0) FROM col"
        ).fetchone()
        pages = int(self.store.get("pages", "0"))
        self.listener(
            Progress(
                stage=_STAGES[self.store.get("stage", "leads")],
                columns_found=counted[0],
                columns_done=counted[1],
                pages=pages,
                pending=left,
                requests=fetcher.total_requests,
                rate=fetcher.delay_reason,
                url=job.url,
            )
        )

    async def _look(self) -> None:
        """The home page's picture for the report."""
        if self.options.browser:
            await self._browser().run()

    def _browser(self) -> Any:
        """The crawl's browser, made when first needed."""
        if self._looker is None:
            from crawler.looking import Looker

            self._looker = Looker(self.store, self.fetch_options, self.own, self.options)
        return self._looker

    async def close(self) -> None:
        """End what was started beside the crawl."""
        if self._looker is not None:
            await self._looker.close()

    def _seal(self, recorder: Recorder) -> None:
        """Write site.toml's proposals, close the ledger, and make the file a plain one."""
        with self.store.transaction():
            recorder.letters.scrub()
        with self.store.transaction():
            drop_articles(self.store, self.words, self.options.year + 1)
            drop_strays(self.store)
        choices = self._proposals()
        if self.options.profile_file is None:
            self._write_profile(choices)
        states = self.store.states()
        failures = [p for p, _ in self.store.failures() if p in ("home", "column", "list")]
        complete = states[FrontierState.PENDING] == 0 and not failures
        with self.store.transaction():
            self.store.put("complete", "1" if complete else "")
            self.store.put("sealed_at", datetime.now(BEIJING).isoformat(timespec="seconds"))
        self.store.seal()
        self.sealed = True

    def _proposals(self) -> list[tuple[ColumnChoice, tuple[str, ...]]]:
        """What the crawl proposes for every column, kept in its file too."""
        choices = []
        private = self.store.letter_columns()
        with self.store.transaction():
            for column in self.store.columns():
                if column.archive_of is None:
                    entries = self.store.entries(column.id)
                    dated = any(e.date_source is not DateSource.NONE for e in entries)
                    choice = propose(column, self.words, dated)
                    choice = of_letters(choice) if column.id in private else choice
                    choices.append((choice, column.path))
                    self.store.write_proposal(column.id, choice)
        return choices

    def _write_profile(self, choices: list[tuple[ColumnChoice, tuple[str, ...]]]) -> None:
        """Merge the proposals into site.toml, with hosts a person must decide on."""
        hosts = list(first_hosts(self.options.url))
        named = {h.name for h in self.profile.hosts} | {h.name for h in hosts}
        hosts += undecided_hosts(self.store, named)
        profiles.write(self.options.site_file, self.options.url, hosts, choices)
