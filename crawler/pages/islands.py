"""Lists that lie in a page or an answer as data: turned into markup, so that one reader serves all.

CDATA records (also inside a script), JSON with a fragment of markup, JSON arrays of objects with a
title and an address. What is not understood stays as it was.
"""

import json
import re
from datetime import date
from html import escape
from typing import Any

from crawler import dates
from crawler.pages.datalists import BESIDE, DataList, main_list, pinned_objects, place_name
from crawler.pages.datastores import is_store, opened, opened_scripts
from crawler.pages.rowlinks import ADDRESSES, TITLES, first, linked
from crawler.pages.rowtemplates import filled_rows
from crawler.pages.written import expand

_RECORD = re.compile(r"<record>\s*<!\[CDATA\[(.*?)\]\]>\s*</record>", re.I | re.S)
_SCRIPT = re.compile(r"<(script|textarea)\b[^>]*>(?:(?!</\1).)*?<record>.*?</\1\s*>", re.I | re.S)
_DATASTORE = re.compile(r"<datastore\b.*?</datastore\s*>", re.I | re.S)
_HTML = re.compile(r"<(?:html|body|head|!doctype)\b", re.I)
_CALLBACK = re.compile(r"^\s*[\w.$]+\s*\(\s*(?=[\[{])|\)\s*;?\s*$")
_TRAILING = re.compile(r",(\s*[\]}])")
_BARE_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\t]")
_PLACE = re.compile(r"\.at-([a-z_-]+)\.records")
_GONE = re.compile(r"^(is_?)?(del(eted?|_?flag)?|hid(e|den)|recycled?)$")
_STATE = re.compile(
    r"^(is_?)?(status|state|show|display|visible|publish(ed|_?status|_?state)?|valid|enabled?"
    r"|online|audit(_?status)?|check_?status)$"
)
_YES = frozenset({"1", "true", "y", "yes", "是", "published", "online", "show", "已发布"})
_STAMP = re.compile(r"^/Date\((\d{10,13})[^)]*\)/$")
UNSHOWN = "data-unshown"  # marks a row that the site may not show
_MARKUP = re.compile(r"<(?:li|a|tr|dl|div)\b", re.I)
_PUBLISHED = (
    "publishedtimestr",
    "display_publish_time",
    "publishtime",
    "publish_time",
    "pubdate",
    "pub_date",
    "publishdate",
    "publish_date",
    "docreltime",
    "releasetime",
    "releasedate",
    "created_at",
    "create_time",
    "createtime",
    "pubtime",
    "showtime",
    "time",
    "publishedtime",
)
_SIGNED = ("writedate", "signdate", "chengwendate", "fwrq", "cwrq", "document_date")
_BEGINS = (
    *("starttime", "start_time", "startdate", "start_date", "start_at", "startat", "begintime"),
    *("begin_time", "begindate", "begin_date", "kssj", "ksrq", "kaishishijian", "zjkssj", "zjksrq"),
)
_ENDS = (
    *("endtime", "end_time", "enddate", "end_date", "end_at", "endat", "deadline", "closetime"),
    *("jssj", "jsrq", "jzsj", "jzrq", "jieshushijian", "zjjssj", "zjjsrq"),
)
SIGNED_ON = "data-signed-on"  # of a row made of data: its other day, which is not counted by
_TOTALS = frozenset(
    {
        "total",
        "totalcount",
        "total_count",
        "totalrecord",
        "totalrecords",
        "recordcount",
        "post_count",
        "totalnum",
        "totalrows",
        "totalelements",
    }
)


def unfold(text: str, place: str = "", link: str = "") -> str:
    """Markup of an answer: of HTML with its islands opened, of JSON and XML made into rows.

    ``place`` is where page one's rows lay in the data (see place_of): there and nowhere else.
    ``link`` is the rule that gives rows without an address theirs (crawler.pages.rowlinks), or the
    markup of a row (crawler.pages.rowtemplates).
    """
    start = text.lstrip("\ufeff \r\n\t")[:1]
    if start in "{[" or (_CALLBACK.match(text) and not _HTML.search(text[:500])):
        data = load(text)
        if link.startswith("<"):
            return filled_rows(data, link, place) or rows_of(data, place)
        return rows_of(linked(data, link), place) if data is not None else text
    if is_store(text):
        return opened(text)
    text = opened_scripts(text)
    if _RECORD.search(text):
        if not _HTML.search(text):
            return _records(text)
        text = _SCRIPT.sub(lambda match: _records(match[0]), text)
        text = _DATASTORE.sub(lambda match: _records(match[0]), text)
    return expand(text)


def _records(text: str) -> str:
    rows = "".join(f'<div class="record">{record}</div>' for record in _RECORD.findall(text))
    return f'<div class="records">{rows}</div>'


