"""Rows out of data by a template: the markup of one row with the data's fields in braces.

``<li><a href="/d?id={id}">{title}</a></li>``; crawler.paging.rowscripts reads it out of a script.
"""

import re
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from crawler import dates
from crawler.pages.datalists import BESIDE, DataList, main_list, pinned_objects, place_name

HEAD = "<!--row-->"  # stands between the head of the rows and the row
SLOT = re.compile(r"\{([A-Za-z_]\w*)\}")
_HREF = re.compile(r"""\bhref\s*=\s*\\?["']([^"'>]*)""", re.I)
_SCHEME = re.compile(r"^\s*(?:javascript|data|vbscript):", re.I)
_TAG = re.compile(r"<[^>]*>")


def address_of(row: str) -> str:
    """The rule of a row's address; empty where no field stands in it."""
    return next((h for h in _HREF.findall(row) if SLOT.search(h) and not _SCHEME.match(h)), "")


def filled_rows(data: Any, template: str, place: str = "") -> str:
    """Markup of the rows that the template makes of the data; empty where its fields are not there.

    Of lists whose objects have the fields of the template it is the main one, and pinned objects
    stand above it; ``place`` is where page one's rows lay in the data.
    """
    head, _, row = template.rpartition(HEAD)
    wanted = set(SLOT.findall(address_of(row))) or set(SLOT.findall(row))
    fields = set(SLOT.findall(row))
    lists = [
        (keys, rows)
        for keys, rows in _lists(data)
        if all(wanted <= one.keys() and len(fields & one.keys()) * 2 > len(fields) for one in rows)
    ]
    own = [(keys, rows) for keys, rows in lists if not any(map(BESIDE.search, keys))]
    keys, objects = main_list(own or lists, place)
    if not objects:
        return ""
    made = "".join(_filled(row, one) for one in (*pinned_objects(lists), *objects))
    tag = "table" if row.lower().startswith("<tr") else "ul"
    return f'<{tag} class="records at-{place_name(keys)}">{head}{made}</{tag}>'


def _lists(data: Any, keys: tuple[str, ...] = ()) -> Iterator[DataList]:
    if len(keys) > 6:
        return
    if isinstance(data, list):
        rows = [one for one in data if isinstance(one, dict)]
        if rows and len(rows) == len(data):
            yield keys, rows
    children = data.items() if isinstance(data, dict) else ()
    for key, child in children:
        yield from _lists(child, (*keys, str(key)))


def _filled(row: str, one: Mapping[str, Any]) -> str:
    """One row; days written as seconds since 1970 are written out, not so in addresses."""
    tags: list[str] = []

    def tag(match: re.Match[str]) -> str:
        tags.append(SLOT.sub(lambda m: escape(_plain(one.get(m[1]))), match[0]))
        return f"\x00{len(tags) - 1}\x00"

    bare = _TAG.sub(tag, row)
    said = SLOT.sub(lambda m: escape(_shown(one.get(m[1]))), bare)
    return re.sub(r"\x00(\d+)\x00", lambda m: tags[int(m[1])], said)


def _plain(value: Any) -> str:
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def _shown(value: Any) -> str:
    said = _plain(value)
    if said.isdigit() and len(said) in (10, 13):
        day = dates.from_epoch(said)
        return day.isoformat() if day else said
    return said
