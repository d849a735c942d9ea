"""Quirks that only made-up test sites have; those of the sample site are in nianbao.demo."""

from dataclasses import replace
from datetime import date
from random import Random

from crawler.records import Kind, Verdict
from nianbao.demo.model import DECIDABLE, Article, Box, Column, Mark, Row, SiteModel
from nianbao.demo.quirks import Quirk, own_of_year, retarget
from nianbao.demo.truth import in_year, is_item

RARE = "喆"  # in GBK, not in GB2312


def look(id_: str, says: str, name: str, *paths: str) -> Quirk:
    """Return a quirk that hides a whole column from a naive reader by the way it looks."""

    def apply(model: SiteModel, random: Random) -> SiteModel:
        for path in paths:
            if model.has(path):
                column = model.column(path)
                model = model.with_column(column.marked(id_, looks=column.looks | {name}))
        return model

    return Quirk(id_, says, apply, lambda column, year: -len(in_year(column.every_row(), year)))


def no_year(path: str) -> Quirk:
    """Show dates as 01-02 and give details addresses without a date."""
    return look("Q-NOYEAR", "列表日期没有年份", "no_year", path)


def written(path: str) -> Quirk:
    """Write the rows by a script, so that the source holds no anchors."""
    return look("Q-WRITELN", "列表由脚本写出", "written", path)


def blocked(path: str) -> Quirk:
    """Answer the whole column with a challenge."""
    inner = look("Q-412", "栏目被防护拦截（412）", "blocked", path)

    def apply(model: SiteModel, random: Random) -> SiteModel:
        model = inner.apply(model, random)
        column = replace(model.column(path), verdicts=frozenset({Verdict.UNKNOWN}))
        return model.with_column(column)

    return replace(inner, apply=apply)


def charset(*paths: str) -> Quirk:
    """Declare UTF-8 for GBK bytes, which hold characters outside GB2312 too."""
    inner = look("Q-CHARSET", "声明的编码与实际不符", "lying", *paths)

    def apply(model: SiteModel, random: Random) -> SiteModel:
        model = inner.apply(model, random)
        for path in paths:
            if model.has(path):
                column = model.column(path)
                first = {column.rows[0].article.id}
                rows = retarget(column.rows, first, lambda a: replace(a, title=RARE + a.title))
                model = model.with_column(replace(column, rows=rows))
        return model

    return replace(inner, apply=apply)


def index_numbers(path: str) -> Quirk:
    """Print an 索引号 like 2025-12-00018 before each title; it is no date."""

    def numbered(year: int, article: Article) -> Article:
        month = f"{year}-12" if article.published.year > year else f"{article.published:%Y-%m}"
        return replace(article, index_number=f"{month}-{article.id % 900:05d}")

    def apply(model: SiteModel, random: Random) -> SiteModel:
        column = model.column(path)
        ids = {row.article.id for row in column.rows}
        rows = retarget(column.rows, ids, lambda a: numbered(model.year, a))
        looks = column.looks | {"index_numbers"}
        return model.with_column(column.marked("Q-IDX", rows=rows, looks=looks))

    def bite(column: Column, year: int) -> int:
        return len(in_year(column.every_row(), year + 1))

    return Quirk("Q-IDX", "索引号像日期", apply, bite)


def broken_pages(path: str) -> Quirk:
    """Answer deep list pages with an empty shell and 200, while the year still goes on there."""

    def apply(model: SiteModel, random: Random) -> SiteModel:
        column = model.column(path)
        first = 6 if column.pages >= 9 else 2
        return model.with_column(
            column.marked("Q-STUB", broken_from=first, verdicts=frozenset({Verdict.LOWER_BOUND}))
        )

    def bite(column: Column, year: int) -> int:
        deep = (
            row for n, rows in column.slices() if n >= (column.broken_from or n + 1) for row in rows
        )
        return -len(in_year(deep, year))

    return Quirk("Q-STUB", "深页只返回空壳", apply, bite)


def long_texts(path: str) -> Quirk:
    """Cut an article of the year into three pages with the pager of lists."""

    def apply(model: SiteModel, random: Random) -> SiteModel:
        column = model.column(path)
        chosen = {random.choice(own_of_year(column, model.year)).id}
        rows = retarget(column.rows, chosen, lambda a: replace(a, body_pages=3))
        return model.with_column(column.marked("Q-BODYPG", rows=rows))

    def bite(column: Column, year: int) -> int:
        return sum(
            row.article.body_pages - 1 for row in column.every_row() if is_item(row.article, year)
        )

    return Quirk("Q-BODYPG", "正文分页", apply, bite, "bodies")


