"""How many opinions came in on a survey, where its page's script asks the server for them.

What people wrote is never kept: of the answer only the number.
"""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

from crawler import urls
from crawler.pages.decode import decode
from crawler.pages.dom import PageDom, fold, visible_text
from crawler.paging.scriptcalls import script_calls
from crawler.storage.frontier import Frontier, Job
from crawler.storage.pagefile import content_type
from crawler.storage.store import Store
from crawler.transport.results import Fetched, Refused

TALLY = "tally"  # the purpose of such a request, and the name under which its number is kept
_ASKS = re.compile(r"征[求集]|调查|问卷|献策|听证")
_PERIOD = re.compile(r"(?:征[求集](?:意见)?|起止|调查|开始)(?:时间|日期)\s*[:：]?\s*20\d\d")
_OPINIONS = re.compile(
    r"(?:^|[/_.-])(?:get|list|query|page)?_?(?:comments?|opinions?|suggest(?:ion)?s?|advices?|yijian)"
    r"(?:list|page|_list)?(?:$|[/_.-])",
    re.I,
)
_LITERAL = re.compile(r"""["'](/[^"'\s<>]*\?[^"'\s<>]*=\w[^"'\s<>]*)["']""")
_PLATFORM = re.compile(r"^/hdjlpt/yjzj/answer/(\d+)/?$")
_PLATFORM_CALL = "/hdjlpt/yjzj/api/comments/?questionnaire_id={}&per_page=500&page=1"
_TOTALS = ("total", "totalcount", "total_count", "recordstotal", "totalelements", "count")
_DEEPEST = 3
_LARGEST = 100_000


def want_tally(frontier: Frontier, page: PageDom, url: str, own: Callable[[str], bool]) -> None:
    """Queue the first request for a survey's opinions that its page names, if it is a survey's."""
    address = next((a for a in _addresses(page) if own(a)), "")
    if address and _is_survey(page):
        frontier.add(address, TALLY, request=("GET", "", "", url))


def keep_tally(store: Store, job: Job, answer: Fetched | Refused) -> None:
    """The number in an answer, beside the survey's own address; nothing else of it."""
    if isinstance(answer, Refused):
        return
    number = told(decode(answer.body, content_type(answer)).text)
    if number is not None:
        result = json.dumps({"result": "ok", "detail": str(number)})
        store.db.execute(
            "INSERT INTO probe (name, url, result) VALUES (?, ?, ?)", (TALLY, job.source, result)
        )


def told(text: str) -> int | None:
    """How many an answer says there are; None where it does not say."""
    try:
        return _total(json.loads(text), _DEEPEST)
    except ValueError:
        return None


def _total(value: Any, depth: int) -> int | None:
    if not isinstance(value, dict) or not depth:
        return None
    known = {key.lower(): held for key, held in value.items()}
    for held in (known[key] for key in _TOTALS if key in known):  # count may be of one page
        if str(held).isdecimal() and int(held) < _LARGEST:
            return int(held)
    inner = (_total(held, depth - 1) for held in value.values())
    return next((number for number in inner if number is not None), None)


def _is_survey(page: PageDom) -> bool:
    """Whether a heading asks for opinions or the page says from when to when; menus aside."""
    heads = [visible_text(node) for node in page.root.iter("title", "h1", "h2", "h3")]
    return any(map(_ASKS.search, heads)) or bool(_PERIOD.search(fold(visible_text(page.root))))


def _addresses(page: PageDom) -> Iterator[str]:
    calls = [call.url for call in script_calls(page) if call.method == "GET"]
    calls += _LITERAL.findall(page.scripts)
    if named := _PLATFORM.match(urlsplit(page.url).path):
        calls.append(_PLATFORM_CALL.format(named[1]))
    for call in calls:
        if _OPINIONS.search(urlsplit(call).path):
            yield urls.join(page.base, call)
