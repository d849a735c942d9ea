"""Notices lines that stand in the logs twice: copies that overlap, a log put together twice."""

from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field

SAMPLE = 15  # page views whose visitor hash ends in four zero bits are remembered by line
_FEWEST = 4
_FEWEST_TWICE = 8


@dataclass(slots=True)
class Remembered:
    """Hashes of sampled lines of one log, by day."""

    days: "dict[int, array[int]]" = field(default_factory=dict)

    def day(self, day: int) -> "array[int]":
        """Return what takes the hashes of one day."""
        return self.days.setdefault(day, array("q"))

    def repeats_itself(self) -> bool:
        """Say whether a good part of the log stands in it twice."""
        total = sum(map(len, self.days.values()))
        once = sum(len(set(lines)) for lines in self.days.values())
        return total - once >= max(_FEWEST_TWICE, once / 5)

    def overlaps(self, other: "Remembered") -> bool:
        """Say whether two logs hold the same lines on any day, be the rest ever so long.

        Two servers of one site share a line of the same second here and there, no more.
        """
        return sum(self._shared(other)) >= _FEWEST

    def _shared(self, other: "Remembered") -> Iterator[int]:
        for day in self.days.keys() & other.days.keys():
            one, two = set(self.days[day]), set(other.days[day])
            shared = len(one & two)
            if shared * 5 >= min(len(one), len(two)):
                yield shared
