"""Quirks of jpaas sites: a list deaf to page numbers, links within lines, links taken away."""

from dataclasses import replace
from random import Random

from crawler.records import Verdict
from nianbao.demo import quirks
from nianbao.demo.model import Column, SiteModel
from nianbao.demo.quirks import Quirk, own_of_year, retarget
from tests.sites.articles import Related, special


def deaf(path: str) -> Quirk:
    """Answer every page number with page one."""

    def apply(model: SiteModel, random: Random) -> SiteModel:
        column = model.column(path)
        return model.with_column(
            column.marked(
                "Q-PAGENO",
                looks=column.looks | {"deaf"},
                broken_from=2,
                verdicts=frozenset({Verdict.LOWER_BOUND}),
            )
        )

    def bite(column: Column, year: int) -> int:
        first = column.rows[: column.page_size]
        shown = sum(row.article.published.year == year for row in first)
        return shown * column.pages - sum(r.article.published.year == year for r in column.rows)

    return Quirk("Q-PAGENO", "接口不理会页码，总是返回第一页", apply, bite)


def nested(path: str, source: str) -> Quirk:
    """Put links to items of another column, with their dates, inside lines of the list."""

    def apply(model: SiteModel, random: Random) -> SiteModel:
        column = model.column(path)
        pool = own_of_year(model.column(source), model.year)
        chosen = {a.id for a in own_of_year(column, model.year)[::2]}
        rows = retarget(
            column.rows,
            chosen,
            lambda a: special(Related, a, related=tuple(random.sample(pool, min(2, len(pool))))),
        )
        return model.with_column(column.marked("Q-NEST", rows=rows))

    def bite(column: Column, year: int) -> int:
        inner = (
            a for r in column.rows if isinstance(r.article, Related) for a in r.article.related
        )
        return sum(article.published.year == year for article in inner)

    return Quirk("Q-NEST", "条目里嵌着相关链接", apply, bite)


def leave_script(path: str) -> Quirk:
    """Let a fifth of the rows lead off the site; the page's script takes their href away."""
    outer = quirks.external(path)

    def apply(model: SiteModel, random: Random) -> SiteModel:
        column = outer.apply(model, random).column(path)
        return model.with_column(replace(column, quirks=(*model.column(path).quirks, "Q-OUTJS")))

    return Quirk("Q-OUTJS", "离站提示脚本去掉了外链地址", apply, outer.bite)
