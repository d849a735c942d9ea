"""The published form against the signed one, field by field, and the days that are left."""

import asyncio
from dataclasses import replace
from datetime import date

from crawler.transport.results import Fetched, Refused
from nianbao.exits import INCOMPLETE
from nianbao.pathfinding import Trail
from nianbao.publishing import Finding, look_at
from reportgen.official.publication import days_left, deadline_of, gaps
from reportgen.official.webpage import fragment
from reportgen.submitted.opening import open_document
from reportgen.submitted.reading import read_document

PAGE = "http://swj.yunling.example/gk/t1.html"


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


def with_field(form, key, **changes):
    fields = dict(form.report.fields)
    fields[key] = replace(fields[key], **changes)
    return replace(form, report=replace(form.report, fields=fields))


def test_long_text_that_was_published_without_its_end_is_named(signed):
    whole = "".join(f"第{n}项创新做法。" for n in range(170))
    form = with_field(signed, "innovation_other", value=whole)
    page = fragment(form)
    assert published(form, page) == ()
    (gap,) = published(form, page.replace(whole[1100:], ""))
    assert gap.key == "innovation_other"


def test_words_in_a_cell_that_was_signed_blank_are_named(signed):
    form = with_field(signed, "registered_users", value=None, written_as="blank")
    total = signed.report.fields["registered_users"].value
    page = fragment(signed)
    assert published(form, page.replace(f">{total}", ">")) == ()
    (gap,) = published(form, page.replace(f">{total}", ">大约三五百"))
    assert (gap.key, gap.is_missing) == ("registered_users", False)


class Site:
    """A page with files that nobody can open."""

    def __init__(self, page):
        self.page = page

    async def fetch(self, target):
        if target.url != PAGE:
            return Refused(target.url, "http", "404", 404, 1)
        kind = (("content-type", "text/html; charset=utf-8"),)
        return Fetched(PAGE, PAGE, 200, kind, self.page, (), "", len(self.page), 1)


def test_every_file_on_the_page_is_named_also_those_that_were_not_looked_at(signed):
    anchors = "".join(f'<a href="/files/{n}.docx?v={n}">附件{n}</a>' for n in range(8))
    page = f"<html><head><meta charset='utf-8'></head><body>{fragment(signed)}{anchors}</body>"
    found = Finding(PAGE, date(2026, 1, 31), date(2026, 1, 20), trail=Trail(("年报",), 2))
    asyncio.run(look_at(Site(page.encode()), found, signed.report))
    assert (found.copies[0].name, found.copies[0].problem) == ("页面上的表", "")
    assert {copy.name for copy in found.copies[1:]} == {f"附件{n}" for n in range(8)}
    assert [copy.name for copy in found.copies if "只看前" in copy.problem] == ["附件6", "附件7"]
    assert found.exit_code == INCOMPLETE


def test_days_are_counted_to_the_end_of_january_of_the_next_year():
    assert deadline_of(2025) == date(2026, 1, 31)
    assert deadline_of(2025, "3-1") == date(2026, 3, 1)
    assert days_left(date(2026, 1, 31), date(2026, 1, 20)) == "离公开期限 2026年1月31日 还有 11 天"
    assert "最后一天" in days_left(date(2026, 1, 31), date(2026, 1, 31))
    assert days_left(date(2026, 1, 31), date(2026, 2, 3)) == "公开期限 2026年1月31日 已过 3 天"
