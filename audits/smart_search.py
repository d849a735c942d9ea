"""Search as a service: a search that corrects, suggests, understands and sorts.

Fills    search_as_service: yes or no, always a proposal: the features are shown, a person ticks.
Scope    the site's search box, and three searches tried in the browser (a typo, pinyin, a
         sentence) with what the result page offered.
Source   filling notes 九.1 of the national form.
Unknown  the search was not tried.
Errors   none.
"""

from collections.abc import Iterator

from audits.audit import Audit
from audits.case import Case
from audits.entries import absent, dom_of, probe_evidence, searched
from audits.facts import Evidence, Fact, Outcome
from crawler.pages.features import may_search, search_forms
from crawler.records import Probe
from crawler.urls import host_of

_FIELD = "search_as_service"
_SCOPE = (
    "错别字纠正、拼音识别、自然语言、关键词推荐、分类筛选五项中，"
    "实测到三项以上的提示勾选，由人决定。"
)
_ENOUGH = 3
_HOW = "；搜索是本单位的，把 site.toml 里那个域名的 role 改为 own，再重新采集"
_NO_RESULT = ("failed", "outside", "stuck")
_CORRECTING = ("typo", "pinyin")
_NAMES = {
    "typo": "错别字纠正",
    "pinyin": "拼音识别",
    "sentence": "自然语言检索",
    "suggestions": "关键词推荐",
    "facets": "分类筛选",
}


def run(case: Case) -> Iterator[Fact]:
    """Yield the one answer."""
    probes = case.store.probes("search")
    if probes and probes[0].result != "nobox":
        yield _tried(case.store.probes("hints"), probes)
        return
    for page in searched(case)[:3]:
        for form in search_forms(dom_of(page)):
            evidence = (Evidence(page.url, title="搜索框", quote=form.markup, href=form.action),)
            reason = "网站有搜索框，但没有用浏览器实测，不知道是否具备纠错、推荐、筛选等功能"
            if not case.own(form.action):
                reason = f"搜索由另一网站（{host_of(form.action)}）提供，没有请求{_HOW}"
            yield Fact(_FIELD, None, Outcome.UNKNOWN, evidence, reason, _SCOPE)
            return
    hint = next((page for page in searched(case) if may_search(dom_of(page))), None)
    if hint is not None:
        evidence = (Evidence(hint.url, quote="页面上有输入框或“搜索”字样"),)
        reason = "网站可能有搜索，但不是能自动实测的搜索框，请人工试一试"
        yield Fact(_FIELD, None, Outcome.UNKNOWN, evidence, reason, _SCOPE)
        return
    yield absent(case, _FIELD, "搜索")


def _tried(hints: tuple[Probe, ...], probes: tuple[Probe, ...]) -> Fact:
    evidence = tuple(e for probe in (*hints, *probes) for e in probe_evidence(probe))
    anyway = any(_has(probe, "anyway") for probe in probes)
    good = [
        name
        for key, name in _NAMES.items()
        if any(_has(p, key) for p in (*hints, *probes)) and not (anyway and key in _CORRECTING)
    ]
    if all(probe.result in _NO_RESULT for probe in probes):
        told = "；".join(dict.fromkeys(probe.detail for probe in probes))
        reason = f"试搜没有得到结果页（{told}），请人工试一试"
        if any(probe.result == "outside" for probe in probes):
            reason += _HOW
        return Fact(_FIELD, None, Outcome.UNKNOWN, evidence, reason, _SCOPE)
    shown = "、".join(good) or "没有一项"
    missed = sum(probe.result in _NO_RESULT for probe in probes)
    reason = f"三次试搜看到的功能：{shown}；是否算“搜索即服务”请人工判断"
    if anyway:
        reason += "（不论搜什么都提示同一个词，不算纠错）"
    if missed:
        reason += f"（其中 {missed} 次没有得到结果页）"
    return Fact(_FIELD, len(good) >= _ENOUGH, Outcome.ESTIMATE, evidence, reason, _SCOPE)


def _has(probe: Probe, feature: str) -> bool:
    return feature in probe.result.split()


AUDIT = Audit(id="smart_search", title="搜索即服务", fields=(_FIELD,), run=run, by_columns=False)
