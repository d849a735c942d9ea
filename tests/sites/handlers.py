"""Loopback listeners that speak HTTP, and break it on order."""

import gzip
import socket
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote, urlsplit

from tests.sites.faults import CHALLENGE_BODY, SOFT_BLOCK_BODY, Fault, Kind
from tests.sites.routes import Asked
from tests.sites.visits import Request, Visits


class Listener(ThreadingHTTPServer):
    """A loopback listener whose answers come from ``visits``."""

    daemon_threads = False  # server_close waits for answers under way: the log is then whole
    request_queue_size = 128

    def __init__(
        self, place: tuple[str, int], handler: type[BaseHTTPRequestHandler], visits: Visits
    ) -> None:
        self.visits = visits
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


class OutsideHandler(BaseHTTPRequestHandler):
    """Stands for every other host: whoever comes here has left the site."""

    def do_GET(self) -> None:
        assert isinstance(self.server, Listener)
        self.server.visits.outside.append(self.path)
        self.send_error(500)

    do_HEAD = do_POST = do_GET  # noqa: N815

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class SiteHandler(BaseHTTPRequestHandler):
    """Gives the site's pages, or the fault ordered for the request."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1  # headers and body leave together
    server_version = "Apache"
    sys_version = ""

    def do_GET(self) -> None:
        assert isinstance(self.server, Listener)
        visits = self.server.visits
        parts = urlsplit(self.path)
        path = unquote(parts.path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        cookies = self.headers.get("Cookie", "")
        asked = Asked(self.command, path, parts.query, body, cookies)
        started, at_once, fault = visits.begin(path)
        self._status = 0
        self._waiting = True
        try:
            if fault is None:
                self._give(visits, asked)
            else:
                self._fail(visits, asked, fault)
            self.wfile.flush()
        finally:
            self._release()
            headers = {name.lower(): value for name, value in self.headers.items()}
            visits.finish(
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
                    body,
                )
            )

    do_HEAD = do_POST = do_GET  # noqa: N815

    def _release(self) -> None:
        assert isinstance(self.server, Listener)
        if self._waiting:
            self._waiting = False
            self.server.visits.release()

    def _give(self, visits: Visits, asked: Asked) -> None:
        status, headers, body = visits.find(asked)
        validators = dict(headers)
        held = self.headers.get("If-None-Match"), self.headers.get("If-Modified-Since")
        known = (validators.get("ETag", "?"), validators.get("Last-Modified", "?"))
        if held[0] == known[0] or (held[0] is None and held[1] == known[1]):
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

    def _fail(self, visits: Visits, asked: Asked, fault: Fault) -> None:
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
                self._give(visits, asked)
            case Kind.RESET:
                self.close_connection = True
            case Kind.CUT | Kind.GZIP_CUT | Kind.DRIP:
                self._maim(visits, asked, fault)

    def _maim(self, visits: Visits, asked: Asked, fault: Fault) -> None:
        status, headers, body = visits.find(asked)
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
