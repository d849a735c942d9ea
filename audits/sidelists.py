"""Columns whose rows are a side block's: articles of other columns, in no order of dates.

A picture wall or a single page beside a block of the most read articles: the block was read as the
column's list. A list that truly gathers other columns' articles is in order of dates, or shows
some that its source does not list.
"""

import posixpath
from collections.abc import Sequence
from urllib.parse import urlsplit

from crawler import urls
from crawler.records import Entry, Kind, StoredColumn

_NEARLY_ALL = 0.8
_KEEPERS = 2  # columns that must keep their own articles, or nothing can be told by folders


def side_lists(columns: Sequence[tuple[StoredColumn, Sequence[Entry]]]) -> frozenset[int]:
    """Ids of the columns whose rows count for nothing.

    Judged only on a site where other columns do keep their articles in their own folder.
    """
    folders = {column.id: _folder(column.url) for column, _ in columns}
    own = {c.id: _share(entries, {folders[c.id]}) for c, entries in columns if folders[c.id]}
    keepers = {ident for ident, share in own.items() if share >= _NEARLY_ALL}
    found = set()
    for column, entries in columns:
        others = {folders[k] for k in keepers if k != column.id}
        if column.kind is not Kind.LIST or column.ordered or own.get(column.id) != 0.0:
            continue
        if len(others) < _KEEPERS or _share(entries, others) < _NEARLY_ALL:
            continue
        sources = {f for f in others if _share(entries, {f})}
        listed = {e.content_id for c, rows in columns if c is not column for e in rows}
        if len(sources) > 1 or all(entry.content_id in listed for entry in entries):
            found.add(column.id)
    return frozenset(found)


def _folder(url: str) -> str:
    """Host and folder of a column's page, empty for the root of the site."""
    path = urlsplit(url).path
    folder = path if path.endswith("/") else posixpath.dirname(path) + "/"
    return "" if folder in ("/", "//") else urls.canonical(urls.join(url, folder))


def _share(entries: Sequence[Entry], folders: set[str]) -> float:
    """How many of the rows with an address lie under some of the folders, 0 to 1."""
    addresses = [urls.canonical(entry.url) for entry in entries if entry.url]
    inside = sum(any(a.startswith(f) and a != f for f in folders) for a in addresses)
    return inside / len(addresses) if addresses else -1.0
