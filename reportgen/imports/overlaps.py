"""Finds where one log goes on in another: a later copy of the same file, a rotated rest.

Only a run is taken that begins anywhere in one log and goes to its end, line for line the same as
the beginning of the other; everything else stays for a person.
"""

from collections.abc import Iterator
from pathlib import Path

from reportgen.imports.logfiles import LogFile
from reportgen.imports.loglines import tells_time

FEWEST = 4  # lines by which the beginning of a log is known again


def opening_of(lines: list[bytes]) -> bytes:
    """Return the second to fourth line as they stand in the file; empty for a shorter log.

    The first line may be the rest of one that was cut in two. Empty too where a line tells no
    time: what was broken off is alike everywhere.
    """
    if len(lines) < FEWEST or not all(map(tells_time, lines[1:FEWEST])):
        return b""
    return b"".join(line + b"\n" for line in lines[1:FEWEST])


def repeated_lines(one: Path, other: Path, opening: bytes) -> int | None:
    """Return how many lines at the beginning of ``other`` are the end of ``one``.

    0 when there are none, None when the whole of ``other`` stands in ``one``. ``opening`` is
    that of ``other``.
    """
    for before, rest in _places(one, opening):
        if (lines := _same_to_the_end(before, rest, other)) != 0:
            return lines
    return 0


def _places(file: Path, opening: bytes) -> Iterator[tuple[bytes, Iterator[bytes]]]:
    """Yield every place of the opening: the line before it, and the content from it on."""
    start = 0
    while (place := _find(file, opening, start)) is not None:
        before = next(_from(file, max(0, place - (1 << 16))), b"")[: min(place, 1 << 16)]
        yield before.rstrip(b"\n").rpartition(b"\n")[2], _from(file, place)
        start = place + 1


def _find(file: Path, wanted: bytes, start: int) -> int | None:
    """Return where a text stands at the beginning of a line, not before ``start``."""
    passed, carry = 0, b"\n"
    wanted = b"\n" + wanted
    for piece in LogFile(file).pieces():
        window = carry + piece
        found = window.find(wanted, max(0, start - passed))
        if found >= 0:
            return passed + found
        keep = min(len(window), len(wanted))
        passed += len(window) - keep
        carry = window[-keep:]
    return None


def _from(file: Path, start: int) -> Iterator[bytes]:
    """Yield the content of a log from a place on."""
    for piece in LogFile(file).pieces():
        if start < len(piece):
            yield piece[start:]
        start = max(0, start - len(piece))


def _same_to_the_end(before: bytes, rest: Iterator[bytes], other: Path) -> int | None:
    """Compare the rest of one log with another from its second line on.

    Returns the lines that are the same when the one ends first, None when the other does, 0 when
    they differ.
    """
    pieces = LogFile(other).pieces()
    first, _, mine = next(pieces, b"").partition(b"\n")
    theirs, lines = b"", 0
    if not before.endswith(first):
        return 0
    while True:
        if not mine and not (mine := next(pieces, b"")):
            return None
        if not theirs and not (theirs := next(rest, b"")):
            return 1 + lines + mine.startswith(b"\n")
        size = min(len(mine), len(theirs))
        if mine[:size] != theirs[:size]:
            return 0
        lines += theirs.count(b"\n", 0, size)
        mine, theirs = mine[size:], theirs[size:]
