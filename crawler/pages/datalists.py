"""Lists of objects in the data of an answer: which of them is the page's, which are beside it."""

import re
from collections.abc import Sequence
from typing import Any

DataList = tuple[tuple[str, ...], list[dict[str, Any]]]  # keys down to a list, and its objects
BESIDE = re.compile(r"recommend|hot|related|rank|banner|tuijian|focus", re.I)
_PINNED = re.compile(r"^(top|pinned|sticky|zd|toplist)", re.I)
_LIST_KEY = re.compile(
    r"^(results?|list|rows?|data|records?|docs?|items?|content|articles?|infolist|page)$", re.I
)


def pinned_objects(lists: Sequence[DataList]) -> list[dict[str, Any]]:
    """Objects of lists that stand above the page's own on every page."""
    return [one for keys, rows in lists if _PINNED.search(_last(keys)) for one in rows]


def main_list(lists: Sequence[DataList], place: str = "") -> DataList:
    """The list of the page, where page one had it (``place``) if that is known; empty for none.

    The list's own key names it on every page; the longest list only where no key does.
    """
    plain = [(keys, rows) for keys, rows in lists if not _PINNED.search(_last(keys))]
    if place:
        plain = [(keys, rows) for keys, rows in plain if place_name(keys) == place]
    named = [found for found in plain if _LIST_KEY.match(_last(found[0]))]
    return max(named or plain, key=lambda found: len(found[1]), default=((), []))


def place_name(keys: tuple[str, ...]) -> str:
    """Keys down to a list as one word; numbers differ from page to page and are dropped."""
    return re.sub(r"[^a-z_-]", "", "-".join(keys).lower()) or "root"


def _last(keys: tuple[str, ...]) -> str:
    return keys[-1] if keys else ""
