"""A table as a grid of texts: cells that span rows or columns stand in each of their places."""

from lxml.html import HtmlElement

from crawler.pages.dom import visible_text

_LARGEST = {"colspan": 60, "rowspan": 3000}  # a larger one is a mistake of the page


def grid(table: HtmlElement) -> list[list[str]]:
    """The rows of a table, nested tables left out, each a list of the texts in its places."""
    rows: list[list[str]] = []
    waiting: dict[int, tuple[int, str]] = {}  # place to (rows left, text)
    for line in table.iter("tr"):
        if next(line.iterancestors("table")) is not table:
            continue
        cells = [cell for cell in line if cell.tag in ("td", "th")]
        row: list[str] = []
        while cells or len(row) in waiting:
            if len(row) in waiting:
                left, text = waiting.pop(len(row))
                if left > 1:
                    waiting[len(row)] = (left - 1, text)
                row.append(text)
                continue
            cell = cells.pop(0)
            text = visible_text(cell)
            for _ in range(_span(cell, "colspan")):
                if _span(cell, "rowspan") > 1:
                    waiting[len(row)] = (_span(cell, "rowspan") - 1, text)
                row.append(text)
        rows.append(row)
    return rows


def _span(cell: HtmlElement, name: str) -> int:
    told = (cell.get(name) or "").strip()
    return min(max(int(told), 1), _LARGEST[name]) if told.isdecimal() and len(told) < 5 else 1
