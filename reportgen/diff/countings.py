"""Other ways to count the same rows: which of them would give the submitted figure."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from reportgen.diff.rows import ColumnRows, Item

_EXAMPLES = 5
_LETTERS = {"messages_received": "收到留言数量", "messages_published_replies": "公开答复数量"}


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


@dataclass(frozen=True, slots=True)
class _Counting:
    """A way to count with its figure and the rows by which it differs from the draft."""

    kind: str
    says: str
    figure: int
    rows: tuple[tuple[Item, str], ...]


def explain(question: Question) -> tuple[Explanation, ...]:
    """Return every other counting that gives exactly the submitted figure, likeliest first.

    Where none does, say so; where earlier years may be in it and were not read, say that.
    """
    found = [
        _explained(counting)
        for counting in _countings(question)
        if counting.figure == question.submitted
    ]
    if found:
        return tuple(found)
    return tuple(_unproved(question))


def in_year(columns: Iterable[ColumnRows], year: int) -> dict[str, tuple[Item, str]]:
    """Return the distinct own items of a year with the first column that lists each."""
    return _distinct(columns, lambda item: item.own and _year(item.day) == year)


def _countings(question: Question) -> Iterator[_Counting]:
    yield from _links_and_sums(question)
    yield from _other_days(question)
    yield from _columns_apart(question)
    for label, letters in question.letters:
        if letters:
            says = f"把{label}（{letters} 条）也算进了信息条数"
            yield _Counting("letters", says, question.draft + letters, ())
    yield from _all_years(question)


def _links_and_sums(question: Question) -> Iterator[_Counting]:
    """With external links, as a plain sum over columns, and both at once."""
    year, columns = question.year, question.columns
    base = in_year(columns, year)
    outside = _distinct(columns, lambda item: not item.own and _year(item.day) == year)
    says = f"把 {len(outside)} 条外链也计了进去"
    yield _Counting("external", says, question.draft + len(outside), tuple(outside.values()))
    own = _every(columns, lambda item: item.own and _year(item.day) == year)
    repeated = _beyond_first(own)
    says = f"按栏目累计：同一条信息在几个栏目各计一次，多计 {len(repeated)} 条"
    yield _Counting("column_sum", says, question.draft + len(own) - len(base), repeated)
    every = _every(columns, lambda item: _year(item.day) == year)
    says = f"按栏目累计，并且计了外链 {len(outside)} 条"
    both = question.draft + len(every) - len(base)
    yield _Counting("column_sum_external", says, both, _beyond_first(every))
    same = _same_title(base.values())
    says = f"标题和日期相同、网址不同的 {len(same)} 条只计了一次"
    yield _Counting("suspects", says, question.draft - len(same), same)
    files = tuple(pair for pair in base.values() if _is_file(pair[0].url))
    says = f"没有计直接链接到附件的 {len(files)} 条"
    yield _Counting("without_attachments", says, question.draft - len(files), files)


def _other_days(question: Question) -> Iterator[_Counting]:
    """By the day of signing, or with other first and last days of the year."""
    year, columns = question.year, question.columns
    base = in_year(columns, year)
    signed = _distinct(columns, lambda i: i.own and _year(i.signed or i.day) == year)
    gap = _apart(base, signed)
    says = "按成文日期、不按发布日期算年度"
    yield _Counting("drafted_date", says, question.draft + len(signed) - len(base), gap)
    for first, last, says in _windows(question):
        window = _distinct(columns, _within(first, last))
        figure = question.draft + len(window) - len(base)
        yield _Counting("year_edge", says, figure, _apart(base, window))


def _windows(question: Question) -> Iterator[tuple[date, date, str]]:
    """Yield other years' edges that people use: (first day, last day, sentence)."""
    year, until = question.year, question.until
    begin, end = date(year, 1, 1), date(year, 12, 31)
    for other in (year - 1, year + 1):
        yield date(other, 1, 1), date(other, 12, 31), f"年度起止不同：数的是 {other} 年的条目"
    if until is not None and until > end:
        yield begin, until, f"年度起止不同：从 1 月 1 日数到了填报日（{until.isoformat()}）"
    yield begin, date(year + 1, 1, 31), f"年度起止不同：把 {year + 1} 年 1 月的也计了进去"
    yield date(year - 1, 12, 1), end, "年度起止不同：从上年 12 月 1 日算起"
    for month, day in ((11, 30), (10, 31), (9, 30), (12, 15), (12, 20), (12, 25)):
        says = f"年度起止不同：只数到 {month} 月 {day} 日，之后的没有计"
        yield begin, date(year, month, day), says
    for month, day in ((12, 1), (12, 16), (12, 21), (12, 26)):
        first, last = date(year - 1, month, day), date(year, month, day)
        says = f"年度起止不同：从上年 {month} 月 {day} 日数到当年 {month} 月 {day - 1} 日"
        yield first, date.fromordinal(last.toordinal() - 1), says


