"""Letters in columns that no name gives away, and their words beside their columns."""

import sqlite3
from datetime import date
from urllib.parse import quote

import pytest

from audits.facts import Outcome
from crawler.letters.spoken import answers_in_person
from crawler.pages.dom import PageDom
from tests.audits.smallweb import YEAR, crawl, list_page, listed, page, row, web
from tests.audits.test_letters_stay_out import kept

CANARIES = ("金丝雀", "13900001")
NAV = "<div class='nav'><a href='{path}'>{name}</a><a href='/gzdt/'>工作动态</a></div>"
TITLES = (
    "咨询金丝雀路养老保险补缴",
    "反映金丝雀小区停水",
    "关于金丝雀村路灯不亮的投诉",
    "请问金丝雀镇户口怎么办理",
    "建议在金丝雀街增设公交站",
    "感谢民警金丝雀帮助我家",
    "金丝雀巷口积水严重影响出行",
)
NEWS = [date(YEAR, 1, day) for day in (9, 7, 5, 4, 2)]


def labelled(title, day):
    return page(
        f"<h1>{title}</h1><p>来信人：金丝雀甲</p><p>来信时间：{day}</p><p>来信内容：{title}，电话13900001111</p>"
        f"<p>答复时间：{day}</p><p>答复内容：已经处理。</p>",
        title=title,
    )


def bare(title, day):
    return page(
        f"<h1>{title}</h1><p>{day}</p><p>网民留言：{title}，电话13900001111</p>"
        "<p>金丝雀女士：您好！您反映的问题已经转有关单位处理。</p>",
        title=title,
    )


def drawn(title, day):
    return page("<div id='app'></div><script src='/app.js'></script>")


def site(name, letter, year=YEAR, address="/x/{n}.html", home=""):
    days = [date(year, 6, 20 - n) for n in range(len(TITLES))]
    pages, rows = listed("/gzdt/", "工作动态", NEWS), []
    for n, (title, day) in enumerate(zip(TITLES, days, strict=True)):
        href = address.format(n=n, title=quote(title))
        pages[href] = letter(title, day)
        rows.append(row(href, title, day))
    pages["/x/"] = list_page(name, rows)
    return web(pages, home=NAV.format(path="/x/", name=name) + home)


def found(sealed):
    text = kept(sealed.folder)
    assert "工作动态之0号事项" in text
    return [canary for canary in CANARIES if canary in text]


@pytest.mark.parametrize("letter", [labelled, bare])
def test_letters_in_a_column_of_any_name_are_told_by_what_they_say(tmp_path, letter):
    sealed = crawl(site("民声", letter), tmp_path)
    assert found(sealed) == []
    assert sealed.fact("items_total").value == len(NEWS)
    assert sealed.fact("messages_published_replies").value == len(TITLES)


@pytest.mark.parametrize("letter", [labelled, bare])
def test_letters_of_other_years_in_a_column_of_any_name_are_not_kept(tmp_path, letter):
    sealed = crawl(site("回音壁", letter, year=YEAR - 2), tmp_path)
    assert found(sealed) == []
    assert sealed.line("/x/").in_total is False
    assert sealed.fact("items_total").value == len(NEWS)


def test_titles_that_ask_are_not_kept_where_no_page_could_be_read_and_the_rows_still_count(
    tmp_path,
):
    sealed = crawl(site("阳光连线", drawn), tmp_path)
    assert found(sealed) == []
    assert sealed.line("/x/").in_year == len(TITLES)


@pytest.mark.parametrize("address", ["/x/{title}.html", "/x/v.jsp?id={n}&title={title}"])
def test_the_title_in_an_address_of_a_letter_is_not_kept(tmp_path, address):
    sealed = crawl(site("局长信箱", labelled, address=address), tmp_path)
    assert found(sealed) == []
    text = kept(sealed.folder)
    assert quote("金丝雀") not in text
    assert sealed.fact("messages_published_replies").value == len(TITLES)


@pytest.mark.parametrize(
    "home",
    [
        "<marquee>{cut}… 召开工作会议</marquee>",
        "<p>{cut}</p>",
        "<li><a href='/x/6.html'>{cut}…</a></li><li><a href='/x/1.html'>反映金丝雀小…</a></li>",
        "<div class='tip' title='{title}'>{cut}…</div>",
        "<script>var hot = [{{t: '{title}', u: '/x/6.html'}}];</script>",
        "<p>{title}</p>",
    ],
)
def test_titles_of_letters_on_the_home_page_are_not_kept_whole_or_cut(tmp_path, home):
    shown = home.format(title=TITLES[6], cut=TITLES[6][:9])
    sealed = crawl(site("民声", bare, home=shown), tmp_path)
    assert found(sealed) == []


def test_a_letter_that_the_home_page_leads_to_names_no_column(tmp_path):
    links = "".join(f"<a href='/y/{n}.html'>{title}</a>" for n, title in enumerate(TITLES[:6]))
    pages = listed("/gzdt/", "工作动态", NEWS)
    pages |= {f"/y/{n}.html": drawn(title, "") for n, title in enumerate(TITLES[:6])}
    home = NAV.format(path="/gzdt/", name="工作动态") + f"<div class='menu'>{links}</div>"
    sealed = crawl(web(pages, home=home), tmp_path)
    assert found(sealed) == []
    assert "金丝雀" not in (tmp_path / "site.toml").read_text("utf-8")


