"""What the pages of one made-up site share: menus, breadcrumbs, blocks of rows, article pages.

A family brings a skin (its templates and its way of linking) and the addresses of its articles;
lists are its own business. Columns belong to the section whose names open theirs, whatever
their address, so that a column may stand at ``/list.jsp?id=7``.
"""

import posixpath
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from nianbao.demo.model import Article, Column, Mark, Row, Section, SiteModel, Target
from nianbao.demo.page import HTML, Page, attachment, files_of_every_site, leave
from nianbao.demo.texts import paragraphs

TEMPLATES = Path(__file__).with_name("templates")
ROWS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Skin:
    """How a family draws: ``prefix`` of its template files, its home, its way of linking.

    ``says`` is the Content-Type of the header; ``declared`` what a meta says of GBK bytes.
    ``gbk`` makes every page GBK; else only those of columns with the look of that name.
    """

    prefix: str
    home: str
    map: str
    relative: bool = False
    gbk: bool = False
    says: str = HTML
    pattern: str = "%Y-%m-%d"


@cache
def environment() -> Environment:
    """Return the reader of the kit's templates."""
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def relative(goal: str, here: str) -> str:
    """Return the link from the page ``here`` to the own path ``goal``, ``../`` and all."""
    path, mark, query = goal.partition("?")
    link = posixpath.relpath(path, posixpath.dirname(here) or "/")
    return (f"{link}/" if path.endswith("/") else link) + mark + query


