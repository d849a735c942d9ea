"""Where the visits come from: one address for most of them is a proxy or a program, no people."""

import re
from collections import Counter

from reportgen.imports.loglines import bare_host

EVERY = 61  # one line of so many is looked at; prime, since lines may come in turns
_FEWEST = 50
_INSIDE = re.compile(
    rb"(?:10|127)\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|::1$|f[cd]"
)

_HOST = re.compile(rb"(?i)(?:[a-z0-9-]+\.)+[a-z][a-z0-9-]+(?::\d+)?")


class Origins:
    """Shares of sampled page views; addresses are kept as hashes."""

    def __init__(self, site: str) -> None:
        self._site = site
        self._ours, self._named = 0, Counter[tuple[str, ...]]()
        self._seen: Counter[int] = Counter()
        self._inside = 0

    def add(self, address: bytes) -> None:
        """Note the address of one page view."""
        self._seen[hash(address)] += 1
        self._inside += bool(_INSIDE.match(address))

    def note_hosts(self, behind: bytes) -> None:
        """Note the hosts that stand behind the browser, where a log writes them there."""
        words = behind.replace(b'"', b" ").split()
        hosts = tuple(bare_host(w.decode("ascii")) for w in words if _HOST.fullmatch(w))
        self._ours += self._site in hosts
        if hosts and self._site not in hosts:
            self._named[hosts] += 1

    @property
    def from_elsewhere(self) -> float:
        """The share of views under other hosts; 0 where all name one, as servers do their own."""
        others = self._named.total()
        mixed = others and (self._ours or len(self._named) > 1)
        return others / (others + self._ours) if mixed else 0.0

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
