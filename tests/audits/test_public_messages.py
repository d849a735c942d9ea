import re
from datetime import date

import pytest

from audits.facts import Outcome
from crawler.letters.letter import read_letter
from crawler.pages.dom import PageDom
from tests.audits.smallweb import YEAR, article, crawl, list_page, page, row, web

LINK = "<div class='nav'><a href='/hdjl/jzxx/'>局长信箱</a></div>"


def letter(received, replied, state=""):
    reply = (
        f"<p>答复时间：{replied}</p><p>答复内容：已转有关单位办理并答复您。</p>" if replied else ""
    )
    return page(
        f"<p>信件编号：A1</p><p>来信人：某</p><p>来信时间：{received}</p><p>{state}</p>{reply}"
    )


def box(*letters, path="/hdjl/jzxx/", name="局长信箱"):
    """A column of letters (listed, received, replied, state)."""
    rows = [row(f"{path}{n}17.html", f"来信{n}", told[0]) for n, told in enumerate(letters)]
    pages = {f"{path}{n}17.html": letter(*told[1:]) for n, told in enumerate(letters)}
    return {path: list_page(name, rows), **pages}


@pytest.fixture
def facts(tmp_path):
    def read(*parts, home=LINK, **more):
        sealed = crawl(web(*parts, home=home, **more), tmp_path)
        return {
            fact.field.removeprefix("messages_"): fact
            for fact in sealed.sheet.facts
            if fact.field.startswith(("messages_", "unified"))
        } | {"remarks": {remark.id for remark in sealed.sheet.remarks}}

    return read


def test_replies_are_counted_by_the_year_of_the_answer(facts):
    found = facts(
        box(
            ("2025-01-10", "2024-12-20", "2025-01-10"),
            ("2024-06-10", "2024-06-01", "2024-06-10"),
            ("2024-01-05", "2023-12-20", "2024-01-05"),
            ("2023-06-05", "2023-06-01", "2023-06-05"),
        )
    )
    replies = found["published_replies"]
    assert (replies.value, replies.outcome) == (2, Outcome.OBSERVED)
    assert (found["average_days"].value, found["average_days"].outcome) == (12.5, Outcome.ESTIMATE)
    assert "最短 9 天、最长 16 天" in found["average_days"].reason
    assert (found["received"].value, found["received"].outcome) == (2, Outcome.PARTIAL)


def test_a_letter_without_an_answer_is_no_reply_and_after_ninety_days_a_remark(facts):
    found = facts(
        box(("2024-06-10", "2024-06-01", "2024-06-10"), ("2024-05-02", "2024-05-02", "", "办理中"))
    )
    assert found["published_replies"].value == 1
    assert "A-逾期" in found["remarks"]


def test_a_letter_that_did_not_open_makes_a_lower_bound(facts):
    pages = box(
        ("2024-06-10", "2024-06-01", "2024-06-10"), ("2024-05-02", "2024-05-01", "2024-05-02")
    )
    del pages["/hdjl/jzxx/117.html"]
    replies = facts(pages)["published_replies"]
    assert (replies.value, replies.outcome) == (1, Outcome.PARTIAL)


def test_letters_whose_page_does_not_tell_are_not_counted(facts):
    pages = box(("2024-06-10", "2024-06-01", ""))
    assert facts(pages)["published_replies"].outcome is Outcome.UNKNOWN


def test_frequent_questions_are_no_letters(facts):
    rows = [
        row(f"/hdjl/cjwt/{n}17.html", f"如何办理第{n}项备案", f"2024-0{n}-05") for n in (3, 2, 1)
    ]
    pages = {f"/hdjl/cjwt/{n}17.html": article("常见问题", f"2024-0{n}-05") for n in (1, 2, 3)}
    home = "<div class='nav'><a href='/hdjl/cjwt/'>常见问题</a></div>"
    found = facts({"/hdjl/cjwt/": list_page("常见问题", rows), **pages}, home=home)
    assert found["published_replies"].outcome is Outcome.UNKNOWN


