"""Dates in addresses; often the day of insertion, so weaker than a date on a page."""

import datetime
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from crawler.dates.calendar import FIRST_YEAR, LAST_YEAR, day_of

_DAY_SHAPES = tuple(  # strongest first
    re.compile(shape, re.ASCII)
    for shape in (
        r"/t([0-9]{4})([0-9]{2})([0-9]{2})_[0-9]+",
        r"/art/([0-9]{4})/([0-9]{1,2})/([0-9]{1,2})/",
        r"/([0-9]{4})-([0-9]{2})-([0-9]{2})(?=[/_.-])(?!-[0-9])",
        r"/([0-9]{4})([0-9]{2})([0-9]{2})/",
        r"/([0-9]{4})/([0-9]{2})([0-9]{2})/",
        r"/([0-9]{4})-([0-9]{2})/([0-9]{2})/",
        r"/([0-9]{4})/([0-9]{1,2})/([0-9]{1,2})/",
        r"/[PW]0((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})[0-9]{6,}\.",
        r"/([0-9]{4})([0-9]{2})([0-9]{2})_[0-9]+\.",
    )
)
_MOMENT = re.compile(
    r"/(20[0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})[0-9]{0,5}(?=[/._]|\Z)",
    re.ASCII,
)
_MONTH_SHAPES = tuple(
    re.compile(shape, re.ASCII)
    for shape in (
        r"/((?:19|20)[0-9]{2})(0[1-9]|1[0-2])/",
        r"/((?:19|20)[0-9]{2})-(0[1-9]|1[0-2])/",
        r"/((?:19|20)[0-9]{2})/(0?[1-9]|1[0-2])/",
    )
)
_ARCHIVE = re.compile(
    r"(?<![0-9])((?:19|20)[0-9]{2})(?:n|nd|年|年度)?/?\Z|"
    r"(?<![0-9])((?:19|20)[0-9]{2})(?:年|年度)(?![0-9]{1,2}月)",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class UrlDate:
    """What an address tells: a day, or only (year, month) as bounds, or nothing."""

    date: datetime.date | None = None
    month: tuple[int, int] | None = None


def url_date(url: str, year: int | None = None) -> UrlDate:
    """Read the date out of an address's path; the query is not looked at."""
    try:
        path = urlsplit(url.strip()).path
    except ValueError:
        return UrlDate()
    path = "/" + path.lstrip("./")
    for shape in _DAY_SHAPES:
        if (found := shape.search(path)) and (day := _day(found, year)):
            return UrlDate(day, (day.year, day.month))
    found = _MOMENT.search(path)
    if found and int(found[4]) < 24 and int(found[5]) < 60 and int(found[6]) < 60:
        day = _day(found, year)
        if day:
            return UrlDate(day, (day.year, day.month))
    for shape in _MONTH_SHAPES:
        if (found := shape.search(path)) and day_of(int(found[1]), int(found[2]), 1, year):
            return UrlDate(None, (int(found[1]), int(found[2])))
    return UrlDate()


def archive_year(name_or_path: str) -> int | None:
    """Return the year of a column that holds one year only: /jytabl/2025n/, 2025年, 2025年度."""
    found = _ARCHIVE.search(name_or_path.strip())
    if not found:
        return None
    year = int(found[1] or found[2])
    return year if FIRST_YEAR <= year <= LAST_YEAR else None


def _day(found: re.Match[str], year: int | None) -> datetime.date | None:
    return day_of(int(found[1]), int(found[2]), int(found[3]), year)
