"""Hasty readers for F8: they know each way of paging, and nothing of what can go wrong."""

import re
from collections.abc import Iterator
from urllib.parse import urljoin

from lxml import html
from lxml.html import HtmlElement

from tests.sites.naive import DATE, LIMIT, Reader, Session

SEARCH = re.compile(r'searchUrl = "([^"]+)"')
DOC = re.compile(r'"url":"([^"]+)".*?"pubdate":"(\d{4})')
CALL = re.compile(r"initPager\(\{[^}]*pageCount:(\d+)")
HANDLER = re.compile(r"javascript:page\('(\d+)'\)")


def rows(session: Session, path: str) -> Iterator[tuple[str, str]]:
    """Yield (target, year) of each row, over all pages of the list."""
    at, posted = path, ""
    for number in range(1, LIMIT + 1):
        _, text = session.post(at, f"cpage={posted}") if posted else session.get(at)
        if search := SEARCH.search(text):
            yield from _docs(session, search.group(1))
            return
        yield from shown(text, at)
        following = html.fromstring(text).xpath("//a[text()='下一页']/@href")
        call = CALL.search(text)
        if call and number < int(call.group(1)):
            at = path.replace("pageIndex=1", f"pageIndex={number + 1}")
        elif following and (handler := HANDLER.match(str(following[0]))):
            posted = handler.group(1)
        elif following:
            at = urljoin(at, str(following[0]))
        else:
            return


def shown(text: str, at: str) -> Iterator[tuple[str, str]]:
    """Yield (target, year) of each anchor of a page that stands beside a date."""
    for anchor in html.fromstring(text).iter("a"):
        found = DATE.search(_row_text(anchor))
        if found and anchor.get("href"):
            yield urljoin(at, anchor.get("href", "")), found.group(1)


def _row_text(anchor: HtmlElement) -> str:
    held = (parent for parent in anchor.iterancestors() if parent.tag in ("li", "tr"))
    return str(next(held).text_content()) if anchor.xpath("ancestor::li | ancestor::tr") else ""


def _docs(session: Session, search: str) -> Iterator[tuple[str, str]]:
    for number in range(1, LIMIT + 1):
        found = DOC.findall(session.get(f"{search}&page={number}")[1])
        if not found:
            return
        yield from found


def links(session: Session, path: str, year: int) -> int:
    """Count rows whose date is of the year."""
    return sum(found == str(year) for _, found in rows(session, path))


def early(session: Session, path: str, year: int) -> int:
    """Count like ``links``, and stop at the first row older than the year."""
    count = 0
    for _, found in rows(session, path):
        if int(found) < year:
            break
        count += found == str(year)
    return count


def every_address(session: Session, path: str, year: int) -> int:
    """Count the rows of every pager link not seen before, first come first served."""
    seen, waiting, count = {path}, [path], 0
    for _ in range(LIMIT):
        if not waiting:
            break
        at = waiting.pop(0)
        text = session.get(at)[1]
        count += sum(found == str(year) for _, found in shown(text, at))
        goals = html.fromstring(text).xpath("//p[@class='fy']/a/@href")
        for goal in sorted({urljoin(at, str(goal)) for goal in goals} - seen, key=_number):
            seen.add(goal)
            waiting.append(goal)
    return count


def _number(address: str) -> int:
    found = re.search(r"current=(\d+)", address)
    return int(found.group(1)) if found else 1


READERS: dict[str, Reader] = {"links": links, "early": early, "every_address": every_address}
