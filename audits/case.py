"""What every audit is handed: the sealed crawl, the profile, and the ledger made of both."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from audits.footer import unit_names
from audits.ledger import ColumnCount, build_ledger
from audits.lookalikes import without_lookalikes
from audits.rowcount import RowCount, count_rows
from audits.rulings import NOTHING_RULED, Rulings
from crawler.records import SiteProfile, StoredPage
from crawler.store import Store


@dataclass(frozen=True)
class Case:
    """One site and year. ``own`` tells own addresses; ``hosts`` are own hosts, start host first.

    ``rulings`` are people's decisions about single rows; the audits of a crawl alone have none.
    """

    store: Store
    profile: SiteProfile
    year: int
    own: Callable[[str], bool]
    hosts: tuple[str, ...]
    rulings: Rulings = NOTHING_RULED

    @cached_property
    def ledger(self) -> tuple[ColumnCount, ...]:
        """All columns counted and judged, in order of discovery; archives folded in."""
        ledger = build_ledger(self.store, self.profile, self.year, self.own, self.rulings)
        return without_lookalikes(ledger)

    @cached_property
    def home(self) -> StoredPage | None:
        """The home page: the fullest one when it forwards by script or is made of frames."""
        pages = [page for page in self.store.pages("home") if page.text]
        return max(pages, key=lambda page: len(page.text), default=None)

    @cached_property
    def unit_names(self) -> tuple[str, ...]:
        """Names of the unit as the home page shows them; none without one."""
        return unit_names(self.home) if self.home is not None else ()

    @cached_property
    def home_rows(self) -> RowCount:
        """Items the home page shows, whatever block they stand in."""
        shown, targets = self.store.entries(0), self.store.targets()
        return count_rows(shown, targets, self.year, self.own, rulings=self.rulings)

    @property
    def sealed_on(self) -> str:
        """Day the crawl was sealed, ISO; empty for an unsealed crawl."""
        return self.store.get("sealed_at")[:10]

    @property
    def year_is_over(self) -> bool:
        """Whether the crawl was sealed after the year had ended."""
        return self.sealed_on > f"{self.year}-12-31"
