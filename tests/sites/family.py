"""A family of made-up sites: a plan of columns, the quirks it can have, who writes its pages."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from nianbao.demo.model import Column, Row, Section, SiteModel, Target
from nianbao.demo.page import Page
from nianbao.demo.plan import PROFILES, SitePlan, grow
from nianbao.demo.quirks import Quirk, apply_all
from nianbao.demo.truth import SiteTruth, describe
from tests.sites import interaction, widgets
from tests.sites.faults import Fault, Kind
from tests.sites.interaction_growth import with_interaction, without_surveys
from tests.sites.interaction_places import PLACES
from tests.sites.naive import READERS, Reader
from tests.sites.routes import Routes, RoutesOf, first_of, silent

YEAR = 2025
HAVE = {"f1": frozenset({"search", "wechat"}), "f5": frozenset({"search"})}  # of their own
BUSY = Fault("*", Kind.STATUS, 429, retry_after="1", burst=5, times=4)


@dataclass(frozen=True, slots=True)
class Family:
    """``quirks`` are what ``all`` turns on; ``optional`` ones must be asked for by name.

    ``control`` is the path of a column no quirk touches. ``routes`` makes the answers that depend
    on more than the path; ``readers`` are hasty readers by name, of which "links" is right about
    a site without quirks. ``page_sizes`` are rows a page of layouts that differ from the plan.
    """

    id: str
    title: str
    plan: SitePlan
    quirks: tuple[Quirk, ...]
    optional: tuple[Quirk, ...]
    write: Callable[[SiteModel], dict[str, Page]]
    control: str
    routes: RoutesOf = silent
    readers: Mapping[str, Reader] = field(default_factory=lambda: READERS)
    page_sizes: Mapping[str, int] = field(default_factory=dict)

    @property
    def every_quirk(self) -> tuple[Quirk, ...]:
        """All quirks in the order they are applied."""
        return (*self.quirks, *self.optional)


@dataclass(frozen=True, slots=True)
class Site:
    """One made-up site, ready to be served, and the truth about it.

    ``routes`` are asked before ``pages``.
    """

    family: str
    seed: int
    profile: str
    quirks: frozenset[str]
    model: SiteModel
    pages: Mapping[str, Page]
    truth: SiteTruth
    faults: tuple[Fault, ...]
    routes: Routes


def build_site(
    family: Family, seed: int, profile: str, quirks: str | Iterable[str], interaction: bool = False
) -> Site:
    """Return the family's site; the rest as in tests.sites.build. ValueError for unknown quirks."""
    on = _chosen(family, quirks)
    sizes = {size.id: size for size in PROFILES}
    if profile not in sizes:
        raise ValueError(f"profile {profile!r}: one of {', '.join(sizes)}")
    plan = without_surveys(family.plan) if interaction else family.plan
    model = grow(plan, seed, sizes[profile], YEAR)
    if interaction:
        model = with_interaction(model, plan, PLACES[family.id])
    model = replace(model, sections=_sections(family.plan, model), columns=_sized(family, model))
    site = _finished(family, profile, on, apply_all(model, family.every_quirk, on))
    return _dressed(family, site) if interaction else site


def publish_in(family: Family, site: Site, path: str) -> Site:
    """Return ``site`` a day later: one more article stands on top of the column at ``path``."""
    column = site.model.column(path)
    newest = column.rows[0].article
    news = replace(
        newest,
        id=newest.id + 2,
        title=f"{newest.title}（补充）",
        letter=None,
        published=site.model.today,
        target=Target.PAGE,
        href="",
    )
    model = site.model.with_column(replace(column, rows=(Row(news), *column.rows)))
    return _finished(family, site.profile, site.quirks, model)


def withdraw_in(family: Family, site: Site, path: str) -> Site:
    """Return ``site`` a day later: the topmost article of the column at ``path`` is gone."""
    column = site.model.column(path)
    model = site.model.with_column(replace(column, rows=column.rows[1:]))
    return _finished(family, site.profile, site.quirks, model)


def declared_rows(column: Column) -> int:
    """Return the total a column states that states one."""
    return len(column.rows) + ("declares_one_more" in column.looks)


def _finished(family: Family, profile: str, on: frozenset[str], model: SiteModel) -> Site:
    truth = describe(model, {quirk.id: quirk.bite for quirk in family.every_quirk})
    declared = {
        column.path: replace(truth.columns[column.path], declared_rows=declared_rows(column))
        for column in model.columns
        if "says_rows" in column.looks
    }
    truth = replace(truth, columns=truth.columns | declared)
    return Site(
        family.id,
        model.seed,
        profile,
        on,
        model,
        family.write(model),
        truth,
        _faults(model, on),
        family.routes(model),
    )


def _dressed(family: Family, site: Site) -> Site:
    """Return ``site`` with widgets chosen by its seed, and with what is true of its interaction."""
    turn = PLACES[family.id].turn + site.seed - 1
    chosen = widgets.choose(site.model, turn, HAVE.get(family.id, frozenset()))
    told = interaction.fields_of(site.model) | widgets.truth_of(chosen)
    if any("wrong_code" in column.looks for column in site.model.columns):
        told["site_code"] = replace(site.truth.fields["site_code"], shown=False)  # two are printed
    return replace(
        site,
        pages=widgets.dress(site.pages, chosen),
        truth=replace(site.truth, fields=site.truth.fields | told),
        routes=first_of(widgets.answers(site.model, chosen), site.routes),
    )


def _sections(plan: SitePlan, model: SiteModel) -> tuple[Section, ...]:
    """Return the planned sections that have a column below them, wherever that one's path lies."""
    used = {column.names[:n] for column in model.columns for n in range(1, len(column.names))}
    return tuple(section for section in plan.sections if section.names in used)


def _sized(family: Family, model: SiteModel) -> tuple[Column, ...]:
    """Return the columns with the page size of their layout."""
    return tuple(
        replace(c, page_size=family.page_sizes.get(c.layout, c.page_size)) for c in model.columns
    )


def _chosen(family: Family, quirks: str | Iterable[str]) -> frozenset[str]:
    if isinstance(quirks, str):
        quirks = (part.strip() for part in quirks.split(","))
    on = frozenset(quirks) - {"none"}
    if "all" in on:
        on = on - {"all"} | {quirk.id for quirk in family.quirks}
    unknown = on - {quirk.id for quirk in family.every_quirk} - {"Q-429"}
    if unknown:
        raise ValueError(f"family {family.id} has no {', '.join(sorted(unknown))}")
    return on


def _faults(model: SiteModel, on: frozenset[str]) -> tuple[Fault, ...]:
    blocked = tuple(
        Fault(f"{column.path}*", Kind.CHALLENGE)
        for column in model.columns
        if "blocked" in column.looks
    )
    return (*blocked, BUSY) if "Q-429" in on else blocked
