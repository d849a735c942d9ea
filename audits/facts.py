"""The answers of the audits, and the sheet that holds them all (facts.json).

A bad state cannot be written: a value without evidence, or an unknown with a value, raises.
"""

from dataclasses import dataclass
from enum import StrEnum

from crawler.records import Kind, Verdict

Value = str | int | float | bool


class Outcome(StrEnum):
    """How far a fact can be trusted. Unknown is never written as zero."""

    OBSERVED = "observed"
    PARTIAL = "partial"
    ESTIMATE = "estimate"
    UNKNOWN = "unknown"
    FAILED = "failed"  # made only by audits.runner


class Source(StrEnum):
    """Who supplied the value."""

    SITE = "site"
    IMPORT = "import"
    PROFILE = "profile"
    PRIOR = "prior"
    PERSON = "person"
    DERIVED = "derived"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where to see it. For counts one row each; for 0, no and texts one per page read.

    ``date`` is ISO or empty; ``href`` the address as it stands in the page; ``picture`` the path
    of a screenshot beside the report, or empty. ``amount`` is what the row adds to a figure that
    sums up printed numbers.
    """

    url: str
    title: str = ""
    date: str = ""
    date_source: str = ""
    quote: str = ""
    column: str = ""
    href: str = ""
    picture: str = ""
    amount: int = 1


@dataclass(frozen=True, slots=True)
class ItemCounts:
    """The figures printed beside an item count (docs/counting.md)."""

    column_sum: int
    distinct: int
    suspects: int
    external: int
    doubtful: int


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Rows that were seen and not counted: ``kind`` as in words.md (external, doubtful …)."""

    kind: str
    count: int
    rows: tuple[Evidence, ...]  # at most 50


@dataclass(frozen=True, slots=True)
class Fact:
    """One audit's answer for one field of the form."""

    field: str
    value: Value | None
    outcome: Outcome
    evidence: tuple[Evidence, ...] = ()
    reason: str = ""
    scope: str = ""
    source: Source = Source.SITE
    counts: ItemCounts | None = None
    left_out: tuple[LeftOut, ...] = ()

    def __post_init__(self) -> None:
        """Refuse the states that would mislead a reader."""
        has_value = self.outcome not in (Outcome.UNKNOWN, Outcome.FAILED)
        if has_value != (self.value is not None):
            raise ValueError(f"{self.field}: {self.outcome} with value {self.value!r}")
        if has_value and self.source is Source.SITE and not self.evidence:
            raise ValueError(f"{self.field}: a value needs evidence")
        if self.outcome is Outcome.OBSERVED and self.reason:
            raise ValueError(f"{self.field}: observed needs no reason")
        if self.outcome is not Outcome.OBSERVED and not self.reason:
            raise ValueError(f"{self.field}: {self.outcome} needs a reason")


@dataclass(frozen=True, slots=True)
class LedgerColumn:
    """One line of the column ledger, as report.json prints it (contract/report.schema.json).

    ``in_year`` is None for app and external columns and for verdict unknown.
    """

    name: str
    path: tuple[str, ...]
    url: str
    kind: Kind
    boxes: tuple[str, ...]
    in_total: bool
    in_year: int | None
    external_in_year: int | None
    undated: int
    doubtful: int
    verdict: Verdict
    reason: str
    pages: int
    rows: int
    declared_rows: int | None
    first_date: str | None
    last_date: str | None
    rollup: bool
    method: str
    choice_reason: str = ""  # why these boxes; from site.toml


@dataclass(frozen=True, slots=True)
class Remark:
    """Something a person should look at. Ids C1–C31 of the form rules, else A-… of an audit.

    ``rows`` are the rows it speaks of, at most 50.
    """

    id: str
    severity: str  # error, warning, info
    message: str
    fields: tuple[str, ...] = ()
    rows: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class RefusalLine:
    """A refusal as the report prints it; ``advice`` is the sentence to send to the operator."""

    url: str
    kind: str
    signature: str
    column: str | None
    advice: str = ""


@dataclass(frozen=True, slots=True)
class CrawlSummary:
    """What the crawl did; times ISO 8601 with +08:00."""

    version: str
    started_at: str
    sealed_at: str | None
    complete: bool
    requests: int
    rendered_pages: int
    bytes: int
    seconds: float
    discovered: int
    fetched: int
    failed: int
    skipped: int
    refusals: tuple[RefusalLine, ...] = ()


class Judged(StrEnum):
    """What an inspection indicator came to. Listed: shown for a person, judged by nobody."""

    PASSED = "passed"
    FAILED = "failed"
    UNKNOWN = "unknown"
    LISTED = "listed"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing an indicator found: the page, what it is called, and what is wrong."""

    url: str
    title: str
    note: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """One inspection indicator with its findings; ``unsure`` names what could not be told.

    ``limit`` are days (or 0); ``at`` is the number of findings that fails it, 0: never judged.
    """

    id: str
    name: str
    judged: Judged
    count: int
    limit: int
    at: int
    verified: bool
    source: str
    findings: tuple[Finding, ...] = ()
    unsure: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FactSheet:
    """facts.json: all facts of one site and year, recomputable at will from the sealed crawl.

    ``facts`` hold only keys that an audit fills; reportgen completes the form's other keys.
    """

    year: int
    home_url: str
    hosts: tuple[str, ...]
    crawl: CrawlSummary
    columns: tuple[LedgerColumn, ...] = ()
    facts: tuple[Fact, ...] = ()
    remarks: tuple[Remark, ...] = ()
    indicators: tuple[Indicator, ...] = ()
