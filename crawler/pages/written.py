"""Markup that simple scripts write into a page: ``document.write`` of strings and variables.

Only straight-line scripts are followed (assignments of strings, then a write); anything with a
branch, a loop or an unknown name is left as it is, for the browser or a person to look at.
"""

import re
from urllib.parse import unquote

_SCRIPT = re.compile(r"<script\b(?![^>]*\bsrc\s*=)[^>]*>(.*?)</script\s*>", re.I | re.S)
_TOKEN = re.compile(
    r"""(?P<string>'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*")"""
    r"|(?P<write>document\s*\.\s*write(?:ln)?\s*\()"
    r"|(?P<name>[A-Za-z_$][\w$]*)|(?P<number>\d+(?:\.\d+)?)|(?P<sign>[=+;(),])"
    r"|(?P<space>\s+|//[^\n]*|/\*.*?\*/|<!--[^\n]*|-->)|(?P<other>.)",
    re.S,
)
_BRANCH = frozenset({"if", "for", "while", "function", "switch", "return", "new", "do", "try"})
_SKIPPED = frozenset({"var", "let", "const"})
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.)", re.S)
_PLAIN = {"n": "\n", "t": "\t", "r": "", "b": "", "f": "", "v": ""}
_LIMIT = 200_000  # characters of one script; longer ones are libraries


def expand(text: str) -> str:
    """The page with every script that only writes strings replaced by what it writes."""
    if "document.write" not in text and "document .write" not in text:
        return text
    return _SCRIPT.sub(lambda match: _written(match[1], match[0]), text)


def _written(code: str, whole: str) -> str:
    if "document" not in code or len(code) > _LIMIT:
        return whole
    output = run(code)
    return whole if output is None else output


def run(code: str) -> str | None:
    """What a straight-line script writes; None when it does anything else."""
    tokens = [
        (match.lastgroup or "", match[0])
        for match in _TOKEN.finditer(code)
        if match.lastgroup != "space"
    ]
    if any(kind == "name" and word in _BRANCH for kind, word in tokens):
        return None
    values: dict[str, str] = {}
    output: list[str] = []
    at = 0
    while at < len(tokens):
        kind, word = tokens[at]
        if (kind == "sign" and word == ";") or word in _SKIPPED:
            at += 1
        elif kind == "write":
            value, at = _value(tokens, at + 1, values)
            if value is None or at >= len(tokens) or tokens[at][1] != ")":
                return None
            output.append(value)
            at += 1
        elif kind == "name" and at + 1 < len(tokens) and tokens[at + 1][1] == "=":
            value, at = _value(tokens, at + 2, values)
            if value is None:
                return None
            values[word] = value
        else:
            return None
    return "".join(output)


def _value(
    tokens: list[tuple[str, str]], at: int, values: dict[str, str]
) -> tuple[str | None, int]:
    """The string of an expression of literals, known names, + and unescape(…)."""
    pieces: list[str] = []
    while at < len(tokens):
        kind, word = tokens[at]
        if kind == "string":
            pieces.append(_literal(word))
        elif kind == "number":
            pieces.append(word)
        elif kind == "name" and word in ("unescape", "decodeURIComponent"):
            inner, at = _value(tokens, at + 2, values)
            if inner is None or at >= len(tokens):
                return None, at
            pieces.append(unquote(inner))
        elif kind == "name" and word in values:
            pieces.append(values[word])
        else:
            return None, at
        at += 1
        if at >= len(tokens) or tokens[at][1] not in ("+", ","):
            return "".join(pieces), at
        at += 1
    return None, at


def _literal(quoted: str) -> str:
    return _ESCAPE.sub(_unescaped, quoted[1:-1])


def _unescaped(match: re.Match[str]) -> str:
    code = match[1]
    if len(code) > 1:
        return chr(int(code[1:], 16))
    return _PLAIN.get(code, code)