def singles(folder: str, section: str) -> Quirk:
    """Add two single pages to the overview: 机构简介 dated in the year, 联系方式 without a date.

    Only the dated one is an item a naive reader of lists misses; the other can't be decided.
    """

    def page(model: SiteModel, slug: str, name: str, day: date) -> Column:
        path = f"{folder}{slug}/"
        number = 9_000_000 + len(model.columns)
        article = Article(number, f"{model.unit.name}{name}", day, "09:30", path, href=path)
        return Column(
            path,
            (section, name),
            Kind.SINGLE,
            name,
            (Box.OVERVIEW,),
            "single",
            20,
            (Row(article),),
            verdicts=DECIDABLE,
        )

    def apply(model: SiteModel, random: Random) -> SiteModel:
        dated = page(model, "jgjj", "机构简介", date(model.year, 5, 20)).marked("Q-SINGLE")
        model = replace(model, columns=(*model.columns, dated))
        undated = replace(
            page(model, "lxfs", "联系方式", date(model.year - 2, 5, 19)),
            looks=frozenset({"undated"}),
            verdicts=frozenset({Verdict.LOWER_BOUND, Verdict.UNKNOWN}),
        )
        return replace(model, columns=(*model.columns, undated))

    return Quirk(
        "Q-SINGLE",
        "单页栏目，一页有日期，一页没有",
        apply,
        lambda column, year: -len(in_year(column.rows, year)),
    )


def late(path: str) -> Quirk:
    """Move an old row up to page one, and a row of the year down among the old ones."""

    def apply(model: SiteModel, random: Random) -> SiteModel:
        column = model.column(path)
        rows = list(column.rows)
        old = next(r for r in reversed(rows) if r.article.published.year < model.year)
        down = random.choice(own_of_year(column, model.year))
        lowered = next(r for r in rows if r.article.id == down.id)
        rows.remove(old)
        rows.remove(lowered)
        rows.insert(len(rows) * 9 // 10, lowered)
        rows.insert(6, old)
        return model.with_column(column.marked("Q-LATE", rows=tuple(rows)))

    def bite(column: Column, year: int) -> int:
        before: list[Row] = []
        for row in column.rows:
            if row.article.published.year < year:
                break
            before.append(row)
        return len(in_year(before, year)) - len(in_year(column.rows, year))

    return Quirk("Q-LATE", "补录条目不按日期排列", apply, bite, "early")


def backdated(path: str) -> Quirk:
    """Give three articles of the year's first half numbers above all others of their column.

    They look entered late under an early date. No count is wrong by it: it is a clue, no error.
    """

    def apply(model: SiteModel, random: Random) -> SiteModel:
        column = model.column(path)
        early = [a for a in own_of_year(column, model.year) if a.published.month <= 6]
        numbers = {a.id: n for n, a in enumerate(random.sample(early, min(3, len(early))), 11)}
        above = max(row.article.id for row in column.rows)
        rows = retarget(column.rows, set(numbers), lambda a: replace(a, id=above + numbers[a.id]))
        return model.with_column(column.marked("Q-BACKDATE", rows=rows))

    return Quirk("Q-BACKDATE", "编号靠后，日期却靠前", apply, lambda column, year: 0, "nobody")


def out_of_place(column: Column) -> tuple[Article, ...]:
    """The articles that ``backdated`` numbered above all others: the truth of its clue."""
    plain = sorted(row.article.id for row in column.rows)
    return tuple(
        row.article
        for row in column.rows
        if row.article.published.month <= 6 and row.article.id >= plain[-3]
    )


def placeholders(path: str) -> Quirk:
    """Put two rows without a target among the items: 暂无数据."""
    return _extra("Q-PLACE", "列表里有空行", path, Mark.PLACEHOLDER)


def hidden(path: str) -> Quirk:
    """Leave two rows in the source that nobody sees on the screen."""
    return _extra("Q-HIDE", "列表里有隐藏条目", path, Mark.HIDDEN)


def _extra(id_: str, says: str, path: str, mark: Mark) -> Quirk:
    def apply(model: SiteModel, random: Random) -> SiteModel:
        column = model.column(path)
        rows = list(column.rows)
        for model_row in own_of_year(column, model.year)[:2]:
            position = next(n for n, r in enumerate(rows) if r.article.id == model_row.id)
            text = "暂无数据" if mark is Mark.PLACEHOLDER else f"（测试）{model_row.title}"
            article = replace(model_row, id=model_row.id + 1, title=text, letter=None)
            rows.insert(position, Row(article, mark))
        return model.with_column(column.marked(id_, rows=tuple(rows)))

    def bite(column: Column, year: int) -> int:
        return sum(row.mark is mark and row.article.published.year == year for row in column.rows)

    return Quirk(id_, says, apply, bite)
