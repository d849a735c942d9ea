"""Rules about texts: identifiers, dates, addresses."""

import re
from collections.abc import Iterator
from datetime import date
from urllib.parse import urlsplit

from reportgen.checks.clauses import Clause, ClauseKind
from reportgen.checks.entries import Entries, bare
from reportgen.checks.wording import listed, sentence

Finding = tuple[str, tuple[str, ...]]
_DATE = re.compile(r"(\d{4})[-年./](\d{1,2})[-月./](\d{1,2})日?")
# GB/T 2260 first two digits, and the letters both kinds of numbers use for a province
_PROVINCES = {
    "11": "京", "12": "津", "13": "冀", "14": "晋", "15": "蒙", "21": "辽", "22": "吉", "23": "黑",
    "31": "沪", "32": "苏", "33": "浙", "34": "皖", "35": "闽", "36": "赣", "37": "鲁", "41": "豫",
    "42": "鄂", "43": "湘", "44": "粤", "45": "桂", "46": "琼", "50": "渝", "51": "蜀川",
    "52": "黔贵", "53": "滇云", "54": "藏", "61": "陕秦", "62": "陇甘", "63": "青", "64": "宁",
    "65": "新",
}  # fmt: skip


def pattern(clause: Clause, entries: Entries) -> Iterator[Finding]:
    """A text is written as the pattern wants it; blanks do not matter."""
    for key in clause.left:
        text = entries.text(key)
        if text and not re.fullmatch(clause.pattern, text):
            yield sentence(clause, entries), (key,)


def example(clause: Clause, entries: Entries) -> Iterator[Finding]:
    """A number is the one the filling notes give as an example."""
    known = {_core(number) for number in clause.examples}
    for key in clause.left:
        if (text := entries.text(key)) and _core(text) in known:
            yield f"“{entries.label(key)}”{text}：{clause.say}", (key,)


def province(clause: Clause, entries: Entries) -> Iterator[Finding]:
    """All numbers that name a province name the same one."""
    named = {key: _province(entries.text(key)) for key in clause.left}
    present = {key: found for key, found in named.items() if found}
    if len(set(present.values())) > 1:
        yield sentence(clause, entries), tuple(present)


def due(clause: Clause, entries: Entries) -> Iterator[Finding]:
    """A date lies in January of the year after the report year, or of its own year if unstated."""
    for key in clause.left:
        day = read_date(entries.text(key))
        if day is None:
            continue
        year = entries.year + 1 if entries.year is not None else day.year
        if (day.year, day.month) != (year, 1):
            yield sentence(clause, entries), (key,)


def same_address(clause: Clause, entries: Entries) -> Iterator[Finding]:
    """An address is another one's, scheme and last stroke aside."""
    left, right = (_address(entries.text(key)) for key in (clause.left[0], clause.right[0]))
    if left and left == right:
        yield sentence(clause, entries), (*clause.left, *clause.right)


def stated_year(clause: Clause, entries: Entries) -> Iterator[Finding]:
    """The form says which year it is about."""
    if entries.year is None:
        keys = tuple(key for key in ("report_year",) if key in entries.form.fields)
        yield clause.say, keys


def claimed(clause: Clause, entries: Entries) -> Iterator[Finding]:
    """A feature is claimed that nobody has tried on the site."""
    keys = [key for key in clause.left if entries.values.get(key) is True]
    if untried := tuple(key for key in keys if key not in entries.seen):
        yield listed(clause, entries, untried), untried


def notice(clause: Clause, _entries: Entries) -> Iterator[Finding]:
    """Something to know about this form, always said."""
    yield clause.say, clause.left


def read_date(text: str) -> date | None:
    """Return 2021-01-27 or 2021年1月27日 as a date; None if it is none."""
    found = _DATE.fullmatch("".join(text.split()))
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def _core(number: str) -> str:
    """Return what identifies a number: digits with their letters, without 号 and prefix words."""
    text = bare(number).upper().rstrip("号")
    return re.sub(r"^\S公网安备[:：]?", "", text)


def _province(text: str) -> str:
    """Return the two digits of the province a number belongs to; empty if it names none."""
    if found := re.match(r"(\S)(?:ICP备|公网安备)", text):
        return next((code for code, letters in _PROVINCES.items() if found[1] in letters), "")
    return text[:2] if re.fullmatch(r"\d{10}|\d{14}", text) and text[:2] in _PROVINCES else ""


def _address(text: str) -> str:
    try:
        parts = urlsplit(text if "://" in text else f"http://{text}")
    except ValueError:
        return ""
    host = parts.netloc.lower().removeprefix("www.")
    return f"{host}{parts.path.rstrip('/')}?{parts.query}" if host else ""


JUDGES = {
    ClauseKind.PATTERN: pattern,
    ClauseKind.EXAMPLE: example,
    ClauseKind.PROVINCE: province,
    ClauseKind.DUE: due,
    ClauseKind.SAME_ADDRESS: same_address,
    ClauseKind.STATED_YEAR: stated_year,
    ClauseKind.CLAIMED: claimed,
    ClauseKind.NOTICE: notice,
}
