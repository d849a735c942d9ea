"""A website in a dictionary, crawled by the real session without a network.

Only the fetcher is replaced; planning, recording, sealing and judging are the program's own.
"""

import asyncio
from collections.abc import Callable, Iterable
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from unittest.mock import patch
from urllib.parse import parse_qsl, urlsplit

from audits.case import Case
from audits.facts import Fact, FactSheet, LedgerColumn
from audits.runner import audit
from crawler import profile as profiles
from crawler.addressing import is_own_check, own_hosts
from crawler.options import CrawlOptions
from crawler.records import SiteProfile
from crawler.session import Session
from crawler.spiders.site import CRAWL_FILE
from crawler.storage.store import Store, connect, connect_sealed
from crawler.transport.results import Fetched, Refused, Target
from crawler.transport.robots import RobotsState

HOME = "http://yunling.example/"
YEAR = 2024


@dataclass
class Web:
    """Pages by path. ``refused`` maps a path to a kind of refusal (waf, timeout …, or 404).

    ``posted`` answers a form: path and fields to a page, or None for an error of the server.
    ``routes`` answer an address before the pages do; None passes on.

    ``now`` is called before each answer with the number of requests so far: a site may change.
    """

    pages: dict[str, str | bytes]
    refused: dict[str, str] = field(default_factory=dict)
    witnesses: dict[str, tuple[str, ...]] = field(default_factory=dict)
    moved: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    now: Callable[["Web"], None] = lambda web: None
    posted: Callable[[str, dict[str, str]], str | None] = lambda path, fields: None
    headers: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    routes: Callable[[str], str | None] = lambda url: None

    def answer(self, url: str, form: str = "") -> Fetched | Refused:
        self.now(self)
        parts = urlsplit(url)
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        self.asked.append(path)
        kind = self.refused.get(path, "")
        target = self.moved.get(path, "")
        if target.startswith("http") and not target.startswith(HOME):
            return Refused(url, "foreign", "redirect", 302, 1, location=target, detail="跳转到外站")
        if kind and not kind.isdigit():
            return Refused(url, kind, kind, None, 1, detail="没有应答")
        body = self.routes(url)
        if body is None:
            body = self.pages.get(target.removeprefix(HOME.rstrip("/")) or path)
        if form:
            body, kind = self.posted(path, dict(parse_qsl(form, keep_blank_values=True))), "500"
            kind = kind if body is None else ""
        if kind or body is None:
            code = int(kind or 404)
            return Refused(url, "http", str(code), code, 1)
        data = body.encode() if isinstance(body, str) else body
        headers = self.headers.get(path, (("content-type", "text/html"),))
        return Fetched(
            url, target or url, 200, headers, data, self.witnesses.get(path, ()),
            "2026-01-05T09:00:00+08:00", len(data), 1,
        )  # fmt: skip


class _Fetcher:
    """Answers out of the dictionary."""

    delay_reason = ""

    def __init__(self, web: Web) -> None:
        self.web = web

    @property
    def total_requests(self) -> int:
        return len(self.web.asked)

    async def robots(self, url: str) -> RobotsState:
        return RobotsState(HOME.rstrip("/"), "open", 404)

    async def fetch(self, target: Target) -> Fetched | Refused:
        return self.web.answer(target.url, target.body)

    def is_unwell(self, url: str) -> bool:
        return False

    def waf_refusals_in_a_row(self, url: str) -> int:
        return 0


@dataclass(frozen=True)
class Sealed:
    """A finished crawl: its folder and the facts made of it."""

    folder: Path
    sheet: FactSheet

    @property
    def file(self) -> Path:
        return self.folder / CRAWL_FILE

    def fact(self, key: str) -> Fact:
        return next(fact for fact in self.sheet.facts if fact.field == key)

    def line(self, path: str) -> LedgerColumn:
        """The ledger line of a column by its path."""
        return {urlsplit(c.url).path: c for c in self.sheet.columns}[path]

    def profile(self) -> SiteProfile:
        return profiles.load(self.folder / "site.toml")

    def again(self, profile: SiteProfile | None = None) -> FactSheet:
        """The facts once more, out of the same file."""
        return audit(self.file, profile or self.profile())

    @contextmanager
    def case(self):
        """What an audit is handed."""
        profile = self.profile()
        with closing(connect_sealed(self.file)) as connection:
            store = Store(connection, self.file)
            yield Case(store, profile, YEAR, is_own_check(profile), own_hosts(profile))


