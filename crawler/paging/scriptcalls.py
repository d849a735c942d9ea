"""Requests for lists that scripts put together: sums, objects of options, what is sent by hand.

Nothing is run (crawler.paging.expressions).
"""

import re
from collections.abc import Iterator
from urllib.parse import urlencode

from crawler.pages.dom import PageDom
from crawler.paging.endpoints import FORM, JSON, Call
from crawler.paging.expressions import (
    ADDRESS,
    TOKEN,
    Known,
    known_names,
    pairs_of,
    sum_at,
    told,
)
from crawler.paging.sentcalls import sent_calls, table_calls

_OBJECT = re.compile(r"\{((?:[^{}]|\{[^{}]*\})*\burl\s*:(?:[^{}]|\{[^{}]*\})*)\}")
_URL = re.compile(r"\burl\s*:\s*")
_DATA = re.compile(r"\b(?:data|params)\s*:\s*(JSON\s*\.\s*stringify\s*\(\s*)?\{([^{}]*)\}")
_METHOD = re.compile(r"\b(?:type|method)\s*:\s*['\"](\w+)['\"]", re.I)
_SHORT = re.compile(r"\b(get|post|getJSON)\s*\(\s*")
_FIELDS = re.compile(r"\s*,\s*(?:\{\s*params\s*:\s*)?\{([^{}]*)\}")
# What such an address does, it does to the site: it writes, votes, counts a visit.
_WRITES = re.compile(
    r"/(?:[Aa]dd|[Ss]ave|[Ss]ubmit|[Ii]nsert|[Uu]pdate|[Dd]el|[Dd]elete|[Rr]emove|[Vv]ote|[Pp]raise"
    r"|[Cc]reate|[Ee]dit|[Ll]ogin|[Rr]egister|[Uu]pload|[Ss]end|[Ll]ike|[Zz]an|[Vv]isit|[Hh]its?)"
    r"(?=[A-Z_.?/-]|$)"
)
_LIMIT = 200_000
_TELLING = 2  # characters of a value that are too few to tell columns apart


def script_calls(page: PageDom, linked: str = "") -> Iterator[Call]:
    """Requests that the page's scripts, and the files they lie in (``linked``), put together.

    Files serve many pages: what they ask for is this page's only with a value of this page in it.
    """
    own = page.scripts[:_LIMIT]
    known = known_names(page, f"{own}\n{linked}"[:_LIMIT])
    yield from _calls(own, known)
    mine = {value for value in known_names(page, own).values() if len(value) > _TELLING}
    for call in _calls(linked[:_LIMIT], known):
        if any(value in f"{call.url}\n{call.body}" for value in mine):
            yield call


def _calls(code: str, known: Known) -> Iterator[Call]:
    for call in _all_calls(code, known):
        if not _WRITES.search(call.url.partition("?")[0]):
            yield call


def _all_calls(code: str, known: Known) -> Iterator[Call]:
    sent = [*_objects(code, known), *_shorthands(code, known), *sent_calls(code, known)]
    sent += table_calls(code, known)
    posted = {call.url for call in sent if call.method == "POST"}
    for at in _starts(code):
        terms, _ = sum_at(code, at)
        address = told(terms, known) if len(terms) > 1 else ""
        if address and ADDRESS.match(address) and address not in posted:
            yield Call("GET", address)
    yield from sent


def _starts(code: str) -> Iterator[int]:
    """Where sums begin: at a string or a name that no plus stands before."""
    plus = False
    for token in TOKEN.finditer(code):
        kind = token.lastgroup
        if kind == "space":
            continue
        if kind in ("string", "name") and not plus:
            yield token.start()
        plus = token[0] == "+"


def _objects(code: str, known: Known) -> Iterator[Call]:
    """``{url: …, data: {…}}``: the way most libraries are asked."""
    for match in _OBJECT.finditer(code):
        body = match[1]
        at = _URL.search(body)
        address = told(sum_at(body, at.end())[0], known) if at else ""
        data, method = _DATA.search(body), _METHOD.search(body)
        if not address or not ADDRESS.match(address):
            continue
        pairs = pairs_of(data[2], known) if data else []
        if pairs is not None:
            posted = bool(method and method[1].lower() == "post")
            yield _call(address, pairs, posted=posted, as_json=bool(data and data[1]))


def _shorthands(code: str, known: Known) -> Iterator[Call]:
    """``$.get(url, {…})``, ``$.post(url, {…})``, ``axios.get(url, {params: {…}})``."""
    for match in _SHORT.finditer(code):
        terms, at = sum_at(code, match.end())
        address, fields = told(terms, known), _FIELDS.match(code, at)
        pairs = pairs_of(fields[1], known) if fields else None
        if address and ADDRESS.match(address) and pairs is not None:
            yield _call(address, pairs, posted=match[1] == "post", as_json=False)


def _call(address: str, pairs: list[tuple[str, str]], *, posted: bool, as_json: bool) -> Call:
    query = urlencode(pairs)
    if posted and as_json:
        fields = ",".join(f'"{n}":{v if v.isdigit() else chr(34) + v + chr(34)}' for n, v in pairs)
        return Call("POST", address, f"{{{fields}}}", JSON)
    if posted:
        return Call("POST", address, query, FORM)
    return Call("GET", f"{address}{'&' if '?' in address else '?'}{query}" if query else address)
