from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.lists.rows import read_rows
from crawler.pages.chrome import chrome_keys
from crawler.pages.dom import PageDom
from crawler.records import DateSource, Flag
from crawler.storage.witnesses import page_doubts

URL = "http://yunling.example/gzdt/index.html"


def block(body, chrome=frozenset(), year=2025):
    return read_rows(PageDom(URL, f"<html><body>{body}</body></html>"), chrome, year)


def item(n, day=None, tag="li", date_tag="span"):
    when = day or f"2024-01-{n:02d}"
    return (
        f"<{tag}><a href='./202401/t202401{n:02d}_{n}.html'>关于第{n}号事项的通知</a>"
        f"<{date_tag}>{when}</{date_tag}></{tag}>"
    )


def listing(*numbers, tag="li", holder="ul"):
    return f"<{holder}>" + "".join(item(n, tag=tag) for n in numbers) + f"</{holder}>"


def titles(found):
    return [row.title for row in found.rows]


def told(*numbers):
    return [f"关于第{n}号事项的通知" for n in numbers]


LAYOUTS = {
    "ul li a span": listing(5, 4, 3),
    "li with the date first": "<ul>" + "".join(
        f"<li><span>[2024-01-0{n}]</span><a href='a{n}.html'>关于第{n}号事项的通知</a></li>"
        for n in (5, 4, 3)) + "</ul>",
    "table rows": "<table>" + "".join(
        f"<tr><td>·</td><td><a href='a{n}.html'>关于第{n}号事项的通知</a></td>"
        f"<td>2024-01-0{n}</td></tr>" for n in (5, 4, 3)) + "</table>",
    "dl dt dd, one each": "".join(
        f"<dl><dt><a href='a{n}.html'>关于第{n}号事项的通知</a></dt><dd>2024.01.0{n}</dd></dl>"
        for n in (5, 4, 3)),
    "one dl with dt and dd in turn": "<dl>" + "".join(
        f"<dt><a href='a{n}.html'>关于第{n}号事项的通知</a></dt><dd>2024.01.0{n}</dd>"
        for n in (5, 4, 3)) + "</dl>",
    "flat a span br": "<div>" + "".join(
        f"<a href='a{n}.html'>关于第{n}号事项的通知</a><span>2024-01-0{n}</span><br>"
        for n in (5, 4, 3)) + "</div>",
    "flat a and text": "<div>" + "".join(
        f"<a href='a{n}.html'>关于第{n}号事项的通知</a>[2024-01-0{n}]<br>"
        for n in (5, 4, 3)) + "</div>",
    "cards of div and p": "<div class='data-table'>" + "".join(
        f"<div class='data-table-item clearfix'><div><p class='w659'><a href='/c/2024-01-0{n}/{n}"
        f".shtml'>关于第{n}号事项的通知</a></p><p class='w80'><a>2024.01.0{n}</a></p></div></div>"
        for n in (5, 4, 3)) + "</div>",
    "the whole row is the link": "<div class='list'>" + "".join(
        f"<a href='a{n}.html'><p>关于第{n}号事项的通知</p><em>2024-01-0{n}</em></a>"
        for n in (5, 4, 3)) + "</div>",
    "a big day over year and month": "<ul>" + "".join(
        f"<li><b>0{n}</b><i>2024-01</i><a href='a{n}.html'>关于第{n}号事项的通知</a></li>"
        for n in (5, 4, 3)) + "</ul>",
    "a date broken by white space": "<ul>" + "".join(
        f"<li><a href='a{n}.html'>关于第{n}号事项的通知</a><span>2024-\n 01-\n 0{n}</span></li>"
        for n in (5, 4, 3)) + "</ul>",
    "a date in Chinese": "<ul>" + "".join(
        f"<li><a href='a{n}.html'>关于第{n}号事项的通知</a><span>2024年1月{n}日</span></li>"
        for n in (5, 4, 3)) + "</ul>",
    "broken markup": "<ul>" + "".join(
        f"<li><a href=a{n}.html>关于第{n}号事项的通知</a><span>2024-01-0{n}</span>"
        for n in (5, 4, 3)),
    "several tables of one row": "".join(
        f"<table><tr><td><a href='a{n}.html'>关于第{n}号事项的通知</a></td><td>2024-01-0{n}"
        "</td></tr></table>" for n in (5, 4, 3)),
    "links are rows inside a ul": "<ul>" + "".join(
        f"<a class='item' href='a{n}.html'><li>关于第{n}号事项的通知</li><li>2024-01-0{n}</li></a>"
        for n in (5, 4, 3)) + "</ul>",
    "flat links in a table cell": "<table><tr><td>" + "".join(
        f"<a href='a{n}.html'>关于第{n}号事项的通知</a><span>2024-01-0{n}</span><br>"
        for n in (5, 4, 3)) + "</td></tr></table>",
}  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_list_of_any_layout_gives_its_rows_with_title_address_and_date(layout):
    found = block(LAYOUTS[layout])
    assert [(r.title, r.date) for r in found.rows] == [
        (f"关于第{n}号事项的通知", date(2024, 1, n)) for n in (5, 4, 3)
    ]
    assert all(r.href and not r.flags and r.date_source is DateSource.LIST for r in found.rows)
    assert (found.dated, found.groups) == (True, 1)
    assert [r.position for r in found.rows] == [0, 1, 2]


