"""report.html: the draft for people, one file that needs nothing else, on screen and on paper."""

import base64
import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from jinja2 import Environment
from markupsafe import Markup

from crawler.transport import refusals
from reportgen import words
from reportgen.exports import html_parts
from reportgen.exports.interface import Export, OutputFile
from reportgen.pagetemplates import page_templates
from reportgen.paper import lay_out
from reportgen.plaintext import clean_text
from reportgen.report import Report

_PATH = PurePosixPath("report.html")
_TEMPLATES = Path(__file__).with_name("templates")


def web_link(url: str) -> str:
    """Return the address if a browser may open it from the report, else an empty text.

    Only http and https with a host; ``javascript:``, ``data:`` and the like never become links.
    """
    cleaned = clean_text(url)
    try:
        parts = urlsplit(cleaned)
    except ValueError:
        return ""
    return cleaned if parts.scheme in ("http", "https") and parts.netloc else ""


def page(report: Report) -> str:
    """Return the whole page."""
    paper = lay_out(report)
    environment = _environment()
    style = environment.get_template("report.css").render(widths=paper.widths)
    return environment.get_template("report.html").render(
        report=report,
        paper=paper,
        rows=html_parts.table_rows(paper),
        summary=html_parts.summary(report),
        sections=html_parts.sections(report),
        errands=html_parts.errands(report),
        most_rows=html_parts.MOST_ROWS,
        style=Markup(style),  # our own file, hashed for the browser below
        style_hash=_hash(style),
        words=words,
    )


@cache
def _environment() -> Environment:
    environment = page_templates(_TEMPLATES)
    environment.filters["web_link"] = web_link
    environment.filters["day"] = html_parts.day
    environment.filters["minute"] = html_parts.minute
    environment.globals["refusal_word"] = refusals.word
    environment.globals["refusal_advice"] = refusals.advice
    environment.globals["word"] = words.word
    environment.globals["trust_of"] = html_parts.trust_of
    environment.globals["figure"] = html_parts.figure
    return environment


def _hash(style: str) -> str:
    """Return the digest by which the browser recognises our style sheet and no other."""
    digest = hashlib.sha256(style.encode()).digest()
    return base64.b64encode(digest).decode()


def _render(report: Report) -> Iterator[OutputFile]:
    yield OutputFile(_PATH, page(report).encode("utf-8"))


EXPORT = Export("html", "报表与依据（网页）", _render, lambda report: (_PATH,))
