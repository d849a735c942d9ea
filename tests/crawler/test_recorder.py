"""What one answer leaves in the crawl file."""

from datetime import date

import pytest

from crawler.pages.lexicon import load_lexicon
from crawler.recording.recorder import Recorder
from crawler.records import FrontierState
from crawler.storage.frontier import Frontier
from crawler.storage.store import Store, connect
from crawler.transport.results import Fetched, Refused
from tests.audits.smallweb import HOME, article, crawl, days_back, list_page, listed, page, row, web

NEWS = listed("/gzdt/", "工作动态", days_back(35))
NOTICES = listed("/tzgg/", "通知公告", days_back(12))
DISCLOSED = listed("/zfxxgk/", "政府信息公开", days_back(5))


@pytest.fixture
def recorder(tmp_path):
    path = tmp_path / "crawl.sqlite"
    store = Store(connect(path), path)
    with store.transaction():
        store.put("year", "2024")
    yield Recorder(store, lambda url: url.startswith(HOME), load_lexicon(), 2025)
    store.close()


def ask(recorder, url, purpose="column"):
    with recorder.store.transaction():
        ident = Frontier(recorder.store).add(url, purpose)
    jobs = Frontier(recorder.store).pending((purpose,))
    return next(job for job in jobs if job.id == ident)


def fetched(job, body, kind="text/html", witnesses=()):
    data = body.encode() if isinstance(body, str) else body
    head = (("content-type", kind), ("etag", "x"), ("set-cookie", "secret"))
    return Fetched(job.url, job.url, 200, head, data, witnesses, "2026-01-05", len(data), 2)


def test_a_page_is_kept_with_its_text_encoding_and_witnesses(recorder):
    job = ask(recorder, f"{HOME}gzdt/")
    body = "<html><meta charset=gb2312><body>工作动态</body></html>".encode("gb18030")
    recorder.record(job, fetched(job, body, witnesses=("no_tail",)))
    stored = recorder.store.page(job.id)
    assert "工作动态" in stored.text
    assert (stored.encoding, stored.declared_encoding) == ("gb18030", "gb2312")
    assert stored.witnesses == ("no_tail",)
    assert recorder.store.states()[FrontierState.FETCHED] == 1


def test_cookies_are_not_kept(recorder):
    job = ask(recorder, HOME, "home")
    recorder.record(job, fetched(job, page("")))
    kept = recorder.store.db.execute("SELECT headers FROM page").fetchone()[0]
    assert "etag" in kept
    assert "secret" not in kept


def test_a_body_that_is_no_text_is_kept_without_text(recorder):
    job = ask(recorder, f"{HOME}a.pdf", "detail")
    recorder.record(job, fetched(job, b"%PDF-1.4\x00\xff", "application/pdf"))
    assert recorder.store.page(job.id).text == ""


def test_a_page_of_letters_is_kept_without_a_word_of_theirs(recorder):
    job = ask(recorder, f"{HOME}jzxx/")
    recorder.record(
        job, fetched(job, list_page("局长信箱", [row("a.html", "路灯不亮", "2024-01-02")]))
    )
    kept = recorder.store.page(job.id)
    assert "路灯" not in kept.text
    assert "2024-01-02" in kept.text
    assert kept.body_hash


def test_frequent_questions_are_no_letters(recorder):
    job = ask(recorder, f"{HOME}cjwt/")
    recorder.record(
        job, fetched(job, list_page("常见问题", [row("a.html", "如何办理", "2024-01-02")]))
    )
    assert "如何办理" in recorder.store.page(job.id).text


