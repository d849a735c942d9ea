"""Write the pages of a site whose model is given, in the manner of Kunming's department sites.

List pages are ``index.shtml``, ``index_2.shtml`` …; details ``/c/2025-07-18/5003243.shtml``; the
number of pages stands only in the script of the jump box. Three layouts of rows.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from crawler.records import Kind
from nianbao.demo.model import Article, Column, Mark, Row, SiteModel, Target, cut, pages_of
from nianbao.demo.page import Page, attachment, files_of_every_site, leave
from nianbao.demo.texts import paragraphs

ROWS_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Link:
    """A column or section as menus show it."""

    name: str
    path: str
    current: bool = False


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("nianbao.demo", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def address(article: Article) -> str:
    """Return the path (or foreign URL) a row links to."""
    if article.href:
        return article.href
    if article.target is Target.ATTACHMENT:
        return f"/upload/{article.published:%Y/%m}/{article.id}.pdf"
    return f"/c/{article.published}/{article.id}.shtml"


def write(model: SiteModel) -> dict[str, Page]:
    """Return every page and file of the site by path; the same model gives the same bytes."""
    return _Writer(model).pages()


class _Writer:
    """Holds the model and the parts all its pages share."""

    def __init__(self, model: SiteModel) -> None:
        self.model = model
        self.names = {s.path: s.names[-1] for s in model.sections}
        self.names |= {c.path: c.name for c in model.columns}
        self.menu = [
            {"name": s.names[-1], "path": s.path, "links": self._children(s.path)}
            for s in model.sections
            if len(s.names) == 1
        ]
        mark = model.unit.mark_code
        digits = "".join(c for c in model.unit.police_number if c.isdigit())
        script = f"//dcs.conac.cn/js/{mark[2:4]}/{mark[4:7]}/{mark[7:11]}/{mark[11:19]}/{mark}.js"
        shared = {
            "unit": model.unit,
            "menu": self.menu,
            "police_digits": digits,
            "mark_script": script,
        }
        self.header = Markup(_environment().get_template("header.html").render(shared))
        self.footer = Markup(_environment().get_template("footer.html").render(shared))

    def pages(self) -> dict[str, Page]:
        pages = dict(files_of_every_site())
        pages["/"] = pages["/index.shtml"] = self._home()
        for section in self.model.sections:
            blocks = [self._block(c) for c in self._below(section.path)]
            _put(
                pages,
                section.path,
                self._page(
                    "section.html",
                    section.names[-1],
                    steps=self._steps(section.path),
                    side=self._side(section.path),
                    blocks=blocks,
                ),
            )
        for column in self.model.columns:
            self._lists(column, pages)
        self._articles(pages)
        _put(pages, "/wzdt/", self._page("sitemap.html", "网站地图", menu=self.menu))
        about = [f"{self.model.unit.name}网站由{self.model.unit.operator}承办。"]
        _put(pages, "/gywm/", self._page("note.html", "关于我们", heading="关于我们", lines=about))
        _put(
            pages,
            "/search/",
            self._page(
                "note.html", "站内搜索", heading="站内搜索", lines=["请输入关键字后再搜索。"]
            ),
        )
        return pages

    def _page(
        self,
        template: str,
        title: str,
        steps: list[tuple[str, str]] | None = None,
        metas: list[tuple[str, str]] | None = None,
        **values: Any,
    ) -> Page:
        text = (
            _environment()
            .get_template(template)
            .render(
                unit=self.model.unit,
                header=self.header,
                footer=self.footer,
                steps=steps or [],
                metas=metas or [],
                page_title=f"{title}-{self.model.unit.name}",
                **values,
            )
        )
        return Page(text.encode())

    def _home(self) -> Page:
        columns = [c for c in self.model.columns if c.rows and c.kind is not Kind.SINGLE]
        newest = next(row for row in self._recent(columns[0]) if row["own"])
        return self._page(
            "home.html", "首页", focus=newest, blocks=[self._block(column) for column in columns]
        )

    def _below(self, path: str) -> list[Column]:
        return [c for c in self.model.columns if c.path.startswith(path) and c.path != path]

    def _children(self, path: str) -> list[Link]:
        return [Link(c.name, c.path) for c in self._below(path)]

    def _block(self, column: Column) -> dict[str, Any]:
        rows = [] if column.kind is Kind.SINGLE else self._recent(column)
        return {"name": column.name, "path": column.path, "rows": rows}

    def _recent(self, column: Column) -> list[dict[str, Any]]:
        rows = [row for row in column.rows if row.mark is Mark.PLAIN][:ROWS_SHOWN]
        return [self._row(row, column) | {"date": f"{row.article.published:%m-%d}"} for row in rows]

    def _row(self, row: Row, column: Column, pinned: bool = False) -> dict[str, Any]:
        article = row.article
        pattern = "%Y.%m.%d" if column.layout == "table" else "%Y-%m-%d"
        short = article.title if len(article.title) <= 26 else article.title[:25] + "…"
        index = article.index_number if "index_numbers" in column.looks else ""
        return {
            "title": article.title,
            "short": short,
            "href": address(article),
            "date": article.published.strftime(pattern),
            "pinned": pinned,
            "index_number": index,
            "own": article.is_own,
        }

    def _steps(self, path: str, here: str = "") -> list[tuple[str, str]]:
        parts = path.strip("/").split("/")
        folders = ["/" + "/".join(parts[:n]) + "/" for n in range(1, len(parts) + 1)]
        steps = [(self.names[f], f) for f in folders if f in self.names]
        return [*steps, (here, "")] if here else steps

    def _side(self, path: str) -> dict[str, Any]:
        top = "/" + path.strip("/").split("/")[0] + "/"
        links = [Link(link.name, link.path, link.path == path) for link in self._children(top)]
        return {"name": self.names.get(top, ""), "links": links}

    def _lists(self, column: Column, pages: dict[str, Page]) -> None:
        if column.body:
            page = self._page(
                "note.html",
                column.name,
                steps=self._steps(column.path),
                metas=[("ColumnName", column.name), ("ColumnType", column.column_type)],
                heading=column.name,
                lines=[Markup(f"</p>{column.body}<p>")],
            )
            _put(pages, column.path, page)
            return
        if column.kind is Kind.SINGLE:
            _put(pages, column.path, self._article(column.rows[0].article, None, None, pages))
            return
        self._list(column, column.path, column.name, column.rows, pages)
        for archive in column.archives:
            self._list(column, archive.path, archive.name, archive.rows, pages)

    def _list(
        self, column: Column, path: str, name: str, rows: tuple[Row, ...], pages: dict[str, Page]
    ) -> None:
        total = pages_of(rows, column.page_size)
        newest = [Link(column.name, column.path, path == column.path)] if column.archives else []
        years = newest + [Link(a.name, a.path, a.path == path) for a in column.archives]
        metas = [
            ("ColumnName", name),
            ("ColumnDescription", f"{self.model.unit.name}{name}"),
            ("ColumnKeywords", name),
            ("ColumnType", column.column_type),
        ]
        here = name if path != column.path else ""
        for number, part in cut(rows, column.page_size):
            shown = [self._row(Row(a), column, pinned=True) for a in column.pinned]
            shown += [self._row(row, column) for row in part]
            page = self._page(
                "list.html",
                name,
                steps=self._steps(column.path, here),
                metas=metas,
                side=self._side(column.path),
                column_name=name,
                years=years,
                rows=shown,
                layout=column.layout,
                pages=total,
                number=number,
                folder=path,
            )
            if number == 1:
                _put(pages, path, page)
            else:
                pages[f"{path}index_{number}.shtml"] = page

    def _articles(self, pages: dict[str, Page]) -> None:
        for column in self.model.columns:
            own = [
                r.article
                for r in column.every_row()
                if r.mark is Mark.PLAIN and r.article.target is Target.PAGE
            ]
            for position, article in enumerate(own):
                if address(article) not in pages:
                    newer = _title_link(own[position - 1]) if position else None
                    older = _title_link(own[position + 1]) if position + 1 < len(own) else None
                    pages[address(article)] = self._article(article, newer, older, pages)
        for article in self.model.articles():
            if article.target is Target.ATTACHMENT:
                pages[address(article)] = attachment(article.id)
            elif article.target is Target.STUB:
                pages[address(article)] = leave(article)

    def _article(
        self,
        article: Article,
        newer: dict[str, str] | None,
        older: dict[str, str] | None,
        pages: dict[str, Page],
    ) -> Page:
        column = self.model.column(article.home)
        attached = f"/upload/{article.published:%Y/%m}/fj{article.id}.pdf"
        has_file = article.id % 9 == 0
        if has_file:
            pages[attached] = attachment(article.id)
        metas = [
            ("ColumnName", column.name),
            ("ColumnType", column.column_type),
            ("ArticleTitle", article.title),
            ("ContentSource", self.model.unit.name),
        ]
        dated = "undated" not in column.looks
        if dated:
            metas.append(("PubDate", f"{article.published} {article.time}"))
        number = f"{self.model.unit.document_prefix}〔{article.published.year}〕{article.id % 97}号"
        return self._page(
            "article.html",
            article.title,
            steps=self._steps(column.path, "正文"),
            metas=metas,
            article=article,
            dated=dated,
            catalogued=column.path.startswith("/zfxxgk/"),
            document_number=number,
            lines=paragraphs(article, self.model.unit),
            attached=attached if has_file else "",
            newer=newer,
            older=older,
        )


def _put(pages: dict[str, Page], path: str, page: Page) -> None:
    pages[path] = pages[f"{path}index.shtml"] = page


def _title_link(article: Article) -> dict[str, str]:
    return {"title": article.title, "href": address(article)}
