"""Requests a browser saw a page make, as ways to its list; and when one answer is all of it."""

from collections.abc import Sequence
from datetime import date
from math import ceil

from crawler.pages.dom import PageDom
from crawler.paging.endpoints import FORM, JSON, SEEN, Call, numbered_file, plan_of, whole_answer
from crawler.paging.hints import read_pager
from crawler.paging.plan import Plan
from crawler.records import Entry, Flag
from crawler.transport.visit import PageRequest

UNTOLD = "条目一次取来，没有依据说明网站没有更多"


def proposals(requests: Sequence[PageRequest]) -> tuple[Plan, ...]:
    """Plans of the requests that may have brought the list: those that count pages first."""
    asked = [
        request
        for request in requests
        if request.kind in ("xhr", "fetch", "script") and not request.blocked
    ]
    calls = [
        Call(
            one.method, one.url, one.post_data, JSON if one.post_data.lstrip()[:1] == "{" else FORM
        )
        for one in asked
    ]
    counted = [plan_of(call, SEEN) or numbered_file(call, SEEN) for call in calls]
    whole = [
        whole_answer(call, SEEN)
        for call, one, plan in zip(calls, asked, counted, strict=True)
        if plan is None and (one.kind != "script" or "?" in one.url)
    ]
    return tuple(dict.fromkeys([*filter(None, counted), *whole]))


def told_by(screen: PageDom, brought: Sequence[Entry], shown: Sequence[Entry], year: int) -> bool:
    """Whether the rendered page says that an answer's rows are all there are.

    It states as many rows, or as many pages of the size shown; or the answer runs in order to
    before the year, so that what is missing cannot matter.
    """
    rows, size = len({e.content_id for e in brought}), len({e.content_id for e in shown})
    pager = read_pager(screen)
    if pager.declared_rows is not None:
        return pager.declared_rows == rows
    if pager.declared_pages is not None and size:
        return pager.declared_pages == ceil(rows / size)
    days = [e.date for e in brought if Flag.PINNED not in e.flags]
    known = [day for day in days if day is not None]
    falling = len(known) == len(days) and known == sorted(known, reverse=True)
    return falling and bool(known) and known[-1] < date(year, 1, 1)
