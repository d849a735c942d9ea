"""Rows that a page's script makes out of data: their markup, with the data's fields in braces.

``'<li><a href="/d?id=' + x.id + '">' + x.title + '</a></li>'`` is
``<li><a href="/d?id={id}">{title}</a></li>``. Nothing is run; a piece that is not one field of the
row is left out.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from crawler.pages.rowtemplates import HEAD, SLOT, address_of
from crawler.paging.expressions import TOKEN, Term, closed, sum_at

_ASSIGNED = re.compile(r"([\w$.]+)\s*(?:\+=\s*|=\s*(?=['\"`]))")
_ROW = re.compile(r"<(tr|li|dl|div|p)\b", re.I)
_FIELD = re.compile(r"(?<![\w$.])([A-Za-z_$][\w$]*)\.([A-Za-z_]\w*)")
_WORD = re.compile(r">([^<>{}]*)(?=[<{]|$)|\}([^<>{}]*)(?=[<{]|$)")
_OBJECTS = ("toString", "length", "map", "forEach", "join", "innerHTML", "data")
_COLS = re.compile(r"\bcol(?:s|umns)\s*:\s*\[(?=\s*\[?\s*\{)")
_CELL = re.compile(r"\{(?=[^{}]*\bfield\s*:)")
_NAMED = {name: re.compile(rf"\b{name}\s*:\s*['\"]([^'\"]*)['\"]") for name in ("field", "title")}
_DRAWN = re.compile(r"\b(?:templet|formatter)\s*:[^{]*\{\s*return\s+")
_FAR = 4000  # characters of the description of a table
_FEW = 2


def row_template(code: str, labels: frozenset[str]) -> str:
    """The row a script makes, of its words only ``labels``; empty when it makes none.

    A row has at least two fields, and bears no other markup than its tags and addresses.
    """
    found = [*_columns(code), *_templates(code)]

    def told(row: str) -> tuple[bool, int]:
        return bool(address_of(row)), len(set(SLOT.findall(row)))

    return _bare(max(found, key=told, default=""), labels)


def _columns(code: str) -> Iterator[str]:
    """A table of layui and its like: ``cols: [[{field: 'title', title: '标题'}, …]]``."""
    for match in _COLS.finditer(code):
        inside = code[match.end() : closed(code, match.end() - 1, _FAR)]
        head = cells = ""
        at = 0
        while found := _CELL.search(inside, at):
            at = closed(inside, found.start(), _FAR)
            one = inside[found.start() : at]
            field, title = _NAMED["field"].search(one), _NAMED["title"].search(one)
            if field is None:
                continue
            made = _DRAWN.search(one)
            terms = sum_at(one, made.end())[0] if made else []
            shown = _template([("text", "<p>"), *terms, ("text", "</p>")], least=1) if terms else ""
            shown = shown or f"{{{field[1]}}}"
            head += f"<th>{title[1] if title else ''}</th>"
            cells += f"<td>{shown.removeprefix('<p>').removesuffix('</p>')}</td>"
        if cells.count("<td>") >= _FEW:
            yield f"<tr>{head}</tr>{HEAD}<tr>{cells}</tr>"


def _templates(code: str) -> Iterator[str]:
    """Every row that sums of the code make; sums added to one name in a row are one."""
    built: dict[str, list[Term]] = {}
    for match in _ASSIGNED.finditer(code):
        built.setdefault(match[1], []).extend(sum_at(code, match.end())[0])
    sums = [*built.values(), *(sum_at(code, at)[0] for at in _starts(code))]
    for terms in sums:
        if row := _template(terms):
            yield row


def _starts(code: str) -> Iterator[int]:
    """Where a string begins that holds the tag of a row."""
    for token in TOKEN.finditer(code):
        if token.lastgroup == "string" and _ROW.search(token[0]):
            yield token.start()


def _template(terms: Sequence[Term], least: int = _FEW) -> str:
    names = Counter(var for kind, word in terms if kind != "text" for var, _ in _fields(word))
    if not names:
        return ""
    row = names.most_common(1)[0][0]
    said = ""
    for kind, word in terms:
        if kind == "text":
            said += word.replace("\\'", "'").replace('\\"', '"').replace("\\n", " ")
            continue
        mine = {field for var, field in _fields(word) if var == row}
        said += f"{{{mine.pop()}}}" if len(mine) == 1 else ""
    start = _ROW.search(said)
    if start is None:
        return ""
    nests = start[1].lower() in ("div", "p")
    end = said.rfind(f"</{start[1]}>") if nests else said.find(f"</{start[1]}>", start.start())
    said = said[start.start() : end + len(start[1]) + 3 if end > 0 else len(said)]
    return said if len(set(SLOT.findall(said))) >= least else ""


def _fields(code: str) -> list[tuple[str, str]]:
    return [(var, field) for var, field in _FIELD.findall(code) if field not in _OBJECTS]


def _bare(row: str, labels: frozenset[str]) -> str:
    """A row without its words but for labels."""

    def kept(match: re.Match[str]) -> str:
        said = match[1] if match[1] is not None else match[2]
        plain = said.strip(" \t\r\n:：|[]【】（）()")
        return match[0] if plain in labels or not re.search(r"\w", said) else match[0][0]

    return _WORD.sub(kept, row)
