from pathlib import Path

import pytest

from crawler.errors import ConfigError
from reportgen.fields import load_fields
from reportgen.form import Form, known_forms, load_form

REGIONAL = Path(__file__).with_name("forms") / "regional_2020.toml"


def changed(tmp_path: Path, old: str, new: str) -> Path:
    text = REGIONAL.read_text(encoding="utf-8")
    assert old in text
    (tmp_path / REGIONAL.name).write_text(text.replace(old, new, 1), encoding="utf-8")
    return tmp_path


def test_known_forms_hold_the_national_one() -> None:
    assert "national_2018" in known_forms()


@pytest.mark.parametrize("form_id", known_forms())
def test_form_shipped_can_be_loaded(form_id: str) -> None:
    form = load_form(form_id)
    assert form.id == form_id
    assert form.fields


def test_national_form_has_64_fields_and_none_that_is_only_regional(national: Form) -> None:
    assert len(national.fields) == 64
    regional_only = {"report_year", "operator_unit", "electronic_mark_code", "security_level"}
    assert not regional_only & set(national.fields)


def test_national_form_begins_with_the_unit_and_ends_with_the_date(national: Form) -> None:
    keys = list(national.fields)
    assert keys[0] == "reporting_unit"
    assert keys[1:4] == ["site_name", "home_url", "host_unit"]
    assert keys[-5:] == ["unit_head", "reviewer", "preparer", "contact_phone", "prepared_on"]


def test_national_form_prints_beside_each_field_its_own_label_and_unit(national: Form) -> None:
    for place in national.grid.places():
        if place.cell.key is None:
            continue
        left = [
            other.cell.text
            for other in national.grid.places()
            if other.cell.text
            and other.row <= place.row < other.row + other.cell.rows
            and other.column < place.column
        ]
        printed = "".join(left).replace("\n", "")
        field = national.fields[place.cell.key]
        assert left[-1].replace("\n", "").startswith(field.short_label)
        assert f"（单位：{field.unit}）" in printed or field.unit is None


def test_guangxi_form_has_all_83_fields_with_its_own_labels_and_units() -> None:
    form = load_form("guangxi_2020")
    assert set(form.fields) == set(load_fields())
    assert len(form.fields) == 83
    own = {key: field.label for key, field in form.fields.items()}
    assert own["items_disclosure"] == "信息公开目录信息公开量"
    assert own["service_items_online"] == "可全程办理服务事项数量"
    assert own["interview_replies"] == "回复网民提问数量"
    assert own["wechat_subscribers"] == "微信 › 关注量"
    assert own["prepared_on"] == "填报时间"
    assert form.fields["survey_results_published"].unit == "条"


def test_guangxi_form_prints_beside_or_above_each_field_its_own_label() -> None:
    form = load_form("guangxi_2020")
    places = form.grid.places()
    for place in places:
        key = place.cell.key
        if key is None or place.cell.choice:
            continue
        left = [o for o in places if o.row == place.row and o.column < place.column]
        beside = left[-1] if left and left[-1].cell.text else None
        above = next(
            (o for o in places if o.row == place.row - 1 and o.column == place.column), None
        )
        label = form.fields[key].short_label
        texts = [o.cell.text.replace("\n", "") for o in (beside, above) if o is not None]
        assert any(text.startswith(label) for text in texts), key


def test_form_with_own_words_changes_label_and_unit_of_the_field(regional: Form) -> None:
    assert regional.fields["items_disclosure"].label == "信息公开目录信息公开量"
    assert regional.fields["special_columns_maintained"].unit == "栏"
    assert load_form("national_2018").fields["items_disclosure"].label == "信息公开目录信息更新量"


def test_form_that_is_unknown_names_the_known_ones() -> None:
    with pytest.raises(ConfigError, match=r"没有“yunling_1999”这份报表，现有：.*national_2018"):
        load_form("yunling_1999")


@pytest.mark.parametrize(
    ("old", "new", "key", "problem"),
    [
        ('"report_year", "items', '"report_month", "items', "sections.全部", "report_month"),
        ('key = "search_as_service"', 'key = "smart_seach"', "grid.第4行", "smart_seach"),
        ("items_disclosure = ", "items_closed = ", "labels", "items_closed"),
        ('"report_year", ', "", "sections", "“report_year”印在表上，却没有列出"),
        ('"report_year", ', '"report_year", "page_views", ', "grid", "“page_views”.*印了 0 次"),
        ('"report_year", ', '"report_year", "report_year", ', "sections", "写了 2 次"),
        ('"level_3" }', '"level_2" }', "grid", "选项没有各印一次"),
        ("columns = 3", "columns = 2", "grid", "第 4 行没有排满"),
        ("columns = 3", "columns = 4", "grid", "第 4 行的格子越界或重叠"),
        ('{ text = "专题专栏" }', '{ text = "专题专栏", rows = 2 }', "grid", "越界或重叠"),
        ('{ text = "专题专栏" }', '{ text = "" }', "grid.rows.第1项.第3项", "之一"),
        ("gap = ", "gapp = ", "writing.gap", "缺少"),
        ('id = "regional_2020"', 'id = "other"', "id", "应当与文件名一致"),
    ],
)
def test_form_file_with_a_fault_names_the_place(
    tmp_path: Path, old: str, new: str, key: str, problem: str
) -> None:
    folder = changed(tmp_path, old, new)
    with pytest.raises(ConfigError, match=problem) as caught:
        load_form("regional_2020", folder)
    assert caught.value.key == key
    assert caught.value.file == str(folder / REGIONAL.name)
