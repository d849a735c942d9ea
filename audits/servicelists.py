"""The catalogues of service items on a site, and what they say together: each item once."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from audits.case import Case
from audits.catalogues import Listed, alike, table_items, tagged, term_items
from audits.entries import dom_of
from audits.ledger import ColumnCount
from audits.rowcount import CountedRow
from audits.surroundings import list_pages
from crawler import urls
from crawler.pages.dom import PageDom, visible_text
from crawler.records import Kind, StoredColumn, StoredPage

NAMED = re.compile(
    r"事项(?:目录|清单|列表|一览表?)?$|政务服务事项|事项(?:目录|清单)|服务目录|服务清单"
)
_LISTED = re.compile(r"事项(?:目录|清单|列表|一览表?)$|服务(?:目录|清单)$")
_PAPERS = re.compile(r"目录|清单|一览|公告|通知|公布|公示")
_WHOLE = frozenset({"single", "waiting", "end", "declared"})
_PAGER = re.compile(r"下一页|下页|尾页|末页|共\s*(?:[2-9]|\d{2,})\s*页")
_MORE = re.compile(rf"{_PAGER.pattern}|更多")  # on a page that was read as no list
_HEAD = 20  # characters of a heading
_YEAR = re.compile(r"(?:19|20)\d{2}|[年版度()（）\s]")
_ANOTHER = re.compile(r"(?:局|委|委员会|厅|办公室|政府|中心|公司)$")


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Items that stand together; ``whole``: read to its end."""

    url: str
    name: str
    items: tuple[Listed, ...]
    whole: bool


@dataclass(frozen=True, slots=True)
class Together:
    """All catalogues of a site, each item once.

    ``online`` is None where some item does not tell; ``mains`` is the number of items the listed
    ones are parts of, 0 without any; ``repeated`` stood in several places.
    """

    items: int
    online: int | None
    mains: int
    repeated: int
    whole: bool


def read_catalogues(case: Case, columns: Iterable[ColumnCount]) -> list[Catalogue]:
    """Tables on the columns' pages, lists named as catalogues, and catalogues in their articles."""
    stored = {urls.canonical(column.url): column for column in case.store.columns()}
    found: list[Catalogue] = []
    for counted in columns:
        column = stored.get(urls.canonical(counted.line.url))
        if column is not None:
            found += _of_column(case, counted, column)
    return found


def together(catalogues: Sequence[Catalogue]) -> Together:
    """What several catalogues say: an item that stands in two of them is one."""
    codes: dict[tuple[str, str], int] = {}
    told: dict[tuple[str, str], set[bool | None]] = {}
    places: dict[tuple[str, str], int] = {}
    whole = {item.key for one in catalogues if one.whole for item in one.items}
    for one in catalogues:
        here: dict[tuple[str, str], set[str]] = {}
        for item in one.items:
            here.setdefault(item.key, set()).add(item.code)
            told.setdefault(item.key, set()).add(item.online)
        for key, seen in here.items():
            codes[key] = max(codes.get(key, 1), len(seen - {""}))
            places[key] = places.get(key, 0) + 1
    answers = {key: said - {None} for key, said in told.items()}
    is_told = all(len(said) == 1 for said in answers.values())
    online = sum(codes[key] for key, said in answers.items() if said == {True})
    return Together(
        items=sum(codes.values()),
        online=online if is_told else None,
        mains=len({main for main, _ in codes if main}),
        repeated=sum(count > 1 for count in places.values()),
        whole=bool(codes) and set(codes) <= whole,
    )


def own_items(catalogue: Catalogue, units: Sequence[str]) -> Catalogue:
    """The items of the unit itself where a catalogue is of several bodies."""
    bodies = {item.body for item in catalogue.items if item.body}
    mine = {body for body in bodies if any(body in unit or unit in body for unit in units)}
    others = {body for body in bodies - mine if _ANOTHER.search(body)}
    if not mine or not others:
        return catalogue
    return replace(catalogue, items=tuple(i for i in catalogue.items if i.body not in others))


