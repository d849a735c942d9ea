import pytest

from nianbao.drafts import form_of, remember_form
from nianbao.workspace import Place


@pytest.fixture
def place(tmp_path):
    place = Place(tmp_path, "swj.yunling.gov.cn", 2025)
    place.folder.mkdir(parents=True)
    return place


def test_the_form_that_was_filled_is_remembered_for_later_commands(place):
    remember_form(place, "guangxi_2020")
    assert form_of(place) == "guangxi_2020"


@pytest.mark.parametrize("written", [None, "", "[]", '{"form": "../x"}', '{"form": 3}', "\xff"])
def test_without_a_readable_note_the_usual_form_is_meant(place, written):
    if written is not None:
        place.form_file.write_text(written, encoding="latin-1")
    assert form_of(place) == "national_2018"
