"""Citizens' letters: 500 of them with names, phones and numbers, and none of it on the disk."""

import sqlite3
import zlib
from datetime import date, timedelta

import pytest

from audits.facts import Outcome
from tests.audits.homepage import store_of
from tests.audits.smallweb import YEAR, crawl, list_page, listed, page, row, web

NAMES = ("金丝雀赵", "金丝雀钱", "canaryzhou")
LINK = "<div class='nav'><a href='/hdjl/jzxx/'>局长信箱</a><a href='/gzdt/'>工作动态</a></div>"
COUNT = 500
PER_PAGE = 50


def secret(number):
    """What must never be kept of one letter."""
    phone = f"139{number:08d}"
    ident = f"53010219800101{number:04d}"
    return f"{NAMES[number % 3]}{number}反映路灯不亮电话{phone}身份证{ident}"


def letter(number, received, replied):
    told = secret(number)
    return page(
        f"<h1>{told}</h1><table><tr><th>信件编号</th><td>LX{number}</td><th>来信人</th>"
        f"<td>{NAMES[number % 3]}</td></tr><tr><th>来信时间</th><td>{received}</td>"
        f"<th>来信标题</th><td>{told}</td></tr><tr><th>答复单位</th><td>云岭市商务局</td>"
        f"<th>答复时间</th><td>{replied}</td></tr></table><p>来信内容：{told}</p>"
        f"<h3>答复内容</h3><p>{told}，已转有关单位办理。</p>",
        title=f"{told}_云岭市商务局",
        head=f"<meta name='ArticleTitle' content='{told}'><meta name='Keywords' content='{told}'>",
    )


def site(script=False):
    pages, rows = {}, []
    for number in range(COUNT):
        replied = date(YEAR + 1, 1, 20) - timedelta(days=number)
        href = f"/hdjl/jzxx/{5000 + number}.html"
        pages[href] = letter(number, replied - timedelta(days=number % 7 + 1), replied)
        told = secret(number)
        rows.append(
            f"<li><a href='{href}' title='{told}'>{told}</a><em>{NAMES[number % 3]}</em>"
            f"<i>1390000{number:04d}</i><b>已办结</b><span>{replied}</span></li>"
        )
    for start in range(0, COUNT, PER_PAGE):
        number = start // PER_PAGE
        file = "" if number == 0 else f"index_{number}.html"
        pager = f"<script>createPageHTML({COUNT // PER_PAGE}, {number}, 'index', 'html');</script>"
        pager += f"<script>var last = {{name: '{NAMES[0]}', phone: '13900001111'}};</script>"
        part = rows[start : start + PER_PAGE]
        pages[f"/hdjl/jzxx/{file}"] = list_page("局长信箱", part, pager)
    pages |= listed("/gzdt/", "工作动态", [date(YEAR, 1, day) for day in (9, 7, 5, 4, 2)])
    home = f"{LINK}<div class='block'><h2>最新来信</h2><ul>{''.join(rows[:6])}</ul></div>"
    return web(pages, home=home)


@pytest.fixture(scope="module")
def sealed(tmp_path_factory):
    return crawl(site(), tmp_path_factory.mktemp("letters"))


def kept(folder):
    """Everything on the disk: file bytes, and every text of the database unpacked."""
    found = [file.read_bytes() for file in folder.rglob("*") if file.is_file()]
    connection = sqlite3.connect(folder / "crawl.sqlite")
    bodies = connection.execute("SELECT body FROM page WHERE body IS NOT NULL").fetchall()
    found += [zlib.decompress(body) for (body,) in bodies]
    connection.close()
    return b"\n".join(found).decode("utf-8", "replace")


def test_no_word_of_a_letter_is_on_the_disk(sealed):
    text = kept(sealed.folder)
    assert "局长信箱" in text
    canaries = (*NAMES, "1390000", "53010219800101", "路灯")
    assert [canary for canary in canaries if canary in text] == []


def test_replies_of_the_year_are_counted_and_their_mean_is_a_proposal(sealed):
    replies = sealed.fact("messages_published_replies")
    days = [n for n in range(COUNT) if (date(YEAR + 1, 1, 20) - timedelta(days=n)).year == YEAR]
    assert (replies.value, replies.outcome) == (len(days), Outcome.OBSERVED)
    mean = sealed.fact("messages_average_days")
    spans = [n % 7 + 1 for n in days]
    assert (mean.value, mean.outcome) == (round(sum(spans) / len(spans), 1), Outcome.ESTIMATE)
    assert f"{len(days)} 封" in mean.reason


def test_received_and_closed_letters_are_lower_bounds(sealed):
    for key in ("messages_received", "messages_closed"):
        assert sealed.fact(key).outcome is Outcome.PARTIAL


def test_items_of_the_site_are_counted_without_the_letters(sealed):
    assert sealed.line("/gzdt/").in_year == 5
    assert sealed.fact("items_affairs").value == 5
    assert sealed.line("/hdjl/jzxx/").in_total is False


