"""Features tried in a real browser on loopback: what comes up, what is dead, what lies outside."""

import asyncio
import json
from urllib.parse import urlsplit

import pytest

from crawler.browser.render import Browser, BrowserOptions, browser_path
from crawler.letters.withholding import mask
from crawler.pages.dom import PageDom
from crawler.pages.lexicon import load_lexicon
from crawler.probes import smart_qa
from crawler.probes.hiding import hide_letters, hide_strangers, known_titles
from crawler.probes.search import Found, read_results, tells
from crawler.probes.tryout import PROBES, Tryout
from crawler.recording.recorder import Recorder
from crawler.storage.frontier import Frontier
from crawler.storage.store import Store, connect
from crawler.transport.results import Fetched
from tests.faults.server import FaultServer, answer

needs_browser = pytest.mark.skipif(not browser_path(), reason="no Chromium here")


def slow(*values):
    return pytest.param(*values, marks=pytest.mark.slow)


ENTRY = "<a href='javascript:void(0)' id='wza' onclick='openWza()'>无障碍浏览</a>"
TOOLBAR = (
    "<script>function openWza(){var d=document.createElement('div');"
    "d.innerHTML='<button>放大</button><button>配色</button><button title=语音>声</button>';"
    "document.body.appendChild(d)}</script>"
)
SHADOW = (
    "<script>function openRoot(){var d=document.createElement('div');document.body.append(d);"
    "d.attachShadow({mode:'open'}).innerHTML='<button>放大</button><button>配色</button>'}</script>"
)
HELP = (
    "<h1>无障碍浏览使用说明</h1><p>按住 Ctrl 键可以放大、缩小页面，也可以调整字号和配色。</p>"
    "<table><tr><td>放大</td><td>Ctrl +</td><td>缩小</td><td>Ctrl -</td><td>还原</td></tr></table>"
)
ROBOT = (
    "您好，我是小智机器人<div id='log'></div><textarea></textarea><button onclick='log.textContent="
    "`请到政务服务大厅一楼窗口提交申请表`'>发送</button>"
)
BAD = "<img src='/a.png'><a href='/x/'></a><img src='/b.png'>"
MENU = "".join(f"<a href='/{n}/'>{n}</a> " for n in ("政务公开", "通知公告", "互动交流", "首页"))
BLOCKS = "".join(f"<h4>栏目{n}</h4><p>更多{n}</p>" for n in range(12))
SMALL = "<style>body{font-size:12px}</style>"
NEWS = "<p>云岭市商务局召开工作会议，部署下一阶段任务。</p>"


HTML = (("content-type", "text/html; charset=utf-8"),)


def html(text, status=200):
    return answer(status, body=f"<html><meta charset='utf-8'><body>{text}</body></html>".encode())


def left_after(hide, url, store):
    """The words of a page that are left once ``hide`` went over it; closes the store."""
    origin = "{0.scheme}://{0.netloc}/".format(urlsplit(url))
    options = BrowserOptions(origin, "nianbao/0.0", gap_seconds=0)
    browser = Browser(options, lambda one: one.startswith(origin))

    async def shown():
        try:
            async with browser.opened(url) as (page, _):
                await hide(page, store)
                return await page.evaluate("document.body.innerText")
        finally:
            await browser.close()

    text = asyncio.run(shown())
    store.close()
    return text


@pytest.fixture(scope="module")
def server():
    with FaultServer() as running:
        yield running


