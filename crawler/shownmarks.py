"""Rows without their neighbours' mark: a browser shows whether the site leaves them out."""

from crawler.records import Flag
from crawler.store import Store


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
