"""The list of all requests ever wanted, in the crawl file; the crawl is done when none pends."""

from collections.abc import Iterable
from dataclasses import dataclass

from crawler import urls
from crawler.records import FrontierState
from crawler.storage.store import Store

DEPTH_LIMIT = 6
COLUMN_BUDGET = 800
FURTHER = "further"  # the source of a page that an entry's target led to
IFRAME = "iframe"  # the source of a page embedded in the home page
PART = 4  # the round of pages shown in the home page: any of them may be a column as well


@dataclass(frozen=True, slots=True)
class Job:
    """One pending request. ``number`` and ``plan`` belong to pages of a list.

    ``page`` is the address of the column that a form or script asks for.
    """

    id: int
    url: str
    purpose: str
    column_id: int | None
    number: int
    plan: int
    method: str = "GET"
    body: str = ""
    content_type: str = ""
    source: str = ""
    page: str = ""


class Frontier:
    """Adding, choosing and closing requests. Writers call it inside a store transaction."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def add(
        self,
        url: str,
        purpose: str,
        *,
        column_id: int | None = None,
        number: int = 0,
        plan: int = -1,
        ring: int = 0,
        request: tuple[str, str, str, str] = ("GET", "", "", ""),
    ) -> int:
        """The row's id; the same address of the same ring is wanted only once.

        Pages of a list are keyed with their column: two lists may name one file. ``request`` is
        method, body, its type, and what proposed it.
        """
        key = urls.canonical(url)
        if purpose in ("list", "recheck"):
            key = f"{url}|{column_id}|{number}|{plan}"
        self.store.db.execute(
            "INSERT OR IGNORE INTO frontier"
            " (url, key, round, purpose, column_id, number, plan, method, body, content_type,"
            " source, state, attempts, last_error)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'pending', 0, '')",
            (url, key, ring, purpose, column_id, number, plan, *request),
        )
        row = self.store.db.execute(
            "SELECT id FROM frontier WHERE key = ? AND round = ?", (key, ring)
        ).fetchone()
        return int(row[0])

    def add_home(self, url: str) -> None:
        """Want an address as the home page, also where a link had it wanted as a column."""
        ident = self.add(url, "home")
        self.store.db.execute(
            "UPDATE frontier SET purpose = 'home' WHERE id = ? AND state = 'pending'", (ident,)
        )

    def pending(self, purposes: Iterable[str]) -> tuple[Job, ...]:
        """Open requests of some purposes, oldest first."""
        named = tuple(purposes)
        marks = ",".join("?" * len(named))
        rows = self.store.db.execute(
            "SELECT id, url, purpose, column_id, number, plan, method, body, content_type, source,"
            " CASE method WHEN 'POST' THEN"
            "  coalesce((SELECT url FROM col WHERE col.id = column_id), '') ELSE '' END"
            " FROM frontier"
            f" WHERE state = 'pending' AND purpose IN ({marks}) ORDER BY id",
            named,
        )
        return tuple(Job(*row) for row in rows)

    def known(self, url: str, ring: int = 0) -> bool:
        """Whether an address was ever wanted."""
        row = self.store.db.execute(
            "SELECT 1 FROM frontier WHERE key = ? AND round = ?", (urls.canonical(url), ring)
        ).fetchone()
        return row is not None

    def close(self, ident: int, state: FrontierState, error: str = "") -> None:
        """Mark one request as answered, failed or left aside."""
        self.store.db.execute(
            "UPDATE frontier SET state = ?, attempts = attempts + 1, last_error = ? WHERE id = ?",
            (state.value, error, ident),
        )
