"""Days for rows of surveys and interviews that print none: from when on they were open.

A survey without a day of publishing is of the year in which it began. Where only its last day is
known the row gets that day as an inferred one: the audit decides what may be counted of those.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from audits.footer import page_text
from audits.periods import Period, day_held, labelled_period, read_period
from crawler import urls
from crawler.lists.settled import settle
from crawler.pages.dom import PageDom, visible_text
from crawler.records import DateSource, Entry, Flag, StoredColumn, Target
from crawler.storage.store import Store

BOXES = frozenset({"surveys", "interviews"})


def opening_days(
    store: Store, columns: Iterable[StoredColumn], targets: Mapping[str, Target]
) -> dict[int, dict[str, tuple[date, DateSource]]]:
    """By column, and by the address of each row without a day: the day it is counted by."""
    return {
        column.id: {
            entry.url: told
            for entry in store.entries(column.id)
            if _is_open(entry, targets) and (told := _day_of(store, entry)) is not None
        }
        for column in columns
    }


def with_openings(
    entries: Iterable[Entry], days: Mapping[str, tuple[date, DateSource]]
) -> list[Entry]:
    """The rows, those without a day with the day they were open from."""
    return [
        replace(
            entry,
            date=days[entry.url][0],
            date_source=days[entry.url][1],
            flags=entry.flags - {Flag.UNDATED},
        )
        if entry.date is None and entry.url in days
        else entry
        for entry in entries
    ]


def _is_open(entry: Entry, targets: Mapping[str, Target]) -> bool:
    return bool(entry.url) and settle(entry, targets.get(urls.canonical(entry.url))).date is None


def _day_of(store: Store, entry: Entry) -> tuple[date, DateSource] | None:
    """The first day, as the row or its page names it; else the last one, as inferred."""
    row = read_period(entry.raw_date, None) if entry.raw_date else Period()
    if start := row.start or day_held(entry.raw_date):
        return start, DateSource.LIST
    page, _ = store.answer(entry.url)
    text = visible_text(PageDom(page.final_url, page_text(page).source).root) if page else ""
    told = labelled_period(text, None)
    if start := told.start or day_held(text):
        return start, DateSource.BODY
    end = row.end or read_period(text, None).end
    return (end, DateSource.INFERRED) if end else None
