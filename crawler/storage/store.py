"""The crawl file: one SQLite database a crawl, one writer, one transaction a response.

Opened with an exclusive lock and a write-ahead log: no second connection can exist, so the
WAL-reset fault cannot occur, and ``kill -9`` loses at most the response in flight. Sealing turns
the file into a plain rollback database that readers open read-only.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

from crawler.errors import StoreError, store_error
from crawler.records import (
    ColumnChoice,
    Entry,
    FrontierState,
    Kind,
    Letter,
    ListPage,
    Probe,
    Refusal,
    StoredColumn,
    StoredPage,
    Target,
)
from crawler.storage.storedrows import (
    column_of,
    entry_of,
    letter_of,
    page_of,
    probe_of,
    target_of,
)
from crawler.urls import canonical

SCHEMA_VERSION = 4
# While the crawl goes on, how titles of letters begin, as hashes; empty once it is sealed.
_LETTER_HEAD = "CREATE TABLE IF NOT EXISTS letter_head (mark TEXT PRIMARY KEY) WITHOUT ROWID"


def connect(path: Path) -> sqlite3.Connection:
    """Open (or create) a crawl file for writing; the lock is held until it is closed."""
    try:
        connection = sqlite3.connect(path, isolation_level=None, timeout=1.0)
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA secure_delete = ON")  # what is taken out is gone
        connection.execute("PRAGMA cache_size = -16000")
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        connection.execute("BEGIN EXCLUSIVE")
        if version == 0:
            for statement in (
                files("crawler.storage").joinpath("schema.sql").read_text("utf-8").split(";\n")
            ):
                if statement.strip():
                    connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        connection.execute(_LETTER_HEAD)
        connection.execute("COMMIT")
    except sqlite3.Error as error:
        raise store_error(error, path) from error
    return connection if version == 0 else _of_this_version(connection, version, path)


def connect_sealed(path: Path) -> sqlite3.Connection:
    """Open a sealed crawl for reading only."""
    if not path.is_file():
        raise StoreError(f"没有采集文件 {path}，请先运行 nianbao prefill")
    try:
        connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        connection.execute("SELECT count(*) FROM crawl").fetchone()
        version = connection.execute("PRAGMA user_version").fetchone()[0]
    except sqlite3.Error as error:
        raise store_error(error, path) from error
    return _of_this_version(connection, version, path)


def _of_this_version(db: sqlite3.Connection, version: int, path: Path) -> sqlite3.Connection:
    if version != SCHEMA_VERSION:
        db.close()
        raise StoreError(f"{path} 由另一版本的程序写成，请用那一版本打开，或加 --fresh 重新采集")
    return db


class Store:
    """Reading and writing one crawl. Reads return frozen records, in a stable order."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self.db = connection
        self.path = path

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Everything one response changes, or nothing of it."""
        try:
            self.db.execute("BEGIN IMMEDIATE")
            yield
            self.db.execute("COMMIT")
        except sqlite3.Error as error:
            if self.db.in_transaction:
                self.db.execute("ROLLBACK")
            raise store_error(error, self.path) from error
        except BaseException:
            if self.db.in_transaction:
                self.db.execute("ROLLBACK")
            raise

    def close(self) -> None:
        """Release the file."""
        self.db.close()

    def seal(self) -> None:
        """Turn the finished crawl into one plain file without a log beside it."""
        try:
            self.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            self.db.execute("PRAGMA journal_mode = DELETE")
        except sqlite3.Error as error:
            raise store_error(error, self.path) from error

    # ---- settings -------------------------------------------------------------------------

    def get(self, key: str, default: str = "") -> str:
        """A value of the crawl table."""
        row = self.db.execute("SELECT value FROM crawl WHERE key = ?", (key,)).fetchone()
        return str(row[0]) if row else default

    def put(self, key: str, value: str) -> None:
        """Write a value of the crawl table (inside a transaction)."""
        self.db.execute("INSERT OR REPLACE INTO crawl VALUES (?, ?)", (key, value))

    # ---- reading for the judges -----------------------------------------------------------

    def pages(self, purpose: str | None = None) -> Iterator[StoredPage]:
        """Fetched pages in order of discovery, one purpose or all."""
        rows = self.db.execute(
            _PAGE + (" WHERE f.purpose = ?" if purpose else "") + " ORDER BY f.id",
            (purpose,) if purpose else (),
        )
        for row in rows:
            yield page_of(row)

    def page(self, frontier_id: int) -> StoredPage | None:
        """The page of one frontier row, None when it was not fetched."""
        row = self.db.execute(_PAGE + " WHERE f.id = ?", (frontier_id,)).fetchone()
        return page_of(row) if row else None

    def answer(self, url: str) -> tuple[StoredPage | None, str]:
        """The page of an address, whatever it was fetched for; else why there is none.

        The reason is kind and detail ("http:404"), or empty when nobody asked for the address.
        """
        key = canonical(url)
        row = self.db.execute(
            _PAGE + " WHERE f.key = ? AND p.body IS NOT NULL ORDER BY f.round", (key,)
        ).fetchone()
        if row:
            return page_of(row), ""
        told = self.db.execute(
            "SELECT last_error FROM frontier WHERE key = ? ORDER BY round", (key,)
        ).fetchone()
        return None, str(told[0]) if told else ""

    def probes(self, name: str) -> tuple[Probe, ...]:
        """What was tried under a name, in order."""
        rows = self.db.execute(
            "SELECT id, name, url, result, image IS NOT NULL FROM probe WHERE name = ? ORDER BY id",
            (name,),
        )
        return tuple(probe_of(row, number) for number, row in enumerate(rows, 1))

    def picture(self, probe: Probe) -> bytes:
        """The screenshot of a try; empty without one."""
        row = self.db.execute("SELECT image FROM probe WHERE id = ?", (probe.id,)).fetchone()
        return bytes(row[0]) if row and row[0] is not None else b""

    def letters(self) -> dict[str, Letter]:
        """Citizens' letters by content id."""
        rows = self.db.execute(
            "SELECT content_id, url, date, opened, received, replied, published, answered, state,"
            " unit, mark FROM letter ORDER BY content_id"
        )
        return {row[0]: letter_of(row) for row in rows}

    def letter_columns(self) -> frozenset[int]:
        """Ids of columns that list citizens' letters."""
        rows = self.db.execute(
            "SELECT c.id FROM col c JOIN page p ON p.frontier_id = c.frontier_id"
            " WHERE ' ' || p.witnesses || ' ' LIKE '% letters %'"
        )
        views = map(int, self.get("letter_views").split())  # columns without a page of their own
        return frozenset((*(row[0] for row in rows), *views))

    def columns(self) -> tuple[StoredColumn, ...]:
        """All columns with their walked pages, in order of discovery."""
        pages: dict[int, list[ListPage]] = {}
        for row in self.db.execute(_LIST_PAGE):
            pages.setdefault(row[0], []).append(ListPage(*row[1:7]))
        return tuple(
            column_of(row, tuple(pages.get(row[0], ())))
            for row in self.db.execute(f"SELECT {_COLUMN} FROM col ORDER BY id")
        )

    def entries(self, column_id: int) -> tuple[Entry, ...]:
        """Rows of one column in order of page and position."""
        rows = self.db.execute(
            _ENTRY + " WHERE column_id = ? ORDER BY page, frontier_id, position", (column_id,)
        )
        return tuple(entry_of(row) for row in rows)

    def targets(self) -> dict[str, Target]:
        """What fetched targets said, by canonical address."""
        rows = self.db.execute("SELECT key, url, state, note, date, date_source, title FROM target")
        return {row[0]: target_of(row) for row in rows}

    def uncompared(self) -> tuple[StoredColumn, ...]:
        """Columns of one page without pager or total that no browser looked at: they look short."""
        known = {row[0] for row in self.db.execute("SELECT column_id FROM learned")}
        return tuple(
            column
            for column in self.columns()
            if column.kind in (Kind.LIST, Kind.TOPIC)
            and column.stop in ("single", "waiting", "hinted")
            and column.declared_rows is None
            and column.id not in known
        )

    def looks(self) -> int:
        """How many pages were opened in a browser."""
        looks = "SELECT count(*) FROM learned WHERE plan = '' OR rendered_rows IS NOT NULL"
        probes = "SELECT count(*) FROM probe WHERE name <> ''"
        return sum(int(self.db.execute(query).fetchone()[0]) for query in (looks, probes))

    def write_proposal(self, column_id: int, choice: ColumnChoice) -> None:
        """Keep what the crawl proposes for a column (inside a transaction)."""
        self.db.execute(
            "INSERT OR REPLACE INTO proposal VALUES (?, ?, ?, ?, ?, ?)",
            (
                column_id,
                choice.kind.value,
                " ".join(choice.boxes),
                " ".join(choice.maybe),
                int(choice.in_total),
                choice.reason,
            ),
        )

    def proposals(self) -> dict[int, tuple[str, str, str, bool, str]]:
        """Kind, boxes, undecided boxes, in_total and reason proposed, by column."""
        rows = self.db.execute(
            "SELECT column_id, kind, boxes, maybe, in_total, reason FROM proposal"
        )
        return {row[0]: (row[1], row[2], row[3], bool(row[4]), row[5]) for row in rows}

    def refusals(self) -> tuple[Refusal, ...]:
        """Requests that were not answered with the page asked for."""
        rows = self.db.execute(
            "SELECT url, kind, signature, column_id FROM refusal ORDER BY frontier_id, id"
        )
        return tuple(Refusal(*row) for row in rows)

    def states(self) -> dict[FrontierState, int]:
        """How many requests are in which state."""
        counted = dict(self.db.execute("SELECT state, count(*) FROM frontier GROUP BY state"))
        return {state: counted.get(state.value, 0) for state in FrontierState}

    def failures(self) -> tuple[tuple[str, str], ...]:
        """(purpose, url) of every failed request."""
        rows = self.db.execute(
            "SELECT purpose, url FROM frontier WHERE state = 'failed' ORDER BY id"
        )
        return tuple((row[0], row[1]) for row in rows)


_PAGE = (
    "SELECT f.id, f.url, p.final_url, f.purpose, f.column_id, p.status, p.content_type,"
    " p.declared_encoding, p.encoding, p.fetched_at, p.body, p.body_hash, p.rendered, p.witnesses"
    " FROM page p JOIN frontier f ON f.id = p.frontier_id"
)
_LIST_PAGE = (
    "SELECT l.column_id, l.number, l.url,"
    " (SELECT count(*) FROM entry e WHERE e.frontier_id = l.frontier_id AND"
    "  e.column_id = l.column_id), l.plan, l.state, l.layout FROM list_page l"
    " ORDER BY l.column_id, l.number, l.frontier_id"
)
_COLUMN = (
    "id, url, name, path, kind, column_type, source, archive_of, method, proof, stop,"
    " declared_rows, declared_pages, ordered, doubts, groups"
)
_ENTRY = (
    "SELECT column_id, page, position, title, href, url, content_id, raw_date, date,"
    " date_source, flags, frontier_id FROM entry"
)
