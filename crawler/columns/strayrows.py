"""Rows that stand in a column's walk and are another column's, seen once all lists are walked.

A cache may answer page 3 of one list with page 3 of another; a page without a list of its own may
show nothing but a block of other columns' articles. Such rows are no witness of anything.
"""

from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from crawler.records import DateSource, Entry, Kind, StoredColumn
from crawler.storage.store import Store
from crawler.storage.witnesses import add_doubts

_FEW = 3  # rows below which nothing is told
_MOST = 0.8
_HARDLY = 0.2


def drop_strays(store: Store) -> None:
    """Forget such rows and say so at their columns (before sealing, in a transaction)."""
    lists = [c for c in store.columns() if c.kind is Kind.LIST and c.archive_of is None]
    rows = {column.id: store.entries(column.id) for column in lists}
    holders: dict[str, set[int]] = {}
    for ident, entries in rows.items():
        for entry in entries:
            holders.setdefault(entry.content_id, set()).add(ident)
    names = {column.id: column.name for column in lists}
    for column in lists:
        for number, owner in stray_pages(column.id, rows, holders).items():
            if not _homes(rows[column.id], 1) & _homes(rows[column.id], number):
                _forget(store, column.id, number)
            said = f"第 {number} 页的条目是“{names[owner]}”的，网站可能答错了页"
            add_doubts(store, column.id, (said,))
        if is_side_block(column, rows[column.id], holders):
            _forget(store, column.id, 1)
            add_doubts(store, column.id, ("读到的条目都是别的栏目的，可能是侧栏，未计入",))


def stray_pages(
    ident: int, rows: Mapping[int, Sequence[Entry]], holders: Mapping[str, set[int]]
) -> dict[int, int]:
    """Pages after the first whose rows are one other column's, while the first's are not.

    ``rows`` and ``holders`` are by column. The pager of a stray page leads on through the other
    list. Where the rows lie in this column's folder and not in the other's, the other is astray.
    """
    pages: dict[int, list[Entry]] = {}
    for entry in rows[ident]:
        pages.setdefault(entry.page, []).append(entry)
    found: dict[int, int] = {}
    if _shared(ident, pages.get(1, []), holders) >= _HARDLY:
        return found
    for number, shown in pages.items():
        if number < 2 or len(shown) < _FEW:
            continue
        here = _homes(rows[ident], number)
        others = {owner for e in shown for owner in holders[e.content_id] - {ident}}
        for owner in sorted(others):
            mine = here & _homes(rows[ident], 1) and not here & _homes(rows[owner], 1)
            many = sum(owner in holders[e.content_id] for e in shown) >= _MOST * len(shown)
            if many and not mine:
                found[number] = owner
    return found


def _homes(entries: Sequence[Entry], number: int) -> frozenset[tuple[str, str]]:
    """Folders below the root in which a page's rows lie."""
    paths = (urlsplit(e.url) for e in entries if e.page == number)
    homes = ((p.netloc, p.path.strip("/").rpartition("/")[0].partition("/")[0]) for p in paths)
    return frozenset(homes)


def is_side_block(
    column: StoredColumn, entries: Sequence[Entry], holders: Mapping[str, set[int]]
) -> bool:
    """Whether a lone page's rows show no date and are other columns' rows, none in its folder."""
    folder = urlsplit(column.url).path.rpartition("/")[0] + "/"
    return (
        len(column.pages) == 1
        and len(entries) >= _FEW
        and not any(e.date_source is DateSource.LIST for e in entries)
        and not (len(folder) > 1 and any(urlsplit(e.url).path.startswith(folder) for e in entries))
        and _shared(column.id, entries, holders) >= _MOST
    )


def _shared(ident: int, entries: Sequence[Entry], holders: Mapping[str, set[int]]) -> float:
    """Share of the rows that other columns list too."""
    return sum(1 for e in entries if holders[e.content_id] - {ident}) / max(1, len(entries))


def _forget(store: Store, ident: int, number: int) -> None:
    store.db.execute("DELETE FROM entry WHERE column_id = ? AND page = ?", (ident, number))
    if number == 1:
        store.db.execute("UPDATE col SET stop = 'empty' WHERE id = ?", (ident,))
