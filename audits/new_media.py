"""New media: accounts that the home page shows by link, QR picture or caption.

Fills    new_media_run: yes; weibo_name, wechat_name, app_name, app_download_url: proposals.
Scope    the home page. Share buttons are no accounts; an account whose name is another unit's,
         or the place's only, is not ours.
Source   filling notes 八 of the national form: only the account with most followers is named,
         which the site cannot tell, so every name is a proposal.
Unknown  nothing was found: that is no "no".
Errors   none.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lxml.html import HtmlElement

from audits.accountnames import is_ours
from audits.audit import Audit
from audits.case import Case
from audits.entries import dom_of
from audits.facts import Evidence, Fact, Outcome
from audits.footer import written_part
from crawler import urls
from crawler.pages.dom import PageDom, anchor_text, fold, is_hidden, visible_strings

_FIELDS = ("new_media_run", "weibo_name", "wechat_name", "app_name", "app_download_url")
_KINDS = {
    "wechat": re.compile(r"微\s*信|公众号|weixin|wechat", re.I),
    "weibo": re.compile(r"微\s*博|weibo", re.I),
    "app": re.compile(r"客户端|(?<![a-z])app(?![a-z])|\.apk", re.I),
    "other": re.compile(r"抖音|快手|头条号|今日头条|视频号|百家号|小程序", re.I),
}
_OTHER_HOSTS = re.compile(
    r"^https?://(?:[\w-]+\.)*(?:douyin|kuaishou|toutiao|ixigua|bilibili)\.com/"
)
_ACCOUNT = re.compile(
    r"^https?://(?:www\.|e\.|m\.)?weibo\.(?:com|cn)/(?!share|login|signup)\w", re.I
)
_SHARE = re.compile(r"share|分享|转发|service\.weibo|bshare|bdshare|jiathis|sharesdk", re.I)
_GENERIC = re.compile(
    r"官方|政务|二维码|扫一扫|扫码|关注|微信|微博|公众平台|公众号|订阅号|服务号|新浪|腾讯|客户端|手机|移动|下载|安卓|苹果|发布|"
    r"平台|网站|账号|我们|本局|本委|本厅|单位|欢迎|抖音号?|快手号?|头条号|视频号|小程序|app|android|ios|[^\w]|[a-z_]",
    re.I,
)
_CAPTION = re.compile(
    r"(?:[“”\"'：:]|关注)?([\u4e00-\u9fffA-Za-z0-9]{2,16}?)[”’」]?(?:的)?(?:官方|政务|手机|移动)*"
    r"(?:微信|微博|公众号|公众平台|订阅号|服务号|客户端|APP)",
    re.I,
)
_KIND = r"(?:微信|微博|公众号|公众平台|订阅号|服务号|视频号|抖音|客户端|APP)"
_NAMES = (  # ways a caption spells a name, the clearest first
    re.compile(  # 微信公众号：云岭商务, 微信公众号“云岭商务”, 微信公众号（云岭商务）
        _KIND + r"(?:名称|名|账号|号)?\s*[:：“\"'‘「《（(【]+\s*@?([\u4e00-\u9fffA-Za-z0-9]{2,16})",
        re.I,
    ),
    re.compile(r"@([\u4e00-\u9fffA-Za-z0-9]{2,16})"),
    re.compile(r"[“\"‘「《【]@?([\u4e00-\u9fffA-Za-z0-9]{2,16})[”\"’」》】]"),
    re.compile(  # 云岭商务（政务微信）
        r"@?([\u4e00-\u9fffA-Za-z0-9]{2,16})[（(\[](?:官方|政务|新浪|腾讯)*" + _KIND, re.I
    ),
)
_APP_FILE = re.compile(r"\.apk(?:$|\?)|/app/?download|apps\.apple\.com|/download/.*app", re.I)
_NEAR = 60  # characters of text beside a picture that may be its caption
_LABEL = 24  # characters of a box whose label says what kind of account its picture stands for
_LOGO = re.compile(r"logo|banner|guohui|国徽", re.I)
_LINES = ("p", "span", "em", "li", "dd", "td", "div", "b", "strong", "h3", "h4")


@dataclass(frozen=True, slots=True)
class _Account:
    """``name`` empty when only the kind is shown; ``ours``: the unit's, by its name."""

    kind: str
    name: str
    ours: bool
    evidence: Evidence
    url: str = ""


