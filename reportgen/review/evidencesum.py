"""From the rows seen to the figure: every kind of row left out, and the sum they make."""

import sqlite3
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from audits.fates import Fate
from reportgen.review.evidencerows import READ

COUNTED = Fate.COUNTED.value

FATES = {  # in the order in which a person goes through them
    COUNTED: ("计入", "算进这个数的"),
    Fate.EXTERNAL.value: ("外链", "网址在别的网站上，不算本网站发布"),
    Fate.UNDATED.value: ("无日期", "列表、网址和正文里都没有日期，不知道是不是本年度的"),
    Fate.DOUBTFUL.value: ("存疑", "看不准是不是本年度的或是不是一条信息，原因写在行里"),
    Fate.DEAD.value: ("打不开", "列表上有，点进去打不开"),
    Fate.HIDDEN.value: ("网页上不显示", "网页里有这一行，但不显示给人看"),
    Fate.OTHER_YEAR.value: ("不在本年度", "日期是别的年份"),
    Fate.UNDATED_EXTERNAL.value: ("外链（无日期）", "网址在别的网站上，也没有日期"),
    Fate.REPEATED.value: ("本栏目重复", "同一条在这个栏目里又列了一次（如置顶）"),
    Fate.ELSEWHERE.value: ("别的栏目已计", "同一条也列在前面的栏目里，只计一次"),
    Fate.TWIN.value: ("同文不同址", "标题、日期相同，很可能是同一条，没有重复计"),
    Fate.ROLLUP.value: ("汇总栏目（不重复计）", "这一页只列出下面各栏目的条目"),
    Fate.RULED_OUT.value: ("人工指定不计", "有人定了不计，理由见修改留痕"),
    Fate.OTHER_KIND.value: ("不属于本项", "同一批栏目里的条目，但不是这一项要数的"),
    Fate.UNREAD.value: ("栏目未采全不敢计", "所在栏目没有采到可靠的列表"),
    Fate.PLACEHOLDER.value: ("空行", "“暂无内容”之类的行"),
    READ: ("看过的依据", "不是逐条相加，这些是看过的网页和依据"),
}

MARKS = {"pinned": "置顶", "attachment": "附件", "suspect": "疑似重复", "drafted": "成文日期",
         "ruled": "人工指定"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tally:
    """How many rows of one fate, column and month with the same marks; ``amount`` their sum."""

    fate: str
    place: str
    column: str
    month: str
    marks: tuple[str, ...]
    n: int
    amount: int


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the sum: a kind of row left out, with what it means."""

    fate: str
    word: str
    meaning: str
    n: int


@dataclass(frozen=True, slots=True)
class Sum:
    """``seen`` less the steps is ``counted``; ``figure`` is what they add up to.

    ``figure`` differs from ``counted`` only where rows carry printed numbers.
    """

    seen: int
    steps: tuple[Step, ...]
    counted: int
    figure: int
    cited: int  # pages looked at, which are no rows of the sum

    @property
    def words(self) -> str:
        """The sum as one writes it: 1,234 − 56（外链）− … = 1,100."""
        less = "".join(f" − {step.n:,}（{step.word}）" for step in self.steps)
        return f"{self.seen:,}{less} = {self.counted:,}"


def read_tallies(db: sqlite3.Connection, view: int) -> tuple[Tally, ...]:
    """Return what a view holds, counted; columns in the order of their rows."""
    rows = db.execute(
        "SELECT fate, place, col, month, marks, n, amount FROM tally WHERE view = ? ORDER BY rowid",
        (view,),
    )
    return tuple(Tally(f, p, c, m, tuple(k.split()), n, a) for f, p, c, m, k, n, a in rows)


def sum_up(tallies: Iterable[Tally]) -> Sum:
    """Return the sum of a view."""
    rows: Counter[str] = Counter()
    figure = 0
    for tally in tallies:
        rows[tally.fate] += tally.n
        figure += tally.amount if tally.fate == COUNTED else 0
    cited = rows.pop(READ, 0)
    counted = rows.get(COUNTED, 0)
    steps = tuple(
        Step(fate, *fate_words(fate), rows[fate])
        for fate in sorted(rows, key=_rank)
        if fate != COUNTED
    )
    return Sum(sum(rows.values()), steps, counted, figure, cited)


def fate_words(fate: str) -> tuple[str, str]:
    """Return the word for a fate and what it means."""
    return FATES.get(fate, (fate, ""))


def _rank(fate: str) -> int:
    return list(FATES).index(fate) if fate in FATES else len(FATES)


def by_month(tallies: Iterable[Tally], fate: str) -> dict[str, int]:
    """Rows of a fate by month, in order; undated ones under an empty text, last."""
    found: Counter[str] = Counter()
    for tally in tallies:
        if fate in ("", tally.fate):
            found[tally.month] += tally.n
    return {month: found[month] for month in sorted(found, key=lambda m: (not m, m))}


def by_column(tallies: Iterable[Tally], fate: str) -> dict[tuple[str, str], int]:
    """Rows of a fate by (address, name) of their column, the most first."""
    found: Counter[tuple[str, str]] = Counter()
    for tally in tallies:
        if fate in ("", tally.fate) and (tally.place or tally.column):
            found[tally.place, tally.column] += tally.n
    return dict(sorted(found.items(), key=lambda item: -item[1]))


def by_mark(tallies: Iterable[Tally], fate: str) -> dict[str, int]:
    """Rows of a fate by mark; a row with two marks counts under both."""
    found: Counter[str] = Counter()
    for tally in tallies:
        if fate in ("", tally.fate):
            found.update(dict.fromkeys(tally.marks, tally.n))
    return {mark: found[mark] for mark in MARKS if found[mark]}
