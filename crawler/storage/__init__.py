"""The crawl file: frontier, pages, rows, targets, doubts."""
