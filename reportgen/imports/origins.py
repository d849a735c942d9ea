"""Where the visits come from: one address for most of them is a proxy or a program, no people."""

import re
from collections import Counter

EVERY = 64  # one line of so many is looked at
_FEWEST = 50
_INSIDE = re.compile(
    rb"(?:10|127)\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|::1$|f[cd]"
)


class Origins:
    """Shares of sampled page views; addresses are kept as hashes."""

    def __init__(self) -> None:
        self._seen: Counter[int] = Counter()
        self._inside = 0

    def add(self, address: bytes) -> None:
        """Note the address of one page view."""
        self._seen[hash(address)] += 1
        self._inside += bool(_INSIDE.match(address))

    @property
    def from_one(self) -> float:
        """The share of the address with the most views; 0 where too few were looked at."""
        total = self._seen.total()
        return max(self._seen.values()) / total if total >= _FEWEST else 0.0

    @property
    def from_inside(self) -> float:
        """The share of addresses of no public network; 0 where too few were looked at."""
        total = self._seen.total()
        return self._inside / total if total >= _FEWEST else 0.0
