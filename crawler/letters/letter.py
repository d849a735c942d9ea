"""What may be known of a citizen's letter: its dates and its state, read from its page.

Nothing else of the page leaves this module; the text is dropped where it is read.
"""

import hashlib
import re
import tomllib
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from crawler import dates
from crawler.letters.headedcells import headed_cells
from crawler.letters.lettersigns import mark_of, unit_of
from crawler.letters.scripted import written_out
from crawler.pages.articles import read_article
from crawler.pages.dom import PageDom, visible_strings, visible_text
from crawler.resources import config_folder

_DAY = r"\s*[:：】\]]?\s*((?:19|20)\d{2}\s*[-./年]\s*\d{1,2}\s*[-./月]\s*\d{1,2})"
_QUESTION = re.compile(r"(?:^|\s)[【\[]?\s*(?:问|问题|网友提问|咨询|来信)\s*[】\]]?\s*[:：]")
_ANSWER = re.compile(r"(?:\s)[【\[]?\s*(?:答|回答|答复|回复|解答)\s*[】\]]?\s*[:：]")
_REPLY_TEXT = 8  # characters that make a reply
_TURNING = ("next", "previous", "first", "last")  # words of pager.toml that letters keep
_PUT_OFF = 14  # characters of an answer that only puts off
_LINE = 40  # characters of a line of labels
_SEVERAL = 2  # letters that make a page a list of them
# words before a label that make another day of it
_PROMISED = r"(?<!要求)(?<!承诺)(?<!预计)(?<!计划)(?<!期望)(?<!应)(?<!限)(?<!拟)(?<!转)"
_NOT_YET = re.compile(
    r"\W*(?:暂无|暂未|尚无|尚未|还未|没有|等待|正在|未)(?:作出|进行|予以)?(?:答复|回复|办理结果)(?:内容)?\W*"
)
_STATE_LABEL = (
    r"(?:(?:状态|进度|进展)(?:情况)?|(?:办理|处理|受理|答复|回复)情况)"
    r"(?:\s*[:：】\]]\s*|\s+)[【\[]?\s*"
)
_DOING = r"(?:办理|处理|受理|审核|审批|答复|回复|转办|交办|分办|办结)"
_WAITING = re.compile(rf"(?:正在|尚未|等待|待|未){_DOING}|{_DOING}中")
# 管理员回复（2025-01-02）：…; a reply that begins with a day tells of another one
_SIGNED = re.compile(
    r"\W*[\u4e00-\u9fff]{0,12}?(?:回复|答复|回答|解答)于?[\s:：]*[(（\[【]?\s*"
    r"((?:19|20)\d{2}\s*[-./年]\s*\d{1,2}\s*[-./月]\s*\d{1,2})\s*日?"
    r"(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?\s*(?:[)）\]】:：]|$)"
)
_EDGES = " \t\r\n:：|【】[]（）()<>《》\u3000\xa0"
_MARKS_ENOUGH = 2


@dataclass(frozen=True, slots=True)
class LetterWords:
    """The word lists of ``config/lexicon/letters.toml``."""

    received: tuple[str, ...]
    replied: tuple[str, ...]
    states: tuple[str, ...]
    answered: frozenset[str]
    marks: tuple[str, ...]
    reply: tuple[str, ...]
    kept: frozenset[str]
    written: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadLetter:
    """Dates and state of one letter; ``answered`` None when the page does not tell.

    ``published`` is the PubDate of the page, if it has one. ``unit`` is the authority named as
    answering; ``mark`` a hash of the letter's number, else of its text, empty without either.
    """

    received: date | None
    replied: date | None
    published: date | None
    answered: bool | None
    state: str
    unit: str = ""
    mark: str = ""


@cache
def letter_words() -> LetterWords:
    """Load the word lists once."""
    file = config_folder() / "lexicon" / "letters.toml"
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    pager = tomllib.loads(file.with_name("pager.toml").read_text(encoding="utf-8"))
    turning = [word for name in _TURNING for word in pager[name]]
    return LetterWords(
        tuple(data["received"]),
        tuple(data["replied"]),
        tuple(data["states"]),
        frozenset(data["answered"]),
        tuple(data["marks"]),
        tuple(data["reply"]),
        frozenset((*data["kept"], *data["received"], *data["replied"], *data["states"], *turning)),
        tuple(data["written"]),
    )


def looks_like_letter(page: PageDom) -> bool:
    """Whether a page is laid out as one letter: a date of receipt and two labels of letters.

    The letter may also stand in a string of a script that draws it.
    """
    return _shows_letter(page) or _shows_letter(written_out(page))


def letter_shown(page: PageDom) -> PageDom:
    """The page on which its letter can be read: itself, or with its scripts written out."""
    if _shows_letter(page):
        return page
    out = written_out(page)
    return out if _shows_letter(out) else page


def _shows_letter(page: PageDom) -> bool:
    words = letter_words()
    if not any(word in page.text for word in words.received):
        return False
    text = visible_text(page.root)
    marks = [word for word in words.marks if word in text]
    return (
        _dated(_lines(page), text, words.received, None) is not None and len(marks) >= _MARKS_ENOUGH
    )


def read_letter(page: PageDom, year: int) -> ReadLetter:
    """The dates and the state of the letter a page shows."""
    article = read_article(page.text, year)
    published = article.date if article.has_meta else None
    short = [said.strip() for said in visible_strings(page.root, frozenset({"a"}))]
    return _read(_lines(page), visible_text(page.root), short, year, published)