def _of_column(case: Case, counted: ColumnCount, column: StoredColumn) -> Iterator[Catalogue]:
    is_named = bool(NAMED.search(counted.line.name))
    pages = list(list_pages(case, column))
    doms = [dom_of(page) for page in pages]
    items = tuple(item for dom in doms for item in table_items(dom, strict=not is_named))
    if is_named or any(map(_heading, doms)):
        items = items or tuple(item for dom in doms for item in term_items(dom))
    if items:
        texts = [visible_text(dom.root) for dom in doms]
        if column.kind is Kind.SINGLE:
            whole = not any(map(_PAGER.search, texts))
        else:
            more = any(map(_MORE.search, texts))
            whole = column.stop in _WHOLE or (column.stop == "empty" and not more)
        yield Catalogue(column.url, counted.line.name, items, whole)
        return
    if is_named:
        yield from _of_articles(case, counted)
    listed = _of_rows(case, counted, column, pages)
    is_headed = any(map(_heading, doms))
    if listed is not None and (is_named or is_headed or any(i.online for i in listed.items)):
        yield listed


def headed_pages(case: Case, columns: Iterable[ColumnCount]) -> Iterator[tuple[StoredPage, str]]:
    """Pages of the columns with a heading that says that a catalogue follows, and its words."""
    places = {urls.canonical(counted.line.url) for counted in columns}
    for page in case.store.pages("column"):
        mine = bool(page.text) and urls.canonical(page.final_url) in places
        if mine and (head := _heading(dom_of(page))):
            yield page, head


def _heading(dom: PageDom) -> str:
    """The heading of a page that says that what follows is a catalogue of items; else empty."""
    heads = (visible_text(node) for node in dom.root.iter("h1", "h2", "h3", "h4", "h5"))
    return next((h for h in heads if _LISTED.search(h) and len(h) <= _HEAD), "")


def _of_articles(case: Case, counted: ColumnCount) -> Iterator[Catalogue]:
    """Catalogues that stand in articles of a column: of several of one name the latest.

    One that nobody opened, or that holds no table, leaves the others short.
    """
    rows = [*counted.rows.items, *counted.rows.other_year, *counted.rows.undated]
    found: dict[str, tuple[CountedRow, tuple[Listed, ...]]] = {}
    for row in sorted(rows, key=lambda row: str(row.date or "")):
        if not _PAPERS.search(row.entry.title) or (row.date and row.date.year > case.year):
            continue
        page, _ = case.store.answer(row.entry.url) if row.entry.url else (None, "")
        items = tuple(table_items(dom_of(page), strict=False)) if page is not None else ()
        found[_YEAR.sub("", row.entry.title)] = (row, items)
    whole = all(items for _, items in found.values())
    for row, items in found.values():
        if items:
            yield Catalogue(row.entry.url, row.entry.title, items, whole)


def _of_rows(
    case: Case, counted: ColumnCount, column: StoredColumn, pages: Sequence[StoredPage]
) -> Catalogue | None:
    """A list of names without days: each is an item, unless it is a paper itself."""
    told = [*counted.rows.undated, *counted.rows.undated_external]  # a platform's own guides
    if len(told) < 2 or len(told) < counted.rows.distinct_rows:
        return None
    places = {urls.canonical(c.line.url) for c in case.ledger}
    rows = [
        row
        for row in told
        if row.entry.title not in case.menu or urls.canonical(row.entry.url) not in places
    ]
    if len(rows) < 2:
        return None
    if any(_PAPERS.search(row.entry.title) for row in rows):
        return None
    names = {row.entry.href: row.entry.title for row in rows}
    for page in pages:
        names |= alike(dom_of(page), names)
    tags: dict[str, bool] = {}
    for page in pages:
        tags |= tagged(dom_of(page), names)
    items = tuple(
        Listed(name, online=tags.get(href, False) if tags else None) for href, name in names.items()
    )
    return Catalogue(column.url, counted.line.name, items, column.stop in _WHOLE)
