"""What the pages of a family share: head, menu, breadcrumb, footer, home, sections, site map.

A family says in its ``Style`` how its pages look and where things lie; links are absolute paths.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from nianbao.demo.model import Article, Column, Row, SiteModel
from nianbao.demo.page import Page, files_of_every_site
from nianbao.demo.texts import paragraphs

TEMPLATES = Path(__file__).with_name("templates")
JAVASCRIPT = "text/javascript; charset=utf-8"
ROWS_SHOWN = 6
MAP = "/wzdt/"

Metas = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Style:
    """``index`` is the file of a folder; ``crumb`` and ``arrow`` are the words of breadcrumbs.

    ``address`` gives where a row of a column leads; ``scripts`` are loaded by every page;
    ``parts`` are values the templates of the family need on every page.
    """

    index: str
    crumb: str
    arrow: str
    address: Callable[[Article, Column], str]
    scripts: tuple[str, ...] = ()
    parts: tuple[tuple[str, Any], ...] = ()


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["literal"] = literal
    return environment


def literal(value: object) -> Markup:
    """Return ``value`` as JavaScript source that may stand inside a script element."""
    return Markup(json.dumps(value, ensure_ascii=False).replace("</", "<\\/"))


def fragment(template: str, **values: Any) -> str:
    """Return a template rendered without the frame."""
    return _environment().get_template(template).render(values)


class Frame:
    """The shared parts of one site's pages."""

    def __init__(self, model: SiteModel, style: Style) -> None:
        self.model, self.style = model, style
        self.paths = {s.names: s.path for s in model.sections}
        self.paths |= {c.names: c.path for c in model.columns}
        unit = model.unit
        mark = unit.mark_code
        self.shared = {
            "unit": unit,
            "menu": [
                {
                    "name": section.names[-1],
                    "href": self.link(section.path),
                    "links": [
                        (c.name, self.link(c.path)) for c in self.under(section.names) if linked(c)
                    ],
                }
                for section in model.sections
                if len(section.names) == 1
            ],
            "map_link": self.link(MAP),
            "scripts": style.scripts,
            "crumb": style.crumb,
            "arrow": style.arrow,
            "police_digits": "".join(c for c in unit.police_number if c.isdigit()),
            "mark_script": f"//dcs.conac.cn/js/{mark[2:4]}/{mark[4:7]}/{mark[7:11]}/"
            f"{mark[11:19]}/{mark}.js",
            **dict(style.parts),
        }
        for part in ("header", "footer"):
            text = fragment(f"frame_{part}.html", **self.shared)
            self.shared[part] = Markup(text)

    def link(self, path: str) -> str:
        """Return the address menus give for the path of a column or section."""
        return path + self.style.index if path.endswith("/") else path

    def under(self, names: tuple[str, ...]) -> list[Column]:
        """Return the columns below a step of the breadcrumb."""
        return [c for c in self.model.columns if c.names[: len(names)] == names != c.names]

    def steps(self, names: tuple[str, ...], here: str = "") -> list[tuple[str, str]]:
        """Return the breadcrumb (name, address) of a column or section, then ``here``."""
        found = [names[:n] for n in range(1, len(names) + 1)]
        steps = [(n[-1], self.link(self.paths[n])) for n in found if n in self.paths]
        return [*steps, (here, "")] if here else steps

    def page(
        self,
        template: str,
        title: str,
        steps: Iterable[tuple[str, str]] = (),
        metas: Iterable[tuple[str, str]] = (),
        **values: Any,
    ) -> Page:
        """Return a whole page in UTF-8."""
        text = fragment(
            template,
            **self.shared,
            page_title=f"{title}-{self.model.unit.name}",
            steps=list(steps),
            metas=list(metas),
            **values,
        )
        return Page(text.encode())

    def list_page(
        self, template: str, column: Column, metas: Metas | None = None, **values: Any
    ) -> Page:
        """Return a page of a column's list."""
        top = column.names[:1]
        side = [(c.name, self.link(c.path), c is column) for c in self.under(top)]
        return self.page(
            "frame_own.html" if column.body else template,
            column.name,
            self.steps(column.names),
            column_metas(self.model, column) + (metas or []),
            side=side,
            side_name=top[0],
            column=column,
            **values,
        )

    def article_page(
        self,
        template: str,
        article: Article,
        column: Column,
        metas: Metas | None = None,
        **values: Any,
    ) -> Page:
        """Return the page of an article listed in ``column``; ``metas`` win over the usual ones."""
        own = {
            "ColumnName": column.name,
            "ColumnType": column.column_type,
            "ArticleTitle": article.title,
            "PubDate": f"{article.published} {article.time}",
            "ContentSource": self.model.unit.name,
        }
        return self.page(
            template,
            article.title,
            self.steps(column.names, "正文"),
            (own | dict(metas or [])).items(),
            article=article,
            lines=paragraphs(article, self.model.unit),
            **values,
        )

    def row(self, row: Row, column: Column) -> dict[str, Any]:
        """Return what a template needs to print one line of a list."""
        article = row.article
        title = article.title
        return {
            "title": title,
            "short": title if len(title) <= 28 else f"{title[:26]}...",
            "href": self.style.address(article, column),
            "date": article.published.isoformat(),
            "article": article,
        }

    def recent(self, column: Column) -> dict[str, Any]:
        """Return a block of the newest lines of a column."""
        rows = [self.row(row, column) for row in column.rows if row.counts][:ROWS_SHOWN]
        return {"name": column.name, "href": self.link(column.path), "rows": rows}

    def static(self) -> dict[str, Page]:
        """Return the pages and files that need nothing but the frame, by path."""
        pages = dict(files_of_every_site())
        content = [c for c in self.model.columns if c.kind != "aggregate" and linked(c)]
        blocks = [self.recent(c) for c in content]
        self.put(pages, "/", self.page("frame_blocks.html", "首页", blocks=blocks))
        for section in self.model.sections:
            if not self.model.has(section.path):
                blocks = [self.recent(c) for c in self.under(section.names)]
                page = self.page(
                    "frame_blocks.html",
                    section.names[-1],
                    self.steps(section.names),
                    blocks=blocks,
                )
                self.put(pages, section.path, page)
        self.put(pages, MAP, self.page("frame_map.html", "网站地图"))
        return pages

    def put(self, pages: dict[str, Page], path: str, page: Page) -> None:
        """Keep ``page`` under ``path``, and under its file when it is a folder."""
        pages[path] = pages[self.link(path)] = page


def linked(column: Column) -> bool:
    """Whether menus lead to a column: those a hash chooses are left to their page's own script."""
    return "#" not in column.path or column.kind == "external"


def column_metas(model: SiteModel, column: Column) -> Metas:
    """Return the metas a list page carries."""
    return [
        ("ColumnName", column.name),
        ("ColumnDescription", f"{model.unit.name}{column.name}"),
        ("ColumnKeywords", column.name),
        ("ColumnType", column.column_type),
    ]


def script(name: str) -> Page:
    """Return one of the scripts beside the templates."""
    return Page(TEMPLATES.joinpath(name).read_bytes(), JAVASCRIPT)
