"""Forms taken apart in every way people take them apart: the right value, or a question."""

import itertools
import random
from collections.abc import Callable
from dataclasses import replace

import pytest

from reportgen.form import Form, load_form
from reportgen.submitted.document import Cell, Document, Line, Table
from reportgen.submitted.reading import read_document
from reportgen.submitted.submission import Submission
from tests.reportgen.submitted import filled
from tests.reportgen.submitted.filled import Box, Sheet

FORMS = {"national_2018": filled.national, "guangxi_2020": filled.guangxi}


def document(sheet: Sheet, parts: int = 1) -> Document:
    """The sheet as a reader of exact tables gives it, its table cut into ``parts``."""
    rows = sheet.size[0]
    blocks: list[Line | Table] = [Line(text) for text in sheet.head]
    cuts = [rows * n // parts for n in range(parts + 1)]
    for first, last in itertools.pairwise(cuts):
        cells = []
        for b in sheet.boxes:
            top, end = max(b.row, first), min(b.row + b.rows, last)
            if top < end:
                text = b.text if b.row == top else ""
                cells.append(Cell(top - first, b.column, end - top, b.columns, text))
        blocks.append(Table(tuple(cells)))
    blocks += [Line(text) for text in sheet.foot]
    return Document(tuple(blocks))


def lossy(sheet: Sheet) -> Document:
    """The sheet as text keeps it: spans lost, merged cells empty below their first row."""
    cells = []
    for row in range(sheet.size[0]):
        line = sorted(
            (b for b in sheet.boxes if b.row <= row < b.row + b.rows), key=lambda b: b.column
        )
        for number, box in enumerate(line):
            cells.append(Cell(row, number, 1, 1, box.text if box.row == row else ""))
    lines = [*map(Line, sheet.head)]
    return Document((*lines, Table(tuple(cells), exact=False), *map(Line, sheet.foot)))


def is_label(box: Box, form: Form) -> bool:
    return any(
        place.cell.text and (place.row, place.column) == (box.row, box.column)
        for place in form.grid.places()
    )


def broken_label(sheet: Sheet, form: Form, dice: random.Random) -> Sheet:
    """Labels over several lines, with blanks and numbering."""

    def broken(box: Box) -> Box:
        if not is_label(box, form) or dice.random() < 0.5:
            return box
        flat = box.text.replace("\n", "")
        at = dice.randrange(1, len(flat)) if len(flat) > 1 else 1
        text = f"{flat[:at]}{dice.choice([chr(10), ' ', '　', chr(10) + ' '])}{flat[at:]}"
        return replace(box, text=dice.choice(["", "", "1. ", "（二）"]) + text)

    return replace(sheet, boxes=tuple(broken(box) for box in sheet.boxes))


def renamed_label(sheet: Sheet, form: Form, dice: random.Random) -> Sheet:
    """Some labels get a name nobody knows."""

    def renamed(box: Box) -> Box:
        if not is_label(box, form) or dice.random() < 0.85:
            return box
        flat = box.text.replace("\n", "")
        return replace(
            box, text=dice.choice([f"本年{flat}", f"{flat}情况统计", flat[:-1], "甲乙丙"])
        )

    return replace(sheet, boxes=tuple(renamed(box) for box in sheet.boxes))


def lost_ticks(sheet: Sheet, form: Form, dice: random.Random) -> Sheet:
    """The ticked box vanishes, becomes a letter, or a private sign."""
    sign = dice.choice(["", "R", "\uf052", "■", "√", "þ"])
    boxes = tuple(replace(box, text=box.text.replace("☑", sign)) for box in sheet.boxes)
    return replace(sheet, boxes=boxes)


def blanked(sheet: Sheet, form: Form, dice: random.Random) -> Sheet:
    """Some values are not filled in."""
    boxes = tuple(
        replace(box, text=box.text if is_label(box, form) or dice.random() < 0.8 else "")
        for box in sheet.boxes
    )
    return replace(sheet, boxes=boxes)


def unmerged(sheet: Sheet, form: Form, dice: random.Random) -> Sheet:
    """Cells that reached over several rows stand in the first only, blanks below."""
    boxes: list[Box] = []
    for box in sheet.boxes:
        if box.rows == 1 or dice.random() < 0.5:
            boxes.append(box)
            continue
        boxes.append(replace(box, rows=1))
        boxes += [
            Box(row, box.column, 1, box.columns, "")
            for row in range(box.row + 1, box.row + box.rows)
        ]
    return replace(sheet, boxes=tuple(boxes))


def row_added(sheet: Sheet, form: Form, dice: random.Random) -> Sheet:
    """A row of the unit's own somewhere in between."""
    rows, columns = sheet.size
    at = dice.randrange(0, rows + 1)
    boxes: list[Box] = []
    for box in sheet.boxes:
        if box.row >= at:
            boxes.append(replace(box, row=box.row + 1))
        elif box.row + box.rows > at:
            boxes.append(replace(box, rows=box.rows + 1))
        else:
            boxes.append(box)
    free = [
        c
        for c in range(columns)
        if not any(
            b.row <= at < b.row + b.rows and b.column <= c < b.column + b.columns for b in boxes
        )
    ]
    half = len(free) // 2
    if half:
        boxes.append(Box(at, free[0], 1, half, "本地新增项目"))
        boxes.append(Box(at, free[half], 1, len(free) - half, "99999"))
    return replace(sheet, boxes=tuple(boxes))


def cut_label(sheet: Sheet, form: Form, dice: random.Random) -> Sheet:
    """One label is cut into two cells, one under the other or side by side."""
    boxes = list(sheet.boxes)
    labels = [b for b in boxes if is_label(b, form) and len(b.text) > 5 and b.columns > 1]
    box = dice.choice(labels)
    flat, at = box.text.replace("\n", ""), dice.randrange(2, 4)
    boxes.remove(box)
    boxes.append(replace(box, columns=1, text=flat[:at]))
    boxes.append(replace(box, column=box.column + 1, columns=box.columns - 1, text=flat[at:]))
    return replace(sheet, boxes=tuple(boxes))


def rows_swapped(sheet: Sheet, form: Form, dice: random.Random) -> Sheet:
    """Two rows of equal shape change places; rows of values under their labels stay."""
    shapes: dict[tuple[tuple[int, int], ...], list[int]] = {}
    for row in range(sheet.size[0]):
        line = [b for b in sheet.boxes if b.row == row]
        covered = any(b.row < row < b.row + b.rows for b in sheet.boxes)
        if all(b.rows == 1 for b in line) and any(is_label(b, form) for b in line):
            shape = tuple(sorted((b.column, b.columns) for b in line))
            shapes.setdefault((*shape, (int(covered), 0)), []).append(row)
    several = [rows for rows in shapes.values() if len(rows) > 1]
    one, other = dice.sample(dice.choice(several), 2)
    places = {one: other, other: one}
    boxes = tuple(replace(b, row=places.get(b.row, b.row)) for b in sheet.boxes)
    return replace(sheet, boxes=boxes)


CHANGES: tuple[Callable[[Sheet, Form, random.Random], Sheet], ...] = (
    broken_label, renamed_label, lost_ticks, blanked, unmerged, row_added, cut_label, rows_swapped,
)  # fmt: skip


def neighbours(found: Submission, truth: dict[str, object], blank_ok: bool) -> dict[str, object]:
    """Values that are neither the right one nor asked about."""
    asked = {question.field for question in found.questions}
    return {
        key: field.value
        for key, field in found.fields.items()
        if field.value != truth.get(key)
        and key not in asked
        and not (blank_ok and field.value is None)
    }


def truth_of(form_id: str) -> dict[str, object]:
    form = load_form(form_id)
    return read_document(document(filled.sheet(form, FORMS[form_id]())), "报表").values


QUICK, ALL = range(3), pytest.param(range(3, 16), marks=pytest.mark.slow)


@pytest.mark.parametrize("seeds", [QUICK, ALL], ids=["few", "all"])
@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
@pytest.mark.parametrize("form_id", FORMS)
def test_changed_form_gives_the_right_value_or_a_question(
    form_id: str, change: Callable[[Sheet, Form, random.Random], Sheet], seeds: range
) -> None:
    form, truth = load_form(form_id), truth_of(form_id)
    read_right = 0
    for seed in seeds:
        dice = random.Random(seed)
        sheet = change(filled.sheet(form, FORMS[form_id]()), form, dice)
        for made in (document(sheet), document(sheet, parts=3), lossy(sheet)):
            found = read_document(made, "报表")
            assert neighbours(found, truth, change is blanked) == {}, (seed, made.blocks[0])
            read_right += sum(1 for k, v in found.values.items() if v == truth[k])
    assert read_right > 0.7 * 3 * len(seeds) * len(truth)


@pytest.mark.parametrize(
    "seeds", [range(10), pytest.param(range(10, 50), marks=pytest.mark.slow)], ids=["few", "all"]
)
@pytest.mark.parametrize("form_id", FORMS)
def test_form_changed_in_several_ways_at_once_gives_no_neighbour(
    form_id: str, seeds: range
) -> None:
    form, truth = load_form(form_id), truth_of(form_id)
    for seed in seeds:
        dice = random.Random(seed)
        sheet = filled.sheet(form, FORMS[form_id]())
        for change in dice.sample([broken_label, renamed_label, lost_ticks, blanked, unmerged], 3):
            sheet = change(sheet, form, dice)
        made = dice.choice([document(sheet), document(sheet, parts=2), lossy(sheet)])
        assert neighbours(read_document(made, "报表"), truth, True) == {}, seed
