"""Figures for the form out of one file: each exact or a question, none silently dropped."""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from audits.facts import Outcome, Value
from crawler.errors import UsageError
from reportgen.fields import Field, FieldKind
from reportgen.imports import backend
from reportgen.imports.grids import Heading, Row, Table, find_tables
from reportgen.imports.labels import RowKind, bare, known_fields, load_words, row_name
from reportgen.imports.numbers import NONE_WORDS, Reading, other_unit, read_number
from reportgen.imports.periods import named_for_another_year, part_of_year
from reportgen.imports.reckoning import Answer, Cell, reckon
from reportgen.imports.tables import read_tables
from reportgen.plaintext import clean_text

_YES = {"是", "有", "√", "☑", "✓", "y", "yes", "true", "1"}
_NO = {"否", "无", "没有", "×", "n", "no", "false", "0"}
_DROPPED = (RowKind.NOTE, RowKind.PRIOR)
_UNIT_WORDS = ("单位", "计量单位")
_UNIT_SAID = re.compile(r"单位[:： ]?\s*(\w+)")
_LARGE = ("十", "百", "千", "万", "亿")
_IN_LARGE = re.compile(
    r"[（(](?:计量)?(?:单位[:： ]?)?([十百千万亿]+(?:人次|[次条件个户人篇项家份])?)[）)]"
)
_FIGURES = (FieldKind.COUNT, FieldKind.NUMBER)


@dataclass(frozen=True, slots=True)
class Found:
    """One figure with its trust and where it stands."""

    field: str
    value: Value
    outcome: Outcome
    reason: str
    how: str


@dataclass(frozen=True, slots=True)
class Question:
    """What a person must answer before the figure can be taken; ``field`` empty if unknown."""

    field: str
    message: str


@dataclass(frozen=True, slots=True)
class FigureFile:
    """Everything one file tells; ``unused`` are headings that mean nothing to the form."""

    figures: tuple[Found, ...]
    questions: tuple[Question, ...]
    columns: tuple[backend.ColumnCount, ...] = ()
    unused: tuple[str, ...] = ()


def read_figures(path: Path, year: int) -> FigureFile:
    """Return the figures of a file for ``year``; raises UsageError when it is no table.

    A file or sheet named for an earlier year is not read.
    """
    tables: list[tuple[Found, ...]] = []
    questions: list[Question] = []
    columns: list[backend.ColumnCount] = []
    unused: list[str] = []
    if named_for_another_year(path.stem, year):
        raise UsageError(f"{path}：从文件名看不是 {year} 年的数；是的话请改个文件名再导入。")
    for grid in read_tables(path):
        counted = backend.read_columns(grid, year)
        if counted is not None:
            columns += counted.columns
            questions += (Question("", message) for message in counted.questions)
            continue
        for table in find_tables(grid):
            unused += _unused(table)
            answers = tuple(_read_table(table, year))
            tables.append(tuple(each for each in answers if isinstance(each, Found)))
            questions += (each for each in answers if isinstance(each, Question))
    if not any(tables) and not questions and not columns:
        raise UsageError(
            f"{path}：一个填报项也没有填，或没有认出来。"
            "表头请用报表上的名称，或用 import template 生成的表。"
        )
    return FigureFile(*_agreed(tables, questions), tuple(columns), tuple(dict.fromkeys(unused)))


