"""The rows behind the draft's figures, of every year, as the sealed crawl holds them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from audits.case import Case, open_case
from audits.ledger import ColumnCount
from audits.rowcount import loose_identities
from crawler import dates, urls
from crawler.lists.settled import settle
from crawler.records import Entry, Flag, Kind, SiteProfile, Target, Verdict
from reportgen.diff.signing import signing_days

_UNSEEN = frozenset({Flag.PLACEHOLDER, Flag.HIDDEN})


@dataclass(frozen=True, slots=True)
class Item:
    """One distinct row of a column. ``day`` decides its year, None if undated.

    ``signed`` is the 成文日期 that the list shows, also beside ``day``, where it is another day.
    """

    key: str
    day: date | None
    signed: date | None
    title: str
    url: str
    own: bool


@dataclass(frozen=True, slots=True)
class ColumnRows:
    """A column of the ledger with its distinct rows of any year."""

    name: str
    url: str
    boxes: tuple[str, ...]
    in_total: bool
    kind: Kind
    verdict: Verdict
    declared: int | None
    items: tuple[Item, ...]

    @property
    def is_open_below(self) -> bool:
        """Whether earlier years were not read to their end."""
        return self.verdict is not Verdict.EXACT


def read_rows(crawl_file: Path, profile: SiteProfile) -> tuple[ColumnRows, ...]:
    """Return every column of a sealed crawl with its rows; raises StoreError."""
    with open_case(crawl_file, profile) as case:
        return tuple(_columns(case))


def _columns(case: Case) -> Iterator[ColumnRows]:
    store = case.store
    targets = store.targets()
    stored = store.columns()
    entries = {column.id: store.entries(column.id) for column in stored}
    loose = loose_identities(e for rows in entries.values() for e in rows)
    groups: dict[str, list[Entry]] = {}
    by_id = {column.id: column for column in stored}
    for column in stored:
        head = by_id.get(column.archive_of, column) if column.archive_of else column
        groups.setdefault(head.url, []).extend(entries[column.id])
    counted = [c for c in case.ledger if c.line.in_total]
    for line in case.ledger:
        rows = groups.get(line.line.url, [])
        signed = signing_days(store, rows, case.year)
        items = tuple(_items(rows, targets, case, loose, signed))
        yield _column(line, items, not line.is_told_by(counted))


def _column(counted: ColumnCount, items: tuple[Item, ...], stands: bool) -> ColumnRows:
    line = counted.line
    return ColumnRows(
        name=line.name,
        url=line.url,
        boxes=line.boxes,
        in_total=line.in_total and stands,
        kind=line.kind,
        verdict=line.verdict,
        declared=line.declared_rows,
        items=items,
    )


def _items(
    rows: list[Entry],
    targets: dict[str, Target],
    case: Case,
    loose: frozenset[str],
    beside: Mapping[str, date],
) -> Iterator[Item]:
    """Yield each visible row once, with the day that decides its year."""
    seen: set[str] = set()
    for entry in rows:
        key = urls.canonical(entry.url) if entry.content_id in loose else entry.content_id
        if key in seen or entry.flags & _UNSEEN or not entry.url:
            continue
        seen.add(key)
        target = targets.get(urls.canonical(entry.url))
        away = target is not None and target.state == "offsite"
        day = settle(entry, target).date
        yield Item(
            key=key,
            day=day,
            signed=_signed(entry, day, beside.get(urls.canonical(entry.url))),
            title=entry.title,
            url=entry.url,
            own=case.own(entry.url) and not away,
        )


def _signed(entry: Entry, day: date | None, beside: date | None) -> date | None:
    """Return the day of signing that the list prints, None where it prints none.

    ``beside`` is the one printed beside the day of publishing.
    """
    if Flag.DRAFTED not in entry.flags or not entry.raw_date:
        return beside if beside != day else None
    found = dates.find_dates(entry.raw_date)
    shown = found[0].date if found else None
    return shown if shown != day else None
