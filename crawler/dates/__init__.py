"""Everything that turns characters into a day; the one place where that happens.

All days are days in Asia/Shanghai. The clock is never read: ``year`` is the report year, and a
date after the year that follows it is taken for something else (a number, a typing error).
"""

from crawler.dates.addresses import UrlDate, archive_year, url_date
from crawler.dates.rows import RowDate, RowDateKind, row_date
from crawler.dates.stamps import from_epoch, parse_pubdate
from crawler.dates.text import FoundDate, find_dates, month_day, only_date
from crawler.dates.years import resolve_years

__all__ = [
    "FoundDate",
    "RowDate",
    "RowDateKind",
    "UrlDate",
    "archive_year",
    "find_dates",
    "from_epoch",
    "month_day",
    "only_date",
    "parse_pubdate",
    "resolve_years",
    "row_date",
    "url_date",
]
