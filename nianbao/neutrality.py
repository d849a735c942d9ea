"""``prefill --neutral``: for an inspector, the draft without what the unit decided."""

from dataclasses import replace
from pathlib import Path

from audits.facts import FactSheet
from audits.runner import audit
from crawler.profile import load as load_profile
from crawler.records import SiteProfile
from nianbao.workspace import Place
from reportgen.diff.neutral import checklist, moves, neutral
from reportgen.report import Report

_CHECKLIST = "抽查表.xlsx"


def judge_neutrally(
    place: Place, profile_file: Path | None = None
) -> tuple[FactSheet, SiteProfile]:
    """Return facts that no edit of site.toml touched, with a remark for what each edit moves.

    ``facts.json`` is left as it is: it belongs to the unit's own draft.
    """
    profile = load_profile(profile_file or place.site_file)
    plain = neutral(profile)
    sheet = audit(place.crawl_file, plain)
    told = moves(profile, sheet, lambda other: audit(place.crawl_file, other))
    return replace(sheet, remarks=(*sheet.remarks, *told)), plain


def write_checklist(report: Report, place: Place, out: Path) -> Path:
    """Write the 抽查表; the draw depends on site and year alone."""
    file = out / _CHECKLIST
    file.write_bytes(checklist(report, f"{place.site} {place.year}"))
    return file
