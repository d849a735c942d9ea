"""Write the pages of F10, a site put together from programs of many hands.

plain   ``index_2.html`` with 下一页, undated addresses
app     an empty page; a bundled script asks an interface that only the bundle knows
aspx    ``MoreInfo.aspx?CategoryNum=009001``, further pages by ``__doPostBack`` with a view state
count   ``/system/count//0115005/…_000000003.shtml``: padded numbers, 1 the oldest page

Pages are kept by address, query and all; tests.sites.f10_routes finds the one asked for.
"""

import base64
import hashlib
from functools import lru_cache
from uuid import UUID

from nianbao.demo.model import Article, Column, Section, SiteModel
from nianbao.demo.page import Page
from tests.sites.f7_frame import TEMPLATES, Frame, Skin

SKIN = Skin("f10", "/index.html", "/wzdt/index.html")
WAYS = ("plain", "app", "aspx", "count")
COUNT = "/system/count//0115005/000000000000/000/000/c0115005000000000000_"
BUNDLE = "/static/js/app.7c1f9e.js"
WRONG_CODE = "3399000099"
Drawn = dict[str, Page]


def way(column: Column) -> str:
    """Return how ``column`` is drawn."""
    return next(name for name in WAYS if name in column.looks)


def address(article: Article, column: Column) -> str:
    """Return the path of an article."""
    match way(column):
        case "aspx":
            mark = UUID(hashlib.md5(str(article.id).encode()).hexdigest())
            return f"/zwgk/InfoDetail.aspx?InfoID={mark}&CategoryNum=009001"
        case "count":
            return f"/system/{article.published:%Y/%m/%d}/0{article.id}.shtml"
        case _:
            return f"{column.path}content_{article.id}.html"


def list_address(column: Column, number: int) -> str:
    """Return the address of list page ``number``; app and aspx have one for all."""
    match way(column):
        case "plain":
            return column.path if number == 1 else f"{column.path}index_{number}.html"
        case "count":
            file = f"{COUNT}{column.pages - number + 1:09d}.shtml"
            return column.path if number == 1 else file
        case _:
            return column.path


def view_state(column: Column, number: int) -> str:
    """Return the view state of page ``number`` of an aspx list; without one no page is given."""
    digest = hashlib.sha256(f"{column.path}{number}".encode()).digest()
    return base64.b64encode(b"\xff\x01\x0f" + digest * 3).decode()


@lru_cache(maxsize=4)
def draw(model: SiteModel, sections: tuple[Section, ...]) -> tuple[Frame, Drawn, dict[str, Drawn]]:
    """Return (frame, pages by address, pages of aspx lists by column path and number)."""
    homes = {column.path: column for column in model.columns}
    wrong = any("wrong_code" in column.looks for column in model.columns)
    frame = Frame(
        model,
        SKIN,
        sections,
        lambda article: address(article, homes[article.home]),
        {"report_code": WRONG_CODE if wrong else model.unit.site_code, "bundle": BUNDLE},
    )
    pages = frame.pages()
    for path, name in ((BUNDLE, "app.js"), ("/js/pages.js", "pages.js")):
        script = TEMPLATES.joinpath(f"f10_{name}").read_bytes()
        pages[path] = Page(script, "text/javascript; charset=utf-8")
    posted: dict[str, Drawn] = {}
    for column in model.columns:
        for number in range(1, column.pages + 1):
            page = _list(frame, column, number)
            _put(pages, column, number, page)
            if way(column) == "aspx":
                posted.setdefault(column.path, {})[str(number)] = page
    return frame, pages, posted


def _put(pages: Drawn, column: Column, number: int, page: Page) -> None:
    path = list_address(column, number)
    pages.setdefault(path, page)
    if number == 1 and way(column) != "aspx":
        pages[f"{path}index.{'shtml' if way(column) == 'count' else 'html'}"] = page
    if way(column) == "count":
        file = f"{COUNT}{column.pages - number + 1:09d}.shtml"
        pages[file] = pages[file.replace("//", "/")] = page


def _list(frame: Frame, column: Column, number: int) -> Page:
    rows = dict(column.slices())[number]
    return frame.page(
        way(column),
        list_address(column, number),
        column.name,
        column.names,
        metas=frame.list_metas(column),
        column=column,
        side=frame.side(column),
        rows=[frame.row(row) for row in rows],
        dated="undated" not in column.looks,
        number=number,
        pages=column.pages,
        page_of=lambda n: list_address(column, n),
        count=COUNT,
        state=view_state(column, number),
    )
