"""A crawl file that holds a home page (and column pages) and nothing else."""

from pathlib import Path

from crawler.frontier import Frontier
from crawler.lexicon import load_lexicon
from crawler.recorder import Recorder
from crawler.results import Fetched
from crawler.store import Store, connect
from tests.audits.smallweb import HOME, YEAR


def store_of(home: str, folder: Path, **columns: str) -> Store:
    """The store; ``columns`` are further pages by a one-word path."""
    file = folder / "crawl.sqlite"
    store = Store(connect(file), file)
    recorder = Recorder(store, lambda url: True, load_lexicon(), YEAR)
    pages = {HOME: ("home", home)} | {
        f"{HOME}{name}/": ("column", text) for name, text in columns.items()
    }
    for url, (purpose, text) in pages.items():
        if not text:
            continue
        with store.transaction():
            Frontier(store).add(url, purpose)
        job = next(j for j in Frontier(store).pending((purpose,)) if j.url == url)
        kind = (("content-type", "text/html; charset=utf-8"),)
        recorder.record(job, Fetched(url, url, 200, kind, text.encode(), (), "2026-01-05", 1, 1))
    return store
