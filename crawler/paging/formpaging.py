"""Pagers that submit a form: ASP.NET's __doPostBack, buttons named 下一页, scripts that fill it.

Which fields turn the page is read from the pager; all other fields come from the page just read,
as a browser would send them (view states are good for one turn only).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from lxml.html import HtmlElement

from crawler import urls
from crawler.pages.dom import PageDom, anchor_text, fold
from crawler.paging.endpoints import PAGE_NAME
from crawler.paging.pagerlinks import NEXT_WORD

SOURCE = "表单翻页"
FORM_TYPE = "application/x-www-form-urlencoded"
_POSTBACK = re.compile(
    r"(?:__doPostBack|PostBackOptions)\s*\(\s*(['\"])(?P<target>[^'\"]+)\1"
    r"\s*,\s*(['\"])(?P<argument>[^'\"]*)\3"
)
_FUNCTION = re.compile(r"function\s+(\w+)\s*\(\s*(\w+)[^)]*\)\s*\{(.*?submit\s*\(.*?)\}", re.S)
_FILLED = r"(?:\.|\[['\"]|ById\(['\"]|ByName\(['\"]|\$\(['\"][#]?)([\w$]+)['\")\]\[0]*\.?"
_CALLED = re.compile(r"(\w+)\s*\(\s*['\"]?(\d{1,5})['\"]?\s*\)")
_SENT = frozenset({"", "hidden", "text", "search", "number"})
_NUMBER = re.compile(r"(\d{1,5})$")


@dataclass(frozen=True, slots=True)
class Turn:
    """How a page turns to page ``number`` (0: the next one): the fields of form no. ``form``."""

    number: int
    form: int
    fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Submission:
    """A filled form on its way: ``body`` is empty for GET."""

    url: str
    method: str
    body: str


def read_turns(page: PageDom) -> tuple[Turn, ...]:
    """Every way to another page that the page's forms offer, in page order, at most 40."""
    if page.root.find(".//form") is None:
        return ()
    forms = list(page.root.iter("form"))
    fillers = _fillers(page, _page_field(forms))
    found: dict[Turn, None] = {}
    for node in page.root.iter("a", "input", "button"):
        for turn in _turns_of(node, forms, fillers):
            found[turn] = None
    return tuple(found)[:40]


def turn_to(turns: tuple[Turn, ...], number: int) -> Turn | None:
    """The turn that leads to page ``number`` from the page before it."""
    exact = next((turn for turn in turns if turn.number == number), None)
    return exact or next((turn for turn in turns if turn.number == 0), None)


def submission(page: PageDom, turn: Turn, encoding: str) -> Submission | None:
    """The page's form as a browser would send it after that turn; None when the form is gone."""
    forms = list(page.root.iter("form"))
    if turn.form >= len(forms):
        return None
    form = forms[turn.form]
    turned = dict(turn.fields)
    pairs = [(name, turned.pop(name, value)) for name, value in _fields(form)]
    pairs += list(turned.items())
    address = urls.join(page.base, form.get("action") or "") or page.url
    try:
        query = urlencode(pairs, encoding=encoding or "utf-8", errors="xmlcharrefreplace")
    except LookupError:
        query = urlencode(pairs)
    if (form.get("method") or "get").lower() != "post":
        return Submission(f"{address.split('?')[0]}?{query}", "GET", "")
    return Submission(address, "POST", query)


def _turns_of(
    node: HtmlElement, forms: list[HtmlElement], fillers: dict[str, str]
) -> Iterator[Turn]:
    name = node.get("value") or "" if node.tag == "input" else anchor_text(node)
    label = name.strip("[]【】()（） ")
    if len(label) > 12 or "disabled" in node.attrib:
        return
    code = f"{node.get('href') or ''} {node.get('onclick') or ''}"
    form = next((n for n in node.iterancestors("form")), None)
    posted = _POSTBACK.search(code)
    if posted:
        number = _number(label, posted["argument"])
        index = forms.index(form) if form is not None else 0
        fields = (("__EVENTTARGET", posted["target"]), ("__EVENTARGUMENT", posted["argument"]))
        if number is not None:
            yield Turn(number, index, fields)
        return
    if node.tag != "a" and (node.get("type") or "submit").lower() == "submit":
        if form is not None and NEXT_WORD.match(label) and node.get("name"):
            yield Turn(0, forms.index(form), ((node.get("name") or "", name),))
        return
    for called, value in _CALLED.findall(code):
        field = fillers.get(called)
        owner = next((i for i, f in enumerate(forms) if field and _holds(f, field)), None)
        if field and owner is not None and (label == value or NEXT_WORD.match(label)):
            yield Turn(int(value) if label == value else 0, owner, ((field, value),))


def _number(label: str, argument: str) -> int | None:
    """Page number of a postback link, 0 for the next page; None for a link that turns no page.

    A calendar's days are numbers too, but their argument is another one.
    """
    if NEXT_WORD.match(label):
        return 0
    ending = _NUMBER.search(argument)
    if label.isascii() and label.isdigit():
        agrees = not argument or (ending is not None and int(ending[1]) == int(label))
        return int(label) if agrees else None
    further = set(label) <= set(".…") and bool(label)
    return int(ending[1]) if further and ending else None


def _fillers(page: PageDom, counting: str) -> dict[str, str]:
    """Functions that put their argument into a field and submit.

    Those of the page's scripts are told by what they do; those that lie in a file are taken to
    fill the one field of the page that counts pages.
    """
    called = {name for name, _ in _CALLED.findall(" ".join(_codes(page)))}
    known = set(re.findall(r"function\s+(\w+)", page.scripts))
    found = dict.fromkeys(called - known, counting) if counting else {}
    for name, argument, body in _FUNCTION.findall(page.scripts):
        filled = re.search(rf"{_FILLED}(?:value\s*=\s*|val\s*\(\s*){re.escape(argument)}\b", body)
        if filled:
            found[name] = filled[1]
    return found


def _codes(page: PageDom) -> Iterator[str]:
    for node in page.root.iter("a", "input", "button"):
        yield f"{node.get('href') or ''} {node.get('onclick') or ''}"


def _page_field(forms: list[HtmlElement]) -> str:
    """The one field on the page that counts pages by its name, for a script that lies elsewhere."""
    names = [node.get("name") or "" for form in forms for node in form.iter("input")]
    counting = [name for name in names if PAGE_NAME.match(name)]
    return counting[0] if len(counting) == 1 else ""


def _holds(form: HtmlElement, field: str) -> bool:
    return any(field in (n.get("name"), n.get("id")) for n in form.iter("input"))


def _fields(form: HtmlElement) -> Iterator[tuple[str, str]]:
    """What a browser sends of a form: filled fields, chosen options, no buttons."""
    for node in form.iter("input", "select"):
        name = node.get("name") or ""
        if not name or "disabled" in node.attrib:
            continue
        if node.tag == "select":
            options = list(node.iter("option"))
            chosen = next((o for o in options if "selected" in o.attrib), None)
            option = chosen if chosen is not None else next(iter(options), None)
            if option is not None:
                said = fold("".join(option.itertext()))
                yield name, option.get("value", said) or ""
            continue
        kind = (node.get("type") or "").lower()
        if kind in _SENT or (kind in ("checkbox", "radio") and "checked" in node.attrib):
            yield name, node.get("value") or ""
