"""Tables of one letter whose labels stand in a row above their values."""

import re
from collections.abc import Iterator
from itertools import pairwise

from lxml.html import HtmlElement

from crawler.pages.dom import fold, visible_strings

_LABEL = re.compile(r"[\u4e00-\u9fff]{2,6}[:：]?")
_TIME = re.compile(r"时间|日期")
_DAY = re.compile(r"(?:19|20)\d{2}\s*[-./年]\s*\d{1,2}")
_FEW = 2


def headed_cells(root: HtmlElement) -> Iterator[str]:
    """``来信时间：2024-05-06`` for each value below its label.

    A row of labels has no value in it; a table of several rows below it is a list.
    """
    for table in root.iter("table"):
        rows = [row for row in table.iter("tr") if next(row.iterancestors("table"), None) is table]
        cells = [_cells(row) for row in rows]
        for place, (head, below) in enumerate(pairwise(cells)):
            after = cells[place + 2] if place + 2 < len(cells) else []
            if (
                len(head) == len(below) >= _FEW
                and all(_LABEL.fullmatch(name) for name in head)
                and any(_TIME.search(name) for name in head)
                and any(_DAY.match(value) for value in below)
                and not (len(after) == len(head) and any(_DAY.match(value) for value in after))
            ):
                pairs = zip(head, below, strict=True)
                yield from (f"{name.rstrip(':：')}：{value}" for name, value in pairs if value)


def _cells(row: HtmlElement) -> list[str]:
    return [fold(" ".join(visible_strings(c))) for c in row if c.tag in ("td", "th")]