def test_a_blocked_column_is_unknown_and_never_zero(facts):
    found = facts({}, refused={"/hdjl/jzxx/": "waf"})
    keys = ("published_replies", "received", "closed", "average_days")
    assert {found[key].outcome for key in keys} == {Outcome.UNKNOWN}


def test_an_empty_year_read_to_the_end_is_a_true_zero(facts):
    replies = facts(box(("2023-06-05", "2023-06-01", "2023-06-05")))["published_replies"]
    assert (replies.value, replies.outcome) == (0, Outcome.OBSERVED)


def test_the_same_letter_in_two_columns_is_one(facts):
    told = ("2024-06-10", "2024-06-01", "2024-06-10")
    home = LINK + "<div class='nav'><a href='/hdjl/lxxd/'>来信选登</a></div>"
    pages = box(told)
    pages["/hdjl/lxxd/"] = list_page("来信选登", [row("/hdjl/jzxx/017.html", "来信0", told[0])])
    assert facts(pages, home=home)["published_replies"].value == 1


def test_a_unified_platform_is_proposed_only_for_one_host_of_several_columns(facts):
    hosts = "<div class='nav'><a href='http://hd.city.example/xx/'>领导信箱</a>"
    same = hosts + "<a href='http://hd.city.example/zj/'>意见征集</a></div>"
    assert facts({}, home=same)["unified_platform_used"].outcome is Outcome.ESTIMATE


@pytest.mark.parametrize(
    ("menu", "value", "told"),
    [
        ("http://hd.city.example/xx/ http://wj.other.example/zj/", None, "2 处"),
        ("/jact/front/xx.do /jact/front/zj.do", True, "/jact/"),
        ("/hdjlpt/xx/ /hdjlpt/zj/", True, "/hdjlpt/"),
        ("/hdjl/xx/ /hdjl/zj/", None, "本网站"),
        ("http://hd.city.example/xx/ /zj/", None, "2 处"),
    ],
)
def test_where_each_kind_leads_is_told_and_only_one_platform_proposed(facts, menu, value, told):
    letters, surveys = menu.split()
    home = (
        f"<div class='nav'><a href='{letters}'>领导信箱</a><a href='{surveys}'>意见征集</a></div>"
    )
    pages = {url: page("<p>暂无</p>") for url in (letters, surveys) if url.startswith("/")}
    found = facts(pages, home=home)["unified_platform_used"]
    assert found.value is value
    assert told in found.reason
    assert len(found.evidence) >= 2


def test_the_section_that_holds_the_columns_is_no_place_of_its_own(facts):
    home = "<div class='nav'><a href='/hdjl/'>互动交流</a></div>"
    links = "<a href='/hdjlpt/xx/'>领导信箱</a><a href='/hdjlpt/zj/'>意见征集</a>"
    pages = {"/hdjl/": page(f"<div class='nav'>{links}</div>")}
    pages |= {url: page("<p>暂无</p>") for url in ("/hdjlpt/xx/", "/hdjlpt/zj/")}
    found = facts(pages, home=home)["unified_platform_used"]
    assert (found.value, found.outcome) == (True, Outcome.ESTIMATE)


def test_one_own_column_tells_nothing_of_a_platform(facts):
    assert facts(box())["unified_platform_used"].outcome is Outcome.UNKNOWN


@pytest.mark.parametrize("day", [date(YEAR, 1, 1), date(YEAR, 12, 31)])
def test_a_reply_on_the_first_and_the_last_day_of_the_year_counts(facts, day):
    assert facts(box((day, day, day)))["published_replies"].value == 1


def test_the_heading_of_a_menu_that_leads_to_the_letters_hides_no_column_of_letters(facts):
    told = ("2024-06-10", "2024-06-01", "2024-06-10")
    home = "<div class='nav'><a href='/hdjl/jzxx/'>互动交流</a></div>"
    replies = facts(box(told), home=home)["published_replies"]
    assert (replies.value, replies.outcome) == (1, Outcome.OBSERVED)


