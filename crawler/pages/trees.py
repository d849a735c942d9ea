"""Trees of columns that a page's script holds as data: what a script menu is drawn from.

A node has an id, a name, and children (or names its parent). A node with an address of its own is
a link like any other; one without is shown by the page it stands in, behind its ``#``.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from crawler.pages.dom import PageDom, fold
from crawler.pages.literals import arrays

_IDS = ("id", "cid", "cateid", "classid", "channelid", "columnid", "catalogid", "nodeid", "code")
_NAMES = ("name", "title", "label", "text", "catename", "classname", "columnname", "channelname")
_CHILDREN = ("children", "child", "childs", "childlist", "nodes", "sub", "sublist", "subs")
_PARENTS = ("parent_id", "parentid", "pid", "parent")
_ADDRESSES = ("jump_url", "jumpurl", "url", "link", "href", "linkurl")
_DATED = ("date", "time", "publish", "created")
_NAME_LIMIT = 30


@dataclass(frozen=True, slots=True)
class Node:
    """One column of a tree. ``path`` are the names above it; ``url`` is empty or as written."""

    id: str
    name: str
    path: tuple[str, ...]
    url: str
    is_branch: bool


def read_tree(page: PageDom) -> tuple[Node, ...]:
    """Nodes of the page's largest tree, parents before their children; empty without one."""
    trees = [tuple(_nodes(rows, ())) for _, rows in arrays(page.scripts) if _is_tree(rows)]
    return max(trees, key=len, default=())


def _is_tree(rows: list[Any]) -> bool:
    """Objects with id and name that know children, or a parent and no date: no list's rows."""
    if not rows or not all(isinstance(row, dict) for row in rows):
        return False
    keys = [frozenset(key.lower() for key in row) for row in rows]
    dated = any(word in key for k in keys for key in k for word in _DATED)
    nested = any(k & frozenset(_CHILDREN) for k in keys)
    linked = nested or (not dated and any(k & frozenset(_PARENTS) for k in keys))
    return linked and all(_ident(row) and _name(row) for row in rows)


def _nodes(rows: Iterable[Any], above: tuple[str, ...]) -> Iterator[Node]:
    rows = [row for row in rows if isinstance(row, dict) and _ident(row) and _name(row)]
    for row in _roots(rows):
        yield from _branch(row, rows, above, 0)


def _branch(
    row: dict[str, Any], rows: list[dict[str, Any]], above: tuple[str, ...], depth: int
) -> Iterator[Node]:
    inner = _first(row, _CHILDREN)
    children = [c for c in inner if isinstance(c, dict)] if isinstance(inner, list) else []
    nested = [c for c in children if _ident(c) and _name(c)]
    flat = [c for c in rows if c is not row and _parent(c) == _ident(row)]
    url = str(_first(row, _ADDRESSES) or "")
    name = _name(row)
    yield Node(_ident(row), name, above, url, bool(nested or flat))
    if depth < 8:
        for child in nested:
            yield from _branch(child, nested, (*above, name), depth + 1)
        for child in flat if not nested else ():
            yield from _branch(child, rows, (*above, name), depth + 1)


def _roots(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows whose parent is not among them."""
    idents = {_ident(row) for row in rows}
    return [row for row in rows if _parent(row) not in idents or _parent(row) == _ident(row)]


def _ident(row: dict[str, Any]) -> str:
    value = _first(row, _IDS)
    return str(value) if isinstance(value, int | str) and not isinstance(value, bool) else ""


def _parent(row: dict[str, Any]) -> str:
    value = _first(row, _PARENTS)
    return str(value) if isinstance(value, int | str) else ""


def _name(row: dict[str, Any]) -> str:
    value = _first(row, _NAMES)
    name = fold(value) if isinstance(value, str) else ""
    return name if 2 <= len(name) <= _NAME_LIMIT else ""


def _first(row: dict[str, Any], names: tuple[str, ...]) -> Any:
    lowered = {key.lower(): value for key, value in row.items()}
    return next((lowered[n] for n in names if lowered.get(n) not in (None, "")), None)
