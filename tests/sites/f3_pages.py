"""Write the pages of a model in the manner of 大汉 JCMS, and answer its dataproxy.

A list page holds its first 45 records as XML inside a script; ``jpage`` shows 15 of them at a
time and asks ``dataproxy.jsp`` for more: by POST with a 1-based inclusive range, or by GET of the
address in ``<nextgroup>``. One article has an address under each column that lists it.
"""

from datetime import date
from urllib.parse import urlencode

from nianbao.demo.model import Article, Column, Mark, Row, SiteModel, Target
from nianbao.demo.page import Page, attachment, leave
from tests.sites.f3_quirks import shorten
from tests.sites.frame import Frame, Style, fragment, script
from tests.sites.routes import Asked, Routes, whole

MODULE = "/module/web/jpage/"
XML = "text/xml; charset=utf-8"
SCREEN = 15
GROUP = 3 * SCREEN
WEBSITE = 21
FIRST_UNIT = 40_000


def address(article: Article, column: Column) -> str:
    """Return where a row of ``column`` leads; the column's number is part of it."""
    if article.href:
        return article.href
    number = _number(article.home if "aggregate" in column.looks else column.path)
    day = article.published
    folder = f"{day.year}/{day.month}/{day.day}"
    if article.target is Target.ATTACHMENT:
        return f"/attach/{folder}/{article.id}.pdf"
    return f"/art/{folder}/art_{number}_{article.id}.html"


STYLE = Style("index.html", "您现在的位置：", " &gt; ", address, ("/script/jpage/jquery.jpage.js",))


def write(model: SiteModel) -> dict[str, Page]:
    """Return every page and file of the site by path; the same model gives the same bytes."""
    frame = Frame(model, STYLE)
    pages = frame.static()
    pages["/script/jpage/jquery.jpage.js"] = script("f3_jpage.js")
    for column in model.columns:
        frame.put(pages, column.path, _list(frame, column))
        for row in column.rows:
            article = row.article
            if row.mark is Mark.PLACEHOLDER or article.target is Target.EXTERNAL:
                continue
            goal = address(article, column)
            if article.target is Target.ATTACHMENT:
                pages[goal] = attachment(article.id)
            elif article.target is Target.STUB:
                pages[goal] = leave(article)
            elif goal not in pages:
                home = column if column.kind != "aggregate" else model.column(article.home)
                pages[goal] = frame.article_page("f3_article.html", article, home)
    return pages


def routes(model: SiteModel) -> Routes:
    """Answer the two data proxies of the site."""
    by_number = {_number(column.path): column for column in model.columns}
    parents = {_children(model, c): c for c in model.columns if "aggregate" in c.looks}
    frame = Frame(model, STYLE)

    def answer(asked: Asked) -> Page | None:
        if asked.path not in (f"{MODULE}dataproxy.jsp", f"{MODULE}morecolumndataproxy.jsp"):
            return None
        wanted = {**asked.params, **asked.form}
        ids = wanted.get("columnid", "")
        column = parents.get(ids) if "morecolumn" in asked.path else by_number.get(ids)
        if column is None:
            return Page(b"<datastore><recordset></recordset></datastore>", XML)
        if "startrecord" in wanted:
            first = whole(wanted["startrecord"], 1, 1)
            last = whole(wanted.get("endrecord"), first, first)
            return _answer(frame, column, column.rows[first - 1 : last], total=len(column.rows))
        page = whole(wanted.get("page"), 1, 1)
        rows = column.rows[(page - 1) * GROUP : page * GROUP]
        more = _next_group(model, column, page + 1) if page * GROUP < len(column.rows) else ""
        return _answer(frame, column, rows, more=more)

    return answer


def _answer(
    frame: Frame, column: Column, rows: tuple[Row, ...], total: int | None = None, more: str = ""
) -> Page:
    text = fragment(
        "f3_datastore.xml", records=_records(frame, column, rows), total=total, more=more
    )
    return Page(f"<?xml version='1.0' encoding='UTF-8'?>\n{text}".encode(), XML)


def _list(frame: Frame, column: Column) -> Page:
    total = len(column.rows)
    follows = "nextgroup" in column.looks
    more = _next_group(frame.model, column, 2) if follows and total > GROUP else ""
    return frame.list_page(
        "f3_list.html",
        column,
        unit_id=_unit_id(column),
        records=_records(frame, column, column.rows[:GROUP]),
        more=more,
        total=None,
        declared=total,
        screen=SCREEN,
        proxy=f"{MODULE}{'morecolumn' if 'aggregate' in column.looks else ''}dataproxy.jsp",
        params=_params(frame.model, column),
    )


def _records(frame: Frame, column: Column, rows: tuple[Row, ...]) -> list[dict[str, object]]:
    found = []
    for row in rows:
        shown = frame.row(row, column)
        day = _split(row.article.published) if "split_dates" in column.looks else shown["date"]
        short = shorten(row.article.title) if "cut_titles" in column.looks else shown["title"]
        found.append(shown | {"date": day, "short": short})
    return found


def _split(day: date) -> str:
    """Return a date as some columns hold it: broken over two lines."""
    return f"[{day.year}-\r\n\t{day:%m-%d}]"


def _params(model: SiteModel, column: Column) -> dict[str, object]:
    """Return what the page sends to the proxy, in the order its script has it."""
    many = "aggregate" in column.looks
    ids = _children(model, column) if many else str(_number(column.path))
    params: dict[str, object] = {
        "col": 1,
        "appid": "1",
        "webid": WEBSITE,
        "path": "/",
        "columnid": ids,
        "sourceContentType": 1,
        "unitid": str(_unit_id(column)),
        "webname": model.unit.name,
    }
    return params | ({"keyWordCount": 30} if many else {"permissiontype": 0})


def _next_group(model: SiteModel, column: Column, page: int) -> str:
    params = _params(model, column)
    kept = {key: params[key] for key in ("appid", "webid", "path", "columnid", "unitid", "webname")}
    return f"{MODULE}dataproxy.jsp?" + urlencode(
        {"page": page, **kept, "permissiontype": 0}, safe="/"
    )


def _children(model: SiteModel, parent: Column) -> str:
    return ",".join(
        _number(c.path) for c in model.columns if c.names[:-1] == parent.names and c is not parent
    )


def _number(path: str) -> str:
    return path.strip("/").removeprefix("col/col")


def _unit_id(column: Column) -> int:
    return FIRST_UNIT + int(_number(column.path))
