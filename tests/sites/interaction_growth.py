"""Add columns of consultations, interviews and services to a model, each family in its places."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from crawler.records import Kind
from nianbao.demo.model import ANY_VERDICT, Article, Column, Row, SiteModel, newest_first
from nianbao.demo.plan import SitePlan
from tests.sites import interaction_bodies as bodies
from tests.sites.articles import special
from tests.sites.interaction import Catalogue, Consultation, Mail, Service, Talk

FIRST_ID = 700_000  # beyond the numbers of every planned column
KINDS = ("行政许可", "行政确认", "公共服务", "其他行政权力")
RESULTS = ("column", "list", "page")  # where what came of a consultation is published
TOLD = ("page", "result", "nowhere")  # where the number of opinions is printed
CATALOGUES = ("yes_or_no", "linked", "by_depth", "none", "by_name")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a family keeps its interaction: ``path`` gives an address from a slug and a number.

    ``talk`` and ``serve`` are the first steps of its breadcrumbs; ``ways`` are layouts and looks of
    its lists, one a column in turn; ``turn`` sets off which of them, and which of the ways of
    showing things, a family takes at seed 1.
    """

    path: Callable[[str, int], str]
    talk: str
    serve: str
    ways: tuple[tuple[str, frozenset[str]], ...]
    turn: int
    service_path: Callable[[str, int], str] | None = None
    types: bool = True  # whether ColumnType has the standard words


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes columns and articles of one site."""

    model: SiteModel
    place: Place
    first: int
    page_size: int
    random: Random

    @property
    def turn(self) -> int:
        return self.place.turn + self.model.seed - 1

    def column(self, slug: str, number: int, name: str, kind: str) -> Column:
        serves = kind == "办事服务"
        path = self.place.service_path if serves and self.place.service_path else self.place.path
        layout, looks = self.place.ways[(number + self.turn) % len(self.place.ways)]
        return Column(
            path=path(slug, number),
            names=(self.place.serve if serves else self.place.talk, name),
            kind=Kind.APP,
            column_type=kind if self.place.types else name,
            boxes=(),
            layout=layout,
            page_size=self.page_size,
            rows=(),
            looks=looks,
            verdicts=ANY_VERDICT,
        )

    def article(self, number: int, title: str, day: date, home: str) -> Article:
        time = f"{self.random.randint(8, 17):02d}:{self.random.randint(0, 59):02d}"
        index = f"{self.model.unit.site_code[:6]}/{day.year}-{number:05d}"
        return Article(self.first + number * 3, title, day, time, home, index_number=index)

    def day(self, year: int, month: int, least: int, most: int) -> date:
        return date(self.model.year + year, month, self.random.randint(least, most))


def with_interaction(model: SiteModel, plan: SitePlan, place: Place) -> SiteModel:
    """Return the model with columns of consultations, interviews and services beside its own."""
    random = Random(f"interaction-{plan.unit.domain}-{model.seed}")
    make = _Maker(model, place, plan.first_id + FIRST_ID, plan.page_size, random)
    added = (*_surveys(make), _talks(make), *_services(make))
    columns = tuple(_mails(make, column) for column in model.columns)
    return replace(model, columns=(*columns, *added))


def without_surveys(plan: SitePlan) -> SitePlan:
    """Return the plan without its columns of mere titles of surveys: real ones take their place."""
    kept = tuple(column for column in plan.columns if column.voice != "survey")
    return replace(plan, columns=kept)


def _mails(make: _Maker, column: Column) -> Column:
    """Return a column of letters in another way than the family's own, the second one waiting."""
    draw = bodies.MAILS[make.turn % len(bodies.MAILS)]
    letters = [row.article for row in column.rows if row.article.letter is not None]
    if draw is None or not letters:
        return column
    inside = [a for a in letters if a.published.year == make.model.year]
    rows = []
    for article in letters:
        waiting = len(inside) > 2 and article is inside[1]
        assert article.letter is not None
        replied = None if waiting else article.letter.replied
        mail = special(Mail, replace(article, letter=None), replied=replied)
        mail = replace(mail, received=article.letter.received)
        rows.append(Row(replace(mail, body=draw(mail, article.letter.number))))
    return replace(column, rows=newest_first(tuple(rows)))


