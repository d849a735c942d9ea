"""One item of a survey column: what its title and its page say of it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from lxml.html import HtmlElement

from audits.case import Case
from audits.entries import dom_of
from audits.opinions import opinions_told
from audits.periods import Period, labelled_period, read_period
from audits.rowcount import CountedRow
from audits.surroundings import Surrounding
from audits.surveytitles import key_of
from crawler import urls
from crawler.pages.dom import anchor_text, fold, visible_strings
from crawler.records import DateSource

_SHOWN_RESULT = re.compile(
    r"(?<!公布)(?<!公开)(?<!公示)(?<!反馈)(?:结果反馈|反馈结果|(?:意见|建议)?采纳情况|征集结果|征集反馈|反馈情况|调查结果|投票结果|处理结果"
    r"|(?:征集|征求意见|调查|意见)结果公[布示开])"
    # a label or the head of a block; 征集结果作为修订依据 says nothing of it
    r"(?:公布|公开|公示|反馈|公告|说明)?(?:\s*[:：】\])）]\s*|\s+|(?=如下|显示|表明)|(?<=情况)(?=如下))"
    r"(?!暂无|无|尚未|未|将|待|即将|另行|会|请|后|查看|点击|更多|返回)\S{4}"
)
_TAKEN_UP = re.compile(
    r"(?:已经?|均已?|予以|全部|部分)(?:被)?(?:采纳|吸收)|采纳了?\s*\d+\s*[条项]|未予采纳|不予采纳"
)
_RESULT_LINK = re.compile(
    r"^\W*(?:点击|查看|公布|公示|征集|调查|投票|统计|问卷|意见|反馈|采纳|本次|活动)*(?:结果|采纳情况|反馈情况|统计|报告)(?:反馈|公布|公示|公告|查看|统计)?\W*$"
)
_FIELD = re.compile(
    r"(?:开始|结束|起止|截止|征集|调查|收到|参与|意见|建议)(?:时间|日期|意见|建议|数量?|条数|人数)*[:：]?$"
)
_SEVERAL = 3  # pages on which the same words are no coincidence
_BESIDE = 40  # characters beside a result in which its day may stand


@dataclass(frozen=True, slots=True)
class Survey:
    """One item of a survey column; ``key`` is what its title shares with its result notice.

    ``opened`` False: its page was not read, so nobody knows what it says. ``beside`` are the words
    of its row, ``told_at`` where a link on its page or in its row, named as what came of it, leads.
    ``tally`` is how many opinions the server told its page; 0 for none.
    """

    row: CountedRow
    column: str
    key: str
    text: str
    opened: bool
    pieces: tuple[str, ...] = ()
    beside: str = ""
    told_at: str = ""
    tally: int = 0


def read_survey(case: Case, row: CountedRow, column: str) -> Survey:
    """A row with what its page says, as far as it was opened."""
    page, _ = case.store.answer(row.entry.url)
    pieces: tuple[str, ...] = ()
    told_at = ""
    if page is not None:
        dom = dom_of(page)
        root = dom.root
        menu = frozenset(a for a in root.iter("a") if anchor_text(a) in case.menu)
        told = (fold(piece) for piece in visible_strings(root, without=menu))
        pieces = tuple(piece for piece in told if piece and piece not in case.furniture)
        led = (a.get("href") for a in root.iter("a") if a not in menu and _leads_to_result(a))
        told_at = urls.join(dom.base, next(led, None) or "", fragment=True)
    key, text = key_of(row.entry.title), " ".join(pieces)
    return Survey(row, column, key, text, page is not None, pieces, "", told_at, _tally(case, row))


def _tally(case: Case, row: CountedRow) -> int:
    """How many opinions the server told the survey's page; 0 where it told none."""
    key = urls.canonical(row.entry.url) if row.entry.url else ""
    told = [p.detail for p in case.store.probes("tally") if urls.canonical(p.url) == key]
    return max((int(number) for number in told if number.isdecimal()), default=0)


def leads_to_result(words: str) -> bool:
    """Whether a link beside or on a survey is called 查看结果 or the like."""
    return bool(_RESULT_LINK.match(words))


def _leads_to_result(anchor: HtmlElement) -> bool:
    """Whether a link of a survey's page is named as its result and goes anywhere."""
    href = (anchor.get("href") or "").strip()
    return bool(href) and leads_to_result(anchor_text(anchor))


def with_row(item: Survey, around: Mapping[str, Surrounding]) -> Survey:
    """The item with what its row in the list says beside the title."""
    told = around.get(item.row.entry.url)
    if told is None:
        return item
    buttons = [to for words, to in told.links if leads_to_result(words)]
    return replace(item, beside=told.text, told_at=next(iter(buttons), item.told_at))


