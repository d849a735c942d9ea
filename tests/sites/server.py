"""Serve a made-up site on loopback, with faults on order, and remember every request.

``server = serve(site)``, then ``with server as address: …``; ``server.requests``, whole once the
block has ended, tells how politely it was read, and ``server.outside`` must be empty: it lists
the requests that followed the site off to another host.
"""

import gzip
import hashlib
import socket
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from types import TracebackType
from urllib.parse import unquote, urlsplit

from nianbao.demo.page import Page
from nianbao.demo.quirks import OUTSIDE
from tests.sites.family import Site
from tests.sites.faults import CHALLENGE_BODY, SOFT_BLOCK_BODY, Fault, FaultPlan, Kind

MISSING = Page("<html><body><h1>404</h1>您访问的页面不存在。</body></html>".encode(), status=404)
LAST_MODIFIED = "Sun, 01 Mar 2026 00:00:00 GMT"


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


class SiteServer:
    """A running site; a context manager that yields its home address (ends with "/")."""

    def __init__(
        self,
        pages: Mapping[str, Page],
        faults: tuple[Fault, ...],
        port: int,
        later: Mapping[str, Page] | None,
        after: int,
    ) -> None:
        self.requests: list[Request] = []
        self.outside: list[str] = []
        self._outside = _Listener(("127.0.0.1", 0), _OutsideHandler, self)
        self._site = _Listener(("127.0.0.1", port), _SiteHandler, self)
        self._goal = f"http://127.0.0.1:{self._outside.server_port}"
        self._plan = FaultPlan(faults)
        self._lock = threading.Lock()
        self._open = 0
        self._answers = {path: self._answer(page) for path, page in pages.items()}
        self._later = {path: self._answer(page) for path, page in (later or {}).items()}
        self._left = after
        self._missing = self._answer(MISSING)
        self._threads: list[threading.Thread] = []

    @property
    def address(self) -> str:
        """The home address."""
        return f"http://127.0.0.1:{self._site.server_port}/"

    def __enter__(self) -> str:
        for listener in (self._outside, self._site):
            thread = threading.Thread(
                target=listener.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
            )
            thread.start()
            self._threads.append(thread)
        return self.address

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for listener in (self._site, self._outside):
            listener.shutdown()
            listener.hang_up()
            listener.server_close()
        for thread in self._threads:
            thread.join()

    def largest_open(self) -> int:
        """Return the most requests that were open at once; 0 when there were none."""
        return max((request.open_at_once for request in self.requests), default=0)

    def smallest_gap(self) -> float:
        """Return the shortest time in seconds between two starts; inf for fewer than two."""
        starts = sorted(request.started for request in self.requests)
        return min((b - a for a, b in pairwise(starts)), default=float("inf"))

    def paths(self) -> list[str]:
        """Return the paths asked for, in order."""
        return [request.path for request in self.requests]

    def _answer(self, page: Page) -> tuple[int, list[tuple[str, str]], bytes]:
        body = page.body.replace(OUTSIDE.encode(), self._goal.encode())
        headers = [("Content-Type", page.content_type), ("Content-Length", str(len(body)))]
        if page.location:
            headers.append(("Location", page.location.replace(OUTSIDE, self._goal)))
        elif page.status == 200:
            tag = hashlib.blake2b(body, digest_size=10).hexdigest()
            headers += [("ETag", f'"{tag}"'), ("Last-Modified", LAST_MODIFIED)]
        return page.status, headers, body

    def find(self, path: str) -> tuple[int, list[tuple[str, str]], bytes]:
        """Return (status, headers, body) of the page at ``path``."""
        return self._answers.get(path, self._missing)

    def begin(self, path: str) -> tuple[float, int, Fault | None]:
        """Note that a request begins; return its start, the open count, and its fault."""
        with self._lock:
            self._open += 1
            self._left -= 1
            if self._later and self._left < 0:
                self._answers = self._later
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


def serve(
    site: Site,
    faults: tuple[Fault, ...] = (),
    port: int = 0,
    later: Site | None = None,
    after: int = 0,
) -> SiteServer:
    """Return a server for ``site``; ``faults`` come before the site's own.

    With ``later`` the pages of that site take over once ``after`` requests have come: something
    was published while it was read.
    """
    pages = later.pages if later else None
    return SiteServer(site.pages, (*faults, *site.faults), port, pages, after)


