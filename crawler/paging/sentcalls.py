"""Requests that scripts send by hand: ``XMLHttpRequest`` with open and send, ``fetch``.

Nothing is run: address and body are sums whose every piece is known (crawler.paging.expressions).
"""

import re
from collections.abc import Iterator
from urllib.parse import urlencode

from crawler.paging.endpoints import FORM, JSON, Call
from crawler.paging.expressions import ADDRESS, Known, closed, pairs_of, sum_at, told

_OPEN = re.compile(r"([\w$]+)\s*\.\s*open\s*\(\s*(['\"])(GET|POST)\2\s*,\s*", re.I)
_FETCH = re.compile(r"\bfetch\s*\(\s*")
_OPTIONS = re.compile(r"\s*,\s*(?=\{)")
_POST = re.compile(r"\bmethod\s*:\s*['\"]post['\"]", re.I)
_BODY = re.compile(r"\bbody\s*:\s*")
_STRINGIFIED = re.compile(r"JSON\s*\.\s*stringify\s*\(\s*\{([^{}]*)\}")
_RENDER = re.compile(r"\btable\s*\.\s*render\s*\(\s*(?=\{)")
_URL = re.compile(r"\burl\s*:\s*")
_WHERE = re.compile(r"\bwhere\s*:\s*\{([^{}]*)\}")
_PAGED = re.compile(r"\bpage\s*:\s*(?:true|\{)")
_LIMIT = re.compile(r"\blimit\s*:\s*(\d{1,3})")
_FAR = 4000  # characters between the opening of a request and its sending


def sent_calls(code: str, known: Known) -> Iterator[Call]:
    """Posted requests of a script; those that are got stand among the sums already."""
    for match in _OPEN.finditer(code):
        if match[3].upper() == "POST":
            address = told(sum_at(code, match.end())[0], known)
            rest = code[match.end() : match.end() + _FAR]
            sent = re.search(rf"(?<![\w$]){re.escape(match[1])}\s*\.\s*send\s*\(\s*", rest)
            if sent:
                yield from _posted(address, rest, sent.end(), rest[: sent.start()], known)
    for match in _FETCH.finditer(code):
        terms, at = sum_at(code, match.end())
        options = _OPTIONS.match(code, at)
        if options is None:
            continue
        inside = code[options.end() : closed(code, options.end(), _FAR)]
        body = _BODY.search(inside)
        if _POST.search(inside) and body:
            yield from _posted(told(terms, known), inside, body.end(), inside, known)


def table_calls(code: str, known: Known) -> Iterator[Call]:
    """Tables of layui: ``table.render({url: …, method: 'post', where: {…}, page: true})``."""
    for match in _RENDER.finditer(code):
        inside = code[match.end() : closed(code, match.end(), _FAR)]
        url, where = _URL.search(inside), _WHERE.search(inside)
        address = told(sum_at(inside, url.end())[0], known) if url else ""
        pairs = pairs_of(where[1], known) if where else []
        if not ADDRESS.match(address) or pairs is None or not _PAGED.search(inside):
            continue
        limit = _LIMIT.search(inside)
        query = urlencode([*pairs, ("page", "1"), ("limit", limit[1] if limit else "10")])
        if _POST.search(inside):
            yield Call("POST", address, query, FORM)
        else:
            yield Call("GET", f"{address}{'&' if '?' in address else '?'}{query}")


def _posted(address: str, code: str, at: int, head: str, known: Known) -> Iterator[Call]:
    """The call whose body begins at ``at``; ``head`` tells of which kind it is."""
    if not ADDRESS.match(address):
        return
    as_json = _STRINGIFIED.match(code, at)
    if as_json:
        pairs = pairs_of(as_json[1], known)
        if pairs is not None:
            fields = ",".join(f'"{n}":{v if v.isdigit() else _quoted(v)}' for n, v in pairs)
            yield Call("POST", address, f"{{{fields}}}", JSON)
        return
    body = told(sum_at(code, at)[0], known)
    if body and "=" in body and "application/json" not in head.lower():
        yield Call("POST", address, body, FORM)


def _quoted(value: str) -> str:
    return f'"{value}"'
