"""Whole small websites put together from parts, and how a report of one is judged."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from typing import Any

from nianbao.demo.page import Page, files_of_every_site
from tests.shapes import identity, interfaces, interviews, letters, surveys, topics, traps
from tests.shapes.chrome import UNIT, YEAR, Draw, Frame, Part, article, listing, paragraphs
from tests.sites.routes import Routes, first_of
from tests.sites.server import SiteServer
from tests.sites.visits import Content, Visits

STYLES = ("plain", "metas", "table")
Truth = dict[str, str | int | float | bool]
LETTERS = (
    letters.reply_on_page_only,
    letters.table_with_both_dates,
    letters.question_and_answer,
    letters.folded,
    letters.closed_without_date,
    letters.cells,
    interfaces.jact,
    interfaces.hdjlpt,
    interfaces.cards,
    interfaces.posted_pages,
    interfaces.case_list,
)
COUNT = len(LETTERS)
TRAPS = 4
_OF_LETTER = ("来信内容", "答：", "咨询时间")
_PAGELESS = (
    letters.folded,
    interfaces.cards,
    interfaces.case_list,
)  # no page of a letter in the source


@dataclass(frozen=True)
class SmallSite:
    """``truth`` holds what the site really shows; ``pageless``: its letters have no pages."""

    name: str
    pages: dict[str, Page]
    routes: Routes
    truth: Truth
    pageless: bool = False


def news(seed: int) -> Draw:
    """工作动态 and 政策文件, so that there is a site around the rest."""
    random = Random(f"news-{seed}")

    def draw(frame: Frame) -> Part:
        pages, links, total = {}, [], 0
        for name, path, count in (("工作动态", "/xwzx/gzdt/", 24), ("政策文件", "/zwgk/zcwj/", 11)):
            place = ((name, path),)
            days = sorted(
                (
                    date(YEAR - 1, 9, 1) + timedelta(days=random.randint(0, 560))
                    for _ in range(count)
                ),
                reverse=True,
            )
            rows = []
            for n, day in enumerate(days):
                href = f"{path}t{day:%Y%m%d}_{n + 101 + count}.html"
                title = (
                    f"澜江市城市管理{name}第{count - n}号：{'开展检查' if n % 2 else '召开会议'}"
                )
                rows.append((href, title, day))
                pages[href] = article(frame, title, day, paragraphs(title, 3), place)
                total += day.year == YEAR
            pages[path] = frame.page(listing(rows), name, place)
            links.append((name, path))
        return Part(pages, tuple(links), "信息公开", truth={})

    return draw


def site(number: int) -> SmallSite:
    """The site of a number: every part in the shape that comes next in its turn."""
    n = number
    draws: list[Draw] = [
        news(n),
        topics.interpretations(n) if n % 2 else topics.columns_by_form(n),
        LETTERS[n % COUNT](letters.posts(n)),
        surveys.SURVEYS[n % 4](surveys.surveys(n)),
        interviews.INTERVIEWS[(n + n // 4) % 4](interviews.interviews(n)),
        topics.TOPICS[n % 3](topics.topics(n)),
        topics.SERVICES[n % 2](n),
        identity.FOOTERS[(n + n // 3) % 3](n),
        identity.ACCOUNTS[(n // 2) % 3](n),
    ]
    small = put_together(f"site {n}", draws, STYLES[n % 3])
    return replace(small, pageless=LETTERS[n % COUNT] in _PAGELESS)


def trap(number: int) -> SmallSite:
    """A site made of shapes that mislead."""
    n = number
    draws: list[Draw] = [
        news(n),
        traps.interpretations(n),
        traps.LETTERS[n % 2](letters.posts(n + 50)),
        traps.SURVEYS[n // 2 % 2](surveys.surveys(n + 50)),
        traps.INTERVIEWS[(n + 1) % 2](interviews.interviews(n + 50)),
        traps.TOPICS[n // 2 % 2](topics.topics(n + 50)),
        identity.FOOTERS[n % 3](n),
        traps.not_ours(n),
    ]
    return put_together(f"trap {n}", draws, STYLES[n % 3])


def crowded(number: int) -> SmallSite:
    """A site of 500 letters in the shape of a number, six of them on the home page."""
    posts = letters.posts(number, 500, 9)
    draw = LETTERS[number % COUNT](posts)
    newest = "".join(f"<li>{p.title}<span>{p.received}</span></li>" for p in posts[:6])

    def shown(frame: Frame) -> Part:
        part = draw(frame)
        block = f"<div class='block'><h2><a href='{part.links[0][1]}'>{part.links[0][0]}</a></h2>"
        links = "".join(
            f"<li><a href='{path}'>{post.title}</a></li>"
            for path, post in zip(_letter_pages(part), posts, strict=False)
        )
        return replace(part, home=f"{block}<ul>{links or newest}</ul></div>", truth={})

    return put_together(f"crowded {number}", [news(number), shown], STYLES[number % 3])


def _letter_pages(part: Part) -> list[str]:
    """Addresses of a few letters of a part that has them as files."""
    named = [path for path, text in part.pages.items() if any(w in text for w in _OF_LETTER)]
    return [path for path in named if path != part.links[0][1]][:6]


def put_together(name: str, draws: list[Draw], style: str) -> SmallSite:
    """A whole site of parts: drawn twice, since menu and footer are known after the first time."""
    frame = Frame((), "", style)
    groups: dict[str, list[tuple[str, str]]] = {}
    parts = [draw(frame) for draw in draws]
    for part in parts:
        if part.links:
            groups.setdefault(part.group, []).extend(part.links)
    menu = tuple((group, tuple(links)) for group, links in groups.items())
    frame = Frame(menu, "".join(part.footer for part in parts), style)
    parts = [draw(frame) for draw in draws]
    truth: Truth = {"site_name": UNIT}
    pages: dict[str, Page] = dict(files_of_every_site())
    for part in parts:
        truth |= part.truth
        pages |= {path: Page(text.encode(), _kind(path)) for path, text in part.pages.items()}
    home = "<p>欢迎访问。</p>" + "".join(part.home for part in parts)
    tag = f"<meta name='SiteName' content='{UNIT}'>"
    pages["/"] = Page(frame.page(home, f"{UNIT}网站", meta=tag).encode())
    routes = first_of(*(route for part in parts for route in part.routes))
    return SmallSite(name, pages, routes, truth)


def _kind(path: str) -> str:
    return "text/javascript; charset=utf-8" if path.endswith(".js") else "text/html; charset=utf-8"


def serve(small: SmallSite) -> SiteServer:
    """Return a server for a small site."""
    return SiteServer(Visits(Content(small.pages, small.routes), (), None, 0), 0)


@dataclass(frozen=True)
class Judgement:
    """``wrong``: observed or at-least figures that are not so. ``right`` of ``shown`` fields."""

    wrong: tuple[str, ...]
    missed: tuple[str, ...]
    right: int
    shown: int


def judge(fields: dict[str, Any], truth: Truth) -> Judgement:
    """Hold the fields of a report against what the site shows."""
    wrong, missed, right = [], [], 0
    for key, value in truth.items():
        told = fields[key]
        said = (
            f"{key}: {told['outcome']} {told['value']!r}, true {value!r} ({told.get('reason', '')})"
        )
        if (told["outcome"] == "observed" and told["value"] != value) or (
            told["outcome"] == "partial" and told["value"] > value
        ):
            wrong.append(said)
        if told["value"] == value and told["outcome"] in ("observed", "partial", "estimate"):
            right += 1
        else:
            missed.append(said)
    return Judgement(tuple(wrong), tuple(missed), right, len(truth))
