"""Writes one value into the text of a cell or line: a figure, ticks, or words after a label."""

import re
from collections.abc import Sequence

from reportgen.fields import FieldKind
from reportgen.official.filling.strip import Strip
from reportgen.paper import written
from reportgen.report import Report, ReportField
from reportgen.submitted.inline import pairs
from reportgen.submitted.labels import Labels
from reportgen.submitted.ticks import EMPTY, TICKED, is_marked
from reportgen.submitted.values import read_value
from reportgen.submitted.words import one_line

_BLANK = re.compile(r"[\s_＿\u3000]*")
_BOXES = "□☐○◯❏❑▢◻◽⬜☑☒■▣√✓✔✅●◉⊙☻"
_BRACKETS = re.compile(r"[(（\[【〔]([ \u3000]*[√✓✔xX]?[ \u3000]*)[)）\]】〕]")
_DATE = re.compile(
    r"[\s_＿\u3000]*(?:20)?[\s_＿\u3000]*年[\s_＿\u3000]*月[\s_＿\u3000]*日[\s_＿\u3000]*"
)
_YES_NO = (("是", "否"), ("有", "无"))
_NO_CELL = "旁边没有填写的格子"
_NO_BOX = "认不出每个选项的框是哪一个"


def against_unit(item: ReportField, unit: str, labels: Labels) -> str:
    """Return why a figure may not stand beside a printed unit (万个); empty where it may."""
    if not unit or item.field.kind not in (FieldKind.COUNT, FieldKind.NUMBER):
        return ""
    if read_value(item.field, "1", unit, labels.units).value == 1:
        return ""
    return f"表上印的单位是“{unit}”，和这里的不同，没有填"


def put_value(strip: Strip, item: ReportField, report: Report, labels: Labels) -> str:
    """Write a value into its cell; return why it could not be (Chinese), empty when it is."""
    text = strip.text
    ticked_kind = item.field.kind in (FieldKind.YES_NO, FieldKind.CHOICE)
    if ticked_kind and is_marked(_as_boxes(text)):
        return _tick(strip, item)
    value = written(item, report)
    if _BLANK.fullmatch(text):
        return _over_blank(strip, value)
    if item.field.kind is FieldKind.DATE and _DATE.fullmatch(text):
        return "" if strip.write(0, len(text), value) else _NO_CELL
    unit = text.strip(" \t\r\n\xa0\u3000_＿()（）")
    if unit in labels.units or unit == item.field.unit:
        start = text.index(unit)
        bare = value.removesuffix(unit)
        return "" if strip.write(0, start, bare) else _NO_CELL
    if one_line(text) == one_line(value):
        return ""
    return f"格子里已经有“{one_line(text)[:30]}”，没有改"


def put_after_label(
    strip: Strip, label: str, item: ReportField, report: Report, labels: Labels
) -> str:
    """Write a value behind ``label：`` in a text of several; return why not, empty when done."""
    gap = _gap(strip.text, label, labels)
    if gap is None:
        return _NO_CELL
    start, end, is_last = gap
    held = strip.text[start:end]
    value = written(item, report)
    if item.field.kind is FieldKind.DATE and _DATE.fullmatch(held):
        return "" if strip.write(start, start + len(held.rstrip()), value) else _NO_CELL
    if not _BLANK.fullmatch(held):
        same = one_line(held) == one_line(value)
        return "" if same else f"后面已经有“{one_line(held)[:30]}”，没有改"
    room = re.match(r"[ \xa0\u3000_＿]*", held)
    width = room.end() if room else 0
    left_over = "" if is_last else " " * max(2 if end == start + width else 0, width - len(value))
    return "" if strip.write(start, start + width, value + left_over) else _NO_CELL


