"""The published form against the signed one, field by field, and the days that are left."""

from datetime import date

from reportgen.official.publication import days_left, deadline_of, gaps
from reportgen.official.webpage import fragment
from reportgen.submitted.opening import open_document
from reportgen.submitted.reading import read_document


def published(form, text):
    page = f"<html><head><meta charset='utf-8'></head><body><p>首页</p>{text}</body></html>"
    return gaps(read_document(open_document(page.encode()), "x", form.report.form.id), form.report)


def test_page_with_the_pasted_form_is_the_signed_one(signed):
    assert published(signed, fragment(signed)) == ()


def test_every_changed_cell_of_a_published_form_is_named(signed):
    total = signed.report.fields["registered_users"].value
    (gap,) = published(signed, fragment(signed).replace(f">{total}", f">{total + 1}"))
    assert (gap.key, gap.is_missing) == ("registered_users", False)
    assert str(total + 1) in gap.shown


def test_field_that_the_published_form_lacks_is_named(signed):
    (gap,) = published(signed, fragment(signed).replace("注册用户数", "别的"))
    assert gap.key == "registered_users"
    assert gap.is_missing


def test_days_are_counted_to_the_end_of_january_of_the_next_year():
    assert deadline_of(2025) == date(2026, 1, 31)
    assert days_left(date(2026, 1, 31), date(2026, 1, 20)) == "离公开期限 2026年1月31日 还有 11 天"
    assert "最后一天" in days_left(date(2026, 1, 31), date(2026, 1, 31))
    assert days_left(date(2026, 1, 31), date(2026, 2, 3)) == "公开期限 2026年1月31日 已过 3 天"
