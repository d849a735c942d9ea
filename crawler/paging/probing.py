"""Pages to try on a list that shows no usable pager: static suffixes, base 0 and base 1."""

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import urlsplit, urlunsplit

from crawler.paging.hints import PAGE_EXTENSIONS
from crawler.paging.plan import PROBE, Plan

_FILE = re.compile(r"^(?P<stem>.*?)(?P<ext>\.[A-Za-z]{3,5})$")


def probe_plans(url: str, extensions: tuple[str, ...]) -> tuple[Plan, ...]:
    """Static suffixes to try on a list that shows no usable pager: base 0 and base 1.

    ``extensions`` are those seen on the site's own lists, for addresses that end in a folder.
    """
    parts = urlsplit(url)
    if parts.query:
        return ()
    folder, name = posixpath.split(parts.path)
    match = _FILE.match(name)
    names = [(match["stem"], match["ext"])] if match else [("index", e) for e in extensions]
    if name and not match:
        return ()
    plans = []
    for stem, ext in names:
        path = f"{folder.rstrip('/')}/{stem}_{{n}}{ext}"
        address = urlunsplit((parts.scheme, parts.netloc, path, "", ""))
        plans.append(Plan("template", PROBE, address, first=1))
        plans.append(Plan("template", PROBE, address, first=2))
    return tuple(plans)


def extensions_of(addresses: Iterator[str]) -> tuple[str, ...]:
    """File endings of pages seen on the site, most frequent first, at most two."""
    counts: dict[str, int] = {}
    for address in addresses:
        match = _FILE.match(posixpath.basename(urlsplit(address).path))
        if match and match["ext"].lstrip(".").lower() in PAGE_EXTENSIONS:
            counts[match["ext"]] = counts.get(match["ext"], 0) + 1
    return tuple(sorted(counts, key=lambda e: (-counts[e], e))[:2])
