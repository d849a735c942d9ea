"""Special columns out of the ledger: directories told from topics, a topic's columns together."""

import posixpath
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from audits.case import Case
from audits.ledger import ColumnCount
from audits.rowcount import CountedRow
from crawler import urls
from crawler.pages.lexicon import is_directory
from crawler.records import Entry, Flag, Kind, Verdict

_BOX = "special_columns"
_UNSEEN = frozenset({Flag.HIDDEN, Flag.PLACEHOLDER})


@dataclass(frozen=True, slots=True)
class Topic:
    """One special column: a page, or a sub-site of several columns.

    ``first`` is its earliest item; None unless every column was read to its end.
    """

    name: str
    columns: tuple[ColumnCount, ...]

    @property
    def items(self) -> list[CountedRow]:
        """Own items of the year."""
        return [row for column in self.columns for row in column.rows.items]

    @property
    def is_sure(self) -> bool:
        """Whether every column of the topic was read to an end; a front page only sums up."""
        parts = self._parts
        return bool(parts) and all(column.is_sure for column in parts)

    @property
    def _parts(self) -> list[ColumnCount]:
        """Its columns without the front pages that show nothing but rows of theirs."""
        parts = [c for c in self.columns if c.line.kind != Kind.AGGREGATE]
        seen = frozenset[str]().union(*(c.rows.seen for c in parts))
        fronts = [c for c in self.columns if c.line.kind == Kind.AGGREGATE]
        return [*parts, *(c for c in fronts if not parts or not c.rows.seen <= seen)]

    @property
    def first(self) -> date | None:
        """Day of the earliest item, where all of the topic was read."""
        whole = all(c.line.verdict is Verdict.EXACT for c in self._parts)
        days = [day for column in self.columns for day in column.rows.dates]
        return min(days, default=None) if whole else None

    @property
    def opened_before(self) -> date | None:
        """A day on which the topic surely existed already: its earliest item seen."""
        return min((day for c in self.columns for day in c.rows.dates), default=None)


def directories(case: Case) -> tuple[ColumnCount, ...]:
    """Columns that list topics."""
    return tuple(c for c in case.ledger if is_directory(c.line.name) and _is_special(c))


def topics(case: Case) -> tuple[Topic, ...]:
    """All topics, in order of discovery; the columns of a sub-site under its name."""
    found: dict[tuple[str, str], list[ColumnCount]] = {}
    for column in case.ledger:
        if column.line.kind in (Kind.EXTERNAL, Kind.APP) or not _is_special(column):
            continue
        name = _topic_of((*column.line.path, column.line.name))
        if name:
            found.setdefault((name, urls.host_of(column.line.url)), []).append(column)
    for part, front in _parts_of_fronts(found):
        found[front].extend(found.pop(part))
    return tuple(Topic(name, tuple(columns)) for (name, _), columns in found.items())


def _parts_of_fronts(
    found: Mapping[tuple[str, str], Sequence[ColumnCount]],
) -> tuple[tuple[tuple[str, str], tuple[str, str]], ...]:
    """Columns of a sub-site whose breadcrumb names the directory of topics but not the topic.

    They stand in folders below the topic's front page, and it shows items of theirs.
    """
    fronts = [
        (key, column)
        for key, columns in found.items()
        for column in columns
        if column.line.kind is Kind.AGGREGATE
    ]
    taken: dict[tuple[str, str], tuple[str, str]] = {}
    for part, columns in found.items():
        for key, front in fronts:
            folder = _folder(front.line.url)
            below = [_folder(c.line.url) for c in columns]
            inside = all(f.startswith(folder) and f != folder for f in below)
            if inside and key not in taken and any(c.rows.seen & front.rows.seen for c in columns):
                taken.setdefault(part, key)
    return tuple(taken.items())


def _folder(url: str) -> str:
    """Host and directory of an address."""
    return urls.host_of(url) + posixpath.dirname(urlsplit(url).path).rstrip("/") + "/"


def listed(case: Case, *, summed_up: bool = False) -> tuple[Entry, ...]:
    """Visible rows of all directories that are lists, of any year, each address once.

    With ``summed_up`` also those of directories that show blocks of their topics.
    """
    places = {urls.canonical(d.line.url) for d in directories(case) if summed_up or _is_list(d)}
    found: dict[str, Entry] = {}
    for column in case.store.columns():
        if urls.canonical(column.url) in places:
            for entry in case.store.entries(column.id):
                if entry.url and not entry.flags & _UNSEEN:
                    found.setdefault(urls.canonical(entry.url), entry)
    return tuple(found.values())


def outside(case: Case, known: Iterable[Topic]) -> tuple[tuple[Entry, str], ...]:
    """Rows of directories that lead to no topic that was read, each once, with the reason."""
    read = {urls.canonical(c.line.url) for topic in known for c in topic.columns}
    read |= {urls.canonical(c.line.url) for c in directories(case)}
    columns = {urls.canonical(c.line.url) for c in case.ledger}
    items = {row.key for topic in known for c in topic.columns for row in c.rows.items}
    targets = case.store.targets()
    found = []
    for entry in listed(case):
        key = urls.canonical(entry.url)
        if key in read or entry.content_id in items:
            continue
        target = targets.get(key)
        why = "没有作为专题打开" if case.own(entry.url) else "在别的网站上"
        if key in columns and case.own(entry.url):
            why = "作为普通栏目采集，不知道是不是专题"
        if target is not None and target.state != "ok":
            why = f"打不开（{target.note}）"
        found.append((entry, why))
    return tuple(found)


def _is_list(directory: ColumnCount) -> bool:
    return directory.line.kind is not Kind.AGGREGATE


def _is_special(column: ColumnCount) -> bool:
    names = (*column.line.path, column.line.name)
    return _BOX in column.line.boxes or any(is_directory(name) for name in names)


def _topic_of(names: tuple[str, ...]) -> str:
    """The step below the last directory; a special column outside of one stands for itself."""
    last = max((i for i, name in enumerate(names) if is_directory(name)), default=None)
    if last is None:
        return names[-1]
    return names[last + 1] if last + 1 < len(names) else ""
