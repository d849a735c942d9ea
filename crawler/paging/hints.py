"""Where page N of a list is: every plan the page itself hints at, in order of trust.

A plan is only a proposal; crawler.paging.walk proves page 2 before it is believed.
"""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from crawler import urls
from crawler.pages.dom import PageDom, fold, visible_text
from crawler.pages.islands import declared_total, load
from crawler.paging.formpaging import SOURCE as FORM_SOURCE
from crawler.paging.formpaging import Turn, read_turns, turn_to
from crawler.paging.linktemplates import link_templates
from crawler.paging.morehints import handlers, hints_at_more, year_tabs
from crawler.paging.pagerholders import has_wordless_link
from crawler.paging.pagerlinks import PagerLinks, own_number, read_links, read_options
from crawler.paging.plan import Plan
from crawler.paging.slicing import sliced_rows

_SCRIPT_PAGER = re.compile(
    r"pagination|laypage|\bpaging\b|loadMore|load_more|dropload|pageIndex|pageNo\b|pageNum\b"
    r"|totalPage|pageCount|curPage|currPage|infinite|mescroll|goPage|gotoPage|nextPage|turnPage",
    re.I,
)
_APP = re.compile(
    r"""id=["'](?:app|root|__nuxt)["']|\bdata-v-[0-9a-f]{6,}|\bv-for=|\bng-repeat=|"""
    r"""src=["'][^"']*(?:/|\b)(?:app|bundle|chunk|vendor)[\w.-]*\.js""",
    re.I,
)
_WORDS = re.compile(r"下一?页|上一?页|尾\s*页|末\s*页|首\s*页.{0,6}下|最后一?页|跳转到?第?|转到")
_CALL = re.compile(r"\b(?:ejs)?[cC]reatePage(?:HTML)?\s*\(([^()]*)\)")
_CLAMP = (
    re.compile(r"([\w.$]+)\s*>\s*(\d{1,5})\s*\?\s*\2\s*:\s*\1"),
    re.compile(r"\b\w+\.value\s*>\s*(?P<n>\d{1,5})\b"),
)
_PAGES = re.compile(
    r"\b(?:totalPages?|countPage|pageCount|pagecount|maxpage|totalpage)\b['\"]?\s*[:=]\s*['\"]?(\d{1,6})"
)
_CONFIGURED_ONE = re.compile(
    r"(?:paginat\w+|paging|laypage(?:\.render)?|pager)\s*\(\s*\{[^{}]*\btotal_?pages?['\"]?\s*:\s*1\b",
    re.I,
)
_RECORDS = re.compile(
    r"\b(?:totalRecords?|totalData|recordCount|totalCount|totalrecord)\b['\"]?\s*[:=]\s*['\"]?(\d{1,8})"
)
_TEXT_ROWS = re.compile(
    r"(?:共(?:有)?|总(?:记录|条)数\s*[:：]?|共计)\s*(\d{1,8})\s*(?:条|个记录|篇)"
    r"|总记录数\s*[:：]\s*(\d+)|页\s*[,，/、]?\s*(\d{1,8})\s*条"
)
_TEXT_PAGES = re.compile(
    r"共\s*(\d{1,6})\s*页|总页数\s*[:：]\s*(\d{1,6})|(?<!\d)1\s*页?\s*/\s*(?:共\s*)?(\d{1,6})\s*页|条\s*(?<!\d)1\s*/\s*(\d{1,5})(?!\d)"
)
PAGE_EXTENSIONS = frozenset({"html", "shtml", "htm", "jhtml", "jsp", "aspx", "php", "xhtml"})
_ARGUMENT = re.compile(r"""'([^']*)'|"([^"]*)"|(-?\d+)""")
_FILE = re.compile(r"^(?P<stem>.*?)(?P<ext>\.[A-Za-z]{3,5})$")
_XML_TOTAL = re.compile(r"<totalrecord>\s*(\d{1,8})\s*</totalrecord>", re.I)
_ATTRIBUTE_TOTAL = re.compile(
    r"""<\w+[^>]*class=["'][^"']*pag[^>]*\bcount=["'](\d{1,8})["']""", re.I
)
_COMMENTS = re.compile(
    r"""("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|/\*.*?\*/|(?<![:/])//[^\n]*""", re.S
)
_HAN = re.compile(r"[\u4e00-\u9fff]")
_SILENT = frozenset({"script", "style", "title", "option", "noscript"})
_SPEAKS = re.compile(r"页|共\s*\d|共$|\d\s*条|记录|^1\s*/\s*\d{1,5}$")


