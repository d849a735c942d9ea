"""Write the pages of a model in the manner of Guangdong's gkmlpt and NFCMS.

The catalogue is one page, ``/gkmlpt/index``: its script holds the site's id and the tree of
categories, the hash chooses one, rows come from ``/gkmlpt/api/all/`` (see f6_routes). News are
static: ``index.html``, ``index_2.html``; details ``content/post_<id>.html`` and, for telephones,
``content/mpost_<id>.html``: no date in any address.
"""

from dataclasses import replace
from typing import Any

from crawler.records import Kind
from nianbao.demo.model import Article, Column, Section, SiteModel, Target, Unit
from nianbao.demo.page import Page, attachment
from tests.sites.articles import Redated
from tests.sites.f6_quirks import GUEST, mobile_address
from tests.sites.frame import Frame, Metas, Style, script

ROWS_A_CALL = 100
PLATFORM = "/gkmlpt/gkml/pc/js/chunk-common.c1553651.js"
PAGER = "/static/page.js"
STATISTICS = "/static/nfcms_stat.js"
SID, GUEST_SID = "799041", "799042"
JUMP = "http://www.city.external.test/gkmlpt/index"
GUEST_UNIT = Unit(
    name=GUEST,
    domain="zhulan-ybj.example.test",
    operator=f"{GUEST}办公室",
    place="珠澜市",
    districts=("鹤汀区",),
    matters=("医疗保险",),
    site_code="4499000086",
    icp_number="粤ICP备99000086号-1",
    police_number="粤公网安备44990202000186号",
    mark_code="CA190000000699900860006",
    document_prefix="珠医保发",
    wechat="珠澜医保",
)


def address(article: Article, column: Column) -> str:
    """Return where a row leads; the same wherever it is listed."""
    if article.href:
        return article.href
    if "#" not in article.home:
        return f"{article.home}content/post_{article.id}.html"
    folder = article.home.partition("index")[0]
    return f"{folder}content/{article.id // 1_000_000}/{article.id // 1000}/post_{article.id}.html"


STYLE = Style("index.html", "您的位置：", " &gt; ", address, (PAGER, STATISTICS))


def write(model: SiteModel) -> dict[str, Page]:
    """Return every page and file of the site by path; the same model gives the same bytes."""
    guests = tuple(c for c in model.columns if c.kind is Kind.EXTERNAL)
    frame = Frame(model, STYLE)
    pages = frame.static()
    pages[STATISTICS] = script("f6_statistics.js")
    pages[PAGER] = script("f6_page.js")
    pages[PLATFORM] = script("f6_catalogue.js")
    pages["/gkmlpt/index"] = _catalogue(frame, SID, tree(model))
    for column in model.columns:
        if column.kind is not Kind.EXTERNAL:
            _column(frame, column, pages)
    for guest in guests:
        part = guest_model(model, guest)
        shell, where = Frame(part, STYLE), guest.path.partition("#")[0]
        pages[where] = _catalogue(shell, GUEST_SID, tree(part))
        _column(shell, part.columns[0], pages)
    return pages


def guest_model(model: SiteModel, column: Column) -> SiteModel:
    """Return the other unit's site: its catalogue has one category."""
    names = ("政府信息公开", "通知公告")
    own = replace(column, names=names, kind=Kind.LIST)
    section = Section(column.path.partition("#")[0], names[:1])
    return replace(model, unit=GUEST_UNIT, sections=(section,), columns=(own,))


def category(column: Column) -> int:
    """Return the number of a category of the catalogue."""
    return int(column.path.partition("#")[2])


def tree(model: SiteModel) -> list[dict[str, Any]]:
    """Return the categories as the page's script holds them, two levels and one that leads away."""
    columns = [c for c in model.columns if "#" in c.path and c.kind is not Kind.EXTERNAL]
    groups: dict[str, list[Column]] = {}
    for column in columns:
        groups.setdefault(column.names[1], []).append(column)
    nodes = []
    for name, members in groups.items():
        number = category(members[0]) // 100 * 100
        children = [_node(category(c), c.name, number) for c in members if len(c.names) > 2]
        own = number if children else category(members[0])
        nodes.append(_node(own, name, 0) | {"children": children})
    away = _node(2900, "市政府信息公开目录", 0) | {"jump_url": JUMP}
    return [*nodes, away] if len(nodes) > 1 else nodes


def _node(number: int, name: str, parent: int) -> dict[str, Any]:
    return {"id": number, "name": name, "parent_id": parent, "jump_url": "", "children": []}


def attached(article: Article) -> str:
    """Return the path of an article's attachment; empty when it has none."""
    if article.id % 9 or article.target is not Target.PAGE:
        return ""
    return f"/attachment/0/{article.id // 1000}/{article.id}/{article.id + 1}.pdf"


def _catalogue(frame: Frame, sid: str, nodes: list[dict[str, Any]]) -> Page:
    section = next(s for s in frame.model.sections if s.path.endswith("/gkmlpt/index"))
    metas: Metas = [("ColumnName", "政府信息公开目录"), ("ColumnType", "信息公开目录")]
    return frame.page(
        "f6_catalogue.html",
        "政府信息公开目录",
        frame.steps(section.names),
        metas,
        sid=sid,
        nodes=nodes,
        platform=PLATFORM,
    )


def _column(frame: Frame, column: Column, pages: dict[str, Page]) -> None:
    if "#" not in column.path:
        _news(frame, column, pages)
    for row in column.rows:
        article = row.article
        if article.target is Target.EXTERNAL or not row.counts:
            continue
        plain = article if "mpost_" not in article.href else replace(article, href="")
        pages[address(plain, column)] = _article(frame, plain, column)
        if "#" not in column.path:
            pages[mobile_address(plain)] = _article(frame, plain, column, mobile=True)
        if file := attached(plain):
            pages[file] = attachment(plain.id)


def _news(frame: Frame, column: Column, pages: dict[str, Page]) -> None:
    for number, rows in column.slices():
        page = frame.list_page(
            "f6_news.html",
            column,
            [("mobile-agent", f"format=html5;url=http://m.{frame.model.unit.domain}{column.path}")],
            rows=[frame.row(row, column) for row in rows],
            folder=column.path,
            number=number,
            pages=column.pages,
        )
        if number == 1:
            frame.put(pages, column.path, page)
        else:
            pages[f"{column.path}index_{number}.html"] = page


def _article(frame: Frame, article: Article, column: Column, mobile: bool = False) -> Page:
    unit = frame.model.unit
    return frame.article_page(
        "f6_mobile.html" if mobile else "f6_article.html",
        article,
        column,
        [("ArticleId", str(article.id))],
        catalogued="#" in column.path,
        signed=article.other if isinstance(article, Redated) else article.published,
        document_number=f"{unit.document_prefix}〔{article.published.year}〕{article.id % 97}号",
        attached=attached(article),
    )
