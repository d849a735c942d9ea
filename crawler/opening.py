"""Which columns have all their items of the year opened, because only the page can tell."""

import re
from collections.abc import Callable

from crawler.lexicon import Lexicon
from crawler.proposal import propose
from crawler.records import Kind, StoredColumn

_OPENED = frozenset({"interpretation", "surveys", "interviews", "messages"})
_SECTION = re.compile(r"^(?:互动交流|政民互动|政务互动|公众参与|交流互动|互动|互动平台|公众互动)$")
_ANSWERS = re.compile(r"常见|热点问|知识库|问答|统计|须知|指南")  # nobody's letters


def opens_items(words: Lexicon) -> Callable[[StoredColumn], bool]:
    """Tell the columns whose figure is read from the pages of their items.

    Interpretations have a form, surveys dates and results, interviews questions, letters replies.
    """

    def opens(column: StoredColumn) -> bool:
        if column.kind is Kind.AGGREGATE or _SECTION.match(column.name):
            return False
        choice = propose(column, words, dated=True)
        boxes = _OPENED & {*choice.boxes, *choice.maybe}
        return bool(boxes) and not ("messages" in boxes and _ANSWERS.search(column.name))

    return opens
