"""The facts under what people ruled about rows and columns, counted by the audits themselves.

Nothing is counted here: a ruled column goes to the audits as a choice of the profile, a ruled row
as a ruling on its identity. What the crawl cannot answer under a choice is said, never guessed.
"""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from audits.audit import Audit
from audits.basis import Basis
from audits.case import Case, open_case
from audits.crawlsummary import remarks as crawl_remarks
from audits.facts import Fact, FactSheet, LedgerColumn, Outcome, Remark
from audits.ledger import ColumnCount
from audits.rowcount import CountedRow
from audits.rulings import Rulings as RowRulings
from audits.runner import AUDITS, answers, remarks_of
from crawler import urls
from crawler.records import ColumnChoice, SiteProfile, Verdict
from reportgen.decisions.record import COLUMN
from reportgen.decisions.rulings import ColumnRuling, RowRuling, Rulings

_ID = "A-人工指定"
_AGAIN = "要知道它的条数，请在网站档案里写好归类后重新采集（prefill 加 --fresh）"
_ABOVE = "↑"
_BY_COLUMNS = tuple(audit for audit in AUDITS if audit.by_columns)
_FED = {  # fields that a box feeds beside the one of its own name
    "interpretation": (
        "interpretation_total",
        "interpretation_texts",
        "interpretation_products",
        "interpretation_commentaries",
    ),
    "special_columns": ("special_columns_maintained", "special_columns_opened"),
    "surveys": ("surveys_held", "survey_opinions", "survey_results_published"),
    "interviews": ("interviews_held", "interview_messages", "interview_replies"),
    "services": ("service_catalogue_published", "service_items", "service_items_online"),
}
_FIELDS_OF_LETTERS = ("messages_received", "messages_closed", "messages_published_replies")


