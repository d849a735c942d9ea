"""Small made-up sites, each with one feature that works, is dead, or only looks like one."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

UNIT = "云岭市商务局"
TODAY = date(2025, 12, 20)
Answer = str | Callable[[dict[str, str]], str]


@dataclass(frozen=True)
class Widget:
    """A site: what its home page holds, further pages by path, and what is right to say.

    ``right`` maps a field to the answers that are right, as "value outcome". ``posts`` answer
    forms sent by POST. ``OUTSIDE`` in a page becomes another host.
    """

    home: str
    pages: dict[str, Answer] = field(default_factory=dict)
    right: dict[str, tuple[str, ...]] = field(default_factory=dict)
    posts: dict[str, Answer] = field(default_factory=dict)
    head: str = ""


def page(body: str, title: str = UNIT, head: str = "") -> str:
    menu = "".join(
        f"<li><a href='{path}'>{name}</a></li>"
        for path, name in (("/gzdt/", "工作动态"), ("/tzgg/", "通知公告"))
    )
    return (
        f"<!DOCTYPE html><html lang='zh'><head><meta charset='utf-8'><title>{title}</title>{head}"
        "<style>body{font:14px sans-serif;margin:0}.nav{background:#0b57a4}.nav a{color:#fff}"
        "li{list-style:none}.nav li{display:inline-block;margin:8px}</style></head><body>"
        f"<div class='nav'><ul>{menu}</ul></div>{body}<div class='footer'>主办单位：{UNIT}　"
        "网站标识码：5301990001　滇ICP备12345678号-1</div></body></html>"
    )


def _lists() -> dict[str, Answer]:
    pages: dict[str, Answer] = {}
    for path, name in (("/gzdt/", "工作动态"), ("/tzgg/", "通知公告")):
        rows = []
        for n in range(7):
            day = TODAY - timedelta(days=9 * n + len(path))
            href, title = f"{path}t{day:%Y%m%d}_{n}.html", f"{UNIT}{name}之{n + 1}号事项"
            rows.append(f"<li><a href='{href}'>{title}</a><span>{day}</span></li>")
            pages[href] = page(f"<h1>{title}</h1><p>发布时间：{day}</p><p>{'正文内容。' * 40}</p>")
        crumb = f"<div class='position'>当前位置：<a href='/'>首页</a> &gt; {name}</div>"
        pages[path] = page(f"{crumb}<ul class='list'>{''.join(rows)}</ul>", name)
    return pages


def home_of(widget: Widget) -> str:
    news = "".join(
        f"<li><a href='/gzdt/t{TODAY - timedelta(days=9 * n + 6):%Y%m%d}_{n}.html'>"
        f"{UNIT}工作动态之{n + 1}号事项</a><span>{TODAY - timedelta(days=9 * n + 6)}</span></li>"
        for n in range(5)
    )
    words = f"<p>{'本局主管全市商务、外贸和流通工作，欢迎办事企业和群众访问。' * 6}</p>"
    body = f"<div class='top'>{widget.home}</div><h1>{UNIT}网站</h1>{words}<ul>{news}</ul>"
    return page(body, head=widget.head)


@contextmanager
def serve(widget: Widget) -> Iterator[tuple[str, list[str]]]:
    """(address, requests that left for the other host) while the site runs."""
    left: list[str] = []
    outside = _start(lambda path, fields, method: left.append(path) or "<p>外站</p>")
    other = f"http://localhost:{outside.server_address[1]}"
    pages = {"/": home_of(widget), **_lists(), **widget.pages}

    def answer(path: str, fields: dict[str, str], method: str) -> str | None:
        found = (widget.posts if method == "POST" else pages).get(path)
        text = found(fields) if callable(found) else found
        return text.replace("OUTSIDE", other) if text is not None else None

    site = _start(answer)
    try:
        yield f"http://127.0.0.1:{site.server_address[1]}/", left
    finally:
        for server in (site, outside):
            server.shutdown()
            server.server_close()


def _start(answer: Callable[[str, dict[str, str], str], str | None]) -> ThreadingHTTPServer:
    class Handler(BaseHTTPRequestHandler):
        def _send(self, method: str, fields: dict[str, str]) -> None:
            parts = urlsplit(self.path)
            text = answer(parts.path, {**dict(parse_qsl(parts.query)), **fields}, method)
            body = (text if text is not None else page("<p>您访问的页面不存在</p>")).encode()
            kind = "text/javascript" if parts.path.endswith(".js") else "text/html"
            kind = "application/json" if text and text[:1] in "[{" else kind
            self.send_response(200 if text is not None else 404)
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_GET(self) -> None:
            self._send("GET", {})

        def do_POST(self) -> None:
            size = int(self.headers.get("Content-Length") or 0)
            self._send("POST", dict(parse_qsl(self.rfile.read(size).decode())))

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


# ---- accessibility ---------------------------------------------------------------------------

YES, NO = ("True observed",), ("False observed",)
PROPOSED_YES, PROPOSED_NO = ("True estimate",), ("False estimate",)
UNSURE = ("None unknown",)
A11Y = "accessibility_offered"
ENTRY = "<a href='javascript:void(0)' id='cniil_wza'>无障碍浏览</a>"
BAR = """
function openWza(){
  var bar = document.createElement('div'); bar.id = 'wzabar';
  bar.style.cssText = 'position:fixed;top:0;left:0;right:0;height:80px;background:#ffd';
  ['放大','缩小','配色','大鼠标','十字线','语音','重置','退出服务'].forEach(function(word){
    var tool = document.createElement('span'); tool.textContent = word;
    tool.style.cssText = 'cursor:pointer;margin:12px;display:inline-block'; bar.appendChild(tool);
  });
  document.body.appendChild(bar);
}
document.addEventListener('DOMContentLoaded', function(){
  var entry = document.getElementById('cniil_wza'); if (entry) entry.onclick = openWza; });
