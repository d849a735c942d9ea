"""The log file of a site and year: what to send to someone who helps; it holds no page text."""

import logging
import platform
import sqlite3
from logging.handlers import RotatingFileHandler
from pathlib import Path

import nianbao
from crawler.errors import UsageError
from crawler.letters.plainaddresses import plain_text
from nianbao.workspace import reason

log = logging.getLogger("nianbao")

_LARGEST = 5_000_000
_FORM = "%(asctime)s %(levelname)s %(name)s %(message)s"
_OURS = ("nianbao", "crawler", "audits", "reportgen")


def open_log(file: Path, heading: str) -> None:
    """Send all log lines to ``file``, older runs kept; ``heading`` says what was asked for.

    Raises ``UsageError`` when the file belongs to somebody else.
    """
    try:
        handler = RotatingFileHandler(file, maxBytes=_LARGEST, backupCount=2, encoding="utf-8")
    except OSError as problem:
        raise UsageError(f"--workspace：日志不能写入：{file}（{reason(problem)}）") from problem
    logging.raiseExceptions = False  # a full disk must not fill the screen
    handler.setFormatter(_Plain(_FORM))
    handler.addFilter(_is_worth_keeping)
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    log.info(
        "nianbao %s, Python %s, SQLite %s, %s: %s",
        nianbao.__version__,
        platform.python_version(),
        sqlite3.sqlite_version,
        platform.platform(),
        heading,
    )


class _Plain(logging.Formatter):
    """Lines without the words that an address may hold: of a letter its title, its writer."""

    def format(self, record: logging.LogRecord) -> str:
        return plain_text(super().format(record))


def _is_worth_keeping(record: logging.LogRecord) -> bool:
    """Keep our own lines, and of the libraries only what went wrong."""
    return record.name.split(".")[0] in _OURS or record.levelno >= logging.WARNING
