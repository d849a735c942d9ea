"""Requests that bring a list, and the rule that turns one of them into page N.

A call is found in the page's own scripts (crawler.paging.calls) or seen in the browser; whatever
its make, the parameter that counts pages is recognised by name and value, and proved like any plan.
"""

import json
import re
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from crawler.paging.plan import Plan

PAGE_NAME = re.compile(
    r"^(page|pageno|page_no|pagenum|page_num|pageindex|page_index|curpage|currpage|currentpage|"
    r"current|cpage|pn|pi|p|pagenumber|pagecur|nowpage|pagecurrent|topage|currentpageindex|"
    r"curpage(?:no|num|index)|currpage(?:no|num|index))$",
    re.I,
)
_START_NAME = re.compile(r"^(startrecord|start|offset|begin|from|startrow|firstresult)$", re.I)
_END_NAME = re.compile(r"^(endrecord|end|endrow|to)$", re.I)
_SIZE_NAME = re.compile(
    r"^(perpage|pagesize|page_size|limit|rows|size|prepage|pagelimit|num|_pagesize)$", re.I
)
_NUMBERED = re.compile(r"([^?#]*[/_-])([01])(\.(?:s?html?|json|xml|txt|js))$", re.I)
FORM = "application/x-www-form-urlencoded; charset=UTF-8"
JSON = "application/json"
SEEN = "浏览器所见接口"  # the source of a plan that a browser saw at work


@dataclass(frozen=True, slots=True)
class Call:
    """One request for a list. ``body`` is empty for GET; ``size`` rows a page where known."""

    method: str
    url: str
    body: str = ""
    content_type: str = FORM
    size: int = 0


def plan_of(call: Call, source: str) -> Plan | None:
    """The paging rule of a call, None when nothing in it counts pages."""
    found = _in_query(call, source) or _in_body(call, source)
    return found if found is not None else _in_nested(call, source)


def numbered_file(call: Call, source: str) -> Plan | None:
    """The paging rule of a file whose name ends in its page's number (``list_7_1.html``)."""
    found = _NUMBERED.match(call.url)
    if found is None or call.method != "GET":
        return None
    url = f"{found[1]}{{n}}{found[3]}"
    return _plan(call, source, url, "", 2 if found[2] == "1" else 1, 1)


def whole_answer(call: Call, source: str) -> Plan:
    """The call as it is, for a list that comes in one answer; proves nothing by itself."""
    plan = _plan(call, source, call.url, call.body, 2, 1)
    return replace(plan, kind="once")


def _in_query(call: Call, source: str) -> Plan | None:
    parts = urlsplit(call.url)
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    rule = _rule(pairs, call.size)
    if rule is None:
        return None
    filled, first, step = rule
    url = urlunsplit((parts.scheme, parts.netloc, parts.path, _joined(filled), ""))
    return _plan(call, source, url, call.body, first, step)


def _in_body(call: Call, source: str) -> Plan | None:
    if not call.body or call.body.lstrip()[:1] in "{[":
        return None
    rule = _rule(parse_qsl(call.body, keep_blank_values=True), call.size)
    if rule is None:
        return None
    filled, first, step = rule
    return _plan(call, source, call.url, _joined(filled), first, step)


def _in_nested(call: Call, source: str) -> Plan | None:
    """A page number inside JSON: the body, or one parameter of the query (paramJson)."""
    if call.body.lstrip()[:1] == "{":
        filled = _json_rule(call.body)
        if filled:
            return _plan(call, source, call.url, filled, 2, 1)
    parts = urlsplit(call.url)
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    for index, (name, value) in enumerate(pairs):
        filled = _json_rule(value) if value.lstrip()[:1] == "{" else ""
        if filled:
            query = _joined([*pairs[:index], (name, filled), *pairs[index + 1 :]])
            url = urlunsplit((parts.scheme, parts.netloc, parts.path, query, ""))
            return _plan(call, source, url, call.body, 2, 1)
    return None


def _json_rule(text: str) -> str:
    """The JSON text with its page number replaced by {n}; empty when it has none."""
    try:
        data = json.loads(text)
    except ValueError:
        return ""
    if not isinstance(data, dict):
        return ""
    for key, value in data.items():
        if PAGE_NAME.match(key) and str(value).isdigit():
            kept = json.dumps({**data, key: "{n}"}, ensure_ascii=False, separators=(",", ":"))
            quoted = not isinstance(value, int)
            return kept if quoted else kept.replace('"{n}"', "{n}")
    return ""


def _rule(pairs: list[tuple[str, str]], size: int) -> tuple[list[tuple[str, str]], int, int] | None:
    """Pairs with {n} (and {m}) put in, the value for page 2, and the step between pages."""
    names = dict(pairs)
    per = next((int(v) for n, v in pairs if _SIZE_NAME.match(n) and v.isdigit()), size)
    start = next((n for n in names if _START_NAME.match(n) and names[n].isdigit()), "")
    end = next((n for n in names if _END_NAME.match(n) and names[n].isdigit()), "")
    if start and end:
        step = int(names[end]) - int(names[start]) + 1
        if step > 1:
            marked = {start: "{n}", end: "{m}"}
            filled = [(n, marked.get(n, v)) for n, v in pairs]
            return filled, _base(int(names[start]), step) + step, step
    page = next(
        (n for n in names if PAGE_NAME.match(n) and (names[n].isdigit() or not names[n])), ""
    )
    if page:
        return [(n, "{n}" if n == page else v) for n, v in pairs], 2, 1
    if start and per > 1:
        filled = [(n, "{n}" if n == start else v) for n, v in pairs]
        return filled, _base(int(names[start]), per) + per, per
    return None


def _base(seen: int, step: int) -> int:
    """Where page one starts: 0 or 1, whatever page the call was seen on."""
    return seen % step if seen % step in (0, 1) else 0


def _joined(pairs: list[tuple[str, str]]) -> str:
    text = urlencode(pairs, quote_via=quote, safe='{}:,/_-.~"')
    return text.replace('"', "%22")


def _plan(call: Call, source: str, url: str, body: str, first: int, step: int) -> Plan:
    return Plan(
        "template",
        source,
        url,
        first=first,
        step=step,
        method=call.method,
        body=body,
        content_type=call.content_type if body else "",
        whole=True,
    )
