"""Boxes and ticks in a cell, also where a conversion lost them or turned them into letters.

``□是　☑否`` says no; ``是　□否`` says yes: the box that is missing was the ticked one.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

EMPTY, TICKED = "□", "☑"
_EMPTY_MARKS = "□☐○◯〇❏❑▢◻◽⬜\uf0a3\uf0a8\uf06f\uf071\uf072\uf02a£¨口"
_TICKED_MARKS = "☑☒■▣√✓✔✅●◉⊙▇☻\uf052\uf053\uf0fe\uf0fd\uf0fc\uf050\uf04f\uf06e\uf078\uf054þýR"
_BRACKETED = re.compile(r"[\[(（【〔]\s*([√✓✔xXvV☑■]?)\s*[\])）】〕]")
# the symbol fonts in which office programs keep boxes: code of the character, ticked or not
_SYMBOLS = {
    "wingdings": {
        0xFE: TICKED, 0xFD: TICKED, 0xFC: TICKED, 0xFB: TICKED, 0x6E: TICKED, 0x78: TICKED,
        0xA8: EMPTY, 0x6F: EMPTY, 0x71: EMPTY, 0x72: EMPTY, 0xA1: EMPTY, 0x6D: EMPTY,
    },
    "wingdings 2": {
        0x52: TICKED, 0x53: TICKED, 0x54: TICKED, 0x50: TICKED, 0x4F: TICKED, 0x51: TICKED,
        0xA2: TICKED, 0xA3: EMPTY, 0x2A: EMPTY, 0x30: EMPTY, 0x35: EMPTY, 0x81: EMPTY,
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Option:
    """One option of a cell: its word, and the mark that belongs to it (None: no mark at all)."""

    word: str
    mark: str | None


def symbol(font: str, character: str) -> str:
    """Return the box that a character of a symbol font shows; other characters unchanged."""
    codes = _SYMBOLS.get(font.strip().casefold())
    if codes is None:
        return character
    return codes.get(ord(character) & 0xFF, character)


def options(text: str, words: Sequence[str]) -> tuple[Option, ...]:
    """Return the options found in a cell with their marks, in printed order.

    Empty when a word stands more than once, or when nobody can say whether a mark belongs to
    the word before or after it.
    """
    flat = _one_sign_a_box(text)
    places: list[tuple[int, int, str]] = []
    for word in words:
        found = [match.start() for match in re.finditer(re.escape(word), flat)]
        found = [at for at in found if not _inside_longer(flat, at, word, words)]
        if len(found) > 1:
            return ()
        places += [(at, at + len(word), word) for at in found]
    places.sort()
    if not places:
        return ()
    return _with_marks(flat, places)


def is_marked(text: str) -> bool:
    """Say whether any box or tick stands in the text."""
    return any(mark in (EMPTY, TICKED) for mark in _one_sign_a_box(text))


def without_marks(text: str) -> str:
    """Return the text without its boxes and ticks."""
    return "".join(mark for mark in _one_sign_a_box(text) if mark not in (EMPTY, TICKED))


def _one_sign_a_box(text: str) -> str:
    """Return the text with every kind of box as one of two signs."""
    flat = _BRACKETED.sub(lambda m: TICKED if m.group(1) else EMPTY, text)
    flat = "".join(
        EMPTY if mark in _EMPTY_MARKS and mark not in "口£¨" else
        TICKED if mark in _TICKED_MARKS and mark not in "Rþý" else mark
        for mark in flat
    )  # fmt: skip
    # letters are boxes only where no letter can be meant: directly before a Chinese word
    flat = re.sub(r"(?<![A-Za-z0-9])[Rþý](?=\s*[\u4e00-\u9fff])", TICKED, flat)
    return re.sub(r"(?<![\u4e00-\u9fffA-Za-z0-9])[口£¨](?=\s*[\u4e00-\u9fff])", EMPTY, flat)


def _inside_longer(text: str, at: int, word: str, words: Sequence[str]) -> bool:
    """Say whether the word found is only a part of another option (是 in 是否)."""
    return any(
        other != word
        and word in other
        and any(
            match.start() <= at and at + len(word) <= match.end()
            for match in re.finditer(re.escape(other), text)
        )
        for other in words
    )


def _with_marks(text: str, places: list[tuple[int, int, str]]) -> tuple[Option, ...]:
    """Give each mark to the word behind it, or, if the text shows it so, to the word before."""
    ends = [0, *(end for _, end, _ in places)]
    starts = [*(start for start, _, _ in places), len(text)]
    gaps = [text[end:start] for end, start in zip(ends, starts, strict=True)]
    marks = [[m for m in gap if m in (EMPTY, TICKED)] for gap in gaps]
    if marks[0] and marks[-1]:
        return ()
    if marks[-1]:
        given = _single(marks[1:])
    elif not marks[0] and any(_leans_back(gap) for gap in gaps[1:-1]):
        return ()
    else:
        given = _single(marks[:-1])
    if given is None:
        return ()
    return tuple(Option(p[2], mark) for p, mark in zip(places, given, strict=True))


def _leans_back(gap: str) -> bool:
    """Say whether a mark between two words may belong to the first of them."""
    at = next((i for i, m in enumerate(gap) if m in (EMPTY, TICKED)), None)
    if at is None:
        return False
    behind = len(gap) - at - 1
    return at < behind or (at == behind and gap[at] == TICKED)


def _single(marks: list[list[str]]) -> list[str | None] | None:
    """Return one mark or none for each gap; None when a gap holds two."""
    if any(len(found) > 1 for found in marks):
        return None
    return [found[0] if found else None for found in marks]


def chosen(found: Sequence[Option]) -> tuple[str, ...]:
    """Return the ticked words; a word without a box is ticked where others have an empty one."""
    ticked = tuple(option.word for option in found if option.mark == TICKED)
    if ticked:
        return ticked
    bare = tuple(option.word for option in found if option.mark is None)
    return bare if any(option.mark == EMPTY for option in found) else ()
