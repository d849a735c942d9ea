"""What a crawl left behind, in a form in which two runs of the same site can be compared."""

import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ENTRIES = (
    "SELECT col.url, col.name, page, position, title, href, entry.url, content_id, raw_date,"
    " date, date_source, flags FROM entry JOIN col ON col.id = entry.column_id ORDER BY 1, 2, 3, 4"
)
FRONTIER = "SELECT url, purpose, round, number, state FROM frontier ORDER BY 1, 2, 3, 4"
COLUMNS = "SELECT url, name, path, kind, method, proof, stop, ordered, doubts FROM col ORDER BY 1"
TARGETS = "SELECT key, state, note, date, date_source, title FROM target ORDER BY 1"


@dataclass(frozen=True)
class Result:
    """Figures and ledger of report.json; rows of the crawl file, ids and times left out."""

    fields: dict[str, Any]
    columns: list[dict[str, Any]]
    entries: list[tuple[Any, ...]]
    frontier: list[tuple[Any, ...]]
    walks: list[tuple[Any, ...]]
    targets: list[tuple[Any, ...]]


def crawl_file(folder: Path) -> Path:
    """Return the one crawl file of a workspace."""
    (file,) = folder.glob("*/*/crawl.sqlite")
    return file


def result(folder: Path) -> Result:
    """Read a finished run; its file must be sealed, sound, and without a log beside it."""
    report = json.loads((folder / "out" / "report.json").read_text("utf-8"))
    file = crawl_file(folder)
    assert [other.name for other in file.parent.glob("crawl.sqlite*")] == ["crawl.sqlite"]
    with closing(sqlite3.connect(file)) as crawl:
        assert crawl.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert crawl.execute("SELECT value FROM crawl WHERE key = 'sealed_at'").fetchone()
        tables = [crawl.execute(q).fetchall() for q in (ENTRIES, FRONTIER, COLUMNS, TARGETS)]
    return Result(report["fields"], report["columns"], *tables)
