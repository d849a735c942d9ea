"""What is true of a made-up site: figures computed from the model, never from its pages."""

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from typing import Any

from audits.facts import Outcome
from crawler.records import Kind, Verdict
from nianbao.demo.model import DECIDABLE, Article, Box, Column, Mark, Row, SiteModel, Target

ITEM_BOXES = (Box.OVERVIEW, Box.AFFAIRS, Box.DISCLOSURE)
Bite = Callable[[Column, int], int]


@dataclass(frozen=True, slots=True)
class ColumnTruth:
    """The true ledger line of a column.

    ``rows_total`` counts lines as printed over all its pages (archives too): items, repeated
    pinned lines, placeholders, hidden lines. ``in_year`` counts distinct own items of the year,
    ``attachment_in_year`` those of them that are files. ``pinned`` counts distinct pinned items.
    ``reachable_in_year`` is what a reader can get at when part of the list is broken.
    ``naive`` maps a quirk's id to (a naive reader's number − in_year).
    """

    path: str
    names: tuple[str, ...]
    kind: Kind
    column_type: str
    boxes: tuple[Box, ...]
    in_total: bool
    rows_total: int
    distinct: int
    in_year: int
    external_in_year: int
    attachment_in_year: int
    reachable_in_year: int
    placeholders: int
    hidden: int
    pinned: int
    duplicates: int
    undated: int
    declared_rows: int | None
    declared_pages: int | None
    pages: int
    archives: tuple[str, ...]
    verdicts: tuple[Verdict, ...]
    quirks: tuple[str, ...]
    naive: dict[str, int]


@dataclass(frozen=True, slots=True)
class FieldTruth:
    """The true value of a form key and the outcomes an honest report may give it.

    With outcome partial the reported number may be lower, never higher, than ``value``. ``value``
    is None where the site does not tell it; ``shown`` False where it tells at most a part.
    """

    value: str | int | float | None
    outcomes: tuple[Outcome, ...]
    shown: bool = True


@dataclass(frozen=True, slots=True)
class SiteTruth:
    """Everything known of one site; ``column_sums`` are plain sums per box and for the total."""

    year: int
    today: str
    columns: dict[str, ColumnTruth]
    sections: tuple[str, ...]
    fields: dict[str, FieldTruth]
    column_sums: dict[str, int]
    letters: dict[str, float]
    naive: dict[str, int]

    def as_json(self) -> dict[str, Any]:
        """Return plain dicts and lists, ready for json.dumps."""
        return asdict(self)


def in_year(rows: Iterable[Row], year: int) -> set[int]:
    """Return the ids of the own items of ``year`` among ``rows``."""
    return {row.article.id for row in rows if row.counts and is_item(row.article, year)}


def is_item(article: Article, year: int) -> bool:
    """Whether ``article`` is an own item published in ``year``."""
    return article.is_own and article.published.year == year


def describe(model: SiteModel, bites: dict[str, Bite]) -> SiteTruth:
    """Return the truth of ``model``; ``bites`` tell how far each quirk leads a naive reader off."""
    columns = {c.path: _column(c, model.year, bites) for c in model.columns}
    sums = {
        str(box): _column_sum(model, box) for box in (Box.OVERVIEW, Box.AFFAIRS, Box.DISCLOSURE)
    }
    sums["items_total"] = sum(t.in_year for t in columns.values() if t.in_total)
    total = _distinct(model, None)
    naive = {"Q-DUPCOL": sums["items_total"] - total}
    return SiteTruth(
        year=model.year,
        today=model.today.isoformat(),
        columns=columns,
        sections=tuple(section.path for section in model.sections),
        fields=_item_fields(model) | _identity_fields(model) | _letter_fields(model),
        column_sums=sums,
        letters=_letters(model),
        naive={key: value for key, value in naive.items() if value},
    )


def _column(column: Column, year: int, bites: dict[str, Bite]) -> ColumnTruth:
    rows = tuple(column.every_row())
    items = in_year(rows, year)
    shown = [row for row in rows if row.counts]
    of_year = [row.article for row in shown if row.article.published.year == year]
    distinct = {row.article.id for row in shown}
    return ColumnTruth(
        path=column.path,
        names=column.names,
        kind=column.kind,
        column_type=column.column_type,
        boxes=column.boxes,
        in_total=column.in_total,
        rows_total=len(rows) + len(column.pinned) * (column.pages - 1),
        distinct=len(distinct),
        in_year=len(items),
        external_in_year=len({a.id for a in of_year if not a.is_own}),
        attachment_in_year=len({a.id for a in of_year if a.target is Target.ATTACHMENT}),
        reachable_in_year=len(in_year(_reachable(column), year)),
        placeholders=sum(row.mark is Mark.PLACEHOLDER for row in rows),
        hidden=sum(row.mark is Mark.HIDDEN for row in rows),
        pinned=len(column.pinned),
        duplicates=len(shown) - len(distinct) + len(column.pinned) * (column.pages - 1),
        undated=len(shown) if "undated" in column.looks or "no_year" in column.looks else 0,
        declared_rows=None,
        declared_pages=column.pages if column.pages > 1 or "says_pages" in column.looks else None,
        pages=column.pages,
        archives=tuple(archive.path for archive in column.archives),
        verdicts=tuple(sorted(column.verdicts)),
        quirks=column.quirks,
        naive={quirk: bites[quirk](column, year) for quirk in column.quirks if quirk in bites},
    )


