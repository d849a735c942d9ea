"""Quirks of UCAP sites: dates a day apart, times as numbers, ends that repeat, wrong totals."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from crawler.records import Verdict
from nianbao.demo.model import Article, Column, SiteModel, newest_first
from nianbao.demo.quirks import Quirk, own_of_year, retarget
from tests.sites.articles import Redated, special

DAY = timedelta(days=1)
ONWARD_PAGES = 5  # how far a reader goes that waits for an empty page
DAWN = 8  # Beijing is eight hours ahead: before this hour the day in UTC is another


def days_apart(path: str, share: float = 0.03) -> Quirk:
    """Let the page's PubDate be a day off the list's date; for one row another year begins."""

    def apply(model: SiteModel, random: Random) -> SiteModel:
        column = model.column(path)
        inner = [a for a in own_of_year(column, model.year) if _inside(a.published)]
        chosen = random.sample(inner, max(1, round(len(column.rows) * share)) + 1)
        ids = {article.id for article in chosen[1:]}
        rows = retarget(column.rows, ids, lambda a: special(Redated, a, other=a.published - DAY))
        last = date(model.year, 12, 31)
        edge = special(Redated, replace(chosen[0], published=last), other=last + DAY)
        rows = retarget(rows, {edge.id}, lambda a: edge)
        verdicts = frozenset({Verdict.LOWER_BOUND})
        return model.with_column(
            column.marked("Q-DAYOFF", rows=newest_first(rows), verdicts=verdicts)
        )

    def bite(column: Column, year: int) -> int:
        moved = [row.article for row in column.rows if isinstance(row.article, Redated)]
        return sum((a.other.year == year) - (a.published.year == year) for a in moved)

    return Quirk("Q-DAYOFF", "列表日期与正文日期相差一天", apply, bite, "pubdates")


def _inside(day: date) -> bool:
    return (day - 4 * DAY).year == (day + 4 * DAY).year


def epochs(path: str) -> Quirk:
    """Give times as milliseconds only; some rows are of the first hours of a year."""

    def apply(model: SiteModel, random: Random) -> SiteModel:
        column = model.column(path)
        later = [r.article for r in column.rows if r.article.published.year > model.year]
        chosen = random.sample(own_of_year(column, model.year), 2)
        moved = {a.id: model.year for a in chosen} | {later[-1].id: model.year + 1}

        def early(article: Article) -> Article:
            day = date(moved[article.id], 1, 1)
            return replace(
                article, published=day, time=f"0{random.randint(0, 6)}:3{article.id % 10}"
            )

        rows = retarget(column.rows, set(moved), early)
        looks = column.looks | {"epochs"}
        return model.with_column(column.marked("Q-EPOCH", rows=newest_first(rows), looks=looks))

    def bite(column: Column, year: int) -> int:
        articles = [row.article for row in column.rows]
        return sum(_day_in_utc(a).year == year for a in articles) - sum(
            a.published.year == year for a in articles
        )

    return Quirk("Q-EPOCH", "接口只给毫秒时间戳", apply, bite, "utc")


def _day_in_utc(article: Article) -> date:
    return article.published - DAY if int(article.time[:2]) < DAWN else article.published


def looping(path: str) -> Quirk:
    """Answer pages beyond the end with the last page."""

    def apply(model: SiteModel, random: Random) -> SiteModel:
        column = model.column(path)
        return model.with_column(column.marked("Q-LOOP", looks=column.looks | {"loops"}))

    def bite(column: Column, year: int) -> int:
        *_, (_, last) = column.slices()
        again = max(0, ONWARD_PAGES - column.pages)
        return again * sum(row.article.published.year == year for row in last)

    return Quirk("Q-LOOP", "超出末页时重复末页", apply, bite, "onward")


def overdeclared(path: str) -> Quirk:
    """Declare a total of one more than the list has; for a column whose end is always reached."""

    def apply(model: SiteModel, random: Random) -> SiteModel:
        column = model.column(path)
        looks = column.looks | {"declares_one_more"}
        verdicts = frozenset({Verdict.LOWER_BOUND})
        return model.with_column(column.marked("Q-DECLARED", looks=looks, verdicts=verdicts))

    return Quirk(
        "Q-DECLARED", "声明的总数比列出的多一条", apply, lambda column, year: 1, "declared"
    )
