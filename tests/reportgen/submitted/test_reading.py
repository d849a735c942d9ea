"""Whole filled forms, in every file type, read to the same fields."""

from pathlib import Path

import pytest

from reportgen.form import load_form
from reportgen.submitted.opening import open_document
from reportgen.submitted.reading import read_document
from reportgen.submitted.refused import SubmittedFileError
from reportgen.submitted.rules import form_rules
from reportgen.submitted.submission import Submission
from tests.reportgen.submitted import filled

ROOT = Path(__file__).resolve().parents[3]
SEEDS = sorted(ROOT.parent.glob("*/seeds/*.txt"))
NATIONAL, GUANGXI = load_form("national_2018"), load_form("guangxi_2020")


def read(content: bytes, form: str | None = None) -> Submission:
    return read_document(open_document(content), "报表", form)


def plain(submission: Submission) -> dict[str, object]:
    return submission.values


@pytest.mark.parametrize("kind", filled.WRITERS)
@pytest.mark.parametrize("form_id", ["national_2018", "guangxi_2020"])
def test_filled_form_of_every_file_type_is_read_whole(form_id: str, kind: str) -> None:
    form = load_form(form_id)
    values = filled.national() if form_id == "national_2018" else filled.guangxi()
    found = read(filled.WRITERS[kind](filled.sheet(form, values)))
    assert (found.form, found.year) == (form_id, 2025)
    assert set(found.fields) == set(form.fields)
    assert found.unplaced == ()
    assert found.questions == ()
    wanted = read(filled.as_docx(filled.sheet(form, values)))
    assert plain(found) == plain(wanted)


def test_national_form_gives_figures_ticks_texts_and_the_year_before_the_date() -> None:
    found = read(filled.as_docx(filled.sheet(NATIONAL, filled.national())))
    values = found.values
    numbers = {key: filled.national()[key] for key in ("items_total", "cases_total", "weibo_posts")}
    assert {key: str(values[key]) for key in numbers} == numbers
    assert values["site_type"] == "department"
    assert values["surveys_held"] == 0
    assert values["new_media_other"] is None
    assert values["innovation_other"] is None
    assert values["prepared_on"] == "2026-01-20"
    assert values["site_code"] == "5399000012"
    ticked = {
        key: text == filled.YES for key, text in filled.national().items() if "是" in text[:3]
    }
    assert len(ticked) > 8
    assert {key: values[key] for key in ticked if "offered" not in key} == {
        key: answer for key, answer in ticked.items() if "offered" not in key
    }


def test_guangxi_form_gives_words_levels_units_and_none() -> None:
    found = read(filled.as_xlsx(filled.sheet(GUANGXI, filled.guangxi())))
    assert found.values["security_level"] == "level_3"
    assert found.values["report_year"] == 2025
    assert found.values["inspection_cycle"] == "1周/次"
    none = [key for key, text in filled.guangxi().items() if text == "无"]
    assert {found.fields[key].written_as for key in none} == {"无"}
    counted = [k for k in none if GUANGXI.fields[k].kind in ("count", "number")]
    assert len(counted) > 3
    assert {found.values[key] for key in counted} == {0}
    assert found.fields["items_affairs"].written_as.endswith("条")


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_page_in_either_encoding_is_read_the_same(encoding: str) -> None:
    page = filled.as_html(filled.sheet(NATIONAL, filled.national()), encoding)
    assert read(page).values["host_unit"] == "云岭市商务局"


@pytest.mark.parametrize(
    ("text", "value", "written"),
    [
        ("无", 0, "无"),
        ("0", 0, "0"),
        ("", None, ""),
        ("/", None, "/"),
        ("1,644条", 1644, "1,644条"),
    ],
)
def test_nothing_zero_blank_and_stroke_are_kept_apart(
    text: str, value: object, written: str
) -> None:
    sheet = filled.sheet(NATIONAL, filled.national(items_overview=text))
    field = read(filled.as_docx(sheet)).fields["items_overview"]
    assert (field.value, field.written_as) == (value, written)


