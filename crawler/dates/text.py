"""Dates in running text and in a text that is nothing but a date."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

from crawler.dates.calendar import NUMERALS, day_of, in_shanghai, is_month_day, number

# One character to one character, so that positions stay those of the original text.
_FOLDING = (
    {ord("０") + value: str(value) for value in range(10)}
    | dict.fromkeys(map(ord, "－—–‐‑−―﹣"), "-")
    | {ord("／"): "/", ord("．"): ".", ord("："): ":", ord("Ｔ"): "T"}
    | dict.fromkeys(map(ord, "\u3000\xa0\u2002\u2003\u2009\u202f\u200b\ufeff\t\r\n\f\v"), " ")
)
_CHINESE_DAY = f"[{NUMERALS}十廿卅]{{1,3}}"
_NUMERIC = (
    r"(?<![0-9A-Za-z_])(?P<y>(?:19|20)[0-9]{2})\s*(?P<sep>[-/.])\s*(?P<m>[0-9]{1,2})"
    r"\s*(?P=sep)\s*(?P<d>[0-9]{1,2})(?![0-9])"
)
_HAN = (
    rf"(?<![0-9{NUMERALS}])(?P<hy>[0-9]{{4}}|[{NUMERALS}]{{4}})\s*年\s*"
    rf"(?P<hm>[0-9]{{1,2}}|元|{_CHINESE_DAY})\s*月\s*(?P<hd>[0-9]{{1,2}}|{_CHINESE_DAY})\s*[日号]"
)
_TIME = (
    r"(?:(?P<t>T|\s)\s*(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{1,2})"
    r"(?::(?P<second>[0-9]{1,2})(?:[.,][0-9]{1,9})?)?"
    r"(?P<zone>Z|\+[0-9]{2}:?[0-9]{2}|-[0-9]{2}:?[0-9]{2})?(?![0-9:]))?"
)
_DATE = re.compile(rf"(?:{_NUMERIC}{_TIME}|{_HAN})", re.ASCII)
_TAIL = (
    r"(?:\s*[T ]?\s*(?:[上下]午|AM|PM)?\s*[0-9]{1,2}[:时点]\s*[0-9]{1,2}分?(?::?[0-9]{1,2}秒?)?"
    r"(?:\.[0-9]{1,9})?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?(?:\s*[(（]?\s*(?:星期|周)[一二三四五六日天])?"
)
_SHORT = re.compile(
    r"(?:(?P<y2>[0-9]{2})(?P<s2>[-/.])(?P<m2>[0-9]{2})(?P=s2)(?P<d2>[0-9]{2})"
    r"|(?P<y3>[0-9]{2})年(?P<m3>[0-9]{1,2})月(?P<d3>[0-9]{1,2})日"
    r"|(?P<y8>(?:19|20)[0-9]{2})(?P<m8>[0-9]{2})(?P<d8>[0-9]{2})"
    r"|(?P<y4>[0-9]{4})年(?P<m4>[0-9]{1,2})月(?P<d4>[0-9]{1,2}))" + _TAIL,
    re.ASCII,
)
_MONTH_DAY = re.compile(
    rf"(?:(?P<m>[0-9]{{2}})[-/.](?P<d>[0-9]{{2}})"
    rf"|(?P<hm>[0-9]{{1,2}}|元|{_CHINESE_DAY})\s*月\s*(?P<hd>[0-9]{{1,2}}|{_CHINESE_DAY})\s*[日号]?)"
    + _TAIL,
    re.ASCII,
)
_WHOLE = re.compile(rf"(?:{_NUMERIC}|{_HAN}){_TAIL}", re.ASCII)
_LABEL = re.compile(
    r"(?:本文|信息|文章|稿件)?(?:发布|发文|公开|发表|公布|更新|成文|上传|添加)?(?:时间|日期|于)\s*:?\s*"
)
_WRAPPERS = " []()（）［］【】〔〕「」『』<>〈〉《》|｜·•:：,，;；-"


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a text: ``raw`` is ``text[start:end]``.

    ``exact`` is False where the form leaves room for doubt: two digits for the year, eight
    digits in a row, no 日 at the end.
    """

    date: date
    raw: str
    start: int
    end: int
    exact: bool = True


def fold(text: str) -> str:
    """Narrow wide digits, dashes and blanks; the length stays the same."""
    return text if text.isascii() and text.isprintable() else text.translate(_FOLDING)


