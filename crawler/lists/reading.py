"""A stored list page read into entries: addresses resolved, identities and dates settled."""

from dataclasses import dataclass, replace

from crawler import dates, urls
from crawler.lists.rowfields import PLACEHOLDER
from crawler.lists.rows import RowBlock, read_rows
from crawler.pages.dom import PageDom, fold
from crawler.pages.silence import waits
from crawler.paging.calls import read_calls
from crawler.paging.counters import read_counters
from crawler.paging.hints import PagerReading, read_pager
from crawler.paging.pagerholders import has_waiting_place
from crawler.records import DateSource, Entry, Flag, Row

_FEW_ROWS = 10  # longer lone lists need a witness of their own anyway (audits.verdicts)


@dataclass(frozen=True, slots=True)
class ListReading:
    """One page of a list: its rows as entries of a column (column_id 0 until attached)."""

    entries: tuple[Entry, ...]
    block: RowBlock
    pager: PagerReading

    @property
    def is_void(self) -> bool:
        """Whether there is no row but the page's own word that it holds nothing."""
        return all(Flag.PLACEHOLDER in entry.flags for entry in self.entries)


def read_list(
    page: PageDom,
    chrome: frozenset[str],
    year: int,
    *,
    first: bool = False,
    linked: str = "",
    like: str = "",
) -> ListReading:
    """Read rows and pager of one list page; the ``first`` also for requests its scripts name.

    ``linked`` is the code of the page's script files, ``like`` the layout of the list's page one.
    """
    block = read_rows(page, chrome, year, like)
    entries = tuple(entry_of(page, row, year) for row in block.rows)
    pager = read_pager(page)
    if len(entries) < _FEW_ROWS and has_waiting_place(page, linked):
        pager = replace(pager, waiting=True)
    if first:
        pager = replace(
            pager, plans=(*pager.plans, *read_counters(page), *read_calls(page, linked))
        )
    if waits(page) and all(Flag.PLACEHOLDER in entry.flags for entry in entries):
        entries = ()  # the start of a list that a script fills, not the site's word
    elif not pager.hint and not any(plan.whole for plan in pager.plans):
        none = _placeholder(page) if not entries or pager.declared_rows == 0 else ()
        # A page that says 共0条 and 暂无数据 has no list: its rows recommend other columns.
        if none and entries:
            block = replace(block, rows=(), rivals=())
        entries = none or entries
    return ListReading(entries, block, pager)


def _placeholder(page: PageDom) -> tuple[Entry, ...]:
    """The page's own word that it holds nothing, as a row that counts for nothing."""
    for node in page.root.iter("li", "p", "div", "td", "span", "dd"):
        text = fold(node.text or "")
        if 2 < len(text) <= 20 and PLACEHOLDER.search(text):
            flags = frozenset({Flag.PLACEHOLDER})
            none = DateSource.NONE
            return (Entry(0, 1, 0, text, "", "", f"row:{text}", "", None, none, flags),)
    return ()


def entry_of(page: PageDom, row: Row, year: int, column_id: int = 0, number: int = 1) -> Entry:
    """A row with its address made absolute and its date completed from the address."""
    route = urls.is_route(row.href)
    url = urls.unwrap(urls.join(page.base, row.href, fragment=route)) if row.href else ""
    flags = set(row.flags)
    day, source = row.date, row.date_source
    if day is None and url:
        path = dates.url_date(url, year).date
        shown = dates.month_day(row.raw_date) if row.raw_date else None
        agrees = path is not None and (shown is None or shown == (path.month, path.day))
        if path is not None and agrees and Flag.DRAFTED not in flags:
            day, source = path, DateSource.URL
    if day is None and Flag.PLACEHOLDER not in flags:
        flags.add(Flag.UNDATED)
    identity = urls.content_id(url) if url else f"row:{row.title}|{row.raw_date}|{row.href}"
    return Entry(
        column_id=column_id,
        page=number,
        position=row.position,
        title=row.title,
        href=row.href,
        url=url,
        content_id=identity,
        raw_date=row.raw_date,
        date=day,
        date_source=source,
        flags=frozenset(flags),
    )