def test_letters_on_the_home_page_are_emptied_though_their_column_was_refused(tmp_path):
    told = secret(1)
    rows = f"<li><a href='/art/2024/5/6/art_9_77.html'>{told}</a><span>2024-05-06</span></li>"
    head = "<h2><a href='/hdjl/jzxx/'>局长信箱</a></h2>"
    news = "<li><a href='/gzdt/t20240105_2.html'>工作会议召开</a><span>2024-01-05</span></li>"
    home = f"{LINK}<div class='b'>{head}<ul>{rows}</ul></div><div><ul>{news}</ul></div>"
    sealed = crawl(web({}, home=home, refused={"/hdjl/jzxx/": "waf"}), tmp_path)
    text = kept(sealed.folder)
    assert [canary for canary in (*NAMES, "1390000", "路灯") if canary in text] == []
    assert "工作会议召开" in text


def test_letters_that_a_section_page_lists_itself_are_not_kept(tmp_path):
    """No column of letters has a name of its own, and nothing on their pages looks like one."""
    rows = [
        f"<li><a href='/hd/{n}.html'>{secret(n)}</a><span>2024-0{n}-06</span></li>"
        for n in (3, 2, 1)
    ]
    pages = {
        f"/hd/{n}.html": page(f"<p>问：{secret(n)}</p><p>答：已经办理。</p>") for n in (1, 2, 3)
    }
    pages["/hd/"] = list_page("", rows[:2], "<a href='index_1.html'>下一页</a>")
    pages["/hd/index_1.html"] = list_page("", rows[2:])
    home = "<div class='nav'><a href='/hd/'>互动交流</a></div>"
    text = kept(crawl(web(pages, home=home), tmp_path).folder)
    assert [canary for canary in (*NAMES, "1390000", "路灯") if canary in text] == []


def test_a_consultation_among_the_letters_of_a_section_page_is_kept_and_the_letters_are_not(
    tmp_path,
):
    """Its own page says which column it is of; that column's list is read later, or never."""

    def address(number):
        return f"/hd/art/{YEAR}/art_{number:032x}.html"

    asked = "关于公开征求夜市管理办法意见的公告"
    rows = [
        f"<li><a href='{address(n)}'>{secret(n)}</a></li>" for n in (3, 2, 1)
    ]  # rows without a day are opened
    rows.append(f"<li><a href='{address(9)}'>{asked}</a></li>")
    crumb = "<div class='position'>当前位置：<a href='/'>首页</a> &gt; <a href='/hd/'>互动交流</a>"
    pages = {
        address(n): page(f"{crumb}</div><p>问：{secret(n)}</p><p>答：已经办理。</p>")
        for n in (1, 2, 3)
    }
    head = "<meta name='ColumnName' content='意见征集'>"
    pages[address(9)] = page(f"<h1>{asked}</h1><p>征求意见时间为1月5日至2月5日。</p>", head=head)
    pages["/hd/"] = list_page("", rows)
    home = "<div class='nav'><a href='/hd/'>互动交流</a></div>"
    sealed = crawl(web(pages, home=home), tmp_path)
    text = kept(sealed.folder)
    assert [canary for canary in (*NAMES, "1390000", "路灯") if canary in text] == []
    assert "征求意见时间为1月5日" in text


def test_answers_as_articles_below_the_heading_of_a_menu_are_not_kept(tmp_path):
    rows = [
        f"<li><a href='/ly/{n}.html'>{secret(n)}</a><span>2024-0{n}-06</span></li>"
        for n in (3, 2, 1)
    ]
    pages = {
        f"/ly/{n}.html": page(f"<p>问：{secret(n)}</p><p>答：已经办理。</p>") for n in (1, 2, 3)
    }
    pages["/ly/"] = list_page("留言公开", rows)
    home = "<div class='nav'><a href='/ly/'>互动交流</a></div>"
    sealed = crawl(web(pages, home=home), tmp_path)
    assert [canary for canary in (*NAMES, "1390000") if canary in kept(sealed.folder)] == []
    assert sealed.fact("messages_published_replies").value == 3


@pytest.mark.parametrize("linked", [True, False])
def test_letters_below_a_heading_of_the_home_page_are_gone_before_the_crawl_ends(tmp_path, linked):
    """Also where they lead nowhere, and where the crawl was killed before it was sealed."""
    told = secret(1)
    title = f"<a href='/x/77.html'>{told}</a>" if linked else told
    home = f"{LINK}<div><h2>局长信箱</h2><ul><li>{title}<span>2024-05-06</span></li></ul></div>"
    news = "<ul><li>工作会议在云岭召开<span>2024-05-06</span></li></ul>"
    store = store_of(page(f"{home}<div><h2>工作动态</h2>{news}</div>"), tmp_path)
    text = next(store.pages("home")).text
    assert [canary for canary in (*NAMES, "1390000", "路灯") if canary in text] == []
    assert "工作会议在云岭召开" in text
    store.close()


