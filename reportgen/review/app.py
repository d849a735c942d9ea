"""The application: its addresses, its guard, and what is said when something is not there."""

import logging
import secrets
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route

from crawler.errors import NianbaoError
from reportgen.review import pages
from reportgen.review.accounts import Accounts
from reportgen.review.acts import ACTS
from reportgen.review.columnpage import columns
from reportgen.review.downloads import download
from reportgen.review.entrance import away, enter, login, login_form, logout, rename
from reportgen.review.evidence import evidence, picture
from reportgen.review.guard import BodyTooLargeError, Guard
from reportgen.review.rendering import templates
from reportgen.review.rowacts import rule_column, rule_rows, undo_ruling
from reportgen.review.sessions import OneTimeToken, Sessions
from reportgen.review.visits import Review, Workplace, acted, review_of, shown

_STATIC = Path(__file__).with_name("static")
_FILES = {
    "review.css": "text/css",
    "evidence.css": "text/css",
    "review.js": "text/javascript",
    "htmx.min.js": "text/javascript",
    "icon.svg": "image/svg+xml",
}
_IDLE_SINGLE, _IDLE_ACCOUNTS = timedelta(hours=4), timedelta(minutes=30)
_SAID = {
    400: "这个请求不完整，没有执行。请回到上一页再试。",
    403: "您没有做这一步的权限，或者页面放得太久了；没有执行。请回到上一页刷新再试。",
    404: "没有这个页面。",
    405: "不支持这种请求。",
    413: "内容太大，没有执行。",
    415: "不支持这种请求。",
}

log = logging.getLogger("nianbao")


@dataclass(frozen=True, slots=True)
class Door:
    """How people come in.

    ``hosts`` are the exact Host headers (port included) by which the page is reached;
    ``accounts`` is None in single-user mode, where ``announce`` shows the one-time token to
    whoever started the program and ``first_name`` stands for them until they give their name.
    """

    hosts: Collection[str]
    port: int
    announce: Callable[[str], None]
    accounts: Accounts | None = None
    first_name: str = "本机使用者"
    secure: bool = False


def application(workplace: Workplace, door: Door, clock: Callable[[], datetime]) -> "Page":
    """Return the review page for a workspace; the clock is asked at every request."""
    idle = _IDLE_SINGLE if door.accounts is None else _IDLE_ACCOUNTS
    app = Starlette(
        routes=[
            Route("/enter", enter),
            Route("/away", away),
            Route("/login", login_form),
            Route("/login", login, methods=["POST"]),
            Route("/static/{name}", _static),
            Route("/logout", acted(logout), methods=["POST"]),
            Route("/me", acted(rename), methods=["POST"]),
            Route("/", shown(pages.cases)),
            Mount("/s/{folder}/{year:int}", routes=_case_routes()),
        ],
        exception_handlers={
            HTTPException: _http_problem,
            NianbaoError: _problem,
            BodyTooLargeError: _too_large,
            Exception: _unexpected,
        },
    )
    review = Review(
        workplace=workplace,
        pages=templates(),
        clock=clock,
        cookie=f"nianbao_{door.port}",
        secure=door.secure,
        sessions=Sessions(idle),
        token=OneTimeToken(door.announce),
        accounts=door.accounts,
        first_name=door.first_name,
    )
    app.state.review = review
    return Page(app, [host.lower() for host in door.hosts], review)


class Page(Guard):
    """The guarded application; ``review`` is what it was made of."""

    def __init__(self, app: Starlette, hosts: Collection[str], review: Review) -> None:
        super().__init__(app, hosts)
        self.review = review


def _case_routes() -> list[Route]:
    """Return the pages and acts of one site and year."""
    return [
        Route("/", shown(pages.overview)),
        Route("/log", shown(pages.log)),
        Route("/form.css", shown(pages.form_style)),
        Route("/file/{format}", shown(download)),
        Route("/part/{number:int}", shown(pages.section)),
        Route("/field/{key}", shown(pages.field)),
        Route("/field/{key}/evidence", shown(evidence)),
        Route("/field/{key}/picture/{number:int}", shown(picture)),
        Route("/columns", shown(columns)),
        Route("/evidence/{key}/rows", acted(rule_rows), methods=["POST"]),
        Route("/columns/rule", acted(rule_column), methods=["POST"]),
        Route("/columns/undo", acted(undo_ruling), methods=["POST"]),
        *(Route(path, acted(handler), methods=["POST"]) for path, handler in ACTS),
    ]


async def _static(request: Request) -> Response:
    """Send one of our own files; there are no others."""
    name = request.path_params["name"]
    if name not in _FILES:
        raise HTTPException(404)
    headers = {"cache-control": "no-cache"}
    return FileResponse(_STATIC / name, media_type=_FILES[name], headers=headers)


async def _http_problem(request: Request, problem: Exception) -> Response:
    status = problem.status_code if isinstance(problem, HTTPException) else 500
    return _said(request, _SAID.get(status, "不能这样做。"), status)


async def _problem(request: Request, problem: Exception) -> Response:
    """Say what a person can mend: a damaged log, a crawl that cannot be read, a full disk."""
    log.warning("review: %s", problem)
    return _said(request, str(problem), 500)


async def _too_large(_request: Request, _problem: Exception) -> Response:
    return PlainTextResponse(_SAID[413], 413)


async def _unexpected(request: Request, problem: Exception) -> Response:
    """Keep the details in the log; the page shows only a number to find them by."""
    number = secrets.token_hex(4)
    log.error("review error %s", number, exc_info=problem)
    return _said(
        request, f"程序出错，这一步没有做完。请把编号 {number} 和日志发给帮助您的人。", 500
    )


def _said(request: Request, sentence: str, status: int) -> Response:
    page = review_of(request).pages.get_template("problem.html")
    return HTMLResponse(page.render(visit=None, sentence=sentence), status)
