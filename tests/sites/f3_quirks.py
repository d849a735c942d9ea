"""Quirks of JCMS sites: titles cut to the same words, and a parent that lists its children."""

from dataclasses import replace
from random import Random

from crawler.records import Kind
from nianbao.demo.model import ANY_VERDICT, Column, Row, SiteModel, newest_first
from nianbao.demo.quirks import Quirk, own_of_year

CUT = 16  # characters of a title that a list with short titles shows


def cut_titles(path: str) -> Quirk:
    """Cut titles short; two pairs of the year then look the same and have the same date."""

    def apply(model: SiteModel, random: Random) -> SiteModel:
        column = model.column(path)
        chosen = random.sample(own_of_year(column, model.year), 4)
        twins = {}
        for first, second in (chosen[:2], chosen[2:]):
            stem = (
                f"{model.unit.name}关于{first.published.month}月{random.randint(2, 99)}号事项的公示"
            )
            long = f"{stem}（有关企业和单位名单见附件，"
            twins[first.id] = replace(first, title=f"{long}第一批）")
            twins[second.id] = replace(second, title=f"{long}第二批）", published=first.published)
        rows = tuple(replace(r, article=twins.get(r.article.id, r.article)) for r in column.rows)
        looks = column.looks | {"cut_titles"}
        return model.with_column(column.marked("Q-TRUNC", rows=newest_first(rows), looks=looks))

    def bite(column: Column, year: int) -> int:
        articles = [r.article for r in column.every_row() if r.counts]
        shown = [(shorten(a.title), a.published) for a in articles if a.published.year == year]
        return len(set(shown)) - len(shown)

    return Quirk("Q-TRUNC", "标题被截断", apply, bite, "titles")


def shorten(title: str) -> str:
    """Return a title as a list of narrow lines shows it."""
    return title if len(title) <= CUT else f"{title[:CUT]}..."


def aggregate(path: str) -> Quirk:
    """Let the page of a section list everything its columns list, newest first."""

    def apply(model: SiteModel, random: Random) -> SiteModel:
        names = next(section.names for section in model.sections if section.path == path)
        children = [c for c in model.columns if c.names[:-1] == names]
        rows = tuple(
            Row(replace(row.article, home=child.path))
            for child in children
            for row in child.rows
            if row.counts
        )
        parent = Column(
            path,
            names,
            Kind.AGGREGATE,
            names[-1],
            (),
            "records",
            children[0].page_size,
            newest_first(rows),
            looks=frozenset({"aggregate"}),
            verdicts=ANY_VERDICT,
        )
        return replace(model, columns=(*model.columns, parent.marked("Q-AGG")))

    def bite(column: Column, year: int) -> int:
        return sum(row.article.published.year == year for row in column.rows)

    return Quirk("Q-AGG", "上级栏目汇总列出下级栏目的条目", apply, bite)
