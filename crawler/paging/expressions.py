"""Sums of strings that scripts put together: strings, variables, a page number.

Nothing is run. A sum is known when every piece is: written down in the page's scripts, set by the
only call there is, or standing where a page number stands.
"""

import re
from collections.abc import Mapping
from itertools import pairwise

from crawler.pages.dom import PageDom
from crawler.paging.arithmetic import first_value

TOKEN = re.compile(
    r"(?P<space>\s+|//[^\n]*|/\*.*?\*/)"
    r"|(?P<string>\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`)"
    r"|(?P<name>[A-Za-z_$][\w$]*(?:\s*\.\s*[A-Za-z_$][\w$]*)*)|(?P<number>\d+)|(?P<sign>.)",
    re.S,
)
_PAGE_BEFORE = re.compile(
    r"(?:^|[?&/])(?:page|pageno|page_no|pagenum|page_num|pageindex|page_index|curpage|currpage|"
    r"currentpage|current|cpage|pn|pi|p|pagenumber|nowpage|topage|currentpageindex|"
    r"curpage(?:no|num|index)|currpage(?:no|num|index))=$", re.I
)  # fmt: skip
_FILE_BEFORE = re.compile(r"/[\w/-]*[_-]$")  # … and a name that counts pages
_START_BEFORE = re.compile(r"(?:^|[?&])(?:start|offset|startrow|firstresult)=$", re.I)
_RECORD_BEFORE = re.compile(r"(?:^|[?&])(?:startrecord|endrecord|start|end|offset)=$", re.I)
_PAGE_NAME = re.compile(
    r"^(?:.*\.)?(?:\w*page(?:no|num|index|number)?|p|n|num|cur\w*|index|i)$", re.I
)
_SLOT = re.compile(r"\$\{\s*([^{}]+?)\s*\}")
_FUNCTION = re.compile(r"function\s+(\w+)\s*\(([^)]*)\)|(\w+)\s*[=:]\s*function\s*\(([^)]*)\)")
_FIELD = re.compile(r"[\"']?([\w-]+)[\"']?\s*:\s*")
ADDRESS = re.compile(r"(?:https?:)?/[^\s<>\"']*$|[\w./-]+\?[^\s<>\"']*$|[\w./-]+\.\w{2,6}$")
_ONCE = re.compile(r"^[\w$]+$")

Known = Mapping[str, str]
Term = tuple[str, str]  # kind (text, name, unknown) and what it says


def sum_at(code: str, at: int) -> tuple[list[Term], int]:
    """Terms of ``a + b + …`` from ``at`` on, and where the sum ends."""
    terms: list[Term] = []
    while True:
        found, at = _term(code, at)
        while (sign := _skip(code, at)) < len(code) and code[sign] in "*-%" and found:
            found, at = [("unknown", "")], _term(code, sign + 1)[1]  # arithmetic, never text
        terms += found
        after = _skip(code, at)
        if not found or code[after : after + 1] != "+" or code[after + 1 : after + 2] in "+=":
            return terms, at
        at = _skip(code, after + 1)


def _term(code: str, at: int) -> tuple[list[Term], int]:
    at = _skip(code, at)
    token = TOKEN.match(code, at)
    if token is None:
        return [], at
    kind, end = token.lastgroup, token.end()
    if kind == "string":
        return _quoted(token[0]), end
    if kind == "number":
        return [("text", token[0])], end
    if token[0] == "(":
        last = closed(code, at)
        return [("unknown", code[at:last])], last
    if kind != "name":
        return [], at
    name = re.sub(r"\s", "", token[0])
    last = end
    while code[last : last + 1] in ("(", "[", "."):  # calls and members of what is known
        last = closed(code, last) if code[last] != "." else last + 1
        more = TOKEN.match(code, last)
        last = more.end() if more and more.lastgroup == "name" else last
    return [("name", name if last == end else re.sub(r"\s", "", code[at:last]))], last


def _quoted(literal: str) -> list[Term]:
    inner = literal[1:-1].replace("\\/", "/")
    if literal[0] != "`":
        return [("text", inner)]
    pieces = _SLOT.split(inner)
    return [("name" if n % 2 else "text", piece) for n, piece in enumerate(pieces)]


def closed(code: str, at: int, far: int = 600) -> int:
    """Behind the bracket that closes the one at ``at``."""
    depth = 0
    for token in TOKEN.finditer(code, at, min(len(code), at + far)):
        depth += (token[0] in "([{") - (token[0] in ")]}") if token.lastgroup == "sign" else 0
        if depth == 0:
            return token.end()
    return at + 1


def _skip(code: str, at: int) -> int:
    while (token := TOKEN.match(code, at)) and token.lastgroup == "space":
        at = token.end()
    return at


def told(terms: list[Term], known: Known) -> str:
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
            elif _RECORD_BEFORE.search(said) and (number := first_value(word, known)):
                value = number
            elif _START_BEFORE.search(said) and not value:
                value = "0"
        if value is None:
            return ""
        said += value
    return said


def _is_page(name: str) -> bool:
    return bool(_PAGE_NAME.match(name))


def known_names(page: PageDom, code: str) -> dict[str, str]:
    """Names with the one value they are ever given; fields of the page by their id or name."""
    known = _fields(page)
    given: dict[str, set[str]] = {}
    tokens = [t for t in TOKEN.finditer(code) if t.lastgroup != "space"]
    for name, sign in pairwise(tokens):
        key = name[0].strip("\"'").rpartition(".")[2]
        if sign[0] not in ("=", ":") or not _ONCE.match(key) or _is_page(key):
            continue
        terms, _ = sum_at(code, sign.end())
        value = told(terms, known)
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


def pairs_of(body: str, known: Known) -> list[tuple[str, str]] | None:
    """Fields of an object with their values; None when one is not known."""
    pairs: list[tuple[str, str]] = []
    at = 0
    while match := _FIELD.search(body, at):
        terms, at = sum_at(body, match.end())
        before = [("text", f"&{match[1]}=")]
        said = told([*before, *terms], known)
        if not said and terms != [("text", "")]:
            return None
        pairs.append((match[1], said.partition("=")[2]))
    return pairs
