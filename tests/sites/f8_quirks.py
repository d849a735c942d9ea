"""Quirks of F8: traps of programs that make their pages when asked."""

from collections.abc import Callable
from random import Random

from nianbao.demo.model import Column, SiteModel
from nianbao.demo.quirks import Quirk
from nianbao.demo.truth import in_year
from tests.sites.f8_pages import linked_pages, months
from tests.sites.naive import LIMIT

LABELS_OF_YEAR = 10  # of the twelve months before 2026-03
Change = Callable[[SiteModel, Random], SiteModel]


def endless(path: str) -> Quirk:
    """Let the last page go on to the next, which is page one again."""

    def bite(column: Column, year: int) -> int:
        counts = _counts(column, year)
        walked = [1 + step % column.pages for step in range(LIMIT)]
        return sum(counts[number] for number in walked) - len(in_year(column.rows, year))

    return Quirk("Q-LOOP", "末页的下一页又是首页", _look("Q-LOOP", path, "loops"), bite)


def calendar(path: str) -> Quirk:
    """Put a calendar beside a list; each month leads to the one before and the one after it."""

    def apply(model: SiteModel, random: Random) -> SiteModel:
        labels = sum(year == model.year for year, _ in months(model))
        assert labels == LABELS_OF_YEAR, "the calendar does not show ten months of the year"
        return _look("Q-CAL", path, "calendar")(model, random)

    return Quirk(
        "Q-CAL", "日历链接没有尽头", apply, lambda column, year: LABELS_OF_YEAR * column.pages
    )


def changing_addresses(path: str) -> Quirk:
    """Give the links of every answer a ``random=`` of their own."""

    def bite(column: Column, year: int) -> int:
        counts = _counts(column, year)
        waiting, found = [1], 0
        for _ in range(LIMIT):
            number = waiting.pop(0)
            found += counts[number]
            waiting += sorted(linked_pages(number, column.pages))
        return found - len(in_year(column.rows, year))

    apply = _look("Q-RANDOM", path, "random")
    return Quirk("Q-RANDOM", "链接里有每次不同的随机数", apply, bite, "every_address")


def _look(id_: str, path: str, name: str) -> Change:
    def apply(model: SiteModel, random: Random) -> SiteModel:
        column = model.column(path)
        return model.with_column(column.marked(id_, looks=column.looks | {name}))

    return apply


def _counts(column: Column, year: int) -> dict[int, int]:
    return {number: len(in_year(rows, year)) for number, rows in column.slices()}
