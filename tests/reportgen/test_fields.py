import re
from pathlib import Path

import pytest

from crawler.errors import ConfigError
from reportgen.fields import FieldKind, FilledBy, load_fields

HEAD = '[sections]\nbasics = "基本信息"\n[keepers]\noffice = "单位办公室"\n'
FIELD = """[fields.site_name]
label = "网站名称"
kind = "text"
section = "basics"
definition = "名称。"
filled_by = "person"
keeper = "office"
ask = "请向单位办公室核实。"
"""


def test_fields_shipped_are_the_83_of_both_forms() -> None:
    assert len(load_fields()) == 83


@pytest.mark.parametrize(
    ("key", "label", "unit", "kind", "filled_by"),
    [
        ("items_total", "信息发布 › 总数", "条", FieldKind.COUNT, FilledBy.AUDIT),
        ("site_code", "政府网站标识码", None, FieldKind.TEXT, FilledBy.AUDIT),
        ("page_views", "网站总访问量", "次", FieldKind.COUNT, FilledBy.IMPORT),
        ("messages_average_days", "平均办理时间", "天", FieldKind.NUMBER, FilledBy.AUDIT),
        ("messages_on_time_rate", "按时办结率", "%", FieldKind.NUMBER, FilledBy.DERIVED),
        ("security_owner_named", "是否明确网站安全责任人", None, FieldKind.YES_NO, FilledBy.PERSON),
        ("report_year", "年度", "年", FieldKind.YEAR, FilledBy.SITE_FILE),
    ],
)
def test_field_of_the_contract_is_described_as_agreed(
    key: str, label: str, unit: str | None, kind: FieldKind, filled_by: FilledBy
) -> None:
    field = load_fields()[key]
    assert (field.label, field.unit, field.kind, field.filled_by) == (label, unit, kind, filled_by)


def test_choices_have_the_keys_and_words_of_the_contract() -> None:
    fields = load_fields()
    assert fields["site_type"].choices == {
        "portal": "政府门户网站",
        "department": "部门网站",
        "special": "专项网站",
    }
    assert list(fields["security_level"].choices) == ["level_2", "level_3", "ungraded"]


@pytest.mark.parametrize("key", load_fields())
def test_field_tells_whom_to_ask_in_a_sentence_that_names_them(key: str) -> None:
    field = load_fields()[key]
    assert field.keeper in field.ask
    assert "请" in field.ask
    assert field.ask.endswith("。")
    assert field.definition.endswith("。")
    assert not re.search("审计|爬虫|判决|置信度", field.ask + field.definition)


def test_field_without_its_group_gives_the_short_label() -> None:
    fields = load_fields()
    assert fields["weibo_posts"].short_label == "信息发布量"
    assert fields["icp_number"].short_label == "ICP备案号"


@pytest.mark.parametrize(
    ("text", "key", "problem"),
    [
        (HEAD + FIELD + 'colour = "红"\n', "fields.site_name.colour", "不认识"),
        (HEAD + FIELD.replace('label = "网站名称"\n', ""), "fields.site_name.label", "缺少"),
        (HEAD + FIELD.replace('"text"', '"words"'), "fields.site_name.kind", "不是允许的值"),
        (HEAD + FIELD.replace('"text"', '"choice"'), "fields.site_name", "choices"),
        (HEAD + FIELD.replace('"person"', '"audit"'), "fields.site_name", "audit"),
        (HEAD + FIELD.replace('"basics"', '"visits"'), "fields.site_name.section", "visits"),
        (HEAD + FIELD.replace('"office"', '"mayor"'), "fields.site_name.keeper", "mayor"),
        ("[sections", "", "读不懂"),
    ],
)
def test_fields_file_with_a_fault_names_file_and_key(
    tmp_path: Path, text: str, key: str, problem: str
) -> None:
    file = tmp_path / "fields.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=problem) as caught:
        load_fields(file)
    assert (caught.value.file, caught.value.key) == (str(file), key)


def test_fields_file_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="没有这个文件"):
        load_fields(tmp_path / "none.toml")


def test_fields_read_once_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        load_fields()["site_name"] = load_fields()["home_url"]  # type: ignore[index]
