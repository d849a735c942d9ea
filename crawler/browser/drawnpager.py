"""The rule behind a pager that only a script draws: its links lead to plain addresses."""

import re

from crawler.pages.dom import PageDom
from crawler.paging.hints import read_pager
from crawler.paging.pagerlinks import rule_of
from crawler.paging.plan import Plan

DRAWN = "浏览器所见页码"  # the source of a plan out of links a browser saw


def drawn_rule(screen: PageDom) -> Plan | None:
    """The rule of a rendered page one's numbered links, or of 下一页 and 尾页; None without one.

    尾页 tells the step only where the page says how many pages there are.
    """
    pager = read_pager(screen)
    rule = rule_of(dict(pager.numbered))
    if rule is None and pager.next_url and pager.last_url and (pager.declared_pages or 0) > 2:
        rule = _between(pager.next_url, pager.last_url, (pager.declared_pages or 0) - 2)
    if rule is None:
        return None
    return Plan("template", DRAWN, rule.template, rule.first, rule.step, width=rule.width)


def _between(second: str, last: str, pages: int) -> Plan | None:
    """The rule of page 2 and the page ``pages`` further on: one number apart, in even steps."""
    low, high = (re.split(r"(\d+)", address) for address in (second, last))
    if len(low) != len(high):
        return None
    apart = [i for i, (a, b) in enumerate(zip(low, high, strict=True)) if a != b]
    if len(apart) != 1 or not low[apart[0]].isdigit() or low[apart[0]].startswith("0"):
        return None
    at = apart[0]
    step, rest = divmod(int(high[at]) - int(low[at]), pages)
    if rest or int(low[at]) - step not in (0, 1):  # where page one begins
        return None
    template = "".join([*low[:at], "{n}", *low[at + 1 :]])
    return Plan("template", DRAWN, template, int(low[at]), step)
