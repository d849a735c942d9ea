"""The form as it will lie on paper: the same cells for every format that prints the table."""

from dataclasses import dataclass
from datetime import date

from audits.facts import Outcome
from reportgen.fields import FieldKind
from reportgen.layout import Cell, LinePart
from reportgen.plaintext import clean_text
from reportgen.report import PENDING, Report, ReportField

_ORDER = (Outcome.FAILED, Outcome.UNKNOWN, Outcome.PARTIAL, Outcome.ESTIMATE, Outcome.OBSERVED)
HINT = "（仅供参考）"
_AT_LEAST = "至少"
PENDING_WORDS = (PENDING, HINT, _AT_LEAST)  # the marks by which a draft is known
_DECIDED_NONE = {"无": "无", "/": "/", "blank": ""}  # how people let a missing value stand


@dataclass(frozen=True, slots=True)
class PaperCell:
    """A printed cell: position and spans from 0 and 1, text with line feeds between lines.

    ``outcome`` is the weakest of its values; None for a printed label.
    """

    row: int
    column: int
    rows: int
    columns: int
    text: str
    outcome: Outcome | None
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PaperPart:
    """A label with its value in a line above or below the table."""

    label: str
    value: str
    key: str


@dataclass(frozen=True, slots=True)
class Paper:
    """The whole sheet; ``widths`` in millimetres, ``seal`` and ``notes`` as in ``Lines``."""

    title: str
    year_line: str
    head: tuple[tuple[PaperPart, ...], ...]
    cells: tuple[PaperCell, ...]
    foot: tuple[tuple[PaperPart, ...], ...]
    widths: tuple[float, ...]
    seal: str = ""
    notes: tuple[str, ...] = ()


def lay_out(report: Report) -> Paper:
    """Return the sheet for a report."""
    form = report.form
    cells = tuple(
        PaperCell(
            row=place.row,
            column=place.column,
            rows=place.cell.rows,
            columns=place.cell.columns,
            text=_cell_text(place.cell, report),
            outcome=_weakest(place.cell, report),
            keys=place.cell.keys,
        )
        for place in form.grid.places()
    )
    return Paper(
        title=form.title,
        year_line=form.year_line.replace("{year}", str(report.year)),
        head=tuple(_line(line, report) for line in form.lines.head),
        cells=cells,
        foot=tuple(_line(line, report) for line in form.lines.foot),
        widths=form.grid.widths,
        seal=form.lines.seal,
        notes=form.lines.notes,
    )


def written(item: ReportField, report: Report) -> str:
    """Return the whole text of one value: figure, ticks, 〔待填〕, or what people let stand."""
    kind = item.field.kind
    if kind in (FieldKind.YES_NO, FieldKind.CHOICE):
        return _ticks(item, report)
    if item.value is None:
        return _without_value(item)
    if kind in (FieldKind.COUNT, FieldKind.NUMBER):
        return _hinted(_figure(item, report), item)
    text = clean_text(str(item.value))
    return _hinted(_day(text) if kind is FieldKind.DATE else text, item)


def is_open(item: ReportField) -> bool:
    """Say whether a value is missing and nobody has decided that it stays so."""
    return item.value is None and item.written_as not in _DECIDED_NONE


def _without_value(item: ReportField) -> str:
    """Return what stands for a missing value: 〔待填〕, 无, a stroke, or nothing."""
    return _DECIDED_NONE.get(item.written_as or "", PENDING)


def _day(text: str) -> str:
    """Return an ISO date as people write it; whatever else stands there, as it is."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return text
    return f"{day.year}年{day.month}月{day.day}日"


def _figure(item: ReportField, report: Report) -> str:
    """Return a figure as the form writes it, 至少 before a lower bound."""
    style = report.form.writing
    value = item.value
    bound = _AT_LEAST if item.outcome is Outcome.PARTIAL else ""
    if value == 0 and not bound:
        return style.none
    number = f"{value:.1f}" if isinstance(value, float) else str(value)
    unit = item.field.unit if style.unit_with_number and item.field.unit else ""
    return f"{bound}{number}{unit}"


def _ticks(item: ReportField, report: Report) -> str:
    """Return 是 and 否, or the choices, with the box of the chosen one ticked."""
    style = report.form.writing
    words = style.words.get(item.field.key)
    if words is not None:
        text = words.yes if item.value else words.no
        return _without_value(item) if item.value is None else _hinted(text, item)
    options: list[tuple[object, str]] = list(item.field.choices.items())
    gap = style.gap if style.choice_gap is None else style.choice_gap
    if item.field.kind is FieldKind.YES_NO:
        options, gap = [(True, style.yes), (False, style.no)], style.gap
    boxes = [_box(value == item.value, label, report) for value, label in options]
    return _hinted(gap.join(boxes), item)


def _box(is_ticked: bool, label: str, report: Report) -> str:
    style = report.form.writing
    return f"{style.ticked if is_ticked else style.empty}{label}"


def _hinted(text: str, item: ReportField) -> str:
    """Return the text with what a reader must know: still to be filled, or for reference only."""
    if item.value is None:
        return f"{text}{PENDING}" if is_open(item) else text
    return f"{text}{HINT}" if item.outcome is Outcome.ESTIMATE else text


def _cell_text(cell: Cell, report: Report) -> str:
    if cell.ticks:
        return _several_ticks(cell, report)
    if cell.key is None:
        return cell.text
    item = report.fields[cell.key]
    if cell.choice is None:
        return written(item, report)
    label = item.field.choices[cell.choice]
    return _hinted(_box(item.value == cell.choice, label, report), item)


def _several_ticks(cell: Cell, report: Report) -> str:
    """Return one box per feature, in one line as printed on the form.

    A feature that nobody looked at says so beside its box; then each stands in a line of its own,
    so that nobody reads the empty box as a no.
    """
    items = [report.fields[key] for key in cell.ticks]
    boxes = [_box(item.value is True, item.field.short_label, report) for item in items]
    hinted = [_hinted(box, item) for box, item in zip(boxes, items, strict=True)]
    all_known = hinted == boxes
    lines = [report.form.writing.gap.join(hinted)] if all_known else hinted
    if cell.other is not None:
        other = report.fields[cell.other]
        text = "" if other.value is None else f"：{clean_text(str(other.value))}"
        box = _box(other.value is not None, other.field.short_label, report)
        lines.append(_hinted(f"{box}{text}", other))
    return "\n".join(lines)


def _line(parts: tuple[LinePart, ...], report: Report) -> tuple[PaperPart, ...]:
    return tuple(
        PaperPart(part.text, written(report.fields[part.key], report), part.key) for part in parts
    )


def _weakest(cell: Cell, report: Report) -> Outcome | None:
    found = {report.fields[key].outcome for key in cell.keys}
    return next((outcome for outcome in _ORDER if outcome in found), None)
