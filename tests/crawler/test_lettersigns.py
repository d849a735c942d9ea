"""Whom a letter's page names as answering: an authority, never a word of the letter."""

import pytest

from crawler.letters.lettersigns import unit_of


@pytest.mark.parametrize(
    ("lines", "unit"),
    [
        (["承办单位：", "云岭市商务局"], "云岭市商务局"),
        (["答复单位", "12345热线", "信件标题"], ""),
        (["承办单位：", "反映幸福路小学金丝雀所在学校"], ""),
        (["答复单位", "咨询金丝雀家门口幸福路公交站"], ""),
        (["办理部门：", "投诉金丝雀物业公司"], ""),
    ],
)
def test_what_stands_below_an_empty_label_is_no_authority_because_of_its_end(lines, unit):
    assert unit_of(lines) == unit


@pytest.mark.parametrize(
    ("name", "unit"), [("王登科", ""), ("李科", ""), ("财务科", "财务科"), ("林业局", "林业局")]
)
def test_a_person_whose_name_ends_like_a_section_is_no_authority(name, unit):
    assert unit_of(["承办单位：", name]) == unit
