"""What the names of columns mean: the word lists of ``config/lexicon``, asked by name.

Nothing is guessed: a name in two rows gives both boxes, a name in none gives none.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, ValidationError

from crawler.errors import ConfigError
from crawler.pages.cleaning import clean
from crawler.records import Kind
from crawler.resources import config_folder

Box = Literal[
    "items_overview",
    "items_affairs",
    "items_disclosure",
    "interpretation",
    "concern_responses",
    "special_columns",
    "messages",
    "surveys",
    "interviews",
    "services",
]
BOXES: tuple[str, ...] = get_args(Box)
_APPS = frozenset({"messages", "surveys", "interviews", "services", "search", "smart_qa"})
_MARKS = " \t·•▪■◆●><«»›‹|:,;.…-—_*★☆/"
_EDGES = _MARKS + "\"'“”‘’()[]【】〔〕「」『』《》〈〉"
_TALLY = re.compile(r"[(\[]\s*[0-9]+\s*[条个件篇]?\s*[)\]]\Z")
_DIRECTORY = re.compile(
    r"^(?:(?:19|20)\d{2}年?度?)?(?:热点|重点|工作|历史|往期|更多|网上|特色|本地|本局|近期|专题|全部|其他)*"
    r"(?:专题专栏|专栏专题|专题|专栏|专题列表|专题回顾|专题集锦|专题归档|归档专栏|专题报道|专题网站)$"
)
_TAIL = re.compile(r"(?:栏目|专栏|频道)\Z")
_QUALIFIER = re.compile(r"\([^()]{1,12}\)?\Z")  # 通知公告（稽查大队）
_SLUG_NUMBER = re.compile(r"(?:[_-]?[0-9]+)+\Z")
_LONGEST_HEAD = 12  # before an ending; longer names are titles of articles
_AND = re.compile("[与和及、]")
_PLACE = "[\u4e00-\u9fff]{2,8}"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Row(_Strict):
    topic: str
    box: Box | None = None
    kind: Literal["list", "single", "topic", "app"] | None = None
    frame: bool = False
    names: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    endings: tuple[str, ...] = ()


class _Columns(_Strict):
    row: tuple[_Row, ...]


class _Types(_Strict):
    types: dict[str, Box | Literal[""]]


class _Names(_Strict):
    names: tuple[str, ...]
    patterns: tuple[str, ...] = ()


class _Pager(_Strict):
    next: tuple[str, ...]
    previous: tuple[str, ...]
    first: tuple[str, ...]
    last: tuple[str, ...]
    more: tuple[str, ...]


class _Slugs(_Strict):
    frames: tuple[str, ...]
    boxes: dict[str, tuple[Box, ...]]


@dataclass(frozen=True, slots=True)
class NameMatch:
    """What a name was found as.

    ``boxes`` are in the order of the form and may be none (搜索). ``word`` is the entry that
    matched and ``how`` exact, pattern, ending, parts or "". ``topics`` are the rows of columns.toml
    (interpretation_products, search, report …).
    """

    boxes: tuple[str, ...] = ()
    word: str = ""
    how: str = ""
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pager:
    """Texts of the links that turn pages, in the form ``plain`` gives them."""

    next: frozenset[str]
    previous: frozenset[str]
    first: frozenset[str]
    last: frozenset[str]
    more: frozenset[str]


_Patterns = tuple[tuple[re.Pattern[str], str, int], ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All word lists, ready to be asked. Made by ``load_lexicon``."""

    pager: Pager
    _rows: tuple[_Row, ...]
    _names: MappingProxyType[str, tuple[int, ...]]
    _patterns: _Patterns
    _endings: MappingProxyType[str, tuple[int, ...]]
    _types: MappingProxyType[str, str]
    _upper: frozenset[str]
    _upper_patterns: tuple[re.Pattern[str], ...]
    _chrome: frozenset[str]
    _frame_slugs: frozenset[str]
    _slugs: MappingProxyType[str, tuple[str, ...]]

    def match(self, name: str) -> NameMatch:
        """Look a name up: whole, then by pattern, then by its longest safe ending."""
        key = normalise(name)
        for form in (key, _TAIL.sub("", key), _QUALIFIER.sub("", key)):
            if form and (found := self._names.get(form)):
                return self._answer(found, form, "exact")
        for shape, word, row in self._patterns:
            if shape.fullmatch(key):
                return self._answer((row,), word, "pattern")
        longest = 0 if "》" in key else _LONGEST_HEAD  # an item's title
        for start in range(1, min(len(key), longest + 1)):
            if found := self._endings.get(key[start:]):
                return self._answer(found, key[start:], "ending")
        parts = [self._names.get(part, ()) for part in _AND.split(key)]  # 政策图解与解读
        both = tuple(dict.fromkeys(sum(parts, ()))) if len(parts) > 1 and all(parts) else ()
        return self._answer(both, key, "parts") if both else NameMatch()

    def boxes_of_name(self, name: str) -> tuple[str, ...]:
        """Return the boxes of a name: none if unknown, two if the name is ambiguous."""
        return self.match(name).boxes

    def box_of_type(self, column_type: str) -> str:
        """Return the box of a standard ColumnType value, "" for every other text."""
        return self._types.get(normalise(column_type), "")

    def is_frame(self, name_or_slug: str) -> bool:
        """Say whether everything below is 信息公开目录: 政府信息公开, zfxxgk, zwgk_213."""
        if any(self._rows[row].frame for row in self._rows_of(name_or_slug)):
            return True
        return _slug(name_or_slug) in self._frame_slugs

    def is_upper_level(self, name: str) -> bool:
        """Say whether a column passes on others' news, so that a person must be asked."""
        key = normalise(name)
        return key in self._upper or any(shape.fullmatch(key) for shape in self._upper_patterns)

    def is_navigation(self, name: str) -> bool:
        """Say whether a link's text is furniture (首页, 打印, 下一页) and names no column.

        A name that also stands for a box (联系我们) is not furniture.
        """
        found = self.match(name)
        if found.boxes:
            return False
        if "not_a_column" in found.topics or (key := normalise(name)) in self._chrome:
            return True
        return not key or key.startswith("更多") or plain(name) in self.pager.more

    def is_app(self, box: str) -> bool:
        """Say whether columns of a box are interaction or service, never counted as items."""
        return box in _APPS

    def kind_hint(self, name: str) -> Kind | None:
        """Return what a column of this name usually is; None if nothing is known of it."""
        kinds = {self._rows[row].kind for row in self._rows_of(name)} - {None}
        kind = kinds.pop() if len(kinds) == 1 else None
        return Kind(kind) if kind else None

    def slug_hints(self, slug: str) -> tuple[str, ...]:
        """Return the boxes a folder name has been seen for; never enough to classify by."""
        return self._slugs.get(_slug(slug), ())

    def _rows_of(self, name: str) -> tuple[int, ...]:
        topics = self.match(name).topics
        return tuple(index for index, row in enumerate(self._rows) if row.topic in topics)

    def _answer(self, rows: tuple[int, ...], word: str, how: str) -> NameMatch:
        boxes = {self._rows[row].box for row in rows}
        ordered = tuple(box for box in BOXES if box in boxes)
        return NameMatch(ordered, word, how, tuple(self._rows[row].topic for row in rows))


