"""录入对照表: the values one by one, to be retyped into the national reporting system.

In the order of the form, which is the order of the system; figures without units, dates as
2026-01-15, choices as the one word to choose. One click selects a whole value.
"""

from dataclasses import dataclass

from lxml import html

from crawler.errors import ExportError
from reportgen.fields import FieldKind
from reportgen.official.form import OfficialForm
from reportgen.official.interface import Format, FormFile
from reportgen.official.webpage import environment
from reportgen.paper import PENDING_WORDS, lay_out, written
from reportgen.plaintext import clean_text
from reportgen.report import ReportField
from reportgen.words import DRAFT

_ENDING = "-录入对照表.html"
_COUNTED = (FieldKind.COUNT, FieldKind.NUMBER)


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One value to retype."""

    number: int
    label: str
    value: str
    unit: str


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A section of the form with its lines."""

    title: str
    lines: tuple[SheetLine, ...]


def sheet_parts(form: OfficialForm) -> tuple[SheetPart, ...]:
    """Return the values in the order of the form, numbered through."""
    parts: list[SheetPart] = []
    number = 0
    for section in form.report.form.sections:
        lines = []
        for key in section.keys:
            number += 1
            item = form.report.fields[key]
            unit = (item.field.unit or "") if item.field.kind in _COUNTED else ""
            lines.append(SheetLine(number, item.field.label, _typed(item, form), unit))
        parts.append(SheetPart(section.title, tuple(lines)))
    return tuple(parts)


def _typed(item: ReportField, form: OfficialForm) -> str:
    """Return what to type: a bare figure, a plain word; marks of a draft stay."""
    kind, value = item.field.kind, item.value
    plain = written(item, form.report)
    if value is None or any(mark in plain for mark in PENDING_WORDS):
        return clean_text(plain)
    if kind is FieldKind.YES_NO:
        return "是" if value else "否"
    if kind is FieldKind.CHOICE:
        return item.field.choices[str(value)]
    if kind in _COUNTED:
        return f"{value:.1f}" if isinstance(value, float) else str(value)
    return clean_text(str(value))


def page(form: OfficialForm) -> str:
    """Return the page; it holds no script."""
    unit = form.report.fields.get("reporting_unit")
    return (
        environment()
        .get_template("copysheet.html")
        .render(
            form=form,
            paper=lay_out(form.report),
            parts=sheet_parts(form),
            unit=str(unit.value) if unit and unit.value is not None else "",
            draft_words=DRAFT,
        )
    )


def _render(form: OfficialForm) -> tuple[FormFile, ...]:
    content = page(form).encode("utf-8")
    read = html.document_fromstring(content.decode("utf-8"))
    found = ["".join(each.itertext()) for each in read.find_class("copied")]
    meant = [clean_text(line.value) for part in sheet_parts(form) for line in part.lines]
    if found != meant:
        raise ExportError(f"{form.stem}{_ENDING} 写出后核对不符，没有保存。")
    return (FormFile(_ENDING, content),)


FORMAT = Format("copysheet", "录入对照表", _render)
