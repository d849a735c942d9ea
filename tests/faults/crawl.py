"""Runs one crawl in this process: targets in, results out, as JSON on stdin and stdout.

Run as ``python -m tests.faults.crawl``. Input: ``home``, ``options`` (of FetchOptions), ``own``
(hosts with port; an entry ``*`` means every host), ``targets`` (fields of Target; ``robots: true``
asks for the robots state instead).
"""

import json
import sys
import time
from collections.abc import AsyncIterator
from dataclasses import asdict
from typing import Any
from urllib.parse import urlsplit

import psutil
from scrapy import Spider
from scrapy.crawler import AsyncCrawlerProcess

from crawler.transport.fetch import Fetched, Fetcher, Target
from crawler.transport.settings import FetchOptions, scrapy_settings


class _Probe(Spider):
    name = "probe"
    order: dict[str, Any]
    options: FetchOptions

    async def start(self) -> AsyncIterator[Any]:
        own = set(self.order["own"])
        fetcher = Fetcher(
            self.crawler, self.options, lambda url: "*" in own or urlsplit(url).netloc in own
        )
        for entry in self.order["targets"]:
            began = time.monotonic()
            if entry.pop("robots", False):
                state = await fetcher.robots(entry["url"])
                shown: dict[str, Any] = {
                    "verdict": state.verdict,
                    "status": state.status,
                    "kind": state.kind,
                    "signature": state.signature,
                    "note": state.note,
                    "crawl_delay": state.crawl_delay,
                    "sitemaps": state.sitemaps,
                    "requests": state.requests,
                }
            else:
                result = await fetcher.fetch(Target(**entry))
                shown = asdict(result)
                shown["outcome"] = "fetched" if isinstance(result, Fetched) else "refused"
                body = shown.pop("body")
                shown["length"] = len(body)
                shown["text"] = body[:2000].decode("utf-8", "replace")
            shown["seconds"] = time.monotonic() - began
            shown["listening"] = [
                one.laddr.port
                for one in psutil.Process().net_connections("inet")
                if one.status == psutil.CONN_LISTEN
            ]
            shown["unwell"] = fetcher.is_unwell(entry["url"])
            sys.stdout.write(json.dumps(shown, ensure_ascii=False) + "\n")
            sys.stdout.flush()
        return
        yield  # pragma: no cover


def main() -> None:
    order = json.load(sys.stdin)
    options = dict(order["options"])
    options["tls_exceptions"] = frozenset(options.get("tls_exceptions", ()))
    _Probe.order = order
    _Probe.options = FetchOptions(
        home_url=order["home"], user_agent="nianbao/0.0 (+test)", **options
    )
    process = AsyncCrawlerProcess(scrapy_settings(_Probe.options))
    process.crawl(_Probe)
    process.start()


if __name__ == "__main__":
    main()
