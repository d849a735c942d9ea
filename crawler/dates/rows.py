"""The date of one row of a list, out of the row's texts in document order."""

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from itertools import pairwise

from crawler.dates.calendar import day_of, is_month_day
from crawler.dates.text import FoundDate, find_dates, fold, month_day, only_date


class RowDateKind(StrEnum):
    """What a row shows: a full date, one without its year, only the day of signing, or none."""

    FULL = "full"
    MONTH_DAY = "month_day"
    SIGNING = "signing"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class RowDate:
    """The date of a row.

    ``date`` is the publish date (``kind`` full) or, for ``signing``, the 成文日期 as the only
    one shown. ``month_day`` is set for that kind alone. ``signing`` is set whenever the row
    shows it. ``others`` are further dates that could have been meant: different years there
    are a doubt. ``label`` is the word before the date, if any (发布时间, 更新日期 …). A row that
    shows no date of its own but from when to when something is open has those words as ``raw``.
    """

    date: datetime.date | None
    raw: str
    kind: RowDateKind
    month_day: tuple[int, int] | None = None
    signing: datetime.date | None = None
    others: tuple[datetime.date, ...] = ()
    label: str = ""


class _Rank(IntEnum):
    """How sure a place is; the highest wins, within it the last in the row."""

    BESIDE_TEXT = 1
    REPLY = 2
    UPDATE = 3
    IN_TEXT = 4
    ALONE = 5
    LABELLED = 6


@dataclass(frozen=True, slots=True)
class _Candidate:
    rank: _Rank
    found: FoundDate
    label: str


_SIGNING = re.compile("成文|签发|生成|制发|印发|落款")
_NOT_PUBLISHING = re.compile(
    "截止|截至|结束|生效|实施|施行|废止|失效|有效|开始|起止|起始|征集|访谈|会议|活动|报名|到期|"
    "来信|写信|提交|受理|留言|咨询|办理期|公示期"
)
_REPLY = re.compile("答复|回复|办结|反馈")
_UPDATE = re.compile("更新|修改|修订")
_PUBLISHING = re.compile("发布|发文|公开|发表|公布|上传|录入|发稿|添加|时间|日期")
_LABEL_END = re.compile(r"([\u4e00-\u9fff]{2,10})\s*:?\s*[\[(（【]?\s*\Z")
_LABEL_NODE = re.compile(r"[\[(（【]?(?:[\u4e00-\u9fff]{0,8}(?:时间|日期|期至)|[^:]{0,40}:)\s*\Z")
_META = re.compile("来源|作者|浏览|点击|阅读|编辑|责任|发布|访问")
_SENTENCE = re.compile("[，。；！？]")
_HAN = re.compile("[\u4e00-\u9fff]")
_MAY_HOLD_DATE = re.compile(r"[0-9０-９月]")
_TO = re.compile(r"(?:至|到|起?至|-{1,2}|~|～)")
_SPAN_LENGTH = 60  # characters of a piece of a row that says from when to when
_BRACKETED_END = re.compile(r"[\[［【]\s*([^\[［【]{6,30}?)\s*[\]］】]\s*\Z")
_FRAGMENT = re.compile(r"[0-9年月日/.\- ]{1,10}")
_DAY_ALONE = re.compile(r"(0[1-9]|[12][0-9]|3[01])日?|([1-9])日")
_YEAR_MONTH = re.compile(r"([0-9]{4})\s*(?:[-/.]|年)\s*([0-9]{1,2})月?")
_YEAR_ALONE = re.compile(r"([0-9]{4})年?")


