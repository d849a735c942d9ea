"""A catalogue of service items that the site prints as a table: its rows, and those done online."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from audits.case import Case
from audits.entries import dom_of
from audits.ledger import ColumnCount
from crawler import urls
from crawler.dom import fold, visible_text
from crawler.records import StoredPage

_ITEM = re.compile(r"事项(?:名称)?|服务名称|项目名称|办理项")
_ONLINE = re.compile(r"全程(?:网|在线|网上)|网上办理|网办|在线办理")
_YES = re.compile(r"^(?:是|√|✓|✔|可|可以|支持|全程网办|可全程.{0,6}|四级|Ⅳ级)$")
_NO = re.compile(r"^(?:否|×|✗|不可|不支持|—|-|无|[一二三]级|[ⅠⅡⅢ]级)?$")
_WHOLE = frozenset({"single", "end", "declared"})
_MORE = re.compile(
    r"下一页|下页|尾页|末页|更多|共\s*\d+\s*页"
)  # on a page that was read as no list


@dataclass(frozen=True, slots=True)
class Catalogue:
    """``online`` is None where no column of the table tells; ``whole``: read to its end."""

    url: str
    name: str
    items: int
    online: int | None
    whole: bool


def read_catalogues(case: Case, columns: list[ColumnCount]) -> Iterator[Catalogue]:
    """The tables of the columns that print one."""
    places = {urls.canonical(c.line.url): c.line.name for c in columns}
    for column in case.store.columns():
        name = places.get(urls.canonical(column.url))
        if name is None:
            continue
        rows: dict[str, bool | None] = {}
        more = False
        for page in _pages(case, column.id, column.url):
            more = more or bool(_MORE.search(visible_text(dom_of(page).root)))
            for title, online in _table_rows(page):
                rows.setdefault(title, online)
        if rows:
            told = [online for online in rows.values() if online is not None]
            count = sum(told) if len(told) == len(rows) else None
            whole = column.stop in _WHOLE or (column.stop == "empty" and not more)
            yield Catalogue(column.url, name, len(rows), count, whole)


def _pages(case: Case, column_id: int, url: str) -> Iterator[StoredPage]:
    key = urls.canonical(url)
    for page in case.store.pages("column"):
        if page.text and urls.canonical(page.final_url) == key:
            yield page
    for page in case.store.pages("list"):
        if page.text and page.column_id == column_id:
            yield page


def _table_rows(page: StoredPage) -> Iterator[tuple[str, bool | None]]:
    """(name of an item, done wholly online) of each row below a head that names items."""
    for table in dom_of(page).root.iter("table"):
        lines = [_cells(line) for line in table.iter("tr")]
        head = next((n for n, cells in enumerate(lines) if _heads(cells)), None)
        if head is None:
            continue
        names = lines[head]
        item = next(n for n, cell in enumerate(names) if _ITEM.fullmatch(cell))
        online = next((n for n, cell in enumerate(names) if _ONLINE.search(cell)), None)
        for cells in lines[head + 1 :]:
            if len(cells) == len(names) and cells[item]:
                yield cells[item], None if online is None else _answer(cells[online])


def _heads(cells: list[str]) -> bool:
    return len(cells) > 1 and any(_ITEM.fullmatch(cell) for cell in cells)


def _cells(line: HtmlElement) -> list[str]:
    return [fold("".join(cell.itertext())) for cell in line if cell.tag in ("td", "th")]


def _answer(cell: str) -> bool | None:
    if _YES.match(cell):
        return True
    return False if _NO.match(cell) else None
