"""What stands in a cell as a value of its field; what is not plain becomes a doubt, not a guess."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from audits.facts import Value
from reportgen.fields import Field, FieldKind
from reportgen.paper import HINT
from reportgen.report import PENDING
from reportgen.submitted.ticks import TICKED, chosen, is_marked, options
from reportgen.submitted.words import NOTE_MARKS, joined, one_line, without_struck

UNFILLED = f"还没有填（写着“{PENDING}”）"
HINTED = f"还写着草稿里的“{HINT}”，请核对后删去"
_BOUND = "至少"
BLANK = re.compile(r"[\s_＿]*")
NONE_WORDS = ("无", "没有", "暂无")
_SLASHES = ("/", "\\", "-", "--", "—", "——", "－", "／")
_NUMBER = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(万|亿)?([\u4e00-\u9fff%]{0,4})")
_UNIT_BEHIND = re.compile(r"(?<=[\d万亿])\(([\u4e00-\u9fff%]{1,4})\)$")
_DATE = re.compile(r"(\d{4})\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*日?")
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_CHINESE_DATE = re.compile(
    r"([〇○零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日"
)
_TWO_FIGURES = re.compile(r"\d\s+(?!\d{3}(?!\d))\d|\d\s+\d{3}\d")
_NOTE = re.compile(rf"(?:[{NOTE_MARKS}]|[\[〔【]\d{{1,2}}[\]〕】]|[（(]?注\s*\d{{0,2}}[)）]?)+$")
_TEXT_NOTE = re.compile(rf"(?:[{NOTE_MARKS}]|[\[〔]注?\d{{1,2}}[\]〕])+$")
_ANY_MARK = re.compile(rf"[{NOTE_MARKS}½¼¾]")
_NAME_OF_A_FIELD = re.compile(
    r"^是否|[（(]单位[：:]|(?:数|数量|总量|率|[布问新读载注]量|日期|网址|地址|备案号|标识码)$"
)
_DIGIT = re.compile(r"\d")
_WORKING_DAYS = ("个工作日", "工作日", "个自然日", "自然日")
_TIMES = {"万": 10_000, "亿": 100_000_000}
_YES_NO = (("是", "否"), ("有", "无"))
_IDENTIFIERS = {
    "site_code", "icp_number", "police_number", "electronic_mark_code", "home_url",
    "published_url", "app_download_url", "chinese_domain", "contact_phone",
}  # fmt: skip
_NAMES = {"unit_head", "reviewer", "preparer", "reporting_unit", "host_unit", "operator_unit"}
_NUMBERED = {"site_code", "icp_number", "police_number", "electronic_mark_code", "contact_phone"}
_FREE = {"new_media_other", "innovation_other"}
_MOST_TEXT = 2000


@dataclass(frozen=True, slots=True)
class Reading:
    """A value with the cell's own text; ``doubt`` is a sentence (Chinese), empty if none.

    A doubtful value may be given all the same: then a person only has to confirm it.
    """

    value: Value | None
    written: str
    doubt: str = ""


def read_value(field: Field, text: str, unit: str = "", units: tuple[str, ...] = ()) -> Reading:
    """Return the value that ``text`` means for ``field``.

    ``unit`` is the one printed in the label, empty if none; ``units`` all words that are units.
    无 and 0 are both 0 for a figure, a stroke and a blank are no value: ``written`` tells them
    apart.
    """
    kept, gone = without_struck(text)
    if gone:
        inner = read_value(field, kept, unit, units)
        said = f"里面有划掉的“{gone}”，按没有划掉的“{one_line(kept)}”读，请核对"
        return Reading(inner.value, inner.written, inner.doubt or said)
    written = one_line(text)
    if BLANK.fullmatch(written):
        return Reading(None, "")
    if PENDING in written:
        return Reading(None, written, UNFILLED)
    if written.endswith(HINT):
        inner = read_value(field, written.removesuffix(HINT), unit, units)
        return Reading(inner.value, written, inner.doubt or HINTED)
    match field.kind:
        case FieldKind.COUNT | FieldKind.NUMBER:
            return _figure(field, written, unit, units)
        case FieldKind.YES_NO:
            return _yes_no(written)
        case FieldKind.CHOICE:
            return _choice(field, written)
        case FieldKind.DATE:
            return _date(written)
        case FieldKind.YEAR:
            found = re.search(r"(?<!\d)(20\d\d)(?!\d)", written)
            return Reading(int(found.group(1)), written) if found else Reading(None, written)
        case _:
            return _text(field, text, written)


def day_in(text: str) -> date | None:
    """Return the first date written out in a text, with digits or in Chinese; None if none."""
    flat = unicodedata.normalize("NFKC", text)
    found = _DATE.search(flat)
    if found:
        parts = [int(part) for part in found.groups()]
    else:
        spelled = _CHINESE_DATE.search(text)
        if not spelled:
            return None
        year = int(spelled.group(1).translate(_DIGITS))
        parts = [year, _spelled(spelled.group(2)), _spelled(spelled.group(3))]
    try:
        return date(*parts)
    except ValueError:
        return None


def is_stroke(written: str) -> bool:
    """Say whether a cell holds nothing but a stroke: not applicable, as people write it."""
    return written in _SLASHES


def _spelled(text: str) -> int:
    """Return 1 to 31 from 一 to 三十一."""
    tens, _, ones = text.rpartition("十")
    if "十" not in text:
        return int(text.translate(_DIGITS))
    return 10 * (int(tens.translate(_DIGITS)) if tens else 1) + (
        int(ones.translate(_DIGITS)) if ones else 0
    )


def _figure(field: Field, written: str, unit: str, units: tuple[str, ...]) -> Reading:
    """Return a figure: 1,644 · 551条 · 1.2万 · 无; everything else is asked about."""
    if is_stroke(written):
        return Reading(None, written)
    if _TWO_FIGURES.search(written):
        return Reading(None, written, f"写的是“{written}”，像是两个数，请核对")
    bare, note = _without_note(written)
    if _ANY_MARK.search(bare):
        return Reading(None, written, f"写的是“{written}”，不是一个数，请填报单位改正或说明")
    flat = re.sub(r"\s+", "", unicodedata.normalize("NFKC", bare))
    flat = _UNIT_BEHIND.sub(r"\1", flat)
    if flat.rstrip("".join(units)) in NONE_WORDS or flat in NONE_WORDS:
        return Reading(0, written)
    found = _NUMBER.fullmatch(flat)
    if not found and flat.startswith(_BOUND):
        return Reading(None, written, f"写的是“{written}”，只是下限，不是一个数，请补全")
    if not found:
        return Reading(None, written, f"写的是“{written}”，不是一个数，请填报单位改正或说明")
    whole, fraction, large, behind = found.groups()
    number = float(whole.replace(",", "") + (fraction or ""))
    times = _TIMES.get(large or "", 1) * _TIMES.get(unit[:1], 1)
    doubt = f"写的是“{written}”，后面的“{note}”像是注释记号，没有算作数字，请核对" if note else ""
    if unit[:1] in _TIMES:
        doubt = f"表上按“{unit}”填报，已折算，请核对"
    if behind and behind not in (*units, field.unit, f"个{field.unit}"):
        doubt = f"写的是“{written}”，数后面的“{behind}”不是本项的单位，请核对"
        if behind not in _WORKING_DAYS:
            return Reading(None, written, doubt)
    value = round(number * times, 4)
    if value == int(value):
        return Reading(int(value), written, doubt)
    if field.kind is FieldKind.COUNT:
        return Reading(None, written, f"写的是“{written}”，应当是整数，请核对")
    return Reading(round(value, 2), written, doubt)


def _without_note(written: str) -> tuple[str, str]:
    """Return a figure without the mark of a note behind it, and that mark."""
    found = _NOTE.search(written)
    if found is None or not _DIGIT.search(written[: found.start()]):
        return written, ""
    return written[: found.start()], found.group()


def _yes_no(written: str) -> Reading:
    """Return a yes or no from ticks or from the plain word."""
    flat = re.sub(r"\s+", "", written)
    for yes, no in _YES_NO:
        if flat in (yes, no):
            return Reading(flat == yes, written)
    if flat in (TICKED, "√", "✓", "✔"):
        return Reading(True, written)
    if is_stroke(flat):
        return Reading(None, written)
    for words in _YES_NO:
        found = options(written, words)
        if len(found) < 1 or not is_marked(written):
            continue
        ticked = chosen(found)
        if len(ticked) == 1 and len(found) == 2:
            return Reading(ticked[0] == words[0], written)
        if len(ticked) == 1:
            doubt = f"只看到“{ticked[0]}”一个选项，请核对原件"
            return Reading(None, written, doubt)
        return Reading(None, written, _tick_doubt(ticked))
    return Reading(None, written, f"写的是“{written}”，看不出勾的是哪一个，请核对原件")


def _choice(field: Field, written: str) -> Reading:
    """Return the English key of the ticked, or only named, choice."""
    keys = {word: key for key, word in field.choices.items()}
    flat = re.sub(r"\s+", "", written)
    if flat in keys:
        return Reading(keys[flat], written)
    if is_stroke(flat):
        return Reading(None, written)
    found = options(written, tuple(keys))
    if not found or not is_marked(written):
        return Reading(None, written, f"写的是“{written}”，看不出勾的是哪一个，请核对原件")
    ticked = chosen(found)
    if len(ticked) == 1:
        return Reading(keys[ticked[0]], written)
    return Reading(None, written, _tick_doubt(ticked))


def _tick_doubt(ticked: tuple[str, ...]) -> str:
    if not ticked:
        return "一个都没有勾，或勾选符号没有保留下来，请核对原件"
    return f"同时勾了{'、'.join(ticked)}，只能勾一个"


def _date(written: str) -> Reading:
    """Return a date as ISO text."""
    day = day_in(written)
    if day is not None:
        return Reading(day.isoformat(), written)
    if written in NONE_WORDS or is_stroke(written):
        return Reading(None, written)
    return Reading(None, written, f"写的是“{written}”，不是一个日期，请核对")


def _text(field: Field, text: str, written: str) -> Reading:
    """Return a text; identifiers and addresses lose every blank a line break put into them."""
    if is_stroke(written):
        return Reading(None, written)
    whole = field.key in _IDENTIFIERS or field.key in _NAMES
    value = written = joined(text) if whole else written
    bare = _TEXT_NOTE.sub("", value) if field.key not in _FREE else value
    if bare and bare != value:
        doubt = f"写的是“{value}”，后面的“{value[len(bare) :]}”像是注释记号，没有取用，请核对"
        return Reading(bare, written, doubt)
    if len(value) > _MOST_TEXT:
        return Reading(value[:_MOST_TEXT], written[:_MOST_TEXT], "文字太长，只留了前面一段")
    return Reading(value, written, _strange(field, value))


def _strange(field: Field, value: str) -> str:
    """Return a doubt about a text that is no text of its field: another field's name, a word."""
    if field.key in _FREE or value in NONE_WORDS:
        return ""
    if field.key in _NUMBERED and not _DIGIT.search(value):
        return f"写的是“{value}”，里面没有号码，请核对"
    if field.key == "contact_phone" and value.endswith(("-", "—", "－")):
        return f"写的是“{value}”，号码没有写全，请核对"
    if field.kind is FieldKind.URL and value.lower().count("http") > 1:
        return f"写的是“{value}”，像是两个网址，请核对"
    if field.kind is FieldKind.URL and "." not in unicodedata.normalize("NFKC", value):
        return f"写的是“{value}”，不像网址，请核对"
    if _NAME_OF_A_FIELD.search(value):
        return f"写的是“{value}”，像是另一个填报项的名称，请核对"
    return ""
