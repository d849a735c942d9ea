"""What the published report shows against the signed one, and how long there is to publish it."""

from dataclasses import dataclass
from datetime import date

from reportgen.official.form import AFTER_SIGNING
from reportgen.official.readback import same_value
from reportgen.paper import written
from reportgen.report import Report
from reportgen.submitted.submission import Submission

_MONTH, _DAY = 1, 31  # of the year after: the national deadline


@dataclass(frozen=True, slots=True)
class Gap:
    """A field that reads otherwise than it was signed; ``shown`` is empty where it is missing."""

    key: str
    label: str
    signed: str
    shown: str
    is_missing: bool


def deadline_of(year: int, written: str = "") -> date:
    """Return the last day for publishing the report of a year.

    ``written`` is the site's own, month and day of the year after (``01-20``); empty for the usual.
    """
    month, day = map(int, written.split("-")) if written else (_MONTH, _DAY)
    return date(year + 1, month, day)


def gaps(found: Submission, report: Report) -> tuple[Gap, ...]:
    """Return every field in which a published form differs from the signed report.

    When and where it was published is not compared: that is known only afterwards.
    """
    told = []
    for key, item in report.fields.items():
        if key in AFTER_SIGNING:
            continue
        read = found.fields.get(key)
        if key == "report_year":
            is_same, shown = found.year == item.value, str(found.year or "")
        else:
            is_same, shown = same_value(read, item, report), read.written_as if read else ""
        if not is_same:
            signed = written(item, report)
            told.append(Gap(key, item.field.label, signed, shown, read is None))
    return tuple(told)


def days_left(deadline: date, today: date) -> str:
    """Return how long there is, in Chinese."""
    left = (deadline - today).days
    day = f"{deadline.year}年{deadline.month}月{deadline.day}日"
    if left < 0:
        return f"公开期限 {day} 已过 {-left} 天"
    return f"离公开期限 {day} 还有 {left} 天" if left else f"今天（{day}）是公开期限的最后一天"
