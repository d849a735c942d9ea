"""Lists whose pager submits a form: what turns the page, and what is sent along."""

from datetime import date, timedelta
from urllib.parse import parse_qs

import pytest

from crawler.pages.dom import PageDom
from crawler.paging.formpaging import read_turns, submission, turn_to
from crawler.paging.hints import read_pager
from crawler.records import Verdict
from tests.audits.smallweb import Web, article, crawl, days_back, list_page, listed, page, row, web

URL = "http://yunling.example/zwgk/MoreInfo.aspx?CategoryNum=009001"
STATE = "<input type='hidden' name='__VIEWSTATE' value='/wEP+a b='>"


def posting(pager, fields=STATE, form="<form method='post' action='MoreInfo.aspx?CategoryNum=9'>"):
    return PageDom(URL, f"<html><body>{form}{fields}{pager}</form></body></html>")


def turns(pager, **more):
    return [(turn.number, dict(turn.fields)) for turn in read_turns(posting(pager, **more))]


def target(name, argument=""):
    return {"__EVENTTARGET": name, "__EVENTARGUMENT": argument}


def link(where, argument="", text="下一页"):
    return f"<a href=\"javascript:__doPostBack('{where}','{argument}')\">{text}</a>"


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (link("P$Pager", "2", "2"), (2, target("P$Pager", "2"))),
        (link("Grid", "Page$2", "2"), (2, target("Grid", "Page$2"))),
        (link("Grid", "Page$11", "..."), (11, target("Grid", "Page$11"))),
        (link("r$ctl2$lnk", "", "[3]"), (3, target("r$ctl2$lnk"))),
        (link("lbtnNext"), (0, target("lbtnNext"))),
        (
            "<a href='#' onclick=\"__doPostBack('n',''); return false\">下页</a>",
            (0, target("n")),
        ),
        (
            "<a href='javascript:WebForm_DoPostBackWithOptions(new WebForm_PostBackOptions("
            "&quot;n&quot;, &quot;&quot;, true))'>下一页</a>",
            (0, target("n")),
        ),
        ("<input type='submit' name='btnNext' value='下一页'>", (0, {"btnNext": "下一页"})),
    ],
)
def test_a_pager_that_submits_the_form_is_read_with_the_fields_that_turn_the_page(shown, expected):
    assert turns(shown) == [expected]
    assert read_pager(posting(shown)).signal


@pytest.mark.parametrize(
    "link",
    [
        "<a href=\"javascript:__doPostBack('Calendar1','9132')\">2</a>",  # a day of a calendar
        "<a href=\"javascript:__doPostBack('Search','')\">搜索</a>",
        "<a href=\"javascript:__doPostBack('Type','2')\">通知公告</a>",
        "<a disabled='disabled' href=\"javascript:__doPostBack('n','')\">下一页</a>",
        "<input type='submit' name='s' value='搜索'>",
        "<a href=\"javascript:tab('2')\">2</a>",  # a function nobody knows to submit anything
    ],
)
def test_links_of_a_form_that_turn_no_page_are_left_alone(link):
    assert turns(link) == []


@pytest.mark.parametrize(
    "code",
    [
        "function page(n){document.form1.cpage.value=n;document.form1.submit();}",
        "function toPage(n){ document.getElementById('cpage').value = n; f.submit(); }",
        "function go(p){document.forms[0]['cpage'].value=p; document.forms[0].submit()}",
        "function turn(k){$('#cpage').val(k);$('#form1').submit();}",
    ],
)
def test_a_script_that_fills_a_field_and_submits_is_read_whatever_its_name(code):
    name = code.split("(")[0].removeprefix("function ").strip()
    field = "<input type=hidden name=cpage id=cpage value=1>"
    links = "".join(f"<a href=\"javascript:{name}('2')\">{text}</a>" for text in ("2", "下一页"))
    found = turns(links + f"<script>{code}</script>", fields=field)
    assert found == [(2, {"cpage": "2"}), (0, {"cpage": "2"})]


def test_a_filled_form_carries_every_field_of_the_page_just_read_and_no_button():
    fields = (
        f"{STATE}<input type=hidden name=__EVENTTARGET value=''>"
        "<input type=submit name=go value=查>"
        "<input type=text name=key value='商务'><input type=checkbox name=a value=1 checked>"
        "<input type=checkbox name=b value=1><input type=image name=i>"
        "<select name=size><option value=10>10</option>"
        "<option value=20 selected>20</option></select>"
    )
    dom = posting("<a href=\"javascript:__doPostBack('P','2')\">2</a>", fields=fields)
    turn = turn_to(read_turns(dom), 2)
    sent = submission(dom, turn, "gb18030")
    assert (sent.method, sent.url) == (
        "POST",
        "http://yunling.example/zwgk/MoreInfo.aspx?CategoryNum=9",
    )
    assert parse_qs(sent.body, keep_blank_values=True, encoding="gb18030") == {
        "__VIEWSTATE": ["/wEP+a b="], "__EVENTTARGET": ["P"], "key": ["商务"], "a": ["1"],
        "size": ["20"], "__EVENTARGUMENT": ["2"],
    }  # fmt: skip


