"""What people brought along for a draft: figures, last year's form, statistics, attachments."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from audits.facts import Fact, Remark, Value
from reportgen.imports import attachments
from reportgen.imports.attachments import Attachment
from reportgen.imports.backend import ColumnCount
from reportgen.imports.figure_record import KIND as FIGURES
from reportgen.imports.journal import ImportRecord, imported_facts
from reportgen.imports.prior_form import last_year


@dataclass(frozen=True, slots=True)
class Brought:
    """Everything imports.jsonl holds for a year; ``backend`` are the CMS's own counts."""

    facts: tuple[Fact, ...] = ()
    last_year: Mapping[str, Value | None] = field(default_factory=dict)
    backend: tuple[ColumnCount, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    remarks: tuple[Remark, ...] = ()


def brought(
    records: Iterable[ImportRecord],
    folder: Path,
    confirmed: Mapping[str, Value | None] = MappingProxyType({}),
) -> Brought:
    """Return what the records hold; ``folder`` is where the attachments were kept.

    ``confirmed`` are last year's values as people decided on them.
    """
    kept = tuple(records)
    backend: tuple[ColumnCount, ...] = ()
    for record in kept:
        if record.kind == FIGURES and "columns" in record.details:
            backend = tuple(
                ColumnCount(tuple(each["path"]), each["count"])
                for each in record.details["columns"]
            )
    before = last_year(kept, confirmed)
    return Brought(
        facts=imported_facts(kept),
        last_year=before.values,
        backend=backend,
        attachments=attachments.attachments_of(kept, folder),
        remarks=before.remarks,
    )
