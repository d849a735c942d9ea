"""The templates of the review page: everything escaped, everything cleaned on its way in."""

from datetime import datetime
from functools import cache
from pathlib import Path

from jinja2 import Environment

from reportgen import words
from reportgen.exports.html_parts import day, figure, minute, trust_of
from reportgen.exports.report_html import web_link
from reportgen.pagetemplates import page_templates
from reportgen.review import wording

_TEMPLATES = Path(__file__).with_name("templates")


@cache
def templates() -> Environment:
    """Return the environment for all pages; ``words`` and ``wording`` are known everywhere."""
    environment = page_templates(_TEMPLATES)
    environment.filters.update(web_link=web_link, day=day, minute=minute, moment=_moment)
    environment.globals.update(
        words=words, wording=wording, figure=figure, trust_of=trust_of, word=words.word
    )
    return environment


def _moment(at: str) -> str:
    """Return when a decision was made, short: 2026-01-11 09:00."""
    return f"{datetime.fromisoformat(at):%Y-%m-%d %H:%M}"