def _read_table(table: Table, year: int) -> Iterator[Found | Question]:
    """Yield an answer for every heading of a table."""
    wrong_year = table.years and year not in table.years
    part = part_of_year(table.titles) or _part_named(table.sheet)
    for heading in table.headings:
        field = known_fields()[heading.field]
        rows = [row for row in table.rows if _counts(row, year)]
        if wrong_year:
            years = "、".join(map(str, sorted(table.years)))
            yield Question(field.key, f"“{field.label}”：表上写的是 {years} 年，不是 {year} 年")
        elif named_for_another_year(table.sheet, year):
            why = f"工作表叫“{table.sheet}”，是 {year} 年的数就请改名再导入"
            yield Question(field.key, f"“{field.label}”：{why}")
        elif part:
            yield Question(field.key, f"“{field.label}”：表上写的是{part}，不是全年的数")
        elif not rows and table.rows:
            yield Question(field.key, f"“{field.label}”：表里没有 {year} 年的数")
        elif not rows:
            yield Question(field.key, f"“{field.label}”下面没有数")
        elif field.kind in _FIGURES:
            answer = _figure(field, heading, table, rows, year)
            if answer.empty and heading.keyed:
                yield from _beside(field, heading, table)
            elif answer.question:
                yield Question(field.key, f"“{field.label}”：{answer.question}")
            elif answer.value is not None:
                yield _found(field, heading, answer)
        else:
            yield from _text(field, heading, table, rows)


def _part_named(sheet: str) -> str:
    """Return the name of a sheet that holds one month, quarter or half of a year."""
    is_part = row_name(sheet).kind in (RowKind.MONTH, RowKind.QUARTER, RowKind.DAY)
    return sheet if is_part else part_of_year((sheet,))


def _counts(row: Row, year: int) -> bool:
    return row.name.kind not in _DROPPED and row.name.year in (None, year)


def _figure(field: Field, heading: Heading, table: Table, rows: list[Row], year: int) -> Answer:
    decimals, unit = field.kind is FieldKind.NUMBER, field.unit or ""
    if doubt := _unit_doubt(heading, table, unit):
        return Answer(question=doubt)
    cells = [
        Cell(
            row,
            read_number(
                row.cells[heading.column], scale=heading.scale, decimals=decimals, unit=unit
            ),
            table.where(row, heading.column),
        )
        for row in rows
    ]
    cells = [cell for cell in cells if not _is_remark(cell, table, heading)]
    return reckon(field.key, cells, 366 if calendar.isleap(year) else 365)


def _beside(field: Field, heading: Heading, table: Table) -> Iterator[Question]:
    """Ask about a figure that stands in our sheet beside its cell."""
    for row in table.rows:
        text = row.cells[heading.column]
        if row.name.kind is RowKind.NOTE and read_number(text, decimals=True).value is not None:
            where = table.where(row, heading.column)
            why = f"“填写”一格是空的，{where} 写着“{text}”，是填错格子了吗？请改到黄色格子里"
            yield Question(field.key, f"“{field.label}”：{why}")


def _found(field: Field, heading: Heading, answer: Answer) -> Found:
    """Return the figure; under a heading that means nearly the same it is no certain one."""
    value, outcome, reason = answer.value, answer.outcome, answer.reason
    assert value is not None
    rough = {bare(name): why for name, why in load_words().rough.items()}
    if why := rough.get(bare(heading.text)):
        outcome, reason = Outcome.ESTIMATE, "；".join(filter(None, (reason, why)))
    return Found(field.key, value, outcome, reason, answer.how)


def _unit_doubt(heading: Heading, table: Table, unit: str) -> str:
    """Return the question where the heading, or a cell of units beside it, is in other units."""
    beside = [
        row.cells[heading.column]
        for row in table.rows
        if row.name.kind is RowKind.NOTE and bare(row.name.text) in _UNIT_WORDS
    ]
    titles = [found[1] for text in table.titles if (found := _UNIT_SAID.search(text))]
    for said in (*beside, *titles):
        if said.startswith(_LARGE):
            return f"单位写的是“{said}”，请写成完整的数"
    rows = [row.name.text for row in table.rows if row.cells[heading.column]]
    for text in rows if heading.scale > 1 else (heading.text, *rows):
        if found := _IN_LARGE.search(text):
            return f"“{text}”以“{found[1]}”为单位，请写成完整的数"
    in_brackets = re.findall(r"[（(]([^）)]*)[）)]", heading.text)
    return next(filter(None, (other_unit(said, unit) for said in (*beside, *in_brackets))), "")


