"""Letters that scripts draw as cards: read from the screen, and from the data behind it.

What a field of the data means is not guessed by its name: a field is a day of receipt or of reply
when its values are the days on the screen. Nothing but days, states and hashes leaves this module.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Protocol

from crawler import dates, urls
from crawler.browser.seenrequests import proposals
from crawler.letters.letter import ReadLetter, folded_letters
from crawler.pages.decode import decode
from crawler.pages.dom import PageDom
from crawler.pages.islands import load
from crawler.paging.plan import Plan
from crawler.records import Entry
from crawler.storage.frontier import Job
from crawler.storage.store import Store
from crawler.transport.results import Fetched, Refused, Target
from crawler.transport.visit import Rendered

Card = tuple[str, ReadLetter]  # a hash of the letter, and what is told of it
_TRIES = 6  # requests of one page that are tried as its letters
_PAGES = 60  # of one mailbox
_FEW = 2  # letters on the screen that tell what the fields mean


class Asker(Protocol):
    """What fetches an address."""

    async def fetch(self, target: Target) -> Fetched | Refused:
        """The answer, or why there is none."""


async def keep_cards(
    store: Store,
    job: Job,
    rendered: Rendered,
    rows: Sequence[Entry],
    fetcher: Asker,
    year: int,
) -> bool:
    """Note the letters that a rendered mailbox shows as cards; False if it shows none.

    ``rows`` were read on it as those of a list: where they lead anywhere, they are the letters.
    """
    screen = PageDom(rendered.url, rendered.html)
    shown = folded_letters(screen, year)
    listed = any(row.url for row in rows)
    if listed or not shown or job.column_id not in store.letter_columns():
        return False

    async def ask(plan: Plan, number: int) -> str:
        answer = await fetcher.fetch(
            Target(
                plan.address(number),
                plan.method,
                plan.payload(number),
                plan.content_type,
                screen.url,
            )
        )
        return decode(answer.body).text if isinstance(answer, Fetched) else ""

    found = await behind(proposals(rendered.requests)[:_TRIES], shown, ask, year)
    with store.transaction():
        note_cards(store, screen.url, found or shown)
    return True


def note_cards(store: Store, url: str, cards: Sequence[Card]) -> None:
    """Write the letters that stand on one page, in place of those found on it before."""
    store.db.execute("DELETE FROM letter WHERE url = ? AND content_id LIKE '%#%'", (url,))
    store.db.executemany(
        "INSERT OR IGNORE INTO letter (content_id, url, opened, received, replied, answered,"
        " state, unit, mark) VALUES (?, ?, 1, ?, ?, ?, ?, ?, ?)",
        [
            (
                f"{urls.canonical(url)}#{mark}",
                url,
                *(day.isoformat() if day else None for day in (one.received, one.replied)),
                one.answered,
                one.state,
                one.unit,
                one.mark,
            )
            for mark, one in cards
        ],
    )


async def behind(
    plans: Sequence[Plan],
    shown: Sequence[Card],
    ask: Callable[[Plan, int], Awaitable[str]],
    year: int,
) -> tuple[Card, ...]:
    """All letters of the first request whose data holds those shown; none if no request does.

    ``ask`` fetches page N of a request and returns its text, empty when it failed.
    """
    if len(shown) < _FEW:
        return ()
    for plan in plans:
        lists = list(_lists(load(await ask(plan, 1))))
        for rows in lists:
            fields = _fields(rows, shown, year)
            if fields is None:
                continue
            found = dict(_cards(rows, fields, shown, year))
            first = [card for other in lists for card in _cards(other, fields, shown, year)]
            number = 1
            while plan.kind != "once" and number < _PAGES:
                number += 1
                more = [
                    card
                    for other in _lists(load(await ask(plan, number)))
                    for card in _cards(other, fields, shown, year)
                ]
                fresh = {mark: card for mark, card in more if mark not in found}
                if not fresh or _days(more) == _days(first):  # the page asked for is ignored
                    break
                found |= fresh
            return tuple(found.items())
    return ()


def _days(cards: Sequence[Card]) -> list[tuple[date | None, date | None]]:
    return [(card.received, card.replied) for _, card in cards]


def _lists(data: Any) -> Iterator[list[dict[str, Any]]]:
    """Every list of objects in the data."""
    if isinstance(data, dict):
        for value in data.values():
            yield from _lists(value)
    elif isinstance(data, list):
        rows = [one for one in data if isinstance(one, dict)]
        if rows:
            yield rows
        for value in data:
            yield from _lists(value)


def _fields(
    rows: Sequence[dict[str, Any]], shown: Sequence[Card], year: int
) -> tuple[str, str] | None:
    """The fields of receipt and of reply (empty: no card shows one); None when not certain."""
    names = sorted({name for row in rows for name in row})
    days = {name: [_day(row.get(name), year) for row in rows] for name in names}
    dated = [name for name in names if any(days[name])]
    screen = Counter((card.received, card.replied) for _, card in shown)
    none: list[date | None] = [None] * len(rows)
    columns = {**{name: days[name] for name in dated}, "": none}
    replies = dated if any(replied for _, replied in screen) else [""]
    told = {
        (tuple(columns[one]), tuple(columns[other])): (one, other)
        for one in dated
        for other in replies
        if one != other and not screen - Counter(zip(columns[one], columns[other], strict=True))
    }
    return next(iter(told.values())) if len(told) == 1 else None


def _cards(
    rows: Sequence[dict[str, Any]], fields: tuple[str, str], shown: Sequence[Card], year: int
) -> Iterator[Card]:
    """Letters out of objects; one without a reply waits if all of those on the screen do."""
    received, replied = fields
    waits = all(card.answered is False for _, card in shown if card.replied is None)
    for row in rows:
        day = _day(row.get(received), year)
        if day is None:
            continue
        answer = _day(row.get(replied), year) if replied else None
        known = _known(shown, day, answer)
        answered = True if answer else (known.answered if known else (False if waits else None))
        text = json.dumps(row, ensure_ascii=False, sort_keys=True, default=str)
        mark = hashlib.sha256(text.encode()).hexdigest()[:16]
        letter = ReadLetter(day, answer, None, answered, known.state if known else "")
        yield mark, replace(letter, unit=known.unit if known else "")


def _known(shown: Sequence[Card], day: date, answer: date | None) -> ReadLetter | None:
    """The only card on the screen with these days."""
    found = [card for _, card in shown if (card.received, card.replied) == (day, answer)]
    return found[0] if len(found) == 1 else None


def _day(value: Any, year: int) -> date | None:
    """A day as data write it: text, or seconds since 1970."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    text = str(value).strip()
    return dates.parse_pubdate(text, year) if text[:1].isdigit() else None