@pytest.mark.parametrize(
    ("note", "answered"),
    [
        ("<p>暂无答复</p>", False),
        ("<p>状态：办理中</p>", False),
        ("<p>状态：已办结</p>", True),
        ("<p>我上月反映过，至今没有答复，状态已办结是假的。</p><p>办理状态：受理中</p>", False),
        ("<p>要求答复时间：2024-06-20</p><p>办理状态：受理中</p>", False),
        ("<p>投诉后没有答复，请处理。</p>", None),
        ("<p>问：路灯不亮</p><p>答：正在办理。</p>", False),
        ("<p>问：路灯不亮</p><p>答：该问题正在处理中。</p>", False),
        ("<p>问：路灯不亮</p><p>答：已经修好。</p>", True),
        ("<p>答复内容：正在办理，请耐心等待</p>", None),
        ("<p>答复内容：路灯已经修好，谢谢监督</p>", True),
    ],
)
def test_what_a_letter_without_a_reply_says_of_it_is_told_from_what_its_writer_says(note, answered):
    text = f"<p>来信时间：2024-06-01</p>{note}<p>主办单位：云岭市商务局</p>"
    assert read_letter(PageDom("http://a.example/", page(text)), YEAR).answered is answered


def test_letters_paged_by_a_form_are_walked_to_the_end(facts):
    days = [f"2024-{n:02d}-{d:02d}" for n in range(12, 0, -1) for d in (20, 5)]
    letters = box(*[(day, day, day) for day in days])
    rows = [row(f"/hdjl/jzxx/{n}17.html", f"来信{n}", day) for n, day in enumerate(days)]

    def part(number):
        turn = "function go(n) { document.f.no.value = n; document.f.submit(); }"
        links = f"<a href='javascript:go({min(number + 1, 3)})'>下一页</a>"
        form = (
            f"<form name='f' method='post' action='/hdjl/jzxx/'><input name='no' value='{number}'>"
        )
        pager = f"{form}</form>{links} 第{number}/3页 共24条<script>{turn}</script>"
        return list_page("局长信箱", rows[(number - 1) * 8 : number * 8], pager)

    letters["/hdjl/jzxx/"] = part(1)
    replies = facts(letters, posted=lambda path, fields: part(int(fields["no"])))
    assert replies["published_replies"].value == 24


def test_dates_and_states_a_writer_quotes_are_not_the_letter_s_own():
    told = (
        "<p>我曾来信，贵局答复时间：2023-12-20，状态为已办结，至今未解决。</p><dl><dt>写信日期</dt>"
        "<dd>2024年06月01日</dd><dt>回复日期</dt><dd>2024年06月10日</dd></dl>"
    )
    read = read_letter(PageDom("http://a.example/", page(told)), YEAR)
    assert (read.received, read.replied) == (date(2024, 6, 1), date(2024, 6, 10))


def test_a_copy_of_a_letter_under_another_address_is_counted_once_and_said(facts):
    told = [("2024-06-10", "2024-06-01", "2024-06-10"), ("2024-05-10", "2024-05-01", "2024-05-10")]
    home = LINK + "<div class='nav'><a href='/hdjl/lxxd/'>来信选登</a></div>"
    copies = box(*told[:1], path="/hdjl/lxxd/", name="来信选登")
    replies = facts(box(*told), copies, home=home)["published_replies"]
    assert (replies.value, replies.outcome) == (2, Outcome.PARTIAL)
    assert "同一封" in replies.reason


def test_two_letters_of_one_column_that_look_alike_are_two(facts):
    told = ("2024-06-10", "2024-06-01", "2024-06-10")
    pages = box(told, told)
    pages["/hdjl/jzxx/"] = pages["/hdjl/jzxx/"].replace("来信1", "来信0")
    assert facts(pages)["published_replies"].value == 2


@pytest.mark.parametrize(
    ("replied", "outcome"), [("2024-06-10", "observed"), ("2024-09-10", "partial")]
)
def test_where_answers_take_long_an_old_letter_may_have_been_answered_in_the_year(
    facts, replied, outcome
):
    """Letters of the months before the last autumn are not opened."""
    old = ("2023-07-01", "2023-07-01", "2024-01-20")
    replies = facts(box(("2024-06-01", "2024-06-01", replied), old))["published_replies"]
    assert (replies.value, replies.outcome.value) == (1, outcome)


