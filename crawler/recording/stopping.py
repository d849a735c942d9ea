"""What the file keeps of a walk that ended."""

import json

from crawler.columns.views import BRANCH
from crawler.lists.reading import ListReading
from crawler.paging.ordering import falls_in_groups
from crawler.paging.walk import Step, Walk
from crawler.records import Kind, StoredColumn
from crawler.storage.store import Store


def write_stop(store: Store, column: StoredColumn, walk: Walk, step: Step) -> None:
    """Close the walk of one column: why it ended, how it was proved, what the pages declare."""
    if column.source == BRANCH and step.stop == "empty" and len(walk.pages) > 1:
        # Asked and answered: a parent without rows of its own only names its children.
        said = (Kind.AGGREGATE.value, "aggregate", column.id)
        store.db.execute("UPDATE col SET kind = ?, stop = ? WHERE id = ?", said)
        return
    read = [page.pager for page in walk.good if page.pager is not None]
    read += [page.pager for page in walk.pages[:1] if page.pager is not None]
    rows = next((p.declared_rows for p in read if p.declared_rows is not None), None)
    pages = next((p.declared_pages for p in read if p.declared_pages is not None), None)
    methods = {walk.all_plans[p.plan].method_word for p in walk.good if p.plan >= 0}
    store.db.execute(
        "UPDATE col SET stop = ?, proof = ?, ordered = ?, declared_rows = ?,"
        " declared_pages = ?, doubts = ?, method = ? WHERE id = ?",
        (
            step.stop,
            step.proof,
            int(walk.ordered or _in_groups(walk, int(store.get("year")))),
            rows,
            pages,
            json.dumps([*column.doubts, *step.doubts], ensure_ascii=False),
            max(methods, default="static"),
            column.id,
        ),
    )


def _in_groups(walk: Walk, year: int) -> bool:
    """Whether a lone page holds several lists, each in order and past the year."""
    good = walk.good
    return len(good) == 1 and falls_in_groups(good[0].rows, year)


def first_stop(kind: Kind, reading: ListReading) -> str:
    """Kinds that are not walked stop at once."""
    if kind in (Kind.SINGLE, Kind.AGGREGATE):
        return kind.value
    return "" if reading.entries or any(p.whole for p in reading.pager.plans) else "empty"