def put_features(
    strip: Strip, items: dict[str, ReportField], other: ReportField | None
) -> dict[str, str]:
    """Tick several features in one cell, a text behind 其他; return why not by key."""
    words = {key: item.field.short_label for key, item in items.items()}
    if other is not None:
        words[other.field.key] = other.field.short_label
    boxes = _boxes(strip.text, tuple(words.values()))
    if boxes is None:
        return dict.fromkeys(words, _NO_BOX)
    for key, word in words.items():
        if key in items:
            ticked = items[key].value is True
        else:
            ticked = other is not None and other.value is not None
        if not _mark(strip, boxes[word], ticked):
            return dict.fromkeys(words, _NO_BOX)
    if other is None or other.value is None:
        return {}
    word = other.field.short_label
    at = strip.text.rindex(word) + len(word)
    rest = strip.text[at:]
    if not _BLANK.fullmatch(rest.strip("：:（）()")):
        return {other.field.key: f"后面已经有“{one_line(rest)[:30]}”，没有改"}
    lead = re.match(r"[：:（(\s]*", rest)
    start = at + (lead.end() if lead else 0)
    blank = re.match(r"[ \xa0\u3000_＿]*", strip.text[start:])
    end = start + (blank.end() if blank else 0)
    done = strip.write(start, end, str(other.value))
    return {} if done else {other.field.key: _NO_CELL}


def _over_blank(strip: Strip, value: str) -> str:
    if not value:
        return ""
    if strip.write(0, len(strip.text), value):
        return ""
    for at in range(len(strip.text) + 1):  # lines of a cell: the first that takes it
        if strip.write(at, at, value):
            return ""
    return _NO_CELL


def _tick(strip: Strip, item: ReportField) -> str:
    """Tick the chosen option and clear the others."""
    if item.field.kind is FieldKind.CHOICE:
        pairs_of = [tuple(item.field.choices.values())]
        chosen = item.field.choices.get(str(item.value))
    else:
        pairs_of = list(_YES_NO)
        chosen = None
    for words in pairs_of:
        boxes = _boxes(strip.text, words)
        if boxes is None:
            continue
        if item.field.kind is FieldKind.YES_NO:
            chosen = None if item.value is None else words[0 if item.value else 1]
        for word, at in sorted(boxes.items(), key=lambda pair: -pair[1]):
            if not _mark(strip, at, word == chosen):
                return _NO_BOX
        return ""
    return _NO_BOX


def _mark(strip: Strip, at: int, ticked: bool) -> bool:
    """Tick or clear the box or bracket at a place; what stands right already is not touched."""
    bracket = _BRACKETS.match(strip.text, at)
    if bracket is not None:
        inner = "√" if ticked else bracket.group(1).replace("√", " ")
        return inner == bracket.group(1) or strip.write(bracket.start(1), bracket.end(1), inner)
    return strip.tick(at, ticked)


def _boxes(text: str, words: Sequence[str]) -> dict[str, int] | None:
    """Return where the box of each word is; None unless there is just one for each.

    Boxes stand all before their words or all behind them.
    """
    places = {}
    for word in words:
        found = [m.start() for m in re.finditer(re.escape(word), text)]
        if len(found) != 1:
            return None
        places[word] = found[0]
    order = sorted(places, key=lambda word: places[word])
    boxes = [at for at, mark in enumerate(text) if mark in _BOXES]
    boxes = boxes or [match.start() for match in _BRACKETS.finditer(text)]
    if len(boxes) != len(order):
        return None
    starts = [places[word] for word in order]
    before = all(box < start for box, start in zip(boxes, starts, strict=True))
    behind = all(box > start for box, start in zip(boxes, starts, strict=True))
    between = (
        all(boxes[n + 1] > starts[n] for n in range(len(order) - 1))
        if before
        else all(boxes[n] < starts[n + 1] for n in range(len(order) - 1))
    )
    if not (before or behind) or not between:
        return None
    return dict(zip(order, boxes, strict=True))


def _as_boxes(text: str) -> str:
    return _BRACKETS.sub(EMPTY, text).replace("☑", TICKED)


def _gap(text: str, label: str, labels: Labels) -> tuple[int, int, bool] | None:
    """Return (start, end, whether nothing follows) of what stands behind a label's colon."""
    at, found = 0, None
    known = [name for name, _ in pairs(text, labels)]
    flat = text.replace("\xa0", " ")
    starts: list[tuple[int, int, str]] = []
    for name in known:
        begin = flat.find(name, at)
        colon = re.compile(r"\s*[:：]").match(flat, begin + len(name))
        if begin < 0 or colon is None:
            return None
        starts.append((begin, colon.end(), name))
        at = colon.end()
    for number, (_, start, name) in enumerate(starts):
        if one_line(name) == one_line(label):
            if found is not None:
                return None
            end = starts[number + 1][0] if number + 1 < len(starts) else len(text)
            line = text.find("\n", start, end)
            found = (start, line if line >= 0 else end, line >= 0 or number + 1 == len(starts))
    return found
