"""What stands around each row of a column's lists: the words and links of its card or line.

A cell of a table is read with the head above it, so that 12 below 意见数 reads 意见数：12.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from lxml.html import HtmlElement

from audits.case import Case
from audits.entries import dom_of
from audits.grids import grid
from audits.ledger import ColumnCount
from crawler import urls
from crawler.pages.dom import PageDom, anchor_text, visible_text
from crawler.records import StoredColumn, StoredPage

_LONGEST = 1200  # characters of a row; what is longer is the page itself
_HEAD = 12  # characters of the head of a column


@dataclass(frozen=True, slots=True)
class Surrounding:
    """The words of a row, and its other links as (words, address)."""

    text: str
    links: tuple[tuple[str, str], ...] = ()


def list_pages(case: Case, column: StoredColumn) -> Iterator[StoredPage]:
    """The pages of a column's list, each once."""
    key, seen = urls.canonical(column.url), set()
    for purpose in ("column", "list"):
        for page in case.store.pages(purpose):
            mine = urls.canonical(page.final_url) == key or page.column_id == column.id
            if page.text and mine and page.final_url not in seen:
                seen.add(page.final_url)
                yield page


def surroundings(case: Case, columns: Iterable[ColumnCount]) -> dict[str, Surrounding]:
    """By the address of each row of the columns; rows whose list is no page of ours are missing."""
    stored = {urls.canonical(column.url): column for column in case.store.columns()}
    found: dict[str, Surrounding] = {}
    for counted in columns:
        column = stored.get(urls.canonical(counted.line.url))
        if column is None:
            continue
        wanted = {e.url for e in case.store.entries(column.id) if e.url}
        for page in list_pages(case, column):
            for url, told in _of_page(dom_of(page), wanted):
                found.setdefault(url, told)
    return found


def row_of(anchor: HtmlElement, held: Mapping[int, str]) -> HtmlElement:
    """The largest element around a link that holds none of the links of another row.

    ``held`` is what each link of a row leads to, by the identity of its element.
    """
    row, mine = anchor, held.get(id(anchor), "")
    for parent in anchor.iterancestors():
        others = any(held.get(id(a), mine) != mine for a in parent.iter("a"))
        if others or parent.tag == "body":
            return row
        row = parent
    return row


def _of_page(dom: PageDom, wanted: set[str]) -> Iterator[tuple[str, Surrounding]]:
    led = {id(a): (a, urls.join(dom.base, a.get("href") or "")) for a in dom.root.iter("a")}
    held = {key: url for key, (_, url) in led.items() if url in wanted}
    is_lone = len(set(held.values())) < 2
    done: set[str] = set()
    for key, url in held.items():
        anchor = led[key][0]
        row = next(anchor.iterancestors("tr", "li", "dl"), anchor) if is_lone else None
        row = row_of(anchor, held) if row is None else row
        if url in done:
            continue
        done.add(url)
        text = _words(row)
        if len(text) <= _LONGEST:
            links = [
                (anchor_text(a), urls.join(dom.base, a.get("href") or "", fragment=True))
                for a in row.iter("a")
            ]
            yield url, Surrounding(text, tuple((words, to) for words, to in links if words and to))


def _words(row: HtmlElement) -> str:
    """The text of a row; of a line of a table with the heads of its columns."""
    table = next(row.iterancestors("table"), None) if row.tag == "tr" else None
    if table is None:
        return visible_text(row)
    head = next(iter(grid(table)), [])
    cells = [visible_text(cell) for cell in row if cell.tag in ("td", "th")]
    if len(head) != len(cells) or max(map(len, head), default=0) > _HEAD:
        return visible_text(row)
    return "　".join(f"{name}：{cell}" for name, cell in zip(head, cells, strict=True))
