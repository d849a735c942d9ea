"""Letters in columns whose names tell nothing of them, and letters that stand in several boxes."""

from datetime import date, timedelta

import pytest

from audits.correspondence import is_elsewhere, is_own_unit, is_portal
from audits.facts import Outcome
from tests.audits.smallweb import YEAR, crawl, list_page, listed, page, row, web
from tests.audits.test_letters_stay_out import kept

CANARIES = ("金丝雀", "1390000", "53010219800101", "路灯")


def secret(number):
    ident = f"53010219800101{number:04d}"
    return f"金丝雀{number}反映路灯{number}号，电话1390000{number:04d}，身份证{ident}"


def letter(number, received, replied, *, unit="云岭市商务局", numbered=True):
    told = secret(number)
    ident = f"<p>信件编号：LX{number}</p>" if numbered else ""
    reply = (
        f"<p>答复单位：{unit}</p><p>答复时间：{replied}</p><p>答复内容：{told}，已经办理并答复。</p>"
        if replied
        else "<p>办理状态：办理中</p>"
    )
    return page(
        f"<h1>{told}</h1>{ident}<p>来信人：金丝雀甲</p><p>来信时间：{received}</p>"
        f"<p>来信内容：{told}</p>{reply}",
        title=told,
    )


def written(count):
    """(number, received, replied) of letters, newest first."""
    found = []
    for number in range(1, count + 1):
        day = date(YEAR + 1, 2, 10) - timedelta(days=19 * number)
        found.append((number, day, day + timedelta(days=number % 9 + 1) if number % 7 else None))
    return found


def truth(letters):
    return sum(1 for *_, replied in letters if replied and replied.year == YEAR)


def box(letters, path, name, *, head="", **more):
    """A column of letters and their pages; ``head`` stands before each title."""
    rows = [row(f"{path}{n}17.html", f"{head}{secret(n)}", day) for n, day, _ in letters]
    pages = {f"{path}{n}17.html": letter(n, asked, told, **more) for n, asked, told in letters}
    return {path: list_page(name, rows, f"共{len(rows)}条"), **pages}


def menu(*columns):
    links = "".join(f"<a href='{path}'>{name}</a>" for path, name in columns)
    return f"<div class='nav'><a href='/gzdt/'>工作动态</a>{links}</div>"


@pytest.mark.parametrize("name", ["12345转办", "回音壁"])
def test_a_column_of_any_name_whose_rows_are_letters_is_one_of_letters(name, tmp_path):
    letters = written(20)
    news = listed("/gzdt/", "工作动态", [date(YEAR, n, 5) for n in (6, 4, 2)])
    home = menu(("/zb/", name))
    sealed = crawl(web(box(letters, "/zb/", name), news, home=home), tmp_path)
    assert [canary for canary in CANARIES if canary in kept(sealed.folder)] == []
    replies = sealed.fact("messages_published_replies")
    assert (replies.value, replies.outcome) == (truth(letters), Outcome.OBSERVED), replies.reason
    assert sealed.line("/zb/").in_total is False
    assert sealed.fact("items_affairs").value == 3


def test_a_section_page_of_letters_and_interviews_makes_no_letters_of_the_interviews(tmp_path):
    letters = written(6)
    days = [date(YEAR, month, 8) for month in (10, 8, 6, 4)]
    talks = listed("/hd/ft/", "在线访谈", days)
    mails = box(letters, "/hd/xx/", "局长信箱")
    told = [row(f"/hd/xx/{n}17.html", secret(n), day) for n, day, _ in letters]
    rows = [line for text in (talks["/hd/ft/"],) for line in text.split("<li>")[1:]]
    shown = [*told, *(f"<li>{line.partition('</li>')[0]}</li>" for line in rows)]
    pages = {"/hd/": list_page("互动交流", shown)}
    home = menu(("/hd/", "互动交流"), ("/hd/xx/", "局长信箱"), ("/hd/ft/", "在线访谈"))
    sealed = crawl(web(pages, mails, talks, home=home), tmp_path)
    replies = sealed.fact("messages_published_replies")
    assert replies.value == truth(letters), replies.reason
    assert sealed.fact("interviews_held").value == 4, sealed.fact("interviews_held").reason
    assert [canary for canary in CANARIES if canary in kept(sealed.folder)] == []


