"""Dates that do not go with their surroundings: clues a person may look at, never a figure.

Fills    nothing; remarks only.
Scope    rows of the year in read lists; dates of lists, addresses, articles, and when the server
         says a page was last changed.
Source   order of content numbers; habits of the same column (most rows must agree first).
Unknown  a column whose numbers, addresses or page times follow no habit says nothing.
Errors   none.
"""

import json
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from email.utils import parsedate_to_datetime
from statistics import median
from urllib.parse import urlsplit

from audits.audit import Audit
from audits.case import Case
from audits.facts import Evidence, Fact, Remark
from crawler import dates, urls
from crawler.dates.calendar import in_shanghai
from crawler.lists.settled import settle
from crawler.records import DateSource, Entry, Flag, Kind, StoredColumn, Target
from crawler.storage.store import Store

_LATE_DAYS = timedelta(days=30)  # apart by more than a month of drafting and approval
_LEAST = 8  # rows that must show a habit before an exception to it means anything
_HABIT = 0.8  # share of rows that keep it
_BULK = 10  # items of one column on one day
_ROWS = 50
_SHOWN = 3
_NUMBERS = re.compile(r"\d+", re.ASCII)
_FIELDS = ("items_total",)


@dataclass(frozen=True, slots=True)
class Dated:
    """One row with the date it counts by and the number its address gives it."""

    entry: Entry
    day: date
    number: int
    column: str

    def clue(self, other: date, what: str) -> Evidence:
        """The row beside the date that it does not go with."""
        return Evidence(
            url=self.entry.url,
            title=self.entry.title,
            date=self.day.isoformat(),
            date_source=self.entry.date_source.value,
            quote=f"{what} {other.isoformat()}",
            column=self.column,
            href=self.entry.href,
        )


def run(case: Case) -> Iterator[Fact]:
    """Yield nothing: no figure hangs on a clue."""
    yield from ()


def remarks(case: Case) -> Iterator[Remark]:
    """Yield one remark a kind of clue, with the rows."""
    targets = case.store.targets()
    modified = modified_days(case.store)
    order: list[Evidence] = []
    apart: list[Evidence] = []
    changed: list[Evidence] = []
    days: list[Evidence] = []
    for rows in _columns(case, targets):
        order += out_of_order(rows, case.year)
        apart += disagreeing(rows, targets, case.year)
        changed += changed_late(rows, modified, case.year)
        days += crowded(rows, case.year)
    yield from _remark("A-日期次序", "发布日期与编号次序不一致，请核对", order)
    yield from _remark("A-日期不一", "列表日期早于网址或正文中的日期一个月以上，请核对", apart)
    yield from _remark("A-修改时间", "网页最后修改时间晚于发布日期一个月以上，请核对", changed)
    yield from _remark("A-集中发布", "同一栏目同一天的条目明显多于平时，请核对", days)


def _remark(ident: str, said: str, clues: Sequence[Evidence]) -> Iterator[Remark]:
    rows = tuple({clue.url: clue for clue in clues}.values())
    if rows:
        shown = "；".join(f"“{r.title}”列表 {r.date}，{r.quote}" for r in rows[:_SHOWN])
        more = " 等" if len(rows) > _SHOWN else ""
        message = f"有 {len(rows)} 条{said}。例如：{shown}{more}"
        yield Remark(ident, "info", message, _FIELDS, rows[:_ROWS])


def modified_days(store: Store) -> dict[str, date]:
    """When the server says each opened target was last changed, by canonical address."""
    rows = store.db.execute(
        "SELECT f.url, p.headers FROM page p JOIN frontier f ON f.id = p.frontier_id"
        " WHERE f.purpose = 'detail'"
    )
    told = ((url, _modified_day(headers)) for url, headers in rows)
    return {urls.canonical(url): day for url, day in told if day is not None}


def _modified_day(headers: str) -> date | None:
    """The day of a kept Last-Modified header in Shanghai, None without a readable one."""
    value = json.loads(headers).get("last-modified", "")
    try:
        return in_shanghai(parsedate_to_datetime(value)) if value else None
    except ValueError:
        return None


def _columns(case: Case, targets: dict[str, Target]) -> Iterator[list[Dated]]:
    """Rows of each list; one listed twice belongs to the shorter list, where it was written."""
    lists = [
        _rows(case, column, targets)
        for column in case.store.columns()
        if column.kind in (Kind.LIST, Kind.TOPIC)
    ]
    seen: set[str] = set()
    for rows in sorted(lists, key=len):
        yield [row for row in rows if row.entry.content_id not in seen]
        seen.update(row.entry.content_id for row in rows)