@pytest.mark.parametrize("count", [1, 2])
def test_a_list_of_one_or_two_rows_is_a_list(count):
    assert titles(block(listing(*range(count, 0, -1)))) == told(*range(count, 0, -1))


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<p>云岭市商务局主管全市商务工作。</p>",
        "<ul><li><a href='/jgzn/'>机构职能</a></li><li><a href='/ldxx/'>领导信息</a></li></ul>",
        "<ul><li>暂无数据</li></ul>",
        "<div>发布时间：2024-01-02</div>",
        "<div><p>" + "经研究，现将有关事项通知如下。" * 60
        + "<a href='f.pdf'>附件</a></p><p>2024-01-02</p></div>",
    ],
)  # fmt: skip
def test_a_page_without_a_list_gives_no_rows(body):
    found = block(body)
    assert (found.rows, found.groups, found.path) == ((), 0, "")


def test_rows_in_blocks_of_five_with_spacers_are_one_list():
    found = block(listing(9, 8, 7, 6, 5) + "<div class='line'></div>" + listing(4, 3, 2, 1))
    assert titles(found) == told(9, 8, 7, 6, 5, 4, 3, 2, 1)
    assert found.groups == 1


def test_spacer_rows_are_no_rows():
    body = "<ul>" + item(3) + "<li></li>" + item(2) + "<li class='line'>&nbsp;</li>" + "</ul>"
    assert titles(block(body)) == told(3, 2)


def test_blocks_with_headings_of_their_own_are_counted_as_groups():
    found = block("".join(f"<h2>栏目{n}</h2>{listing(5, 4, 3)}" for n in range(4)))
    assert found.groups == 4
    assert block(listing(5, 4, 3) + listing(2, 1)).groups == 1


def test_an_undated_list_needs_links_that_look_like_articles():
    undated = [f"<li><a href='t2024010{n}_{n}.html'>关于第{n}号事项的通知</a></li>" for n in (3, 2)]
    found = block("<ul>" + "".join(undated) + "</ul>")
    assert titles(found) == told(3, 2)
    assert not found.dated
    assert {r.date for r in found.rows} == {None}


def test_a_dated_list_wins_over_a_longer_undated_menu():
    menu = "".join(f"<li><a href='t1000{n}.html'>关于办理事项的栏目{n}</a></li>" for n in range(30))
    assert titles(block(f"<ul>{menu}</ul>{listing(2, 1)}")) == told(2, 1)


def test_blocks_that_stand_on_every_page_are_left_out():
    side = f"<div class='side'>{listing(9, 8, 7, 6, 5, 4)}</div>"
    chrome = chrome_keys(PageDom(URL, f"<html><body>{side}</body></html>"))
    body = f"{side}<div class='main'>{listing(2, 1)}</div>"
    assert titles(block(body, chrome)) == told(2, 1)
    assert block(side, chrome).rows == ()