@dataclass(frozen=True, slots=True)
class PagerReading:
    """What one page says about paging. Totals are the page's own words, None when silent.

    ``signal`` is true when anything a reader sees speaks of further pages, ``hint`` when only a
    script does, ``waiting`` when a script may only add rows behind the last one.
    """

    plans: tuple[Plan, ...]
    next_url: str
    declared_pages: int | None
    declared_rows: int | None
    signal: bool
    hint: bool = False
    numbered: tuple[tuple[int, str], ...] = ()
    turns: tuple[Turn, ...] = ()
    last_url: str = ""
    waiting: bool = False

    @property
    def lone_stop(self) -> str:
        """How a walk of this page alone ends: single, or what a script may still do."""
        return "hinted" if self.hint else "waiting" if self.waiting else "single"

    def following(self, number: int) -> str:
        """Address of the page after page ``number`` as this page links it, or an empty string."""
        return self.next_url or next((a for n, a in self.numbered if n == number + 1), "")


def read_pager(page: PageDom) -> PagerReading:
    """Every paging hint of one list page, strongest first, each proposal once."""
    call = _call(page)
    links = read_links(page)
    next_url = links.next_url
    turns = read_turns(page)
    plans = [*_followed(links, turns), *links.plans]
    if call is not None:
        plans.extend(call.plans)
    plans.extend(link_templates(page))
    text = _pager_text(page)
    code = page.scripts + handlers(page)
    hint = bool(_SCRIPT_PAGER.search(code) or _APP.search(page.text) or year_tabs(page))
    hint = hint or has_wordless_link(page)
    told = 1 if links.alone else _number(_TEXT_PAGES.search(text))
    if told == 1 and (hint or links.scripted):
        told = None  # a script's pager says 1 before its data has come
    declared_pages = _first(call.pages if call else None, links.last, _script_pages(page), told)
    numbered = own_number(page.url)
    if numbered is not None and not plans:
        plans.append(numbered)
    declared_rows = _first(
        call.rows if call else None,
        _stated_total(page),
        sliced_rows(page),
        _number(_RECORDS.search(page.scripts)),
        _number(_TEXT_ROWS.search(text)),
    )
    options = read_options(page)
    plans.extend(options)
    signal = (
        any(plan is not numbered for plan in plans)
        or bool(turns)
        or (declared_pages or 1) > 1
        or bool(_WORDS.search(text))
        or hints_at_more(page)
    )
    if told == 1 and not next_url:
        signal = False  # the page says in words that there is one page
    return PagerReading(
        _unique(plans),
        next_url,
        declared_pages,
        declared_rows,
        signal,
        hint,
        links.numbered,
        turns,
        links.last_url,
    )


def _followed(links: PagerLinks, turns: tuple[Turn, ...]) -> Iterator[Plan]:
    """Plans that take each page's own way to the next: its link, or its form."""
    if links.next_url or any(number == 2 for number, _ in links.numbered):
        yield Plan("next", "下一页" if links.next_url else "页码")
    if not links.next_url and turn_to(turns, 2):
        yield Plan("form", FORM_SOURCE)


@dataclass(frozen=True, slots=True)
class _Call:
    plans: tuple[Plan, ...]
    pages: int | None
    rows: int | None


def _call(page: PageDom) -> _Call | None:
    """The page-call script in its three argument forms; None when none fits this list."""
    for match in _CALL.finditer(without_comments(page.scripts)):
        tokens = [(int(n) if n else None, s or t) for s, t, n in _ARGUMENT.findall(match[1])]
        call = _call_of(page.url, tokens)
        if call is not None:
            return call
    return None


