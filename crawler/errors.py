"""What can go wrong, by who raises it and what the reader should do.

Messages are Chinese: the command line prints them as they are, without a traceback.
"""

import sqlite3
from pathlib import Path


class NianbaoError(Exception):
    """Root of all errors the command line turns into a sentence and an exit code."""


class UsageError(NianbaoError):
    """Raised for a bad address, option or unwritable folder; the user corrects the call."""


class ConfigError(NianbaoError):
    """Raised when a data file (config, profile, form, site.toml) cannot be taken.

    The message names the file and the key; the user mends that line.
    """

    def __init__(self, file: Path | str, key: str, problem: str) -> None:
        super().__init__(f"{file}：{key or '文件'}：{problem}")
        self.file = str(file)
        self.key = key
        self.problem = problem


class UnreadableSiteError(NianbaoError):
    """Raised by the crawl when nothing of the site could be read.

    ``kind`` is one of: unreachable, tls, status, not_html, login, robots, foreign, empty.
    What was fetched stays in the workspace.
    """

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind


class StoreError(NianbaoError):
    """Raised by the store: full disk, damaged file, or a second crawl on the same file."""


class ExportError(NianbaoError):
    """Raised by an export that could not be written whole; the other formats are still written."""


def store_error(error: sqlite3.Error, path: Path | str) -> StoreError:
    """The sentence for a database fault."""
    text = str(error)
    if "locked" in text:
        return StoreError(f"{path} 正被另一个采集使用，请等它结束或先停止它")
    if "full" in text or "disk I/O" in text:
        return StoreError(
            f"磁盘已满或不可写，采集已停在最后一页；腾出空间后再运行同一命令（{path}）"
        )
    if "readonly" in text or "unable to open" in text:
        return StoreError(f"采集文件不可写：{path}")
    return StoreError(f"采集文件损坏或不能读取：{path}（{text}）")
