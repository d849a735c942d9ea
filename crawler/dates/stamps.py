"""Dates that programs write: PubDate metas, feeds, epoch numbers."""

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

from crawler.dates.calendar import SHANGHAI, day_of, in_shanghai
from crawler.dates.text import find_dates, fold

_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})(?:[0-9]{4}|[0-9]{6}|[0-9]{9})?")
_EPOCH = re.compile(r"([0-9]{9,10}|[0-9]{12,13})(?:\.[0-9]+)?")
_JAVA = re.compile(  # Tue Jan 02 10:00:00 CST 2024
    r"[A-Z][a-z]{2} ([A-Z][a-z]{2}) ([0-9]{1,2}) ([0-9]{2}:[0-9]{2}:[0-9]{2}) "
    r"(CST|GMT[+-][0-9]{2}:?[0-9]{2}|UTC|GMT) ([0-9]{4})"
)
_MILLISECONDS_FROM = 100_000_000_000


def from_epoch(value: int | float | str, year: int | None = None) -> date | None:
    """Return the day of an epoch number; seconds and milliseconds are told by their size."""
    if isinstance(value, str):
        text = value.strip()
        if not (text.isascii() and _EPOCH.fullmatch(text)):
            return None
        value = float(text)
    seconds = value / 1000 if value >= _MILLISECONDS_FROM else value
    if not 0 < seconds < 5_000_000_000:
        return None
    day = datetime.fromtimestamp(seconds, UTC).astimezone(SHANGHAI).date()
    return day_of(day.year, day.month, day.day, year)


def parse_pubdate(value: str, year: int | None = None) -> date | None:
    """Return the day of a PubDate meta or another stamp, in any of the forms seen.

    A stamp with a zone is moved to Asia/Shanghai; one without is local time.
    """
    text = fold(value).strip()
    if compact := _COMPACT.fullmatch(text):
        return day_of(int(compact[1]), int(compact[2]), int(compact[3]), year)
    if found := find_dates(text, year):
        return found[0].date
    if _EPOCH.fullmatch(text):
        return from_epoch(text, year)
    moment = _program_moment(text)
    if moment is None:
        return None
    day = in_shanghai(moment)
    return day_of(day.year, day.month, day.day, year)


def _program_moment(text: str) -> datetime | None:
    if java := _JAVA.fullmatch(text):
        month, day, clock, zone, full_year = java.groups()
        shift = "+0800" if zone == "CST" else zone[3:].replace(":", "") or "+0000"
        text = f"Day, {day} {month} {full_year} {clock} {shift}"
    if not re.match(r"[A-Z][a-z]{2}, [0-9]", text):
        return None
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, IndexError, TypeError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)
