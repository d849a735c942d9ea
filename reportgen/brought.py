"""What people brought along for a draft: figures, last year's form, statistics, attachments."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from audits.facts import Fact, Value
from reportgen.imports import attachments, prior_form
from reportgen.imports.attachments import Attachment
from reportgen.imports.backend import ColumnCount
from reportgen.imports.figure_record import KIND as FIGURES
from reportgen.imports.journal import ImportRecord, imported_facts


@dataclass(frozen=True, slots=True)
class Brought:
    """Everything imports.jsonl holds for a year; ``backend`` are the CMS's own counts."""

    facts: tuple[Fact, ...] = ()
    last_year: Mapping[str, Value | None] = field(default_factory=dict)
    backend: tuple[ColumnCount, ...] = ()
    attachments: tuple[Attachment, ...] = ()


def brought(records: Iterable[ImportRecord], folder: Path) -> Brought:
    """Return what the records hold; ``folder`` is where the attachments were kept."""
    kept = tuple(records)
    backend: tuple[ColumnCount, ...] = ()
    for record in kept:
        if record.kind == FIGURES and "columns" in record.details:
            backend = tuple(
                ColumnCount(tuple(each["path"]), each["count"])
                for each in record.details["columns"]
            )
    return Brought(
        facts=imported_facts(kept),
        last_year=prior_form.values_of(kept),
        backend=backend,
        attachments=attachments.attachments_of(kept, folder),
    )
