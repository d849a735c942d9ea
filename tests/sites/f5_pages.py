"""Write the pages of a model in the manner of 开普云 UCAP.

A list is ``list.shtml`` in the folder of its code, page 2 ``list_2.shtml``, announced by
``createPageHTML(div, pages, current, "list", "shtml", records)``; or its rows come as JSON or as
fragments (see f5_routes). Details are ``c<id>/content.shtml`` below the column's folder: no date.
"""

from hashlib import blake2b

from nianbao.demo.model import Article, Column, Mark, SiteModel, Target
from nianbao.demo.page import Page, attachment
from tests.sites.articles import Redated
from tests.sites.family import declared_rows
from tests.sites.frame import Frame, Metas, Style, script

SEARCH = "/search5/html/searchResult.html"
JSON_QUERY = "_isAgg=true&_isJson=true&_pageSize=15&_template=index&_rangeTimeGte=&_channelName="
EJS_QUERY = "_template=ucap/list_ejs&_isAgg=1&_pageSize=15"


def address(article: Article, column: Column) -> str:
    """Return where a row leads; the same wherever it is listed."""
    if article.href:
        return article.href
    folder = folder_of(article.home)
    if article.target is Target.ATTACHMENT:
        return f"{folder}c{article.id}/files/{channel_id(str(article.id))}.pdf"
    return f"{folder}c{article.id}/content.shtml"


STYLE = Style(
    "index.shtml", "当前位置：", ">", address, ("/static/ucap.js",), (("search", SEARCH),)
)


def folder_of(path: str) -> str:
    """Return the folder of a list, which ends with "/"."""
    return path.rpartition("/")[0] + "/"


def channel_id(path: str) -> str:
    """Return the 32 hexadecimal digits a channel is known by."""
    return blake2b(f"channel-{path}".encode(), digest_size=16).hexdigest()


def write(model: SiteModel) -> dict[str, Page]:
    """Return every page and file of the site by path; the same model gives the same bytes."""
    frame = Frame(model, STYLE)
    pages = frame.static()
    pages["/static/ucap.js"] = script("f5_ucap.js")
    pages[SEARCH] = frame.page("f5_search.html", "站内搜索", site_code=model.unit.site_code)
    for column in model.columns:
        if column.layout == "static":
            _static_list(frame, column, pages)
        else:
            pages[column.path] = _loaded_list(frame, column)
        for row in column.rows:
            article = row.article
            if row.mark is Mark.PLACEHOLDER or article.target is Target.EXTERNAL:
                continue
            goal = address(article, column)
            attached = article.target is Target.ATTACHMENT
            pages[goal] = attachment(article.id) if attached else _article(frame, article, column)
    return pages


def _static_list(frame: Frame, column: Column, pages: dict[str, Page]) -> None:
    for number, rows in column.slices():
        file = "list.shtml" if number == 1 else f"list_{number}.shtml"
        pages[folder_of(column.path) + file] = frame.list_page(
            "f5_list.html",
            column,
            rows=[frame.row(row, column) for row in rows],
            pages=column.pages,
            number=number,
            records=declared_rows(column),
        )


def _loaded_list(frame: Frame, column: Column) -> Page:
    channel = channel_id(column.path)
    metas: Metas = [("channelId", channel)] if column.layout == "json" else []
    return frame.list_page(
        "f5_loaded.html",
        column,
        metas,
        channel=channel,
        code=column.path.split("/")[-2],
        layout=column.layout,
        by_meta="by_meta" in column.looks,
        json_query=JSON_QUERY,
        ejs_query=EJS_QUERY,
    )


def _article(frame: Frame, article: Article, column: Column) -> Page:
    day = article.other if isinstance(article, Redated) else article.published
    stamp = f"{day} {article.time}"
    return frame.article_page("f5_article.html", article, column, [("PubDate", stamp)], stamp=stamp)
