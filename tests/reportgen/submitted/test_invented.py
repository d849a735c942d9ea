"""Forms of regions that do not exist, filled by people: the right value or a question."""

import random
from collections.abc import Callable, Iterable
from dataclasses import replace

import pytest

from reportgen.submitted.document import Cell, Document, Table
from reportgen.submitted.reading import read_document
from reportgen.submitted.submission import Submission
from reportgen.submitted.words import one_line
from tests.reportgen.submitted import invented
from tests.reportgen.submitted.invented import HABITS, LAYOUTS, Entry, Habit

FORMS = ("national_2018", "guangxi_2020")
Layout = Callable[[list[Entry], random.Random], Document]
_ONCE_WRONG = (5016, 5200, 5217, 5290, 5291, 5307, 5343, 5513)
_READ_BY_NOBODY = {"mirrored"}


def wrong(found: Submission, given: Iterable[Entry]) -> dict[str, object]:
    """Values that are neither the right one nor asked about, and values of fields not printed."""
    wanted = {entry.key: entry.value for entry in given} | {"report_year": 2025}
    asked = {question.field for question in found.questions}
    return {
        key: field.value
        for key, field in found.fields.items()
        if key not in asked and key not in invented.SIGN_OFF and field.value != wanted.get(key)
    }


def lost(found: Submission, given: Iterable[Entry]) -> list[str]:
    """Fields that were printed and are neither read, nor asked about, nor listed."""
    asked = {question.field for question in found.questions}
    listed = " ".join(found.unplaced)
    return [
        entry.key
        for entry in given
        if entry.key
        and entry.text
        and entry.key not in found.fields
        and entry.key not in asked
        and one_line(entry.text) not in listed
    ]


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
@pytest.mark.parametrize("form_id", FORMS)
def test_form_of_another_layout_is_read_whole_or_asked_about(form_id: str, layout: Layout) -> None:
    given = invented.entries(form_id)
    found = read_document(layout(given, random.Random(0)), "报表")
    assert wrong(found, given) == {}
    assert lost(found, given) == []
    right = sum(1 for e in given if e.key in found.fields and found.values[e.key] == e.value)
    assert right == (0 if layout.__name__ in _READ_BY_NOBODY else len(given))


def check(form_id: str, layout: Layout, habits: Iterable[Habit], seed: int) -> None:
    dice = random.Random(seed)
    given = invented.entries(form_id)
    for habit in habits:
        given = habit(given, dice)
    found = read_document(layout(given, dice), "报表")
    assert wrong(found, given) == {}, seed
    assert lost(found, given) == [], seed


@pytest.mark.parametrize("habit", HABITS, ids=lambda habit: habit.__name__)
@pytest.mark.parametrize("form_id", FORMS)
def test_habit_of_writing_gives_the_right_value_or_a_question(form_id: str, habit: Habit) -> None:
    for seed in range(4):
        check(form_id, random.Random(seed).choice(LAYOUTS), [habit], seed)


@pytest.mark.parametrize(
    "seeds",
    [range(12), _ONCE_WRONG, pytest.param(range(12, 220), marks=pytest.mark.slow)],
    ids=["few", "once wrong", "all"],
)
@pytest.mark.parametrize("form_id", FORMS)
def test_three_habits_at_once_give_the_right_value_or_a_question(
    form_id: str, seeds: Iterable[int]
) -> None:
    for seed in seeds:
        dice = random.Random(seed)
        check(form_id, dice.choice(LAYOUTS), dice.sample(HABITS, 3), seed)


def test_unknown_heading_ends_the_heading_above_it() -> None:
    rows = [
        ("微博", ""), ("名称", "云岭商务"), ("信息发布量", "12"), ("某某平台", ""),
        ("名称", "云岭生活"), ("信息发布量", "7777"), ("网站名称", "云岭市商务局网站"),
        ("网站总访问量", "9"), ("收到留言数量", "8"), ("办结留言数量", "7"), ("公开答复数量", "6"),
    ]  # fmt: skip
    cells = []
    for row, (label, text) in enumerate(rows):
        width = 1 if text else 2
        cells.append(Cell(row, 0, 1, width, label))
        if text:
            cells.append(Cell(row, 1, 1, 1, text))
    found = read_document(Document((Table(tuple(cells)),)), "报表")
    asked = {question.field for question in found.questions}
    assert found.values["weibo_posts"] == 12
    assert "wechat_posts" in asked
    assert 7777 not in found.values.values()


def test_values_left_of_their_labels_are_asked_about_beside_a_column_of_remarks() -> None:
    given = invented.entries("national_2018")
    cells = [
        cell
        for row, entry in enumerate(given)
        for cell in invented.row_of(
            row, (entry.text, 1), (entry.label, 1), ("" if row % 3 else "系统导出", 1)
        )
    ]
    found = read_document(invented.framed([Table(tuple(cells))]), "报表")
    asked = {question.field for question in found.questions}
    assert wrong(found, given) == {}
    assert {entry.key for entry in given} <= asked


@pytest.mark.parametrize(
    "layout", [invented.tall, invented.paired], ids=lambda layout: layout.__name__
)
def test_few_values_right_of_their_labels_are_taken(layout: Layout) -> None:
    given = [
        entry if number % 5 == 0 else replace(entry, text="", value=None)
        for number, entry in enumerate(invented.entries("national_2018"))
    ]
    found = read_document(layout(given, random.Random(0)), "报表")
    for entry in given:
        assert not entry.text or found.values[entry.key] == entry.value


def test_empty_names_behind_names_with_their_values_are_no_reversed_rows() -> None:
    given, placed = [], dict[tuple[str, ...], int]()
    for entry in invented.entries("national_2018"):
        placed[entry.groups] = placed.get(entry.groups, 0) + 1
        is_second = placed[entry.groups] % 2 == 0
        given.append(replace(entry, text="", value=None) if is_second else entry)
    found = read_document(invented.in_one_cell(given, random.Random(0)), "报表")
    assert not [q for q in found.questions if "整张表没有取用" in q.message]
    assert wrong(found, given) == {}