def test_answers_to_delegates_are_published_items_and_no_letters(tmp_path):
    letters = written(9)
    home = menu(("/tabl/", "建议提案办理"))
    sealed = crawl(web(box(letters, "/tabl/", "建议提案办理"), home=home), tmp_path)
    assert sealed.line("/tabl/").in_total is True


# ---- mixed lists without days ----------------------------------------------------------------

FAQ = page(
    "<h1>如何办理备案？</h1><p>发布时间：2024-03-05</p><p>问：如何办理？</p>"
    "<p>答：持身份证到窗口办理即可，无须预约。</p>",
    head="<meta name='PubDate' content='2024-03-05'>",
)


def undated(letters, size=12):
    """Pages of a mailbox without days; a frequent question behind every sixth letter."""
    rows, pages = [], {}
    for number, asked, told in letters:
        href = f"mail.php?act=view&id={number}"
        rows.append(f"<li><a href='{href}'>{secret(number)}</a></li>")
        pages[f"/{href}"] = letter(number, asked, told)
        if number % 6 == 0:
            rows.append(f"<li><a href='faq.php?id={number}'>如何办理第{number}类备案？</a></li>")
            pages[f"/faq.php?id={number}"] = FAQ
    count = -(-len(rows) // size)
    for n in range(count):
        here = "/mail.php?act=list" + (f"&page={n + 1}" if n else "")
        turn = f"<a href='mail.php?act=list&page={n + 2}'>下一页</a>" if n + 1 < count else ""
        part = rows[n * size : (n + 1) * size]
        pages[here] = list_page("局长信箱", part, f"{turn} 第{n + 1}/{count}页")
    return pages


@pytest.mark.parametrize("size", [5, 12, 99])
def test_letters_listed_without_days_are_opened_and_questions_between_them_left_out(size, tmp_path):
    letters = written(20)
    home = menu(("/mail.php?act=list", "局长信箱"))
    sealed = crawl(web(undated(letters, size), home=home), tmp_path)
    replies = sealed.fact("messages_published_replies")
    assert (replies.value, replies.outcome) == (truth(letters), Outcome.PARTIAL)
    assert "常见问题" in replies.reason
    assert sealed.fact("messages_received").value == sum(day.year == YEAR for _, day, _ in letters)
    assert [canary for canary in CANARIES if canary in kept(sealed.folder)] == []


# ---- one letter in several mailboxes, letters of several authorities ---------------------------


@pytest.mark.parametrize("numbered", [True, False])
def test_a_letter_with_another_title_in_another_mailbox_counts_once(numbered, tmp_path):
    letters = written(20)
    boxes = [
        box(letters, "/jzxx/", "局长信箱", numbered=numbered),
        box(letters[::2], "/zxts/", "咨询投诉", head="【转办】", numbered=numbered),
    ]
    home = menu(("/jzxx/", "局长信箱"), ("/zxts/", "咨询投诉"))
    replies = crawl(web(*boxes, home=home), tmp_path).fact("messages_published_replies")
    assert (replies.value, replies.outcome) == (truth(letters), Outcome.PARTIAL)
    assert "同一封" in replies.reason


def test_mailboxes_whose_letters_share_all_days_are_a_question(tmp_path):
    """The copies show neither number nor the letter's own words."""
    letters = written(20)
    copies = {
        path: text.replace("来信内容", "摘要")
        for path, text in box(letters, "/zxts/", "咨询投诉", head="转", numbered=False).items()
    }
    home = menu(("/jzxx/", "局长信箱"), ("/zxts/", "咨询投诉"))
    sealed = crawl(web(box(letters, "/jzxx/", "局长信箱"), copies, home=home), tmp_path)
    for key in ("messages_published_replies", "messages_received", "messages_closed"):
        assert sealed.fact(key).outcome is Outcome.ESTIMATE
        assert "重复刊登" in sealed.fact(key).reason


UNITS = ("云岭市商务局", "云岭市教育体育局", "市商务局市场科", "云岭市住房和城乡建设局")


def shared(tmp_path, units, footer=""):
    """Letters of one mailbox answered by several authorities in turn."""
    letters = written(20)
    pages = box(letters, "/xx/", "领导信箱")
    for number, asked, told in letters:
        unit = units[number % len(units)]
        pages[f"/xx/{number}17.html"] = letter(number, asked, told, unit=unit)
    site = web(pages, home=menu(("/xx/", "领导信箱")))
    if footer:
        site.pages = {
            path: text.replace("云岭市商务局　", footer) for path, text in site.pages.items()
        }
    return letters, crawl(site, tmp_path)


def test_letters_that_another_authority_answers_are_left_out_and_named(tmp_path):
    letters, sealed = shared(tmp_path, UNITS)
    replies = sealed.fact("messages_published_replies")
    own = [told for told in letters if told[0] % len(UNITS) in (0, 2)]
    assert (replies.value, replies.outcome) == (truth(own), Outcome.PARTIAL)
    assert "云岭市教育体育局" in replies.reason
    assert "市商务局市场科" not in replies.reason


def test_letters_that_only_other_authorities_answer_are_a_question(tmp_path):
    _, sealed = shared(tmp_path, UNITS[1::2])
    assert sealed.fact("messages_published_replies").outcome is Outcome.ESTIMATE


def test_on_a_government_s_portal_the_letters_of_all_departments_count(tmp_path):
    letters, sealed = shared(tmp_path, UNITS, footer="云岭市人民政府　")
    replies = sealed.fact("messages_published_replies")
    assert (replies.value, replies.outcome) == (truth(letters), Outcome.OBSERVED)


@pytest.mark.parametrize(
    ("printed", "own"),
    [
        ("云岭市商务局", True),
        ("市商务局", True),
        ("商务局", True),
        ("云岭市商务局办公室", True),
        ("办公室", True),
        ("市场运行科", True),
        ("我局", True),
        ("云岭市商务局执法支队", True),
        ("云岭市教育体育局", False),
        ("青溪县商务局", False),
        ("云岭市人民政府", False),
        ("12345热线", False),
        ("云岭市政务服务中心", False),
        ("局办公室", True),
        ("市场科", True),
        ("市教育局办公室", False),
        ("市园林管理处", False),
        ("云岭市园林管理处", False),
    ],
)
def test_an_authority_named_on_a_letter_is_the_unit_or_another(printed, own):
    assert is_own_unit(printed, ("云岭市商务局",)) is own


@pytest.mark.parametrize(
    ("name", "printed", "portal", "elsewhere"),
    [
        ("云岭县人民政府", "云岭县教育局", True, False),
        ("云岭县人民政府", "县教育局", True, False),
        ("云岭县人民政府办公室", "教育局", True, False),
        ("云岭县人民政府", "青溪县教育局", True, True),
        ("云岭高新区管委会", "高新区经济发展局", True, False),
        ("云岭县白沙镇人民政府", "云岭县教育局", False, False),
        ("云岭市商务局", "云岭市教育局", False, False),
    ],
)
def test_a_government_s_site_is_a_portal_of_its_own_place(name, printed, portal, elsewhere):
    assert is_portal(name) is portal
    assert is_elsewhere(printed, [name]) is elsewhere


def test_an_answer_older_than_its_letter_is_not_counted_and_said(tmp_path):
    letters = [
        (n, day, day - timedelta(days=400) if n == 3 else told) for n, day, told in written(20)
    ]
    home = menu(("/xx/", "局长信箱"))
    sealed = crawl(web(box(letters, "/xx/", "局长信箱"), home=home), tmp_path)
    replies = sealed.fact("messages_published_replies")
    right = [told for told in letters if told[0] != 3]
    assert (replies.value, replies.outcome) == (truth(right), Outcome.PARTIAL)
    assert "互相矛盾" in replies.reason


# ---- what the site prints of its letters -------------------------------------------------------


def printing(tmp_path, text, *, where="/xx/"):
    letters = written(20)
    pages = box(letters, "/xx/", "局长信箱")
    home = menu(("/xx/", "局长信箱"))
    if where == "/":
        home += text
    else:
        pages["/xx/"] = pages["/xx/"].replace("<div class='list'>", f"{text}<div class='list'>")
    return letters, crawl(web(pages, home=home), tmp_path)


@pytest.mark.parametrize("where", ["/", "/xx/"])
def test_a_printed_figure_of_the_year_is_a_proposal_beside_the_letters_shown(where, tmp_path):
    text = "<div>2024年共收到来信 123 件，办结 120 件</div>"
    letters, sealed = printing(tmp_path, text, where=where)
    shown = {"messages_received": 123, "messages_closed": 120}
    for key, value in shown.items():
        fact = sealed.fact(key)
        assert (fact.value, fact.outcome) == (value, Outcome.ESTIMATE)
        assert "没有与信件相加" in fact.reason
    replies = sealed.fact("messages_published_replies")
    assert (replies.value, replies.outcome) == (truth(letters), Outcome.OBSERVED)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("本年共收到来信 123 件", "看不出是不是本年度"),
        ("2024年共收到来信 3 件", "还少"),
        ("2024年共收到来信 123 件。</p><p>2024年共收到来信 140 件", "不一致"),
    ],
)
def test_a_printed_figure_that_fits_no_year_or_contradicts_is_only_said(text, said, tmp_path):
    letters, sealed = printing(tmp_path, f"<p>{text}</p>")
    fact = sealed.fact("messages_received")
    count = sum(day.year == YEAR for _, day, _ in letters)
    assert (fact.value, fact.outcome) == (count, Outcome.PARTIAL)
    assert said in fact.reason


