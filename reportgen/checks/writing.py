"""Rules about the manner of writing; they judge only cells that are given as they stand."""

import re
from collections.abc import Iterator

from reportgen.checks.clauses import Clause, ClauseKind
from reportgen.checks.entries import Entries
from reportgen.checks.wording import listed
from reportgen.fields import FieldKind

Finding = tuple[str, tuple[str, ...]]
_FIGURES = (FieldKind.COUNT, FieldKind.NUMBER)


def unit_written(clause: Clause, entries: Entries) -> Iterator[Finding]:
    """Every figure above 0 has its unit behind it."""
    bare = tuple(
        key
        for key, cell in _cells(entries)
        if (unit := entries.form.fields[key].unit)
        and re.fullmatch(r"[\d,，.\s]+", cell)
        and entries.values.get(key)
        and unit not in cell
    )
    if bare:
        yield listed(clause, entries, bare), bare


def none_written(clause: Clause, entries: Entries) -> Iterator[Finding]:
    """Where there is nothing, the form's own word for it stands."""
    word = entries.form.writing.none
    other = tuple(
        key
        for key, cell in _cells(entries)
        if entries.values.get(key) == 0 and cell.strip() and cell.strip() != word
    )
    if other:
        yield listed(clause, entries, other), other


def ticked(clause: Clause, entries: Entries) -> Iterator[Finding]:
    """Exactly one box is ticked: a cell with text and no value had none or two."""
    kinds = (FieldKind.YES_NO, FieldKind.CHOICE)
    unread = tuple(
        key
        for key, cell in entries.written.items()
        if key in entries.form.fields
        and entries.form.fields[key].kind in kinds
        and (cell or "").strip()
        and entries.values.get(key) is None
    )
    if unread:
        yield listed(clause, entries, unread), unread


def _cells(entries: Entries) -> Iterator[tuple[str, str]]:
    """Yield the cells of figures that were given as they stand."""
    for key, field in entries.form.fields.items():
        if field.kind in _FIGURES and (cell := entries.written.get(key)) is not None:
            yield key, cell


JUDGES = {
    ClauseKind.UNIT_WRITTEN: unit_written,
    ClauseKind.NONE_WRITTEN: none_written,
    ClauseKind.TICKED: ticked,
}