def row_id(key: str) -> str:
    """The id by which decisions name a row: short, and the same whatever its address holds."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def every_row(column: ColumnCount) -> Iterator[CountedRow]:
    """All stored rows of a column of the ledger, whatever became of them."""
    rows = column.rows
    for group in (
        rows.items, rows.external, rows.doubtful, rows.undated, rows.dead, rows.hidden,
        rows.placeholder, rows.repeated, rows.other_year, rows.undated_external, rows.ruled_out,
        rows.told_below,
    ):  # fmt: skip
        yield from group


@dataclass(frozen=True)
class Recount:
    """One sealed crawl under one profile; ``sheet`` are the facts nobody ruled about.

    ``known`` is what was read of the crawl so far, if it was: counting again takes a fraction of
    the first count.
    """

    crawl_file: Path
    profile: SiteProfile
    sheet: FactSheet
    known: Basis | None = None

    @cached_property
    def basis(self) -> Basis:
        """What the crawl says of its columns, read once."""
        with open_case(self.crawl_file, self.profile, known=self.known) as case:
            return case.basis

    @cached_property
    def mark(self) -> str:
        """What tells this crawl under this profile from any other."""
        stat = self.crawl_file.stat()
        told = repr((stat.st_size, stat.st_mtime_ns, self.profile))
        return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()

    @cached_property
    def _keys(self) -> Mapping[str, str]:
        """Identities by the ids that decisions name."""
        with open_case(self.crawl_file, self.profile, known=self.basis) as case:
            return {row_id(row.key): row.key for c in case.ledger for row in every_row(c)}

    @contextmanager
    def case(self, ruled: Rulings, field: str = "") -> Iterator[Case]:
        """The crawl as the audits see it under rulings; ``field`` adds those on it alone."""
        with open_case(self.crawl_file, self.profile, known=self.basis) as plain:
            profile = plain.profile
            if ruled.columns:
                profile = _chosen(profile, plain.ledger, ruled.columns.values())
            rows = self._rulings(ruled.rows.values(), field) if ruled.rows else plain.rulings
            yield plain if not ruled else plain.ruled(profile, rows)

    def under(self, ruled: Rulings) -> FactSheet:
        """The facts under rulings; without any, the very sheet.

        Raises StoreError when the crawl cannot be read.
        """
        if not ruled:
            return self.sheet
        apart = {key for key, _ in ruled.rows if not key.startswith(COLUMN)}
        shared = {pair: row for pair, row in ruled.rows.items() if pair[0] not in apart}
        sheet = self._everywhere(Rulings(shared, ruled.columns))
        facts = {fact.field: fact for fact in sheet.facts}
        for key in sorted(apart):
            if asked := self.counting_audit(key):
                facts[key] = self._apart(asked, key, ruled)
        lost = tuple(
            self._lost(ruled, {urls.canonical(c.url, fragment=True) for c in sheet.columns})
        )
        return replace(sheet, facts=tuple(facts.values()), remarks=(*sheet.remarks, *lost))

    def _everywhere(self, ruled: Rulings) -> FactSheet:
        """The facts under rulings that are not about one field alone."""
        if not ruled:
            return self.sheet
        with self.case(Rulings()) as plain:
            old = set(_said(plain))
            columns = {urls.canonical(c.line.url, fragment=True): c for c in plain.ledger}
        facts: dict[str, Fact] = {}
        with self.case(ruled) as case:
            for audit in _BY_COLUMNS:
                facts |= {fact.field: fact for fact in answers(audit, case)}
            lines = tuple(column.line for column in case.ledger)
            told = tuple(_said(case))
            unread = _unread(case.ledger, ruled)
        facts = {key: _marked(fact, ruled, unread) for key, fact in facts.items()}
        facts = _without_letters(facts, ruled, columns)
        kept = (remark for remark in self.sheet.remarks if remark not in old)
        return replace(
            self.sheet,
            columns=lines,
            facts=tuple(facts.get(fact.field, fact) for fact in self.sheet.facts),
            remarks=(*kept, *told),
        )

    def counting_audit(self, field: str) -> Audit | None:
        """The audit that fills a field out of columns and rows; None for other fields."""
        return next((each for each in _BY_COLUMNS if field in each.fields), None)

    def _apart(self, audit: Audit, key: str, ruled: Rulings) -> Fact:
        with self.case(ruled, key) as case:
            fact = next(fact for fact in answers(audit, case) if fact.field == key)
            return _marked(fact, ruled, _unread(case.ledger, ruled))

    def _rulings(self, rows: Iterable[RowRuling], field: str) -> RowRulings:
        """What is ruled of identities: on every figure, then on one field alone."""
        fate: dict[str, bool] = {}
        for ruling in sorted(rows, key=lambda each: each.decision.seq):
            if ruling.key.startswith(COLUMN) and ruling.row in self._keys:
                fate[self._keys[ruling.row]] = ruling.counted
        for ruling in sorted(rows, key=lambda each: each.decision.seq):
            if ruling.key == field and ruling.row in self._keys:
                fate[self._keys[ruling.row]] = ruling.counted
        return RowRulings(
            frozenset(key for key, counted in fate.items() if counted),
            frozenset(key for key, counted in fate.items() if not counted),
        )

    def _lost(self, ruled: Rulings, columns: Collection[str]) -> Iterator[Remark]:
        """Rulings about what this crawl does not hold: they move nothing, and are said."""
        rows = [r for r in ruled.rows.values() if r.row not in self._keys] if ruled.rows else []
        if rows:
            fields = tuple(dict.fromkeys(r.key for r in rows if not r.key.startswith(COLUMN)))
            message = f"人工指定过的 {len(rows)} 条在这次采集里找不到了，没有起作用，请重新核对。"
            yield Remark(_ID, "warning", message, fields)
        for url in ruled.columns:
            if urls.canonical(url, fragment=True) not in columns:
                yield Remark(_ID, "warning", f"人工指定过的栏目 {url} 在这次采集里找不到了。")


def _marked(fact: Fact, ruled: Rulings, unread: Mapping[str, list[str]]) -> Fact:
    """The fact with what people ruled said beside it, and what the crawl cannot know."""
    meant = [r for r in ruled.rows.values() if r.key == fact.field or r.key.startswith(COLUMN)]
    into, out = sum(r.counted for r in meant), sum(not r.counted for r in meant)
    said = [f"计入 {into} 条"] if into else []
    said += [f"不计 {out} 条"] if out else []
    said += [f"改定 {len(ruled.columns)} 个栏目"] if ruled.columns else []
    scope = f"{fact.scope}人工指定：{'、'.join(said)}。" if said else fact.scope
    names = unread.get(fact.field, [])
    if fact.value is not None and (mixed := [n for n in names if n.startswith(_ABOVE)]):
        parents = "、".join(f"“{name.removeprefix(_ABOVE)}”" for name in mixed)
        why = f"移走的栏目没有采到条目，上级页面{parents}上可能有它的几条还算在内，{_AGAIN}"
        whole = "；".join(text for text in (fact.reason, why) if text)
        return replace(fact, outcome=Outcome.ESTIMATE, reason=whole, scope=scope)
    names = [name for name in names if not name.startswith(_ABOVE)]
    if not names or fact.outcome is Outcome.OBSERVED:
        return replace(fact, scope=scope)
    listed = "、".join(f"“{name}”" for name in names)
    return replace(fact, scope=scope, reason=f"{fact.reason}；栏目{listed}没有采到条目，{_AGAIN}")


def _said(case: Case) -> Iterator[Remark]:
    """Remarks that a choice for a column or a ruling on a row may change."""
    yield from crawl_remarks(case)
    for audit in _BY_COLUMNS:
        yield from remarks_of(audit, case)


def _chosen(
    profile: SiteProfile, ledger: Iterable[ColumnCount], rulings: Iterable[ColumnRuling]
) -> SiteProfile:
    """The profile with what people ruled about columns, as if written in site.toml."""
    columns = {urls.canonical(c.line.url, fragment=True): c for c in ledger}
    choices = {urls.canonical(c.url, fragment=True): c for c in profile.columns}
    for ruling in rulings:
        place = urls.canonical(ruling.url, fragment=True)
        if place not in columns:
            continue
        line = columns[place].line
        choices[place] = ColumnChoice(
            url=line.url,
            name=line.name,
            kind=line.kind,
            boxes=line.boxes if ruling.boxes is None else ruling.boxes,
            in_total=line.in_total if ruling.in_total is None else ruling.in_total,
            reason=f"人工指定：{ruling.decision.reason}",
            by_person=True,
            maybe=columns[place].maybe if ruling.boxes is None else (),
        )
    return replace(profile, columns=tuple(choices.values()))


def _unread(ledger: Iterable[ColumnCount], ruled: Rulings) -> dict[str, list[str]]:
    """Names of ruled columns of which nothing certain was read, by the fields they now feed.

    Marked with ``_ABOVE``: pages above them that may show rows of theirs in a field they left.
    """
    ledger = tuple(ledger)
    places = {urls.canonical(url, fragment=True) for url in ruled.columns}
    found: dict[str, list[str]] = {}
    for column in ledger:
        line = column.line
        if line.verdict is Verdict.UNKNOWN and urls.canonical(line.url, fragment=True) in places:
            for field in _fed_by(line) or line.boxes:
                found.setdefault(field, []).append(line.name)
            for above in (c for c in ledger if line.url in c.below and c.rows.items):
                for field in set(_fed_by(above.line)) - set(_fed_by(line)):
                    found.setdefault(field, []).append(_ABOVE + above.line.name)
    return found


def _fed_by(line: LedgerColumn) -> tuple[str, ...]:
    """The fields that a column's rows count in."""
    boxes = tuple(each for box in line.boxes for each in _FED.get(box, (box,)))
    return ("items_total", *boxes) if line.in_total else ()


def _without_letters(
    facts: dict[str, Fact], ruled: Rulings, columns: Mapping[str, ColumnCount]
) -> dict[str, Fact]:
    """Letters are known by the crawl alone: another choice of their columns needs a new one."""
    moved = []
    for url, ruling in ruled.columns.items():
        column = columns.get(urls.canonical(url, fragment=True))
        now = ruling.boxes if ruling.boxes is not None else ()
        was = column.line.boxes if column is not None else ()
        if ruling.boxes is not None and ("messages" in now) != ("messages" in was):
            moved.append(column.line.name if column else url)
    if not moved:
        return facts
    listed = "、".join(f"“{name}”" for name in moved)
    why = f"栏目{listed}改了归类，信件要重新采集才能数（prefill 加 --fresh）"
    changed = {
        key: Fact(key, None, Outcome.UNKNOWN, (), why, facts[key].scope)
        for key in _FIELDS_OF_LETTERS
        if key in facts
    }
    return facts | changed