def test_form_on_a_page_with_menus_and_a_footer_is_read_without_them() -> None:
    plain = filled.as_html(filled.sheet(NATIONAL, filled.national())).decode()
    menu = "".join(
        f"<li><a href='/'>{word}</a></li>"
        for word in (
            "首页",
            "无障碍浏览",
            "智能问答",
            "办事服务",
            "互动交流",
            "微博",
            "微信",
            "其他",
        )
    )
    footer = (
        "<p>分享到：微信</p><p>主办单位：云岭市人民政府办公室　网站标识码：5399000099</p>"
        "<p>联系电话：0999-1111111　滇ICP备99999999号</p>"
    )
    page = plain.replace("<body>", f"<body><ul>{menu}</ul><h1>政府网站工作年度报表</h1>")
    found = read(page.replace("</body>", f"{footer}</body>").encode())
    assert found.values == read(plain.encode()).values
    assert found.questions == ()


def test_label_found_twice_with_other_values_is_a_question() -> None:
    whole = filled.sheet(NATIONAL, filled.national())
    row, columns = whole.size
    more = (
        filled.Box(row, 0, 1, 2, "网站总访问量"),
        filled.Box(row, 2, 1, columns - 2, "77777"),
    )
    twice = filled.Sheet(whole.head, whole.boxes + more, whole.foot)
    found = read(filled.as_docx(twice))
    assert found.values["page_views"] is None
    assert [q.field for q in found.questions] == ["page_views"]
    assert "77777" in found.questions[0].message


def test_row_that_no_form_has_is_listed() -> None:
    whole = filled.sheet(NATIONAL, filled.national())
    row, columns = whole.size
    more = (filled.Box(row, 0, 1, 2, "网站群数量"), filled.Box(row, 2, 1, columns - 2, "8"))
    found = read(filled.as_html(filled.Sheet(whole.head, whole.boxes + more, whole.foot)))
    assert found.unplaced == ("网站群数量：8",)
    assert set(found.fields) == set(NATIONAL.fields)


def test_filling_notes_behind_the_form_are_no_values() -> None:
    text = filled.as_text(filled.sheet(NATIONAL, filled.national())).decode()
    notes = "\n\n填写说明\n一、基本信息\n1. 网站名称：写全称。\n2. 总数：外链不算。\n"
    assert read((text + notes).encode()).fields == read(text.encode()).fields


def test_text_of_bare_lines_gives_values_or_questions_and_no_neighbour() -> None:
    whole = filled.sheet(NATIONAL, filled.national())
    cells = sorted(whole.boxes, key=lambda box: (box.row, box.column))
    lines = [*whole.head, *(box.text for box in cells), *whole.foot]
    found = read("\n".join(lines).encode())
    wanted = read(filled.as_docx(whole)).values
    asked = {question.field for question in found.questions}
    wrong = {k: v for k, v in found.values.items() if v != wanted[k] and k not in asked}
    assert wrong == {}
    assert sum(1 for k, v in found.values.items() if v == wanted[k]) > 50


def test_file_that_is_no_form_is_refused_with_a_sentence() -> None:
    with pytest.raises(SubmittedFileError, match="不像一份填好的"):
        read("通知\n各科室：\n请报送材料。\n".encode())


@pytest.mark.skipif(not SEEDS, reason="no published forms beside the checkout")
@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.stem[:3])
@pytest.mark.parametrize("kind", filled.WRITERS)
def test_published_form_is_read_whole_and_the_same_from_every_file_type(
    seed: Path, kind: str
) -> None:
    found = read(seed.read_bytes())
    assert found.form is not None
    assert found.year == 2020
    form = load_form(found.form)
    assert set(found.fields) == set(form.fields)
    assert found.unplaced == ()
    assert found.questions == ()
    assert [remark for remark in form_rules(found) if remark.severity == "error"] == []
    written = {key: field.written_as for key, field in found.fields.items()}
    if found.form == "national_2018":
        ticks = form.grid.places()[-1].cell.ticks
        written |= {key: "☑是" if found.values[key] else "□是" for key in ticks}
        written["innovation_other"] = "□其他____"
    else:
        written["security_level"] = str(found.values["security_level"])
    again = read(filled.WRITERS[kind](filled.sheet(form, written)))
    assert again.values == found.values
    assert again.questions == ()
