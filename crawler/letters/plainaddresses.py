"""Addresses of letters that hold words of theirs: a title as file name, a writer as parameter.

When the crawl ends they are stored with hashes in place of such parts; whoever follows one from
the evidence does not arrive, and is told so by what it looks like.
"""

import hashlib
import re
from collections.abc import Callable, Container
from urllib.parse import unquote_to_bytes

from crawler import urls
from crawler.storage.store import Store

_PART = re.compile(r"[^/?&=#:;]+")
_HAN = re.compile(r"[\u3400-\u9fff]")
_UNICODE = re.compile(r"%u([0-9a-fA-F]{4})")
_PHONE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
_NUMBER = re.compile(r"(?<!\d)[1-9]\d{5}(?:19|20)\d{2}[01]\d[0-3]\d{4}[\dXx](?!\d)")
_ENDING = re.compile(r"\.[A-Za-z]{2,5}$")
_TOKEN = re.compile(r"[^\s\"'<>(),\\]+")
_FIELDS = (
    ("frontier", "id", ("url", "key")),
    ("lead", "id", ("url", "key")),
    ("col", "id", ("url",)),
    ("entry", "id", ("url", "href", "content_id")),
    ("target", "key", ("url", "key")),
    ("letter", "content_id", ("url", "content_id")),
    ("page", "frontier_id", ("final_url",)),
    ("refusal", "id", ("url",)),
    ("list_page", "rowid", ("url",)),
)


def plain(address: str) -> str:
    """An address without the words in it; the same one for every way of writing them."""
    return _PART.sub(_plain_part, address)


def plain_addresses(store: Store, letters: Container[str]) -> None:
    """Store all addresses of letters without words (inside a transaction).

    ``letters`` are content ids.
    """
    for table, ident, fields in _FIELDS:
        told = store.db.execute(f"SELECT {ident}, {', '.join(fields)} FROM {table}").fetchall()
        for key, *values in told:
            kept = [plain(value) for value in values]
            if kept != values and urls.content_id(values[0]) in letters:
                sets = ", ".join(f"{field} = ?" for field in fields)
                store.db.execute(
                    f"UPDATE OR REPLACE {table} SET {sets} WHERE {ident} = ?", (*kept, key)
                )


def without_words(text: str, base: str, is_letter: Callable[[str], bool]) -> str:
    """A page's source with the addresses of letters made plain. ``base``: its own address."""

    def token(match: re.Match[str]) -> str:
        said = match[0]
        if not ("%" in said or _HAN.search(said) or _PHONE.search(said)) or "/" not in said:
            return said
        url = urls.join(base, said.replace("&amp;", "&"))
        return plain(said) if url and is_letter(url) else said

    return _TOKEN.sub(token, text)


def _plain_part(match: re.Match[str]) -> str:
    part = match[0]
    said = _decoded(part)
    if not (_HAN.search(said) or _PHONE.search(said) or _NUMBER.search(said)):
        return part
    ending = _ENDING.search(part)
    mark = hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()[:12]
    return f"letter-{mark}{ending[0] if ending else ''}"


def _decoded(part: str) -> str:
    raw = unquote_to_bytes(_UNICODE.sub(lambda m: chr(int(m[1], 16)), part))
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("gb18030", "replace")
