"""Hasty readers of list pages: what a counter does that never asks whether it is right.

``links`` follows 下一页 (else guesses index_1, index_2 …) and counts anchors beside a date of the
year; the others differ in one habit each. They prove that a quirk bites.
"""

import http.client
import re
from collections.abc import Callable, Iterator
from urllib.parse import urljoin, urlsplit

from lxml import html
from lxml.html import HtmlElement

DATE = re.compile(r"(20\d\d)[-.年]\d\d[-.月]\d\d")
CHARSET = re.compile(rb"charset=[\"']?([\w-]+)")
PUBDATE = re.compile(r'name="PubDate" content="(\d{4})')
BODY_PAGES = re.compile(r'createPageHTML\((\d+), 0, "t')
ROWS = ("li", "dl", "tr")
LIMIT = 60

Reader = Callable[["Session", str, int], int]
Line = tuple[str, str, str]  # target, text shown, date as 2025-01-02
Lines = Callable[["Session", str], Iterator[Line]]


class Session:
    """One connection to the site."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=10)

    def get(self, path: str) -> tuple[int, str]:
        """Return (status, text) of an own path, decoded as declared."""
        return self._ask("GET", path, None)

    def post(self, path: str, body: str) -> tuple[int, str]:
        """Return (status, text) of the answer to form fields, already urlencoded."""
        return self._ask("POST", path, body)

    def _ask(self, method: str, path: str, body: str | None) -> tuple[int, str]:
        kind = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        self.connection.request(method, path, body, kind)
        answer = self.connection.getresponse()
        got = answer.read()
        found = CHARSET.search((answer.getheader("Content-Type") or "").encode())
        found = found or CHARSET.search(got[:4096])
        return answer.status, got.decode(found.group(1).decode() if found else "utf-8", "replace")

    def close(self) -> None:
        self.connection.close()


def rows(session: Session, path: str) -> Iterator[tuple[str, str]]:
    """Yield (target, year) of each anchor beside a date, over all pages of the list."""
    at, number = path, 0
    while number < LIMIT:
        status, text = session.get(at)
        if status != 200:
            return
        tree = html.fromstring(text)
        for anchor in tree.iter("a"):
            found = DATE.search(_row_text(anchor))
            if found and anchor.get("href"):
                yield urljoin(at, anchor.get("href", "")), found.group(1)
        following = tree.xpath("//a[text()='下一页']/@href")
        number += 1
        if following:
            at = urljoin(at, str(following[0]))
        elif "createPageHTML" in text:
            at = f"{path}index_{number}.html"
        else:
            return


def _row_text(anchor: HtmlElement) -> str:
    for parent in anchor.iterancestors():
        if parent.tag in ROWS or "data-table-item" in (parent.get("class") or ""):
            return str(parent.text_content())
    return ""


def links(session: Session, path: str, year: int) -> int:
    """Count anchors beside a date of the year."""
    return sum(shown == str(year) for _, shown in rows(session, path))


def details(session: Session, path: str, year: int) -> int:
    """Count rows whose target is a page with a PubDate of the year."""
    count = 0
    for target, shown in rows(session, path):
        if shown == str(year) and target.startswith("/"):
            found = PUBDATE.search(session.get(target)[1])
            count += found is not None and found.group(1) == str(year)
    return count


def early(session: Session, path: str, year: int) -> int:
    """Count like ``links``, and stop at the first row older than the year."""
    count = 0
    for _, shown in rows(session, path):
        if shown and int(shown) < year:
            break
        count += shown == str(year)
    return count


def bodies(session: Session, path: str, year: int) -> int:
    """Count every page of every text whose row is of the year."""
    count = 0
    for target, shown in rows(session, path):
        if shown == str(year) and target.startswith("/"):
            found = BODY_PAGES.search(session.get(target)[1])
            count += int(found.group(1)) if found else 1
    return count


READERS: dict[str, Reader] = {"links": links, "details": details, "early": early, "bodies": bodies}


def readers_of(lines: Lines) -> dict[str, Reader]:
    """Return hasty readers of lists that ``lines`` can read.

    ``links`` counts lines of the year; ``details`` those whose target has a PubDate of the year;
    ``pubdates`` lines whose target, whatever the list says, has one.
    """

    def of_year(session: Session, path: str, year: int) -> Iterator[Line]:
        return (line for line in lines(session, path) if line[2].startswith(str(year)))

    def published(session: Session, target: str, year: int) -> bool:
        if not target.startswith("/"):
            return False
        found = PUBDATE.search(session.get(target)[1])
        return found is not None and found.group(1) == str(year)

    def links(session: Session, path: str, year: int) -> int:
        return sum(1 for _ in of_year(session, path, year))

    def details(session: Session, path: str, year: int) -> int:
        found = list(of_year(session, path, year))
        return sum(published(session, target, year) for target, _, _ in found)

    def pubdates(session: Session, path: str, year: int) -> int:
        found = list(lines(session, path))
        return sum(published(session, target, year) for target, _, _ in found)

    return {"links": links, "details": details, "pubdates": pubdates}
