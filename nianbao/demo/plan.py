"""From a plan of columns and a seed to the content of a whole site."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from crawler.records import Kind
from nianbao.demo.model import (
    ANY_VERDICT,
    DECIDABLE,
    Article,
    Box,
    Column,
    Letter,
    Row,
    Section,
    SiteModel,
    Unit,
    newest_first,
)
from nianbao.demo.texts import title

YEARLY = frozenset({"website_report", "disclosure_report"})
IDS_A_COLUMN = 10_000


@dataclass(frozen=True, slots=True)
class Profile:
    """How large a site is: ``scale`` multiplies the planned rows; dates are inclusive.

    ``inside`` and ``after`` are the shares of a column's rows in the year and after it.
    """

    id: str
    scale: float
    first: date
    last: date
    today: date
    small: bool
    inside: float = 0.45
    after: float = 1 / 12


@dataclass(frozen=True, slots=True)
class ColumnPlan:
    """One column to be filled: ``count`` rows at scale 1, titles in ``voice``.

    ``small`` says whether small sites have it too.
    """

    path: str
    names: tuple[str, ...]
    voice: str
    count: int
    boxes: tuple[Box, ...]
    layout: str
    column_type: str = ""
    kind: Kind = Kind.LIST
    small: bool = True
    looks: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class SitePlan:
    """All that a family fixes; the seed and the profile do the rest."""

    unit: Unit
    sections: tuple[Section, ...]
    columns: tuple[ColumnPlan, ...]
    page_size: int
    first_id: int


SMALL = Profile("small", 1.0, date(2022, 1, 4), date(2026, 2, 27), date(2026, 3, 1), small=True)
FULL = Profile("full", 4.4, date(2022, 1, 4), date(2026, 2, 27), date(2026, 3, 1), small=False)
# Ten thousand items of twelve years, as a unit's site holds that was never tidied up.
LARGE = Profile(
    "large", 41.0, date(2014, 1, 6), date(2026, 2, 27), date(2026, 3, 1), False, 0.12, 0.02
)
PROFILES = (SMALL, FULL, LARGE)


def grow(plan: SitePlan, seed: int, profile: Profile, year: int) -> SiteModel:
    """Return the site of ``plan`` for ``seed``; the same arguments give the same site."""
    taken: set[tuple[str, date]] = set()
    columns = tuple(
        _column(plan, index, column, seed, profile, year, taken)
        for index, column in enumerate(plan.columns)
        if column.small or not profile.small
    )
    used = {path for column in columns for path in _ancestors(column.path)}
    sections = tuple(section for section in plan.sections if section.path in used)
    return SiteModel(plan.unit, seed, year, profile.today, sections, columns)


def _ancestors(path: str) -> list[str]:
    steps = path.strip("/").split("/")
    return ["/" + "/".join(steps[:depth]) + "/" for depth in range(1, len(steps))]


def _column(
    plan: SitePlan,
    index: int,
    column: ColumnPlan,
    seed: int,
    profile: Profile,
    year: int,
    taken: set[tuple[str, date]],
) -> Column:
    random = Random(f"{plan.unit.domain}-{seed}-{column.path}")
    first_id = plan.first_id + index * IDS_A_COLUMN
    days = _days(column, random, profile, year)
    rows = []
    for position, day in enumerate(days):
        article = _article(plan.unit, column, first_id + position * 3 + 7, day, random)
        while (article.title, day) in taken:
            article = replace(article, title=f"{article.title}（续{random.randint(2, 99)}）")
        taken.add((article.title, day))
        rows.append(Row(article))
    return Column(
        path=column.path,
        names=column.names,
        kind=column.kind,
        column_type=column.column_type or column.names[-1],
        boxes=column.boxes,
        layout=column.layout,
        page_size=plan.page_size,
        rows=newest_first(tuple(rows)),
        looks=column.looks,
        verdicts=ANY_VERDICT if column.kind is Kind.APP else DECIDABLE,
    )


def _article(unit: Unit, column: ColumnPlan, number: int, day: date, random: Random) -> Article:
    text = title(column.voice, unit, day, random)
    letter = None
    if column.voice == "letter":
        received = day - timedelta(days=random.randint(2, 15))
        letter = Letter(f"LX{number}", received, day)
    return Article(
        id=number,
        title=text,
        published=day,
        time=f"{random.randint(8, 17):02d}:{random.randint(0, 59):02d}",
        home=column.path,
        index_number=f"{unit.site_code[:6]}/{day.year}-{number % 100_000:05d}",
        pictorial=text.startswith("一图"),
        letter=letter,
    )


def _days(column: ColumnPlan, random: Random, profile: Profile, year: int) -> list[date]:
    """Return the publish dates, oldest first: most in ``year``, at least one after it."""
    if column.voice in YEARLY:
        years = range(profile.first.year, profile.last.year + 1)
        days = [_workday(date(y, 1, random.randint(14, 27))) for y in years]
        return [day for day in days if profile.first <= day <= profile.last]
    count = max(3, round(column.count * profile.scale))
    after = max(1, int(count * profile.after))
    inside = max(1, round(count * profile.inside))
    before = max(0, count - inside - after)
    spans = (
        (before, profile.first, date(year - 1, 12, 31)),
        (inside, date(year, 1, 2), date(year, 12, 31)),
        (after, date(year + 1, 1, 2), profile.last),
    )
    return sorted(_between(random, start, end) for n, start, end in spans for _ in range(n))


def _between(random: Random, start: date, end: date) -> date:
    while True:
        day = start + timedelta(days=random.randint(0, (end - start).days))
        if day.weekday() < 5:
            return day


def _workday(day: date) -> date:
    return day + timedelta(days=(7 - day.weekday()) % 7 if day.weekday() >= 5 else 0)