def row_date(nodes: Sequence[str], *, title: str = "", year: int | None = None) -> RowDate:
    """Read a row's date from its text nodes.

    A node that is nothing but a date wins, the last one of them; a label before it (in the
    same node or the node before) is taken into account. Dates of the title are never used.
    Give ``title`` whenever it is known; else the node with most Han characters is taken for it.
    A caller that knows a table's heads can put them before the cells: 成文日期：2024-01-02.
    """
    title_at, rest = _without_title(_with_spans(nodes), title)
    found = list(_candidates(rest, year))
    signing = [each for each in found if _SIGNING.search(each.label)]
    publishing = [each for each in found if each not in signing]
    signed = signing[-1].found.date if signing else None
    if not publishing and (joined := _joined(rest, title_at, year)):
        publishing = [_Candidate(_Rank.ALONE, joined, "")]
    if publishing:
        best = max(enumerate(publishing), key=lambda pair: (pair[1].rank, pair[0]))[1]
        others = {
            each.found.date
            for each in publishing
            if each.rank >= _Rank.ALONE or best.rank < _Rank.ALONE
        }
        others.discard(best.found.date)
        kind = RowDateKind.FULL
        raw, label = best.found.raw, best.label
        return RowDate(best.found.date, raw, kind, None, signed, tuple(sorted(others)), label)
    for node in reversed(rest):
        if _MAY_HOLD_DATE.search(node) and (pair := month_day(node)):
            return RowDate(None, node.strip(), RowDateKind.MONTH_DAY, pair, signed)
    if signing:
        last = signing[-1]
        return RowDate(signed, last.found.raw, RowDateKind.SIGNING, None, signed, (), last.label)
    return RowDate(None, _span_words(rest, year), RowDateKind.NONE)


def _with_spans(nodes: Sequence[str]) -> list[str]:
    """The nodes with 2024-01-02 | 至 | 2024-02-02 in one: neither is the day of publishing."""
    joined: list[str] = []
    for node in nodes:
        links = len(joined) > 1 and _TO.fullmatch(fold(joined[-1]).strip())
        if links and only_date(joined[-2]) and only_date(node):
            joined[-2:] = [f"{joined[-2].strip()} 至 {node.strip()}"]
        else:
            joined.append(node)
    return joined


def _span_words(rest: Sequence[str], year: int | None) -> str:
    """The pieces of a row that say when something begins or ends, each with its label."""
    told: list[str] = []
    for before, node in pairwise(["", *rest]):
        if len(node) > _SPAN_LENGTH or not _MAY_HOLD_DATE.search(node):
            continue
        label = before.strip() if _LABEL_NODE.search(fold(before).strip()) else ""
        found = find_dates(node, year)
        if found and (len(found) > 1 or _NOT_PUBLISHING.search(f"{label}{node}")):
            told.append(f"{label}{node.strip()}")
    return " ".join(told[:2])


def _without_title(nodes: Sequence[str], title: str) -> tuple[int, list[str]]:
    """Return where the title stands (-1: nowhere) and the nodes with the title taken out."""
    rest = list(nodes)
    if title := title.strip():
        stem = title.rstrip(".… ")
        title_at = -1
        for index, node in enumerate(rest):
            text = node.strip()
            if title in node:
                rest[index] = node.replace(title, " ", 1)
            elif len(text) >= 6 and text.rstrip(".… ") and stem.startswith(text.rstrip(".… ")):
                rest[index] = ""
            else:
                continue
            title_at = index if title_at < 0 else title_at
        return title_at, rest
    lengths = [len(_HAN.findall(node)) if len(node) > 3 else 0 for node in rest]
    longest = max(lengths, default=0)
    if longest < 4:
        return -1, rest
    title_at = lengths.index(longest)
    if only_date(rest[title_at]) is None:
        end = _BRACKETED_END.search(rest[title_at])
        rest[title_at] = end[1] if end and len(rest) == 1 else ""
    return title_at, rest


def _candidates(rest: list[str], year: int | None) -> Iterator[_Candidate]:
    carried = ""
    for node in rest:
        if not _MAY_HOLD_DATE.search(node):
            carried = node if len(node) < 60 else ""
            continue
        before = fold(carried)
        label_before = before if _LABEL_NODE.search(before.strip()) else ""
        carried = ""
        alone = only_date(node, year) or only_date("".join(node.split()), year)
        if alone:
            label = _label(fold(node[: alone.start]), label_before)
            if (rank := _rank_of_label(label, _Rank.ALONE)) is not None:
                yield _Candidate(rank, alone, label)
            continue
        yield from _embedded(node, label_before, year)


