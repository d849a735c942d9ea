"""Runs the rules of a form on what stands in it."""

from collections.abc import Callable, Collection, Iterator, Mapping
from types import MappingProxyType

from audits.facts import Remark, Value
from crawler.errors import ConfigError
from reportgen.checks import against_prior, figures, texts, writing
from reportgen.checks.clauses import Clause, ClauseKind, load_clauses
from reportgen.checks.entries import Entries
from reportgen.form import Form

Finding = tuple[str, tuple[str, ...]]  # sentence, fields
Judge = Callable[[Clause, Entries], Iterator[Finding]]

_JUDGES: Mapping[ClauseKind, Judge] = MappingProxyType(
    {**figures.JUDGES, **texts.JUDGES, **writing.JUDGES, **against_prior.JUDGES}
)

_WHOLE = (ClauseKind.EQUALS, ClauseKind.RATE)  # sums and shares want all their parts


def check(
    form: Form,
    values: Mapping[str, Value | None],
    year: int | None,
    *,
    written: Mapping[str, str | None] | None = None,
    at_least: Collection[str] = (),
    seen: Collection[str] = (),
    prior: Mapping[str, Value | None] | None = None,
    counted: Mapping[str, Value | None] | None = None,
) -> tuple[Remark, ...]:
    """Return what the form's own rules say of ``values``, in the order of the form file.

    ``values`` are typed as in report.json, by key; None or absent is not known and judged by no
    rule. ``year`` is the year the form states, None when it states none. ``written`` are the
    cells as they stand on a filled form; without it nothing is said about the manner of writing.
    ``at_least`` names keys whose value is a lower bound, ``seen`` yes/no keys already tried on
    the site, ``prior`` last year's values, ``counted`` what the site shows today. Pure; raises
    ConfigError when the form names a clause that does not exist.
    """
    entries = Entries(form, values, year, written or {}, at_least, seen, prior or {}, counted or {})
    remarks = [
        (clause, Remark(clause.rule, severity, sentence, fields))
        for clause, severity in _clauses(form)
        for sentence, fields in _JUDGES[clause.kind](clause, entries)
    ]
    broken = {clause.id for clause, _ in remarks}
    return tuple(remark for clause, remark in remarks if not broken & set(clause.unless))


def _clauses(form: Form) -> Iterator[tuple[Clause, str]]:
    """Yield the clauses a form uses, with their weight; fields the form lacks drop out."""
    known = load_clauses()
    for name, severity in form.rules.items():
        if name not in known:
            raise ConfigError(f"config/forms/{form.id}.toml", f"rules.{name}", "没有这条规则")
        clause = known[name]
        left = tuple(key for key in clause.left if key in form.fields)
        right = tuple(key for key in clause.right if key in form.fields)
        gone = (clause.left and not left) or (clause.right and not right)
        if clause.kind in _WHOLE:
            gone = (left, right) != (clause.left, clause.right)
        if not gone:
            yield clause.model_copy(update={"left": left, "right": right}), severity.value
