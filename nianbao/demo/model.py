"""The content of a made-up government site, before any page of it is written.

Templates only render this model and the truth is computed from it; nothing is ever read back
from pages. Paths start and end with "/" for columns; dates are days in Asia/Shanghai.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from crawler.records import Kind, Verdict

DECIDABLE = frozenset({Verdict.EXACT, Verdict.BOUNDED})
ANY_VERDICT = frozenset(Verdict)


class Box(StrEnum):
    """A class of the form that a column's items count in; the values are form keys."""

    OVERVIEW = "items_overview"
    AFFAIRS = "items_affairs"
    DISCLOSURE = "items_disclosure"
    INTERPRETATION = "interpretation_total"
    RESPONSE = "concern_responses"
    TOPIC = "special_columns_maintained"


class Target(StrEnum):
    """What a row's link leads to."""

    PAGE = "page"
    ATTACHMENT = "attachment"  # an own PDF
    EXTERNAL = "external"  # an address on another host
    STUB = "stub"  # an own address that sends the reader to another host


class Mark(StrEnum):
    """How a row stands in its list."""

    PLAIN = "plain"
    HIDDEN = "hidden"  # in the source, not on the screen
    PLACEHOLDER = "placeholder"  # 暂无数据


@dataclass(frozen=True, slots=True)
class Unit:
    """Who runs the site, and the words its titles are made of."""

    name: str
    domain: str
    operator: str
    place: str
    districts: tuple[str, ...]
    matters: tuple[str, ...]
    site_code: str
    icp_number: str
    police_number: str
    mark_code: str
    document_prefix: str
    wechat: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A citizen's letter shown with its reply."""

    number: str
    received: date
    replied: date


@dataclass(frozen=True, slots=True)
class Article:
    """One published thing. ``id`` is its identity in every column that lists it.

    ``home`` is the path of the column it was written in; ``href`` is its address where that does
    not follow from the rest (external targets, single pages); ``body_pages`` is the number of
    pages its text is cut into. ``body`` stands in the place of the made-up paragraphs.
    """

    id: int
    title: str
    published: date
    time: str
    home: str
    target: Target = Target.PAGE
    href: str = ""
    index_number: str = ""
    pictorial: bool = False
    body_pages: int = 1
    letter: Letter | None = None
    body: tuple[str, ...] = ()

    @property
    def is_own(self) -> bool:
        """True when the reader who clicks stays on the site."""
        return self.target in (Target.PAGE, Target.ATTACHMENT)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list."""

    article: Article
    mark: Mark = Mark.PLAIN

    @property
    def counts(self) -> bool:
        """True for a visible line that leads to something."""
        return self.mark is Mark.PLAIN


@dataclass(frozen=True, slots=True)
class Archive:
    """A year of a column kept under an address of its own; folded into the column."""

    name: str
    path: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One column. ``names`` are the steps of its breadcrumb, its own name last.

    ``rows`` stand in the order of the list; ``pinned`` are printed above them on every page.
    ``looks`` are names of ways to render it that a family knows (see the quirks). ``broken_from``
    is the first list page that answers with an empty shell. ``verdicts`` are the acceptable ones.
    ``body`` is the source of what its page shows in the place of a list.
    """

    path: str
    names: tuple[str, ...]
    kind: Kind
    column_type: str
    boxes: tuple[Box, ...]
    layout: str
    page_size: int
    rows: tuple[Row, ...]
    pinned: tuple[Article, ...] = ()
    archives: tuple[Archive, ...] = ()
    looks: frozenset[str] = frozenset()
    broken_from: int | None = None
    quirks: tuple[str, ...] = ()
    verdicts: frozenset[Verdict] = DECIDABLE
    body: str = ""

    @property
    def name(self) -> str:
        """The column's own name."""
        return self.names[-1]

    @property
    def in_total(self) -> bool:
        """Whether its items count in items_total (design: apps do not)."""
        return self.kind in (Kind.LIST, Kind.TOPIC, Kind.SINGLE)

    @property
    def pages(self) -> int:
        """Number of list pages, at least 1."""
        return pages_of(self.rows, self.page_size)

    def slices(self) -> Iterator[tuple[int, tuple[Row, ...]]]:
        """Yield (page number from 1, its rows without the pinned ones)."""
        yield from cut(self.rows, self.page_size)

    def every_row(self) -> Iterator[Row]:
        """Yield each line once: the pinned ones, the list, then its archives."""
        yield from (Row(article) for article in self.pinned)
        yield from self.rows
        for archive in self.archives:
            yield from archive.rows

    def marked(self, quirk: str, **changes: Any) -> "Column":
        """Return a copy with ``changes`` that remembers which quirk made them."""
        quirks = self.quirks if quirk in self.quirks else (*self.quirks, quirk)
        return replace(self, quirks=quirks, **changes)


@dataclass(frozen=True, slots=True)
class Section:
    """A page that only leads to columns: their headings, a few rows each, and 更多."""

    path: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SiteModel:
    """A whole site. ``today`` is the day it is looked at, ``year`` the year asked for."""

    unit: Unit
    seed: int
    year: int
    today: date
    sections: tuple[Section, ...]
    columns: tuple[Column, ...]

    def column(self, path: str) -> Column:
        """Return the column at ``path``; KeyError when there is none."""
        for column in self.columns:
            if column.path == path:
                return column
        raise KeyError(path)

    def has(self, path: str) -> bool:
        """Whether a column stands at ``path``."""
        return any(column.path == path for column in self.columns)

    def with_column(self, changed: Column) -> "SiteModel":
        """Return a copy in which ``changed`` stands in the place of the column of its path."""
        columns = tuple(changed if c.path == changed.path else c for c in self.columns)
        return replace(self, columns=columns)

    def articles(self) -> Iterator[Article]:
        """Yield every article once, in the order columns list them."""
        seen: set[int] = set()
        for column in self.columns:
            for row in column.every_row():
                if row.mark is not Mark.PLACEHOLDER and row.article.id not in seen:
                    seen.add(row.article.id)
                    yield row.article


def pages_of(rows: tuple[Row, ...], page_size: int) -> int:
    """Return how many pages ``rows`` take, at least 1."""
    return max(1, -(-len(rows) // page_size))


def cut(rows: tuple[Row, ...], page_size: int) -> Iterator[tuple[int, tuple[Row, ...]]]:
    """Yield (page number from 1, rows of that page); one empty page for no rows."""
    for number in range(1, pages_of(rows, page_size) + 1):
        yield number, rows[(number - 1) * page_size : number * page_size]


def newest_first(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Return ``rows`` in the order a list shows them."""
    return tuple(
        sorted(
            rows,
            key=lambda row: (row.article.published, row.article.time, row.article.id),
            reverse=True,
        )
    )
