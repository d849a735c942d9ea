"""What the pages behind rows said of themselves, written down once an address."""

import re
from collections.abc import Callable

from crawler import urls
from crawler.pages import articles
from crawler.pages.dom import PageDom, visible_text
from crawler.pages.softmissing import soft_404_mark
from crawler.records import DRAWN, DateSource
from crawler.storage.hollow import is_hollow
from crawler.storage.store import Store

_GONE = re.compile(r"不存在|已(被)?删除|已下线|已撤[稿回销]|已过期|找不到")
_NOTICE = re.compile(
    r"(访问|查看|浏览|请求)的?(页面|内容|文章|信息|资源).{0,6}(不存在|已(被)?删除|已下线|找不到)"
)
_SHORT = 6000  # only a short page can be a notice and nothing else
_ALIKE = 3  # addresses that may show one text by accident
_TELLING = 10  # letters of a title that tell whose page it is


class TargetBook:
    """Targets of rows; ``soft_404`` is the mark of the site's own "not found" page."""

    def __init__(self, store: Store, own: Callable[[str], bool], year_bound: int) -> None:
        self.store = store
        self.own = own
        self.year_bound = year_bound
        self.soft_404 = ""

    def write(self, url: str, page: PageDom, *, is_drawn: bool = False) -> None:
        """What a fetched target says; one that leads off the site or is missing says so.

        ``is_drawn``: a script draws it, so that its source tells nothing of it.
        """
        article = articles.read_article(page.text, self.year_bound)
        onward = articles.forward(page.url, page.text)
        if onward and not self.own(onward):
            self.put(url, "offsite", onward, article)
        elif urls.canonical(page.url) != urls.canonical(url) and self._is_column(page.url):
            self.put(url, "dead", "跳转到首页或栏目页", article)
        elif _NOTICE.search(page.text) or (
            _GONE.search(page.text[:_SHORT]) and len(visible_text(page.root)) < 200
        ):
            self.put(url, "dead", "页面提示内容不存在或已删除", article)
        elif self.soft_404 and soft_404_mark(page.text) == self.soft_404:
            self.put(url, "dead", "网站的“页面不存在”提示页", article)
        elif is_drawn and article.date is None:
            self.put(url, "unopened", f"{DRAWN}，没有核对", article)
        else:
            self.put(url, "ok", "", article)
            if article.date is None:
                self._compare(url, page, article)

    def _compare(self, url: str, page: PageDom, article: articles.Article) -> None:
        """One text under more than three addresses is nobody's article, whatever its status.

        Only pages without a date of their own that do not carry their row's title are held
        against each other. A page that embeds its content is not judged; one that a script is to
        fill tells nothing of it.
        """
        titles = self.store.db.execute("SELECT DISTINCT title FROM entry WHERE url = ?", (url,))
        shown = _letters(page.title + visible_text(page.root))
        for named in (_letters(title) for (title,) in titles):
            if named[:_TELLING] in shown or named[-_TELLING:] in shown:
                return
        if next(page.root.iter("iframe", "embed", "object", "canvas", "video"), None) is not None:
            return
        if is_hollow(page, self.store):
            self.put(url, "unopened", f"{DRAWN}，没有核对", article)
            return
        mark = soft_404_mark(page.text)
        if not mark:
            return
        key = urls.canonical(url)
        self.store.db.execute("INSERT OR REPLACE INTO alike VALUES (?, ?)", (key, mark))
        found = self.store.db.execute("SELECT count(*) FROM alike WHERE mark = ?", (mark,))
        if found.fetchone()[0] > _ALIKE:
            self.store.db.execute(
                "UPDATE target SET state = 'dead', note = ?"
                " WHERE key IN (SELECT key FROM alike WHERE mark = ?)",
                ("多个网址打开的是同一段文字，不是各自的正文", mark),
            )

    def _is_column(self, url: str) -> bool:
        """Whether an address is the home page or a column's first page."""
        keys = {urls.canonical(self.store.get("home_url"))}
        keys |= {urls.canonical(row[0]) for row in self.store.db.execute("SELECT url FROM col")}
        return urls.canonical(url) in keys

    def read_target(self, frontier_id: int, url: str) -> None:
        """A row's target out of a page that was fetched as something else (a column, the home)."""
        page = self.store.page(frontier_id)
        if page is None:
            nothing = articles.Article("", None, DateSource.NONE, False)
            self.put(url, "refused", "已作为栏目打开，未能读到", nothing)
        else:
            article = articles.read_article(page.text, self.year_bound)
            self.put(url, "ok", "", article)

    def put(self, url: str, state: str, note: str, article: articles.Article) -> None:
        """Store one target; a later reading of the same address replaces it."""
        day = article.date.isoformat() if article.date else None
        self.store.db.execute(
            "INSERT OR REPLACE INTO target VALUES (?, ?, ?, ?, ?, ?, ?)",
            (urls.canonical(url), url, state, note, day, article.date_source.value, article.title),
        )

    def refused(self, url: str, state: str, note: str) -> None:
        """A target that did not open: dead, refused, unopened or offsite."""
        self.put(url, state, note, articles.Article("", None, DateSource.NONE, False))


def _letters(text: str) -> str:
    return re.sub(r"\W", "", text)


def strangers(store: Store) -> frozenset[str]:
    """Canonical addresses of targets that show a text neither their own nor theirs alone."""
    rows = store.db.execute(
        "SELECT key FROM alike WHERE mark IN"
        " (SELECT mark FROM alike GROUP BY mark HAVING count(*) > 1)"
    )
    return frozenset(row[0] for row in rows)
