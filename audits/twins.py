"""Rows that may be one item under two addresses: counted once, and said.

Same title and date at another address alone is a suspect, listed and still counted: bulletins
share titles. Three things make it a twin: the addresses differ only in a parameter, a column's
part or in case; the two columns are mirrors of each other (an edition for the blind, an older
path); or the suspects are too many to be chance. That it is one item is likely, never certain, so
a figure with twins is at best partial.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from audits.ledger import ColumnCount
from audits.rowcount import CountedRow
from crawler import urls

Named = tuple[CountedRow, str]
_Label = tuple[str, date | None]

_NUMBER = re.compile(r"([0-9]+)[^0-9]*$")
_SERIAL = 3  # digits of an article's own number; shorter ones start anew every day
_FEW = 3  # fewer common rows make no mirror and no suspicion
_MIRRORED = 0.9
_SUSPICIOUS = 0.1


@dataclass(frozen=True, slots=True)
class Distinct:
    """``rows`` that count, ``suspects`` among them, and the sentences about what was left out."""

    rows: list[Named]
    suspects: list[Named]
    reasons: tuple[str, ...] = ()


def distinct(columns: Sequence[ColumnCount]) -> Distinct:
    """Each item of the columns once, twins left out."""
    seen: dict[str, Named] = {}
    homes: dict[str, set[int]] = {}
    for place, column in enumerate(columns):
        for row in column.rows.items:
            seen.setdefault(row.key, (row, column.line.name))
            homes.setdefault(row.key, set()).add(place)
    copies = frozenset(_mirrored(columns))
    kept = [one for one in seen.values() if one[0].key not in copies]
    shared = Counter(_label(row) for row, _ in kept)
    marks = [_twin_key(row) if shared[_label(row)] > 1 else _label(row) for row, _ in kept]
    rows = [kept[i] for i in _firsts(marks, kept, homes)]
    said = _words(len(seen) - len(rows), copies)
    suspects = find_suspects(rows)
    labels = [_label(row) for row, _ in rows]
    firsts = set(_firsts(labels, rows, homes))
    doubles = {row.key for i, (row, _) in enumerate(rows) if i not in firsts and row.entry.title}
    if len(doubles) >= max(_FEW, len(rows) * _SUSPICIOUS):
        rows = [one for one in rows if one[0].key not in doubles]
        said = (*said, f"{len(doubles)} 条与别的条目标题、日期相同而网址不同，为数不少，未重复计")
    return Distinct(rows, suspects, said)


def _firsts(
    marks: Sequence[tuple[object, ...]], rows: Sequence[Named], homes: dict[str, set[int]]
) -> list[int]:
    """Places of the rows that repeat no earlier row of the same mark in another column.

    One list does not print one article twice: two rows of a column are two items.
    """
    known: dict[tuple[object, ...], list[set[int]]] = {}
    shared = Counter(marks)
    places = []
    for place, (mark, (row, _)) in enumerate(zip(marks, rows, strict=True)):
        if shared[mark] == 1:
            places.append(place)
            continue
        own = homes[row.key]
        earlier = known.setdefault(mark, [])
        match = next((columns for columns in earlier if not columns & own), None)
        if match is None:
            places.append(place)
            earlier.append(set(own))
        else:
            match |= own
    return places


def _words(twins: int, copies: frozenset[str]) -> tuple[str, ...]:
    if not twins:
        return ()
    where = "，有的栏目是另一栏目的另一版本" if copies else ""
    return (
        f"{twins} 条与别的条目标题、日期相同，网址只差参数或栏目{where}，可能是同一条，未重复计",
    )


def find_suspects(rows: Sequence[Named]) -> list[Named]:
    """Items with the same title and date as an earlier one at another address."""
    counts = Counter(_label(row) for row, _ in rows)
    first: set[_Label] = set()
    found = []
    for row, name in rows:
        label = _label(row)
        if counts[label] > 1 and label in first:
            found.append((row, name))
        first.add(label)
    return found


def _label(row: CountedRow) -> _Label:
    return row.entry.title, row.date


def _twin_key(row: CountedRow) -> tuple[object, ...]:
    """What two addresses of one article share; the row's own identity where nothing is known."""
    label = _label(row)
    path, mark, query = row.key.partition("?")
    if mark and query:
        return (*label, path.lower())
    last = _NUMBER.search(row.key.partition("/")[2])
    if last and len(last[1]) >= _SERIAL and row.entry.title:
        return (*label, urls.detail_shape(row.entry.url).lower(), last[1])
    return (*label, row.key.lower())


def _mirrored(columns: Sequence[ColumnCount]) -> Iterator[str]:
    """Identities of the later column's rows where nearly all rows stand in an earlier one too."""
    labelled = [_by_label(column) for column in columns]
    shared = Counter(label for one in labelled for label in one)
    told = [(len(one), {k: v for k, v in one.items() if shared[k] > 1}) for one in labelled]
    for (whole, one), (others, other) in combinations(told, 2):
        common = [label for label in one.keys() & other.keys() if one[label] != other[label]]
        if len(common) >= max(_FEW, min(whole, others) * _MIRRORED):
            yield from (other[label] for label in common)


def _by_label(column: ColumnCount) -> dict[_Label, str]:
    """Identities by title and date, where only one row of the column has them."""
    counts = Counter(_label(row) for row in column.rows.items)
    return {
        _label(row): row.key
        for row in column.rows.items
        if row.entry.title and counts[_label(row)] == 1
    }
