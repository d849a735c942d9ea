"""Hasty readers of UCAP lists, whichever of the three ways they come in."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from html import unescape
from typing import Any

from tests.sites.f5_quirks import ONWARD_PAGES
from tests.sites.naive import Line, Session, readers_of

STATIC = re.compile(r'[^s]createPageHTML\("page_div",(\d+),(\d+),"list","shtml",(\d+)\)')
EJS = re.compile(r"ejscreatePageHTML\('page_div',(\d+),(\d+),(\d+),(\d+),")
ROW = re.compile(r'<a href="([^"]*)" title="([^"]*)"[^>]*>[^<]*</a>\s*<span[^>]*>\[?([\d-]+)\]?<')
CHANNEL = re.compile(r'name="channelId" content="(\w+)"')
CODE = re.compile(r'data-code="(\w+)"')
JSON = "/common/search/{}?_isAgg=true&_isJson=true&_pageSize=15&page={}"
EJS_ADDRESS = "/es-search/search/{}?_template=ucap/list_ejs&_isAgg=1&_pageSize=15&page={}"
BEIJING = timezone(timedelta(hours=8))


def lines(session: Session, path: str) -> Iterator[Line]:
    """Yield the list's lines as the page's own scripts would show them."""
    text = session.get(path)[1]
    channel, code, static = CHANNEL.search(text), CODE.search(text), STATIC.search(text)
    if channel:
        total = int(_data(session, channel.group(1), 1)["total"])
        for number in range(1, -(-total // 15) + 1):
            yield from _results(_data(session, channel.group(1), number), BEIJING)
    elif code:
        pages, number = 1, 1
        while number <= pages:
            part = session.get(EJS_ADDRESS.format(code.group(1), number))[1]
            yield from _rows(part)
            pages, number = int(EJS.findall(part)[0][0]), number + 1
    else:
        assert static is not None
        yield from _rows(text)
        for number in range(2, int(static.group(1)) + 1):
            yield from _rows(session.get(path.replace("list.", f"list_{number}."))[1])


def _data(session: Session, channel: str, page: int) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(session.get(JSON.format(channel, page))[1])["data"]
    return found


def _results(data: dict[str, Any], zone: timezone) -> Iterator[Line]:
    for one in data["results"]:
        moment = datetime.fromtimestamp(one["publishedTime"] / 1000, zone)
        told = None if zone is UTC else one["publishedTimeStr"]
        yield one["url"], one["title"], (told or moment.isoformat())[:10]


def _rows(text: str) -> Iterator[Line]:
    for target, title, day in ROW.findall(text):
        yield unescape(target), unescape(title), day


def utc(session: Session, path: str, year: int) -> int:
    """Count like ``links``, with the times taken for UTC."""
    channel = CHANNEL.findall(session.get(path)[1])[0]
    total = int(_data(session, channel, 1)["total"])
    pages = range(1, -(-total // 15) + 1)
    found = (line for n in pages for line in _results(_data(session, channel, n), UTC))
    return sum(day.startswith(str(year)) for _, _, day in found)


def onward(session: Session, path: str, year: int) -> int:
    """Count page after page until one is empty, or patience ends."""
    channel = CHANNEL.findall(session.get(path)[1])[0]
    count = 0
    for number in range(1, ONWARD_PAGES + 1):
        found = list(_results(_data(session, channel, number), BEIJING))
        if not found:
            break
        count += sum(day.startswith(str(year)) for _, _, day in found)
    return count


def declared(session: Session, path: str, year: int) -> int:
    """Trust the declared total and take away what is not of the year."""
    found = STATIC.search(session.get(path)[1])
    assert found is not None
    others = sum(not day.startswith(str(year)) for _, _, day in lines(session, path))
    return int(found.group(3)) - others


READERS = readers_of(lines) | {"declared": declared, "utc": utc, "onward": onward}
