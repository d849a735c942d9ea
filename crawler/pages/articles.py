"""What the page behind a row says of itself: publish date, title, or that it leads elsewhere.

The national meta tags come first (PubDate, ArticleTitle); a page without them is read for the
date in its head lines. A generation time or a date in the body is never taken.
"""

import re
from dataclasses import dataclass
from datetime import date
from html import unescape

from crawler import dates, urls
from crawler.records import DateSource

_META = re.compile(r"<meta\b[^>]*>", re.I)
_NAME = re.compile(r"""\bname\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.I)
_CONTENT = re.compile(r"""\bcontent\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.I)
_TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.I | re.S)
_COMMENT = re.compile(r"<!--.*?-->", re.S)
_TAGS = re.compile(r"<(script|style)\b.*?</\1\s*>|<[^>]+>", re.I | re.S)
_LABEL = re.compile(
    r"(?:(?:发布|发表|发文|公开|更新|信息)(?:时\s*间|日\s*期)|(?<![\u4e00-\u9fff])(?:日\s*期|时\s*间))"
    r"\s*[:：]\s*(?=([\[（(]?\s*(?:19|20)[^\u4e00-\u9fff]{0,4}.{0,24}))"
)
# A stamp that stands right before the source, the author or the counter, without a label.
_HEAD_DATE = re.compile(
    r"((?:19|20)\d{2}\s*[-./年]\s*\d{1,2}\s*[-./月]\s*\d{1,2}\s*日?"
    r"(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?)"
    r"\s*(?:信息)?(?:来\s*源|作\s*者|浏\s*览|点\s*击|字\s*号|字\s*体|【?字)"
)
_BESIDE = re.compile(r"相关(阅读|链接|文章|信息|新闻)\s|上一[篇条]|下一[篇条]|推荐阅读|热点推荐")
_UPDATED = re.compile(r"(?:最近|最后)?(?:更新|修改)(?:时\s*间|日\s*期)\s*[:：]\s*(.{6,24})")
_SCRIPTED = re.compile(r"""pub(?:data|date|time)\s*=\s*['"]([^'"]{6,40})['"]""", re.I)
_REFRESH = re.compile(
    r"""http-equiv\s*=\s*["']?refresh["']?[^>]*?content\s*=\s*["']?\s*(\d+)?[^>]*?"""
    r"""url\s*=\s*['"]?([^'">\s]+)""",
    re.I,
)
_SLOW_REFRESH = 10  # seconds; a page that waits longer only reloads itself
_LOCATION = re.compile(
    r"""\blocation(?:\.href)?\s*=\s*['"]([^'"]+)['"]"""
    r"""|\blocation\.(?:replace|assign)\s*\(\s*['"]([^'"]+)['"]""",
    re.I,
)
_STUB_BYTES = 1500  # a redirecting stub holds hardly anything but its script


@dataclass(frozen=True, slots=True)
class Article:
    """A detail page: empty title and no date when it says nothing of itself."""

    title: str
    date: date | None
    date_source: DateSource
    has_meta: bool


def read_article(text: str, year: int | None = None) -> Article:
    """Title and publish date of a detail page, without building a tree."""
    source = _COMMENT.sub("", text)
    meta = _metas(source)
    title = next((meta[n] for n in ("articletitle", "og:title") if meta.get(n)), "")
    if not title:
        found = _TITLE.search(source)
        title = unescape(_TAGS.sub("", found[1])).strip() if found else ""
    has_meta = bool(meta.get("articletitle") or meta.get("pubdate"))
    day = dates.parse_pubdate(meta.get("pubdate", ""), year) if meta.get("pubdate") else None
    if day is not None:
        return Article(title, day, DateSource.PUBDATE, has_meta)
    scripted = _SCRIPTED.search(source)
    if scripted:
        day = dates.parse_pubdate(scripted[1], year)
    if day is None:
        plain = re.sub(r"\s+", " ", unescape(_TAGS.sub(" ", source)))
        # A page may print 更新时间 before 发布时间; publishing wins wherever it stands.
        plain = _BESIDE.split(plain, maxsplit=1)[0]  # related articles print dates too
        ranked = sorted(_LABEL.finditer(plain), key=lambda m: not re.match("发|公开", m[0]))
        heads = [*ranked, *_HEAD_DATE.finditer(plain)]
        found_dates = (dates.find_dates(m[1], year) for m in heads)
        day = next((found[0].date for found in found_dates if found), None)
    return Article(title, day, DateSource.BODY if day else DateSource.NONE, has_meta)


def _metas(source: str) -> dict[str, str]:
    """First non-empty content by lower-case meta name."""
    found: dict[str, str] = {}
    for tag in _META.findall(source):
        name, content = _NAME.search(tag), _CONTENT.search(tag)
        if name and content:
            key = next(g for g in name.groups() if g is not None).strip().lower()
            value = unescape(next(g for g in content.groups() if g is not None)).strip()
            if value:
                found.setdefault(key, value)
    return found


def forward(url: str, text: str) -> str:
    """Where a page that only redirects (meta refresh, location) leads; empty for a real page."""
    source = _COMMENT.sub("", text)
    refresh = _REFRESH.search(source)
    if refresh and int(refresh[1] or 0) < _SLOW_REFRESH:
        return _elsewhere(url, unescape(refresh[2]))
    plain = re.sub(r"\s+", "", unescape(_TAGS.sub("", source)))
    if len(source) > _STUB_BYTES and len(plain) > 60:
        return ""
    location = _LOCATION.search(source)
    if location is None or len(plain) > 120:
        return ""
    return _elsewhere(url, location[1] or location[2])


def _elsewhere(url: str, href: str) -> str:
    target = urls.join(url, href)
    if not target or urls.canonical(target) == urls.canonical(url):
        return ""
    return target


def update_date(text: str, year: int | None = None) -> date | None:
    """The update date a page prints beside its publish date, None without one."""
    plain = re.sub(r"\s+", " ", unescape(_TAGS.sub(" ", _COMMENT.sub("", text))))
    match = _UPDATED.search(plain)
    found = dates.find_dates(match[1], year) if match else []
    return found[0].date if found else None
