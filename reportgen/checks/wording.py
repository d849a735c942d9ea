"""Puts figures into the sentence of a clause."""

import re
from collections.abc import Iterable

from reportgen.checks.clauses import Clause
from reportgen.checks.entries import Entries

_PLACE = re.compile(r"\{(\w+)\}")


def sentence(clause: Clause, entries: Entries, left: float = 0, gap: float = 0) -> str:
    """Return the sentence with ``{key}`` replaced; ``{left}`` is a sum, ``{gap}`` a difference."""
    computed = {"left": figure(left), "gap": figure(gap)}
    return _PLACE.sub(lambda place: computed.get(place[1]) or entries.shown(place[1]), clause.say)


def listed(clause: Clause, entries: Entries, keys: Iterable[str]) -> str:
    """Return the sentence followed by the labels of the fields it is about."""
    return f"{clause.say}{'、'.join(map(entries.label, keys))}。"


def figure(number: float) -> str:
    """Write a figure without a needless decimal point."""
    return str(int(number)) if number == int(number) else str(round(number, 2))
