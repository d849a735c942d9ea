"""Columns of a site whose pages one script draws: what a look at one of them adds to the crawl.

The page may lead to columns that the home page does not name, and may be text instead of a list.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass

from lxml.html import HtmlElement

from crawler import urls
from crawler.columns.classify import classify
from crawler.columns.leads import Lead, read_leads
from crawler.columns.naming import running_text
from crawler.columns.singles import drawn_entry
from crawler.letters.confidences import holds_letters
from crawler.letters.mailboxes import mark_view
from crawler.lists.rows import RowBlock, all_dated_rows
from crawler.pages import shapes
from crawler.pages.dom import PageDom
from crawler.pages.lexicon import is_directory, load_lexicon
from crawler.records import Entry, Kind
from crawler.storage.frontier import Job
from crawler.storage.homes import is_front_of_all, is_shell
from crawler.storage.store import Store
from crawler.storage.storedrows import flags_text

MOST = 40  # columns that are found by looking at others
_SINGLE_TEXT = 100  # characters of running text that make a page of its own
_SEVERAL = 2  # topics that make a directory of a page without rows
_TOPIC = re.compile(r"(?:专题|专栏)$")
_SOURCES = frozenset({"nav", "menu", "heading", "crumb", "more"})


@dataclass(frozen=True, slots=True)
class Drawn:
    """``leads``: columns nobody knew of. ``single``: the page as the one row of its column.

    ``hung``: columns known without a place that are topics of this directory. ``screen``: the page
    as it was drawn.
    """

    leads: tuple[Lead, ...] = ()
    single: Entry | None = None
    screen: PageDom | None = None
    hung: tuple[int, ...] = ()


def read_drawn(
    store: Store, own: Callable[[str], bool], job: Job, page: PageDom, *, is_empty: bool
) -> Drawn:
    """What a rendered column page shows beside rows; nothing on a site that sends its pages.

    ``is_empty``: no row was read on it.
    """
    if not is_shell(store):
        return Drawn(screen=page)
    name, path = _names_of(store, job.column_id or 0)
    leads = tuple(_leads(store, own, page, (*path, name)))
    home = next((p for p in store.pages("home") if p.rendered), None)
    frame = running_text(PageDom(home.final_url, home.text)) if home else 0
    if is_empty and is_directory(name) and (hung := _topics(store, page)):
        return Drawn(leads, hung=hung)
    if not is_empty or running_text(page) - frame < _SINGLE_TEXT:
        return Drawn(leads, screen=page)
    year = int(store.get("year"))
    return Drawn(leads, drawn_entry(job.url, page.text, name, year), screen=page)


def write_drawn(store: Store, column_id: int, drawn: Drawn) -> None:
    """Add columns and the row of a page of text, inside a transaction."""
    home = next(p for p in store.pages("home") if not p.rendered)
    words = load_lexicon()
    for lead in drawn.leads:
        choice = classify(lead.name, lead.path, lead.url, "", words)
        kind = Kind.APP if choice.is_app else Kind.LIST
        stop = "app" if choice.tool else "empty"
        cursor = store.db.execute(
            "INSERT INTO col (url, name, path, kind, column_type, source, archive_of, frontier_id,"
            " method, proof, stop, declared_rows, declared_pages, ordered, doubts, groups)"
            " VALUES (?, ?, ?, ?, '', 'shown', NULL, NULL, 'static', '', ?, NULL, NULL, 0,"
            " '[]', 0)",
            (lead.url, lead.name, json.dumps(lead.path, ensure_ascii=False), kind.value, stop),
        )
        store.db.execute(
            "INSERT INTO list_page VALUES (?, ?, 1, -1, ?, 'empty', '', '')",
            (home.frontier_id, cursor.lastrowid, lead.url),
        )
        if holds_letters(choice.boxes, lead.name):
            mark_view(store, int(cursor.lastrowid or 0))
    name, path = _names_of(store, column_id)
    above = json.dumps((*path, name), ensure_ascii=False)
    store.db.executemany(
        "UPDATE col SET path = ?, kind = ? WHERE id = ?",
        [(above, Kind.TOPIC.value, topic) for topic in drawn.hung],
    )
    if drawn.hung:
        store.db.execute(
            "UPDATE col SET kind = ?, stop = 'aggregate' WHERE id = ?",
            (Kind.AGGREGATE.value, column_id),
        )
    if drawn.single is not None:
        one = drawn.single
        store.db.execute(
            "UPDATE col SET kind = ?, stop = 'single' WHERE id = ?",
            (Kind.SINGLE.value, column_id),
        )
        store.db.execute(
            "INSERT INTO entry (column_id, frontier_id, page, position, title, href, url,"
            " content_id, raw_date, date, date_source, flags)"
            " VALUES (?, ?, 1, 0, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(column_id, home.frontier_id, one.title, one.href, one.url, one.content_id),
                *(one.raw_date, one.date.isoformat() if one.date else None),
                *(one.date_source.value, flags_text(one.flags)),
            ),
        )


def _leads(
    store: Store, own: Callable[[str], bool], page: PageDom, above: tuple[str, ...]
) -> list[Lead]:
    """Columns in the menus of a drawn page that are drawn by the same script and not known yet."""
    known = {
        urls.canonical(row[0], fragment=True) for row in store.db.execute("SELECT url FROM col")
    }
    (found,) = store.db.execute("SELECT count(*) FROM col WHERE source = 'shown'").fetchone()
    block = RowBlock(all_dated_rows(page, int(store.get("year")) + 1), "", True, 1)
    told = read_leads(page, own, load_lexicon(), block, home=False, sitemap=False)
    everywhere = is_front_of_all(store)
    fresh = [
        Lead(lead.url, lead.name, lead.path or above, lead.source)
        for lead in told
        if lead.source in _SOURCES
        and (urls.is_route(lead.url) or (everywhere and "#" not in lead.url))
        and urls.canonical(lead.url, fragment=True) not in known
        and not _is_known_lead(store, lead.url)
        and (lead.source != "more" or not shapes.looks_like_detail(lead.url))
    ]
    return fresh[: max(MOST - int(found), 0)]


def _topics(store: Store, page: PageDom) -> tuple[int, ...]:
    """Columns without a place that a drawn directory shows as pictures or by name, several."""
    linked: dict[str, HtmlElement] = {}
    for anchor in page.root.iter("a"):
        url = urls.join(page.base, anchor.get("href") or "", fragment=True)
        linked.setdefault(urls.canonical(url, fragment=True), anchor)
    rows = store.db.execute(
        "SELECT id, url, name, path FROM col WHERE kind = ? AND source <> 'nav' ORDER BY id",
        (Kind.LIST.value,),
    )
    words = load_lexicon()
    topics = tuple(
        ident
        for ident, url, name, path in rows
        if not any(json.loads(path)) and not set(words.boxes_of_name(name)) - {"special_columns"}
        if (found := linked.get(urls.canonical(url, fragment=True))) is not None
        if found.find(".//img") is not None or _TOPIC.search(name)
    )
    return topics if len(topics) >= _SEVERAL else ()


def _is_known_lead(store: Store, url: str) -> bool:
    row = store.db.execute(
        "SELECT 1 FROM lead WHERE key = ?", (urls.canonical(url, fragment=True),)
    ).fetchone()
    return row is not None


def _names_of(store: Store, column_id: int) -> tuple[str, tuple[str, ...]]:
    name, path = store.db.execute(
        "SELECT name, path FROM col WHERE id = ?", (column_id,)
    ).fetchone()
    return name, tuple(json.loads(path))
