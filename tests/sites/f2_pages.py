"""Write the pages of a model in the manner of TRS WCM.

Page 2 of a list is ``index_1.html``, announced only by ``createPageHTML(pages, 0, …)``; details
are ``./202501/t20250102_12345.html`` under the folder of their column; all links are relative.
"""

import json
import posixpath
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from nianbao.demo.model import Article, Column, Mark, Row, SiteModel, Target
from nianbao.demo.page import Page, files_of_every_site, leave
from nianbao.demo.pages import Link
from nianbao.demo.texts import paragraphs

TEMPLATES = Path(__file__).with_name("templates")
UNDECLARED = "text/html"
LYING = "text/html; charset=utf-8"
DATES = {"plain": "%Y-%m-%d", "spelled": "%Y年%m月%d日"}
STUB_BYTES = 350
ROWS_SHOWN = 6


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def write(model: SiteModel) -> dict[str, Page]:
    """Return every page and file of the site by path; the same model gives the same bytes."""
    return _Writer(model).pages()


def relative(goal: str, folder: str) -> str:
    """Return the link from a page in ``folder`` to the path ``goal``, as TRS writes it."""
    link = posixpath.relpath(goal, folder)
    link = link if link.startswith("../") or link == ".." else f"./{link}"
    return f"{link}/" if goal.endswith("/") and not link.endswith("/") else link