def test_the_same_rows_in_the_middle_of_the_page_are_not_site_wide():
    side = f"<div class='side'>{listing(3, 2, 1)}</div>"
    chrome = chrome_keys(PageDom(URL, f"<html><body>{side}</body></html>"))
    assert titles(block(f"{side}<div class='main'>{listing(3, 2, 1)}</div>", chrome)) == told(
        3, 2, 1
    )


def test_the_block_has_the_same_path_on_the_next_page():
    one = block(f"<div id='list'>{listing(9, 8, 7)}</div>")
    two = block(f"<p>第2页</p><div id='list'>{listing(3)}</div>")
    other = block(f"<div id='hot'>{listing(3)}</div>")
    assert one.path == two.path != other.path


def test_a_bare_year_and_a_number_with_dashes_are_no_dates():
    found = block(
        "<ul><li><a href='t20240103_1.html'>关于甲事项的通知</a><span>2026-02-00018</span></li>"
        "<li><a href='t20240102_2.html'>关于乙事项的通知</a><span>2025年</span></li></ul>"
    )
    assert [r.date for r in found.rows] == [None, None]


def test_a_list_written_in_a_table_takes_the_publish_column_not_the_day_of_signing():
    head = "<tr><th>序号</th><th>标题</th><th>成文日期</th><th>发布日期</th></tr>"
    row = (
        "<tr><td>{n}</td><td><a href='a{n}.html'>关于第{n}号事项的通知</a></td>"
        "<td>2023-12-30</td><td>2024-01-02</td></tr>"
    )
    found = block("<table>" + head + row.format(n=2) + row.format(n=1) + "</table>")
    assert [(r.title, r.date) for r in found.rows] == [
        (t, date(2024, 1, 2)) for t in told(2, 1)
    ]  # fmt: skip


@pytest.mark.parametrize("head", ["thead", "tbody"])
def test_a_list_that_shows_the_day_of_signing_alone_has_no_date(head):
    found = block(
        f"<table><{head}><tr><th>标题</th><th>成文日期</th></tr></{head}><tbody>"
        "<tr><td><a href='a2.html'>关于甲事项的通知</a></td><td>2023-12-30</td></tr>"
        "<tr><td><a href='a1.html'>关于乙事项的通知</a></td><td>2023-12-29</td></tr>"
        "</tbody></table>"
    )
    assert [(r.date, Flag.DRAFTED in r.flags) for r in found.rows] == [(None, True)] * 2


PIECES = st.sampled_from(
    [
        "<ul>", "</ul>", "<li>", "</li>", "<table>", "<tr>", "<td>", "</table>", "<dl>", "<dt>",
        "<dd>", "<div>", "</div>", "<a href='a1.html'>", "<a href='javascript:;'>", "</a>",
        "<a>", "<span>", "</span>", "2024-01-02", "01-02", "2024年1月2日", "关于印发工作方案的通知",
        "置顶",
        "暂无数据", "<br>", "<p>", "<script>document.write('<li>')</script>", "<!--", "-->", "1",
        "<img src=x>", "<th>发布日期</th>", "共3条", "\u3000", "&nbsp;", "<style>", "[2024-13-45]",
    ]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=60))
def test_any_markup_is_read_into_rows_without_an_error(source):
    found = block(source)
    assert [row.position for row in found.rows] == sorted({row.position for row in found.rows})
    assert all(row.title for row in found.rows)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.dates(date(2015, 1, 1), date(2025, 12, 31)), min_size=1, max_size=40),
    st.sampled_from(["li", "p", "div"]),
    st.sampled_from(["{y}-{m}-{d}", "{y}/{m}/{d}", "[{y}.{m}.{d}]", "（{y}年{m}月{d}日）"]),
)
def test_every_row_of_a_list_is_read_with_its_own_date(days, tag, pattern):
    shown = [pattern.format(y=f"{d:%Y}", m=f"{d:%m}", d=f"{d:%d}") for d in days]
    body = "".join(
        f"<{tag}><a href='a{n}.html'>关于第{n}号事项的通知</a><span>{day}</span></{tag}>"
        for n, day in enumerate(shown)
    )
    found = block(f"<div class='list'>{body}</div>")
    assert [row.date for row in found.rows] == days


