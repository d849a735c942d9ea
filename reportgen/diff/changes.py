"""Two crawls of one site: which rows appeared, vanished (已撤下) or now carry another date."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from reportgen.diff.rows import ColumnRows, Item

KINDS = {"appeared": "新出现", "vanished": "已撤下", "redated": "改了日期"}


@dataclass(frozen=True, slots=True)
class Change:
    """One row that is not as it was. ``before`` and ``after`` are its days, None if absent."""

    kind: str
    column: str
    title: str
    url: str
    before: date | None
    after: date | None

    @property
    def month(self) -> str:
        """The month the row belongs to, as in 2025-03; the earlier one for a changed date."""
        day = self.before or self.after
        return f"{day:%Y-%m}" if day else "无日期"

    @property
    def word(self) -> str:
        """The kind in Chinese."""
        return KINDS[self.kind]


def changes(
    before: Sequence[ColumnRows], after: Sequence[ColumnRows], boxes: str = ""
) -> tuple[Change, ...]:
    """Return what changed in the counted columns; ``boxes`` limits it to one class.

    A row counts as vanished only where the later crawl read its column as far back as the row's
    day: what was not looked at has not vanished.
    """
    old, new = _rows(before, boxes), _rows(after, boxes)
    reach = {column.url: _reach(column) for column in after}
    found = []
    for key, (item, column) in old.items():
        if key in new:
            now = new[key][0]
            if item.day and now.day and item.day != now.day:
                found.append(_change("redated", item, column, item.day, now.day))
        elif _was_read(item, reach.get(column.url), column.url in reach):
            found.append(_change("vanished", item, column, item.day, None))
    known = {column.url: _reach(column) for column in before}
    for key, (item, column) in new.items():
        if key not in old and _was_read(item, known.get(column.url), column.url in known):
            found.append(_change("appeared", item, column, None, item.day))
    return tuple(sorted(found, key=lambda c: (c.kind, c.column, c.month, c.url)))


def spread(found: Iterable[Change]) -> dict[str, dict[str, dict[str, int]]]:
    """Return how many rows of each kind fall on each column and month."""
    told: dict[str, dict[str, dict[str, int]]] = {}
    kept = tuple(found)
    for kind in KINDS:
        own = [change for change in kept if change.kind == kind]
        told[kind] = {
            "columns": dict(Counter(change.column for change in own).most_common()),
            "months": dict(sorted(Counter(change.month for change in own).items())),
        }
    return told


def _rows(columns: Sequence[ColumnRows], box: str) -> dict[str, tuple[Item, ColumnRows]]:
    found: dict[str, tuple[Item, ColumnRows]] = {}
    for column in columns:
        if column.in_total and (not box or box in column.boxes):
            for item in column.items:
                found.setdefault(item.key, (item, column))
    return found


def _reach(column: ColumnRows) -> date | None:
    """Return the earliest day to which a column was read; None when it was read to its end."""
    if not column.is_open_below:
        return None
    return min((item.day for item in column.items if item.day), default=date.max)


def _was_read(item: Item, reach: date | None, has_column: bool) -> bool:
    if not has_column:
        return False
    return reach is None or (item.day is not None and item.day > reach)


def _change(
    kind: str, item: Item, column: ColumnRows, before: date | None, after: date | None
) -> Change:
    return Change(kind, column.name, item.title, item.url, before, after)
