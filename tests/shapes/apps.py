"""Sites that one script draws: the source of their home page holds no link to any column."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from nianbao.demo.page import Page, files_of_every_site
from tests.shapes.chrome import UNIT, YEAR, Truth, paragraphs
from tests.shapes.identity import CODE, ICP, POLICE
from tests.shapes.letters import Post, labelled, truth
from tests.shapes.sites import SmallSite
from tests.sites.routes import Asked, as_json, whole

WECHAT = "澜江城管"
FOOTER = (
    f"<p>主办单位：{UNIT}　承办单位：澜江市城市管理信息中心</p>"
    f"<p>网站标识码：{CODE}　{ICP}　{POLICE}</p>"
    f"<p><img src='/images/weixin.png' alt='微信公众号：{WECHAT}'></p>"
)
HASHED = ("hash", "deep", "portal")
MODES = (*HASHED, "history", "click", "void")
_STYLE = "<style>.nav li{display:inline-block;margin:8px}.item{cursor:pointer}</style>"


@dataclass(frozen=True)
class Channel:
    """A column: ``days`` of its items, newest first; one without any is a page of text."""

    id: int
    name: str
    days: tuple[date, ...] = ()

    @property
    def in_year(self) -> int:
        return sum(day.year == YEAR for day in self.days)

    def title(self, place: int) -> str:
        return f"澜江市城市管理{self.name}第{len(self.days) - place}号事项"

    def content(self, place: int) -> str:
        return paragraphs(self.title(place))

    def ident(self, place: int) -> int:
        return self.id * 1000 + len(self.days) - place


@dataclass(frozen=True)
class Told(Channel):
    """A column whose items are spelt out: ``items`` are (title, content) by place."""

    items: tuple[tuple[str, str], ...] = ()

    def title(self, place: int) -> str:
        return self.items[place][0]

    def content(self, place: int) -> str:
        return self.items[place][1]


def channels(*, deep: bool = False) -> tuple[Channel, ...]:
    def days(count: int, step: int) -> tuple[date, ...]:
        return tuple(date(YEAR + 1, 1, 20) - timedelta(days=step * n) for n in range(count))

    return (
        Channel(11, "工作动态", days(33, 13)),
        Channel(12, "通知公告", days(24, 17)),
        Channel(21, "政策文件", days(16, 29)),
        Channel(31, "机构职能"),
        *((Channel(22, "财政预决算", days(9, 31)),) if deep else ()),
    )


_APP = """
var mode = '@MODE@', hashed = mode == 'hash' || mode == 'deep' || mode == 'portal', root = document.getElementById('app');
function ask(url, then) {
  var x = new XMLHttpRequest(); x.open('GET', url, true);
  x.onload = function () { then(JSON.parse(x.responseText)); }; x.send();
}
function address(path) { return hashed ? '#' + path : path; }
function here() { return hashed ? location.hash.slice(1) || '/' : location.pathname; }
function go(path) {
  if (hashed) { location.hash = path; } else { history.pushState({}, '', path); draw(); }
}
function link(path, name) {
  if (mode == 'void') return '<a href="javascript:void(0)" data-to="' + path + '">' + name + '</a>';
  if (mode == 'click') return '<div class="item" data-to="' + path + '">' + name + '</div>';
  return '<a href="' + address(path) + '">' + name + '</a>';
}
document.addEventListener('click', function (e) {
  var node = e.target.closest('[data-to]') || (mode == 'history' && e.target.closest('a[href^="/"]'));
  if (!node) return;
  e.preventDefault();
  go(node.dataset.to || node.getAttribute('href'));
});
window.onhashchange = window.onpopstate = draw;
function row(one) { return '<li>' + link('/detail/' + one.id, one.title) + '<span>' + one.publishTime.slice(0, 10) + '</span></li>'; }
function list(id, page) {
  ask('/api/articles?channelId=' + id + '&pageNo=' + page + '&pageSize=10', function (told) {
    var out = '<ul class="list">' + told.data.list.map(row).join('') + '</ul>', n = Math.ceil(told.data.total / 10);
    if (told.side) out = '<div class="side"><ul>' + told.side.map(function (c) { return '<li>' + link('/list/' + c.id, c.name) + '</li>'; }).join('') + '</ul></div>' + out;
    if (told.data.text) out = '<div class="text">' + told.data.text + '</div>';
    else out += '<div class="pages">共' + told.data.total + '条';
    for (var k = 1; k <= n; k++) out += ' <span onclick="list(' + id + ',' + k + ')">' + k + '</span>';
    document.getElementById('main').innerHTML = out + '</div>';
  });
}
function draw() {
  ask('/api/site', function (site) {
    document.title = site.name;
    root.innerHTML = '<div class="nav"><ul>' + site.channels.map(function (c) { return '<li>' + link('/list/' + c.id, c.name) + '</li>'; }).join('') + '</ul></div><div id="main"></div><div class="footer">' + site.footer + '</div>';
    var at = here().split('/');
    if (at[1] == 'list') return list(at[2], 1);
    if (at[1] == 'detail') return ask('/api/article?id=' + at[2], function (one) {
      document.getElementById('main').innerHTML = '<h1>' + one.title + '</h1><p>发布时间：' + one.publishTime.slice(0, 10) + '</p>' + one.content;
    });
    ask('/api/articles?channelId=11&pageNo=1&pageSize=5', function (told) {
      document.getElementById('main').innerHTML = '<h2>' + site.channels[0].name + '</h2><ul>' + told.data.list.map(row).join('') + '</ul>';
    });
  });
}
draw();
"""


def app(mode: str) -> SmallSite:
    """Return a site of routes: ``mode`` is one of MODES.

    hash: routes behind #; deep: one column only in the menu of another; portal: below a folder;
    history: every path answers 200; click, void: the same without an address on any link.
    """
    return drawn(mode, channels(deep=mode == "deep"))


def people(posts: Sequence[Post]) -> SmallSite:
    """A site of routes behind # with a mailbox, surveys and interviews."""
    asked, talks = (date(YEAR, 9, 1), date(YEAR - 1, 3, 3)), (date(YEAR, 6, 25),)
    times = "<p>征集时间：{0}-09-01 至 {0}-09-30　收到意见 11 条</p>".format
    spoken = "<p>网友：路灯几点开？</p><p>嘉宾：天黑时开。</p>" * 4
    more = (
        Told(
            41,
            "局长信箱",
            tuple(post.received for post in posts),
            tuple((post.title, labelled(post)) for post in posts),
        ),
        Told(
            42,
            "意见征集",
            asked,
            tuple((f"道路照明规划公开征求意见（{day.year}）", times(day.year)) for day in asked),
        ),
        Told(43, "在线访谈", talks, (("局长在线访谈：城市照明", spoken),)),
    )
    small = drawn("hash", (*channels()[:3], *more))
    shown: Truth = {
        "site_name": UNIT,
        "surveys_held": 1,
        "survey_opinions": 11,
        "interviews_held": 1,
    }
    shown |= {"interview_messages": 4, "interview_replies": 4}
    return replace(small, truth={**truth(posts), **shown})


