"""From the cells of one field to one figure, or to the question to ask. Nothing is guessed.

A row of totals is taken only where the rows above it add up to it; rows are added only where the
field may be added; running totals take December; means are never added.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from audits.facts import Outcome
from reportgen.imports.grids import Row
from reportgen.imports.labels import RowKind, load_words
from reportgen.imports.numbers import Reading

_PERIODS = {RowKind.MONTH: ("月", 12), RowKind.QUARTER: ("季度", 4)}
_NO_PART = re.compile(
    r"目标|计划|任务|预计|排名|名次|增长|增减|增幅|同比|环比|占比|比重|比例|率$|累计|本期|本月|当期|当月|半年|季度|月"
    r"|平均|均值|[日人]均|最[大小高低]|峰值|其中"
    r"|^全[局委办厅院市县区省站网]|^本(?:[局委厅院站]|单位)$"
)
_SPANS = {RowKind.DAY, RowKind.MONTH, RowKind.QUARTER}
_HALVES = ["上半年", "下半年"]
_STEADY = 0.9  # of the month before: what a running total keeps at least
_CLIMB = 6  # months that never fall before a running total is thought of
_WHOLE = (RowKind.TOTAL, RowKind.YEAR, RowKind.VALUE)


@dataclass(frozen=True, slots=True)
class Cell:
    """A row's answer for one field."""

    row: Row
    reading: Reading
    where: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A figure with its trust, or a question; ``how`` says how, ``empty`` that nothing is there."""

    value: int | float | None = None
    outcome: Outcome = Outcome.OBSERVED
    reason: str = ""
    question: str = ""
    how: str = ""
    empty: bool = False


def reckon(field: str, cells: Sequence[Cell], days_of_year: int) -> Answer:
    """Return the one figure of a field from all its cells, whole rows and parts."""
    for cell in cells:
        if cell.reading.question:
            return Answer(question=f"{cell.where}：{cell.reading.question}")
    filled = [cell for cell in cells if cell.reading.value is not None]
    if not filled:
        return Answer(question="没有填数；没有数据请写“无”", empty=True)
    kinds = load_words().kinds
    if field in kinds.average:
        answer = _single(filled, "平均数和比率不能相加")
    elif field in kinds.stock:
        answer = _stock(filled)
    else:
        answer = _flow(field, filled, cells, days_of_year)
    if answer.question or not any(cell.reading.rounded for cell in filled):
        return answer
    return _doubted(answer, "原表以万、千等为单位，可能四舍五入过")


def _flow(field: str, filled: list[Cell], cells: Sequence[Cell], days_of_year: int) -> Answer:
    """Return a figure that may be added up over rows."""
    wholes = [cell for cell in filled if cell.row.name.kind in _WHOLE]
    parts = _finest(filled)
    per_day = field in load_words().kinds.per_day
    if per_day and parts and parts[0].row.name.kind is RowKind.DAY:
        return _added(
            field, parts, cells, days_of_year
        )  # a total over days may be distinct visitors
    if not wholes:
        answer = _perhaps_running(_added(field, parts, cells, days_of_year), parts)
    elif len({cell.reading.value for cell in wholes}) > 1:
        return Answer(question=f"有几个不同的合计：{_quoted(wholes)}，以哪个为准？")
    elif parts and not _adds_up(parts, filled, wholes[0]):
        said = f"各行相加是 {_sum(parts)}，{wholes[0].where} 的合计是 {wholes[0].reading.value}"
        return Answer(question=f"{said}，以哪个为准？")
    else:
        answer = Answer(wholes[0].reading.value, how=f"取 {wholes[0].where}")
        if gaps := _gaps(parts, days_of_year) if parts else []:
            trust = Outcome.PARTIAL if answer.value else Outcome.ESTIMATE
            answer = Answer(answer.value, trust, gaps[0], "", answer.how)
    if per_day and not answer.question:
        return _doubted(answer, "报表要每天的独立用户数全年相加；按月或全年去重的数会偏少")
    return answer


def _adds_up(parts: list[Cell], filled: list[Cell], whole: Cell) -> bool:
    subtotals = [cell for cell in filled if cell.row.name.kind is RowKind.SUBTOTAL]
    if _sum(parts) != whole.reading.value:
        return False
    return not subtotals or _sum(subtotals) == whole.reading.value


def _finest(filled: list[Cell]) -> list[Cell]:
    """Return the parts of the finest kind: days before months before quarters."""
    by_kind: dict[RowKind, list[Cell]] = {}
    for cell in filled:
        by_kind.setdefault(cell.row.name.kind, []).append(cell)
    named = by_kind.get(RowKind.NAME, []) + by_kind.get(RowKind.BLANK, [])
    order = (RowKind.DAY, RowKind.MONTH, RowKind.QUARTER)
    return next((by_kind[kind] for kind in order if kind in by_kind), []) + named


def _added(field: str, parts: list[Cell], cells: Sequence[Cell], days_of_year: int) -> Answer:
    """Add rows up; a row twice, or one that holds the sum of the others, is a question."""
    if not parts:
        return Answer(question="只有小计，没有合计")
    if len(parts) > 1 and any(cell.row.name.kind is RowKind.BLANK for cell in parts):
        return Answer(question=f"一行里有几个数，分不清用哪个：{_quoted(parts)}")
    names = Counter((cell.row.name.text, cell.row.name.place) for cell in parts)
    if twice := [name for (name, _), times in names.items() if times > 1]:
        return Answer(question=f"“{twice[0]}”有两行，是不是重复了？")
    split = [cell for cell in parts if cell.row.name.kind is RowKind.NAME and len(parts) > 1]
    if split and field in load_words().kinds.whole_site:
        said = f"“{split[0].row.name.text}”等 {len(parts)} 行"
        return Answer(question=f"{said}是分来源、页面或站点的数，不能直接相加，全站的数是多少？")
    if {cell.row.name.kind for cell in parts} & _SPANS and split:
        said = f"“{split[0].row.name.text}”"
        return Answer(question=f"{said}和按月、按天的各行在一张表里，是不是重复了？")
    named_parts = [cell.row.name.text for cell in parts if cell.row.name.kind is RowKind.NAME]
    odd = [name for name in named_parts if _NO_PART.search(name)]
    if odd and sorted(named_parts) != _HALVES:
        return Answer(question=f"“{odd[0]}”是不是全年的数，能不能相加？{_quoted(parts)}")
    total = _sum(parts)
    for cell in parts if len(parts) > 2 else ():
        named = cell.row.name.kind is RowKind.NAME
        if named and (cell.reading.value or 0) * 2 == total > 0:
            return Answer(question=f"{cell.where} 恰好是其余各行之和，它是合计吗？")
    how = f"{len(parts)} 行相加" if len(parts) > 1 else f"取 {parts[0].where}"
    reasons = _gaps(parts, days_of_year)
    part_kinds = {cell.row.name.kind for cell in parts}
    empty = [
        cell.row.name.text
        for cell in cells
        if cell.reading.value is None and cell.row.name.kind in part_kinds
    ]
    if empty and not reasons:
        reasons.append(f"{'、'.join(empty[:5])} 没有填")
    if reasons:
        return Answer(
            total, Outcome.PARTIAL if total else Outcome.ESTIMATE, "；".join(reasons), "", how
        )
    if len(parts) > 1 and any(cell.row.mixed for cell in parts):
        return Answer(total, Outcome.ESTIMATE, "按科室和时间的各行相加，请核对有没有缺", "", how)
    return Answer(total, how=how)


def _gaps(parts: list[Cell], days_of_year: int) -> list[str]:
    """Say which periods are missing where the rows are periods."""
    kind = parts[0].row.name.kind
    if any(cell.row.mixed for cell in parts):
        return []
    places = {cell.row.name.place for cell in parts if cell.row.name.kind is kind}
    if kind is RowKind.DAY and len(places) < days_of_year:
        return [f"只有 {len(places)} 天，全年 {days_of_year} 天"]
    if kind not in _PERIODS:
        return []
    unit, number = _PERIODS[kind]
    missing = [
        str(n) for n in range(1, number + 1) if str(n) not in {p.lstrip("0") for p in places}
    ]
    return [f"缺第 {'、'.join(missing)} {unit}"] if missing else []


def _stock(filled: list[Cell]) -> Answer:
    """Return a running total: the only figure, or that of December."""
    months = [cell for cell in filled if cell.row.name.kind is RowKind.MONTH]
    if months and not any(cell.row.mixed for cell in months):
        last = [cell for cell in months if cell.row.name.place == "12"]
        if len(last) == 1:
            if doubt := _no_running_total(last[0], filled):
                return Answer(question=doubt)
            return Answer(last[0].reading.value, how=f"取 {last[0].where}（12 月底）")
        return Answer(question="这是到年底的累计数，表里没有（或有几个）12 月的数")
    ends = {RowKind.DAY: "12-31", RowKind.QUARTER: "4"}
    for cell in filled if len(filled) == 1 else ():
        if cell.row.name.place != ends.get(cell.row.name.kind, cell.row.name.place):
            return Answer(question=f"{cell.where} 是“{cell.row.name.text}”的数，不是到年底的累计数")
    wholes = [cell for cell in filled if cell.row.name.kind in _WHOLE]
    parts = [cell for cell in filled if cell not in wholes]
    if wholes and parts and _sum(parts) == wholes[0].reading.value:
        return _single(wholes, "有几个合计")
    return _single(filled, "这是到年底的累计数，几行能不能相加要人来定")


def _perhaps_running(answer: Answer, parts: list[Cell]) -> Answer:
    """Doubt a sum of months that never fall under a name that does not say which sort they are.

    A printed total that agrees with the sum would settle it; the caller asks only without one.
    """
    spans = [cell for cell in parts if cell.row.name.kind is RowKind.MONTH and not cell.row.mixed]
    if answer.question or len(spans) < _CLIMB or len(spans) < len(parts):
        return answer
    spans.sort(key=lambda cell: int(cell.row.name.place))
    values = [cell.reading.value or 0 for cell in spans]
    rises = values[-1] > values[0] and values[-1] != answer.value
    if not rises or any(other < one for one, other in pairwise(values)):
        return answer
    said = f"各月的数只增不减；如果是累计数，全年应是 {values[-1]}，不能相加"
    reason = "；".join(filter(None, (said, answer.reason)))  # a running total makes no lower bound
    return Answer(answer.value, Outcome.ESTIMATE, reason, "", answer.how)


def _no_running_total(last: Cell, filled: list[Cell]) -> str:
    """Return the question where months look added rather than running, or a total disagrees.

    Followers may leave, a few at a time: only a clear fall speaks against a running total, unless
    a total adds the months up, which means something only where they are no running totals.
    """
    asked = "是到年底的累计数，还是当月新增的数？全年应填多少？"
    months = [cell for cell in filled if cell.row.name.kind is RowKind.MONTH]
    months.sort(key=lambda cell: int(cell.row.name.place))
    added, share = _sum(months), _STEADY
    for cell in filled:
        if cell.row.name.kind in _WHOLE and cell.reading.value != last.reading.value:
            if cell.reading.value != added:
                said = f"{cell.where} 的合计是 {cell.reading.value}"
                return f"{said}，12 月是 {last.reading.value}，{asked}"
            share = 1.0
    for one, other in pairwise(months):
        if (other.reading.value or 0) < (one.reading.value or 0) * share:
            said = f"{one.where} 是 {one.reading.value}，{other.where} 是 {other.reading.value}"
            return f"{said}，{asked}"
    return ""


def _single(filled: list[Cell], why: str) -> Answer:
    values = {cell.reading.value for cell in filled}
    if len(values) > 1 or (len(filled) > 1 and filled[0].row.name.kind is RowKind.NAME):
        return Answer(question=f"{why}：{_quoted(filled)}")
    return Answer(filled[0].reading.value, how=f"取 {filled[0].where}")


def _doubted(answer: Answer, why: str) -> Answer:
    """Return the answer as an estimate at best."""
    outcome = answer.outcome if answer.outcome is Outcome.PARTIAL else Outcome.ESTIMATE
    reason = "；".join(filter(None, (answer.reason, why)))
    return Answer(answer.value, outcome, reason, "", answer.how)


def _sum(cells: list[Cell]) -> int | float:
    total = sum(cell.reading.value or 0 for cell in cells)
    return int(total) if float(total).is_integer() else round(total, 4)


def _quoted(cells: list[Cell]) -> str:
    return "、".join(f"{cell.where} 是 {cell.reading.value}" for cell in cells[:6])
