"""The links to each candidate column weighed: the one that names it, those to its fragments."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace

from crawler import urls
from crawler.columns.leads import Lead, read_leads
from crawler.columns.naming import Seen
from crawler.columns.views import Pointed
from crawler.lists.rows import read_rows
from crawler.pages.dom import PageDom
from crawler.pages.lexicon import Lexicon
from crawler.storage.store import Store

_SOURCES = ("sitemap", "nav", "crumb", "heading", "menu", "topic", "more", "link", "footer")


def best_leads(store: Store) -> tuple[dict[int, Seen], dict[int, list[Pointed]]]:
    """By candidate: the best link to it, and the links to fragments of it.

    A link to a fragment names the page itself only where no other link does. A directory of topics
    that lists a column says where it hangs, whatever shorter way leads there from the home page.
    """
    best: dict[int, Seen] = {}
    names: dict[int, set[str]] = {}
    hung: dict[int, tuple[str, ...]] = {}
    pointed: dict[int, list[Pointed]] = {}
    rows = store.db.execute(
        "SELECT frontier_id, name, path, source, seen_on, url FROM lead"
        " ORDER BY instr(url, '#') > 0, id"
    )
    for ident, name, path, source, seen_on, url in rows:
        known, fragment = best.get(ident), url.partition("#")[2]
        above = tuple(json.loads(path))
        if fragment:
            pointed.setdefault(ident, []).append(Pointed(fragment, name, above, source))
        if fragment and known is not None:
            continue
        names.setdefault(ident, set()).add(name)
        if source == "topic":
            hung.setdefault(ident, above)
        if known is None or _SOURCES.index(source) < _SOURCES.index(known.source):
            best[ident] = Seen(name, above, source, seen_on, frozenset())
    found = {
        i: replace(s, names=frozenset(names[i]), path=s.path or hung.get(i, ()))
        for i, s in best.items()
    }
    return found, pointed


def names_of(store: Store, url: str) -> Seen:
    """What the links to an address call it, the first one first; empty when nobody linked it."""
    rows = store.db.execute(
        "SELECT name FROM lead WHERE key = ?1 OR substr(key, 1, length(?1) + 1) = ?1 || '#'"
        " ORDER BY instr(key, '#') > 0, id",
        (urls.canonical(url),),
    )
    names = [str(row[0]) for row in rows]
    return Seen(names[0] if names else "", (), "", 0, frozenset(names))


def is_menu(store: Store, url: str) -> bool:
    """Whether the navigation or the site map leads to an address."""
    row = store.db.execute(
        "SELECT 1 FROM lead WHERE key = ? AND source IN ('nav', 'sitemap', 'crumb')",
        (urls.canonical(url),),
    ).fetchone()
    return row is not None


def external_leads(
    store: Store, own: Callable[[str], bool], words: Lexicon, year_bound: int
) -> Iterator[tuple[Lead, int]]:
    """Items of the home page's navigation on other hosts, with the page they stand on."""
    home = next(store.pages("home"), None)
    if home is None:
        return
    dom = PageDom(home.final_url, home.text)
    block = read_rows(dom, year=year_bound)
    for lead in read_leads(dom, lambda u: not own(u), words, block, home=True, sitemap=False):
        if lead.source == "nav" and words.boxes_of_name(lead.name):
            yield lead, home.frontier_id
