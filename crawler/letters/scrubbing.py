"""What is done when the crawl ends: letters leave everything stored before they were known."""

import json
import re
import zlib
from collections.abc import Callable, Collection
from posixpath import dirname
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from crawler import urls
from crawler.columns.bestleads import names_of
from crawler.letters.confidences import LISTED, SECTION
from crawler.letters.heads import Heads, drop_heads, note_heads
from crawler.letters.mailboxes import letter_titles, strip_pages
from crawler.letters.ownwords import SURE, own_words
from crawler.letters.plainaddresses import plain_addresses, without_words
from crawler.letters.suspicions import Requests, suspected_columns
from crawler.letters.withholding import mask, scrub, without_titles
from crawler.pages.dom import PageDom
from crawler.pages.lexicon import Lexicon
from crawler.records import VEIL
from crawler.storage.store import Store
from crawler.storage.storedrows import packed

_SCRUBBED = ("home", "sitemap", "column", "list", "detail", "recheck", "feature", "script")
_ROBOT = re.compile(r"智能|问答|机器人|客服|搜索|检索|小助手")
_FRONTS = ("home", "sitemap")  # they show what stands elsewhere


def scrub_crawl(store: Store, words: Lexicon) -> None:
    """Empty rows, links and titles of letters wherever they stand (inside a transaction)."""
    letters = {row[0] for row in store.db.execute("SELECT content_id FROM letter")}
    folders = letter_folders(store)
    letters |= _beside_headings(store, words)
    suspected = suspected_columns(store, words)
    for column in suspected:
        rows = store.entries(column)
        note_heads(store, (row.title for row in rows))
        letters |= {row.content_id for row in rows}
        if _is_alone(store, column):
            strip_pages(store, column, lambda text: False)
    known = own_words(store, words, SURE)
    heads, requests = Heads(store, known, suspected), Requests(store, known, suspected)
    _pages(store, letters, folders, heads, requests)
    _rows(store, letters)
    _names(store, letters, heads, requests)
    plain_addresses(store, letters)
    drop_heads(store)


def _is_alone(store: Store, column: int) -> bool:
    """Whether no other column lies in the pages of one."""
    others = store.db.execute(
        "SELECT 1 FROM list_page l JOIN list_page o ON o.frontier_id = l.frontier_id"
        " WHERE l.column_id = ? AND o.column_id <> l.column_id",
        (column,),
    )
    return others.fetchone() is None


def _pages(
    store: Store, letters: set[str], folders: tuple[str, ...], heads: Heads, requests: Requests
) -> None:
    titles, lists = letter_titles(store), letter_lists(store)
    marks = ",".join("?" * len(_SCRUBBED))
    for ident, url, purpose, body in store.db.execute(
        "SELECT f.id, p.final_url, f.purpose, p.body FROM page p"
        " JOIN frontier f ON f.id = p.frontier_id"
        f" WHERE p.body IS NOT NULL AND f.purpose IN ({marks})",
        _SCRUBBED,
    ).fetchall():
        text = _unpacked(body)
        clean = without_titles(scrub(text, page_tester(url, letters, folders, lists)), titles)
        clean = heads.without(clean)
        clean = without_words(clean, url, lambda one: urls.content_id(one) in letters)
        if purpose in _FRONTS or _is_robot(store, url):
            clean = requests.without(clean)
        if clean != text:
            store.db.execute(
                "UPDATE page SET body = ? WHERE frontier_id = ?", (packed(clean), ident)
            )


def _is_robot(store: Store, url: str) -> bool:
    """Whether links call a page a robot or a search: it suggests what others asked."""
    return any(_ROBOT.search(name) for name in names_of(store, url).names)


def _rows(store: Store, letters: set[str]) -> None:
    private = store.letter_columns()
    rows = store.db.execute(
        f"SELECT id, title, content_id, column_id FROM entry WHERE title NOT LIKE '{VEIL}%'"
    ).fetchall()
    store.db.executemany(
        "UPDATE entry SET title = ? WHERE id = ?",
        [
            (mask(title), ident)
            for ident, title, key, column in rows
            if key in letters or column in private
        ],
    )


