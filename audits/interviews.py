"""Interviews (在线访谈): how many can be watched, questions asked and answered.

Fills    interviews_held: count, 期; interview_messages, interview_replies: counts, 条.
Scope    items of interview columns, published in the year, announcements left out; questions and
         answers out of the question and answer blocks of their pages.
Source   filling notes 六.4 of the national form.
Unknown  no interview column was found, nothing certain was read, or no question is shown.
Errors   none.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from audits.audit import Audit
from audits.boxcount import crawl_doubts, pages_of, shortfalls
from audits.case import Case
from audits.entries import dom_of
from audits.facts import Evidence, Fact, Outcome
from audits.fates import Counting, counting_of
from audits.footer import metas
from audits.rowcount import CountedRow
from crawler.dom import fold, visible_strings, visible_text

_HELD, _ASKED, _ANSWERED = "interviews_held", "interview_messages", "interview_replies"
_SCOPE = "在线访谈类栏目中发布日期在本年度、可以在网站上观看的访谈；预告不计。"
_NOTICE = re.compile(r"预告|预热|征集.{0,6}问题")
_PRESS = re.compile(r"新闻发布会|发布会")
_COPIED = re.compile(r"转载|转自|转发")
_SOURCE = re.compile(r"来源\s*[:：]\s*([^\s|:：（(【\[]{2,24})")
_ABOVE = re.compile(r"(?:部|厅|局|委|委员会|署|院|政府)(?:官方?网(?:站)?|网站?|门户网站)?$")
_SITE = re.compile(r"(?:官方?|门户)?网站?$")
_OFFICE = (
    r"[\u4e00-\u9fff]{0,12}(?:[局处科厅市县区队所站院校行会部司署]长|主任|书记|负责人|发言人|专家|律师|委员"
    r"|调研员|总工|工程师)"
)
_PUBLIC = r"(?:网友|网民|市民|群众|观众)"
_OPEN, _CLOSE = r"[\[【（(〔]", r"[\]】）)〕]"
_ASKING = re.compile(
    rf"^(?:{_OPEN}?\s*{_PUBLIC}[^：:\]】]{{0,16}}|(?:问|提问|网友提问)\s*\d{{0,3}}){_CLOSE}?\s*[:：]"
    rf"|^[\[【〔]\s*{_PUBLIC}[^：:\]】]{{0,16}}[\]】〕]"
)
_ANSWERING = re.compile(
    rf"^{_OPEN}?\s*(?:(?:答|回答|答复|回复|嘉宾[^：:\]】]{{0,12}}|{_OFFICE}(?:\s+[\u4e00-\u9fff]{{2,4}})?)"
    rf"\s*\d{{0,3}}){_CLOSE}?\s*[:：]"
    rf"|^[\[【〔]\s*(?:答|回答|答复|回复|嘉宾[^：:\]】]{{0,12}}|{_OFFICE}[^：:\]】]{{0,6}})[\]】〕]"
)
_GREETED = re.compile(rf"^{_OPEN}?\s*{_PUBLIC}(?:朋友们?|们)\s*{_CLOSE}?\s*[：:]")
_AUDIENCE = re.compile(r"(?:关注|观看|参与|收看|浏览)(?:人数|人次|量|次数)\s*[:：]\s*(\d{1,9})")


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
    read = [(row, name, *_talk(case, row)) for row, name in rows]
    closed = [row for row, _, asked, _, _ in read if asked is None]
    if closed:
        doubts.append(f"{len(closed)} 期的页面没有打开")
    seen = [item for item in read if item[2] is not None]
    press = [item for item in seen if _PRESS.search(item[0].entry.title)]
    copied = [item for item in seen if item not in press and is_copied(case, item[0])]
    evidence = tuple(_evidence(*item) for item in seen)
    reason = "；".join(doubts)
    if press or copied:
        said = [f"{len(press)} 期是新闻发布会，是否算在线访谈请人工判断"] if press else []
        if copied:
            shown = "、".join(f"“{row.entry.title[:20]}”" for row, *_ in copied[:3])
            said.append(f"{len(copied)} 期看来是转载别的单位的访谈（{shown}），没有计入，请核对")
        value = len(seen) - len(press) - len(copied)
        yield Fact(_HELD, value, Outcome.ESTIMATE, evidence, "；".join([*said, *doubts]), _SCOPE)
    elif reason and not seen:
        yield Fact(_HELD, None, Outcome.UNKNOWN, (), reason, _SCOPE)
    else:
        outcome = Outcome.PARTIAL if reason else Outcome.OBSERVED
        yield Fact(_HELD, len(seen), outcome, evidence or pages_of(readable), reason, _SCOPE)
    sure = [0 if item in press or item in copied else 1 for item in seen]
    asked = [n * (item[2] or 0) for n, item in zip(sure, seen, strict=True)]
    answered = [n * item[3] for n, item in zip(sure, seen, strict=True)]
    yield _at_least(_ASKED, asked, evidence, "网民提问")
    yield _at_least(_ANSWERED, answered, evidence, "答复")


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
    return bool(_ABOVE.search(source)) and not any(_is_made_of(source, unit) for unit in units)


def _is_made_of(short: str, name: str) -> bool:
    letters = iter(name)
    return all(letter in letters for letter in short)


def _talk(case: Case, row: CountedRow) -> tuple[int | None, int, str]:
    """Questions of the public, answered ones, and the printed audience; None: not opened."""
    page, _ = case.store.answer(row.entry.url)
    if page is None:
        return None, 0, ""
    lines = [line.strip() for line in visible_strings(dom_of(page).root) if line.strip()]
    asked, answered = count_talk(lines)
    audience = _AUDIENCE.search(" ".join(lines))
    return asked, answered, audience[1] if audience else ""


def count_talk(lines: Sequence[str]) -> tuple[int, int]:
    """(questions of the public, those followed by an answer before the next question)."""
    asked = answered = 0
    waiting = headed = False
    for line in lines:
        found = None if _GREETED.match(line) else _ASKING.match(line)
        if found:
            asked += not headed  # a bare label before a question is the heading of all
            waiting = True
        elif waiting and _ANSWERING.match(line):
            answered += 1
            waiting = False
        headed = found is not None and found.end() == len(line)
    return asked, answered


def _at_least(field: str, counts: Sequence[int], evidence: tuple[Evidence, ...], name: str) -> Fact:
    total = sum(counts)
    if not total:
        reason = f"访谈页面上没有分条列出的{name}"
        return Fact(field, None, Outcome.UNKNOWN, reason=reason, scope=_SCOPE)
    reason = f"只数了访谈页面上分条列出的{name}"
    told = tuple(replace(e, amount=n) for e, n in zip(evidence, counts, strict=True) if n)
    return Fact(field, total, Outcome.PARTIAL, told, reason, _SCOPE)


def _evidence(
    row: CountedRow, column: str, asked: int | None, answered: int, audience: str
) -> Evidence:
    seen = row.evidence(column)
    told = f"提问 {asked or 0} 条，答复 {answered} 条"
    quote = f"{told}，页面写明关注 {audience} 人次" if audience else told
    return Evidence(
        seen.url, seen.title, seen.date, seen.date_source, quote, seen.column, seen.href
    )


AUDIT = Audit(
    id="interviews", title="在线访谈", fields=(_HELD, _ASKED, _ANSWERED), run=run, counting=counting
)
