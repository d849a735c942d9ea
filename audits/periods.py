"""From when to when something is open: printed labels, else the deadline in the prose."""

import re
from dataclasses import dataclass
from datetime import date

from crawler import dates

_DAY = r"((?:19|20)\d{2}\s*[-./年]\s*\d{1,2}\s*[-./月]\s*\d{1,2}\s*日?)"
_SHORT = r"((?:(?:19|20)\d{2}\s*年)?\s*\d{1,2}\s*月\s*\d{1,2}\s*日)"
_SPAN = re.compile(rf"{_DAY}[^至到—~\-]{{0,12}}(?:至|到|—+|~|-{{1,2}}|－)\s*{_DAY}")
_START = re.compile(rf"(?:开始|起始|发布)(?:时间|日期)\s*[:：]?\s*{_DAY}")
_END = re.compile(rf"(?:结束|截止|截至|终止)(?:时间|日期)?\s*(?:为|是)?\s*[:：]?\s*{_DAY}")
_PROSE = re.compile(
    rf"(?:请?(?:各有关单位和?)?(?:于|在)|截[止至](?:时间|日期)?(?:为|到|至)?|期限(?:为|至|到))\s*[:：]?\s*{_SHORT}"
    r"\s*(?:\d{1,2}[:：时]\d{0,2})?\s*(?:前|之前|以前|止|下班前|截止)?"
)


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day; either may be unknown."""

    start: date | None = None
    end: date | None = None

    @property
    def words(self) -> str:
        """The period as a person reads it; empty when nothing is known."""
        if self.start and self.end:
            return f"{self.start} 至 {self.end}"
        return f"截止 {self.end}" if self.end else ""


def read_period(text: str, year: int | None) -> Period:
    """The period a page states; a deadline without a year is of ``year``."""
    span = _SPAN.search(text)
    if span:
        return Period(_day(span[1], year), _day(span[2], year))
    start, end = _START.search(text), _END.search(text)
    if end:
        return Period(_day(start[1], year) if start else None, _day(end[1], year))
    prose = _PROSE.search(text)
    return Period(_day(start[1], year) if start else None, _day(prose[1], year) if prose else None)


def _day(text: str, year: int | None) -> date | None:
    plain = re.sub(r"\s", "", text)
    if "年" not in plain and "月" in plain:
        if year is None:
            return None
        plain = f"{year}年{plain}"
    return dates.parse_pubdate(plain)