def run(case: Case) -> Iterator[Fact]:
    """Yield the five answers."""
    home = case.home
    if home is None:
        for field in _FIELDS:
            yield Fact(field, None, Outcome.UNKNOWN, reason="首页没有读到")
        return
    units = _unit_names(case)
    picture = next((probe.picture for probe in case.store.probes("home")), "")
    written = written_part(case.home_parts[0], case.store.pages("script"))
    found = [
        replace(account, evidence=replace(account.evidence, picture=picture))
        for part in (*case.home_parts, *filter(None, (written,)))
        for account in _accounts(dom_of(part), units)
    ]
    yield _run_fact(found)
    for field, kind in (("weibo_name", "weibo"), ("wechat_name", "wechat"), ("app_name", "app")):
        yield _name_fact(field, [a for a in found if a.kind == kind])
    yield _download(found)


def _run_fact(found: Sequence[_Account]) -> Fact:
    """Yes when the unit's own account is shown; a nameless one is a proposal."""
    ours = [a for a in found if a.ours]
    if ours:
        return Fact("new_media_run", True, Outcome.OBSERVED, tuple(a.evidence for a in ours))
    nameless = [a for a in found if not a.name]
    if nameless:
        evidence = tuple(a.evidence for a in nameless)
        reason = "首页有新媒体的链接或二维码，看不出账号名称，请核对是不是本单位的"
        return Fact("new_media_run", True, Outcome.ESTIMATE, evidence, reason)
    foreign = "、".join(dict.fromkeys(a.name for a in found))
    reason = "首页没有看到新媒体账号，没看到不等于没有"
    if foreign:
        reason = f"首页上的账号（{foreign}）看来是别的单位的；本单位有没有，网站上看不出"
    return Fact("new_media_run", None, Outcome.UNKNOWN, tuple(a.evidence for a in found), reason)


def _name_fact(field: str, found: Sequence[_Account]) -> Fact:
    ours = [a for a in found if a.ours and a.name]
    names = list(dict.fromkeys(a.name for a in ours))
    if not names:
        evidence = tuple(a.evidence for a in found)
        return Fact(field, None, Outcome.UNKNOWN, evidence, "首页没有看到本单位这类账号的名称")
    evidence = tuple(a.evidence for a in ours)
    reason = "取自首页的链接或二维码，只填关注人数最多的一个，请核对名称"
    if len(names) > 1:
        reason = f"首页有不止一个账号（{'、'.join(names)}），只填关注人数最多的一个，请核对"
    return Fact(field, names[0], Outcome.ESTIMATE, evidence, reason)


def _download(found: Sequence[_Account]) -> Fact:
    apps = [a for a in found if a.kind == "app" and a.url]
    if not apps:
        return Fact(
            "app_download_url", None, Outcome.UNKNOWN, reason="首页没有看到客户端的下载地址"
        )
    evidence = tuple(a.evidence for a in apps)
    reason = "首页上的下载链接，没有打开，请核对"
    return Fact("app_download_url", apps[0].url, Outcome.ESTIMATE, evidence, reason)


def _accounts(page: PageDom, units: Sequence[str]) -> Iterator[_Account]:
    """Every link, picture or line of text that stands for an account."""
    for node in page.root.iter("a", "img"):
        href = urls.join(page.base, node.get("href") or "") if node.tag == "a" else ""
        said = _said(node)
        marks = " ".join((said, node.get("src") or "", href))
        classes = " ".join(_classes(node))
        name = _name(said)
        ours = bool(name) and is_ours(name, units)
        shares = _SHARE.search(marks) or (_SHARE.search(classes) and not ours)
        if shares or is_hidden(node) or _is_logo(node):
            continue
        kind = _kind(said) or _kind(marks)
        if not kind and ours and node.tag == "img":
            kind = _kind(f"{classes} {_label(node)}")
        if not kind or (node.tag == "a" and not _is_account(kind, href, node)):
            continue
        evidence = Evidence(page.url, title=name or said[:30], quote=said, href=href)
        download = href if kind == "app" and _APP_FILE.search(href) else ""
        yield _Account(kind, name, ours, evidence, download)
    yield from _written(page, units)


