"""Unpacks each body once, on the raw bytes, and leaves the witnesses beside it.

Stands in for Scrapy's HttpCompression, which takes a stream cut in half for a whole page.
The response keeps its raw body; readers take ``request.meta[META_KEY]``.
"""

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from crawler.transport.completeness import ACCEPT_ENCODING, Decoded, OversizeError, decode

META_KEY = "nianbao_decoded"  # Decoded, or None for a body that outgrew DOWNLOAD_MAXSIZE


class CompletenessMiddleware:
    """Asks for codings we can check and judges what came back."""

    def __init__(self, limit: int) -> None:
        self._limit = limit

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "CompletenessMiddleware":
        """Take the limit in bytes from DOWNLOAD_MAXSIZE."""
        return cls(crawler.settings.getint("DOWNLOAD_MAXSIZE"))

    def process_request(self, request: Request) -> None:
        """Declare the codings whose end mark can be checked."""
        request.headers[b"Accept-Encoding"] = ACCEPT_ENCODING.encode()

    def process_response(self, request: Request, response: Response) -> Response:
        """Attach the decoded body; the response itself passes unchanged."""
        encodings = [
            value.decode("latin-1") for value in response.headers.getlist("Content-Encoding")
        ]
        decoded: Decoded | None
        try:
            decoded = decode(response.body, encodings, self._limit)
        except OversizeError:
            decoded = None
        request.meta[META_KEY] = decoded
        return response
