"""Made-up government sites whose figures are known: ``site = build("f1", seed=3)``.

One family a file; ``python -m tests.sites serve f1`` serves one for a browser.
"""

from collections.abc import Iterable

from tests.sites import (
    f1_km_like,
    f2_trs_wcm,
    f3_jpage,
    f4_jpaas,
    f5_ucap,
    f6_gkmlpt,
    f7_vsb,
    f8_was_anhui,
    f9_client_side,
    f10_hard,
)
from tests.sites.family import Family, Site, build_site, publish_in, withdraw_in
from tests.sites.faults import Fault, Kind
from tests.sites.server import SiteServer, serve
from tests.sites.visits import Request

FAMILIES = (
    f1_km_like.FAMILY,
    f2_trs_wcm.FAMILY,
    f3_jpage.FAMILY,
    f4_jpaas.FAMILY,
    f5_ucap.FAMILY,
    f6_gkmlpt.FAMILY,
    f7_vsb.FAMILY,
    f8_was_anhui.FAMILY,
    f9_client_side.FAMILY,
    f10_hard.FAMILY,
)

__all__ = [
    "FAMILIES",
    "Family",
    "Fault",
    "Kind",
    "Request",
    "Site",
    "SiteServer",
    "build",
    "family",
    "publish",
    "serve",
    "withdraw",
]


def family(family_id: str) -> Family:
    """Return the family; ValueError for an unknown id."""
    for known in FAMILIES:
        if family_id in (known.id, known.title):
            return known
    raise ValueError(f"family {family_id!r}: one of {', '.join(f.id for f in FAMILIES)}")


def build(
    family_id: str,
    seed: int = 1,
    profile: str = "small",
    quirks: str | Iterable[str] = "all",
    interaction: bool = False,
) -> Site:
    """Return a site; ``quirks`` are "all", "none" or ids, as a list or joined by commas.

    "all" leaves out the optional ones; "all,Q-412,Q-429" adds two of them. ``interaction`` adds
    consultations, interviews, a catalogue of services and widgets.
    """
    return build_site(family(family_id), seed, profile, quirks, interaction)


def publish(site: Site, path: str) -> Site:
    """Return the site after one more article was published in the column at ``path``."""
    return publish_in(family(site.family), site, path)


def withdraw(site: Site, path: str) -> Site:
    """Return the site after the topmost article of the column at ``path`` was withdrawn."""
    return withdraw_in(family(site.family), site, path)
