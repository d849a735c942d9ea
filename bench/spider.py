"""The yardstick: a bare Scrapy spider with default settings that follows the links of the site.

Lists are followed, details only give their title: it does as little as a spider can.
``python -m bench.spider ADDRESS``.
"""

import sys
from collections.abc import Iterator

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response


class BareSpider(Spider):
    """Keeps nothing."""

    name = "bare"

    def parse(self, response: Response) -> Iterator[Request]:
        """Ask for every page a list or the home page links to."""
        for link in response.css("a::attr(href)").getall():
            read = self.parse_detail if "/t2" in link else self.parse
            yield Request(response.urljoin(link), read)

    def parse_detail(self, response: Response) -> Iterator[dict[str, str | None]]:
        """Take the title."""
        yield {"url": response.url, "title": response.css("h1::text").get()}


def main() -> None:
    """Crawl from the address given."""
    process = AsyncCrawlerProcess({"LOG_LEVEL": "WARNING"})
    process.crawl(BareSpider, start_urls=[sys.argv[1]])
    process.start()


if __name__ == "__main__":
    main()
