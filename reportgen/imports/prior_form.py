"""Last year's filled form: its figures stand beside this year's, its fixed texts are proposed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from audits.facts import Fact, Outcome, Remark, Source, Value
from crawler.errors import UsageError
from reportgen.checks.entries import bare
from reportgen.fields import Field, FieldKind, FilledBy, load_fields
from reportgen.imports import found_form
from reportgen.imports.journal import ImportedFile, ImportRecord, latest

KIND = "prior"
_ID = "A-上年数"
_FIXED_KINDS = (FieldKind.TEXT, FieldKind.URL, FieldKind.CHOICE, FieldKind.YES_NO)
_NEVER = frozenset(("published_url", "new_media_other", "innovation_other", "inspection_cycle"))
_MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class LastYear:
    """Last year's values by key, with remarks that say where they come from."""

    values: Mapping[str, Value | None] = field(default_factory=dict)
    remarks: tuple[Remark, ...] = ()


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


def last_year(
    records: Iterable[ImportRecord], confirmed: Mapping[str, Value | None] = MappingProxyType({})
) -> LastYear:
    """Return last year's values: of the form a person brought, else as confirmed, else as found.

    ``confirmed`` is what people decided with this program a year ago.
    """
    kept = tuple(records)
    values: dict[str, Value | None] = {}
    told: dict[str, str] = {}
    shares: list[str] = []
    differing: list[str] = []
    for name, source in _sources(kept, confirmed):
        fresh = [key for key in source if key not in values]
        differing += [
            f"{_label(key)}：{told[key]}是 {values[key]}，{name}是 {source[key]}"
            for key in source
            if key in values and values[key] != source[key] and _is_figure(key)
        ]
        values |= {key: source[key] for key in fresh}
        told |= dict.fromkeys(fresh, name)
        if fresh:
            shares.append(f"{name} {len(fresh)} 项")
    return LastYear(MappingProxyType(values), tuple(_remarks(kept, shares, differing)))


def _sources(
    records: tuple[ImportRecord, ...], confirmed: Mapping[str, Value | None]
) -> Iterator[tuple[str, Mapping[str, Value | None]]]:
    """Yield name and values of every source, the strongest first."""
    if brought := latest(records, KIND):
        yield f"导入的 {brought.files[0].name}", brought.details["values"]
    if confirmed:
        yield "上年在本工具里确认的", confirmed
    found = latest(records, found_form.KIND)
    if found and found.details["values"]:
        yield f"网站上公布的 {found.details['url']} ", found.details["values"]


def _remarks(
    records: tuple[ImportRecord, ...], shares: list[str], differing: list[str]
) -> Iterator[Remark]:
    if shares:
        yield Remark(_ID, "info", f"上年数的来源：{'；'.join(shares)}。")
    if differing:
        more = f" 等 {len(differing)} 处" if len(differing) > _MOST_NAMED else ""
        said = "；".join(differing[:_MOST_NAMED])
        yield Remark(_ID, "warning", f"上年数几处来源不一样：{said}{more}。用的是前一个，请核对。")
    found = latest(records, found_form.KIND)
    if found and found.details["why"] and not shares:
        said = "；".join(found.details["why"])
        hint = "请下载后用 nianbao import prior 导入"
        yield Remark(_ID, "info", f"网站上的上年报表：{said}。{hint}。")


def _label(key: str) -> str:
    fields = load_fields()
    return f"“{fields[key].label}”" if key in fields else key


def _is_figure(key: str) -> bool:
    fields = load_fields()
    return key in fields and fields[key].kind in (FieldKind.COUNT, FieldKind.NUMBER)


def proposed(field: Field, last_year: Mapping[str, Value | None]) -> Fact | None:
    """Return what stays from year to year as a proposal; never a figure, never a date."""
    value = last_year.get(field.key)
    stays = field.kind in _FIXED_KINDS and field.key not in _NEVER
    asked = field.filled_by in (FilledBy.SITE_FILE, FilledBy.PERSON)
    if not (stays and asked) or value is None or (isinstance(value, str) and not bare(value)):
        return None
    why = "沿用上年报表，请确认今年没有变"
    return Fact(field.key, value, Outcome.ESTIMATE, reason=why, source=Source.PRIOR)
