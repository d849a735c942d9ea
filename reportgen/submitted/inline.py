"""Labels and values that share a line or a cell: ``填报人：王某　填报日期：2021年1月27日``."""

import re
from collections.abc import Callable
from functools import cache

from reportgen.paper import HINT
from reportgen.report import PENDING
from reportgen.submitted.found import Found, Harvest, take
from reportgen.submitted.labels import Group, Labels
from reportgen.submitted.ticks import EMPTY, TICKED, is_marked, options, without_marks
from reportgen.submitted.values import HINTED, UNFILLED
from reportgen.submitted.words import NOTE_MARKS, label_of, one_line, unit_of

_MARK = rf"(?:[{NOTE_MARKS}]|\[注?\d{{1,2}}\]|注\d{{1,2}})*"
_UNIT = rf"(?:\s*[（(][^（）()]{{0,12}}[）)])*{_MARK}"
_ANY_LABEL = re.compile(
    r"(?:^|(?<=[\s\u3000;；,，、|]))([\u4e00-\u9fffA-Za-z]{2,24}"
    rf"{_MARK}{_UNIT})\s*[:：](?!//)"
)
_COLON = re.compile(r"\s*[:：](?!//)")
_NAME_ENDS = 40
_REST_OF_NAME = re.compile(r"[^:：\d]{0,8}[:：](?!//)")
_LONGER = "名称后面还有字，像是另一个项目"
_BULLET = re.compile(r"^[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3}|[①-⑳])[)）、.．]?\s*")
_NEXT_BULLET = re.compile(
    r"(?:^|\s+)[（(]?(?:\d{1,2}(?:[.-]\d{1,2})*|[一二三四五六七八九十]{1,3}|[①-⑳])[)）、.．]?$"
)
_BARE = re.compile(r"\d{1,2}(?:\.\d{1,2})?|[一二三四五六七八九十]{1,3}")  # a value, no bullet
_GAP = re.compile(r"\t+|\s{2,}|\u3000+|\s*\|\s*")
_FEATURES = {
    "搜索即服务": "search_as_service",
    "多语言版本": "multilingual_offered",
    "无障碍浏览": "accessibility_offered",
    "千人千网": "personal_pages_offered",
}
_YEAR_LINE = re.compile(r"[（(]?20\d\d年度?[)）]?")
_OF_ANOTHER = re.compile("[上下]一[篇条页]|相关|附件|下载|当前位置|您的位置")
_OTHER = "其他"
_FILLING = " \t\r\n\xa0\u3000_＿:：()（）[]【】,，|"
_FIGURE = re.compile(r"[\d,，.]+\s*[\u4e00-\u9fff%]{0,3}")


def take_inline(
    text: str, headings: Callable[[str], tuple[Group, ...]], labels: Labels, harvest: Harvest
) -> bool:
    """Take every label and value that share one text; say whether there were any.

    ``headings`` gives the headings over a label.
    """
    if _take_features(text, harvest):
        return True
    found = pairs(text, labels)
    single = None if found else beside(text, labels)
    for label, value in found or ((single,) if single else ()):
        if labels.is_label(label):
            doubt = _LONGER if _REST_OF_NAME.match(one_line(value)) else ""
            take(harvest, labels, one_line(label), value, headings(label), unit_of(label), doubt)
        else:
            harvest.unplaced.append(f"{one_line(label)}：{one_line(value)}")
    return bool(found or single)


def _take_features(text: str, harvest: Harvest) -> bool:
    """Take the boxes of 创新发展 that stand together in one cell; False if it is no such cell."""
    found = options(text, (*_FEATURES, _OTHER))
    if len(found) < 2 or not is_marked(text):
        return False
    has_empty = any(option.mark == EMPTY for option in found)
    for option in found:
        ticked = option.mark == TICKED or (option.mark is None and has_empty)
        if option.word in _FEATURES:
            answer = ticked if option.mark or has_empty else None
            doubt = "" if answer is not None else "勾选符号没有保留下来，请核对原件"
            if _is_said_of(PENDING, option.word, text):
                answer, doubt = None, UNFILLED
            elif _is_said_of(HINT, option.word, text):
                doubt = doubt or HINTED
            written = f"{option.mark or ''}{option.word}"
            key = _FEATURES[option.word]
            harvest.found.append(Found(key, option.word, written, doubt=doubt, decided=answer))
        else:
            rest = without_marks(text.rpartition(_OTHER)[2]).strip(_FILLING)
            doubt = "勾了“其他”，没有写内容" if option.mark == TICKED and not rest else ""
            harvest.found.append(Found("innovation_other", "创新发展 › 其他", rest, doubt=doubt))
    return True


