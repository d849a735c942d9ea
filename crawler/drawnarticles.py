"""Articles that only a script shows: whether a few of each column can really be opened.

One is opened in the browser; the request that brings it is then asked for the others. Where the
form asks what stands on an item's page (its form, its questions, its result), each is opened and
kept as it was drawn; a letter never is.
"""

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crawler import urls
from crawler.letters.letter import looks_like_letter
from crawler.letters.mailboxes import may_hold_letters, note_letter, withhold
from crawler.letters.spoken import answers_in_person
from crawler.lists.settled import is_drawn
from crawler.pages import articles
from crawler.pages.articles import Article
from crawler.pages.decode import decode
from crawler.pages.dom import PageDom, visible_text
from crawler.pages.lexicon import load_lexicon
from crawler.records import DRAWN, DateSource, Entry, FrontierState, Kind, Target
from crawler.sampling import SAMPLE, falls_in, sample
from crawler.storage.frontier import Frontier, Job
from crawler.storage.pagefile import write_rendered
from crawler.storage.store import Store
from crawler.storage.targets import TargetBook
from crawler.transport.fetch import Fetched, Fetcher
from crawler.transport.fetch import Target as Asked
from crawler.transport.visit import PageRequest, Rendered

if TYPE_CHECKING:
    from crawler.browser.render import Browser

MOST = 20  # columns of which articles are opened in the browser
KEPT = 12  # pages of items that are kept as drawn, of one column
_TELLING_BOXES = frozenset({"interpretation", "surveys", "interviews"})
_TELLING = 10  # letters of a title that tell whose page it is
_PIECE = re.compile(r"[\w-]+")

Ask = Callable[[str], Awaitable[str]]


@dataclass(frozen=True, slots=True)
class Seen:
    """One article looked at: ``text`` is what was shown or answered, empty for nothing.

    ``is_letter`` tells that a citizen's letter came, whether or not under the row's title.
    """

    entry: Entry
    text: str
    is_letter: bool = False
    drawn: Rendered | None = None


def article_jobs(store: Store) -> tuple[Job, ...]:
    """Columns of which no page of an item was read because a script draws them; one look each."""
    done = set(store.get("drawn_opened").split())
    targets = store.targets()
    columns = [
        column
        for column in store.columns()
        if (column.kind in (Kind.LIST, Kind.TOPIC) or _is_told_by_items(column.name))
        and str(column.id) not in done
        and _drawn_items(store, column.id, targets)
    ]
    return tuple(
        Job(0, column.url, "open", column.id, 0, -1) for column in columns[: MOST - len(done)]
    )


def _is_told_by_items(name: str) -> bool:
    """Whether the pages of a column's items answer the form, and are nobody's letters."""
    boxes = set(load_lexicon().boxes_of_name(name))
    return bool(boxes & _TELLING_BOXES) and "messages" not in boxes


def _drawn_items(store: Store, column_id: int, targets: dict[str, Target]) -> list[Entry]:
    """A sample of the year's items of a column of which none was read; empty where one was."""
    year = int(store.get("year"))
    rows = {e.content_id: e for e in store.entries(column_id) if e.url}
    telling = _is_told_by_items(_name(store, column_id))
    items = [e for e in rows.values() if falls_in(e, targets, year) or (telling and not e.date)]
    known = [targets.get(urls.canonical(e.url)) for e in items]
    if any(target is not None and target.state == "ok" for target in known):
        return []
    drawn = [e for e, t in zip(items, known, strict=True) if is_drawn(e, t)]
    return drawn[:KEPT] if telling else sample(drawn, SAMPLE)


