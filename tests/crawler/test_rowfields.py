from datetime import date

import pytest

from crawler.lists.rowfields import read_row
from crawler.pages.dom import PageDom
from crawler.records import Flag

URL = "http://yunling.example/gzdt/index.html"


def row(inside, *, tag="li", attributes="", header=(), year=2025):
    source = f"<html><body><div class='x'><{tag} {attributes}>{inside}</{tag}></div></body></html>"
    if tag == "tr":
        source = f"<html><body><table><tr {attributes}>{inside}</tr></table></body></html>"
    page = PageDom(URL, source)
    member = next(page.root.iter(tag))
    return read_row(page, [member], 0, tuple(header), year)


def flags(*args, **kwargs):
    found = row(*args, **kwargs)
    return {flag.value for flag in found.flags}


LINK = "<a href='a1.html'>关于印发工作方案的通知</a>"
DAY = "<span>2024-01-02</span>"


@pytest.mark.parametrize(
    ("inside", "title"),
    [
        (LINK, "关于印发工作方案的通知"),
        ("<a href='a.html' title='关于印发方案的通知'>关于印发...</a>", "关于印发方案的通知"),
        ("<a href='a.html' title='关于印发方案的通知'>关于印发…</a>", "关于印发方案的通知"),
        ("<a href='a.html' title='点击查看'>关于印发工作方案的通知</a>", "关于印发工作方案的通知"),
        ("<a href='a.html'>· 关于印发工作方案的通知</a>", "关于印发工作方案的通知"),
        ("<h3>印发方案的通知</h3><p>简介。</p><a href='a.html'>查看详情</a>", "印发方案的通知"),
        ("<h3>早市设置问卷</h3><a href='a.html'>我要参与&gt;&gt;</a>", "早市设置问卷"),
        ("<a href='a.html'>关于印发<br>工作方案的通知</a>", "关于印发 工作方案的通知"),
        ("<a href='a.html'><img src='n.gif' alt='新'></a><a href='b.html'>关于印发方案的通知</a>",
         "关于印发方案的通知"),
        ("<a href='/gzdt/'>[通知]</a>" + LINK, "关于印发工作方案的通知"),
        ("<a href='a.html'>2024-01-02</a>" + LINK, "关于印发工作方案的通知"),
        ("<a href='a.html'><em>2024-01-02</em>关于印发方案的通知</a>", "关于印发方案的通知"),
        ("<a href='a.html' title='关于印发方案的通知'><img src='a.png'></a>", "关于印发方案的通知"),
        ("<a href='a.html'>2024年第1批补贴名单公示</a>", "2024年第1批补贴名单公示"),
    ],
)  # fmt: skip
def test_the_title_is_the_longest_link_written_out_in_full(inside, title):
    assert row(inside + DAY).title == title


@pytest.mark.parametrize(
    "later",
    [
        "<time class='updated' datetime='2024-02-21'>2024年2月21日</time>",
        "<time class='x' style='display:none'>2024年2月21日</time>",
    ],
)
def test_a_hidden_day_or_the_day_of_an_update_is_not_the_row_s(later):
    shown = "<time class='entry-date published'>2024年1月2日</time>"
    found = row(f"<h2><a href='a1.html'>公告</a></h2><p><a href='a1.html'>{shown}{later}</a></p>")
    assert (found.title, found.date) == ("公告", date(2024, 1, 2))


def test_the_address_belongs_to_the_link_of_the_title():
    found = row("<a href='/gzdt/'>[通知]</a><a href=' ./b2.html '>关于印发工作方案的通知</a>" + DAY)
    assert found.href == "./b2.html"


def test_a_list_of_related_links_inside_a_row_does_not_name_the_row():
    nested = "<ul><li><a href='j.html'>一篇标题很长很长很长的政策解读文章</a></li></ul>"
    found = row(LINK + DAY + f"<div class='popbox'>{nested}</div>")
    assert (found.title, found.href, found.date) == (
        "关于印发工作方案的通知", "a1.html", date(2024, 1, 2),
    )  # fmt: skip


def test_a_list_of_related_links_inside_a_row_does_not_date_the_row():
    nested = "<ul><li><a href='j.html'>政策解读</a><span>2024-02-09</span></li></ul>"
    assert row(LINK + DAY + f"<div class='popbox'>{nested}</div>").date == date(2024, 1, 2)


@pytest.mark.parametrize(
    "inside",
    [
        "<i class='top'>置顶</i>" + LINK,
        LINK.replace("关于", "【置顶】关于"),
        LINK.replace("关于", "[置顶] 关于"),
        LINK + "<em>置 顶</em>",
    ],
)
def test_a_row_marked_as_pinned_is_pinned_and_the_mark_is_no_part_of_the_title(inside):
    found = row(inside + DAY)
    assert Flag.PINNED in found.flags
    assert found.title == "关于印发工作方案的通知"


@pytest.mark.parametrize(
    ("inside", "attributes", "pinned"),
    [
        (LINK, "class='zhiding'", True),
        (LINK, "class='item-isTop'", True),
        (LINK, "class='item isTop'", True),
        (LINK, "class='li-sticky'", True),
        (LINK, "class='topic'", False),
        (LINK, "class='dingwei'", False),
        (LINK.replace("关于", "关于置顶公告栏"), "", False),
    ],
)
def test_a_row_is_pinned_by_its_class_but_not_by_words_like_it(inside, attributes, pinned):
    assert ("pinned" in flags(inside + DAY, attributes=attributes)) is pinned


