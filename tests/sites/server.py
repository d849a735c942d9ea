"""Serve a made-up site on loopback, with faults on order, and remember every request.

``server = serve(site)``, then ``with server as address: …``; ``server.requests``, whole once the
block has ended, tells how politely it was read, and ``server.outside`` must be empty: it lists
the requests that followed the site off to another host.
"""

import threading
from itertools import pairwise
from types import TracebackType

from tests.sites.family import Site
from tests.sites.faults import Fault
from tests.sites.handlers import Listener, OutsideHandler, SiteHandler
from tests.sites.visits import Content, Request, Visits


class SiteServer:
    """A running site; a context manager that yields its home address (ends with "/")."""

    def __init__(self, visits: Visits, port: int) -> None:
        self._visits = visits
        self._outside = Listener(("127.0.0.1", 0), OutsideHandler, visits)
        self._site = Listener(("127.0.0.1", port), SiteHandler, visits)
        self._threads: list[threading.Thread] = []
        visits.prepare(f"http://127.0.0.1:{self._outside.server_port}")

    @property
    def requests(self) -> list[Request]:
        """The requests answered so far."""
        return self._visits.requests

    @property
    def outside(self) -> list[str]:
        """The paths asked of the listener that stands for every other host."""
        return self._visits.outside

    @property
    def address(self) -> str:
        """The home address."""
        return f"http://127.0.0.1:{self._site.server_port}/"

    def __enter__(self) -> str:
        for listener in (self._outside, self._site):
            thread = threading.Thread(
                target=listener.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
            )
            thread.start()
            self._threads.append(thread)
        return self.address

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for listener in (self._site, self._outside):
            listener.shutdown()
            listener.hang_up()
            listener.server_close()
        for thread in self._threads:
            thread.join()

    def largest_open(self) -> int:
        """Return the most requests that were open at once; 0 when there were none."""
        return max((request.open_at_once for request in self.requests), default=0)

    def smallest_gap(self) -> float:
        """Return the shortest time in seconds between two starts; inf for fewer than two."""
        starts = sorted(request.started for request in self.requests)
        return min((b - a for a, b in pairwise(starts)), default=float("inf"))

    def paths(self) -> list[str]:
        """Return the paths asked for, in order."""
        return [request.path for request in self.requests]


def serve(
    site: Site,
    faults: tuple[Fault, ...] = (),
    port: int = 0,
    later: Site | None = None,
    after: int = 0,
) -> SiteServer:
    """Return a server for ``site``; ``faults`` come before the site's own.

    With ``later`` the answers of that site take over once ``after`` requests have come: something
    was published while it was read.
    """
    news = Content(later.pages, later.routes) if later else None
    now = Content(site.pages, site.routes)
    return SiteServer(Visits(now, (*faults, *site.faults), news, after), port)
