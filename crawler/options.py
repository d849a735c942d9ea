"""What a crawl is asked to do."""

from dataclasses import dataclass
from pathlib import Path

PROJECT_URL = "https://github.com/nianbao/nianbao"  # told to every site with each request


@dataclass(frozen=True, slots=True)
class CrawlOptions:
    """What to crawl and how. ``folder`` holds the year's files, ``site_file`` is site.toml.

    ``profile_file`` is read instead of site.toml's choices and never written. ``rate`` is requests
    a second, None for the polite default, 0 for no delay.
    """

    url: str
    year: int
    folder: Path
    site_file: Path
    profile_file: Path | None
    rate: float | None
    full: bool
    browser: bool
    families: bool
    allow_root_browser: bool
    version: str