"""
ICONS = """
function openWza(){
  var bar = document.createElement('div');
  ['缩放','文字放大','指读','配色','光标','语音','关闭'].forEach(function(word){
    var tool = document.createElement('button'); tool.title = word; tool.innerHTML = '<i>◆</i>';
    bar.appendChild(tool); });
  document.body.appendChild(bar);
}
"""
HELP = (
    "<h1>无障碍浏览使用说明</h1><p>本网站按照有关标准建设无障碍服务。您可以按住 Ctrl 键滚动鼠标滚轮放大、缩小页面，"
    "也可以在浏览器里调整字号和配色；使用读屏软件的用户可以用快捷键。适老版、长者模式正在建设。</p>"
    * 3
)
ELDER = (
    "<style>body{font-size:26px!important}</style><h1>云岭市商务局（长者版）</h1><a href='/'>退出长者模式</a>"
    + "".join(f"<p><a href='/gzdt/'>工作动态第{n}条，字号放大显示</a></p>" for n in range(8))
)
GROW = """
function big(){ document.querySelectorAll('p,a,li,h1').forEach(function(n){ n.style.fontSize='24px'; }); }
"""
# the answers below were held against the pictures by eye
ACCESS: dict[str, Widget] = {
    "toolbar-live": Widget(
        ENTRY, {"/wza/aria.js": BAR}, {A11Y: YES}, head="<script src='/wza/aria.js'></script>"
    ),
    "toolbar-of-icons": Widget(
        "<a href='#' onclick='openWza();return false'>无障碍</a>",
        {"/js/tool.js": ICONS},
        {A11Y: YES},
        head="<script src='/js/tool.js'></script>",
    ),
    "toolbar-in-frame": Widget(
        "<a href='#' onclick=\"document.getElementById('f').style.display='block';return false\">无障碍浏览</a>"
        "<iframe id='f' src='/wzabar.html' style='display:none;width:100%'></iframe>",
        {
            "/wzabar.html": "<html><meta charset=utf-8><button>放大</button><button>配色</button><button>语音</button></html>"
        },
        {A11Y: YES},
    ),
    "toolbar-by-image": Widget(
        "<img src='/images/wza.png' alt='无障碍浏览' onclick='openWza()' width=90 height=24>",
        {"/js/tool.js": BAR},
        {A11Y: YES},
        head="<script src='/js/tool.js'></script>",
    ),
    "toolbar-dead": Widget(
        "<a href='javascript:void(0)' onclick='openWza()'>无障碍浏览</a>",
        {},
        {A11Y: NO},
        head="<script src='/wza/aria.js'></script>",
    ),
    "toolbar-dead-silent": Widget(
        ENTRY, {}, {A11Y: NO}, head="<script src='/wza/aria.js'></script>"
    ),
    "toolbar-outside": Widget(
        ENTRY, {}, {A11Y: PROPOSED_YES}, head="<script src='OUTSIDE/dist/aria.js?appid=1'></script>"
    ),
    "toolbar-missing-page": Widget("<a href='/wza/'>无障碍浏览</a>", {}, {A11Y: PROPOSED_NO + NO}),
    "help-page": Widget(
        "<a href='/wzasm/'>无障碍</a>", {"/wzasm/": page(HELP)}, {A11Y: PROPOSED_YES + PROPOSED_NO}
    ),
    "elder-page": Widget("<a href='/elder/'>适老版</a>", {"/elder/": page(ELDER)}, {A11Y: YES}),
    "elder-same-page": Widget(
        "<a href='/old/'>长者版</a>",
        {"/old/": page("<h1>长者版</h1><p>" + "栏目建设中，敬请期待。" * 20 + "</p>")},
        {A11Y: PROPOSED_YES + PROPOSED_NO},
    ),
    "elder-style": Widget(
        "<a href='javascript:big()'>关怀版</a>",
        {"/js/big.js": GROW},
        {A11Y: YES},
        head="<script src='/js/big.js'></script>",
    ),
    "access-none": Widget("", {}, {A11Y: NO}),
    "access-news-only": Widget(
        "<a href='/gzdt/t20251214_0.html'>我市推进无障碍环境建设</a>", {}, {A11Y: NO}
    ),
}

# ---- smart Q&A -------------------------------------------------------------------------------

QA = "smart_qa_offered"
FAQ = page(
    "<div class='position'>当前位置：首页 &gt; 智能问答</div><ul>"
    + "".join(
        f"<li><a href='/znwd/t2025110{n}_{n}.html'>问：外贸备案怎么办理（之{n}）</a><span>2025-11-0{n}</span></li>"
        for n in range(1, 8)
    )
    + "</ul>",
    "智能问答",
)
FAQ_ITEMS: dict[str, Answer] = {
    f"/znwd/t2025110{n}_{n}.html": page(
        f"<h1>外贸备案怎么办理（之{n}）</h1><p>答：请到窗口办理。</p>"
    )
    for n in range(1, 8)
}
SITE_SEARCH = "<form action='/so/' method='get'><input name='searchWord' placeholder='请输入关键字'><button>搜索</button></form>"
CHAT = (
    "<html><meta charset='utf-8'><title>智能问答</title><body><h2>您好，我是云小商智能机器人</h2>"
    "<div id='log'></div><textarea id='q' placeholder='请输入您的问题'></textarea><button onclick='ask()'>发送</button>"
    "<script>function ask(){fetch('/znwd/answer?q='+encodeURIComponent(document.getElementById('q').value))"
    ".then(function(r){return r.json()}).then(function(d){document.getElementById('log').textContent=d.answer})}</script>"
    "</body></html>"
)
ANSWER = '{"answer": "您可以当面、邮寄或者在线提交政府信息公开申请表。"}'
FORM = page(
    "<h1>智能咨询</h1><p>请填写您的问题，工作人员将在五个工作日内答复。</p><form action='/mail/save' method='post'>"
    "<input name='name' placeholder='姓名'><input name='phone' placeholder='电话'><textarea name='content'></textarea>"
    "<button>提交</button></form>",
    "智能咨询",
)
ASKING: dict[str, Widget] = {
    "qa-static-column": Widget(
        "<a href='/znwd/'>智能问答</a>", {"/znwd/": FAQ, **FAQ_ITEMS}, {QA: NO + PROPOSED_NO}
    ),
    "qa-column-with-search": Widget(
        SITE_SEARCH + "<a href='/znwd/'>智能问答</a>",
        {
            "/znwd/": str(FAQ).replace("<ul>", SITE_SEARCH + "<ul>", 1),
            **FAQ_ITEMS,
            "/so/": page("没有找到相关结果"),
        },
        {QA: NO + PROPOSED_NO},
    ),
    "qa-dialogue-page": Widget(
        "<a href='/robot/'>智能问答</a>", {"/robot/": CHAT, "/znwd/answer": ANSWER}, {QA: YES}
    ),
    "qa-dialogue-here": Widget(
        "<a href='#' onclick=\"document.getElementById('c').hidden=false;return false\">智能客服</a>"
        "<div id='c' hidden>您好，请输入您的问题<textarea></textarea><button>发送</button></div>",
        {},
        {QA: PROPOSED_YES},
    ),
    "qa-in-frame": Widget(
        "<a href='/znkf/'>智能客服</a>",
        {
            "/znkf/": page("<iframe src='/chat.html' width=600 height=400></iframe>"),
            "/chat.html": CHAT,
            "/znwd/answer": ANSWER,
        },
        {QA: YES},
    ),
    "qa-by-script": Widget(
        "<a href='/znwd/'>智能问答</a>",
        {
            "/znwd/": page("<div id='app'></div><script src='/znwd/app.js'></script>"),
            "/znwd/app.js": "document.getElementById('app').innerHTML='<p>您好，我是小智，有什么可以帮您</p><input placeholder=请输入问题><button>发送</button>'",
        },
        {QA: PROPOSED_YES},
    ),
    "qa-human-form": Widget(
        "<a href='/zxzx/'>智能咨询</a>", {"/zxzx/": FORM}, {QA: PROPOSED_YES + PROPOSED_NO + NO}
    ),
    "qa-outside": Widget("<a href='OUTSIDE/robot/'>智能问答</a>", {}, {QA: PROPOSED_YES}),
    "qa-outside-frame": Widget(
        "<a href='/znwd/'>智能问答</a>",
        {"/znwd/": page("<iframe src='OUTSIDE/robot/'></iframe>")},
        {QA: PROPOSED_YES},
    ),
    "qa-outside-script": Widget(
        "<a href='#' class='robot-btn'>智能客服</a>",
        {},
        {QA: PROPOSED_YES},
        head="<script src='OUTSIDE/robot.js'></script>",
    ),
    "qa-dead": Widget("<a href='/robot/'>智能问答</a>", {}, {QA: NO + PROPOSED_NO}),
    "qa-none": Widget("", {}, {QA: NO}),
}

# ---- languages -------------------------------------------------------------------------------

LANG = "multilingual_offered"
ENGLISH = "The Bureau of Commerce of Yunling promotes trade and investment in the city. " * 8
LANGUAGES: dict[str, Widget] = {
    "english-real": Widget(
        "<a href='/en/'>English</a>",
        {"/en/": f"<html><body><h1>Yunling Commerce</h1><p>{ENGLISH}</p></body></html>"},
        {LANG: YES},
    ),
    "english-empty": Widget(
        "<a href='/en/'>English</a>",
        {"/en/": page("<h1>English</h1><p>Under construction</p>")},
        {LANG: PROPOSED_NO + NO},
    ),
    "english-menu-only": Widget(
        "<a href='/en/'>English</a>",
        {
            "/en/": page(
                "<p>"
                + "Home About News Contact " * 4
                + "</p><p>"
                + "中文内容在这里显示。" * 40
                + "</p>"
            )
        },
        {LANG: PROPOSED_NO + NO},
    ),
    "english-dead": Widget("<a href='/en/'>English</a>", {}, {LANG: PROPOSED_NO + NO}),
    "english-by-script": Widget(
        "<a href='/en/'>English</a>",
        {
            "/en/": f"<html><body><div id=a></div><script>document.getElementById('a').textContent={ENGLISH!r}</script></body></html>"
        },
        {LANG: YES},
    ),
    "traditional-switch": Widget(
        "<a href=\"javascript:zh_tran('t')\">繁體</a> <a href=\"javascript:zh_tran('s')\">简体</a>",
        {"/js/trans.js": "function zh_tran(to){document.documentElement.lang=to}"},
        {LANG: NO},
        head="<script src='/js/trans.js'></script>",
    ),
    "traditional-gateway": Widget(
        "<a href='/gate/big5/'>繁体版</a>",
        {"/gate/big5/": page("<p>雲嶺市商務局</p>" * 30)},
        {LANG: NO},
    ),
    "translation-link": Widget(
        "<a href='https://translate.google.com/translate?u=yunling'>English</a>",
        {},
        {LANG: NO + PROPOSED_NO},
    ),
    "translation-script": Widget(
        "<a href=\"javascript:translate.changeLanguage('english')\">English</a>",
        {"/js/translate.js": "var translate={changeLanguage:function(){}}"},
        {LANG: PROPOSED_NO + UNSURE},
        head="<script src='/js/translate.js'></script>",
    ),
    "english-of-the-city": Widget("<a href='OUTSIDE/'>English</a>", {}, {LANG: NO + PROPOSED_NO}),
}

# ---- new media -------------------------------------------------------------------------------

MEDIA, WEIBO = "new_media_run", "weibo_name"
ACCOUNTS: dict[str, Widget] = {
    "weibo-of-another-unit": Widget(
        "<a href='https://weibo.com/u/123'>桂川市文化和旅游局微博</a>",
        {},
        {MEDIA: UNSURE, WEIBO: UNSURE},
    ),
    "weibo-of-the-city": Widget(
        "<a href='https://weibo.com/yunling'>云岭发布</a>", {}, {MEDIA: UNSURE, WEIBO: UNSURE}
    ),
    "weibo-own": Widget(
        "<a href='https://weibo.com/ylsw'>云岭商务官方微博</a>",
        {},
        {MEDIA: YES, WEIBO: ("云岭商务 estimate",)},
    ),
    "wechat-picture": Widget(
        "<div class='ewm'><img src='/images/wx.png' alt='云岭商务微信公众号'></div>",
        {},
        {MEDIA: YES, "wechat_name": ("云岭商务 estimate",)},
    ),
    "share-buttons": Widget(
        "<div class='bdsharebuttonbox'><a href='https://service.weibo.com/share/share.php'>微博</a></div>",
        {},
        {MEDIA: UNSURE, WEIBO: UNSURE},
    ),
}

# ---- search ----------------------------------------------------------------------------------

SO = "search_as_service"
NOTHING = page("<p>没有找到相关结果</p>")
MISTYPED, PINYIN = "正府信息公开", "zhengfuxinxigongkai"


def clever(fields: dict[str, str]) -> str:
    """A search that corrects, knows pinyin, understands a sentence, suggests and sorts."""
    words = fields.get("searchWord") or fields.get("q") or ""
    hint = (
        "<p>您是不是要找：<a href='#'>政府信息公开</a></p>" if words in (MISTYPED, PINYIN) else ""
    )
    rows = "".join(
        f"<li><a href='/gzdt/x{n}.html'>政府信息公开指南（{n}）</a></li>" for n in range(5)
    )
    return page(
        f"{hint}<p>共找到 5 条结果</p><div>时间范围：一周内 一月内 一年内　排序：按时间 按相关度</div>"
        f"<ul>{rows}</ul><div>相关搜索：依申请公开</div>",
        "搜索结果",
    )


def plain(fields: dict[str, str]) -> str:
    """A search that finds letters and nothing else."""
    return NOTHING


def literal(fields: dict[str, str]) -> str:
    """Finds something whatever is asked, shows the words, offers nothing."""
    words = fields.get("searchWord") or ""
    return page(
        f"<form action='/so/'><input name='searchWord' value='{words}'></form><p>检索“{words}”</p><p>共 0 条</p>"
    )


def box(action: str, method: str = "get", name: str = "searchWord") -> str:
    return f"<form action='{action}' method='{method}' class='search'><input name='{name}' placeholder='请输入关键字'><input type='submit' value='搜索'></form>"


DRAWN = """
document.addEventListener('DOMContentLoaded', function(){
  var box = document.createElement('div'); box.className = 'searchbox';
  box.innerHTML = '<input id="kw" placeholder="请输入关键词"><a href="javascript:void(0)" id="go">搜索</a>';
  document.querySelector('.top').appendChild(box);
  document.getElementById('go').onclick = function(){
    location.href = '/so/?q=' + encodeURIComponent(document.getElementById('kw').value); };
});
"""
LATE = """
function go(){ fetch('/api/so?q=' + encodeURIComponent(document.getElementById('kw').value)).then(function(r){return r.json()})
 .then(function(d){ document.getElementById('res').innerHTML = d.html; }); }