@pytest.fixture
def tried(server, tmp_path):
    """What the probes say of a home page, by name; ``pages`` are further paths."""

    def go(body, pages=None, *, only, forbidden=""):
        outside = server.add({"*": html("SECRET")})
        body = body.replace("OUTSIDE", outside.origin)
        more = {
            path: html(text.replace("OUTSIDE", outside.origin), *status)
            for path, (text, *status) in (pages or {}).items()
        }
        site = server.add({"/": html(body), **more})
        home = f"{site.origin}/"

        def own(url):
            return urlsplit(url).netloc == urlsplit(home).netloc

        file = tmp_path / "crawl.sqlite"
        store = Store(connect(file), file)
        recorder = Recorder(store, own, load_lexicon(), 2024)
        with store.transaction():
            store.put("home_url", home)
            Frontier(store).add(home, "home")
        job = Frontier(store).pending(("home",))[0]
        text = f"<html><body>{body}</body></html>".encode()
        recorder.record(job, Fetched(home, home, 200, HTML, text, (), "2026-01-05", 1, 1))
        options = BrowserOptions(home, "nianbao/0.0", gap_seconds=0, settle_seconds=2)

        async def allows(url):
            return not forbidden or forbidden not in url

        browser = Browser(options, own, allows)

        async def run():
            try:
                await Tryout(store, browser, own).run(only)
            finally:
                await browser.close()

        asyncio.run(run())
        found = {name: store.probes(name) for name in (*PROBES, "hints")}
        store.close()
        assert outside.log == []
        return found

    return go


@needs_browser
@pytest.mark.parametrize(
    ("body", "result"),
    [
        (ENTRY + TOOLBAR, "opened"),
        slow("<a href='/elder/'>长者模式</a>", "opened"),
        (ENTRY + "<script src='/gone.js'></script>", "dead"),
        slow(ENTRY + "<script>function openWza(){}</script>", "nothing"),
        slow(ENTRY + "<script src='OUTSIDE/wza/aria.js?appid=1'></script>", "outside"),
        slow(
            ENTRY + "<script src='/gone.js'></script><script src='OUTSIDE/tool.js'></script>",
            "outside",
        ),
        slow("<a href='/xxwza/'>信息无障碍</a>", "page"),
        slow(f"{MENU}<a href='/soon/'>适老版</a>", "plain"),
        slow(f"{MENU}<a href='/like/'>适老版</a>", "plain"),
        slow(f"{MENU}<a href='/large/'>适老化模式</a>", "opened"),
        (f"{SMALL}{MENU}{BLOCKS}<a href='/printed/'>无障碍</a>", "page"),
        slow("<button aria-label=无障碍浏览 onclick='openRoot()'>◎</button>" + SHADOW, "opened"),
        ("<a href='/help/'>无障碍</a>", "page"),
        slow(ENTRY + "<script src='/wza/aria.js'></script>", "dead"),
        slow("<img alt=关怀版 onclick=\"document.body.style.fontSize='24px'\">", "opened"),
        slow("<a href='/none/'>长者模式</a>", "nothing"),
    ],
)
def test_an_accessibility_entry_is_pressed_and_what_comes_up_is_told(tried, body, result):
    large = "<style>body{font-size:26px}</style><h1>长者版</h1><a href='/'>退出长者版</a>"
    pages = {"/elder/": (large + NEWS * 9,), "/gone.js": ("", 404), "/xxwza/": (NEWS * 9,)}
    pages["/help/"] = (HELP,)
    pages |= {
        "/soon/": ("适老版正在建设，敬请期待",),
        "/like/": (f"{MENU}<p>适老版</p>{NEWS * 9}",),
    }
    pages["/large/"] = (f"<style>body{{font-size:26px}}</style>{MENU}{NEWS * 9}",)
    pages["/printed/"] = (f"<style>p{{font-size:18px}}</style>{MENU}{NEWS * 9}",)  # an article
    pages["/none/"] = ("长者模式页面不存在，请返回首页。" * 9, 404)
    probe = tried(body + NEWS, pages, only=["accessibility"])["accessibility"][0]
    assert probe.result == result
    assert probe.pictured
    assert probe.markup


@needs_browser
@pytest.mark.slow
@pytest.mark.parametrize(("forbidden", "result"), [("", "ok"), ("/secret/", "bare")])
def test_a_home_page_whose_own_script_was_kept_away_is_not_whole(tried, forbidden, result):
    body = NEWS * 5 + "<script src='/secret/tool.js'></script><script src='/gone.js'></script>"
    pages = {"/secret/tool.js": ("var a = 1;",), "/gone.js": ("", 404)}
    found = tried(body, pages, only=["home_entries"], forbidden=forbidden)["home_entries"][0]
    assert found.result == result


