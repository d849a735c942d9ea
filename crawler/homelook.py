"""The home page as a browser shows it, where its source names no columns or holds no footer.

Looked at once, before any column is opened. What it shows is kept beside the source as a page of
its own, marked as rendered; its links are leads like those of the source.
"""

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from crawler import urls
from crawler.columns.leads import Lead
from crawler.pages.dom import PageDom, fold
from crawler.pages.lexicon import Lexicon
from crawler.probes.attempts import picture
from crawler.probes.following import MOST, followed
from crawler.probes.hiding import hide_letters
from crawler.recording.recorder import Recorder
from crawler.records import FrontierState
from crawler.storage.frontier import Frontier, Job
from crawler.storage.homes import (
    has_footer,
    home_address,
    homes_of,
    is_shell,
    shows_media,
    wants_look,
)
from crawler.storage.pagefile import write_rendered
from crawler.storage.store import Store
from crawler.transport.visit import Rendered

if TYPE_CHECKING:
    from crawler.browser.render import Browser

log = logging.getLogger("nianbao")
_NAME_LIMIT = 12
LOOKED = 3  # the round of the frontier under which what the browser shows is kept


async def look_at_home(
    store: Store, browser: "Browser", recorder: Recorder, own: Callable[[str], bool]
) -> None:
    """Render the home page once and record it; raises NoBrowserError when there is no browser."""
    from crawler.browser.render import NoBrowserError, RenderError

    url = home_address(store)
    if store.get("home_looked") or not wants_look(store):
        return
    rendered, led, cut = None, dict[str, str](), False
    try:
        rendered = await browser.render(url)
        names = _unlinked(PageDom(rendered.url, rendered.html), recorder.words)
        if is_shell(store) and names:
            cut = True  # unless all of them were pressed in time
            async with browser.opened(url) as (page, _):
                led = await followed(page, names)
            cut = len(names) > MOST
    except NoBrowserError:
        raise
    except RenderError as error:
        log.warning("not rendered: %s: %s", url, error)
    with store.transaction():
        store.put("home_looked", "1" if rendered is not None else "failed")
        if cut:
            store.put("columns_cut", url)
        if rendered is not None:
            _keep(store, recorder, rendered, led, own)


def _keep(
    store: Store,
    recorder: Recorder,
    rendered: Rendered,
    led: dict[str, str],
    own: Callable[[str], bool],
) -> None:
    """Record what the browser showed, if it is more than the source holds."""
    url, shell = home_address(store), is_shell(store)
    homes = homes_of(store)
    missing = not any(has_footer(page.text) for page in homes) or (
        shows_media(rendered.html) and not any(shows_media(page.text) for page in homes)
    )
    page = PageDom(rendered.url, rendered.html)
    known = {row[0] for row in store.db.execute("SELECT key FROM lead")}
    fresh = [lead for lead in recorder.leads.found(page) if _key(lead) not in known]
    fresh += [Lead(to, name, (), "nav") for name, to in led.items() if own(to)]
    if not (shell or fresh or missing):
        return
    frontier = Frontier(store)
    ident = frontier.add(url, "home", ring=LOOKED)
    job = Job(ident, url, "home", None, 0, -1)
    kept = recorder.letters.home_text(job, page, rendered.html)
    write_rendered(store, ident, rendered, kept)
    frontier.close(ident, FrontierState.FETCHED)
    if shell:
        recorder.leads.read(job, PageDom(rendered.url, kept))
    recorder.leads.add(job, fresh)


def _key(lead: Lead) -> str:
    return urls.canonical(lead.url, fragment=True)


def _unlinked(page: PageDom, words: Lexicon) -> tuple[str, ...]:
    """Names of columns that stand on a page without a link: a script acts when they are pressed."""
    linked = {
        fold("".join(a.itertext()))
        for a in page.root.iter("a")
        if not urls.is_scripted(a.get("href") or "") or urls.is_route(a.get("href") or "")
    }
    texts = (
        fold("".join(node.itertext()))
        for node in page.root.iter("a", "li", "div", "span", "p", "td", "h2", "h3", "h4", "button")
    )
    named = (t for t in texts if 2 <= len(t) <= _NAME_LIMIT and words.boxes_of_name(t))
    return tuple(dict.fromkeys(name for name in named if name not in linked))


async def photograph_home(store: Store, browser: "Browser") -> None:
    """Take the home page's picture once; raises NoBrowserError when there is no browser."""
    from crawler.browser.render import NoBrowserError, RenderError

    url = home_address(store)
    known = store.db.execute("SELECT 1 FROM probe WHERE name = 'home' AND url = ?", (url,))
    if known.fetchone():
        return
    image: bytes | None = None
    try:
        async with browser.opened(url, pictures=True) as (page, _):
            await hide_letters(page, store)
            image = await picture(page, tall=True)
        result = "ok"
    except NoBrowserError:
        raise
    except RenderError as error:
        result = f"failed: {error}"
    with store.transaction():
        store.db.execute(
            "INSERT INTO probe (name, url, result, image) VALUES ('home', ?, ?, ?)",
            (url, result, image),
        )
