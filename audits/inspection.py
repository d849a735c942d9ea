"""The inspection indicators that a crawl can see: thresholds are data, findings are addresses.

Not an audit of the form: a second part of the report. A finding names a page; an indicator whose
limit could not be checked against the official text is listed and never judged.
"""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass

from audits import freshness, upkeep
from audits.case import Case
from audits.facts import Indicator, Judged
from audits.freshness import Measured
from crawler.resources import config_folder

_MOST = 50  # findings kept of one indicator


@dataclass(frozen=True, slots=True)
class _Rule:
    id: str
    name: str
    measure: str
    limit: int
    at: int
    verified: bool
    source: str


def inspect(case: Case, region: str = "national_2019") -> tuple[Indicator, ...]:
    """Every indicator of a region's file, judged where that can be done."""
    data = tomllib.loads((config_folder() / "indicators" / f"{region}.toml").read_text("utf-8"))
    return tuple(_judge(case, _Rule(**rule)) for rule in data["indicator"])


def _judge(case: Case, rule: _Rule) -> Indicator:
    findings, unsure = _MEASURES[rule.measure](case, rule.limit)
    if not rule.verified or not rule.at:
        judged = Judged.LISTED
    elif len(findings) >= rule.at:
        judged = Judged.FAILED
    elif unsure and (len(findings) + len(unsure) >= rule.at or not case.ledger):
        judged = Judged.UNKNOWN
    else:
        judged = Judged.PASSED
    kept = tuple(findings[:_MOST])
    return Indicator(
        rule.id, rule.name, judged, len(findings), rule.limit, rule.at, rule.verified, rule.source,
        kept, tuple(unsure[:_MOST]),
    )  # fmt: skip


_MEASURES: dict[str, Callable[[Case, int], Measured]] = {
    measure.__name__: measure
    for measure in (
        freshness.home_stale,
        freshness.stale_news,
        freshness.stale_papers,
        freshness.stale_total,
        freshness.stale_others,
        freshness.blank_columns,
        upkeep.no_channel,
        upkeep.late_letters,
        upkeep.dead_links,
        upkeep.foreign_links,
        upkeep.missing_tags,
        upkeep.footer_faults,
        upkeep.page_faults,
    )
}
