"""Year archives (2025年, /2025n/, ?year=2025) folded into the column they belong to."""

import json

from crawler import urls
from crawler.columns.classify import archive_year
from crawler.columns.naming import Seen
from crawler.storage.store import Store


def fold_archives(store: Store, leads: dict[int, Seen]) -> None:
    """Year archives belong to the column they were seen on, or to the folder above them."""
    rows = list(store.db.execute("SELECT id, url, name, path, frontier_id FROM col"))
    archives = {
        ident
        for ident, url, name, _, frontier_id in rows
        if frontier_id in leads
        and any(archive_year(n, url) is not None for n in (name, *leads[frontier_id].names))
    }
    plain = [row for row in rows if row[0] not in archives]
    by_frontier = {row[4]: row[0] for row in plain if row[4] is not None}
    by_url = {urls.canonical(row[1]): row[0] for row in plain}
    by_name = {row[2]: row[0] for row in plain}
    for ident, url, _, path, frontier_id in rows:
        if ident not in archives:
            continue
        above = json.loads(path)
        folder = urls.canonical(urls.join(url, "../"))
        parent = by_url.get(folder) or by_frontier.get(leads[frontier_id].seen_on)
        parent = parent or (by_name.get(above[-1]) if above else None)
        if parent is not None and parent != ident:
            store.db.execute("UPDATE col SET archive_of = ? WHERE id = ?", (parent, ident))