@dataclass(slots=True)
class Frame:
    """The shared parts of the pages of ``model``.

    ``sections`` are all the family has; only those with a column in the model are shown.
    ``address`` gives the own path of an article's page or file; ``extra`` is for all templates.
    """

    model: SiteModel
    skin: Skin
    sections: tuple[Section, ...]
    address: Callable[[Article], str]
    extra: Mapping[str, Any] = field(default_factory=dict)
    _homes: dict[str, Column] = field(default_factory=dict)
    _shared: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        used = {c.names[:n] for c in self.model.columns for n in range(1, len(c.names))}
        self.sections = tuple(s for s in self.sections if s.names in used)
        self._homes = {c.path: c for c in self.model.columns}
        unit = self.model.unit
        mark = unit.mark_code
        folder = "/".join((mark[2:4], mark[4:7], mark[7:11], mark[11:19]))
        self._shared = {
            "unit": unit,
            "menu": self._menu(),
            "home": self.skin.home,
            "map": self.skin.map,
            "today": self.model.today,
            "police_digits": "".join(c for c in unit.police_number if c.isdigit()),
            "mark_script": f"//dcs.conac.cn/js/{folder}/{mark}.js",
        } | dict(self.extra)

    def pages(self) -> dict[str, Page]:
        """Return all pages but the lists, by path."""
        pages = dict(files_of_every_site())
        home = self.page("blocks", self.skin.home, "首页", blocks=self._blocks(()))
        pages["/"] = pages[self.skin.home] = home
        for section in self.sections:
            pages[section.path] = self.page(
                "blocks",
                section.path,
                section.names[-1],
                section.names,
                blocks=self._blocks(section.names),
            )
        pages[self.skin.map] = self.page("map", self.skin.map, "网站地图")
        for column in self.model.columns:
            self._articles(column, pages)
        return pages

    def page(
        self,
        template: str,
        here: str,
        title: str,
        names: tuple[str, ...] = (),
        *,
        gbk: bool | None = None,
        metas: list[tuple[str, str]] | None = None,
        **values: Any,
    ) -> Page:
        """Return a page at the path ``here`` whose breadcrumb is ``names``."""
        gbk = self.skin.gbk if gbk is None else gbk
        if template != "article" and values.get("column") and values["column"].body:
            template = "own"
        source = environment().get_template(f"{self.skin.prefix}_{template}.html")
        text = source.render(
            self._shared,
            declared="gb2312" if gbk else "utf-8",
            to=lambda goal: self.link(goal, here),
            page_title=title,
            metas=metas or [],
            steps=self.steps(names),
            **values,
        )
        return Page(text.encode("gbk" if gbk else "utf-8"), self.skin.says)

    def link(self, goal: str, here: str) -> str:
        """Return the link to ``goal`` as the family writes it on the page at ``here``."""
        own = self.skin.relative and goal.startswith("/")
        return relative(goal, urlsplit(here).path) if own else goal

    def steps(self, names: tuple[str, ...]) -> list[tuple[str, str]]:
        """Return (name, path) of each step of a breadcrumb; the path is empty for a text."""
        places = {s.names: s.path for s in self.sections}
        places |= {c.names: c.path for c in self.model.columns}
        return [(names[n], places.get(names[: n + 1], "")) for n in range(len(names))]

    def side(self, column: Column) -> list[tuple[str, str]]:
        """Return (name, path) of the columns of the section of ``column``."""
        return [(c.name, c.path) for c in self.below(column.names[:1])]

    def below(self, names: tuple[str, ...]) -> list[Column]:
        """Return the columns whose names open with ``names``."""
        return [c for c in self.model.columns if c.names[: len(names)] == names]

    def list_metas(self, column: Column) -> list[tuple[str, str]]:
        """Return the national set for a column."""
        return [
            ("ColumnName", column.name),
            ("ColumnDescription", f"{self.model.unit.name}{column.name}"),
            ("ColumnKeywords", column.name),
            ("ColumnType", column.column_type),
        ]

    def row(self, row: Row, pattern: str = "") -> dict[str, Any]:
        """Return what templates print of a line; ``href`` is absolute within the site."""
        article = row.article
        return {
            "id": article.id,
            "title": article.title,
            "short": article.title,
            "href": article.href or self.address(article),
            "day": article.published,
            "date": article.published.strftime(pattern or self.skin.pattern),
            "hidden": row.mark is Mark.HIDDEN,
        }

    def _menu(self) -> list[dict[str, Any]]:
        alone = [
            {"name": c.name, "path": c.path, "links": []}
            for c in self.model.columns
            if len(c.names) == 1
        ]
        return alone + [
            {
                "name": s.names[-1],
                "path": s.path,
                "links": [(c.name, c.path) for c in self.below(s.names)],
            }
            for s in self.sections
            if len(s.names) == 1
        ]

    def _blocks(self, names: tuple[str, ...]) -> list[dict[str, Any]]:
        return [
            {
                "name": column.name,
                "path": column.path,
                "rows": [
                    self.row(row) | ({"date": ""} if "undated" in column.looks else {})
                    for row in column.rows
                    if row.counts
                ][:ROWS_SHOWN],
            }
            for column in self.below(names)
        ]

    def _articles(self, column: Column, pages: dict[str, Page]) -> None:
        own = [
            row.article
            for row in column.every_row()
            if row.mark is not Mark.PLACEHOLDER and row.article.target is not Target.EXTERNAL
        ]
        for position, article in enumerate(own):
            path = self.address(article)
            if path in pages:
                continue
            if article.target is Target.PAGE:
                newer = own[position - 1] if position else None
                older = own[position + 1] if position + 1 < len(own) else None
                pages[path] = self._article(article, path, newer, older)
            elif article.target is Target.STUB:
                pages[path] = leave(article)
            else:
                pages[path] = attachment(article.id)

    def _article(
        self, article: Article, path: str, newer: Article | None, older: Article | None
    ) -> Page:
        column = self._homes[article.home]
        metas = [
            ("ColumnName", column.name),
            ("ColumnType", column.column_type),
            ("ArticleTitle", article.title),
            ("PubDate", f"{article.published} {article.time}"),
            ("ContentSource", self.model.unit.name),
        ]
        return self.page(
            "article",
            path,
            article.title,
            (*column.names, "正文"),
            gbk=True if "gbk" in column.looks else None,
            metas=metas,
            article=article,
            column=column,
            lines=paragraphs(article, self.model.unit),
            chain=[
                (name, other.title, self.address(other))
                for name, other in (("上一条", newer), ("下一条", older))
                if other is not None and other.target is Target.PAGE
            ],
        )
