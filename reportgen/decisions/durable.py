"""Writing that survives a power cut, or is as if it had not been."""

import os
from contextlib import suppress
from pathlib import Path


def append(file: Path, content: bytes) -> int:
    """Append to a file, flush it and return its former size.

    A half-written end is taken back when the disk is full.
    """
    with file.open("ab") as opened:
        before = opened.seek(0, os.SEEK_END)
        try:
            opened.write(content)
            opened.flush()
            os.fsync(opened.fileno())
        except OSError:
            with suppress(OSError):
                opened.truncate(before)
            raise
    return before


def replace(file: Path, content: bytes) -> None:
    """Put ``content`` in the place of a file in one step."""
    new = file.with_name(file.name + "-new")
    with new.open("wb") as opened:
        opened.write(content)
        opened.flush()
        os.fsync(opened.fileno())
    new.replace(file)
    flush_folder(file.parent)


def flush_folder(folder: Path) -> None:
    """Make a new name in a folder survive a power cut, where the system can."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
