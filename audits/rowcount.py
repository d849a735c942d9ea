"""The rows of one column sorted into counted and left out."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from audits.facts import Evidence
from audits.rulings import INSIDE, NOTHING_RULED, OUTSIDE, Rulings
from crawler import urls
from crawler.lists.settled import Settled, is_drawn, settle
from crawler.records import PRINTED, DateSource, Entry, Flag, Target


@dataclass(frozen=True, slots=True)
class CountedRow:
    """One row with its final date. ``why`` says why it was not counted, empty when it was.

    ``key`` is its identity over the whole site.
    """

    entry: Entry
    date: date | None
    source: DateSource
    why: str = ""
    key: str = ""

    def evidence(self, column: str) -> Evidence:
        """The row as a person can look it up."""
        return Evidence(
            url=self.entry.url or self.entry.href,
            title=self.entry.title,
            date=self.date.isoformat() if self.date else "",
            date_source=self.source.value,
            quote=self.why,
            column=column,
            href=self.entry.href,
        )


@dataclass(slots=True)
class RowCount:
    """Rows of a column by fate, each in one list. ``items`` are distinct, own, dated in the year.

    ``told_below`` are items of columns below that people decided about: they count there alone.

    ``distinct_rows`` counts every different row of any year, placeholders aside: what a page's
    declared total speaks of. ``unveiled`` counts hidden rows that people ruled on.
    """

    items: list[CountedRow] = field(default_factory=list)
    external: list[CountedRow] = field(default_factory=list)
    doubtful: list[CountedRow] = field(default_factory=list)
    undated: list[CountedRow] = field(default_factory=list)
    dead: list[CountedRow] = field(default_factory=list)
    hidden: list[CountedRow] = field(default_factory=list)
    placeholder: list[CountedRow] = field(default_factory=list)
    repeated: list[CountedRow] = field(default_factory=list)
    other_year: list[CountedRow] = field(default_factory=list)
    undated_external: list[CountedRow] = field(default_factory=list)
    ruled_out: list[CountedRow] = field(default_factory=list)
    told_below: list[CountedRow] = field(default_factory=list)
    dates: list[date] = field(default_factory=list)
    distinct_rows: int = 0
    unveiled: int = 0
    drawn: int = 0  # items whose page a script draws: its source tells nothing of them
    opened: int = 0  # items whose page was read
    seen: frozenset[str] = frozenset()  # identities of those rows
    reaches_before: bool = False  # the last unpinned row lies before the year

    @property
    def every(self) -> tuple[CountedRow, ...]:
        """Different rows in sight, of any year and host."""
        fates = (self.items, self.external, self.doubtful, self.undated, self.dead)
        return tuple(
            row for fate in (*fates, self.other_year, self.undated_external) for row in fate
        )

    @property
    def keys(self) -> frozenset[str]:
        """Identities of the counted items."""
        return frozenset(row.key for row in self.items)


def count_rows(
    entries: Iterable[Entry],
    targets: dict[str, Target],
    year: int,
    own: Callable[[str], bool],
    loose: frozenset[str] = frozenset(),
    rulings: Rulings = NOTHING_RULED,
) -> RowCount:
    """Sort every row of a column; the first of equal identities stands for all.

    ``loose`` are identities that name different items on this site: there the address decides.
    What people ruled of a row stands against everything but an empty line.
    """
    count = RowCount()
    seen: dict[str, CountedRow] = {}
    veiled: dict[str, CountedRow] = {}  # hidden rows that people ruled on
    for entry in entries:
        target = targets.get(urls.canonical(entry.url)) if entry.url else None
        settled = settle(entry, target)
        key = urls.canonical(entry.url) if entry.content_id in loose else entry.content_id
        row = CountedRow(entry, settled.date, settled.source, key=key)
        if Flag.PLACEHOLDER in entry.flags:
            count.placeholder.append(row)
            continue
        if Flag.HIDDEN in entry.flags:
            if key not in rulings or veiled.setdefault(key, row) is not row:
                count.hidden.append(row)
            continue
        first = seen.get(key)
        if first is not None:
            _again(count, first, row, settled, year, is_ruled=key in rulings)
            continue
        seen[key] = row
        if settled.date is not None:
            count.dates.append(settled.date)
            if Flag.PINNED not in entry.flags:
                count.reaches_before = settled.date.year < year  # the last row decides
        if key in rulings:
            _rule(count, row, is_inside=key in rulings.inside)
        elif settled.touches(year):
            _place(count, row, target, settled.conflict, year, own)
        else:
            count.other_year.append(row)
    count.distinct_rows, count.seen = len(seen), frozenset(seen)
    _unveil(count, veiled, rulings)
    return count


def _unveil(count: RowCount, veiled: dict[str, CountedRow], rulings: Rulings) -> None:
    """Put hidden rows that people ruled on; a row that also stands in sight was put already."""
    for key, row in veiled.items():
        if key in count.seen:
            count.hidden.append(row)
        else:
            count.unveiled += 1
            _rule(count, row, is_inside=key in rulings.inside)


def _rule(count: RowCount, row: CountedRow, *, is_inside: bool) -> None:
    """Put a row where a person wants it."""
    if is_inside:
        count.items.append(_with(row, INSIDE))
    else:
        count.ruled_out.append(_with(row, OUTSIDE))


def _place(
    count: RowCount,
    row: CountedRow,
    target: Target | None,
    conflict: str,
    year: int,
    own: Callable[[str], bool],
) -> None:
    """Put one distinct, visible row where it belongs."""
    entry = row.entry
    printed = entry.content_id.startswith(PRINTED)  # a letter in full has no address
    scripted = Flag.SCRIPTED in entry.flags or not (entry.url or printed)
    if Flag.UNMARKED in entry.flags:
        count.doubtful.append(_with(row, "缺少同列其他行都有的显示标记，可能不公开显示"))
    elif Flag.UNSHOWN in entry.flags:
        count.doubtful.append(_with(row, "接口返回了它，但页面可能只显示接口返回的一部分条目"))
    elif scripted:
        count.doubtful.append(_with(row, "没有可以打开的网址（javascript 或空地址）"))
    elif (entry.url and not own(entry.url)) or (target is not None and target.state == "offsite"):
        _place_external(count, _with(row, target.note if target else ""), year)
    elif row.date is None:
        count.undated.append(_with(row, "列表、网址和正文都没有可用的日期"))
    elif conflict:
        count.doubtful.append(_with(row, f"两处日期不在同一年：{conflict}"))
    elif target is not None and target.state in ("dead", "refused"):
        count.dead.append(_with(row, f"打不开：{target.note}"))
    else:
        count.items.append(row)
        count.opened += target is not None and target.state == "ok"
        count.drawn += is_drawn(entry, target)


def _place_external(count: RowCount, row: CountedRow, year: int) -> None:
    """An external row of the year, of another one, or of no known day."""
    if row.date is None:
        count.undated_external.append(row)
    elif row.date.year == year:
        count.external.append(row)
    else:
        count.other_year.append(row)


def _with(row: CountedRow, why: str) -> CountedRow:
    return CountedRow(row.entry, row.date, row.source, why, row.key)


def _again(
    count: RowCount,
    first: CountedRow,
    row: CountedRow,
    settled: Settled,
    year: int,
    *,
    is_ruled: bool,
) -> None:
    """A second row of one identity: a repeat, or two rows that contradict each other."""
    known = first.date.year if first.date else None
    now = row.date.year if row.date else None
    touches = (settled.touches(year) or known == year) and not is_ruled
    if touches and not same_title(first.entry.title, row.entry.title):
        count.doubtful.append(_with(row, "标题不同的几行指向同一网址"))
    elif touches and known and now and known != now:
        why = f"同一条目列了不同年份的日期（{first.date}、{row.date}）"
        count.repeated.extend(_with(item, why) for item in count.items if item.key == row.key)
        count.items = [item for item in count.items if item.key != row.key]
        count.doubtful.append(_with(row, why))
    else:
        count.repeated.append(row)


def same_title(one: str, other: str) -> bool:
    """Whether two titles could name one item: equal, or one the cut or marked form of the other."""
    short, long = sorted((_letters(one), _letters(other)), key=len)
    return not short or short in long or short[:10] == long[:10]


def _letters(title: str) -> str:
    return re.sub(r"\W", "", title)


def loose_identities(entries: Iterable[Entry]) -> frozenset[str]:
    """Identities under which different titles stand at different addresses."""
    titles: dict[str, tuple[str, str]] = {}
    loose: set[str] = set()
    for entry in entries:
        address = urls.canonical(entry.url) if entry.url else ""
        known = titles.setdefault(entry.content_id, (entry.title, address))
        if known[1] != address and not same_title(known[0], entry.title):
            loose.add(entry.content_id)
    return frozenset(loose)
