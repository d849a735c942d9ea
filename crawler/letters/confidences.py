"""Which pages show citizens' letters: lists of them, section pages that show some, letters.

A page that any of its names calls a column of letters is one; a page that only the name of a
whole section (互动交流) calls so shows letters among other things.
"""

import re
from collections.abc import Collection

from crawler.columns.bestleads import is_menu, names_of
from crawler.columns.classify import classify
from crawler.columns.naming import column_name
from crawler.letters.letter import looks_like_letter
from crawler.letters.spoken import OF_DELEGATES, answers_in_person
from crawler.lists.reading import read_list
from crawler.pages.breadcrumbs import breadcrumb
from crawler.pages.dom import PageDom
from crawler.pages.lexicon import Lexicon
from crawler.storage.frontier import Job
from crawler.storage.store import Store
from crawler.urls import content_id

LISTED = "letters"  # witness of a stored page: a list of letters, its words taken out
WITHHELD = "withheld"  # witness: a page that shows letters among other things
LETTER = "letter"  # witness: one letter
SPOKEN = "spoken"  # witness beside it: no label told, but how it is written
SECTION = re.compile(r"^(?:互动交流|政民互动|政务互动|公众参与|交流互动|互动|互动平台|公众互动)$")
PUBLIC_ANSWERS = re.compile(r"常见|热点问|知识库|问答")
_BY_WITNESS = (
    "SELECT 1 FROM col c JOIN page p ON p.frontier_id = c.frontier_id"
    " WHERE c.id = ? AND ' ' || p.witnesses || ' ' LIKE '% {} %'"
)


def holds_letters(boxes: Collection[str], name: str) -> bool:
    """Whether a column of these boxes, so named, lists letters; no answers meant for all."""
    return "messages" in boxes and not PUBLIC_ANSWERS.search(name)


class Confidences:
    """Tells what of a page may not be kept. Holds nothing a restart would miss."""

    def __init__(self, store: Store, words: Lexicon, year_bound: int) -> None:
        self.year_bound = year_bound
        self.store = store
        self.words = words

    def kind_of(self, job: Job, page: PageDom) -> str:
        """LISTED, WITHHELD, LETTER or "" (nothing of a letter is on the page)."""
        if job.purpose == "column":
            listed = self._is_listed(job.url) and not is_menu(self.store, job.url)
            if listed and (looks_like_letter(page) or not self._lists_items(page)):
                return LETTER  # the home page leads to it
            return self._column(job, page) or self._unnamed(job, page)
        if job.purpose in ("list", "recheck"):
            hidden = self.is_private(job.column_id) or self.is_section(job.column_id)
            return LISTED if hidden else ""
        if job.purpose == "detail":
            section = self._is_only_of_sections(job.url) and not self._names_another(page)
            known = self._is_listed(job.url) or section
            told = known or looks_like_letter(page) or self.is_spoken(job.url, page)
            return LETTER if told else ""
        return ""

    def _unnamed(self, job: Job, page: PageDom) -> str:
        """What a page is that nothing calls a column of letters: one letter, or many in full."""
        if looks_like_letter(page):
            return LETTER
        if self._lists_items(page) or self._names_another(page) or self._is_kept(page.title):
            return ""
        told = answers_in_person(page)
        if told > 1:
            return LISTED
        return LETTER if told and not is_menu(self.store, job.url) else ""

    def is_spoken(self, url: str, page: PageDom) -> bool:
        """Whether an unlabelled page reads like a letter, in a column that may hold some."""
        columns = self.store.db.execute(
            "SELECT DISTINCT c.name, c.path FROM entry e JOIN col c ON c.id = e.column_id"
            " WHERE e.content_id = ?",
            (content_id(url),),
        ).fetchall()
        if any(self._is_kept(name) or OF_DELEGATES.search(path) for name, path in columns):
            return False
        return not self._names_another(page) and answers_in_person(page) > 0

    def _is_kept(self, name: str) -> bool:
        """Whether what a column lists is published content by its name."""
        kept = OF_DELEGATES.search(name) or PUBLIC_ANSWERS.search(name)
        return bool(kept) or self._is_known(name)

    def _column(self, job: Job, page: PageDom) -> str:
        """What the names of a page say; its own name is believed before a menu's heading."""
        seen = names_of(self.store, job.url)
        name = column_name(page, seen)
        kind = page.meta_value("ColumnType")
        own = self._is_of_letters(name, kind)
        led = {told for told in seen.names if self._is_of_letters(told, "")}
        if not own and all(SECTION.match(told) for told in led) and self._is_known(name):
            return ""  # the heading of a menu leads to its first column: 意见征集
        told = led | ({name} if own else set())
        if not told:
            return ""
        return WITHHELD if all(SECTION.match(name) for name in told) else LISTED

    def _is_of_letters(self, name: str, kind: str) -> bool:
        choice = classify(name, (), "", kind, self.words)
        return holds_letters(choice.boxes, name)

    def _is_known(self, name: str) -> bool:
        return bool(set(self.words.boxes_of_name(name)) - {"messages"})

    def is_private(self, column_id: int | None) -> bool:
        """Whether a column was found to list letters."""
        return column_id in self.store.letter_columns()

    def is_section(self, column_id: int | None) -> bool:
        """Whether a column's page shows letters among other things."""
        return self._is_witnessed(column_id, WITHHELD)

    def _is_witnessed(self, column_id: int | None, word: str) -> bool:
        found = self.store.db.execute(_BY_WITNESS.format(word), (column_id,)).fetchone()
        return found is not None

    def _is_listed(self, url: str) -> bool:
        row = self.store.db.execute(
            "SELECT 1 FROM letter WHERE content_id = ?", (content_id(url),)
        ).fetchone()
        return row is not None

    def _is_only_of_sections(self, url: str) -> bool:
        """Whether a row stands on pages that show letters among other things, and nowhere else."""
        columns = {
            row[0]
            for row in self.store.db.execute(
                "SELECT column_id FROM entry WHERE content_id = ? AND column_id > 0",
                (content_id(url),),
            )
        }
        return bool(columns) and all(self.is_section(column) for column in columns)

    def _names_another(self, page: PageDom) -> bool:
        """Whether a page says that it is of a known column (意见征集) that holds no letters."""
        steps = (page.meta_value("ColumnName"), *(name for _, name in breadcrumb(page)))
        names = [name for name in steps if name and not SECTION.match(name)]
        if any(self._is_of_letters(name, "") for name in names):
            return False
        return any(self._is_known(name) for name in names)

    def _lists_items(self, page: PageDom) -> bool:
        """Whether a page lists items with their days: a column linked beside letters."""
        rows = read_list(page, frozenset(), self.year_bound).entries
        return sum(bool(row.url and row.date) for row in rows) > 1
