"""Field by field: what was submitted, what the draft says, and the verdict on the two."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from audits.facts import Outcome, Value
from reportgen.diff.changes import Change, spread
from reportgen.diff.countings import Explanation, Question, explain
from reportgen.diff.likeness import comparable
from reportgen.diff.rows import ColumnRows
from reportgen.fields import Field, FieldKind
from reportgen.report import Report, ReportField
from reportgen.submitted.submission import Submission, SubmittedField

SCHEMA = "nianbao.diff/1"
ITEM_FIELDS = {"items_total", "items_overview", "items_affairs", "items_disclosure"}
_LETTERS = {"messages_received": "收到留言数量", "messages_published_replies": "公开答复数量"}


class Difference(StrEnum):
    """The verdicts of the contract."""

    EQUAL = "equal"
    DIFFERS = "differs"
    ONLY_SUBMITTED = "only_submitted"
    ONLY_DRAFT = "only_draft"
    NOT_COMPARABLE = "not_comparable"
    CONTRADICTS_BOUND = "contradicts_bound"


WRONG = (Difference.DIFFERS, Difference.CONTRADICTS_BOUND)


@dataclass(frozen=True, slots=True)
class FieldDifference:
    """One field on both sides. ``written`` is the submitted cell as it stands.

    ``before`` is how far an earlier draft's value can be trusted; None for a submitted one.
    """

    field: Field
    submitted: Value | None
    written: str
    draft: Value | None
    outcome: Outcome | None
    verdict: Difference
    explanations: tuple[Explanation, ...] = ()
    before: Outcome | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """All fields of both sides, in the order of the draft's form."""

    left: str
    right: str
    fields: Mapping[str, FieldDifference] = field(default_factory=dict)
    changes: tuple[Change, ...] | None = None  # only between two crawls

    @property
    def is_wrong(self) -> bool:
        """Whether any field differs, or lies below what was certainly seen."""
        return any(item.verdict in WRONG for item in self.fields.values())


def compare(
    submission: Submission, draft: Report, columns: Sequence[ColumnRows], right: str
) -> Comparison:
    """Return the comparison; ``columns`` are the rows of the crawl behind the draft."""
    fields: dict[str, FieldDifference] = {}
    for key, item in draft.fields.items():
        given = submission.fields.get(key)
        verdict = verdict_on(given, item)
        explanations = _explanations(key, verdict, submission, draft, columns)
        fields[key] = FieldDifference(
            field=item.field,
            submitted=given.value if given else None,
            written=given.written_as if given else "",
            draft=item.value,
            outcome=item.outcome,
            verdict=verdict,
            explanations=explanations,
        )
    return Comparison(submission.file, right, fields)


def as_document(comparison: Comparison) -> dict[str, Any]:
    """Return the comparison as JSON values (contract nianbao.diff/1)."""
    told: dict[str, Any] = {
        "schema": SCHEMA,
        "left": comparison.left,
        "right": comparison.right,
        "fields": {key: _field(item) for key, item in comparison.fields.items()},
    }
    if comparison.changes is not None:
        told["changes"] = [_change(change) for change in comparison.changes]
        told["spread"] = spread(comparison.changes)
    return told


def _change(change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind,
        "column": change.column,
        "title": change.title,
        "url": change.url,
        "before": change.before.isoformat() if change.before else None,
        "after": change.after.isoformat() if change.after else None,
    }


def _field(item: FieldDifference) -> dict[str, Any]:
    told: dict[str, Any] = {
        "submitted": item.submitted,
        "draft": item.draft,
        "verdict": item.verdict.value,
        "explanations": [_explanation(each) for each in item.explanations],
    }
    if item.outcome is not None:
        told["outcome"] = item.outcome.value
    return told


def _explanation(each: Explanation) -> dict[str, Any]:
    told: dict[str, Any] = {"kind": each.kind, "message": each.message}
    if each.rows is not None:
        told["rows"] = each.rows
    if each.columns:
        told["columns"] = dict(each.columns)
        told["months"] = dict(each.months)
        told["examples"] = list(each.examples)
    return told


