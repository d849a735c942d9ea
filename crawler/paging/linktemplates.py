"""Addresses of page N that a pager script spells out, with a word where the number goes.

``link: "/content/column/7?pageIndex=__pageNumber__"``: filled in by the script, proved like any
plan.
"""

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

from crawler import urls
from crawler.pages.dom import PageDom
from crawler.paging.plan import Plan

_WORD = r"(?:cur\w*|the)?_?page(?:_?(?:no|num|number|index))?"
_SLOT = re.compile(
    rf"__{_WORD}__|\{{\{{?\s*\$?{_WORD}\s*\}}?\}}|\[{_WORD}\]|#{_WORD}#|%{_WORD}%|@{_WORD}@?", re.I
)
_STRING = re.compile(r""""((?:[^"\\\n]|\\.)*)"|'((?:[^'\\\n]|\\.)*)'""")
_LONGEST = 300
_FROM_ZERO = re.compile(
    r"\b(?:curr?(?:ent)?_?page|curr|current|page_?(?:index|no|num))\b['\"]?\s*:\s*['\"]?0\b", re.I
)
_FILE = r"index|list|default|more|pages?|p"  # names of a page of the list itself
_NUMBER = "7104923"  # stands for {n} while the address is joined


def link_templates(page: PageDom) -> tuple[Plan, ...]:
    """Plans out of such strings that page the very list the page shows, each once.

    Where the script does not say from which number it counts, the lower one is asked for first: a
    wrong guess shows page one again and is refuted, while the higher one would leave out a page.
    """
    found: dict[Plan, None] = {}
    for template, code in _spelt(page):
        firsts = (1,) if _FROM_ZERO.search(code) else (1, 2)
        found |= {Plan("template", "翻页脚本", template, first=first): None for first in firsts}
    return tuple(found)


def _spelt(page: PageDom) -> Iterator[tuple[str, str]]:
    """Template and the code around it, for each string that stands for a page of this list."""
    for match in _STRING.finditer(page.scripts):
        text = match[1] or match[2] or ""
        if len(text) > _LONGEST or len(_SLOT.findall(text)) != 1 or re.search(r"[\s<>]", text):
            continue
        address = urls.join(page.base, _SLOT.sub(_NUMBER, text.replace("\\/", "/")))
        if address.count(_NUMBER) == 1 and _pages(page.url, address):
            around = page.scripts[max(0, match.start() - 200) : match.end() + 200]
            yield address.replace(_NUMBER, "{n}"), around


def _pages(own: str, address: str) -> bool:
    """Whether an address with a number in it is the list's own, but for that number."""
    here, there = urlsplit(own), urlsplit(address)
    if here.netloc != there.netloc:
        return False
    if _NUMBER in there.path:
        stem = re.sub(r"(?:/index)?(?:\.[a-z]{3,5})?/?$", "", here.path, flags=re.I)
        rest = there.path.removeprefix(stem) if there.path.startswith(stem) else ""
        name = re.escape(posixpath.basename(stem)) or _FILE  # a list below is another list
        own_file = re.match(rf"[/_-](?:(?:{_FILE}|{name})[/_-]?)?{_NUMBER}", rest, re.I)
        return own_file is not None and here.query == there.query
    kept = {(n, v) for n, v in parse_qsl(there.query) if v != _NUMBER}
    counted = {n for n, v in parse_qsl(there.query) if v == _NUMBER}
    chosen = {(n, v) for n, v in parse_qsl(here.query) if n not in counted}
    return here.path.rstrip("/") == there.path.rstrip("/") and chosen <= kept
