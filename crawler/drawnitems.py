"""Items whose own page alone tells what the form asks, and whose page only a script shows.

Letters, surveys, interviews and interpretations are opened in the browser one by one; what is shown
goes the way of any fetched page, so that nothing of a letter stays.
"""

from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

from crawler import urls
from crawler.drawnarticles import is_unanswered, tells
from crawler.lists.settled import is_drawn
from crawler.opening import shares, telling_items
from crawler.pages.dom import PageDom, visible_text
from crawler.recording.recorder import Recorder
from crawler.records import Entry, Flag, StoredColumn, Target
from crawler.sampling import sample
from crawler.storage.frontier import Frontier, Job
from crawler.storage.store import Store
from crawler.transport.fetch import Fetched
from crawler.transport.visit import Rendered

if TYPE_CHECKING:
    from crawler.browser.render import Browser

MOST = 60  # pages of items that are opened in the browser
_BEIJING = timezone(timedelta(hours=8))
_UNFIT = frozenset({Flag.ATTACHMENT, Flag.OFFSITE, Flag.HIDDEN, Flag.PLACEHOLDER, Flag.SCRIPTED})


def item_jobs(
    store: Store, opens: Callable[[StoredColumn], bool], own: Callable[[str], bool]
) -> tuple[Job, ...]:
    """One look at each column with such items; ``number`` is how many of them are opened."""
    done = set(store.get("drawn_items").split())
    targets = store.targets()
    columns = [c for c in store.columns() if opens(c)]
    wishes = {c.id: len(items) for c in columns if (items := _items(store, c, targets, own))}
    given = shares(wishes, MOST)
    return tuple(
        Job(0, c.url, "show", c.id, given[c.id], -1)
        for c in columns
        if given.get(c.id) and str(c.id) not in done
    )


def _items(
    store: Store, column: StoredColumn, targets: dict[str, Target], own: Callable[[str], bool]
) -> list[Entry]:
    rows = {e.content_id: e for e in store.entries(column.id) if e.url and own(e.url)}
    drawn = [
        e
        for e in rows.values()
        if not _UNFIT & set(e.flags)
        and is_drawn(e, told := targets.get(urls.canonical(e.url)))
        and (told is None or told.state != "ok")
    ]
    return telling_items(column, drawn, targets, int(store.get("year")))


async def show_items(
    store: Store, job: Job, browser: "Browser", recorder: Recorder, own: Callable[[str], bool]
) -> None:
    """Open a column's items; one that does not show itself is left as it was.

    Raises NoBrowserError when there is no browser.
    """
    from crawler.browser.render import NoBrowserError, RenderError

    column = next(c for c in store.columns() if c.id == job.column_id)
    private = column.id in store.letter_columns()
    for entry in sample(_items(store, column, store.targets(), own), job.number):
        try:
            rendered = await browser.render(entry.url)
        except NoBrowserError:
            raise
        except RenderError:
            continue
        shown = visible_text(PageDom(rendered.url, rendered.html).root)
        if is_unanswered(rendered) if private else not tells(entry, shown):
            continue  # a letter's title may not stand on its page, nor what did not come
        with store.transaction():
            ident = Frontier(store).add(entry.url, "detail")
        recorder.record(Job(ident, entry.url, "detail", None, 0, -1), _answer(entry.url, rendered))
    with store.transaction():
        store.put("drawn_items", f"{store.get('drawn_items')} {column.id}".strip())


def _answer(url: str, rendered: Rendered) -> Fetched:
    """A page as the browser showed it, as if it had been sent so."""
    body = rendered.html.encode()
    now = datetime.now(_BEIJING).isoformat(timespec="seconds")
    kind = (("content-type", "text/html; charset=utf-8"),)
    asked = len(rendered.requests)
    return Fetched(url, rendered.url, rendered.status or 200, kind, body, (), now, len(body), asked)
