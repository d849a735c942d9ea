"""Which family each list showed itself as, kept in the crawl file: a resumed crawl asks alike."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from crawler.families import Family, recognise
from crawler.storage.store import Store
from crawler.transport.visit import PageRequest

OFF = "off"
_SETTING = "families"
_KEY = "family:"


@dataclass(frozen=True, slots=True)
class Recognised:
    """A family as the crawl file tells it: lists that showed it, the signs of the first one."""

    id: str
    name: str
    columns: int
    signs: tuple[str, ...]


class FamilyBook:
    """Asks a list's first page once; what it showed is written down for good."""

    def __init__(self, store: Store, families: Iterable[Family]) -> None:
        self.store = store
        self.families = tuple(families) if store.get(_SETTING) != OFF else ()

    def of(self, column_id: int | None) -> Family | None:
        """The family of a column, None when unknown (call inside a store transaction)."""
        if not self.families or column_id is None:
            return None
        known = self.store.get(f"{_KEY}{column_id}") or self._look(column_id)
        ident = json.loads(known)["id"]
        return next((family for family in self.families if family.id == ident), None)

    def likely_first(
        self, column_id: int | None, requests: Sequence[PageRequest]
    ) -> Sequence[PageRequest]:
        """The same requests, those to interfaces that the column's family is known for first."""
        family = self.of(column_id)
        if family is None:
            return requests
        return sorted(requests, key=lambda request: not family.is_interface(request.url))

    def _look(self, column_id: int) -> str:
        """Recognise a column by its first page and keep the answer, also that there is none."""
        row = self.store.db.execute(
            "SELECT frontier_id FROM list_page WHERE column_id = ? AND number = 1 AND plan = -1",
            (column_id,),
        ).fetchone()
        page = self.store.page(row[0]) if row else None
        seen = None
        if page is not None:
            rows = self.store.db.execute(
                "SELECT url FROM entry WHERE column_id = ? AND frontier_id = ?",
                (column_id, row[0]),
            )
            addresses = [one[0] for one in rows if one[0]]
            seen = recognise(self.families, page.final_url, page.text, addresses)
        kept = {
            "id": seen.family.id if seen else "",
            "name": seen.family.name if seen else "",
            "signs": seen.signs if seen else (),
        }
        text = json.dumps(kept, ensure_ascii=False)
        if page is not None:
            self.store.put(f"{_KEY}{column_id}", text)
        return text


def choose(store: Store, *, wanted: bool) -> None:
    """Write down at the start of a crawl whether families are asked (inside a transaction)."""
    store.put(_SETTING, "on" if wanted else OFF)


def told(store: Store) -> tuple[Recognised, ...] | None:
    """Families recognised in a crawl, those of most columns first; None when switched off."""
    if store.get(_SETTING) == OFF:
        return None
    found: dict[str, Recognised] = {}
    for (value,) in store.db.execute(
        "SELECT value FROM crawl WHERE key LIKE ? ORDER BY CAST(substr(key, ?) AS INTEGER)",
        (f"{_KEY}%", len(_KEY) + 1),
    ):
        kept = json.loads(value)
        if kept["id"]:
            signs = tuple(kept["signs"])
            first = found.get(kept["id"], Recognised(kept["id"], kept["name"], 0, signs))
            found[kept["id"]] = Recognised(first.id, first.name, first.columns + 1, first.signs)
    return tuple(sorted(found.values(), key=lambda one: (-one.columns, one.id)))