@needs_browser
@pytest.mark.slow
def test_an_entry_whose_script_robots_kept_away_is_not_called_dead(tried):
    body = ENTRY + "<script src='/secret/tool.js'></script>" + NEWS
    found = tried(body, only=["accessibility"], forbidden="/secret/")["accessibility"][0]
    assert found.result == "nothing"
    assert "/secret/tool.js" in found.detail


@needs_browser
@pytest.mark.parametrize(
    ("body", "result"),
    [
        ("<a href='/znwd/'>智能问答</a>", "column"),
        ("<a href='/robot/'>智能问答</a>", "answered"),
        slow("<a href='/start/'>智能问答</a>", "nothing"),
        slow("<a href='/mail/'>智能咨询</a>", "form"),
        slow("<a href='/else/'>智能问答</a>", "outside"),
        slow(
            "<a href='#' onclick=\"document.getElementById('c').hidden=false\">智能客服</a>"
            "<div id='c' hidden>您好，请输入您的问题<textarea></textarea>发送</div>",
            "dialogue",
        ),
        slow("<a href='javascript:void(0)'>智能客服</a>", "nothing"),
    ],
)
def test_a_dialogue_is_told_from_a_column_of_answers_and_from_a_letter_box(tried, body, result):
    search = "<form action='/so/'><input name='q' placeholder='请输入您要问的内容'>搜索</form>"
    pages = {
        "/znwd/": (f"{search}<ul><li><a href='/1.html'>提问：如何备案</a></li></ul>",),
        "/robot/": (ROBOT,),
        "/start/": ("<p>智能问答</p><button>开始咨询</button>",),
        "/mail/": ("<form><input name='n'>姓名<textarea></textarea><b>提问</b>请描述问题</form>",),
        "/else/": ("<iframe src='OUTSIDE/chat/'></iframe>",),
    }
    assert tried(body + NEWS, pages, only=["smart_qa"])["smart_qa"][0].result == result


@pytest.mark.parametrize(
    ("line", "yes"),
    [
        ("请到政务服务大厅一楼窗口提交申请表", True),
        ("可以当面、邮寄或者在网站上申请，二十个工作日内答复", True),
        ("您的问题已提交，我们将尽快回复您", False),
        ("提交成功，请等待审核后公开显示", False),
        ("正在为您查询，请稍候片刻不要离开", False),
        ("正在为您转接人工客服，前面还有三人排队", False),
        (smart_qa.QUESTION, False),
        ("系统繁忙，请您稍后再试一次吧", False),
    ],
)
def test_a_receipt_or_a_wait_is_no_answer_of_a_machine(line, yes):
    assert smart_qa.is_answer(line) is yes


@needs_browser
@pytest.mark.slow
def test_an_entry_that_a_script_writes_is_seen_and_one_elsewhere_is_not_opened(tried):
    written = "<script>document.body.innerHTML += '<a href=OUTSIDE/robot/>智能问答</a>'</script>"
    found = tried(NEWS + written, only=["home_entries", "smart_qa"])
    assert any("智能问答" in told for told in found["home_entries"][0].markup)
    assert found["smart_qa"] == ()


@needs_browser
@pytest.mark.parametrize(
    ("body", "result", "entries"),
    [
        (NEWS * 5, "ok", 0),
        (NEWS * 5 + "<script src='OUTSIDE/loader.js'></script>", "bare", 0),
        ("<div id='app'></div>", "bare", 0),
        (NEWS * 5 + "<iframe src='/top.html'></iframe>", "ok", 1),
    ],
)
def test_a_home_page_is_whole_when_nothing_of_it_stayed_away(tried, body, result, entries):
    """An empty shell or a script of another site may have kept an entry from being seen."""
    pages = {"/top.html": ("<a href='/en/'>English</a>",)}
    home = tried(body, pages, only=["home_entries"])["home_entries"][0]
    assert (home.result, len(home.markup)) == (result, entries)


