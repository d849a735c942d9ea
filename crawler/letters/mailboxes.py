"""Columns nobody could tell to be of letters by their names: what was opened of them tells.

From then on they are treated like any column of letters: no word of their rows stays.
"""

from collections.abc import Callable, Iterable

from crawler import urls
from crawler.letters.confidences import LISTED, PUBLIC_ANSWERS, SECTION, SPOKEN
from crawler.letters.heads import note_heads
from crawler.letters.spoken import OF_DELEGATES
from crawler.letters.withholding import skeleton, veiled
from crawler.pages.dom import PageDom
from crawler.records import VEIL, Entry, Kind
from crawler.storage.store import Store
from crawler.storage.storedrows import packed

_ENOUGH = 2  # letters that make their column one of letters


def columns_of_letters(store: Store, content_id: str) -> list[int]:
    """Columns not yet known as such in which most opened rows, ``content_id`` too, are letters."""
    found = []
    for (column,) in store.db.execute(
        "SELECT DISTINCT column_id FROM entry WHERE content_id = ? AND column_id > 0", (content_id,)
    ).fetchall():
        if column not in store.letter_columns() and _is_of_letters(store, column):
            found.append(column)
    return found


def may_hold_letters(store: Store, column: int) -> bool:
    """Whether a column's kind and name allow that what it lists are letters."""
    kind, name, path = store.db.execute(
        "SELECT kind, name, path FROM col WHERE id = ?", (column,)
    ).fetchone()
    if kind not in (Kind.LIST.value, Kind.APP.value) or OF_DELEGATES.search(f"{name}{path}"):
        return False
    # 互动交流 shows consultations and interviews among the letters
    return not (SECTION.match(name) or PUBLIC_ANSWERS.search(name))


def _is_of_letters(store: Store, column: int) -> bool:
    if not may_hold_letters(store, column):
        return False
    rows = store.db.execute(
        "SELECT DISTINCT e.content_id, e.url, l.received IS NOT NULL FROM entry e"
        " LEFT JOIN letter l ON l.content_id = e.content_id WHERE e.column_id = ?",
        (column,),
    ).fetchall()
    spoken = spoken_letters(store)
    letters = sum(
        bool(received or (url and urls.canonical(url) in spoken)) for _, url, received in rows
    )
    known = {row[0] for row in store.db.execute("SELECT key FROM target WHERE state = 'ok'")}
    opened = sum(bool(url) and urls.canonical(url) in known for _, url, _ in rows)
    return letters * 2 >= opened and letters >= min(_ENOUGH, len(rows))


def spoken_letters(store: Store) -> frozenset[str]:
    """Canonical addresses of pages that sounded like letters."""
    rows = store.db.execute(
        "SELECT f.key FROM frontier f JOIN page p ON p.frontier_id = f.id"
        f" WHERE ' ' || p.witnesses || ' ' LIKE '% {SPOKEN} %'"
    )
    return frozenset(row[0] for row in rows)


def letter_titles(store: Store) -> frozenset[str]:
    """What stands for the titles of letters: marks by which one is known wherever it stands."""
    rows = store.db.execute(f"SELECT DISTINCT title FROM entry WHERE title LIKE '{VEIL}%'")
    return frozenset(row[0] for row in rows)


def mark_view(store: Store, column: int) -> None:
    """Note that a column is of letters where no page of its own can bear the mark."""
    row = store.db.execute("SELECT frontier_id FROM col WHERE id = ?", (column,)).fetchone()
    known = store.get("letter_views").split()
    if row and row[0] is None and str(column) not in known:
        store.put("letter_views", " ".join([*known, str(column)]))


def withhold(store: Store, column: int, known: Callable[[str], bool]) -> None:
    """Take every word of the letters out of a column's rows and stored pages, and mark it so.

    ``known`` tells names of menus and columns. Runs inside the transaction of one answer.
    """
    db = store.db
    db.execute("UPDATE col SET kind = ? WHERE id = ?", (Kind.APP.value, column))
    db.execute(
        "UPDATE page SET witnesses = trim(witnesses || ' ' || ?)"
        " WHERE frontier_id = (SELECT frontier_id FROM col WHERE id = ?)",
        (LISTED, column),
    )
    mark_view(store, column)
    strip_pages(store, column, known)
    told = [(veiled(row), row) for row in store.entries(column)]
    note_heads(store, (row.title for _, row in told))
    db.executemany(
        "UPDATE entry SET title = ?, raw_date = ?, href = ?, content_id = ?"
        " WHERE column_id = ? AND frontier_id = ? AND page = ? AND position = ?",
        [(*_words(new), column, old.frontier_id, old.page, old.position) for new, old in told],
    )

    note_listed(store, store.entries(column))


def strip_pages(store: Store, column: int, known: Callable[[str], bool]) -> None:
    """Take the words out of a column's stored pages (inside a transaction).

    ``known`` tells names of menus and columns.
    """
    db = store.db
    pages = db.execute(
        "SELECT id FROM frontier WHERE purpose IN ('list', 'column', 'recheck') AND id IN"
        " (SELECT frontier_id FROM list_page WHERE column_id = ?1"
        "  UNION SELECT frontier_id FROM col WHERE id = ?1"
        "  UNION SELECT id FROM frontier WHERE column_id = ?1)",
        (column,),
    ).fetchall()
    for (ident,) in pages:
        page = store.page(ident)
        if page is not None and page.text:
            text = skeleton(PageDom(page.final_url, page.text), known)
            db.execute("UPDATE page SET body = ? WHERE frontier_id = ?", (packed(text), ident))


def note_listed(store: Store, entries: Iterable[Entry]) -> None:
    """Write down identity and date of letters in a list; those without an address stay out."""
    store.db.executemany(
        "INSERT INTO letter (content_id, url, date) VALUES (?, ?, ?)"
        " ON CONFLICT (content_id) DO UPDATE SET date = coalesce(date, excluded.date)",
        [(e.content_id, e.url, e.date.isoformat() if e.date else None) for e in entries if e.url],
    )


def note_letter(store: Store, row: Entry) -> None:
    """Write down that a row of a column of other things is a letter; its title goes at the end."""
    note_heads(store, (row.title,))
    store.db.execute(
        "INSERT OR IGNORE INTO letter (content_id, url) VALUES (?, ?)", (row.content_id, row.url)
    )


def _words(row: Entry) -> tuple[str, str, str, str]:
    return row.title, row.raw_date, row.href, row.content_id