def folded(*told):
    """Letters in full on their column's page: (received, replied)."""
    items = "".join(
        f"<div><b>来信{n}</b><p>来信时间：{asked}</p><p>来信内容：路灯不亮，答复时间：2020-01-01。</p>"
        + (f"<p>回复时间：{replied}</p><p>回复内容：已经办理。</p>" if replied else "<p>处理中</p>")
        + "</div>"
        for n, (asked, replied) in enumerate(told)
    )
    return {"/hdjl/jzxx/": page(f"<div class='lx'>{items}</div>", title="局长信箱")}


TOLD = (("2024-06-01", "2024-06-10"), ("2024-05-01", ""), ("2023-12-20", "2024-01-05"))


def test_letters_printed_on_their_column_s_page_are_a_lower_bound(facts):
    found = facts(folded(*TOLD))
    replies = found["published_replies"]
    assert (replies.value, replies.outcome) == (2, Outcome.PARTIAL)
    assert "没有自己的网页" in replies.reason
    assert (found["received"].value, found["average_days"].value) == (2, 12.5)


def test_letters_printed_in_full_beside_a_list_of_letters_are_not_added(facts):
    home = LINK + "<div class='nav'><a href='/hdjl/lxxd/'>来信选登</a></div>"
    listed = box(("2024-06-10", "2024-06-01", "2024-06-10"), path="/hdjl/lxxd/", name="来信选登")
    assert facts(folded(*TOLD), listed, home=home)["published_replies"].value == 1


def test_one_date_of_receipt_on_a_page_makes_no_list_of_letters(facts):
    assert facts(folded(TOLD[0]))["published_replies"].outcome is Outcome.UNKNOWN


def test_two_labels_above_two_days_have_one_each():
    letter_page = (
        "<table><tr><th>来信时间</th><th>答复时间</th></tr>"
        "<tr><td>2023-12-20</td><td>2024-01-15</td></tr></table><p>信件编号：A1</p>"
    )
    told = read_letter(PageDom("http://yunling.example/1.html", letter_page), 2025)
    assert (told.received, told.replied) == (date(2023, 12, 20), date(2024, 1, 15))


def test_a_waiting_letter_beside_figures_of_closed_ones_is_not_answered(facts):
    pages = {
        path: text.replace("<p>来信人", "<p>办理情况：受理中</p><div>已办结</div><p>来信人")
        for path, text in box(("2024-06-10", "2024-06-01", "")).items()
    }
    found = facts(pages)["published_replies"]
    assert (found.value, found.outcome) == (0, Outcome.OBSERVED)


def test_the_day_of_receipt_late_in_a_year_is_not_that_of_an_undated_answer(facts):
    pages = {
        path: text.replace("<p>答复时间：2025-01-06</p>", "")
        for path, text in box(
            ("2024-12-28", "2024-12-28", "2025-01-06"), ("2024-06-10", "2024-06-01", "2024-06-10")
        ).items()
    }
    found = facts(pages)["published_replies"]
    assert (found.value, found.outcome) == (1, Outcome.PARTIAL)


@pytest.mark.parametrize("lost", ["来信时间", "答复时间"])
def test_copies_that_do_not_show_every_day_count_once(facts, lost):
    told = (("2024-06-10", "2024-06-01", "2024-06-10"), ("2024-05-10", "2024-05-01", "2024-05-10"))
    copies = {
        path: re.sub(f"<p>{lost}：[^<]*</p>", "", text)
        for path, text in {
            **box(*told),
            **box(*told, path="/hdjl/zxzx/", name="在线咨询"),
        }.items()
        if lost == "来信时间" or "zxzx" in path
    }
    both = LINK + "<div class='nav'><a href='/hdjl/zxzx/'>在线咨询</a></div>"
    found = facts(box(*told), copies, home=both)["published_replies"]
    assert (found.value, found.outcome) == (2, Outcome.PARTIAL)
