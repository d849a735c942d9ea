"""The wrong rules that people count by, each as a change of the right one."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from reportgen.diff.rows import ColumnRows, Item

Row = tuple[Item, str]
_FILES = (".pdf", ".doc", ".docx", ".xls", ".xlsx", ".zip", ".rar", ".wps")


@dataclass(frozen=True, slots=True)
class Rule:
    """One way to count. ``more`` is a figure added to the rows, 0 if none."""

    columns: tuple[ColumnRows, ...]
    spans: Callable[[Item], bool]
    external: bool = False
    plain_sum: bool = False
    one_a_title: bool = False
    attachments: bool = True
    more: int = 0

    def rows(self) -> tuple[Row, ...]:
        """Return the rows counted, each with its column; the first column that lists it."""
        found: list[Row] = []
        seen: set[object] = set()
        for column in self.columns:
            for item in column.items:
                if not (item.own or self.external) or not self.spans(item):
                    continue
                if not self.attachments and _is_file(item.url):
                    continue
                mark: object = item.key
                if self.one_a_title:
                    mark = ("".join(item.title.split()), item.day)
                if self.plain_sum or mark not in seen:
                    found.append((item, column.name))
                seen.add(mark)
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Variation:
    """A wrong rule. ``part`` is what it changes: two of one part never go together.

    ``says`` is a sentence with ``{rows}`` for the number of rows it is about. ``is_likely`` marks
    the few mistakes that everybody makes.
    """

    kind: str
    part: str
    says: str
    change: Callable[[Rule], Rule] = field(repr=False)
    is_likely: bool = False


def any_year(item: Item) -> bool:
    """The span of a back end: everything ever published."""
    return True


def in_year(year: int) -> Callable[[Item], bool]:
    """Return the right span: the day of publishing in the year."""
    return lambda item: item.day is not None and item.day.year == year


def variations(
    right: Rule,
    left_out: Sequence[ColumnRows],
    year: int,
    until: date | None,
    letters: Sequence[tuple[str, int]],
) -> tuple[Variation, ...]:
    """Return every wrong rule, likely ones first. ``until`` is the day the form was filled."""
    found = [*_rows_and_sums(), *_spans(year, until)]
    found += [
        Variation(
            "letters",
            "letters",
            f"把{label}（{count} 条）也算进了信息条数",
            _adding(count),
            is_likely=True,
        )
        for label, count in letters
        if count
    ]
    found += _columns(right.columns, left_out)
    return tuple(sorted(found, key=lambda each: not each.is_likely))


def _rows_and_sums() -> Iterator[Variation]:
    yield Variation(
        "external", "external", "把 {rows} 条外链也计了进去",
        lambda rule: replace(rule, external=True), is_likely=True,
    )  # fmt: skip
    yield Variation(
        "column_sum", "sum", "按栏目累计：同一条信息在几个栏目各计一次，多计 {rows} 条",
        lambda rule: replace(rule, plain_sum=True), is_likely=True,
    )  # fmt: skip
    yield Variation(
        "suspects", "sum", "标题和日期相同、网址不同的 {rows} 条只计了一次",
        lambda rule: replace(rule, one_a_title=True),
    )  # fmt: skip
    yield Variation(
        "without_attachments", "files", "没有计直接链接到附件的 {rows} 条",
        lambda rule: replace(rule, attachments=False),
    )  # fmt: skip


def _spans(year: int, until: date | None) -> Iterator[Variation]:
    """Yield the other days that decide the year, and other first and last days."""
    yield _spanning(
        "all_years",
        "历年累计：把其他年度的 {rows} 条也计了进去（建站系统后台的总数就是这样）",
        any_year,
        is_likely=True,
    )

    yield Variation(
        "all_years",
        "span",
        "历年累计，并且按栏目相加、含外链（建站系统后台的总数就是这样）",
        lambda rule: replace(rule, spans=any_year, external=True, plain_sum=True),
        is_likely=True,
    )

    def signed(item: Item) -> bool:
        day = item.signed or item.day
        return day is not None and day.year == year

    yield _spanning("drafted_date", "按成文日期、不按发布日期算年度", signed, is_likely=True)
    for first, last, says, is_likely in _windows(year, until):
        yield _spanning(
            "year_edge", f"年度起止不同：{says}", _within(first, last), is_likely=is_likely
        )


def _windows(year: int, until: date | None) -> Iterator[tuple[date, date, str, bool]]:
    """Yield (first day, last day, sentence, whether it is a usual mistake)."""
    begin, end = date(year, 1, 1), date(year, 12, 31)
    if until is not None and until != end and until > begin:
        yield begin, until, f"从 1 月 1 日数到了填报日（{until.isoformat()}）", True
    for other in (year - 1, year + 1):
        yield date(other, 1, 1), date(other, 12, 31), f"数的是 {other} 年的条目", other < year
    before = date(year - 1, 12, 1)
    yield before, date(year, 11, 30), "从上年 12 月 1 日数到当年 11 月 30 日", True
    yield begin, date(year + 1, 1, 31), f"把 {year + 1} 年 1 月的也计了进去", False
    yield before, end, "从上年 12 月 1 日算起", False
    for day in (16, 21, 26):
        first, last = date(year - 1, 12, day), date(year, 12, day - 1)
        says = f"从上年 12 月 {day} 日数到当年 12 月 {day - 1} 日"
        yield first, last, says, False
    for last in (*(date(year, 12, day) for day in (25, 20, 15, 10)), *_month_ends(year)):
        says = f"只数到 {last.month} 月 {last.day} 日，之后的没有计"
        yield begin, last, says, False


def _month_ends(year: int) -> list[date]:
    return [date(year, month, 1) - timedelta(days=1) for month in range(12, 6, -1)]


def _columns(columns: Sequence[ColumnRows], left_out: Sequence[ColumnRows]) -> Iterator[Variation]:
    """Yield: without one column, with one more, one column alone."""
    for column in columns:
        says = f"没有计“{column.name}”栏目的 {{rows}} 条"
        yield Variation("without_column", "columns", says, _without(column))
    for column in left_out:
        says = f"把“{column.name}”栏目的 {{rows}} 条也计了进去"
        yield Variation("with_column", "columns", says, _with(column))
    if len(columns) > 1:
        for column in columns:
            says = f"只计了“{column.name}”一个栏目"
            yield Variation("only_column", "columns", says, _alone(column))


def _spanning(
    kind: str, says: str, spans: Callable[[Item], bool], *, is_likely: bool = False
) -> Variation:
    return Variation(kind, "span", says, lambda rule: replace(rule, spans=spans), is_likely)


def _adding(count: int) -> Callable[[Rule], Rule]:
    return lambda rule: replace(rule, more=rule.more + count)


def _without(column: ColumnRows) -> Callable[[Rule], Rule]:
    return lambda rule: replace(rule, columns=tuple(c for c in rule.columns if c is not column))


def _with(column: ColumnRows) -> Callable[[Rule], Rule]:
    return lambda rule: replace(rule, columns=(*rule.columns, column))


def _alone(column: ColumnRows) -> Callable[[Rule], Rule]:
    return lambda rule: replace(rule, columns=(column,))


def _within(first: date, last: date) -> Callable[[Item], bool]:
    return lambda item: item.day is not None and first <= item.day <= last


def _is_file(url: str) -> bool:
    return url.partition("?")[0].lower().endswith(_FILES)
