"""Which part of an answer is a column's list, known from where its first page lay."""

import json

from crawler.columns.views import section
from crawler.pages.dom import PageDom
from crawler.pages.islands import place_of
from crawler.paging.endpoints import SEEN
from crawler.recording.storedpager import load_pager
from crawler.storage.frontier import Job
from crawler.storage.store import Store


def _link(store: Store, job: Job) -> str:
    """The rule of the rows' addresses: of the request asked, or taught by a browser."""
    first = store.db.execute(
        "SELECT pager FROM list_page WHERE column_id = ? AND plan = -1", (job.column_id,)
    ).fetchone()
    pager = load_pager(first[0]) if first else None
    if template := next((p.link for p in (pager.plans if pager else ()) if p.link), ""):
        return template
    row = store.db.execute(
        "SELECT plan FROM learned WHERE column_id = ? AND plan <> ''", (job.column_id,)
    ).fetchone()
    own = job.purpose == "recheck" or job.source == SEEN
    return str(json.loads(row[0])["link"]) if row and own else ""


def part_of(store: Store, job: Job, page: PageDom) -> PageDom:
    """The page cut to the column's section, or told where in its data the rows lay on page one.

    A list beside it (recommended, most read) must not be taken for a short last page.
    """
    rule = "" if job.purpose == "recheck" else "AND plan = ?2"
    row = store.db.execute(
        "SELECT layout FROM list_page WHERE column_id = ?1 AND number = 1 AND state = 'ok'"
        f" {rule} ORDER BY plan LIMIT 1",
        (job.column_id, job.plan)[: 2 if rule else 1],
    ).fetchone()
    link = _link(store, job)
    place = place_of(row[0]) if row is not None else ""
    if place or link:
        return PageDom(page.url, page.text, place, link)
    row = store.db.execute("SELECT url FROM col WHERE id = ?", (job.column_id,)).fetchone()
    fragment = str(row[0]).partition("#")[2] if row else ""
    markup = section(page, fragment) if fragment else ""
    return PageDom(page.url, markup) if markup else page
