"""Reads the lines around and instead of tables: headings, ``label：value``, label over value."""

import re

from reportgen.submitted.document import table_of
from reportgen.submitted.found import Context, Harvest, fitting, take
from reportgen.submitted.grid import is_unit
from reportgen.submitted.inline import is_labelled, is_title, pairs, take_inline
from reportgen.submitted.labels import Labels
from reportgen.submitted.tables import read_table
from reportgen.submitted.ticks import is_marked, without_marks
from reportgen.submitted.words import label_of, one_line, unit_of

_GAP = re.compile(r"\t+|\s{2,}|\u3000{2,}|\s*[|│]\s*")
_SHORT = 20  # characters of a date or a number on a line of its own
_CROWDED = "它的上一项没有值，分不清这个值是谁的"


def read_lines(lines: list[str], context: Context, harvest: Harvest) -> None:
    """Take consecutive lines; rows that only gaps divide are read as a table."""
    kept = _whole(lines, context.labels)
    start = 0
    while start < len(kept):
        rows = _rows(kept[start:], context.labels)
        before = len(harvest.found)
        if rows:
            read_table(table_of(rows), context, harvest)
            if context.loose:
                harvest.loosen(before)
            start += len(rows)
        else:
            start += _take_line(kept, start, context, harvest)


def _whole(lines: list[str], labels: Labels) -> list[str]:
    """Return the lines that hold anything, labels broken over two lines made whole."""
    kept: list[str] = []
    for line in (line.strip("\n\r") for line in lines if one_line(line)):
        before = kept[-1] if kept else ""
        together = label_of(before + line)
        is_second_half = (
            together in labels.meanings
            and label_of(before) not in labels.groups
            and label_of(line) not in labels.meanings
            and together != label_of(before)
        )
        of_label = labels.is_label(before) or labels.group(before) is not None
        if before and (is_second_half or (of_label and is_unit(line, labels) and unit_of(line))):
            kept[-1] = before + line.strip()
        elif before and _is_rest(before, line, labels):
            kept[-1] = before.rstrip() + line.strip()
        elif before and _is_next_box(before, line, labels):
            kept[-1] = f"{before.rstrip()}\u3000\u3000{line.strip()}"
        else:
            kept.append(line)
    return kept


def _is_rest(before: str, line: str, labels: Labels) -> bool:
    """Say whether a line is the rest of a number or the date of the line before it."""
    flat = one_line(before)
    if not pairs(flat, labels) or is_labelled(line) or not re.match(r"\d", line.strip()):
        return False
    if re.search(r"\d[-—－]$", flat):
        return len(one_line(line)) < _SHORT or not re.match(r"\d{4}[年./-]", line.strip())
    return flat.endswith(("：", ":")) and not labels.is_label(flat) and len(line.strip()) < _SHORT


def _is_next_box(before: str, line: str, labels: Labels) -> bool:
    """Say whether a line is nothing but a further box of the question before it."""
    word = "".join(without_marks(line).split())
    words = {"是", "否", "有", "无"}
    words |= {w for field in labels.fields.values() for w in field.choices.values()}
    return word in words and (is_marked(line) or is_marked(before))


def _rows(lines: list[str], labels: Labels) -> list[list[str]]:
    """Return the parts of the first lines as long as gaps divide them into label and value."""
    rows: list[list[str]] = []
    for line in lines:
        parts = [part.strip() for part in _GAP.split(line.strip("|│ "))]
        if len(parts) < 2 or pairs(line, labels):
            break
        if not rows and not any(labels.is_label(part) for part in parts):
            break
        rows.append(parts)
    return rows


def _take_line(lines: list[str], at: int, context: Context, harvest: Harvest) -> int:
    """Take the line at a place; return how many lines were used up."""
    line, labels = lines[at], context.labels
    group = labels.group(line)
    if group is not None:
        context.enter(group)
        return 1
    if is_title(line, labels):
        harvest.title.append(one_line(line))
        context.leave()
        return 1
    if labels.is_label(line) and (not context.in_tables or line.rstrip().endswith(("：", ":"))):
        return _take_stream(lines, at, context, harvest)
    before = len(harvest.found)
    if labels.is_label(line) or not take_inline(
        line, lambda label: fitting(labels, label, context.headings), labels, harvest
    ):
        harvest.unplaced.append(one_line(line))
        context.leave()
    elif context.loose and not context.in_tables:
        harvest.loosen(before)
    return 1


def _take_stream(lines: list[str], at: int, context: Context, harvest: Harvest) -> int:
    """Take a label that fills its line: its value is the one line before the next label."""
    labels = context.labels
    before = len(harvest.found)
    behind = lines[at + 1 : at + 3]
    after_label = at > 0 and labels.is_label(lines[at - 1])
    is_open = lines[at].rstrip().endswith(("：", ":"))
    next_is_labelled = bool(behind) and is_open and is_labelled(behind[0])
    if not behind or next_is_labelled or _starts_anew(behind[0], labels):
        empty = "" if is_open else None
        take(harvest, labels, one_line(lines[at]), empty, context.headings, unit_of(lines[at]))
        _loosen(before, context, harvest)
        return 1
    alone = len(behind) == 1 or _starts_anew(behind[1], labels)
    doubt = "" if alone and not after_label else _CROWDED
    headings = fitting(labels, lines[at], context.headings)
    take(harvest, labels, one_line(lines[at]), behind[0], headings, unit_of(lines[at]), doubt)
    _loosen(before, context, harvest)
    return 2


def _loosen(before: int, context: Context, harvest: Harvest) -> None:
    """Note that a value stands by its place alone; a sign-off around ruled tables does not."""
    fields = context.labels.fields
    signs = all(fields[each.key].section == "report" for each in harvest.found[before:])
    if context.loose and not (signs and context.in_tables):
        harvest.loosen(before)


def _starts_anew(line: str, labels: Labels) -> bool:
    """Say whether a line is itself a label, a heading, or holds labels of its own."""
    first = _GAP.split(line.strip())[0]
    begins = labels.group(first) is not None or labels.is_label(first)
    return labels.is_label(line) or begins or bool(pairs(line, labels))
