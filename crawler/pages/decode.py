"""Bytes to text, strict first: what decodes without a fault beats what a page says of itself.

Order: byte order mark, UTF-8, the declared charset, GB18030, Big5, and last whatever needs the
fewest replacement characters. A declaration is believed only if the bytes agree with it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from crawler.pages.cleaning import clean

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_CODECS = {
    "utf8": "utf-8",
    "utf-8": "utf-8",
    "unicode-1-1-utf-8": "utf-8",
    "gb2312": "gb18030",
    "gb_2312-80": "gb18030",
    "gb-2312": "gb18030",
    "euc-cn": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "cp936": "gb18030",
    "ms936": "gb18030",
    "gb18030": "gb18030",
    "gb-18030": "gb18030",
    "big5": "big5",
    "big-5": "big5",
    "x-x-big5": "big5",
    "cp950": "big5",
    "big5-hkscs": "big5",
    "utf-16": "utf-16-le",
    "utf-16le": "utf-16-le",
    "utf-16be": "utf-16-be",
    "shift_jis": "shift_jis",
    "euc-jp": "euc_jp",
    "euc-kr": "euc_kr",
    "ks_c_5601-1987": "euc_kr",
    "windows-1251": "cp1251",
    "koi8-r": "koi8_r",
}
_PYTHON_NAMES = {"big5": "big5hkscs"}
_TRUSTED = frozenset({"shift_jis", "euc_jp", "euc_kr"})  # a page for foreign readers says so
_HEAD_BYTES = 4096
_COMMENT = re.compile(rb"<!--.*?(?:-->|\Z)", re.DOTALL)
_META = re.compile(rb"<meta\b[^>]{0,500}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_XML = re.compile(rb"\A\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})", re.IGNORECASE)
_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_C1_IN_UTF8 = re.compile(rb"\xc2[\x80-\x9f]")
_CONTROLS = bytes(b for b in range(32) if b not in (9, 10, 13)) + b"\x7f"
_PLAUSIBLE_SHARE = 0.9
_SAMPLE = 4000


def _common_characters() -> frozenset[str]:
    """Everyday Han of both scripts (first level of GB 2312 and Big5) and CJK punctuation."""
    simplified = [bytes((row, cell)) for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF)]
    cells = (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    traditional = [bytes((row, cell)) for row in range(0xA4, 0xC7) for cell in cells]
    marks = "　、。〈〉《》「」『』【】〔〕·…—–“”‘’〇※→←↑↓■□◆◇○●★☆△▲№℃×÷±≥≤°²³㎡®©\xa0•"
    wide = "".join(chr(code) for code in range(0xFF01, 0xFF5F)) + "￥"
    return frozenset(
        b"".join(simplified).decode("gb2312", "ignore")
        + b"".join(traditional).decode("big5", "ignore")
        + marks
        + wide
        + "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ①②③④⑤⑥⑦⑧⑨⑩"
    )


_COMMON = _common_characters()


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the charset that read it, and what the server or the page declared (or "")."""

    text: str
    used: str
    declared: str
    doubtful: bool = False
    """True when characters were lost, or the text does not look like any language we expect."""


def decode(body: bytes, content_type: str = "", default: str = "") -> Decoded:
    """Decode a body. Never raises; a text that may be damaged is marked ``doubtful``.

    ``content_type`` is the header's value. ``default`` is a charset to try when nothing is
    declared, for example that of the column's other pages.
    """
    declarations = tuple(_declarations(body, content_type))
    declared = declarations[0] if declarations else ""
    wanted = [_CODECS[name] for name in (*declarations, default.lower()) if name in _CODECS]
    mark, body = _split_bom(body)
    if mark:
        wanted.insert(0, mark)
    elif wanted and wanted[0].startswith("utf-16") and b"\0" in body[:200]:
        mark = wanted[0]
    if mark in ("", "utf-8"):
        text = _strict_utf8(body)
        if text is not None and not _is_two_byte_disguise(text, body, wanted):
            return Decoded(text, "utf-8", declared)
    else:
        text = _strict(body, mark)
        if text is not None:
            return Decoded(clean(text), mark, declared)
    candidates = dict.fromkeys((*wanted, "gb18030", "big5"))
    return _best_strict(body, candidates, declared) or _least_damaged(body, candidates, declared)


