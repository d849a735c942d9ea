"""Answers worked out when asked for: GET with a query, POST bodies, JSON and XML, cookies.

A family whose lists come from an interface gives its sites ``routes``: a pure function of the
request, made from the model, that is tried before the static pages.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qsl

from nianbao.demo.model import SiteModel
from nianbao.demo.page import Page

JSON = "application/json;charset=UTF-8"


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: ``path`` unquoted and without the query, ``query`` raw, ``body`` as sent."""

    method: str
    path: str
    query: str = ""
    body: bytes = b""
    cookies: str = ""

    @property
    def params(self) -> Mapping[str, str]:
        """The query's parameters; the last one wins."""
        return dict(parse_qsl(self.query, keep_blank_values=True))

    @property
    def form(self) -> Mapping[str, str]:
        """The body's form fields (urlencoded); empty when it is something else."""
        text = self.body.decode("utf-8", "replace")
        return dict(parse_qsl(text, keep_blank_values=True))

    @property
    def jar(self) -> Mapping[str, str]:
        """The cookies sent; empty when the header cannot be read."""
        try:
            return {name: morsel.value for name, morsel in SimpleCookie(self.cookies).items()}
        except CookieError:
            return {}

    def data(self) -> Any:
        """Return the body read as JSON; None when it is not."""
        try:
            return json.loads(self.body)
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class Reply(Page):
    """A page with headers of its own, such as Set-Cookie."""

    headers: tuple[tuple[str, str], ...] = ()


Routes = Callable[[Asked], Page | None]
RoutesOf = Callable[[SiteModel], Routes]


def silent(model: SiteModel) -> Routes:
    """Return routes of a site that is static throughout."""
    return _nothing


def first_of(*routes: Routes) -> Routes:
    """Return routes that try each of ``routes`` in order."""

    def answer(asked: Asked) -> Page | None:
        found = (route(asked) for route in routes)
        return next((page for page in found if page is not None), None)

    return answer


def as_json(value: object, status: int = 200) -> Page:
    """Return ``value`` as a JSON answer, characters unescaped."""
    return Page(json.dumps(value, ensure_ascii=False).encode(), JSON, status)


def whole(text: str | None, least: int = 0, otherwise: int = 0) -> int:
    """Return the number a parameter holds, at least ``least``; ``otherwise`` when it holds none."""
    return max(least, int(text)) if text and text.isdecimal() else otherwise


def _nothing(asked: Asked) -> Page | None:
    return None
