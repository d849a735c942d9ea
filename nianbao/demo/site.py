"""The sample site, generated anew each time it is needed: small code instead of 250 files."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from nianbao.demo.columns import PLAN, QUIRKS
from nianbao.demo.page import Page
from nianbao.demo.pages import write
from nianbao.demo.plan import Profile, grow
from nianbao.demo.quirks import apply_all
from nianbao.demo.truth import FieldTruth, SiteTruth, describe

YEAR = 2025
SEED = 20260131
PROFILE = Profile("demo", 1.0, date(2023, 1, 3), date(2026, 1, 30), date(2026, 1, 31), small=False)
KNOWN_FIELDS = (
    "items_total",
    "items_overview",
    "items_affairs",
    "items_disclosure",
    "site_name",
    "site_code",
    "icp_number",
    "police_number",
)


@dataclass(frozen=True, slots=True)
class DemoSite:
    """Every page by path, and what a right reader finds for ``truth.year``."""

    pages: Mapping[str, Page]
    truth: SiteTruth


@cache
def build() -> DemoSite:
    """Return the sample site; always the same bytes."""
    on = frozenset(quirk.id for quirk in QUIRKS)
    model = apply_all(grow(PLAN, SEED, PROFILE, YEAR), QUIRKS, on)
    return DemoSite(write(model), describe(model, {quirk.id: quirk.bite for quirk in QUIRKS}))


def answers() -> dict[str, FieldTruth]:
    """Return the known answers the demo is judged by: form key → value and outcomes."""
    fields = build().truth.fields
    return {key: fields[key] for key in KNOWN_FIELDS}