def _reachable(column: Column) -> list[Row]:
    if Verdict.UNKNOWN in column.verdicts and len(column.verdicts) == 1:
        return []
    if column.broken_from is None:
        return list(column.every_row())
    return [Row(a) for a in column.pinned] + [
        row for number, rows in column.slices() if number < column.broken_from for row in rows
    ]


def _members(model: SiteModel, box: Box | None) -> list[Column]:
    return [c for c in model.columns if c.in_total and (box is None or box in c.boxes)]


def _distinct(model: SiteModel, box: Box | None) -> int:
    return len(set().union(*(in_year(c.every_row(), model.year) for c in _members(model, box))))


def _column_sum(model: SiteModel, box: Box) -> int:
    return sum(len(in_year(c.every_row(), model.year)) for c in _members(model, box))


def _outcomes(model: SiteModel, box: Box | None) -> tuple[Outcome, ...]:
    """Return what an honest report can say of the distinct count of a box."""
    members = _members(model, box)
    whole = all(column.verdicts <= DECIDABLE for column in members)
    if whole and not (box is Box.OVERVIEW and any(c.kind is Kind.SINGLE for c in members)):
        return (Outcome.OBSERVED,)
    certain = set().union(*(in_year(_reachable(c), model.year) for c in members))
    return (Outcome.PARTIAL,) if certain else (Outcome.UNKNOWN,)


def _item_fields(model: SiteModel) -> dict[str, FieldTruth]:
    fields = {"items_total": FieldTruth(_distinct(model, None), _outcomes(model, None))}
    for box in ITEM_BOXES:
        fields[box] = FieldTruth(_distinct(model, box), _outcomes(model, box))
    return {str(key): value for key, value in fields.items()} | _judged_fields(model)


def _judged_fields(model: SiteModel) -> dict[str, FieldTruth]:
    """Return figures whose nature a person may have to confirm; for clean sites only."""
    year = model.year
    topics = sum(bool(in_year(c.every_row(), year)) for c in _members(model, Box.TOPIC))
    explained = {
        row.article.id: row.article.pictorial
        for column in _members(model, Box.INTERPRETATION)
        for row in column.every_row()
        if row.counts and is_item(row.article, year)
    }
    pictures = sum(explained.values())
    values = {
        "special_columns_maintained": topics,
        "interpretation_total": len(explained),
        "interpretation_texts": len(explained) - pictures,
        "interpretation_products": pictures,
    }
    soft = (Outcome.OBSERVED, Outcome.PARTIAL, Outcome.ESTIMATE)
    return {key: FieldTruth(value, soft, shown=value > 0) for key, value in values.items()}


def _identity_fields(model: SiteModel) -> dict[str, FieldTruth]:
    unit = model.unit
    seen = (Outcome.OBSERVED,)
    return {
        "site_name": FieldTruth(unit.name, seen),
        "host_unit": FieldTruth(unit.name, (Outcome.OBSERVED, Outcome.ESTIMATE)),
        "operator_unit": FieldTruth(unit.operator, (Outcome.OBSERVED, Outcome.ESTIMATE)),
        "site_code": FieldTruth(unit.site_code, seen),
        "icp_number": FieldTruth(unit.icp_number, seen),
        "police_number": FieldTruth(unit.police_number, seen),
        "electronic_mark_code": FieldTruth(unit.mark_code, seen),
    }


def _letter_fields(model: SiteModel) -> dict[str, FieldTruth]:
    """Return the figures of public letters, where the site shows any."""
    soft = (Outcome.OBSERVED, Outcome.PARTIAL, Outcome.ESTIMATE, Outcome.UNKNOWN)
    return {key: FieldTruth(value, soft) for key, value in _letters(model).items()}


def _letters(model: SiteModel) -> dict[str, float]:
    """Return published replies of the year, their mean calendar days (one decimal), and n."""
    days = [
        (article.letter.replied - article.letter.received).days
        for article in model.articles()
        if article.letter is not None and article.published.year == model.year
    ]
    if not days:
        return {}
    return {
        "messages_published_replies": len(days),
        "messages_average_days": round(sum(days) / len(days), 1),
    }
