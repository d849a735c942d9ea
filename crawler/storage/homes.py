"""What the source of the home page tells: whether its columns and its footer stand in it."""

import re
from urllib.parse import urlsplit

from crawler.pages.dom import PageDom
from crawler.records import StoredPage
from crawler.storage.store import Store
from crawler.urls import is_route, join

FEW_LEADS = 3  # a home page that leads to fewer columns than this shows no menu
_FOOTER = re.compile(r"备\s*案?\s*\d{6,}|网站标识码|主\s*办\s*(?:单\s*位)?\s*[:：]")

_MEDIA = re.compile(r"微\s*信|微\s*博|公众号|客户端|抖音")
_SCRIPT = re.compile(r"<script\b.*?</script\s*>", re.I | re.S)
_MENU = re.compile(r"(?:^|[-_ ])(?:nav|menu|daohang|mainnav|topnav)", re.I)
_MENU_LINKS = 2
_PART = re.compile(
    r"(?:^|[/_-])(?:foot|bottom|copyright|head(?!line)|top(?!ic)|nav|menu|daohang)", re.I
)


def homes_of(store: Store) -> tuple[StoredPage, ...]:
    """The home page as it was sent, and the parts of a frameset; not what a browser showed."""
    return tuple(page for page in store.pages("home") if page.text and not page.rendered)


def home_address(store: Store) -> str:
    """Where a reader finds the home page: behind the start page, if that only leads to it."""
    return store.get("home_page") or store.get("home_url")


def is_shell(store: Store) -> bool:
    """Whether scripts draw the home page: its source leads to hardly any column."""
    homes = homes_of(store)
    if not any(_has_scripts(page) for page in homes) or any(map(_has_menu, homes)):
        return False
    idents = [page.frontier_id for page in homes]
    marks = ",".join("?" * len(idents))
    (count,) = store.db.execute(
        f"SELECT count(DISTINCT key) FROM lead WHERE seen_on IN ({marks})", idents
    ).fetchone()
    return int(count) < FEW_LEADS


def is_part(url: str, text: str) -> bool:
    """Whether an embedded page is a part of the home page: its footer, its head, its menu.

    Nothing else of what is embedded is kept: it may be anything, letters too.
    """
    return bool(_FOOTER.search(text) or _PART.search(urlsplit(url).path))


def is_drawn_site(store: Store, url: str) -> bool:
    """Whether scripts draw the pages of the site, or the one at an address."""
    return is_route(url) or is_shell(store)


def is_front(store: Store, body_hash: str) -> bool:
    """Whether an answer is the home page's own source, which a script turns into any page."""
    same = store.db.execute(
        "SELECT 1 FROM page JOIN frontier ON id = frontier_id"
        " WHERE purpose = 'home' AND NOT rendered AND body_hash = ?",
        (body_hash,),
    ).fetchone()
    return same is not None and is_shell(store)


def is_front_of_all(store: Store) -> bool:
    """Whether any address of the site, also a missing one, is answered with the home page."""
    return bool(store.get("front"))


def has_footer(text: str) -> bool:
    """Whether a page says what footers say."""
    return bool(_FOOTER.search(text))


def shows_media(text: str) -> bool:
    """Whether the markup of a page, its scripts aside, names accounts of new media."""
    return bool(_MEDIA.search(_SCRIPT.sub("", text)))


def wants_look(store: Store) -> bool:
    """Whether scripts of the home page may add to what its source holds."""
    return any(_has_scripts(page) for page in homes_of(store))


def hides_menu(store: Store) -> bool:
    """Whether the home page shows no menu and nobody saw what its scripts may draw.

    Blocks of news lead to some columns only; a menu leads to all of them.
    """
    homes = homes_of(store)
    if not wants_look(store) or store.get("home_looked") == "1" or any(map(_has_menu, homes)):
        return False
    idents = [page.frontier_id for page in homes]
    marks = ",".join("?" * len(idents))
    (count,) = store.db.execute(
        "SELECT count(DISTINCT key) FROM lead WHERE source = 'sitemap'"
        f" OR source IN ('nav', 'menu', 'link') AND seen_on IN ({marks})",
        idents,
    ).fetchone()
    return int(count) < FEW_LEADS


def _has_menu(page: StoredPage) -> bool:
    """Whether a menu with links stands in the source."""
    dom = PageDom(page.final_url, page.text)
    for node in dom.root.iter("nav", "div", "ul", "td", "table", "header", "section"):
        if node.tag == "nav" or _MENU.search(f"{node.get('id') or ''} {node.get('class') or ''}"):
            links = {join(dom.base, a.get("href") or "") for a in node.iter("a")} - {""}
            if len(links) >= _MENU_LINKS:
                return True
    return False


def _has_scripts(page: StoredPage) -> bool:
    return "<script" in page.text.lower()