def without_common(items: Sequence[Survey]) -> list[Survey]:
    """The items without the words that stand on every page of at least three: a side block's."""
    held = [frozenset(item.pieces) for item in items if item.opened]
    if len(held) < _SEVERAL:
        return list(items)
    common = frozenset(p for p in frozenset.intersection(*held) if not _FIELD.match(p))
    return [
        replace(item, text=" ".join(piece for piece in item.pieces if piece not in common))
        for item in items
    ]


def period_of(item: Survey) -> Period:
    """From when to when a survey was open, as its page says."""
    day = item.row.date
    row = read_period(item.row.entry.raw_date, day.year if day else None)
    return row if row.start else read_period(item.text, day.year if day else None)


def is_dated_by_its_end(item: Survey) -> bool:
    """Whether the day of a row is the last day of its survey or later, and the first is another.

    A later one is the day of what came of it, printed on the page of a survey without its own.
    """
    period, day = period_of(item), item.row.date
    if item.row.source is DateSource.INFERRED:
        return True
    if period.start is None or period.end is None or day is None:
        return False
    return day >= period.end != period.start


def began_before(item: Survey) -> bool:
    """Whether a row counted by its last day began in another year."""
    start, day = period_of(item).start, item.row.date
    return (
        is_dated_by_its_end(item)
        and start is not None
        and day is not None
        and start.year != day.year
    )


def is_of_two_years(item: Survey) -> bool:
    """Whether a row was published in one year and its survey began in another."""
    start, day = period_of(item).start, item.row.date
    is_labelled = labelled_period(item.text, None).start is not None or bool(
        item.row.entry.raw_date
    )
    return start is not None and day is not None and is_labelled and start.year != day.year


def shows_result(survey: Survey) -> bool:
    """Whether a survey's own page shows what came of it, or how much came in and was taken up."""
    told = bool(opinions_told(survey.text) - {0}) and bool(_TAKEN_UP.search(survey.text))
    return told or bool(_SHOWN_RESULT.search(survey.text))


def hints_at_result(survey: Survey) -> bool:
    """Whether a page without a result speaks of one: of opinions taken up or none, or by a link."""
    if shows_result(survey):
        return False
    is_told = bool(_TAKEN_UP.search(survey.text)) or 0 in opinions_told(survey.text)
    return bool(survey.told_at) or is_told


def result_year(survey: Survey) -> int | None:
    """The year beside the result that a survey's page shows; None where no day is printed."""
    shown = _SHOWN_RESULT.search(survey.text)
    near = survey.text[shown.start() : shown.start() + _BESIDE] if shown else ""
    day = re.search(r"(20\d{2})\s*[-./年]", near)
    return int(day[1]) if day else None


def numbers_told(item: Survey) -> frozenset[int]:
    """The numbers of opinions that a page says came in; 0 where it says that none did."""
    printed = opinions_told(item.text) | opinions_told(item.beside)
    return printed | {item.tally} if item.tally else printed


def is_amendment_of(item: Survey, surveys: Sequence[Survey]) -> bool:
    """Whether one of the surveys is about the same paper."""
    paper = _paper(item.row.entry.title)
    return bool(paper) and any(_paper(s.row.entry.title) == paper for s in surveys)


def paired(results: Sequence[Survey], surveys: Sequence[Survey]) -> list[Survey]:
    """The results, those whose title names the paper of just one survey before them as its result.

    ``surveys`` are all of the column, of any year.
    """
    keys = {item.key for item in surveys}
    by_paper: dict[str, list[Survey]] = {}
    for item in surveys:
        if paper := _paper(item.row.entry.title):
            by_paper.setdefault(paper, []).append(item)
    found = []
    for result in results:
        paper = _paper(result.row.entry.title)
        asked = by_paper.get(paper, [])
        if len({item.key for item in asked}) > 1 and result.key == key_of(paper):
            found.append(replace(result, key=f"?{paper}"))  # of which of them nobody can tell
        elif result.key not in keys and len(asked) == 1 and _is_before(asked[0], result):
            found.append(replace(result, key=asked[0].key))
        else:
            found.append(result)
    return found


def _paper(title: str) -> str:
    """The name of the paper a title is about, without the marks of a draft."""
    names = re.findall(r"《([^《》]{4,})》", title)
    return (
        re.sub(r"[(（][^()（）]*稿[)）]|草案|征求意见稿|\W", "", names[0])
        if len(names) == 1
        else ""
    )


def _is_before(asked: Survey, told: Survey) -> bool:
    first, last = asked.row.date, told.row.date
    return first is None or last is None or first <= last


def is_timed(item: Survey) -> bool:
    """Whether a row or its page says behind labels from when to when it was open."""
    told = labelled_period(item.row.entry.raw_date, None), labelled_period(item.beside, None)
    return any(p.start and p.end for p in (*told, labelled_period(item.text, None)))
