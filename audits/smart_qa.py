"""Smart Q&A: a dialogue that answers by itself, not a column of questions and answers.

Fills    smart_qa_offered: yes or no.
Scope    entries on the home page and further pages, and the own page behind each; what a browser
         saw when the entry was opened.
Source   filling notes 六.5 of the national form; marks in config/features.toml.
Unknown  the home page was not read.
Errors   none.
"""

import re
from collections.abc import Iterator

from audits.audit import Audit
from audits.case import Case
from audits.entries import Sighting, absent, dom_of, probe_evidence, sightings
from audits.facts import Evidence, Fact, Outcome
from crawler.pages.features import search_forms, unseen_parts
from crawler.records import Probe, StoredPage

_FIELD = "smart_qa_offered"
_SCOPE = "能输入问题、由程序自动作答的对话功能；固定的问答栏目不算。"
_ASKING = re.compile(r"发\s*送|提\s*问|我要问|请(输入|描述)(您|你)?的?(问题|疑问)|send", re.I)
_DIALOGUE = re.compile(
    r"(ask|chat|answer|robot|dialog|session)[\w/.-]{0,40}['\"]|websocket|EventSource", re.I
)


def run(case: Case) -> Iterator[Fact]:
    """Yield the one answer."""
    found = sightings(case, "smart_qa")
    probe = _best(case)
    if probe is not None and probe.result in _TRIED:
        value, outcome, reason = _TRIED[probe.result]
        evidence = (*probe_evidence(probe), *(s.evidence for s in found))
        yield Fact(_FIELD, value, outcome, evidence, reason, _SCOPE)
        return
    told = [(_nature(case, s), s) for s in found]
    live = [s for nature, s in told if nature not in _WORDS]
    columns = tuple(
        Evidence(s.page, title=s.entry.text, quote=_WORDS[nature], href=s.entry.url)
        for nature, s in told
        if nature in _WORDS
    )
    tries = probe_evidence(probe) if probe is not None else ()
    if not live and any(nature == "silent" for nature, _ in told):
        reason = "有入口，打开的页面上没有看到输入框，可能由脚本生成，请人工点开核对"
        yield Fact(_FIELD, False, Outcome.ESTIMATE, (*tries, *columns), reason, _SCOPE)
        return
    if not live:
        yield absent(case, _FIELD, "智能问答", (*tries, *columns))
        return
    evidence = (*tries, *(s.evidence for s in live))
    if probe is not None and probe.result == "nothing":
        reason = "有入口，浏览器中点开后没有看到对话框，请人工点开核对"
        yield Fact(_FIELD, False, Outcome.ESTIMATE, evidence, reason, _SCOPE)
        return
    dialogue = any(nature == "dialogue" for nature, _ in told)
    reason = "看到了问答输入框，没有实际提问，请人工核对是否自动作答"
    if not dialogue:
        reason = "看到了智能问答的入口，没有实际打开，请人工点开核对"
    yield Fact(_FIELD, True, Outcome.ESTIMATE, evidence, reason, _SCOPE)


_TRIED = {
    "answered": (True, Outcome.OBSERVED, ""),
    "dialogue": (True, Outcome.ESTIMATE, "有提问的输入框，试问一句没有等到自动回答，请人工核对"),
    "outside": (
        True,
        Outcome.ESTIMATE,
        "有入口，问答由别的网站提供，采集时不请求，请人工点开核对",
    ),
    "form": (
        False,
        Outcome.ESTIMATE,
        "入口打开后像是由人答复的表单，没有试问，请人工核对是否自动作答",
    ),
}
_RANK = ("answered", "dialogue", "outside", "form", "nothing", "column", "failed")
_WORDS = {
    "column": "打开是普通栏目，只列固定的文章，不能提问",
    "silent": "打开没有看到输入框，页面带有脚本",
    "dead": "入口打不开",
}


def _best(case: Case) -> Probe | None:
    """The try that came furthest, if there was one."""
    probes = case.store.probes("smart_qa")
    return min(probes, key=lambda probe: _RANK.index(probe.result), default=None)


def _nature(case: Case, sighting: Sighting) -> str:
    """What an entry is: column, silent, dialogue, dead, or open (nobody looked).

    A silent page shows no place to ask, but its scripts might make one.
    """
    url = sighting.entry.url
    if not url or not case.own(url) or sighting.entry.how in ("script", "frame"):
        return "open"
    page, error = case.store.answer(url)
    if page is None:
        return "dead" if "404" in error or "410" in error else "open"
    if _asks(page):
        return "dialogue"
    looked = any(p.result == "column" and p.url == url for p in case.store.probes("smart_qa"))
    scripted = "<script" in page.text.lower() and not looked
    homes = [dom_of(home) for home in case.store.pages("home") if home.text]
    common = {host for home in homes for host in unseen_parts(home, case.own)}
    foreign = set(unseen_parts(dom_of(page), case.own)) - common
    return "silent" if scripted or foreign else "column"


def _asks(page: StoredPage) -> bool:
    """Whether a page has a place to type a question that is not the site's search box."""
    dom = dom_of(page)
    searching = {form.field for form in search_forms(dom)}
    fields = [
        node
        for node in dom.root.iter("input")
        if (node.get("type") or "text").lower() in ("text", "search", "")
        and (node.get("name") or "") not in (searching - {""})
    ]
    frames = [node for node in dom.root.iter("iframe") if node.get("src")]
    typing = bool(fields) or "<textarea" in dom.text.lower()
    asking = _ASKING.search(page.text) or _DIALOGUE.search(dom.scripts)
    return bool(frames) or bool(typing and asking)


AUDIT = Audit(id="smart_qa", title="智能问答", fields=(_FIELD,), run=run, by_columns=False)
