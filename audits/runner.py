"""Runs every audit over a sealed crawl and puts the answers on one sheet.

The only place where any exception is caught: a broken audit gives failed facts, the rest stands.
"""

import logging
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from audits import (
    accessibility,
    date_order,
    filing_numbers,
    interviews,
    multilingual,
    new_media,
    policy_interpretation,
    prior_reports,
    public_messages,
    published_items,
    service_items,
    site_identity,
    smart_qa,
    smart_search,
    special_columns,
    surveys,
)
from audits.audit import Audit
from audits.basis import Basis
from audits.case import Case, open_case
from audits.crawlsummary import remarks, summarise
from audits.facts import Fact, FactSheet, Indicator, Outcome, Remark
from audits.inspection import inspect
from crawler.records import SiteProfile

AUDITS: tuple[Audit, ...] = (
    site_identity.AUDIT,
    filing_numbers.AUDIT,
    published_items.AUDIT,
    special_columns.AUDIT,
    policy_interpretation.AUDIT,
    service_items.AUDIT,
    public_messages.AUDIT,
    surveys.AUDIT,
    interviews.AUDIT,
    smart_qa.AUDIT,
    new_media.AUDIT,
    smart_search.AUDIT,
    multilingual.AUDIT,
    accessibility.AUDIT,
    date_order.AUDIT,
)

log = logging.getLogger("nianbao")


def audit(crawl_file: Path, profile: SiteProfile, known: Basis | None = None) -> FactSheet:
    """All facts of a crawl: a pure function of the file and the profile.

    ``known`` is what was read of the same crawl before. Raises StoreError when the crawl cannot
    be read.
    """
    with open_case(crawl_file, profile, known=known) as case:
        facts = tuple(fact for each in AUDITS for fact in answers(each, case))
        return FactSheet(
            year=case.year,
            home_url=case.profile.home_url,
            hosts=case.hosts,
            crawl=summarise(case.store),
            columns=tuple(c.line for c in case.ledger),
            facts=facts,
            indicators=_indicators(case),
            remarks=(
                *remarks(case),
                *prior_reports.remarks(case),
                *(r for each in AUDITS for r in remarks_of(each, case)),
            ),
        )


def _indicators(case: Case) -> tuple[Indicator, ...]:
    """The second part of the report; empty when it breaks, the facts stand without it."""
    try:
        return inspect(case)
    except Exception:
        log.exception("the inspection indicators broke")
        return ()


def remarks_of(each: Audit, case: Case) -> tuple[Remark, ...]:
    """What an audit says beside its facts; nothing when it breaks."""
    try:
        return tuple(each.remarks(case))
    except Exception:
        log.exception("remarks of audit %s broke", each.id)
        return ()


def answers(each: Audit, case: Case) -> Iterator[Fact]:
    """Exactly one fact for every field the audit declares."""
    try:
        found = {fact.field: fact for fact in each.run(case)}
    except Exception as error:
        log.exception("audit %s broke", each.id)
        for field in each.fields:
            yield Fact(
                field,
                None,
                Outcome.FAILED,
                reason=f"核查“{each.title}”时出错（{type(error).__name__}），请把日志发给技术支持",
            )
        return
    for field in each.fields:
        fact = found.get(field) or Fact(
            field, None, Outcome.FAILED, reason=f"核查“{each.title}”没有给出结果"
        )
        nothing = fact.outcome is Outcome.UNKNOWN and not fact.evidence
        yield replace(fact, reason=case.unseen) if nothing and case.unseen else fact
