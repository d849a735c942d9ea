"""Pages of columns that only a script shows and that answer the form by themselves.

A catalogue of services, surveys with their opinions beside them: the audits read such a page where
it was sent; where it was drawn, it is kept as it stood. A mailbox never is.
"""

from crawler import urls
from crawler.letters.letter import looks_like_letter
from crawler.letters.spoken import answers_in_person
from crawler.pages.dom import PageDom
from crawler.pages.lexicon import load_lexicon
from crawler.records import FrontierState
from crawler.storage.frontier import Frontier, Job
from crawler.storage.homes import is_shell
from crawler.storage.pagefile import write_rendered
from crawler.storage.store import Store
from crawler.transport.visit import Rendered

_BOXES = frozenset({"services", "surveys", "interviews"})


def keep_screen(store: Store, job: Job, screen: PageDom | None) -> None:
    """Keep what a look at a column showed, if the form is answered there (inside a transaction)."""
    if screen is None or not (is_shell(store) or urls.is_route(job.url)):
        return
    row = store.db.execute("SELECT name FROM col WHERE id = ?", (job.column_id,)).fetchone()
    boxes = set(load_lexicon().boxes_of_name(row[0])) if row else set()
    if not boxes or not boxes <= _BOXES or looks_like_letter(screen) or answers_in_person(screen):
        return
    frontier = Frontier(store)
    ident = frontier.add(job.url, "column")
    write_rendered(store, ident, Rendered(screen.text, screen.url, 200, ()), screen.text)
    frontier.close(ident, FrontierState.FETCHED)
