"""A part of a site, and the frame its pages stand in."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from nianbao.demo.page import Page
from tests.sites.routes import Asked, Routes

YEAR = 2025
UNIT = "澜江市城市管理局"
Truth = Mapping[str, str | int | float | bool]
Link = tuple[str, str]


@dataclass(frozen=True)
class Part:
    """``links`` are (name, address) for the menu ``group``; ``home`` is shown on the home page.

    ``truth`` holds the fields of the form the pages really show; ``none`` those they do not show.
    ``scripted``: only a browser sees them.
    """

    pages: Mapping[str, str] = field(default_factory=dict)
    links: tuple[Link, ...] = ()
    group: str = ""
    home: str = ""
    footer: str = ""
    truth: Truth = field(default_factory=dict)
    routes: tuple[Routes, ...] = ()
    scripted: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Frame:
    """Turns bodies into pages. ``style`` is one of plain, metas, table."""

    menu: tuple[tuple[str, tuple[Link, ...]], ...]
    footer: str
    style: str

    def page(self, body: str, title: str = "", crumbs: Iterable[Link] = (), meta: str = "") -> str:
        """Return a whole page; ``crumbs`` are the steps under the home page."""
        steps = [("首页", "/"), *crumbs]
        trail = " &gt; ".join(f"<a href='{href}'>{name}</a>" for name, href in steps)
        menu = "".join(
            f"<li><a href='{links[0][1]}'>{group}</a><ul>"
            + "".join(f"<li><a href='{href}'>{name}</a></li>" for name, href in links)
            + "</ul></li>"
            for group, links in self.menu
        )
        column = list(crumbs)[-1][0] if list(crumbs) else ""
        tags = f"<meta name='ColumnName' content='{column}'>" if self.style == "metas" else ""
        inner = f"<div class='main'>{body}</div>"
        if self.style == "table":
            inner = f"<table class='main'><tr><td>{body}</td></tr></table>"
        return (
            f"<!DOCTYPE html><html><head><meta charset='utf-8'>{tags}{meta}"
            f"<title>{title or UNIT}</title></head><body>"
            f"<div class='nav'><ul>{menu}</ul></div>"
            f"<div class='position'>当前位置：{trail}</div>{inner}"
            f"<div class='footer'>{self.footer}</div></body></html>"
        )


Draw = Callable[[Frame], Part]


def listing(rows: Iterable[tuple[str, str, date | str]], pager: str = "") -> str:
    """A plain list of (href, title, date)."""
    lines = "".join(
        f"<li><a href='{href}' title='{title}'>{title}</a><span>{day}</span></li>"
        for href, title, day in rows
    )
    return f"<ul class='list'>{lines}</ul><div class='pages'>{pager}</div>"


def article(frame: Frame, title: str, day: date, body: str, crumbs: Iterable[Link]) -> str:
    """A plain article."""
    meta = f"<meta name='ArticleTitle' content='{title}'><meta name='PubDate' content='{day}'>"
    text = f"<h1>{title}</h1><p class='info'>发布时间：{day}　来源：{UNIT}</p>{body}"
    return frame.page(f"<div class='article'>{text}</div>", title, crumbs, meta)


def paragraphs(topic: str, count: int = 4) -> str:
    """Running text of about ninety characters a paragraph."""
    line = (
        f"{topic}工作按照年度计划推进，各责任科室逐项对照任务清单抓好落实，"
        "定期通报进展，认真听取群众意见，及时研究解决遇到的困难和问题，确保各项措施落到实处、取得实效。"
    )
    return "".join(f"<p>第{n}点，{line}</p>" for n in range(1, count + 1))


def answer_to(path: str, make: Callable[[Asked], Page | None]) -> Routes:
    """Routes for one path."""
    return lambda asked: make(asked) if asked.path == path else None
