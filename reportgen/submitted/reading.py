"""From the content of a file to a filled form: every field placed, or asked about."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from reportgen.form import Form, load_form
from reportgen.submitted.document import Block, Document, Line
from reportgen.submitted.editions import latest_edition, printed_year, title_texts
from reportgen.submitted.found import Context, Found, Harvest, Unclear
from reportgen.submitted.labels import Group, Labels, load_labels, shipped_forms
from reportgen.submitted.lines import read_lines
from reportgen.submitted.refused import SubmittedFileError
from reportgen.submitted.submission import Question, Submission, SubmittedField
from reportgen.submitted.tables import read_table
from reportgen.submitted.values import Reading, day_in, read_value
from reportgen.submitted.words import label_of, one_line
from reportgen.words import DRAFT

_NO_FORM = "没有找到足够的报表内容，不像一份填好的政府网站工作年度报表。"
_PROSE = (
    "里面写成了文章，不是一项一格的报表。文章里的数不取用，免得认错。"
    "请交填好的报表原件（Word、Excel、带文字的 PDF 或网页），或把数填进报表再交。"
)
_PICTURED = "文件里有图片，报表如果是扫描图片，认不出，请交 Word、Excel 原件或带文字的 PDF。"
_SEND = "请交填好的报表本身（Word、Excel、带文字的 PDF 或网页）。"
_BELOW_TABLES = "它在表格下面，像是网页页脚里的，不是报表里填的"
_LOOSE = "在没有框线的表里，是按位置认的，请核对原件"
WHICH_FORM = (
    "认不出是哪一种表式，没有按规则核对。请看下面列出的项目；知道是哪一种的，加 --form 指明再读一次"
)
_LONG_NAME = 5  # letters
_FEWEST = 8  # with fewer known labels a file is no filled form
_MOST_MISSING = 0.4
_YEAR = re.compile(r"(?<!\d)(20\d\d)\s*年")
_MEANT_AS_NOTE = re.compile(r"^请?(?:填写|勾选|按照|选择)")


def read_document(document: Document, file: str, form_id: str | None = None) -> Submission:
    """Return the filled form that a document holds.

    ``form_id`` forces a form; without it the one whose labels fit best is named, or none.
    Raises SubmittedFileError when too few labels of any form are in it.
    """
    labels = load_labels()
    document, other_years = latest_edition(document, labels)
    harvest = harvest_document(document, labels)
    readings, questions = _settle(harvest, labels)
    if len({f.key for f in harvest.found}) + len(harvest.unclear) < _FEWEST:
        raise SubmittedFileError(_why_no_form(document, labels))
    form = load_form(form_id) if form_id else recognise(readings, harvest.title)
    questions += _from_unclear(harvest.unclear, readings, labels)
    questions += _from_unplaced(harvest.unplaced, readings, form, labels)
    questions += _missing(readings, harvest, form or nearest(readings)[1])
    draft = tuple(_draft(document))
    said = (*document.remarks, *filter(None, [other_years]), *draft)
    questions += [Question("", sentence) for sentence in (*said, *_unrecognised(form))]
    order = list(labels.fields)
    if form is not None:
        order = [*form.fields, *(key for key in order if key not in form.fields)]
    return Submission(
        file=file,
        form=form.id if form else None,
        year=_year(harvest, readings),
        fields={key: readings[key] for key in order if key in readings},
        unplaced=tuple(dict.fromkeys([*harvest.unplaced, *_written_out(harvest.unclear)])),
        questions=tuple(questions),
        is_draft=bool(draft),
    )


def _why_no_form(document: Document, labels: Labels) -> str:
    """Return the sentence for a file without a form: prose that names its figures, or not."""
    text = label_of("".join(document.texts()))
    named = [name for name in labels.meanings if len(name) >= _LONG_NAME and name in text]
    if document.has_pictures:
        return _NO_FORM + _PICTURED
    return _NO_FORM + (_PROSE if len(named) >= _FEWEST else _SEND)


def harvest_document(document: Document, labels: Labels) -> Harvest:
    """Take everything out of a document; the filling notes are passed over."""
    in_tables = any(is_form(block, labels) for block in document.blocks)
    year = printed_year((t for block in document.blocks for t in title_texts(block)), labels)
    harvest = Harvest()
    context = Context(labels, in_tables=in_tables, year=year, loose=document.loose)
    lines: list[str] = []
    in_notes = False
    tail: tuple[tuple[int, Group], ...] = ()
    for number, block in enumerate(document.blocks):
        if isinstance(block, Line):
            in_notes = in_notes or label_of(block.text) in labels.notes
            if not in_notes and not block.text.lstrip().startswith(("注：", "注:")):
                lines.append(block.text)
            continue
        read_lines(lines, context, harvest)
        if any(one_line(line) for line in lines):
            tail = ()
        lines, in_notes = [], False
        before = len(harvest.found)
        tail = read_table(block, context, harvest, tail)
        harvest.number(before, number)
    before = len(harvest.found)
    read_lines(lines, context, harvest)
    if in_tables:
        harvest.found[before:] = [_outside(each, labels) for each in harvest.found[before:]]
    return harvest


def _outside(found: Found, labels: Labels) -> Found:
    """Doubt what names the unit or the site below the tables: a page's footer does so too."""
    if labels.fields[found.key].section != "basics":
        return found
    return replace(found, doubt=found.doubt or _BELOW_TABLES)


def is_form(block: Block, labels: Labels) -> bool:
    """Say whether a block is a table of a form: it holds several labels of fields."""
    if isinstance(block, Line):
        return False
    return sum(1 for cell in block.cells if labels.is_label(cell.text)) >= _FEWEST