def _is_remark(cell: Cell, table: Table, heading: Heading) -> bool:
    """Say whether a nameless row is words beside the figures: units, notes, a line of the foot."""
    if cell.row.name.kind is not RowKind.BLANK:
        return False
    texts = [cell.row.cells[other.column] for other in table.headings]
    return not any(read_number(text).value is not None or _looks_numeric(text) for text in texts)


def _looks_numeric(text: str) -> bool:
    return any(letter.isdigit() for letter in text) and len(text) <= 20


def _text(
    field: Field, heading: Heading, table: Table, rows: list[Row]
) -> Iterator[Found | Question]:
    """Yield the one text, choice or tick of a field."""
    given = {
        clean_text(row.cells[heading.column]): table.where(row, heading.column)
        for row in rows
        if row.cells[heading.column]
    }
    if not given:
        return
    if len(given) > 1:
        said = "、".join(f"{where} 是“{text}”" for text, where in list(given.items())[:4])
        yield Question(field.key, f"“{field.label}”有几个不同的内容：{said}")
        return
    text, where = next(iter(given.items()))
    value: Value | None = text
    if field.kind is FieldKind.YES_NO:
        value = True if text.lower() in _YES else False if text.lower() in _NO else None
    elif field.kind is FieldKind.CHOICE:
        value = next((key for key, word in field.choices.items() if text in (key, word)), None)
    elif text in NONE_WORDS:
        return
    if value is None:
        yield Question(field.key, f"“{field.label}”：{where} 写的是“{text}”，看不懂")
        return
    yield Found(field.key, value, Outcome.OBSERVED, "", f"取 {where}")


def _agreed(
    tables: list[tuple[Found, ...]], questions: list[Question]
) -> tuple[tuple[Found, ...], tuple[Question, ...]]:
    """Keep one figure a field; two that differ, or one also asked about, become a question.

    The very same figure in two tables is one figure, or two that are to be added up.
    """
    asked = {question.field for question in questions}
    kept: dict[str, Found] = {}
    clashes: dict[str, list[Found]] = {}
    for number, item in ((number, item) for number, items in enumerate(tables) for item in items):
        first = kept.setdefault(item.field, item)
        if first.value != item.value:
            clashes.setdefault(item.field, [first]).append(item)
        elif first not in tables[number] and _may_be_added(item):
            said = f"{_place(first)}和{_place(item)}是同一个数，只算了一次，请核对是不是该相加"
            why = "；".join(dict.fromkeys(filter(None, (first.reason, said))))
            kept[item.field] = replace(first, outcome=Outcome.ESTIMATE, reason=why)
    for key, several in clashes.items():
        said = "、".join(f"{item.how}是 {item.value}" for item in several)
        label = known_fields()[key].label
        questions.append(Question(key, f"“{label}”在文件里有几个不同的数：{said}"))
    figures = tuple(item for key, item in kept.items() if key not in clashes and key not in asked)
    return figures, tuple(questions)


def _place(item: Found) -> str:
    return item.how.removeprefix("取 ")


def _may_be_added(item: Found) -> bool:
    words = load_words().kinds
    single = item.field in words.average or isinstance(item.value, bool | str)
    return not single and item.value != 0


def _unused(table: Table) -> Iterator[str]:
    """Yield headings that were not used, with the reason where one is known."""
    reasons = {bare(name): why for name, why in load_words().not_ours.items()}
    notes = load_words().rows.notes
    if any(heading.keyed for heading in table.headings):
        return
    for text in table.unused:
        plain = bare(text)
        if plain in reasons:
            yield f"{text}（{reasons[plain]}）"
        elif plain not in notes and read_number(text) == Reading(
            question=f"看不懂“{text}”是什么数"
        ):
            yield text
