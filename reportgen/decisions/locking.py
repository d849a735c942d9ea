"""One at a time: a lock between processes, held on a file of its own."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """Wait until nobody else holds ``file``, and hold it; it is created and left behind.

    Threads of one process exclude each other too. Raises OSError for an unwritable folder.
    """
    with file.open("ab") as opened:
        _take(opened)
        try:
            yield
        finally:
            _release(opened)


if sys.platform == "win32":  # pragma: no cover # exercised on Windows only
    import msvcrt

    def _take(opened: BinaryIO) -> None:
        while True:
            opened.seek(0)
            try:
                msvcrt.locking(opened.fileno(), msvcrt.LK_LOCK, 1)
            except OSError:  # ten seconds have gone by: ask again
                continue
            return

    def _release(opened: BinaryIO) -> None:
        opened.seek(0)
        msvcrt.locking(opened.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _take(opened: BinaryIO) -> None:
        fcntl.flock(opened, fcntl.LOCK_EX)

    def _release(opened: BinaryIO) -> None:
        fcntl.flock(opened, fcntl.LOCK_UN)
