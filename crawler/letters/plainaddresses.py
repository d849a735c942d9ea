"""Addresses of letters that hold words of theirs: a title as file name, a writer as parameter.

When the crawl ends they are stored with hashes in place of such parts; whoever follows one from
the evidence does not arrive, and is told so by what it looks like.
"""

import hashlib
import re
from collections.abc import Callable, Set
from urllib.parse import unquote_to_bytes

from crawler import urls
from crawler.storage.store import Store

_WORDED = re.compile(r"[%\u3400-\u9fff]|\d{11}")
_PART = re.compile(r"[^/?&=#:;]+")
_HAN = re.compile(r"[\u3400-\u9fff]")
_UNICODE = re.compile(r"%u([0-9a-fA-F]{4})")
_PHONE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
_NUMBER = re.compile(r"(?<!\d)[1-9]\d{5}(?:19|20)\d{2}[01]\d[0-3]\d{4}[\dXx](?!\d)")
_ENDING = re.compile(r"\.[A-Za-z]{2,5}$")
_TOKEN = re.compile(r"[^\s\"'<>(),\\]+")
_ADDRESS = re.compile(r"https?://[^\s\"'<>]+")
# Table, key, fields that are addresses, the first of them telling whose; fields that name some.
_FIELDS = (
    ("frontier", "id", ("url", "key"), ("last_error",)),
    ("lead", "id", ("url", "key"), ()),
    ("col", "id", ("url",), ()),
    ("entry", "id", ("url", "href", "content_id"), ()),
    ("target", "key", ("url", "key"), ("note",)),
    ("letter", "content_id", ("url", "content_id"), ()),
    ("refusal", "id", ("url",), ("signature",)),
    ("list_page", "rowid", ("url",), ()),
)


def plain(address: str) -> str:
    """An address without the words in it; the same one for every way of writing them."""
    return _PART.sub(_plain_part, address) if _WORDED.search(address) else address


def plain_text(text: str) -> str:
    """A sentence with the addresses in it made plain."""
    return _ADDRESS.sub(lambda match: plain(match[0]), text)


def plain_addresses(store: Store, letters: Set[str]) -> None:
    """Store all addresses of letters without words (inside a transaction).

    ``letters`` are content ids.
    """
    _answers(store, letters)
    for table, ident, addresses, sentences in _FIELDS:
        fields = (*addresses, *sentences)
        told = store.db.execute(f"SELECT {ident}, {', '.join(fields)} FROM {table}").fetchall()
        for key, *values in told:
            kept = [plain(value) for value in values[: len(addresses)]]
            kept += [plain_text(value) for value in values[len(addresses) :]]
            if kept != values and urls.content_id(values[0]) in letters:
                sets = ", ".join(f"{field} = ?" for field in fields)
                store.db.execute(
                    f"UPDATE OR REPLACE {table} SET {sets} WHERE {ident} = ?", (*kept, key)
                )


def _answers(store: Store, letters: Set[str]) -> None:
    """Addresses at which requests for letters ended."""
    told = store.db.execute(
        "SELECT p.frontier_id, f.url, p.final_url FROM page p JOIN frontier f"
        " ON f.id = p.frontier_id"
    ).fetchall()
    store.db.executemany(
        "UPDATE page SET final_url = ? WHERE frontier_id = ?",
        [
            (plain(final), ident)
            for ident, url, final in told
            if plain(final) != final and {urls.content_id(url), urls.content_id(final)} & letters
        ],
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