def _surveys(make: _Maker) -> tuple[Column, ...]:
    names = ("意见征集", "民意征集", "征集调查", "网上调查")
    asking = make.column("yjzj", 1, names[make.turn % 4], "征集调查")
    answers = make.column("zjfk", 2, ("征集结果", "结果反馈")[make.turn % 2], "征集调查")
    where = RESULTS[make.turn % 3]
    told = TOLD[(make.turn + make.turn // 3) % 3]
    told = "page" if where == "page" and told == "result" else told
    style = bodies.SURVEYS[make.turn % len(bodies.SURVEYS)]
    matters = make.random.sample(make.model.unit.matters, 6)
    rows, results = [], []
    for number, (matter, (start, days, later)) in enumerate(
        zip(matters, _periods(make), strict=True)
    ):
        poll = number == 3
        paper = f"《{make.model.unit.place}{matter}管理办法（征求意见稿）》"
        title = f"{matter}满意度网上调查问卷" if poll else f"关于公开征求{paper}意见的公告"
        plain = make.article(number, title, start, asking.path)
        end = start + timedelta(days=days)
        outcome = end + timedelta(days=later) if later else None
        of = special(
            Consultation,
            plain,
            start=start,
            end=end,
            opinions=make.random.randint(0 if number == 2 else 3, 40),
            told=told == "page" or (told == "result" and outcome is not None),
            result=outcome,
        )
        today = make.model.today
        asked = bodies.Asked(
            of, matter, make.model.unit.name, today, told == "page", where == "page"
        )
        rows.append(Row(replace(of, body=style(asked))))
        if outcome and where != "page":
            text = f"“{title}”调查结果公布" if poll else f"{paper}公开征求意见情况的反馈"
            home = asking.path if where == "list" else answers.path
            notice = make.article(20 + number, text, outcome, home)
            results.append(Row(replace(notice, body=bodies.result(asked, told == "result"))))
    if make.turn % 3 == 1:
        del rows[2]  # a site with one less; it has no result
    if where == "list":
        rows, results = rows + results, []
    shown = replace(asking, rows=newest_first(tuple(rows)))
    return (shown, replace(answers, rows=newest_first(tuple(results)))) if results else (shown,)


def _periods(make: _Maker) -> list[tuple[date, int, int]]:
    """Return (start, days open, days until its result; 0 for none) of six consultations."""
    return [
        (make.day(-1, 11, 3, 14), 30, 40),  # its result is of the year
        (make.day(0, 3, 3, 28), 30, 25),
        (make.day(0, 5, 6, 28), 20, 0),
        (make.day(0, 7, 1, 28), 30, 20),
        (make.day(0, 12, 8, 20), 30, 20 if make.turn % 2 else 0),  # of the next year
        (make.day(1, 2, 9, 20), 30, 0),
    ]


def _talks(make: _Maker) -> Column:
    column = make.column("zxft", 3, ("在线访谈", "访谈直播", "在线访谈")[make.turn % 3], "在线访谈")
    style = bodies.TALKS[make.turn % len(bodies.TALKS)]
    days = [
        make.day(-1, 9, 2, 26),
        make.day(0, 4, 2, 26),
        make.day(0, 6, 3, 26),
        make.day(0, 10, 9, 30),
        make.day(1, 1, 8, 26),
    ]
    rows = []
    for number, (day, matter) in enumerate(
        zip(days, make.random.sample(make.model.unit.matters, 5), strict=True)
    ):
        title = (f"{make.model.unit.name}负责人谈{matter}", f"聚焦{matter} 回应群众关切")[
            number % 2
        ]
        plain = make.article(40 + number, title, day, column.path)
        questions = make.random.randint(2, 5)
        talk = special(
            Talk,
            plain,
            questions=questions,
            replies=questions - (number == 2),
            told=style is not bodies.in_film,
        )
        rows.append(Row(replace(talk, body=style(talk, make.model.unit.name))))
    if make.turn % 4 == 1:
        del rows[1]  # a site with one less
    if make.turn % 2 == 0:
        day = days[3] - timedelta(days=6)
        text = f"预告：{rows[3].article.title}"
        coming = special(Talk, make.article(49, text, day, column.path), held=False)
        rows.append(Row(replace(coming, body=bodies.announced(coming))))
    return replace(column, rows=newest_first(tuple(rows)))


def _services(make: _Maker) -> tuple[Column, ...]:
    kind = CATALOGUES[make.turn % len(CATALOGUES)]
    if kind == "none":
        return ()
    unit = make.model.unit
    plain = make.column("fwsx", 4, ("服务事项目录", "政务服务事项")[make.turn % 2], "办事服务")
    column = special_column(plain)
    if kind == "linked":
        code = f"11{unit.site_code[:6]}MB{unit.site_code[-6:]}0X"
        return (replace(column, body=bodies.linked(code, unit.name)),)
    random = make.random
    services = tuple(
        Service(f"{matter}{word}", random.choice(KINDS), random.random() < 0.6)
        for matter in random.sample(unit.matters, 6)
        for word in ("备案", "变更")[: random.randint(1, 2)]
    )
    draw = {
        "yes_or_no": bodies.yes_or_no,
        "by_depth": bodies.by_depth,
        "by_name": bodies.by_name,
    }[kind]
    return (
        replace(
            column,
            services=services,
            tells_online=kind != "by_name",
            body=draw(services, unit.name),
        ),
    )


def special_column(column: Column) -> Catalogue:
    """Return ``column`` as a catalogue, all else the same."""
    names = column.__dataclass_fields__
    return Catalogue(**{name: getattr(column, name) for name in names})
