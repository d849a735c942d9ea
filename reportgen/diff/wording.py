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
_BETWEEN_DRAFTS = {
    Difference.DIFFERS: "有变化",
    Difference.ONLY_SUBMITTED: "只有前一份有",
    Difference.ONLY_DRAFT: "只有后一份有",
}
_ORDER = (
    Difference.CONTRADICTS_BOUND,
    Difference.DIFFERS,
    Difference.ONLY_DRAFT,
    Difference.NOT_COMPARABLE,
    Difference.ONLY_SUBMITTED,
    Difference.EQUAL,
)
_SUBMITTED = ("填报项", "已报数", "草稿", "采集情况", "结论", "说明")
_DRAFTS = ("填报项", "前一份草稿", "后一份草稿", "采集情况（前 / 后）", "结论", "说明")


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
        """The row under ``heads``."""
        shown = (self.label, self.submitted, self.draft, self.outcome, self.verdict)
        return (*shown, "\n".join(self.notes))


def heads(comparison: Comparison) -> tuple[str, ...]:
    """Return what stands over the columns of ``rows``."""
    return _SUBMITTED if comparison.changes is None else _DRAFTS


def title(comparison: Comparison) -> str:
    """Return the heading of the page."""
    return "已报数与草稿核对" if comparison.changes is None else "两份草稿对照"


def rows(comparison: Comparison) -> tuple[Row, ...]:
    """Return every field, what must be looked at first."""
    items = sorted(comparison.fields.values(), key=lambda item: _ORDER.index(item.verdict))
    return tuple(_row(item, _words(comparison)) for item in items)


def summary(comparison: Comparison) -> str:
    """Return how many fields came out how, in one sentence."""
    counts = dict.fromkeys(_ORDER, 0)
    for item in comparison.fields.values():
        counts[item.verdict] += 1
    words = _words(comparison)
    told = [f"{words[verdict]} {count} 项" for verdict, count in counts.items() if count]
    return "，".join(told) + "。"


def _words(comparison: Comparison) -> dict[Difference, str]:
    return VERDICTS if comparison.changes is None else VERDICTS | _BETWEEN_DRAFTS


def _row(item: FieldDifference, words: dict[Difference, str]) -> Row:
    notes = []
    for each in item.explanations:
        spread = "、".join(f"{name} {count} 条" for name, count in each.columns[:4])
        months = "、".join(f"{month} {count} 条" for month, count in each.months[:12])
        more = f"（栏目：{spread}；月份：{months}）" if spread and each.rows else ""
        seen = f"，例如 {each.examples[0]}" if each.examples else ""
        notes.append(f"{each.message}{more}{seen}")
    return Row(
        label=item.field.label,
        submitted=_bound(item.before, item.submitted)
        + _shown(item.field, item.submitted, item.written),
        draft=_bound(item.outcome, item.draft) + _shown(item.field, item.draft, ""),
        outcome=_trust(item),
        verdict=words[item.verdict],
        notes=tuple(notes),
        mark=item.verdict.value,
    )


def _trust(item: FieldDifference) -> str:
    """Return how far the drafts can be trusted, once where both are alike."""
    told = [OUTCOMES[each] for each in (item.before, item.outcome) if each]
    return " / ".join(dict.fromkeys(told))


def _bound(outcome: Outcome | None, value: Value | None) -> str:
    """Return 至少 before a figure that is only a lower bound."""
    return "至少 " if outcome is Outcome.PARTIAL and value is not None else ""


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
