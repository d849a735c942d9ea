"""Lists that a page turns out to hold once its scripts ran.

Each is looked at: one list's request says nothing of how the next one asks. Beyond so many of one
page, two that agree teach the rest, which stay unsure.
"""

import json
import re
from dataclasses import asdict, dataclass, replace

from crawler import urls
from crawler.columns.leads import menu_path
from crawler.pages.dom import PageDom, anchor_text
from crawler.paging.plan import Plan
from crawler.records import Kind
from crawler.storage.store import Store
from crawler.storage.witnesses import add_doubts

_HAN = re.compile(r"[\u4e00-\u9fff]")
_NAME_LIMIT = 30
_PIECE = re.compile(r"[\w-]+")
LOOKED_AT = 40  # views of one page that are opened each
_UNSEEN = "请求方式取自同一页面的其他栏目，没有用浏览器单独核对"


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
    here = urls.canonical(page.url.partition("#")[0])
    for anchor in page.root.iter("a"):
        href, name = anchor.get("href") or "", anchor_text(anchor)
        url = urls.join(page.base, href, fragment=True) if "#" in href else ""
        named = 2 <= len(name) <= _NAME_LIMIT and _HAN.search(name) and name not in listed
        if named and urls.selects(url) and urls.canonical(url.partition("#")[0]) == here:
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


def taught(store: Store, column_id: int) -> Plan | None:
    """The request of a view that gets no look of its own: too many of its page were looked at.

    What two other views were seen to ask must differ in nothing but their ids, which stand in
    the request once; None where the view is to be looked at, or nothing is known. A view that was
    taught before and still shows no list is looked at after all.
    """
    if store.db.execute("SELECT 1 FROM learned WHERE column_id = ?", (column_id,)).fetchone():
        return None
    (url,) = store.db.execute("SELECT url FROM col WHERE id = ?", (column_id,)).fetchone()
    page, _, fragment = str(url).partition("#")
    rows = store.db.execute(
        "SELECT c.url, l.plan FROM learned l JOIN col c ON c.id = l.column_id"
        " WHERE l.rendered_rows IS NOT NULL AND c.url LIKE ? || '#%' ORDER BY c.id",
        (page,),
    ).fetchall()
    ident = _ident(fragment)
    if len(rows) < LOOKED_AT or not ident:
        return None
    seen = [_exchanged(Plan(**json.loads(text)), str(at), ident) for at, text in rows if text]
    return next((plan for n, plan in enumerate(seen) if plan and plan in seen[n + 1 :]), None)


def teach(store: Store, column_id: int, plan: Plan) -> None:
    """Let a view be walked by a request that nobody saw it make; it stays unsure."""
    store.db.execute(
        "INSERT OR REPLACE INTO learned VALUES (?, ?, NULL)",
        (column_id, json.dumps(asdict(plan), ensure_ascii=False)),
    )
    store.db.execute("UPDATE col SET stop = '' WHERE id = ?", (column_id,))
    add_doubts(store, column_id, (_UNSEEN,))


def _exchanged(plan: Plan, url: str, ident: str) -> Plan | None:
    own = _ident(url.partition("#")[2])
    rule = re.compile(rf"(?<![\w-]){re.escape(own)}(?![\w-])")
    if len(own) < 2 or len(rule.findall(f"{plan.template}\n{plan.body}")) != 1:
        return None
    template, body = (rule.sub(ident, text) for text in (plan.template, plan.body))
    return replace(plan, template=template, body=body)


def _ident(fragment: str) -> str:
    pieces = _PIECE.findall(fragment)
    return pieces[-1] if pieces else ""
