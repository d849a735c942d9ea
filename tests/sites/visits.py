"""What a made-up site answers, and its memory of who asked: the judge of politeness."""

import hashlib
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass

from nianbao.demo.page import Page
from nianbao.demo.quirks import OUTSIDE
from tests.sites.faults import Fault, FaultPlan

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

    @property
    def user_agent(self) -> str:
        """The User-Agent header, empty when there was none."""
        return self.headers.get("user-agent", "")


class Visits:
    """Answers by path, and the log. The pages of ``later`` take over after ``after`` requests."""

    def __init__(
        self,
        pages: Mapping[str, Page],
        faults: tuple[Fault, ...],
        later: Mapping[str, Page],
        after: int,
    ) -> None:
        self.requests: list[Request] = []
        self.outside: list[str] = []
        self._pages, self._later, self._left = pages, later, after
        self._answers: dict[str, Answer] = {}
        self._new: dict[str, Answer] = {}
        self._missing = _answer(MISSING, "")
        self._plan = FaultPlan(faults)
        self._lock = threading.Lock()
        self._open = 0

    def prepare(self, outside: str) -> None:
        """Make all answers ready; ``outside`` is the address that stands for every other host."""
        self._answers = {path: _answer(page, outside) for path, page in self._pages.items()}
        self._new = {path: _answer(page, outside) for path, page in self._later.items()}

    def find(self, path: str) -> Answer:
        """Return (status, headers, body) of the page at ``path``."""
        return self._answers.get(path, self._missing)

    def begin(self, path: str) -> tuple[float, int, Fault | None]:
        """Note that a request begins; return its start, the open count, and its fault."""
        with self._lock:
            self._open += 1
            self._left -= 1
            if self._new and self._left < 0:
                self._answers = self._new
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


def _answer(page: Page, outside: str) -> Answer:
    body = page.body.replace(OUTSIDE.encode(), outside.encode())
    headers = [("Content-Type", page.content_type), ("Content-Length", str(len(body)))]
    if page.location:
        headers.append(("Location", page.location.replace(OUTSIDE, outside)))
    elif page.status == 200:
        tag = hashlib.blake2b(body, digest_size=10).hexdigest()
        headers += [("ETag", f'"{tag}"'), ("Last-Modified", LAST_MODIFIED)]
    return page.status, headers, body
