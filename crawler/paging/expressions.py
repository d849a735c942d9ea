"""Requests that a script puts together out of pieces: strings, variables, a page number.

Nothing is run. A sum of strings is an address when every piece is known: written down in the
page's scripts, set by the only call there is, or standing where a page number stands.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from urllib.parse import urlencode

from crawler.pages.dom import PageDom
from crawler.paging.endpoints import FORM, JSON, Call

_TOKEN = re.compile(
    r"(?P<space>\s+|//[^\n]*|/\*.*?\*/)"
    r"|(?P<string>\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`)"
    r"|(?P<name>[A-Za-z_$][\w$]*(?:\s*\.\s*[A-Za-z_$][\w$]*)*)|(?P<number>\d+)|(?P<sign>.)",
    re.S,
)
_PAGE_BEFORE = re.compile(
    r"[?&/](?:page|pageno|page_no|pagenum|page_num|pageindex|page_index|curpage|currpage|"
    r"currentpage|current|cpage|pn|pi|p|pagenumber|nowpage|topage)=$", re.I
)  # fmt: skip
_FILE_BEFORE = re.compile(r"/[\w/-]*[_-]$")  # … and a name that counts pages
_START_BEFORE = re.compile(r"[?&](?:start|offset|startrow|firstresult)=$", re.I)
_PAGE_NAME = re.compile(
    r"^(?:.*\.)?(?:\w*page(?:no|num|index|number)?|p|n|num|cur\w*|index|i)$", re.I
)
_SLOT = re.compile(r"\$\{\s*([\w$.]+)\s*\}")
_FUNCTION = re.compile(r"function\s+(\w+)\s*\(([^)]*)\)|(\w+)\s*[=:]\s*function\s*\(([^)]*)\)")
_OBJECT = re.compile(r"\{((?:[^{}]|\{[^{}]*\})*\burl\s*:(?:[^{}]|\{[^{}]*\})*)\}")
_URL = re.compile(r"\burl\s*:\s*")
_DATA = re.compile(r"\b(?:data|params)\s*:\s*(JSON\s*\.\s*stringify\s*\(\s*)?\{([^{}]*)\}")
_METHOD = re.compile(r"\b(?:type|method)\s*:\s*['\"](\w+)['\"]", re.I)
_SHORT = re.compile(r"\b(get|post|getJSON)\s*\(\s*")
_FIELDS = re.compile(r"\s*,\s*(?:\{\s*params\s*:\s*)?\{([^{}]*)\}")
_FIELD = re.compile(r"[\"']?([\w-]+)[\"']?\s*:\s*")
_ADDRESS = re.compile(r"(?:https?:)?/[^\s<>\"']*$|[\w./-]+\?[^\s<>\"']*$|[\w./-]+\.\w{2,6}$")
_LIMIT = 200_000
_TELLING = 2  # characters of a value that are too few to tell columns apart
_ONCE = re.compile(r"^[\w$]+$")

Known = Mapping[str, str]
_Term = tuple[str, str]  # kind (text, name, unknown) and what it says


def script_calls(page: PageDom, linked: str = "") -> Iterator[Call]:
    """Requests that the page's scripts, and the files they lie in (``linked``), put together.

    Files serve many pages: what they ask for is this page's only with a value of this page in it.
    """
    own = page.scripts[:_LIMIT]
    known = _known(page, f"{own}\n{linked}"[:_LIMIT])
    yield from _calls(own, known)
    mine = {value for value in _known(page, own).values() if len(value) > _TELLING}
    for call in _calls(linked[:_LIMIT], known):
        if any(value in f"{call.url}\n{call.body}" for value in mine):
            yield call


def _calls(code: str, known: Known) -> Iterator[Call]:
    for at in _starts(code):
        terms, _ = _sum(code, at)
        if len(terms) > 1 and (address := _text(terms, known)) and _ADDRESS.match(address):
            yield Call("GET", address)
    yield from _objects(code, known)
    yield from _shorthands(code, known)


def _starts(code: str) -> Iterator[int]:
    """Where sums begin: at a string or a name that no plus stands before."""
    plus = False
    for token in _TOKEN.finditer(code):
        kind = token.lastgroup
        if kind == "space":
            continue
        if kind in ("string", "name") and not plus:
            yield token.start()
        plus = token[0] == "+"


def _sum(code: str, at: int) -> tuple[list[_Term], int]:
    """Terms of ``a + b + …`` from ``at`` on, and where the sum ends."""
    terms: list[_Term] = []
    while True:
        found, at = _term(code, at)
        while (sign := _skip(code, at)) < len(code) and code[sign] in "*-%" and found:
            found, at = [("unknown", "")], _term(code, sign + 1)[1]  # arithmetic, never text
        terms += found
        after = _skip(code, at)
        if not found or code[after : after + 1] != "+" or code[after + 1 : after + 2] in "+=":
            return terms, at
        at = _skip(code, after + 1)


def _term(code: str, at: int) -> tuple[list[_Term], int]:
    at = _skip(code, at)
    token = _TOKEN.match(code, at)
    if token is None:
        return [], at
    kind, end = token.lastgroup, token.end()
    if kind == "string":
        return _quoted(token[0]), end
    if kind == "number":
        return [("text", token[0])], end
    if token[0] == "(":
        return [("unknown", "")], _closed(code, at)
    if kind != "name":
        return [], at
    name = re.sub(r"\s", "", token[0])
    last = end
    while code[last : last + 1] in ("(", "[", "."):  # calls and members of what is known
        last = _closed(code, last) if code[last] != "." else last + 1
        more = _TOKEN.match(code, last)
        last = more.end() if more and more.lastgroup == "name" else last
    return [("name", name if last == end else re.sub(r"\s", "", code[at:last]))], last


def _quoted(literal: str) -> list[_Term]:
    inner = literal[1:-1].replace("\\/", "/")
    if literal[0] != "`":
        return [("text", inner)]
    pieces = _SLOT.split(inner)
    return [("name" if n % 2 else "text", piece) for n, piece in enumerate(pieces)]


def _closed(code: str, at: int) -> int:
    """Behind the bracket that closes the one at ``at``."""
    depth = 0
    for token in _TOKEN.finditer(code, at, min(len(code), at + 600)):
        depth += (token[0] in "([{") - (token[0] in ")]}") if token.lastgroup == "sign" else 0
        if depth == 0:
            return token.end()
    return at + 1


def _skip(code: str, at: int) -> int:
    while (token := _TOKEN.match(code, at)) and token.lastgroup == "space":
        at = token.end()
    return at


def _text(terms: list[_Term], known: Known) -> str:
    """What a sum says; empty when a piece is not known."""
    said = ""
    for kind, word in terms:
        value: str | None = word
        if kind != "text":
            value = known.get(word) or known.get(word.rpartition(".")[2])
            counts = _FILE_BEFORE.search(said) and _is_page(word)
            if counts or (
                _PAGE_BEFORE.search(said) and (kind == "unknown" or not value or _is_page(word))
            ):
                value = "1"
            elif _START_BEFORE.search(said) and not value:
                value = "0"
        if value is None:
            return ""
        said += value
    return said


def _is_page(name: str) -> bool:
    return bool(_PAGE_NAME.match(name))


def _known(page: PageDom, code: str) -> dict[str, str]:
    """Names with the one value they are ever given; fields of the page by their id or name."""
    known = _fields(page)
    given: dict[str, set[str]] = {}
    tokens = [t for t in _TOKEN.finditer(code) if t.lastgroup != "space"]
    for name, sign in pairwise(tokens):
        key = name[0].strip("\"'").rpartition(".")[2]
        if sign[0] not in ("=", ":") or not _ONCE.match(key) or _is_page(key):
            continue
        terms, _ = _sum(code, sign.end())
        value = _text(terms, known)
        if value:
            given.setdefault(key, set()).add(value)
            known.setdefault(key, value)
    for key, values in given.items():
        if len(values) > 1:
            known.pop(key, None)
    return known | _arguments(code, known)


def _fields(page: PageDom) -> dict[str, str]:
    """Expressions that read a field of the page, with what stands in it."""
    found: dict[str, str] = {}
    for node in page.root.iter("meta", "input"):
        value = node.get("content") or node.get("value") or ""
        for mark in filter(None, (node.get("name"), node.get("id"))):
            for quote in "\"'":
                where = f"{quote}{mark}{quote}"
                found[f"document.getElementsByName({where})[0].content"] = value
                found[f"document.getElementById({where}).value"] = value
                found[f"$({quote}#{mark}{quote}).val()"] = value
    return {name: value for name, value in found.items() if value}


def _arguments(code: str, known: Known) -> dict[str, str]:
    """Parameters of functions that are called with one literal value only."""
    found: dict[str, str] = {}
    for match in _FUNCTION.finditer(code):
        name, names = (match[1], match[2]) if match[1] else (match[3], match[4])
        called = re.findall(rf"(?<![\w$])(?<!function ){re.escape(name)}\s*\(([^()]*)\)", code)
        rows = [[piece.strip() for piece in call.split(",")] for call in called]
        for n, parameter in enumerate(p.strip() for p in names.split(",")):
            given = {row[n] for row in rows if n < len(row)} - {parameter}
            literal = next(iter(given)) if len(given) == 1 else ""
            if parameter and not _is_page(parameter) and literal[:1] in ("'", '"'):
                found[parameter] = literal[1:-1]
            elif parameter and not _is_page(parameter) and literal.isdigit():
                found[parameter] = literal
    return {name: value for name, value in found.items() if name not in known}


def _objects(code: str, known: Known) -> Iterator[Call]:
    """``{url: …, data: {…}}``: the way most libraries are asked."""
    for match in _OBJECT.finditer(code):
        body = match[1]
        at = _URL.search(body)
        address = _text(_sum(body, at.end())[0], known) if at else ""
        data, method = _DATA.search(body), _METHOD.search(body)
        if not address or not _ADDRESS.match(address):
            continue
        pairs = _pairs(data[2], known) if data else []
        if pairs is not None:
            posted = bool(method and method[1].lower() == "post")
            yield _call(address, pairs, posted=posted, as_json=bool(data and data[1]))


def _shorthands(code: str, known: Known) -> Iterator[Call]:
    """``$.get(url, {…})``, ``$.post(url, {…})``, ``axios.get(url, {params: {…}})``."""
    for match in _SHORT.finditer(code):
        terms, at = _sum(code, match.end())
        address, fields = _text(terms, known), _FIELDS.match(code, at)
        pairs = _pairs(fields[1], known) if fields else None
        if address and _ADDRESS.match(address) and pairs is not None:
            yield _call(address, pairs, posted=match[1] == "post", as_json=False)


def _pairs(body: str, known: Known) -> list[tuple[str, str]] | None:
    """Fields of an object with their values; None when one is not known."""
    pairs: list[tuple[str, str]] = []
    at = 0
    while match := _FIELD.search(body, at):
        terms, at = _sum(body, match.end())
        before = [("text", f"&{match[1]}=")]
        said = _text([*before, *terms], known)
        if not said and terms != [("text", "")]:
            return None
        pairs.append((match[1], said.partition("=")[2]))
    return pairs


def _call(address: str, pairs: list[tuple[str, str]], *, posted: bool, as_json: bool) -> Call:
    query = urlencode(pairs)
    if posted and as_json:
        fields = ",".join(f'"{n}":{v if v.isdigit() else chr(34) + v + chr(34)}' for n, v in pairs)
        return Call("POST", address, f"{{{fields}}}", JSON)
    if posted:
        return Call("POST", address, query, FORM)
    return Call("GET", f"{address}{'&' if '?' in address else '?'}{query}" if query else address)
