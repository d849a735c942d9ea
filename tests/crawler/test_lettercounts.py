"""What sites print of all their letters: sentences, tables by month or year, rows of figures."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.letters.lettercounts import printed_counts
from crawler.letters.wholeletters import letter_parts
from crawler.pages.dom import PageDom
from crawler.records import NO_YEAR, THIS_YEAR

ALL = frozenset(range(1, 13))


def told(body):
    page = PageDom("http://yunling.example/", f"<html><body>{body}</body></html>")
    return [(count.kind, count.year, count.amount) for count in printed_counts(page)]


def months(shown=ALL, head="<h2>2024年信件统计</h2>"):
    rows = "".join(
        f"<tr><td>{m}月</td><td>{10 + m}</td><td>{9 + m}</td></tr>" for m in sorted(shown)
    )
    names = "<tr><th>月份</th><th>来信数</th><th>办结数</th></tr>"
    last = "<tr><td>合计</td><td>198</td><td>186</td></tr>"
    return f"{head}<table>{names}{rows}{last}</table>"


@pytest.mark.parametrize(
    ("body", "counts"),
    [
        (
            "<p>2024年共收到来信 123 件，办结 120 件，办结率97.6%</p>",
            [("received", 2024, 123), ("closed", 2024, 120)],
        ),
        (
            "<p>本年共收到来信<b>123</b>件，办结<b>1,120</b>件</p>",
            [("received", THIS_YEAR, 123), ("closed", THIS_YEAR, 1120)],
        ),
        ("<p>累计收到来信 5123 件</p>", [("received", NO_YEAR, 5123)]),
        ("<p>截至2024年12月31日，累计受理来信 999 件</p>", [("received", NO_YEAR, 999)]),
        ("<p>2024年5月收到来信 12 件，办结 11 件</p>", []),
        ("<h1>云岭市商务局2024年度部门预决算信息公开2</h1><p>来信请寄本局。</p>", []),
        ("<p>2024年收到政府信息公开申请 12 件，办结 12 件，公开 9 件。来信另计</p>", []),
        ("<p>2024年办结建议提案 12 件。来信另计</p>", []),
        (
            "<p>位置：首页 &gt; 政务公开 &gt; 信箱 2024年收到来信 31 件，公开 9 件</p>",
            [("received", 2024, 31), ("public", 2024, 9)],
        ),
        (
            "<p>本月收到来信 3 件，办结 2 件；今年收到来信 23 件</p>",
            [("received", THIS_YEAR, 23)],
        ),
        (
            "<p>2024年1月至12月，局长信箱共收到群众来信123件，平均办理时间3.2个工作日。</p>",
            [("received", 2024, 123), ("days", 2024, 3.2)],
        ),
        (
            "<p>2024年收到来信123件（其中咨询80件、投诉43件），公开答复98件，已回复120件</p>",
            [("received", 2024, 123), ("public", 2024, 98), ("replied", 2024, 120)],
        ),
        (
            "<p>信箱：2023年收到来信 88 件；2024年收到来信 123 件</p>",
            [("received", 2023, 88), ("received", 2024, 123)],
        ),
        (
            "<div><b>123</b><span>来信总数</span><b>120</b><span>办结总数</span></div>",
            [("received", NO_YEAR, 123), ("closed", NO_YEAR, 120)],
        ),
        (
            "<div><span>来信数</span><b>123</b><span>办结数</span><b>120</b></div>",
            [("received", NO_YEAR, 123), ("closed", NO_YEAR, 120)],
        ),
        (  # the figures stand in a table for layout, beside the list of the letters
            "<table><tr><td>2024年度信件办理统计：收到来信 31 件，办结 30 件，公开答复 25 件，"
            "平均办理时间 8.2 天。</td></tr><tr><td><table><tr><th>编号</th><th>标题</th>"
            "<th>回复时间</th></tr>"
            "<tr><td>500</td><td><a href='/500'>甲</a></td><td>2024-03-04 已回复</td></tr>"
            "<tr><td>499</td><td><a href='/499'>乙</a></td><td>2024-03-01 已回复</td></tr>"
            "<tr><td>1 2 3</td></tr></table></td></tr></table>",
            [
                ("received", 2024, 31),
                ("closed", 2024, 30),
                ("public", 2024, 25),
                ("days", 2024, 8.2),
            ],
        ),
        (
            "<table><tr><td>2024年共收到来信 123 件，办结 120 件</td></tr><tr><td><table>"
            "<tr><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></table></td></tr></table>",
            [("received", 2024, 123), ("closed", 2024, 120)],
        ),
        (
            "<p>信件</p><ul><li>500 <a href='/500'>甲</a> 2024-03-04 已回复</li>"
            "<li>499 <a href='/499'>乙</a> 2024-03-01 已回复</li></ul>",
            [],
        ),
        ("<div><i>来信数</i><i>办结数</i><i>123</i><i>120</i></div>", []),
        ("<p>来信：收到来信 编号20240305 受理时间 2024-03-05</p>", []),
        ("<p><a href='/1.html'>2024年共收到来信 123 件，办结 120 件</a></p>", []),
        ("<p>2024年共收到建议 123 件，办结 120 件</p>", []),
        (months(), [("received", 2024, 198), ("closed", 2024, 186)]),
        (months(ALL - {12}), []),
        (months(head="<h2>信件统计</h2>"), []),
        (
            "<p>信件</p><table><tr><td>年度</td><td>收到信件数</td><td>办结数</td></tr>"
            "<tr><td>2024年</td><td>123</td><td>120</td></tr></table>",
            [("received", 2024, 123), ("closed", 2024, 120)],
        ),
        (
            "<h3>2024年信件</h3><table><tr><td>单位</td><td>来信数</td></tr>"
            "<tr><td>教育局</td><td>12</td></tr><tr><td>商务局</td><td>13</td></tr></table>",
            [],
        ),
    ],
)
def test_figures_of_letters_are_read_with_their_year_or_not_at_all(body, counts):
    assert told(body) == counts


@given(st.text(alphabet="2024年收到来信办结件封共，。其中1 ％%月", max_size=60))
def test_any_text_gives_numbers_that_stand_in_it(text):
    for _, _, amount in told(f"<p>{text}</p>"):
        assert f"{amount:g}" in text.replace(" ", "").replace(",", "") or amount > 999


def test_what_citizens_write_of_figures_is_no_figure_of_the_site():
    letters = [
        f"<div><p>留言时间：2024-05-0{n}</p><p>2024年收到来信 9{n} 件，为何不办？</p></div>"
        for n in (3, 2)
    ]
    page = PageDom("http://yunling.example/", f"<html><body>{''.join(letters)}</body></html>")
    assert len(printed_counts(page)) == 2
    assert printed_counts(page, letter_parts(page, 2024)) == ()