def verdict_on(given: SubmittedField | None, item: ReportField) -> Difference:
    """Return the verdict; a lower bound can be contradicted but not confirmed."""
    value = given.value if given else None
    if value is None or item.value is None:
        if value is None and item.value is None:
            return Difference.NOT_COMPARABLE
        return Difference.ONLY_SUBMITTED if item.value is None else Difference.ONLY_DRAFT
    left, right = comparable(item.field, value), comparable(item.field, item.value)
    if left == right and type(left) is type(right):
        return Difference.EQUAL
    numbers = isinstance(left, int | float) and isinstance(right, int | float)
    if numbers and float(left) == float(right) and not isinstance(left, bool):
        return Difference.EQUAL
    if item.outcome is Outcome.PARTIAL and numbers:
        below = float(left) < float(right)
        return Difference.CONTRADICTS_BOUND if below else Difference.NOT_COMPARABLE
    return Difference.DIFFERS


def _explanations(
    key: str,
    verdict: Difference,
    submission: Submission,
    draft: Report,
    columns: Sequence[ColumnRows],
) -> tuple[Explanation, ...]:
    item = draft.fields[key]
    said: list[Explanation] = []
    if item.outcome is Outcome.ESTIMATE and verdict is Difference.DIFFERS:
        said.append(Explanation("estimate", f"草稿的数仅供参考：{item.reason}"))
    if verdict is Difference.NOT_COMPARABLE and item.outcome is Outcome.PARTIAL:
        said.append(
            Explanation("bound", f"草稿只是下限（至少 {item.value}），不矛盾：{item.reason}")
        )
    if verdict is Difference.CONTRADICTS_BOUND:
        said.append(
            Explanation("below_bound", f"网站上确实看到至少 {item.value}，已报数比它还少", None)
        )
    open_bound = verdict is Difference.NOT_COMPARABLE and item.outcome is Outcome.PARTIAL
    if key in ITEM_FIELDS and (verdict in WRONG or open_bound):
        said += _item_gap(key, submission, draft, columns)
    elif verdict is Difference.DIFFERS and item.field.kind in (FieldKind.COUNT, FieldKind.NUMBER):
        said += _figure_gap(item, submission.fields[key])
    return tuple(said)


def _item_gap(
    key: str, submission: Submission, draft: Report, columns: Sequence[ColumnRows]
) -> tuple[Explanation, ...]:
    """Explain a count of items by the rows of its columns."""
    given, drafted = submission.values[key], draft.fields[key].value
    if not isinstance(given, int) or not isinstance(drafted, int):
        return ()
    fits = [c for c in columns if c.in_total and (key == "items_total" or key in c.boxes)]
    rest = [c for c in columns if c not in fits and c.items]
    filled_on = submission.values.get("prepared_on")
    question = Question(
        columns=fits,
        left_out=rest,
        year=draft.year,
        draft=drafted,
        submitted=given,
        until=date.fromisoformat(filled_on) if isinstance(filled_on, str) else None,
        letters=_letters(submission, draft),
    )
    classes = _sum_of_classes(key, submission)
    return (*classes, *explain(question))


def _letters(submission: Submission, draft: Report) -> tuple[tuple[str, int], ...]:
    """Return the figures of letters that may have been added to the items."""
    found: dict[tuple[str, int], None] = {}
    for key, label in _LETTERS.items():
        item = draft.fields.get(key)
        for value in (submission.values.get(key), item.value if item else None):
            if isinstance(value, int) and not isinstance(value, bool):
                found[label, value] = None
    return tuple(found)


def _sum_of_classes(key: str, submission: Submission) -> tuple[Explanation, ...]:
    """The total that is only the sum of the three classes."""
    parts = [submission.values.get(k) for k in sorted(ITEM_FIELDS - {"items_total"})]
    numbers = [part for part in parts if isinstance(part, int)]
    total = submission.values.get("items_total")
    if key != "items_total" or len(numbers) < 3 or not total or sum(numbers) != total:
        return ()
    message = "等于概况、动态、目录三类相加：不属于这三类的没有计，既是动态又在目录的计了两次"
    return (Explanation("sum_of_classes", message),)


def _figure_gap(item: ReportField, given: SubmittedField) -> tuple[Explanation, ...]:
    """Explain another figure by the counts that stand beside the draft's."""
    counts, value = item.counts, given.value
    if counts is None or not isinstance(value, int) or not isinstance(item.value, int):
        return ()
    said = []
    if counts.external and value == item.value + counts.external:
        message = f"把 {counts.external} 条外链也计了进去"
        said.append(Explanation("external", message, counts.external))
    if value == counts.column_sum != item.value:
        more = counts.column_sum - item.value
        said.append(Explanation("column_sum", f"按栏目累计，多计 {more} 条", more))
    if counts.suspects and value == item.value - counts.suspects:
        message = f"疑似重复的 {counts.suspects} 条只计了一次"
        said.append(Explanation("suspects", message, counts.suspects))
    return tuple(said)
