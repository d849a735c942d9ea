"""The time a table is about, as its title, its sheet and its file say: the whole year, or not."""

import re
from collections.abc import Iterable

_YEAR = re.compile(r"(?<![\d.])(20[1-4]\d)(?=\s*[一-鿿])")
_NAMED_YEAR = re.compile(r"(?<!\d)(20[1-4]\d)(?!\d)")
_DAY = r"(20\d\d)\D?(\d\d?)\D?(\d\d?)日?"
_RANGE = re.compile(rf"(?<!\d){_DAY}\s*(?:-|~|—|–|至|到)+\s*{_DAY}(?!\d)")
_PART = re.compile(r"[上下]半年|(?:第?[一二三四1-4]|[qQ][1-4])季度|前[一二三123]季度")
_MONTHS = re.compile(r"(\d{1,2})月?份?\s*[-~—–至到]\s*(\d{1,2})月")
_UP_TO = re.compile(r"截[至止]\s*[到于]?\s*(?:20\d\d\D)?\s*(1[0-2]|0?\d)(?=\s*[月./-])")
_DECEMBER = 12
_WHOLE = (("01", "01"), ("12", "31"))


def years_of(titles: Iterable[str]) -> frozenset[int]:
    """Return the years titles name, by themselves or as a range of days."""
    found: set[int] = set()
    for title in titles:
        found.update(map(int, _YEAR.findall(title)))
        for said in _RANGE.finditer(title):
            found.update((int(said[1]), int(said[4])))
    return frozenset(found)


def part_of_year(titles: Iterable[str]) -> str:
    """Return the words by which a title limits its figures to a part of the year, else nothing."""
    for title in titles:
        if found := _PART.search(title):
            return found[0]
        if (found := _UP_TO.search(title)) and int(found[1]) != _DECEMBER:
            return f"{found[0]}月"
        for months in _MONTHS.finditer(title):
            if (int(months[1]), int(months[2])) != (1, 12):
                return months[0]
        for days in _RANGE.finditer(title):
            one, other = ((days[n].zfill(2), days[n + 1].zfill(2)) for n in (2, 5))
            if (one, other) != _WHOLE:
                return days[0]
    return ""


def named_for_another_year(name: str, year: int) -> bool:
    """Say whether the name of a file or sheet holds years, and neither this nor the next.

    A file for last year is often named after the day of its export.
    """
    years = set(map(int, _NAMED_YEAR.findall(name)))
    return bool(years) and not years & {year, year + 1}