def _names(store: Store, letters: set[str], heads: Heads, requests: Requests) -> None:
    """Names of links and of columns that are titles, those of the letters' own pages first."""
    db = store.db
    known = db.execute("SELECT url FROM letter UNION SELECT url FROM lead").fetchall()
    keys = [(mask(url), urls.canonical(url)) for (url,) in known if urls.content_id(url) in letters]
    db.executemany(
        "UPDATE OR REPLACE lead SET name = ? WHERE key = ? AND source NOT IN ('nav', 'sitemap')",
        keys,
    )
    db.executemany("UPDATE target SET title = '' WHERE key = ?", [(key,) for _, key in keys])
    empty = "id NOT IN (SELECT column_id FROM entry)"  # what lists rows is no letter
    for table, field, ident, is_letter, where in (
        ("lead", "name", "id", heads.tell, "1"),
        ("lead", "name", "id", requests.tell, "source IN ('link', 'menu', 'heading')"),
        ("col", "name", "id", heads.tell, "1"),
        ("col", "name", "id", requests.tell, empty),
        ("target", "title", "key", heads.tell, "1"),
        ("entry", "title", "id", heads.tell, "1"),
    ):
        told = db.execute(f"SELECT {ident}, {field} FROM {table} WHERE {where}").fetchall()
        db.executemany(
            f"UPDATE OR REPLACE {table} SET {field} = ? WHERE {ident} = ?",
            [(mask(name), key) for key, name in told if is_letter(name)],
        )
    names = {row[0] for row in db.execute("SELECT name FROM lead UNION SELECT name FROM col")}

    def is_title(name: str) -> bool:
        return heads.tell(name) or (name not in names and requests.tell(name))

    for table in ("lead", "col"):
        told = db.execute(f"SELECT id, path FROM {table} WHERE path <> '[]'").fetchall()
        for key, path in told:
            above = json.loads(path)
            kept = [mask(name) if is_title(name) else name for name in above]
            if kept != above:
                text = json.dumps(kept, ensure_ascii=False)
                db.execute(f"UPDATE {table} SET path = ? WHERE id = ?", (text, key))


def _beside_headings(store: Store, words: Lexicon) -> set[str]:
    """Rows that stand under a heading of a column of letters, read or not, on home pages."""
    columns = {
        urls.canonical(row[0]): row[1] for row in store.db.execute("SELECT url, name FROM lead")
    }
    private = {
        key
        for key, name in columns.items()
        if "messages" in words.boxes_of_name(name) and not SECTION.match(name)
    }
    found: set[str] = set()
    for page in store.pages("home"):
        dom = PageDom(page.final_url, page.text)
        for anchor in dom.root.iter("a"):
            if urls.canonical(urls.join(dom.base, anchor.get("href") or "")) in private:
                found |= _block_rows(anchor, dom.base, set(columns))
    return found


def letter_folders(store: Store) -> tuple[str, ...]:
    """Folders that hold nothing but letters, as absolute addresses ending in a slash."""
    found = set()
    for url in letter_lists(store):
        parts = urlsplit(url)
        folder = dirname(parts.path)
        if folder.count("/") >= 2 and not parts.query:
            found.add(f"{parts.scheme}://{parts.netloc}{folder}/")
    return tuple(sorted(found))


def letter_lists(store: Store) -> frozenset[str]:
    """Addresses of pages that list letters: a link to one names the column."""
    rows = store.db.execute(
        f"SELECT final_url FROM page WHERE ' ' || witnesses || ' ' LIKE '% {LISTED} %'"
    )
    return frozenset(row[0] for row in rows)


def _block_rows(heading: HtmlElement, base: str, columns: set[str]) -> set[str]:
    """Identities of the rows in the smallest block around a heading that holds any."""
    for block in list(heading.iterancestors())[:5]:
        links = [urls.join(base, a.get("href") or "") for a in block.iter("a")]
        rows = {urls.content_id(u) for u in links if u and urls.canonical(u) not in columns}
        others = {urls.canonical(u) for u in links if u} & columns
        if rows:
            return rows if len(others) <= 1 else set()
    return set()


def page_tester(
    page: str, letters: set[str], folders: tuple[str, ...], lists: Collection[str] = ()
) -> Callable[[str], bool]:
    """Tell by its href on a page whether a link leads to a letter."""

    def is_letter(href: str) -> bool:
        url = urls.join(page, href)
        if not url or url == page:
            return False
        inside = next((f for f in folders if url.startswith(f) and url not in lists), "")
        return bool(inside and "index" not in url[len(inside) :] and url != inside) or (
            urls.content_id(url) in letters
        )

    return is_letter


def _unpacked(body: bytes) -> str:
    return zlib.decompress(body).decode("utf-8")
