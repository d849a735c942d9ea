"""What a site's pages have in common, learnt once from the columns' first pages."""

from collections import Counter

from crawler.chrome import chrome_keys
from crawler.dom import PageDom
from crawler.rows import SIDE, slot_scores
from crawler.store import Store

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
        slot_scores(PageDom(page.final_url, page.text), repeated) for page in store.pages("column")
    ]
    homes: dict[str, set[str]] = {}
    for slots in pages:
        for path, _, addresses in slots:
            for address in addresses:
                homes.setdefault(address, set()).add(path)
    lost: Counter[str] = Counter()
    won: Counter[str] = Counter()
    for slots in pages:
        if len(slots) > 1:
            scores = [
                (score - 2 * _known(path, addresses, homes), path)
                for path, score, addresses in slots
            ]
            best = max(scores)[1]
            won[best] += 1
            lost.update(path for _, path in scores if path != best)
    return frozenset(
        SIDE + path for path, times in lost.items() if times >= 2 and times > won[path]
    )


def _known(path: str, addresses: frozenset[str], homes: dict[str, set[str]]) -> float:
    """Share of a block's addresses that other layouts of the site list too."""
    if not addresses:
        return 0.0
    return sum(1 for a in addresses if homes[a] - {path}) / len(addresses)
