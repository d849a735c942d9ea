"""How titles of letters begin, kept as hashes while the crawl goes on: known wherever one stands.

Other pages show the same titles, whole or cut: latest letters, running lines, results of a
search, suggestions of a robot. With the crawl's end the hashes are deleted.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from html import unescape

from crawler.records import VEIL
from crawler.storage.store import Store

_CUT = 6  # letters of a title that is cut
_TELLING = 10  # letters by which one that goes on is known
_PIECE = re.compile(r"[^<>\"'`\n\r]{6,}")
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
_ELLIPSIS = re.compile(r"…+|\.{3,}|。{3,}|⋯+")
_HAN = re.compile(r"[\u3400-\u9fff]{2}")
_END = "\0"
_SIGN = re.compile(r"[^\w\0]|_")


class Heads:
    """Knows the beginnings of the titles noted so far. Reads the crawl file once.

    ``known`` tells names of columns; titles in ``suspected`` columns are nobody else's.
    """

    def __init__(
        self,
        store: Store,
        known: Callable[[str], bool] = lambda text: False,
        suspected: frozenset[int] = frozenset(),
    ) -> None:
        self.store = store
        self.known = known
        rows = store.db.execute("SELECT mark FROM letter_head").fetchall()
        self.marks = (
            frozenset(row[0] for row in rows) - _of_others(store, suspected)
            if rows
            else frozenset()
        )

    def tell(self, text: str) -> bool:
        """Whether a piece of text holds a letter's title or, cut, its beginning."""
        if not self.marks or not _HAN.search(text):
            return False
        said = _ELLIPSIS.sub(_END, text)
        if self.known(" ".join(said.split())):
            return False
        return any(self._begins(said, start) for start in _starts(said))

    def without(self, source: str) -> str:
        """A page's source, or any text, with such pieces veiled."""
        return veil_pieces(source, self.tell) if self.marks else source

    def _begins(self, said: str, start: int) -> bool:
        rest, end, _ = said[start : start + 200].partition(_END)
        letters = _SIGN.sub("", rest)
        if _mark(letters[:_TELLING]) in self.marks and len(letters) >= _TELLING:
            return True
        if _CUT <= len(letters) < _TELLING and (end or not said[:start].strip()):
            return _mark(letters[:_CUT]) in self.marks
        return False


def veil_pieces(source: str, is_letter: Callable[[str], bool]) -> str:
    """A page's source with texts, attributes and strings of scripts veiled that ``is_letter``."""

    def piece(match: re.Match[str]) -> str:
        inner = match[0].strip()
        plain = unescape(_ESCAPE.sub(lambda m: chr(int(m[1], 16)), inner))
        if not _HAN.search(plain) or not is_letter(plain):
            return match[0]
        return match[0].replace(inner, f"{VEIL}{_mark(inner)[:8]}")

    return _PIECE.sub(piece, source)


def note_heads(store: Store, titles: Iterable[str]) -> None:
    """Keep how titles of letters begin (inside a transaction)."""
    marks = [(mark,) for title in titles for mark in beginnings(title)]
    store.db.executemany("INSERT OR IGNORE INTO letter_head VALUES (?)", marks)


def drop_heads(store: Store) -> None:
    """Forget all of them (inside a transaction)."""
    store.db.execute("DELETE FROM letter_head")


def _of_others(store: Store, suspected: frozenset[int]) -> frozenset[str]:
    """Beginnings of what is no letter, so that no news is taken for one."""
    private = store.letter_columns() | suspected
    rows = store.db.execute(
        "SELECT DISTINCT title, column_id FROM entry WHERE column_id > 0"
        " AND content_id NOT IN (SELECT content_id FROM letter)"
    )
    return frozenset(
        m for title, column in rows if column not in private for m in beginnings(title)
    )


def letters_of(title: str) -> str:
    """A title without signs and blanks."""
    return _SIGN.sub("", _ELLIPSIS.sub("", title))


def beginnings(title: str) -> Iterator[str]:
    """Hashes of how a title begins; none of one that is too short or veiled."""
    if title.startswith(VEIL):
        return
    letters = letters_of(title)
    if len(letters) < _CUT or not _HAN.search(letters):
        return
    yield _mark(letters[:_CUT])
    if len(letters) >= _TELLING:
        yield _mark(letters[:_TELLING])


def _starts(said: str) -> Iterable[int]:
    """Where a title may begin: at the start, behind a sign, behind a figure."""
    before = ""
    for place, sign in enumerate(said):
        if sign.isalnum() and not (before.isalnum() and not (before < "\x7f" <= sign)):
            yield place
        before = sign


def _mark(text: str) -> str:
    return hashlib.sha256(f"head:{text}".encode()).hexdigest()[:12]