@pytest.mark.parametrize(
    ("kind", "status", "state", "kept"),
    [
        ("timeout", None, FrontierState.FAILED, 1),
        ("waf", 412, FrontierState.FAILED, 1),
        ("http", 503, FrontierState.FAILED, 1),
        ("http", 404, FrontierState.FAILED, 1),
        ("robots", None, FrontierState.SKIPPED, 1),
        ("foreign", 302, FrontierState.SKIPPED, 1),
    ],
)
def test_a_refused_column_is_closed_and_its_refusal_kept(recorder, kind, status, state, kept):
    job = ask(recorder, f"{HOME}gzdt/")
    recorder.record(job, Refused(job.url, kind, "x", status, 1))
    assert recorder.store.states()[state] == 1
    assert len(recorder.store.refusals()) == kept
    assert recorder.store.states()[FrontierState.PENDING] == 0


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        (("waf", 412), "refused"),
        (("timeout", None), "refused"),
        (("http", 404), "dead"),
        (("http", 410), "dead"),
        (("http", 500), "refused"),
        (("robots", None), "unopened"),
        (("foreign", 302), "offsite"),
    ],
)
def test_a_target_that_was_not_answered_says_how(recorder, answer, state):
    job = ask(recorder, f"{HOME}a1.html", "detail")
    recorder.record(job, Refused(job.url, answer[0], "x", answer[1], 1))
    (target,) = recorder.store.targets().values()
    assert (target.state, target.date) == (state, None)


@pytest.mark.parametrize(
    ("body", "state", "day"),
    [
        (article("关于甲事项的通知", "2024-05-06"), "ok", date(2024, 5, 6)),
        ("<script>location.href='http://www.gov.example/a.html'</script>", "offsite", None),
        ("<meta http-equiv=refresh content='0;url=http://www.gov.example/'>", "offsite", None),
        ("<script>location.replace('http://www.gov.example/a.html')</script>", "offsite", None),
        ("<p>没有日期</p>", "ok", None),
    ],
)
def test_a_target_says_its_date_or_where_it_leads(recorder, body, state, day):
    job = ask(recorder, f"{HOME}a1.html", "detail")
    recorder.record(job, fetched(job, body))
    (target,) = recorder.store.targets().values()
    assert (target.state, target.date) == (state, day)


def test_requests_and_bytes_are_added_up(recorder):
    for name in ("a", "b"):
        job = ask(recorder, f"{HOME}{name}/")
        recorder.record(job, fetched(job, page("")))
    assert recorder.store.get("requests") == "4"
    assert int(recorder.store.get("bytes")) == 2 * len(page("").encode())


# ---- pages of a list, in a whole crawl -----------------------------------------------------


def test_a_later_page_with_the_site_s_hot_list_alone_is_no_page_of_the_list(tmp_path):
    """index_1 answers 200 with other rows in another block."""
    news = dict(NEWS)
    hot = "<div class='hot'><dl>" + "".join(
        f"<dt><a href='/hot/t2024060{n}_{n}.html'>热点文章第{n}篇标题</a></dt><dd>2024-06-0{n}</dd>"
        for n in range(1, 9)) + "</dl></div>"  # fmt: skip
    news["/gzdt/index_1.html"] = page(hot)
    line = crawl(web(news, NOTICES, DISCLOSED), tmp_path).line("/gzdt/")
    assert line.verdict == "lower_bound"
    assert line.in_year <= 18


def test_an_apology_with_status_200_in_place_of_a_page_is_a_missing_page(tmp_path):
    site = web(NEWS, NOTICES, DISCLOSED)
    site.pages["/gzdt/index_2.html"] = page("<p>您访问的页面暂时无法显示</p>")
    assert crawl(site, tmp_path).line("/gzdt/").verdict == "lower_bound"


def test_a_later_page_that_was_cut_off_is_noticed(tmp_path):
    site = web(NEWS, NOTICES, DISCLOSED, witnesses={"/gzdt/index_1.html": ("truncated_encoding",)})
    line = crawl(site, tmp_path).line("/gzdt/")
    assert line.verdict == "lower_bound"
    assert "第 2 页" in line.reason