async def seen_articles(
    store: Store, job: Job, browser: "Browser", fetcher: Fetcher
) -> tuple[Seen, ...]:
    """A few items with what they show; those beyond the first only where a request answers.

    Raises RenderError, and NoBrowserError when there is no browser.
    """

    async def ask(url: str) -> str:
        answer = await fetcher.fetch(Asked(url, referer=job.url))
        return decode(answer.body).text if isinstance(answer, Fetched) else ""

    items = _drawn_items(store, job.column_id or 0, store.targets())
    if not items:
        return ()
    rendered = await browser.render(items[0].url)
    shown = visible_text(PageDom(rendered.url, rendered.html).root)
    told = tells(items[0], shown)
    if not told and is_unanswered(rendered):
        return ()
    named = _is_named(store, job.column_id or 0)
    letter = _is_letter(items[0], rendered.html, named=named)
    seen = [Seen(items[0], rendered.html if told else "", letter, rendered)]
    if _is_told_by_items(_name(store, job.column_id or 0)):
        for entry in items[1:]:
            rendered = await browser.render(entry.url)
            letter = _is_letter(entry, rendered.html, named=named)
            if tells(entry, visible_text(PageDom(rendered.url, rendered.html).root)):
                seen.append(Seen(entry, rendered.html, letter, rendered))
        return tuple(seen)
    template = await _template(items[0], rendered.requests, ask) if told else ""
    for entry in items[1:] if template else ():
        answer = await ask(template.replace("{}", _ident(entry.url)))
        if answer:  # one without an answer is not one that is gone
            letter = _is_letter(entry, answer, named=named)
            seen.append(Seen(entry, answer if tells(entry, answer) else "", letter))
    return tuple(seen)


def is_unanswered(rendered: Rendered) -> bool:
    """Whether what a page asked for came to nothing: then it tells nothing of its article."""
    lost = bool(rendered.unfinished) or (rendered.status or 200) >= 400
    return lost or any(map(_failed, rendered.requests))


def _failed(one: PageRequest) -> bool:
    """Whether the request that may bring an article came to nothing, whatever the article is."""
    unanswered = one.status is None or one.status in (401, 403, 429) or one.status >= 500
    return one.kind in ("xhr", "fetch") and unanswered and one.blocked not in ("foreign", "beacon")


def keep_articles(store: Store, job: Job, seen: Sequence[Seen], bound: int) -> None:
    """Write down what was seen, inside a transaction; the column is not looked at again."""
    store.put("drawn_opened", f"{store.get('drawn_opened')} {job.column_id}".strip())
    letters = sum(one.is_letter for one in seen)
    if letters and letters * 2 >= len(seen) and may_hold_letters(store, job.column_id or 0):
        withhold(store, job.column_id or 0, lambda text: False)
        return
    book = TargetBook(store, lambda url: True, bound)
    for one in seen:
        if one.is_letter:
            book.put(one.entry.url, "ok", "", Article("", None, DateSource.NONE, False))
            note_letter(store, one.entry)
            continue
        nothing = Article("", None, DateSource.NONE, False)
        state, said = ("ok", "已核对") if one.text else ("dead", "打开后没有这一条的正文")
        is_page = "<" in one.text[:200]
        article = articles.read_article(one.text, bound) if is_page else nothing
        book.put(one.entry.url, state, f"{DRAWN}，{said}", article)
        if one.text and one.drawn and _is_told_by_items(_name(store, job.column_id or 0)):
            frontier = Frontier(store)
            ident = frontier.add(one.entry.url, "detail")
            write_rendered(store, ident, one.drawn, one.text)
            frontier.close(ident, FrontierState.FETCHED)


def _name(store: Store, column: int) -> str:
    row = store.db.execute("SELECT name FROM col WHERE id = ?", (column,)).fetchone()
    return str(row[0]) if row else ""


def _is_named(store: Store, column: int) -> bool:
    """Whether a column's name says that it holds something else than letters."""
    return bool(set(load_lexicon().boxes_of_name(_name(store, column))) - {"messages"})


def _is_letter(entry: Entry, text: str, *, named: bool) -> bool:
    page = PageDom(entry.url, text)
    return looks_like_letter(page) or (not named and answers_in_person(page) > 0)


def tells(entry: Entry, text: str) -> bool:
    """Whether a text names the item; a title cut by its list is known by its head."""
    title = _letters(entry.title)[:_TELLING]
    return bool(title) and title in _letters(text)


def _letters(text: str) -> str:
    return re.sub(r"\W", "", text)


async def _template(entry: Entry, requests: Sequence[PageRequest], ask: Ask) -> str:
    """The address that brings an article, {} for its number; empty when no one request does."""
    ident = _ident(entry.url)
    rule = re.compile(rf"(?<![\w-]){re.escape(ident)}(?![\w-])")
    for one in requests:
        plain = one.kind in ("xhr", "fetch") and one.method == "GET" and not one.blocked
        if plain and ident and len(rule.findall(one.url)) == 1 and tells(entry, await ask(one.url)):
            return rule.sub("{}", one.url)
    return ""


def _ident(url: str) -> str:
    """The last number or name in an address."""
    pieces = _PIECE.findall(url.partition("://")[2])
    return pieces[-1] if pieces else ""
