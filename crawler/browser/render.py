"""Renders a page in the system's Chromium, caged: own hosts only, nothing counted, all bounded.

The last resort for lists made by script, and the camera for evidence. Playwright is imported only
when a browser starts. All requests leave through ``crawler.browser.egress``.
"""

import asyncio
import contextlib
import os
import shutil
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from crawler.browser.beacons import is_beacon
from crawler.browser.egress import Egress
from crawler.errors import NianbaoError
from crawler.transport.addresses import plain_url
from crawler.transport.resolver import AddressPolicy
from crawler.transport.visit import Rendered, Visit

if TYPE_CHECKING:
    from playwright.async_api import BrowserContext, Page

_NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "microsoft-edge-stable",
)
_ARGS = (
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--dns-prefetch-disable",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
)
_HEAVY = frozenset({"image", "media", "font"})
_CLOSE_SECONDS = 10.0


class RenderError(NianbaoError):
    """Raised when a page could not be rendered; the browser is usable again afterwards."""


class NoBrowserError(RenderError):
    """Raised when there is no browser, or none that may be started (root without the flag)."""


@dataclass(frozen=True, slots=True)
class BrowserOptions:
    """How the browser behaves; seconds throughout.

    ``gap_seconds`` lies between the starts of two requests of a page. ``timeout_seconds`` bounds
    one page from start to end, ``settle_seconds`` the wait for a quiet network.
    """

    home_url: str
    user_agent: str
    gap_seconds: float = 1.0
    timeout_seconds: float = 90.0
    settle_seconds: float = 8.0
    allow_root: bool = False
    tls_exceptions: frozenset[str] = frozenset()


def browser_path() -> str | None:
    """Return the browser to use: NIANBAO_BROWSER, else the first known name on PATH."""
    named = os.environ.get("NIANBAO_BROWSER")
    if named:
        return shutil.which(named)
    return next((path for name in _NAMES if (path := shutil.which(name))), None)


