"""Letters that stand in full on the pages of their list, several pages of them."""

from datetime import date, timedelta

import pytest

from audits.facts import Outcome
from crawler.letters.wholeletters import whole_letters
from crawler.pages.dom import PageDom
from tests.audits.smallweb import YEAR, crawl, page, web
from tests.audits.test_letters_found import CANARIES, box, menu, secret
from tests.audits.test_letters_stay_out import kept

BOOK = "/hd/book.asp"


def written(count):
    """(number, received, replied) of letters, newest first; one of six waits."""
    days = [date(YEAR + 1, 2, 1) - timedelta(days=23 * n) for n in range(count)]
    return [
        (n, day, day + timedelta(days=n % 7 + 1) if n % 6 else None)
        for n, day in enumerate(days, 1)
    ]


def guestbook(number, asked, told):
    reply = f"<dd class='reply'><b>管理员回复（{told}）：</b>{secret(number)}已经办理。</dd>"
    return (
        f"<div class='mm'><dl><dt>网友：游客{number} 留言时间：{asked} 11:22:00</dt>"
        f"<dd>{secret(number)}</dd>{reply if told else ''}</dl></div>"
    )


def rows(number, asked, told):
    reply = (
        f"<tr><td>回复时间</td><td>{told}</td></tr><tr><td>回复内容</td><td>{secret(number)}已办。</td></tr>"
        if told
        else "<tr><td>回复内容</td><td>（处理中）</td></tr>"
    )
    return (
        f"<tr><td>来信标题</td><td>{secret(number)}</td></tr><tr><td>来信时间</td><td>{asked}</td></tr>"
        f"<tr><td>来信内容</td><td>{secret(number)}</td></tr>{reply}<tr><td colspan=2></td></tr>"
    )


def flat(number, asked, told):
    reply = f"<dd>答复：{secret(number)}，已经办理。</dd><dd>答复日期：{told}</dd>" if told else ""
    return f"<dt>{secret(number)}</dt><dd>提问时间：{asked} 09:0{number % 10}</dd>{reply}"


def visited(number, asked, told, seen):
    return guestbook(number, asked, told).replace("</dt>", f" 浏览：{seen}次</dt>")


HOLDERS = {
    guestbook: "<div class='book'>{}</div>",
    rows: "<table><tr><td colspan=2><b>局长信箱</b></td></tr>{}</table>",
    flat: "<dl class='wd'>{}</dl>",
}


def book(letters, draw, size=5, beside=""):
    """All pages of a mailbox that prints its letters."""
    pages = {}
    parts = [letters[n : n + size] for n in range(0, len(letters), size)]
    for number, part in enumerate(parts, 1):
        held = HOLDERS[draw].format("".join(draw(*letter) for letter in part))
        onward = f"<a href='book.asp?page={number + 1}'>下一页</a>" if number < len(parts) else ""
        pager = f"<p>共{len(letters)}封 第{number}/{len(parts)}页 {onward}</p>"
        form = "<form action='book.asp?do=save' method='post'><textarea name='a'></textarea></form>"
        address = BOOK if number == 1 else f"{BOOK}?page={number}"
        pages[address] = page(f"<h2>局长信箱</h2>{beside}{held}{pager}{form}", title="局长信箱")
    return pages


def counted(letters):
    received = [asked for _, asked, _ in letters if asked.year == YEAR]
    spans = [(told - asked).days for _, asked, told in letters if told and told.year == YEAR]
    return len(received), len(spans), round(sum(spans) / len(spans), 1)


def figures(sealed):
    return tuple(
        sealed.fact(f"messages_{name}").value
        for name in ("received", "published_replies", "average_days")
    )


@pytest.mark.parametrize("draw", HOLDERS, ids=lambda draw: draw.__name__)
@pytest.mark.parametrize("count", [26, 8])
def test_letters_printed_on_all_pages_are_counted_and_not_kept(draw, count, tmp_path):
    letters = written(count)
    sealed = crawl(web(book(letters, draw), home=menu((BOOK, "局长信箱"))), tmp_path)
    assert [canary for canary in CANARIES if canary in kept(sealed.folder)] == []
    assert figures(sealed) == counted(letters)
    assert sealed.fact("messages_published_replies").outcome is Outcome.PARTIAL
    late = [remark for remark in sealed.sheet.remarks if remark.id == "A-逾期"]
    waiting = sum(1 for _, asked, told in letters if not told and asked < date(YEAR + 1, 10, 1))
    assert [f"有 {waiting} 封" in remark.message for remark in late] == [True]