def crawl(
    web: Web, folder: Path, *, year: int = YEAR, full: bool = False, families: bool = True
) -> Sealed:
    """Crawl ``web`` from its home page, seal and judge it."""
    options = CrawlOptions(
        url=HOME, year=year, folder=folder, site_file=folder / "site.toml", profile_file=None,
        rate=0, full=full, browser=False, families=families, allow_root_browser=False, version="0",
    )  # fmt: skip
    folder.mkdir(exist_ok=True)
    file = folder / CRAWL_FILE
    store = Store(connect(file), file)
    try:
        with patch("crawler.session.Fetcher", lambda *args: _Fetcher(web)):
            session = Session(options, store, lambda progress: None)
            session.prepare()
            asyncio.run(session.run(None))
    finally:
        store.close()
    return Sealed(folder, audit(file, profiles.load(folder / "site.toml")))


# ---- pages ---------------------------------------------------------------------------------

FOOTER = (
    "<div class='footer'>主办单位：云岭市商务局　网站标识码：5301990001　滇ICP备12345678号-1　"
    "滇公网安备 53010202000123号</div>"
)


def page(body: str, *, title: str = "云岭市商务局", head: str = "", footer: str = FOOTER) -> str:
    """A page with the site's menu and footer around ``body``."""
    menu = "".join(f"<li><a href='{path}'>{name}</a></li>" for path, name in MENU)
    return (
        f"<html><head><title>{title}</title><meta charset='utf-8'>{head}</head><body>"
        f"<div class='nav'><ul>{menu}</ul></div>{body}{footer}</body></html>"
    )


MENU = (("/gzdt/", "工作动态"), ("/tzgg/", "通知公告"), ("/zfxxgk/", "政府信息公开"))


def row(href: str, title: str, day: date | str) -> str:
    return f"<li><a href='{href}'>{title}</a><span>{day}</span></li>"


def list_page(name: str, rows: Iterable[str], pager: str = "") -> str:
    """One page of a list."""
    head = f"<meta name='ColumnName' content='{name}'>" if name else ""
    return page(
        f"<div class='position'>当前位置：<a href='/'>首页</a> &gt; {name}</div>"
        f"<div class='list'><ul>{''.join(rows)}</ul></div><div class='page'>{pager}</div>",
        title=f"{name}_云岭市商务局",
        head=head,
    )


def article(title: str, day: date | str, extra: str = "") -> str:
    """A detail page."""
    return page(
        f"<h1>{title}</h1><p>发布时间：{day}</p><div>正文内容。{extra}</div>",
        title=f"{title}_云岭市商务局",
        head=f"<meta name='ArticleTitle' content='{title}'><meta name='PubDate' content='{day}'>",
    )


def listed(
    path: str, name: str, days: Iterable[date], size: int = 10, kind: str = "script"
) -> dict[str, str]:
    """All pages of a list with one article a day of ``days``, and the articles themselves."""
    entries = []
    pages: dict[str, str] = {}
    for number, day in enumerate(days):
        href = f"{path}t{day:%Y%m%d}_{abs(hash_of(path)) % 1000}{number:03d}.html"
        title = f"{name}之{number}号事项"
        entries.append(row(href, title, day))
        pages[href] = article(title, day)
    count = max(1, -(-len(entries) // size))
    for number in range(1, count + 1):
        part = entries[(number - 1) * size : number * size]
        file = "" if number == 1 else f"index_{number - 1}.html"
        if kind == "script":
            pager = f"<script>createPageHTML({count}, {number - 1}, 'index', 'html');</script>"
        else:
            pager = f"<a href='index_{number}.html'>下一页</a>" if number < count else ""
        pages[path + file] = list_page(name, part, pager)
    return pages


def hash_of(text: str) -> int:
    """A number of a text that is the same in every run."""
    return sum(ord(c) * (i + 7) for i, c in enumerate(text))


def days_back(count: int, *, start: date = date(2025, 2, 1), gap: int = 20) -> list[date]:
    return [start - timedelta(days=gap * n) for n in range(1, count + 1)]


def web(*parts: dict[str, str], home: str = "", **more: object) -> Web:
    """A site: a home page that leads to the columns of the menu, and the given pages."""
    pages: dict[str, str | bytes] = {"/": page(home or "<p>欢迎。</p>", title="云岭市商务局网站")}
    for part in parts:
        pages.update(part)
    return Web(pages, **more)
