"""Pager links with real addresses: 下一页, 尾页, numbers, jump boxes; and the rule behind them."""

import re
from dataclasses import dataclass

from crawler import urls
from crawler.pages.dom import PageDom, anchor_text, fold
from crawler.paging.plan import OWN_NUMBER, Plan

NEXT_WORD = re.compile(
    r"^(下一?[页頁]|后一?[页頁]|後一?[页頁]|[下后]\s*\d*\s*条|next( page)?|>|›|→|▶|&gt;)\s*[>›»]*$",
    re.I,
)
_OWN_NUMBER = re.compile(
    r"(?:[_/-]|[?&](?:page|pageNo|pageNum|pageIndex|curPage|currPage|current|cpage|p|pn|pi)=)"
    r"(1)(?=\.[a-z]{3,5}$|&|$)",
    re.I,
)
_CALLS = re.compile(r"javascript:(?!\s*(?:void|;|$)).*\(", re.I)
_LAST = re.compile(r"^(尾\s*页|末\s*页|最后一?页|last( page)?|>>|»»|>\|)$", re.I)


@dataclass(frozen=True, slots=True)
class PagerLinks:
    """The next page's address or '', the page count the links tell, the rule behind numbers.

    ``alone``: first and last page are this very page, so there is no other. ``scripted``: 下一页
    runs a script.
    """

    next_url: str
    last: int | None
    numbered: tuple[tuple[int, str], ...]
    alone: bool
    scripted: bool
    plans: tuple[Plan, ...]
    last_url: str = ""


def read_links(page: PageDom) -> PagerLinks:
    """Pager links with real addresses: 下一页, 尾页, numbers."""
    next_url, last_url = "", ""
    scripted = False
    numbered: dict[int, str] = {}
    for anchor in page.root.iter("a"):
        href = anchor.get("href") or ""
        text = anchor_text(anchor)
        if not href or len(text) > 12:
            continue
        address = urls.join(page.base, href)
        if not address:
            scripted |= bool(NEXT_WORD.match(text.strip("[] ")) and _CALLS.search(href))
            continue
        plain = text.strip("[]【】()（） ")
        if NEXT_WORD.match(plain) and not next_url:
            next_url = address
        elif _LAST.match(plain) and not last_url:
            last_url = address
        elif plain.isascii() and plain.isdigit() and 1 <= int(plain) <= 1990:
            numbered.setdefault(int(plain), address)
    here = urls.canonical(page.url)
    if urls.canonical(next_url) == here:
        next_url = ""
    template = rule_of(numbered)
    last = page_number(last_url, template)
    alone = bool(last_url) and urls.canonical(last_url) == here and not next_url
    plans = (template,) if template else ()
    shown = tuple(sorted(numbered.items())[:40])
    return PagerLinks(next_url, last, shown, alone, scripted, plans, last_url)


def own_number(url: str) -> Plan | None:
    """The rule an address shows by itself: …_1.html, /list/1.html, ?pageIndex=1."""
    match = _OWN_NUMBER.search(url)
    if match is None:
        return None
    template = f"{url[: match.start(1)]}{{n}}{url[match.end(1) :]}"
    return Plan("template", OWN_NUMBER, template, first=2)


def rule_of(numbered: dict[int, str]) -> Plan | None:
    """One address rule out of two neighbouring page numbers; None when they do not agree."""
    pairs = [
        (n, numbered[n], numbered[n + 1]) for n in sorted(numbered) if n >= 2 and n + 1 in numbered
    ]
    for number, low, high in pairs:
        low_runs, high_runs = (re.split(r"(\d+)", a) for a in (low, high))
        if len(low_runs) != len(high_runs):
            continue
        differ = [i for i, (a, b) in enumerate(zip(low_runs, high_runs, strict=True)) if a != b]
        if len(differ) != 1 or not low_runs[differ[0]].isdigit():
            continue
        at = differ[0]
        padded = low_runs[at].startswith("0") and low_runs[at] != "0"
        if padded and len(low_runs[at]) != len(high_runs[at]):
            continue
        step = int(high_runs[at]) - int(low_runs[at])
        if step == 0:
            continue
        template = "".join([*low_runs[:at], "{n}", *low_runs[at + 1 :]])
        first = int(low_runs[at]) - (number - 2) * step
        width = len(low_runs[at]) if padded else 0
        return Plan("template", "页码", template, first=first, step=step, width=width)
    return None


def page_number(last_url: str, template: Plan | None) -> int | None:
    """Number of the page at an address (the 尾页 link), when it fits the numbered links' rule."""
    if not last_url or template is None:
        return None
    head, tail = template.template.split("{n}", 1)
    middle = last_url[len(head) : len(last_url) - len(tail) if tail else None]
    if not last_url.startswith(head) or not last_url.endswith(tail) or not middle.isdigit():
        return None
    steps, rest = divmod(int(middle) - template.first, template.step)
    return steps + 2 if rest == 0 and steps >= 0 else None


def read_options(page: PageDom) -> list[Plan]:
    """A jump box whose options are addresses: 2 → …/p2.html."""
    numbered: dict[int, str] = {}
    for option in page.root.iter("option"):
        text, value = fold("".join(option.itertext())), option.get("value") or ""
        digits = re.search(r"\d{1,4}", text)
        if digits and ("/" in value or "." in value):
            address = urls.join(page.base, value)
            if address:
                numbered.setdefault(int(digits[0]), address)
    plan = rule_of(numbered)
    return [plan] if plan else []
