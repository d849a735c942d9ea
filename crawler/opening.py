"""Which columns have all their items of the year opened, because only the page can tell."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from crawler.columns.proposal import propose
from crawler.letters.confidences import SECTION
from crawler.letters.spoken import OF_DELEGATES, titles_ask
from crawler.pages.lexicon import Lexicon
from crawler.records import Entry, Kind, StoredColumn, Target
from crawler.sampling import falls_in, is_near, sample
from crawler.storage.store import Store

# On a site whose lists hold so many rows a year's count stays cheap; --full opens all.
LARGE_SITE = 5000
OPENED_ITEMS = 64
_OPENED = frozenset({"interpretation", "surveys", "interviews", "messages"})
_CATALOGUE = re.compile(r"事项.{0,6}(?:目录|清单|一览|列表)|服务(?:目录|清单)")
_CATALOGUES = 10  # papers of one column that are opened
_HEARD = 2  # items opened to hear whether they are letters
_ASKED = re.compile(r"征[求集]|调查|问卷|投票|听证|献策")
_NOTICE = re.compile(r"征[求集].{0,40}意见|意见.{0,8}(?:采纳|反馈)|调查问卷|问卷调查")
_NOTICES = 20  # such items of one column that are opened
_ANSWERS = re.compile(r"常见|热点问|知识库|问答|统计|须知|指南")  # nobody's letters


def opens_items(
    words: Lexicon, holds_letters: Callable[[int], bool]
) -> Callable[[StoredColumn], bool]:
    """Tell the columns whose figure is read from the pages of their items.

    Interpretations have a form, surveys dates and results, interviews questions, letters replies,
    catalogues of services their items.
    ``holds_letters`` tells by its number a column that turned out to hold some.
    """

    def opens(column: StoredColumn) -> bool:
        if column.kind is Kind.AGGREGATE or SECTION.match(column.name):
            return False
        choice = propose(column, words, dated=True)
        boxes = _OPENED & {*choice.boxes, *choice.maybe}
        if not boxes and holds_letters(column.id):
            return True
        if "services" in choice.boxes and _CATALOGUE.search(column.name):
            return True
        return bool(boxes) and not ("messages" in boxes and _ANSWERS.search(column.name))

    return opens


def telling_items(
    column: StoredColumn, fetchable: Iterable[Entry], targets: dict[str, Target], year: int
) -> list[Entry]:
    """Items whose page alone tells what the form asks.

    Those of the year and, where it may be told late, of the time before; of catalogues of services
    the latest, whatever their year.
    """
    rows = list(fetchable)
    if _CATALOGUE.search(column.name):
        papers = [e for e in rows if _CATALOGUE.search(e.title)]
        return sorted(papers, key=lambda e: str(e.date or ""), reverse=True)[:_CATALOGUES]
    near = column.kind is Kind.APP  # letters of last autumn may have been answered this year
    asked = bool(_ASKED.search(column.name))  # what came of a survey is told later still
    return [
        e
        for e in rows
        if falls_in(e, targets, year)
        or (near and is_near(e, year))
        or (asked and falls_in(e, targets, year - 1))
    ]


def unheard_items(column: StoredColumn, fetchable: Sequence[Entry]) -> list[Entry]:
    """A few items of a column without any of the year whose titles ask: they may be letters."""
    named = _ANSWERS.search(column.name) or OF_DELEGATES.search(column.name)
    if named or not titles_ask([entry.title for entry in fetchable]):
        return []
    return sample(list(fetchable), _HEARD)


def asking_items(fetchable: Iterable[Entry], targets: dict[str, Target], year: int) -> list[Entry]:
    """Items of other columns whose titles ask for opinions or tell what came of it."""
    found = [e for e in fetchable if _NOTICE.search(e.title) and falls_in(e, targets, year)]
    return found[:_NOTICES]


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