def _embedded(node: str, label_before: str, year: int | None) -> Iterator[_Candidate]:
    found = find_dates(node, year)
    if not found or len(node) > 200:
        return
    folded, last_end = fold(node), 0
    for each in found:
        label = _label(folded[last_end : each.start], label_before if last_end == 0 else "")
        last_end = each.end
        if _PUBLISHING.search(label) or _SIGNING.search(label):
            if (rank := _rank_of_label(label, _Rank.IN_TEXT)) is not None:
                yield _Candidate(min(rank, _Rank.IN_TEXT), each, label)
        elif len(found) == 1 and not label and _is_beside_short_text(node, each):
            yield _Candidate(_Rank.BESIDE_TEXT, each, "")


def _is_beside_short_text(node: str, found: FoundDate) -> bool:
    """Accept 来源：商务局 2024-01-02 浏览：12 and 商务局 2024-01-02, not a sentence."""
    remainder = node[: found.start] + " " + node[found.end :]
    if _SENTENCE.search(remainder):
        return False
    edges = node[max(found.start - 1, 0) : found.start] + node[found.end : found.end + 1]
    if any(_HAN.match(character) for character in edges):
        return False
    words = len(_HAN.findall(remainder))
    return words <= 12 or (words <= 30 and _META.search(remainder) is not None)


def _label(before: str, label_before: str) -> str:
    """Return the word that introduces a date, or "": only one that speaks of dates counts."""
    text = before.strip()
    found = _LABEL_END.search(text) if text else None
    if found is None and not text.strip("[(（【 "):
        found = _LABEL_END.search(label_before)
    if found is None:
        return ""
    word = found[1]
    patterns = (_SIGNING, _NOT_PUBLISHING, _REPLY, _UPDATE, _PUBLISHING)
    return word if any(pattern.search(word) for pattern in patterns) else ""


def _rank_of_label(label: str, unlabelled: _Rank) -> _Rank | None:
    """Rank a labelled date; None for a date that is no publish date (截止时间 …)."""
    if not label:
        return unlabelled
    if _SIGNING.search(label):
        return _Rank.LABELLED
    if _NOT_PUBLISHING.search(label):
        return None
    if _REPLY.search(label):
        return _Rank.REPLY
    return _Rank.UPDATE if _UPDATE.search(label) else _Rank.LABELLED


def _joined(rest: list[str], title_at: int, year: int | None) -> FoundDate | None:
    """Put a date together that is spread over neighbouring nodes (a big 02 over 2024-01)."""
    texts = [fold(node).strip() for node in rest]
    for index, text in enumerate(texts):
        if not text or not _FRAGMENT.fullmatch(text):
            continue
        for size in range(5, 1, -1):
            window = texts[index : index + size]
            if len(window) == size and all(_FRAGMENT.fullmatch(each) for each in window):
                whole = only_date("".join(window), year)
                if whole and whole.exact:
                    return whole
        if index + 1 < len(texts) and (
            day := _from_pair(text, texts[index + 1], index + 1 < title_at, year)
        ):
            raw = f"{text} {texts[index + 1]}"
            return FoundDate(day, raw, 0, len(raw))
    return None


def _from_pair(
    first: str, second: str, is_before_title: bool, year: int | None
) -> datetime.date | None:
    """Read day + year-month anywhere; the other orders only before the title.

    Behind it a second number may be a count of visits, and 2024 visits must not make a year.
    """
    pairs = [(first, second)] + ([(second, first)] if is_before_title else [])
    for small, large in pairs:
        day, whole = _DAY_ALONE.fullmatch(small), _YEAR_MONTH.fullmatch(large)
        if day and whole:
            return day_of(int(whole[1]), int(whole[2]), int(day[1] or day[2]), year)
        pair, alone = month_day(small), _YEAR_ALONE.fullmatch(large)
        if pair and alone and (is_before_title or large.endswith("年")) and is_month_day(*pair):
            return day_of(int(alone[1]), *pair, year)
    return None
