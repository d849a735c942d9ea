"""Rows of evidence pages kept in a file beside the crawl, so that any page of them is fast.

Derived data: deleting it costs seconds. The sealed crawl is never touched. A view is the rows of
one field under one state of crawl, profile and rulings; few of them are kept.
"""

import sqlite3
import threading
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path

from crawler.errors import StoreError
from reportgen.plaintext import clean_text
from reportgen.review.evidencerows import ShownRow

_LAYOUT = 1
_MOST_VIEWS = 16
_TABLES = """
CREATE TABLE view (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE);
CREATE TABLE shown (
    view INTEGER NOT NULL, number INTEGER NOT NULL, fate TEXT NOT NULL, row TEXT NOT NULL,
    title TEXT NOT NULL, url TEXT NOT NULL, href TEXT NOT NULL, day TEXT NOT NULL,
    month TEXT NOT NULL, source TEXT NOT NULL, col TEXT NOT NULL, place TEXT NOT NULL,
    marks TEXT NOT NULL, note TEXT NOT NULL, amount INTEGER NOT NULL, picture TEXT NOT NULL,
    PRIMARY KEY (view, number)
) WITHOUT ROWID;
CREATE INDEX by_fate ON shown (view, fate, number);
CREATE INDEX by_day ON shown (view, fate, day, number);
CREATE INDEX by_title ON shown (view, fate, title, number);
CREATE INDEX by_column ON shown (view, fate, place, number);
CREATE TABLE tally (
    view INTEGER NOT NULL, fate TEXT NOT NULL, place TEXT NOT NULL, col TEXT NOT NULL,
    month TEXT NOT NULL, marks TEXT NOT NULL, n INTEGER NOT NULL, amount INTEGER NOT NULL
);
CREATE INDEX tally_view ON tally (view);
"""


class EvidenceIndex:
    """The file of one site and year; threads may share an index."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._making = threading.Lock()

    def view(self, key: str, rows: Callable[[], Iterable[ShownRow]]) -> int:
        """The number of the view under ``key``; ``rows`` are asked for where there is none.

        Raises StoreError when the file cannot be written, and what ``rows`` raises.
        """
        found = self._found(key)
        if found is not None:
            return found
        with self._making:
            found = self._found(key)
            return self._make(key, rows()) if found is None else found

    def connect(self) -> sqlite3.Connection:
        """Open the file for reading; the caller closes it."""
        return sqlite3.connect(f"file:{self.file}?mode=ro", uri=True, timeout=10)

    def _found(self, key: str) -> int | None:
        if not self.file.is_file():
            return None
        try:
            with closing(self.connect()) as db:
                if db.execute("PRAGMA user_version").fetchone()[0] != _LAYOUT:
                    return None
                row = db.execute("SELECT id FROM view WHERE key = ?", (key,)).fetchone()
        except sqlite3.Error:
            return None  # damaged or half there: made anew
        return int(row[0]) if row else None

    def _make(self, key: str, rows: Iterable[ShownRow]) -> int:
        lines = [_line(number, row) for number, row in enumerate(rows)]
        try:
            return self._write(key, lines)
        except sqlite3.DatabaseError:
            self.file.unlink(missing_ok=True)  # derived data: nothing is lost
        try:
            return self._write(key, lines)
        except sqlite3.Error as error:
            raise StoreError(f"明细的索引写不进 {self.file}（{error}）") from error

    def _write(self, key: str, lines: list[tuple[object, ...]]) -> int:
        with closing(sqlite3.connect(self.file, isolation_level=None, timeout=10)) as db:
            version = db.execute("PRAGMA user_version").fetchone()[0]
            if version not in (0, _LAYOUT):
                raise sqlite3.DatabaseError("another layout")
            db.execute("PRAGMA synchronous = OFF")
            db.execute("BEGIN IMMEDIATE")
            if version == 0:
                for statement in _TABLES.split(";\n"):
                    db.execute(statement)
                db.execute(f"PRAGMA user_version = {_LAYOUT}")
            old = db.execute(
                "SELECT id FROM view ORDER BY id DESC LIMIT -1 OFFSET ?", (_MOST_VIEWS - 1,)
            ).fetchall()
            for (view,) in old:
                for table in ("shown", "tally"):
                    db.execute(f"DELETE FROM {table} WHERE view = ?", (view,))
                db.execute("DELETE FROM view WHERE id = ?", (view,))
            ident = int(db.execute("INSERT INTO view (key) VALUES (?)", (key,)).lastrowid or 0)
            places = ", ".join("?" * 15)
            db.executemany(f"INSERT INTO shown VALUES ({ident}, {places})", lines)
            db.execute(
                "INSERT INTO tally SELECT view, fate, place, col, month, marks, count(*),"
                " sum(amount) FROM shown WHERE view = ? GROUP BY fate, place, col, month, marks",
                (ident,),
            )
            db.execute("COMMIT")
            return ident


def _line(number: int, row: ShownRow) -> tuple[object, ...]:
    """A row as the file keeps it: texts cleaned, so that every page and order agrees."""
    return (
        number,
        row.fate,
        row.row,
        clean_text(row.title),
        clean_text(row.url),
        clean_text(row.href),
        row.day,
        row.month,
        row.source,
        clean_text(row.column),
        clean_text(row.place),
        " ".join(row.marks),
        clean_text(row.note),
        row.amount,
        row.picture,
    )
