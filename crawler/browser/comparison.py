"""Lists that look short, held against what a browser shows of them.

A page with a handful of rows and no pager may be the first screen of a list that a script goes on
with. Each is rendered once, within a budget; a difference leaves the column unsure.
"""

import re
from collections.abc import Sequence

from crawler.records import Entry, Flag, Kind, StoredColumn
from crawler.storage.frontier import Job
from crawler.storage.store import Store

CAPPED = "looks_capped"  # key of the crawl table: the budget left some columns uncompared
_FREE = 8  # looks any small site is worth
_SMALL = 140  # requests of a small site, when its lists are walked
_TRIALS = 5  # looks kept for the home page and what is tried on it
_REQUESTS_A_LOOK = 50  # beyond those, at most one look in so many requests
_UNSEEN = frozenset({Flag.HIDDEN, Flag.PLACEHOLDER, Flag.UNMARKED})
_TELLING = 10  # letters by which a title that a script cut is known


def comparisons(store: Store) -> tuple[Job, ...]:
    """Looks at short columns not yet compared, the shortest first, as far as the budget goes."""
    columns = store.uncompared()
    requests = int(store.get("requests", "0"))
    most = _FREE if requests < _SMALL else requests // _REQUESTS_A_LOOK - _TRIALS
    allowed = most - store.looks()
    if len(columns) > max(allowed, 0) and not store.get(CAPPED):
        with store.transaction():
            store.put(CAPPED, "1")
    shortest = sorted(columns, key=lambda column: sum(page.rows for page in column.pages))
    # What a request brings is held against the page too: it may choose among the rows.
    shortest += [column for column in unlooked(store) if column not in columns]
    return tuple(
        Job(0, column.url, "compare", column.id, 1, -1) for column in shortest[: max(allowed, 0)]
    )


def unlooked(store: Store) -> tuple[StoredColumn, ...]:
    """Columns whose rows a request brought that no browser saw at work."""
    known = {row[0] for row in store.db.execute("SELECT column_id FROM learned")}
    return tuple(
        column
        for column in store.columns()
        if column.kind in (Kind.LIST, Kind.TOPIC)
        and column.id not in known
        and any(p.number == 1 and p.plan >= 0 and p.state == "ok" for p in column.pages)
    )


def differences(
    read: Sequence[Entry], shown: Sequence[Entry], *, disturbed: bool
) -> tuple[str, ...]:
    """Sentences on how the rows read and the rows shown differ; empty when they agree.

    ``disturbed``: something the page needs was kept from the browser, so that rows it does not
    show prove nothing. Titles are compared: scripts take addresses away.
    """
    raw, seen = _titles(read), _titles(shown)
    more = max(len(_unmatched(seen, raw)), len(seen) - len(raw))
    kept = [at for at, title in enumerate(raw) if not _unmatched([title], seen)]
    # What lies behind the last row shown may be the further screens of a list cut by script.
    left_out = raw[: kept[-1]] if kept else raw
    less = len(_unmatched(left_out, seen))
    found = []
    if more > 0:
        found.append(f"浏览器中可见 {len(seen)} 行，直接读到 {len(raw)} 行，有的条目由脚本生成")
    if less > 0 and not disturbed:
        found.append(f"直接读到的 {len(raw)} 行中，有 {less} 行在浏览器中看不到")
    return tuple(found)


def is_shown(entry: Entry) -> bool:
    """Whether a row is one to be seen."""
    return not entry.flags & _UNSEEN


def _titles(entries: Sequence[Entry]) -> list[str]:
    titles = {e.content_id: re.sub(r"\W", "", e.title) for e in entries if is_shown(e)}
    return list(titles.values())


def _unmatched(ones: Sequence[str], others: Sequence[str]) -> list[str]:
    whole, heads = set(others), {other[:_TELLING] for other in others}
    return [one for one in ones if one not in whole and one[:_TELLING] not in heads]
