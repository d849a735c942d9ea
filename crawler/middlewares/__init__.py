"""Downloader middlewares of the crawl; the only ones that are switched on (crawler.settings)."""
