"""Hasty readers that F7 leads astray, each with one habit more than those of naive.py."""

import re
from urllib.parse import urldefrag, urljoin, urlsplit

from lxml import html

from tests.sites.naive import CHARSET, DATE, Reader, Session, rows

PAGER = re.compile(r"\d+|首页|上一?页|下一?页|尾页")
SMALLEST_GROUP = 3


def strict(session: Session, path: str, year: int) -> int:
    """Count like ``links``, but only while pages decode as declared."""
    at, count = path, 0
    while at:
        session.connection.request("GET", at)
        answer = session.connection.getresponse()
        body = answer.read()
        declared = CHARSET.search((answer.getheader("Content-Type") or "").encode())
        declared = declared or CHARSET.search(body[:4096])
        assert declared is not None
        try:
            tree = html.fromstring(body.decode(declared.group(1).decode()))
        except UnicodeDecodeError:
            break
        shown = [DATE.search(str(li.text_content())) for li in tree.iter("li")]
        count += sum(found is not None and found.group(1) == str(year) for found in shown)
        following = tree.xpath("//a[text()='下一页']/@href")
        at = urljoin(at, str(following[0])) if following else ""
    return count


def every_address(session: Session, path: str, year: int) -> int:
    """Count the rows of every pager link not seen before, addresses taken letter by letter."""
    seen, waiting, count = {path}, [path], 0
    while waiting:
        at = waiting.pop()
        tree = html.fromstring(session.get(at)[1])
        for anchor in tree.iter("a"):
            goal = urljoin(at, anchor.get("href", ""))
            if PAGER.fullmatch(str(anchor.text_content())) and not urlsplit(goal).netloc:
                goal = urldefrag(goal).url
                if goal not in seen and "index.htm" not in goal:
                    seen.add(goal)
                    waiting.append(goal)
        for item in tree.iter("li"):
            found = DATE.search(str(item.text_content()))
            count += found is not None and found.group(1) == str(year)
    return count


def titles(session: Session, path: str, year: int) -> int:
    """Count distinct (text, date) pairs of the year: what one sees is what one has."""
    at, seen = path, set()
    while at:
        tree = html.fromstring(session.get(at)[1])
        for item in tree.iter("li"):
            found = DATE.search(str(item.text_content()))
            if found and found.group(1) == str(year):
                seen.add(str(item.text_content()).strip())
        following = tree.xpath("//a[text()='下一页']/@href")
        at = urljoin(at, str(following[0])) if following else ""
    return len(seen)


def groups(session: Session, path: str, year: int) -> int:
    """Count like ``links``, but take fewer than three rows for no list at all."""
    found = list(rows(session, path))
    return sum(shown == str(year) for _, shown in found) if len(found) >= SMALLEST_GROUP else 0


READERS: dict[str, Reader] = {
    "strict": strict,
    "every_address": every_address,
    "titles": titles,
    "groups": groups,
}
