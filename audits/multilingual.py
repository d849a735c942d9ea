"""Languages: the site's own pages in another language, with real content.

Fills    multilingual_offered: yes or no.
Scope    entries on the home page, and the own page behind each; simplified and traditional
         Chinese are one language, another unit's foreign-language site is not ours.
Source   filling notes 九.2 of the national form; marks in config/features.toml.
Unknown  the home page was not read.
Errors   none.
"""

import re
from collections.abc import Iterator

from audits.audit import Audit
from audits.case import Case
from audits.entries import Sighting, absent, probe_evidence, sightings
from audits.facts import Evidence, Fact, Outcome
from audits.footer import page_text
from crawler.pages.foreigntext import foreign_text, language_folder
from crawler.records import StoredPage
from crawler.urls import host_of

_FIELD = "multilingual_offered"
_TRANSLATION = re.compile(r"translat|changeLang|fanyi|switchLang|i18n", re.I)
_SCOPE = "本网站自己的外文页面，打开后有实际内容；简繁转换不算，别的单位的外文网站不算。"


def run(case: Case) -> Iterator[Fact]:
    """Yield the one answer."""
    found = sightings(case, "language")
    foreign = [s for s in found if s.entry.url and not _may_be_ours(case, s.entry.url)]
    others = tuple(s.evidence for s in foreign)
    ours = [s for s in found if s not in foreign]
    hosts = dict.fromkeys(host_of(s.entry.url) for s in foreign if not _translates(s))
    if not ours and hosts:
        reason = f"外文入口指向另一网站（{'、'.join(hosts)}），看来是别的单位的，请人工核对"
        yield Fact(_FIELD, False, Outcome.ESTIMATE, others, reason, _SCOPE)
        return
    if not ours:
        yield absent(case, _FIELD, "外文版本", others)
        return
    if all(_translates(sighting) for sighting in ours):
        reason = "外文入口看来是机器翻译的按钮，不是本网站的外文网页，请人工核对"
        evidence = tuple(s.evidence for s in ours)
        yield Fact(_FIELD, False, Outcome.ESTIMATE, evidence, reason, _SCOPE)
        return
    told = [*_shown(case), *(_opened(case, sighting) for sighting in ours)]
    best = max(told, key=lambda pair: _RANK.index(pair[0]))
    pictured = (told for probe in case.store.probes("language") for told in probe_evidence(probe))
    evidence = (*dict.fromkeys((*best[1], *pictured)), *(s.evidence for s in ours))
    outcome, value, reason = _MEANING[best[0]]
    yield Fact(_FIELD, value, outcome, evidence, reason, _SCOPE)


_RANK = ("dead", "empty", "unopened", "real")
_MEANING = {
    "real": (Outcome.OBSERVED, True, ""),
    "unopened": (
        Outcome.ESTIMATE,
        True,
        "看到了外文入口，没有打开它的页面，请人工核对是否本网站的外文版、有没有内容",
    ),
    "empty": (Outcome.ESTIMATE, False, "外文入口打开后没有多少外文内容，请人工核对"),
    "dead": (Outcome.ESTIMATE, False, "外文入口打不开，请人工核对"),
}


def _opened(case: Case, sighting: Sighting) -> tuple[str, tuple[Evidence, ...]]:
    """What lies behind an entry: real, empty, dead, or unopened."""
    url = sighting.entry.url
    page, error = case.store.answer(url) if url else (None, "")
    if page is None:
        gone = "404" in error or "410" in error
        return ("dead", (Evidence(url, quote=f"打不开（{error}）"),)) if gone else ("unopened", ())
    told = [(one, foreign_text(page_text(one).shown)) for one in (page, *_behind(case, page))]
    best, written = next(((p, w) for p, w in told if w.word == "real"), told[0])
    return written.word, (Evidence(best.url, title=sighting.entry.text, quote=written.told),)


def _behind(case: Case, page: StoredPage) -> Iterator[StoredPage]:
    """Pages that were read in the folder of an entry's page, or where it leads on to."""
    folder = language_folder(page.final_url, page.text)
    for purpose in ("feature", "column", "detail") if folder else ():
        for other in case.store.pages(purpose):
            if other.text and other.final_url.startswith(folder):
                yield other


def _translates(sighting: Sighting) -> bool:
    """Whether an entry runs a translation of the page instead of leading to another."""
    url = sighting.entry.url
    return bool(_TRANSLATION.search(host_of(url) if url else sighting.entry.markup))


def _shown(case: Case) -> Iterator[tuple[str, tuple[Evidence, ...]]]:
    """What a browser saw behind an entry, its scripts run."""
    for probe in case.store.probes("language"):
        if probe.result in ("real", "empty"):
            yield probe.result, probe_evidence(probe)


def _may_be_ours(case: Case, url: str) -> bool:
    """An own address, or a host that differs from an own one only in its first label."""
    if case.own(url):
        return True
    host = host_of(url)
    bases = {own.removeprefix("www.") for own in case.hosts}
    return host.partition(".")[2].removeprefix("www.") in bases


AUDIT = Audit(id="multilingual", title="多语言版本", fields=(_FIELD,), run=run, by_columns=False)