def _written(page: PageDom, units: Sequence[str]) -> Iterator[_Account]:
    """The unit's own accounts that are only named in a line of text (微信公众号：云岭商务)."""
    for node in page.root.iter(*_LINES):
        said = fold("".join(node.itertext()))
        kind = _kind(said) if len(said) <= _LABEL and not is_hidden(node) else ""
        if not kind or any(up.tag == "a" for up in (*node.iter(), *node.iterancestors())):
            continue
        spelt = next((m for pattern in _NAMES if (m := pattern.search(said))), None)
        name = _name(said) if spelt else ""
        if name and is_ours(name, units):
            yield _Account(kind, name, True, Evidence(page.url, title=name, quote=said))
    for said in visible_strings(page.root, frozenset({"a"})):
        spelt = _NAMES[0].search(said)
        if spelt and is_ours(spelt[1], units):
            seen = Evidence(page.url, title=spelt[1], quote=spelt[0])
            yield _Account(_kind(spelt[0]), spelt[1], True, seen)


def _is_logo(node: HtmlElement) -> bool:
    """Whether a picture is the site's own sign, whatever stands beside it."""
    told = f"{node.get('alt') or ''} {node.get('title') or ''}"
    return node.tag == "img" and bool(_LOGO.search(node.get("src") or "")) and not _kind(told)


def _label(picture: HtmlElement) -> str:
    """The text of the box a single picture stands in, when it is short: 微信 云岭商务."""
    for up in list(picture.iterancestors())[:3]:
        said = fold("".join(up.itertext()))
        if len(said) <= _LABEL and sum(1 for _ in up.iter("img")) == 1 and _kind(said):
            return said
    return ""


def _kind(marks: str) -> str:
    return next((kind for kind, pattern in _KINDS.items() if pattern.search(marks)), "")


def _is_account(kind: str, href: str, node: HtmlElement) -> bool:
    """A link leads to an account when its address is one, or it only opens a QR picture."""
    if kind == "weibo":
        return bool(_ACCOUNT.search(href))
    if kind == "app":
        return bool(_APP_FILE.search(href))
    if kind == "other" and _OTHER_HOSTS.match(href):
        return True
    return not href and any(True for _ in node.iter("img"))


def _said(node: HtmlElement) -> str:
    """Text of the element, and the caption beside a picture."""
    own = anchor_text(node) if node.tag == "a" else ""
    parts = [own, node.get("alt") or "", node.get("title") or ""]
    held = list(node.iterancestors())[: 2 if node.tag == "img" else 1]
    if node.tag == "img" or sum(1 for one in held for _ in one.iter("a")) == 1:
        around = (fold("".join(up.itertext())) for up in held)
        beside = _below(node) or next((text for text in around if text), "")
        near = len(beside) <= (_NEAR if node.tag == "img" else _LABEL)
        kinds = {_kind(one) for one in (beside, " ".join(parts))} - {""}
        if near and len(kinds) < 2:  # what names another kind is another account's caption
            parts.append(beside)
    return fold(" ".join(dict.fromkeys(p for p in parts if p)))


def _below(picture: HtmlElement) -> str:
    """The caption behind a picture, in a box where pictures and captions take turns."""
    box = picture.getparent()
    shown = [one for one in box if one.tag not in ("br", "script")] if box is not None else []
    turns = shown[::2], shown[1::2]
    if len(shown) < 4 or any(one.tag != "img" for one in turns[0]) or picture not in turns[0]:
        return ""
    captions = dict(zip(turns[0], turns[1], strict=False))
    return fold("".join(captions[picture].itertext())) if picture in captions else ""


def _classes(node: HtmlElement) -> list[str]:
    chain = [node, *list(node.iterancestors())[:3]]
    return [f"{n.get('class') or ''} {n.get('id') or ''}" for n in chain]


def _name(said: str) -> str:
    """The account's name in a caption: what stands before 微信, 公众号 …; else the bare text."""
    for part in said.split(" "):
        found = (pattern.search(part) for pattern in (*_NAMES, _CAPTION))
        names = (re.sub(r"\W", "", one[1]) for one in found if one)
        name = next((one for one in names if _is_name(one)), "") or re.sub(r"\W", "", part)
        if _is_name(name):
            return re.sub(
                r"^(扫一扫|扫码|关注|欢迎|官方|政务|新浪|腾讯)+|(官方|政务|新浪|腾讯)+$", "", name
            )
    return ""


def _is_name(name: str) -> bool:
    """Whether more than words of every account is left of a name."""
    return len(_GENERIC.sub("", name)) >= 2


def _unit_names(case: Case) -> tuple[str, ...]:
    """Names the unit is known by: the profile's, the footer's, the site's tags and title."""
    unit = case.profile.unit
    shown = case.unit_names
    return tuple(dict.fromkeys(n for n in (unit.get("reporting_unit"), *shown) if n))


AUDIT = Audit(id="new_media", title="移动新媒体", fields=_FIELDS, run=run, by_columns=False)
