"""A file that holds the forms of several years: only the latest is read, and that is said."""

import re
from collections.abc import Iterable
from dataclasses import replace

from reportgen.submitted.document import Block, Document, Line
from reportgen.submitted.inline import is_title, starts_with_label
from reportgen.submitted.labels import Labels

_YEAR = re.compile(r"(?<!\d)(20\d\d)\s*年")
_LONGEST_TITLE = 60
_FEWEST = 8  # labels of a table that is a form, not a part of one
_ONLY = "文件里有{years}几个年度的报表，只读了{year}年度的，其他年度的没有读"


def latest_edition(document: Document, labels: Labels) -> tuple[Document, str]:
    """Return the document without forms of earlier years, and a sentence (Chinese) if there were.

    A block belongs to the year that the last title before or in it names.
    """
    years = _years(document.blocks, labels)
    forms = {
        year
        for block, year in zip(document.blocks, years, strict=True)
        if year is not None and _is_form(block, labels)
    }
    if len(forms) < 2:
        return document, ""
    latest = max(forms)
    kept = tuple(
        block
        for block, year in zip(document.blocks, years, strict=True)
        if year is None or year == latest
    )
    named = "、".join(str(year) for year in sorted(forms))
    return (
        replace(document, blocks=kept),
        _ONLY.format(years=named, year=latest),
    )


def printed_year(texts: Iterable[str], labels: Labels) -> int | None:
    """Return the one year that titles among some texts print, None where none or several."""
    titles = [text for text in texts if len(text) < _LONGEST_TITLE and is_title(text, labels)]
    years = {int(year) for text in titles for year in _YEAR.findall(text)}
    return years.pop() if len(years) == 1 else None


def title_texts(block: Block) -> list[str]:
    """Return the texts of a block that may be titles.

    A narrow cell that holds only a year stands over a column and is none.
    """
    if isinstance(block, Line):
        return [block.text]
    return [cell.text for cell in block.cells if cell.columns > 1 or len(cell.text) > 10]


def _years(blocks: tuple[Block, ...], labels: Labels) -> list[int | None]:
    found: list[int | None] = []
    year: int | None = None
    for block in blocks:
        year = printed_year(title_texts(block), labels) or year
        found.append(year)
    return found


def _is_form(block: Block, labels: Labels) -> bool:
    if isinstance(block, Line):
        return False
    named = (
        labels.is_label(cell.text) or starts_with_label(cell.text, labels) for cell in block.cells
    )
    return sum(named) >= _FEWEST
