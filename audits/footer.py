"""Texts of a page where identity and filing numbers stand, script-written footers included.

Comments are not read: another unit's number often sits in one.
"""

import posixpath
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from html import unescape
from urllib.parse import unquote, urlsplit

from crawler.records import StoredPage

_COMMENT = re.compile(r"<!--.*?-->", re.S)
_SCRIPT = re.compile(r"<script\b[^>]*>(.*?)</script\s*>", re.I | re.S)
_END = re.compile(r"</script", re.I)
_STYLE = re.compile(r"<style\b.*?</style\s*>", re.I | re.S)
_TAG = re.compile(r"<[^>]+>")
_BLOCK = re.compile(r"<(?:/?(?:p|div|li|tr|td|br|ul|table|dl|dt|dd|h\d)\b[^>]*)>", re.I)
_WRITTEN = re.compile(r"document\.write(?:ln)?\s*\((.*?)\)\s*;?\s*$", re.S | re.M)
_LITERAL = re.compile(r"'((?:[^'\\]|\\.)*)'|\"((?:[^\"\\]|\\.)*)\"", re.S)
_UNIT = (
    r"\s*[:：]\s*([\u4e00-\u9fff（）()·]{4,40}?)"
    r"(?=\s|[,，。;；|｜]|主\s*[办管]|承\s*办|协\s*办|技\s*术\s*(?:支|保|维|服)|地\s*址|版权"
    r"|联系(?:我们|方式|电话|人|地址)|(?:运行)?维护(?:单位|[:：])|网站|电话|ICP|$)"
)

