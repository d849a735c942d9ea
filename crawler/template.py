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
    """Layouts that stand beside the list on several pages and never win against it."""
    lost: Counter[str] = Counter()
    won: set[str] = set()
    for page in store.pages("column"):
        scores = slot_scores(PageDom(page.final_url, page.text), repeated)
        if len(scores) > 1:
            won.add(scores[0][0])
            lost.update(path for path, _ in scores[1:])
    return frozenset(SIDE + path for path, times in lost.items() if times >= 2 and path not in won)
