"""The blank form of the superior office, filled in place: each value beside its label.

Fields are found as the readers of filled forms find them, by label and heading. What can't be
placed for certain is named and left alone; nothing else in the file is touched.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol
from zipfile import BadZipFile

from lxml import etree

from crawler.errors import ExportError
from reportgen.fields import FieldKind
from reportgen.official.filling.docx import WordForm
from reportgen.official.filling.proof import prove
from reportgen.official.filling.strip import Strip
from reportgen.official.filling.values import against_unit, put_after_label, put_features, put_value
from reportgen.official.filling.xlsx import BookForm
from reportgen.official.filling.yearline import KEY as YEAR
from reportgen.official.filling.yearline import put_year
from reportgen.official.form import OfficialForm
from reportgen.report import Report, ReportField
from reportgen.submitted.document import Cell, Document, Table
from reportgen.submitted.found import Found, Harvest
from reportgen.submitted.inline import is_title, pairs
from reportgen.submitted.labels import Labels, load_labels
from reportgen.submitted.packages import examine
from reportgen.submitted.reading import harvest_document
from reportgen.submitted.refused import SubmittedFileError
from reportgen.submitted.words import label_of, one_line, unit_of
from reportgen.words import DRAFT

_FEWEST = 8  # with fewer fields placed a file is no blank form
_FEATURES = (
    "search_as_service",
    "multilingual_offered",
    "accessibility_offered",
    "personal_pages_offered",
)
_OTHER = "innovation_other"
_DAMAGED = "打不开，文件已损坏或不是 docx、xlsx"
_FAULTS = (BadZipFile, KeyError, ValueError, IndexError, TypeError, etree.LxmlError, OSError)


class BlankForm(Protocol):
    """What a type of file must offer to be filled."""

    @property
    def document(self) -> Document:
        """What the readers of filled forms see."""

    def cells(self, block: int, cells: Sequence[Cell]) -> Strip:
        """Return the text of some cells of a table."""

    def lines(self) -> Iterator[Strip]:
        """Yield the lines outside tables."""

    def result(self) -> bytes:
        """Return the file with everything that was written."""


@dataclass(frozen=True, slots=True)
class Filled:
    """The filled file. ``placed`` are keys; ``unplaced`` says by key why not (Chinese).

    ``printed_year`` is the year in the title where it is another one than the report's.
    """

    content: bytes
    placed: tuple[str, ...]
    unplaced: dict[str, str]
    printed_year: str = ""


@dataclass(slots=True)
class _Work:
    """What is being filled: found labels, what was written where, and what could not be."""

    blank: BlankForm
    report: Report
    labels: Labels
    touched: dict[tuple[int, int, int], Strip] = field(default_factory=dict)
    placed: list[str] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)

    def note(self, key: str, problem: str) -> None:
        """Take down how a field went."""
        if problem:
            self.refused[key] = problem
        elif key not in self.placed:
            self.placed.append(key)

    def strip(self, found: Found) -> Strip:
        """Return the text of the cells of a found label, which may then change."""
        for cell in found.cells:
            self.touched[found.block, cell.row, cell.column] = self.blank.cells(
                found.block, found.cells
            )
        return self.blank.cells(found.block, found.cells)


def fill_template(form: OfficialForm, content: bytes, name: str) -> Filled:
    """Return the filled file, read back and compared.

    Raises ExportError for a file that is no blank form, or that reads differently afterwards.
    """
    blank = _opened(content, name)
    work = _Work(blank, form.report, load_labels())
    harvest = harvest_document(blank.document, work.labels)
    _fill_cells(work, harvest)
    _fill_lines(work)
    printed = put_year(work.report, blank, work.touched, work.note)
    unplaced = _unplaced(work, harvest)
    if len(work.placed) < _FEWEST:
        raise ExportError(f"{name}：没有找到足够的填报项，不像一份空白的年度报表，没有填。")
    if form.is_draft:
        _mark_as_draft(work, name)
    try:
        filled = blank.result()
        prove(form, (content, filled), work.touched, _opened(filled, name), work.placed, name)
    except ValueError as error:
        raise ExportError(f"{name} 填写后核对不符（{error}），没有保存。") from error
    return Filled(filled, tuple(work.placed), unplaced, printed)


def _opened(content: bytes, name: str) -> BlankForm:
    try:
        if not content.startswith(b"PK"):
            raise ExportError(f"{name}：只能填 docx、xlsx。旧的 doc、xls 请先另存为新格式。")
        kind, _ = examine(content)
        if kind not in ("docx", "xlsx"):
            raise ExportError(f"{name}：只能填 docx、xlsx。")
        return WordForm(content) if kind == "docx" else BookForm(content)
    except SubmittedFileError as error:
        raise ExportError(f"{name}：{error}") from error
    except _FAULTS as error:
        raise ExportError(f"{name}：{_DAMAGED}。") from error


def _fill_cells(work: _Work, harvest: Harvest) -> None:
    """Fill what stands in tables: features of one cell together, every other field by itself."""
    by_key: dict[str, list[Found]] = {}
    for found in harvest.found:
        if found.cells:
            by_key.setdefault(found.key, []).append(found)
    owners: dict[tuple[int, tuple[Cell, ...]], list[Found]] = {}
    for places in by_key.values():
        for found in places:
            owners.setdefault((found.block, found.cells), []).append(found)
    for places in owners.values():
        keys = [found.key for found in places]
        if len(keys) > 1 and set(keys) <= {*_FEATURES, _OTHER}:
            _fill_features(work, places)
    for key, places in by_key.items():
        if key not in work.report.fields or key in work.placed or key in work.refused:
            continue
        sharing = owners[places[0].block, places[0].cells]
        work.note(key, _fill_one(work, work.report.fields[key], places, sharing))


def _fill_one(work: _Work, item: ReportField, places: list[Found], sharing: list[Found]) -> str:
    """Fill one field; return why not (Chinese), empty when done."""
    first = places[0]
    if len({(found.block, found.cells) for found in places}) > 1:
        return "表上有两处，分不清填在哪一处"
    if problem := first.doubt or against_unit(item, first.unit, work.labels):
        return problem
    label = first.label.rpartition(" › ")[2]
    if label_of(label) in label_of(first.cells[0].text) and pairs(first.cells[0].text, work.labels):
        strip = work.strip(first)
        return put_after_label(
            strip, _own_name(strip.text, label, work), item, work.report, work.labels
        )
    if first.cells[0].text and work.labels.is_label(first.cells[0].text):
        return "旁边没有填写的格子"
    others = {found.key for found in sharing} - {item.field.key}
    if others:
        names = "、".join(work.labels.fields[key].label for key in sorted(others))
        return f"和“{names}”共用一个格子"
    strip = work.strip(first)
    strip.is_figure = item.field.kind is FieldKind.COUNT
    return put_value(strip, item, work.report, work.labels)


def _own_name(text: str, label: str, work: _Work) -> str:
    """Return the label as it is written in a text: with its unit or remark in parentheses."""
    for name, _ in pairs(text, work.labels):
        if label_of(name) == label_of(label):
            return name
    return label


def _fill_features(work: _Work, places: list[Found]) -> None:
    fields = work.report.fields
    items = {f.key: fields[f.key] for f in places if f.key in _FEATURES and f.key in fields}
    has_other = any(found.key == _OTHER for found in places) and _OTHER in fields
    problems = put_features(work.strip(places[0]), items, fields[_OTHER] if has_other else None)
    for key in [*items, *([_OTHER] if has_other else [])]:
        work.note(key, problems.get(key, ""))


def _fill_lines(work: _Work) -> None:
    """Fill the lines around the tables, up to the filling notes."""
    for strip in work.blank.lines():
        text = strip.text
        if label_of(text) in work.labels.notes:
            return
        if text.lstrip().startswith(("注：", "注:")):
            continue
        for label, _ in pairs(text, work.labels):
            keys = work.labels.resolve(label, ()) if work.labels.is_label(label) else ()
            if len(keys) != 1 or keys[0] not in work.report.fields or keys[0] in work.placed:
                continue
            item = work.report.fields[keys[0]]
            work.refused.pop(keys[0], None)
            problem = against_unit(item, unit_of(label), work.labels)
            problem = problem or put_after_label(strip, label, item, work.report, work.labels)
            work.note(keys[0], problem)


def _unplaced(work: _Work, harvest: Harvest) -> dict[str, str]:
    """Say of every field of the form that was not filled why, and what resembles it.

    What is wrong with the year in the title comes first, also where the form has no such field.
    """
    unclear = {key: item.label for item in harvest.unclear for key in item.keys}
    missing = [key for key in work.report.fields if key not in work.placed]
    resembling: dict[str, str] = {}
    for text in harvest.unplaced:
        for part in (text.partition("：")[0], text.rpartition("：")[2]):
            key = work.labels.resembling(part, missing) if part.strip() else None
            if key is not None:
                resembling.setdefault(key, one_line(part))
    told = {YEAR: work.refused[YEAR]} if YEAR in work.refused else {}
    for key in missing:
        if key in work.refused:
            told[key] = work.refused[key]
        elif key in unclear:
            told[key] = f"表上的“{unclear[key]}”分不清是哪一项"
        elif key in resembling:
            told[key] = f"没有这一项的名称；表上的“{resembling[key]}”像是它，没有填"
        else:
            told[key] = "表上没有找到这一项"
    return told


def _mark_as_draft(work: _Work, name: str) -> None:
    """Write behind the form's name that it is a draft; without a name there is no safe place."""
    for strip in work.blank.lines():
        if is_title(strip.text, work.labels) and strip.write(
            len(strip.text), len(strip.text), DRAFT
        ):
            return
    for number, block in enumerate(work.blank.document.blocks):
        for cell in block.cells if isinstance(block, Table) else ():
            if is_title(cell.text, work.labels):
                strip = work.blank.cells(number, (cell,))
                work.touched[number, cell.row, cell.column] = strip
                if strip.write(len(strip.text), len(strip.text), DRAFT):
                    return
    raise ExportError(f"{name}：表上没有表名，草稿没有地方标明“{DRAFT}”，没有填。审签之后再填。")
