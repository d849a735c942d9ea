"""Hasty readers for F10: they know its programs, keep no cookies and ask no second time."""

import re
from collections.abc import Iterator
from urllib.parse import quote_plus, urljoin

from lxml import html

from tests.sites.f8_readers import shown
from tests.sites.f10_routes import CHANNEL, INTERFACE
from tests.sites.naive import LIMIT, Reader, Session

MAXPAGE = re.compile(r"var maxpage = (\d+)")
COUNT = re.compile(r'var countpath = "([^"]+)"')
HANDLER = re.compile(r"javascript:__doPostBack\('([^']+)','(\d+)'\)")
REPORT = re.compile(r'id="_jiucuo_" sitecode="(\d+)"')
META = re.compile(r'name="SiteIDCode" content="(\d+)"')


def rows(session: Session, path: str) -> Iterator[tuple[str, str]]:
    """Yield (target, year) of each row, over all pages of the list."""
    text = session.get(path)[1]
    at = path
    if not text.strip():
        return
    if 'id="app"' in text:
        yield from _records(session)
        return
    if (last := MAXPAGE.search(text)) and (count := COUNT.search(text)):
        for number in range(int(last[1]), 0, -1):
            yield from shown(session.get(f"{count[1]}{number:09d}.shtml")[1], at)
        return
    for _ in range(LIMIT):
        yield from shown(text, at)
        tree = html.fromstring(text)
        following = [str(link) for link in tree.xpath("//a[text()='下一页']/@href")]
        if not following:
            return
        if handler := HANDLER.match(following[0]):
            state = str(tree.xpath("//input[@name='__VIEWSTATE']/@value")[0])
            fields = {"__EVENTTARGET": handler[1], "__EVENTARGUMENT": handler[2]}
            fields["__VIEWSTATE"] = state
            body = "&".join(f"{name}={quote_plus(value)}" for name, value in fields.items())
            text = session.post(path, body)[1]
        else:
            at = urljoin(at, following[0])
            text = session.get(at)[1]


def _records(session: Session) -> Iterator[tuple[str, str]]:
    for number in range(1, LIMIT + 1):
        text = session.get(f"{INTERFACE}?channelId={CHANNEL}&pageNo={number}&pageSize=15")[1]
        found = re.findall(r'"linkUrl": "([^"]+)", "publishTime": "(\d{4})', text)
        if not found:
            return
        yield from found


def links(session: Session, path: str, year: int) -> int:
    """Count rows whose date is of the year."""
    return sum(found == str(year) for _, found in rows(session, path))


def own_unit(session: Session, path: str, year: int) -> int:
    """Count like ``links``, but take a page with two site codes for another unit's."""
    text = session.get(path)[1]
    codes = {found[1] for found in (REPORT.search(text), META.search(text)) if found}
    return links(session, path, year) if len(codes) == 1 else 0


READERS: dict[str, Reader] = {"links": links, "own_unit": own_unit}
