"""What can go wrong, by who raises it and what the reader should do.

Messages are Chinese: the command line prints them as they are, without a traceback.
"""

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
