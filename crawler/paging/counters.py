"""Pagers drawn by a script out of a folder, a highest number and the number of this page.

Older news systems number their files from the oldest page on (page 1 is the end of the list, the
newest page has the highest number) and fill the number up with zeros.
"""

import posixpath
import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit

from crawler import urls
from crawler.pages.dom import PageDom
from crawler.paging.hints import PAGE_EXTENSIONS, without_comments
from crawler.paging.plan import Plan

SOURCE = "翻页脚本"
_HIGHEST = re.compile(
    r"\b(?:max_?page|total_?pages?|page_?count|count_?page)\b\s*=\s*['\"]?(\d{1,6})", re.I
)
_THIS = re.compile(
    r"\b(?:this|cur|curr|current|now)_?page(?:_?(?:no|num|index))?\b\s*=\s*['\"]?(\d{1,6})", re.I
)
_STEM = re.compile(r"['\"]((?:https?:/)?[\w./-]*/[\w.-]*[_/-])['\"]")
_WIDTH = re.compile(r"\.length\s*<\s*(\d{1,2})\b|padStart\s*\(\s*(\d{1,2})")
_WIDTHS = (9, 1)  # digits such systems are known to write
_TRIES = 4


def read_counters(page: PageDom) -> tuple[Plan, ...]:
    """Rules of numbered files that the page's scripts imply, likeliest first; proposals only."""
    return tuple(dict.fromkeys(plan for plan in _plans(page)))[:_TRIES]


def _plans(page: PageDom) -> Iterator[Plan]:
    for node in page.root.iter("script"):
        code = without_comments(node.text or "")
        highest, this = _HIGHEST.search(code), _THIS.search(code)
        if not highest or int(highest[1]) < 2:
            continue
        pages = int(highest[1])
        here = int(this[1]) if this else pages
        if here not in (0, 1, pages):
            continue
        first, step = (pages - 1, -1) if here == pages else (here + 1, 1)
        stems = sorted(dict.fromkeys(_STEM.findall(code)), key=lambda s: s.endswith("/"))
        told = [int(a or b) for a, b in _WIDTH.findall(page.scripts)]
        for extension in _extensions(page):
            for stem in stems:
                for width in dict.fromkeys((*told, *_WIDTHS)):
                    address = urls.join(page.base, stem)
                    if address:
                        template = f"{address}{{n}}.{extension}"
                        yield Plan("template", SOURCE, template, first, step, width=width)


def _extensions(page: PageDom) -> list[str]:
    """Endings of the page itself, then of the pages it links, most frequent first."""
    counts: Counter[str] = Counter()
    for node in page.root.iter("a"):
        path = urlsplit(urls.join(page.base, node.get("href") or "")).path
        counts[posixpath.splitext(path)[1].lstrip(".").lower()] += 1
    own = posixpath.splitext(urlsplit(page.url).path)[1].lstrip(".").lower()
    ranked = [own, *(e for e, _ in counts.most_common())]
    return list(dict.fromkeys(e for e in ranked if e in PAGE_EXTENSIONS))[:2]
