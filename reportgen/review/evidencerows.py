"""The rows behind a figure, counted and left out, each with what a person may filter by."""

from collections.abc import Iterator
from dataclasses import dataclass

from audits.case import Case
from audits.facts import Evidence, Fact
from audits.fates import Counting, Fate, RowFate, fates
from audits.rulings import INSIDE, OUTSIDE
from crawler.records import Flag
from reportgen.recount import Recount, row_id

READ = "read"  # a page that was looked at, for 0, no and texts
_MARKS = {Flag.PINNED: "pinned", Flag.ATTACHMENT: "attachment", Flag.DRAFTED: "drafted"}


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One line of the evidence page.

    ``fate`` is a word of ``audits.fates.Fate``, of a left-out group, or ``READ``. ``row`` is the
    id by which decisions name it, empty where it is no row of a list; ``place`` the address of
    its column. ``day`` is ISO or empty; ``marks`` are words; ``picture`` a screenshot's path.
    """

    fate: str
    row: str
    title: str
    url: str
    href: str
    day: str
    source: str
    column: str
    place: str
    marks: tuple[str, ...] = ()
    note: str = ""
    amount: int = 1
    picture: str = ""

    @property
    def month(self) -> str:
        """YYYY-MM, or empty without a date."""
        return self.day[:7]


def shown_rows(recount: Recount, case: Case, fact: Fact) -> Iterator[ShownRow]:
    """Every row of a figure; those of lists with their fates, else what the fact itself cites."""
    audit = recount.counting_audit(fact.field)
    counting = audit.counting(case, fact.field) if audit is not None else None
    if counting is None or not counting.columns:
        yield from cited_rows(fact)
        return
    whole = len(fact.evidence) == len(counting.once.rows) == fact.value
    evidence = None if whole else fact.evidence
    amounts = {(e.url, e.title): e.amount for e in fact.evidence if e.amount != 1}
    quotes = {(e.url, e.title): e.quote for e in fact.evidence if e.quote} if not whole else {}
    suspects = {row.key for row, _ in counting.once.suspects}
    for each in fates(counting, evidence):
        yield _shown(each, suspects, amounts, quotes)
    yield from _not_of_lists(fact, counting)


def cited_rows(fact: Fact) -> Iterator[ShownRow]:
    """What a fact cites: its evidence, then the rows it leaves out (at most 50 of each kind)."""
    counts = _is_sum(fact)
    for one in fact.evidence:
        yield _cited(one, Fate.COUNTED.value if counts else READ)
    for group in fact.left_out:
        if group.kind != "suspect":
            yield from (_cited(one, group.kind) for one in group.rows)


def _is_sum(fact: Fact) -> bool:
    """Whether the figure is the number (or the sum) of what it cites."""
    value = fact.value
    if isinstance(value, bool) or not isinstance(value, int) or value == 0:
        return False
    return sum(one.amount for one in fact.evidence) == value


def _not_of_lists(fact: Fact, counting: Counting) -> Iterator[ShownRow]:
    """Pages cited for 0, and rows of other columns that the fact speaks of."""
    listed = {(row.evidence(name).url, row.entry.title) for row, name in counting.once.rows}
    for one in fact.evidence:
        if (one.url, one.title) not in listed:
            yield _cited(one, READ)


def _cited(one: Evidence, fate: str) -> ShownRow:
    return ShownRow(
        fate=fate,
        row="",
        title=one.title,
        url=one.url,
        href=one.href,
        day=one.date,
        source=one.date_source,
        column=one.column,
        place="",
        note=one.quote,
        amount=one.amount,
        picture=one.picture,
    )


def _shown(
    each: RowFate,
    suspects: set[str],
    amounts: dict[tuple[str, str], int],
    quotes: dict[tuple[str, str], str],
) -> ShownRow:
    row, line = each.row, each.column.line
    entry = row.entry
    url = entry.url or entry.href
    marks = [word for flag, word in _MARKS.items() if flag in entry.flags]
    if row.key in suspects and each.fate is Fate.COUNTED:
        marks.append("suspect")
    if row.why in (INSIDE, OUTSIDE):
        marks.append("ruled")
    return ShownRow(
        fate=each.fate.value,
        row=row_id(row.key),
        title=entry.title,
        url=url,
        href=entry.href,
        day=row.date.isoformat() if row.date else "",
        source=row.source.value,
        column=line.name,
        place=line.url,
        marks=tuple(marks),
        note=quotes.get((url, entry.title), row.why) if each.fate is Fate.COUNTED else row.why,
        amount=amounts.get((url, entry.title), 1),
    )
