"""A site's own words, which are no letter's: names in its menus, and of columns in general."""

from collections.abc import Callable, Sequence

from crawler import urls
from crawler.pages.lexicon import Lexicon
from crawler.storage.store import Store

SURE = ("nav", "sitemap", "crumb")
MENUS = (*SURE, "menu")  # a block of the latest letters may look like one


def own_words(store: Store, words: Lexicon, menus: Sequence[str] = MENUS) -> Callable[[str], bool]:
    """Tell such words. ``menus`` are the sources of links that name columns."""
    marks = ",".join("?" * len(menus))
    letters = {row[0] for row in store.db.execute("SELECT content_id FROM letter")}
    names = {
        name
        for name, url, source in store.db.execute(
            f"SELECT DISTINCT name, url, source FROM lead WHERE source IN ({marks})", tuple(menus)
        )
        if source != "menu" or urls.content_id(url) not in letters
    }

    def known(text: str) -> bool:
        if text in names:
            return True
        match = words.match(text) if len(text) <= 12 else None
        return match is not None and match.how == "exact"

    return known
