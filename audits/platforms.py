"""Whether messages, surveys and interviews run on one platform: where each kind leads.

The site shows addresses, not systems: one platform for all kinds is proposed where they lead to
one other host or to one known system, else the places are listed and nobody can tell.
"""

import re
from urllib.parse import urlsplit

from audits.case import Case
from audits.facts import Evidence, Fact, Outcome
from audits.ledger import ColumnCount
from crawler import urls
from crawler.pages.lexicon import load_lexicon

FIELD = "unified_platform_used"
_KINDS = {"messages": "留言咨询", "surveys": "征集调查", "interviews": "在线访谈"}
_SYSTEM = re.compile(
    r"^/(jact|jsurvey|hudong|(?:hd|hdjl|zmhd|gzhd|jlhd|gzcy)-?pt|jiaohu|interact(?:ion|ive)?|12345)"
    r"(?:/|$)",
    re.I,
)


_SECTION = re.compile(
    r"(?:互动(?:交流|平台)?|交流互动|公众参与)$"
)  # holds the kinds, is none of them


def unified(case: Case) -> Fact:
    """The one answer, with the place of every kind as evidence."""
    words = load_lexicon()
    found: list[tuple[str, ColumnCount]] = []
    for column in case.ledger:
        boxes = {*words.boxes_of_name(column.line.name), *column.line.boxes}
        if not _SECTION.search(column.line.name):
            found += [(kind, column) for kind in _KINDS if kind in boxes]
    evidence = tuple(
        Evidence(c.line.url, title=c.line.name, quote=f"{_KINDS[kind]}：{_place(case, c)}")
        for kind, c in found
    )
    kinds = list(dict.fromkeys(kind for kind, _ in found))
    places = sorted({_place(case, column) for _, column in found})
    named = "、".join(_KINDS[kind] for kind in kinds)
    if len(kinds) >= 2 and len(places) == 1 and _is_platform(case, found[0][1]):
        reason = f"{named}都指向同一个平台（{places[0]}），请核对是否统一的互动交流平台"
        return Fact(FIELD, True, Outcome.ESTIMATE, evidence, reason)
    if not kinds:
        reason = "没有看到留言、调查、访谈的栏目，看不出是否使用统一平台"
    elif len(places) == 1:
        reason = f"{named}在{places[0]}，从网页上看不出是不是统一的互动交流平台"
    else:
        reason = f"{named}分在 {len(places)} 处（{'、'.join(places)}），从网页上看不出是否统一平台"
    return Fact(FIELD, None, Outcome.UNKNOWN, evidence, reason)


def _is_platform(case: Case, column: ColumnCount) -> bool:
    """Whether a place is a platform of its own and not a folder of the site."""
    return not case.own(column.line.url) or bool(_SYSTEM.match(urlsplit(column.line.url).path))


def _place(case: Case, column: ColumnCount) -> str:
    """The host of another site, the system on our own, or 本网站."""
    url = column.line.url
    if not case.own(url):
        return urls.host_of(url)
    system = _SYSTEM.match(urlsplit(url).path)
    return f"本网站的 /{system[1]}/" if system else "本网站"