def test_a_site_that_ignores_the_page_asked_for_shows_its_letters_once(tmp_path):
    letters, asked = written(5), []

    def route(url):
        if "book.asp" not in url:
            return None
        asked.append(url)
        held = "".join(visited(*letter, len(asked)) for letter in letters)
        onward = f"<a href='book.asp?page={len(asked) + 1}'>下一页</a>"
        return page(f"<h2>局长信箱</h2><div>{held}</div><p>{onward}</p>", title="局长信箱")

    sealed = crawl(web(home=menu((BOOK, "局长信箱")), routes=route), tmp_path)
    assert len(asked) > 1
    assert figures(sealed)[:2] == counted(letters)[:2]


def test_letters_beside_a_list_of_news_are_still_the_list(tmp_path):
    news = "".join(
        f"<li><a href='/gzdt/{n}.html'>工作动态{n}号</a><span>2024-0{n}-03</span></li>"
        for n in (3, 2, 1)
    )
    letters = written(12)
    pages = book(letters, guestbook, beside=f"<div class='side'><ul>{news}</ul></div>")
    sealed = crawl(web(pages, home=menu((BOOK, "局长信箱"))), tmp_path)
    assert figures(sealed) == counted(letters)


def read(markup):
    found = whole_letters(PageDom("http://y.example/", f"<html><body>{markup}</body></html>"), YEAR)
    return [(str(one.received), str(one.replied), one.answered) for _, one in found]


def test_what_a_writer_says_of_another_letter_is_no_letter():
    told = "<p>我在来信时间：2024-01-02 写过信</p><p>留言时间：2023-03-03</p>"
    one = guestbook(1, date(2024, 5, 6), date(2024, 5, 9)).replace("<dd>", f"<dd>{told}", 1)
    two = guestbook(2, date(2024, 5, 3), None)
    assert read(f"<div>{one}{two}</div>") == [
        ("2024-05-06", "2024-05-09", True),
        ("2024-05-03", "None", False),
    ]


def test_a_reply_that_begins_with_a_day_was_not_given_on_it():
    one = (
        "<div><p>来信时间：2024-05-06</p><p>答复：2024-01-01起施行的办法规定，可以办理。</p></div>"
    )
    two = "<div><p>来信时间：2024-05-01</p><p>答复：请到窗口办理，谢谢您的支持。</p></div>"
    assert read(one + two) == [("2024-05-06", "None", True), ("2024-05-01", "None", True)]


def test_letters_grouped_by_month_are_each_their_own():
    months = [
        "".join(guestbook(n, date(2024, month, 9 - n), date(2024, month, 20)) for n in (1, 2, 3))
        for month in (5, 4)
    ]
    found = read("".join(f"<div class='month'><h3>月</h3>{told}</div>" for told in months))
    assert len(found) == 6
    assert {replied for _, replied, _ in found} == {"2024-05-20", "2024-04-20"}


def test_a_letter_printed_twice_on_a_page_is_one():
    one, two = (guestbook(n, date(2024, 5, 9 - n), date(2024, 5, 20)) for n in (1, 2))
    hot = f"<div class='hot'>{two}</div>"
    assert len(read(f"<div class='all'>{one}{two}</div>{hot}")) == 2


@pytest.mark.parametrize(
    "markup",
    [
        "".join(
            f"<li><a href='/x/{n}.html'>来信</a><span>来信时间：2024-05-0{n}</span></li>"
            for n in (3, 2)
        ),
        "<p>来信时间：2024-05-03</p>",
        "<table><tr><th>来信时间</th><th>答复时间</th></tr><tr><td>2024-05-03</td><td>2024-05-04</td></tr></table>",
    ],
    ids=["linked", "one", "table"],
)
def test_a_list_of_links_one_letter_and_a_table_are_not_letters_in_full(markup):
    assert read(markup) == []


def test_letters_with_pages_in_another_mailbox_count_beside_those_printed(tmp_path):
    letters, others = (
        written(9),
        [(n + 50, day - timedelta(days=3), told) for n, day, told in written(12)],
    )
    home = menu((BOOK, "留言板"), ("/hd/xx/", "局长信箱"))
    sealed = crawl(
        web(book(letters, guestbook), box(others, "/hd/xx/", "局长信箱"), home=home), tmp_path
    )
    assert figures(sealed)[:2] == counted([*letters, *others])[:2]
