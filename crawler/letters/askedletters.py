"""Letters whose list comes by request: how its page asks for it, and what its script makes of it.

Both are read before the page's words are taken out, which would take code with them.
"""

import json
import re
from collections.abc import Callable
from dataclasses import asdict, replace
from typing import Any

from crawler.columns.scriptfiles import lone_code
from crawler.letters.letter import letter_words
from crawler.letters.printedletters import first_rows
from crawler.lists.reading import ListReading
from crawler.pages.dom import PageDom, fold
from crawler.pages.rowtemplates import HEAD
from crawler.paging.calls import read_calls
from crawler.paging.plan import Plan
from crawler.paging.rowscripts import row_template
from crawler.storage.store import Store

_KEY = "asks "  # and an address: what the page there asks for
_CELL = re.compile(r"<t[dh]\b", re.I)


def note_asks(store: Store, page: PageDom) -> None:
    """Keep the requests of a column's first page and the row its script makes, no word of it."""
    plans = [plan for plan in read_calls(page) if plan.whole]
    template = _template(page, page.scripts)
    if plans or template:
        told = {"template": template, "plans": [asdict(plan) for plan in plans]}
        store.put(f"{_KEY}{page.url}", json.dumps(told, ensure_ascii=False))


def with_asks(
    store: Store, reading: ListReading, page: PageDom, own: Callable[[str], bool]
) -> ListReading:
    """The first page's reading with those requests, and those of files that serve no other page.

    Letters that the page printed in full are its rows.
    """
    if page.url not in _columns(store):
        return reading
    told = store.get(f"{_KEY}{page.url}")
    kept: dict[str, Any] = json.loads(told) if told else {"template": "", "plans": []}
    plans = [*reading.pager.plans, *(Plan(**plan) for plan in kept["plans"])]
    template = str(kept["template"])
    if not template and (code := lone_code(store, page, own)):
        template = _template(page, code)
        whole = PageDom(page.url, f"<script>{code}</script>{page.text}")
        plans += [plan for plan in read_calls(whole) if plan.whole]
    plans = [replace(p, link=template) if p.whole and not p.link else p for p in plans]
    reading = replace(reading, pager=replace(reading.pager, plans=tuple(dict.fromkeys(plans))))
    return first_rows(store, page.url, reading)


def _columns(store: Store) -> frozenset[str]:
    """Addresses of pages that list letters."""
    rows = store.db.execute(
        "SELECT final_url FROM page WHERE ' ' || witnesses || ' ' LIKE '% letters %'"
    )
    return frozenset(row[0] for row in rows)


def _template(page: PageDom, code: str) -> str:
    """The row's markup behind the head that the page's table, or the script, puts above it."""
    words = letter_words()
    told = row_template(code, words.kept | {*words.received, *words.replied})
    head, _, row = told.rpartition(HEAD)
    return f"{head or _head(page, len(_CELL.findall(row)))}{HEAD}{row}" if row else ""


def _head(page: PageDom, cells: int) -> str:
    """The labels of a table on the page whose first row has as many cells."""
    words = letter_words()
    for table in page.root.iter("table"):
        first = next(table.iter("tr"), None)
        names = (
            [fold("".join(c.itertext())) for c in first if c.tag in ("th", "td")]
            if first is not None
            else []
        )
        if cells > 1 and len(names) == cells:
            kept = [name if name in words.kept else "" for name in names]
            return f"<tr>{''.join(f'<th>{name}</th>' for name in kept)}</tr>"
    return ""
