"""Lists that a page turns out to hold once its scripts ran, and what one teaches of the others."""

import json
import re
from dataclasses import asdict, dataclass, replace

from crawler import urls
from crawler.dom import PageDom, anchor_text
from crawler.leads import menu_path
from crawler.plan import Plan
from crawler.records import Kind
from crawler.store import Store

_HAN = re.compile(r"[\u4e00-\u9fff]")
_NAME_LIMIT = 30
_PIECE = re.compile(r"[\w-]+")
_OPAQUE = ("empty", "unproved")


@dataclass(frozen=True, slots=True)
class ShownView:
    """A link of a rendered page to a fragment of itself; ``path`` are the menu names above it."""

    fragment: str
    name: str
    path: tuple[str, ...]


def shown_views(page: PageDom, listed: frozenset[str]) -> tuple[ShownView, ...]:
    """The views a rendered page leads to, at least two; a single link chooses nothing.

    ``listed`` are the titles of its rows, whose links are no views.
    """
    found: dict[str, ShownView] = {}
    here = urls.canonical(page.url)
    for anchor in page.root.iter("a"):
        href, name = anchor.get("href") or "", anchor_text(anchor)
        url = urls.join(page.base, href, fragment=True) if "#" in href else ""
        named = 2 <= len(name) <= _NAME_LIMIT and _HAN.search(name) and name not in listed
        if named and urls.selects(url) and urls.canonical(url) == here:
            fragment = url.partition("#")[2]
            found.setdefault(fragment, ShownView(fragment, name, menu_path(anchor)))
    return tuple(found.values()) if len(found) > 1 else ()


def add_views(store: Store, column_id: int, views: tuple[ShownView, ...]) -> None:
    """Make each view a column of its own that waits for a look; their page is only their index."""
    url, name, path = store.db.execute(
        "SELECT url, name, path FROM col WHERE id = ?", (column_id,)
    ).fetchone()
    known = {row[0] for row in store.db.execute("SELECT url FROM col")}
    for view in views:
        address = f"{url.partition('#')[0]}#{view.fragment}"
        above = json.dumps([*json.loads(path), name, *view.path], ensure_ascii=False)
        if address in known:
            continue
        cursor = store.db.execute(
            "INSERT INTO col (url, name, path, kind, column_type, source, archive_of, frontier_id,"
            " method, proof, stop, declared_rows, declared_pages, ordered, doubts, groups)"
            " SELECT ?, ?, ?, ?, '', 'shown', NULL, NULL, 'static', '', 'empty', NULL, NULL, 0,"
            " '[]', 0",
            (address, view.name, above, Kind.LIST.value),
        )
        store.db.execute(
            "INSERT INTO list_page SELECT frontier_id, ?, 1, -1, ?, 'empty', '', ''"
            " FROM list_page WHERE column_id = ? AND plan = -1",
            (cursor.lastrowid, address, column_id),
        )
    store.db.execute(
        "UPDATE col SET kind = ?, stop = 'aggregate' WHERE id = ?",
        (Kind.AGGREGATE.value, column_id),
    )


def teach_siblings(store: Store, column_id: int, plan: Plan) -> None:
    """Give the request one view was seen to make to the page's other views, its id exchanged.

    Only where the view's id stands in the request exactly once; each is proved by its own walk.
    """
    (url,) = store.db.execute("SELECT url FROM col WHERE id = ?", (column_id,)).fetchone()
    page, _, fragment = str(url).partition("#")
    ident = _ident(fragment)
    rule = re.compile(rf"(?<![\w-]){re.escape(ident)}(?![\w-])") if len(ident) > 1 else None
    whole = f"{plan.template}\n{plan.body}"
    if rule is None or len(rule.findall(whole)) != 1:
        return
    taught = {row[0] for row in store.db.execute("SELECT column_id FROM learned")}
    for other, address, stop in list(store.db.execute("SELECT id, url, stop FROM col")):
        apart = str(address).partition("#")
        own = _ident(apart[2])
        if apart[0] != page or not own or other in taught or stop not in _OPAQUE:
            continue
        template, body = (rule.sub(own, text) for text in (plan.template, plan.body))
        theirs = replace(plan, template=template, body=body)
        store.db.execute(
            "INSERT INTO learned VALUES (?, ?, NULL)",
            (other, json.dumps(asdict(theirs), ensure_ascii=False)),
        )
        store.db.execute("UPDATE col SET stop = '' WHERE id = ?", (other,))


def _ident(fragment: str) -> str:
    pieces = _PIECE.findall(fragment)
    return pieces[-1] if pieces else ""
