"""Features of a whole made-up site: what works, what is dead, and what only looks like one.

``choose`` takes a set by seed, ``dress`` writes it into the pages of a site, ``answers`` gives the
programs behind it, ``truth_of`` what is right to say. Nothing of it comes from the columns.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from random import Random

from audits.facts import Outcome
from nianbao.demo.model import SiteModel, Unit
from nianbao.demo.page import HTML, Page
from nianbao.demo.truth import FieldTruth
from tests.sites.routes import Asked, Routes, as_json

SAID = (Outcome.OBSERVED, Outcome.ESTIMATE)
UNSEEN = (Outcome.UNKNOWN, Outcome.ESTIMATE)
TRIED = frozenset(
    {"accessibility_offered", "smart_qa_offered", "search_as_service", "multilingual_offered"}
)
SCRIPT = "text/javascript; charset=utf-8"
_BODY = re.compile(r"<body[^>]*>", re.I)
_END = re.compile(r"</body>", re.I)


@dataclass(frozen=True, slots=True)
class Widget:
    """``top`` and ``bottom`` stand on every page; ``truth`` holds what is right to say."""

    truth: Mapping[str, FieldTruth]
    top: str = ""
    bottom: str = ""
    files: Mapping[str, str] = field(default_factory=dict)


Draw = Callable[[Unit], Widget]


def choose(model: SiteModel, turn: int, has: frozenset[str]) -> tuple[Widget, ...]:
    """Return one widget of each kind; ``has`` names what the family's pages have themselves."""
    random = Random(f"widgets-{model.unit.domain}-{model.seed}")
    found = [
        ACCESS[turn % len(ACCESS)](model.unit),
        ASKING[(turn + turn // 4) % len(ASKING)](model.unit),
        LANGUAGES[(turn + 1) % len(LANGUAGES)](model.unit),
        (account_wechat if "wechat" in has else random.choice(ACCOUNTS))(model.unit),
    ]
    if "search" not in has:
        found.append(SEARCHES[(turn + turn // 3) % len(SEARCHES)](model.unit))
    return tuple(found)


def truth_of(widgets: tuple[Widget, ...]) -> dict[str, FieldTruth]:
    """Return what is right to say of all of them."""
    return {key: truth for widget in widgets for key, truth in widget.truth.items()}


def dress(pages: Mapping[str, Page], widgets: tuple[Widget, ...]) -> dict[str, Page]:
    """Return the pages with the widgets on each, and the files they need."""
    top = "".join(widget.top for widget in widgets)
    bottom = "".join(widget.bottom for widget in widgets)
    dressed = {path: _dressed(page, top, bottom) for path, page in pages.items()}
    for widget in widgets:
        for path, text in widget.files.items():
            kind = SCRIPT if path.endswith(".js") else HTML
            dressed[path] = Page(text.encode(), kind)
    return dressed


def _dressed(page: Page, top: str, bottom: str) -> Page:
    if not page.content_type.startswith("text/html") or b'class="' not in page.body:
        return page
    for encoding in ("utf-8", "gbk"):
        try:
            text = page.body.decode(encoding)
        except UnicodeDecodeError:
            continue
        text = _BODY.sub(lambda m: f'{m[0]}\n<div class="tools">{top}</div>', text, count=1)
        text = _END.sub(lambda m: f"{bottom}\n{m[0]}", text, count=1)
        return replace(page, body=text.encode(encoding))
    return page


def answers(model: SiteModel, widgets: tuple[Widget, ...]) -> Routes:
    """Return the programs behind the widgets: the search and the robot."""
    titles = [article.title for article in model.articles()]
    clever = any("/ss/clever.html" in widget.files for widget in widgets)

    def answer(asked: Asked) -> Page | None:
        if asked.path == "/ss/list":
            words = (asked.params.get("keyword") or asked.form.get("keyword") or "").strip()
            return _found(model.unit, words, titles, clever)
        if asked.path == "/ibot/ask":
            words = asked.params.get("question", "")
            said = f"您好，关于“{words}”：可以到政府信息公开栏目填写申请表，也可以当面提交申请。"
            return as_json({"code": 0, "content": said})
        return None

    return answer


# ---- search ----------------------------------------------------------------------------------

KNOWN = "政府信息公开"
MISTAKEN = {"正府信息公开": KNOWN, "zhengfuxinxigongkai": KNOWN}


def _found(unit: Unit, words: str, titles: list[str], clever: bool) -> Page:
    meant = MISTAKEN.get(words, words) if clever else words
    if clever and KNOWN in meant:
        meant = KNOWN
    guides = [f"{unit.name}{KNOWN}{part}" for part in ("指南", "目录", "申请流程", "工作年度报告")]
    found = [title for title in (*guides * clever, *titles) if meant and meant in title][:10]
    rows = "".join(f"<li><a href='/ss/view?n={n}'>{t}</a></li>" for n, t in enumerate(found))
    lines = [f"<p>共找到 {len(found)} 条结果</p>" if found else "<p>没有找到相关结果</p>"]
    if clever and meant != words:
        lines.insert(0, f"<p>您是不是要找：<a href='/ss/list?keyword={meant}'>{meant}</a></p>")
    if clever:
        lines.append("<p>时间范围：一周内 一月内 一年内　排序：按时间 按相关度</p>")
        lines.append("<p>大家都在搜：依申请公开　办事指南</p>")
    text = (
        f"<html><head><meta charset='utf-8'><title>搜索-{unit.name}</title></head><body>"
        f"<h1>{unit.name}</h1>{''.join(lines)}<ul>{rows}</ul></body></html>"
    )
    return Page(text.encode())


def _box(method: str) -> str:
    return (
        f"<form action='/ss/list' method='{method}'><input type='text' name='keyword' "
        "placeholder='请输入关键词'><input type='submit' value='搜索'></form>"
    )


def search_clever(unit: Unit) -> Widget:
    """A search that corrects, understands and suggests."""
    truth = {"search_as_service": FieldTruth(True, SAID)}
    return Widget(truth, _box("get"), files={"/ss/clever.html": "<p>搜索说明</p>"})


def search_plain(unit: Unit) -> Widget:
    """A search that looks for the letters as they are."""
    return Widget({"search_as_service": FieldTruth(False, SAID)}, _box("get"))


def search_none(unit: Unit) -> Widget:
    """No search at all."""
    return Widget({"search_as_service": FieldTruth(False, SAID)})


SEARCHES: tuple[Draw, ...] = (search_clever, search_plain, search_none)

# ---- accessibility ---------------------------------------------------------------------------

TOOLBAR = """
(function () {
  function open() {
    if (document.getElementById('barrier-bar')) { return false; }
    var bar = document.createElement('div');
    bar.id = 'barrier-bar';
    bar.style.cssText = 'position:fixed;left:0;right:0;top:0;height:90px;background:#eef';
    var words = '声音 语速 配色 放大 缩小 鼠标样式 十字线 大字幕 重置 退出'.split(' ');
    for (var n = 0; n < words.length; n++) {
      var tool = document.createElement('a');
      tool.href = 'javascript:;';
      tool.innerHTML = words[n];
      tool.style.cssText = 'display:inline-block;margin:20px 10px;font-size:18px';
      bar.appendChild(tool);
    }
    document.body.insertBefore(bar, document.body.firstChild);
    return false;
  }
  window.onload = function () {
    var entry = document.getElementById('wza-entry');
    if (entry) { entry.onclick = open; }
  };
})();
"""
ENTRY = "<a id='wza-entry' href='javascript:void(0);'>{}</a>"


def access_live(unit: Unit) -> Widget:
    """A script of the site's own that brings a bar."""
    truth = {"accessibility_offered": FieldTruth(True, SAID)}
    return Widget(
        truth,
        ENTRY.format("无障碍浏览"),
        "<script src='/static/wza/barrierfree.js'></script>",
        {"/static/wza/barrierfree.js": TOOLBAR},
    )


def access_dead(unit: Unit) -> Widget:
    """An entry whose script is gone."""
    truth = {"accessibility_offered": FieldTruth(False, SAID)}
    entry = ENTRY.format("无障碍阅读")
    return Widget(truth, entry, "<script src='/static/wza/barrierfree.js'></script>")


def access_elder(unit: Unit) -> Widget:
    """A version of its own with large letters."""
    lines = "".join(f"<p><a href='/'>第{n}条　通知公告</a></p>" for n in range(1, 9))
    text = (
        "<html><head><meta charset='utf-8'><style>body,a,p{font-size:28px}</style></head><body>"
        f"<h1>{unit.name}（长者版）</h1>{lines}<a href='/'>退出长者模式</a></body></html>"
    )
    truth = {"accessibility_offered": FieldTruth(True, SAID)}
    return Widget(truth, "<a href='/zzb/index.html'>长者模式</a>", files={"/zzb/index.html": text})


def access_none(unit: Unit) -> Widget:
    """Nothing."""
    return Widget({"accessibility_offered": FieldTruth(False, SAID)})


ACCESS: tuple[Draw, ...] = (access_live, access_dead, access_elder, access_none)

# ---- smart questions and answers -------------------------------------------------------------

ROBOT = """<html><head><meta charset="utf-8"><title>智能问答</title></head><body>
<div id="talk"><p>您好，我是智能小助手，请问有什么可以帮您？</p></div>
<input id="words" placeholder="请输入您要咨询的问题"><button onclick="ask()">发送</button>
<script>
function ask() {
  var asked = new XMLHttpRequest(), words = document.getElementById('words').value;
  asked.open('GET', '/ibot/ask?question=' + encodeURIComponent(words));
  asked.onload = function () {
    var line = document.createElement('p');
    line.textContent = JSON.parse(asked.responseText).content;
    document.getElementById('talk').appendChild(line);
  };
  asked.send();
}
</script></body></html>"""


def asking_live(unit: Unit) -> Widget:
    """A robot that answers, on a page of its own."""
    truth = {"smart_qa_offered": FieldTruth(True, SAID)}
    return Widget(
        truth, "<a href='/ibot/index.html'>智能问答</a>", files={"/ibot/index.html": ROBOT}
    )


def asking_column(unit: Unit) -> Widget:
    """A column of questions answered long ago that is called 智能问答."""
    rows = "".join(
        f"<li><a href='/znwd/{n}.html'>{m}怎样办理？</a><span>2024-0{n + 1}-15</span></li>"
        for n, m in enumerate(unit.matters[:8])
    )
    head = f"<html><head><meta charset='utf-8'><title>智能问答-{unit.name}</title></head><body>"
    files = {"/znwd/index.html": f"{head}<h2>智能问答</h2><ul>{rows}</ul></body></html>"}
    for n, matter in enumerate(unit.matters[:8]):
        said = f"<h1>{matter}怎样办理？</h1><p>答：请携带材料到窗口办理{matter}。</p>"
        files[f"/znwd/{n}.html"] = f"{head}{said}</body></html>"
    truth = {"smart_qa_offered": FieldTruth(False, SAID)}
    return Widget(truth, "<a href='/znwd/index.html'>智能问答</a>", files=files)


def asking_dead(unit: Unit) -> Widget:
    """An entry that leads nowhere."""
    truth = {"smart_qa_offered": FieldTruth(False, SAID)}
    return Widget(truth, "<a href='/znkf/index.html'>智能客服</a>")


def asking_none(unit: Unit) -> Widget:
    """Nothing."""
    return Widget({"smart_qa_offered": FieldTruth(False, SAID)})


ASKING: tuple[Draw, ...] = (asking_column, asking_live, asking_dead, asking_none)

# ---- languages -------------------------------------------------------------------------------

SENTENCE = (
    "This bureau serves residents and enterprises of the city. It publishes plans, policies and "
    "statistics, and answers questions about its work within five working days. "
)


def language_real(unit: Unit) -> Widget:
    """Pages in English."""
    news = "".join(f"<p>News {n}. {SENTENCE}</p>" for n in range(4))
    text = f"<html><head><title>Bureau</title></head><body><h1>About us</h1>{news}</body></html>"
    truth = {"multilingual_offered": FieldTruth(True, SAID)}
    return Widget(truth, "<a href='/english/'>English</a>", files={"/english/": text})


def language_switch(unit: Unit) -> Widget:
    """Traditional and simplified characters by a script."""
    links = "".join(
        f"<a href=\"javascript:convert('{to}')\">{word}</a> "
        for to, word in (("t", "繁體版"), ("s", "简体版"))
    )
    truth = {"multilingual_offered": FieldTruth(False, SAID)}
    script = "function convert(to) { document.body.className = to; }"
    tail = "<script src='/static/jft.js'></script>"
    return Widget(truth, links, tail, {"/static/jft.js": script})


def language_empty(unit: Unit) -> Widget:
    """An English page that is being built."""
    text = "<html><body><h1>English</h1><p>Coming soon</p><p>正在建设中，敬请期待</p></body></html>"
    truth = {"multilingual_offered": FieldTruth(False, SAID)}
    return Widget(truth, "<a href='/en/index.html'>EN</a>", files={"/en/index.html": text})


def language_none(unit: Unit) -> Widget:
    """Nothing."""
    return Widget({"multilingual_offered": FieldTruth(False, SAID)})


LANGUAGES: tuple[Draw, ...] = (language_real, language_switch, language_empty, language_none)

# ---- accounts --------------------------------------------------------------------------------


def account_wechat(unit: Unit) -> Widget:
    """The code of the unit's own account, named by its picture and its caption."""
    code = (
        f"<div class='ewm'><img src='/images/weixin.png' alt='{unit.wechat}微信公众号'>"
        f"<p>{unit.wechat}微信公众号</p></div>"
    )
    truth = {
        "new_media_run": FieldTruth(True, SAID),
        "wechat_name": FieldTruth(unit.wechat, SAID),
        "weibo_name": FieldTruth(None, UNSEEN, shown=False),
    }
    return Widget(truth, bottom=code)


def account_weibo(unit: Unit) -> Widget:
    """A link to the unit's own weibo."""
    truth = {
        "new_media_run": FieldTruth(True, SAID),
        "weibo_name": FieldTruth(unit.wechat, SAID),
        "wechat_name": FieldTruth(None, UNSEEN, shown=False),
    }
    link = f"<a href='https://weibo.com/{unit.domain.split('.')[0]}'>{unit.wechat}官方微博</a>"
    return Widget(truth, bottom=link)


def account_foreign(unit: Unit) -> Widget:
    """The weibo of another unit, and buttons to share a page."""
    truth = {
        "new_media_run": FieldTruth(None, UNSEEN, shown=False),
        "weibo_name": FieldTruth(None, UNSEEN, shown=False),
        "wechat_name": FieldTruth(None, UNSEEN, shown=False),
    }
    links = (
        f"<a href='https://weibo.com/u/99001'>{unit.place}人民政府微博</a>"
        "<a href='https://service.weibo.com/share/share.php' title='分享到微博'>微博</a>"
    )
    return Widget(truth, bottom=links)


ACCOUNTS: tuple[Draw, ...] = (account_wechat, account_weibo, account_foreign)
