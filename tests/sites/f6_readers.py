"""Hasty readers of Guangdong sites: of the catalogue's interface and of static news lists."""

import json
import re
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from html import unescape
from typing import Any

from tests.sites.naive import Line, Session, readers_of

SID = re.compile(r"SID:\s*'(\d+)'")
ROW = re.compile(
    r'<a[^>]*href="([^"]*)"[^>]*title="([^"]*)"[^>]*>[^<]*</a>(?:</span>)?\s*'
    r"<span[^>]*>(\d{4}\D\d\d\D\d\d)"
)
NEXT = re.compile(r'<a class="next" href="([^"]*)"')
PAGES = re.compile(r'createPageHTML\((\d+), 1, "index", "html"\)')
BEIJING = timezone(timedelta(hours=8))
ROWS_A_CALL = 100


def lines(session: Session, path: str) -> Iterator[Line]:
    """Yield the lines of a category by created_at, or of a news list."""
    if "#" in path:
        for one in articles(session, path):
            yield one["url"], one["title"], one["created_at"][:10]
    else:
        yield from _news(session, path)


def articles(session: Session, path: str, first: int = 1) -> Iterator[dict[str, Any]]:
    """Yield what the interface tells of a category; ``first`` is how pages are counted: from 1."""
    where, _, category = path.partition("#")
    sid = SID.findall(session.get(where)[1])[0]
    folder = where.removesuffix("index")
    number, last = first, first
    while number <= last:
        asked = f"{folder}api/all/{category}?page={number}&sid={sid}"
        data = json.loads(session.get(asked)[1])
        yield from data["articles"]
        last = first + -(-int(data["classify"]["post_count"]) // ROWS_A_CALL) - 1
        number += 1


def _news(session: Session, path: str) -> Iterator[Line]:
    text = session.get(path)[1]
    announced = PAGES.search(text)
    number, pages = 1, int(announced.group(1)) if announced else 0
    while True:
        for target, title, day in ROW.findall(text):
            yield unescape(target), unescape(title), re.sub(r"\D", "-", day)
        following = NEXT.search(text)
        number += 1
        if number <= pages:
            text = session.get(f"{path}index_{number}.html")[1]
        elif following:
            text = session.get(following.group(1))[1]
        else:
            return


def signed(session: Session, path: str, year: int) -> int:
    """Count by the day of signing."""
    days = [datetime.fromtimestamp(one["date"], BEIJING) for one in articles(session, path)]
    return sum(day.year == year for day in days)


READERS = readers_of(lines) | {"signed": signed}
