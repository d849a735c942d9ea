"""Which columns have all their items of the year opened, because only the page can tell."""

import re
from collections.abc import Callable, Mapping

from crawler.confidences import SECTION
from crawler.lexicon import Lexicon
from crawler.proposal import propose
from crawler.records import Entry, Kind, StoredColumn
from crawler.sampling import sample
from crawler.store import Store

# On a site whose lists hold so many rows a year's count stays cheap; --full opens all.
LARGE_SITE = 5000
OPENED_ITEMS = 64
_OPENED = frozenset({"interpretation", "surveys", "interviews", "messages"})
_ANSWERS = re.compile(r"常见|热点问|知识库|问答|统计|须知|指南")  # nobody's letters


def opens_items(words: Lexicon) -> Callable[[StoredColumn], bool]:
    """Tell the columns whose figure is read from the pages of their items.

    Interpretations have a form, surveys dates and results, interviews questions, letters replies.
    """

    def opens(column: StoredColumn) -> bool:
        if column.kind is Kind.AGGREGATE or SECTION.match(column.name):
            return False
        choice = propose(column, words, dated=True)
        boxes = _OPENED & {*choice.boxes, *choice.maybe}
        return bool(boxes) and not ("messages" in boxes and _ANSWERS.search(column.name))

    return opens


def chosen_items(store: Store, telling: Mapping[int, list[Entry]]) -> list[Entry]:
    """The items to open of all columns' ``telling`` ones: all, but for a share on a large site."""
    wishes = {column: len(rows) for column, rows in telling.items()}
    given = shares(wishes, OPENED_ITEMS) if known_rows(store) >= LARGE_SITE else wishes
    return [entry for column, rows in telling.items() for entry in sample(rows, given[column])]


def known_rows(store: Store) -> int:
    """About how many rows all lists hold: as they state, as their pages say, or as read."""
    rows = store.db.execute(
        "SELECT max(coalesce(declared_rows, 0), coalesce(declared_pages, 0) *"
        " (SELECT count(*) FROM entry WHERE column_id = col.id AND page = 1),"
        " (SELECT count(*) FROM entry WHERE column_id = col.id)) FROM col"
    )
    return sum(row[0] for row in rows)


def shares(wishes: Mapping[int, int], budget: int) -> dict[int, int]:
    """What each column may open of a budget: small wishes whole, the rest in equal parts."""
    given: dict[int, int] = {}
    left = budget
    for place, column in enumerate(sorted(wishes, key=lambda c: (wishes[c], c))):
        given[column] = min(wishes[column], left // (len(wishes) - place))
        left -= given[column]
    return given
