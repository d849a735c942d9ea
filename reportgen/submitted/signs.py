"""Tells an old Word file from its first bytes, without opening it."""

from pathlib import Path

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RTF = b"{\\rtf"
_MOST = 50_000_000


def is_old_word(file: Path) -> bool:
    """Say whether a file is a doc (or rtf) that only an office program can read."""
    with file.open("rb") as opened:
        head = opened.read(len(_OLE))
        if head.startswith(_RTF):
            return True
        if head != _OLE:
            return False
        rest = opened.read(_MOST)
    locked = "EncryptedPackage".encode("utf-16-le") in rest
    return "WordDocument".encode("utf-16-le") in rest and not locked
