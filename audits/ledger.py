"""The column ledger: every column counted, judged and put into its boxes.

Pure over the sealed crawl and site.toml; an override that needs pages nobody fetched shows as
unknown with "run again", never as a guess.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from audits.basis import UNCOUNTED, Basis
from audits.facts import LedgerColumn
from audits.openings import BOXES
from audits.rowcount import RowCount
from audits.rulings import NOTHING_RULED, Rulings
from audits.verdicts import Judgement, Witnesses, judge
from crawler import urls
from crawler.pages.lexicon import is_directory
from crawler.records import ColumnChoice, Kind, SiteProfile, StoredColumn, Verdict

_SEVERITY = (Verdict.EXACT, Verdict.BOUNDED, Verdict.LOWER_BOUND, Verdict.UNKNOWN)
_READ = (Kind.LIST, Kind.TOPIC, Kind.AGGREGATE)
_LONE = ("single", "waiting")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")


@dataclass(frozen=True, slots=True)
class ColumnCount:
    """One column of the ledger with the rows behind its figures."""

    line: LedgerColumn
    rows: RowCount
    maybe: tuple[str, ...]
    pages: tuple[tuple[str, int], ...]  # (address, rows) of each page that was read
    below: frozenset[str] = frozenset()  # addresses of the columns under it
    lone: bool = False  # a page without a pager, or whole but for doubtful rows
    by_person: bool = False  # people decided what it is and where it counts

    @property
    def is_sure(self) -> bool:
        """Whether the column's figure may stand without a word of caution."""
        return self.line.verdict in (Verdict.EXACT, Verdict.BOUNDED)

    @property
    def is_unplaced(self) -> bool:
        """Whether it is a list of the total that is in no class, and no person wants it so."""
        line = self.line
        told = bool(line.boxes or self.maybe or self.by_person or line.rollup)
        return line.in_total and line.kind is Kind.LIST and not told

    def is_told_by(self, columns: Iterable["ColumnCount"]) -> bool:
        """Whether every row of it stands in columns below it that are among ``columns``.

        Such a page shows what is new in its parts: it adds nothing, and what it lacks is no loss.
        """
        if not self.lone or not self.rows.seen or self.line.verdict is not Verdict.LOWER_BOUND:
            return False
        parts = [c.rows.seen for c in columns if c is not self and c.line.url in self.below]
        return self.rows.seen <= frozenset().union(*parts)


def build_ledger(
    basis: Basis, profile: SiteProfile, rulings: Rulings = NOTHING_RULED
) -> tuple[ColumnCount, ...]:
    """All columns in order of discovery, year archives folded into their parents."""
    choices = {urls.canonical(c.url, fragment=True): c for c in profile.columns}
    read = frozenset(urls.canonical(g[0].url) for g in basis.groups if g[0].kind in _READ)
    counted = []
    for group in basis.groups:
        key = urls.canonical(group[0].url, fragment=True)
        choice = choices.get(key) or basis.proposed(group[0])
        topics = read if is_directory(group[0].name) else frozenset[str]()
        counted.append(_count(basis, group, choice, rulings, topics))
    return _mark_rollups(counted)


def _count(
    basis: Basis,
    group: Sequence[StoredColumn],
    choice: ColumnChoice,
    rulings: Rulings,
    topics: frozenset[str],
) -> ColumnCount:
    """One column with its archives: rows together, the worst verdict of all.

    An undated row of a directory that leads to one of the ``topics`` is no item of unknown day.
    """
    column = group[0]
    opening = not BOXES.isdisjoint(choice.boxes)
    rows = _dated(basis.count(group, rulings, by_opening=opening), topics)
    counts = {c.id: _dated(basis.count((c,), rulings, by_opening=opening), topics) for c in group}
    witnesses = basis.witnesses(group)
    told = _telling(group, counts, basis.year)
    judged = [judge(c, counts[c.id], witnesses[c.id]) for c in told]
    worst = max(judged, key=lambda j: _SEVERITY.index(j.verdict))
    if worst.verdict in (Verdict.EXACT, Verdict.BOUNDED) and basis.disagrees(group):
        worst = Judgement(
            Verdict.LOWER_BOUND, "列表上的日期与正文的发布日期多数不一致，可能不是发布日期"
        )
    kind = _kind(choice, group)
    line = _line(group, kind, choice, rows, worst)
    pages = tuple((p.url, p.rows) for c in group for p in c.pages if p.state == "ok")
    lone = len(group) == 1 and (
        column.stop in _LONE or _is_whole_but_for_doubtful(column, rows, witnesses[column.id])
    )
    return ColumnCount(
        line,
        rows,
        choice.maybe,
        pages or ((column.url, 0),),
        lone=lone,
        by_person=choice.by_person,
    )


def _dated(rows: RowCount, topics: frozenset[str]) -> RowCount:
    told = [row for row in rows.undated if urls.canonical(row.entry.url) in topics]
    if not told:
        return rows
    rest = [row for row in rows.undated if row not in told]
    return replace(rows, undated=rest, told_below=[*rows.told_below, *told])


def _telling(
    group: Sequence[StoredColumn], counts: dict[int, RowCount], year: int
) -> Sequence[StoredColumn]:
    """Those of a column and its year archives whose completeness the year's count depends on.

    An archive that shows rows of its own other year only cannot change it, nor can a parent that
    shows no row its archives lack.
    """
    column, *archives = group
    if not archives:
        return group
    told = [c for c in archives if not _is_of_another_year(c, counts[c.id], year)]
    listed = frozenset().union(*(counts[c.id].seen for c in archives))
    repeats = bool(counts[column.id].seen) and counts[column.id].seen <= listed
    if not (_is_index(column) or (repeats and told)):
        told.insert(0, column)
    return told or archives


