"""A web server that breaks HTTP on purpose: raw sockets, one port a site, every request logged.

A site is a map from path to the answers it gives in turn; the last one repeats. An answer is raw
bytes (sent, then closed), or a coroutine that writes what it likes. The event loop runs in a
thread, so that a crawl in a subprocess can talk to it while the test waits.
"""

import asyncio
import contextlib
import ssl
import threading
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Asked:
    """One request as it came in; ``at`` is monotonic, header names are lower case."""

    at: float
    method: str
    path: str
    headers: dict[str, str]
    body: bytes


Writer = asyncio.StreamWriter
Act = Callable[[Asked, Writer], Awaitable[None]]
Reply = bytes | Act


@dataclass
class Site:
    """One port of the server; ``routes`` may be changed while it runs."""

    routes: dict[str, list[Reply]]
    tls: ssl.SSLContext | None = None
    port: int = 0
    log: list[Asked] = field(default_factory=list)
    open_now: int = 0
    open_most: int = 0

    @property
    def origin(self) -> str:
        scheme = "https" if self.tls else "http"
        return f"{scheme}://127.0.0.1:{self.port}"

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    def url(self, path: str = "/") -> str:
        return self.origin + path

    def asked(self, path: str) -> list[Asked]:
        return [one for one in self.log if one.path == path]

    def take(self, path: str) -> Reply:
        replies = self.routes.get(path) or self.routes.get("*") or [not_found()]
        return replies.pop(0) if len(replies) > 1 else replies[0]


class FaultServer:
    """Runs sites until ``close``; use as a context manager."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._servers: list[asyncio.Server] = []

    def __enter__(self) -> "FaultServer":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._run(self._shut())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()

    def add(
        self, routes: dict[str, list[Reply] | Reply], tls: ssl.SSLContext | None = None
    ) -> Site:
        """Start a site on a free loopback port."""
        lists = {path: list(r) if isinstance(r, list) else [r] for path, r in routes.items()}
        site = Site(lists, tls)
        self._run(self._listen(site))
        return site

    def _run(self, coroutine: Awaitable[None]) -> None:
        asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(10)  # type: ignore[arg-type]

    async def _listen(self, site: Site) -> None:
        async def serve(reader: asyncio.StreamReader, writer: Writer) -> None:
            with contextlib.suppress(asyncio.CancelledError):  # the test is over
                await _serve(site, reader, writer)

        server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=site.tls)
        site.port = server.sockets[0].getsockname()[1]
        self._servers.append(server)

    async def _shut(self) -> None:
        for server in self._servers:
            server.close()
        current = asyncio.current_task()
        tasks = [task for task in asyncio.all_tasks() if task is not current]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _serve(site: Site, reader: asyncio.StreamReader, writer: Writer) -> None:
    try:
        while True:
            asked = await _read(reader)
            if asked is None:
                break
            site.log.append(asked)
            site.open_now += 1
            site.open_most = max(site.open_most, site.open_now)
            try:
                reply = site.take(asked.path)
                if not isinstance(reply, bytes):
                    await reply(asked, writer)
                    break
                writer.write(reply)
                await writer.drain()
                if b"connection: keep-alive" not in reply[:600].lower():
                    break
            finally:
                site.open_now -= 1
    except (ConnectionError, asyncio.IncompleteReadError, TimeoutError):
        pass
    finally:
        writer.close()


async def _read(reader: asyncio.StreamReader) -> Asked | None:
    try:
        start = await reader.readexactly(1)
        if start == b"\x16":  # a TLS greeting on a plain port gets plain words back
            return Asked(time.monotonic(), "TLS", "", {}, b"")
        head = start + await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError:
        return None
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {}
    for line in lines:
        name, colon, value = line.partition(":")
        if colon:
            headers[name.strip().lower()] = value.strip()
    method, path, _ = first.split(" ", 2)
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    return Asked(time.monotonic(), method, path, headers, body)


def answer(
    status: int = 200,
    body: bytes = b"",
    content_type: str = "text/html; charset=utf-8",
    length: int | None = -1,
    keep: bool = False,
    **headers: str,
) -> bytes:
    """Return a raw answer; ``length`` -1 tells the truth, None leaves it out.

    Header names take their hyphens from underscores.
    """
    lines = [f"HTTP/1.1 {status} X"]
    if content_type:
        lines.append(f"Content-Type: {content_type}")
    if length is not None:
        lines.append(f"Content-Length: {len(body) if length == -1 else length}")
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    lines.append("Connection: keep-alive" if keep else "Connection: close")
    return "\r\n".join(lines).encode("utf-8") + b"\r\n\r\n" + body


def not_found() -> bytes:
    return answer(404, "<html><title>没有找到</title>您访问的页面不存在</html>".encode())


def silence(seconds: float) -> Act:
    """Accept and say nothing."""

    async def act(_: Asked, writer: Writer) -> None:
        await asyncio.sleep(seconds)

    return act


def reset() -> Act:
    """Tear the connection down without an answer."""

    async def act(_: Asked, writer: Writer) -> None:
        transport = writer.transport
        transport.abort()

    return act


def drip(head: bytes, byte: bytes = b"x", every: float = 0.1, times: int = 1000) -> Act:
    """Send the head, then a byte now and again."""

    async def act(_: Asked, writer: Writer) -> None:
        writer.write(head)
        for _i in range(times):
            await writer.drain()
            await asyncio.sleep(every)
            writer.write(byte)

    return act


def flood(head: bytes, chunk: bytes, total: int) -> Act:
    """Send the head and then chunks until ``total`` bytes or until the client hangs up."""

    async def act(_: Asked, writer: Writer) -> None:
        writer.write(head)
        for _i in range(total // len(chunk)):
            writer.write(chunk)
            await writer.drain()

    return act
