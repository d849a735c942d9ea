"""Script files of pages that show no rows: their requests may be put together there.

Plain files of the site itself only; libraries, counters and anything with parameters stay away.
"""

import posixpath
import re
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from crawler import urls
from crawler.pages.dom import PageDom
from crawler.pages.silence import asks, waits, waits_for_scrolling
from crawler.storage.frontier import PART, Frontier
from crawler.storage.homes import has_footer
from crawler.storage.store import Store

_OTHERS = re.compile(
    r"jquery|swiper|bootstrap|layui|vue|react|echarts|polyfill|slide|lazyload|require|sea\b|share"
    r"|stat|count|tongji|analytic|beacon|hm\.js|ga\.js|monitor|wza|aria|player|video|qrcode|font"
    r"|\.min\.js$",
    re.I,
)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.S)
_A_PAGE, _A_CRAWL = 6, 30
_LOADED = re.compile(  # a call that loads a page, or the address of a page called a footer
    r"(?:\.load|\.get|\bfetch|\.open)\(\s*(?:['\"]GET['\"]\s*,\s*)?['\"]([^'\"?#\s]+\.s?html?)['\"]"
    r"|['\"]([^'\"?#\s<>]*(?:foot|bottom|copyright)[^'\"?#\s/<>]*\.s?html?)['\"]",
    re.I,
)


def wanted_scripts(page: PageDom, own: Callable[[str], bool]) -> tuple[str, ...]:
    """Addresses of the page's own script files that may ask for its list."""
    return tuple(dict.fromkeys(_addresses(page, own)))[:_A_PAGE]


def _addresses(page: PageDom, own: Callable[[str], bool]) -> Iterator[str]:
    for node in page.root.iter("script"):
        url = urls.join(page.base, node.get("src") or "")
        parts = urlsplit(url)
        name = posixpath.basename(parts.path)
        plain = name.endswith(".js") and not parts.query and not _OTHERS.search(name)
        if url and own(url) and plain:
            yield url


def queue_scripts(store: Store, page: PageDom, own: Callable[[str], bool]) -> None:
    """Ask for the script files of a page, within the crawl's budget."""
    frontier = Frontier(store)
    for url in wanted_scripts(page, own):
        (asked,) = store.db.execute(
            "SELECT count(*) FROM frontier WHERE purpose = 'script'"
        ).fetchone()
        if asked < _A_CRAWL:
            frontier.add(url, "script")


def queue_footer(store: Store, page: PageDom, own: Callable[[str], bool]) -> None:
    """Ask for the files that may write the home page's footer, where its source has none."""
    if has_footer(page.text):
        return
    queue_scripts(store, page, own)
    _queue_parts(store, page, page.text, own)


def queue_loaded(store: Store, code: str, own: Callable[[str], bool]) -> None:
    """Ask for the pages that a script file of the home page loads into it."""
    homes = [PageDom(p.final_url, p.text) for p in store.pages("home") if p.text]
    if not homes or any(has_footer(page.text) for page in homes):
        return
    _queue_parts(store, homes[0], code, own)


def _queue_parts(store: Store, page: PageDom, code: str, own: Callable[[str], bool]) -> None:
    """Ask for own pages that code of a page loads into it."""
    frontier = Frontier(store)
    found = (urls.join(page.base, one or other) for one, other in _LOADED.findall(code))
    for url in list(dict.fromkeys(url for url in found if url and own(url)))[:_A_PAGE]:
        if not frontier.known(url):
            frontier.add(url, "script", ring=PART)


def is_markup(text: str, kind: str) -> bool:
    """Whether a file called a page is one: some servers call a script file so.

    Old scripts stand in a comment of HTML.
    """
    if "html" not in kind and kind.partition(";")[0].strip() not in ("", "text/plain"):
        return False
    return _COMMENT.sub("", text).lstrip("\ufeff \t\r\n").startswith("<")


def linked_code(store: Store, page: PageDom, own: Callable[[str], bool]) -> str:
    """The code of the page's script files, as far as they came."""
    return "\n".join(code for _, code in _files(store, page, own))


def lone_code(store: Store, page: PageDom, own: Callable[[str], bool]) -> str:
    """The code of the script files that no other page of the crawl names: they serve this one."""
    files = [(posixpath.basename(url), code) for url, code in _files(store, page, own) if code]
    for purpose in ("home", "column") if files else ():
        for other in store.pages(purpose):
            if urls.canonical(other.final_url) != urls.canonical(page.url):
                files = [(name, code) for name, code in files if name not in other.text]
    return "\n".join(code for _, code in files)


def _files(store: Store, page: PageDom, own: Callable[[str], bool]) -> Iterator[tuple[str, str]]:
    for url in wanted_scripts(page, own):
        yield url, _text(store, url)


def _text(store: Store, url: str) -> str:
    row = store.db.execute(
        "SELECT id FROM frontier WHERE key = ? AND purpose = 'script'", (urls.canonical(url),)
    ).fetchone()
    stored = store.page(row[0]) if row else None
    return stored.text if stored else ""


def is_at_rest(store: Store, page: PageDom, own: Callable[[str], bool]) -> bool:
    """Whether nothing on a page without rows may still bring some, as far as its scripts tell.

    A file that was not read tells nothing, unless the home page names it too.
    """
    home = next(store.pages("home"), None)
    frame = wanted_scripts(PageDom(home.final_url, home.text), own) if home else ()
    return not waits(page) and all(
        not waits_for_scrolling(code) if url in frame else bool(code) and not asks(code)
        for url, code in _files(store, page, own)
    )


def goes_on(store: Store, page: PageDom, own: Callable[[str], bool]) -> bool:
    """Whether a script file of a short list may bring more rows: after a press, on scrolling.

    Files that the home page names too are the site's frame and speak only if they wait for
    scrolling.
    """
    home = next(store.pages("home"), None)
    frame = wanted_scripts(PageDom(home.final_url, home.text), own) if home else ()
    return any(
        asks(code) and (url not in frame or waits_for_scrolling(code))
        for url, code in _files(store, page, own)
    )
