"""Keeps citizens' letters out of the crawl file: decides what is one, and what stays of it."""

from crawler import urls
from crawler.letters.askedletters import note_asks
from crawler.letters.cardletters import note_cards
from crawler.letters.confidences import LETTER, SPOKEN, Confidences
from crawler.letters.headings import letters_below
from crawler.letters.heads import note_heads
from crawler.letters.letter import folded_letters, letter_shown, read_letter
from crawler.letters.lettercounts import printed_counts
from crawler.letters.listedletters import completed, note_listed_days
from crawler.letters.mailboxes import columns_of_letters, note_listed, withhold
from crawler.letters.ownwords import own_words
from crawler.letters.printedletters import note_printed
from crawler.letters.scrubbing import page_tester, scrub_crawl
from crawler.letters.wholeletters import letter_parts
from crawler.letters.withholding import scrub, skeleton, veiled
from crawler.lists.reading import read_list
from crawler.pages.articles import Article
from crawler.pages.dom import PageDom
from crawler.pages.lexicon import Lexicon
from crawler.pages.shapes import looks_like_column
from crawler.records import DateSource, Entry
from crawler.storage.frontier import Frontier, Job
from crawler.storage.hollow import is_hollow
from crawler.storage.store import Store
from crawler.storage.targets import TargetBook


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
        fresh = PageDom(page.url, page.text)  # what reads it changes it
        return skeleton(fresh, own_words(self.store, self.words))

    def note_counts(self, page: PageDom) -> None:
        """Keep the figures a page prints of all letters; its text may not stay."""
        counts = printed_counts(page, letter_parts(page, self.year_bound))
        self.store.db.executemany(
            "INSERT OR IGNORE INTO letter_count VALUES (?, ?, ?, ?)",
            [(page.url, told.kind, told.year, told.amount) for told in counts],
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
        return below.emptied(scrub(text, page_tester(page.url, set(idents), ())))

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

    def read(self, job: Job, page: PageDom, body_hash: str, *, drawn: bool = False) -> None:
        """Keep dates and state of one letter, and its target without a title.

        The source of one that a script draws (``drawn``) tells nothing of it.
        """
        if drawn or is_hollow(page, self.store):
            self.targets.write(job.url, page, is_drawn=True)
            return
        letter = read_letter(letter_shown(page), self.year_bound)
        day = letter.published or letter.received or letter.replied
        if self._has_date(job.url):
            day = None  # the day a list shows is of another thing: of the question, of the reply
        source = DateSource.PUBDATE if letter.published else DateSource.BODY
        self.targets.put(
            job.url, "ok", "", Article("", day, source if day else DateSource.NONE, False)
        )
        ident = urls.content_id(job.url)
        self.store.db.execute(
            "INSERT OR IGNORE INTO letter (content_id, url) VALUES (?, ?)", (ident, job.url)
        )
        told = completed(self.store, ident, letter)
        if told is None:
            return
        letter = told
        dates = [
            d.isoformat() if d else None
            for d in (letter.received, letter.replied, letter.published)
        ]
        self.store.db.execute(
            "UPDATE letter SET opened = 1, received = ?, replied = ?, published = ?, answered = ?,"
            " state = ?, body_hash = ?, unit = ?, mark = ? WHERE content_id = ?",
            (*dates, letter.answered, letter.state, body_hash, letter.unit, letter.mark, ident),
        )
        spoken = not letter.received and self.confidences.is_spoken(job.url, page)
        if spoken:
            self.store.db.execute(
                "UPDATE letter SET answered = coalesce(answered, 1) WHERE content_id = ?", (ident,)
            )
            self.store.db.execute(
                "UPDATE page SET witnesses = witnesses || ? WHERE frontier_id = ?",
                (f" {SPOKEN}", job.id),
            )
        if letter.received or spoken:
            self._note_titles(job, page)
        for column in columns_of_letters(self.store, ident) if letter.received or spoken else ():
            withhold(self.store, column, own_words(self.store, self.words))

    def _note_titles(self, job: Job, page: PageDom) -> None:
        """Keep, as hashes, how the titles of a letter begin: its own, and what links call it."""
        heads = [node.text_content() for node in page.root.iter("h1", "h2", "h3")]
        named = self.store.db.execute(
            "SELECT title FROM entry WHERE content_id = ?"
            " UNION SELECT name FROM lead WHERE key = ? AND source NOT IN ('nav', 'sitemap')",
            (urls.content_id(job.url), urls.canonical(job.url)),
        )
        told = (page.title, page.meta_value("ArticleTitle"), *heads, *(row[0] for row in named))
        known = own_words(self.store, self.words)
        note_heads(self.store, (text for text in told if not known(" ".join(text.split()))))

    def _has_date(self, url: str) -> bool:
        row = self.store.db.execute(
            "SELECT date FROM letter WHERE content_id = ?", (urls.content_id(url),)
        ).fetchone()
        return bool(row and row[0])

    def veiled(self, column_id: int | None, entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
        """Rows of a column of letters without a word of theirs; rows of others as they are."""
        if self.confidences.is_private(column_id):
            note_heads(self.store, (entry.title for entry in entries))
        if self.confidences.is_private(column_id) or self.confidences.is_section(column_id):
            return tuple(veiled(entry) for entry in entries)
        return entries

    def list(self, entries: tuple[Entry, ...]) -> None:
        """Note identity and date of letters seen in a list; those without an address stay out."""
        note_listed(self.store, entries)

    def list_page(self, page: PageDom) -> None:
        """Note the letters of a column's first page, also those printed on it in full."""
        note_asks(self.store, page)
        entries = read_list(page, frozenset(), self.year_bound).entries
        note_heads(self.store, (entry.title for entry in entries))
        if note_printed(self.store, page, self.year_bound):
            return
        self.list(entries)
        note_listed_days(self.store, page, self.year_bound)
        if any(entry.url for entry in entries):
            return
        note_cards(self.store, page.url, folded_letters(page, self.year_bound))

    def scrub(self) -> None:
        """Take letters out of what was stored before anybody knew what they were."""
        scrub_crawl(self.store, self.words)
