"""A comparison in words: the same rows for the screen, the page and the workbook."""

from dataclasses import dataclass

from audits.facts import Outcome, Value
from reportgen.diff.comparison import Comparison, Difference, FieldDifference
from reportgen.fields import Field, FieldKind
from reportgen.words import OUTCOMES

VERDICTS = {
    Difference.EQUAL: "一致",
    Difference.DIFFERS: "不一致",
    Difference.ONLY_SUBMITTED: "只有已报数",
    Difference.ONLY_DRAFT: "只有草稿有",
    Difference.NOT_COMPARABLE: "无法比较",
    Difference.CONTRADICTS_BOUND: "少于网站上确有的",
}
_ORDER = (
    Difference.CONTRADICTS_BOUND,
    Difference.DIFFERS,
    Difference.ONLY_DRAFT,
    Difference.NOT_COMPARABLE,
    Difference.ONLY_SUBMITTED,
    Difference.EQUAL,
)
HEADS = ("填报项", "已报数", "草稿", "采集情况", "结论", "说明")


@dataclass(frozen=True, slots=True)
class Row:
    """One field as people read it; ``notes`` are whole sentences."""

    label: str
    submitted: str
    draft: str
    outcome: str
    verdict: str
    notes: tuple[str, ...]
    mark: str

    @property
    def cells(self) -> tuple[str, ...]:
        """The row under ``HEADS``."""
        shown = (self.label, self.submitted, self.draft, self.outcome, self.verdict)
        return (*shown, "；".join(self.notes))


def rows(comparison: Comparison) -> tuple[Row, ...]:
    """Return every field, what must be looked at first."""
    items = sorted(comparison.fields.values(), key=lambda item: _ORDER.index(item.verdict))
    return tuple(_row(item) for item in items)


def summary(comparison: Comparison) -> str:
    """Return how many fields came out how, in one sentence."""
    counts = dict.fromkeys(_ORDER, 0)
    for item in comparison.fields.values():
        counts[item.verdict] += 1
    told = [f"{VERDICTS[verdict]} {count} 项" for verdict, count in counts.items() if count]
    return "，".join(told) + "。"


def _row(item: FieldDifference) -> Row:
    notes = []
    for each in item.explanations:
        spread = "、".join(f"{name} {count} 条" for name, count in each.columns[:4])
        months = "、".join(f"{month} {count} 条" for month, count in each.months[:12])
        more = f"（栏目：{spread}；月份：{months}）" if spread and each.rows else ""
        seen = f"，例如 {each.examples[0]}" if each.examples else ""
        notes.append(f"{each.message}{more}{seen}")
    return Row(
        label=item.field.label,
        submitted=_shown(item.field, item.submitted, item.written),
        draft=_bound(item) + _shown(item.field, item.draft, ""),
        outcome=OUTCOMES[item.outcome] if item.outcome else "",
        verdict=VERDICTS[item.verdict],
        notes=tuple(notes),
        mark=item.verdict.value,
    )


def _bound(item: FieldDifference) -> str:
    """Return 至少 before a figure that is only a lower bound."""
    is_bound = item.outcome is Outcome.PARTIAL and item.draft is not None
    return "至少 " if is_bound else ""


def _shown(field: Field, value: Value | None, written: str) -> str:
    if value is None:
        return written or "—"
    if isinstance(value, bool):
        return "是" if value else "否"
    if field.kind is FieldKind.CHOICE:
        return field.choices.get(str(value), str(value))
    if value == 0 and written:
        return written
    return f"{value}"
