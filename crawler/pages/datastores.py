"""Rows that 大汉 interfaces hold in a script: ``totalRecord=38;dataStore=["<tr>…</tr>",…]``."""

import json
import re
from html import unescape

_STORE = re.compile(r"\bdataStore\s*=\s*\[\s*(?=[\"'])", re.I)
_STRING = re.compile(r"\s*(\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*')\s*(,|\])", re.S)
_TOTAL = re.compile(r"\btotalRecords?\s*=\s*['\"]?(\d{1,8})", re.I)
_SCRIPT = re.compile(r"<script\b[^>]*>(?:(?!</script).)*?\bdataStore\b.*?</script\s*>", re.I | re.S)
_HREF = re.compile(r"href\s*=\s*[\"']?([^\"'\s>]+)", re.I)


def is_store(text: str) -> bool:
    """Whether an answer is such a script and no page."""
    return not text.lstrip("\ufeff \r\n\t").startswith("<") and bool(_STORE.search(text))


def opened(text: str) -> str:
    """The rows of an answer as markup, with the total it states."""
    total = _TOTAL.search(text)
    told = f"<script>totalRecord={total[1]};</script>" if total else ""
    return f"{_markup(text)}{told}"


def opened_scripts(text: str) -> str:
    """A page with the rows its scripts hold behind them, unless it shows those rows itself."""
    if not _STORE.search(text):
        return text
    whole = unescape(text)

    def shown(match: re.Match[str]) -> str:
        rows = _markup(match[0])
        href = _HREF.search(rows)
        here = href[1].replace("&amp;", "&") if href else ""
        known = bool(here) and whole.count(here) > unescape(match[0]).count(here)
        return match[0] if known else f"{match[0]}{rows}"

    return _SCRIPT.sub(shown, text)


def _markup(code: str) -> str:
    rows = [row for row in _strings(code) if row.lstrip().startswith("<")]
    if not rows:
        return ""
    if rows[0].lstrip().lower().startswith("<tr"):
        return f'<table class="records"><tbody>{"".join(rows)}</tbody></table>'
    return f'<div class="records">{"".join(rows)}</div>'


def _strings(code: str) -> list[str]:
    found = _STORE.search(code)
    at, said = found.end() if found else len(code), []
    while piece := _STRING.match(code, at):
        said.append(_plain(piece[1]))
        at = piece.end()
        if piece[2] == "]":
            break
    return said


def _plain(literal: str) -> str:
    """A string as the script sees it."""
    if literal[0] == '"':
        try:
            return str(json.loads(literal, strict=False))
        except ValueError:
            pass
    return re.sub(r"\\(.)", r"\1", literal[1:-1], flags=re.S)
