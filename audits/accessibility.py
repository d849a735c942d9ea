"""Accessibility: an entry to barrier-free browsing or to a version for older readers.

Fills    accessibility_offered: yes or no.
Scope    the home page (as sent, and as a browser shows it) and further pages of columns.
Source   filling notes 九.3 of the national form; marks in config/features.toml.
Unknown  the home page was not read. A found entry nobody opened is an estimate.
Errors   none.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from audits.audit import Audit
from audits.case import Case
from audits.entries import Sighting, absent, probe_evidence, sightings
from audits.facts import Evidence, Fact, Outcome

_FIELD = "accessibility_offered"
_RANK = ("opened", "page", "outside", "nothing", "failed", "plain", "dead")  # best first
_TRIED = {
    "opened": (True, Outcome.OBSERVED, ""),
    "dead": (False, Outcome.OBSERVED, ""),
    "page": (
        True,
        Outcome.ESTIMATE,
        "入口转到另一页面，没有看到工具栏，不知道是不是专门版本，请人工点开核对",
    ),
    "plain": (
        False,
        Outcome.ESTIMATE,
        "入口打开的是普通页面，没有工具栏，文字也没有变大，请人工点开核对",
    ),
    "nothing": (
        False,
        Outcome.ESTIMATE,
        "有入口，浏览器中点开后没有看到工具栏或专门版本，请人工点开核对",
    ),
}
_SCOPE = "网站提供无障碍浏览、长者模式等辅助浏览功能，且点开后确有工具栏或专门版本。"


def run(case: Case) -> Iterator[Fact]:
    """Yield the one answer."""
    for fact in _answer(case):
        yield replace(fact, evidence=(*fact.evidence, *_checked(case)))


def _answer(case: Case) -> Iterator[Fact]:
    found = sightings(case, "accessibility", "elder")
    if not found:
        yield absent(case, _FIELD, "无障碍浏览")
        return
    evidence = tuple(sighting.evidence for sighting in found)
    probes = sorted(case.store.probes("accessibility"), key=lambda one: _RANK.index(one.result))
    evidence = (*(e for probe in probes for e in probe_evidence(probe)), *evidence)
    if probes and probes[0].result in _TRIED:
        value, outcome, reason = _TRIED[probes[0].result]
        yield Fact(_FIELD, value, outcome, evidence, reason, _SCOPE)
        return
    broken = _broken(case, found)
    if broken:
        reason = "有入口，但它用到的脚本或页面打不开，很可能不能用，请人工点开核对"
        yield Fact(_FIELD, False, Outcome.ESTIMATE, (*broken, *evidence), reason, _SCOPE)
        return
    outside = [s for s in found if s.entry.url and not case.own(s.entry.url)]
    reason = "看到了入口，没有实际打开，请人工点开核对"
    if outside:
        reason = "看到了入口，所用脚本在另一网站，采集时不请求，请人工点开核对"
    yield Fact(_FIELD, True, Outcome.ESTIMATE, evidence, reason, _SCOPE)


def _broken(case: Case, found: Sequence[Sighting]) -> tuple[Evidence, ...]:
    """What the entries need and the site does not have; empty as long as one of them works."""
    targets = [s.entry.url for s in found if s.entry.url]
    dead = []
    for url in dict.fromkeys(targets):
        page, error = case.store.answer(url) if case.own(url) else (None, "")
        if page is not None or "404" not in error:
            return ()
        dead.append(Evidence(url, quote=f"打不开（{error}）"))
    return tuple(dead)


def _checked(case: Case) -> tuple[Evidence, ...]:
    """The automatic check of three pages: facts beside the answer, no part of it."""
    note = "（只供了解，不作“是”“否”的依据，各类问题列在检查指标里）"
    return tuple(
        Evidence(probe.url, probe.action, quote=f"{probe.detail}{note}", picture=probe.picture)
        for probe in case.store.probes("axe")
        if probe.result == "ok"
    )


AUDIT = Audit(id="accessibility", title="无障碍浏览", fields=(_FIELD,), run=run, by_columns=False)
