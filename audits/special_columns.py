"""Special columns (专题专栏): how many were kept up in the year, how many were opened.

Fills    special_columns_maintained, special_columns_opened: counts, 个.
Scope    topics below a directory of topics (and special columns by name), the columns of a topic's
         sub-site taken together; kept up: an own item dated in the year; opened: the date printed
         beside it in its directory or on its own pages, else its first item.
Source   filling notes 三.1 and 三.2 of the national form.
Unknown  no topic was found, or none could be read.
Errors   none.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from audits.audit import Audit
from audits.boxcount import crawl_doubts
from audits.case import Case
from audits.facts import Evidence, Fact, LeftOut, Outcome
from audits.topics import Topic, directories, listed, outside, topics
from crawler import dates, urls
from crawler.pages.dom import PageDom, visible_text
from crawler.records import Entry, Kind

_KEPT, _OPENED = "special_columns_maintained", "special_columns_opened"
_SCOPE = (
    "专题专栏目录下、本年度有本站信息更新的专题，每个专题计一个；只有外链的专题不计，列出来请人定。"
)
_SCOPE_OPENED = "目录或专题页上印有开设日期的按日期，没有的按专题的第一条信息推断。"
_NAMED = 6
_SAYS_OPENED = re.compile(
    r"(?:专题|专栏|栏目)?(?:开设|开通|上线|创建)(?:时间|日期|于)\s*[:：]?\s*(\d{4}\s*[-./年][-\d./年月日\s]{3,12})"
)


def run(case: Case) -> Iterator[Fact]:
    """Yield both counts."""
    found = topics(case)
    if not found:
        reason = "没有找到专题专栏，请人工确认是否设有专题"
        for field in AUDIT.fields:
            yield Fact(field, None, Outcome.UNKNOWN, reason=reason)
        return
    open_rows = outside(case, found)
    yield _maintained(case, found, open_rows)
    yield _opened(case, found)


def _maintained(case: Case, found: Sequence[Topic], open_rows: Sequence[tuple[Entry, str]]) -> Fact:
    """Topics with an item in the year; every doubt makes it a lower bound."""
    kept = [topic for topic in found if topic.items]
    evidence = tuple(
        Evidence(
            topic.columns[0].line.url,
            title=topic.name,
            date=_newest(topic),
            quote=f"本年度 {len({row.key for row in topic.items})} 条",
            column=topic.name,
        )
        for topic in kept
    )
    left_out = _questions(case, found, open_rows)
    reason = "；".join(_doubts(case, found, open_rows))
    if reason and not kept:
        return Fact(_KEPT, None, Outcome.UNKNOWN, (), reason, _SCOPE, left_out=left_out)
    if reason:
        return Fact(_KEPT, len(kept), Outcome.PARTIAL, evidence, reason, _SCOPE, left_out=left_out)
    read = tuple(
        Evidence(column.line.url, title=column.line.name, quote="本年度 0 条")
        for topic in found
        for column in topic.columns
    )
    return Fact(_KEPT, len(kept), Outcome.OBSERVED, evidence or read, "", _SCOPE, left_out=left_out)


def _doubts(
    case: Case, found: Sequence[Topic], open_rows: Sequence[tuple[Entry, str]]
) -> list[str]:
    said = crawl_doubts(case)
    unsure = [topic.name for topic in found if not topic.items and not topic.is_sure]
    if unsure:
        said.append(f"专题{_list(unsure)}没有采全，不知道本年度是否更新")
    if open_rows:
        names = [row.title for row, _ in open_rows]
        said.append(f"目录上的专题{_list(names)}在别的网站或没有打开，请人工判断")
    lists = [c for c in directories(case) if c.line.kind is not Kind.AGGREGATE]
    if not lists or not all(column.is_sure for column in lists):
        said.append("专题目录没有采全，可能还有没看到的专题")
    return said


def _questions(
    case: Case, found: Sequence[Topic], open_rows: Sequence[tuple[Entry, str]]
) -> tuple[LeftOut, ...]:
    """Topics that hold only external links or did not open: for a person."""
    rows = [Evidence(row.url, title=row.title, quote=why, href=row.href) for row, why in open_rows]
    rows += [
        Evidence(topic.columns[0].line.url, title=topic.name, quote="只有外链")
        for topic in found
        if not topic.items
        and (any(c.rows.external for c in topic.columns) or _only_links(case, topic))
    ]
    return (LeftOut("doubtful", len(rows), tuple(rows[:50])),) if rows else ()


def _only_links(case: Case, topic: Topic) -> bool:
    """Whether every row of a topic leads to another site."""
    rows = [row for column in topic.columns for row in column.rows.every]
    return bool(rows) and not any(not r.entry.url or case.own(r.entry.url) for r in rows)


def _opened(case: Case, found: Sequence[Topic]) -> Fact:
    """Opened in the year, by the printed date or by the first item: a proposal."""
    printed = _printed_dates(case)
    opened: list[Evidence] = []
    open_ends = []
    found = [topic for topic in found if not _only_links(case, topic)]
    for topic in found:
        told = next(
            (printed[k] for c in topic.columns if (k := urls.canonical(c.line.url)) in printed),
            _said_inside(case, topic),
        )
        first = told or topic.first
        earliest = topic.opened_before
        if first is None and (earliest is None or earliest.year >= case.year):
            open_ends.append(topic.name)
        elif first is not None and first.year == case.year:
            word = "目录或专题页所印日期" if told else "第一条信息的日期"
            url = topic.columns[0].line.url
            opened.append(Evidence(url, title=topic.name, date=first.isoformat(), quote=word))
    reason = "按专题的第一条信息推断，请核对开设时间"
    if open_ends:
        reason = f"专题{_list(open_ends)}看不出开设时间；其余{reason}"
    evidence = tuple(opened) or tuple(
        Evidence(topic.columns[0].line.url, title=topic.name, quote="早于或晚于本年度开设")
        for topic in found
    )
    if len(open_ends) == len(found):
        why = "看不出各专题的开设时间" if found else "目录上的专题只有外链，请人工判断"
        return Fact(_OPENED, None, Outcome.UNKNOWN, reason=why)
    return Fact(_OPENED, len(opened), Outcome.ESTIMATE, evidence, reason, _SCOPE_OPENED)


def _printed_dates(case: Case) -> dict[str, date]:
    """Dates beside topics in their directories, by canonical address."""
    rows = listed(case, summed_up=True)
    return {urls.canonical(entry.url): entry.date for entry in rows if entry.date}


def _said_inside(case: Case, topic: Topic) -> date | None:
    """The day of opening that a page of the topic prints (开设时间：…), the earliest of several."""
    pages = [case.store.answer(column.line.url)[0] for column in topic.columns]
    texts = [visible_text(PageDom(p.final_url, p.text).root) for p in pages if p and p.text]
    said = [m[1] for text in texts for m in _SAYS_OPENED.finditer(text)]
    return min((found.date for one in said for found in dates.find_dates(one)[:1]), default=None)


def _newest(topic: Topic) -> str:
    days = [row.date for row in topic.items if row.date]
    return max(days).isoformat() if days else ""


def _list(names: Sequence[str]) -> str:
    shown = "、".join(f"“{name}”" for name in list(dict.fromkeys(names))[:_NAMED])
    return f"{shown}等 {len(names)} 个" if len(names) > _NAMED else shown


AUDIT = Audit(id="special_columns", title="专栏专题", fields=(_KEPT, _OPENED), run=run)
