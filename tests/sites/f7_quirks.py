"""Quirks of F7: what Visual SiteBuilder sites do to a hasty reader."""

from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

from nianbao.demo.model import Column, Row, SiteModel, newest_first
from nianbao.demo.quirks import Quirk, own_of_year, retarget
from nianbao.demo.truth import in_year
from tests.sites.f7_pages import RECOMMENDED, cut_title, linked_pages

RARE = ("喆", "堃")  # in GBK, not in GB2312
OLD_DAY = date(2021, 6, 18)


def changed(rows: tuple[Row, ...], number: int, **changes: Any) -> tuple[Row, ...]:
    """Return ``rows`` with ``changes`` made to the article whose id is ``number``."""
    return retarget(rows, {number}, lambda article: replace(article, **changes))


def rare_characters(path: str) -> Quirk:
    """Declare gb2312 for GBK bytes; the two newest titles hold characters it lacks."""

    def apply(model: SiteModel, random: Random) -> SiteModel:
        column = model.column(path)
        rows = column.rows
        for row, character in zip(column.rows, RARE, strict=False):
            title = f"{character}河工程：{row.article.title}"
            rows = changed(rows, row.article.id, title=title)
        return model.with_column(column.marked("Q-CHARSET", rows=rows))

    return Quirk("Q-CHARSET", "声明的编码与实际不符", apply, _whole_year, "strict")


def old_pin(path: str, *, marked: bool) -> Quirk:
    """Let a row of 2021 stand on top of page one only, with or without 置顶 before it."""

    def apply(model: SiteModel, random: Random) -> SiteModel:
        column = model.column(path)
        newest = column.rows[0].article
        pinned = replace(
            newest,
            id=newest.id + 1,
            title=f"关于{model.unit.name}网站栏目调整的公告",
            published=OLD_DAY,
        )
        looks = column.looks | {"marked_pin"} if marked else column.looks
        rows = (Row(pinned), *column.rows)
        return model.with_column(column.marked("Q-PINOLD", rows=rows, looks=looks))

    return Quirk("Q-PINOLD", "往年条目长期置顶", apply, _whole_year, "early")


def session_ids(path: str) -> Quirk:
    """Give every link of a list page that page's own session id."""

    def apply(model: SiteModel, random: Random) -> SiteModel:
        column = model.column(path)
        looks = column.looks | {"sessions"}
        return model.with_column(column.marked("Q-SESS", looks=looks))

    def bite(column: Column, year: int) -> int:
        pages = dict(column.slices())
        read = dict.fromkeys(pages, 0) | {1: 1}
        for number in pages:
            for goal in linked_pages(number, column.pages):
                read[goal] += 1
        found = sum(read[n] * len(in_year(rows, year)) for n, rows in pages.items())
        return found - len(in_year(column.rows, year))

    return Quirk("Q-SESS", "链接带会话编号", apply, bite, "every_address")


def cut_titles(path: str) -> Quirk:
    """Cut long titles; twice two items of one day then look the same."""

    def apply(model: SiteModel, random: Random) -> SiteModel:
        column = model.column(path)
        rows = column.rows
        own = own_of_year(column, model.year)
        for first, second, subject in zip(own[:2], own[-2:], ("建设", "管护"), strict=True):
            stem = f"{model.unit.name}关于印发《{model.unit.place}农村供水工程{subject}细则》的通知"
            rows = changed(rows, first.id, title=f"{stem}（上册）")
            rows = changed(
                rows,
                second.id,
                title=f"{stem}（下册）",
                published=first.published,
                time=first.time,
            )
        looks = column.looks | {"cut"}
        return model.with_column(column.marked("Q-TRUNC", rows=newest_first(rows), looks=looks))

    def bite(column: Column, year: int) -> int:
        ids = in_year(column.rows, year)
        items = [row.article for row in column.rows if row.article.id in ids]
        return len({(cut_title(a.title), a.published) for a in items}) - len(ids)

    return Quirk("Q-TRUNC", "标题截断", apply, bite, "titles")


def few_rows(one: str, two: str) -> Quirk:
    """Leave a list one row of the year, another one two rows of two years."""

    def apply(model: SiteModel, random: Random) -> SiteModel:
        for path, count in ((one, 1), (two, 2)):
            column = model.column(path)
            of_year = next(r for r in column.rows if r.article.published.year == model.year)
            older = next(r for r in column.rows if r.article.published.year < model.year)
            rows = (of_year, older)[:count]
            model = model.with_column(column.marked("Q-FEW", rows=rows))
        return model

    return Quirk("Q-FEW", "列表只有一两条", apply, _whole_year, "groups")


def no_rows(path: str) -> Quirk:
    """Empty a list; it says 共0条 and shows rows of another column instead."""

    def apply(model: SiteModel, random: Random) -> SiteModel:
        return model.with_column(model.column(path).marked("Q-EMPTY", rows=()))

    return Quirk("Q-EMPTY", "列表是空的，下面有推荐", apply, lambda column, year: RECOMMENDED)


def old_template(path: str) -> Quirk:
    """Draw a list with the old template: a table, 共46条 1/3 in a cell, and 下页."""

    def apply(model: SiteModel, random: Random) -> SiteModel:
        column = model.column(path)
        return model.with_column(column.marked("Q-OLDPAGE", looks=column.looks | {"old"}))

    def bite(column: Column, year: int) -> int:
        return len(in_year(column.rows[: column.page_size], year)) - len(in_year(column.rows, year))

    return Quirk("Q-OLDPAGE", "旧模板的翻页", apply, bite)


def _whole_year(column: Column, year: int) -> int:
    return -len(in_year(column.rows, year))
