"""Who runs the site: its name, its units, its code, its electronic mark.

Fills    site_name, host_unit, operator_unit, chinese_domain: text; site_code: ten digits, or bm
         and eight digits; electronic_mark_code: CA and 21 digits.
Scope    the home page (meta tags, title, footer, 找错 script) and up to a dozen column pages.
Source   filling notes 一.1, 一.3 and 一.5 of the national form.
Unknown  nothing is shown, or two places disagree.
Errors   none.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from audits.audit import Audit
from audits.case import Case
from audits.facts import Evidence, Fact, Outcome, Remark
from audits.footer import (
    PageText,
    copyright_holders,
    host_units,
    metas,
    operator_units,
    page_text,
)
from audits.provinces import disagreements, leftovers
from crawler.records import StoredPage

_CODE = r"(bm\d{8}|\d{10})(?!\d)"
_PLACES = {
    "页脚": re.compile(rf"网站标识码\s*[:：]?\s*{_CODE}", re.I),
    "找错脚本": re.compile(rf"""\bsitecode\s*=\s*['"]?\s*{_CODE}""", re.I),
    "找错链接": re.compile(rf"site_code=\s*{_CODE}", re.I),
}
_TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.I | re.S)
_AROUND_TITLE = re.compile(
    r"^(欢迎(光临|访问|来到))|^(网站)?首页\s*[-_—–|:：\s]\s*|([-_—–|\s]*(网站)?首页)$"
)
_FILLER = frozenset({"网站名称", "政府网站标识码", "网站标识码", "无标题文档", "首页"})
_SAMPLE = 12
_HAN = re.compile(r"[\u4e00-\u9fff]{2}")
_MARK = re.compile(r"dcs\.conac\.cn/js/(\d{2})/(\d{3})/(\d{4})/(\d{8})/(CA\d{21})(?!\d)\.js", re.I)
_CHINESE_DOMAIN = re.compile(r"[\u4e00-\u9fff]{2,30}\.政务(?![\u4e00-\u9fff])")


def run(case: Case) -> Iterator[Fact]:
    """Yield name, host unit and code."""
    home = case.home
    if home is None:
        for field in AUDIT.fields:
            yield Fact(field, None, Outcome.UNKNOWN, reason="首页没有读到")
        return
    view = page_text(home)
    yield _site_name(case, home, view)
    yield _host_unit(case, view)
    yield _operator_unit(case, view)
    yield _site_code(case, home, view)
    yield _mark_code(case, view)
    yield _chinese_domain(case, view)


def remarks(case: Case) -> Iterator[Remark]:
    """Numbers that do not belong together, and what a copied template left behind."""
    yield from disagreements(case)
    yield from leftovers(case)


def _site_name(case: Case, home: StoredPage, view: PageText) -> Fact:
    """The SiteName tag, when the pages agree on it; else the title as a proposal."""
    pages = (home, *islice(case.store.pages("column"), _SAMPLE))
    found = [
        Evidence(page.url, quote=name, title="页面标签 SiteName")
        for page in pages
        if (name := metas(page.text).get("sitename")) and name not in _FILLER
    ]
    names = Counter(e.quote for e in found)
    if len(names) == 1:
        return Fact("site_name", found[0].quote, Outcome.OBSERVED, tuple(found))
    if len(names) > 1:
        shown = "、".join(names)
        return Fact(
            "site_name", None, Outcome.UNKNOWN, tuple(found), f"各页标签 SiteName 不一致：{shown}"
        )
    titles = [_plain_title(match[1]) for match in _TITLE.finditer(view.source)]
    # Frames have titles of their own, which name nothing (top, main).
    title = next((t for t in titles if t not in _FILLER and _HAN.search(t)), "")
    if not title:
        return Fact("site_name", None, Outcome.UNKNOWN, reason="首页没有网站名称标签，也没有标题")
    evidence = (_seen(case, title, "首页标题"),)
    return Fact("site_name", title, Outcome.ESTIMATE, evidence, "只见于首页标题，请核对全称")


def _plain_title(text: str) -> str:
    title = re.sub(r"\s+", " ", text).strip()
    return _AROUND_TITLE.sub("", title).strip()


def _seen(
    case: Case, quote: str, title: str, read: Callable[[str], Sequence[str]] | None = None
) -> Evidence:
    """What the home page says, with the address of the part of it that says so."""
    url, how = case.where(quote, read)
    return Evidence(url, quote=quote, title=f"{title}{how}")


def _host_unit(case: Case, view: PageText) -> Fact:
    """The footer's 主办单位: an estimate, since a short name cannot be told from the full one.

    Observed when the unit's own profile says the same.
    """
    read, place = host_units, "主办单位"
    if not read(view.shown):
        read, place = copyright_holders, "版权所有"
    names = read(view.shown)
    evidence = tuple(_seen(case, name, f"页脚 {place}", read) for name in names)
    if not names:
        return Fact("host_unit", None, Outcome.UNKNOWN, reason="首页页脚没有写明主办单位")
    if len(names) > 1:
        shown = "、".join(names)
        return Fact("host_unit", None, Outcome.UNKNOWN, evidence, f"页脚有不同的{place}：{shown}")
    if names[0] in (case.profile.unit.get("reporting_unit"), case.profile.unit.get("host_unit")):
        return Fact("host_unit", names[0], Outcome.OBSERVED, evidence)
    reason = f"取自页脚“{place}”，请核对是否为主办单位全称"
    return Fact("host_unit", names[0], Outcome.ESTIMATE, evidence, reason)


