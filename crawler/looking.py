"""What only a browser can witness, before sealing: empty lists, and the home page's picture.

Runs after the last request of the plan; each look is its own transaction, so a killed crawl
goes on with the looks that are missing. Without a browser nothing is looked at, and says so.
"""

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from crawler.dom import PageDom
from crawler.reading import read_list
from crawler.records import Kind
from crawler.settings import FetchOptions
from crawler.store import Store

if TYPE_CHECKING:
    from crawler.spiders.site import CrawlOptions

log = logging.getLogger("nianbao")


class Looker:
    """Owns the browser of a crawl; started at the first look, closed by the session."""

    def __init__(
        self,
        store: Store,
        fetch: FetchOptions,
        own: Callable[[str], bool],
        options: "CrawlOptions",
    ) -> None:
        from crawler.render import Browser, BrowserOptions

        self.store = store
        self.year = options.year
        self.browser: Browser = Browser(
            BrowserOptions(
                home_url=options.url,
                user_agent=fetch.full_user_agent,
                gap_seconds=fetch.delay_seconds,
                allow_root=options.allow_root_browser,
                tls_exceptions=fetch.tls_exceptions,
            ),
            own,
        )

    async def run(self) -> None:
        """Look at everything not looked at yet; a browser that will not start ends it quietly."""
        from crawler.render import NoBrowserError

        try:
            for column_url in self._empty_lists():
                await self._count_rows(column_url)
            if not self._seen("home", self.store.get("home_url")):
                await self._picture(self.store.get("home_url"))
        except NoBrowserError as error:
            log.warning("no browser: %s", error)
            with self.store.transaction():
                self.store.put("browser", str(error))

    async def close(self) -> None:
        """End the browser."""
        await self.browser.close()

    def _empty_lists(self) -> list[str]:
        return [
            column.url
            for column in self.store.columns()
            if column.stop == "empty"
            and column.kind in (Kind.LIST, Kind.TOPIC)
            and not self._seen("rendered_rows", column.url)
        ]

    def _seen(self, name: str, url: str) -> bool:
        row = self.store.db.execute(
            "SELECT 1 FROM probe WHERE name = ? AND url = ?", (name, url)
        ).fetchone()
        return row is not None

    async def _count_rows(self, url: str) -> None:
        """How many rows the list has once its scripts have run."""
        from crawler.render import NoBrowserError, RenderError

        chrome = frozenset(r[0] for r in self.store.db.execute("SELECT key FROM chrome"))
        try:
            rendered = await self.browser.render(url)
        except NoBrowserError:
            raise
        except RenderError as error:
            result = f"failed: {error}"
        else:
            page = PageDom(rendered.url, rendered.html)
            result = str(len(read_list(page, chrome, self.year + 1).entries))
        self._keep("rendered_rows", url, result, None)

    async def _picture(self, url: str) -> None:
        from crawler.render import NoBrowserError, RenderError

        try:
            image: bytes | None = await self.browser.screenshot(url)
            result = "ok"
        except NoBrowserError:
            raise
        except RenderError as error:
            image, result = None, f"failed: {error}"
        self._keep("home", url, result, image)

    def _keep(self, name: str, url: str, result: str, image: bytes | None) -> None:
        with self.store.transaction():
            self.store.db.execute(
                "INSERT INTO probe (name, url, result, image) VALUES (?, ?, ?, ?)",
                (name, url, result, image),
            )
