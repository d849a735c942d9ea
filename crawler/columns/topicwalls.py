"""Walls of pictures on directories of topics whose links the home page shows as well.

Where a directory of topics has no rows, its links lead to topics; those that an earlier page
already named are told from its menus only when the other pages of columns are known.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from lxml.html import HtmlElement

from crawler import urls
from crawler.columns.leads import is_menu_zone
from crawler.columns.naming import Seen
from crawler.columns.scriptfiles import is_at_rest
from crawler.lists.reading import ListReading
from crawler.lists.rows import read_rows
from crawler.pages.breadcrumbs import breadcrumb
from crawler.pages.chrome import chrome_keys, keyed_anchors
from crawler.pages.dom import PageDom, anchor_text
from crawler.pages.lexicon import Lexicon, is_directory
from crawler.records import StoredPage
from crawler.storage.store import Store

_PLAIN = frozenset(
    {"link", "menu", "heading", "crumb"}
)  # sources that say nothing of where a column hangs
_HAN = re.compile(r"[\u4e00-\u9fff]")
_TITLE_LETTERS = 8  # a link of as many may be an article's title
_FRAMES = ("iframe", "frame", "object", "embed")  # a list may stand in them
_SEVERAL = 2  # topics on a page of nothing else


class TopicWalls:
    """Topics among the candidates that no link has hung below their directory yet."""

    def __init__(
        self,
        leads: Mapping[int, Seen],
        pages: Mapping[int, StoredPage],
        words: Lexicon,
        year_bound: int,
    ) -> None:
        self.leads = leads
        self.pages = pages
        self.words = words
        self.year_bound = year_bound
        self.ids = {urls.canonical(page.final_url): ident for ident, page in pages.items()}
        self._standing: dict[str, set[int]] = {}

    def hung(self) -> dict[int, Seen]:
        """The candidates that stand on a directory's wall, with the directory as their path."""
        found: dict[int, Seen] = {}
        for ident, seen in self.leads.items():
            page = self.pages.get(ident)
            if page is None or not page.text or not is_directory(seen.name):
                continue
            dom = PageDom(page.final_url, page.text)
            if read_rows(dom, year=self.year_bound).rows:
                continue
            for wall in self._walls(ident, dom):
                for topic in wall:
                    path = (*seen.path, seen.name)
                    found.setdefault(topic, replace(self.leads[topic], path=path))
        return found

    def are_walls(self, leads: Mapping[int, Seen]) -> frozenset[int]:
        """Directories that lead to several topics, by all that is known of where columns hang."""
        topics: dict[str, set[str]] = {}
        for ident, seen in leads.items():
            if seen.path and is_directory(seen.path[-1]) and ident in self.pages:
                address = urls.canonical(self.pages[ident].final_url)
                topics.setdefault(seen.path[-1], set()).add(address)
        return frozenset(
            ident
            for ident, seen in leads.items()
            if ident in self.pages and len(topics.get(seen.name, ())) >= _SEVERAL
            if len(topics[seen.name] & _targets(self.pages[ident])) >= _SEVERAL
        )

    def _walls(self, directory: int, dom: PageDom) -> Iterator[tuple[int, ...]]:
        """Blocks of the directory's links that lead to nothing but possible topics."""
        blocks: dict[HtmlElement, dict[str, HtmlElement]] = {}
        for anchor, _ in keyed_anchors(dom):
            target = urls.join(dom.base, anchor.get("href") or "")
            if target:
                holder = _holder(anchor, dom)
                blocks.setdefault(holder, {})[urls.canonical(target)] = anchor
        crumb = {urls.canonical(address) for address, _ in breadcrumb(dom)}
        keys = dict(keyed_anchors(dom))
        for block in blocks.values():
            topics = tuple(self.ids[a] for a in block if a in self.ids)
            bare = [t for t in topics if self._may_be_topic(t, directory)]
            if len(block) < 2 or not bare or len(bare) < len(topics) or crumb & block.keys():
                continue
            if urls.canonical(dom.url) in block or any(map(is_menu_zone, block.values())):
                continue
            if not self._elsewhere({keys[a] for a in block.values()}, {directory}):
                yield topics

    def _may_be_topic(self, ident: int, directory: int) -> bool:
        seen = self.leads.get(ident)
        if seen is None or ident == directory or seen.source not in _PLAIN:
            return False
        known_path = seen.path and not any(map(is_directory, seen.path))
        return not known_path and not set(self.words.boxes_of_name(seen.name)) - {"special_columns"}

    def _elsewhere(self, keys: set[str], wall: set[int]) -> bool:
        """Whether any link of the block stands at the same place on another page: a menu.

        Topics below the directory's own address may show the wall again.
        """
        if not self._standing:
            for ident, page in self.pages.items():
                for key in chrome_keys(PageDom(page.final_url, page.text)) if page.text else ():
                    self._standing.setdefault(key, set()).add(ident)
        others = set[int]().union(*(self._standing.get(key, set()) for key in keys)) - wall
        below = tuple(self.pages[i].final_url.rpartition("/")[0] + "/" for i in wall)
        return any(not self.pages[i].final_url.startswith(below) for i in others)


def is_bare(store: Store, dom: PageDom, reading: ListReading, own: Callable[[str], bool]) -> bool:
    """Whether a page has no rows, no pager, no link to an article, nothing that may bring any."""
    pager = reading.pager
    if reading.entries or pager.plans or pager.hint or pager.declared_pages is not None:
        return False
    if next(dom.root.iter(*_FRAMES), None) is not None:
        return False
    known = {
        row[0]
        for row in store.db.execute("SELECT key FROM lead WHERE source NOT IN ('link', 'topic')")
    }
    links = [
        (urls.canonical(urls.join(dom.base, anchor.get("href") or "")), anchor)
        for anchor in dom.root.iter("a")
    ]
    known |= {address for address, anchor in links if next(anchor.iter("img"), None) is not None}
    told = (a for a, anchor in links if len(_HAN.findall(anchor_text(anchor))) >= _TITLE_LETTERS)
    return known.issuperset(filter(None, told)) and is_at_rest(store, dom, own)


def _targets(page: StoredPage) -> set[str]:
    """Where the links of a page lead."""
    dom = PageDom(page.final_url, page.text)
    found = (urls.join(dom.base, anchor.get("href") or "") for anchor in dom.root.iter("a"))
    return {urls.canonical(address) for address in found if address}


def _holder(anchor: HtmlElement, dom: PageDom) -> HtmlElement:
    """The nearest element around a link that holds links to other pages too."""
    own = anchor.get("href")
    for node in anchor.iterancestors():
        if any(other.get("href") != own for other in node.iter("a")):
            return node
    return dom.root
