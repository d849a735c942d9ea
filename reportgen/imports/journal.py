"""imports.jsonl: what was imported for a site and year, one record a line, the last one counts.

Records are only ever appended; nothing in them names a visitor.
"""

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from audits.facts import Evidence, Fact, Outcome, Source, Value
from crawler.errors import ConfigError

SCHEMA = "nianbao.import/1"


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """A file that was read: its name and the SHA-256 of its (unpacked) content."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Figure:
    """One imported value for a field; ``quote`` is what the file says, as evidence."""

    field: str
    value: Value | None
    outcome: Outcome
    reason: str = ""
    scope: str = ""
    quote: str = ""
    file: str = ""


@dataclass(frozen=True, slots=True)
class ImportRecord:
    """One import; ``kind`` is visits or figures, ``details`` what the kind keeps for itself."""

    kind: str
    at: str
    files: tuple[ImportedFile, ...]
    figures: tuple[Figure, ...]
    details: Mapping[str, Any]


def read_journal(file: Path) -> tuple[ImportRecord, ...]:
    """Return all records, oldest first; none when the file is missing.

    Raises ConfigError naming the line that cannot be read.
    """
    if not file.is_file():
        return ()
    records = []
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        try:
            records.append(_record(json.loads(line)))
        except (ValueError, KeyError, TypeError) as error:
            raise ConfigError(
                file, f"第{number}行", "导入记录读不懂，请删去这一行再导入"
            ) from error
    return tuple(records)


def append(file: Path, record: ImportRecord) -> None:
    """Add one record and flush it to disk."""
    raw = {"schema": SCHEMA, **asdict(record), "details": dict(record.details)}
    with file.open("a", encoding="utf-8") as opened:
        opened.write(json.dumps(raw, ensure_ascii=False, sort_keys=True) + "\n")
        opened.flush()
        os.fsync(opened.fileno())


def latest(records: Iterable[ImportRecord], kind: str) -> ImportRecord | None:
    """Return the last record of a kind, the one that counts for visits."""
    return next((each for each in reversed(tuple(records)) if each.kind == kind), None)


def imported_facts(records: Iterable[ImportRecord]) -> tuple[Fact, ...]:
    """Return one fact a field: of the last record that holds it."""
    found: dict[str, Fact] = {}
    for record in records:
        for figure in record.figures:
            found[figure.field] = _fact(figure, record)
    return tuple(found.values())


def _fact(figure: Figure, record: ImportRecord) -> Fact:
    files = [file for file in record.files if figure.file in ("", file.name)]
    return Fact(
        field=figure.field,
        value=figure.value,
        outcome=figure.outcome,
        evidence=tuple(
            Evidence(url=file.name, title=f"导入的文件 {file.name}", quote=figure.quote)
            for file in files
        ),
        reason=figure.reason,
        scope=figure.scope,
        source=Source.IMPORT,
    )


def _record(raw: dict[str, Any]) -> ImportRecord:
    if raw["schema"] != SCHEMA:
        raise ValueError(raw["schema"])
    return ImportRecord(
        kind=raw["kind"],
        at=raw["at"],
        files=tuple(ImportedFile(**file) for file in raw["files"]),
        figures=tuple(
            Figure(**(figure | {"outcome": Outcome(figure["outcome"])}))
            for figure in raw["figures"]
        ),
        details=raw["details"],
    )