def _rows(case: Case, column: StoredColumn, targets: dict[str, Target]) -> list[Dated]:
    """Distinct dated own rows of a column; pinned and hidden ones say nothing of order."""
    found: dict[str, Dated] = {}
    for entry in case.store.entries(column.id):
        if entry.flags & {Flag.PINNED, Flag.HIDDEN, Flag.PLACEHOLDER} or not entry.url:
            continue
        day = settle(entry, targets.get(urls.canonical(entry.url))).date
        if day is not None and case.own(entry.url):
            row = Dated(entry, day, number_of(entry.url), column.name)
            found.setdefault(entry.content_id, row)
    return list(found.values())


def number_of(url: str) -> int:
    """The content number in an address: the last number of its file, else of its query; or 0."""
    parts = urlsplit(url)
    for text in (parts.path.rpartition("/")[2], parts.query):
        numbers = [n for n in _NUMBERS.findall(text) if 3 <= len(n) <= 12]
        if numbers:
            return int(numbers[-1])
    return 0


def out_of_order(rows: Sequence[Dated], year: int) -> list[Evidence]:
    """Rows of the year whose number is higher than that of rows dated over a month later.

    Only where numbers otherwise rise with the dates: most rows of one shape of address.
    """
    shapes: dict[str, list[Dated]] = {}
    for row in rows:
        if row.number and row.entry.date_source is not DateSource.URL:
            shapes.setdefault(urls.detail_shape(row.entry.url), []).append(row)
    clues = []
    for group in shapes.values():
        ordered = sorted(group, key=lambda row: (row.number, row.day))
        kept = rising([row.day for row in ordered])
        if len(ordered) < _LEAST or len(kept) < _HABIT * len(ordered):
            continue
        latest = date.min
        for position, row in enumerate(ordered):
            if position in kept:
                latest = row.day
            elif row.day.year == year and latest - row.day > _LATE_DAYS:
                clues.append(row.clue(latest, "编号在它之前的条目"))
    return clues


def rising(days: Sequence[date]) -> frozenset[int]:
    """Positions of a longest run of days that never falls, gaps allowed."""
    tops: list[date] = []
    at: list[int] = []
    before: list[int] = []
    for position, day in enumerate(days):
        length = bisect_right(tops, day)
        before.append(at[length - 1] if length else -1)
        tops[length : length + 1] = [day]
        at[length : length + 1] = [position]
    kept: set[int] = set()
    position = at[-1] if at else -1
    while position >= 0:
        kept.add(position)
        position = before[position]
    return frozenset(kept)


def disagreeing(rows: Sequence[Dated], targets: dict[str, Target], year: int) -> list[Evidence]:
    """Rows whose list date lies over a month before the date in the address or the article."""
    listed = [row for row in rows if row.entry.date is not None]
    clues = []
    for what in ("网址中的日期", "正文的发布日期"):
        pairs = [(row, other) for row in listed if (other := _other(row, targets, what))]
        late = [
            (row, other)
            for row, other in pairs
            if other - row.day > _LATE_DAYS and year in (row.day.year, other.year)
        ]
        if late and len(pairs) - len(late) >= _HABIT * len(pairs):
            clues += [row.clue(other, what) for row, other in late]
    return clues


def _other(row: Dated, targets: dict[str, Target], what: str) -> date | None:
    if what == "网址中的日期":
        return dates.url_date(row.entry.url).date
    target = targets.get(urls.canonical(row.entry.url))
    return target.date if target is not None and target.state == "ok" else None


def changed_late(rows: Sequence[Dated], modified: dict[str, date], year: int) -> list[Evidence]:
    """Rows changed on the server long after their date, where pages else stay as published."""
    known = [(row, when) for row in rows if (when := modified.get(urls.canonical(row.entry.url)))]
    late = [(row, when) for row, when in known if when - row.day > _LATE_DAYS]
    if len(known) < _LEAST or len(known) - len(late) < _HABIT * len(known):
        return []
    return [row.clue(when, "网页最后修改") for row, when in late if row.day.year == year]


def crowded(rows: Sequence[Dated], year: int) -> list[Evidence]:
    """The days of the year on which a column has many more items than on its other days."""
    counts = Counter(row.day for row in rows if row.day.year == year)
    if len(counts) < _LEAST:
        return []
    usual = median(counts.values())
    full = {day for day, n in counts.items() if n >= max(_BULK, 5 * usual)}
    return [
        row.clue(row.day, f"当天共 {counts[row.day]} 条，平时每天 {usual:g} 条，")
        for row in rows
        if row.day in full
    ]


AUDIT = Audit(
    id="date_order", title="日期与次序", fields=(), run=run, remarks=remarks, by_columns=False
)
