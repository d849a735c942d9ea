"""One request, one answer: through Scrapy's downloader, with every fault given a name."""

import asyncio
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from crawler.transport.completeness import Decoded, judge
from crawler.transport.faults import DOWNLOAD_ERRORS, Fault, diagnose_certificate, name_fault
from crawler.transport.middlewares.completeness import META_KEY
from crawler.transport.resolver import AddressPolicy, GuardedResolver
from crawler.transport.settings import FetchOptions

_MAX_HEADER_BYTES = 64 * 1024
_ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server sent: ``body`` unpacked, ``size`` the bytes on the wire (body only)."""

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    witnesses: tuple[str, ...]
    size: int

    def header(self, name: str) -> str:
        """Return the first header of that name (lower case), or an empty string."""
        return next((value for key, value in self.headers if key == name), "")

    def headers_named(self, name: str) -> list[str]:
        """Return all headers of that name (lower case)."""
        return [value for key, value in self.headers if key == name]


class Exchange:
    """Sends single requests; knows nothing of delays, retries, redirects or robots."""

    def __init__(self, crawler: Crawler, options: FetchOptions) -> None:
        self._crawler = crawler
        self._options = options
        self._headers = {
            "User-Agent": options.full_user_agent,
            "Accept": _ACCEPT,
            "Accept-Language": "zh-CN,zh;q=0.9,en;q=0.5",
        }

    async def send(
        self, url: str, method: str = "GET", body: str = "", headers: dict[str, str] | None = None
    ) -> Answer | Fault:
        """Send one request to a plain address and wait for the whole answer."""
        request = Request(
            url,
            method=method,
            headers={**self._headers, **(headers or {})},
            body=body.encode("utf-8"),
            dont_filter=True,
            meta={"download_timeout": self._options.timeout_seconds},
        )
        engine = self._crawler.engine
        assert engine is not None, "the crawl has not started"
        try:
            response = await engine.download_async(request)
        except DOWNLOAD_ERRORS as error:
            return await self._explain(url, name_fault(error, self._options.timeout_seconds))
        return _read(url, request, response)

    async def _explain(self, url: str, fault: Fault) -> Fault:
        """Replace a general fault by its cause where that can be found out."""
        parts = urlsplit(url)
        host = parts.hostname or ""
        policy = _policy()
        if fault.signature == "dns" and policy is not None and policy.refused_address(host):
            return Fault("network", "private_address", "该地址指向内部网络，未访问")
        if fault.kind == "tls" and policy is not None:
            port = parts.port or 443
            address = await _admitted_address(policy, host, port)
            if address:
                return await diagnose_certificate(host, address, port)
        return fault


def _read(url: str, request: Request, response: Response) -> Answer | Fault:
    decoded: Decoded | None = request.meta.get(META_KEY)
    if decoded is None:
        return Fault("size", "bomb", "网页展开后超过大小上限")
    headers = tuple(
        (name.decode("latin-1").lower(), value.decode("latin-1"))
        for name, values in response.headers.items()
        for value in values
    )
    if sum(len(name) + len(value) for name, value in headers) > _MAX_HEADER_BYTES:
        return Fault("size", "headers", "网站返回的头部过大")
    witnesses: tuple[str, ...] = ()
    if response.status == 200 and request.method != "HEAD":
        content_type = response.headers.get("Content-Type", b"") or b""
        witnesses = judge(
            decoded,
            content_type.decode("latin-1"),
            unbounded="partial" in response.flags or "dataloss" in response.flags,
            packed="Content-Encoding" in response.headers,
        )
    return Answer(url, response.status, headers, decoded.body, witnesses, len(response.body))


def _policy() -> AddressPolicy | None:
    """Return the policy in force: the one of the reactor's resolver."""
    from twisted.internet import reactor  # installed by Scrapy at the start of the crawl

    resolver = getattr(reactor, "nameResolver", None)
    return resolver.policy if isinstance(resolver, GuardedResolver) else None


async def _admitted_address(policy: AddressPolicy, host: str, port: int) -> str:
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError:
        return ""
    addresses = [str(entry[4][0]) for entry in found]
    return next((address for address in addresses if policy.admits(host, address)), "")
