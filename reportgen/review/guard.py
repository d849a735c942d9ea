"""What every request must pass, and what every answer carries, before any page is asked."""

from collections.abc import Collection

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_BYTES = 1_000_000
_SAFE = ("GET", "HEAD")
_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
_HEADERS = {
    "content-security-policy": _POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-frame-options": "DENY",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cache-control": "no-store",
}


class Guard:
    """Lets through requests that name this page, from this page, of a sensible size.

    ``hosts`` are the exact values of the Host header, port included, by which it is reached.
    """

    def __init__(self, app: ASGIApp, hosts: Collection[str]) -> None:
        self.app = app
        self.hosts = frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request that may not pass, hand on the others; headers go on all answers."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        refusal = self._refusal(scope)
        if refusal is not None:
            await refusal(scope, receive, send_with_headers)
            return
        await self.app(scope, _bounded(receive), send_with_headers)

    def _refusal(self, scope: Scope) -> PlainTextResponse | None:
        headers = Headers(scope=scope)
        hosts = headers.getlist("host")
        if len(hosts) != 1 or hosts[0].lower() not in self.hosts:
            return PlainTextResponse("网址不对，请用启动时显示的网址。", 400)
        if scope["method"] in _SAFE:
            return None
        if scope["method"] != "POST":
            return PlainTextResponse("不支持这种请求。", 405)
        if not _is_from_here(headers, hosts[0]):
            return PlainTextResponse("这个请求不是从本页面发出的，没有执行。", 403)
        if _stated_length(headers) > MOST_BYTES:
            return PlainTextResponse("内容太大。", 413)
        return None


def _is_from_here(headers: Headers, host: str) -> bool:
    """Say whether the browser says that our own page sent the form."""
    site = headers.get("sec-fetch-site")
    if site is not None and site != "same-origin":
        return False
    origin = headers.get("origin")
    if origin is not None:
        return origin.lower() in (f"http://{host.lower()}", f"https://{host.lower()}")
    return True  # an old browser says nothing; the secret of the form still has to be right


def _stated_length(headers: Headers) -> int:
    """Return how long the body says it is; unreadable is too long."""
    text = headers.get("content-length", "0")
    return int(text) if text.isascii() and text.isdigit() else MOST_BYTES + 1


class BodyTooLargeError(ValueError):
    """Raised while reading a body that is longer than it may be."""


def _bounded(receive: Receive) -> Receive:
    """Stop reading a body that is longer than it said."""
    taken = 0

    async def receive_some() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > MOST_BYTES:
            raise BodyTooLargeError
        return message

    return receive_some
