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
from crawler import urls
from crawler.pages.dom import anchor_text, fold, visible_strings
from crawler.records import DateSource

_RESULT = re.compile(
    r"结果|反馈|采纳|情况(?:的?(?:通报|公告|说明|公示|汇总))?$|汇总表?$|意见的?(?:回复|处理)"
    r"|(?:调查|征集|问卷|测评|评议|听证会?)(?:活动)?的?(?:分析|统计|汇总|总结)*(?:报告|总结|分析|统计|小结|笔录|纪要)书?$"
    r"|(?:未|没有|无)(?:收到|征集到|收集到|征求到)?.{0,8}(?:意见|建议)(?:建议)?的?(?:公告|公示|通告|通报|说明|函|情况)?$"
    r"|(?:获奖|入围|中选|入选|当选).{0,6}(?:名单|公示|公告|揭晓|通报)"
)
_NO_RESULT = re.compile(r"(?:起草|编制|制定|修订)的?(?:有关|相关)?情况|反馈(?:意见)?表")
_QUOTED = re.compile(r"《[^《》]*》|“[^“”]*”")
_ASKED_FOR = re.compile(r"意见|建议|线索|问题")
ASKING = re.compile(r"征[求集]|调查问卷|问卷调查|网上调查|听证|献策")
_FILLER = re.compile(
    r"关于|公开|征[求集]|意见|建议|的|公告|通知|通告|结果|反馈|情况|采纳|公示|社会|公众|启事|稿|说明|通报|汇总|[\W_]"
)
_POLLING = re.compile(r"调查|问卷|公布|发布")
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
_AMENDS = re.compile(
    r"延长.{0,40}(?:征[求集]|意见).{0,8}(?:时间|期限|日期)|征[求集].{0,8}(?:时间|期限|活动|公告|启事)的?延[长期]|更正|补充(?:公告|通知|说明)"
    r"|(?:终止|取消|撤[回销]|暂停).{0,40}征[求集]"
    r"|(?:起草|编制|制定|修订)的?(?:有关|相关|工作)?(?:情况)?的?说明$|反馈(?:意见)?表$|解读$"
)
_RESULT_LINK = re.compile(
    r"^\W*(?:点击|查看|公布|公示|征集|调查|投票|统计|问卷|意见|反馈|采纳|本次|活动)*(?:结果|采纳情况|反馈情况|统计|报告)(?:反馈|公布|公示|公告|查看|统计)?\W*$"
)
_FIELD = re.compile(
    r"(?:开始|结束|起止|截止|征集|调查|收到|参与|意见|建议)(?:时间|日期|意见|建议|数量?|条数|人数)*[:：]?$"
)
_SEVERAL = 3  # pages on which the same words are no coincidence
_BESIDE = 40  # characters beside a result in which its day may stand
_TOLD = re.compile(r"征[求集]|调查|问卷|投票|评议|测评|听证|献策")
_SURVEY = re.compile(r"征[求集]|调查|问卷|投票|评议|意见|建议|测评|听证|献策")
_OF_ITS_OUTCOME = re.compile(
    r"结果|采纳|报告|总结|小结|笔录|纪要|名单|揭晓|(?:意见|建议|征[求集]|调查|问卷|测评|评议|投票|听证)(?:公开|活动)?的?"
    r"(?:征[求集]|收集)?的?(?:反馈|情况|回复|处理|汇总|统计|分析|公示|公告|通报)"
)
_NAME = re.compile(r"《[^《》]*》")


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


def key_of(title: str) -> str:
    """What a title shares with that of its result; the words of polls go where others are left."""
    key = _FILLER.sub("", title)
    return _POLLING.sub("", key) or key


def is_result(title: str) -> bool:
    """Whether a title announces what came of a survey.

    Names of papers aside, which may speak of results themselves, as may what stands before the
    asking: 考核结果管理办法征求意见 asks, 征求意见结果 tells.
    """
    bare = _NO_RESULT.sub("", _QUOTED.sub("", title))
    found = [match.start() for match in _RESULT.finditer(bare)]
    asked = max((match.start() for match in ASKING.finditer(bare)), default=-1)
    return bool(found) and (asked <= found[-1])


def may_ask(title: str) -> bool:
    """Whether a title of a result may ask for it instead: 征求考核结果意见 asks for opinions."""
    bare = _QUOTED.sub("", title)
    ends = [match.end() for match in _RESULT.finditer(bare)]
    return bool(ends) and bool(_ASKED_FOR.search(bare, ends[-1]))


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
    """Whether a page without a result speaks of one: of opinions taken up, or by a link."""
    if shows_result(survey):
        return False
    return bool(survey.told_at) or bool(_TAKEN_UP.search(survey.text))


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


def amends(title: str) -> bool:
    """Whether a title only prolongs, corrects, ends or explains a survey: it is none of its own."""
    return bool(_AMENDS.search(_QUOTED.sub("《》", title)))


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


def is_vague(title: str) -> bool:
    """Whether nobody can tell a title of a result from one that asks."""
    return not (_TOLD.search(title) and _OF_ITS_OUTCOME.search(title)) or may_ask(title)


def is_timed(item: Survey) -> bool:
    """Whether a row or its page says behind labels from when to when it was open."""
    told = labelled_period(item.row.entry.raw_date, None), labelled_period(item.beside, None)
    return any(p.start and p.end for p in (*told, labelled_period(item.text, None)))


def asks(title: str) -> bool:
    """Whether a title asks for something; a decree may be called 意见 itself."""
    bare = _NAME.sub("", title)
    return bool(_TOLD.search(title)) or (bool(_SURVEY.search(bare)) and "印发" not in bare)
