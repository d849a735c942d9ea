"""A crawl file that holds a home page (and column pages) and nothing else."""

import json
from collections.abc import Sequence
from pathlib import Path

from audits.audit import Audit
from audits.case import Case
from audits.facts import Fact
from crawler.pages.lexicon import load_lexicon
from crawler.recording.recorder import Recorder
from crawler.records import SiteProfile
from crawler.storage.frontier import Frontier
from crawler.storage.store import Store, connect
from crawler.transport.results import Fetched, Refused
from crawler.urls import host_of
from tests.audits.smallweb import HOME, YEAR


def store_of(
    home: str, folder: Path, features: dict[str, str | None] | None = None, **columns: str
) -> Store:
    """The store; ``columns`` are further pages by a one-word path.

    ``features`` are answers to what the home page's entries lead to, by path; None: not there.
    """
    file = folder / "crawl.sqlite"
    store = Store(connect(file), file)
    recorder = Recorder(store, lambda url: url.startswith(HOME), load_lexicon(), YEAR)
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
    jobs = list(Frontier(store).pending(("feature", "column")))
    for job in jobs:  # answers to what an entry leads to may lead to more
        path = job.url.removeprefix(HOME.rstrip("/"))
        if job.purpose == "column" and path not in (features or {}):
            continue
        text = (features or {}).get(path)
        if text is None:
            recorder.record(job, Refused(job.url, "http", "404", 404, 1))
            continue
        kind = (("content-type", "text/html; charset=utf-8"),)
        got = Fetched(job.url, job.url, 200, kind, text.encode(), (), "2026-01-05", 1, 1)
        recorder.record(job, got)
        jobs += [j for j in Frontier(store).pending(("feature",)) if j not in jobs]
    return store


def answers(
    audit: Audit,
    home: str,
    folder: Path,
    *,
    features: dict[str, str | None] | None = None,
    probes: Sequence[tuple[str, dict[str, object]]] = (),
    unit: dict[str, str] | None = None,
    **columns: str,
) -> dict[str, Fact]:
    """What an audit says of a home page; ``probes`` are (name, told) as the crawl keeps them."""
    store = store_of(home, folder, features, **columns)
    with store.transaction():
        for name, told in probes:
            store.db.execute(
                "INSERT INTO probe (name, url, result) VALUES (?, ?, ?)",
                (name, HOME, json.dumps(told, ensure_ascii=False)),
            )
    profile = SiteProfile(HOME, unit=unit or {})
    case = Case(store, profile, YEAR, lambda url: url.startswith(HOME), (host_of(HOME),))
    facts = {fact.field: fact for fact in audit.run(case)}
    store.close()
    return facts
