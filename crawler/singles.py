"""A single page (机构职能, 联系方式 …) as the one row of its column."""

from dataclasses import replace

from crawler import articles, urls
from crawler.records import DateSource, Entry, Flag, StoredPage


def single_entry(page: StoredPage, name: str, year_bound: int, asked: int) -> Entry:
    """The page as a row; published or updated in the year asked for counts as of that year."""
    article = articles.read_article(page.text, year_bound)
    updated = articles.update_date(page.text, year_bound)
    if updated and article.date and updated.year == asked != article.date.year:
        article = replace(article, date=updated, date_source=DateSource.BODY)
    flags = frozenset() if article.date else frozenset({Flag.UNDATED})
    return Entry(
        column_id=0,
        page=1,
        position=0,
        title=name or article.title,
        href=page.url,
        url=page.final_url,
        content_id=urls.content_id(page.final_url),
        raw_date=article.date.isoformat() if article.date else "",
        date=article.date,
        date_source=article.date_source,
        flags=flags,
    )