if (new URLSearchParams(location.search).get('q')) { document.getElementById('kw').value = new URLSearchParams(location.search).get('q'); go(); }
"""
SEARCHES: dict[str, Widget] = {
    "search-clever": Widget(box("/so/"), {"/so/": clever}, {SO: PROPOSED_YES}),
    "search-plain": Widget(box("/so/"), {"/so/": plain}, {SO: PROPOSED_NO}),
    "search-literal": Widget(box("/so/"), {"/so/": literal}, {SO: PROPOSED_NO}),
    "search-post": Widget(box("/so/", "post"), {}, {SO: PROPOSED_YES}, posts={"/so/": clever}),
    "search-drawn": Widget(
        "",
        {"/js/so.js": DRAWN, "/so/": clever},
        {SO: PROPOSED_YES},
        head="<script src='/js/so.js'></script>",
    ),
    "search-own-page": Widget(
        "<a href='/search/'>搜索</a>",
        {"/search/": page(box("/search/so", name="q")), "/search/so": clever},
        {SO: PROPOSED_YES},
    ),
    "search-answers-late": Widget(
        "<a href='/search/'>全站搜索</a>",
        {
            "/search/": page(
                "<input id='kw' placeholder='请输入关键词'><button onclick='go()'>搜索</button><div id='res'></div><script src='/js/late.js'></script>"
            ),
            "/js/late.js": LATE,
            "/api/so": lambda fields: (
                '{"html": "<p>共找到 3 条结果</p><p>相关搜索：政府信息公开</p>"}'
            ),
        },
        {SO: PROPOSED_NO},
    ),
    "search-outside": Widget(box("OUTSIDE/s"), {}, {SO: UNSURE}),
    "search-broken": Widget(box("/so/"), {}, {SO: UNSURE}),
    "search-none": Widget("", {}, {SO: NO}),
}

# ---- interaction -----------------------------------------------------------------------------

ONE = "unified_platform_used"
INTERACTION: dict[str, Widget] = {
    "interaction-one-host": Widget(
        "".join(
            f"<a href='OUTSIDE/{p}/'>{n}</a>"
            for p, n in (("zx", "咨询投诉"), ("dc", "征集调查"), ("ft", "在线访谈"))
        ),
        {},
        {ONE: PROPOSED_YES + UNSURE},
    ),
    "interaction-none": Widget("", {}, {ONE: UNSURE}),
}

MORE: dict[str, Widget] = {
    "elder-window": Widget(
        "<span style='cursor:pointer' onclick=\"window.open('/elder/')\" title='适老版'>适老版</span>",
        {"/elder/": page(ELDER)},
        {A11Y: YES},
    ),
    "toolbar-after-reload": Widget(
        "<a href='#' onclick=\"document.cookie='wza=1';location.reload();return false\">无障碍浏览</a>",
        {
            "/js/reload.js": BAR.replace("entry.onclick = openWza;", "")
            .replace("var entry =", "if (/wza=1/.test(document.cookie)) openWza(); var entry =")
            .replace("if (entry) ", "")
        },
        {A11Y: YES},
        head="<script src='/js/reload.js'></script>",
    ),
    "search-new-window": Widget(
        "<form action='/so/' target='_blank' class='search'><input name='searchWord'><img src='/i/so.png' alt='搜索' onclick='this.parentNode.submit()'></form>",
        {"/so/": clever},
        {SO: PROPOSED_YES},
    ),
    "search-in-frame": Widget(
        "<iframe src='/top.html' width=600 height=60></iframe>",
        {
            "/top.html": f"<html><meta charset=utf-8>{box('/so/').replace('<form', '<form target=_top')}</html>",
            "/so/": clever,
        },
        {SO: PROPOSED_YES},
    ),
    "qa-bubble": Widget(
        "<div id='smartqa' title='智能问答' style='position:fixed;right:0;bottom:0;width:60px;height:60px;background:#08f;cursor:pointer' onclick=\"f.hidden=false\"></div>"
        "<iframe id='f' src='/chat.html' hidden width=400 height=300></iframe>",
        {"/chat.html": CHAT, "/znwd/answer": ANSWER},
        {QA: YES},
    ),
    "account-foreign-and-own": Widget(
        "<a href='https://weibo.com/u/1'>云岭市人民政府微博</a><img src='/images/wx.png' alt='云岭商务微信公众号'>",
        {},
        {MEDIA: YES, WEIBO: UNSURE, "wechat_name": ("云岭商务 estimate",)},
    ),
}

WIDGETS: dict[str, Widget] = {
    **MORE,
    **ACCESS,
    **ASKING,
    **LANGUAGES,
    **ACCOUNTS,
    **SEARCHES,
    **INTERACTION,
}
