"""A few pages of the own site fetched by the crawl's rules, outside a crawl: what came later.

Same robots.txt, same gaps, same own hosts; nothing is stored.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any
from urllib.parse import urlsplit

from scrapy import Spider
from scrapy.crawler import AsyncCrawlerProcess

from crawler.addressing import first_hosts, is_own_check
from crawler.fetch import Fetcher, FetchOptions
from crawler.records import SiteProfile
from crawler.settings import scrapy_settings
from crawler.spiders.site import PROJECT_URL

Work = Callable[[Fetcher], Awaitable[None]]


class FewSpider(Spider):
    """Runs one piece of work inside Scrapy's engine; yields nothing to it."""

    name = "few"

    def __init__(self, options: FetchOptions, own: Any, work: Work, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.options, self.own, self.work = options, own, work
        self.failures: list[BaseException] = kwargs["failures"]

    async def start(self) -> AsyncIterator[Any]:
        """Do the work; an error is kept for the caller, who stands outside Scrapy."""
        try:
            await self.work(Fetcher(self.crawler, self.options, self.own))
        except Exception as error:  # noqa: BLE001 # raised again outside the engine
            self.failures.append(error)
        nothing: tuple[Any, ...] = ()
        for never in nothing:
            yield never


def own_pages(profile: SiteProfile, home_url: str) -> Callable[[str], bool]:
    """Return what tells the site's own addresses, by its profile or else by its home page."""
    hosts = profile.hosts or first_hosts(home_url)
    return is_own_check(
        SiteProfile(home_url, hosts, profile.columns, profile.unit, profile.options)
    )


def fetch_few(
    profile: SiteProfile, home_url: str, rate: float | None, version: str, work: Work
) -> None:
    """Do ``work`` with a fetcher for the site; runs once in a process.

    ``rate`` as in FetchOptions. Raises whatever ``work`` raises.
    """
    if not urlsplit(home_url).hostname:
        raise ValueError(home_url)
    contact = profile.options.get("contact", "")
    options = FetchOptions(
        home_url=home_url,
        user_agent=f"nianbao/{version}",
        contact=f"+{PROJECT_URL}{'; ' + contact if contact else ''}",
        rate=rate,
        tls_exceptions=frozenset(profile.options.get("tls_exceptions", "").split()),
    )
    failures: list[BaseException] = []
    process = AsyncCrawlerProcess(scrapy_settings(options))
    process.crawl(
        FewSpider, options=options, own=own_pages(profile, home_url), work=work, failures=failures
    )
    process.start()
    if failures:
        raise failures[0]
