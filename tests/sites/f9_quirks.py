"""Quirks of F9: what stands in the source is not what the eye sees, nor the other way round."""

from collections.abc import Callable
from dataclasses import replace
from random import Random

from nianbao.demo import quirks
from nianbao.demo.model import Column, SiteModel
from nianbao.demo.quirks import Quirk
from nianbao.demo.truth import in_year
from tests.sites.f9_pages import related


def second_copy(path: str) -> Quirk:
    """Let ``index_2.html`` be there, announced in the head, and repeat page one."""
    return Quirk(
        "Q-LOOP",
        "第二页与首页相同",
        _look("Q-LOOP", path, "double"),
        lambda column, year: len(in_year(column.rows, year)),
        "guess",
    )


def detached(path: str) -> Quirk:
    """Let the script take out of the page what it does not show."""

    def bite(column: Column, year: int) -> int:
        return len(in_year(column.rows[: column.page_size], year)) - len(in_year(column.rows, year))

    apply = _look("Q-RENDER", path, "detached")
    return Quirk("Q-RENDER", "脚本只在页面里留下一屏", apply, bite, "screen")


def year_archives(path: str) -> Quirk:
    """Move past years to ``/tzgg2024/``; the column's first page keeps the newest year."""
    inner = quirks.archive(path)

    def apply(model: SiteModel, random: Random) -> SiteModel:
        model = inner.apply(model, random)
        column = model.column(path)
        archives = tuple(
            replace(archive, path=f"{path.rstrip('/')}{archive.name[:4]}/")
            for archive in column.archives
        )
        return model.with_column(replace(column, archives=archives))

    return replace(inner, apply=apply)


def boxes(path: str) -> Quirk:
    """Put a box of related links, dates and all, into one row of four."""

    def bite(column: Column, year: int) -> int:
        nested = [other for row in column.rows for other in related(column, row)]
        return sum(other.article.published.year == year for other in nested)

    return Quirk("Q-NEST", "条目里嵌着相关链接", _look("Q-NEST", path, "nested"), bite)


def _look(id_: str, path: str, name: str) -> Callable[[SiteModel, Random], SiteModel]:
    def apply(model: SiteModel, random: Random) -> SiteModel:
        column = model.column(path)
        return model.with_column(column.marked(id_, looks=column.looks | {name}))

    return apply
