"""Fills a form: facts of the crawl, fixed texts of the unit, and for the rest whom to ask."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from audits.facts import Evidence, Fact, FactSheet, Outcome, Remark, Source, Value
from crawler.errors import ConfigError
from reportgen.brought import Brought
from reportgen.checks import check
from reportgen.comparison import compare
from reportgen.comparison import remarks as comparison_remarks
from reportgen.fields import Field, FieldKind, load_fields
from reportgen.form import Form
from reportgen.imports.prior_form import proposed
from reportgen.plaintext import clean_text
from reportgen.precedence import settle
from reportgen.report import PENDING, Report, ReportField, State

_FIXED_KINDS = (FieldKind.TEXT, FieldKind.URL, FieldKind.CHOICE)
_NOTHING: Mapping[str, Value | None] = MappingProxyType({})


def fill(
    sheet: FactSheet,
    form: Form,
    generated_at: str,
    unit: Mapping[str, str],
    brought: Brought = Brought(),  # noqa: B008 # frozen and empty
) -> Report:
    """Return the draft with every key of ``form``.

    ``brought`` is what imports.jsonl holds for the year. ``unit`` are the fixed texts of the site
    file by field key; empty ones count as not given, and where one differs from what the site
    shows it wins and a remark says so. Raises ConfigError for a ``unit`` key that cannot be
    fixed, ValueError for a fact no field can hold.
    """
    texts = _unit_texts(unit)
    _facts_by_key(brought.facts)
    facts, differences = settle(form.fields, _facts_by_key(sheet.facts), brought.facts)
    compared = compare(sheet.columns, brought.backend)
    remarks = [*sheet.remarks, *differences, *brought.remarks]
    remarks += [*comparison_remarks(compared), *_attached(brought)]
    filled: dict[str, ReportField] = {}
    for key, field in form.fields.items():
        fact = facts.get(key)
        if key in texts:
            filled[key] = _from_profile(field, texts[key], fact, form)
            remarks += _disagreement(field, filled[key], fact)
        elif fact is not None:
            filled[key] = _from_fact(field, fact, form)
        else:
            filled[key] = _without_fact(field, sheet, form, brought.last_year)
    counted = counted_on_site(sheet.facts)
    remarks += rule_remarks(form, filled, sheet.year, brought.last_year, counted)
    return Report(
        form=form,
        year=sheet.year,
        home_url=sheet.home_url,
        hosts=sheet.hosts,
        generated_at=generated_at,
        fields=MappingProxyType(filled),
        columns=sheet.columns,
        remarks=tuple(remarks),
        crawl=sheet.crawl,
        indicators=sheet.indicators,
        last_year=brought.last_year,
        counted=counted,
        compared=compared,
        attachments=brought.attachments,
    )


def rule_remarks(
    form: Form,
    filled: Mapping[str, ReportField],
    year: int,
    last_year: Mapping[str, Value | None],
    counted: Mapping[str, Value | None] = _NOTHING,
) -> tuple[Remark, ...]:
    """Return what the form's own rules say of a draft; lower bounds are judged as such.

    ``counted`` is what the site itself shows, whoever filled the field (``counted_on_site``).
    """
    return check(
        form,
        {key: field.value for key, field in filled.items()},
        year,
        at_least={key for key, field in filled.items() if field.outcome is Outcome.PARTIAL},
        seen={key for key, field in filled.items() if field.source is Source.SITE},
        prior=last_year,
        counted=counted,
    )


def counted_on_site(facts: Iterable[Fact]) -> Mapping[str, Value | None]:
    """Return the figures the crawl is sure of, or sure that they are not less, by key."""
    sure = (Outcome.OBSERVED, Outcome.PARTIAL)
    return MappingProxyType({fact.field: fact.value for fact in facts if fact.outcome in sure})


def written_as(field: Field, value: Value | None, form: Form) -> str | None:
    """Return how a value stands on paper (report.schema.json); None for ticks."""
    if value is None:
        return PENDING
    if field.kind is FieldKind.CHOICE:
        return None
    if field.kind is FieldKind.YES_NO:
        words = form.writing.words.get(field.key)
        if words is None:
            return None
        return form.writing.none if not value and words.no == form.writing.none else "text"
    if field.kind in (FieldKind.COUNT, FieldKind.NUMBER):
        return form.writing.none if value == 0 else "number"
    return "number" if field.kind is FieldKind.YEAR else "text"


def _unit_texts(unit: Mapping[str, str]) -> dict[str, Value]:
    """Return the given texts as values; choices become their English key."""
    fields = load_fields()
    texts: dict[str, Value] = {}
    for key, written in unit.items():
        text = clean_text(written)
        if key not in fields:
            raise ConfigError("site.toml", f"unit.{key}", "没有这个填报项")
        field = fields[key]
        if field.kind not in _FIXED_KINDS:
            raise ConfigError("site.toml", f"unit.{key}", "网站档案只写固定的文字，不写数字和是否")
        if text:
            texts[key] = _choice(field, text) if field.kind is FieldKind.CHOICE else text
    return texts


def _choice(field: Field, text: str) -> str:
    """Return the English key of a choice given as key or as Chinese word."""
    for key, word in field.choices.items():
        if text in (key, word):
            return key
    allowed = "、".join(field.choices.values())
    raise ConfigError("site.toml", f"unit.{field.key}", f"“{text}”不在选项里，可选：{allowed}")


def _facts_by_key(given: Iterable[Fact]) -> dict[str, Fact]:
    """Return the facts by field; raises ValueError for an unknown key or a second fact."""
    fields = load_fields()
    facts: dict[str, Fact] = {}
    for fact in given:
        if fact.field not in fields or fact.field in facts:
            raise ValueError(f"{fact.field}: no such field, or a second fact for it")
        if fact.value is not None and not fits(fields[fact.field], fact.value):
            raise ValueError(f"{fact.field}: {fact.value!r} is no {fields[fact.field].kind}")
        facts[fact.field] = fact
    return facts


def fits(field: Field, value: Value) -> bool:
    """Say whether a value is of the kind of its field; a boolean is never a number."""
    match field.kind:
        case FieldKind.YES_NO:
            return isinstance(value, bool)
        case FieldKind.COUNT | FieldKind.YEAR:
            return isinstance(value, int) and not isinstance(value, bool) and value >= 0
        case FieldKind.NUMBER:
            return isinstance(value, int | float) and not isinstance(value, bool) and value >= 0
        case FieldKind.CHOICE:
            return value in field.choices
        case _:
            return isinstance(value, str) and bool(clean_text(value))


def _from_fact(field: Field, fact: Fact, form: Form) -> ReportField:
    return ReportField(
        field=field,
        value=fact.value,
        outcome=fact.outcome,
        source=fact.source,
        state=State.PROPOSED,
        reason=_reason(fact.reason, field.ask),
        scope=fact.scope,
        written_as=written_as(field, fact.value, form),
        evidence=fact.evidence,
        counts=fact.counts,
        left_out=fact.left_out,
    )


def _from_profile(field: Field, value: Value, fact: Fact | None, form: Form) -> ReportField:
    """Return what the site file fixes; what the site shows stays as evidence."""
    return ReportField(
        field=field,
        value=value,
        outcome=Outcome.OBSERVED,
        source=Source.PROFILE,
        state=State.PROPOSED,
        reason="",
        scope="",
        written_as=written_as(field, value, form),
        evidence=fact.evidence if fact else (),
    )


def _without_fact(
    field: Field, sheet: FactSheet, form: Form, last_year: Mapping[str, Value | None]
) -> ReportField:
    """Return what the call itself says, what stays from last year, everything else as unknown."""
    if field.key == "home_url":
        seen = (Evidence(url=sheet.home_url, title="首页"),)
        fact = Fact(field.key, sheet.home_url, Outcome.OBSERVED, seen, source=Source.SITE)
    elif field.key == "report_year":
        fact = Fact(field.key, sheet.year, Outcome.OBSERVED, source=Source.PROFILE)
    elif stays := proposed(field, last_year):
        fact = stays
    else:
        why = "采不到，需人工填"
        fact = Fact(field.key, None, Outcome.UNKNOWN, reason=why, source=Source.NONE)
    return _from_fact(field, fact, form)


def _attached(brought: Brought) -> Iterator[Remark]:
    """Yield a line for every attachment, so that the report lists them."""
    for each in brought.attachments:
        message = f"附有佐证材料“{each.name}”（SHA-256 {each.sha256[:16]}…），随明细一并保存。"
        yield Remark("A-佐证材料", "info", message, (each.field,))


def _reason(why: str, ask: str) -> str:
    """Return why a figure is not certain and whom to ask; empty stays empty."""
    if not why or ask in why:
        return why
    return f"{why.rstrip('。；')}。{ask}"


def _disagreement(field: Field, kept: ReportField, fact: Fact | None) -> list[Remark]:
    """Return a remark when the site shows another text than the site file fixes."""
    if fact is None or fact.value is None or _same(kept.value, fact.value):
        return []
    message = (
        f"“{field.label}”网站档案写的是“{kept.value}”，网站上采到的是“{fact.value}”，"
        "报表先用网站档案的，请核对。"
    )
    return [Remark("A-网站档案", "warning", message, (field.key,))]


def _same(left: Value | None, right: Value) -> bool:
    """Say whether two texts differ in blanks only."""
    return "".join(str(left).split()) == "".join(str(right).split())
