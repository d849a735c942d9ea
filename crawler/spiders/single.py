"""A page or file of one site, fetched by the rules of the crawl and kept nowhere.

robots.txt is obeyed, redirects stay on the host of the address asked for, private addresses are
refused but for that host's own, one request is open at a time and a second lies between two.
"""

import sys
from collections.abc import AsyncIterator, Callable, Sequence
from typing import Any

from scrapy import Spider
from scrapy.crawler import AsyncCrawlerProcess

from crawler.addressing import first_hosts, is_own_check
from crawler.errors import UnreadableSiteError
from crawler.fetch import Fetched, Fetcher, FetchOptions, Refused, Target
from crawler.records import SiteProfile
from crawler.settings import scrapy_settings
from crawler.spiders.site import PROJECT_URL

More = Callable[[Fetched], Sequence[str]]


class SingleSpider(Spider):
    """Asks for one address, then for those that ``more`` names after a look at the answer."""

    name = "single"

    def __init__(self, options: FetchOptions, more: More, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.options = options
        self.more = more
        self.failure: BaseException | None = None

    async def start(self) -> AsyncIterator[Any]:
        """Do it all inside the engine; an error is kept for the caller, who stands outside."""
        home = self.options.home_url
        profile = SiteProfile(home, first_hosts(home), (), {}, {})
        fetcher = Fetcher(self.crawler, self.options, is_own_check(profile))
        try:
            waiting, first = [home], True
            while waiting:
                answer = await fetcher.fetch(Target(waiting.pop(0)))
                if isinstance(answer, Fetched):
                    waiting += self.more(answer)
                elif first:
                    raise _unreadable(answer)
                first = False
        finally:
            self.failure = sys.exception()  # kept here: the engine would only log it
        nothing: tuple[Any, ...] = ()
        for never in nothing:
            yield never


def fetch(url: str, version: str, more: More, rate: float | None = None) -> None:
    """Fetch ``url`` and hand the answer to ``more``; fetch what it returns likewise.

    ``more`` hears every answer in turn and returns the addresses to ask for next, none to stop.
    Raises UnreadableSiteError when the first address gives nothing, and what ``more`` raises;
    an address named later that cannot be had is passed over. Runs once in a process.
    """
    options = FetchOptions(
        home_url=url, user_agent=f"nianbao/{version}", contact=f"+{PROJECT_URL}", rate=rate
    )
    process = AsyncCrawlerProcess(scrapy_settings(options))
    crawler = process.create_crawler(SingleSpider)
    process.crawl(crawler, options=options, more=more)
    process.start(install_signal_handlers=False)
    spider = crawler.spider
    if isinstance(spider, SingleSpider) and spider.failure is not None:
        raise spider.failure


def _unreadable(answer: Refused) -> UnreadableSiteError:
    where = f"（{answer.location}）" if answer.location else ""
    return UnreadableSiteError(answer.kind, f"{answer.url} 没有打开：{answer.detail}{where}。")
