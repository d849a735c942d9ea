"""Letters printed on the pages of their list: noted, and walked like the rows of any list."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from crawler.letters.wholeletters import whole_letters
from crawler.lists.reading import ListReading
from crawler.pages.dom import PageDom
from crawler.records import PRINTED, VEIL, DateSource, Entry
from crawler.storage.store import Store

_KEY = "printed "  # and an address: the letters on it, in their order


def note_printed(store: Store, page: PageDom, year: int) -> bool:
    """Note the letters that a column's first page shows in full; False where it shows none."""
    found = _noted(store, page, year, 2)
    if found:
        store.put(f"{_KEY}{page.url}", " ".join(ident for ident, _ in found))
    return bool(found)


def further_rows(
    store: Store, column_id: int | None, page: PageDom, reading: ListReading, year: int
) -> ListReading:
    """A further page's reading, with its letters as rows where the first page printed letters."""
    row = store.db.execute("SELECT url FROM col WHERE id = ?", (column_id,)).fetchone()
    if row is None or not store.get(f"{_KEY}{row[0]}"):
        return reading
    return _with_rows(reading, _noted(store, page, year, 1))


def first_rows(store: Store, url: str, reading: ListReading) -> ListReading:
    """The reading of a column's first page of which only the letters noted on it are left."""
    idents = store.get(f"{_KEY}{url}").split()
    if not idents:
        return reading
    known = store.letters()
    return _with_rows(reading, [(ident, known[ident].received) for ident in idents])


def _noted(store: Store, page: PageDom, year: int, least: int) -> list[tuple[str, date | None]]:
    """Identity and day of the page's letters; one that another page showed stays that page's."""
    cards = whole_letters(page, year, least=least)
    store.db.executemany(
        "INSERT OR IGNORE INTO letter (content_id, url, opened, received, replied, answered,"
        " state, unit, mark) VALUES (?, ?, 1, ?, ?, ?, ?, ?, ?)",
        [
            (
                f"{PRINTED}{mark}",
                page.url,
                *(day.isoformat() if day else None for day in (one.received, one.replied)),
                one.answered,
                one.state,
                one.unit,
                one.mark,
            )
            for mark, one in cards
        ],
    )
    return [(f"{PRINTED}{mark}", one.received) for mark, one in cards]


def _with_rows(reading: ListReading, letters: Sequence[tuple[str, date | None]]) -> ListReading:
    """A reading whose rows are the letters: nothing else on the page is one of its list."""
    entries = tuple(
        Entry(
            column_id=0,
            page=1,
            position=place,
            title=f"{VEIL}{ident.removeprefix(PRINTED)[:8]}",
            href="",
            url="",
            content_id=ident,
            raw_date=day.isoformat() if day else "",
            date=day,
            date_source=DateSource.LIST if day else DateSource.NONE,
        )
        for place, (ident, day) in enumerate(letters)
    )
    block = replace(reading.block, rows=(), rivals=(), path="", unread=0)
    return replace(reading, entries=entries, block=block)
