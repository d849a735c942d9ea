"""The year in the title of a blank form: written where it is left open, compared where printed."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from reportgen.official.filling.strip import Strip
from reportgen.report import Report
from reportgen.submitted.document import Table
from reportgen.submitted.inline import is_title
from reportgen.submitted.labels import load_labels

KEY = "report_year"
_PRINTED = re.compile(r"(?<!\d)(20\d\d)\s*年(?!\s*\d+\s*月)")
_OPEN = re.compile(r"(?P<century>(?<!\d)20)?(?P<place>[ \xa0\u3000_＿]+)年度")


def put_year(
    report: Report,
    blank: Any,
    touched: dict[tuple[int, int, int], Strip],
    note: Callable[[str, str], None],
) -> str:
    """Write the report year into an open place of the title; return another one printed there.

    ``blank`` is a BlankForm; ``note`` takes down key and problem. A form whose title prints
    another year is told of even where the form has no field for it.
    """
    titles = list(_titles(blank))
    printed = [year for strip, _ in titles for year in _PRINTED.findall(strip.text)]
    if printed:
        other = "" if str(report.year) in printed else printed[0]
        year = f"{other} 年度，不是 {report.year} 年度"
        note(KEY, f"表题印的是 {year}，请核对用的是不是这份表" if other else "")
        return other
    for strip, spots in titles:
        found = _OPEN.search(strip.text)
        if found:
            year = str(report.year).removeprefix(found["century"] or "")
            done = strip.write(*found.span("place"), year)
            touched.update(dict.fromkeys(spots, strip))
            note(KEY, "" if done else "表题里的年度填不进去")
            break
    return ""


def _titles(blank: Any) -> Iterator[tuple[Strip, list[tuple[int, int, int]]]]:
    labels = load_labels()
    for strip in blank.lines():
        if _looks_like_title(strip.text):
            yield strip, []
    for number, block in enumerate(blank.document.blocks):
        for cell in block.cells if isinstance(block, Table) else ():
            if is_title(cell.text, labels) or _looks_like_title(cell.text):
                yield blank.cells(number, (cell,)), [(number, cell.row, cell.column)]


def _looks_like_title(text: str) -> bool:
    """Say whether a text is the form's name or its year alone, the year perhaps left open."""
    flat = re.sub(r"[\s（）()_＿]", "", text)
    return len(flat) < 40 and (flat in ("年度", "20年度") or "年度报表" in flat or _is_year(flat))


def _is_year(flat: str) -> bool:
    return re.fullmatch(r"20\d\d年度?", flat) is not None