BOX = "<form action='/so/' method='{}' class='search'><input name='searchWord'></form>"
RESULTS = "您是不是要找：政府信息公开 共找到 3 条结果 相关搜索"
DRAWN = (
    "<div id='d'></div><script>"
    "d.innerHTML='<input id=kw placeholder=请输入关键词><b id=go>搜索</b>';"
    "go.onclick=function(){location.href='/so/?q='+encodeURIComponent(kw.value)}</script>"
)


@needs_browser
@pytest.mark.slow
@pytest.mark.parametrize(
    ("home", "page"),
    [
        (BOX.format("get"), ""),
        (BOX.format("post"), ""),
        (DRAWN, ""),
        ("<a href='/search/'>高级搜索</a>", BOX.format("get")),
    ],
)
def test_three_searches_are_made_however_the_box_sends_them(tried, home, page):
    found = tried(home + NEWS, {"/search/": (page,), "*": (RESULTS,)}, only=["search"])["search"]
    told = ["typo suggestions", "pinyin suggestions", "sentence anyway suggestions"]
    assert [probe.result for probe in found] == told
    assert all(probe.pictured and probe.markup for probe in found)


FIELD = "<form action='/so/'><input name='q' oninput=\"{}\"><button>搜索</button>{}</form>"
ROWS = "h.innerHTML='<li>{0}</li><li>{0}申请</li>'"
FIXED = "<ul id='h' style='position:absolute;top:60px;left:0;width:300px'></ul>"


@needs_browser
@pytest.mark.slow
@pytest.mark.parametrize(
    ("box", "hint"),
    [
        (FIELD.format("h.textContent='政府信息公开年报'", "") + "<div id='h'></div>", "年报"),
        (FIELD.format(ROWS.format("老旧小区改造"), "<ul id='h'></ul>"), "老旧小区改造"),
        (FIELD.format(ROWS.format("老旧小区改造"), "") + FIXED, "老旧小区改造"),
        (FIELD.format("h.textContent='要闻滚动'", "") + "<div><p id='h'>要闻</p></div>", ""),
    ],
)
def test_hints_while_typing_are_suggestions_whatever_they_are_about(tried, box, hint):
    (found,) = tried(box + NEWS, {"*": ("没有找到相关结果",)}, only=["search"])["hints"]
    assert found.result == ("suggestions" if hint else "ok")
    assert hint in found.detail
    assert found.pictured


@needs_browser
@pytest.mark.parametrize(
    ("box", "results"),
    [
        (BOX.format("get").replace("/so/", "OUTSIDE/so/"), ["outside"]),
        slow(DRAWN.replace("'/so/", "'OUTSIDE/so/"), ["outside"]),
        ("<p>搜索</p>", ["nobox"]),
        slow(BOX.format("get"), ["stuck", "stuck", "stuck"]),
    ],
)
def test_a_search_that_nothing_can_be_asked_of_says_why(tried, box, results):
    pages = {"*": ("找不到", 404)}
    assert [
        probe.result for probe in tried(box + NEWS, pages, only=["search"])["search"]
    ] == results


LATE = "<p id='r'></p><script>setTimeout(()=>{r.textContent='共找到 37 条结果'},2500)</script>"


@needs_browser
@pytest.mark.slow
def test_results_that_a_script_brings_late_are_waited_for(tried):
    found = tried(BOX.format("get") + NEWS, {"*": (LATE,)}, only=["search"])["search"]
    assert ["37 条结果" in probe.detail for probe in found] == [True] * 3