HEADED = {
    "headings over lists": "<h5>{day}</h5><ul><li>{a}</li><li>{b}</li></ul>",
    "a box for each day": "<div><h5>{day}</h5><ul><li>{a}</li><li>{b}</li></ul></div>",
    "a term with two definitions": "<dl><dt>{day}</dt><dd>{a}</dd><dd>{b}</dd></dl>",
    "paragraphs": "<p>{day}</p><p>{a}</p><p>{b}</p>",
    "table lines": "<tr><td>{day}</td></tr><tr><td>{a}</td></tr><tr><td>{b}</td></tr>",
}


def link(number):
    return f"<a href='/gzdt/{number}.html'>关于第{number}号事项的通知公告</a>"


@pytest.mark.parametrize("layout", HEADED.values(), ids=HEADED)
def test_a_date_over_several_titles_is_the_date_of_each(layout):
    days = [date(2025, month, 2) for month in (12, 11, 10, 9)]
    parts = [
        layout.format(day=day, a=link(day.month * 2), b=link(day.month * 2 + 1)) for day in days
    ]
    tag = "table" if "<tr>" in layout else "div"
    found = block(f"<{tag}>{''.join(parts)}</{tag}>").rows
    expected = [(day.month * 2 + k, day) for day in days for k in (0, 1)]
    assert [(row.href, row.date) for row in found] == [
        (f"/gzdt/{number}.html", day) for number, day in expected
    ]


@pytest.mark.parametrize(
    "row",
    [
        "<li><span>{day}</span>{a}<ul><li><a href='/x/9.html'>相关解读</a></li></ul></li>",
        "<li><span>{day}</span><div>{a}<a href='/x/9.pdf'>附件一：申报书下载</a></div></li>",
        "<li><span>{day}</span><a href='/tzgg/'>[通知公告]</a>{a}</li>",
    ],
)
def test_a_row_that_begins_with_its_date_and_holds_more_links_is_one_row(row):
    rows = "".join(row.format(day=date(2025, m, 2), a=link(m)) for m in (12, 11, 10, 9))
    found = block(f"<ul>{rows}</ul>").rows
    assert [row.href for row in found] == [f"/gzdt/{m}.html" for m in (12, 11, 10, 9)]


def test_a_pager_that_reads_like_a_month_and_a_day_is_no_row():
    """VSB prints 共233条 11/12: the twelfth of November to a reader of dates."""
    rows = "".join(item(n) for n in range(1, 9))
    pager = (
        "<div><span><span>共233条</span> <span>11/12</span><span><a href='1.htm'>首页</a></span>"
        "<span><a href='2.htm'>10</a></span><span>11</span><span><a href='1.htm'>12</a></span>"
        "<span><a href='1.htm'>下一页</a></span></span></div>"
    )
    found = block(f"<div><ul>{rows}</ul>{pager}</div>")
    assert titles(found) == told(*range(1, 9))
    assert found.rivals == ()


def test_rows_of_which_only_the_newest_show_a_date_are_all_rows():
    rows = "".join(
        f'<li><a href="/tzgg/{n}.html">关于第{n}号事项的通知</a>'
        + (f'<span class="new">2025-12-{18 - n:02d} NEW</span>' if n < 3 else "")
        + "</li>"
        for n in range(12)
    )
    page = PageDom("http://yunling.example/tzgg/", f"<div><ul class='lb'>{rows}</ul></div>")
    found = read_rows(page, frozenset(), 2025)
    assert len(found.rows) == 12
    assert [row.date is None for row in found.rows] == [False] * 3 + [True] * 9


