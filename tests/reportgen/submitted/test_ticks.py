import pytest

from reportgen.submitted.ticks import chosen, is_marked, options, symbol

YES_NO = ("是", "否")
TYPES = ("政府门户网站", "部门网站", "专项网站")


def ticked(text: str, words: tuple[str, ...]) -> tuple[str, ...]:
    return chosen(options(text, words))


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("□是　　　☑否", ("否",)),
        ("☑是 □否", ("是",)),
        ("■是 □否", ("是",)),
        ("√是 □否", ("是",)),
        ("●是 ○否", ("是",)),
        ("☒是 ☐否", ("是",)),
        ("是　　　□否", ("是",)),
        ("□是　　　否", ("否",)),
        ("□是否", ("否",)),
        ("是□　否☑", ("否",)),
        ("是（√）  否（ ）", ("是",)),
        ("[ ]是 [x]否", ("否",)),
        ("R是 □否", ("是",)),
        ("口是 ☑否", ("否",)),
        ("\uf0fe是 \uf0a8否", ("是",)),
        ("□是 □否", ()),
        ("是 否", ()),
        ("☑是 ☑否", ("是", "否")),
        ("是□　否", ()),  # the box may be the first word's or the second's
        ("是√　否", ()),
    ],
)
def test_ticks_of_a_yes_no_cell_give_the_answer_or_none(text: str, answer: tuple[str, ...]) -> None:
    assert ticked(text, YES_NO) == answer


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("□政府门户网站　　　部门网站　　　□专项网站", ("部门网站",)),
        ("☑政府门户网站 □部门网站 □专项网站", ("政府门户网站",)),
        ("□政府门户网站\n□部门网站\n☑专项网站", ("专项网站",)),
        ("政府门户网站 部门网站 □专项网站", ("政府门户网站", "部门网站")),
    ],
)
def test_lost_tick_is_the_option_without_a_box(text: str, answer: tuple[str, ...]) -> None:
    assert ticked(text, TYPES) == answer


@pytest.mark.parametrize(
    ("font", "character", "shown"),
    [
        ("Wingdings 2", "R", "☑"),
        ("Wingdings 2", "\uf052", "☑"),
        ("Wingdings 2", "\u00a3", "□"),
        ("Wingdings", "\u00fe", "☑"),
        ("Wingdings", "\uf0a8", "□"),
        ("宋体", "R", "R"),
    ],
)
def test_symbol_of_a_font_of_boxes_is_the_box_it_shows(
    font: str, character: str, shown: str
) -> None:
    assert symbol(font, character) == shown


def test_plain_text_has_no_marks() -> None:
    assert not is_marked("云岭市商务局 Reader 人口是多少")