class Browser:
    """One browser for one site; started when first needed, closed by the spider."""

    def __init__(
        self,
        options: BrowserOptions,
        is_own: Callable[[str], bool],
        allows: Callable[[str], Awaitable[bool]] | None = None,
    ) -> None:
        """Take ``allows`` to ask whether robots.txt lets an own address be fetched; None: all."""
        self.total_requests = 0
        self._options = options
        self._is_own = is_own
        self._allows = allows
        home = urlsplit(options.home_url).hostname or ""
        self._egress = Egress(is_own, AddressPolicy(home))
        self._playwright: Any = None
        self._browser: Any = None
        self._context: BrowserContext | None = None
        self._next_start = 0.0
        self._turn = asyncio.Lock()

    async def start(self) -> None:
        """Start proxy and browser; does nothing when they run.

        Raises:
            NoBrowserError: nothing to start, or root away from loopback without ``allow_root``.
        """
        if self._browser is not None and self._browser.is_connected():
            return
        await self.close()
        path = browser_path()
        if path is None:
            raise NoBrowserError("没有找到浏览器（Chromium、Chrome 或 Edge）")
        is_root = hasattr(os, "geteuid") and os.geteuid() == 0
        if is_root and not (self._options.allow_root or _is_loopback(self._options.home_url)):
            raise NoBrowserError(
                "以 root 身份运行时不启动浏览器；请换普通用户，或加 --allow-root-browser"
            )
        from playwright.async_api import Error, async_playwright

        await self._egress.start()
        try:
            async with asyncio.timeout(60):
                self._playwright = await async_playwright().start()
                self._browser = await self._playwright.chromium.launch(
                    executable_path=path,
                    chromium_sandbox=not is_root,
                    args=list(_ARGS),
                    proxy={"server": self._egress.address, "bypass": "<-loopback>"},
                )
                self._context = await self._open_context()
        except (Error, TimeoutError, OSError) as error:
            await self.close()
            raise NoBrowserError(f"浏览器没有启动成功：{_first_line(error)}") from error

    async def render(
        self, url: str, then: Callable[["Page"], Awaitable[None]] | None = None
    ) -> Rendered:
        """Load a page, let its scripts run, and return the document and the requests it made.

        ``then`` is done to the page once it stands, before it is read.

        Raises:
            RenderError: the page did not come, hung or crashed.
        """
        async with self._visit(url, pictures=False) as (page, visit, status):
            if then is not None:
                await then(page)
            return Rendered(
                await page.content(),
                page.url,
                status,
                tuple(visit.requests),
                visit.unfinished,
                visit.errors,
            )

    @contextlib.asynccontextmanager
    async def opened(
        self, url: str, *, pictures: bool = False
    ) -> AsyncIterator[tuple["Page", int | None]]:
        """A page in the cage for a probe to act on, with its status; raises RenderError.

        ``pictures``: they are loaded too, for a screenshot.
        """
        async with self._visit(url, pictures=pictures) as (page, _, status):
            yield page, status

    async def close(self) -> None:
        """End browser and proxy; never raises and never hangs."""
        from playwright.async_api import Error

        browser, playwright = self._browser, self._playwright
        self._browser = self._playwright = self._context = None
        for thing, method in ((browser, "close"), (playwright, "stop")):
            if thing is not None:
                with contextlib.suppress(Error, TimeoutError):
                    async with asyncio.timeout(_CLOSE_SECONDS):
                        await getattr(thing, method)()
        await self._egress.close()

    async def _open_context(self) -> "BrowserContext":
        major = self._browser.version.partition(".")[0]
        context: BrowserContext = await self._browser.new_context(
            user_agent=(
                "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) "
                f"Chrome/{major}.0.0.0 Safari/537.36 {self._options.user_agent}"
            ),
            accept_downloads=False,
            service_workers="block",
            ignore_https_errors=bool(self._options.tls_exceptions),
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            viewport={"width": 1366, "height": 900},
        )
        context.set_default_timeout(20_000)
        return context

    @contextlib.asynccontextmanager
    async def _visit(
        self, url: str, *, pictures: bool
    ) -> AsyncIterator[tuple["Page", Visit, int | None]]:
        """Open a page in the cage, under one deadline; a page that hangs costs the browser."""
        from playwright.async_api import Error

        await self.start()
        assert self._context is not None
        page: Page | None = None
        visit: Visit | None = None
        try:
            async with asyncio.timeout(self._options.timeout_seconds):
                page = await self._context.new_page()
                visit = Visit(self, page, pictures=pictures)
                status = await visit.load(url)
                if not self._is_own(plain_url(page.url) or ""):
                    raise RenderError("浏览器没有打开这个页面：跳转到了其他网站")
                yield page, visit, status
        except (Error, TimeoutError) as error:
            left = visit is not None and any(
                one.kind == "document" and not self._is_own(plain_url(one.url) or "")
                for one in visit.requests
            )
            why = "跳转到了其他网站" if left else _first_line(error)
            raise RenderError(f"浏览器没有打开这个页面：{why}") from error
        finally:
            if page is not None and not await _closes(page):
                await self.close()

    async def take_turn(self) -> None:
        """Wait until the next request of a page may start."""
        async with self._turn:
            wait = self._next_start - time.monotonic()
            if wait > 0:
                await asyncio.sleep(wait)
            self._next_start = time.monotonic() + self._options.gap_seconds
            self.total_requests += 1

    async def reason_to_block(self, url: str, kind: str, *, pictures: bool) -> str:
        """Name why a page's request is not sent, or return an empty string."""
        address = plain_url(url)
        if address is None or not self._is_own(address):
            return "foreign"
        if kind in _HEAVY and not pictures:
            return "heavy"
        if kind != "document" and is_beacon(url):
            return "beacon"
        if self._allows is not None and not await self._allows(address):
            return "robots"
        return ""

    @property
    def settle_seconds(self) -> float:
        """How long a page may take to become quiet after its document is there."""
        return self._options.settle_seconds


async def _closes(page: "Page") -> bool:
    from playwright.async_api import Error

    try:
        async with asyncio.timeout(5):
            await page.close()
    except Error:
        return True
    except TimeoutError:
        return False
    return True


def _is_loopback(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    return host == "localhost" or host == "::1" or host.startswith("127.")


def _first_line(error: BaseException) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0][:200]
