"""Whether there is a site to read at all: robots, the home page's answer, what it holds."""

import re
from collections.abc import Callable

from crawler import urls
from crawler.errors import UnreadableSiteError
from crawler.pages import articles
from crawler.pages.decode import decode
from crawler.pages.dom import PageDom, visible_text
from crawler.transport.refusals import advice
from crawler.transport.results import Fetched, Refused
from crawler.transport.robots import RobotsState

_HTML = re.compile(r"<(html|body|div|table|head|meta|frameset|script)\b", re.I)
_DOOR_TEXT = 120  # characters a title page shows at most
_DOOR_WAYS = 4
_INWARD = re.compile(r"进\s*入|首\s*页|主\s*页|中\s*文|简\s*体|点击(?:访问|浏览)|\benter\b", re.I)
_SENTENCES = {
    "waf": "首页被网站防护拦截",
    "network": "网站连接不上",
    "timeout": "网站在规定时间内没有应答",
    "tls": "网站的安全证书不能通过验证",
    "foreign": "首页跳转到了另一个网站",
    "robots": "网站的 robots.txt 不允许采集首页",
    "size": "首页内容过大",
    "truncated": "首页内容传输不完整",
}


def check_robots(state: RobotsState, url: str) -> None:
    """Raise when robots.txt closes the site (5xx, no answer) or forbids the home page."""
    if state.verdict == "closed" and state.kind != "robots":
        note = state.note or state.signature
        raise _refused(url, Refused(url, state.kind, state.signature, state.status, 1, detail=note))
    if state.verdict == "closed":
        raise UnreadableSiteError(
            "robots", f"网站的 robots.txt 没有正常应答（{state.note}），按规范不采集。请稍后再试"
        )
    if not state.allows(url):
        raise UnreadableSiteError(
            "robots", f"{_SENTENCES['robots']}：{url}。{advice('robots', '')}"
        )


def check_home(url: str, answer: Fetched | Refused, own: Callable[[str], bool]) -> str:
    """The address the home page forwards to by script, empty when it is the home page.

    Raises UnreadableSiteError for anything a site cannot be read from.
    """
    if isinstance(answer, Refused):
        raise _refused(url, answer)
    kind = _content_type(answer)
    text = decode(answer.body, kind).text
    if not _HTML.search(text[:20000]):
        raise UnreadableSiteError("not_html", f"首页不是网页（{kind or '类型不明'}）：{url}")
    onward = articles.forward(answer.final_url, text)
    if onward:
        if not own(onward):
            raise UnreadableSiteError("foreign", f"首页跳转到了另一个网站：{onward}")
        return onward
    page = PageDom(answer.final_url, text)
    anchors = [a for a in page.root.iter("a") if a.get("href")]
    password = any((i.get("type") or "").lower() == "password" for i in page.root.iter("input"))
    if password and len(anchors) < 10:
        raise UnreadableSiteError("login", f"首页是登录页，没有可以公开采集的内容：{url}")
    framed = any(True for _ in page.root.iter("frame", "iframe", "script"))
    if not anchors and len(visible_text(page.root)) < 50 and not framed:
        raise UnreadableSiteError("empty", f"首页没有内容：{url}")
    return ""


def door(answer: Fetched, own: Callable[[str], bool]) -> str:
    """The address a title page lets its reader in to, empty for a home page with content.

    It shows hardly a word, and one of its few own links is the way in: the only one, or the one
    that says so.
    """
    page = PageDom(answer.final_url, decode(answer.body, _content_type(answer)).text)
    if len(visible_text(page.root)) > _DOOR_TEXT:
        return ""
    ways: dict[str, str] = {}
    for anchor in page.root.iter("a", "area"):
        target = urls.join(page.base, anchor.get("href") or "")
        if target and own(target) and urls.canonical(target) != urls.canonical(page.url):
            pictures = " ".join(one.get("alt") or "" for one in anchor.iter("img"))
            said = f"{visible_text(anchor)} {anchor.get('title') or ''} {pictures}"
            ways[target] = f"{ways.get(target, '')} {said}"
    inward = [target for target, said in ways.items() if _INWARD.search(said)]
    found = inward if len(ways) > 1 else list(ways)
    return found[0] if len(ways) <= _DOOR_WAYS and len(found) == 1 else ""


def _content_type(answer: Fetched) -> str:
    return next((v for k, v in answer.headers if k == "content-type"), "")


def _refused(url: str, answer: Refused) -> UnreadableSiteError:
    kind = {"http": "status", "network": "unreachable", "timeout": "unreachable"}.get(
        answer.kind, answer.kind
    )
    if answer.kind == "http":
        status = f"，状态码 {answer.status}" if answer.status and answer.status != 200 else ""
        said = f"首页打不开{status}"
    else:
        said = _SENTENCES.get(answer.kind, "首页打不开")
    detail = f"（{answer.detail}）" if answer.detail else ""
    where = f"：{answer.location}" if answer.location else f"：{url}"
    more = advice(answer.kind, answer.signature)
    return UnreadableSiteError(kind, f"{said}{detail}{where}。{more}".replace("。。", "。"))
