"""Interviews (在线访谈): how many can be watched, questions asked and answered.

Fills    interviews_held: count, 期; interview_messages, interview_replies: counts, 条.
Scope    items of interview columns, published in the year, announcements left out; questions and
         answers out of the question and answer blocks of their pages.
Source   filling notes 六.4 of the national form.
Unknown  no interview column was found, nothing certain was read, or no question is shown.
Errors   none.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from audits.abbreviations import is_made_of
from audits.audit import Audit
from audits.boxcount import crawl_doubts, pages_of, shortfalls
from audits.case import Case
from audits.entries import dom_of
from audits.facts import Evidence, Fact, Outcome
from audits.fates import Counting, counting_of
from audits.footer import metas
from audits.ledger import ColumnCount
from audits.rowcount import CountedRow
from audits.surroundings import Surrounding, surroundings
from audits.talks import Talk, read_talk, tallied
from crawler.pages.dom import fold, visible_text

_HELD, _ASKED, _ANSWERED = "interviews_held", "interview_messages", "interview_replies"
_SCOPE = "在线访谈类栏目中发布日期在本年度、可以在网站上观看的访谈；预告不计。"
_NOTICE = re.compile(
    r"预告|预热|征集.{0,6}问题|征集.{0,12}(?:[选主话议]题|提问|留言)|(?:[选主话议问]题|提问|留言)征集"
    r"|^关于(?!.*(?:解读|实录)).*的(?:通知|公告|公示|通告|启事)$"
    r"|访谈(?:工作|活动|选题|节目|年度)*(?:计划|安排|方案|通知)表?$"
)
_PRESS = re.compile(r"新闻发布会|发布会")
_COPIED = re.compile(r"转载|转自|转发")
_SOURCE = re.compile(r"来源\s*[:：]\s*([^\s|:：（(【\[]{2,24})")
_ABOVE = re.compile(r"(?:部|厅|局|委|委员会|署|院|政府)(?:官方?网(?:站)?|网站?|门户网站)?$")
_OURS = re.compile(r"^(?:本|我)(?:局|委|厅|办|单位|部门|机关|网站?|站)")
_SITE = re.compile(r"(?:官方?|门户)?网站?$")
_MEDIA = re.compile(
    r"[\[【（(〔]?(?:视频|文字|图文|图片|音频|完整|精彩)*(?:实录|直播|回放|回顾|视频|全文|摘要|文字版|视频版|图文版|图解)[\]】）)〕]?"
)
_NEAR = 31  # days between the parts of one interview


@dataclass(frozen=True, slots=True)
class Held:
    """One row of the year; ``talk`` is None where its page was not opened."""

    row: CountedRow
    column: str
    talk: Talk | None


def run(case: Case) -> Iterator[Fact]:
    """Yield the three counts."""
    counted = counting(case, _HELD)
    columns, readable, once = counted.columns, counted.drawn, counted.once
    if not readable:
        reason = "；".join(shortfalls(columns)) or "没有找到在线访谈类栏目，请人工确认是否举办过"
        for field in AUDIT.fields:
            yield Fact(field, None, Outcome.UNKNOWN, reason=reason, scope=_SCOPE)
        return
    rows = [(row, name) for row, name in once.rows if not _NOTICE.search(row.entry.title)]
    doubts = [*shortfalls(columns), *crawl_doubts(case), *once.reasons]
    around = surroundings(case, readable)
    read = [Held(row, name, _talk(case, row, around)) for row, name in rows]
    closed = sum(item.talk is None for item in read)
    doubts += [f"{closed} 期的页面没有打开"] if closed else []
    seen = [item for item in read if item.talk is not None]
    far = _on_other_hosts(readable)
    sure, asked_about = _sorted(case, seen)
    kept = _once(sure)
    merged = len(sure) - len(kept)
    said = list(asked_about)
    said += [f"{merged} 条看来是同一期的视频、实录，只计一期"] if merged else []
    said += [f"{len(far)} 期在别的网站上观看，一并计入，请核对"] if far else []
    evidence = tuple(_evidence(item) for item in seen)
    evidence += tuple(row.evidence(name) for row, name in far)
    reason = "；".join([*said, *doubts])
    if said:
        yield Fact(_HELD, len(kept) + len(far), Outcome.ESTIMATE, evidence, reason, _SCOPE)
    elif reason and not seen:
        yield Fact(_HELD, None, Outcome.UNKNOWN, (), reason, _SCOPE)
    else:
        outcome = Outcome.PARTIAL if reason else Outcome.OBSERVED
        shown = evidence or pages_of(readable)
        yield Fact(_HELD, len(seen), outcome, shown, reason, _SCOPE)
        if not seen and outcome is Outcome.OBSERVED:  # where none was held nobody asked
            yield from (Fact(key, 0, outcome, shown, "", _SCOPE) for key in (_ASKED, _ANSWERED))
            return
    yield _at_least(_ASKED, [(i, i.talk.asked) for i in kept if i.talk], "网民提问")
    yield _at_least(_ANSWERED, [(i, i.talk.answered) for i in kept if i.talk], "答复")


def _sorted(case: Case, seen: Sequence[Held]) -> tuple[list[Held], list[str]]:
    """Interviews that count, and what must be asked about the others."""
    press = [item for item in seen if _PRESS.search(item.row.entry.title)]
    left = [item for item in seen if item not in press]
    copied = [item for item in left if is_copied(case, item.row)]
    soon = [item for item in left if item not in copied and item.talk and item.talk.is_notice]
    sure = [item for item in left if item not in copied and item not in soon]
    other = [i for i in sure if i.talk and i.talk.held and i.talk.held.year != case.year]
    said = [f"{len(press)} 期是新闻发布会，是否算在线访谈请人工判断"] if press else []
    for items, words in (
        (copied, "看来是转载别的单位的访谈"),
        (soon, "页面只说将要举行"),
        (other, "页面上的访谈时间不在本年度"),
    ):
        if items:
            shown = "、".join(f"“{item.row.entry.title[:20]}”" for item in items[:3])
            said.append(f"{len(items)} 期{words}（{shown}），没有计入，请核对")
    return [item for item in sure if item not in other], said


def _once(items: Sequence[Held]) -> list[Held]:
    """Of the film and the transcript of one interview the part that shows most questions."""
    kept: list[Held] = []
    for item in sorted(items, key=_asked, reverse=True):
        if not any(_is_same(item, other) for other in kept):
            kept.append(item)
    return [item for item in items if item in kept]


def _asked(item: Held) -> int:
    return item.talk.asked if item.talk else 0


def _is_same(one: Held, other: Held) -> bool:
    names = [_MEDIA.sub("", held.row.entry.title) for held in (one, other)]
    bare = [re.sub(r"\W", "", name) for name in names]
    is_marked = any(name != h.row.entry.title for name, h in zip(names, (one, other), strict=True))
    days = [held.row.date for held in (one, other)]
    near = days[0] and days[1] and abs((days[0] - days[1]).days) <= _NEAR
    return bool(bare[0]) and bare[0] == bare[1] and is_marked and bool(near)


def _on_other_hosts(columns: Sequence[ColumnCount]) -> list[tuple[CountedRow, str]]:
    """Interviews of the year that are watched elsewhere, each once; announcements aside."""
    found = {
        row.key: (row, column.line.name)
        for column in columns
        for row in column.rows.external
        if not _NOTICE.search(row.entry.title) and not _COPIED.search(row.entry.title)
    }
    return list(found.values())


def counting(case: Case, field: str) -> Counting:
    """The columns and rows behind the counts; only what can be watched is counted."""
    return counting_of(
        [c for c in case.ledger if "interviews" in c.line.boxes and "预告" not in c.line.name]
    )


def is_copied(case: Case, row: CountedRow) -> bool:
    """Whether an interview is another unit's: its title says so, or its source is another body.

    An abbreviation made of the unit's own characters in their order (市住建局) is the unit's.
    """
    if _COPIED.search(row.entry.title):
        return True
    page, _ = case.store.answer(row.entry.url)
    units = [name for name in (case.profile.unit.get("reporting_unit"), *case.unit_names) if name]
    if page is None or not units:
        return False
    found = _SOURCE.search(fold(visible_text(dom_of(page).root)))
    source = _SITE.sub("", metas(page.text).get("contentsource", "") or (found[1] if found else ""))
    if _OURS.match(source):
        return False
    return bool(_ABOVE.search(source)) and not any(is_made_of(source, unit) for unit in units)


def _talk(case: Case, row: CountedRow, around: Mapping[str, Surrounding]) -> Talk | None:
    """What the page of an interview shows, and its card in the list; None when not opened."""
    page, _ = case.store.answer(row.entry.url)
    if page is None:
        return None
    talk, card = read_talk(dom_of(page).root, case.furniture), around.get(row.entry.url)
    asked, answered = tallied(card.text) if card is not None else (0, 0)
    return replace(talk, asked=max(talk.asked, asked), answered=max(talk.answered, answered))


def _at_least(field: str, counts: Sequence[tuple[Held, int]], name: str) -> Fact:
    total = sum(number for _, number in counts)
    if not total:
        reason = f"访谈页面上没有分条列出的{name}"
        return Fact(field, None, Outcome.UNKNOWN, reason=reason, scope=_SCOPE)
    reason = f"只数了访谈页面上分条列出或写明的{name}"
    told = tuple(replace(_evidence(item), amount=n) for item, n in counts if n)
    return Fact(field, total, Outcome.PARTIAL, told, reason, _SCOPE)


def _evidence(item: Held) -> Evidence:
    seen, talk = item.row.evidence(item.column), item.talk
    told = f"提问 {talk.asked} 条，答复 {talk.answered} 条" if talk else ""
    quote = f"{told}，页面写明关注 {talk.audience} 人次" if talk and talk.audience else told
    return Evidence(
        seen.url, seen.title, seen.date, seen.date_source, quote, seen.column, seen.href
    )


AUDIT = Audit(
    id="interviews", title="在线访谈", fields=(_HELD, _ASKED, _ANSWERED), run=run, counting=counting
)
