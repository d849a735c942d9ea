"""Hasty readers of jpaas lists: they trust the count and ask for that many pages."""

import json
import re
from collections.abc import Iterator
from html import unescape
from math import ceil
from urllib.parse import urlencode

from tests.sites.naive import Line, Session, readers_of

UNIT = re.compile(r'url="([^"]*)" queryData="([^"]*)"')
PAIR = re.compile(r"'(\w+)':'([^']*)'")
ROW = re.compile(
    r'<a href="([^"]*)" title="([^"]*)"[^>]*>[^<]*</a><(?:span|b)[^>]*>\[?([\d-]+)\]?</(?:span|b)>'
)
COUNT = re.compile(r'rows="(\d+)" count="(\d+)"')


def lines(session: Session, path: str) -> Iterator[Line]:
    """Yield each anchor beside a date, of as many pages as the count makes."""
    found = UNIT.search(session.get(path)[1])
    assert found is not None
    query = dict(PAIR.findall(unescape(found.group(2))))
    number, pages = 1, 1
    while number <= pages:
        wanted = {"paramJson": json.dumps({"pageNo": number, "pageSize": 15})}
        text = session.get(f"{found.group(1)}?{urlencode(query | wanted)}")[1]
        part = json.loads(text)["data"]["html"]
        for target, title, day in ROW.findall(part):
            yield unescape(target), unescape(title), day
        rows, count = COUNT.findall(part)[0]
        number, pages = number + 1, ceil(int(count) / int(rows))


READERS = readers_of(lines)
