"""What of the letters' words is found below a folder, in any file and any table."""

import json
import sqlite3
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from tests.shapes.letters import CANARIES

_CODINGS = ("utf-8", "gbk", "utf-16-le")


def kept_words(folder: Path) -> list[str]:
    """(place: canary) of everything found; empty is right."""
    found = []
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            for place, data in _contents(file):
                found += [f"{place}: {word}" for word in CANARIES if _holds(data, word)]
    return sorted(set(found))


def _holds(data: bytes, word: str) -> bool:
    escaped = json.dumps(word)[1:-1].encode()
    return escaped in data or any(word.encode(coding) in data for coding in _CODINGS)


def _contents(file: Path) -> Iterator[tuple[str, bytes]]:
    yield file.name, file.read_bytes()
    if file.suffix == ".docx" or file.suffix == ".xlsx":
        with zipfile.ZipFile(file) as packed:
            for name in packed.namelist():
                yield f"{file.name}/{name}", packed.read(name)
    if file.suffix == ".sqlite":
        yield from _tables(file)


def _tables(file: Path) -> Iterator[tuple[str, bytes]]:
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as base:
        names = [
            row[0] for row in base.execute("SELECT name FROM sqlite_master WHERE type='table'")
        ]
        for name in names:
            for row in base.execute(f"SELECT * FROM {name}"):
                for value in row:
                    if isinstance(value, bytes):
                        yield name, _unpacked(value)
                    elif isinstance(value, str):
                        yield name, value.encode("utf-8", "replace")


def _unpacked(value: bytes) -> bytes:
    try:
        return zlib.decompress(value)
    except zlib.error:
        return value
