"""Write the pages of a model in the manner of 大汉 jpaas, and answer its build/unit.

A list page is empty: its script asks for ``data.html`` with the ids in ``queryData``, page N by
``paramJson``. The fragment declares ``rows`` a page and ``count`` in all. Details have the old
address up to May of the year, since then one with a UUID.
"""

import json
from hashlib import blake2b
from typing import Any

from nianbao.demo.model import Article, Column, Mark, Row, SiteModel, Target
from nianbao.demo.page import Page, attachment
from tests.sites.articles import Related
from tests.sites.frame import Frame, Style, fragment, script
from tests.sites.routes import Asked, Routes, as_json, whole

UNIT_PATH = "/api-gateway/jpaas-publish-server/front/page/build/unit"
WEBSITE = "8f2c1d7e55a94d0e9b3a6c4f21d07e53"
TEMPLATE_SET = "aXw3kQ9bTn5VhZc27LrYp"
TAG = "分页列表"
MOVED = (2025, 6)  # the month from which details have new addresses
BLOCK_ROWS = 5


def address(article: Article, column: Column) -> str:
    """Return where a row leads; the same wherever it is listed."""
    if article.href:
        return article.href
    day = article.published
    if article.target is Target.ATTACHMENT:
        return f"/attach/0/{_hex(f'file-{article.id}')}.pdf"
    if (day.year, day.month) >= MOVED:
        return f"{article.home}art/{day.year}/art_{_hex(f'art-{article.id}')}.html"
    folder = "col20" if article.home.startswith("/xxgk/") else article.home.split("/")[2]
    return (
        f"/art/{day.year}/{day.month}/{day.day}/art_{folder.removeprefix('col')}_{article.id}.html"
    )


SCRIPTS = ("/script/0/leave.js", "/script/0/unitbuild.js")
STYLE = Style("index.html", "当前位置：", " / ", address, SCRIPTS)


def write(model: SiteModel) -> dict[str, Page]:
    """Return every page and file of the site by path; the same model gives the same bytes."""
    frame = Frame(model, STYLE)
    pages = frame.static()
    pages["/script/0/unitbuild.js"] = script("f4_unitbuild.js")
    pages["/script/0/leave.js"] = script("f4_leave.js")
    _frame_of_disclosure(frame, pages)
    for column in model.columns:
        page = frame.list_page("f4_list.html", column, url=UNIT_PATH, query=_query(column))
        frame.put(pages, column.path, page)
        for row in column.rows:
            article = row.article
            if row.mark is Mark.PLACEHOLDER or article.target is Target.EXTERNAL:
                continue
            goal = address(article, column)
            if article.target is Target.ATTACHMENT:
                pages[goal] = attachment(article.id)
            else:
                pages[goal] = frame.article_page("f4_article.html", article, column)
    return pages


def routes(model: SiteModel) -> Routes:
    """Answer the interface that builds the lists."""
    frame = Frame(model, STYLE)
    by_id = {_page_id(column): column for column in model.columns}

    def answer(asked: Asked) -> Page | None:
        if asked.path != UNIT_PATH:
            return None
        column = by_id.get(asked.params.get("pageId", ""))
        if column is None or asked.params.get("webId") != WEBSITE:
            return as_json({"success": False, "code": "500", "message": "页面不存在", "data": None})
        number, size = _wanted(asked.params.get("paramJson", ""), column)
        rows = column.rows[(number - 1) * size : number * size]
        text = fragment(
            "f4_unit.html",
            layout=column.layout,
            rows=[_row(frame, row, column) for row in rows],
            size=size,
            count=len(column.rows),
        )
        data = {"html": text, "script": "", "style": ""}
        return as_json({"success": True, "code": "200", "message": "操作成功", "data": data})

    return answer


def _wanted(text: str, column: Column) -> tuple[int, int]:
    """Return (page, rows a page) asked for in a paramJson."""
    try:
        wanted = json.loads(text)
    except ValueError:
        wanted = {}
    if not isinstance(wanted, dict) or "deaf" in column.looks:
        return 1, column.page_size
    size = column.page_size
    return whole(str(wanted.get("pageNo")), 1, 1), whole(str(wanted.get("pageSize")), 1, size)


def _row(frame: Frame, row: Row, column: Column) -> dict[str, Any]:
    shown = frame.row(row, column)
    related = row.article.related if isinstance(row.article, Related) else ()
    return shown | {"related": [frame.row(Row(article), column) for article in related]}


def _frame_of_disclosure(frame: Frame, pages: dict[str, Page]) -> None:
    """Write the page of 政府信息公开: five lines of each column, and more."""
    section = next(s for s in frame.model.sections if s.path == "/xxgk/")
    blocks = [frame.recent(c) for c in frame.under(section.names)]
    page = frame.page(
        "f4_xxgk.html",
        section.names[-1],
        frame.steps(section.names),
        blocks=[block | {"rows": block["rows"][:BLOCK_ROWS]} for block in blocks],
    )
    frame.put(pages, section.path, page)


def _query(column: Column) -> str:
    """Return what the page sends, as it is written in an attribute."""
    query = {
        "parseType": "bulidstatic",
        "webId": WEBSITE,
        "tplSetId": TEMPLATE_SET,
        "pageType": "column",
        "tagId": TAG,
        "editType": "null",
        "pageId": _page_id(column),
    }
    return "{" + ",".join(f"'{name}':'{value}'" for name, value in query.items()) + "}"


def _page_id(column: Column) -> str:
    number = column.path.strip("/").removeprefix("col/col")
    return number if number.isdigit() else _hex(f"page-{column.path}")


def _hex(text: str) -> str:
    return blake2b(text.encode(), digest_size=16).hexdigest()
