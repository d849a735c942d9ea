"""Answer the interfaces of a UCAP site: lists as JSON, lists as fragments, its search."""

from datetime import datetime, timedelta, timezone
from typing import Any

from nianbao.demo.model import Article, Column, Row, SiteModel
from nianbao.demo.page import Page
from tests.sites.f5_pages import STYLE, address, channel_id
from tests.sites.frame import Frame, fragment
from tests.sites.routes import Asked, Routes, as_json, first_of, whole

BEIJING = timezone(timedelta(hours=8))
SEARCH_PATH = "/search5/search/s"


def routes(model: SiteModel) -> Routes:
    """Return the answers of all three interfaces."""
    return first_of(_by_channel(model), _by_code(model), _search(model))


def _by_channel(model: SiteModel) -> Routes:
    channels = {channel_id(c.path): c for c in model.columns if c.layout == "json"}

    def answer(asked: Asked) -> Page | None:
        folder, _, channel = asked.path.rpartition("/")
        if folder != "/common/search":
            return None
        column = channels.get(channel)
        if column is None:
            return as_json({"code": 500, "msg": "栏目不存在", "data": None})
        page, size, rows = _part(asked, column)
        data = {
            "channelId": channel,
            "page": page,
            "rows": size,
            "total": len(column.rows),
            "results": [_result(row.article, column) for row in rows],
        }
        return as_json({"code": 200, "msg": "操作成功", "data": data})

    return answer


def _part(asked: Asked, column: Column) -> tuple[int, int, tuple[Row, ...]]:
    """Return (page, rows a page, rows) a request is given; a looping list never ends."""
    size = whole(asked.params.get("_pageSize"), 1, column.page_size)
    page = whole(asked.params.get("page"), 1, 1)
    if "loops" in column.looks:
        page = min(page, max(1, -(-len(column.rows) // size)))
    return page, size, column.rows[(page - 1) * size : page * size]


def _result(article: Article, column: Column) -> dict[str, Any]:
    moment = datetime.fromisoformat(f"{article.published} {article.time}:00").replace(
        tzinfo=BEIJING
    )
    told = None if "epochs" in column.looks else f"{moment:%Y-%m-%d %H:%M:%S}"
    return {
        "manuscriptId": str(article.id),
        "title": article.title,
        "url": address(article, column),
        "channelName": column.name,
        "publishedTime": int(moment.timestamp() * 1000),
        "publishedTimeStr": told,
        "domainMetaList": [{"resultList": [{"key": "fbjg", "value": ""}]}],
    }


def _by_code(model: SiteModel) -> Routes:
    frame = Frame(model, STYLE)
    codes = {c.path.split("/")[-2]: c for c in model.columns if c.layout == "fragments"}

    def answer(asked: Asked) -> Page | None:
        folder, _, code = asked.path.rpartition("/")
        if folder != "/es-search/search":
            return None
        column = codes.get(code)
        if column is None or asked.params.get("_template") != "ucap/list_ejs":
            return Page(b"", status=404)
        page, size, rows = _part(asked, column)
        text = fragment(
            "f5_fragment.html",
            rows=[frame.row(row, column) for row in rows],
            pages=max(1, -(-len(column.rows) // size)),
            page=page,
            size=size,
            total=len(column.rows),
        )
        return Page(text.encode())

    return answer


def _search(model: SiteModel) -> Routes:
    def answer(asked: Asked) -> Page | None:
        if asked.path != SEARCH_PATH:
            return None
        wanted = asked.form
        word = wanted.get("searchWord", "")
        if asked.method != "POST" or wanted.get("siteCode") != model.unit.site_code or not word:
            return as_json({"code": 500, "msg": "参数错误"})
        found = [article for article in model.articles() if word in article.title]
        size = whole(wanted.get("pageSize"), 1, 10)
        page = whole(wanted.get("pageNum"), 1, 1)
        shown = [
            {
                "title": article.title,
                "url": address(article, model.column(article.home)),
                "pubDate": article.published.isoformat(),
            }
            for article in found[(page - 1) * size : page * size]
        ]
        return as_json({"searchResultAll": {"total": len(found), "searchTotal": shown}})

    return answer
