import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.fields import load_fields
from reportgen.submitted.labels import load_labels
from reportgen.submitted.values import day_in, read_value

FIELDS, UNITS = load_fields(), load_labels().units


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("items_total", "1644", 1644),
        ("items_total", " 1,644 条 ", 1644),
        ("items_total", "１６４４", 1644),
        ("items_total", "无", 0),
        ("registered_users", "142.46万个", 1424600),
        ("messages_average_days", "2.5天", 2.5),
        ("messages_on_time_rate", "98.5%", 98.5),
        ("items_total", "/", None),
        ("items_total", "——", None),
        ("items_total", "", None),
        ("prepared_on", "2021年1月27日", "2021-01-27"),
        ("prepared_on", "2021.1.27", "2021-01-27"),
        ("prepared_on", "二〇二一年一月二十七日", "2021-01-27"),
        ("site_name", "云岭市\n商务局", "云岭市商务局"),
        ("unit_head", "甲　某", "甲某"),
        ("home_url", "http://swj.yun\nling.example/", "http://swj.yunling.example/"),
        ("icp_number", "滇ICP备 00000001号", "滇ICP备00000001号"),
        ("smart_qa_offered", "无", False),
        ("smart_qa_offered", "是", True),
        ("site_type", "部门网站", "department"),
        ("app_name", "无", "无"),
    ],
)
def test_value_that_is_plain_is_read_without_a_doubt(key: str, text: str, value: object) -> None:
    reading = read_value(FIELDS[key], text, units=UNITS)
    assert (reading.value, reading.doubt) == (value, "")


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("items_total", "约1600"),
        ("items_total", "1644（含转载）"),
        ("items_total", "四条"),
        ("items_total", "339\n12"),
        ("items_total", "-3"),
        ("items_total", "3.5"),
        ("items_total", "10000+"),
        ("prepared_on", "2021年2月30日"),
        ("smart_qa_offered", "□是 □否"),
        ("smart_qa_offered", "是否"),
        ("site_type", "□政府门户网站 □部门网站 □专项网站"),
        ("site_type", "☑政府门户网站 ☑部门网站 □专项网站"),
    ],
)
def test_value_that_is_not_plain_is_a_doubt_and_no_value(key: str, text: str) -> None:
    reading = read_value(FIELDS[key], text, units=UNITS)
    assert reading.value is None
    assert reading.doubt


@pytest.mark.parametrize(
    ("text", "unit", "value"), [("12.6", "万次", 126000), ("3个工作日", "天", 3)]
)
def test_value_in_another_unit_is_given_and_asked_about(
    text: str, unit: str, value: object
) -> None:
    key = "page_views" if unit == "万次" else "messages_average_days"
    reading = read_value(FIELDS[key], text, unit, UNITS)
    assert reading.value == value
    assert reading.doubt


@given(st.text(max_size=30), st.sampled_from(sorted(FIELDS)))
def test_value_of_any_text_is_read_or_doubted_and_never_breaks(text: str, key: str) -> None:
    reading = read_value(FIELDS[key], text, units=UNITS)
    assert "\n" not in reading.written
    if reading.value is not None and FIELDS[key].kind in ("count", "number"):
        assert any(mark.isnumeric() or mark in "无没有暂" for mark in text)


@given(st.integers(min_value=0, max_value=10**9))
def test_whole_number_written_any_way_is_the_number(number: int) -> None:
    field = FIELDS["page_views"]
    for text in (str(number), f"{number:,}", f"{number} 次", f"\xa0{number}\xa0"):
        assert read_value(field, text, units=UNITS).value == number


def test_day_in_a_text_is_found_and_an_impossible_one_is_not() -> None:
    found = day_in("填报日期：2021 年 1 月 5 日")
    assert found is not None
    assert found.isoformat() == "2021-01-05"
    assert day_in("2021年13月1日") is None
