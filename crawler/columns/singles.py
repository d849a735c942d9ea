"""A single page (机构职能, 联系方式 …) as the one row of its column."""

from dataclasses import replace
from html import escape

from crawler import urls
from crawler.columns.naming import running_text
from crawler.lists.reading import ListReading
from crawler.pages import articles
from crawler.pages.dom import PageDom
from crawler.records import DateSource, Entry, Flag, StoredPage

_OWN_TEXT = 300  # characters of running text before the rows: an article, not a list's preface


def single_entry(page: StoredPage, name: str, year_bound: int, asked: int) -> Entry:
    """The page as a row; published or updated in the year asked for counts as of that year."""
    return _entry(page.url, page.final_url, page.text, name, (year_bound, asked))


def drawn_entry(url: str, text: str, name: str, asked: int) -> Entry:
    """The same of a page as it stands in the browser."""
    return _entry(url, url, text, name, (asked + 1, asked))


def _entry(href: str, url: str, text: str, name: str, years: tuple[int, int]) -> Entry:
    """``years``: the latest that is believed, and the one asked for."""
    year_bound, asked = years
    article = articles.read_article(text, year_bound)
    updated = articles.update_date(text, year_bound)
    if updated and article.date and updated.year == asked != article.date.year:
        article = replace(article, date=updated, date_source=DateSource.BODY)
    flags = frozenset() if article.date else frozenset({Flag.UNDATED})
    return Entry(
        column_id=0,
        page=1,
        position=0,
        title=name or article.title,
        href=href,
        url=url,
        content_id=urls.content_id(url),
        raw_date=article.date.isoformat() if article.date else "",
        date=article.date,
        date_source=article.date_source,
        flags=flags,
    )


def has_related_rows(dom: PageDom, reading: ListReading, year_bound: int) -> bool:
    """Whether the rows are related reading below an article: its text and its date come first.

    A list that is paged is never that.
    """
    if not reading.entries or reading.pager.plans or reading.pager.signal:
        return False
    href = reading.entries[0].href
    found = [at for at in (dom.text.find(href), dom.text.find(escape(href))) if href and at > 0]
    if not found:
        return False
    head = dom.text[: min(found)]
    if running_text(PageDom(dom.url, head)) < _OWN_TEXT:
        return False
    return articles.read_article(head, year_bound).date is not None
