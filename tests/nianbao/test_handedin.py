from dataclasses import replace

import pytest

from nianbao.handedin import keep, kept
from nianbao.workspace import Place
from reportgen.submitted.submission import Question, Submission, SubmittedField


@pytest.fixture
def place(tmp_path):
    place = Place(tmp_path, "swj.yunling.gov.cn", 2025)
    place.folder.mkdir(parents=True)
    return place


def submission(year=2025, questions=(), **values):
    fields = {key: SubmittedField(key, value, "", "") for key, value in values.items()}
    return Submission("已报.docx", None, year, fields, questions=questions)


def test_what_was_handed_in_stands_beside_the_draft_later(place):
    keep(place, submission(items_total=40, smart_qa_offered=False, site_name=None))
    assert kept(place) == {"items_total": 40, "smart_qa_offered": False}


def test_what_was_doubtful_or_of_another_year_is_not_kept(place):
    doubt = (Question("items_total", "40 还是 400？"),)
    keep(place, submission(questions=doubt, items_total=40, items_affairs=3))
    assert kept(place) == {"items_affairs": 3}
    keep(place, submission(year=2024, items_affairs=9))
    assert kept(place) == {"items_affairs": 3}


def test_a_draft_was_not_handed_in(place):
    keep(place, replace(submission(items_affairs=3), is_draft=True))
    assert kept(place) == {}


@pytest.mark.parametrize("text", ["", "[]", "{", '{"schema":"x","values":{"items_total":4}}'])
def test_an_unreadable_file_is_as_if_nothing_was_handed_in(place, text):
    place.handed_in_file.write_text(text, encoding="utf-8")
    assert kept(place) == {}


def test_a_value_of_another_kind_than_its_field_is_left_out(place):
    keep(place, submission(items_total="viele", items_affairs=3))
    assert kept(place) == {"items_affairs": 3}
