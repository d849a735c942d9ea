"""Sites whose home page is made of frames, or stands behind a door: the same content throughout."""

import json
from dataclasses import replace

from nianbao.demo.page import Page
from tests.shapes import identity, topics
from tests.shapes.chrome import UNIT
from tests.shapes.sites import SmallSite, news, put_together

DOORS = ("iframe", "frameset", "nested", "splash", "meta", "script", "written")
_HEAD = "<html><head><meta http-equiv='Content-Type' content='text/html; charset=gb2312'>"


def framed(door: str) -> SmallSite:
    """Return the site behind a door: ``door`` is one of DOORS."""
    draws = [
        news(3),
        topics.columns_by_form(3),
        identity.plain(3),
        identity.accounts_by_alt(3),
    ]
    small = put_together(door, draws, "plain")
    pages = {path: page for path, page in small.pages.items() if path != "/"}
    text = small.pages["/"].body.decode()
    nav, _, rest = text.partition("<div class='position'>")
    nav = "<div class='nav'>" + nav.partition("<div class='nav'>")[2]
    main, _, foot = rest.partition("<div class='footer'>")
    main = "<div class='main'>" + main.partition("<div class='main'>")[2]
    foot = "<div class='footer'>" + foot.partition("</body>")[0]
    more = _DRAWN[door](text, nav, main, foot)
    if door in ("iframe", "written"):  # no page has its footer in its source
        pages = {path: _without(page, foot, more["/"], foot) for path, page in pages.items()}
    told = {
        path: page if isinstance(page, Page) else Page(page.encode()) for path, page in more.items()
    }
    return replace(small, pages=pages | told)


def _without(page: Page, foot: str, home: str, was: str) -> Page:
    """A page with the footer put in as on the home page."""
    if b"class='footer'" not in page.body:
        return page
    holder = home.partition("<!-- foot -->")[2].partition("</body>")[0]
    head, _, tail = page.body.decode().partition("<div class='footer'>")
    return replace(page, body=f"{head}{holder}</body>{tail.partition('</body>')[2]}".encode())


def _old(body: str, title: str = "") -> Page:
    """A page of an old site, in gb2312 without a word of it in the header."""
    text = f"{_HEAD}<title>{title}</title></head>{body}</html>"
    return Page(text.encode("gb2312", "replace"), "text/html")


def _iframe(text: str, nav: str, main: str, foot: str) -> dict[str, Page | str]:
    holder = "<!-- foot --><iframe src='/common/bottom.html' width='100%' height='160'></iframe>"
    inner = f"<html><head><meta charset='utf-8'></head><body>{foot}</body></html>"
    return {"/": text.replace(foot, holder), "/common/bottom.html": inner}


def _written(text: str, nav: str, main: str, foot: str) -> dict[str, Page | str]:
    """The script of the footer lies in a file and loads a page by request."""
    holder = "<!-- foot --><div id='foot'></div><script src='/js/foot.js'></script>"
    code = (
        "var f = new XMLHttpRequest(); f.open('GET', '/common/part.html', true);"
        "f.onload = function () { document.getElementById('foot').innerHTML = f.responseText; };"
        "f.send();"
    )
    return {
        "/": text.replace(foot, holder),
        "/js/foot.js": Page(code.encode(), "text/javascript; charset=utf-8"),
        "/common/part.html": foot,
    }


def _frameset(text: str, nav: str, main: str, foot: str) -> dict[str, Page | str]:
    frames = (
        "<frameset rows='90,*,120'><frame src='top.htm' name='top'>"
        "<frame src='main.htm' name='main'><frame src='foot.htm' name='foot'></frameset>"
    )
    return {
        "/": _old(frames, UNIT),
        "/top.htm": _old(f"<body>{nav}</body>", "top"),
        "/main.htm": _old(
            f"<body>{main}{'<p>欢迎访问本网站，了解城市管理工作。</p>' * 40}</body>", "main"
        ),
        "/foot.htm": _old(f"<body>{foot}</body>"),
    }


