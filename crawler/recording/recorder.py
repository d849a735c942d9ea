"""Writes what one answer says, in one transaction: page, links found, rows, target, refusal."""

import json
import re
from collections.abc import Callable
from dataclasses import asdict, replace

from crawler import urls
from crawler.columns.leadbook import LeadBook
from crawler.columns.scriptfiles import is_markup, queue_loaded
from crawler.letters.confidences import LETTER, LISTED
from crawler.letters.letterbook import LetterBook
from crawler.letters.listedletters import note_listed_days
from crawler.letters.printedletters import further_rows
from crawler.lists.reading import ListReading, read_list
from crawler.lists.rows import all_dated_rows
from crawler.pages.decode import decode
from crawler.pages.dom import PageDom
from crawler.pages.foreigntext import further_pages
from crawler.pages.lexicon import Lexicon
from crawler.pages.refusedanswers import says_refused
from crawler.pages.softmissing import soft_404_mark
from crawler.paging.walk import PageState
from crawler.recording.otherlist import is_other_list
from crawler.recording.pageparts import part_of
from crawler.recording.storedpager import is_reached, layout_of
from crawler.recording.tallies import TALLY, keep_tally, want_tally
from crawler.records import Entry, FrontierState
from crawler.storage.frontier import FURTHER, IFRAME, Frontier, Job
from crawler.storage.homes import is_front, is_part
from crawler.storage.pagefile import content_type, digest, write_page
from crawler.storage.store import Store
from crawler.storage.storedrows import flags_text
from crawler.storage.targets import TargetBook
from crawler.storage.witnesses import add_doubts, page_doubts
from crawler.transport.refusals import SCRIPT_ONLY
from crawler.transport.results import Fetched, Refused

_TEXT = re.compile(r"html|xml|text|json|javascript|^$", re.I)
_GONE = frozenset({404, 410})


