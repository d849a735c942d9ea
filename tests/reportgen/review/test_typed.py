import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.fields import load_fields
from reportgen.fill import fits
from reportgen.review.typed import TypedError, read_typed

FIELDS = load_fields()


@pytest.mark.parametrize(
    ("key", "typed", "value"),
    [
        ("items_total", "1,234", 1234),
        ("items_total", "１２３ 条", 123),
        ("items_total", "1.2万", 12000),
        ("items_total", "0", 0),
        ("messages_average_days", "3", 3.0),
        ("messages_average_days", "3.5天", 3.5),
        ("smart_qa_offered", "no", False),
        ("site_type", "portal", "portal"),
        ("site_name", " 云岭\x00市 ", "云岭市"),
        ("published_on", "2026-01-31", "2026-01-31"),
        ("home_url", "https://a.example.cn/x?y=1", "https://a.example.cn/x?y=1"),
        ("site_code", "0530100005", "0530100005"),
    ],
)
def test_what_people_type_becomes_a_value_of_the_fields_kind(key, typed, value):
    read = read_typed(FIELDS[key], typed)
    assert (read, type(read)) == (value, type(value))


@pytest.mark.parametrize(
    ("key", "typed"),
    [
        ("items_total", ""),
        ("items_total", "无"),
        ("items_total", "约5"),
        ("items_total", "-5"),
        ("items_total", "3.5"),
        ("items_total", "至少 5"),
        ("items_total", "5/6"),
        ("messages_average_days", "36小时"),
        ("smart_qa_offered", "是"),
        ("site_type", "portals"),
        ("published_on", "2026-02-30"),
        ("published_on", "1月31日"),
        ("home_url", "www.a.cn"),
        ("home_url", "javascript:alert(1)"),
        ("home_url", "http://[x"),
        ("site_name", "　"),
        ("site_name", "长" * 2001),
    ],
)
def test_what_is_doubtful_is_asked_about_in_a_sentence(key, typed):
    with pytest.raises(TypedError, match=r"[。]$"):
        read_typed(FIELDS[key], typed)


@given(key=st.sampled_from(sorted(FIELDS)), typed=st.text(max_size=40))
def test_whatever_is_typed_fits_the_field_or_is_refused(key, typed):
    try:
        value = read_typed(FIELDS[key], typed)
    except TypedError:
        return
    assert fits(FIELDS[key], value)
