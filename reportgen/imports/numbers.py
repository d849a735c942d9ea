"""A cell read as a figure: exactly, or not at all with the question to ask."""

import re
import unicodedata
from dataclasses import dataclass

_NUMBER = re.compile(r"\d{1,3}(?:[,，'’ ]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_SCALES = {"万": 10_000, "十万": 100_000, "百万": 1_000_000, "千": 1_000, "亿": 100_000_000}
_UNITS = (
    "人次", "小时", "工作日", "个", "次", "条", "件", "项", "期", "篇", "天", "人", "封", "户",
    "家", "份", "元", "年", "%",
)  # fmt: skip
NONE_WORDS = frozenset(("无", "没有", "零", "未开展", "无数据"))
_UNCLEAR = {"-", "--", "—", "——", "/", "\\", "*", "?", "？", "未知", "待定", "暂无", "n/a", "na"}
TOLD = "#!"  # what follows is why the cell cannot be taken
_VAGUE = re.compile(r"约|近|余|多|左右|以上|超过?|不足|大约|≥|≤|>|<|\+|~|至|至少|不少于")
_TIMES = re.compile("小时|分钟|工作日|周|月")


@dataclass(frozen=True, slots=True)
class Reading:
    """A figure, or a question; both None for an empty cell. ``rounded``: it was given in 万."""

    value: int | float | None = None
    question: str = ""
    rounded: bool = False


def read_number(
    cell: str, *, scale: int = 1, decimals: bool = False, unit: str | None = None
) -> Reading:
    """Read one cell; ``scale`` is the 万 of its heading. Counts have no decimals unless in 万.

    ``unit`` is what the form counts in, where it is known: 36小时 are no 36 days, 0.95 no percent.
    Never guesses: a sign, a word of doubt, an error of the spreadsheet or a lost digit is a
    question.
    """
    text = unicodedata.normalize("NFKC", cell).strip().replace("\u3000", " ")
    if not text:
        return Reading()
    if text in NONE_WORDS:
        return Reading(0)
    if text.lower() in _UNCLEAR:
        return Reading(question=f"写的是“{cell.strip()}”，是 0 还是没有数？")
    if text.startswith(TOLD):
        return Reading(question=text.removeprefix(TOLD))
    if text.startswith("#"):
        return Reading(question=f"表格公式出错（{text}）")
    if _VAGUE.search(text):
        return Reading(question=f"“{cell.strip()}”不是一个确定的数")
    reading = _read(text, cell, scale, decimals)
    doubt = "" if unit is None or reading.value is None else _other_unit(text, reading.value, unit)
    return Reading(question=doubt) if doubt else reading


def _other_unit(text: str, value: float, unit: str) -> str:
    """Return the question to ask where a figure may be in another unit than the form's."""
    if unit == "%":
        share = 0 < value <= 1 and not text.endswith("%")
        return f"写的是 {value}，是 {value}% 还是 {value * 100:g}%？请带百分号写" if share else ""
    if text.endswith("%"):
        return f"写的是“{text}”，报表要的不是百分数"
    return other_unit(text, unit)


def other_unit(text: str, unit: str) -> str:
    """Return the question where a cell, heading or column of units names hours for days."""
    found = _TIMES.search(text) if unit == "天" else None
    return f"单位是“{found[0]}”，报表要填天数" if found else ""


def _read(text: str, cell: str, scale: int, decimals: bool) -> Reading:
    body = text.removeprefix("共").removeprefix("计")
    for unit in _UNITS:
        body = body.removesuffix(unit).strip()
    for word, times in _SCALES.items():
        if body.endswith(word) and _NUMBER.fullmatch(body.removesuffix(word).strip()):
            body, scale = body.removesuffix(word).strip(), scale * times
            break
    if not _NUMBER.fullmatch(body):
        return Reading(question=f"看不懂“{cell.strip()}”是什么数")
    digits = re.sub(r"[,，'’ ]", "", body)
    if len(digits) > 15:
        return Reading(question=f"“{cell.strip()}”位数太多，不像一个统计数")
    value = _scaled(digits, scale)
    if value.is_integer():
        return Reading(int(value), rounded=scale > 1)
    if decimals:
        return Reading(round(value, 4), rounded=scale > 1)
    return Reading(question=f"“{cell.strip()}”应当是整数")


def _scaled(digits: str, scale: int) -> float:
    """Multiply by decimal places and not by binary fractions: 1.1万 is 11000."""
    whole, _, fraction = digits.partition(".")
    return float(int(whole + fraction) * scale / 10.0 ** len(fraction))


def heading_scale(heading: str) -> int:
    """Return 10000 where a heading says its figures are in 万, else 1."""
    found = re.search(r"[（(](?:单位[:：]?)?(十万|百万|万|千|亿)[^）)]{0,3}[）)]", heading)
    return _SCALES[found[1]] if found else 1
