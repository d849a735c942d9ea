import pytest

from audits.facts import Outcome, Source
from crawler.records import Kind, Verdict
from reportgen import words
from reportgen.report import State


@pytest.mark.parametrize(
    ("table", "members"),
    [
        (words.OUTCOMES, Outcome),
        (words.SOURCES, Source),
        (words.STATES, State),
        (words.VERDICTS, Verdict),
        (words.KINDS, Kind),
    ],
)
def test_words_exist_for_every_member(table: dict[str, str], members: type) -> None:
    assert list(table) == list(members)
    assert len(set(table.values())) == len(table)


def test_words_for_the_outcomes_are_those_agreed() -> None:
    assert list(words.OUTCOMES.values()) == [
        "已采全",
        "未采全",
        "仅供参考",
        "采不到，需人工填",
        "采集出错",
    ]


def test_words_for_the_verdicts_are_those_agreed() -> None:
    assert list(words.VERDICTS.values()) == [
        "全部采到、条数吻合",
        "本年度已采全（往年未翻）",
        "未采全，只能作下限",
        "未能采集",
    ]


def test_word_for_something_new_says_so() -> None:
    assert words.word(words.LEFT_OUT, "external") == "没有计入：外链"
    assert words.word(words.LEFT_OUT, "sketch") == "其他（sketch）"