def _declarations(body: bytes, content_type: str) -> Iterator[str]:
    if found := _HEADER.search(content_type):
        yield found[1].lower()
    head = body[:_HEAD_BYTES]
    if found_xml := _XML.search(head):
        yield found_xml[1].decode("ascii", "replace").lower()
    if b"<!--" in head:
        head = _COMMENT.sub(b"", head)
    if found_meta := _META.search(head):
        yield found_meta[1].decode("ascii", "replace").lower()


def _split_bom(body: bytes) -> tuple[str, bytes]:
    for mark, codec in _BOMS:
        if body.startswith(mark):
            return codec, body[len(mark) :]
    return "", body


def _strict_utf8(body: bytes) -> str | None:
    """Decode clean UTF-8 without looking at every character twice: the usual page."""
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return None
    is_clean = (
        len(body.translate(None, _CONTROLS)) == len(body)
        and b"\xef\xbf\xbe" not in body
        and b"\xef\xbf\xbf" not in body
        and not _C1_IN_UTF8.search(body)
    )
    return text if is_clean else clean(text)


def _is_two_byte_disguise(text: str, body: bytes, wanted: list[str]) -> bool:
    """Tell a tiny GBK body that happens to be valid UTF-8 (Cyrillic or Arabic to the eye)."""
    if not wanted or wanted[0] not in ("gb18030", "big5") or text.isascii():
        return False
    if max(text) >= "\u0800":
        return False
    other = _strict(body, wanted[0])
    return other is not None and _plausibility(other) >= _PLAUSIBLE_SHARE


def _strict(body: bytes, codec: str) -> str | None:
    try:
        return body.decode(_PYTHON_NAMES.get(codec, codec))
    except UnicodeDecodeError:
        return None


def _plausibility(text: str) -> float:
    """Share of everyday characters among the first few thousand that are not ASCII."""
    sample = _NOT_ASCII.findall(text[: _SAMPLE * 20])[:_SAMPLE]
    if not sample:
        return 1.0
    return sum(character in _COMMON for character in sample) / len(sample)


def _best_strict(body: bytes, candidates: dict[str, None], declared: str) -> Decoded | None:
    """Prefer the first charset whose text looks Chinese; else the first that decodes at all.

    The second kind loses to a text that looks Chinese but for a few broken characters.
    """
    first: Decoded | None = None
    for codec in candidates:
        text = _strict(body, codec)
        if text is None:
            continue
        if codec in _TRUSTED or _plausibility(text) >= _PLAUSIBLE_SHARE:
            return Decoded(clean(text), codec, declared)
        is_expected = _CODECS.get(declared) == codec
        first = first or Decoded(clean(text), codec, declared, doubtful=not is_expected)
    return first and (_repaired(body, candidates, declared) or first)


def _repaired(body: bytes, candidates: dict[str, None], declared: str) -> Decoded | None:
    for codec in dict.fromkeys(("utf-8", *candidates)):
        text = _replaced(body, codec)
        if _plausibility(text) >= _PLAUSIBLE_SHARE:
            return Decoded(clean(text), codec, declared, doubtful=True)
    return None


def _replaced(body: bytes, codec: str) -> str:
    return body.decode(_PYTHON_NAMES.get(codec, codec), "replace")


def _least_damaged(body: bytes, candidates: dict[str, None], declared: str) -> Decoded:
    texts = {codec: _replaced(body, codec) for codec in dict.fromkeys(("utf-8", *candidates))}
    best = min(texts, key=lambda codec: texts[codec].count("\ufffd"))
    return Decoded(clean(texts[best]), best, declared, doubtful=True)
