"""A few pages or files fetched by the rules of the crawl, outside a crawl and kept nowhere.

Same robots.txt, same gaps, same own hosts, private addresses refused but for the site's own.
"""

import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from typing import Any
from urllib.parse import urlsplit

from scrapy import Spider
from scrapy.crawler import AsyncCrawlerProcess

from crawler.addressing import first_hosts, is_own_check
from crawler.errors import UnreadableSiteError
from crawler.options import PROJECT_URL
from crawler.records import SiteProfile
from crawler.transport.fetch import Fetched, Fetcher, FetchOptions, Refused, Target
from crawler.transport.settings import scrapy_settings

Work = Callable[[Fetcher], Awaitable[None]]
More = Callable[[Fetched], Sequence[str]]


class FewSpider(Spider):
    """Runs one piece of work inside Scrapy's engine; yields nothing to it."""

    name = "few"

    def __init__(self, options: FetchOptions, own: Any, work: Work, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.options, self.own, self.work = options, own, work
        self.failure: BaseException | None = None

    async def start(self) -> AsyncIterator[Any]:
        """Do the work; an error is kept for the caller, who stands outside Scrapy."""
        try:
            await self.work(Fetcher(self.crawler, self.options, self.own))
        finally:
            self.failure = sys.exception()  # kept here: the engine would only log it
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
    process = AsyncCrawlerProcess(scrapy_settings(options))
    crawler = process.create_crawler(FewSpider)
    process.crawl(crawler, options=options, own=own_pages(profile, home_url), work=work)
    process.start(install_signal_handlers=False)
    spider = crawler.spider
    if isinstance(spider, FewSpider) and spider.failure is not None:
        raise spider.failure


def fetch(url: str, version: str, more: More, rate: float | None = None) -> None:
    """Fetch ``url`` and hand the answer to ``more``; fetch what it returns likewise.

    ``more`` hears every answer in turn and returns the addresses to ask for next, none to stop.
    Redirects stay on the host of ``url``. Raises UnreadableSiteError when the first address gives
    nothing, and what ``more`` raises; an address named later that cannot be had is passed over.
    Runs once in a process.
    """

    async def work(fetcher: Fetcher) -> None:
        waiting, first = [url], True
        while waiting:
            answer = await fetcher.fetch(Target(waiting.pop(0)))
            if isinstance(answer, Fetched):
                waiting += more(answer)
            elif first:
                raise _unreadable(answer)
            first = False

    fetch_few(SiteProfile(url, (), (), {}, {}), url, rate, version, work)


def _unreadable(answer: Refused) -> UnreadableSiteError:
    where = f"（{answer.location}）" if answer.location else ""
    return UnreadableSiteError(answer.kind, f"{answer.url} 没有打开：{answer.detail}{where}。")
