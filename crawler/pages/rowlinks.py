"""Addresses of rows whose data holds none: the page's script puts them together out of a field.

The rule is learned from rows that a browser showed: what stands in every one of their addresses.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any

from crawler.records import Entry

TITLES = ("title", "doctitle", "doc_title", "name", "subject", "articletitle", "headline", "topic")
ADDRESSES = (
    "url",
    "link",
    "href",
    "docpuburl",
    "chnldocurl",
    "puburl",
    "docurl",
    "linkurl",
    "path",
)
_SLOT = re.compile(r"\{(\w+)\}")
_MOSTLY = 0.8
_HEAD = 10  # letters by which a title cut by the page is known


def first(one: dict[str, Any], names: tuple[str, ...]) -> Any:
    """Value of the first of some keys, whatever their case; None when there is none."""
    lowered = {key.lower(): value for key, value in one.items()}
    return next((lowered[n] for n in names if lowered.get(n) not in (None, "")), None)


def link_rule(data: Any, shown: Sequence[Entry], base: str = "") -> str:
    """How the shown rows' addresses are made of the data's fields: ``/detail?id={id}``.

    Empty unless at least two rows and most of those shown stand in one list of the data by their
    titles, and one rule gives all of them their addresses. ``data`` is the parsed answer; ``base``
    is what a rule that begins with # is about.
    """
    titled = [(_plain(entry.title), entry.href) for entry in shown if entry.href]
    for objects in sorted(_lists(data), key=len, reverse=True):
        pairs = list(_pairs(objects, titled))
        if len(pairs) >= max(2, _MOSTLY * len(titled)) and (rule := _rule(pairs)):
            return base.partition("#")[0] + rule if rule.startswith("#") else rule
    return ""


def linked(data: Any, link: str, depth: int = 0) -> Any:
    """The data with an address put into every titled object that has the rule's fields."""
    if not link or depth > 8:
        return data
    if isinstance(data, list):
        return [linked(one, link, depth + 1) for one in data]
    if not isinstance(data, dict):
        return data
    whole = {key: linked(value, link, depth + 1) for key, value in data.items()}
    address = _filled(link, data) if first(data, TITLES) else ""
    if not address:
        return whole
    return {k: v for k, v in whole.items() if k.lower() not in ADDRESSES} | {"url": address}


def _lists(data: Any, depth: int = 0) -> Iterator[list[dict[str, Any]]]:
    """Lists of objects that have a title."""
    if depth > 6:
        return
    if isinstance(data, list):
        rows = [one for one in data if isinstance(one, dict) and first(one, TITLES)]
        if rows:
            yield rows
    children = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    for child in children:
        if isinstance(child, dict | list):
            yield from _lists(child, depth + 1)


def _pairs(
    objects: Sequence[dict[str, Any]], titled: Sequence[tuple[str, str]]
) -> Iterator[tuple[dict[str, Any], str]]:
    """Each row's object with the row's address; of rows of one title as many as there are rows."""
    names = [_plain(str(first(one, TITLES))) for one in objects]
    for title in dict.fromkeys(title for title, _ in titled):
        hrefs = [href for said, href in titled if said == title]
        found = _of_title(objects, names, title)
        if len(found) == len(hrefs):
            yield from zip(found, hrefs, strict=True)


def _of_title(
    objects: Sequence[dict[str, Any]], names: Sequence[str], title: str
) -> list[dict[str, Any]]:
    """The objects of a title, cut or not, in their order."""
    found = [one for one, name in zip(objects, names, strict=True) if name == title]
    if not found and len(title) >= _HEAD:
        found = [o for o, name in zip(objects, names, strict=True) if name.startswith(title)]
    return found


def _plain(title: str) -> str:
    return re.sub(r"\W", "", re.sub(r"<[^>]+>", "", title))


def _rule(pairs: Sequence[tuple[dict[str, Any], str]]) -> str:
    """The one rule of all pairs; by one field, else by two."""
    keys = [k for k, v in pairs[0][0].items() if isinstance(v, str | int) and re.match(r"\w+$", k)]
    standing = [key for key in keys if all(_stands(one, key, href) for one, href in pairs)]
    for number in (1, 2):
        for fields in combinations(standing, number):
            rules = {_templated(one, fields, href) for one, href in pairs}
            if len(rules) == 1 and len({href for _, href in pairs}) == len(pairs):
                return rules.pop()
    return ""


def _stands(one: dict[str, Any], key: str, href: str) -> bool:
    return bool(str(one.get(key) or "")) and len(_where(str(one[key])).findall(href)) == 1


def _where(value: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){re.escape(value)}(?![\w-])")


def _templated(one: dict[str, Any], fields: Sequence[str], href: str) -> str:
    for key in fields:
        # Escaped, so that no backslash in a name is read as a group.
        href = _where(str(one[key])).sub(f"{{{key}}}".replace("\\", r"\\"), href)
    return href


def _filled(link: str, one: dict[str, Any]) -> str:
    """The address of one object; empty where a field is missing."""
    values = [one.get(key) for key in _SLOT.findall(link)]
    if any(not isinstance(v, str | int) or not str(v) for v in values):
        return ""
    return _SLOT.sub(lambda match: str(one[match[1]]), link)
