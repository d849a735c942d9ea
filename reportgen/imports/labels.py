"""Recognises what a heading or a row name means: a field, a month, a total, a note."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from crawler.errors import ConfigError
from crawler.resources import config_folder
from reportgen.datafile import Data, read_data
from reportgen.fields import Field, FilledBy, load_fields
from reportgen.form import known_forms, load_form

_NUMERALS = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
             "十": 10, "十一": 11, "十二": 12}  # fmt: skip
_DAY = re.compile(r"(?:(\d{4})[-/.年]?)?(\d{1,2})[-/.月](\d{1,2})日?|(\d{4})(\d{2})(\d{2})")
_MONTH = re.compile(
    r"(?:(\d{4})[-/.年])?(\d{1,2}|[一二三四五六七八九十]{1,2})月份?|(\d{4})[-/.]?(0\d|1[0-2])"
)
_QUARTER = re.compile(r"(?:(\d{4})年?)?(?:第?([1-4一二三四])季度|[qQ]([1-4]))")
_YEAR = re.compile(r"(\d{4})(?:年度?)?")
_LAST_YEAR = re.compile("上年|去年|上一年|前年|往年|同期")
_SOME_YEAR = re.compile(r"(?<!\d)(20[1-4]\d)(?!\d)")
_RANGE = re.compile(r"(\d{4})\D?0?1\D?0?1\D+(\d{4})\D?12\D?31\D?")


class _Rows(Data):
    total: tuple[str, ...]
    subtotal: tuple[str, ...]
    notes: tuple[str, ...]
    value: tuple[str, ...]
    prior: tuple[str, ...]


class _Kinds(Data):
    stock: frozenset[str]
    average: frozenset[str]
    per_day: frozenset[str]
    whole_site: frozenset[str]


class _Backend(Data):
    column: tuple[str, ...]
    count: tuple[str, ...]
    department: tuple[str, ...]


class ImportWords(Data):
    """config/imports.toml as a whole."""

    labels: dict[str, tuple[str, ...]]
    not_ours: dict[str, str]
    rows: _Rows
    kinds: _Kinds
    rough: dict[str, str]
    backend: _Backend


class RowKind(StrEnum):
    """What a row of figures stands for."""

    TOTAL = "total"
    SUBTOTAL = "subtotal"
    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    VALUE = "value"
    PRIOR = "prior"
    NOTE = "note"
    NAME = "name"
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class RowName:
    """A row name understood; ``year`` None where none is written, ``place`` the day or month."""

    kind: RowKind
    text: str
    year: int | None = None
    place: str = ""


def bare(label: str) -> str:
    """Return a label without blanks, numbering, bracketed units and punctuation, lower case."""
    text = unicodedata.normalize("NFKC", label)
    text = re.sub(r"\((?:单位|计量单位)?[::]?[^()]{0,6}\)", "", text)
    text = re.sub(r"^\s*(?:[一二三四五六七八九十]+[、.]|\d{1,2}[、.)]|\(\d+\))", "", text)
    return re.sub(r"[\s::、,，。·\-—›>/\"“”*]", "", text).lower()


@cache
def load_words(file: Path | None = None) -> ImportWords:
    """Return the words; raises ConfigError for a field that does not exist."""
    source = file or config_folder() / "imports.toml"
    words = read_data(source, ImportWords)
    for key in (*words.labels, *words.kinds.stock, *words.kinds.average, *words.kinds.per_day):
        if key not in load_fields():
            raise ConfigError(source, key, "没有这个填报项")
    return words


@cache
def known_fields() -> Mapping[str, Field]:
    """Return the fields of ``load_fields``, read once."""
    return load_fields()


@cache
def field_labels() -> Mapping[str, str]:
    """Return field by bare label; a label that two fields share is in none."""
    found: dict[str, set[str]] = {}
    forms = [load_form(name).fields for name in known_forms()]
    for fields in (load_fields(), *forms):
        for key, field in fields.items():
            for label in (field.label, field.short_label, field.section_title + field.label):
                found.setdefault(bare(label), set()).add(key)
    for key, labels in load_words().labels.items():
        for label in labels:
            found[bare(label)] = {key}
    for key in known_fields():
        found[key] = {key}
    single = {label: next(iter(keys)) for label, keys in found.items() if len(keys) == 1}
    fixed = {key for key, field in known_fields().items() if _is_fixed(field)}
    return {label: key for label, key in single.items() if key not in fixed}


def _is_fixed(field: Field) -> bool:
    """Say whether a field never comes from a department: names, phones, the site file's texts."""
    return field.section == "report" or field.filled_by is FilledBy.SITE_FILE


def field_of(levels: tuple[str, ...]) -> str | None:
    """Return the field a heading of one or more levels means; the whole before its last part."""
    parts = [bare(level) for level in levels if bare(level)]
    known = field_labels()
    for part in parts[-2:]:
        if known.get(part) == part:  # our own key, in the hidden column of our sheets
            return part
    for start in range(len(parts)):
        if key := known.get("".join(parts[start:])):
            return key
    return None


def row_name(text: str) -> RowName:
    """Return what a row name means."""
    words, plain = load_words().rows, bare(text)
    given = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    if not plain:
        return RowName(RowKind.BLANK, text)
    for kind, known in (
        (RowKind.SUBTOTAL, words.subtotal),
        (RowKind.TOTAL, words.total),
        (RowKind.PRIOR, words.prior),
        (RowKind.VALUE, words.value),
        (RowKind.NOTE, words.notes),
    ):
        if plain in known:
            return RowName(kind, text)
    return _period(given, text) or _named(given, text)


def _named(given: str, text: str) -> RowName:
    """Return a name of no known kind: 上年完成数 is of last year, 2024年数据 of 2024."""
    if _LAST_YEAR.search(given):
        return RowName(RowKind.PRIOR, text)
    year = _SOME_YEAR.search(given)
    return RowName(RowKind.NAME, text, int(year[1]) if year else None)


def _period(given: str, text: str) -> RowName | None:
    if (found := _RANGE.fullmatch(given)) and found[1] == found[2]:
        return RowName(RowKind.YEAR, text, int(found[1]))
    given = given.removesuffix("00:00:00")
    if found := _DAY.fullmatch(given):
        year, month, day = (found[1], found[2], found[3]) if found[2] else found.groups()[3:6]
        place = f"{int(month):02}-{int(day):02}"
        return RowName(RowKind.DAY, text, int(year) if year else None, place)
    if found := _MONTH.fullmatch(given):
        written, year = found[2] or found[4], found[1] or found[3]
        month = _NUMERALS.get(written) or (int(written) if written.isdigit() else 0)
        if 1 <= month <= 12:
            return RowName(RowKind.MONTH, text, int(year) if year else None, f"{month:02}")
    if found := _QUARTER.fullmatch(given):
        quarter = found[2] or found[3]
        place = str(_NUMERALS.get(quarter, quarter))
        return RowName(RowKind.QUARTER, text, int(found[1]) if found[1] else None, place)
    if (found := _YEAR.fullmatch(given)) and 2000 <= int(found[1]) <= 2100:
        return RowName(RowKind.YEAR, text, int(found[1]))
    return None
