"""Which boxes of the form a column belongs to, and why (docs/counting.md).

Order: a standard ColumnType, else the column's own name, else its nearest named ancestor; a
disclosure frame above it adds 目录. Ambiguity is shown, never guessed: 工作动态 inside a topic is
the topic's, and asked.
"""

import re
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import urlsplit

from crawler.pages.lexicon import Lexicon, is_directory

CONTENT_BOXES = (
    "items_overview",
    "items_affairs",
    "items_disclosure",
    "interpretation",
    "concern_responses",
    "special_columns",
)
_CLASSES = CONTENT_BOXES[:3]  # 概况, 动态, 目录
APP_BOXES = ("messages", "surveys", "interviews", "services")
_ARCHIVE_NAME = re.compile(r"^(?:19|20)(\d{2})\s*年?度?$")
_MONTH_NAME = re.compile(r"^(?:19|20)\d{2}\s*[年-]\s*\d{1,2}\s*月?$")
_MONTH_PATH = re.compile(r"/((?:19|20)\d{2})[-/]?(?:0?[1-9]|1[0-2])/(?:index\.\w+)?$", re.I)
_ARCHIVE_PATH = re.compile(r"/(?:[a-z]*_?)?((?:19|20)\d{2})(?:n|nd)?/(?:index\.\w+)?$", re.I)
_SUFFIX = re.compile(r"_\d+$")


@dataclass(frozen=True, slots=True)
class Choice:
    """The proposal for one column; ``maybe`` are boxes a person must decide on.

    ``tool`` is True for a search or a robot, which is in no box and holds no items.
    """

    boxes: tuple[str, ...]
    maybe: tuple[str, ...]
    reason: str
    tool: bool = False

    @property
    def is_app(self) -> bool:
        """Whether the column serves interaction or services and is not counted as items."""
        return self.tool or any(box in APP_BOXES for box in self.boxes)


def classify(
    name: str, path: tuple[str, ...], url: str, column_type: str, words: Lexicon
) -> Choice:
    """Boxes of one column. ``path`` are the names above it, nearest last."""
    own, reason = _own(name, column_type, words)
    if len(own) > 1:
        said = "、".join(own)
        return Choice((), own, f"栏目名“{name}”可归入两类（{said}），请指定")
    if words.is_upper_level(name):
        return Choice((), ("items_affairs",), f"“{name}”是否属于本地区本部门动态，请指定")
    if not own and any(words.is_app(topic) for topic in words.match(name).topics):
        return Choice((), (), f"“{name}”是网站的功能，不是信息栏目", tool=True)
    frame = _frame(name, path, url, words)
    topic = _topic(path)
    if topic and own and own[0] in _CLASSES and not words.box_of_type(column_type):
        why = f"“{name}”在专题“{topic}”之内，是否另归这一类，请指定"
        sure = ("special_columns", "items_disclosure") if frame else ("special_columns",)
        return Choice(sure, tuple(box for box in own if box not in sure), why)
    if not own:
        own, reason = _inherited(path, words)
    if any(box in APP_BOXES for box in own):
        return Choice(own, (), reason)
    if frame and "items_disclosure" not in own:
        own = (*own, "items_disclosure")
        reason = f"{reason}；{frame}" if reason else frame
    return Choice(own, (), reason or "栏目名不在词表中，不归类")


def _own(name: str, column_type: str, words: Lexicon) -> tuple[tuple[str, ...], str]:
    box = words.box_of_type(column_type) if column_type else None
    if box:
        return (box,), f"页面标签 ColumnType 为“{column_type}”"
    boxes = words.boxes_of_name(name)
    return tuple(boxes), f"栏目名“{name}”在词表中" if boxes else ""


def _topic(path: tuple[str, ...]) -> str:
    """The topic that a column is part of: the step below a directory of topics, if any."""
    return next((b for a, b in reversed(tuple(pairwise(path))) if is_directory(a)), "")


def _inherited(path: tuple[str, ...], words: Lexicon) -> tuple[tuple[str, ...], str]:
    """The nearest ancestor that names exactly one box; a bare frame is left to the frame rule."""
    for ancestor in reversed(path):
        boxes = tuple(words.boxes_of_name(ancestor))
        if len(boxes) == 1 and not words.is_frame(ancestor):
            return boxes, f"上级栏目“{ancestor}”在词表中"
        if words.is_frame(ancestor):
            return (), ""
    return (), ""


def _frame(name: str, path: tuple[str, ...], url: str, words: Lexicon) -> str:
    """The disclosure frame above a column, as a reason; empty without one."""
    for ancestor in (*reversed(path), name):
        if words.is_frame(ancestor):
            return f"位于“{ancestor}”之下，计入信息公开目录"
    for segment in urlsplit(url).path.split("/"):
        if segment and words.is_frame(_SUFFIX.sub("", segment)):
            return f"网址含“{segment}”，计入信息公开目录"
    return ""


def archive_year(name: str, url: str) -> int | None:
    """The year of an archive (2025年, /2025n/, 2025年3月 at /202503/), None for a column."""
    match = _ARCHIVE_NAME.match(name.strip())
    if match:
        return int(name.strip()[:4])
    path = urlsplit(url).path
    if _MONTH_NAME.match(name.strip()) and (match := _MONTH_PATH.search(path)):
        return int(match[1])
    match = _ARCHIVE_PATH.search(path)
    return int(match[1]) if match and re.search(r"\d{4}", name) else None