@needs_browser
@pytest.mark.slow
def test_a_page_in_another_language_is_read_as_the_browser_shows_it(tried):
    sentence = "The bureau promotes trade and investment in the city of Yunling. " * 9
    pages = {"/en/": (f"<p id='p'></p><script>p.textContent='{sentence}'</script>",)}
    found = tried("<a href='/en/'>English</a>" + NEWS, pages, only=["language"])["language"][0]
    assert (found.result, found.pictured) == ("real", True)


@needs_browser
@pytest.mark.slow
@pytest.mark.parametrize(
    ("letters", "left"), [(1, "公开指南 云岭市政府"), (0, "公开指南 路灯不亮 云岭市政府")]
)
def test_results_nobody_read_are_blanked_where_a_site_shows_letters(
    server, tmp_path, letters, left
):
    rows = "<li><a href='/gk/1.html'>公开指南</a></li><li><a href='/x/9.html'>路灯不亮</a></li>"
    told = "<p>本人住在某某小区，门口路灯坏了半个月没有人修</p>" if letters else ""
    friends = "<p><a href='http://www.yunling.example/'>云岭市政府</a></p>"
    site = server.add({"*": html(f"<ul>{rows}</ul>{told}{friends}")})
    store = Store(connect(tmp_path / "c.sqlite"), tmp_path / "c.sqlite")
    with store.transaction():
        Frontier(store).add(site.url("/"), "home")
    home = Fetched(
        site.url("/"), site.url("/"), 200, HTML, friends.encode(), (), "2026-01-05", 1, 1
    )
    recorder = Recorder(store, lambda url: url.startswith(site.origin), load_lexicon(), 2024)
    recorder.record(Frontier(store).pending(("home",))[0], home)
    with store.transaction():
        Frontier(store).add(site.url("/gk/1.html"), "detail")
        for n in range(letters):
            values = (f"{n}", site.url("/xx/1.html"))
            store.db.execute("INSERT INTO letter (content_id, url) VALUES (?, ?)", values)

    async def hide(page, store):
        await hide_strangers(page, store, "x")

    text = left_after(hide, site.url("/so/?q=x"), store)
    assert text.replace("〔来信〕", "").split() == left.split()


@needs_browser
@pytest.mark.slow
def test_letters_below_a_heading_are_blanked_in_pictures_though_they_lead_nowhere(server, tmp_path):
    rows = "<li>路灯不亮半个月<span>2024-05-06</span></li><li><a href='/x/9.html'>井盖松动</a></li>"
    news = "<h2>工作动态</h2><ul><li>工作会议召开了<span>2024-05-06</span></li></ul>"
    body = f"<div><h2>局长信箱</h2><ul>{rows}</ul></div><div>{news}</div>"
    site = server.add({"*": html(body)})
    store = Store(connect(tmp_path / "c.sqlite"), tmp_path / "c.sqlite")
    text = left_after(hide_letters, site.url("/"), store)
    assert ("路灯" in text, "井盖" in text) == (False, False)
    assert "工作会议召开了" in text


@needs_browser
def test_only_letters_are_blanked_beside_links_of_the_menu_and_to_their_column(server, tmp_path):
    menu = "".join(f"<a href='/{n}/'>栏目{n}</a>" for n in "甲乙丙丁戊")
    row = "<p><a href='/hd/mail/view?id=7'>路灯不亮半个月</a> 张三</p>"
    table = (
        f"<table><tr><td>{menu}</td><td><a href='/hd/mail/list'>局长信箱</a>{row}</td></tr></table>"
    )
    bare = f"<table><tr><td>{menu}<a href='/hd/mail/view?id=8'>井盖松动</a></td></tr></table>"
    site = server.add({"*": html(table + bare)})
    store = Store(connect(tmp_path / "c.sqlite"), tmp_path / "c.sqlite")
    with store.transaction():
        store.db.execute(
            "INSERT INTO page VALUES (1, ?, 200, '', '', '', '', '', NULL, 0, '', 'letters', 1, 0)",
            (site.url("/hd/mail/list"),),
        )
    text = left_after(hide_letters, site.url("/"), store)
    assert [word in text for word in ("路灯", "张三", "井盖")] == [False] * 3
    assert [word in text for word in ("局长信箱", "栏目甲", "栏目戊")] == [True] * 3


