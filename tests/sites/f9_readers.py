"""Hasty readers for F9: they know each pager, and take what they find at its word."""

import re
from collections.abc import Iterator

from lxml import html

from tests.sites.naive import DATE, Reader, Session

TOTAL_PAGES = re.compile(r"totalPage: (\d+)")
TOTAL_ROWS = re.compile(r"totalData: (\d+), showData: (\d+)")
SCREEN = re.compile(r"showList\(\$list, (\d+)")


def years(text: str) -> Iterator[str]:
    """Yield the year of each list item that holds an anchor and a date of its own."""
    for item in html.fromstring(text).xpath("//div[@class='list']//li[a]"):
        own = "".join(str(part) for part in item.xpath("a//text() | span//text()"))
        if found := DATE.search(own):
            yield found.group(1)


def pages(session: Session, path: str) -> Iterator[str]:
    """Yield the text of each page of a list."""
    text = session.get(path)[1]
    yield text
    total, rows = TOTAL_PAGES.search(text), TOTAL_ROWS.search(text)
    if total:
        names = [f"{path}index_{number}.html" for number in range(2, int(total[1]) + 1)]
    elif rows:
        last = -(-int(rows[1]) // int(rows[2]))
        names = [path.replace("_1.html", f"_{number}.html") for number in range(2, last + 1)]
    else:
        names = []
    for name in names:
        yield session.get(name)[1]


def links(session: Session, path: str, year: int) -> int:
    """Count list items beside a date of the year."""
    return sum(found == str(year) for text in pages(session, path) for found in years(text))


def guess(session: Session, path: str, year: int) -> int:
    """Count like ``links``, and try ``index_2.html`` too where the page names no pager."""
    status, text = session.get(f"{path}index_2.html")
    more = sum(found == str(year) for found in years(text)) if status == 200 else 0
    return links(session, path, year) + more


def screen(session: Session, path: str, year: int) -> int:
    """Count what a browser shows first: the rows its script leaves in the page."""
    text = session.get(path)[1]
    size = SCREEN.search(text)
    assert size is not None
    return sum(found == str(year) for found in list(years(text))[: int(size[1])])


READERS: dict[str, Reader] = {"links": links, "guess": guess, "screen": screen}
