"""Serve the pages of the speed measurement from memory; nothing between is slower than a reader.

``python -m bench.server`` prints its address; a GET of ``/-/count`` tells how many answers of
200 were given since the last time it was asked.
"""

import asyncio
import sys

from bench.pages import build

_REASONS = {200: "OK", 404: "Not Found"}


class _Answers(asyncio.Protocol):
    """One connection: requests come without body, answers leave whole."""

    pages: dict[str, bytes]
    given = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._waiting = b""

    def data_received(self, data: bytes) -> None:
        self._waiting += data
        while b"\r\n\r\n" in self._waiting:
            head, self._waiting = self._waiting.split(b"\r\n\r\n", 1)
            self._transport.write(self._answer(head.split(b" ", 2)[1].decode()))

    def _answer(self, path: str) -> bytes:
        if path == "/-/count":
            body, _Answers.given = str(_Answers.given).encode(), 0
            return _whole(200, body)
        page = self.pages.get(path)
        if page is None:
            return _whole(404, "<html><body>您访问的页面不存在。</body></html>".encode())
        _Answers.given += 1
        return page


def _whole(status: int, body: bytes) -> bytes:
    return (
        f"HTTP/1.1 {status} {_REASONS[status]}\r\nContent-Type: text/html; charset=utf-8\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    ).encode() + body


async def _serve() -> None:
    _Answers.pages = {path: _whole(200, body) for path, body in build().items()}
    server = await asyncio.get_running_loop().create_server(_Answers, "127.0.0.1", 0)
    sys.stdout.write(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/\n")
    sys.stdout.flush()
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve())
