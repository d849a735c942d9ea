"""Keeps citizens' letters out of the crawl file: decides what is one, and what stays of it."""

import zlib
from collections.abc import Callable, Collection
from posixpath import dirname
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from crawler import urls
from crawler.letters.cardletters import note_cards
from crawler.letters.confidences import LETTER, LISTED, SECTION, Confidences
from crawler.letters.headings import letters_below
from crawler.letters.letter import folded_letters, read_letter
from crawler.letters.lettercounts import printed_counts
from crawler.letters.mailboxes import columns_of_letters, letter_titles, note_listed, withhold
from crawler.letters.withholding import mask, scrub, skeleton, veiled, without_titles
from crawler.lists.reading import read_list
from crawler.pages.articles import Article
from crawler.pages.dom import PageDom
from crawler.pages.lexicon import Lexicon
from crawler.pages.shapes import looks_like_column
from crawler.records import VEIL, DateSource, Entry
from crawler.storage.frontier import Frontier, Job
from crawler.storage.store import Store
from crawler.storage.storedrows import packed
from crawler.storage.targets import TargetBook

_MENUS = ("nav", "sitemap", "menu", "crumb")
_SCRUBBED = ("home", "sitemap", "column", "list", "detail", "recheck", "feature")


class LetterBook:
    """What the recorder asks before it stores a page. Holds nothing a restart would miss."""

    def __init__(self, store: Store, targets: TargetBook, words: Lexicon, year_bound: int) -> None:
        self.store = store
        self.confidences = Confidences(store, words, year_bound)
        self.targets = targets
        self.words = words
        self.year_bound = year_bound

    def kept_text(self, job: Job, page: PageDom, kind: str) -> str:
        """What is stored of the page's text: nothing of a letter and of rechecks.

        Of further list pages only those with a form are kept: it turns to the next one.
        """
        turned = job.purpose == "list" and page.root.find(".//form") is not None
        if kind == LETTER or not (turned or job.purpose == "column"):
            return ""
        return skeleton(PageDom(page.url, page.text), self._known())  # it changes what it reads

    def note_counts(self, page: PageDom) -> None:
        """Keep the figures a page prints of all letters; its text may not stay."""
        self.store.db.executemany(
            "INSERT OR IGNORE INTO letter_count VALUES (?, ?, ?, ?)",
            [(page.url, told.kind, told.year, told.amount) for told in printed_counts(page)],
        )

    def home_text(self, job: Job, page: PageDom, text: str) -> str:
        """A home page's text without the letters it shows below a heading; they are noted."""
        below = letters_below(page, self.words)
        if not (below.rows or below.texts):
            return text
        idents = {urls.content_id(url): url for url in below.rows}
        self.store.db.executemany(
            "INSERT OR IGNORE INTO letter (content_id, url) VALUES (?, ?)", idents.items()
        )
        for url in filter(looks_like_column, below.rows):
            self._look(job, url)
        return below.emptied(scrub(text, _tester(page.url, set(idents), ())))

    def _look(self, job: Job, url: str) -> None:
        """Have an address opened that may be a column beside a mailbox: its own page tells.

        What the link is called is not kept: it may be a letter's title.
        """
        ident = Frontier(self.store).add(url, "column")
        self.store.db.execute(
            "INSERT OR IGNORE INTO lead (key, url, name, path, source, depth, frontier_id, seen_on)"
            " VALUES (?, ?, '', '[]', 'link', 1, ?, ?)",
            (urls.canonical(url, fragment=True), url, ident, job.id),
        )

    def read(self, job: Job, page: PageDom, body_hash: str) -> None:
        """Keep dates and state of one letter, and its target without a title."""
        letter = read_letter(page, self.year_bound)
        day = letter.published or letter.replied or letter.received
        if self._has_date(job.url):
            day = None  # the day a list shows is of another thing: of the question, of the reply
        source = DateSource.PUBDATE if letter.published else DateSource.BODY
        self.targets.put(
            job.url, "ok", "", Article("", day, source if day else DateSource.NONE, False)
        )
        dates = [
            d.isoformat() if d else None
            for d in (letter.received, letter.replied, letter.published)
        ]
        ident = urls.content_id(job.url)
        self.store.db.execute(
            "INSERT OR IGNORE INTO letter (content_id, url) VALUES (?, ?)", (ident, job.url)
        )
        self.store.db.execute(
            "UPDATE letter SET opened = 1, received = ?, replied = ?, published = ?, answered = ?,"
            " state = ?, body_hash = ?, unit = ?, mark = ? WHERE content_id = ?",
            (*dates, letter.answered, letter.state, body_hash, letter.unit, letter.mark, ident),
        )
        for column in columns_of_letters(self.store, ident) if letter.received else ():
            withhold(self.store, column, self._known())

    def _has_date(self, url: str) -> bool:
        row = self.store.db.execute(
            "SELECT date FROM letter WHERE content_id = ?", (urls.content_id(url),)
        ).fetchone()
        return bool(row and row[0])

    def veiled(self, column_id: int | None, entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
        """Rows of a column of letters without a word of theirs; rows of others as they are."""
        if self.confidences.is_private(column_id) or self.confidences.is_section(column_id):
            return tuple(veiled(entry) for entry in entries)
        return entries

    def list(self, entries: tuple[Entry, ...]) -> None:
        """Note identity and date of letters seen in a list; those without an address stay out."""
        note_listed(self.store, entries)

    def list_page(self, page: PageDom) -> None:
        """Note the letters of a column's first page, also those printed on it in full."""
        entries = read_list(page, frozenset(), self.year_bound).entries
        self.list(entries)
        if any(entry.url for entry in entries):
            return
        note_cards(self.store, page.url, folded_letters(page, self.year_bound))

    def scrub(self) -> None:
        """Empty rows and links of letters on pages stored before anybody knew what they were."""
        db = self.store.db
        letters = {row[0] for row in db.execute("SELECT content_id FROM letter")}
        folders, lists = letter_folders(self.store), letter_lists(self.store)
        letters |= self._beside_headings()
        private = self.store.letter_columns()
        if not letters and not folders:
            return
        titles = letter_titles(self.store)
        marks = ",".join("?" * len(_SCRUBBED))
        for ident, url, body in db.execute(
            "SELECT f.id, p.final_url, p.body FROM page p JOIN frontier f ON f.id = p.frontier_id"
            f" WHERE p.body IS NOT NULL AND f.purpose IN ({marks})",
            _SCRUBBED,
        ).fetchall():
            text = _unpacked(body)
            clean = without_titles(scrub(text, _tester(url, letters, folders, lists)), titles)
            if clean != text:
                db.execute("UPDATE page SET body = ? WHERE frontier_id = ?", (packed(clean), ident))
        rows = db.execute(
            f"SELECT id, title, content_id, column_id FROM entry WHERE title NOT LIKE '{VEIL}%'"
        ).fetchall()
        db.executemany(
            "UPDATE entry SET title = ? WHERE id = ?",
            [
                (mask(title), ident)
                for ident, title, key, column in rows
                if key in letters or column in private
            ],
        )
        keys = [
            (mask(url), urls.canonical(url))
            for (url,) in db.execute("SELECT url FROM letter").fetchall()
        ]
        db.executemany(
            "UPDATE OR REPLACE lead SET name = ? WHERE key = ?"
            " AND source NOT IN ('nav', 'sitemap')",
            keys,
        )
        db.executemany("UPDATE target SET title = '' WHERE key = ?", [(key,) for _, key in keys])

    def _beside_headings(self) -> set[str]:
        """Rows that stand under a heading of a column of letters, read or not, on home pages."""
        columns = {
            urls.canonical(row[0]): row[1]
            for row in self.store.db.execute("SELECT url, name FROM lead")
        }
        private = {
            key
            for key, name in columns.items()
            if "messages" in self.words.boxes_of_name(name) and not SECTION.match(name)
        }
        found: set[str] = set()
        for page in self.store.pages("home"):
            dom = PageDom(page.final_url, page.text)
            for anchor in dom.root.iter("a"):
                if urls.canonical(urls.join(dom.base, anchor.get("href") or "")) in private:
                    found |= _block_rows(anchor, dom.base, set(columns))
        return found

    # ---- what is known --------------------------------------------------------------------

    def _known(self) -> Callable[[str], bool]:
        """Names that are the site's own words: of its menus, or of columns in general."""
        marks = ",".join("?" * len(_MENUS))
        names = {
            row[0]
            for row in self.store.db.execute(
                f"SELECT DISTINCT name FROM lead WHERE source IN ({marks})", _MENUS
            )
        }

        def known(text: str) -> bool:
            if text in names:
                return True
            match = self.words.match(text) if len(text) <= 12 else None
            return match is not None and match.how == "exact"

        return known


def letter_folders(store: Store) -> tuple[str, ...]:
    """Folders that hold nothing but letters, as absolute addresses ending in a slash."""
    found = set()
    for url in letter_lists(store):
        parts = urlsplit(url)
        folder = dirname(parts.path)
        if folder.count("/") >= 2 and not parts.query:
            found.add(f"{parts.scheme}://{parts.netloc}{folder}/")
    return tuple(sorted(found))


def letter_lists(store: Store) -> frozenset[str]:
    """Addresses of pages that list letters: a link to one names the column."""
    rows = store.db.execute(
        f"SELECT final_url FROM page WHERE ' ' || witnesses || ' ' LIKE '% {LISTED} %'"
    )
    return frozenset(row[0] for row in rows)


def _block_rows(heading: HtmlElement, base: str, columns: set[str]) -> set[str]:
    """Identities of the rows in the smallest block around a heading that holds any."""
    for block in list(heading.iterancestors())[:5]:
        links = [urls.join(base, a.get("href") or "") for a in block.iter("a")]
        rows = {urls.content_id(u) for u in links if u and urls.canonical(u) not in columns}
        others = {urls.canonical(u) for u in links if u} & columns
        if rows:
            return rows if len(others) <= 1 else set()
    return set()


def _tester(
    page: str, letters: set[str], folders: tuple[str, ...], lists: Collection[str] = ()
) -> Callable[[str], bool]:
    def is_letter(href: str) -> bool:
        url = urls.join(page, href)
        if not url or url == page:
            return False
        inside = next((f for f in folders if url.startswith(f) and url not in lists), "")
        return bool(inside and "index" not in url[len(inside) :] and url != inside) or (
            urls.content_id(url) in letters
        )

    return is_letter


def _unpacked(body: bytes) -> str:
    return zlib.decompress(body).decode("utf-8")
