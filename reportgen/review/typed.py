"""What a person typed into a field, as a value of its kind; or why it cannot be taken."""

from datetime import date
from urllib.parse import urlsplit

from audits.facts import Value
from reportgen.fields import Field, FieldKind
from reportgen.imports.numbers import NONE_WORDS, read_number
from reportgen.plaintext import clean_text

_LONGEST = 2000
_YES_NO = {"yes": True, "no": False}


class TypedError(ValueError):
    """Raised with the Chinese sentence to show beside the field."""


def read_typed(field: Field, typed: str) -> Value:
    """Return the value; raises TypedError for what is empty, doubtful or of another kind.

    Numbers may have thousands commas, a unit or 万; 无 is no number here (there is 无数据 for it).
    """
    text = clean_text(typed)
    if not text:
        raise TypedError("请填写；没有数的请用“无数据”。")
    if len(text) > _LONGEST:
        raise TypedError(f"太长了，最多 {_LONGEST} 个字。")
    match field.kind:
        case FieldKind.COUNT | FieldKind.NUMBER | FieldKind.YEAR:
            return _number(field, text)
        case FieldKind.YES_NO:
            if text not in _YES_NO:
                raise TypedError("请选择是或否。")
            return _YES_NO[text]
        case FieldKind.CHOICE:
            if text not in field.choices:
                raise TypedError("请在选项里选一个。")
            return text
        case FieldKind.URL:
            return _address(text)
        case FieldKind.DATE:
            return _day(text)
        case _:
            return text


def _number(field: Field, text: str) -> Value:
    if text in NONE_WORDS:
        raise TypedError("是 0 就填 0；没有这项数据请用“无数据”。")
    decimals = field.kind is FieldKind.NUMBER
    reading = read_number(text, decimals=decimals, unit=field.unit)
    if reading.question or reading.value is None:
        raise TypedError(f"{reading.question or '请填数字'}。")
    return float(reading.value) if decimals else reading.value


def _address(text: str) -> str:
    try:
        parts = urlsplit(text)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.hostname or " " in text:
        raise TypedError("网址请写全，以 http:// 或 https:// 开头。")
    return text


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise TypedError("日期请写成 2026-01-31 的样子。") from None
