"""The form as a page to publish, and as a piece of one to paste into a site's editor.

Neither holds a script, a link or anything fetched from elsewhere.
"""

from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from reportgen.exports.docx_styles import SUBSTITUTES
from reportgen.official.form import OfficialForm
from reportgen.official.interface import Format, FormFile
from reportgen.official.readback import check_table, check_values
from reportgen.pagetemplates import page_templates
from reportgen.paper import Paper, PaperCell, lay_out
from reportgen.words import DRAFT

PAGE, FRAGMENT = ".html", "-粘贴用.html"


def _family(name: str, latin: str, last: str) -> str:
    names = ", ".join(f"'{each}'" for each in (latin, name, *SUBSTITUTES[name]))
    return f"font-family: {names}, {last}"


_SONG = _family("宋体", "SimSun", "serif")
_FANGSONG = _family("仿宋", "FangSong", "serif")
_HEI = _family("黑体", "SimHei", "sans-serif")
_BOX = "border: 1px solid #222; padding: 5px 6px; text-align: center; vertical-align: middle"
_BREAKS = "overflow-wrap: anywhere; white-space: normal"
LOOKS = {
    "title": f"{_HEI}; font-size: 26px; font-weight: bold; text-align: center; margin: 12px 0 2px",
    "year": f"{_SONG}; font-size: 18px; text-align: center; margin: 0 0 8px",
    "draft": "color: #b01e1e; font-weight: bold; text-align: center; margin: 0 0 8px",
    "line": f"{_FANGSONG}; font-size: 16px; margin: 10px 0 6px; overflow: hidden",
    "part": "display: inline-block; min-width: 30%; padding-right: 16px",
    "table": "border-collapse: collapse; table-layout: fixed; width: 100%; font-size: 15px; "
    "line-height: 1.4",
    "caption": "position: absolute; width: 1px; height: 1px; overflow: hidden; "
    "clip-path: inset(50%)",
    "label": f"{_BOX}; {_SONG}; {_BREAKS}; font-weight: normal; color: #111; background: none",
    "value": f"{_BOX}; {_FANGSONG}; {_BREAKS}",
    "several": f"{_BOX}; {_FANGSONG}; {_BREAKS}; text-align: left",
    "seal": f"{_FANGSONG}; font-size: 16px; text-align: right; margin: 30px 60px 40px 0",
    "note": f"{_FANGSONG}; font-size: 14px; margin: 12px 0 0",
}


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell of the page; a value names the ids of the labels that say what it is."""

    id: str
    keys: tuple[str, ...]
    text: str
    spans: Markup
    headers: tuple[str, ...]


def page(form: OfficialForm) -> str:
    """Return the whole page, printable on A4."""
    return _rendered("page.html", form, _as_class)


def fragment(form: OfficialForm) -> str:
    """Return only the form, every style inline, for editors that drop style sheets."""
    return _rendered("form.html", form, _as_style)


def _as_class(name: str) -> Markup:
    return Markup(f' class="{name}"')  # one of our own names


def _as_style(name: str) -> Markup:
    return Markup(f' style="{LOOKS[name]}"')  # one of our own styles


def _rendered(template: str, form: OfficialForm, look: Any) -> str:
    paper = lay_out(form.report)
    whole = sum(paper.widths)
    unit = form.report.fields.get("reporting_unit")
    return (
        environment()
        .get_template(template)
        .render(
            form=form,
            paper=paper,
            rows=_rows(paper),
            shares=[f"{100 * width / whole:.2f}" for width in paper.widths],
            unit=str(unit.value) if unit and unit.value is not None else "",
            draft_words=DRAFT,
            looks={name: Markup(style) for name, style in LOOKS.items()},
            look=look,
        )
    )


@cache
def environment() -> Environment:
    """Return the templates of this folder; every text is cleaned on its way into a page."""
    return page_templates(Path(__file__).with_name("templates"))


def _rows(paper: Paper) -> list[list[_Cell]]:
    slots = {
        (row, column): cell
        for cell in paper.cells
        for row in range(cell.row, cell.row + cell.rows)
        for column in range(cell.column, cell.column + cell.columns)
    }
    return [
        [_Cell(_id(c), c.keys, c.text, _spans(c), _headers(c, slots)) for c in cells]
        for _, cells in groupby(paper.cells, key=lambda cell: cell.row)
    ]


def _id(cell: PaperCell) -> str:
    return f"c{cell.row}-{cell.column}"


def _spans(cell: PaperCell) -> Markup:
    rows = f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
    columns = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
    return Markup(rows + columns)  # numbers only


def _headers(cell: PaperCell, slots: dict[tuple[int, int], PaperCell]) -> tuple[str, ...]:
    """Return the labels of a value: those left of it in its row, else the one above and its own."""
    labels: list[PaperCell] = []
    column = cell.column - 1
    met_value = False
    while column >= 0:
        left = slots[cell.row, column]
        met_value = met_value or (bool(left.keys) and bool(labels))
        if not left.keys and not met_value:
            labels.append(left)
        column = left.column - 1
    above, beside = slots.get((cell.row - 1, cell.column)), slots.get((cell.row, cell.column - 1))
    has_own = beside is not None and not beside.keys and beside.rows == cell.rows
    if above is not None and not above.keys and above.columns == cell.columns and not has_own:
        labels.insert(0, above)
    return tuple(_id(label) for label in reversed(labels))


def _render(form: OfficialForm) -> tuple[FormFile, ...]:
    files = []
    for ending, text in ((PAGE, page(form)), (FRAGMENT, fragment(form))):
        content = text.encode("utf-8")
        check_table(content, lay_out(form.report), f"{form.stem}{ending}")
        check_values(content, form, f"{form.stem}{ending}")
        files.append(FormFile(ending, content))
    return tuple(files)


FORMAT = Format("html", "报表（网页，可公开）和粘贴用的片段", _render)