class Recorder:
    """Turns answers into rows of the crawl file. Holds no state a restart would miss."""

    def __init__(
        self,
        store: Store,
        own: Callable[[str], bool],
        words: Lexicon,
        year_bound: int,
        *,
        soft_404: str = "",
    ) -> None:
        self.store = store
        self.frontier = Frontier(store)
        self.own = own
        self.words = words
        self.year_bound = year_bound
        self.soft_404 = soft_404
        self.chrome: frozenset[str] = frozenset()
        self.spent = 0.0  # seconds since the last answer, added up in the file
        self.leads = LeadBook(store, own, words, year_bound)
        self.targets = TargetBook(store, own, year_bound)
        self.targets.soft_404 = soft_404
        self.letters = LetterBook(store, self.targets, words, year_bound)

    def record(self, job: Job, answer: Fetched | Refused) -> None:
        """Store one answer; the request is closed in the same transaction."""
        with self.store.transaction():
            if job.purpose == TALLY:
                keep_tally(self.store, job, answer)
                self.frontier.close(job.id, FrontierState.FETCHED)  # no answer leaves no number
            elif isinstance(answer, Refused):
                self._refused(job, answer)
            else:
                self._fetched(job, answer)
            self._add_up(answer)

    def _add_up(self, answer: Fetched | Refused) -> None:
        """Totals of the run for the report's foot; no figure of the form is read from them."""
        size = answer.size if isinstance(answer, Fetched) else 0
        for key, more in (("requests", answer.requests), ("bytes", size), ("pages", 1)):
            self.store.put(key, str(int(self.store.get(key, "0")) + more))
        self.store.put("seconds", f"{float(self.store.get('seconds', '0')) + self.spent:.3f}")

    def _fetched(self, job: Job, answer: Fetched) -> None:
        kind = content_type(answer)
        decoded = decode(answer.body, kind) if _TEXT.search(kind) else None
        text = decoded.text if decoded else ""
        witnesses = list(answer.witnesses)
        if decoded is not None and decoded.doubtful:
            witnesses.append("mojibake")
        page = PageDom(answer.final_url, text)
        private = self.letters.confidences.kind_of(job, page)
        if job.purpose in ("home", "sitemap", "column") and private != LETTER:
            self.letters.note_counts(page)
        kept = self.letters.kept_text(job, page, private) if private else text
        if job.purpose == "home":
            kept = self.letters.home_text(job, page, text)
            page = PageDom(answer.final_url, kept) if kept != text else page
        markup = is_markup(text, kind)
        loaded = job.source == IFRAME or (job.purpose == "script" and markup)
        if loaded and (not is_part(answer.final_url, text) or self._shows_rows(page)):
            kept, page = "", PageDom(answer.final_url, "")  # anything may be embedded, letters too
        witnesses += [private] if private else []
        write_page(self.store, job.id, answer, decoded, kept, witnesses)
        self.frontier.close(job.id, FrontierState.FETCHED)
        drawn = SCRIPT_ONLY in witnesses or is_front(self.store, digest(answer))
        if private == LETTER:
            self.letters.read(job, page, digest(answer), drawn=drawn)
            return
        if private == LISTED and job.purpose == "column":
            self.letters.list_page(page)
        if private and job.purpose == "column":
            page = PageDom(answer.final_url, kept)  # from here on nobody sees the letters
        if job.purpose in ("home", "sitemap", "column"):
            self.leads.read(job, page)
        elif job.purpose == "list":
            unread = self._list(job, page)
            self._doubt(job.column_id, page_doubts(page, witnesses, job.number, unread))
        elif job.purpose == "detail":
            self.targets.write(job.url, page, is_drawn=drawn)
            want_tally(self.frontier, page, job.url, self.own)
        elif job.purpose == "script" and not markup:
            queue_loaded(self.store, text, self.own)
        elif job.purpose == "feature" and job.source != FURTHER:
            for url in further_pages(page, self.own):
                if not self.frontier.known(url, ring=2):
                    self.frontier.add(url, "feature", ring=2, request=("GET", "", "", FURTHER))
        elif job.purpose == "recheck":
            self._recheck(job, page)
        elif job.purpose == "probe":
            front = is_front(self.store, digest(answer))  # of any address: none is missing then
            self.store.put("front", "1" if front else "")
            self.store.put("soft_404", "" if front else soft_404_mark(text))

    def _shows_rows(self, page: PageDom) -> bool:
        """Whether an embedded page shows dated rows: a whole page, also when it has a footer."""
        return bool(all_dated_rows(page, self.year_bound))

    def _refused(self, job: Job, answer: Refused) -> None:
        gone = answer.status in _GONE
        self.store.db.execute(
            "INSERT INTO refusal (frontier_id, url, kind, signature, column_id)"
            " VALUES (?, ?, ?, ?, ?)",
            (job.id, answer.url, answer.kind, answer.signature, job.column_id),
        )
        state = FrontierState.FAILED
        if job.purpose in ("probe", "recheck", "feature") or (job.purpose == "list" and gone):
            state = FrontierState.FETCHED  # "there is no such page" is the answer asked for
        embedded = job.source == IFRAME
        if embedded:
            state = FrontierState.FETCHED  # the home page stands without it
        if (job.purpose in ("list", "probe", "feature") or embedded) and gone:
            self.store.db.execute("DELETE FROM refusal WHERE frontier_id = ?", (job.id,))
        if answer.kind in ("robots", "foreign"):
            state = FrontierState.SKIPPED
        error = answer.detail or answer.signature
        self.frontier.close(job.id, state, f"{answer.kind}:{error}")
        if job.purpose == "recheck":
            self._doubt(job.column_id, ("结束前复核栏目首页没有打开，不能确定采集期间有无变动",))
        if job.purpose == "list":
            page_state = PageState.MISSING if gone else PageState.REFUSED
            self._list_page(job, page_state, None)
        elif job.purpose == "detail":
            special = {"foreign": "offsite", "robots": "unopened"}
            told = special.get(answer.kind, "dead" if gone else "refused")
            note = answer.location or f"{answer.kind} {answer.signature}".strip()
            self.targets.refused(job.url, told, note)

    # ---- rows -----------------------------------------------------------------------------

    def _list(self, job: Job, page: PageDom) -> int:
        """Rows of page N of a list; whether it brought anything new decides its state.

        Returns how many links of the list became no row, where the page counts.
        """
        part = part_of(self.store, job, page)
        layout = layout_of(self.store, job)
        reading = read_list(part, self.chrome, self.year_bound, like=layout)
        reading = replace(reading, entries=self.letters.veiled(job.column_id, reading.entries))
        reading = further_rows(self.store, job.column_id, part, reading, self.year_bound)
        known = self._known(job)
        if reading.block.rivals:
            self._doubt(job.column_id, (f"第 {job.number} 页有两组带日期的条目",))
        elsewhere = urls.canonical(page.url) != urls.canonical(job.url)
        missing = bool(self.soft_404) and soft_404_mark(page.text) == self.soft_404
        if elsewhere or missing:
            state = PageState.MISSING  # sent to another page, or told so with status 200
        elif reading.is_void and says_refused(page.text) and is_reached(self.store, job):
            state = PageState.REFUSED
        elif reading.is_void or is_other_list(self.store, job, page, reading, layout):
            state = PageState.EMPTY
        elif all(entry.content_id in known for entry in reading.entries):
            state = PageState.REPEAT
        else:
            state = PageState.OK
        self._list_page(job, state, reading)
        if state is not PageState.OK:
            return 0
        if self.letters.confidences.is_private(job.column_id):
            self.letters.list(reading.entries)
            note_listed_days(self.store, part, self.year_bound)
        self.write_entries(job.id, job.column_id or 0, job.number, reading.entries)
        return reading.block.unread

    def _known(self, job: Job) -> set[str]:
        """Rows seen before in the same walk; a request that brings page one starts afresh."""
        select = "SELECT content_id FROM entry WHERE column_id = ?"
        if job.number == 1:
            return set()
        started = self.store.db.execute(
            "SELECT 1 FROM list_page WHERE column_id = ? AND plan = ? AND number = 1",
            (job.column_id, job.plan),
        ).fetchone()
        if started is None:
            return {row[0] for row in self.store.db.execute(select, (job.column_id,))}
        rows = self.store.db.execute(
            f"{select} AND frontier_id IN"
            " (SELECT frontier_id FROM list_page WHERE column_id = ? AND plan = ?)",
            (job.column_id, job.column_id, job.plan),
        )
        return {row[0] for row in rows}

    def _recheck(self, job: Job, page: PageDom) -> None:
        """Page one read again: rows of the year that came or went while the list was walked."""
        before = {
            row[0]: row[1]
            for row in self.store.db.execute(
                "SELECT content_id, date FROM entry WHERE frontier_id ="
                " (SELECT frontier_id FROM list_page WHERE column_id = ?1 AND number = 1"
                "  AND state = 'ok' ORDER BY plan LIMIT 1) AND column_id = ?1",
                (job.column_id,),
            )
        }
        reading = read_list(part_of(self.store, job, page), self.chrome, self.year_bound)
        rows = self.letters.veiled(job.column_id, reading.entries)
        now = {entry.content_id: entry.date for entry in rows}
        year = int(self.store.get("year"))
        fresh = [d for key, d in now.items() if key not in before and (d is None or d.year == year)]
        gone = len(before.keys() - now.keys()) - len(now.keys() - before.keys())
        if fresh or gone > 0:
            self._doubt(job.column_id, ("采集期间栏目首页有变动，条数可能不准",))

    def _doubt(self, column_id: int | None, doubts: tuple[str, ...]) -> None:
        if doubts:
            add_doubts(self.store, column_id, doubts)

    def _list_page(self, job: Job, state: PageState, reading: ListReading | None) -> None:
        self.write_list_page(
            job.id, job.column_id or 0, job.number, job.plan, job.url, state, reading
        )

    def write_list_page(
        self,
        frontier_id: int,
        column_id: int,
        number: int,
        plan: int,
        url: str,
        state: PageState,
        reading: ListReading | None,
    ) -> None:
        """One line of the column's walk."""
        pager = json.dumps(asdict(reading.pager), ensure_ascii=False) if reading else ""
        layout = reading.block.path if reading else ""
        self.store.db.execute(
            "INSERT OR REPLACE INTO list_page VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (frontier_id, column_id, number, plan, url, state.value, pager, layout),
        )

    def write_entries(
        self, frontier_id: int, column_id: int, number: int, entries: tuple[Entry, ...]
    ) -> None:
        """Rows of one page of a column."""
        self.store.db.executemany(
            "INSERT INTO entry (column_id, frontier_id, page, position, title, href, url,"
            " content_id, raw_date, date, date_source, flags)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    column_id,
                    frontier_id,
                    number,
                    e.position,
                    e.title,
                    e.href,
                    e.url,
                    e.content_id,
                    e.raw_date,
                    e.date.isoformat() if e.date else None,
                    e.date_source.value,
                    flags_text(e.flags),
                )
                for e in entries
            ],
        )
