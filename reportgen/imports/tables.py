"""Reads CSV and xlsx files into plain grids of texts; a file that cannot be read is named.

Workbooks are opened in a child process with limits of memory and time (``workbook``).
"""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from crawler.errors import UsageError
from reportgen.imports import workbook

MOST_BYTES = 20_000_000
MOST_ROWS = 20_000
MOST_COLUMNS = 400
MOST_CELLS = 200_000
_DELIMITERS = ",\t;|，"
_NOT_TABLES = (
    (b"\xd0\xcf\x11\xe0", "是旧版 xls、et 格式或加了密码，请在 WPS 或 Excel 里另存为 xlsx 再导入"),
    (b"%PDF", "是 PDF，请用原来的表格"),
    (b"Rar!", "是压缩包，请先解压"),
    (b"7z\xbc\xaf", "是压缩包，请先解压"),
    (b"\x1f\x8b", "是压缩包，请先解压"),
    (b"\x89PNG", "是图片，请用原来的表格"),
    (b"\xff\xd8\xff", "是图片，请用原来的表格"),
    (b"{\\rtf", "是 Word 文档，请用表格"),
)


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet: rows of texts of equal length; ``name`` is the sheet's, empty for CSV."""

    name: str
    rows: tuple[tuple[str, ...], ...]


def read_tables(path: Path) -> tuple[Grid, ...]:
    """Return the sheets of a file that hold anything.

    Raises UsageError with the reason for a file that is missing, too large or no table.
    """
    try:
        size = path.stat().st_size
        content = path.read_bytes() if size <= MOST_BYTES else b""
    except FileNotFoundError as error:
        raise UsageError(f"没有这个文件：{path}") from error
    except OSError as error:
        raise UsageError(f"{path}：读不出来（{error.strerror or error}）") from error
    if size > MOST_BYTES:
        raise UsageError(f"{path}：文件超过 {MOST_BYTES // 1_000_000} MB，不像一份统计表。")
    if not content.strip():
        raise UsageError(f"{path}：文件是空的。")
    for mark, why in _NOT_TABLES:
        if content.startswith(mark):
            raise UsageError(f"{path}：{why}。")
    if content.startswith(b"PK"):
        grids = tuple(_from_workbook(path))
    else:
        grids = (Grid("", _even(_csv_rows(path, content))),)
    kept = tuple(grid for grid in grids if any(any(row) for row in grid.rows))
    if not kept:
        raise UsageError(f"{path}：表格里没有内容。")
    return kept


def _from_workbook(path: Path) -> Iterator[Grid]:
    for sheet in workbook.read_in_child(path):
        yield Grid(sheet["name"], _even([list(row) for row in sheet["rows"]]))


def _csv_rows(path: Path, content: bytes) -> list[list[str]]:
    text = _decoded(path, content)
    if re.match(r"\s*<", text):
        raise UsageError(f"{path}：是网页（有的系统导出的“xls”其实是网页），请另存为 xlsx 再导入。")
    delimiter = _delimiter(text)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise UsageError(f"{path}：表格格式不对（{error}）。") from error
    wide = max(map(len, rows), default=0)
    if len(rows) > MOST_ROWS or wide > MOST_COLUMNS or len(rows) * wide > MOST_CELLS:
        raise UsageError(f"{path}：表格太大，不像一份统计表（{len(rows)} 行 {wide} 列）。")
    return rows


def _decoded(path: Path, content: bytes) -> str:
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if content.startswith(mark):
            return _try(content, encoding) or _unreadable(path)
    if b"\x00" in content:
        return _unreadable(path)
    text = _try(content, "utf-8")
    return text if text is not None else _try(content, "gb18030") or _unreadable(path)


def _try(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _unreadable(path: Path) -> str:
    raise UsageError(f"{path}：不是文字表格，或文字编码不是 UTF-8、GBK。请另存为 xlsx 再导入。")


def _delimiter(text: str) -> str:
    """Return the mark that cuts most lines into the same number of cells."""
    lines = [line for line in text.splitlines()[:50] if line.strip()]
    plain = [re.sub(r'"[^"]*"', "", line) for line in lines]
    return max(_DELIMITERS, key=lambda mark: (sum(mark in line for line in plain), mark in "\t;|"))


def _even(rows: list[list[str]]) -> tuple[tuple[str, ...], ...]:
    """Return rows of equal length, cells stripped."""
    wide = max((len(row) for row in rows), default=0)
    return tuple(tuple(cell.strip() for cell in row) + ("",) * (wide - len(row)) for row in rows)
