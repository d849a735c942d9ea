"""What stays of pages that show citizens' letters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.letters.letter import looks_like_letter, read_letter
from crawler.letters.withholding import mask, remains, script_remains, scrub, skeleton
from crawler.pages.dom import PageDom


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("2024-05-06", "2024-05-06"),
        ("张三 13900001111 2024年5月6日", "2024年5月6日"),
        ("已办结", "已办结"),
        ("来信时间：", "来信时间："),
        ("共 12 页", "共 12 页"),
        ("3", "3"),
        ("下页", "下页"),
        ("[尾 页]", "[尾 页]"),
        ("上一頁张三", ""),
        ("13900001111", ""),
        ("530102198001011234", ""),
        ("李四反映噪音", ""),
        ("wang@mail.example", ""),
    ],
)
def test_only_dates_states_and_page_numbers_remain(text, left):
    assert remains(text) == left


def test_a_masked_title_tells_two_letters_apart_and_nothing_else():
    assert mask("甲") != mask("乙")
    assert "甲" not in mask("甲")


LIST = """<html><head><meta name="ColumnName" content="局长信箱">
<meta name="Keywords" content="王五"><title>王五来信</title></head><body>
<div class="nav"><a href="/gzdt/">工作动态</a></div>
<ul><li><a href="/x/1.html" title="王五投诉">王五投诉 13900001111</a><em>王五</em>
<span>2024-05-06</span></li></ul>
<script>var rows = ["<tr><td>王五</td><td>2024-05-06</td></tr>"];
var who = {name: '王五', tel: 13900001111}; createPageHTML(9, 0, "index", "html");</script>
<p>王五</p></body></html>"""


def test_a_skeleton_keeps_menus_addresses_dates_and_the_pager():
    text = skeleton(PageDom("http://a.example/x/", LIST), lambda name: name == "工作动态")
    assert "王五" not in text
    assert "13900001111" not in text
    kept = ("局长信箱", "工作动态", "/x/1.html", "2024-05-06", "createPageHTML(9, 0,", '"html"')
    assert [word for word in kept if word not in text] == []


@given(st.text(alphabet="金丝雀王五a1<>\"' \n:{}[]();/", max_size=80))
def test_no_name_survives_in_a_script(code):
    assert "金丝雀" not in script_remains(code).replace(mask("金丝雀"), "")


def test_scrubbing_empties_rows_of_letters_and_nothing_else():
    page = (
        "<ul><li><a href='/x/1.html' title='王五'>王五来信</a><i>王五</i><b>05-06</b></li>"
        "<li><a href='/n/2.html'>工作会议召开</a><b>05-07</b></li></ul><p>简介</p>"
    )
    clean = scrub(page, lambda href: href.startswith("/x/"))
    assert "王五" not in clean
    assert "05-06" in clean
    assert "<li><a href='/n/2.html'>工作会议召开</a><b>05-07</b></li></ul><p>简介</p>" in clean


def letter(body):
    return PageDom("http://a.example/x/1.html", f"<html><body>{body}</body></html>")


@pytest.mark.parametrize(
    ("body", "received", "replied", "answered"),
    [
        (
            "来信时间：2024-05-06 答复时间：2024-05-09 答复内容：已经办理",
            "2024-05-06",
            "2024-05-09",
            True,
        ),
        ("<td>留言日期</td><td>2024/5/6</td><td>办理中</td>", "2024-05-06", "None", False),
        ("提交时间 2024年5月6日 已回复", "2024-05-06", "None", True),
        ("问：如何办理？ 答：请到窗口办理即可。", "None", "None", True),
        ("来信时间：2024-05-06", "2024-05-06", "None", None),
        ("答复内容：暂无", "None", "None", None),
    ],
)
def test_dates_and_state_of_a_letter_are_read_from_its_labels(body, received, replied, answered):
    found = read_letter(letter(body), 2025)
    assert (str(found.received), str(found.replied), found.answered) == (
        received,
        replied,
        answered,
    )


@pytest.mark.parametrize(
    ("body", "yes"),
    [
        ("信件编号 1 来信人 某 来信时间 2024-05-06 来信内容 略", True),
        ("本局公布信件编号规则，来信时间以邮戳为准", False),
        ("发布时间：2024-05-06 来源：本局", False),
    ],
)
def test_a_letter_is_known_by_its_labels(body, yes):
    assert looks_like_letter(letter(body)) is yes


def test_a_skeleton_keeps_the_letters_of_attribute_names_that_scripts_ask_for():
    page = "<html><body><script queryData=\"{'pageId':'9'}\" parseType='x'></script></body></html>"
    text = skeleton(PageDom("http://a.example/", page), lambda name: False)
    assert "queryData=" in text
    assert "parseType=" in text
