"""What a made-up site answers, and its memory of who asked: the judge of politeness."""

import hashlib
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass

from nianbao.demo.page import Page
from nianbao.demo.quirks import OUTSIDE
from tests.sites.faults import Fault, FaultPlan
from tests.sites.routes import Asked, Reply, Routes

MISSING = Page("<html><body><h1>404</h1>您访问的页面不存在。</body></html>".encode(), status=404)
LAST_MODIFIED = "Sun, 01 Mar 2026 00:00:00 GMT"

Answer = tuple[int, list[tuple[str, str]], bytes]


@dataclass(frozen=True, slots=True)
class Request:
    """One request as the server saw it; times are monotonic seconds.

    ``open_at_once`` counts the requests waiting for an answer when it began, itself included; an
    answer counts as given just before its last bytes leave, so that a reader who takes turns is
    never counted twice. To see overlap surely, slow the answers down (Kind.SLOW).
    """

    method: str
    path: str
    query: str
    status: int
    started: float
    ended: float
    open_at_once: int
    connection: int
    headers: Mapping[str, str]
    body: bytes = b""

    @property
    def user_agent(self) -> str:
        """The User-Agent header, empty when there was none."""
        return self.headers.get("user-agent", "")


@dataclass(frozen=True, slots=True)
class Content:
    """What a site can answer: ``routes`` first, then ``pages`` by path."""

    pages: Mapping[str, Page]
    routes: Routes


class Visits:
    """Answers, and the log. The content of ``later`` takes over after ``after`` requests."""

    def __init__(
        self, now: Content, faults: tuple[Fault, ...], later: Content | None, after: int
    ) -> None:
        self.requests: list[Request] = []
        self.outside: list[str] = []
        self._content, self._later, self._left = now, later, after
        self._outside = ""
        self._answers: dict[str, Answer] = {}
        self._new: dict[str, Answer] = {}
        self._missing = _answer(MISSING, "")
        self._plan = FaultPlan(faults)
        self._lock = threading.Lock()
        self._open = 0

    def prepare(self, outside: str) -> None:
        """Make all answers ready; ``outside`` is the address that stands for every other host."""
        self._outside = outside
        pages = self._content.pages
        self._answers = {path: _answer(page, outside) for path, page in pages.items()}
        news = self._later.pages if self._later else {}
        self._new = {path: _answer(page, outside) for path, page in news.items()}

    def find(self, asked: Asked) -> Answer:
        """Return (status, headers, body) of what is asked for."""
        page = self._content.routes(asked)
        if page is not None:
            return _answer(page, self._outside, dynamic=True)
        return self._answers.get(asked.path, self._missing)

    def begin(self, path: str) -> tuple[float, int, Fault | None]:
        """Note that a request begins; return its start, the open count, and its fault."""
        with self._lock:
            self._open += 1
            self._left -= 1
            if self._later is not None and self._left < 0:
                self._content, self._answers = self._later, self._new
            now = time.monotonic()
            return now, self._open, self._plan.choose(path, now)

    def release(self) -> None:
        """Note that the last bytes of an answer are about to leave."""
        with self._lock:
            self._open -= 1

    def finish(self, request: Request) -> None:
        """Note that a request has been answered."""
        with self._lock:
            self.requests.append(request)


def _answer(page: Page, outside: str, dynamic: bool = False) -> Answer:
    body = page.body.replace(OUTSIDE.encode(), outside.encode())
    headers = [("Content-Type", page.content_type), ("Content-Length", str(len(body)))]
    if page.location:
        headers.append(("Location", page.location.replace(OUTSIDE, outside)))
    elif page.status == 200 and not dynamic:
        tag = hashlib.blake2b(body, digest_size=10).hexdigest()
        headers += [("ETag", f'"{tag}"'), ("Last-Modified", LAST_MODIFIED)]
    if isinstance(page, Reply):
        headers += page.headers
    return page.status, headers, body
