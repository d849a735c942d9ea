"""Rows of a rendered list that carry no address: two are pressed to learn where such rows lead."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from crawler import urls
from crawler.lists.reading import read_list
from crawler.pages.dom import PageDom
from crawler.probes.following import followed, name_rows
from crawler.records import Entry, Flag

if TYPE_CHECKING:
    from crawler.browser.render import Browser

_PRESSED = 2  # as many as agree on a rule


async def unlinked_rows(browser: "Browser", url: str, bound: int) -> tuple[Entry, ...]:
    """Rows of a list whose titles act when pressed, those pressed with the address they led to.

    The rows as they are where they have addresses. ``bound`` is the latest year believed.
    Raises RenderError.
    """
    rendered = await browser.render(url, then=name_rows)
    entries = read_list(PageDom(rendered.url, rendered.html), frozenset(), bound).entries
    rows = [e for e in entries if Flag.PLACEHOLDER not in e.flags]
    if len(rows) < _PRESSED or any(e.url for e in rows):
        return tuple(entries)
    titles = list(dict.fromkeys(e.title for e in rows))[:_PRESSED]
    async with browser.opened(url) as (page, _):
        led = await followed(page, titles)
    return tuple(_led(e, led[e.title]) if e.title in led else replace(e, href="") for e in rows)


def _led(entry: Entry, url: str) -> Entry:
    """An entry with its address, from the root of the site on."""
    path = "/" + url.partition("://")[2].partition("/")[2]
    flags = entry.flags - {Flag.SCRIPTED}
    return replace(entry, href=path, url=url, content_id=urls.content_id(url), flags=flags)


def by_title(shown: Sequence[Entry], brought: Sequence[Entry]) -> list[Entry]:
    """The rows on the screen, those without an address known by their title among others."""
    idents = {e.title: e.content_id for e in brought}
    return [e if e.url else replace(e, content_id=idents.get(e.title, e.content_id)) for e in shown]
