"""Coming in and going out: the one-time address, the login, the name that the log will show."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from reportgen.decisions.record import Role
from reportgen.plaintext import clean_text
from reportgen.review.sessions import Session
from reportgen.review.visits import Visit, form_of, let_in, review_of, session_of, turned_away

_MOST_NAME = 40


async def enter(request: Request) -> Response:
    """Take the one-time token of a single-user page."""
    review = review_of(request)
    now = review.clock()
    if not review.is_single or request.method != "GET":
        return turned_away(request)
    if session_of(request) is not None:
        return RedirectResponse("/", 303)
    if review.throttle.is_shut("token", now):
        return HTMLResponse(_page(request, "away.html"), 429)
    if not review.token.take(request.query_params.get("token", "")):
        review.throttle.failed("token", now)
        return turned_away(request)
    session = review.sessions.open(review.first_name, frozenset(Role), now)
    return let_in(request, session)


async def login_form(request: Request) -> Response:
    """Show the login."""
    review = review_of(request)
    if review.is_single or session_of(request) is not None:
        return RedirectResponse("/", 303)
    return HTMLResponse(_page(request, "login.html", problem="", login=""))


async def login(request: Request) -> Response:
    """Check login and password; five failures in a minute, by login or by address, and wait."""
    review = review_of(request)
    if review.accounts is None:
        return RedirectResponse("/", 303)
    sent = {name: values[-1] for name, values in (await form_of(request)).items()}
    login, now = sent.get("login", "").strip(), review.clock()
    names = (f"login {login[:64]}", f"from {request.client.host if request.client else ''}")
    if any(review.throttle.is_shut(name, now) for name in names):
        problem = "试错次数太多，请一分钟后再试。"
        return HTMLResponse(_page(request, "login.html", problem=problem, login=login), 429)
    for name in names:  # counted before the slow check, so that many at once count too
        review.throttle.failed(name, now)
    account = await run_in_threadpool(review.accounts.verify, login, sent.get("password", ""))
    if account is None:
        problem = "登录名或密码不对。"
        return HTMLResponse(_page(request, "login.html", problem=problem, login=login), 401)
    for name in names:
        review.throttle.forget_last(name)
    session = review.sessions.open(account.name, account.roles, now, account.login)
    return let_in(request, session)


def logout(visit: Visit) -> Response:
    """End the session on the server."""
    visit.review.sessions.close(visit.session.id)
    response = RedirectResponse("/login", 303)
    if visit.review.is_single:
        response = RedirectResponse("/away", 303)
    response.delete_cookie(visit.review.cookie)
    return response


async def away(request: Request) -> Response:
    """Say that one is out."""
    return HTMLResponse(_page(request, "away.html"))


def rename(visit: Visit) -> Response:
    """Take the name under which a single user's decisions are kept."""
    name = clean_text(visit.form.get("name", ""))[:_MOST_NAME]
    if visit.review.is_single and name:
        visit.session.name = name
    return RedirectResponse("/", 303)


def _page(request: Request, template: str, session: Session | None = None, **context: str) -> str:
    return review_of(request).pages.get_template(template).render(visit=session, **context)
