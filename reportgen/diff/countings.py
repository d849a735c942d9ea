"""Which other ways to count the same rows would give the submitted figure."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from reportgen.diff.rows import ColumnRows, Item
from reportgen.diff.variations import Row, Rule, Variation, any_year, in_year, variations

_EXAMPLES = 5
_SHOWN = 8
_BUDGET = 8_000_000  # rows looked at for one figure; large sites try fewer pairs
_COUNTED_WHOLE = ("all_years", "only_column")  # figures of their own, not a change of the draft's
_NAMES = {"external+column_sum": "column_sum_external"}


@dataclass(frozen=True, slots=True)
class Explanation:
    """One reason for a gap. ``rows`` is how many rows it is about, None where none are.

    ``columns`` and ``months`` say how the rows are spread, ``examples`` are some addresses.
    """

    kind: str
    message: str
    rows: int | None = None
    columns: tuple[tuple[str, int], ...] = ()
    months: tuple[tuple[str, int], ...] = ()
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """One gap: the columns that feed a field, its year, and both figures.

    ``left_out`` are columns that are not counted; ``until`` is the day the form was filled.
    """

    columns: Sequence[ColumnRows]
    left_out: Sequence[ColumnRows]
    year: int
    draft: int
    submitted: int
    until: date | None = None
    letters: tuple[tuple[str, int], ...] = ()


def explain(question: Question) -> tuple[Explanation, ...]:
    """Return every other counting that gives exactly the submitted figure, likeliest first.

    One mistake is looked for, and two or three of the usual ones together; where several give
    the figure, all are told and that nobody can say which. Where none does, say so; where
    earlier years may be in it and were not read, say that.
    """
    bench = _Bench(question)
    found = bench.fitting()
    told = [bench.told(each) for each in found[:_SHOWN]]
    told += _declared(question)
    if not told:
        return tuple(_unproved(question))
    if len(told) > 1:
        count = max(len(found), len(told))
        more = f"（这里列出 {len(told)} 种）" if count > len(told) else ""
        message = f"以上 {count} 种数法{more}都正好得出这个数，分不清是哪一种，请填报单位说明。"
        told.append(Explanation("several", message))
    if found and all(len(members) > 1 for members in found):
        message = "单独一种数法得不出这个数；几处合在一起只是数字凑得上，请填报单位说明怎么数的。"
        told.append(Explanation("unproved", message))
    return tuple(told)


class _Bench:
    """Tries the wrong rules on the rows of one question."""

    def __init__(self, question: Question) -> None:
        self._question = question
        self._right = Rule(tuple(question.columns), in_year(question.year))
        self._size = sum(len(column.items) for column in question.columns)
        self._looked_at = 0
        self._counts: dict[tuple[int, ...], int] = {}
        self._base = len(self._right.rows())
        self._all = variations(
            self._right, question.left_out, question.year, question.until, question.letters
        )

    def fitting(self) -> list[tuple[Variation, ...]]:
        """Return the sets of mistakes that give the figure, the fewer and likelier first."""
        likely = [each for each in self._all if each.is_likely]
        rare = [each for each in self._all if not each.is_likely]
        found = self._among((each,) for each in self._all)
        if any(each.is_likely for members in found for each in members):
            return found
        is_single = bool(found)
        found += self._among(combinations(likely, 2))
        if not is_single:
            found += self._among(combinations(likely, 3))
        return found + self._among((one, other) for one in likely for other in rare)

    def _among(self, sets: Iterable[tuple[Variation, ...]]) -> list[tuple[Variation, ...]]:
        found: dict[object, tuple[Variation, ...]] = {}
        for members in sets:
            if len({each.part for each in members}) < len(members):
                continue
            if self._looked_at > _BUDGET:
                break
            if self._figure(members) == self._question.submitted and self._all_matter(members):
                found.setdefault(self._signature(members), members)
        return list(found.values())

    def _signature(self, members: tuple[Variation, ...]) -> object:
        """Return what two sets of mistakes share that count the same rows."""
        rule = self._rule(members)
        return rule.more, tuple(sorted(item.key for item, _ in rule.rows()))

    def _all_matter(self, members: tuple[Variation, ...]) -> bool:
        """Say whether the figure would be another without any one of the mistakes."""
        whole = self._count(members)
        rest = [tuple(m for m in members if m is not each) for each in members]
        return all(self._count(fewer) != whole for fewer in rest)

    def _figure(self, members: tuple[Variation, ...]) -> int:
        count = self._count(members)
        if any(each.kind in _COUNTED_WHOLE for each in members):
            return count or -1
        return self._question.draft + count - self._base

    def _count(self, members: tuple[Variation, ...]) -> int:
        key = tuple(id(each) for each in members)
        if key not in self._counts:
            rule = self._rule(members)
            self._looked_at += self._size
            self._counts[key] = len(rule.rows()) + rule.more
        return self._counts[key]

    def _rule(self, members: tuple[Variation, ...]) -> Rule:
        rule = self._right
        for each in members:
            rule = each.change(rule)
        return rule

    def told(self, members: tuple[Variation, ...]) -> Explanation:
        """Return one explanation with the rows by which it differs from the right counting."""
        rows = _apart(self._right.rows(), self._rule(members).rows())
        says = "；".join(self._says(each, members) for each in members)
        alone = "" if members[0].is_likely else "可能是"
        together = {2: "可能是两处合在一起：", 3: "可能是三处合在一起："}.get(len(members), alone)
        kind = "+".join(each.kind for each in members)
        return Explanation(
            kind=_NAMES.get(kind, kind),
            message=f"{together}{says}，正好得 {self._question.submitted}",
            rows=len(rows),
            columns=tuple(Counter(name for _, name in rows).most_common()),
            months=tuple(sorted(Counter(_month(item) for item, _ in rows).items())),
            examples=tuple(item.url for item, _ in rows[:_EXAMPLES]),
        )

    def _says(self, each: Variation, members: tuple[Variation, ...]) -> str:
        """Return the sentence of one mistake with the number of rows that it alone moves."""
        fewer = tuple(member for member in members if member is not each)
        moved = _apart(self._rule(fewer).rows(), self._rule(members).rows())
        return each.says.replace("{rows}", str(len(moved)))


def _apart(left: Sequence[Row], right: Sequence[Row]) -> tuple[Row, ...]:
    """Return the rows that one of two countings has more often than the other."""
    return (*_beyond(left, right), *_beyond(right, left))


def _beyond(rows: Sequence[Row], others: Sequence[Row]) -> Iterator[Row]:
    left = Counter(item.key for item, _ in others)
    for item, name in rows:
        if left[item.key]:
            left[item.key] -= 1
        else:
            yield item, name


def _month(item: Item) -> str:
    return f"{item.day:%Y-%m}" if item.day else "无日期"


def _declared(question: Question) -> Iterator[Explanation]:
    """Yield the sum of the totals that the lists declare of themselves."""
    if not any(column.declared for column in question.columns):
        return
    told = sum(column.declared or len(column.items) for column in question.columns)
    if told == question.submitted:
        message = f"历年累计：等于各栏目列表页写明的总条数之和，正好得 {told}"
        yield Explanation("all_years", message)


def _unproved(question: Question) -> Iterator[Explanation]:
    """Say what remains possible when no counting of the stored rows gives the figure."""
    read = len(Rule(tuple(question.columns), any_year).rows())
    unread = [c.name for c in question.columns if c.is_open_below]
    if question.submitted > max(question.draft, read) and unread:
        names = "、".join(unread[:5])
        more = f"等 {len(unread)} 个栏目" if len(unread) > 5 else ""
        message = (
            f"可能是历年累计：往年的列表没有翻完（{names}{more}），已读到的各年合计 {read} 条，"
            "不能证实。要证实请用 --full 重新采集。"
        )
        yield Explanation("all_years_possible", message, read)
    gap = abs(question.submitted - question.draft)
    word = "多" if question.submitted > question.draft else "少"
    message = f"已报数{word} {gap} 条，用已知的各种数法都得不出这个数，请填报单位说明怎么数的。"
    yield Explanation("unexplained", message, None)
