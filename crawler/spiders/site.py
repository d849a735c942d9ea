"""One site, one year: the loop that plans, fetches and records until nothing is left to ask.

Scrapy supplies the downloader; the order of requests is the planner's, read from the crawl file.
"""

import asyncio
import signal
import sqlite3
import sys
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scrapy import Spider
from scrapy.crawler import AsyncCrawlerProcess

from crawler.errors import StoreError, store_error
from crawler.options import CrawlOptions
from crawler.progress import Progress
from crawler.session import Session
from crawler.storage.store import Store, connect, connect_sealed
from crawler.transport.settings import scrapy_settings

CRAWL_FILE = "crawl.sqlite"


@dataclass(frozen=True, slots=True)
class CrawlEnd:
    """How the crawl ended; an interrupted one goes on where it stopped."""

    sealed: bool
    interrupted: bool
    already_sealed: bool


class SiteSpider(Spider):
    """Runs one session inside Scrapy's engine; yields nothing to it."""

    name = "site"

    def __init__(self, session: Session, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.session = session

    async def start(self) -> AsyncIterator[Any]:
        """Run the whole crawl; any error is kept for the caller, who stands outside Scrapy."""
        task = asyncio.current_task()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            if task is not None:
                loop.add_signal_handler(number, self._interrupt, task)
        try:
            await self.session.run(self.crawler)
        except asyncio.CancelledError:
            self.session.interrupted = True  # kept here: the engine would take it for its own
        finally:
            self._keep(sys.exception())
            await self.session.close()
            for number in (signal.SIGINT, signal.SIGTERM):
                loop.remove_signal_handler(number)
        nothing: tuple[Any, ...] = ()
        for never in nothing:
            yield never

    def _keep(self, error: BaseException | None) -> None:
        """Carry an error past the engine, which would only log it."""
        if error is not None:
            self.session.failure = error

    def _interrupt(self, task: "asyncio.Task[Any]") -> None:
        self.session.interrupted = True
        task.cancel()


def crawl(options: CrawlOptions, listener: Callable[[Progress], None]) -> CrawlEnd:
    """Crawl until sealed, resuming what is there; a sealed crawl sends no request.

    Raises UnreadableSiteError, StoreError, ConfigError, UsageError; runs once in a process.
    """
    path = options.folder / CRAWL_FILE
    if is_sealed(path):
        return CrawlEnd(sealed=True, interrupted=False, already_sealed=True)
    try:
        options.folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"文件夹不可写：{options.folder}（{error.strerror}）") from error
    store = Store(connect(path), path)
    if store.get("sealed_at"):
        store.seal()
        store.close()
        return CrawlEnd(sealed=True, interrupted=False, already_sealed=True)
    session = Session(options, store, listener)
    try:
        session.prepare()
        settings = scrapy_settings(session.fetch_options)
        process = AsyncCrawlerProcess(settings)
        process.crawl(SiteSpider, session=session)
        process.start(install_signal_handlers=False)
    finally:
        store.close()
    if session.failure is not None:
        if isinstance(session.failure, sqlite3.Error):
            raise store_error(session.failure, path) from session.failure
        raise session.failure
    return CrawlEnd(sealed=session.sealed, interrupted=session.interrupted, already_sealed=False)


def is_sealed(path: Path) -> bool:
    """Whether a crawl file is there and sealed; looks at the file without changing it."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        head = file.read(20)
    if len(head) < 20 or head[18] != 1:  # 2: a write-ahead log, so still being written
        return False
    connection = connect_sealed(path)
    try:
        return bool(Store(connection, path).get("sealed_at"))
    finally:
        connection.close()


__all__ = ["CrawlEnd", "SiteSpider", "crawl", "is_sealed"]
