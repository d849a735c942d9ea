"""Two drafts of one site: another year, or another crawl of the same year."""

from collections.abc import Sequence

from audits.facts import Outcome
from reportgen.diff.changes import changes, spread
from reportgen.diff.comparison import (
    ITEM_FIELDS,
    Comparison,
    Difference,
    FieldDifference,
    verdict_on,
)
from reportgen.diff.countings import Explanation
from reportgen.diff.likeness import comparable
from reportgen.diff.rows import ColumnRows
from reportgen.report import Report, ReportField
from reportgen.submitted.submission import SubmittedField

_ONLY_BOUND = "有一份草稿只是下限（至少），两个数不能比多少。"


def compare_drafts(
    before: Report,
    after: Report,
    rows: tuple[Sequence[ColumnRows], Sequence[ColumnRows]],
    names: tuple[str, str],
) -> Comparison:
    """Return an earlier draft against a later one, with the rows that changed between them.

    ``rows`` and ``names`` are (earlier, later).
    """
    fields: dict[str, FieldDifference] = {}
    for key, item in after.fields.items():
        old = before.fields.get(key)
        value = old.value if old else None
        given = SubmittedField(key, value, "", "") if old else None
        verdict = verdict_on(given, item)
        if old and Outcome.PARTIAL in (old.outcome, item.outcome):
            verdict = _bounded(old, item, verdict)
        fields[key] = FieldDifference(
            field=item.field,
            submitted=value,
            written="",
            draft=item.value,
            outcome=item.outcome,
            verdict=verdict,
            explanations=_explained(key, verdict, value != item.value, rows),
            before=old.outcome if old else None,
        )
    return Comparison(*names, fields, changes(*rows))


def _bounded(old: ReportField, new: ReportField, verdict: Difference) -> Difference:
    """Return the verdict on two drafts of which at least one gives only a lower bound.

    They differ for certain only where the one that is complete lies below the other's bound.
    """
    if old.value is None or new.value is None:
        return verdict
    left, right = comparable(old.field, old.value), comparable(new.field, new.value)
    if not isinstance(left, int | float) or not isinstance(right, int | float):
        return verdict
    whole, bound = (left, right) if new.outcome is Outcome.PARTIAL else (right, left)
    if old.outcome is new.outcome or float(whole) >= float(bound):
        return Difference.NOT_COMPARABLE
    return Difference.DIFFERS


def _explained(
    key: str,
    verdict: Difference,
    is_other: bool,
    rows: tuple[Sequence[ColumnRows], Sequence[ColumnRows]],
) -> tuple[Explanation, ...]:
    said = _moved(key, rows) if is_other else ()
    if verdict is Difference.NOT_COMPARABLE and is_other:
        said = (Explanation("bound", _ONLY_BOUND), *said)
    return said


def _moved(
    key: str, rows: tuple[Sequence[ColumnRows], Sequence[ColumnRows]]
) -> tuple[Explanation, ...]:
    """Explain a count of items by the rows that appeared, vanished or were re-dated."""
    if key not in ITEM_FIELDS:
        return ()
    found = changes(*rows, "" if key == "items_total" else key)
    told = []
    for kind, parts in spread(found).items():
        own = [change for change in found if change.kind == kind]
        if own:
            told.append(
                Explanation(
                    kind=kind,
                    message=f"{own[0].word} {len(own)} 条",
                    rows=len(own),
                    columns=tuple(parts["columns"].items()),
                    months=tuple(parts["months"].items()),
                    examples=tuple(change.url for change in own[:5]),
                )
            )
    return tuple(told)
