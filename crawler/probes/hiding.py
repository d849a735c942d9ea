"""Citizens' letters are blanked on a page before its picture is taken."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from crawler import urls
from crawler.letters.headings import letters_below
from crawler.letters.heads import Heads
from crawler.letters.mailboxes import letter_titles
from crawler.letters.ownwords import SURE, own_words
from crawler.letters.scrubbing import letter_folders, letter_lists
from crawler.letters.suspicions import Requests, suspected_columns
from crawler.letters.withholding import mask
from crawler.pages.dom import PageDom, visible_strings, visible_text
from crawler.pages.lexicon import load_lexicon
from crawler.probes.search import tells
from crawler.storage.store import Store

if TYPE_CHECKING:
    from playwright.async_api import Page

_BLANK = """([urls, folders, lists]) => {
  const known = new Set(urls);
  const hidden = link => {
    const url = link.href.split('#')[0];
    return known.has(url) || known.has(link.href) || (!lists.includes(url) &&
      folders.some(f => url.startsWith(f) && url.length > f.length));
  };
  const links = [...document.querySelectorAll('a[href]')].filter(hidden);
  const others = node => [...node.querySelectorAll('a[href]')].filter(a => !hidden(a)).length;
  for (const link of links) {
    const last = link.closest('li,tr,dd,dl,p') || link;
    let row = link;  // a row of a table that holds the whole page is no letter's
    while (row !== last && others(row.parentElement) <= 3) row = row.parentElement;
    row.textContent = '〔来信〕';
  }
}"""


_BLANK_TEXTS = """texts => {
  const known = new Set(texts);
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const said = walk.currentNode.data.trim();
    if (known.has(said) || known.has(said.replace(/\\s+/g, ' ')))
      walk.currentNode.data = (/^[^:：]{1,8}[:：]/.exec(said) || [''])[0] + '〔来信〕';
  }
  for (const name of ['placeholder', 'value', 'title', 'alt'])
    for (const node of document.querySelectorAll('[' + name + ']'))
      if (known.has(node.getAttribute(name).trim())) node.setAttribute(name, '〔来信〕');
}"""
_CONTROLS = frozenset({"a", "button", "option", "label"})
_HAN = re.compile(r"[\u4e00-\u9fff]")
_LONG = 12  # characters of an excerpt; shorter pieces are labels
_CUT = 8  # characters by which a cut piece is known
_SHOWN = ("placeholder", "value", "title", "alt")
_LINKS = """() => [...document.querySelectorAll('a[href]')]
  .map(link => link.href.split('#')[0])
  .filter(url => /^https?:/.test(url) && url.split('?')[0] !== location.href.split(/[?#]/)[0])"""


async def hide_strangers(page: "Page", store: Store, asked: str) -> None:
    """Blank what search results say of pages the crawl does not know: they may be letters.

    ``asked`` are the words searched for. Nothing is blanked on a site that showed no letters.
    """
    if not (store.letters() or letter_folders(store)):
        return
    homes = [PageDom(home.final_url, home.text) for home in store.pages("home") if home.text]
    shown = {urls.join(dom.base, a.get("href") or "") for dom in homes for a in dom.root.iter("a")}
    found = set(await page.evaluate(_LINKS)) - shown
    strangers = [url for url in sorted(found) if not _is_known(store, url)]
    if strangers:
        await page.evaluate(_BLANK, [strangers, [], []])
    known = "\n".join(visible_text(dom.root) for dom in homes)
    if texts := strange_texts(PageDom(page.url, await page.content()), known, asked):
        await page.evaluate(_BLANK_TEXTS, texts)


def strange_texts(dom: PageDom, known: str, asked: str) -> list[str]:
    """Pieces of text of results that lead nowhere, as excerpts do; ``known``: what home says."""
    said = [" ".join(piece.split()) for piece in visible_strings(dom.root, _CONTROLS)]
    return [
        piece
        for piece in said
        if len(_HAN.findall(piece)) >= _LONG and piece not in known and not tells(piece, asked)
    ]


def _is_known(store: Store, url: str) -> bool:
    key = urls.canonical(url)
    asked = "SELECT 1 FROM frontier WHERE key = ? UNION SELECT 1 FROM entry WHERE url = ?"
    return store.db.execute(asked, (key, key)).fetchone() is not None


async def letter_texts(page: "Page", store: Store) -> list[str]:
    """Pieces of text of letters that the page shows."""
    dom = PageDom(page.url, await page.content())
    return known_titles(dom, store, suspected_columns(store))


def without_texts(text: str, told: Sequence[str]) -> str:
    """A text without what letters say, whole or cut."""
    for piece in told:
        for length in range(len(piece), _CUT - 1, -1):
            if piece[:length] in text:
                text = text.replace(piece[:length], "〔来信〕")
                break
    return text


async def hide_letters(page: "Page", store: Store) -> None:
    """Blank the rows of letters that the page shows."""
    dom = PageDom(page.url, await page.content())
    below = letters_below(dom, load_lexicon())
    addresses = [*(row[0] for row in store.db.execute("SELECT url FROM letter")), *below.rows]
    suspected = suspected_columns(store)
    addresses += [row.url for column in suspected for row in store.entries(column) if row.url]
    folders = list(letter_folders(store))
    if addresses or folders:
        await page.evaluate(_BLANK, [addresses, folders, list(letter_lists(store))])
    if texts := [*below.texts, *known_titles(dom, store, suspected)]:
        await page.evaluate(_BLANK_TEXTS, texts)


def known_titles(dom: PageDom, store: Store, suspected: frozenset[int] = frozenset()) -> list[str]:
    """Pieces of a page's text and attributes that are titles of letters, or sound like them.

    ``suspected``: columns that may hold letters.
    """
    words = own_words(store, load_lexicon(), SURE)
    titles, heads = letter_titles(store), Heads(store, words, suspected)
    requests = Requests(store, words, suspected)
    said = [piece.strip() for piece in visible_strings(dom.root)]
    said += [(node.get(name) or "").strip() for node in dom.root.iter() for name in _SHOWN]
    return [
        piece
        for piece in said
        if piece
        and (mask(" ".join(piece.split())) in titles or heads.tell(piece) or requests.tell(piece))
    ]
