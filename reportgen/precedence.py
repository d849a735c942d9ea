"""Which figure stands when the site and an import both know one, and what is said about it."""

from collections.abc import Iterable, Mapping

from audits.facts import Fact, Outcome, Remark
from reportgen.fields import Field

_ID = "A-导入"


def settle(
    fields: Mapping[str, Field], seen: Mapping[str, Fact], imported: Iterable[Fact]
) -> tuple[dict[str, Fact], list[Remark]]:
    """Return the facts that stand, by field, and a remark where two sources disagree.

    What was counted in full on the site stays; a lower bound yields to an import that is not
    below it; an estimate or an unknown yields always.
    """
    standing = dict(seen)
    remarks: list[Remark] = []
    for fact in imported:
        field = fields.get(fact.field)
        if field is None or fact.value is None:
            continue
        site = seen.get(fact.field)
        if site is None or site.value is None:
            standing[fact.field] = fact
            continue
        wins = site.outcome is Outcome.ESTIMATE or _reaches(fact, site)
        if wins:
            standing[fact.field] = fact
        if site.value != fact.value:
            remarks.append(_difference(field, fact, site, wins))
    return standing, remarks


def _reaches(imported: Fact, site: Fact) -> bool:
    """Say whether an import is not below what the site shows for certain."""
    if site.outcome is not Outcome.PARTIAL:
        return False
    pair = (imported.value, site.value)
    if any(isinstance(value, str | bool) for value in pair):
        return True
    return float(imported.value or 0) >= float(site.value or 0)


def _difference(field: Field, imported: Fact, site: Fact, wins: bool) -> Remark:
    words = "至少" if site.outcome is Outcome.PARTIAL else ""
    chosen = "报表先用导入的" if wins else "报表先用网站上的"
    message = (
        f"“{field.label}”网站上看到的是{words} {site.value}，导入的是 {imported.value}，"
        f"{chosen}，请核对。"
    )
    severity = "info" if wins and site.outcome is Outcome.PARTIAL else "warning"
    return Remark(_ID, severity, message, (field.key,))
