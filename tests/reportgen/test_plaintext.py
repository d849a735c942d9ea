import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from reportgen.plaintext import clean_text

ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()))


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("云岭市商务局", "云岭市商务局"),
        (" 甲\r\n乙\t丙 ", "甲  乙 丙"),
        ("甲\x00\x07乙", "甲乙"),
        ("甲\u202e乙\u200b丙\ufeff", "甲乙丙"),
        ("甲\ud800乙\uffff", "甲乙"),
        ("一　二　", "一　二"),
        ("𠮷\ue000", "𠮷\ue000"),
    ],
)
def test_clean_text_keeps_what_is_readable_and_nothing_else(text: str, clean: str) -> None:
    assert clean_text(text) == clean


@given(ANY_TEXT)
def test_clean_text_of_anything_fits_into_xml_and_stays_as_it_is(text: str) -> None:
    clean = clean_text(text)
    element = etree.Element("t")
    element.text = clean
    assert etree.fromstring(etree.tostring(element)).text == (clean or None)
    assert clean_text(clean) == clean
    assert not {unicodedata.category(mark) for mark in clean} & {"Cc", "Cf", "Cs"}


@given(st.text("云岭市商务局abc129，。（）-=@", min_size=1))
def test_clean_text_of_plain_words_changes_nothing(text: str) -> None:
    assert clean_text(text) == text
