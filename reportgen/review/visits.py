"""One request of a person who was let in: what every page gets, and what every form must bring."""

import hmac
import threading
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol

from jinja2 import Environment
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from reportgen.review.accounts import Accounts
from reportgen.review.casefile import CaseFile, CaseName
from reportgen.review.sessions import OneTimeToken, Session, Sessions, Throttle

_MOST_FIELDS = 2000


class Workplace(Protocol):
    """All cases of a workspace; reading the folder anew at every call."""

    def cases(self) -> tuple[CaseName, ...]:
        """Return the sites and years that were crawled, in order."""

    def case(self, folder: str, year: int) -> CaseFile | None:
        """Return one of them; None when there is no such."""


@dataclass(frozen=True, slots=True)
class Review:
    """Everything a running review page consists of; one per application.

    ``accounts`` is None in single-user mode, where ``token`` lets the one person in.
    ``first_name`` is what that person is called until they say otherwise.
    """

    workplace: Workplace
    pages: Environment
    clock: Callable[[], datetime]
    cookie: str
    secure: bool
    sessions: Sessions
    token: OneTimeToken
    accounts: Accounts | None
    first_name: str = ""
    throttle: Throttle = field(default_factory=Throttle)
    printing: threading.Lock = field(default_factory=threading.Lock)  # a PDF takes a whole office

    @property
    def is_single(self) -> bool:
        """Say whether one person does everything."""
        return self.accounts is None


@dataclass(frozen=True, slots=True)
class Visit:
    """A request with its session; ``form`` holds the last value of every field sent."""

    request: Request
    review: Review
    session: Session
    form: Mapping[str, str] = field(default_factory=dict)
    many: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def now(self) -> datetime:
        """The time of this request."""
        return self.review.clock()

    def case(self) -> CaseFile:
        """Return the case of the address; answers 404 when there is none."""
        place = self.request.path_params
        case = self.review.workplace.case(str(place["folder"]), int(place["year"]))
        if case is None:
            raise HTTPException(404)
        return case

    def page(self, template: str, status: int = 200, **context: Any) -> Response:
        """Return a page; ``visit`` is always known to it."""
        text = self.review.pages.get_template(template).render(visit=self, **context)
        return HTMLResponse(text, status)


Handler = Callable[[Visit], Response]
Endpoint = Callable[[Request], Awaitable[Response]]


def review_of(request: Request) -> Review:
    """Return what the application was made of."""
    review: Review = request.app.state.review
    return review


def session_of(request: Request) -> Session | None:
    """Return the open session of whoever asks; it ends with the account it came in with."""
    review = review_of(request)
    session = review.sessions.find(request.cookies.get(review.cookie, ""), review.clock())
    if session is None or review.accounts is None:
        return session
    account = review.accounts.all().get(session.account)
    if account is None or (account.name, account.roles) != (session.name, session.roles):
        review.sessions.close(session.id)
        return None
    return session


def shown(handler: Handler) -> Endpoint:
    """Make an endpoint that shows something to people with a session."""

    async def endpoint(request: Request) -> Response:
        session = session_of(request)
        if session is None:
            return turned_away(request)
        return await run_in_threadpool(handler, Visit(request, review_of(request), session))

    return endpoint


def acted(handler: Handler) -> Endpoint:
    """Make an endpoint that does something for people with a session and the form's secret."""

    async def endpoint(request: Request) -> Response:
        session = session_of(request)
        if session is None:
            return turned_away(request)
        many = await form_of(request)
        form = {name: values[-1] for name, values in many.items()}
        if not hmac.compare_digest(form.get("csrf", "").encode(), session.csrf.encode()):
            raise HTTPException(403)
        visit = Visit(request, review_of(request), session, form, many)
        return await run_in_threadpool(handler, visit)

    return endpoint


async def form_of(request: Request) -> dict[str, tuple[str, ...]]:
    """Return what a form sent; files are not taken here."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in ("application/x-www-form-urlencoded", "multipart/form-data"):
        raise HTTPException(415)
    async with request.form(max_files=0, max_fields=_MOST_FIELDS) as sent:
        many: dict[str, tuple[str, ...]] = {}
        for name, value in sent.multi_items():
            if isinstance(value, str):
                many[name] = (*many.get(name, ()), value)
    return many


def turned_away(request: Request) -> Response:
    """Answer somebody without a session: to the login, or to where the address is printed."""
    review = review_of(request)
    if not review.is_single:
        return RedirectResponse("/login", 303)
    review.token.renew(review.clock())
    text = review.pages.get_template("away.html").render(visit=None)
    return HTMLResponse(text, 401)


def let_in(request: Request, session: Session, target: str = "/") -> Response:
    """Send the cookie of a new session and go on."""
    review = review_of(request)
    response = RedirectResponse(target, 303)
    response.set_cookie(
        review.cookie,
        session.id,
        max_age=int(timedelta(hours=12).total_seconds()),
        httponly=True,
        samesite="strict",
        secure=review.secure,
    )
    return response