def _nested(text: str, nav: str, main: str, foot: str) -> dict[str, Page | str]:
    outer = (
        "<frameset rows='*,120'><frame src='in/all.htm' name='all'>"
        "<frame src='in/foot.htm' name='foot'></frameset>"
    )
    inner = (
        "<frameset cols='200,*'><frame src='left.htm' name='left'>"
        "<frame src='main.htm' name='main'></frameset>"
    )
    return {
        "/": _old(outer, UNIT),
        "/in/all.htm": _old(inner),
        "/in/left.htm": _old(f"<body>{nav}</body>", "left"),
        "/in/main.htm": _old(f"<body>{main}</body>", "main"),
        "/in/foot.htm": _old(f"<body>{foot}</body>"),
    }


def _splash(text: str, nav: str, main: str, foot: str) -> dict[str, Page | str]:
    door = (
        f"<html><head><meta charset='utf-8'><title>欢迎访问{UNIT}</title></head><body>"
        "<a href='/portal/index.html'><img src='/images/weixin.png' alt='进入网站'></a></body></html>"
    )
    return {"/": door, "/portal/index.html": text}


def _meta(text: str, nav: str, main: str, foot: str) -> dict[str, Page | str]:
    door = "<html><head><meta http-equiv='refresh' content='0; url=/portal/'></head><body></body></html>"
    return {"/": door, "/portal/": text}


def _script(text: str, nav: str, main: str, foot: str) -> dict[str, Page | str]:
    door = (
        "<html><head><title>跳转</title><script>var ua = navigator.userAgent;"
        "if (/mobile/i.test(ua)) { window.location.href = '/portal/'; }"
        "else { window.location.href = '/portal/'; }</script></head><body></body></html>"
    )
    return {"/": door, "/portal/": text}


_DRAWN = {
    "iframe": _iframe,
    "frameset": _frameset,
    "nested": _nested,
    "splash": _splash,
    "meta": _meta,
    "script": _script,
    "written": _written,
}


def script_accounts() -> SmallSite:
    """A static site on whose home page a script draws the accounts of new media."""
    small = put_together("script accounts", [news(3), identity.plain(3)], "plain")
    code = (
        "var d = document.createElement('div'); d.innerHTML = \"<img src='/images/weixin.png' "
        "alt='微信公众号：澜江城管'>\"; document.querySelector('.footer').appendChild(d);"
    )
    home = small.pages["/"].body.replace(b"</body>", b"<script src='/js/qr.js'></script></body>")
    pages = {
        "/": Page(home),
        "/js/qr.js": Page(code.encode(), "text/javascript; charset=utf-8"),
    }
    truth = {"new_media_run": True, "wechat_name": "澜江城管"}
    return replace(small, pages=small.pages | pages, truth=small.truth | truth)


def script_menu(blocks: bool) -> SmallSite:
    """A static site whose menu a script draws out of a file; ``blocks``: the home page's own
    source leads to three of its columns."""
    draws = [news(3), topics.columns_by_form(3), identity.plain(3)]
    small = put_together("script menu", draws, "plain")
    menu = small.pages["/"].body.decode().partition("<div class='nav'>")[2].partition("</div>")[0]
    holder = "<div class='nav' id='nav'></div><script src='/js/menu.js'></script>"
    code = (
        "var x = new XMLHttpRequest(); x.open('GET', '/json/menu.json', true);"
        "x.onload = function () { document.getElementById('nav').innerHTML = JSON.parse(x.responseText).html; };"
        "x.send();"
    )
    pages = {}
    for path, page in small.pages.items():
        text = page.body.replace(f"<div class='nav'>{menu}</div>".encode(), holder.encode())
        pages[path] = replace(page, body=text)
    pages["/js/menu.js"] = Page(code.encode(), "text/javascript; charset=utf-8")
    pages["/json/menu.json"] = Page(json.dumps({"html": menu}).encode(), "application/json")
    if blocks:
        shown = "".join(
            f"<div class='block'><div class='tit'><h2>{name}</h2><a href='{path}'>更多&gt;&gt;</a></div></div>"
            for name, path in (
                ("工作动态", "/xwzx/gzdt/"),
                ("部门解读", "/jd/bmjd/"),
                ("回应关切", "/jd/hygq/"),
            )
        )
        home = pages["/"]
        pages["/"] = replace(
            home,
            body=home.body.replace(b"<div class='main'>", f"<div class='main'>{shown}".encode()),
        )
    return replace(small, pages=pages)
