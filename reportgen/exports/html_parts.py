"""What the page shows, prepared so that the templates only print."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from audits.facts import Outcome, Source
from reportgen.fields import FieldKind
from reportgen.paper import HINT, Paper, PaperCell, written
from reportgen.report import PENDING, Report, ReportField
from reportgen.words import OUTCOMES, SOURCES

MOST_ROWS = 20  # evidence rows shown; the CSV holds all

_ORDER = tuple(Outcome)  # the surest first
_TASKS = {
    Outcome.UNKNOWN: "填写",
    Outcome.FAILED: "填写",
    Outcome.PARTIAL: "补全",
    Outcome.ESTIMATE: "核对",
}


@dataclass(frozen=True, slots=True)
class Trust:
    """How a value is marked: the class of the style sheet and the word people read."""

    style: str
    word: str


@dataclass(frozen=True, slots=True)
class Summary:
    """The figures at the top of the page; ``counts`` say how many fields are marked how."""

    unit: str
    site: str
    counts: tuple[tuple[Trust, int], ...]


@dataclass(frozen=True, slots=True)
class SectionPart:
    """A heading of the form: what the crawl answered, and what nobody can see on a site."""

    title: str
    answered: tuple[ReportField, ...]
    unseen: tuple[ReportField, ...]


@dataclass(frozen=True, slots=True)
class Errand:
    """One thing people still have to do for a field: 填写, 补全 or 核对."""

    task: str
    item: ReportField


@dataclass(frozen=True, slots=True)
class ErrandList:
    """All that one keeper can tell us; printed as a sheet to hand over."""

    keeper: str
    errands: tuple[Errand, ...]


def summary(report: Report) -> Summary:
    """Return the unit, the site and how many fields are marked how, the surest first."""
    found = Counter(trust_of(item) for item in sorted(report.fields.values(), key=_rank))
    return Summary(
        unit=_text(report, "reporting_unit") or _text(report, "host_unit"),
        site=_text(report, "site_name") or report.home_url,
        counts=tuple(found.items()),
    )


def trust_of(item: ReportField) -> Trust:
    """Return how to mark a value: 已采全 is said only of what the crawl itself saw."""
    if item.outcome is Outcome.OBSERVED and item.source is not Source.SITE:
        return Trust("other", SOURCES[item.source])
    return Trust(item.outcome.value, OUTCOMES[item.outcome])


def sections(report: Report) -> tuple[SectionPart, ...]:
    """Return the fields by heading, those with an answer of the crawl or a text apart."""
    parts = []
    for section in report.form.sections:
        items = [report.fields[key] for key in section.keys]
        answered = tuple(item for item in items if item.source is not Source.NONE)
        unseen = tuple(item for item in items if item.source is Source.NONE)
        parts.append(SectionPart(section.title, answered, unseen))
    return tuple(parts)


def errands(report: Report) -> tuple[ErrandList, ...]:
    """Return what is left for people, by whom to ask, in the order of the form."""
    lists: dict[str, list[Errand]] = {}
    for item in report.fields.values():
        if item.outcome in _TASKS:
            errand = Errand(_TASKS[item.outcome], item)
            lists.setdefault(item.field.keeper, []).append(errand)
    return tuple(ErrandList(keeper, tuple(found)) for keeper, found in lists.items())


def table_rows(paper: Paper) -> tuple[tuple[PaperCell, ...], ...]:
    """Return the cells of the form by row."""
    return tuple(tuple(cells) for _, cells in groupby(paper.cells, key=lambda cell: cell.row))


def figure(item: ReportField, report: Report) -> str:
    """Return a value in words: the chosen one instead of ticks, the unit behind a number."""
    if item.value is None:
        return PENDING
    if item.field.kind is FieldKind.CHOICE:
        return item.field.choices[str(item.value)]
    if item.field.kind is FieldKind.YES_NO:
        return "是" if item.value else "否"
    text = written(item, report)
    countable = item.field.kind in (FieldKind.COUNT, FieldKind.NUMBER)
    if not countable or not item.field.unit:
        return text
    if report.form.writing.unit_with_number and item.value:
        return text
    number = text.removesuffix(HINT)
    return f"{number} {item.field.unit}{text[len(number) :]}"


def day(moment: str) -> str:
    """Return an ISO time as a Chinese date."""
    at = datetime.fromisoformat(moment)
    return f"{at.year}年{at.month}月{at.day}日"


def minute(moment: str) -> str:
    """Return an ISO time as a Chinese date with hour and minute."""
    return f"{day(moment)} {datetime.fromisoformat(moment):%H:%M}"


def _rank(item: ReportField) -> tuple[int, bool]:
    """Order by trust; what the crawl saw before what others say."""
    return _ORDER.index(item.outcome), item.source is not Source.SITE


def _text(report: Report, key: str) -> str:
    """Return the text of a field, empty if the form lacks it or it is unknown."""
    item = report.fields.get(key)
    return str(item.value) if item and item.value is not None else ""