def test_a_question_that_names_nobody_stays_an_item_with_its_words(tmp_path):
    def policy(title, day):
        return page(
            f"<h1>{title}</h1><p>{day}</p><p>问：补贴标准是多少？</p><p>答：每人每月一百元。</p>"
        )

    sealed = crawl(site("政策解答", policy), tmp_path)
    assert "金丝雀" in kept(sealed.folder)
    assert sealed.fact("items_total").value == len(NEWS) + len(TITLES)


def mixed(letters):
    """A column of news of which the newest ``letters`` rows are letters, in a site read whole."""

    def either(title, day):
        return bare(title, day) if titles.index(title) < letters else page(f"<h1>{title}</h1>")

    titles = [f"民生工程第{n}号" for n in range(len(TITLES))]
    days = [date(YEAR, 6, 20 - n) for n in range(len(TITLES))]
    rows = [row(f"/x/{n}.html", t, d) for n, (t, d) in enumerate(zip(titles, days, strict=True))]
    pages = {f"/x/{n}.html": either(t, "") for n, t in enumerate(titles)}
    pages |= listed("/gzdt/", "工作动态", NEWS) | {"/x/": list_page("民生", rows)}
    made = web(pages, home=NAV.format(path="/x/", name="民生"))
    for gone in ("href='/tzgg/'", "href='/zfxxgk/'"):
        made.pages = {path: text.replace(gone, "") for path, text in made.pages.items()}
    return made


@pytest.mark.parametrize(
    "asked",
    [
        "办理养老保险需要本人到场吗",
        "本人身份证丢失如何补办",
        "领导干部如何报告个人事项",
        "自我声明公开制度是什么",
    ],
)
def test_a_question_about_a_rule_is_no_letter_though_it_names_persons(asked):
    text = f"<p>问：{asked}？</p><p>答：请带上证件到窗口办理。</p>"
    assert answers_in_person(PageDom("http://y.example/", page(text))) == 0


@pytest.mark.parametrize(
    "asked", ["我想咨询补贴", "本人想咨询补贴", "尊敬的领导，补贴何时发", "领导您好，补贴何时发"]
)
def test_a_question_of_one_who_speaks_of_himself_is_a_letter(asked):
    text = f"<p>问：{asked}？</p><p>答：请带上证件到窗口办理。</p>"
    assert answers_in_person(PageDom("http://y.example/", page(text))) == 1


@pytest.mark.parametrize("letters", [2, 7])
def test_what_only_sounds_like_letters_in_an_unknown_column_is_a_question_for_people(
    letters, tmp_path
):
    sealed = crawl(mixed(letters), tmp_path)
    for key in ("items_total", "messages_published_replies"):
        fact = sealed.fact(key)
        assert fact.outcome is Outcome.PARTIAL, key
        assert "栏目“民生”按内容看是群众来信" in fact.reason


def test_one_letter_among_news_leaves_its_column_as_it_is(tmp_path):
    total = crawl(mixed(1), tmp_path).fact("items_total")
    assert (total.value, total.outcome) == (len(NEWS) + len(TITLES), Outcome.OBSERVED)


@pytest.mark.parametrize("name", ["建议提案", "政策解读", "常见问题"])
def test_columns_of_published_answers_are_not_taken_for_letters(tmp_path, name):
    sealed = crawl(site(name, bare), tmp_path)
    assert sealed.line("/x/").rows == len(TITLES)
    assert "咨询金丝雀路养老保险补缴" in kept(sealed.folder)


def test_no_hash_of_a_title_is_left_when_the_crawl_is_sealed(tmp_path):
    sealed = crawl(site("民声", bare), tmp_path)
    connection = sqlite3.connect(sealed.file)
    assert connection.execute("SELECT count(*) FROM letter_head").fetchone()[0] == 0
    connection.close()


def written_by_script(title, day):
    text = (
        f"<p>来信人：金丝雀甲</p><p>来信时间：{day}</p><p>来信内容：{title}，电话13900001111</p>"
        f"<p>答复时间：{day}</p>"
    )
    escaped = "".join(f"\\u{ord(c):04x}" if ord(c) > 127 else c for c in text)
    return page(
        f'<div id="d"></div><script>document.getElementById("d").innerHTML="{escaped}"</script>'
    )


def test_a_letter_in_a_string_of_a_script_is_read_and_not_kept(tmp_path):
    sealed = crawl(site("民声", written_by_script), tmp_path)
    assert found(sealed) == []
    assert "\\u91d1" not in kept(sealed.folder)
    assert sealed.fact("messages_published_replies").value == len(TITLES)


def test_an_address_with_a_title_that_leads_elsewhere_or_fails_keeps_no_word(tmp_path):
    made = site("局长信箱", labelled, address="/x/{n}.html")
    made.moved["/x/0.html"] = f"http://yunling.example/x/1.html?title={quote('金丝雀')}"
    made.moved["/x/2.html"] = f"http://other.example/{quote('金丝雀')}.html"
    made.pages[f"/x/1.html?title={quote('金丝雀')}"] = made.pages["/x/1.html"]
    sealed = crawl(made, tmp_path)
    assert found(sealed) == []
    assert quote("金丝雀") not in kept(sealed.folder)