@pytest.mark.parametrize(
    ("href", "flag"),
    [
        ("javascript:;", "scripted"),
        (" JavaScript:void(0) ", "scripted"),
        ("#", "scripted"),
        ("", "scripted"),
        ("#top", "scripted"),
        ("f.pdf", "attachment"),
        ("/files/表.DOCX", "attachment"),
        ("down.jsp?file=x.xlsx", "attachment"),
        ("a1.html", ""),
        ("http://other.example/a.html", ""),
    ],
)
def test_the_address_of_a_row_says_whether_it_is_scripted_or_a_file(href, flag):
    assert flags(f"<a href='{href}'>关于印发工作方案的通知</a>{DAY}") == ({flag} if flag else set())


def test_a_link_without_an_address_is_scripted():
    assert flags(f"<a onclick='go(1)'>关于印发工作方案的通知</a>{DAY}") == {"scripted"}


@pytest.mark.parametrize(
    ("inside", "attributes", "hidden"),
    [
        (LINK, "style='display:none'", True),
        (LINK, "hidden", True),
        (LINK.replace("<a ", "<a style='display: none' "), "", True),
        (LINK, "style='display:block'", False),
        (LINK + "<span style='display:none'>新</span>", "", False),
    ],
)
def test_a_row_switched_off_in_the_source_is_hidden(inside, attributes, hidden):
    assert ("hidden" in flags(inside + DAY, attributes=attributes)) is hidden


@pytest.mark.parametrize(
    "text", ["暂无数据", "暂无相关信息！", "没有内容", "栏目正在建设中", "敬请期待"]
)
@pytest.mark.parametrize("form", ["{}", "<a href='#'>{}</a>", "<a href='javascript:;'>{}</a>"])
def test_a_row_that_says_there_is_nothing_is_a_placeholder(text, form):
    assert "placeholder" in flags(form.format(text))


def test_an_article_about_missing_data_is_no_placeholder():
    assert flags(f"<a href='a1.html'>暂无数据</a>{DAY}") == set()
    assert flags(f"<a href='a1.html'>云岭新城正在建设智慧市场</a>{DAY}") == set()


@pytest.mark.parametrize(
    "inside", ["", "&nbsp;", "<img src='line.gif'>", "共52条", "标题", "上一页"]
)
def test_a_spacer_a_heading_or_a_pager_line_is_no_row(inside):
    assert row(inside) is None


def test_a_dated_text_without_a_link_is_a_row_without_an_address():
    found = row(f"关于印发工作方案的通知 {DAY}")
    assert (found.title, found.href, found.date) == (
        "关于印发工作方案的通知", "", date(2024, 1, 2),
    )  # fmt: skip
    assert found.flags == {Flag.SCRIPTED}


def test_two_dates_of_different_years_in_one_row_are_a_conflict():
    assert flags(LINK + "<span>2024-01-02</span><span>2023-12-30</span>") == {"conflict"}
    assert flags(LINK + "<span>2024-01-02</span><span>2024-12-30</span>") == set()


def test_the_day_of_signing_alone_gives_no_date():
    found = row(LINK + "<span>成文日期：2023-12-30</span>")
    assert (found.date, found.raw_date, found.flags) == (None, "2023-12-30", {Flag.DRAFTED})


def test_a_row_with_month_and_day_keeps_them_as_printed():
    found = row(LINK + "<span>01-02</span>")
    assert (found.date, found.raw_date) == (None, "01-02")


CELLS = (
    "<td>1</td><td><a href='a.html'>关于甲事项的通知</a></td><td>2023-12-30</td><td>2024-01-02</td>"
)


@pytest.mark.parametrize(
    ("header", "day"),
    [
        (("序号", "标题", "成文日期", "发布日期"), date(2024, 1, 2)),
        (("序号", "标题", "发布日期", "成文日期"), date(2023, 12, 30)),
        (("序号", "标题", "发布时间", "截止时间"), date(2023, 12, 30)),
        (("序号", "标题", "发布日期"), date(2024, 1, 2)),  # heads that do not fit are left aside
    ],
)
def test_the_heads_of_a_table_say_which_date_counts(header, day):
    assert row(CELLS, tag="tr", header=header).date == day


def test_a_date_past_the_year_after_the_report_is_not_believed():
    assert row(LINK + "<span>2031-01-02</span>", year=2024).date is None


@pytest.mark.parametrize(
    ("link", "href"),
    [
        ("<a href='javascript:;' data-url='/detail/1021.html'>", "/detail/1021.html"),
        ("<a href='#' onclick=\"window.open('/detail/1021.html')\">", "/detail/1021.html"),
        ("<a href='#' onclick=\"location.href='/detail/1021.html';\">", "/detail/1021.html"),
        ("<a href='#' onclick=\"window.open('/detail/'+id)\">", "#"),
        ("<a href='#' onclick=\"window.open('/login/')\">", "#"),
        ("<a href='/detail/7.html' data-url='/share/1021.html'>", "/detail/7.html"),
    ],
)
def test_an_address_spelt_out_for_a_click_is_the_row_s(link, href):
    assert row(f"{link}关于印发工作方案的通知</a>{DAY}").href == href
