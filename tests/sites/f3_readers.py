"""Hasty readers of JCMS lists; "links" does what the page's own script does."""

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import urlencode

from tests.sites.naive import Reader, Session

RECORD = re.compile(r"<record><!\[CDATA\[(.*?)\]\]></record>", re.DOTALL)
ROW = re.compile(r"href='([^']*)'.*?title='([^']*)'[^>]*>(.*?)</a><span>(.*?)</span>", re.DOTALL)
TOTAL = re.compile(r"totalRecord:(\d+)")
PROXY = re.compile(r"proxyUrl:'([^']*)'")
PARAMS = re.compile(r"ajaxParam:\{([^}]*)\}")
NEXT = re.compile(r"<nextgroup><!\[CDATA\[<a href=\"([^\"]*)\"")
GROUP = 45

Line = tuple[str, str, str]  # target, text shown, date without blanks


def lines(session: Session, path: str, first: int = 1) -> Iterator[Line]:
    """Yield the list's lines; ``first`` is how its script counts records: from 1."""
    text = session.get(path)[1]
    yield from _rows(text)
    total = int(TOTAL.findall(text)[0])
    params = re.findall(r"(\w+):'?([^',]*)'?", PARAMS.findall(text)[0].replace("','", "|"))
    start, end = GROUP + first, 2 * GROUP + first - 1
    if NEXT.search(text):
        yield from _groups(session, text)
        return
    ids = re.findall(r"columnid:'([^']*)'", text)[0]
    body = urlencode(dict(params) | {"columnid": ids})
    while start <= total:
        proxy = f"{PROXY.findall(text)[0]}?startrecord={start}&endrecord={end}&perpage=15"
        yield from _rows(session.post(proxy, body)[1])
        start, end = start + GROUP, end + GROUP


def _groups(session: Session, text: str) -> Iterator[Line]:
    while found := NEXT.search(text):
        text = session.get(unescape(found.group(1)))[1]
        yield from _rows(text)


def _rows(text: str) -> Iterator[Line]:
    for record in RECORD.findall(text):
        found = ROW.search(record)
        assert found is not None, record
        target, _, shown, day = found.groups()
        yield target, shown, re.sub(r"\s", "", day).strip("[]")


def links(session: Session, path: str, year: int) -> int:
    """Count the lines dated in the year."""
    return sum(day.startswith(str(year)) for _, _, day in lines(session, path))


def titles(session: Session, path: str, year: int) -> int:
    """Count what looks different: a title as shown and a date."""
    found = {(shown, day) for _, shown, day in lines(session, path)}
    return sum(day.startswith(str(year)) for _, day in found)


def from_zero(session: Session, path: str, year: int) -> int:
    """Count with ranges that begin at 0: the last line of each group comes twice."""
    total = lines(session, path, 0)
    return sum(day.startswith(str(year)) for _, _, day in total)


READERS: dict[str, Reader] = {"links": links, "titles": titles, "from_zero": from_zero}
