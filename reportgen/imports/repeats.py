"""Notices lines that stand in the logs twice: copies that overlap, a log put together twice."""

from collections.abc import Iterator
from dataclasses import dataclass, field

SAMPLE = 15  # page views whose visitor hash ends in four zero bits are remembered by line
_FEWEST = 4
_FEWEST_TWICE = 8


@dataclass(slots=True)
class Remembered:
    """Hashes of sampled lines of one log by day; ``twice`` are those that came again."""

    days: dict[int, set[int]] = field(default_factory=dict)
    twice: int = 0

    def add(self, day: int, line: int) -> None:
        """Remember the hash of a line."""
        lines = self.days.setdefault(day, set())
        if line in lines:
            self.twice += 1
        else:
            lines.add(line)

    def repeats_itself(self) -> bool:
        """Say whether a good part of the log stands in it twice."""
        return self.twice >= max(_FEWEST_TWICE, sum(map(len, self.days.values())) / 5)

    def overlaps(self, other: "Remembered") -> bool:
        """Say whether two logs hold the same lines on any day, be the rest ever so long.

        Two servers of one site share a line of the same second here and there, no more.
        """
        return sum(self._shared(other)) >= _FEWEST

    def _shared(self, other: "Remembered") -> Iterator[int]:
        for day in self.days.keys() & other.days.keys():
            one, two = self.days[day], other.days[day]
            shared = len(one & two)
            if shared * 5 >= min(len(one), len(two)):
                yield shared
