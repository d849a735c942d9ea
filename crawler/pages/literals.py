"""Values that a script writes down as literals: objects and arrays with loose quoting.

Nothing is run: what is no literal (a call, a sum, a name) makes the value unreadable.
"""

import re
from collections.abc import Iterator
from typing import Any

_SPACE = re.compile(r"(?:\s+|//[^\n]*|/\*.*?\*/)*", re.S)
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?![\w.])")
_STRING = re.compile(r'"((?:[^"\\\n]|\\.)*)"|\'((?:[^\'\\\n]|\\.)*)\'|`([^`$\\]*)`')
_NAME = re.compile(r"[A-Za-z_$][\w$]*")
_WORDS: dict[str, Any] = {"true": True, "false": False, "null": None, "undefined": None}
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.)", re.S)
_PLAIN = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v"}
_ARRAY = re.compile(r"(?P<name>[\w$]+)[\"']?\s*[:=]\s*(?=\[)")
_DEPTH = 12
_LIMIT = 400_000  # characters of one script that are searched


class _NoLiteralError(ValueError):
    """The text at this place is no literal."""


def arrays(code: str) -> Iterator[tuple[str, list[Any]]]:
    """Name and value of every array of objects that is given a name, outermost first."""
    code = code[:_LIMIT]
    at = 0
    while match := _ARRAY.search(code, at):
        try:
            value, at = _value(code, match.end(), 0)
        except _NoLiteralError:
            at = match.end()
            continue
        if value and all(isinstance(item, dict) for item in value):
            yield match["name"], value
        else:
            at = match.end()  # what lies inside may still be one


def _value(code: str, at: int, depth: int) -> tuple[Any, int]:
    at = _skip(code, at)
    sign = code[at : at + 1]
    if depth > _DEPTH or not sign:
        raise _NoLiteralError
    if sign == "[":
        return _array(code, at + 1, depth)
    if sign == "{":
        return _object(code, at + 1, depth)
    if found := _STRING.match(code, at):
        return _text(found), found.end()
    if found := _NUMBER.match(code, at):
        return (float(found[0]) if "." in found[0] else int(found[0])), found.end()
    if (found := _NAME.match(code, at)) and found[0] in _WORDS:
        return _WORDS[found[0]], found.end()
    if code.startswith(("!0", "!1"), at):
        return code[at + 1] == "0", at + 2
    raise _NoLiteralError


def _array(code: str, at: int, depth: int) -> tuple[list[Any], int]:
    items: list[Any] = []
    while True:
        at = _skip(code, at)
        if code[at : at + 1] == "]":
            return items, at + 1
        item, at = _value(code, at, depth + 1)
        items.append(item)
        at = _comma(code, at, "]")


def _object(code: str, at: int, depth: int) -> tuple[dict[str, Any], int]:
    pairs: dict[str, Any] = {}
    while True:
        at = _skip(code, at)
        if code[at : at + 1] == "}":
            return pairs, at + 1
        found = _STRING.match(code, at) or _NAME.match(code, at) or _NUMBER.match(code, at)
        if found is None:
            raise _NoLiteralError
        key = _text(found) if found.re is _STRING else found[0]
        at = _skip(code, found.end())
        if code[at : at + 1] != ":":
            raise _NoLiteralError
        pairs[key], at = _value(code, at + 1, depth + 1)
        at = _comma(code, at, "}")


def _comma(code: str, at: int, end: str) -> int:
    at = _skip(code, at)
    if code[at : at + 1] == ",":
        return at + 1
    if code[at : at + 1] != end:
        raise _NoLiteralError
    return at


def _skip(code: str, at: int) -> int:
    found = _SPACE.match(code, at)
    return found.end() if found else at


def _text(found: re.Match[str]) -> str:
    text = _ESCAPE.sub(_unescaped, next(g for g in found.groups() if g is not None))
    if text.isascii():
        return text
    # Escapes come as UTF-16 halves: pairs are joined, a half alone is no character.
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _unescaped(found: re.Match[str]) -> str:
    code = found[1]
    return chr(int(code[1:], 16)) if len(code) > 1 else _PLAIN.get(code, code)
