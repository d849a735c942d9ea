"""The answers of F8 that depend on more than the path."""

import hashlib
import json
import re
from datetime import date
from math import ceil
from typing import Any

from nianbao.demo.model import Column, Section, SiteModel
from nianbao.demo.page import Page
from tests.sites.f7_frame import Frame
from tests.sites.f8_pages import CHANNEL, RANDOM, Drawn, draw, way
from tests.sites.routes import Asked, Routes, whole

PLAIN = {"random": None, "current": "1"}  # parameters that change nothing: at all, or when so
Key = tuple[str, frozenset[tuple[str, str]]]


def routes(model: SiteModel, sections: tuple[Section, ...]) -> Routes:
    """Return the answers of F8's programs; None for all that is a file."""
    frame, pages, posted = draw(model, sections)
    queried = {_key(address): page for address, page in pages.items() if "?" in address}

    def answer(asked: Asked) -> Page | None:
        if asked.method == "POST" and asked.path in posted:
            return _page_of_form(posted[asked.path], asked.form.get("cpage"))
        if asked.path == "/was5/web/search":
            return _search(frame, asked)
        if asked.path == "/rili":
            return _calendar(frame, asked.params.get("ym", ""))
        if asked.path.startswith("/channel/"):
            return _beyond(model, pages, asked.path)
        found = queried.get(_key(f"{asked.path}?{asked.query}"))
        return _varied(found, asked) if found else None

    return answer


def docs(rows: list[dict[str, Any]], total: int, size: int) -> str:
    """Return what the search program prints: nearly JSON, with tabs and commas too many."""
    lines = [
        "\t\t{"
        + "".join(
            f'"{name}":{json.dumps(value, ensure_ascii=False)},\t'
            for name, value in (
                ("title", row["title"]),
                ("url", row["href"]),
                ("chnldocurl", row["href"]),
                ("pubdate", f"{row['date']} 00:00:00"),
                ("content", ""),
            )
        )
        + "},"
        for row in rows
    ]
    pages = ceil(total / size)
    head = f'{{\n\t"recordCount":"{total}",\n\t"pageCount":"{pages}",\n\t"docs":[\n'
    return head + "\n".join(lines) + "\n\t],\n}\n"


def _key(address: str) -> Key:
    path, _, query = address.partition("?")
    pairs = (pair.partition("=")[::2] for pair in query.split("&") if pair)
    kept = ((n, v) for n, v in pairs if n not in PLAIN or PLAIN[n] not in (None, v))
    return path, frozenset(kept)


def _page_of_form(drawn: Drawn, number: str | None) -> Page:
    wanted = min(whole(number, 1, 1), len(drawn))
    return drawn[str(wanted)]


def _search(frame: Frame, asked: Asked) -> Page | None:
    column = next((c for c in frame.model.columns if way(c) == "was"), None)
    if column is None or asked.params.get("channelid") != str(CHANNEL):
        return None
    size = whole(asked.params.get("prepage"), 1, column.page_size)
    start = (whole(asked.params.get("page"), 1, 1) - 1) * size
    rows = [frame.row(row) for row in column.rows[start : start + size]]
    return Page(docs(rows, len(column.rows), size).encode(), "text/html;charset=UTF-8")


def _calendar(frame: Frame, month: str) -> Page | None:
    """Return a month of the calendar; there is always one before it and one after it."""
    found = re.fullmatch(r"(\d{4})-(\d\d)", month)
    if found is None or not 1 <= int(found[2]) <= 12 or not 1000 <= int(found[1]) <= 9000:
        return None
    first = date(int(found[1]), int(found[2]), 1)
    rows = [
        frame.row(row)
        for column in frame.model.columns
        for row in column.rows
        if row.counts and row.article.published.replace(day=1) == first
    ]
    at = first.year * 12 + first.month - 1
    around = [f"/rili?ym={n // 12}-{n % 12 + 1:02d}" for n in (at - 1, at + 1)]
    return frame.page("calendar", "/rili", f"{month} 更新", rows=rows, month=month, around=around)


def _beyond(model: SiteModel, pages: Drawn, path: str) -> Page | None:
    """Return page one for an offset beyond the end of a list that loops."""
    for column in model.columns:
        shown = path.removeprefix(f"{column.path}/")
        if "loops" in column.looks and shown.isdecimal() and int(shown) >= len(column.rows):
            return pages[column.path]
    return None


def _varied(page: Page, asked: Asked) -> Page:
    """Return the page with a number in its links that hangs on the address it was asked at."""
    digits = int(hashlib.md5(f"{asked.path}?{asked.query}".encode()).hexdigest(), 16) % 10**16
    body = page.body.replace(RANDOM.encode(), f"0.{digits:016d}".encode())
    return Page(body, page.content_type, page.status)


def column_of(model: SiteModel, kind: str) -> Column:
    """Return the first column paged in the way ``kind``."""
    return next(c for c in model.columns if way(c) == kind)
