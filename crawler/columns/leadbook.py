"""Writes down where columns may be: every lead of a page, and which pages it leads to next."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace

from crawler import urls
from crawler.columns.bestleads import names_of
from crawler.columns.leads import Lead, read_leads
from crawler.columns.scriptfiles import queue_footer, queue_scripts
from crawler.columns.views import tree_links
from crawler.lists.rows import RowBlock, all_dated_rows, read_rows
from crawler.pages import articles, features, shapes
from crawler.pages.dom import PageDom, is_hidden
from crawler.pages.lexicon import Lexicon, is_directory
from crawler.records import Row
from crawler.storage.frontier import COLUMN_BUDGET, DEPTH_LIMIT, IFRAME, PART, Frontier, Job
from crawler.storage.store import Store

_TEMPLATE_BUDGET = 60  # addresses of one shape that may become columns
_FEATURE_TARGETS = 8  # pages and scripts behind entries of features, opened to tell what they are


_IFRAMES = 6  # embedded pages that are read as parts of the home page
_FEW_ROWS = 10  # a page of a longer list shows at least this many, or a script goes on
_BUDGETED = frozenset({"link", "footer", "topic", "more"})  # menus are as long as they are


class LeadBook:
    """Queues columns to open; what it counts is rebuilt from the crawl file."""

    def __init__(
        self, store: Store, own: Callable[[str], bool], words: Lexicon, year_bound: int
    ) -> None:
        self.store = store
        self.frontier = Frontier(store)
        self.own = own
        self.words = words
        self.year_bound = year_bound
        self._shapes = Counter(
            urls.detail_shape(row[0])
            for row in store.db.execute("SELECT url FROM frontier WHERE purpose = 'column'")
        )

    def lead_name(self, url: str) -> str:
        """The name an address was first linked by; empty when nobody linked it."""
        return names_of(self.store, url).name

    def read(self, job: Job, page: PageDom) -> None:
        """Queue every column the page points to, one level deeper than the page itself."""
        depth = self._depth(job)
        if depth >= DEPTH_LIMIT:
            return
        block = read_rows(page, year=self.year_bound)
        onward = articles.forward(page.url, page.text)
        if onward and self.own(onward) and job.purpose != "home":
            self._add_lead(job, Lead(onward, self.lead_name(job.url), (), "link"), depth)
        if job.purpose == "column" and len(block.rows) < _FEW_ROWS:
            queue_scripts(self.store, page, self.own)
        dated = all_dated_rows(page, self.year_bound)
        listed = RowBlock(_articles(page, dated) if dated else block.rows, "", True, 1)
        found = read_leads(
            page,
            self.own,
            self.words,
            listed,
            home=job.purpose == "home",
            sitemap=job.purpose == "sitemap",
        )
        if job.purpose == "column" and not block.rows and is_directory(self.lead_name(job.url)):
            found = tuple(self._as_topic(job, lead) for lead in found)
        for lead in (*found, *self._topics(job, page, block.rows), *self._nodes(page)):
            self._add_lead(job, lead, depth)
        if job.purpose == "home":
            queue_footer(self.store, page, self.own)
            for url in _sitemaps(page, self.own):
                self.frontier.add(url, "sitemap")
            self._parts(page)
            for url in features.own_targets(page, self.own)[:_FEATURE_TARGETS]:
                if not self.frontier.known(url):
                    self.frontier.add(url, "feature", ring=2)

    def _parts(self, page: PageDom) -> None:
        """Frames of the home page, shown in it, are parts of it."""
        for frame in page.root.iter("frame", "iframe"):
            url = urls.join(page.base, frame.get("src") or "")
            (asked,) = self.store.db.execute(
                "SELECT count(*) FROM frontier WHERE purpose = 'home' AND source = ?", (IFRAME,)
            ).fetchone()
            if not url or not self.own(url) or is_hidden(frame, page.hiding_classes):
                continue
            if frame.tag == "frame":
                self.frontier.add(url, "home")
            elif asked < _IFRAMES and not self.frontier.known(url):
                self.frontier.add(url, "home", ring=PART, request=("GET", "", "", IFRAME))

    def found(self, page: PageDom) -> tuple[Lead, ...]:
        """Leads of a home page, none of them queued."""
        dated = all_dated_rows(page, self.year_bound)
        listed = RowBlock(_articles(page, dated) if dated else (), "", True, 1)
        return read_leads(page, self.own, self.words, listed, home=True, sitemap=False)

    def add(self, job: Job, leads: Iterable[Lead]) -> None:
        """Queue what else a page leads to, by other means than links."""
        for lead in leads:
            self._add_lead(job, lead, self._depth(job))

    def _nodes(self, page: PageDom) -> tuple[Lead, ...]:
        """Columns that a script menu of the page is drawn from."""
        return tuple(
            Lead(url, name, path, "menu")
            for url, name, path in tree_links(page)
            if self.own(url) and shapes.looks_like_column(url, named=True)
        )

    def _topics(self, job: Job, page: PageDom, rows: tuple[Row, ...]) -> tuple[Lead, ...]:
        """Rows of a directory of topics lead to the topics themselves.

        An address of any shape does, if columns of the site are known that have it and no day
        stands beside the row.
        """
        name = page.meta_value("ColumnName") or self.lead_name(job.url)
        if "special_columns" not in self.words.boxes_of_name(name):
            return ()
        found = [(urls.join(page.base, row.href), row) for row in rows if row.href]
        return tuple(
            Lead(url, row.title[:40], (name,), "topic")
            for url, row in found
            if url and self.own(url)
            if shapes.looks_like_column(url) or (not row.raw_date and self._is_column_shape(url))
        )

    def _is_column_shape(self, url: str) -> bool:
        """Whether the menu or the site map leads to addresses of the same shape."""
        return any(
            urls.detail_shape(row[0]) == urls.detail_shape(url)
            for row in self.store.db.execute(
                "SELECT url FROM lead WHERE source IN ('nav', 'sitemap', 'crumb')"
            )
        )

    def _as_topic(self, job: Job, lead: Lead) -> Lead:
        """A link on a directory without rows (a wall of pictures) leads to a topic.

        Also where the wall is a list of short names like a menu; a known column or one named for
        a box is none.
        """
        if lead.source not in ("link", "menu") or lead.path or self.frontier.known(lead.url):
            return lead
        if set(self.words.boxes_of_name(lead.name)) - {"special_columns"}:
            return lead
        return replace(lead, path=(self.lead_name(job.url),))

    def _depth(self, job: Job) -> int:
        row = self.store.db.execute(
            "SELECT min(depth) FROM lead WHERE frontier_id = ?", (job.id,)
        ).fetchone()
        return int(row[0]) if row and row[0] is not None else 0

    def _add_lead(self, job: Job, lead: Lead, depth: int) -> None:
        key = urls.canonical(lead.url, fragment=True)
        fresh = not self.frontier.known(lead.url)
        if fresh:
            shape = urls.detail_shape(lead.url)
            self._shapes[shape] += 1 if lead.source in _BUDGETED else 0
            total = self.store.db.execute(
                "SELECT count(*) FROM frontier WHERE purpose = 'column'"
            ).fetchone()[0]
            if total >= COLUMN_BUDGET or self._shapes[shape] > _TEMPLATE_BUDGET:
                self.store.put("columns_cut", lead.url)
                return
        ident = self.frontier.add(lead.url.partition("#")[0], "column")
        self.store.db.execute(
            "INSERT OR IGNORE INTO lead (key, url, name, path, source, depth, frontier_id, seen_on)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                key,
                lead.url,
                lead.name,
                json.dumps(lead.path, ensure_ascii=False),
                lead.source,
                depth + 1,
                ident,
                job.id,
            ),
        )


def _articles(page: PageDom, rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """The rows of dated blocks that are articles.

    A row without any day (今天是… stands in the block) may be a column's link, unless its address
    looks like those of the dated rows.
    """
    shapes_of = {row: urls.detail_shape(urls.join(page.base, row.href) or "") for row in rows}
    known = {shapes_of[row] for row in rows if row.raw_date}
    return tuple(row for row in rows if row.raw_date or shapes_of[row] in known)


def _sitemaps(page: PageDom, own: Callable[[str], bool]) -> tuple[str, ...]:
    """Addresses of the site's own map of columns."""
    found: dict[str, None] = {}
    for anchor in page.root.iter("a"):
        text = "".join(anchor.itertext()).strip() or (anchor.get("title") or "")
        url = urls.join(page.base, anchor.get("href") or "")
        if re.fullmatch(r"(网站|站点)(地图|导航)", text.strip()) and url and own(url):
            found[url] = None
    return tuple(found)
