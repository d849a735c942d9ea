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
from datetime import date

from audits import platforms
from audits.audit import Audit
from audits.boxcount import pages_of
from audits.case import Case
from audits.correspondence import LATE_DAYS, Correspondence, gather, overdue
from audits.facts import Evidence, Fact, Outcome, Remark
from audits.letterfigures import Figures, figures
from crawler.records import Letter

_RECEIVED, _CLOSED = "messages_received", "messages_closed"
_PUBLISHED, _DAYS = "messages_published_replies", "messages_average_days"
_NONE = "没有找到公开信件的栏目，或者没有采到"
_SCOPE = "网站上公开的信件，只记编号、日期和办理状态，不保存内容；常见问题不是信件。"
_LATEST_MONTH = 9  # a letter received later may be answered in the next year


def run(case: Case) -> Iterator[Fact]:
    """Yield the five answers."""
    seen = gather(case)
    yield platforms.unified(case)
    year = case.year
    received = [x for x in seen.letters if x.received and x.received.year == year]
    closed = [
        x for x in seen.letters if x.replied and x.replied.year == year and not _is_muddled(x)
    ]
    told = figures(case, "received")
    shown = _shown_in(seen, year) if not any(x.received for x in seen.letters) else ()
    yield _held(_RECEIVED, received or shown, "公开的信件", seen, told, guessed=bool(shown))
    told = figures(case, "closed", "replied")
    shown = _shown_in(seen, year) if not any(x.replied for x in seen.letters) else ()
    shown = tuple(x for x in shown if x.opened and x.answered)
    yield _held(_CLOSED, closed or shown, "公开的已答复信件", seen, told, guessed=bool(shown))
    if not seen.columns:
        for field in (_PUBLISHED, _DAYS):
            yield Fact(field, None, Outcome.UNKNOWN, reason=_NONE, scope=_SCOPE)
        return
    yield _published(case, seen)
    yield _average(closed, figures(case, "days"))


def remarks(case: Case) -> Iterator[Remark]:
    """Letters that have waited longer than three months for an answer."""
    late = overdue(case, gather(case).letters)
    if late:
        message = f"有 {len(late)} 封公开信件超过 {LATE_DAYS} 天没有答复（单项否决情形），请核对"
        yield Remark("A-逾期", "warning", message, (_CLOSED, _PUBLISHED))


def _held(
    field: str,
    letters: Sequence[Letter],
    what: str,
    seen: Correspondence,
    printed: Figures,
    *,
    guessed: bool = False,
) -> Fact:
    """A lower bound; the figure the site prints for the year, if it is no smaller, as a proposal.

    It is no more than a proposal either where the letters may be another unit's, or were put into
    the year by the day of publishing.
    """
    count = len(letters) if seen.columns else 0
    evidence = tuple(_evidence(letter) for letter in letters) if seen.columns else ()
    if printed.value is not None and printed.value >= count:
        value = int(printed.value)
        shown = f"，{what}有 {count} 封" if seen.columns else ""
        reason = f"网站统计写明本年度 {value} 件{shown}，统计没有与信件相加，请核对"
        return Fact(field, value, Outcome.ESTIMATE, printed.evidence, reason, _SCOPE)
    said = [f"只含网站{what}，未公开的看不到"] if seen.columns else [_NONE]
    if printed.value is not None:
        said.append(f"网站统计写明 {printed.value:g} 件，比{what}还少，请核对")
    reason = "；".join((*said, *seen.questions, *printed.said))
    if not count:
        return Fact(field, None, Outcome.UNKNOWN, reason=reason, scope=_SCOPE)
    if guessed:
        reason = f"信件没有写明这一日期，按公开日期算；{reason}"
    outcome = Outcome.ESTIMATE if seen.questions or guessed else Outcome.PARTIAL
    return Fact(field, count, outcome, evidence, reason, _SCOPE)


def _published(case: Case, seen: Correspondence) -> Fact:
    """Letters shown with their reply, by the year they were published, else answered."""
    certain, unclear = [], []
    for letter in seen.letters:
        if not letter.answered or not (letter.opened or letter.replied):
            continue  # what only a list says of a reply without its day is not enough
        told = (letter.published, letter.replied)
        days = [d for d in (told if any(told) else _listed(letter)) if d]
        years = {d.year for d in days}
        if years == {case.year} and not _is_muddled(letter):
            certain.append(letter)
        elif case.year in years or not years or _is_muddled(letter):
            unclear.append(letter)
    doubts = [*seen.questions, *seen.doubts]
    printed = figures(case, "public")
    if printed.value is not None and printed.value != len(certain):
        doubts.append(f"网站统计写明公开答复 {printed.value:g} 件，数得 {len(certain)} 封")
    if unclear:
        doubts.append(f"{len(unclear)} 封没有日期，或者几个日期互相矛盾、不在同一年")
    reason = "；".join(doubts)
    evidence = tuple(_evidence(letter) for letter in certain)
    if reason and not certain:
        return Fact(_PUBLISHED, None, Outcome.UNKNOWN, (), reason, _SCOPE)
    outcome = Outcome.PARTIAL if reason else Outcome.OBSERVED
    outcome = Outcome.ESTIMATE if seen.questions else outcome
    pages = evidence or pages_of(seen.columns)
    return Fact(_PUBLISHED, len(certain), outcome, pages, reason, _SCOPE)


def _shown_in(seen: Correspondence, year: int) -> tuple[Letter, ...]:
    """Letters by the year of the day they show: of publishing, or of their list."""
    days = ((x, x.published or x.listed) for x in seen.letters)
    return tuple(x for x, day in days if day and day.year == year)


def _is_muddled(letter: Letter) -> bool:
    """Whether a letter was answered before it came: one of its days is wrong."""
    return bool(letter.replied and letter.received and letter.replied < letter.received)


def _listed(letter: Letter) -> tuple[date | None]:
    """The day a list shows, unless it is that of receipt, near the end of a year."""
    day = letter.listed
    late = day is not None and day == letter.received and day.month > _LATEST_MONTH
    return (None if late else day,)


def _average(closed: Sequence[Letter], printed: Figures) -> Fact:
    """Mean of calendar days from receipt to reply over the letters shown."""
    spans = [
        (letter.replied - letter.received).days
        for letter in closed
        if letter.replied and letter.received
    ]
    if not spans:
        reason = "公开的信件没有写明来信和答复日期"
        return Fact(_DAYS, None, Outcome.UNKNOWN, reason=reason, scope=_SCOPE)
    mean = round(sum(spans) / len(spans), 1)
    reason = f"按公开的 {len(spans)} 封信件算，自然日，最短 {min(spans)} 天、最长 {max(spans)} 天"
    if left := len(closed) - len(spans):
        reason += f"；另有 {left} 封没有来信日期，没有算进"
    if printed.value is not None:
        reason += f"；网站统计写明平均 {printed.value:g} 天（可能是工作日），请核对"
    evidence = (*(_evidence(letter) for letter in closed), *printed.evidence)
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
