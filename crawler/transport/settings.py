"""Scrapy's settings in one place; each setting that differs from the default says why."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

__all__ = ["MAX_BODY_BYTES", "FetchOptions", "scrapy_settings"]

MAX_BODY_BYTES = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class FetchOptions:
    """How the crawl behaves towards the site.

    ``home_url`` is the start address: its host may be private, no other. ``rate`` is requests a
    second a host, None means the default of 1, 0 no delay. ``tls_exceptions`` are hosts (port kept
    unless 443) whose certificate is not verified. ``timeout_seconds`` bounds one request from
    connect to last byte. ``scale`` shortens back-off and pauses; None: 1, or 0.02 at rate 0.
    """

    home_url: str
    user_agent: str
    contact: str = ""
    rate: float | None = None
    robots: bool = True
    tls_exceptions: frozenset[str] = frozenset()
    max_redirects: int = 5
    attempts: int = 4
    timeout_seconds: float = 60.0
    max_bytes: int = MAX_BODY_BYTES
    scale: float | None = None

    @property
    def delay_seconds(self) -> float:
        """The gap between two requests to one host."""
        rate = 1.0 if self.rate is None else self.rate
        return 1.0 / rate if rate > 0 else 0.0

    @property
    def pause_scale(self) -> float:
        """The factor on back-off and pauses; Retry-After is never shortened."""
        if self.scale is not None:
            return self.scale
        return 1.0 if self.delay_seconds > 0 else 0.02

    @property
    def full_user_agent(self) -> str:
        """The User-Agent sent with every request, with the contact if there is one."""
        agent = f"{self.user_agent} ({self.contact})" if self.contact else self.user_agent
        return agent.encode("ascii", "ignore").decode("ascii")


# What no option changes.
_FIXED: dict[str, Any] = {
    # A name of our own in logs.
    "BOT_NAME": "nianbao",
    # One request open at a time; the fetcher keeps the gaps, so no delay inside Scrapy.
    "CONCURRENT_REQUESTS": 1,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
    "DOWNLOAD_DELAY": 0,
    "AUTOTHROTTLE_ENABLED": False,
    # Redirects, retries, robots and cookies are the fetcher's, hop by hop, with a ledger.
    "REDIRECT_ENABLED": False,
    "METAREFRESH_ENABLED": False,
    "RETRY_ENABLED": False,
    "ROBOTSTXT_OBEY": False,
    "COOKIES_ENABLED": False,
    "HTTPCACHE_ENABLED": False,
    "HTTPERROR_ALLOW_ALL": True,  # every status is answered for, none is dropped
    "REFERER_ENABLED": False,  # the fetcher sets it; no policy named by the site is loaded
    # An environment's proxy would hide the address we connect to.
    "HTTPPROXY_ENABLED": False,
    # Bodies are unpacked by our middleware, which notices a stream cut short.
    "COMPRESSION_ENABLED": False,
    "DOWNLOADER_MIDDLEWARES_BASE": {},  # nothing but ours, so nothing acts behind our back
    "DOWNLOADER_MIDDLEWARES": {
        "crawler.transport.middlewares.completeness.CompletenessMiddleware": 595
    },
    "DOWNLOADER_STATS": False,
    # A body shorter than declared is an error; warnings of size would only fill the log.
    "DOWNLOAD_FAIL_ON_DATALOSS": True,
    "DOWNLOAD_WARNSIZE": 0,
    # Only http and https, certificates verified unless site.toml names the host.
    "DOWNLOAD_HANDLERS": {
        "http": "crawler.transport.certificates.DownloadHandler",
        "https": "crawler.transport.certificates.DownloadHandler",
        "file": None,
        "data": None,
        "ftp": None,
        "s3": None,
    },
    "DOWNLOAD_VERIFY_CERTIFICATES": True,
    # Private addresses are refused at the moment of connecting, whatever the name says.
    "TWISTED_DNS_RESOLVER": "crawler.transport.resolver.GuardedResolver",
    # No listening socket, no remote code: both are on by default.
    "TELNETCONSOLE_ENABLED": False,
    "REMOTE_CONTROL_ENABLED": False,
    # The frontier is ours: no queue on disk, no filter of seen requests, no extras.
    "JOBDIR": None,
    "DUPEFILTER_CLASS": "scrapy.dupefilters.BaseDupeFilter",
    "EXTENSIONS_BASE": {},
    "SPIDER_MIDDLEWARES_BASE": {"scrapy.spidermiddlewares.start.StartSpiderMiddleware": 25},
    # Quiet: the command line shows progress itself.
    "LOG_INSTALL_ROOT_HANDLER": False,  # no traceback on the screen; the log file has it
    "LOG_LEVEL": "WARNING",
    "LOG_VERSIONS": [],
    "STATS_DUMP": False,
}


def scrapy_settings(options: FetchOptions) -> dict[str, Any]:
    """Return the settings for the crawl's process and crawler alike (the resolver needs both)."""
    return _FIXED | {
        "USER_AGENT": options.full_user_agent,  # who we are, also if the fetcher were bypassed
        "DOWNLOAD_MAXSIZE": options.max_bytes,  # 1 GiB by default; counts unpacked bytes too
        "DOWNLOAD_TIMEOUT": options.timeout_seconds,  # three minutes by default
        "NIANBAO_HOME_HOST": (urlsplit(options.home_url).hostname or "").lower(),
        "NIANBAO_TLS_EXCEPTIONS": sorted(options.tls_exceptions),
    }
