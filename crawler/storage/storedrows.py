"""Rows of the crawl file turned into records, and texts into what the file keeps."""

import json
import zlib
from collections.abc import Iterable
from datetime import date
from typing import Any

from crawler.records import (
    DateSource,
    Entry,
    Flag,
    Kind,
    Letter,
    ListPage,
    Probe,
    StoredColumn,
    StoredPage,
    Target,
)


def packed(text: str) -> bytes:
    """A page's text as it is kept."""
    return zlib.compress(text.encode("utf-8", "replace"), 1)


def flags_text(flags: Iterable[Flag]) -> str:
    """Flags as they are kept: sorted, separated by blanks."""
    return " ".join(sorted(flag.value for flag in flags))


def page_of(row: tuple[Any, ...]) -> StoredPage:
    """A page out of a row of the store's page query."""
    text = zlib.decompress(row[10]).decode("utf-8") if row[10] is not None else ""
    witnesses = tuple(row[13].split())
    ident, url, final, purpose, column, status, kind, declared, used, fetched = row[:10]
    return StoredPage(
        ident,
        url,
        final,
        purpose,
        column,
        status,
        kind,
        declared,
        used,
        fetched,
        text,
        row[11],
        bool(row[12]),
        witnesses,
    )


def column_of(row: tuple[Any, ...], pages: tuple[ListPage, ...]) -> StoredColumn:
    """A column out of a row of the store's column query, with its walked pages."""
    ident, url, name, path, kind, column_type, source, archive_of, method, proof, stop = row[:11]
    return StoredColumn(
        id=ident,
        url=url,
        name=name,
        path=tuple(json.loads(path)),
        kind=Kind(kind),
        column_type=column_type,
        source=source,
        archive_of=archive_of,
        method=method,
        proof=proof,
        stop=stop,
        declared_rows=row[11],
        declared_pages=row[12],
        ordered=bool(row[13]),
        doubts=tuple(json.loads(row[14])),
        groups=row[15],
        pages=pages,
    )


def entry_of(row: tuple[Any, ...]) -> Entry:
    """An entry out of a row of the store's entry query."""
    found = date.fromisoformat(row[8]) if row[8] else None
    flags = frozenset(Flag(word) for word in row[10].split())
    column, page, position, title, href, url, content_id, raw = row[:8]
    return Entry(
        column_id=column,
        page=page,
        position=position,
        title=title,
        href=href,
        url=url,
        content_id=content_id,
        raw_date=raw,
        date=found,
        date_source=DateSource(row[9]),
        flags=flags,
        frontier_id=row[11],
    )


def target_of(row: tuple[Any, ...]) -> Target:
    """A Target out of a row (key, url, state, note, date, date_source, title)."""
    found = date.fromisoformat(row[4]) if row[4] else None
    return Target(row[1], row[2], row[3], found, DateSource(row[5]), row[6])


def probe_of(row: tuple[Any, ...], number: int) -> Probe:
    """A probe out of a row (id, name, url, result, has an image), the ``number``-th of its name."""
    ident, name, url, result, pictured = row
    told = json.loads(result) if result.startswith("{") else {"result": result}
    return Probe(
        ident,
        name,
        url,
        str(told.get("action", "")),
        str(told.get("result", "")),
        str(told.get("detail", "")),
        tuple(told.get("markup", ())),
        bool(pictured),
        number,
    )


def letter_of(row: tuple[Any, ...]) -> Letter:
    """A Letter out of a row of the letter table, its hash left out."""
    ident, url, listed, opened, received, replied, published, answered, state, *signs = row
    days = [date.fromisoformat(d) if d else None for d in (listed, received, replied, published)]
    told = None if answered is None else bool(answered)
    return Letter(ident, url, days[0], bool(opened), days[1], days[2], days[3], told, state, *signs)
