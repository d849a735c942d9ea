"""Text of a cell as it is compared, printed and quoted: one line, no blanks inside Chinese."""

import re
import unicodedata

from reportgen.plaintext import clean_text

_CHINESE = "\u3001-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef〔〕“”‘’…—"
_INNER = re.compile(rf"(?<=[{_CHINESE}])[^\S\n]*\n\s*(?=[{_CHINESE}])")
_PARENTHESIS = re.compile(r"\([^()]*\)")
_UNIT = re.compile(r"\((?:[A-Za-z]{2,3}\s*)?(?:单位\s*:\s*)?([^():\s]{1,4})\)")
_NUMBERING = re.compile(
    r"^(?:\(?[一二三四五六七八九十]{1,3}[)、.]|\(?\d{1,2}[)、.](?!\d)|\d{1,2}(?:[.-]\d{1,2}){1,3}[.、]?"
    r"|\(?[a-z][)、.]|第[一二三四五六七八九十\d]{1,3}[项条][、:]?)\s*"
)
_AMONG = re.compile(r"^其中[:,]?")
# marks of notes: never a digit of a figure, never a letter of a label
NOTE_MARKS = "①-⑳⑴-⒇❶-❿⓪⁰¹²³⁴-⁹₀-₉㈠-㈩*＊※#＃†‡"
_NOTES = re.compile(rf"[{NOTE_MARKS}]|\[注?\d{{1,2}}\]|注\d{{1,2}}$")


_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


STRUCK = "\u0336"  # behind each character that is struck through: written, and taken back


def struck(text: str) -> str:
    """Return text with the mark of being struck through behind each character."""
    return "".join(f"{mark}{STRUCK}" if mark.strip() else mark for mark in text)


def without_struck(text: str) -> tuple[str, str]:
    """Return a text without what is struck through in it, and what that was."""
    gone = "".join(re.findall(f"(.){STRUCK}", text))
    return re.sub(f".{STRUCK}", "", text), gone


def raised(text: str) -> str:
    """Return superscript text with its digits as such: the mark of a note, no part of a figure."""
    return text.translate(_RAISED)


def one_line(text: str) -> str:
    """Return a cell's text on one line; line breaks inside Chinese go, other gaps are one blank."""
    kept = "\n".join(clean_text(part.replace("\xa0", " ")) for part in text.splitlines())
    return re.sub(r"\s+", " ", _INNER.sub("", kept.strip())).strip()


def joined(text: str) -> str:
    """Return the text without any blank, for identifiers and addresses broken over lines."""
    return re.sub(r"\s+", "", clean_text(text.replace("\xa0", " ")))


def label_of(text: str) -> str:
    """Return a label in the form in which labels are compared.

    Half-width, lower case, no blanks, no numbering in front, no unit in parentheses, no colon, no
    mark of a note, no 其中.
    """
    bare = _NOTES.sub("", re.sub(r"\s+", "", clean_text(text)))
    flat = unicodedata.normalize("NFKC", bare).lower()
    flat = _NUMBERING.sub("", flat)
    flat = _AMONG.sub("", _PARENTHESIS.sub("", flat))
    return flat.strip(":：*＊_-—.。、，,;；\"“”'")


def unit_of(text: str) -> str:
    """Return the unit that a label names in parentheses, empty if none."""
    flat = unicodedata.normalize("NFKC", clean_text(text))
    found = _UNIT.search(re.sub(r"\s+", "", flat))
    return found.group(1) if found else ""
