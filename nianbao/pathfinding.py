"""How a page is reached from the home page: by plain links, the likely ones first."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from crawler import urls
from crawler.pages.decode import decode
from crawler.pages.dom import PageDom, anchor_text
from crawler.transport.fetch import Fetcher, Target
from crawler.transport.results import Fetched
from crawler.urls import links

MOST_PAGES = 40
_DEEPEST = 4
_LIKELY = re.compile(
    r"年度报表|工作报表|年报|年度报告|报表|政府网站|网站工作|信息公开|政务公开|更多|通知公告"
)


@dataclass(frozen=True, slots=True)
class Trail:
    """The names to click on from the home page; None when no link was found.

    ``pages`` counts what was opened, ``scripted`` says that some pages are put together by
    scripts, whose links were not seen.
    """

    names: tuple[str, ...] | None
    pages: int
    scripted: bool = False


@dataclass(frozen=True, slots=True)
class _Step:
    url: str
    names: tuple[str, ...]


async def trail_to(fetcher: Fetcher, home_url: str, goal: str, columns: dict[str, str]) -> Trail:
    """Look for the shortest way from the home page to ``goal``; opens at most ``MOST_PAGES``.

    ``columns`` are names of known columns by their address: they were reached from the home page.
    """
    wanted = urls.canonical(goal)
    waiting = [_Step(home_url, ())]
    seen = {urls.canonical(home_url)}
    opened, scripted = 0, False
    while waiting and opened < MOST_PAGES:
        waiting.sort(key=lambda step: _rank(step, goal))
        step = waiting.pop(0)
        answer = await fetcher.fetch(Target(step.url, referer=home_url))
        opened += 1
        if not isinstance(answer, Fetched):
            continue
        scripted = scripted or "script_only" in answer.witnesses
        found = {urls.canonical(url): (url, name) for url, name in _links(answer)}
        if wanted in found:
            return Trail((*step.names, found[wanted][1] or goal), opened, scripted)
        if opened == 1:
            found |= {urls.canonical(url): (url, name) for url, name in columns.items()}
        if len(step.names) + 1 >= _DEEPEST:
            continue
        for key, (url, name) in found.items():
            if key not in seen and not links.is_attachment(url):
                seen.add(key)
                waiting.append(_Step(url, (*step.names, name)))
    return Trail(None, opened, scripted)


def page_of(answer: Fetched) -> PageDom:
    """Return a fetched page as read."""
    kind = next((value for name, value in answer.headers if name == "content-type"), "")
    return PageDom(answer.final_url, decode(answer.body, kind).text)


def _links(answer: Fetched) -> Iterator[tuple[str, str]]:
    page = page_of(answer)
    base = str(page.root.xpath("string(//base/@href)"))
    for anchor in page.root.iter("a", "area"):
        href = anchor.get("href") or ""
        if href and not links.is_scripted(href):
            url = links.join(answer.final_url, href, base_href=base)
            if url:
                yield url, anchor_text(anchor)


def _rank(step: _Step, goal: str) -> tuple[int, int]:
    """Order by nearness: the folder of the goal, then likely names, then few clicks."""
    if not step.names:
        return -100, 0
    own, wanted = urlsplit(step.url).path.split("/"), urlsplit(goal).path.split("/")
    shared = 0
    for left, right in zip(own, wanted[:-1], strict=False):
        if left != right:
            break
        shared += 1
    likely = 2 if _LIKELY.search(step.names[-1]) else 0
    return -(2 * shared + likely) + 2 * len(step.names), len(step.names)
