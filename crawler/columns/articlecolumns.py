"""Articles that were taken for columns: rows of some list, reached by a side block or a pager.

A ranking block or an undated list leads to articles before anyone knows that their addresses are
rows of a column. Once all lists are walked they are known, and are no columns of their own. A
column goes only if every row read of it stands in another column's list: no figure loses a row.
"""

from dataclasses import replace
from urllib.parse import urlsplit

from crawler import urls
from crawler.columns.proposal import propose
from crawler.pages import articles
from crawler.pages.lexicon import Lexicon
from crawler.records import Kind, StoredColumn
from crawler.storage.store import Store

_WEAK = ("heading", "menu", "more", "link", "footer")
_LISTS = (Kind.LIST, Kind.APP)
_TABLES = ("entry", "list_page", "learned", "proposal")


def drop_articles(store: Store, words: Lexicon, year_bound: int) -> tuple[str, ...]:
    """Forget such columns (before sealing, in a transaction); return their addresses.

    A column whose name belongs into a box of the form stays unless the lists that show it belong
    there too: 单位简介 is one of 概况 wherever else it is listed.
    """
    columns = store.columns()
    holders: dict[str, set[int]] = {}
    walked: dict[str, list[StoredColumn]] = {}
    boxes = {column.id: _boxes(column, words) for column in columns}
    for column in columns:
        if column.kind in _LISTS:
            for entry in store.entries(column.id):
                holders.setdefault(entry.content_id, set()).add(column.id)
        for page in column.pages:
            if page.state == "ok" and page.number > 1:
                walked.setdefault(urls.canonical(page.url), []).append(column)
    parents = {column.archive_of for column in columns}
    dropped = []
    for column in columns:
        if column.source not in _WEAK or column.id in parents or column.archive_of is not None:
            continue
        shown = [holders.get(e.content_id, set()) for e in store.entries(column.id)]
        listed = holders.get(urls.content_id(column.url), set()) - {column.id}
        paged = any(_is_part(column, whole) for whole in walked.get(urls.canonical(column.url), ()))
        held = all(others - {column.id} for others in shown)
        named = _boxes(replace(column, path=()), words)  # the page it was linked from is no matter
        if named - set[str]().union(*(boxes[i] for i in listed)):
            continue
        if held and (paged or (listed and _is_article(store, column, year_bound))):
            _forget(store, column.id)
            for others in shown:
                others.discard(column.id)
            dropped.append(column.url)
    return tuple(dropped)


def _boxes(column: StoredColumn, words: Lexicon) -> set[str]:
    """Boxes a column belongs into, those included that a person must decide."""
    choice = propose(column, words, dated=True)
    return {*choice.boxes, *choice.maybe}


def _is_part(column: StoredColumn, whole: StoredColumn) -> bool:
    """Whether a page walked for another column is one of its pages, not where its pager strayed."""
    if column.id == whole.id:
        return False
    here, there = (urlsplit(c.url).path.rpartition("/")[0] for c in (column, whole))
    return here == there or column.name == whole.name


def _is_article(store: Store, column: StoredColumn, year_bound: int) -> bool:
    """Whether the page itself is an article, whatever rows were read beside its text."""
    if column.kind is Kind.SINGLE:
        return True
    row = store.db.execute("SELECT frontier_id FROM col WHERE id = ?", (column.id,)).fetchone()
    page = store.page(row[0]) if row and row[0] is not None else None
    return page is not None and articles.read_article(page.text, year_bound).date is not None


def _forget(store: Store, ident: int) -> None:
    for table in _TABLES:
        store.db.execute(f"DELETE FROM {table} WHERE column_id = ?", (ident,))
    store.db.execute("UPDATE refusal SET column_id = NULL WHERE column_id = ?", (ident,))
    store.db.execute("UPDATE frontier SET column_id = NULL WHERE column_id = ?", (ident,))
    store.db.execute("DELETE FROM col WHERE id = ?", (ident,))
