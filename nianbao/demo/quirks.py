"""Habits of real sites that make a hasty reader count wrong, each a change of the model.

A quirk says what it does to a site (``apply``) and by how much a naive reader of a column it
touched is then wrong (``bite``): the naive number minus the true one.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random

from nianbao.demo.model import (
    Archive,
    Article,
    Column,
    Row,
    SiteModel,
    Target,
    newest_first,
)

OUTSIDE = "http://outside.external.test"


@dataclass(frozen=True, slots=True)
class Quirk:
    """One switch. ``reader`` names the naive reader it leads astray (see tests/sites/naive.py)."""

    id: str
    says: str
    apply: Callable[[SiteModel, Random], SiteModel]
    bite: Callable[[Column, int], int]
    reader: str = "links"


def apply_all(model: SiteModel, quirks: tuple[Quirk, ...], on: frozenset[str]) -> SiteModel:
    """Return ``model`` with the quirks named in ``on`` applied, in the order of ``quirks``."""
    for quirk in quirks:
        if quirk.id in on:
            model = quirk.apply(model, Random(f"{model.seed}-{quirk.id}"))
    return model


def retarget(
    rows: tuple[Row, ...], chosen: set[int], change: Callable[[Article], Article]
) -> tuple[Row, ...]:
    """Return ``rows`` with ``change`` applied to the articles whose ids are ``chosen``."""
    return tuple(
        replace(row, article=change(row.article)) if row.article.id in chosen else row
        for row in rows
    )


def own_of_year(column: Column, year: int) -> list[Article]:
    """Return the own pages of ``year`` in list order, leaving out the two newest and oldest."""
    found = [
        row.article
        for row in column.rows
        if row.counts and row.article.target is Target.PAGE and row.article.published.year == year
    ]
    return found[2:-2] if len(found) > 6 else found


def count_of_year(column: Column, year: int, target: Target) -> int:
    """Return how many distinct visible rows of ``year`` lead to ``target``."""
    return len(
        {
            row.article.id
            for row in column.every_row()
            if row.counts and row.article.target is target and row.article.published.year == year
        }
    )


def pin(path: str) -> Quirk:
    """Put a row of the year on top of every page of the list."""

    def apply(model: SiteModel, random: Random) -> SiteModel:
        column = model.column(path)
        article = random.choice(own_of_year(column, model.year))
        rows = tuple(row for row in column.rows if row.article.id != article.id)
        return model.with_column(column.marked("Q-PIN", rows=rows, pinned=(article,)))

    def bite(column: Column, year: int) -> int:
        return sum(a.published.year == year for a in column.pinned) * (column.pages - 1)

    return Quirk("Q-PIN", "置顶一条，每页重复", apply, bite)


def external(*paths: str) -> Quirk:
    """Let a fifth of the rows lead to other hosts."""

    def leave(article: Article) -> Article:
        host = (
            "https://mp.weixin.qq.com/s/",
            "http://www.daily.external.test/a/",
            "https://news.external.test/c/",
        )[article.id % 3]
        return replace(article, target=Target.EXTERNAL, href=f"{host}{article.id:x}")

    def apply(model: SiteModel, random: Random) -> SiteModel:
        for path in paths:
            if not model.has(path):
                continue
            column = model.column(path)
            ids = [row.article.id for row in column.rows]
            chosen = set(random.sample(ids, max(1, len(ids) // 5)))
            chosen.add(random.choice(own_of_year(column, model.year)).id)
            rows = retarget(column.rows, chosen, leave)
            model = model.with_column(column.marked("Q-EXT", rows=rows))
        return model

    return Quirk(
        "Q-EXT",
        "两成条目为外链",
        apply,
        lambda column, year: count_of_year(column, year, Target.EXTERNAL),
    )


def stubs(path: str) -> Quirk:
    """Let three rows of five of the year lead off the site through an own address."""

    def apply(model: SiteModel, random: Random) -> SiteModel:
        column = model.column(path)
        of_year = [r.article for r in column.rows if r.article.published.year == model.year]
        chosen = {a.id for position, a in enumerate(of_year) if position % 5 in (0, 2, 4)}
        rows = retarget(column.rows, chosen, lambda a: replace(a, target=Target.STUB))
        return model.with_column(column.marked("Q-EXTSTUB", rows=rows))

    return Quirk(
        "Q-EXTSTUB",
        "站内地址跳转到站外",
        apply,
        lambda column, year: count_of_year(column, year, Target.STUB),
    )


def attachments(path: str, share: int = 6) -> Quirk:
    """Turn one row in ``share`` of the year, at least one, into a PDF."""

    def apply(model: SiteModel, random: Random) -> SiteModel:
        column = model.column(path)
        of_year = own_of_year(column, model.year)
        chosen = {a.id for a in random.sample(of_year, max(1, len(of_year) // share))}
        rows = retarget(column.rows, chosen, lambda a: replace(a, target=Target.ATTACHMENT))
        return model.with_column(column.marked("Q-PDF", rows=rows))

    return Quirk(
        "Q-PDF",
        "条目直接是 PDF 附件",
        apply,
        lambda column, year: -count_of_year(column, year, Target.ATTACHMENT),
        "details",
    )


def shared(*moves: tuple[str, str, int]) -> Quirk:
    """List own items of the year in more columns: (from, to, how many)."""

    def apply(model: SiteModel, random: Random) -> SiteModel:
        for source, goal, count in moves:
            if not (model.has(source) and model.has(goal)):
                continue
            pool = own_of_year(model.column(source), model.year)
            there = {row.article.id for row in model.column(goal).rows}
            pool = [article for article in pool if article.id not in there]
            chosen = random.sample(pool, min(count, len(pool)))
            target = model.column(goal)
            rows = newest_first((*target.rows, *(Row(article) for article in chosen)))
            model = model.with_column(target.marked("Q-DUPCOL", rows=rows))
        return model

    return Quirk("Q-DUPCOL", "同一条信息在多个栏目", apply, lambda column, year: 0, "site")


def archive(path: str, misplaced: int | None = None) -> Quirk:
    """Move past years to addresses of their own; the column's first page keeps the newest year.

    The archive of the year ``misplaced`` stands at the root of the site.
    """

    def apply(model: SiteModel, random: Random) -> SiteModel:
        column = model.column(path)
        years = sorted({row.article.published.year for row in column.rows}, reverse=True)
        archives = tuple(
            Archive(
                f"{year}年",
                f"/{year}n/" if year == misplaced else f"{path}{year}n/",
                tuple(row for row in column.rows if row.article.published.year == year),
            )
            for year in years[1:]
        )
        rows = tuple(row for row in column.rows if row.article.published.year == years[0])
        return model.with_column(column.marked("Q-ARCH", rows=rows, archives=archives))

    def bite(column: Column, year: int) -> int:
        return -sum(
            row.article.published.year == year
            for archive in column.archives
            for row in archive.rows
        )

    return Quirk("Q-ARCH", "按年归档，首页只有最新一年", apply, bite)
