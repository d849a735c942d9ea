"""What a second file with figures does to the first."""

from audits.facts import Outcome
from reportgen.imports.backend import ColumnCount
from reportgen.imports.figure_record import record_figures
from reportgen.imports.figures import FigureFile, Found, Question
from reportgen.imports.journal import ImportedFile, append, imported_facts, read_journal

AT = "2026-01-10T09:00:00+08:00"


def given(value, *questions):
    found = Found("messages_received", value, Outcome.OBSERVED, "", "取 B2")
    return FigureFile((found,), tuple(Question("messages_closed", text) for text in questions))


def file(name):
    return ImportedFile(f"{name}.xlsx", name)


def test_figures_of_a_file_are_kept_with_the_cell_they_came_from(tmp_path):
    record, questions = record_figures(given(5, "看不懂"), file("a"), (), AT)
    assert [question.message for question in questions] == ["看不懂"]
    append(tmp_path / "imports.jsonl", record)
    (fact,) = imported_facts(read_journal(tmp_path / "imports.jsonl"))
    assert (fact.value, fact.evidence[0].url, fact.evidence[0].quote) == (5, "a.xlsx", "取 B2")


def test_same_file_again_changes_nothing():
    record, _ = record_figures(given(5), file("a"), (), AT)
    assert record_figures(given(5), file("a"), (record,), AT) == (None, ())


def test_same_figure_of_another_file_is_not_recorded_twice():
    record, _ = record_figures(given(5), file("a"), (), AT)
    assert record_figures(given(5), file("b"), (record,), AT) == (None, ())


def test_other_figure_of_another_file_is_a_question_until_told_to_replace():
    before, _ = record_figures(given(5), file("a"), (), AT)
    record, questions = record_figures(given(7), file("b"), (before,), AT)
    assert record is None
    assert "导入的是 5，这次是 7" in questions[0].message
    record, questions = record_figures(given(7), file("b"), (before,), AT, replace=True)
    assert (record.figures[0].value, questions) == (7, ())


def test_columns_of_the_back_end_are_kept_beside_the_figures():
    read = FigureFile((), (), (ColumnCount(("公告",), 3),))
    record, _ = record_figures(read, file("a"), (), AT)
    assert record.details["columns"] == [{"path": ["公告"], "count": 3}]