def _operator_unit(case: Case, view: PageText) -> Fact:
    """The footer's 承办单位: an estimate like the host unit."""
    names = operator_units(view.shown)
    evidence = tuple(_seen(case, name, "页脚 承办单位", operator_units) for name in names)
    if not names:
        reason = "首页页脚没有写明承办单位"
        return Fact("operator_unit", None, Outcome.UNKNOWN, reason=reason)
    if len(names) > 1:
        reason = f"页脚有不同的承办单位：{'、'.join(names)}"
        return Fact("operator_unit", None, Outcome.UNKNOWN, evidence, reason)
    reason = "取自页脚，请核对是否为承办单位全称"
    return Fact("operator_unit", names[0], Outcome.ESTIMATE, evidence, reason)


def _mark_code(case: Case, view: PageText) -> Fact:
    """CA and 21 digits in the address of the conac script; one place suffices."""
    field = "electronic_mark_code"
    codes: list[str] = []
    for match in _MARK.finditer(view.source):
        two, three, four, eight, code = match.groups()
        if code == f"CA{two}{three}{four}{eight}{code[19:]}":
            codes.append(code)
    evidence = tuple(_seen(case, code, "党政机关网站标识脚本") for code in dict.fromkeys(codes))
    if not codes:
        return Fact(field, None, Outcome.UNKNOWN, reason="首页没有党政机关网站标识的脚本")
    if len(set(codes)) > 1:
        reason = f"首页有不同的电子标识码：{'、'.join(dict.fromkeys(codes))}"
        return Fact(field, None, Outcome.UNKNOWN, evidence, reason)
    return Fact(field, codes[0], Outcome.OBSERVED, evidence)


def _chinese_domain(case: Case, view: PageText) -> Fact:
    """A .政务 name printed on the home page: a proposal."""
    names = list(dict.fromkeys(m[0] for m in _CHINESE_DOMAIN.finditer(view.shown)))
    evidence = tuple(_seen(case, name, "首页 中文域名") for name in names)
    if len(names) == 1:
        reason = "首页上写的，请核对是否本网站注册的中文域名"
        return Fact("chinese_domain", names[0], Outcome.ESTIMATE, evidence, reason)
    reason = f"首页有不同的中文域名：{'、'.join(names)}" if names else "首页没有写中文域名"
    return Fact("chinese_domain", None, Outcome.UNKNOWN, evidence, reason)


def _site_code(case: Case, home: StoredPage, view: PageText) -> Fact:
    """Two agreeing places observe the code; one is a proposal.

    Two codes are unknown, unless places of different kinds agree against a single one.
    """
    places: list[tuple[str, str]] = []
    meta = metas(home.text).get("siteidcode", "").lower()
    if re.fullmatch(r"bm\d{8}|\d{10}", meta):
        places.append(("页面标签 SiteIDCode", meta))
    for name, pattern in _PLACES.items():
        text = view.shown if name == "页脚" else view.source
        places += [(name, m[1].lower()) for m in pattern.finditer(text)]
    places = list(dict.fromkeys(places))
    evidence = tuple(_seen(case, code, place) for place, code in places)
    codes = {code for _, code in places}
    if not codes:
        return Fact("site_code", None, Outcome.UNKNOWN, reason="首页没有看到政府网站标识码")
    if len(codes) > 1:
        shown = "、".join(f"{place} {code}" for place, code in places)
        reason = f"各处标识码不一致：{shown}"
        agreed = [code for code in codes if _places_of(code, places) >= 2]
        if len(agreed) == 1 and len(codes) == 2:
            reason += f"，取两处一致的 {agreed[0]}，请核对并改正另一处"
            return Fact("site_code", agreed[0], Outcome.ESTIMATE, evidence, reason)
        return Fact("site_code", None, Outcome.UNKNOWN, evidence, reason)
    code = codes.pop()
    if _places_of(code, places) >= 2:
        return Fact("site_code", code, Outcome.OBSERVED, evidence)
    return Fact(
        "site_code", code, Outcome.ESTIMATE, evidence, f"只见于一处（{places[0][0]}），请核对"
    )


def _places_of(code: str, places: Sequence[tuple[str, str]]) -> int:
    """In how many places of different kinds a code stands."""
    return len({_family(place) for place, one in places if one == code})


def _family(place: str) -> str:
    """找错 script and link are one place."""
    return "找错" if place.startswith("找错") else place


AUDIT = Audit(
    id="site_identity",
    title="网站标识",
    fields=(
        "site_name",
        "host_unit",
        "operator_unit",
        "site_code",
        "electronic_mark_code",
        "chinese_domain",
    ),
    run=run,
    remarks=remarks,
    by_columns=False,
)
