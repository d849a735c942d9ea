"""HTTP and HTTPS downloads with verified certificates, except for hosts named in site.toml.

Scrapy builds a TLS context, trust store and all, for every request; here one per host is kept.
"""

from typing import Any

from scrapy.core.downloader.contextfactory import _ScrapyClientContextFactory
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from twisted.web.iweb import IPolicyForHTTPS
from zope.interface import implementer  # type: ignore[import-untyped] # no stubs


@implementer(IPolicyForHTTPS)
class CertificatePolicy:
    """Chooses per host whether the certificate must be good."""

    def __init__(self, strict: Any, lax: Any, exceptions: frozenset[str]) -> None:
        """``exceptions`` are hosts as in site.toml: lower case, port kept unless it is 443."""
        self._strict = strict
        self._lax = lax
        self._exceptions = exceptions
        self._creators: dict[tuple[bytes, int], Any] = {}

    def creatorForNetloc(self, hostname: bytes, port: int) -> Any:  # noqa: N802 # Twisted's spelling
        """Return the connection creator for one host; see IPolicyForHTTPS."""
        key = (hostname, port)
        if key not in self._creators:
            name = hostname.decode("ascii").lower()
            excepted = (name if port == 443 else f"{name}:{port}") in self._exceptions
            factory = self._lax if excepted else self._strict
            self._creators[key] = factory.creatorForNetloc(hostname, port)
        return self._creators[key]


class DownloadHandler(HTTP11DownloadHandler):
    """Scrapy's own handler with our certificate policy."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        ciphers = crawler.settings["DOWNLOADER_CLIENT_TLS_CIPHERS"]
        self._contextFactory: Any = CertificatePolicy(
            _ScrapyClientContextFactory(tls_ciphers=ciphers, verify_certificates=True),
            _ScrapyClientContextFactory(tls_ciphers=ciphers, verify_certificates=False),
            frozenset(crawler.settings.getlist("NIANBAO_TLS_EXCEPTIONS")),
        )