def test_a_letter_the_home_page_leads_to_is_no_column_though_it_names_its_own(tmp_path):
    told = [secret(n) for n in (1, 2, 3)]
    rows = [row(f"/zxts/{n}17.html", text, f"2024-0{4 - n}-06") for n, text in enumerate(told, 1)]
    tag = "<meta name='ColumnName' content='咨询投诉'>"
    body = "<p>咨询日期 2024-03-01</p><h3>回复内容</h3><p>已转有关单位现场核实办理。</p>"
    pages = {
        f"/zxts/{n}17.html": page(f"<h2>{t}</h2>{body}", title=t, head=tag)
        for n, t in enumerate(told, 1)
    }
    pages["/zxts/"] = list_page("咨询投诉", rows)
    block = f"<div><h2><a href='/zxts/'>咨询投诉</a></h2><ul>{''.join(rows)}</ul></div>"
    home = f"<div class='nav'><a href='/zxts/'>咨询投诉</a></div>{block}"
    sealed = crawl(web(pages, home=home), tmp_path)
    text = kept(sealed.folder)
    assert [canary for canary in (*NAMES, "1390000", "路灯") if canary in text] == []
    assert sealed.fact("messages_published_replies").value == 3
    assert [c.name for c in sealed.sheet.columns if "messages" in c.boxes] == ["咨询投诉"]


def test_a_column_linked_beside_a_mailbox_is_no_letter(tmp_path):
    links = (
        "<div class='side'><ul><li><a href='/hdjl/jzxx/'>局长信箱</a></li>"
        "<li><a href='/hzzc/'>会展之窗</a></li></ul></div>"
    )
    days = [date(2024, 6, n) for n in (9, 5, 1)]
    sealed = crawl(web(listed("/hzzc/", "会展之窗", days), home=links), tmp_path)
    assert sealed.line("/hzzc/").in_year == 3


def test_a_column_linked_below_a_mailbox_is_no_letter(tmp_path):
    side = "<div class='side'><h3>局长信箱</h3><a href='/hzzc/'>会展之窗</a></div>"
    days = [date(2024, 6, n) for n in (9, 5, 1)]
    sealed = crawl(web(listed("/hzzc/", "会展之窗", days), home=side), tmp_path)
    assert sealed.line("/hzzc/").in_year == 3


@pytest.mark.parametrize("path", ["/hzzc/", "/list.jsp"])
@pytest.mark.parametrize("head", ["<a href='/hdjl/jzxx/'>局长信箱</a>", "<h3>局长信箱</h3>"])
@pytest.mark.parametrize("stray", ["<p>今天是2024年6月10日</p>", "<li>今天是2024年6月10日</li>"])
def test_a_stray_day_beside_a_mailbox_makes_no_letters_of_columns(tmp_path, path, head, stray):
    home = f"<div class='side'>{head}{stray}<ul><li><a href='{path}'>会展之窗</a></li></ul></div>"
    days = [date(2024, 6, n) for n in (9, 5, 1)]
    pages = listed("/hzzc/", "会展之窗", days)
    pages[path] = pages.pop("/hzzc/")
    assert crawl(web(pages, home=home), tmp_path).line(path).in_year == 3


@pytest.mark.parametrize(
    "link",
    [
        "<a href='javascript:view({n})'>{t}</a>",
        "<a href='javascript:void(0)' onclick='show(\"{t}\")'>{t}</a>",
        "<a href='javascript:show(\"{t}\")'>{t}</a>",
    ],
)
def test_rows_without_an_address_keep_no_word_on_any_page_of_the_list(link, tmp_path):
    rows = [
        f"<li>{link.format(n=n, t=secret(n))}<span>2024-0{9 - n // 4}-0{9 - n % 4}</span></li>"
        for n in range(24)
    ]
    pages = {
        f"/hdjl/jzxx/{f'index_{n}.html' if n else ''}": list_page(
            "局长信箱", rows[n * 8 : n * 8 + 8], f"<a href='index_{n + 1}.html'>下一页</a>"
        )
        for n in range(3)
    }
    sealed = crawl(web(pages, home=LINK), tmp_path)
    assert [canary for canary in (*NAMES, "1390000", "路灯") if canary in kept(sealed.folder)] == []
    assert sealed.line("/hdjl/jzxx/").rows == 24


@pytest.mark.parametrize(
    "shown",
    [
        "<marquee>{t}</marquee>",
        "<script>var hot = [{{t: '{t}', u: '/hdjl/jzxx/1.html'}}];</script>",
        '<script>var hot = [{{"t":"{t}"}}];</script>',
        "<p>热门：<b> {t} </b></p>",
        "<img src='a.png' alt='{t}'>",
        "<form><input id='q' name='q' placeholder='{t}'></form>",
    ],
)
def test_titles_of_letters_that_stand_elsewhere_are_taken_out_by_their_marks(shown, tmp_path):
    told = secret(1)
    rows = [row("/hdjl/jzxx/1.html", told, "2024-05-06")]
    pages = {
        "/hdjl/jzxx/": list_page("局长信箱", rows),
        "/hdjl/jzxx/1.html": letter(1, "2024-05-01", "2024-05-06"),
    }
    home = LINK + shown.format(t=told) + "<p>工作会议在云岭召开</p>"
    text = kept(crawl(web(pages, home=home), tmp_path).folder)
    assert [canary for canary in (*NAMES, "1390000", "路灯") if canary in text] == []
    assert "工作会议在云岭召开" in text
