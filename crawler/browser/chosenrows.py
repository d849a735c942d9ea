"""Answers that bring more than the page shows: its script may choose among their rows.

Such rows are no certain ones until a browser shows that nothing is left out.
"""

import re
from collections.abc import Callable, Sequence
from typing import Any

from crawler.columns.scriptfiles import linked_code
from crawler.pages.dom import PageDom
from crawler.pages.islands import is_state, objects_of
from crawler.records import Entry, Flag
from crawler.storage.store import Store

_TELLING = re.compile(
    r"^(?:\w*_)?(?:channel|catalog|categor|column|site|node|dept|org|class|type|kind|lm|status|state)"
    r"\w*$|\w*(?:Channel|Catalog|Categor|Column|Site|Type|Status|State)\w*$", re.I
)  # fmt: skip
_MOSTLY = 0.8
_FEW = 0.1  # of an answer's rows may be missing on the screen: rows that moved meanwhile


def choosing_field(answer: str, request: str, code: str) -> str:
    """The field by which a page may choose among an answer's rows; empty for none.

    ``request`` is the address and what was posted, ``code`` what is known of the page's scripts. A
    field tells where the code compares it, or where the code that draws the rows is not to be
    seen and the request asks for none of the field's values.
    """
    objects = objects_of(answer)
    drawn = re.search(rf"\.\s*(?:{'|'.join(_title_keys(objects))})\b", code)
    for key in dict.fromkeys(key for one in objects for key in one):
        values = {str(one.get(key)) for one in objects if not isinstance(one.get(key), dict | list)}
        if len(values) < 2 or is_state(key) or not _TELLING.match(key):
            continue
        asked = any(re.search(rf"(?<!\w){re.escape(value)}(?!\w)", request) for value in values)
        if _compares(code, key) or not (drawn or asked):
            return key
    return ""


def _title_keys(objects: Sequence[dict[str, Any]]) -> list[str]:
    """Keys of texts with Chinese in them: what draws the rows names one of them."""
    found = {k for one in objects for k, v in one.items() if re.search(r"[\u4e00-\u9fff]", str(v))}
    return sorted(re.escape(key) for key in found) or ["title"]


def _compares(code: str, key: str) -> bool:
    """Whether code compares a field: ``a.key == x``, ``x != key``, ``includes(a.key)``."""
    name = re.escape(key)
    return bool(
        re.search(rf"\b{name}[\"']?\]?\s*[!=]==?(?!\s*(?:null|undefined)\b)", code)
        or re.search(rf"[!=]==?\s*[\w$.]*\b{name}\b", code)
        or re.search(rf"\b(?:includes|indexOf|inArray|test)\s*\(\s*[\w$.]*\b{name}\b", code)
    )


def doubt_chosen(store: Store, column_id: int, own: Callable[[str], bool]) -> None:
    """Mark a column's rows where its page may choose among what a request brings.

    Runs inside a transaction. A request that a browser saw at work was held against the screen.
    """
    row = store.db.execute(
        "SELECT l.frontier_id, f.url || ' ' || f.body, c.frontier_id FROM list_page l"
        " JOIN frontier f ON f.id = l.frontier_id JOIN col c ON c.id = l.column_id"
        " WHERE l.column_id = ? AND l.number = 1 AND l.plan >= 0 AND l.state = 'ok'"
        " AND l.column_id NOT IN (SELECT column_id FROM learned) ORDER BY l.plan LIMIT 1",
        (column_id,),
    ).fetchone()
    answer = store.page(row[0]) if row else None
    page = store.page(row[2]) if row and row[2] else None
    if row is None or answer is None:
        return
    dom = PageDom(page.final_url, page.text) if page else PageDom("", "")
    code = dom.scripts + linked_code(store, dom, own)
    if choosing_field(answer.text, row[1], code):
        mark_unshown(store, column_id)


def mark_unshown(store: Store, column_id: int) -> None:
    """No row of the column is certain any more."""
    store.db.execute(
        "UPDATE entry SET flags = trim(flags || ' ' || ?) WHERE column_id = ?"
        " AND ' ' || flags || ' ' NOT LIKE ?",
        (Flag.UNSHOWN.value, column_id, f"% {Flag.UNSHOWN.value} %"),
    )


def settle_unshown(store: Store, column_id: int, shown: frozenset[str]) -> None:
    """Believe the marked rows again where a browser shows all of page one, up to its last row."""
    first = [e for e in store.entries(column_id) if e.page == 1]
    if first and not left_out(first, shown):
        store.db.execute(
            "UPDATE entry SET flags = trim(replace(' ' || flags || ' ', ?, ' ')) WHERE column_id=?",
            (f" {Flag.UNSHOWN.value} ", column_id),
        )


def is_shown_list(brought: Sequence[Entry], shown: Sequence[Entry]) -> bool:
    """Whether an answer's rows are the list on the screen.

    It brings most of what is shown, so that a block beside the list is not taken for it, and
    nothing besides, so that the page does not choose among what it is given.
    """
    seen = frozenset(e.content_id for e in shown)
    idents = {e.content_id for e in brought}
    return len(idents & seen) >= _MOSTLY * len(seen) and not left_out(brought, seen)


def left_out(brought: Sequence[Entry], shown: frozenset[str]) -> bool:
    """Whether a page shows only some of the rows an answer brought, or none of them.

    What lies behind the last row shown may be further screens of the same answer.
    """
    idents = list(dict.fromkeys(e.content_id for e in brought))
    last = max((at for at, ident in enumerate(idents) if ident in shown), default=-1)
    missing = sum(ident not in shown for ident in idents[:last])
    return last < 0 or missing > _FEW * last
