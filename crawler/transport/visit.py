"""One page in the browser: what it asked for, what was let through, when it is ready."""

import asyncio
import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from playwright.async_api import Page, Request, Response, Route


@dataclass(frozen=True, slots=True)
class PageRequest:
    """One request a page made.

    ``kind`` is document, script, xhr, fetch, image …; ``status`` is None without an answer;
    ``blocked`` names why it was not sent (foreign, robots, beacon, heavy) or is empty.
    """

    url: str
    method: str
    kind: str
    post_data: str = ""
    status: int | None = None
    content_type: str = ""
    blocked: str = ""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page after its scripts ran: ``html`` is the document as it stands then.

    ``unfinished`` requests had no answer when the page was read; ``errors`` counts what its
    scripts threw and nobody caught.
    """

    html: str
    url: str
    status: int | None
    requests: tuple[PageRequest, ...]
    unfinished: int = 0
    errors: int = 0


class Cage(Protocol):
    """What a visit needs of its browser."""

    async def take_turn(self) -> None:
        """Wait until the next request may start."""

    async def reason_to_block(self, url: str, kind: str, *, pictures: bool) -> str:
        """Name why a request is not sent, or return an empty string."""

    @property
    def settle_seconds(self) -> float:
        """How long a page may take to become quiet."""


class Visit:
    """One page being loaded, and the list of what it asked for."""

    def __init__(self, cage: Cage, page: "Page", *, pictures: bool) -> None:
        self.requests: list[PageRequest] = []
        self._cage = cage
        self._page = page
        self._pictures = pictures
        self.unfinished = 0
        self.errors = 0

    async def load(self, url: str) -> int | None:
        """Go there, wait until the scripts are quiet; return the document's status."""
        from playwright.async_api import TimeoutError as PlaywrightTimeout

        await self._page.route("**/*", self._decide)
        self._page.on("response", self._note)
        self._page.on("request", lambda _: self._count(1))
        self._page.on("requestfinished", lambda _: self._count(-1))
        self._page.on("requestfailed", self._fail)
        self._page.on("pageerror", self._err)
        self._page.on("popup", lambda popup: asyncio.ensure_future(popup.close()))
        response = await self._page.goto(url, wait_until="domcontentloaded", timeout=0)
        with contextlib.suppress(PlaywrightTimeout):
            await self._page.wait_for_load_state(
                "networkidle", timeout=self._cage.settle_seconds * 1000
            )
        return response.status if response is not None else None

    async def _decide(self, route: "Route", request: "Request") -> None:
        from playwright.async_api import Error

        reason = await self._cage.reason_to_block(
            request.url, request.resource_type, pictures=self._pictures
        )
        with contextlib.suppress(Error):  # the page may be gone by now
            if reason:
                self.requests.append(
                    PageRequest(request.url, request.method, request.resource_type, blocked=reason)
                )
                await route.abort("blockedbyclient")
                return
            await self._cage.take_turn()
            await route.continue_()

    def _count(self, change: int) -> None:
        self.unfinished += change

    def _err(self, _: object) -> None:
        self.errors += 1

    def _fail(self, request: "Request") -> None:
        """A request that got no answer; those kept from leaving are noted already."""
        self.unfinished -= 1
        if not any(one.url == request.url and one.blocked for one in self.requests):
            self.requests.append(PageRequest(request.url, request.method, request.resource_type))

    def _note(self, response: "Response") -> None:
        request = response.request
        self.requests.append(
            PageRequest(
                request.url,
                request.method,
                request.resource_type,
                request.post_data or "",
                response.status,
                response.headers.get("content-type", ""),
            )
        )