def _call_of(url: str, tokens: list[tuple[int | None, str]]) -> _Call | None:
    numbers = [n for n, _ in tokens if n is not None]
    words = [w for n, w in tokens if n is None]
    leading = 0
    while leading < len(tokens) and tokens[leading][0] is not None:
        leading += 1
    if len(numbers) < 2:
        return None
    rows: int | None = None
    if leading >= 3:  # records, pages, current
        rows, pages, current = numbers[:3]
    else:  # pages, current [, … records]; a quoted first argument is only a place
        pages, current = numbers[:2]
        rows = numbers[-1] if leading == 0 and len(numbers) > 2 and numbers[-1] >= pages else None
    if leading == 0:
        words = words[1:]
    extension = next((w for w in words if w.lower() in PAGE_EXTENSIONS), "")
    stem = next((w for w in words if w and w.lower() not in PAGE_EXTENSIONS), "")
    if current not in (0, 1) or not _is_own_stem(url, stem):
        return None
    if not extension:
        return _Call((), pages, rows)
    base = urls.join(url, f"{stem}_{{n}}.{extension}").replace("%7Bn%7D", "{n}")
    plan = Plan("template", "翻页脚本", base, first=1)
    # A script that counts from 1 may still name page 2 "_1": that file is tried first.
    plans = (plan,) if current == 0 else (plan, Plan("template", "翻页脚本", base, first=2))
    return _Call(plans, pages, rows)


def _is_own_stem(url: str, stem: str) -> bool:
    """The script pages this list only if it names this list's file (not an article's body)."""
    name = posixpath.basename(urlsplit(url).path)
    match = _FILE.match(name)
    own = match["stem"] if match else ""
    if not stem:
        return True
    if own:
        return stem == own or own.startswith(stem + "_")
    return not re.match(r"^t?\d{6,}", stem)


def _script_pages(page: PageDom) -> int | None:
    scripts = without_comments(page.scripts) + handlers(page)
    for pattern in _CLAMP:
        match = pattern.search(scripts)
        if match:
            return int(match.groupdict().get("n") or match[2])
    pages = _number(_PAGES.search(scripts))
    # "1" in a variable proves nothing: it may stand there before the data has come.
    return pages if pages != 1 or _CONFIGURED_ONE.search(scripts) else None


def without_comments(code: str) -> str:
    """A script without its comments; // inside strings and addresses stays."""
    return _COMMENTS.sub(lambda match: match[1] or " ", code)


def _pager_text(page: PageDom) -> str:
    """Visible text of the small blocks that speak of pages; titles of rows stay out."""
    pieces: dict[str, None] = {}
    for node in page.root.iter():
        if not isinstance(node.tag, str) or node.tag in _SILENT or _is_title(node):
            continue
        for piece, holder in ((node.text, node), (node.tail, node.getparent())):
            if piece and holder is not None and _SPEAKS.search(piece) and len(piece) < 200:
                if _is_badge(piece, holder):
                    continue
                around = visible_text(holder) if len(holder) < 60 else ""
                pieces[around if 0 < len(around) < 240 else fold(piece)] = None
    return " ".join(pieces)


def _stated_total(page: PageDom) -> int | None:
    """The total of an answer that is data: JSON's own, XML's totalrecord, a pager's attribute."""
    if page.text.lstrip("\ufeff \r\n\t")[:1] in ("{", "["):
        total = declared_total(load(page.text))
        if total is not None:
            return total
    return _number(_XML_TOTAL.search(page.text)) or _number(_ATTRIBUTE_TOTAL.search(page.markup))


def _is_badge(piece: str, holder: HtmlElement) -> bool:
    """Whether a total stands within a link beside its name: the total of what it leads to."""
    link = next((n for n in (holder, *holder.iterancestors()) if n.tag == "a"), None)
    return (
        link is not None
        and bool(_TEXT_ROWS.search(piece))
        and len(_HAN.findall(visible_text(link))) >= len(_HAN.findall(piece)) + 2
    )


def _is_title(node: HtmlElement) -> bool:
    """Whether an element is a link with a title in it: titles speak of pages and items too."""
    return node.tag == "a" and len(_HAN.findall("".join(node.itertext()))) > 6


def _first(*values: int | None) -> int | None:
    return next((v for v in values if v is not None), None)


def _number(match: re.Match[str] | None) -> int | None:
    return int(next(g for g in match.groups() if g)) if match else None


def _unique(plans: list[Plan]) -> tuple[Plan, ...]:
    return tuple(dict.fromkeys(plans))
