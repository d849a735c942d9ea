"""What a list itself tells of its letters: the days and the state beside each link.

A head above the cells says which day is which, or a label before it.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from lxml.html import HtmlElement

from crawler import urls
from crawler.letters.letter import ReadLetter, letter_words, read_lines
from crawler.pages.dom import PageDom, fold, visible_strings
from crawler.storage.store import Store

_FEW = 2


def note_listed_days(store: Store, page: PageDom, year: int) -> None:
    """Keep the days of letters not opened, until their pages are read; those tell better."""
    store.db.executemany(
        "UPDATE letter SET received = ?, replied = ?, answered = ?, state = ?"
        " WHERE content_id = ? AND opened = 0",
        [
            (*_days(one), one.answered, one.state, ident)
            for ident, one in listed_letters(page, year).items()
        ],
    )


def completed(store: Store, ident: str, letter: ReadLetter) -> ReadLetter | None:
    """A letter as its page tells it, with the days and the state of its list where it names none.

    None where the page tells nothing, and the list does: a script draws the letter.
    """
    row = store.db.execute(
        "SELECT received, replied, answered, state FROM letter"
        " WHERE content_id = ? AND received IS NOT NULL",
        (ident,),
    ).fetchone()
    if row is None:
        return letter
    silent = letter.answered is None and not letter.state
    if silent and not (letter.received or letter.replied):
        return None
    received = date.fromisoformat(row[0])
    if letter.received in (None, received):
        replied = letter.replied or (date.fromisoformat(row[1]) if row[1] else None)
        letter = replace(letter, received=received, replied=replied)
    if not silent:
        return letter
    return replace(letter, answered=None if row[2] is None else bool(row[2]), state=str(row[3]))


def listed_letters(page: PageDom, year: int) -> dict[str, ReadLetter]:
    """Letters by identity with what the list tells of them; none where a day contradicts."""
    found: dict[str, ReadLetter] = {}
    for url, lines in _rows(page):
        one = read_lines(lines, year)
        if one.received is not None:
            found[urls.content_id(url)] = one
    if any(x.replied and x.received and x.replied < x.received for x in found.values()):
        return {}
    return found


def _rows(page: PageDom) -> Iterator[tuple[str, list[str]]]:
    """The address of each row, and its pieces with their labels."""
    words = letter_words()
    labels = {*words.received, *words.replied, "状态", "办理状态"}
    heads: dict[HtmlElement, list[str]] = {}
    for row in page.root.iter("tr", "li", "dl"):
        if any(inner is not row for inner in row.iter("tr", "li", "dl")):
            continue
        cells = [c for c in row if c.tag in ("td", "th")]
        said = [fold(" ".join(visible_strings(c))) for c in cells]
        table = next(row.iterancestors("table"), row)
        if sum(name in words.received for name in said) == 1:
            heads[table] = [name if name in labels else "" for name in said]
            continue
        url = next(
            (u for a in row.iter("a") if (u := urls.join(page.base, a.get("href") or ""))), ""
        )
        if not url:
            continue
        head = heads.get(table, [])
        if cells and len(head) == len(cells):
            yield url, [f"{h}：{s}" for h, s in zip(head, said, strict=True) if h and s]
        elif not cells:
            yield url, [t.strip() for t in visible_strings(row, frozenset({"a"})) if t.strip()]


def _days(one: ReadLetter) -> tuple[str | None, str | None]:
    told: tuple[date | None, date | None] = (one.received, one.replied)
    return (told[0].isoformat() if told[0] else None, told[1].isoformat() if told[1] else None)