def recognise(readings: Mapping[str, SubmittedField], titles: Iterable[str] = ()) -> Form | None:
    """Return the form a title names in full, else the one most of whose fields were found.

    None if neither fits well. The national title is part of others and names none.
    """
    forms = shipped_forms().values()
    own = [f for f in forms if not any(f.title in o.title for o in forms if o is not f)]
    named = [f for f in own if any(label_of(f.title) in label_of(title) for title in titles)]
    if len(named) == 1:
        return named[0]
    share, form = nearest(readings)
    return form if share >= 1 - _MOST_MISSING else None


def nearest(readings: Mapping[str, SubmittedField]) -> tuple[float, Form]:
    """Return the form that has most fields in common with what was found, and the share."""
    found = set(readings)
    shares = [
        (len(set(form.fields) & found) / len(set(form.fields) | found), form)
        for form in shipped_forms().values()
    ]
    return max(shares, key=lambda pair: pair[0])


def _settle(harvest: Harvest, labels: Labels) -> tuple[dict[str, SubmittedField], list[Question]]:
    """Return one reading a field; what was found twice with different values is asked."""
    by_key: dict[str, list[Found]] = {}
    for found in harvest.found:
        if not _MEANT_AS_NOTE.match(one_line(found.text or "")):
            by_key.setdefault(found.key, []).append(found)
    readings: dict[str, SubmittedField] = {}
    questions: list[Question] = []
    for key, places in by_key.items():
        read = [(place, _read(place, labels)) for place in places]
        held = [(p, r) for p, r in read if p.text is not None] or read
        filled = [(p, r) for p, r in held if r.written] or held
        values = {repr(r.value) for _, r in filled}
        place, reading = filled[0]
        quote = "；".join(dict.fromkeys(f"{p.label}：{r.written}" for p, r in filled))
        value = reading.value
        if len(values) > 1:
            value = None
            questions.append(Question(key, f"表上有两处，内容不同（{quote}），请核对以哪一处为准"))
        elif place.doubt:
            value = None
            shown = f"（可能是“{reading.written}”）" if reading.written else ""
            questions.append(Question(key, f"“{place.label}”的值没有取用{shown}：{place.doubt}"))
        elif reading.doubt:
            questions.append(Question(key, f"“{place.label}”{reading.doubt}"))
        elif place.text is None:
            questions.append(Question(key, f"“{place.label}”旁边没有填写的格子"))
        elif place.loose:
            questions.append(Question(key, f"“{place.label}：{reading.written}”{_LOOSE}"))
        readings[key] = SubmittedField(key, value, reading.written, quote)
    return readings, questions


def _read(found: Found, labels: Labels) -> Reading:
    written = one_line(found.text or "")
    if found.decided is not None:
        return Reading(found.decided, written)
    field = labels.fields[found.key]
    return read_value(field, found.text or "", found.unit, labels.units)


def _from_unclear(
    unclear: Iterable[Unclear], readings: Mapping[str, SubmittedField], labels: Labels
) -> list[Question]:
    """Ask about labels that the headings around them do not settle."""
    questions = []
    for item in unclear:
        open_keys = [key for key in item.keys if key not in readings]
        if not open_keys:
            continue
        names = "、".join(f"“{labels.fields[key].label}”" for key in open_keys)
        message = f"“{item.label}：{one_line(item.text)}”可能是{names}，请确认"
        questions += [Question(key, message) for key in open_keys]
    return questions


def _from_unplaced(
    unplaced: Iterable[str],
    readings: Mapping[str, SubmittedField],
    form: Form | None,
    labels: Labels,
) -> list[Question]:
    """Ask whether a row under an unknown name is the field it resembles."""
    questions = []
    wanted = set(form.fields if form else labels.fields) - set(readings)
    for text in unplaced:
        label, colon, value = text.partition("：")
        key = labels.resembling(label, wanted) if colon else None
        if key is not None:
            name = labels.fields[key].label
            message = f"“{label}：{value}”像是“{name}”，没有取用，请确认"
            questions.append(Question(key, message))
    return questions


def _missing(
    readings: Mapping[str, SubmittedField], harvest: Harvest, form: Form
) -> list[Question]:
    """Ask about the fields of the form that the file does not have; the year may be inferred."""
    asked = {key for item in harvest.unclear for key in item.keys}
    return [
        Question(key, f"没有找到“{field.label}”这一项")
        for key, field in form.fields.items()
        if key not in readings and key not in asked and key != "report_year"
    ]


def _unrecognised(form: Form | None) -> Iterator[str]:
    """Yield a warning when nobody knows which form it is: then no rule was put to it."""
    if form is None:
        yield WHICH_FORM


def _draft(document: Document) -> Iterator[str]:
    """Yield a warning when the file says of itself that it is only a draft."""
    if any(DRAFT in text for text in document.texts()):
        yield f"文件上写着“{DRAFT}”，不是已经审签报出的报表"


def _year(harvest: Harvest, readings: dict[str, SubmittedField]) -> int | None:
    """Return the report year: printed in the title, else the year before the filling date."""
    printed = readings.get("report_year")
    if printed is not None and isinstance(printed.value, int):
        return printed.value
    for title in harvest.title:
        found = _YEAR.search(title)
        if found:
            year = int(found.group(1))
            readings["report_year"] = SubmittedField("report_year", year, found.group(1), title)
            return year
    for key in ("prepared_on", "published_on"):
        item = readings.get(key)
        day = day_in(item.written_as) if item else None
        if day is not None:
            return day.year - 1
    return None


def _written_out(unclear: Iterable[Unclear]) -> list[str]:
    return [f"{item.label}：{one_line(item.text)}" for item in unclear]
