import pytest
from hypothesis import given
from hypothesis import strategies as st

from audits.footer import page_text
from crawler.records import StoredPage

URL = "http://yunling.example/"


def text(source):
    return page_text(
        StoredPage(1, URL, URL, "home", None, 200, "text/html", "", "utf-8", "", source, "", False)
    )


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("滇ICP备<b>12345678</b>号", "滇ICP备12345678号"),
        ("<p>甲</p><p>乙</p>", "甲\n乙"),
        ("甲<br>乙", "甲\n乙"),
        ("甲&nbsp;&nbsp;乙\u3000丙", "甲 乙 丙"),
        ("甲<!-- 粤ICP备87654321号 -->乙", "甲乙"),
        ("甲<script>var icp='粤ICP备87654321号'</script>乙", "甲乙"),
        ("甲<style>p{content:'粤ICP备'}</style>乙", "甲乙"),
        ("&#28359;ICP", "滇ICP"),
    ],
)
def test_what_a_reader_sees_is_joined_within_lines_and_cut_between_blocks(source, shown):
    got = [line.strip() for line in text(source).shown.split("\n") if line.strip()]
    assert "\n".join(got) == shown


@pytest.mark.parametrize(
    "code",
    [
        "document.write('<p>滇ICP备12345678号</p>');",
        'document.writeln("<p>滇ICP备12345678号</p>");',
        "document.write('<p>滇ICP' + '备12345678号</p>');",
        "document.write(unescape('%3Cp%3E滇ICP备12345678号%3C/p%3E'));",
        'document.write("<a href=\\"#\\">滇ICP备12345678号<\\/a>");',
    ],
)
def test_a_footer_written_by_script_is_read(code):
    assert "滇ICP备12345678号" in text(f"<script>{code}</script>").shown


def test_a_script_that_writes_nothing_shows_nothing():
    assert "滇ICP" not in text("<script>var a = '滇ICP备12345678号';</script>").shown


def test_attributes_and_script_addresses_stand_in_the_source_and_comments_do_not():
    got = text("<a href='x?recordcode=53010202000123'>甲</a><!-- site_code=5301990001 -->")
    assert "recordcode=53010202000123" in got.source
    assert "site_code" not in got.source


@given(st.text(max_size=80))
def test_any_text_is_taken_apart_without_an_error(source):
    assert isinstance(text(source).shown, str)