def test_a_printed_number_of_public_answers_that_differs_is_said(tmp_path):
    _, sealed = printing(tmp_path, "<p>信件：2024年公开答复 99 件</p>")
    replies = sealed.fact("messages_published_replies")
    assert replies.outcome is Outcome.PARTIAL
    assert "99" in replies.reason


def test_articles_in_a_column_named_a_mailbox_are_a_question_for_letters_and_for_the_total(
    tmp_path,
):
    days = [date(YEAR, n, 7) for n in range(9, 0, -1)]
    articles = listed("/xinxiang/", "局长信箱", days)
    news = listed("/gzdt/", "工作动态", [date(YEAR, n, 5) for n in (6, 4, 2)])
    site = web(articles, news, home=menu(("/xinxiang/", "局长信箱")))
    for path in ("/tzgg/", "/zfxxgk/"):
        site.pages = {
            p: text.replace(f"href='{path}'", "href='/gzdt/'") for p, text in site.pages.items()
        }
    sealed = crawl(site, tmp_path)
    total, replies = sealed.fact("items_total"), sealed.fact("messages_published_replies")
    assert (total.value, total.outcome) == (3, Outcome.PARTIAL)
    assert replies.outcome is Outcome.UNKNOWN
    for fact in (total, replies):
        assert "都不像信件" in fact.reason


def test_letters_whose_pages_a_script_draws_leave_the_total_alone(tmp_path):
    letters = box(written(20), "/xx/", "局长信箱")
    shells = {
        path: text if path == "/xx/" else page("<div id='app'></div><script src='a.js'></script>")
        for path, text in letters.items()
    }
    sealed = crawl(web(shells, home=menu(("/xx/", "局长信箱"))), tmp_path)
    assert "都不像信件" not in sealed.fact("items_total").reason
    assert sealed.fact("messages_published_replies").outcome is Outcome.UNKNOWN
