"""The day of signing (成文日期) that lists print beside the day of publishing.

The crawl keeps the day that decides the year; the other one is read again from the stored pages,
since some people count by it.
"""

import re
from collections.abc import Iterable
from datetime import date

from crawler import urls
from crawler.lists.rows import read_rows
from crawler.pages.dom import PageDom
from crawler.records import Entry
from crawler.storage.store import Store

_PRINTED = re.compile(
    r"(?:成文|签发|生成|制发|印发|落款)(?:日期|时间)|writedate|signdate|chengwen|display_publish_time",
    re.IGNORECASE,
)


def signing_days(store: Store, entries: Iterable[Entry], year: int) -> dict[str, date]:
    """Return the day of signing by address for the rows whose page prints one.

    Only pages that name such a day at all are read; data in them is never asked for again.
    """
    found: dict[str, date] = {}
    for page_id in sorted({entry.frontier_id for entry in entries if entry.url}):
        stored = store.page(page_id)
        if stored is None or not _PRINTED.search(stored.text):
            continue
        page = PageDom(stored.final_url, stored.text)
        for row in read_rows(page, year=year).rows:
            if row.signed is not None and row.href:
                url = urls.unwrap(urls.join(page.base, row.href))
                found[urls.canonical(url)] = row.signed
    return found