def test_an_item_taken_down_while_the_list_is_walked_is_noticed(tmp_path):
    def remove(site):
        if site.asked.count("/gzdt/index_1.html") == 1 and "/gzdt/index_2.html" not in site.asked:
            site.pages |= listed("/gzdt/", "工作动态", days_back(35)[1:])

    assert crawl(web(NEWS, NOTICES, DISCLOSED, now=remove), tmp_path).line(
        "/gzdt/"
    ).verdict not in ("exact",)


SHELL = (
    "<html><head><title>云岭市商务局</title><script src='/app.js'></script></head>"
    "<body><div id='app'></div></body></html>"
)


def test_a_missing_page_that_is_the_home_page_s_script_is_no_mark_of_missing_pages(recorder):
    recorder.record(ask(recorder, HOME, "home"), fetched(ask(recorder, HOME, "home"), SHELL))
    probe = ask(recorder, f"{HOME}no-such-page.html", "probe")
    recorder.record(probe, fetched(probe, SHELL))
    assert (recorder.store.get("soft_404"), recorder.store.get("front")) == ("", "1")


def test_a_missing_page_that_is_a_home_page_with_columns_is_the_mark_of_missing_pages(recorder):
    links = "".join(f"<li><a href='/{n}/'>栏目{n}</a></li>" for n in "abcd")
    home = page(f"<script></script><ul class='nav'>{links}</ul><p>欢迎访问</p>")
    recorder.record(ask(recorder, HOME, "home"), fetched(ask(recorder, HOME, "home"), home))
    probe = ask(recorder, f"{HOME}no-such-page.html", "probe")
    recorder.record(probe, fetched(probe, home))
    assert recorder.store.get("soft_404")
    assert recorder.store.get("front") == ""


def test_targets_that_a_script_draws_are_not_dead_for_looking_alike(recorder):
    for n in range(6):
        job = ask(recorder, f"{HOME}detail/{n}", "detail")
        recorder.record(job, fetched(job, SHELL, witnesses=("script_only",)))
    told = {(t.state, t.note) for t in recorder.store.targets().values()}
    assert told == {("unopened", "正文由脚本生成，没有核对")}


FRAME = "<p>主办单位：云岭市商务局</p><div class='nav'><a href='/'>首页</a></div>"
FILL = (
    "<script>var x=new XMLHttpRequest();x.open('GET','/api?id='+location.search);x.send()</script>"
)


@pytest.mark.parametrize(
    ("body", "state"),
    [
        (f"<h2 id='t'></h2><span>发布时间：</span><div id='c'></div>{FILL}", "unopened"),
        (f"<h2 id='t'></h2><div id='c'>您访问的信息找不到</div>{FILL}", "dead"),
        (f"<h2 id='t'></h2><div id='c'>本系统正在升级维护</div>{FILL}", "dead"),
        (f"<div id='c'></div><p>{'云岭市商务局信息公开平台使用说明。' * 4}</p>{FILL}", "dead"),
        ("<h2 id='t'></h2><div id='c'></div><p>信息</p>", "dead"),
    ],
)
def test_one_shell_under_many_addresses_is_drawn_where_it_only_waits_for_text(
    recorder, body, state
):
    home = ask(recorder, HOME, "home")
    recorder.record(home, fetched(home, page(FRAME)))
    for n in range(6):
        job = ask(recorder, f"{HOME}detail.html?id={n}", "detail")
        recorder.record(job, fetched(job, page(FRAME + body)))
    assert {t.state for t in recorder.store.targets().values()} == {state}


def test_letters_that_a_home_page_links_by_routes_are_not_kept(recorder):
    rows = "".join(
        f"<li><a href='#/letter/{n}'>{n}号楼前路灯不亮</a><span>2024-01-0{n}</span></li>"
        for n in range(1, 6)
    )
    job = ask(recorder, HOME, "home")
    recorder.record(job, fetched(job, page(f"<div><h2>局长信箱</h2><ul>{rows}</ul></div>")))
    assert "路灯" not in recorder.store.page(job.id).text
