"""Answer the catalogue's interface: 100 rows a call, of a category, of its parent, or of all."""

import re
from datetime import date, datetime, timedelta, timezone
from typing import Any

from crawler.records import Kind
from nianbao.demo.model import Article, Column, Row, SiteModel, newest_first
from nianbao.demo.page import Page
from tests.sites.articles import Redated
from tests.sites.f6_pages import (
    GUEST_SID,
    ROWS_A_CALL,
    SID,
    address,
    attached,
    category,
    guest_model,
    tree,
)
from tests.sites.routes import Asked, Routes, as_json, first_of, whole

BEIJING = timezone(timedelta(hours=8))
EVERYTHING = 0


def routes(model: SiteModel) -> Routes:
    """Return the answers for the unit's own catalogue and for its guest's."""
    guests = [guest_model(model, c) for c in model.columns if c.kind is Kind.EXTERNAL]
    return first_of(
        _catalogue(model, "/gkmlpt/", SID),
        *(_catalogue(guest, "/unitb/gkmlpt/", GUEST_SID) for guest in guests),
    )


def _catalogue(model: SiteModel, folder: str, sid: str) -> Routes:
    path = re.compile(re.escape(folder) + r"api/all/(\d+)")
    lists = _lists(model)

    def answer(asked: Asked) -> Page | None:
        found = path.fullmatch(asked.path)
        if found is None:
            return None
        number = int(found.group(1))
        if number not in lists or asked.params.get("sid") != sid:
            return as_json({"articles": [], "total": 0, "classify": None})
        name, rows = lists[number]
        page = max(1, whole(asked.params.get("page"), 0, 1))  # page 0 is page 1
        shown = rows[(page - 1) * ROWS_A_CALL : page * ROWS_A_CALL]
        classify = {"id": number, "name": name, "post_count": len(rows)}
        articles = [_told(model, row.article, column) for row, column in shown]
        return as_json({"articles": articles, "total": len(rows), "classify": classify})

    return answer


Listed = list[tuple[Row, Column]]


def _lists(model: SiteModel) -> dict[int, tuple[str, Listed]]:
    """Return name and rows by category; a parent holds its children's, 0 holds everything."""
    leaves = {
        category(c): c for c in model.columns if "#" in c.path and c.kind is not Kind.EXTERNAL
    }
    lists = {n: (c.name, [(row, c) for row in c.rows]) for n, c in leaves.items()}
    for node in tree(model):
        if node["children"]:
            members = [leaves[child["id"]] for child in node["children"]]
            lists[node["id"]] = (node["name"], _merged(members))
    return lists | {EVERYTHING: ("全部", _merged(list(leaves.values())))}


def _merged(columns: list[Column]) -> Listed:
    home = {row.article.id: column for column in columns for row in column.rows}
    rows = newest_first(tuple(row for column in columns for row in column.rows))
    return [(row, home[row.article.id]) for row in rows]


def _told(model: SiteModel, article: Article, column: Column) -> dict[str, Any]:
    signed = article.other if isinstance(article, Redated) else article.published
    published = _moment(article.published, article.time)
    file = attached(article)
    files = [{"id": article.id + 1, "name": "附件.pdf", "type": "pdf", "size": "2048", "url": file}]
    return {
        "id": article.id,
        "title": article.title,
        "document_number": f"{model.unit.document_prefix}〔{signed.year}〕{article.id % 97}号",
        "identifier": f"11{model.unit.site_code}/{article.published.year}-{article.id % 10**5:05d}",
        "publisher": model.unit.name,
        "keywords": "",
        "abstract": "",
        "date": int(_moment(signed, "00:00").timestamp()),
        "created_at": f"{article.published} {article.time}:00",
        "create_time": int(published.timestamp()),
        "display_publish_time": int(published.timestamp()),
        "classify_main_name": column.names[-2],
        "classify_genre_name": column.name,
        "is_expired": 0,
        "is_abolished": 0,
        "attachment": files if file else [],
        "relation": "[]",
        "url": address(article, column),
        "post_url": address(article, column),
    }


def _moment(day: date, time: str) -> datetime:
    return datetime.fromisoformat(f"{day} {time}:00").replace(tzinfo=BEIJING)