def _columns_apart(question: Question) -> Iterator[_Counting]:
    """Without one column, with one more, or one column alone."""
    year, columns = question.year, question.columns
    base = in_year(columns, year)
    for column in columns:
        rest = in_year([c for c in columns if c is not column], year)
        gone = tuple(pair for key, pair in base.items() if key not in rest)
        if gone and rest:
            says = f"没有计“{column.name}”栏目的 {len(gone)} 条"
            yield _Counting("without_column", says, question.draft - len(gone), gone)
    for column in question.left_out:
        more = in_year([column], year)
        new = tuple(pair for key, pair in more.items() if key not in base)
        if new:
            says = f"把“{column.name}”栏目的 {len(new)} 条也计了进去"
            yield _Counting("with_column", says, question.draft + len(new), new)
    if len(columns) > 1:
        for column in columns:
            own = in_year([column], year)
            gone = tuple(pair for key, pair in base.items() if key not in own)
            says = f"只计了“{column.name}”一个栏目（{len(own)} 条）"
            yield _Counting("only_column", says, len(own) if own else -1, gone)


def _all_years(question: Question) -> Iterator[_Counting]:
    """As the back end of a content system counts: everything ever published."""
    columns = question.columns
    base = in_year(columns, question.year)
    every = _distinct(columns, lambda item: item.own)
    older = _apart(base, every)
    says = f"历年累计：把其他年度的 {len(older)} 条也计了进去（建站系统后台的总数就是这样）"
    yield _Counting("all_years", says, len(every), older)
    rows = _every(columns, lambda item: True)
    says = "历年累计，并且按栏目相加、含外链（建站系统后台的总数就是这样）"
    yield _Counting("all_years", says, len(rows), older)
    if any(column.declared for column in columns):
        told = sum(column.declared or len(column.items) for column in columns)
        says = "历年累计：等于各栏目列表页写明的总条数之和"
        yield _Counting("all_years", says, told, older)


def _unproved(question: Question) -> Iterator[Explanation]:
    """Say what remains possible when no counting of the stored rows gives the figure."""
    read = len(_distinct(question.columns, lambda item: item.own))
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


def _explained(counting: _Counting) -> Explanation:
    columns = Counter(name for _, name in counting.rows)
    months = Counter(f"{i.day:%Y-%m}" if i.day else "无日期" for i, _ in counting.rows)
    return Explanation(
        kind=counting.kind,
        message=counting.says,
        rows=len(counting.rows),
        columns=tuple(columns.most_common()),
        months=tuple(sorted(months.items())),
        examples=tuple(item.url for item, _ in counting.rows[:_EXAMPLES]),
    )


def _distinct(
    columns: Iterable[ColumnRows], fits: Callable[[Item], bool]
) -> dict[str, tuple[Item, str]]:
    found: dict[str, tuple[Item, str]] = {}
    for column in columns:
        for item in column.items:
            if fits(item):
                found.setdefault(item.key, (item, column.name))
    return found


def _every(
    columns: Iterable[ColumnRows], fits: Callable[[Item], bool]
) -> tuple[tuple[Item, str], ...]:
    return tuple((i, column.name) for column in columns for i in column.items if fits(i))


def _beyond_first(rows: Iterable[tuple[Item, str]]) -> tuple[tuple[Item, str], ...]:
    seen: set[str] = set()
    again = []
    for item, name in rows:
        if item.key in seen:
            again.append((item, name))
        seen.add(item.key)
    return tuple(again)


def _same_title(rows: Iterable[tuple[Item, str]]) -> tuple[tuple[Item, str], ...]:
    seen: set[tuple[str, date | None]] = set()
    again = []
    for item, name in rows:
        label = ("".join(item.title.split()), item.day)
        if label in seen:
            again.append((item, name))
        seen.add(label)
    return tuple(again)


def _apart(
    left: dict[str, tuple[Item, str]], right: dict[str, tuple[Item, str]]
) -> tuple[tuple[Item, str], ...]:
    """Return the rows that only one of two countings has."""
    return tuple((left | right)[key] for key in (left | right) if (key in left) != (key in right))


def _within(first: date, last: date) -> Callable[[Item], bool]:
    return lambda item: item.own and item.day is not None and first <= item.day <= last


def _year(day: date | None) -> int | None:
    return day.year if day is not None else None


def _is_file(url: str) -> bool:
    path = url.partition("?")[0].lower()
    return path.endswith((".pdf", ".doc", ".docx", ".xls", ".xlsx", ".zip", ".rar", ".wps"))
