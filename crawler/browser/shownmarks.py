"""Rows without their neighbours' mark: a browser shows whether the site leaves them out."""

from collections.abc import Collection, Sequence

from crawler.browser.chosenrows import settle_unshown
from crawler.records import Entry, Flag, Kind
from crawler.storage.frontier import Job
from crawler.storage.store import Store

_OPAQUE = ("empty", "unproved")


def doubted_columns(store: Store) -> frozenset[int]:
    """Columns that hold rows without the mark, or rows their page may not show."""
    rows = store.db.execute(
        "SELECT DISTINCT column_id FROM entry WHERE ' ' || flags || ' ' LIKE ?"
        " OR ' ' || flags || ' ' LIKE ?",
        (f"% {Flag.UNMARKED.value} %", f"% {Flag.UNSHOWN.value} %"),
    )
    return frozenset(row[0] for row in rows)


def settle_marks(store: Store, column_id: int, shown: frozenset[str]) -> bool:
    """Hide the unmarked rows of a column if a browser left them out between rows it showed.

    ``shown`` are identities of the rows to be seen in the rendered page one. Runs inside a
    transaction; tells whether anything was settled. One unmarked row that is shown settles nothing.
    """
    rows = list(
        store.db.execute(
            "SELECT content_id, flags FROM entry WHERE column_id = ? AND page = 1"
            " ORDER BY position",
            (column_id,),
        )
    )
    seen = [at for at, (ident, _) in enumerate(rows) if ident in shown]
    unmarked = [
        (at, ident) for at, (ident, flags) in enumerate(rows) if Flag.UNMARKED in flags.split()
    ]
    if not seen or any(ident in shown for _, ident in unmarked):
        return False
    if not any(seen[0] < at < seen[-1] for at, _ in unmarked):
        return False
    store.db.execute(
        "UPDATE entry SET flags = replace(flags, ?, ?) WHERE column_id = ?",
        (Flag.UNMARKED.value, Flag.HIDDEN.value, column_id),
    )
    return True


def settle_rows(store: Store, column_id: int, entries: Sequence[Entry]) -> None:
    """Judge rows without a mark by whether the browser shows them, in a transaction of its own."""
    shown = frozenset(e.content_id for e in entries if Flag.HIDDEN not in e.flags)
    with store.transaction():
        settle_marks(store, column_id, shown)
        settle_unshown(store, column_id, shown)
        store.db.execute(
            "INSERT OR REPLACE INTO learned VALUES (?, '', ?)", (column_id, len(shown))
        )


def opaque_columns(store: Store, walked: Collection[Kind]) -> tuple[Job, ...]:
    """Looks at columns whose list, or whose rows' marks, only a browser can tell; one look each."""
    # A request taken over from another view of the page is not a look.
    looks = "SELECT column_id FROM learned WHERE plan = '' OR rendered_rows IS NOT NULL"
    known = {row[0] for row in store.db.execute(looks)}
    doubted = doubted_columns(store)
    return tuple(
        Job(0, column.url, "learn", column.id, int(column.stop in _OPAQUE), -1)
        for column in store.columns()
        if column.kind in walked
        and (column.stop in _OPAQUE or column.id in doubted)
        and column.id not in known
    )