def test_a_form_sent_by_get_becomes_an_address():
    code = "<script>function p(n){document.f.cpage.value=n;document.f.submit()}</script>"
    dom = posting(
        f"<a href=\"javascript:p('2')\">2</a>{code}",
        fields="<input type=hidden name=id value=7><input type=hidden name=cpage value=1>",
        form="<form name=f action='list.jsp?x=1'>",
    )
    sent = submission(dom, turn_to(read_turns(dom), 2), "utf-8")
    assert (sent.method, sent.body) == ("GET", "")
    assert sent.url == "http://yunling.example/zwgk/list.jsp?id=7&cpage=2"


# ---- a whole crawl -------------------------------------------------------------------------


def aspx_site(days, size, *, last_link=True):
    """A site whose 通知公告 turns by postback; a view state is good for the next page only."""
    path = "/zwgk/List.aspx"
    pages = {}
    rows = []
    for number, day in enumerate(days):
        href = f"/zwgk/Info.aspx?InfoID=1{number:03d}"
        rows.append(row(href, f"关于第{number}号事项的通知", day))
        pages[href] = article(f"关于第{number}号事项的通知", day)
    chunks = [rows[i : i + size] for i in range(0, len(rows), size)]

    def drawn(number):
        pager = "".join(
            f"<a href=\"javascript:__doPostBack('Pager','{n + 1}')\">{n + 1}</a>"
            for n in range(len(chunks))
            if n != number and (last_link or n <= number + 1)
        )
        fields = f"<input type=hidden name=__VIEWSTATE value='state{number}'>"
        form = f"<form method=post action='List.aspx'>{fields}{pager}</form>"
        return list_page("通知公告", chunks[number], form)

    def posted(where, fields):
        wanted = int(fields["__EVENTARGUMENT"]) - 1
        if where != path or fields["__VIEWSTATE"] != f"state{wanted - 1}":
            return None
        return drawn(wanted)

    pages[path] = drawn(0)
    home = page(
        f"<a href='{path}'>通知公告</a><div class='nav'><a href='{path}'>通知公告</a></div>"
    )
    site = web(listed("/gzdt/", "工作动态", days_back(12)), pages)
    site.pages["/"] = home + str(site.pages["/"])
    return Web(site.pages, posted=posted), path


@pytest.mark.parametrize("last_link", [True, False])
def test_a_list_that_turns_by_postback_is_walked_to_its_end(last_link, tmp_path):
    days = [date(2024, 12, 20) - timedelta(days=9 * n) for n in range(33)]
    site, path = aspx_site(days, 10, last_link=last_link)
    line = crawl(site, tmp_path).line(path)
    assert (line.verdict, line.in_year) == (Verdict.EXACT, 33)
    assert line.method == "post"


def test_a_postback_that_the_server_refuses_leaves_the_count_a_lower_bound(tmp_path):
    days = [date(2024, 12, 20) - timedelta(days=9 * n) for n in range(33)]
    site, path = aspx_site(days, 10)
    site.posted = lambda where, fields: None
    line = crawl(site, tmp_path).line(path)
    assert (line.verdict, line.in_year) == (Verdict.LOWER_BOUND, 10)


PAGED = "<input type='hidden' name='pageNo' value='1'><input type='hidden' name='channelId'>"


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("<a href='javascript:goPage(2)'>下一页</a>", [(0, {"pageNo": "2"})]),
        ("<a onclick=\"return turn('3')\" href='#'>3</a>", [(3, {"pageNo": "3"})]),
        ("<a href='javascript:goPage(9)'>末页</a>", []),
        ("<a href='javascript:open(7)'>办事指南</a>", []),
    ],
)
def test_a_script_in_a_file_fills_the_one_field_that_counts_pages(link, expected):
    assert turns(link, fields=PAGED) == expected


@pytest.mark.parametrize(
    "fields",
    [
        "<input type='hidden' name='channelId' value='1'>",
        PAGED + "<input name='curPage'>",
        PAGED + "<script>function goPage(n) { show(n); }</script>",
    ],
    ids=["no such field", "two such fields", "a script of the page does something else"],
)
def test_a_script_whose_field_can_t_be_told_turns_no_page(fields):
    assert turns("<a href='javascript:goPage(2)'>下一页</a>", fields=fields) == []
