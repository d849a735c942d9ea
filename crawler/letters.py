"""What may be known of a citizen's letter: its dates and its state, read from its page.

Nothing else of the page leaves this module; the text is dropped where it is read.
"""

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache

from crawler import dates
from crawler.articles import read_article
from crawler.dom import PageDom, visible_text
from crawler.resources import config_folder

_DAY = r"\s*[:：】\]]?\s*((?:19|20)\d{2}\s*[-./年]\s*\d{1,2}\s*[-./月]\s*\d{1,2})"
_QUESTION = re.compile(r"(?:^|\s)[【\[]?\s*(?:问|问题|网友提问|咨询|来信)\s*[】\]]?\s*[:：]")
_ANSWER = re.compile(r"(?:\s)[【\[]?\s*(?:答|回答|答复|回复|解答)\s*[】\]]?\s*[:：]")
_REPLY_TEXT = 8  # characters that make a reply
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


@dataclass(frozen=True, slots=True)
class ReadLetter:
    """Dates and state of one letter; ``answered`` None when the page does not tell.

    ``published`` is the PubDate of the page, if it has one.
    """

    received: date | None
    replied: date | None
    published: date | None
    answered: bool | None
    state: str


@cache
def letter_words() -> LetterWords:
    """Load the word lists once."""
    file = config_folder() / "lexicon" / "letters.toml"
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    return LetterWords(
        tuple(data["received"]),
        tuple(data["replied"]),
        tuple(data["states"]),
        frozenset(data["answered"]),
        tuple(data["marks"]),
        tuple(data["reply"]),
        frozenset((*data["kept"], *data["received"], *data["replied"], *data["states"])),
    )


def looks_like_letter(page: PageDom) -> bool:
    """Whether a page is laid out as one letter: a date of receipt and two labels of letters."""
    words = letter_words()
    if not any(word in page.text for word in words.received):
        return False
    text = visible_text(page.root)
    marks = [word for word in words.marks if word in text]
    return _dated(text, words.received, None) is not None and len(marks) >= _MARKS_ENOUGH


def read_letter(page: PageDom, year: int) -> ReadLetter:
    """The dates and the state of the letter a page shows."""
    words = letter_words()
    text = visible_text(page.root)
    received = _dated(text, words.received, year)
    replied = _dated(text, words.replied, year)
    article = read_article(page.text, year)
    published = article.date if article.has_meta else None
    state = next((word for word in words.states if word in text), "")
    answered = _answered(text, words, replied, state)
    return ReadLetter(received, replied, published, answered, state)


def _answered(text: str, words: LetterWords, replied: date | None, state: str) -> bool | None:
    """A reply date, a reply's text, or the printed state; None when nothing tells."""
    if replied is not None or state in words.answered:
        return True
    for label in words.reply:
        found = re.search(rf"{label}\s*[:：】\]]?\s*(\S.{{0,40}})", text)
        if (
            found
            and len(found[1]) >= _REPLY_TEXT
            and not re.match(r"[:：]|时间|日期|单位|部门|状态|暂无|无", found[1])
        ):
            return True
    if _QUESTION.search(text) and _ANSWER.search(text):
        return True
    return False if state else None


def _dated(text: str, labels: tuple[str, ...], year: int | None) -> date | None:
    """The first date behind one of the labels."""
    for label in labels:
        spaced = r"\s*".join(label)
        found = re.search(rf"{spaced}{_DAY}", text)
        if found:
            day = dates.parse_pubdate(re.sub(r"\s", "", found[1]), year)
            if day is not None:
                return day
    return None
