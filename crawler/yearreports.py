"""The unit's own 年度报表 of another year on its site: no item to count, but figures to compare."""

import re
from collections.abc import Callable

from crawler.lists.settled import may_be_fetched
from crawler.records import Entry, Flag
from crawler.storage.store import Store

MOST_READ = 3  # more of one year are those of other units, gathered by a portal
_HOME = 0  # the column of the home page's own rows
_TITLE = re.compile(r"(?:政府网站|网站)(?:工作)?(?:年度)?(?:工作)?(?:年度)?(?:报表|年报)")
_SHORT = re.compile(r"报表|年报")
_YEAR = re.compile(r"(20\d\d)\s*年")


def reports_about(store: Store, year: int) -> tuple[Entry, ...]:
    """Return the rows of all lists that are a report about ``year``, each address once."""
    found: dict[str, Entry] = {}
    names = {column.id: column.name for column in store.columns()}
    for column, name in {**names, _HOME: ""}.items():
        for entry in store.entries(column):
            if entry.url and year_of_report(entry, name) == year:
                found.setdefault(entry.url, entry)
    return tuple(found.values())


def year_reports(store: Store, year: int, own: Callable[[str], bool]) -> tuple[Entry, ...]:
    """Return those rows that lead to a page of the site, not to a file."""
    found = reports_about(store, year)
    return tuple(
        entry
        for entry in found
        if may_be_fetched(entry) and own(entry.url) and Flag.ATTACHMENT not in entry.flags
    )


def year_of_report(entry: Entry, column: str = "") -> int | None:
    """Return the year a report in a list is about: as its title says, else the year before.

    A column of reports may leave the long name out of its rows' titles.
    """
    title = "".join(entry.title.split())
    if not _TITLE.search(title) and not (_TITLE.search(column) and _SHORT.search(title)):
        return None
    written = _YEAR.search(title)
    if written:
        return int(written[1])
    return entry.date.year - 1 if entry.date else None
