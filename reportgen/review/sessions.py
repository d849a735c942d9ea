"""Who is at the page: sessions kept on the server, the one-time token, and slow guessing."""

import hmac
import secrets
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from reportgen.decisions.record import Role

LONGEST = timedelta(hours=12)
_TRIES, _WITHIN = 5, timedelta(minutes=1)
_MOST_NAMES = 10_000


@dataclass(slots=True)
class Session:
    """A person at the page; ``csrf`` must come back with every form they send.

    ``account`` is the login they came in with, empty for the one person of a single-user page.
    """

    id: str
    csrf: str
    name: str
    account: str
    roles: frozenset[Role]
    born: datetime
    seen: datetime


@dataclass(slots=True)
class Sessions:
    """All open sessions; gone when the program ends. ``idle`` is how long one may rest."""

    idle: timedelta
    _open: dict[str, Session] = field(default_factory=dict)

    def open(self, name: str, roles: frozenset[Role], now: datetime, account: str = "") -> Session:
        """Begin a session."""
        session = Session(
            id=secrets.token_urlsafe(32),
            csrf=secrets.token_urlsafe(32),
            name=name,
            account=account,
            roles=roles,
            born=now,
            seen=now,
        )
        self._open[session.id] = session
        return session

    def find(self, session_id: str, now: datetime) -> Session | None:
        """Return a session that is still good, and note that it was used."""
        session = self._open.get(session_id)
        if session is None:
            return None
        if now - session.seen > self.idle or now - session.born > LONGEST:
            del self._open[session_id]
            return None
        session.seen = now
        return session

    def close(self, session_id: str) -> None:
        """End a session."""
        self._open.pop(session_id, None)


class OneTimeToken:
    """The secret in the address that opens a single-user page, good for one use.

    ``announce`` shows a new one to whoever started the program; not more often than once a
    minute.
    """

    def __init__(self, announce: Callable[[str], None]) -> None:
        self._announce = announce
        self._token = ""
        self._shown: datetime | None = None

    def renew(self, now: datetime) -> None:
        """Make a token when there is none left, and show it again to the person."""
        if self._shown is not None and now - self._shown < timedelta(minutes=1):
            return
        self._token = self._token or secrets.token_urlsafe(32)
        self._shown = now
        self._announce(self._token)

    def take(self, token: str) -> bool:
        """Say whether this is the token; then it is used up."""
        good = bool(self._token) and hmac.compare_digest(self._token.encode(), token.encode())
        if good:
            self._token, self._shown = "", None
        return good


@dataclass(slots=True)
class Throttle:
    """Counts failures by name: after five within a minute everybody by that name waits."""

    _failures: dict[str, deque[datetime]] = field(default_factory=dict)

    def is_shut(self, name: str, now: datetime) -> bool:
        """Say whether ``name`` has to wait."""
        failures = self._failures.get(name)
        while failures and now - failures[0] > _WITHIN:
            failures.popleft()
        return bool(failures) and len(failures or ()) >= _TRIES

    def failed(self, name: str, now: datetime) -> None:
        """Note a failure; the oldest names are forgotten when there are very many."""
        if name not in self._failures and len(self._failures) >= _MOST_NAMES:
            self._failures.pop(next(iter(self._failures)))
        self._failures.setdefault(name, deque(maxlen=_TRIES)).append(now)

    def forget_last(self, name: str) -> None:
        """Take back the last failure: it was none."""
        if self._failures.get(name):
            self._failures[name].pop()
