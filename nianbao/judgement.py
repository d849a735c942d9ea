"""The second stage on its own: facts from a stored crawl, without any request."""

from pathlib import Path

from audits.facts import FactSheet
from audits.runner import audit
from audits.sheet import save
from crawler.errors import UsageError
from crawler.profile import load as load_profile
from crawler.records import SiteProfile
from nianbao.workspace import Place


def judge(place: Place, profile_file: Path | None = None) -> tuple[FactSheet, SiteProfile]:
    """Make ``facts.json`` anew from the crawl and the profile; no network, no clock."""
    if not place.crawl_file.exists():
        raise UsageError(
            f"还没有采集过 {place.site} {place.year} 年度的内容（{place.folder}）。"
            f"请先运行 nianbao prefill 网址 --year {place.year}"
        )
    profile = load_profile(profile_file or place.site_file)
    facts = audit(place.crawl_file, profile)
    save(facts, place.facts_file)
    return facts, profile
