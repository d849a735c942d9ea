"""Reads web server logs as blocks of whole lines: plain, gz, bz2 or xz, of any size.

Only one block is held at a time, so a compressed bomb costs time and no memory.
"""

import bz2
import gzip
import hashlib
import lzma
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from crawler.errors import UsageError

BLOCK = 1 << 20
LONGEST_LINE = 1 << 16  # bytes; nothing a browser sends is longer
TOO_LONG = b"\xff"
_MAGIC = ((b"\x1f\x8b", gzip.open), (b"BZh", bz2.open), (b"\xfd7zXZ\x00", lzma.open))
_FOREIGN = (
    (b"PK\x03\x04", "是 zip 压缩包，请先解压"),
    (b"7z\xbc\xaf", "是 7z 压缩包，请先解压"),
    (b"Rar!", "是 rar 压缩包，请先解压"),
    (b"\xff\xfe", "是 UTF-16 文字，不是网站服务器写的日志"),
    (b"\xfe\xff", "是 UTF-16 文字，不是网站服务器写的日志"),
    (b"#Software: Microsoft", "是 IIS 日志，目前只认 nginx 和 Apache 的日志"),
    (b"#Fields:", "是 W3C（IIS）日志，目前只认 nginx 和 Apache 的日志"),
)


class NoLogError(UsageError):
    """Raised for a file that is no web log; a folder may hold such files beside the logs."""


class LogFile:
    """One log; after ``blocks`` has run out, ``digest`` names its unpacked content."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._hash = hashlib.sha256()

    @property
    def digest(self) -> str:
        """SHA-256 of what was read so far, unpacked: a packed copy has the digest of the plain."""
        return self._hash.hexdigest()

    def blocks(self) -> Iterator[list[bytes]]:
        """Yield lists of whole lines without their ends; too long a line comes as TOO_LONG.

        Raises UsageError when the file is missing, no log, or its packing is broken.
        """
        carry, overlong = b"", False
        for block in self.pieces():
            self._hash.update(block)
            lines = (carry + block).split(b"\n")
            carry = lines.pop()
            if overlong and lines:
                lines[0], overlong = TOO_LONG, False
            if len(carry) > LONGEST_LINE:
                carry, overlong = b"", True
            yield lines
        if carry or overlong:
            yield [TOO_LONG if overlong else carry]

    def pieces(self) -> Iterator[bytes]:
        """Yield the unpacked content piece by piece; raises UsageError as ``blocks``."""
        try:
            with self._open() as opened:
                while block := opened.read(BLOCK):
                    yield block
        except (EOFError, zlib.error, lzma.LZMAError, gzip.BadGzipFile) as error:
            raise UsageError(
                f"{self.path}：压缩文件不完整或已损坏，请重新复制一份再导入。"
            ) from error
        except FileNotFoundError as error:
            raise UsageError(f"没有这个日志文件：{self.path}") from error
        except OSError as error:
            raise UsageError(f"{self.path}：读不出来（{error.strerror or error}）") from error

    def _open(self) -> IO[bytes]:
        with self.path.open("rb") as opened:
            start = opened.read(20)
        for mark, why in _FOREIGN:
            if start.startswith(mark):
                raise NoLogError(f"{self.path}：{why}。")
        for mark, opener in _MAGIC:
            if start.startswith(mark):
                return opener(self.path, "rb")  # type: ignore[return-value] # "rb" is bytes
        return self.path.open("rb", buffering=0)


def find_logs(paths: tuple[Path, ...]) -> tuple[Path, ...]:
    """Return the files meant: each file itself, of a folder all files in it, by name."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += sorted(inside for inside in path.iterdir() if inside.is_file())
        else:
            found.append(path)
    if not found:
        raise UsageError("文件夹里没有日志文件。")
    return tuple(found)
