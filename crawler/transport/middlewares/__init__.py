"""The downloader middlewares of the crawl: the only ones that are switched on."""