def _is_of_another_year(archive: StoredColumn, count: RowCount, year: int) -> bool:
    """Whether an archive names one other year, and every row of it is dated in that year."""
    named = {int(n) for n in _YEAR.findall(f"{archive.name} {urlsplit(archive.url).path}")}
    days = {day.year for day in count.dates}
    whole = len(count.dates) == count.distinct_rows
    return len(named) == 1 and days == named and year not in days and whole


def _is_whole_but_for_doubtful(column: StoredColumn, rows: RowCount, seen: Witnesses) -> bool:
    """Whether only doubtful rows keep a column from being sure."""
    return bool(rows.doubtful) and judge(column, replace(rows, doubtful=[]), seen).verdict in (
        Verdict.EXACT,
        Verdict.BOUNDED,
    )


def _is_index(column: StoredColumn) -> bool:
    """A parent that only names its year archives."""
    return column.kind in (Kind.AGGREGATE, Kind.SINGLE) or column.stop == "empty"


def _kind(choice: ColumnChoice, group: Sequence[StoredColumn]) -> Kind:
    if choice.by_person:
        return choice.kind
    return Kind.LIST if len(group) > 1 else group[0].kind


def _line(
    group: Sequence[StoredColumn],
    kind: Kind,
    choice: ColumnChoice,
    rows: RowCount,
    judged: Judgement,
) -> LedgerColumn:
    """The ledger's line; in_year is None where nothing was or may be counted."""
    column = group[0]
    uncounted = kind in UNCOUNTED or judged.verdict is Verdict.UNKNOWN
    in_total = choice.in_total and (choice.by_person or kind not in (*UNCOUNTED, Kind.AGGREGATE))
    if len(group) > 1 and not choice.by_person and column.kind is Kind.AGGREGATE:
        in_total = True
    declared = [c.declared_rows for c in group if c.declared_rows is not None]
    dates = sorted(rows.dates)
    return LedgerColumn(
        name=choice.name or column.name,
        path=column.path,
        url=column.url,
        kind=kind,
        boxes=choice.boxes,
        in_total=in_total,
        in_year=None if uncounted else len(rows.items),
        external_in_year=None if uncounted else len(rows.external),
        undated=len(rows.undated),
        doubtful=len(rows.doubtful) + len(rows.dead),
        verdict=judged.verdict,
        reason=judged.reason,
        pages=sum(1 for c in group for p in c.pages if p.state == "ok"),
        rows=sum(p.rows for c in group for p in c.pages if p.state == "ok"),
        declared_rows=sum(declared) if declared and len(declared) == len(group) else None,
        first_date=dates[0].isoformat() if dates else None,
        last_date=dates[-1].isoformat() if dates else None,
        rollup=kind is Kind.AGGREGATE,
        method=column.method,
        choice_reason=choice.reason,
    )


def _mark_rollups(counted: list[ColumnCount]) -> tuple[ColumnCount, ...]:
    """A parent whose items contain a child's, or that shows only its children's rows."""
    counted = _without_topics(counted)
    placed = [
        replace(c, below=frozenset(o.line.url for o in counted if _is_below(o, c))) for c in counted
    ]
    return tuple(_as_rollup(c, placed) if _rolls_up(c, placed) else c for c in placed)


def _without_topics(counted: list[ColumnCount]) -> list[ColumnCount]:
    """Directories of topics without the rows that are the topics themselves, dated or not."""
    read = {urls.canonical(c.line.url) for c in counted if c.line.kind in _READ}
    return [_without(c, read) if is_directory(c.line.name) else c for c in counted]


def _without(column: ColumnCount, read: set[str]) -> ColumnCount:
    rows = column.rows
    told = [row for row in rows.items if urls.canonical(row.entry.url) in read]
    if not told or column.line.in_year is None:
        return column
    items = [row for row in rows.items if row not in told]
    line = replace(column.line, in_year=len(items))
    below = [*rows.told_below, *told]
    return replace(column, line=line, rows=replace(rows, items=items, told_below=below))


def _is_below(other: ColumnCount, column: ColumnCount) -> bool:
    """By its address or by the names above it; of two that look so of each other, neither is."""
    if other is column:
        return False
    here, there = urls.canonical(column.line.url), urls.canonical(other.line.url)
    named = column.line.name in other.line.path and other.line.name not in column.line.path
    return there.startswith(here) or (named and not here.startswith(there))


def _rolls_up(column: ColumnCount, columns: list[ColumnCount]) -> bool:
    keys = column.rows.keys
    below = [other for other in columns if other.line.url in column.below]
    contains = any(
        other.rows.keys
        and (other.rows.keys < keys or column.line.name in other.line.path)
        and other.rows.keys <= keys
        for other in below
    )
    return contains or column.is_told_by(below)


def _as_rollup(column: ColumnCount, columns: Iterable[ColumnCount]) -> ColumnCount:
    """Mark a rollup: what people decided of a column below it holds for the rows it repeats."""
    below = [o for o in columns if o.line.url in column.below and o.by_person]
    decided = frozenset().union(*(other.rows.seen for other in below))
    rows = column.rows
    if not decided.isdisjoint(rows.keys):
        told = [row for row in rows.items if row.key in decided]
        rows = replace(
            rows,
            items=[row for row in rows.items if row.key not in decided],
            told_below=[*rows.told_below, *told],
        )
    return replace(column, line=replace(column.line, rollup=True), rows=rows)
