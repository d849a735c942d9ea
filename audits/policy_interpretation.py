"""Interpretation of policies, by form, and responses to public concerns.

Fills    interpretation_total, interpretation_texts, interpretation_products,
         interpretation_commentaries, concern_responses: counts, 条 个 篇 次.
Scope    items of the year in interpretation columns, reposts in, external links out; the form is
         decided from each item's page. Responses: items of response columns, those of one hot
         topic taken together as a proposal.
Source   filling notes 四 of the national form.
Unknown  no such column was found, or nothing certain was read of it.
Errors   none.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from audits.audit import Audit
from audits.boxcount import (
    counts_of,
    crawl_doubts,
    left_out_of,
    pages_of,
    shortfalls,
    stray_words,
    undecided_words,
)
from audits.case import Case
from audits.facts import Evidence, Fact, Outcome
from audits.fates import Counting, counting_of
from audits.interpretations import Form, FormReader
from audits.ledger import ColumnCount
from audits.rowcount import CountedRow
from audits.twins import Distinct

_TOTAL = "interpretation_total"
_FORMS = {
    "interpretation_texts": ("text", "解读材料"),
    "interpretation_products": ("product", "解读产品"),
    "interpretation_commentaries": ("commentary", "媒体评论文章"),
}
_SCOPE = "政策解读类栏目中发布日期在本年度的条目，转载计入，外链不计，同一条目只计一次。"
_SCOPE_FORM = (
    "形式逐条看页面：以图片、音频、视频、动漫、H5 为主的是解读产品，媒体评论另计，其余是解读材料。"
)
_SCOPE_RESPONSE = "回应关切类栏目中本年度的条目，标题相近的并为一个热点，只计一次。"
_NOISE = re.compile(
    r"关于|有关|回应|情况|说明|通报|的|辟谣|澄清|公告|答复|问题|针对|市民|网民|反映"
    r"|网传|传言|谣言|事件|调查|处理|结果|进展|再次|后续|最新|[\W\d]"
)
_QUOTED = re.compile(r"[“\"「]([^“”\"「」]{2,20})[”\"」]")
_ALIKE = 0.5  # share of common letter pairs that makes two titles one topic
_WITHIN, _LONG = 0.8, 4  # share of a shorter title's pairs, of at least so many, that does as well


def run(case: Case) -> Iterator[Fact]:
    """Yield the total, the three forms and the responses."""
    yield from _interpretations(case)
    yield _responses(case)


def counting(case: Case, field: str) -> Counting:
    """The columns and rows behind one of the counts; forms count some of the rows."""
    is_response = field == "concern_responses"
    return counting_of(_columns(case, field if is_response else "interpretation")[0])


def _columns(case: Case, box: str) -> tuple[list[ColumnCount], list[ColumnCount]]:
    counted = [c for c in case.ledger if c.line.in_total and box in c.line.boxes]
    return counted, [c for c in case.ledger if box in c.maybe]


def _interpretations(case: Case) -> Iterator[Fact]:
    columns, maybe = _columns(case, "interpretation")
    if not columns:
        reason = undecided_words(maybe) or "没有找到政策解读类栏目，请人工确认是否设有这类栏目"
        for field in (_TOTAL, *_FORMS):
            yield Fact(field, None, Outcome.UNKNOWN, reason=reason, scope=_SCOPE)
        return
    counted = counting(case, _TOTAL)
    readable, once = counted.drawn, counted.once
    rows = once.rows
    reasons = [*shortfalls(columns), undecided_words(maybe), *crawl_doubts(case)]
    reasons += [*once.reasons, *stray_words(case)]
    reason = "；".join(r for r in reasons if r)
    yield _count(columns, readable, once, reason)
    reader = FormReader(case)
    places = _places(readable)
    forms = [(row, column, reader.read(row, places[row.key])) for row, column in rows]
    for field, (kind, name) in _FORMS.items():
        yield _form_count(field, kind, name, forms, columns, reason)


def _places(columns: Sequence[ColumnCount]) -> dict[str, list[str]]:
    """Names of all columns that list an item, by its identity."""
    found: dict[str, list[str]] = {}
    for column in columns:
        for row in column.rows.items:
            found.setdefault(row.key, []).append(column.line.name)
    return found


def _count(
    columns: Sequence[ColumnCount], readable: Sequence[ColumnCount], once: Distinct, reason: str
) -> Fact:
    field, rows = _TOTAL, once.rows
    left_out = left_out_of(readable, once)
    evidence = tuple(row.evidence(column) for row, column in rows)
    if reason and not rows:
        return Fact(field, None, Outcome.UNKNOWN, (), reason, _SCOPE, left_out=left_out)
    outcome = Outcome.PARTIAL if reason else Outcome.OBSERVED
    return Fact(
        field,
        len(rows),
        outcome,
        evidence or pages_of(columns),
        reason,
        _SCOPE,
        counts=counts_of(readable, once),
        left_out=left_out,
    )


def _form_count(
    field: str,
    kind: str,
    name: str,
    forms: Sequence[tuple[CountedRow, str, Form]],
    columns: Sequence[ColumnCount],
    reason: str,
) -> Fact:
    """Items of one form; a doubtful item anywhere makes a proposal of every form."""
    mine = [(row, column, form) for row, column, form in forms if form.kind == kind]
    doubtful = [
        (row, form) for row, _, form in forms if form.kind == "doubtful" and kind in form.maybe
    ]
    scope = f"{_SCOPE}{_SCOPE_FORM}"
    evidence = tuple(_seen(row, column, form) for row, column, form in mine)
    if doubtful:
        shown = "、".join(f"“{row.entry.title[:20]}”（{form.why}）" for row, form in doubtful[:3])
        said = f"{len(doubtful)} 条看不准是不是{name}：{shown}"
        likely = sum(form.likely == kind for _, form in doubtful)
        seen = evidence + tuple(_seen(row, "", form) for row, form in doubtful)
        whole = "；".join(r for r in (said, reason) if r)
        return Fact(field, len(mine) + likely, Outcome.ESTIMATE, seen, whole, scope)
    if reason and not mine:
        return Fact(field, None, Outcome.UNKNOWN, (), reason, scope)
    outcome = Outcome.PARTIAL if reason else Outcome.OBSERVED
    return Fact(field, len(mine), outcome, evidence or pages_of(columns), reason, scope)


def _seen(row: CountedRow, column: str, form: Form) -> Evidence:
    known = row.evidence(column)
    quote = f"{form.why}；解读{form.paper}" if form.paper else form.why
    return Evidence(
        known.url, known.title, known.date, known.date_source, quote, known.column, known.href
    )


# ---- responses -----------------------------------------------------------------------------


def _responses(case: Case) -> Fact:
    """Hot topics: items grouped by like titles, always a proposal unless there is none."""
    field = "concern_responses"
    columns, maybe = _columns(case, "concern_responses")
    if not columns:
        reason = undecided_words(maybe) or "没有找到回应关切类栏目，请人工确认本年度有无回应"
        return Fact(field, None, Outcome.UNKNOWN, reason=reason, scope=_SCOPE_RESPONSE)
    rows = counting(case, field).once.rows
    said = (*shortfalls(columns), undecided_words(maybe), *crawl_doubts(case), *stray_words(case))
    doubts = "；".join(r for r in said if r)
    if not rows and doubts:
        return Fact(field, None, Outcome.UNKNOWN, (), doubts, _SCOPE_RESPONSE)
    if not rows:
        return Fact(field, 0, Outcome.OBSERVED, pages_of(columns), "", _SCOPE_RESPONSE)
    groups = grouped([row.entry.title for row, _ in rows])
    value = max(groups) + 1
    reason = f"{len(rows)} 条按标题相近并为 {value} 个热点，请核对；是否属于热点或舆情请人工判断"
    evidence = []
    for (row, column), number in zip(rows, groups, strict=True):
        seen = row.evidence(column)
        quote = f"热点 {number + 1}"
        evidence.append(
            Evidence(seen.url, seen.title, seen.date, seen.date_source, quote, column, seen.href)
        )
    reason = "；".join(r for r in (reason, doubts) if r)
    return Fact(field, value, Outcome.ESTIMATE, tuple(evidence), reason, _SCOPE_RESPONSE)


def grouped(titles: Sequence[str]) -> list[int]:
    """The number of each title's group, from 0; titles of one matter share a group."""
    numbers: list[int] = []
    seen: list[_Matter] = []
    for title in titles:
        matter = _matter(title)
        near = (n for n, other in zip(numbers, seen, strict=True) if matter.is_like(other))
        number = next(near, None)
        numbers.append(max(numbers, default=-1) + 1 if number is None else number)
        seen.append(matter)
    return numbers


@dataclass(frozen=True, slots=True)
class _Matter:
    """What a title speaks of: pairs of its letters, and the words it quotes."""

    pairs: frozenset[str]
    quoted: frozenset[str]

    def is_like(self, other: "_Matter") -> bool:
        common = len(self.pairs & other.pairs)
        least = min(len(self.pairs), len(other.pairs))
        return (
            not self.quoted.isdisjoint(other.quoted)
            or common >= _ALIKE * len(self.pairs | other.pairs)
            or (least >= _LONG and common >= _WITHIN * least)
        )


def _matter(title: str) -> _Matter:
    letters = _NOISE.sub("", title) or title
    pairs = frozenset(letters[i : i + 2] for i in range(max(1, len(letters) - 1)))
    return _Matter(pairs, frozenset(_QUOTED.findall(title)))


AUDIT = Audit(
    id="policy_interpretation",
    title="解读回应",
    fields=(_TOTAL, *_FORMS, "concern_responses"),
    run=run,
    counting=counting,
)
