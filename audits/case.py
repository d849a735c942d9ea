"""What every audit is handed: the sealed crawl, the profile, and the ledger made of both."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from audits.basis import Basis
from audits.facts import Evidence
from audits.footer import page_text, squeezed, unit_names, with_files
from audits.ledger import ColumnCount, build_ledger
from audits.lookalikes import without_lookalikes
from audits.rowcount import RowCount, count_rows
from audits.rulings import NOTHING_RULED, Rulings
from crawler import urls
from crawler.addressing import is_own_check, own_hosts
from crawler.pages.dom import PageDom, anchor_text, fold, visible_strings
from crawler.records import Kind, SiteProfile, StoredPage
from crawler.storage.store import Store, connect_sealed

_NUMBER = re.compile(r"[0-9０-９]")
_FURNISHED = 8  # pages whose words are compared


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
    known: Basis | None = field(default=None, repr=False, compare=False)

    @cached_property
    def ledger(self) -> tuple[ColumnCount, ...]:
        """All columns counted and judged, in order of discovery; archives folded in."""
        return without_lookalikes(build_ledger(self.basis, self.profile, self.rulings))

    @cached_property
    def basis(self) -> Basis:
        """What the crawl says of its columns, whatever people decide."""
        return self.known or Basis(self.store, self.year, self.own)

    def ruled(self, profile: SiteProfile, rulings: Rulings) -> "Case":
        """The same crawl with other choices for columns and rows, without reading it again.

        ``profile`` must name the same hosts.
        """
        return replace(self, profile=profile, rulings=rulings, known=self.basis)

    @cached_property
    def home(self) -> StoredPage | None:
        """The home page: the fullest one when it forwards by script or is made of frames.

        What its own script files write stands at its end, and the other frames after that.
        """
        if not self.home_parts:
            return None
        fullest, *others = self.home_parts
        whole = with_files(fullest, self.store.pages("script"))
        return replace(whole, text="\n".join([whole.text, *(part.text for part in others)]))

    @cached_property
    def home_parts(self) -> tuple[StoredPage, ...]:
        """What the home page is made of, each address once, the fullest first."""
        fullest: dict[str, StoredPage] = {}
        for page in self.store.pages("home"):
            key = urls.canonical(page.final_url.partition("#")[0])
            if page.text and (key not in fullest or len(page.text) > len(fullest[key].text)):
                fullest[key] = page
        return tuple(sorted(fullest.values(), key=lambda page: -len(page.text)))

    def where(
        self, quote: str, read: Callable[[str], Sequence[str]] | None = None
    ) -> tuple[str, str]:
        """Address of the part of the home page that says something, and how it was seen.

        The second is empty for what stands in a page as it was sent. ``read`` finds it in the
        words of a page, where they may stand elsewhere too.
        """
        wanted = squeezed(quote)
        files = [page for page in self.store.pages("script") if page.text]
        sent = [page for page in self.store.pages("home") if page.text]
        for page in sorted([*sent, *files], key=lambda page: page.rendered):
            view = page_text(page)
            labelled = read is None or wanted in map(squeezed, read(view.shown))
            if labelled and wanted in squeezed(view.shown + view.source):
                return page.url, "（浏览器打开后）" if page.rendered else ""
        return self.home.url if self.home is not None else self.profile.home_url, ""

    @cached_property
    def menu(self) -> frozenset[str]:
        """Words of the home page's links: on other pages they are furniture."""
        if self.home is None:
            return frozenset()
        root = PageDom(self.home.final_url, self.home.text).root
        return frozenset(filter(None, map(anchor_text, root.iter("a"))))

    @cached_property
    def furniture(self) -> frozenset[str]:
        """Words with numbers that stand on the home page or on pages of several other columns."""
        pages = [page for page in (self.home, *self.store.pages("column")) if page and page.text]
        seen: Counter[str] = Counter()
        for page in pages[:_FURNISHED]:
            root = PageDom(page.final_url, page.text).root
            seen.update({fold(piece) for piece in visible_strings(root) if _NUMBER.search(piece)})
        home = self.home.text if self.home is not None else ""
        return frozenset(piece for piece, count in seen.items() if count > 1 or piece in home)

    @cached_property
    def unit_names(self) -> tuple[str, ...]:
        """Names of the unit as the home page shows them; none without one."""
        return unit_names(self.home) if self.home is not None else ()

    @cached_property
    def home_rows(self) -> RowCount:
        """Items the home page shows, whatever block they stand in."""
        shown, targets = self.store.entries(0), self.store.targets()
        return count_rows(shown, targets, self.year, self.own, rulings=self.rulings)

    @cached_property
    def stray(self) -> tuple[Evidence, ...]:
        """Items of the year that the home page or an index shows and no column lists.

        They betray a column nobody found, so no count can be observed.
        """
        lists = [c.rows for c in self.ledger if c.line.kind is not Kind.AGGREGATE]
        known = {
            identity
            for rows in lists
            for kept in (
                rows.items, rows.external, rows.doubtful, rows.dead, rows.undated, rows.repeated,
                rows.hidden, rows.ruled_out,
            )
            for row in kept
            for identity in (row.key, row.entry.content_id)
        }  # fmt: skip
        shown = [(c.line.name, c.rows) for c in self.ledger if c.line.kind is Kind.AGGREGATE]
        shown.append(("首页", self.home_rows))
        found: dict[str, Evidence] = {}
        for name, rows in shown:
            for row in rows.items:
                if row.key not in known:
                    found[row.key] = row.evidence(name)
        return tuple(found.values())

    @cached_property
    def unseen(self) -> str:
        """Why nothing was seen of a home page that scripts draw; empty when it was seen."""
        if not self.store.get("home_drawn") or any(p.rendered for p in self.store.pages("home")):
            return ""
        failed = self.store.get("home_looked") == "failed"
        why = "浏览器没有打开它" if failed else "这次没有用浏览器"
        return f"首页由脚本生成，需用浏览器打开才能读到，{why}"

    @property
    def sealed_on(self) -> str:
        """Day the crawl was sealed, ISO; empty for an unsealed crawl."""
        return self.store.get("sealed_at")[:10]

    @property
    def year_is_over(self) -> bool:
        """Whether the crawl was sealed after the year had ended."""
        return self.sealed_on > f"{self.year}-12-31"


@contextmanager
def open_case(
    crawl_file: Path,
    profile: SiteProfile,
    rulings: Rulings = NOTHING_RULED,
    known: Basis | None = None,
) -> Iterator[Case]:
    """A sealed crawl as the audits are handed it; ``known`` is the same crawl read before.

    Raises StoreError when the crawl cannot be read.
    """
    with closing(connect_sealed(crawl_file)) as connection:
        store = Store(connection, crawl_file)
        whole = replace(profile, home_url=store.get("home_url"))
        own, hosts = is_own_check(whole), own_hosts(whole)
        yield Case(store, whole, int(store.get("year")), own, hosts, rulings, known)
