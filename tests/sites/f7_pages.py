"""Write the pages of a model in the manner of Visual SiteBuilder (VSB).

``/index/tzgg.htm`` is page one; page two is file N-1 of the folder ``/index/tzgg/``, the last page
is its file 1. Bytes are GBK, the header is silent, the meta says gb2312. All links are relative.
"""

import hashlib
import posixpath
from typing import Any

from nianbao.demo.model import Article, Column, SiteModel
from nianbao.demo.page import Page
from nianbao.demo.plan import SitePlan
from nianbao.demo.quirks import own_of_year
from tests.sites.f7_frame import Frame, Skin

SKIN = Skin("f7", "/index.htm", "/wzdt.htm", relative=True, gbk=True, says="text/html")
CUT = 22  # characters of a title that is cut
RECOMMENDED = 3  # rows an empty list shows instead
WINDOW = 3  # page numbers shown on either side of the present one
NOISE = {
    "/_sitegray/_sitegray.js": "function _sitegray(){}",
    "/_sitegray/_sitegray_d.css": "",
    "/system/resource/js/counter.js": (
        "function _jsq_(tree,page,news,owner){}\n"
        "function _showDynClickBatch(ids,news,type,owner){"
        "for(var i=0;i<ids.length;i++){var e=document.getElementById(ids[i]);"
        "if(e)e.innerHTML=news[i]%300;}}\n"
    ),
}


def page_path(column: Column, number: int) -> str:
    """Return the path of list page ``number``; files count down from the second page on."""
    if number == 1:
        return column.path
    stem = posixpath.splitext(column.path)[0]
    return f"{stem}/{column.pages - number + 1}.htm"


def shown_numbers(number: int, pages: int) -> list[int]:
    """Return the page numbers a pager links to on page ``number``, beside its words."""
    near = range(max(1, number - WINDOW), min(pages, number + WINDOW) + 1)
    return sorted({1, pages, *near} - {number})


def linked_pages(number: int, pages: int) -> set[int]:
    """Return the pages that page ``number`` links to, by number or by word (首页, 尾页 …)."""
    return set(shown_numbers(number, pages))


def session(column: Column, number: int) -> str:
    """Return the session id that the links of one list page carry."""
    return hashlib.md5(f"{column.path}{number}".encode()).hexdigest().upper()


def cut_title(title: str) -> str:
    """Return the title as a narrow list prints it."""
    return title if len(title) <= CUT else f"{title[:CUT]}..."


def write(model: SiteModel, plan: SitePlan) -> dict[str, Page]:
    """Return every page and file of the site by path; the same model gives the same bytes."""
    numbers = {column.path: 1021 + 7 * n for n, column in enumerate(model.columns)}

    def address(article: Article) -> str:
        return f"/info/{numbers[article.home]}/{article.id}.htm"

    frame = Frame(model, SKIN, plan.sections, address)
    pages = frame.pages()
    for path, text in NOISE.items():
        kind = "text/javascript" if path.endswith(".js") else "text/css"
        pages[path] = Page(text.encode(), kind)
    for column in model.columns:
        _list(frame, column, numbers[column.path], pages)
    return pages


def _list(frame: Frame, column: Column, tree: int, pages: dict[str, Page]) -> None:
    old = "old" in column.looks
    for number, part in column.slices():
        here = page_path(column, number)
        tail = f"?jsessionid={session(column, number)}" if "sessions" in column.looks else ""
        rows = [frame.row(row, "%Y年%m月%d日" if old else "") for row in part]
        for position, row in enumerate(rows):
            previous = rows[position - 1]["day"] if position else None
            row["href"] += tail
            row["short"] = cut_title(row["title"]) if "cut" in column.looks else row["title"]
            row["top"] = "marked_pin" in column.looks and previous is None and _is_pinned(rows)
        pages[here] = frame.page(
            "old_list" if old else "list",
            here,
            column.name,
            column.names,
            metas=frame.list_metas(column),
            column=column,
            side=frame.side(column),
            rows=rows,
            tree=tree,
            total=len(column.rows),
            number=number,
            pages=column.pages,
            numbers=_numbers(column, number, tail),
            tail=tail,
            page_of=lambda n: page_path(column, n),
            instead=[] if column.rows else _recommended(frame),
        )


def _is_pinned(rows: list[dict[str, Any]]) -> bool:
    return len(rows) > 1 and rows[0]["day"] < rows[1]["day"]


def _numbers(column: Column, number: int, tail: str) -> list[tuple[int, str]]:
    """Return (page, link) in order, the present page with an empty link."""
    linked = {n: page_path(column, n) + tail for n in shown_numbers(number, column.pages)}
    return sorted((linked | {number: ""}).items())


def _recommended(frame: Frame) -> list[dict[str, Any]]:
    """Return rows of the year from the first column, for a list that has none itself."""
    column = frame.model.columns[0]
    chosen = {a.id for a in own_of_year(column, frame.model.year)[:RECOMMENDED]}
    return [frame.row(row) for row in column.rows if row.article.id in chosen]
