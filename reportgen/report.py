"""The filled report: every key of the form with its value, its trust and its evidence."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from audits.facts import (
    CrawlSummary,
    Evidence,
    Indicator,
    ItemCounts,
    LedgerColumn,
    LeftOut,
    Outcome,
    Remark,
    Source,
    Value,
)
from reportgen.comparison import ComparedColumn
from reportgen.fields import Field
from reportgen.form import Form
from reportgen.imports.attachments import Attachment

PENDING = "〔待填〕"


class State(StrEnum):
    """How far people have come with a field."""

    PROPOSED = "proposed"
    DELEGATED = "delegated"
    CONFIRMED = "confirmed"
    RETURNED = "returned"
    APPROVED = "approved"
    STALE = "stale"


@dataclass(frozen=True, slots=True)
class ReportField:
    """One field of the form as it stands in the draft.

    ``written_as`` is how it stands on paper: number, text, 0, 无, 〔待填〕, or None for ticks.
    ``reason`` is empty exactly when observed and otherwise ends with whom to ask.
    """

    field: Field
    value: Value | None
    outcome: Outcome
    source: Source
    state: State
    reason: str
    scope: str
    written_as: str | None
    evidence: tuple[Evidence, ...] = ()
    counts: ItemCounts | None = None
    left_out: tuple[LeftOut, ...] = ()

    @property
    def evidence_file(self) -> str | None:
        """Path of the CSV with every evidence row, relative to report.json; None without rows."""
        return f"evidence/{self.field.key}.csv" if self.evidence else None


@dataclass(frozen=True, slots=True)
class Picture:
    """A screenshot of something tried: its path relative to the report, and the PNG."""

    path: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Report:
    """A draft for one site and year. ``fields`` hold every key of the form, in form order.

    ``generated_at`` is ISO 8601 with an offset; it is given, never read from the clock.
    ``last_year`` are the values of last year's form, ``counted`` what the site itself shows;
    ``compared`` is the back end's count by column beside ours; ``attachments`` are what people
    bound to fields; ``pictures`` are screenshots of what the crawl tried.
    """

    form: Form
    year: int
    home_url: str
    hosts: tuple[str, ...]
    generated_at: str
    fields: Mapping[str, ReportField]
    columns: tuple[LedgerColumn, ...]
    remarks: tuple[Remark, ...]
    crawl: CrawlSummary
    last_year: Mapping[str, Value | None] = field(default_factory=dict)
    counted: Mapping[str, Value | None] = field(default_factory=dict)
    compared: tuple[ComparedColumn, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    pictures: tuple[Picture, ...] = ()
