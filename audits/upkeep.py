"""Links, tags, footer and letters that are not in order. Measures of inspection."""

import json
import re
from datetime import timedelta
from itertools import islice

from audits.case import Case
from audits.entries import dom_of
from audits.facts import Finding
from audits.footer import metas, page_text
from audits.freshness import Measured, today
from crawler import urls
from crawler.records import StoredPage

_PAGES, _ARTICLES = 20, 5  # column pages and articles that are looked at beside the home page
_GOVERNMENT = re.compile(r"(?:^|\.)(?:gov\.cn|xn--zfr164b|政务|conac\.cn)(?::\d+)?$")
_ADDRESS = re.compile(r"^\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?$")
_PRIVATE = frozenset({"letters", "withheld"})
_SITE = ("SiteName", "SiteDomain", "SiteIDCode")
_COLUMN = ("ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType")
_ARTICLE = ("ArticleTitle", "PubDate", "ContentSource")
_CHANNEL = re.compile(r"信箱|咨询|留言|建言|意见建议|来信|写信|互动交流|问政|12345")
_OTHER_CHANNEL = re.compile(r"信访|举报|纪检")
_FOOT = {
    "网站标识码": re.compile(r"标识码"),
    "ICP 备案号": re.compile(r"ICP\s*备", re.I),
    "公安备案号": re.compile(r"公网安备"),
    "主办单位": re.compile(r"主\s*办"),
    "党政机关网站标识": re.compile(r"conac\.cn|_ideConac", re.I),
    "“我为政府网站找错”入口": re.compile(r"jiucuo|政府网站找错", re.I),
    "网站地图": re.compile(r"网站地图|站点地图|网站导航"),
    "联系方式": re.compile(r"联系我们|联系方式|联系电话|电\s*话\s*[：:]"),
}


def no_channel(case: Case, limit: int) -> Measured:
    """No column and no link of the home page offers a way to ask; not seen is not absent."""
    names = [column.line.name for column in case.ledger]
    if case.home is not None:
        names += ["".join(anchor.itertext()) for anchor in dom_of(case.home).root.iter("a")]
    if any(_CHANNEL.search(name) and not _OTHER_CHANNEL.search(name) for name in names):
        return [], []
    return [], ["首页和栏目里没有看到咨询、信箱、留言一类的入口，请人工核对"]


def late_letters(case: Case, limit: int) -> Measured:
    """Letters of the last year that are shown without an answer for longer than the limit."""
    found, silent = [], 0
    for letter in case.store.letters().values():
        day = letter.received or letter.listed
        if day is not None and today(case) - day > timedelta(days=365):
            continue
        if not letter.opened or letter.answered is None or (not letter.answered and day is None):
            silent += 1
        elif not letter.answered and day and today(case) - day > timedelta(days=limit):
            told = "来信" if letter.received else "公开"
            found.append(Finding(letter.url, "信件（标题不保存）", f"{day} {told}，没有看到答复"))
    return found, [f"{silent} 封信件看不出是否答复"] if silent else []


def dead_links(case: Case, limit: int) -> Measured:
    """Own addresses that were asked for and are not there."""
    names = {column.line.url: column.line.name for column in case.ledger}
    found = {
        urls.canonical(t.url): Finding(t.url, t.title, t.note)
        for t in case.store.targets().values()
        if t.state == "dead"
    }
    for refusal in case.store.refusals():
        if refusal.kind == "http" and refusal.signature in ("404", "410"):
            told = Finding(
                refusal.url, names.get(refusal.url, ""), f"打不开（{refusal.signature}）"
            )
            found.setdefault(urls.canonical(refusal.url), told)
    return list(found.values()), []


def foreign_links(case: Case, limit: int) -> Measured:
    """Links to hosts that are neither the site's own nor of government, and to bare addresses."""
    if case.home is None:
        return [], ["首页没有读到"]
    found: dict[str, Finding] = {}
    for page in (case.home, *_columns(case)):
        dom = dom_of(page)
        for anchor in dom.root.iter("a"):
            url = urls.join(dom.base, anchor.get("href") or "")
            host = urls.host_of(url) if url else ""
            if not host or case.own(url) or _GOVERNMENT.search(host):
                continue
            text = " ".join("".join(anchor.itertext()).split())[:40]
            where = "首页" if page is case.home else page.url
            kind = "用数字地址" if _ADDRESS.match(host) else "指向"
            found.setdefault(url, Finding(url, text, f"在 {where} 上，{kind} {host}"))
    return list(found.values()), []


def missing_tags(case: Case, limit: int) -> Measured:
    """Pages that lack a tag they must carry, or carry it empty."""
    articles = [p for p in case.store.pages("detail") if p.text and not _PRIVATE & set(p.witnesses)]
    wanted: list[tuple[StoredPage, tuple[str, ...]]] = []
    wanted += [(case.home, _SITE)] if case.home is not None else []
    wanted += [(page, (*_SITE, *_COLUMN)) for page in _columns(case)]
    wanted += [(page, (*_SITE, *_ARTICLE)) for page in articles[:_ARTICLES]]
    found = []
    for page, tags in wanted:
        shown = metas(page.text)
        missing = [tag for tag in tags if tag.lower() not in shown]
        if missing:
            found.append(Finding(page.url, "", f"缺少或空着的标签 {'、'.join(missing)}"))
    return found, []


def footer_faults(case: Case, limit: int) -> Measured:
    """What the home page must show and does not."""
    if case.home is None:
        return [], ["首页没有读到"]
    view = page_text(case.home)
    text = f"{view.shown}\n{view.source}"
    missing = [name for name, pattern in _FOOT.items() if not pattern.search(text)]
    return [Finding(case.home.url, name, "首页上没有看到") for name in missing], []


def page_faults(case: Case, limit: int) -> Measured:
    """What the automatic accessibility check found, one finding a rule and page."""
    probes = case.store.probes("axe")
    checked = [probe for probe in probes if probe.result == "ok"]
    unsure = [f"{probe.url} 没有检查成" for probe in probes if probe.result != "ok"]
    found = []
    for probe in checked:
        for told in probe.markup:
            fault = json.loads(told)
            first = "；".join(selector for selector, _ in fault["nodes"][:2])
            note = f"{fault['impact']}，{fault['count']} 处，如 {first}（规则 {fault['id']}）"
            found.append(Finding(probe.url, fault["help"], note))
    return found, unsure if probes else ["没有用浏览器检查"]


def _columns(case: Case) -> list[StoredPage]:
    """Column pages that hold nothing of letters, in order of discovery."""
    pages = case.store.pages("column")
    fit = (page for page in pages if page.text and not _PRIVATE & set(page.witnesses))
    return list(islice(fit, _PAGES))
