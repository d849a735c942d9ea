"""A site's own words, which are no letter's: names in its menus, and of columns in general."""

import re
from collections.abc import Callable, Sequence

from crawler import urls
from crawler.pages.dom import PageDom
from crawler.pages.lexicon import Lexicon
from crawler.storage.store import Store

SURE = ("nav", "sitemap", "crumb")
_PARTS = re.compile(r"[-_|—–·]+")
_SITE = ("", "网站", "门户网站", "官方网站", "官网")
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
    names |= _site_names(store)

    def known(text: str) -> bool:
        if text in names:
            return True
        match = words.match(text) if len(text) <= 12 else None
        return match is not None and match.how == "exact"

    return known


def _site_names(store: Store) -> set[str]:
    """What the home page is called: pages of letters bear the site's name as well."""
    found: set[str] = set()
    for home in store.pages("home"):
        page = PageDom(home.final_url, home.text or "")
        found |= {page.title, page.meta_value("SiteName"), *_PARTS.split(page.title)}
    plain = {" ".join(name.split()) for name in found} - {""}
    return {f"{name}{word}" for name in plain for word in _SITE}
