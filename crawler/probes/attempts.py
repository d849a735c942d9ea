"""One thing tried on one page in the browser, kept with what came of it and a picture."""

import json
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from crawler.letters.heads import Heads
from crawler.letters.mailboxes import letter_titles
from crawler.letters.withholding import without_titles
from crawler.probes.hiding import hide_letters, hide_strangers, letter_texts, without_texts
from crawler.storage.store import Store

if TYPE_CHECKING:
    from playwright.async_api import FloatRect, Page

    from crawler.browser.render import Browser

_TALLEST = 4000  # pixels of a long page's picture
_HEIGHT = "Math.max(document.documentElement.scrollHeight, innerHeight)"
log = logging.getLogger("nianbao")


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of one try; ``result`` is a word of the probe, ``url`` where it ended."""

    action: str
    result: str
    detail: str = ""
    markup: tuple[str, ...] = ()
    url: str = ""


class Attempts:
    """Makes each try in a transaction of its own; a try that was made is not made again."""

    def __init__(self, store: Store, browser: "Browser") -> None:
        self.store = store
        self.browser = browser

    def made(self, name: str, url: str = "") -> bool:
        """Whether something was tried under a name (on a page)."""
        return any(not url or probe.url == url for probe in self.store.probes(name))

    async def make(
        self,
        name: str,
        url: str,
        act: Callable[["Page"], Awaitable[Tried]],
        *,
        tall: bool = False,
        letters: bool = True,
        asked: str = "",
    ) -> None:
        """Open a page, act on it, and keep what came of it with a picture (``tall``: all of it).

        ``letters`` False: rows of letters are blanked before anything is done, not only in the
        picture; where a search was ``asked``, so is what results say of pages nobody read. Raises
        NoBrowserError when there is no browser.
        """
        from crawler.browser.render import NoBrowserError, RenderError

        image: bytes | None = None
        shown: list[str] = []
        try:
            async with self.browser.opened(url) as (page, status):
                if status is not None and status >= 400:
                    tried = Tried("打开页面", "failed", f"页面打不开（{status}）")
                else:
                    if not letters:
                        await hide_letters(page, self.store)
                    shown = await letter_texts(page, self.store)
                    tried = await act(page)
                    shown += await letter_texts(page, self.store)
                    await hide_letters(page, self.store)
                    if asked:
                        await hide_strangers(page, self.store, asked)
                    image = await picture(page, tall=tall)
        except NoBrowserError:
            raise
        except RenderError as error:
            log.warning("probe %s: %s", name, error)
            tried = Tried("打开页面", "failed", "浏览器没有打开这个页面")
        told = self._kept(tried, shown)
        ended = told.pop("url") or url
        with self.store.transaction():
            self.store.db.execute(
                "INSERT INTO probe (name, url, result, image) VALUES (?, ?, ?, ?)",
                (name, ended, json.dumps(told, ensure_ascii=False), image),
            )

    def _kept(self, tried: Tried, shown: Sequence[str]) -> dict[str, Any]:
        """What is stored of a try: nothing of letters, of those ``shown`` on the page either."""
        titles, heads = letter_titles(self.store), Heads(self.store)

        def clean(text: str) -> str:
            return heads.without(without_titles(without_texts(text, shown), titles))

        markup = [clean(one) for one in tried.markup]
        return {**asdict(tried), "markup": markup, "detail": clean(tried.detail)}


async def picture(page: "Page", *, tall: bool) -> bytes:
    """A PNG of what is in view, or (``tall``) of the page down to so many pixels."""
    if not tall:
        return bytes(await page.screenshot(timeout=15_000))
    height = min(int(await page.evaluate(_HEIGHT)), _TALLEST)
    clip: FloatRect = {"x": 0.0, "y": 0.0, "width": 1366.0, "height": float(height)}
    return bytes(await page.screenshot(full_page=True, clip=clip, timeout=15_000))
