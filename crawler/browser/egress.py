"""The browser's only way out: a forward proxy on loopback that knows the own hosts.

What a page may reach is decided here, on the address connected to, because a browser follows
redirects without asking anybody. With https only host, port, bytes and time are seen; TLS is not
broken. Nothing is cached or changed except the hop-by-hop headers of plain requests.
"""

import asyncio
import contextlib
import socket
from collections.abc import Callable
from urllib.parse import urlsplit

from crawler.transport.addresses import plain_url
from crawler.transport.resolver import AddressPolicy

_HEAD_BYTES = 64 * 1024
_CONNECT_SECONDS = 15.0
_CHUNK = 1 << 16
_HOP_HEADERS = ("connection", "proxy-connection", "proxy-authorization", "keep-alive", "te")


class Egress:
    """Start with ``start``, give ``address`` to the browser, end with ``close``.

    ``refused`` lists what was turned away, as ``host:port`` or as an address.
    """

    def __init__(
        self,
        is_own: Callable[[str], bool],
        policy: AddressPolicy,
        *,
        max_bytes: int = 64 * 1024 * 1024,
        idle_seconds: float = 30.0,
    ) -> None:
        """``max_bytes`` bounds each direction of one connection."""
        self.refused: list[str] = []
        self._is_own = is_own
        self._policy = policy
        self._max_bytes = max_bytes
        self._idle_seconds = idle_seconds
        self._server: asyncio.Server | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def address(self) -> str:
        """The proxy's own address, as ``http://127.0.0.1:port``."""
        assert self._server is not None, "not started"
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    async def start(self) -> None:
        """Listen on a free loopback port."""
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0, limit=_HEAD_BYTES)

    async def close(self) -> None:
        """Stop listening and cut what is still open."""
        if self._server is not None:
            self._server.close()
            self._server = None
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.ensure_future(self._serve(reader, writer))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        upstream: asyncio.StreamWriter | None = None
        try:
            async with asyncio.timeout(self._idle_seconds):
                head = await reader.readuntil(b"\r\n\r\n")
            request_line, _, header_lines = head.partition(b"\r\n")
            method, goal, version = request_line.decode("latin-1").split(" ")
            url = plain_url(f"https://{goal}/") if method == "CONNECT" else plain_url(goal)
            opened = await self._open(url, goal, is_tunnel=method == "CONNECT")
            if opened is None:
                writer.write(
                    b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                )
                await writer.drain()
                return
            answer, upstream = opened
            if method == "CONNECT":
                writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
            else:
                upstream.write(_origin_form(method, goal, version, header_lines))
            await asyncio.gather(self._pump(reader, upstream), self._pump(answer, writer))
        except (OSError, TimeoutError, ValueError, EOFError, asyncio.LimitOverrunError):
            pass  # a torn connection is the page's own trouble; the browser reports it
        finally:
            for stream in (writer, upstream):
                if stream is not None:
                    with contextlib.suppress(OSError):
                        stream.close()

    async def _open(
        self, url: str | None, goal: str, *, is_tunnel: bool
    ) -> tuple[asyncio.StreamReader, asyncio.StreamWriter] | None:
        """Connect to an own host at an admitted address; None is a refusal, noted."""
        if url is None or not self._may_reach(url, is_tunnel=is_tunnel):
            self.refused.append(goal)
            return None
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or (443 if is_tunnel else 80)
        async with asyncio.timeout(_CONNECT_SECONDS):
            found = await asyncio.get_running_loop().getaddrinfo(
                host, port, type=socket.SOCK_STREAM
            )
            addresses = [str(entry[4][0]) for entry in found]
            admitted = [one for one in addresses if self._policy.admits(host, one)]
            if not admitted:
                self.refused.append(goal)
                return None
            return await asyncio.open_connection(admitted[0], port)

    def _may_reach(self, url: str, *, is_tunnel: bool) -> bool:
        if self._is_own(url):
            return True
        # A tunnel may carry a plain web socket: the host counts, whatever the scheme.
        return is_tunnel and self._is_own(url.replace("https://", "http://", 1))

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Copy until the end, the byte limit or too long a silence; then close that direction."""
        left = self._max_bytes
        while left > 0:
            async with asyncio.timeout(self._idle_seconds):
                data = await reader.read(min(_CHUNK, left))
            if not data:
                break
            left -= len(data)
            writer.write(data)
            async with asyncio.timeout(self._idle_seconds):
                await writer.drain()
        if left <= 0:
            raise TimeoutError
        if writer.can_write_eof():
            writer.write_eof()


def _origin_form(method: str, goal: str, version: str, header_lines: bytes) -> bytes:
    """Rewrite a proxy request for the server itself, one request a connection."""
    parts = urlsplit(goal)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    kept = [
        line
        for line in header_lines.split(b"\r\n")
        if line and line.partition(b":")[0].strip().lower().decode("latin-1") not in _HOP_HEADERS
    ]
    first = f"{method} {path} {version}".encode("latin-1")
    return b"\r\n".join([first, *kept, b"Connection: close"]) + b"\r\n\r\n"