class _Writer:
    """Holds the model and the parts its pages share."""

    def __init__(self, model: SiteModel) -> None:
        self.model = model
        self.names = {s.path: s.names[-1] for s in model.sections}
        self.names |= {c.path: c.name for c in model.columns}
        self.menu = [
            {"name": s.names[-1], "path": s.path[1:], "links": self._children(s.path)}
            for s in model.sections
            if len(s.names) == 1
        ]
        self.chrome: dict[str, dict[str, Any]] = {}

    def pages(self) -> dict[str, Page]:
        pages = dict(files_of_every_site())
        script = TEMPLATES.joinpath("page.js").read_bytes()
        pages["/js/page.js"] = Page(script, "text/javascript; charset=utf-8")
        blocks = [self._block(c, "/") for c in self.model.columns]
        _put(pages, "/", self._page("trs_blocks.html", "/", "首页", blocks=blocks))
        for section in self.model.sections:
            blocks = [self._block(c, section.path) for c in self._below(section.path)]
            _put(
                pages,
                section.path,
                self._page(
                    "trs_blocks.html",
                    section.path,
                    section.names[-1],
                    blocks=blocks,
                    steps=self._steps(section.path, section.path),
                ),
            )
        for column in self.model.columns:
            self._list(column, pages)
        for article in self.model.articles():
            self._article(article, pages)
        self._map(pages)
        return pages

    def _map(self, pages: dict[str, Page]) -> None:
        blocks = [
            {
                "name": s.names[-1],
                "href": relative(s.path, "/wzdt/"),
                "rows": [
                    {
                        "href": relative(c.path, "/wzdt/"),
                        "title": c.name,
                        "short": c.name,
                        "date": "",
                    }
                    for c in self._below(s.path)
                ],
            }
            for s in self.model.sections
            if len(s.names) == 1
        ]
        _put(pages, "/wzdt/", self._page("trs_blocks.html", "/wzdt/", "网站地图", blocks=blocks))

    def _below(self, path: str) -> list[Column]:
        return [c for c in self.model.columns if c.path.startswith(path)]

    def _children(self, path: str) -> list[Link]:
        return [Link(c.name, c.path[1:]) for c in self._below(path)]

    def _page(
        self,
        template: str,
        folder: str,
        title: str,
        *,
        encoding: str = "utf-8",
        header_says: str = UNDECLARED,
        steps: list[tuple[str, str]] | None = None,
        metas: list[tuple[str, str]] | None = None,
        **values: Any,
    ) -> Page:
        declared = "gb2312" if encoding == "gbk" else encoding
        text = (
            _environment()
            .get_template(template)
            .render(
                **self._chrome(folder),
                declared=declared,
                page_title=title,
                steps=steps or [],
                metas=metas or [],
                **values,
            )
        )
        return Page(text.encode(encoding), header_says)

    def _chrome(self, folder: str) -> dict[str, Any]:
        """Return header, footer and the way to the root for pages in ``folder``."""
        if folder not in self.chrome:
            unit = self.model.unit
            mark = unit.mark_code
            shared = {
                "unit": unit,
                "menu": self.menu,
                "root": "../" * (folder.count("/") - 1) or "./",
                "police_digits": "".join(c for c in unit.police_number if c.isdigit()),
                "mark_script": f"//dcs.conac.cn/js/{mark[2:4]}/{mark[4:7]}/{mark[7:11]}/"
                f"{mark[11:19]}/{mark}.js",
            }
            parts = {
                part: Markup(_environment().get_template(f"trs_{part}.html").render(shared))
                for part in ("header", "footer")
            }
            self.chrome[folder] = {"unit": unit, "root": shared["root"], **parts}
        return self.chrome[folder]

    def _steps(self, path: str, folder: str) -> list[tuple[str, str]]:
        parts = path.strip("/").split("/")
        folders = ["/" + "/".join(parts[:n]) + "/" for n in range(1, len(parts) + 1)]
        return [(self.names[f], relative(f, folder)) for f in folders if f in self.names]

    def _address(self, article: Article) -> str:
        if article.href:
            return article.href
        if article.target is Target.ATTACHMENT:
            return f"{article.home}{article.published:%Y%m}/P0{article.id}.pdf"
        if "no_year" in self.model.column(article.home).looks:
            return f"{article.home}t{article.id}.shtml"
        day = article.published
        return f"{article.home}{day:%Y%m}/t{day:%Y%m%d}_{article.id}.html"

    def _href(self, article: Article, folder: str) -> str:
        goal = self._address(article)
        return goal if article.target is Target.EXTERNAL else relative(goal, folder)

    def _row(self, row: Row, folder: str, pattern: str) -> dict[str, Any]:
        article = row.article
        href = "#" if row.mark is Mark.PLACEHOLDER else self._href(article, folder)
        number = f"{self.model.unit.document_prefix}〔{article.published.year}〕{article.id % 97}号"
        return {
            "title": article.title,
            "href": href,
            "date": article.published.strftime(pattern),
            "short": article.title if len(article.title) <= 30 else f"{article.title[:28]}...",
            "hidden": row.mark is Mark.HIDDEN,
            "placeholder": row.mark is Mark.PLACEHOLDER,
            "url_literal": _literal(href),
            "title_literal": _literal(article.title),
            "number_literal": _literal(number),
        }

    def _block(self, column: Column, folder: str) -> dict[str, Any]:
        rows = [row for row in column.rows if row.counts][:ROWS_SHOWN]
        return {
            "name": column.name,
            "href": relative(column.path, folder),
            "rows": [self._row(row, folder, "%m-%d") for row in rows],
        }

    def _list(self, column: Column, pages: dict[str, Page]) -> None:
        encoding, says = _coding(column)
        pattern = "%m-%d" if "no_year" in column.looks else DATES[column.layout]
        top = "/" + column.path.split("/")[1] + "/"
        side = [Link(c.name, relative(c.path, column.path), c is column) for c in self._below(top)]
        metas = [
            ("ColumnName", column.name),
            ("ColumnDescription", f"{self.model.unit.name}{column.name}"),
            ("ColumnKeywords", column.name),
            ("ColumnType", column.column_type),
        ]
        flags = any(row.mark is Mark.HIDDEN for row in column.rows)
        for number, rows in column.slices():
            page = self._page(
                "trs_own.html" if column.body else "trs_list.html",
                column.path,
                column.name,
                body=column.body,
                encoding=encoding,
                header_says=says,
                steps=self._steps(column.path, column.path),
                metas=metas,
                side=side,
                side_name=self.names[top],
                column_name=column.name,
                flags=flags,
                written="written" in column.looks,
                pages=column.pages,
                number=number,
                rows=[self._row(row, column.path, pattern) for row in rows],
            )
            if number == 1:
                _put(pages, column.path, page)
            elif column.broken_from is not None and number >= column.broken_from:
                pages[f"{column.path}index_{number - 1}.html"] = _shell()
            else:
                pages[f"{column.path}index_{number - 1}.html"] = page

    def _article(self, article: Article, pages: dict[str, Page]) -> None:
        if article.target is Target.STUB:
            pages[self._address(article)] = leave(article)
        if article.target is not Target.PAGE:
            return
        column = self.model.column(article.home)
        encoding, says = _coding(column)
        path = self._address(article)
        folder, file = posixpath.split(path)
        stem, ending = posixpath.splitext(file)
        metas = [
            ("ColumnName", column.name),
            ("ColumnType", column.column_type),
            ("ArticleTitle", article.title),
            ("PubDate", f"{article.published} {article.time}"),
            ("ContentSource", self.model.unit.name),
        ]
        steps = [*self._steps(column.path, f"{folder}/"), ("正文", "")]
        lines = paragraphs(article, self.model.unit)
        for part in range(1, article.body_pages + 1):
            name = file if part == 1 else f"{stem}_{part - 1}{ending}"
            pages[f"{folder}/{name}"] = self._page(
                "trs_article.html",
                f"{folder}/",
                article.title,
                encoding=encoding,
                header_says=says,
                steps=steps,
                metas=metas,
                article=article,
                stem=stem,
                part=part,
                lines=lines,
            )


def _coding(column: Column) -> tuple[str, str]:
    """Return the encoding of the bytes and the Content-Type of the header."""
    encoding = "gbk" if "gbk" in column.looks else "utf-8"
    return encoding, LYING if "lying" in column.looks else UNDECLARED


def _shell() -> Page:
    """Return the empty page a broken deep list page answers with."""
    text = "<html><head><title></title></head><body></body></html>"
    return Page(text.ljust(STUB_BYTES).encode(), UNDECLARED)


def _literal(text: str) -> Markup:
    return Markup(json.dumps(text, ensure_ascii=False))


def _put(pages: dict[str, Page], path: str, page: Page) -> None:
    pages[path] = pages[f"{path}index.html"] = page