def drawn(mode: str, told: tuple[Channel, ...]) -> SmallSite:
    """A site of routes with these columns."""
    shell = (
        f"<!DOCTYPE html><html lang='zh'><head><meta charset='utf-8'><title>{UNIT}</title>{_STYLE}"
        "</head><body><div id='app'></div><script src='/static/app.js'></script></body></html>"
    )
    code = _APP.replace("@MODE@", mode)
    pages = dict(files_of_every_site())
    home = "/portal/" if mode == "portal" else "/"
    if mode == "portal":
        door = "<meta http-equiv='refresh' content='0;url=/portal/'>"
        pages["/"] = Page(f"<html><head>{door}</head><body></body></html>".encode())
    pages[home] = Page(shell.encode())
    pages["/static/app.js"] = Page(code.encode(), "text/javascript; charset=utf-8")

    def routes(asked: Asked) -> Page | None:
        if asked.path.startswith("/api/"):
            return _api(told, asked)
        known = asked.path in pages or "." in asked.path.rpartition("/")[2]
        return None if known or mode in HASHED else Page(shell.encode())

    return SmallSite(mode, pages, routes, _truth(told))


def _truth(told: tuple[Channel, ...]) -> Truth:
    affairs = sum(c.in_year for c in told[:2])
    return {
        "items_total": sum(c.in_year for c in told),
        "items_affairs": affairs,
        "items_disclosure": sum(c.in_year for c in told[2:]),
        "host_unit": UNIT,
        "operator_unit": "澜江市城市管理信息中心",
        "site_code": CODE,
        "icp_number": ICP,
        "police_number": POLICE,
        "new_media_run": True,
        "wechat_name": WECHAT,
    }


def _api(told: tuple[Channel, ...], asked: Asked) -> Page | None:
    """The interfaces that the script asks."""
    if asked.path == "/api/site":
        named = [{"id": c.id, "name": c.name} for c in told if c.id != 22]
        return as_json({"name": UNIT, "channels": named, "footer": FOOTER})
    by_id = {c.id: c for c in told}
    if asked.path == "/api/articles":
        channel = by_id.get(whole(asked.params.get("channelId")))
        if channel is None:
            return as_json({"code": 404, "data": {"total": 0, "list": []}}, 404)
        size = whole(asked.params.get("pageSize"), 1, 10)
        start = (whole(asked.params.get("pageNo"), 1, 1) - 1) * size
        rows = [
            {
                "id": channel.ident(n),
                "title": channel.title(n),
                "publishTime": f"{channel.days[n]} 09:00:00",
            }
            for n in range(start, min(start + size, len(channel.days)))
        ]
        text = "" if channel.days else paragraphs(f"{UNIT}{channel.name}")
        answer = {"code": 0, "data": {"total": len(channel.days), "list": rows, "text": text}}
        side = [{"id": c.id, "name": c.name} for c in told if c.id in (21, 22)]
        shows_menu = channel.id in (21, 22) and len(side) > 1
        return as_json(answer | ({"side": side} if shows_menu else {}))
    if asked.path == "/api/article":
        ident = whole(asked.params.get("id"))
        for c in told:
            for n, day in enumerate(c.days):
                if c.ident(n) == ident:
                    title = c.title(n)
                    return as_json(
                        {
                            "id": ident,
                            "title": title,
                            "publishTime": f"{day} 09:00:00",
                            "content": c.content(n),
                        }
                    )
    return None