def test_links_to_articles_that_became_no_row_of_the_list_are_counted():
    rows = "".join(
        f'<li><a href="/tzgg/{n}.html">关于第{n}号事项的通知</a>'
        f"<span>2025-12-{n + 1:02d}</span></li>"
        for n in range(8)
    )
    head = '<h3><a href="/tzgg/99.html">头条：关于重要事项的公告</a></h3>'
    more = '<p><a href="/tzgg/">更多信息请看这里</a></p>'
    page = PageDom("http://yunling.example/tzgg/", f"<div><ul>{head}{rows}{more}</ul></div>")
    found = read_rows(page, frozenset(), 2025)
    assert (len(found.rows), found.unread) == (8, 1)
    assert page_doubts(page, (), unread=1) == ("列表中另有 1 个链接没有读成条目",)


def twice(second):
    first = f"<div class='pc'>{listing(5, 4, 3)}</div>"
    return f"{first}<div class='mobile'><b>列表</b>{second}</div>"


def test_a_list_printed_twice_is_one_list_without_a_rival():
    found = block(twice(listing(5, 4, 3)))
    assert titles(found) == told(5, 4, 3)
    assert found.rivals == ()


def test_a_second_list_with_one_row_of_its_own_stays_a_rival():
    assert len(block(twice(listing(5, 4, 2))).rivals) == 1


@pytest.mark.parametrize(
    ("address", "count", "is_list"),
    [
        ("/tj/detail-{n}.html", 9, True),
        ("/index.php?a=show&catid=13&id={n}", 9, True),
        ("/tj/detail-{n}.html", 4, False),  # too few to tell from a menu
        ("/tj/{n}/detail-{n}.html", 9, False),  # two numbers
        ("/tj/detail-x{n}.html", 0, False),
    ],
)
def test_many_undated_links_that_differ_in_one_number_are_a_list_of_articles(
    address, count, is_list
):
    links = [
        f"<li><a href='{address.format(n=2200 + n)}'>第{n}季度商贸流通统计数据发布</a></li>"
        for n in range(count)
    ]
    found = block(f"<ul>{''.join(links)}</ul>")
    assert len(found.rows) == (count if is_list else 0)


def test_a_menu_of_numbered_addresses_with_short_names_is_no_list():
    names = (
        "工作动态",
        "通知公告",
        "政策文件",
        "公示公告",
        "财政信息",
        "统计数据",
        "规划计划",
        "人事信息",
    )
    menu = "".join(f"<li><a href='/list/{n}'>{name}</a></li>" for n, name in enumerate(names))
    assert block(f"<ul>{menu}</ul>").rows == ()


def test_a_last_page_of_a_single_undated_row_is_read_by_the_layout_of_page_one():
    page = PageDom(
        URL, "<body><ul class='wall'><li><a href='/p/x9.html'>第九张图片新闻</a></li></ul>"
    )
    assert read_rows(page).rows == ()
    layout = "html>body>ul.wall>li"
    assert [row.href for row in read_rows(page, like=layout).rows] == ["/p/x9.html"]


def test_a_last_page_of_one_row_is_read_by_the_layout_of_page_one():
    def post(n):
        link = f"<a href='/archives/{n}'>"
        return (
            f"<article><header><h2>{link}关于第{n}号事项的通知</a></h2><div><span>发布于 {link}"
            f"<time>2024年1月{n}日</time></a></span><span>由 <a href='/author/a/'>admin</a></span>"
            f"</div></header><div><p>现将有关事项说明如下 {link}继续阅读</a></p></div></article>"
        )

    whole = read_rows(PageDom(URL, f"<main>{post(12)}{post(11)}{post(10)}</main>"), year=2025)
    last = PageDom(URL, f"<main>{post(9)}</main>")
    assert read_rows(last, year=2025, like=whole.path).path == whole.path
    assert [row.date for row in read_rows(last, year=2025, like=whole.path).rows] == [
        date(2024, 1, 9)
    ]


