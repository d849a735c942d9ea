"""Distinct visitors a day, kept as 8-byte hashes in memory only: no address reaches the disk.

Days in use are sets; when they grow they are packed into plain arrays of 8 bytes a visitor, so a
year of ten million visits fits in memory in whatever order its lines come.
"""

from array import array

DAYS = 366
_MOST_LIVE = 600_000  # visitors in sets, about 50 MB
_SLACK = 4096


class Visitors:
    """``live[day]`` takes hashes from the caller; call ``settle`` once in a while."""

    def __init__(self, most_live: int = _MOST_LIVE) -> None:
        self.live: list[set[int]] = [set() for _ in range(DAYS)]
        self._packed = [array("q") for _ in range(DAYS)]
        self._clean = [0] * DAYS
        self._most_live = most_live

    def settle(self) -> None:
        """Pack all days when too many visitors stand in sets."""
        if sum(map(len, self.live)) > self._most_live:
            for day, fresh in enumerate(self.live):
                if fresh:
                    self._pack(day, fresh)

    def count(self, day: int) -> int:
        """Return the distinct visitors of one day."""
        live, packed = self.live[day], self._packed[day]
        if not packed:
            return len(live)
        if not live and len(packed) == self._clean[day]:
            return len(packed)
        return len(live.union(packed))

    def _pack(self, day: int, fresh: set[int]) -> None:
        """Move a day's set into its array; doubles go when the array has doubled."""
        packed = self._packed[day]
        if not packed:
            self._clean[day] = len(fresh)  # one set holds nobody twice
        packed.extend(fresh)
        fresh.clear()
        if len(packed) > 2 * self._clean[day] + _SLACK:
            packed = self._packed[day] = array("q", set(packed))
            self._clean[day] = len(packed)
