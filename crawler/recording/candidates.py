"""Fetched pages that may be columns, out of the crawl file."""

from collections.abc import Iterator

from crawler import urls
from crawler.records import StoredPage
from crawler.storage.store import Store


def candidates(store: Store) -> list[tuple[int, str, str, str]]:
    """(frontier row, address, state, last error) of what was opened as a column, in order."""
    return list(
        store.db.execute(
            "SELECT id, url, state, last_error FROM frontier WHERE purpose = 'column' ORDER BY id"
        )
    )


def first_pages(store: Store) -> dict[int, StoredPage]:
    """Fetched candidates by frontier row, one for each final address."""
    found: dict[int, StoredPage] = {}
    final: set[str] = set()
    for page in store.pages("column"):
        key = urls.canonical(page.final_url)
        if key not in final and "letter" not in page.witnesses:
            final.add(key)
            found[page.frontier_id] = page
    return found


def seen_addresses(store: Store) -> Iterator[str]:
    """Pages and rows seen so far; their endings are tried where a list shows no pager."""
    rows = store.db.execute("SELECT final_url FROM page UNION ALL SELECT url FROM entry")
    return (row[0] for row in rows)
