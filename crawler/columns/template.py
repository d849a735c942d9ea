"""What a site's pages have in common, learnt once from the columns' first pages."""

from collections import Counter
from collections.abc import Sequence

from crawler.lists.rows import SIDE, Standing, standings
from crawler.pages.chrome import chrome_keys
from crawler.pages.dom import PageDom
from crawler.storage.store import Store

_SAMPLED = 60
_MOSTLY = 0.6


def learn_template(store: Store) -> frozenset[str]:
    """Anchors repeated on most pages, and layouts of side blocks; stored as chrome."""
    repeated = _repeated(store)
    keys = repeated | _side_blocks(store, repeated)
    store.db.executemany("INSERT OR IGNORE INTO chrome VALUES (?)", [(k,) for k in sorted(keys)])
    return keys


def _repeated(store: Store) -> frozenset[str]:
    """Anchors that stand at the same place on most pages of columns."""
    counts: Counter[str] = Counter()
    sampled = 0
    for page in store.pages("column"):
        if page.text and sampled < _SAMPLED:
            sampled += 1
            counts.update(chrome_keys(PageDom(page.final_url, page.text)))
    need = max(3, int(sampled * _MOSTLY + 0.5))
    return frozenset(key for key, n in counts.items() if n >= need)


def _side_blocks(store: Store, repeated: frozenset[str]) -> frozenset[str]:
    """Layouts that stand beside the list on several pages and mostly lose against it.

    A side block's rows are drawn from other columns' lists; a list's rows mostly stand only there.
    """
    pages = [
        standings(PageDom(page.final_url, page.text), repeated) for page in store.pages("column")
    ]
    return frozenset(SIDE + path for path in side_layouts(pages))


def side_layouts(pages: Sequence[Sequence[Standing]]) -> frozenset[str]:
    """Of the blocks of all pages: layouts that are never the list itself."""
    homes: dict[str, set[str]] = {}
    for address, path in ((a, s.path) for page in pages for s in page for a in s.addresses):
        homes.setdefault(address, set()).add(path)
    lost: Counter[str] = Counter()
    won: Counter[str] = Counter()
    for page in pages:
        if len(page) > 1:
            scores = [(s.score - 2 * _known(s, homes), s.path) for s in page]
            best = max(scores)[1]
            won[best] += 1
            lost.update(path for _, path in scores if path != best)
    own = _lists(pages)
    return frozenset(
        path for path, times in lost.items() if times >= 2 and times > won[path] and path not in own
    )


def _lists(pages: Sequence[Sequence[Standing]]) -> frozenset[str]:
    """Layouts without dates whose rows mostly stand on one page alone, as a list's rows do."""
    seen = Counter(
        a for page in pages for a in frozenset[str]().union(*(s.addresses for s in page))
    )
    rows: dict[str, set[str]] = {}
    for block in (s for page in pages for s in page if not s.dated):
        rows.setdefault(block.path, set()).update(block.addresses)
    return frozenset(
        path
        for path, addresses in rows.items()
        if sum(1 for a in addresses if seen[a] > 1) < 0.5 * len(addresses)
    )


def _known(block: Standing, homes: dict[str, set[str]]) -> float:
    """Share of a block's addresses that other layouts of the site list too."""
    if not block.addresses:
        return 0.0
    known = sum(1 for a in block.addresses if homes[a] - {block.path})
    return known / len(block.addresses)
