"""The text of a cell or line as one string over the pieces of a file that hold it."""

from dataclasses import dataclass, field
from typing import Any

from reportgen.submitted.ticks import EMPTY, TICKED

_TICKED_MARKS = "☑☒■▣√✓✔✅●◉⊙☻"


@dataclass(slots=True)
class Piece:
    """A part of the text and what of the file holds it.

    ``kind``: ``text`` may become any text; ``box`` shows □ or ☑ and may only change between the
    two; ``fixed`` (a tab, the end of a paragraph) never changes.
    """

    kind: str
    text: str
    holder: Any = None
    changed: bool = False


@dataclass(slots=True)
class Strip:
    """Pieces in reading order; places are counted in ``text``.

    ``is_figure`` says that what was written is a bare count: a workbook keeps it as a number.
    """

    pieces: list[Piece] = field(default_factory=list)
    is_figure: bool = False

    @property
    def text(self) -> str:
        """The whole text."""
        return "".join(piece.text for piece in self.pieces)

    def write(self, start: int, end: int, new: str) -> bool:
        """Put ``new`` in the place of ``text[start:end]``; say whether the pieces allow it.

        The text goes into the piece in which the place begins; at the border of two pieces into
        the later one if something of it is replaced, else into the one before.
        """
        places = [(n, a, b) for n, a, b in self._places() if a < end and start < b]
        if any(self.pieces[n].kind != "text" for n, _, _ in places):
            return False
        if not places:
            return self._insert(start, new)
        for number, first, last in reversed(places):
            piece = self.pieces[number]
            left = piece.text[: max(0, start - first)]
            right = piece.text[end - first :] if end < last else ""
            piece.text = left + (new if number == places[0][0] else "") + right
            piece.changed = True
        return True

    def tick(self, at: int, ticked: bool) -> bool:
        """Make the box at a place ticked or empty; say whether one is there."""
        for number, first, last in self._places():
            if first <= at < last:
                piece = self.pieces[number]
                if (piece.text[at - first] in _TICKED_MARKS) == ticked:
                    return True
                if piece.kind == "text":
                    return self.write(at, at + 1, TICKED if ticked else EMPTY)
                if piece.kind != "box":
                    return False
                piece.text = TICKED if ticked else EMPTY
                piece.changed = True
                return True
        return False

    def _insert(self, at: int, new: str) -> bool:
        """Put text where nothing is replaced: at the end of the piece before, else in the next."""
        candidates = [
            (n, at - a)
            for n, a, b in self._places()
            if a <= at <= b and self.pieces[n].kind == "text"
        ]
        if not candidates:
            return False
        number, inner = candidates[0]
        piece = self.pieces[number]
        piece.text = piece.text[:inner] + new + piece.text[inner:]
        piece.changed = True
        return True

    def _places(self) -> list[tuple[int, int, int]]:
        """Return (number, first place, place behind) of every piece."""
        found, at = [], 0
        for number, piece in enumerate(self.pieces):
            found.append((number, at, at + len(piece.text)))
            at += len(piece.text)
        return found
