"""Whether an answer to "page N" is another list: another block, another column, no continuation.

Numbered addresses are not always pages: ``/list/2.html`` may be the second column. A page reached
by a guess must be nobody else's, and go on in date order unless page one tells of further pages.
"""

import json
import re

from crawler import urls
from crawler.lists.reading import ListReading
from crawler.pages.dom import PageDom, fold
from crawler.paging.formpaging import SOURCE as FORM_SOURCE
from crawler.paging.plan import GUESSES, PROBE
from crawler.records import Flag
from crawler.storage.frontier import Job
from crawler.storage.store import Store

_NUMBERED = re.compile(
    r"^[\W_]*(?:第|page)?\s*\d*\s*(?:[/／]\s*\d+)?\s*(?:页|more|更多|首页|末页|尾页|上页|下页|上一页|下一页|"
    r"next|prev|last)?[\W_]*$",
    re.I,
)
_PAGE_WORDS = re.compile(r"第?\s*\d+\s*页?|[\s\W_]+")
_WHOLE = re.compile(r"<(?:html|head|body|frameset)\b", re.I)


def is_other_list(store: Store, job: Job, page: PageDom, reading: ListReading, layout: str) -> bool:
    """Whether page N belongs to another list than page one, whose block is ``layout``.

    Requests bring no layout. Called for one answer at a time, inside the recorder's transaction.
    """
    guessed = job.source in GUESSES
    if guessed and _is_linked_as_column(store, job.url):
        return True
    if guessed and not _tells_of_more(store, job) and not _falls(store, job, reading):
        return True
    if _is_named_otherwise(store, job, page, titles=guessed):
        return True
    shaped = "<" in reading.block.path or ">" in reading.block.path
    fragment = job.method == "POST" and job.source != FORM_SOURCE
    data = ".records" in reading.block.path or fragment or job.number == 1
    other = bool(layout and shaped and not data and layout != reading.block.path)
    return other and not _is_piece(page, reading.block.path, layout)


def _is_piece(page: PageDom, path: str, layout: str) -> bool:
    """Whether an answer without a page around it holds the inner part of page one's layout."""
    inner = path.removeprefix("html>body>")
    return _WHOLE.search(page.text) is None and ">" in inner and layout.endswith(f">{inner}")


def _tells_of_more(store: Store, job: Job) -> bool:
    """Whether page one itself speaks of further pages; a blind try has no such word."""
    row = store.db.execute(
        "SELECT pager FROM list_page WHERE column_id = ? AND number = 1 ORDER BY plan LIMIT 1",
        (job.column_id,),
    ).fetchone()
    return bool(row and row[0]) and job.source != PROBE and json.loads(row[0])["signal"]


def _falls(store: Store, job: Job, reading: ListReading) -> bool:
    """Whether every row is as old as the oldest row before it, or older."""
    before = [
        e.date for e in store.entries(job.column_id or 0) if e.date and Flag.PINNED not in e.flags
    ]
    found = [e.date for e in reading.entries if e.date and Flag.PINNED not in e.flags]
    return bool(before and found) and max(found) <= min(before)


def _is_linked_as_column(store: Store, url: str) -> bool:
    """Whether the site itself links the address under a name, not as a page of a list."""
    rows = store.db.execute("SELECT name FROM lead WHERE key = ?", (urls.canonical(url),))
    return any(not _NUMBERED.match(name) for (name,) in rows)


def _is_named_otherwise(store: Store, job: Job, page: PageDom, *, titles: bool) -> bool:
    """Whether the page calls itself another column than page one does; by its title if asked."""
    row = store.db.execute(
        "SELECT frontier_id FROM col WHERE id = ?", (job.column_id or 0,)
    ).fetchone()
    stored = store.page(row[0]) if row and row[0] is not None else None
    if stored is None or not stored.text:
        return False
    first = PageDom(stored.final_url, stored.text)
    names = {fold(one.meta_value("ColumnName")) for one in (first, page)} - {""}
    shown = {_PAGE_WORDS.sub("", one.title) for one in (first, page)} - {""}
    return len(names) > 1 or (titles and len(shown) > 1)
