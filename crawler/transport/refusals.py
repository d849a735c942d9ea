"""Recognises an answer that is a refusal dressed as a page, and says what to tell the operator.

A challenge is reported, never solved. The signs are data: ``config/refusals.toml``.
"""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from selectolax.lexbor import LexborHTMLParser

from crawler.errors import ConfigError
from crawler.resources import config_folder
from crawler.transport.completeness import is_html

SOFT_BLOCK = "soft_block"
SCRIPT_CHALLENGE = "script_challenge"
SCRIPT_ONLY = "script_only"

_SPACE = re.compile(r"\s+")
_HIDDEN_TAGS = ["script", "style", "noscript", "template", "title"]
_RELOAD = re.compile(
    r"location\s*\.\s*(?:reload|href|replace|assign)|location\s*=|setTimeout", re.I
)
_MANY_BYTES = 2400  # this many non-ASCII bytes are a page of text, not a challenge
_ASCII = bytes(range(128))
_HEAD = 4096  # where a title stands
_READ = 1 << 16  # how much of a small page is read for signs


@dataclass(frozen=True, slots=True)
class RefusalSign:
    """``kind`` is waf, or shell: a page made by script only, which a browser may still show."""

    kind: str
    signature: str


@dataclass(frozen=True, slots=True)
class _Vendor:
    id: str
    name: str
    status: frozenset[int]
    alone: frozenset[int]
    headers: tuple[str, ...]
    body: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Signs:
    vendors: tuple[_Vendor, ...]
    phrases: tuple[str, ...]
    soft_status: frozenset[int]
    challenge_chars: int
    soft_chars: int
    soft_links: int
    advice: dict[str, str]
    words: dict[str, str]


def recognise(status: int, headers: Iterable[tuple[str, str]], text: str) -> RefusalSign | None:
    """Say what an HTML answer really is; None when nothing speaks against it.

    ``text`` is the decoded page (the first 64 KiB are enough). Only for answers that should be
    pages: an empty ``text`` gives None unless the status or a header is proof by itself.
    """
    signs = _signs()
    lower = text.lower()
    lines = "\n".join(f"{name}: {value}" for name, value in headers).lower()
    if not 200 <= status < 300:
        return _recognise_error(signs, status, lines, lower)
    return _recognise_page(signs, lower)


def recognise_body(
    status: int, headers: Iterable[tuple[str, str]], content_type: str, body: bytes
) -> RefusalSign | None:
    """Do the same for a body as received (unpacked); 2xx answers that are not HTML pass.

    A page with plenty of text is only asked for its title, so that ordinary pages cost little.
    """
    is_page = 200 <= status < 300
    if is_page and not is_html(content_type, body):
        return None
    if is_page and len(body.translate(None, _ASCII)) >= _MANY_BYTES:
        if _title(_as_text(_cut(body, _HEAD)).lower()) in _signs().phrases:
            return RefusalSign("waf", SOFT_BLOCK)
        return None
    return recognise(status, headers, _as_text(_cut(body, _READ)))


def _cut(body: bytes, limit: int) -> bytes:
    """The beginning of a body, cut before a tag and never inside a letter."""
    return body if len(body) <= limit else body[:limit].rpartition(b"<")[0]


def advice(kind: str, signature: str, status: int | None = None) -> str:
    """Return the Chinese sentence to send to the operator; never empty.

    ``kind`` and ``signature`` as in ``crawler.transport.fetch.Refused``.
    """
    signs = _signs()
    name = next((v.name for v in signs.vendors if v.id == signature), "防护系统")
    if kind == "robots" and signature.startswith("unreachable"):
        signature = "unreachable"
    sentence = signs.advice.get(f"{kind}/{signature}") or signs.advice.get(
        kind, signs.advice["http"]
    )
    shown = str(status) if status else signature
    return sentence.replace("{name}", name).replace("{status}", shown)


def word(kind: str) -> str:
    """Return the short Chinese word for a kind of refusal."""
    return _signs().words.get(kind, "出错")


def visible_text(text: str) -> str:
    """Return roughly what a reader of the HTML would see, without blanks and without the title."""
    tree = LexborHTMLParser(text)
    tree.strip_tags(_HIDDEN_TAGS)
    return _SPACE.sub("", tree.text())


def _recognise_error(signs: _Signs, status: int, lines: str, lower: str) -> RefusalSign | None:
    for vendor in signs.vendors:
        if vendor.status and status not in vendor.status:
            continue
        if any(mark in lines for mark in vendor.headers) or any(m in lower for m in vendor.body):
            return RefusalSign("waf", vendor.id)
    for vendor in signs.vendors:
        if status in vendor.alone:
            return RefusalSign("waf", vendor.id)
    if status in signs.soft_status:
        seen = visible_text(lower)
        if any(phrase in seen for phrase in signs.phrases):
            return RefusalSign("waf", SOFT_BLOCK)
    return None


def _recognise_page(signs: _Signs, lower: str) -> RefusalSign | None:
    if not lower.strip():
        return None
    if _title(lower) in signs.phrases:
        return RefusalSign("waf", SOFT_BLOCK)
    seen = visible_text(lower)
    if len(seen) < signs.challenge_chars:
        for vendor in signs.vendors:
            if any(mark in lower for mark in vendor.body):
                return RefusalSign("waf", vendor.id)
    is_short = len(seen) < signs.soft_chars and lower.count("<a ") <= signs.soft_links
    if is_short and any(phrase in seen for phrase in signs.phrases):
        return RefusalSign("waf", SOFT_BLOCK)
    if len(seen) >= 20 or "<script" not in lower:
        return None
    if "document.cookie" in lower and _RELOAD.search(lower):
        return RefusalSign("waf", SCRIPT_CHALLENGE)
    return RefusalSign("shell", SCRIPT_ONLY)


def _title(lower: str) -> str:
    node = LexborHTMLParser(lower).css_first("title")
    return _SPACE.sub("", node.text()) if node is not None else ""


def _as_text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return body.decode("gb18030", "replace")


@cache
def _signs() -> _Signs:
    path = config_folder() / "refusals.toml"
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        page = data["page"]
        return _Signs(
            vendors=tuple(
                _Vendor(
                    id=entry["id"],
                    name=entry["name"],
                    status=frozenset(entry["status"]),
                    alone=frozenset(entry["alone"]),
                    headers=tuple(entry["headers"]),
                    body=tuple(entry["body"]),
                )
                for entry in data["vendor"]
            ),
            phrases=tuple(_SPACE.sub("", phrase) for phrase in page["phrases"]),
            soft_status=frozenset(page["soft_status"]),
            challenge_chars=page["challenge_chars"],
            soft_chars=page["soft_chars"],
            soft_links=page["soft_links"],
            advice=data["advice"],
            words=data["words"],
        )
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(path, "", str(error)) from error
    except KeyError as error:
        raise ConfigError(path, str(error.args[0]), "缺少这一项") from error