def _is_said_of(mark: str, word: str, text: str) -> bool:
    """Say whether our own draft marked this box: not looked at, which is no 否, or unproved."""
    return text.partition(word)[2].lstrip().startswith(mark)


def pairs(text: str, labels: Labels) -> tuple[tuple[str, str], ...]:
    """Return (label, value) for every ``label：value`` of a text, known label or not.

    Empty when no known label is among them. A value ends where the next label begins.
    """
    if ":" not in text and "：" not in text:
        return ()
    flat = text.replace("\xa0", " ")
    starts: dict[int, tuple[int, str]] = {}
    for known in _known(labels).finditer(flat):
        match = _past_a_name(known, flat)
        start = _with_headings(flat, match, labels)
        starts[start] = (match.end(), flat[start : match.end(1)])
    if not starts:
        return ()
    taken = [(start, end) for start, (end, _) in starts.items()]
    for match in _ANY_LABEL.finditer(flat):
        if not any(start < match.end() and match.start(1) < end for start, end in taken):
            starts[match.start(1)] = (match.end(), match.group(1))
    order = sorted(starts.items())
    ends = [start for start, _ in order[1:]] + [len(flat)]
    found = []
    for (_, (behind, label)), end in zip(order, ends, strict=True):
        value = flat[behind:end].strip(" \t\u3000;；,，|")
        if end < len(flat):
            value = value if _BARE.fullmatch(value) else _NEXT_BULLET.sub("", value)
        found.append((label, value))
    return tuple(found)


def _with_headings(flat: str, match: re.Match[str], labels: Labels) -> int:
    """Return where a label begins together with the headings printed before it (办件量-总数)."""
    before = flat[: match.start(1)]
    word = re.search(r"[^\s;；,，。]+\s?$", before)
    for start in range(word.start(), len(before)) if word else ():
        own, _ = labels.named(flat[start : match.end(1)])
        if own:
            return start
    return match.start(1)


def _past_a_name(match: re.Match[str], flat: str) -> re.Match[str]:
    """Return the label that begins behind a gap where the first part ends another word.

    ``市文旅局网站　首页网址：`` holds 首页网址, not 网站首页网址.
    """
    start = match.start(1)
    if start and re.match(r"\w", flat[start - 1]):
        for gap in re.finditer(r"\s+", match.group(1)):
            later = match.re.match(flat, start + gap.end())
            if later is not None:
                return later
    return match


def starts_with_label(text: str, labels: Labels) -> bool:
    """Say whether a text begins with a known label and a colon."""
    match = _known(labels).match(text.replace("\xa0", " ").lstrip())
    return match is not None


def names_field(text: str, labels: Labels) -> bool:
    """Say whether a text names some field, also with words before the label or a value behind."""
    flat = one_line(text)
    ends = (len(flat), *(match.start() for match in _COLON.finditer(flat[:_NAME_ENDS])))
    return starts_with_label(text, labels) or any(labels.ends_in_label(flat[:end]) for end in ends)


def is_labelled(text: str) -> bool:
    """Say whether a line begins with some label and a colon, known or not."""
    return _ANY_LABEL.match(_BULLET.sub("", text.strip())) is not None


def beside(text: str, labels: Labels) -> tuple[str, str] | None:
    """Return (label, value) of a text in which only a gap or a box lies between the two."""
    parts = [part for part in _GAP.split(text.strip()) if part.strip()]
    if len(parts) >= 2 and labels.is_label(parts[0]):
        rest = text.strip()[len(parts[0]) :].strip()
        return (parts[0], rest) if is_marked(rest) or len(parts) == 2 else None
    flat = one_line(text)
    for cut in range(2, min(len(flat), 40)):
        head, rest = flat[:cut], flat[cut:].strip()
        if labels.is_label(head) and (_FIGURE.fullmatch(rest) or is_marked(rest[:2])):
            longer = any(labels.is_label(flat[:more]) for more in range(cut + 1, len(flat)))
            if not longer:
                return head, rest
    return None


def is_title(text: str, labels: Labels) -> bool:
    """Say whether a text is the name of the form, with or without a year, or the year alone."""
    if _YEAR_LINE.fullmatch(one_line(text)):
        return True
    flat = label_of(text)
    if _OF_ANOTHER.match(flat):
        return False
    return len(flat) < 40 and any(title in flat for title in labels.titles)


@cache
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    """Return the pattern of any known label followed by a colon, blanks allowed inside."""
    spaced = [r"\s*".join(re.escape(mark) for mark in name) for name in names]
    body = "|".join(spaced)
    return re.compile(rf"((?:{body}){_MARK}{_UNIT})\s*[:：](?!//)", re.IGNORECASE)


def _known(labels: Labels) -> re.Pattern[str]:
    names = sorted(labels.meanings, key=len, reverse=True)
    return _pattern(tuple(names))