def folded_letters(page: PageDom, year: int) -> tuple[tuple[str, ReadLetter], ...]:
    """Letters that stand one below the other on one page: a hash of each, and what is told.

    Each begins where a label with the date of receipt begins a line; fewer than two are none.
    """
    words = letter_words()
    lines = _lines(page)
    starts = [n for n in range(len(lines)) if _labelled(lines, n, words.received, year)]
    starts = [n for n, other in zip(starts, [-3, *starts], strict=False) if n - other > 1]
    if len(starts) < _SEVERAL:
        return ()
    found = []
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        part = lines[start:end]
        text = " ".join(part)
        mark = hashlib.sha256(text.encode()).hexdigest()[:16]
        found.append((mark, _read(part, text, part, year, None)))
    return tuple(found)


def read_lines(lines: list[str], year: int) -> ReadLetter:
    """What the lines of one letter among others tell of it."""
    told = _read(lines, " ".join(lines), lines, year, None)
    if told.replied is not None:
        return told
    said = (f"{line} {after}" for line, after in zip(lines, [*lines[1:], ""], strict=False))
    found = next(filter(None, map(_SIGNED.match, said)), None)
    day = _day(found, year)
    return replace(told, replied=day, answered=True) if day else told


def _lines(page: PageDom) -> list[str]:
    told = [said.strip() for said in visible_strings(page.root) if said.strip()]
    return [*told, *headed_cells(page.root)]


def _read(
    lines: list[str], text: str, plain: list[str], year: int, published: date | None
) -> ReadLetter:
    """What ``lines`` tell of one letter; ``plain`` are those outside of links."""
    words = letter_words()
    short = [said for said in plain if 0 < len(said) <= _LINE]
    replied = _dated(lines, text, words.replied, year)
    state = _state(short, text, words)
    waits = any(_NOT_YET.fullmatch(said) for said in short)
    answered = _answered(text, words, replied, state, waits=waits)
    received = _dated(lines, text, words.received, year)
    return ReadLetter(received, replied, published, answered, state, unit_of(lines), mark_of(lines))


def _state(short: list[str], text: str, words: LetterWords) -> str:
    """The state a label names, else the only one that stands by itself: letters speak of any."""
    for found in re.finditer(_STATE_LABEL, text):
        told = text[found.end() : found.end() + 8]
        if word := next((word for word in words.states if told.startswith(word)), ""):
            return word
        first = re.split(rf"[{re.escape(_EDGES)}]", told, maxsplit=1)[0]
        if _WAITING.fullmatch(first):
            return first
    alone = {token.strip(_EDGES) for said in short for token in said.split()}
    shown = [word for word in words.states if word in alone]
    return shown[0] if len(shown) == 1 else ""


def _answered(
    text: str, words: LetterWords, replied: date | None, state: str, *, waits: bool
) -> bool | None:
    """A reply date, the printed state, a reply's text, a note; None when nothing tells."""
    if replied is not None or state in words.answered:
        return True
    if state:
        return False
    if (told := _told_below(text)) and _WAITING.search(told) and len(told) <= _PUT_OFF:
        return False  # 答：正在办理
    if _has_reply(text, words) or told:
        return True
    return False if waits else None


def _told_below(text: str) -> str:
    """The first sentence of the answer below a question; empty without one."""
    asked = _QUESTION.search(text)
    answer = _ANSWER.search(text, asked.end()) if asked else None
    return re.split(r"[。！!；;]", text[answer.end() :])[0].strip() if answer else ""


def _has_reply(text: str, words: LetterWords) -> bool:
    """Whether a label of replies stands before a text; a bare 答复 needs its colon."""
    for label in words.reply:
        colon = r"\s*[:：】\]]\s*" if len(label) < 4 else r"\s*[:：】\]]?\s*"
        for found in re.finditer(rf"{label}{colon}(\S.{{0,40}})", text):
            told = found[1]
            if _WAITING.match(told):
                continue
            if len(told) >= _REPLY_TEXT and not re.match(
                r"[:：]|时间|日期|单位|部门|状态|暂无|无", told
            ):
                return True
    return False


def _dated(lines: list[str], text: str, labels: tuple[str, ...], year: int | None) -> date | None:
    """The date behind one of the labels: where a label begins its line, else anywhere.

    A writer may speak of the date of another letter in the middle of a line.
    """
    for label in labels:
        for place in range(len(lines)):
            day = _labelled(lines, place, (label,), year)
            if day is not None:
                return day
    for label in labels:
        day = _day(re.search(rf"{_PROMISED}{_spaced(label)}{_DAY}", text), year)
        if day is not None:
            return day
    return None


def _labelled(
    lines: list[str], place: int, labels: tuple[str, ...], year: int | None
) -> date | None:
    """The date behind a label that begins a line."""
    for label in labels:
        if found := re.match(rf"\W*{_spaced(label)}", lines[place]):
            behind = " ".join([lines[place][found.end() :], *lines[place + 1 : place + 3]])
            day = _day(re.match(_DAY, _below_head(lines, place) or behind), year)
            if day is not None:
                return day
    return None


def _below_head(lines: list[str], place: int) -> str:
    """The day of a label that stands with one other in a table's head, above two days."""
    words = letter_words()
    label = rf"\W*(?:{'|'.join(map(_spaced, (*words.received, *words.replied)))})\W*"
    for first in {max(place - 1, 0), place}:
        heads, days = lines[first : first + 2], lines[first + 2 : first + 4]
        if (
            all(re.fullmatch(label, head) for head in heads)
            and len(days) == len(heads)
            and all(re.fullmatch(rf"{_DAY}.{{0,12}}", day) for day in days)
        ):
            return days[place - first]
    return ""


def _spaced(label: str) -> str:
    return r"\s*".join(label)


def _day(found: re.Match[str] | None, year: int | None) -> date | None:
    return dates.parse_pubdate(re.sub(r"\s", "", found[1]), year) if found else None
