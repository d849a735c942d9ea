"""What speaks against a page having been read whole, as sentences for the column's line."""

import json
from collections.abc import Iterable

from crawler.pages.dom import PageDom
from crawler.storage.store import Store

WORDS = {
    "truncated_encoding": "页面压缩数据不完整",
    "partial_body": "页面内容没有传完",
    "no_tail": "页面没有结尾标记，可能不完整",
    "double_encoding": "页面被重复压缩",
    "unknown_encoding": "页面的压缩方式不能识别",
    "script_only": "页面内容由脚本生成",
    "mojibake": "页面有不能识别的文字",
}


def page_doubts(
    page: PageDom, witnesses: Iterable[str], number: int = 1, unread: int = 0
) -> tuple[str, ...]:
    """Doubts about one list page; empty for a whole one. ``unread`` as in RowBlock.

    ``witnesses`` are the names the fetcher and the decoder put down; a parser that saw fewer links
    than the source holds is one more.
    """
    where = f"第 {number} 页：" if number > 1 else ""
    whole = "<html" in page.text.lower()  # a fragment brought by request has no tail to miss
    names = [name for name in witnesses if name in WORDS and (whole or name != "no_tail")]
    doubts = [f"{where}{WORDS[name]}" for name in names]
    if page.lost_anchors:
        doubts.append(f"{where}标签残缺或嵌套过深，有 {page.lost_anchors} 个链接没有读到")
    if unread:
        doubts.append(f"{where}列表中另有 {unread} 个链接没有读成条目")
    return tuple(doubts)


def add_doubts(store: Store, column_id: int | None, doubts: Iterable[str]) -> None:
    """Add sentences that keep a column from being exact, inside a transaction."""
    row = store.db.execute("SELECT doubts FROM col WHERE id = ?", (column_id,)).fetchone()
    if row is None:
        return
    kept = list(dict.fromkeys([*json.loads(row[0]), *doubts]))
    store.db.execute(
        "UPDATE col SET doubts = ? WHERE id = ?", (json.dumps(kept, ensure_ascii=False), column_id)
    )


def drop_doubt(store: Store, column_id: int, doubt: str) -> None:
    """Take back one sentence that something learned later made void, inside a transaction."""
    row = store.db.execute("SELECT doubts FROM col WHERE id = ?", (column_id,)).fetchone()
    kept = [said for said in json.loads(row[0]) if said != doubt] if row else []
    store.db.execute(
        "UPDATE col SET doubts = ? WHERE id = ?", (json.dumps(kept, ensure_ascii=False), column_id)
    )