def find_dates(text: str, year: int | None = None) -> list[FoundDate]:
    """Find the full dates of a text in order; a month without a day is none.

    Numbers that only look like dates are left out: index and document numbers, telephone
    and filing numbers, parts of addresses. A text that is nothing but a short date
    (24-01-02) is read too, as not ``exact``.
    """
    folded = fold(text)
    found = list(_long_dates(text, folded, year))
    if not found and (short := _short_date(text, folded, year)):
        return [short]
    return found


def only_date(text: str, year: int | None = None) -> FoundDate | None:
    """Return the date of a text that holds nothing else: brackets, label and time allowed."""
    folded = fold(text)
    core = _core(folded)
    if _WHOLE.fullmatch(core):
        found = list(_long_dates(text, folded, year, spaced=True))
        return found[0] if len(found) == 1 else None
    return _short_date(text, folded, year)


def month_day(text: str) -> tuple[int, int] | None:
    """Return (month, day) of a text that is nothing but a date without its year."""
    found = _MONTH_DAY.fullmatch(_core(fold(text)))
    if not found:
        return None
    month, day = number(found["m"] or found["hm"]), number(found["d"] or found["hd"])
    return (month, day) if is_month_day(month, day) else None


def _core(folded: str) -> str:
    core = folded.strip(_WRAPPERS)
    label = _LABEL.match(core)
    return core[label.end() :].strip(_WRAPPERS) if label else core


def _long_dates(
    text: str, folded: str, year: int | None, *, spaced: bool = False
) -> Iterator[FoundDate]:
    end = -1
    for found in _DATE.finditer(folded):
        follows_date = found.start() == end + 1
        if found["sep"] and not _stands_alone(folded, found, follows_date, spaced):
            continue
        day = _day_of_match(found, year)
        if day is None:
            continue
        start, end = found.span()
        yield FoundDate(day, text[start:end], start, end)


def _stands_alone(folded: str, found: re.Match[str], follows_date: bool, spaced: bool) -> bool:
    """Refuse a piece of a longer number (11-2024-01-02-0018), of an address, of a version."""
    end_of_day = found.end("d")
    before, after = folded[: found.start()][-2:], folded[end_of_day : end_of_day + 2]
    if not spaced and found["sep"] != "-" and " " in found[0][: end_of_day - found.start()]:
        return False
    if before.endswith("/") or (after.startswith("/") and found["sep"] == "/"):
        return False
    if len(before) == 2 and before[1] in "-." and before[0].isalnum() and before[0].isascii():
        return follows_date
    if len(after) == 2 and after[0] in "-." and after[1].isdigit():
        return _DATE.match(folded, end_of_day + 1) is not None
    return not after.startswith("%")


def _day_of_match(found: re.Match[str], year: int | None) -> date | None:
    if found["hy"]:
        values = number(found["hy"]), number(found["hm"]), number(found["hd"])
        return day_of(*values, year)
    day = day_of(int(found["y"]), int(found["m"]), int(found["d"]), year)
    zone = found["zone"]
    if day is None or not zone or (zone[0] == "-" and found["t"] != "T"):
        return day  # "10:00-12:00" is a span of hours, not a zone
    moved = _moved_to_shanghai(day, found)
    return day_of(moved.year, moved.month, moved.day, year)


def _moved_to_shanghai(day: date, found: re.Match[str]) -> date:
    zone = found["zone"]
    minutes = 0 if zone == "Z" else int(zone[1:3]) * 60 + int(zone[-2:])
    hour, minute = int(found["hour"]), int(found["minute"])
    if hour > 23 or minute > 59 or minutes > 14 * 60:
        return day
    offset = timezone(timedelta(minutes=-minutes if zone[0] == "-" else minutes))
    return in_shanghai(datetime(day.year, day.month, day.day, hour, minute, tzinfo=offset))


def _short_date(text: str, folded: str, year: int | None) -> FoundDate | None:
    core = _core(folded)
    found = _SHORT.fullmatch(core)
    if not found:
        return None
    for mark in "2384":
        if digits := found[f"y{mark}"]:
            full = int(digits)
            if mark in "23":
                full += 1900 if full >= 90 else 2000
            day = day_of(full, int(found[f"m{mark}"]), int(found[f"d{mark}"]), year)
            start = folded.find(core)
            end = start + len(core)
            return FoundDate(day, text[start:end], start, end, exact=False) if day else None
    return None
