"""Write the pages of F8, one way of paging a column; a column's first look names its way.

was      a shell whose script asks ``/was5/web/search`` and gets something like JSON
index    ``/content/column/6812451?pageIndex=N``, the number of pages in a script call
jsp      ``column.jsp?id=1204&current=N`` in GBK
post     a form whose field ``cpage`` is set by ``page('N')``
offset   ``/channel/30/15``: the last number counts the rows already shown

Pages are kept by address, query and all; tests.sites.f8_routes finds the one asked for.
"""

from functools import lru_cache
from typing import Any

from nianbao.demo.model import Article, Column, Section, SiteModel
from nianbao.demo.page import Page
from tests.sites.f7_frame import TEMPLATES, Frame, Skin

SKIN = Skin("f8", "/index.html", "/wzdt/index.html", says="text/html")
WAYS = ("was", "index", "jsp", "post", "offset")
CHANNEL = 218033
RANDOM = "0.RANDOM"  # stands for a number that differs in every answer
MONTHS = 12
Drawn = dict[str, Page]


def way(column: Column) -> str:
    """Return how ``column`` is paged."""
    return next(name for name in WAYS if name in column.looks)


def address(article: Article, column: Column) -> str:
    """Return the path of an article, as the program of its column names it."""
    match way(column):
        case "was":
            day = article.published
            return f"{column.path}{day:%Y%m}/t{day:%Y%m%d}_{article.id}.html"
        case "jsp":
            return f"/xxgk/show.jsp?id={article.id}"
        case "post":
            return f"/xxgk/detail.jsp?aid={article.id}"
        case "offset":
            return f"/article/{article.id}.html"
        case _:
            return f"/content/article/{article.id}"


def list_address(column: Column, number: int) -> str:
    """Return the address of list page ``number``; all pages of post and was have the first's."""
    match way(column):
        case "index":
            return column.path.replace("pageIndex=1", f"pageIndex={number}")
        case "jsp":
            return column.path if number == 1 else f"{column.path}&current={number}"
        case "offset":
            shown = (number - 1) * column.page_size
            return column.path if number == 1 else f"{column.path}/{shown}"
        case _:
            return column.path


def linked_pages(number: int, pages: int) -> set[int]:
    """Return the pages that page ``number`` of a jsp list links to."""
    back = {1, number - 1} if number > 1 else set()
    return back | ({number + 1, pages} if number < pages else set())


def months(model: SiteModel) -> list[tuple[int, int]]:
    """Return the last twelve months before ``today`` as (year, month), newest first."""
    last = model.today.year * 12 + model.today.month - 2
    return [divmod(last - back, 12) for back in range(MONTHS)]


@lru_cache(maxsize=4)
def draw(model: SiteModel, sections: tuple[Section, ...]) -> tuple[Frame, Drawn, dict[str, Drawn]]:
    """Return (frame, pages by address, further pages of forms by column path and number)."""
    homes = {column.path: column for column in model.columns}
    frame = Frame(model, SKIN, sections, lambda article: address(article, homes[article.home]))
    pages = frame.pages()
    for name in ("pager.js", "was.js"):
        script = TEMPLATES.joinpath(f"f8_{name}").read_bytes()
        pages[f"/js/{name}"] = Page(script, "text/javascript; charset=utf-8")
    posted: dict[str, Drawn] = {}
    for column in model.columns:
        for number, part in column.slices():
            rows = [frame.row(row) for row in part]
            page = _list(frame, column, number, rows)
            pages.setdefault(list_address(column, number), page)
            if way(column) == "post":
                posted.setdefault(column.path, {})[str(number)] = page
    return frame, pages, posted


def _list(frame: Frame, column: Column, number: int, rows: list[dict[str, Any]]) -> Page:
    kind = way(column)
    noise = f"&random={RANDOM}" if "random" in column.looks else ""
    if noise:
        rows = [row | {"href": row["href"] + noise} for row in rows]
    endless = "loops" in column.looks
    return frame.page(
        {"was": "shell", "index": "list", "offset": "list"}.get(kind, "table"),
        list_address(column, number),
        column.name,
        column.names,
        gbk=kind == "jsp",
        metas=frame.list_metas(column),
        column=column,
        kind=kind,
        channel=CHANNEL,
        side=frame.side(column),
        rows=rows,
        number=number,
        pages=column.pages,
        total=len(column.rows),
        next=list_address(column, number + 1) + noise if endless or number < column.pages else "",
        page_of=lambda n: list_address(column, n) + noise,
        months=_spans(frame.model) if "calendar" in column.looks else [],
    )


def _spans(model: SiteModel) -> list[tuple[str, str]]:
    """Return (link, label) of the past months, as the calendar beside a list shows them."""
    return [
        (f"/rili?ym={year}-{month + 1:02d}", f"{year}-{month + 1:02d}-01起")
        for year, month in months(model)
    ]
