"""Public messages: letters the site shows, how many were answered, and how long it took.

Fills    messages_received, messages_closed, messages_published_replies: counts, 条;
         messages_average_days: calendar days, one decimal; unified_platform_used: yes.
Scope    letters in the columns of letters, by identity, dates and state only: no word of them is
         kept. Frequent questions are no letters.
Source   filling notes 六.1 and 六.2 of the national form.
Unknown  no column of letters was found or read. Received and closed are lower bounds: letters
         that are not shown are not seen.
Errors   none.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from audits import platforms
from audits.audit import Audit
from audits.boxcount import crawl_doubts, pages_of, shortfalls
from audits.case import Case
from audits.facts import Evidence, Fact, Outcome, Remark
from audits.ledger import ColumnCount
from crawler import urls
from crawler.records import Letter, Verdict

_RECEIVED, _CLOSED = "messages_received", "messages_closed"
_PUBLISHED, _DAYS = "messages_published_replies", "messages_average_days"
_SCOPE = "网站上公开的信件，只记编号、日期和办理状态，不保存内容；常见问题不是信件。"
_LATE_DAYS = 90
_LATEST_MONTH = 9  # a letter received later may be answered in the next year
_SLOW_DAYS = 75  # letters of the three months before the year are always opened


@dataclass(frozen=True, slots=True)
class _Seen:
    """Letters of the columns of letters, with what speaks against having seen them all."""

    columns: tuple[ColumnCount, ...]
    letters: tuple[Letter, ...]
    doubts: tuple[str, ...]


def run(case: Case) -> Iterator[Fact]:
    """Yield the five answers."""
    seen = _seen(case)
    yield platforms.unified(case)
    if not seen.columns:
        for field in (_RECEIVED, _CLOSED, _PUBLISHED, _DAYS):
            reason = "没有找到公开信件的栏目，或者没有采到"
            yield Fact(field, None, Outcome.UNKNOWN, reason=reason, scope=_SCOPE)
        return
    year = case.year
    received = [x for x in seen.letters if x.received and x.received.year == year]
    closed = [x for x in seen.letters if x.replied and x.replied.year == year]
    yield _at_least(_RECEIVED, received, "只含网站公开的信件，未公开的看不到")
    yield _at_least(_CLOSED, closed, "只含网站公开的已答复信件，未公开的看不到")
    yield _published(case, seen)
    yield _average(closed)


def remarks(case: Case) -> Iterator[Remark]:
    """Letters that have waited longer than three months for an answer."""
    late = overdue(case)
    if late:
        message = f"有 {len(late)} 封公开信件超过 {_LATE_DAYS} 天没有答复（单项否决情形），请核对"
        yield Remark("A-逾期", "warning", message, (_CLOSED, _PUBLISHED))


def overdue(case: Case) -> tuple[Letter, ...]:
    """Letters received in the year whose page shows no answer after ninety days."""
    sealed = date.fromisoformat(case.sealed_on) if case.sealed_on else date(case.year, 12, 31)
    return tuple(
        letter
        for letter in case.store.letters().values()
        if letter.opened
        and letter.answered is False
        and letter.received is not None
        and letter.received.year >= case.year - 1
        and sealed - letter.received > timedelta(days=_LATE_DAYS)
    )


def _seen(case: Case) -> _Seen:
    ids = case.store.letter_columns()
    stored = [column for column in case.store.columns() if column.id in ids]
    places = {urls.canonical(column.url) for column in stored}
    columns = tuple(c for c in case.ledger if urls.canonical(c.line.url) in places)
    letters, copies = _once(case, [column.id for column in stored])
    printed = tuple(x for x in case.store.letters().values() if urls.canonical(x.url) in places)
    letters = letters or printed  # those of other columns may be the same ones
    columns = tuple(c for c in columns if c.rows.distinct_rows or c.is_sure or _expects(c))
    doubts = [*shortfalls(columns), *crawl_doubts(case)]
    unread = [x for x in letters if not x.opened and _may_count(x, case.year)]
    if unread:
        doubts.append(f"{len(unread)} 封信件没有打开")
    silent = [x for x in letters if x.opened and x.answered is None and _may_count(x, case.year)]
    if silent:
        doubts.append(f"{len(silent)} 封信件的页面看不出是否答复")
    if copies:
        doubts.append(f"{copies} 封在几个栏目里网址不同，看来是同一封，只计一次")
    if (earlier := _earlier(letters, case.year)) and _is_slow(case, letters):
        doubts.append(f"更早的 {earlier} 封来信没有打开，可能到本年度才答复")
    if printed:
        doubts.append(f"{len(printed)} 封直接印在栏目页上，没有自己的网页，只看了栏目第一页")
    readable = printed or any(c.line.verdict is not Verdict.UNKNOWN for c in columns)
    return _Seen(columns if readable else (), letters, tuple(doubts))


def _once(case: Case, columns: Sequence[int]) -> tuple[tuple[Letter, ...], int]:
    """The letters of the columns, and how many were left out as copies of others.

    A copy stands in another column under another address, with the same title and day of receipt,
    or day in the list; titles are kept as marks only, which still tell two of them apart.
    """
    letters = case.store.letters()
    seen: dict[str, Letter] = {}
    places: dict[tuple[str, date], tuple[int, int]] = {}
    copies = 0
    for column in columns:
        here: dict[tuple[str, date], int] = {}
        for entry in case.store.entries(column):
            letter = letters.get(entry.content_id)
            if letter is None or entry.content_id in seen:
                continue
            if (day := letter.received or letter.listed) is not None:
                mark = (entry.title, day)
                here[mark] = here.get(mark, 0) + 1
                first, count = places.setdefault(mark, (column, 0))
                if first != column and here[mark] <= count:
                    copies += 1
                    continue
                places[mark] = (first, max(count, here[mark]))
            seen[entry.content_id] = letter
    return tuple(seen[key] for key in sorted(seen)), copies


def _earlier(letters: Sequence[Letter], year: int) -> int:
    """Letters of the year before that nobody opened: no reply of theirs is known."""
    return sum(not x.opened and x.listed is not None and x.listed.year == year - 1 for x in letters)


def _is_slow(case: Case, letters: Sequence[Letter]) -> bool:
    """Whether some letters took so long that an old one may have been answered in the year."""
    spans = [(x.replied - x.received).days for x in letters if x.replied and x.received]
    return max(spans, default=0) >= _SLOW_DAYS or bool(overdue(case))


def _expects(column: ColumnCount) -> bool:
    """Whether a column without rows should have had some: forms to write a letter have none."""
    return not any(word in column.line.name for word in ("我要", "写信", "须知", "查询", "统计"))


def _may_count(letter: Letter, year: int) -> bool:
    days = [d for d in (letter.listed, letter.published, letter.replied) if d]
    return not days or any(d.year == year for d in days)


def _at_least(field: str, letters: Sequence[Letter], reason: str) -> Fact:
    if not letters:
        return Fact(field, None, Outcome.UNKNOWN, reason=reason, scope=_SCOPE)
    evidence = tuple(_evidence(letter) for letter in letters)
    return Fact(field, len(letters), Outcome.PARTIAL, evidence, reason, _SCOPE)


def _published(case: Case, seen: _Seen) -> Fact:
    """Letters shown with their reply, by the year they were published, else answered."""
    certain, unclear = [], []
    for letter in seen.letters:
        if not letter.opened or not letter.answered:
            continue
        told = (letter.published, letter.replied)
        days = [d for d in (told if any(told) else _listed(letter)) if d]
        years = {d.year for d in days}
        if years == {case.year}:
            certain.append(letter)
        elif case.year in years or not years:
            unclear.append(letter)
    doubts = list(seen.doubts)
    if unclear:
        doubts.append(f"{len(unclear)} 封的公开日期和答复日期不在同一年或没有日期")
    reason = "；".join(doubts)
    evidence = tuple(_evidence(letter) for letter in certain)
    if reason and not certain:
        return Fact(_PUBLISHED, None, Outcome.UNKNOWN, (), reason, _SCOPE)
    outcome = Outcome.PARTIAL if reason else Outcome.OBSERVED
    pages = evidence or pages_of(seen.columns)
    return Fact(_PUBLISHED, len(certain), outcome, pages, reason, _SCOPE)


def _listed(letter: Letter) -> tuple[date | None]:
    """The day a list shows, unless it is that of receipt, near the end of a year."""
    day = letter.listed
    late = day is not None and day == letter.received and day.month > _LATEST_MONTH
    return (None if late else day,)


def _average(closed: Sequence[Letter]) -> Fact:
    """Mean of calendar days from receipt to reply over the letters shown."""
    spans = [
        (letter.replied - letter.received).days
        for letter in closed
        if letter.replied and letter.received and letter.replied >= letter.received
    ]
    if not spans:
        reason = "公开的信件没有写明来信和答复日期"
        return Fact(_DAYS, None, Outcome.UNKNOWN, reason=reason, scope=_SCOPE)
    mean = round(sum(spans) / len(spans), 1)
    reason = f"按公开的 {len(spans)} 封信件算，自然日，最短 {min(spans)} 天、最长 {max(spans)} 天"
    evidence = tuple(_evidence(letter) for letter in closed)
    return Fact(_DAYS, mean, Outcome.ESTIMATE, evidence, reason, _SCOPE)


def _evidence(letter: Letter) -> Evidence:
    """A letter as a person can look it up: its address and dates, no title."""
    told = [
        f"来信 {letter.received}" if letter.received else "",
        f"答复 {letter.replied}" if letter.replied else "",
        letter.state,
    ]
    day = letter.published or letter.replied or letter.listed
    return Evidence(
        letter.url,
        title="信件（标题不保存）",
        date=day.isoformat() if day else "",
        quote="，".join(word for word in told if word),
    )


AUDIT = Audit(
    id="public_messages",
    title="留言办理",
    fields=(platforms.FIELD, _RECEIVED, _CLOSED, _DAYS, _PUBLISHED),
    run=run,
    remarks=remarks,
)
