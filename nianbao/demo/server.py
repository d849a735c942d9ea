"""Serve the sample site on loopback, inside this process, for as long as a block runs."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import unquote, urlsplit

from nianbao.demo.page import Page
from nianbao.demo.site import build

MISSING = Page("<html><body>您访问的页面不存在。</body></html>".encode(), status=404)


class _DemoServer(ThreadingHTTPServer):
    daemon_threads = True
    pages: Mapping[str, Page]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1  # headers and body leave together

    def do_GET(self) -> None:
        assert isinstance(self.server, _DemoServer)
        path = unquote(urlsplit(self.path).path)
        page = self.server.pages.get(path, MISSING)
        self.send_response(page.status)
        self.send_header("Content-Type", page.content_type)
        self.send_header("Content-Length", str(len(page.body)))
        if page.location:
            self.send_header("Location", page.location)
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(page.body)

    do_HEAD = do_GET  # noqa: N815

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the demo's screen belongs to the clerk."""


@contextmanager
def serve(port: int = 0) -> Iterator[str]:
    """Yield the sample site's home address (ends with "/"); port 0 takes a free one."""
    server = _DemoServer(("127.0.0.1", port), _Handler)
    server.pages = build().pages
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
