"""A filled form on the unit's own site, asked for by its address in a process of its own."""

import http.server
import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from reportgen.form import load_form
from tests.reportgen.submitted import filled

ROOT = Path(__file__).resolve().parents[2]
SHEET = filled.sheet(load_form("national_2018"), filled.national())
Pages = dict[str, tuple[int, dict[str, str], bytes]]


def page(body: bytes, kind: str = "text/html") -> tuple[int, dict[str, str], bytes]:
    return 200, {"Content-Type": kind}, body


@contextmanager
def served(pages: Pages) -> Iterator[tuple[str, list[str]]]:
    """Serve the pages on loopback; the list holds every path asked for."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            status, headers, body = pages.get(self.path, (404, {}, b"none"))
            self.send_response(status)
            for name, value in ({"Content-Length": str(len(body))} | headers).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        server.server_close()


def submitted(url: str) -> tuple[int, dict[str, object], str]:
    line = [sys.executable, "-m", "nianbao", "submitted", url, "--json"]
    done = subprocess.run(line, capture_output=True, text=True, cwd=ROOT, timeout=100, check=False)
    return done.returncode, json.loads(done.stdout), done.stderr


def values(told: dict[str, object]) -> dict[str, object]:
    fields = told["fields"]
    assert isinstance(fields, dict)
    return {key: field["value"] for key, field in fields.items()}


def test_form_on_a_page_is_read_by_one_polite_visit() -> None:
    made = filled.as_html(SHEET)
    with served({"/nb/1.html": page(made)}) as (address, asked):
        code, told, _ = submitted(f"{address}/nb/1.html")
    assert (code, told["file"]) == (4, f"{address}/nb/1.html")
    assert values(told)["host_unit"] == "云岭市商务局"
    assert len(values(told)) == 64
    assert asked == ["/robots.txt", "/nb/1.html"]


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["docx", "xlsx", "pdf"])
def test_form_attached_to_a_page_is_found_and_read(kind: str) -> None:
    notice = (
        "<html><body><h1>2025年度政府网站工作年度报表</h1><p>现予公开。</p>"
        "<a href='http://other.example/报表.docx'>别处的报表.docx</a>"
        f"<a href='files/P1.{kind}'>附件：政府网站工作年度报表.{kind}</a></body></html>"
    )
    content = filled.WRITERS[kind](SHEET)
    pages = {
        "/nb/1.html": page(notice.encode()),
        f"/nb/files/P1.{kind}": page(content, "application/octet-stream"),
    }
    with served(pages) as (address, asked):
        _, told, _ = submitted(f"{address}/nb/1.html")
    assert told["file"] == f"{address}/nb/files/P1.{kind}"
    assert values(told)["host_unit"] == "云岭市商务局"
    assert asked == ["/robots.txt", "/nb/1.html", f"/nb/files/P1.{kind}"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("pages", "sentence"),
    [
        ({"/robots.txt": page(b"User-agent: *\nDisallow: /nb/", "text/plain")}, "robots.txt"),
        ({"/nb/1.html": (302, {"Location": "http://localhost:9/x"}, b"")}, "跳转到其他网站"),
        ({}, "404"),
        ({"/nb/1.html": page("<html><body>没有</body></html>".encode())}, "不像一份填好的"),
    ],
    ids=["robots", "redirect", "missing", "no form"],
)
def test_address_that_gives_no_form_is_refused_with_a_sentence(pages: Pages, sentence: str) -> None:
    with served(pages) as (address, _):
        code, told, said = submitted(f"{address}/nb/1.html")
    assert code == 5
    assert sentence in said
    assert "error" in told
