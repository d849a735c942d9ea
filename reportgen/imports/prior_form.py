"""Last year's filled form: its figures stand beside this year's, its fixed texts are proposed."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from audits.facts import Fact, Outcome, Source, Value
from crawler.errors import UsageError
from reportgen.checks.entries import bare
from reportgen.fields import Field, FieldKind, FilledBy
from reportgen.imports.journal import ImportedFile, ImportRecord, latest

KIND = "prior"
_FIXED_KINDS = (FieldKind.TEXT, FieldKind.URL, FieldKind.CHOICE, FieldKind.YES_NO)
_NEVER = frozenset(("published_url", "new_media_other", "innovation_other", "inspection_cycle"))


def record_prior(
    values: Mapping[str, Value | None],
    stated: int | None,
    year: int,
    file: ImportedFile,
    at: str,
) -> ImportRecord:
    """Return the record of last year's form; raises UsageError for a form of another year."""
    if stated is not None and stated != year - 1:
        raise UsageError(
            f"{file.name} 是 {stated} 年度的报表，{year} 年度要的是 {year - 1} 年度的。"
        )
    known = {key: value for key, value in values.items() if value is not None}
    if not known:
        raise UsageError(f"{file.name} 里没有读到一个数。")
    return ImportRecord(KIND, at, (file,), (), {"year": year - 1, "values": known})


def values_of(records: Iterable[ImportRecord]) -> Mapping[str, Value | None]:
    """Return last year's values by key; empty when no form was brought."""
    record = latest(records, KIND)
    return MappingProxyType(dict(record.details["values"]) if record else {})


def proposed(field: Field, last_year: Mapping[str, Value | None]) -> Fact | None:
    """Return what stays from year to year as a proposal; never a figure, never a date."""
    value = last_year.get(field.key)
    stays = field.kind in _FIXED_KINDS and field.key not in _NEVER
    asked = field.filled_by in (FilledBy.SITE_FILE, FilledBy.PERSON)
    if not (stays and asked) or value is None or (isinstance(value, str) and not bare(value)):
        return None
    why = "沿用上年报表，请确认今年没有变"
    return Fact(field.key, value, Outcome.ESTIMATE, reason=why, source=Source.PRIOR)