def test_a_date_cell_over_several_rows_is_the_date_of_each():
    cells = "".join(
        f"<tr><td rowspan=2>2024-0{n}-05</td><td><a href='/czxx/{n}a.html'>第{n}号预算公开</a></td>"
        f"</tr><tr><td><a href='/czxx/{n}b.html'>第{n}号决算公开</a></td></tr>"
        for n in (4, 3, 2)
    )
    found = block(f"<table><tr><th>日期</th><th>标题</th></tr>{cells}</table>")
    assert [(row.href[-7:-5], row.date.month) for row in found.rows] == [
        ("4a", 4), ("4b", 4), ("3a", 3), ("3b", 3), ("2a", 2), ("2b", 2)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("between", "rows"), [("", 6), ("<h4>热点推荐</h4>", 3), ("<div>相关信息</div>", 3)]
)
def test_two_halves_side_by_side_are_one_list_unless_something_stands_between(between, rows):
    left = f"<div class='zuo'><ul class='z'>{item(9)}{item(8)}{item(7)}</ul></div>"
    right = f"<div class='you'><ul class='y'>{item(6)}{item(5)}{item(4)}</ul></div>"
    found = block(f"<div class='con'>{left}{between}{right}<div>下一页 第1页/共2页</div></div>")
    assert len(found.rows) == rows


def test_a_labelled_day_before_other_labels_dates_a_card():
    cards = "".join(
        f"<div class='zj'><h4><a href='/zj.jsp?id={n}'>第{n}号办法意见征集</a></h4>"
        f"<p>起止时间：2024-04-0{n} 至 2024-05-02 | 状态：截止 | 征集意见：6条 | 采纳：5条</p>"
        "</div>"
        for n in (3, 2, 1)
    )
    found = block(f"<div class='wz'>首页 &gt; 意见征集</div>{cards}")
    assert titles(found) == [f"第{n}号办法意见征集" for n in (3, 2, 1)]


@pytest.mark.parametrize("name", ["工作总结", "视频｜社保卡怎么用", "《工伤保险条例》问答"])
def test_a_short_title_in_one_link_with_its_date_is_a_row(name):
    """The link's words taken together are short enough for a date with its label."""
    listed = "".join(
        f"<a href='a{n}.html'><span>2024-01-0{n}</span>{title}</a>"
        for n, title in (
            (5, "关于第五号事项的通知公告"),
            (4, name),
            (3, "关于第三号事项的通知公告"),
        )
    )
    found = block(f"<div class='list-group'>{listed}</div>")
    assert [(row.title, row.date) for row in found.rows][1] == (name, date(2024, 1, 4))
    assert len(found.rows) == 3


@pytest.mark.parametrize("day", ["2024-01-0{n}", "<b>发布时间：</b>2024-01-0{n}", "（1月0{n}日）"])
def test_a_link_that_is_only_the_date_is_no_title(day):
    listed = "".join(
        f"<li><a href='a{n}.html'>关于第{n}号事项的通知</a>"
        f"<a href='a{n}.html'>{day.format(n=n)}</a></li>"
        for n in (5, 4, 3)
    )
    assert titles(block(f"<ul>{listed}</ul>")) == told(5, 4, 3)


def test_a_breadcrumb_in_the_first_line_of_the_rows_table_is_no_row():
    crumb = (
        "<tr><td colspan=2>您现在的位置：<a href='/'>云岭农业信息网</a> &gt;&gt; 农业要闻</td></tr>"
    )
    lines = "".join(
        f"<tr><td><a href='show.asp?id={n}'>关于第{n}号事项的通知</a></td><td>2024-1-{n}</td></tr>"
        for n in (5, 4, 3)
    )
    assert titles(block(f"<table>{crumb}{lines}</table>")) == told(5, 4, 3)


@pytest.mark.parametrize("label", ["今天日期", "当前系统时间", "服务大厅开放时间"])
def test_the_day_of_the_page_beside_a_link_is_no_row(label):
    said = f"<span>{label}：2024年11月22日 星期五 欢迎访问云岭市商务局网站</span>"
    found = block(f"<div>{said}<a href='/xx/'>领导信箱办理入口</a></div>")
    assert not [row for row in found.rows if row.date]


def test_links_of_a_label_and_its_day_are_no_rows():
    links = "".join(
        f"<li><a href='/{n}/'><span>更新时间</span><em>2024-11-2{n}</em></a></li>" for n in (2, 1)
    )
    assert not block(f"<ul>{links}</ul>").rows
