"""Features tried in a real browser on loopback: what comes up, what is dead, what lies outside."""

import asyncio
from urllib.parse import urlsplit

import pytest

from crawler.features import SearchForm
from crawler.frontier import Frontier
from crawler.lexicon import load_lexicon
from crawler.probes.search import address, read_results
from crawler.probes.tryout import Tryout
from crawler.recorder import Recorder
from crawler.render import Browser, BrowserOptions, browser_path
from crawler.results import Fetched
from crawler.store import Store, connect
from tests.faults.server import FaultServer, answer

needs_browser = pytest.mark.skipif(not browser_path(), reason="no Chromium here")

ENTRY = "<a href='javascript:void(0)' id='wza' onclick='openWza()'>无障碍浏览</a>"
TOOLBAR = (
    "<script>function openWza(){var d=document.createElement('div');"
    "d.innerHTML='<button>放大</button><button>配色</button><button title=语音>声</button>';"
    "document.body.appendChild(d)}</script>"
)
NEWS = "<p>云岭市商务局召开工作会议，部署下一阶段任务。</p>"


def html(text, status=200):
    return answer(status, body=f"<html><meta charset='utf-8'><body>{text}</body></html>".encode())


@pytest.fixture(scope="module")
def server():
    with FaultServer() as running:
        yield running


@pytest.fixture
def tried(server, tmp_path):
    """What the probes say of a home page, by name; ``pages`` are further paths."""

    def go(body, pages=None):
        outside = server.add({"*": html("SECRET")})
        body = body.replace("OUTSIDE", outside.origin)
        site = server.add({"/": html(body), **{k: html(*v) for k, v in (pages or {}).items()}})
        home = f"{site.origin}/"
        own = lambda url: urlsplit(url).netloc == urlsplit(home).netloc  # noqa: E731
        file = tmp_path / "crawl.sqlite"
        store = Store(connect(file), file)
        recorder = Recorder(store, own, load_lexicon(), 2024)
        with store.transaction():
            store.put("home_url", home)
            Frontier(store).add(home, "home")
        job = Frontier(store).pending(("home",))[0]
        text = f"<html><body>{body}</body></html>".encode()
        kind = (("content-type", "text/html; charset=utf-8"),)
        recorder.record(job, Fetched(home, home, 200, kind, text, (), "2026-01-05", 1, 1))
        options = BrowserOptions(home, "nianbao/0.0", gap_seconds=0, settle_seconds=2)
        browser = Browser(options, own)

        async def run():
            try:
                await Tryout(store, browser, own).run()
            finally:
                await browser.close()

        asyncio.run(run())
        names = ("home_entries", "accessibility", "smart_qa", "search", "axe")
        found = {name: store.probes(name) for name in names}
        store.close()
        assert outside.log == []
        return found

    return go


@needs_browser
@pytest.mark.parametrize(
    ("body", "result"),
    [
        (ENTRY + TOOLBAR, "opened"),
        ("<a href='/elder/'>长者模式</a>", "opened"),
        (ENTRY + "<script src='/gone.js'></script>", "dead"),
        (ENTRY + "<script>function openWza(){}</script>", "nothing"),
        (ENTRY + "<script src='OUTSIDE/wza/aria.js?appid=1'></script>", "outside"),
        (
            ENTRY + "<script src='/gone.js'></script><script src='OUTSIDE/tool.js'></script>",
            "outside",
        ),
        ("<a href='/xxwza/'>信息无障碍</a>", "page"),
        ("<a href='/none/'>长者模式</a>", "nothing"),
    ],
)
def test_an_accessibility_entry_is_pressed_and_what_comes_up_is_told(tried, body, result):
    pages = {"/elder/": ("大字版。" * 60,), "/gone.js": ("", 404), "/xxwza/": (NEWS * 9,)}
    pages["/none/"] = ("长者模式页面不存在，请返回首页。" * 9, 404)
    probe = tried(body + NEWS, pages)["accessibility"][0]
    assert probe.result == result
    assert probe.pictured
    assert probe.markup


@needs_browser
@pytest.mark.parametrize(
    ("body", "result"),
    [
        ("<a href='/znwd/'>智能问答</a>", "column"),
        ("<a href='/robot/'>智能问答</a>", "dialogue"),
        (
            "<a href='#' onclick=\"document.getElementById('c').hidden=false\">智能客服</a>"
            "<div id='c' hidden>请输入您的问题<textarea></textarea>发送</div>",
            "dialogue",
        ),
        ("<a href='javascript:void(0)'>智能客服</a>", "nothing"),
    ],
)
def test_a_dialogue_is_told_from_a_column_of_answers(tried, body, result):
    pages = {
        "/znwd/": ("<ul><li><a href='/1.html'>如何备案</a></li></ul>",),
        "/robot/": ("您好，我是小智机器人<textarea></textarea><button>发送</button>",),
    }
    assert tried(body + NEWS, pages)["smart_qa"][0].result == result


@needs_browser
@pytest.mark.slow
def test_an_entry_that_a_script_writes_is_seen_and_one_elsewhere_is_not_opened(tried):
    written = "<script>document.body.innerHTML += '<a href=OUTSIDE/robot/>智能问答</a>'</script>"
    found = tried(NEWS + written)
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
    home = tried(body, {"/top.html": ("<a href='/en/'>English</a>",)})["home_entries"][0]
    assert (home.result, len(home.markup)) == (result, entries)


@needs_browser
def test_three_searches_are_tried_on_the_own_search_page_only(tried):
    form = "<form action='/so/' class='search'><input name='searchWord'></form>"
    found = tried(form + NEWS, {"*": ("共找到 3 条结果 相关搜索",)})["search"]
    told = ["suggestions", "suggestions", "sentence suggestions"]
    assert [probe.result for probe in found] == told


@needs_browser
@pytest.mark.slow
def test_a_search_on_another_host_is_not_tried(tried):
    form = "<form action='OUTSIDE/so/' class='search'><input name='searchWord'></form>"
    assert tried(form + NEWS)["search"] == ()


@pytest.mark.parametrize(
    ("kind", "text", "seen"),
    [
        ("typo", "您是不是要找：政府信息公开 共 12 条", "typo"),
        ("typo", "共 12 条", "ok"),
        ("typo", "没有找到相关结果，您是不是要找：政府信息公开", "ok"),
        ("pinyin", "共找到 5 条结果 政府信息公开指南", "pinyin"),
        ("pinyin", "没有找到相关结果 政府信息公开", "ok"),
        ("sentence", "为您找到 8 条 时间范围 按相关", "sentence facets"),
        ("sentence", "共 0 条", "ok"),
        ("sentence", "", "ok"),
    ],
)
def test_what_a_result_page_offers_is_read_from_its_words(kind, text, seen):
    assert read_results(text, kind, "词")[0] == seen


def test_a_search_keeps_the_hidden_fields_of_its_form():
    form = SearchForm("http://a.example/so/s?x=1", "get", "q", (("siteCode", "53"),), "")
    assert address(form, "信息") == "http://a.example/so/s?x=1&siteCode=53&q=%E4%BF%A1%E6%81%AF"
