"""Columns of a topic's own small site, hung below it though their pages don't say so."""

import posixpath
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import urlsplit

from crawler import urls
from crawler.columns.naming import Seen
from crawler.pages.lexicon import is_directory


def below_topics(leads: Mapping[int, Seen], addresses: Mapping[int, str]) -> dict[int, Seen]:
    """Candidates first seen on a topic's front page (or below it) that stand in its folder.

    Their path begins at the topic, or is empty; it is led on from the directory of topics. A topic
    that is a file beside others has no folder of its own.
    """
    below = {i: s for i, s in leads.items() if any(map(is_directory, s.path))}
    fronts = Counter((s.path, _folder(addresses.get(i, ""))) for i, s in below.items())
    found: dict[int, Seen] = {}
    for ident in sorted(leads):
        seen = leads[ident]
        above = found.get(seen.seen_on) or below.get(seen.seen_on)
        if above is None or ident in below or seen.path[:1] not in ((), (above.name,)):
            continue
        here, front = _folder(addresses.get(ident, "")), _folder(addresses.get(seen.seen_on, ""))
        if front and here.startswith(front) and fronts[above.path, front] < 2:
            found[ident] = replace(seen, path=(*above.path, above.name, *seen.path[1:]))
    return found


def _folder(url: str) -> str:
    """Host and directory of an address, empty for none."""
    parts = urlsplit(url)
    return urls.host_of(url) + posixpath.dirname(parts.path).rstrip("/") + "/" if url else ""