def normalise(name: str) -> str:
    """Bring a column's name into the form of the lists: no blanks, brackets, tallies, case."""
    text, before = plain(name), ""
    while text != before:
        text, before = plain(_TALLY.sub("", text.strip(_MARKS)).strip(_EDGES)), text
    return text


def plain(text: str) -> str:
    """Narrow, lower-case and without any blank."""
    narrow = unicodedata.normalize("NFKC", clean(text)).casefold()
    return "".join(unicodedata.normalize("NFKC", narrow).split())


def load_lexicon(folder: Path | None = None) -> Lexicon:
    """Read the word lists once. Raises ``ConfigError`` naming the file and the key."""
    return _load(folder or config_folder() / "lexicon")


@cache
def _load(folder: Path) -> Lexicon:
    columns = _read(folder / "columns.toml", _Columns)
    upper = _read(folder / "upper_level.toml", _Names)
    chrome = _read(folder / "chrome.toml", _Names)
    slugs = _read(folder / "slugs.toml", _Slugs)
    pager = _read(folder / "pager.toml", _Pager)
    types = _read(folder / "column_types.toml", _Types)
    return Lexicon(
        _rows=columns.row,
        pager=Pager(
            **{name: frozenset(map(plain, words)) for name, words in pager.model_dump().items()}
        ),
        _names=_index((row.names for row in columns.row), folder / "columns.toml"),
        _patterns=tuple(
            (_compiled(word, folder / "columns.toml"), word, index)
            for index, row in enumerate(columns.row)
            for word in row.patterns
        ),
        _endings=_index((row.endings for row in columns.row), folder / "columns.toml"),
        _types=MappingProxyType({normalise(name): box for name, box in types.types.items()}),
        _upper=frozenset(map(normalise, upper.names)),
        _upper_patterns=tuple(
            _compiled(word, folder / "upper_level.toml") for word in upper.patterns
        ),
        _chrome=frozenset(map(normalise, chrome.names)),
        _frame_slugs=frozenset(slugs.frames),
        _slugs=MappingProxyType(dict(slugs.boxes)),
    )


def _slug(text: str) -> str:
    return _SLUG_NUMBER.sub("", text.strip("/ ").lower())


def _compiled(pattern: str, file: Path) -> re.Pattern[str]:
    if pattern.count("{X}") != 1:
        raise ConfigError(file, pattern, "应含一个 {X}")
    head, tail = pattern.split("{X}")
    return re.compile(re.escape(head) + _PLACE + re.escape(tail))


def _index(lists: Iterable[tuple[str, ...]], file: Path) -> MappingProxyType[str, tuple[int, ...]]:
    index: dict[str, tuple[int, ...]] = {}
    for number, words in enumerate(lists):
        for word in words:
            key = normalise(word)
            if not key or number in index.get(key, ()):
                raise ConfigError(file, word, "空白或重复的词")
            index[key] = (*index.get(key, ()), number)
    return MappingProxyType(index)


_Model = TypeVar("_Model", bound=_Strict)


def _read(file: Path, model: type[_Model]) -> _Model:
    try:
        return model.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(file, "", "读不出这个文件") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(file, "", f"不是合法的 TOML：{error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        known = {"extra_forbidden": "不认识的键", "missing": "缺少这一项"}
        raise ConfigError(file, key, known.get(first["type"], "值不对")) from error


def is_directory(name: str) -> bool:
    """Whether a name stands for a list of topics: 专题专栏, 2024年专题, and the like."""
    return bool(_DIRECTORY.match(re.sub(r"[\s·]", "", name)))
