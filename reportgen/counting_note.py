"""口径说明: for each figure how it was counted, from what, and who decided; to hand in."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from audits.facts import Outcome, Source, Value
from reportgen.fields import FieldKind
from reportgen.report import Report, ReportField
from reportgen.words import OUTCOMES, SOURCES, STATES

HEADINGS = ("填报项", "本年", "上年", "怎么数的", "从哪里来", "采集情况", "依据", "谁定的")
_MARKS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_LONG = 16  # letters; shorter sentences are written out
_HOW = HEADINGS.index("怎么数的")
_NOBODY: Mapping[str, str] = MappingProxyType({})
_FIGURES = (FieldKind.COUNT, FieldKind.NUMBER, FieldKind.YES_NO, FieldKind.CHOICE)


@dataclass(frozen=True, slots=True)
class NoteRow:
    """One figure, its cells in the order of ``HEADINGS``."""

    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CountingNote:
    """The page: a title, a sentence on the whole, a row a figure, what is still open."""

    title: str
    subtitle: str
    rows: tuple[NoteRow, ...]
    open: tuple[str, ...]
    attachments: tuple[str, ...]


def counting_note(report: Report, people: Mapping[str, str] = _NOBODY) -> CountingNote:
    """Return the note of a draft; figures nobody knows yet are named, not described.

    ``people`` says by field who settled it; without it the state of the field stands there.
    """
    fields = [item for item in report.fields.values() if item.field.kind in _FIGURES]
    known = [item for item in fields if item.value is not None]
    unit = report.fields.get("reporting_unit")
    name = str(unit.value) if unit and unit.value else (report.hosts or ("",))[0]
    day = (report.crawl.sealed_at or report.crawl.started_at)[:10]
    return CountingNote(
        title=f"{report.form.title}（{report.year}年度）口径说明",
        subtitle=f"{name}　{report.home_url}　采集日期 {day}。网站上的数截至采集日仍在线；"
        "“至少”是下限，“仅供参考”须人核定；待确认的由程序预填。同①是与前面标①的口径相同。",
        rows=tuple(_shortened([_row(item, report, people) for item in known])),
        open=tuple(item.field.label for item in fields if item.value is None),
        attachments=tuple(
            f"{_label(report, each.field)}：{each.name}（SHA-256 {each.sha256[:16]}…）"
            for each in report.attachments
        ),
    )


def _shortened(rows: list[NoteRow]) -> Iterator[NoteRow]:
    """Yield the rows; a sentence that several rows share is written once and then referred to."""
    shared = Counter(part for row in rows for part in dict.fromkeys(_sentences(row)))
    long = (part for part, rows_with in shared.items() if rows_with > 1 and len(part) >= _LONG)
    marks = dict(zip(long, _MARKS, strict=False))
    said: set[str] = set()
    for row in rows:
        parts = []
        for part in _sentences(row):
            mark = marks.get(part, "")
            parts.append(f"同{mark}" if part in said else mark + part)
            said |= {part} & marks.keys()
        how = "。".join(parts) + "。"
        yield NoteRow((*row.cells[:_HOW], how, *row.cells[_HOW + 1 :]))


def _sentences(row: NoteRow) -> list[str]:
    return [part for part in row.cells[_HOW].split("。") if part]


def _row(item: ReportField, report: Report, people: Mapping[str, str]) -> NoteRow:
    how = item.scope or item.field.definition
    if item.reason and item.outcome is not Outcome.OBSERVED:
        how = f"{how.rstrip('。')}。{item.reason}"
    return NoteRow(
        (
            _full_label(item),
            shown(item, item.value, item.outcome),
            shown(item, report.last_year.get(item.field.key), Outcome.OBSERVED),
            how,
            SOURCES[item.source],
            "—" if item.source is Source.PERSON else OUTCOMES[item.outcome],
            _evidence(item),
            people.get(item.field.key, STATES[item.state]),
        )
    )


def shown(item: ReportField, value: Value | None, outcome: Outcome) -> str:
    """Return a value as people write it, with its unit; a stroke where there is none."""
    if value is None:
        return "—"
    if isinstance(value, bool):
        return "是" if value else "否"
    choices: Mapping[str, str] = item.field.choices
    text = choices.get(str(value), str(value))
    unit = item.field.unit or "" if isinstance(value, int | float) else ""
    return f"{'至少 ' if outcome is Outcome.PARTIAL else ''}{text}{unit}"


def _evidence(item: ReportField) -> str:
    if item.source is Source.IMPORT:
        return "、".join(dict.fromkeys(row.url for row in item.evidence[:3]))
    if not item.evidence:
        return "—"
    counted = isinstance(item.value, int) and not isinstance(item.value, bool) and item.value > 0
    return f"{len(item.evidence)} 条明细" if counted else f"看过 {len(item.evidence)} 页"


def _full_label(item: ReportField) -> str:
    """Return the label with its group, or with its section where it has none."""
    label = item.field.label
    return label if "›" in label else f"{item.field.section_title} › {label}"


def _label(report: Report, key: str) -> str:
    return report.fields[key].field.label if key in report.fields else key
