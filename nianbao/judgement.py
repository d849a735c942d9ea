"""The second stage on its own: facts from a stored crawl, without any request."""

from pathlib import Path

from audits.case import open_case
from audits.facts import FactSheet
from audits.runner import audit
from audits.sheet import save
from crawler.errors import UsageError
from crawler.profile import load as load_profile
from crawler.records import SiteProfile
from nianbao.keptfacts import keep_facts, kept_facts, made_of
from nianbao.workspace import Place, crawled_words
from reportgen.recount import Recount


def judge(place: Place, profile_file: Path | None = None) -> tuple[FactSheet, SiteProfile]:
    """Make ``facts.json`` of the crawl and the profile; no network, no clock."""
    recount = recount_of(place, profile_file)
    return recount.sheet, recount.profile


def recount_of(place: Place, profile_file: Path | None = None) -> Recount:
    """Make ``facts.json``, or take it as it is where it was made of the very same.

    The crawl is read for counting under people's rulings when somebody asks. Raises UsageError
    when nothing was crawled yet.
    """
    if not place.crawl_file.exists():
        raise UsageError(_never_crawled(place))
    profile = load_profile(profile_file or place.site_file)
    made = made_of(place, profile)
    if kept := kept_facts(place, made):
        return Recount(place.crawl_file, profile, kept)
    with open_case(place.crawl_file, profile) as case:
        basis = case.basis
    facts = audit(place.crawl_file, profile, basis)
    save(facts, place.facts_file)
    unchanged = made == made_of(place, profile)
    keep_facts(place, facts, made if unchanged else "")
    return Recount(place.crawl_file, profile, facts, basis)


def _never_crawled(place: Place) -> str:
    """Say what to run, and what there is: a port is part of a site's name, and easily left out."""
    known = crawled_words(place.workspace)
    return (
        f"还没有采集过 {place.site} {place.year} 年度的内容（{place.folder}）。"
        f"请先运行 nianbao prefill 网址 --year {place.year}" + (f"；{known}" if known else "")
    )
