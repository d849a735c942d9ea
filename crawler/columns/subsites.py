"""Columns hung below a topic's front page or a section of interaction that alone leads to them."""

import posixpath
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import urlsplit

from crawler import urls
from crawler.columns.classify import APP_BOXES
from crawler.columns.naming import Seen
from crawler.pages.lexicon import Lexicon, is_directory


def below_fronts(
    leads: Mapping[int, Seen], addresses: Mapping[int, str], words: Lexicon
) -> dict[int, Seen]:
    """Candidates first seen on such a page that stand in its folder, without a path of their own.

    A topic's path is led on from the directory of topics, also where it begins at the topic. A
    topic that is a file beside others has no folder of its own.
    """
    fronts = {i: s for i, s in leads.items() if _is_front(s, words)}
    alike = Counter((s.path, _folder(addresses.get(i, ""))) for i, s in fronts.items())
    found: dict[int, Seen] = {}
    for ident in sorted(leads):
        seen = leads[ident]
        above = found.get(seen.seen_on) or fronts.get(seen.seen_on)
        if above is None or ident in fronts or seen.path[:1] not in ((), (above.name,)):
            continue
        here, front = _folder(addresses.get(ident, "")), _folder(addresses.get(seen.seen_on, ""))
        if front and here.startswith(front) and alike[above.path, front] < 2:
            found[ident] = replace(seen, path=(*above.path, above.name, *seen.path[1:]))
    return found


def _is_front(seen: Seen, words: Lexicon) -> bool:
    boxes = words.boxes_of_name(seen.name)
    return any(map(is_directory, seen.path)) or (bool(boxes) and set(boxes) <= set(APP_BOXES))


def _folder(url: str) -> str:
    """Host and directory of an address; empty for the root, which is nobody's own."""
    folder = posixpath.dirname(urlsplit(url).path).rstrip("/")
    return f"{urls.host_of(url)}{folder}/" if folder else ""
