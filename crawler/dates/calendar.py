"""Numbers to days: bounds, Chinese numerals and the time zone."""

from datetime import date, datetime, timedelta, timezone

# China has kept one zone without summer time since 1992: no zone database is needed.
SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")

FIRST_YEAR = 1990
LAST_YEAR = 2099
NUMERALS = "〇○零ＯO一二三四五六七八九"
_DIGITS = {"〇": 0, "○": 0, "零": 0, "Ｏ": 0, "O": 0} | {
    character: value for value, character in enumerate("一二三四五六七八九", start=1)
}
_TENS = {"十": 10, "廿": 20, "卅": 30}
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def day_of(year: int, month: int, day: int, report_year: int | None = None) -> date | None:
    """Return the day, or None if there is no such day or its year is out of bounds."""
    last = LAST_YEAR if report_year is None else report_year + 1
    if not FIRST_YEAR <= year <= last:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def is_month_day(month: int, day: int) -> bool:
    """Say whether some year has this day (29 February included)."""
    return 1 <= month <= 12 and 1 <= day <= _DAYS[month - 1]


def in_shanghai(moment: datetime) -> date:
    """Return the day of a moment that carries its zone."""
    return moment.astimezone(SHANGHAI).date()


def number(text: str) -> int:
    """Read ASCII or Chinese digits up to 99, positional (二〇二五) or spoken (二十一); else -1."""
    if text.isascii():
        return int(text)
    if text == "元":
        return 1
    if all(character in _DIGITS for character in text):
        return int("".join(str(_DIGITS[character]) for character in text))
    for ten, value in _TENS.items():
        head, found, tail = text.partition(ten)
        if found and len(head) <= 1 and len(tail) <= 1:
            factor = _DIGITS.get(head, 0) if head else 1
            unit = _DIGITS.get(tail, 0) if tail else 0
            is_spoken = factor and (unit or not tail) and (value == 10 or not head)
            return factor * value + unit if is_spoken else -1
    return -1
