"""What an audit is: one question put to a crawl, and what else it can tell (docs/audits.md)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from audits.case import Case
from audits.facts import Fact, Remark
from audits.fates import Counting


def no_remarks(case: Case) -> Iterator[Remark]:
    """An audit that has nothing to say beside its facts."""
    return iter(())


def no_counting(case: Case, field: str) -> Counting | None:
    """An audit whose figures are no counts of list rows."""
    return None


@dataclass(frozen=True, slots=True)
class Audit:
    """One question put to a crawl: its id is also its module, test and docs heading.

    ``remarks`` are what a person should look at that no single fact shows. ``counting`` tells of
    a figure that counts rows of lists which columns and rows it goes by. ``by_columns`` is False
    where no choice for a column and no ruling on a row can move an answer.
    """

    id: str
    title: str
    fields: tuple[str, ...]
    run: Callable[[Case], Iterator[Fact]]
    remarks: Callable[[Case], Iterator[Remark]] = no_remarks
    counting: Callable[[Case, str], Counting | None] = no_counting
    by_columns: bool = True
