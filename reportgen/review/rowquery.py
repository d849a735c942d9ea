"""One page of evidence rows: filtered, sorted, cut on the server."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from reportgen.review.evidencerows import ShownRow

PER_PAGE = 50
_SORTS = {"": "number", "day": "day", "title": "title", "column": "place"}
_COLUMNS = "fate, row, title, url, href, day, source, col, place, marks, note, amount, picture"
_MOST_TEXT = 80


@dataclass(frozen=True, slots=True)
class RowQuery:
    """What somebody wants to see: empty texts mean all; ``page`` counts from 1.

    ``month`` is YYYY-MM or ``none`` for rows without a date; ``place`` the column's address.
    """

    fate: str = ""
    place: str = ""
    month: str = ""
    mark: str = ""
    text: str = ""
    sort: str = ""
    down: bool = False
    page: int = 1

    def but(self, **changes: Any) -> str:
        """The query string of this query with changes; another choice starts at page 1."""
        other = replace(self, **{"page": 1, **changes})
        told = {
            "fate": other.fate,
            "place": other.place,
            "month": other.month,
            "mark": other.mark,
            "q": other.text,
            "sort": other.sort,
            "down": "1" if other.down else "",
            "page": str(other.page) if other.page > 1 else "",
        }
        return urlencode({name: value for name, value in told.items() if value})

    def toward(self, sort: str) -> str:
        """The query string that sorts by a column, or turns its order."""
        return self.but(sort=sort, down=self.sort == sort and not self.down)


@dataclass(frozen=True, slots=True)
class RowPage:
    """The rows of one page with how many there are in all, and on how many pages."""

    rows: tuple[ShownRow, ...]
    total: int
    page: int
    pages: int

    @property
    def first(self) -> int:
        """The number of the first row shown, from 1."""
        return (self.page - 1) * PER_PAGE + 1


def read_query(told: Mapping[str, str]) -> RowQuery:
    """What an address asks for; anything unknown counts as not said."""
    page, sort = told.get("page", ""), told.get("sort", "")
    return RowQuery(
        fate=told.get("fate", ""),
        place=told.get("place", ""),
        month=told.get("month", ""),
        mark=told.get("mark", ""),
        text=told.get("q", "").strip()[:_MOST_TEXT],
        sort=sort if sort in _SORTS else "",
        down=told.get("down", "") == "1",
        page=int(page) if page.isascii() and page.isdigit() and 0 < len(page) < 8 else 1,
    )


def find_page(db: sqlite3.Connection, view: int, query: RowQuery) -> RowPage:
    """The rows of one page; a page behind the last is the last."""
    total = count_rows(db, view, query)
    pages = max(1, -(-total // PER_PAGE))
    page = min(query.page, pages)
    where, given = _where(view, query)
    way = "DESC" if query.down else "ASC"
    order = f"{_SORTS[query.sort]} {way}" + ("" if not query.sort else f", number {way}")
    found = db.execute(
        f"SELECT {_COLUMNS} FROM shown WHERE {where} ORDER BY {order} LIMIT ? OFFSET ?",
        (*given, PER_PAGE, (page - 1) * PER_PAGE),
    )
    return RowPage(tuple(_row(each) for each in found), total, page, pages)


def count_rows(db: sqlite3.Connection, view: int, query: RowQuery) -> int:
    """How many rows a query finds; without a text the tallies know."""
    where, given = _where(view, query)
    counted = "count(*)" if query.text else "coalesce(sum(n), 0)"
    table = "shown" if query.text else "tally"
    return int(db.execute(f"SELECT {counted} FROM {table} WHERE {where}", given).fetchone()[0])


def found_ids(db: sqlite3.Connection, view: int, query: RowQuery, most: int) -> dict[str, str]:
    """Ids of the rows a query finds with the address of their column, at most so many."""
    where, given = _where(view, query)
    found = db.execute(
        f"SELECT row, place FROM shown WHERE {where} AND row <> '' ORDER BY number LIMIT ?",
        (*given, most),
    )
    return dict(found)


def _where(view: int, query: RowQuery) -> tuple[str, tuple[object, ...]]:
    parts: list[tuple[str, object]] = [("view = ?", view)]
    if query.fate:
        parts.append(("fate = ?", query.fate))
    if query.place:
        parts.append(("place = ?", query.place))
    if query.month:
        parts.append(("month = ?", "" if query.month == "none" else query.month))
    if query.mark:
        parts.append(("' ' || marks || ' ' LIKE ? ESCAPE '\\'", f"% {_plain(query.mark)} %"))
    if query.text:
        parts.append(("title LIKE ? ESCAPE '\\'", f"%{_plain(query.text)}%"))
    return " AND ".join(text for text, _ in parts), tuple(value for _, value in parts)


def _plain(text: str) -> str:
    """Text for LIKE that means itself."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _row(found: tuple[object, ...]) -> ShownRow:
    fate, row, title, url, href, day, source, column, place, marks, note = map(str, found[:11])
    amount = found[11]
    assert isinstance(amount, int)
    return ShownRow(
        fate=fate,
        row=row,
        title=title,
        url=url,
        href=href,
        day=day,
        source=source,
        column=column,
        place=place,
        marks=tuple(marks.split()),
        note=note,
        amount=amount,
        picture=str(found[12]),
    )