def test_titles_of_letters_a_page_shows_anywhere_are_known_by_their_marks(tmp_path):
    store = Store(connect(tmp_path / "c.sqlite"), tmp_path / "c.sqlite")
    with store.transaction():
        store.db.execute(
            "INSERT INTO entry (column_id, frontier_id, page, position, title, href, url,"
            " content_id, raw_date, date, date_source, flags)"
            " VALUES (1, 1, 1, 0, ?, '', '', 'row:', '', NULL, 'none', '')",
            (mask("路灯不亮半个月"),),
        )
    shown = "<marquee>\n路灯不亮半个月 </marquee><p>工作会议召开了</p>"
    page = PageDom("http://yunling.example/", f"<html><body>{shown}</body></html>")
    assert known_titles(page, store) == ["路灯不亮半个月"]


@pytest.mark.parametrize(
    ("kind", "text", "seen"),
    [
        ("typo", "您是不是要找：政府信息公开 共 12 条", "typo"),
        ("typo", "您是不是要找：云岭市 共 12 条", "ok"),
        ("typo", "共 12 条", "ok"),
        ("typo", "没有找到相关结果，您是不是要找：政府信息公开", "typo"),
        ("typo", "没有找到相关结果 政府信息公开", "ok"),
        ("pinyin", "您是不是要找：政府信息公开 共找到 5 条结果", "pinyin"),
        ("pinyin", "共找到 5 条结果 政府信息公开指南", "ok"),
        ("pinyin", "没有找到相关结果 政府信息公开", "ok"),
        ("sentence", "为您找到 8 条 时间范围 按相关", "sentence facets"),
        ("sentence", "当前位置：搜索 共 0 条 按栏目", "ok"),
        ("sentence", "没有找到相关结果，您是不是要找：政府信息公开", "anyway"),
        ("sentence", "", "ok"),
    ],
)
def test_what_a_result_page_offers_is_read_from_its_words(kind, text, seen):
    assert read_results(Found(text), kind)[0] == seen


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("您搜索的关键词是“正府信息公开”，共找到 0 条结果", True),
        ("我想问“门口路灯”坏了，一共有3条投诉没有人管", False),
        ("您是不是要找：政府信息公开", True),
        ("为您找到相关结果约 128 条", True),
        ("共检索到 3 条相关结果", True),
        ("大家都在搜：公积金提取", True),
        ("小区门口一共有3条流浪狗没有人管", False),
        ("我没有找到办事窗口在哪里办理", False),
        ("请问您是不是要找人来修一修路灯", False),
    ],
)
def test_what_a_search_says_itself_is_told_from_an_excerpt_of_a_letter(text, own):
    assert tells(text, "正府信息公开") is own


def test_results_without_a_number_are_told_by_their_links():
    links = ("政府信息公开指南", "政府信息公开申请表", "政府信息公开年报")
    assert read_results(Found("搜索结果", links), "sentence")[0] == "sentence"
    assert read_results(Found("搜索结果", links), "pinyin")[0] == "ok"
    assert read_results(Found("共 3 条", links), "pinyin")[0] == "pinyin"


@needs_browser
def test_a_page_is_checked_and_the_faults_are_kept_in_chinese_without_words_of_the_page(tried):
    probe = tried(f"<p>{NEWS}</p>{BAD}", only=["axe"])["axe"][0]
    faults = {fault["id"]: fault for fault in map(json.loads, probe.markup)}
    assert probe.result == "ok"
    assert faults["image-alt"]["count"] == 2
    assert faults["image-alt"]["help"] == "图像必须有替代文本"
    assert faults["image-alt"]["impact"] == "严重"
    assert faults["link-name"]["nodes"] == [["a", '<a href="/x/">']]
    assert "工作会议" not in "".join(probe.markup)
