"""The answers of F10 that depend on more than the path: cookies, postbacks, an interface."""

from nianbao.demo.model import Column, Section, SiteModel
from nianbao.demo.page import Page
from tests.sites.f7_frame import Frame
from tests.sites.f10_pages import Drawn, draw, view_state, way
from tests.sites.faults import SOFT_BLOCK_BODY
from tests.sites.routes import Asked, Reply, Routes, as_json, first_of, whole

INTERFACE = "/api/cms/front/article/page"
CHANNEL = "20231"
TICKET = "wzticket"
CLEAR = "9f2c41d07be3"  # the cookie value a shell page shows in clear text
SHELL = (
    '<html><head><meta charset="utf-8"><title></title><script type="text/javascript">'
    f'function go(){{document.cookie="C3VK="+"{CLEAR}"+"; max-age=300; path=/";'
    'location.reload();}</script></head><body onload="go()"></body></html>'
)
SHELL_BYTES = 380


def routes(model: SiteModel, sections: tuple[Section, ...]) -> Routes:
    """Return the answers of F10's gates and programs; None for all that is a file."""
    frame, pages, posted = draw(model, sections)
    aspx = {c.path.partition("?")[0]: c for c in model.columns if way(c) == "aspx"}

    def program(asked: Asked) -> Page | None:
        if asked.path == INTERFACE:
            return _interface(frame, asked)
        column = aspx.get(asked.path)
        if column is not None and asked.method == "POST":
            return _postback(column, posted[column.path], asked)
        return pages.get(f"{asked.path}?{asked.query}") if asked.query else None

    return first_of(_gates(model), program)


def _gates(model: SiteModel) -> Routes:
    """Return what stands before columns: a bounce, a shell, a soft block."""

    def answer(asked: Asked) -> Page | None:
        column = next((c for c in model.columns if asked.path.startswith(c.path)), None)
        looks = column.looks if column is not None else frozenset()
        if "soft_blocked" in looks:
            return Page(SOFT_BLOCK_BODY.encode())
        if "bounced" in looks and TICKET not in asked.jar:
            again = f"{asked.path}?{asked.query}" if asked.query else asked.path
            cookie = ("Set-Cookie", f"{TICKET}=1; Path=/; HttpOnly")
            return Reply(b"", status=302, location=again, headers=(cookie,))
        if "shelled" in looks and asked.jar.get("C3VK") != CLEAR:
            return Page(SHELL.ljust(SHELL_BYTES).encode())
        return None

    return answer


def _interface(frame: Frame, asked: Asked) -> Page:
    """Return a page of the rows of the app's channel, as its bundle asks for them."""
    column = next((c for c in frame.model.columns if way(c) == "app"), None)
    if column is None or asked.params.get("channelId") != CHANNEL:
        return as_json({"code": 500, "msg": "参数错误", "data": None})
    size = whole(asked.params.get("pageSize"), 1, column.page_size)
    number = whole(asked.params.get("pageNo"), 1, 1)
    rows = [frame.row(row) for row in column.rows[(number - 1) * size : number * size]]
    records = [
        {
            "articleId": row["id"],
            "articleTitle": row["title"],
            "linkUrl": row["href"],
            "publishTime": f"{row['date']} 00:00:00",
        }
        for row in rows
    ]
    data = {"total": len(column.rows), "current": number, "size": size, "records": records}
    return as_json({"code": 200, "msg": "操作成功", "data": data})


def _postback(column: Column, drawn: Drawn, asked: Asked) -> Page:
    """Return the page a postback asks for; a server error without a view state it gave out."""
    states = {view_state(column, number) for number in range(1, column.pages + 1)}
    if asked.form.get("__VIEWSTATE") not in states:
        return Page(
            "<html><body><h1>运行时错误</h1>验证视图状态失败。</body></html>".encode(), status=500
        )
    wanted = whole(asked.form.get("__EVENTARGUMENT"), 1, 1)
    return drawn[str(min(wanted, len(drawn)))]
