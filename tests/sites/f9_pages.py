"""Write the pages of F9: lists that a script cuts into pages, or whose pager a script draws.

slice    all rows stand on page one; a script shows fifteen of them at a time
archive  ``index_2.html``; the number of pages is ``totalPage`` of a plugin; years apart
boxes    ``index_pc_2.html``; rows and rows a page are ``totalData`` and ``showData``

What a reader without scripts gets and what the eye sees differ on purpose.
"""

import hashlib
from typing import Any
from uuid import UUID

from nianbao.demo.model import Article, Column, Mark, Row, Section, SiteModel, cut, pages_of
from nianbao.demo.page import Page
from tests.sites.f7_frame import TEMPLATES, Frame, Skin
from tests.sites.routes import Asked, Routes, as_json

SKIN = Skin("f9", "/index.html", "/wzdt/index.html")
WAYS = ("slice", "archive", "boxes")
RELATED = 2  # links in the box of a row
ONE_IN = 4  # rows, of which one has a box


def way(column: Column) -> str:
    """Return how ``column`` is drawn."""
    return next(name for name in WAYS if name in column.looks)


def address(article: Article, column: Column) -> str:
    """Return the path of an article."""
    day = article.published
    match way(column):
        case "slice":
            return f"{column.path}{day:%Y%m}/t{day:%Y%m%d}_{article.id}.html"
        case "archive":
            mark = UUID(hashlib.md5(str(article.id).encode()).hexdigest()).hex
            return f"{column.path}{day:%Y%m%d}/{mark}.html"
        case _:
            return f"{column.path.rpartition('/')[0]}/{day:%m%d}/{article.id}_pc.html"


def related(column: Column, row: Row) -> tuple[Row, ...]:
    """Return the rows whose links stand in the box of ``row``; mostly none."""
    if "nested" not in column.looks or row.article.id % ONE_IN:
        return ()
    at = column.rows.index(row)
    return column.rows[at + 1 : at + 1 + RELATED]


def write(model: SiteModel, sections: tuple[Section, ...]) -> dict[str, Page]:
    """Return every page and file of the site by path; the same model gives the same bytes."""
    homes = {column.path: column for column in model.columns}
    frame = Frame(model, SKIN, sections, lambda article: address(article, homes[article.home]))
    pages = frame.pages()
    script = TEMPLATES.joinpath("f9_list.js").read_bytes()
    pages["/js/list.js"] = Page(script, "text/javascript; charset=utf-8")
    for column in model.columns:
        if way(column) == "slice":
            _sliced(frame, column, pages)
        elif way(column) == "archive":
            _numbered(frame, column, column.path, column.name, column.rows, pages)
            for archive in column.archives:
                _numbered(frame, column, archive.path, archive.name, archive.rows, pages)
        else:
            _boxes(frame, column, pages)
    return pages


def routes(model: SiteModel) -> Routes:
    """Return the visit counter, which each page asks."""

    def answer(asked: Asked) -> Page | None:
        if asked.path != "/api/pv":
            return None
        return as_json({"pv": int(hashlib.md5(asked.query.encode()).hexdigest()[:4], 16)})

    return answer


def _draw(
    frame: Frame, column: Column, here: str, name: str, rows: list[dict[str, Any]], **values: Any
) -> Page:
    years = [(column.name, column.path), *((a.name, a.path) for a in column.archives)]
    return frame.page(
        "list",
        here,
        name,
        column.names if name == column.name else (*column.names, name),
        metas=[("ColumnName", name), *frame.list_metas(column)[1:]],
        column=column,
        kind=way(column),
        side=frame.side(column),
        years=years if column.archives else [],
        place=here,
        rows=rows,
        **values,
    )


def _sliced(frame: Frame, column: Column, pages: dict[str, Page]) -> None:
    rows = [frame.row(row) for row in column.rows]
    flags = any(row.mark is Mark.HIDDEN for row in column.rows)
    page = _draw(
        frame,
        column,
        column.path,
        column.name,
        rows,
        flags=flags,
        size=column.page_size,
        keep="detached" not in column.looks,
        double="double" in column.looks,
    )
    _put(pages, column.path, page)
    if "double" in column.looks:
        pages[f"{column.path}index_2.html"] = page


def _numbered(
    frame: Frame,
    column: Column,
    path: str,
    name: str,
    rows: tuple[Row, ...],
    pages: dict[str, Page],
) -> None:
    total = pages_of(rows, column.page_size)
    for number, part in cut(rows, column.page_size):
        shown = [frame.row(row) for row in part]
        page = _draw(frame, column, path, name, shown, number=number, total=total)
        if number == 1:
            _put(pages, path, page)
        else:
            pages[f"{path}index_{number}.html"] = page


def _boxes(frame: Frame, column: Column, pages: dict[str, Page]) -> None:
    folder = column.path.rpartition("/")[0]
    for number, part in column.slices():
        shown = [
            frame.row(row, "%Y.%m.%d")
            | {"related": [frame.row(other, "%Y.%m.%d") for other in related(column, row)]}
            for row in part
        ]
        here = f"{folder}/index_pc_{number}.html"
        pages[here] = _draw(
            frame,
            column,
            here,
            column.name,
            shown,
            number=number,
            total=len(column.rows),
            size=column.page_size,
        )


def _put(pages: dict[str, Page], path: str, page: Page) -> None:
    pages[path] = pages[f"{path}index.html"] = page
