"""Tells by the first bytes, without opening it, a file that only an office program can read."""

from pathlib import Path

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RTF = b"{\\rtf"
_ZIP = b"PK\x03\x04"
_ODF = b"mimetypeapplication/vnd.oasis.opendocument."
_ODF_KINDS = {b"text": "odt", b"spreadsheet": "ods"}
_MOST = 50_000_000


def office_kind(file: Path) -> str | None:
    """Return doc, rtf, odt or ods for a file to be converted, None for every other one."""
    with file.open("rb") as opened:
        head = opened.read(200)
        if head.startswith(_RTF):
            return "rtf"
        if head.startswith(_ZIP):
            rest = head.partition(_ODF)[2]
            return next((kind for name, kind in _ODF_KINDS.items() if rest.startswith(name)), None)
        if not head.startswith(_OLE):
            return None
        content = head + opened.read(_MOST)
    locked = "EncryptedPackage".encode("utf-16-le") in content
    return "doc" if "WordDocument".encode("utf-16-le") in content and not locked else None
