from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.pages.cleaning import clean, one_line
from crawler.pages.decode import decode

TITLES = (
    "云岭市商务局关于印发《2025年促消费工作方案》的通知",
    "关于公开征求《云岭市成品油管理办法（征求意见稿）》意见的公告",
    "澜江市城市管理局召开2025年第一季度工作会议",
    "一图读懂：云岭市“十四五”商务发展规划",
    "行政许可信息公示（2025年第3批）",
    "领导信箱：来信选登、办理结果",
)
TRADITIONAL = (
    "雲嶺市商務局關於印發《2025年促進消費工作方案》的通知",
    "瀾江市城市管理局召開第一季度工作會議並公佈辦理結果",
)
PAGE = "<html><head>{meta}<title>{title}</title></head><body><ul>{rows}</ul></body></html>"

CHARSETS = {
    "utf-8": "utf-8",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "big5": "big5",
    "utf-8-sig": "utf-8",
}
LIES = ("utf-8", "gb2312", "iso-8859-1", "big5", "")


def page(title: str, titles: tuple[str, ...], declared: str, padding: int = 0) -> str:
    meta = f'<meta charset="{declared}">' if declared else ""
    rows = "".join(f"<li><a href='x.html'>{row}</a><span>2025-01-02</span></li>" for row in titles)
    return PAGE.format(meta=" " * padding + meta, title=title, rows=rows)


@pytest.mark.parametrize(("charset", "lie"), list(product(CHARSETS, LIES)))
def test_decode_reads_the_text_whatever_the_page_declares(charset, lie):
    titles = TRADITIONAL if charset == "big5" else TITLES
    for title in titles:
        text = page(title, titles, lie)
        got = decode(text.encode(charset), f"text/html; charset={lie}" if lie else "text/html")
        assert (got.text, got.used, got.doubtful) == (text, CHARSETS[charset], False)


@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "gb18030"])
@pytest.mark.parametrize("title", TITLES)
def test_decode_of_a_single_title_needs_no_declaration(charset, title):
    assert decode(title.encode(charset)).text == title


def test_decode_gb2312_label_with_rare_characters_keeps_them():
    text = page("关于𠮷某、李喆、朱镕某、张堃任职的通知㐀", TITLES, "gb2312")
    got = decode(text.encode("gb18030"))
    assert (got.text, got.used, got.declared) == (text, "gb18030", "gb2312")


def test_decode_prefers_the_header_in_what_it_reports_as_declared():
    body = page(TITLES[0], TITLES, "gb2312").encode()
    got = decode(body, 'text/html; Charset="GBK"')
    assert (got.used, got.declared) == ("utf-8", "gbk")


@pytest.mark.parametrize(
    ("head", "declared"),
    [
        ('<meta http-equiv="Content-Type" content="text/html; charset=gb2312">', "gb2312"),
        ("<META CHARSET=GBK>", "gbk"),
        ('<?xml version="1.0" encoding="GB18030"?>', "gb18030"),
        ('<!-- <meta charset="utf-8"> --><meta charset="gbk">', "gbk"),
        (" " * 3000 + '<meta charset="gbk">', "gbk"),
        (" " * 5000 + '<meta charset="gbk">', ""),
        ("", ""),
    ],
)
def test_decode_finds_the_declaration_in_the_first_4096_bytes(head, declared):
    got = decode((head + TITLES[0]).encode("gb18030"))
    assert (got.declared, got.text.strip()) == (declared, (head + TITLES[0]).strip())


def test_decode_byte_order_mark_beats_the_header():
    assert decode(b"\xef\xbb\xbf" + TITLES[0].encode(), "text/html; charset=gbk").text == TITLES[0]
    assert decode(b"\xff\xfe" + TITLES[0].encode("utf-16-le")).text == TITLES[0]
    assert decode(b"\xfe\xff" + TITLES[0].encode("utf-16-be")).used == "utf-16-be"


def test_decode_utf8_mark_on_gbk_bytes_is_not_believed():
    text = page(TITLES[0], TITLES, "")
    got = decode(b"\xef\xbb\xbf" + text.encode("gbk"))
    assert (got.text, got.used) == (text, "gb18030")


@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
def test_decode_one_broken_character_is_doubtful_and_the_rest_readable(charset):
    text = page(TITLES[0], TITLES, charset)
    whole = text.encode(charset)
    cut = whole.find("季度".encode(charset))
    got = decode(whole[: cut + 1] + whole[cut + len("季".encode(charset)) :])
    assert got.doubtful
    assert got.used == charset
    assert TITLES[0] in got.text
    assert TITLES[3] in got.text


def test_decode_two_byte_gbk_that_is_valid_utf8_is_read_as_declared():
    assert decode("一".encode("gbk"), "text/html; charset=gbk").text == "一"
    assert decode("Привет".encode(), "text/html; charset=gbk").text == "Привет"


@pytest.mark.parametrize("charset", ["cp1251", "shift_jis", "euc_kr"])
def test_decode_foreign_language_page_keeps_its_declared_charset(charset):
    text = {
        "cp1251": "Добро пожаловать на официальный сайт города",
        "shift_jis": "ようこそ、市役所のホームページへ",
        "euc_kr": "시청 홈페이지에 오신 것을 환영합니다",
    }[charset]
    label = {"cp1251": "windows-1251", "euc_kr": "euc-kr"}.get(charset, charset)
    assert decode(text.encode(charset), f"text/html; charset={label}").text == text


@pytest.mark.parametrize("name", ["rot13", "zip", "base64", "unicode_escape", "nonsense", "idna"])
def test_decode_unknown_or_strange_declaration_is_only_reported(name):
    got = decode(TITLES[0].encode("gbk"), f"text/html; charset={name}")
    assert (got.text, got.declared) == (TITLES[0], name)


def test_decode_default_is_used_when_nothing_is_declared():
    assert decode(b"\x83\x65\x83\x58\x83\x67", default="Shift_JIS").text == "テスト"


def test_decode_random_bytes_are_doubtful():
    assert decode(bytes(range(128, 256)) * 20).doubtful


def test_decode_control_characters_are_removed_once():
    raw = "通\x00知\x0b公\ufffe告\x85栏\uffff\x7f\t\n\r".encode()
    assert decode(raw).text == "通知 公告 栏\t\n\r"
    assert decode("通\x00知公告\x1f".encode("gbk")).text == "通知公告"


@given(st.binary(max_size=400), st.text(max_size=40))
def test_decode_never_fails_and_always_gives_writable_text(body, content_type):
    got = decode(body, content_type)
    assert clean(got.text) == got.text
    got.text.encode()


@given(st.text(max_size=300))
def test_decode_of_utf8_gives_the_cleaned_text_back(text):
    body = text.encode("utf-8", "ignore")
    if not text.startswith("\ufeff"):
        assert decode(body).text == clean(text)


@given(st.text(alphabet=st.characters(codec="gb2312", min_codepoint=0x4E00), min_size=20))
def test_decode_of_declared_gb2312_gives_the_text_back(text):
    assert decode(text.encode("gb2312"), "text/html; charset=gb2312").text == text


@given(st.text(alphabet=st.characters(), max_size=300))
def test_clean_twice_changes_nothing_more(text):
    assert clean(clean(text)) == clean(text)
    assert one_line(one_line(text)) == one_line(text)
    clean(text).encode()
