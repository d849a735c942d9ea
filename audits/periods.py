"""From when to when something is open: printed labels, else the deadline in the prose."""

import re
from dataclasses import dataclass
from datetime import date

from crawler import dates

_DAY = r"((?:19|20)\d{2}\s*[-./年]\s*\d{1,2}\s*[-./月]\s*\d{1,2}\s*日?)"
_SHORT = r"((?:(?:19|20)\d{2}\s*年)?\s*\d{1,2}\s*月\s*\d{1,2}\s*日)"
_TO = r"(?:起?至|到|—+|~|～|-{1,2}|－)"
_SPAN = re.compile(rf"{_DAY}[^至到—~\-]{{0,12}}{_TO}\s*{_DAY}")
_SHORT_SPAN = re.compile(
    rf"{_DAY}[^至到—~\-0-9]{{0,4}}{_TO}\s*((?:\d{{1,2}}\s*月\s*)?\d{{1,2}}\s*日)"
)
_START = re.compile(rf"(?:开始|起始|发布)(?:时间|日期|日)?\s*[:：]?\s*{_DAY}")
_END = re.compile(
    rf"(?:(?:结束|截止|终止)(?:时间|日期|日)?\s*(?:为|是)?\s*[:：]?"
    # 截至某日 in prose tells how things stood on a day
    rf"|截至(?:时间|日期|日)\s*(?:为|是)?\s*[:：]?|(?:时间|日期|期限|征[求集](?:意见)?)\s*[:：]?\s*截至)\s*{_DAY}"
    rf"|{_DAY}\s*截止"
)
_LABELLED = re.compile(
    r"(?:征[求集](?:公众)?(?:意见)?|意见(?:征[求集]|反馈)|起止|调查|活动|投票|参与|公示|问卷|听证)的?"
    r"(?:起止)?(?:时间|日期|期限|期间)\s*(?:为|是)?\s*[:：]?\s*(?:自|从)?\s*(?=(?:19|20)\d\d)"
)
_HELD = re.compile(rf"(?:访谈|直播|播出|录制|开播)(?:时间|日期)\s*[:：]?\s*{_DAY}")
_PROSE = re.compile(
    rf"(?:截[止至](?:时间|日期)(?:为|到|至)?|截止(?:为|到|至|于)?|期限(?:为|至|到)|即日起?[至到])\s*[:：]?\s*{_SHORT}"
    rf"|{_SHORT}\s*(?:[(（][^()（）]{{1,8}}[)）])?\s*(?:(?:上午|下午)?\s*\d{{1,2}}[:：时点]\d{{0,2}}分?)?\s*(?:之前|以前|前|止|下班前|截止)(?![期几])"
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
    if (told := labelled_period(text, year)).start:
        return told
    start, end = _START.search(text), _END.search(text)
    if end:
        return Period(_day(start[1], year) if start else None, _day(end[1] or end[2], year))
    if span := _span(_SPAN.search(text) or _SHORT_SPAN.search(text), year):
        return span
    prose = _PROSE.search(text)
    last = _day(prose[1] or prose[2], year) if prose else None
    return Period(_day(start[1], year) if start else None, last)


def labelled_period(text: str, year: int | None) -> Period:
    """The period that stands behind a label of its own: 征集时间, or 开始时间 and 结束时间."""
    for label in _LABELLED.finditer(text):
        if span := _span(_SPAN.match(text, label.end()), year):
            return span
        if span := _span(_SHORT_SPAN.match(text, label.end()), year):
            return span
    began = (found for found in _START.finditer(text) if not found[0].startswith("发布"))
    start, end = next(began, None), _END.search(text)
    if start and end:
        return Period(_day(start[1], year), _day(end[1] or end[2], year))
    return Period()


def day_held(text: str) -> date | None:
    """The day of an interview that a page or a row names (访谈时间)."""
    found = _HELD.search(text)
    return _day(found[1], None) if found else None


def _span(found: re.Match[str] | None, year: int | None) -> Period | None:
    """The two days of a span; a second one without its year is the next such day."""
    start = _day(found[1], year) if found else None
    if found is None or start is None:
        return None
    end = _day(found[2], start.year) if "月" in found[2] or not found[2].endswith("日") else None
    if end is None:
        end = _day(f"{start.month}月{found[2]}", start.year)
    if end is not None and end < start and "年" not in found[2] and "月" in found[2]:
        end = _day(found[2], start.year + 1)
    return Period(start, end)


def _day(text: str, year: int | None) -> date | None:
    plain = re.sub(r"\s", "", text)
    if "年" not in plain and "月" in plain:
        if year is None:
            return None
        plain = f"{year}年{plain}"
    return dates.parse_pubdate(plain)