def load(text: str) -> Any:
    """JSON as servers write it: with a callback around, trailing commas, raw tabs. None if not."""
    plain = _CALLBACK.sub("", text.strip("\ufeff \r\n\t"))
    for candidate in (plain, _TRAILING.sub(r"\1", _BARE_CONTROL.sub(" ", plain))):
        try:
            return json.loads(candidate, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def rows_of(data: Any, place: str = "") -> str:
    """Markup of the largest list in the data: a fragment as it is, objects as list items."""
    fragment = max(_strings(data), key=len, default="")
    lists = _lists(data)
    pinned = pinned_objects(lists)
    keys, objects = main_list(lists, place)
    unsure = _unsure(objects)
    rows = [_item({**one, "title": f"[置顶]{first(one, TITLES)}"}, False) for one in pinned]
    rows += [_item(one, n in unsure) for n, one in enumerate(objects)]
    if rows and not (fragment and not place and fragment.count("<a") > len(rows)):
        return f'<ul class="records at-{place_name(keys)}">{"".join(rows)}</ul>'
    return f"<div>{expand(fragment)}</div>" if fragment and not place else "<div></div>"


def objects_of(text: str) -> list[dict[str, Any]]:
    """The objects that an answer's rows are made of; empty where it is no such data."""
    data = load(text)
    return main_list(_lists(data))[1] if data is not None else []


def place_of(layout: str) -> str:
    """Where the rows of a page lay in its data, out of the page's layout; empty for markup."""
    found = _PLACE.search(layout)
    return found[1] if found else ""


def _unsure(objects: list[dict[str, Any]]) -> frozenset[int]:
    """Rows whose state says, or may say, that the site does not show them.

    A mark of deletion speaks for itself; another state only where the rows differ in it.
    """
    found: set[int] = set()
    lowered = [{key.lower(): value for key, value in one.items()} for one in objects]
    for key in {key for one in lowered for key in one}:
        values = [one.get(key) for one in lowered]
        if any(isinstance(v, dict | list) for v in values):
            continue
        words = [str(v).strip().lower() for v in values]
        if _GONE.match(key):
            found.update(n for n, word in enumerate(words) if word in _YES)
        elif _STATE.match(key) and len(set(words)) > 1:
            found.update(n for n, word in enumerate(words) if word not in _YES)
    return frozenset(found)


def is_state(key: str) -> bool:
    """Whether a key says if a row is shown; rows that differ in it are judged one by one."""
    return bool(_STATE.match(key.lower()) or _GONE.match(key.lower()))


def declared_total(data: Any, depth: int = 0) -> int | None:
    """The total a JSON answer states for its list, None when it states none."""
    if depth > 5:
        return None
    if isinstance(data, dict):
        for key, value in data.items():
            if key.lower() in _TOTALS and str(value).isdigit():
                return int(value)
        if {"code", "count", "data"} <= data.keys() and isinstance(data["data"], list):
            told, rows = str(data["count"]), len(data["data"])  # layui's answer
            # As many as there are rows may be the count of this page: no total.
            return int(told) if told.isdigit() and (int(told) > rows or not rows) else None
        children = list(data.values())
    else:
        children = []
    for child in children:
        found = declared_total(child, depth + 1)
        if found is not None:
            return found
    return None


def _strings(data: Any, depth: int = 0) -> list[str]:
    """Strings of the data that are fragments of markup."""
    if isinstance(data, str):
        return [data] if _MARKUP.search(data) else []
    if depth > 6 or not isinstance(data, dict | list):
        return []
    children = data.values() if isinstance(data, dict) else data
    return [text for child in children for text in _strings(child, depth + 1)]


def _lists(data: Any, keys: tuple[str, ...] = ()) -> list[DataList]:
    """Lists of objects that have a title and an address each, with the keys down to them."""
    found: list[DataList] = []
    if len(keys) > 6:
        return found
    if isinstance(data, list):
        rows = [one for one in data if isinstance(one, dict) and _is_row(one)]
        if rows and len(rows) * 2 >= len(data):
            found.append((keys, rows))
    if isinstance(data, dict):
        children = [(k, v) for k, v in data.items() if not BESIDE.search(k)]
    else:
        children = [("", v) for v in data] if isinstance(data, list) else []
    for key, child in children:
        if isinstance(child, dict | list):
            found.extend(_lists(child, (*keys, key)))
    return found


def _is_row(one: dict[str, Any]) -> bool:
    return bool(first(one, TITLES)) and first(one, ADDRESSES) is not None


def _item(one: dict[str, Any], unsure: bool) -> str:
    """One object as a list row; a date of signing keeps its label."""
    title, address = str(first(one, TITLES)), str(first(one, ADDRESSES))
    plain = re.sub(r"<[^>]+>", "", title)
    published = _day(first(one, _PUBLISHED))
    signed = _day(first(one, _SIGNED))
    if published is None and signed is None:
        published = _day(first(one, ("date", "day")))
    shown = f"<span>{published.isoformat()}</span>" if published else ""
    labelled = f"<em>成文日期：{signed.isoformat()}</em>" if signed and not published else ""
    signed = signed or (_day(first(one, ("date",))) if published else None)
    beside = f' {SIGNED_ON}="{signed.isoformat()}"' if signed and published else ""
    labelled += "" if published or signed else _open(one)
    mark = f" {UNSHOWN}" if unsure else ""
    return (
        f'<li{mark}{beside}><a href="{escape(address)}" title="{escape(plain)}">{escape(plain)}</a>'
        f"{labelled}{shown}</li>"
    )


def _open(one: dict[str, Any]) -> str:
    """From when to when an object without a day of publishing is open, with labels."""
    begins, ends = _day(first(one, _BEGINS)), _day(first(one, _ENDS))
    told = f"<em>开始时间：{begins.isoformat()}</em>" if begins else ""
    return told + (f"<em>结束时间：{ends.isoformat()}</em>" if ends else "")


def _day(value: Any) -> date | None:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return dates.from_epoch(value)
    if isinstance(value, str) and value.strip():
        if value.strip().isdigit() and len(value.strip()) >= 10:
            return dates.from_epoch(value.strip())
        if stamp := _STAMP.match(value.strip()):
            return dates.from_epoch(stamp[1])
        return dates.parse_pubdate(value)
    return None
