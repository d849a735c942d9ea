"""What a sealed crawl says of its columns, read once: columns, rows, and witnesses about them.

It never changes, so a ledger for another profile or other rulings counts anew only the columns
that hold a row ruled on.
"""

from collections.abc import Callable, Sequence
from functools import cached_property

from audits.openings import BOXES, opening_days, with_openings
from audits.rowcount import RowCount, count_rows, loose_identities
from audits.rulings import Rulings
from audits.sidelists import side_lists
from audits.verdicts import Witnesses
from crawler import urls
from crawler.lists.settled import disagrees
from crawler.records import ColumnChoice, Entry, Kind, StoredColumn, Target
from crawler.storage.store import Store
from crawler.transport.refusals import advice

UNCOUNTED = (Kind.APP, Kind.EXTERNAL)


class Basis:
    """The columns of one crawl, with their rows; ``own`` tells the site's own addresses.

    Nothing of the store is kept, so threads may share one.
    """

    def __init__(self, store: Store, year: int, own: Callable[[str], bool]) -> None:
        self.year, self.own = year, own
        self.columns: tuple[StoredColumn, ...] = store.columns()
        self.targets: dict[str, Target] = store.targets()
        self._entries = {column.id: store.entries(column.id) for column in self.columns}
        self._loose = loose_identities(e for rows in self._entries.values() for e in rows)
        self._proposals = store.proposals()
        self._openings = opening_days(store, self._held_open(), self.targets)
        self._looked, self._barred = _looked(store), _barred(store)
        self._counts: dict[tuple[tuple[int, ...], Rulings, bool], RowCount] = {}
        self._keys: dict[int, frozenset[str]] = {}
        self._off: dict[tuple[int, ...], bool] = {}

    @cached_property
    def groups(self) -> tuple[tuple[StoredColumn, ...], ...]:
        """Each column with its year archives, in order of discovery."""
        archives: dict[int, list[StoredColumn]] = {}
        for column in self.columns:
            if column.archive_of is not None:
                archives.setdefault(column.archive_of, []).append(column)
        return tuple(
            (column, *archives.get(column.id, ()))
            for column in self.columns
            if column.archive_of is None
        )

    def count(
        self, group: Sequence[StoredColumn], rulings: Rulings, *, by_opening: bool = False
    ) -> RowCount:
        """The rows of some columns taken together, sorted; do not change what comes back.

        ``by_opening``: rows without a day have the one from which on they were open.
        """
        ids = tuple(column.id for column in group)
        key = (ids, self._about(ids, rulings), by_opening)
        if key not in self._counts:
            entries = [entry for ident in ids for entry in self._entries[ident]]
            for ident in ids if by_opening else ():
                entries = with_openings(entries, self._openings.get(ident, {}))
            self._counts[key] = count_rows(
                entries, self.targets, self.year, self.own, self._loose, key[1]
            )
        return self._counts[key]

    def disagrees(self, group: Sequence[StoredColumn]) -> bool:
        """Whether the lists' dates are another kind of date than their pages' own."""
        ids = tuple(column.id for column in group)
        if ids not in self._off:
            entries = [entry for ident in ids for entry in self._entries[ident]]
            self._off[ids] = disagrees(entries, self.targets)
        return self._off[ids]

    def witnesses(self, group: Sequence[StoredColumn]) -> dict[int, Witnesses]:
        """What the rest of the site says of each column of a group, by its id."""
        return {
            c.id: Witnesses(
                self._looked.get(c.id),
                self._barred.get(c.id) or self._barred.get(c.url, ""),
                c.id in self._sides,
                len(group) > 1,
            )
            for c in group
        }

    def proposed(self, column: StoredColumn) -> ColumnChoice:
        """A column that the profile does not name: as the crawl proposed it."""
        proposal = self._proposals.get(column.id)
        if proposal is None:
            counted = column.kind not in UNCOUNTED
            return ColumnChoice(column.url, column.name, column.kind, (), counted, "没有归类")
        kind, boxes, maybe, in_total, reason = proposal
        return ColumnChoice(
            column.url,
            column.name,
            Kind(kind),
            tuple(boxes.split()),
            in_total,
            reason,
            maybe=tuple(maybe.split()),
        )

    def _about(self, ids: Sequence[int], rulings: Rulings) -> Rulings:
        """The rulings that concern rows of these columns."""
        if not (rulings.inside or rulings.outside):
            return rulings
        keys = frozenset().union(*(self._keys_of(ident) for ident in ids))
        return Rulings(rulings.inside & keys, rulings.outside & keys)

    def _keys_of(self, ident: int) -> frozenset[str]:
        if ident not in self._keys:
            self._keys[ident] = frozenset(self._key(entry) for entry in self._entries[ident])
        return self._keys[ident]

    def _key(self, entry: Entry) -> str:
        loose = entry.content_id in self._loose
        return urls.canonical(entry.url) if loose else entry.content_id

    def _held_open(self) -> list[StoredColumn]:
        """Columns of surveys and interviews, as the crawl proposed them."""
        proposed = {ident: found[1].split() for ident, found in self._proposals.items()}
        return [c for c in self.columns if not BOXES.isdisjoint(proposed.get(c.id, ()))]

    @cached_property
    def _sides(self) -> frozenset[int]:
        return side_lists([(c, self._entries[c.id]) for c in self.columns])


def _looked(store: Store) -> dict[int, int]:
    """Rows a browser saw, by column; columns it did not open or could not are missing."""
    rows = store.db.execute("SELECT column_id, rendered_rows FROM learned")
    return {ident: count for ident, count in rows if count is not None}


def _barred(store: Store) -> dict[int | str, str]:
    """The first refusal of a column's pages, with the sentence for the operator.

    By column, and by address for a column whose own page was refused before it became one.
    """
    found: dict[int | str, str] = {}
    rows = store.db.execute(
        "SELECT r.column_id, r.url, r.kind, r.signature FROM refusal r"
        " JOIN frontier f ON f.id = r.frontier_id WHERE f.purpose <> 'detail'"
        " ORDER BY r.frontier_id, r.id"
    )
    for ident, url, kind, signature in rows:
        found.setdefault(ident or url, advice(kind, signature).removesuffix("。"))
    return found