_HOST = r"(?:主\s*办\s*(?:单\s*位)?|主\s*管\s*单\s*位)"
HOST_UNIT = re.compile(_HOST + _UNIT)
_ENDING = r"(?:局|厅|委|会|府|办|办公室|中心|院|部|处|署|队|站|所|社|馆|校|学|公司)"
# Label and name in cells of their own.
_TABLE = r"\s*\n\s*([\u4e00-\u9fff（）()·]{3,39}" + _ENDING + r")\s*(?=\n|$)"
_UNIT_NAME = r"((?:(?!由)[\u4e00-\u9fff（）()·]){3,39}" + _ENDING + ")"  # no 活动由某局承办
_NAMED = r"(?<![\u4e00-\u9fff])(?:本网站?|网站)?由?" + _UNIT_NAME
_HOST_CELL = re.compile(r"\n\s*" + _HOST + _TABLE)
_BEFORE = re.compile(_NAMED + r"\s*主\s*办(?![\u4e00-\u9fff:：])")  # 云岭市商务局主办
_HOLDER = re.compile(r"版\s*权\s*(?:所\s*有|归)" + _UNIT)
_FOOT = re.compile(r"ICP|标识码|公网安备|版\s*权|地\s*址|技术支持|承\s*办|Copyright", re.I)
_NEAR = 200  # characters between a footer's words
_RUN = r"承\s*办\s*(?:单\s*位)?"
OPERATOR = re.compile(_RUN + _UNIT)
_RUN_CELL = re.compile(r"\n\s*" + _RUN + _TABLE)
_RUN_BEFORE = re.compile(_NAMED + r"\s*承\s*办(?![\u4e00-\u9fff:：])")
_META = re.compile(r"<meta\b[^>]*>", re.I)
_ATTRIBUTE = re.compile(r"""\b(name|content)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.I)


@dataclass(frozen=True, slots=True)
class PageText:
    """``shown``: what a reader sees, inline tags joined without a gap, blocks by a newline.

    ``source``: markup without comments, for attributes and script addresses.
    """

    shown: str
    source: str


def page_text(page: StoredPage) -> PageText:
    """Both views of a stored page."""
    source = _COMMENT.sub("", page.text)
    written = " ".join(_literals(code) for code in _SCRIPT.findall(source))
    markup = _STYLE.sub("", _SCRIPT.sub("", source))
    return PageText(_shown(f"{markup}\n{written}"), f"{source}\n{written}")


def _literals(code: str) -> str:
    """Strings a script writes into the page (also through unescape)."""
    if "document.write" not in code:
        return ""
    pieces: list[str] = []
    for call in _WRITTEN.findall(code) or [code]:
        text = "".join(single or double for single, double in _LITERAL.findall(call))
        pieces.append(unquote(text) if "unescape" in call else text)
    return " ".join(pieces).replace('\\"', '"').replace("\\'", "'").replace("\\/", "/")


def _shown(markup: str) -> str:
    text = unescape(_TAG.sub("", _BLOCK.sub("\n", markup)))
    return re.sub(r"[ \t\r\f\v\u3000\xa0]+", " ", text)


def squeezed(text: str) -> str:
    """Text without any blank, to find again what was printed with some."""
    return re.sub(r"\s+", "", text)


def with_files(page: StoredPage, files: Iterable[StoredPage]) -> StoredPage:
    """A page with what its own script files write, and the pages they load into it."""
    more, known = [], page.text
    for file in files:
        if not file.text or posixpath.basename(urlsplit(file.url).path) not in known:
            continue
        if "html" in file.content_type and file.text.lstrip("\ufeff \t\r\n").startswith("<"):
            more.append(file.text)
            continue
        known += file.text  # what a file of the page loads is loaded into the page
        if "document.write" in file.text:
            code = _END.sub(r"<\\/script", file.text)
            more.append(f"<script>{code}</script>")
    return replace(page, text="\n".join([page.text, *more])) if more else page


def written_part(page: StoredPage, files: Iterable[StoredPage]) -> StoredPage | None:
    """What scripts write or load into a page, as a page of its own; None where they do nothing."""
    whole = with_files(page, files)
    written = " ".join(_literals(code) for code in _SCRIPT.findall(_COMMENT.sub("", whole.text)))
    loaded = _SCRIPT.sub("", whole.text[len(page.text) :])
    markup = f"{loaded}\n{written}".strip()
    return replace(whole, text=f"<html><body>{markup}</body></html>") if markup else None


def metas(text: str) -> dict[str, str]:
    """First non-empty content by lower-case name; comments are left out."""
    found: dict[str, str] = {}
    for tag in _META.findall(_COMMENT.sub("", text)):
        pair = {n.lower(): (a or b or c).strip() for n, a, b, c in _ATTRIBUTE.findall(tag)}
        if pair.get("name") and pair.get("content"):
            found.setdefault(pair["name"].lower(), pair["content"])
    return found


def host_units(shown: str) -> tuple[str, ...]:
    """Names of the host unit in a page's text, each once.

    主办单位：X counts anywhere, X主办 and a label in a cell only in a footer: news speak so too.
    """
    return _units(shown, HOST_UNIT, (_HOST_CELL, _BEFORE))


def operator_units(shown: str) -> tuple[str, ...]:
    """Names of the unit that runs the site, read like the host unit's."""
    return _units(shown, OPERATOR, (_RUN_CELL, _RUN_BEFORE))


def _units(
    shown: str, label: re.Pattern[str], footers: Iterable[re.Pattern[str]]
) -> tuple[str, ...]:
    """Names behind a label; else those that stand in a footer only, by the first way that finds."""
    found = [m[1] for m in label.finditer(shown)]
    for pattern in footers:
        found = found or [m[1] for m in pattern.finditer(shown) if _is_in_footer(shown, m)]
    return tuple(dict.fromkeys(name.strip() for name in found))


def copyright_holders(shown: str) -> tuple[str, ...]:
    """Units that a footer calls 版权所有, each once: often, but not always, the host unit."""
    held = [m for m in _HOLDER.finditer(shown) if re.search(_ENDING + "$", m[1].strip())]
    return tuple(dict.fromkeys(m[1].strip() for m in held if _is_in_footer(shown, m)))


def _is_in_footer(shown: str, match: re.Match[str]) -> bool:
    around = shown[max(0, match.start() - _NEAR) : match.start()] + shown[match.end() :][:_NEAR]
    return bool(_FOOT.search(around))


def unit_names(page: StoredPage) -> tuple[str, ...]:
    """Names of the unit as a page shows them: host unit of the footer, SiteName tag."""
    names = [*host_units(page_text(page).shown), metas(page.text).get("sitename", "")]
    return tuple(dict.fromkeys(name for name in names if name))