class _Listener(ThreadingHTTPServer):
    daemon_threads = False  # server_close waits for answers under way: the log is then whole
    request_queue_size = 128

    def __init__(
        self, place: tuple[str, int], handler: type[BaseHTTPRequestHandler], site: SiteServer
    ) -> None:
        self.site = site
        self.connections: set[socket.socket] = set()
        super().__init__(place, handler)

    def process_request(self, request, client_address) -> None:  # type: ignore[no-untyped-def]
        self.connections.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request) -> None:  # type: ignore[no-untyped-def]
        self.connections.discard(request)
        super().shutdown_request(request)

    def hang_up(self) -> None:
        """Close connections that readers keep open."""
        for connection in list(self.connections):
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue

    def handle_error(self, request, client_address) -> None:  # type: ignore[no-untyped-def]
        """Say nothing: readers that hang up early are part of the tests."""


class _OutsideHandler(BaseHTTPRequestHandler):
    """Stands for every other host: whoever comes here has left the site."""

    def do_GET(self) -> None:
        assert isinstance(self.server, _Listener)
        self.server.site.outside.append(self.path)
        self.send_error(500)

    do_HEAD = do_POST = do_GET  # noqa: N815

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class _SiteHandler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1  # headers and body leave together
    server_version = "Apache"
    sys_version = ""

    def do_GET(self) -> None:
        assert isinstance(self.server, _Listener)
        site = self.server.site
        parts = urlsplit(self.path)
        path = unquote(parts.path)
        started, at_once, fault = site.begin(path)
        self._status = 0
        self._waiting = True
        try:
            if fault is None:
                self._give(site, path)
            else:
                self._fail(site, path, fault)
            self.wfile.flush()
        finally:
            self._release()
            headers = {name.lower(): value for name, value in self.headers.items()}
            site.finish(
                Request(
                    self.command,
                    path,
                    parts.query,
                    self._status,
                    started,
                    time.monotonic(),
                    at_once,
                    self.client_address[1],
                    headers,
                )
            )

    do_HEAD = do_POST = do_GET  # noqa: N815

    def _release(self) -> None:
        assert isinstance(self.server, _Listener)
        if self._waiting:
            self._waiting = False
            self.server.site.release()

    def _give(self, site: SiteServer, path: str) -> None:
        status, headers, body = site.find(path)
        validators = dict(headers)
        asked = self.headers.get("If-None-Match"), self.headers.get("If-Modified-Since")
        known = (validators.get("ETag", "?"), validators.get("Last-Modified", "?"))
        if asked[0] == known[0] or (asked[0] is None and asked[1] == known[1]):
            status, body = 304, b""
            headers = [h for h in headers if h[0] in ("ETag", "Last-Modified")]
        self._send(status, headers, body)

    def _send(
        self, status: int, headers: list[tuple[str, str]], body: bytes, more: bool = False
    ) -> None:
        self._status = status
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        if not more:
            self._release()
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _say(self, status: int, text: str, *headers: tuple[str, str]) -> None:
        body = text.encode()
        kind = "text/html; charset=utf-8" if text.lstrip().startswith("<") else "text/plain"
        fixed = [("Content-Type", kind), ("Content-Length", str(len(body)))]
        self._send(status, [*fixed, *headers], body)

    def _fail(self, site: SiteServer, path: str, fault: Fault) -> None:
        match fault.kind:
            case Kind.STATUS:
                wait = [("Retry-After", fault.retry_after)] if fault.retry_after else []
                self._say(fault.status, f"<html><body><h1>{fault.status}</h1></body></html>", *wait)
            case Kind.CHALLENGE:
                self._say(412, CHALLENGE_BODY, ("Set-Cookie", "4hP44ZykCTt5O=60abc; path=/"))
            case Kind.SOFT_BLOCK:
                self._say(200, SOFT_BLOCK_BODY)
            case Kind.REPLACE:
                self._say(200, fault.text)
            case Kind.REDIRECT:
                self._say(302, "", ("Location", fault.text))
            case Kind.SLOW:
                time.sleep(fault.pause)
                self._give(site, path)
            case Kind.RESET:
                self.close_connection = True
            case Kind.CUT | Kind.GZIP_CUT | Kind.DRIP:
                self._maim(site, path, fault)

    def _maim(self, site: SiteServer, path: str, fault: Fault) -> None:
        status, headers, body = site.find(path)
        if fault.kind is Kind.CUT:
            self._send(status, headers, body[: fault.keep])
            self.close_connection = True
        elif fault.kind is Kind.GZIP_CUT:
            packed = gzip.compress(body, mtime=0)[: fault.keep]
            kept = [h for h in headers if h[0] not in ("Content-Length", "ETag")]
            length = ("Content-Length", str(len(packed)))
            self._send(status, [*kept, ("Content-Encoding", "gzip"), length], packed)
        else:
            self._send(status, headers, b"", more=True)
            for start in range(0, len(body), fault.keep):
                time.sleep(fault.pause)
                if start + fault.keep >= len(body):
                    self._release()
                self.wfile.write(body[start : start + fault.keep])
                self.wfile.flush()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the requests are kept, not printed."""
