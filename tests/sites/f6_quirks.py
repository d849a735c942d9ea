"""Quirks of Guangdong sites: signed a year before, mobile addresses, another unit's catalogue."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from crawler.records import Kind
from nianbao.demo.model import ANY_VERDICT, Article, Column, Row, Section, SiteModel, newest_first
from nianbao.demo.quirks import Quirk, own_of_year, retarget
from tests.sites.articles import Redated, special

GUEST = "珠澜市医疗保障局"
GUEST_SECTION = Section("/zsdw/", ("直属单位",))
GUEST_ROWS = 9


def signed_before(path: str, share: float = 0.05) -> Quirk:
    """Publish in the year what was signed (成文) in the year before."""

    def apply(model: SiteModel, random: Random) -> SiteModel:
        column = model.column(path)
        count = max(1, round(len(column.rows) * share))
        chosen = {a.id for a in random.sample(own_of_year(column, model.year), count)}
        rows = retarget(
            column.rows,
            chosen,
            lambda a: special(Redated, a, other=date(model.year - 1, 12, random.randint(1, 31))),
        )
        return model.with_column(column.marked("Q-SIGNED", rows=rows))

    def bite(column: Column, year: int) -> int:
        moved = [row.article for row in column.rows if isinstance(row.article, Redated)]
        return sum((a.other.year == year) - (a.published.year == year) for a in moved)

    return Quirk("Q-SIGNED", "成文日期在上一年", apply, bite, "signed")


def mobile_twins(path: str) -> Quirk:
    """List three articles of the year a second time, at their address for telephones."""

    def apply(model: SiteModel, random: Random) -> SiteModel:
        column = model.column(path)
        chosen = random.sample(own_of_year(column, model.year), 3)
        twins = tuple(Row(replace(a, href=mobile_address(a))) for a in chosen)
        rows = newest_first((*column.rows, *twins))
        return model.with_column(column.marked("Q-MOBILE", rows=rows))

    def bite(column: Column, year: int) -> int:
        return len(column.rows) - len({row.article.id for row in column.rows})

    return Quirk("Q-MOBILE", "同一篇又以手机版地址列出", apply, bite)


def mobile_address(article: Article) -> str:
    """Return where the telephone version of a news article lies."""
    return f"{article.home}content/mpost_{article.id}.html"


def tenant(path: str) -> Quirk:
    """Keep the catalogue of another unit under a folder of the same host."""

    def apply(model: SiteModel, random: Random) -> SiteModel:
        first = date(model.year, 1, 20)
        rows = tuple(
            Row(
                Article(
                    id=9_900_000 + 3 * number,
                    title=f"{GUEST}关于医疗服务价格项目的通知（第{number + 1}批）",
                    published=first + timedelta(days=29 * number),
                    time="10:00",
                    home=path,
                )
            )
            for number in range(GUEST_ROWS)
        )
        column = Column(
            path,
            (*GUEST_SECTION.names, f"{GUEST}信息公开目录"),
            Kind.EXTERNAL,
            "通知公告",
            (),
            "catalogue",
            100,
            newest_first(rows),
            looks=frozenset({"guest"}),
            verdicts=ANY_VERDICT,
        )
        return replace(
            model,
            sections=(*model.sections, GUEST_SECTION),
            columns=(*model.columns, column.marked("Q-TENANT")),
        )

    def bite(column: Column, year: int) -> int:
        return sum(row.article.published.year == year for row in column.rows)

    return Quirk("Q-TENANT", "同一域名下还有别的单位的公开目录", apply, bite)
