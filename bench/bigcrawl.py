"""A sealed crawl of any size, written straight into its file: every row's fate is known."""

import json
from datetime import date, timedelta
from pathlib import Path

from crawler.storage.store import Store, connect

HOME = "http://swj.yunling.example/"
YEAR = 2025
SEALED = "2026-01-05T09:00:00+08:00"
BOXES = ("items_affairs", "items_disclosure", "items_overview")


def write(file: Path, *, columns: int, rows: int) -> None:
    """Write a sealed crawl of ``columns`` lists with ``rows`` rows each.

    Of every 20 rows one is external, one of the year before, one undated; the rest count.
    """
    store = Store(connect(file), file)
    with store.transaction():
        for key, value in {
            "home_url": HOME, "year": str(YEAR), "started_at": SEALED, "sealed_at": SEALED,
            "complete": "1", "version": "0",
        }.items():  # fmt: skip
            store.put(key, value)
        for number in range(1, columns + 1):
            _column(store, number, rows)
    store.seal()
    store.close()


def _column(store: Store, number: int, rows: int) -> None:
    url, name = f"{HOME}lm{number}/", f"栏目{number}"
    box = BOXES[number % len(BOXES)]
    store.db.execute(
        "INSERT INTO frontier VALUES (?, ?, ?, 0, 'column', ?, 1, -1, 'GET', '', '', 'nav',"
        " 'fetched', 1, '')",
        (number, url, url, number),
    )
    store.db.execute(
        "INSERT INTO col VALUES (?, ?, ?, ?, 'list', '', 'nav', NULL, ?, 'static', '逐页翻到末页',"
        " 'end', ?, 1, 1, '[]', 1)",
        (number, url, name, json.dumps(["首页"]), number, rows),
    )
    store.db.execute(
        "INSERT INTO proposal VALUES (?, 'list', ?, '', 1, '按栏目名归类')", (number, box)
    )
    store.db.execute(
        "INSERT INTO list_page VALUES (?, ?, 1, -1, ?, 'ok', '', '')", (number, number, url)
    )
    store.db.executemany(
        "INSERT INTO entry (column_id, frontier_id, page, position, title, href, url, content_id,"
        " raw_date, date, date_source, flags) VALUES (?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (_entry(number, place, rows) for place in range(rows)),
    )


def _entry(column: int, place: int, rows: int) -> tuple[object, ...]:
    day = date(YEAR, 12, 31) - timedelta(days=place * 364 // rows)
    source, flags = "list", ""
    url = f"{HOME}lm{column}/art_{column * 1_000_000 + place}.html"
    match place % 20:
        case 3:
            url = f"http://www.elsewhere.example/{column}/{place}.html"
        case 5:
            day = date(YEAR - 1, 6, 1)
        case 7:
            source, flags = "none", "undated"
        case 0:
            flags = "pinned"
    shown = None if flags == "undated" else day.isoformat()
    title = f"云岭市商务局关于第 {column} 类第 {place} 号事项的通知"
    key = url.removeprefix("http://")
    return column, column, place, title, url, url, key, shown or "", shown, source, flags
