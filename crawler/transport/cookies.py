"""A tiny cookie jar, opened only for hosts that bounce a visitor until the cookie comes back.

Cookies belong to one origin (scheme, host, port), whatever their Domain attribute says, live as
long as the process, and are never sent elsewhere.
"""

import re

MAX_COOKIES = 50
MAX_BYTES = 4096

_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_VALUE = re.compile(r"[\x21-\x3a\x3c-\x7e]*")


class CookieJar:
    """The cookies of one origin; ``is_open`` says whether they are sent."""

    def __init__(self) -> None:
        self.is_open = False
        self._cookies: dict[str, str] = {}

    def __len__(self) -> int:
        return len(self._cookies)

    def take(self, set_cookie: list[str]) -> bool:
        """Keep what Set-Cookie headers offer; True if something changed.

        Cookies that would grow the jar past its bounds are left out.
        """
        changed = False
        for header in set_cookie:
            pair, *attributes = header.split(";")
            name, equals, value = (part.strip() for part in pair.partition("="))
            if not equals or not _NAME.fullmatch(name) or not _VALUE.fullmatch(value):
                continue
            if any(part.strip().lower() in ("max-age=0", "max-age=-1") for part in attributes):
                changed |= self._cookies.pop(name, None) is not None
                continue
            if self._cookies.get(name) == value or not self._fits(name, value):
                continue
            self._cookies[name] = value
            changed = True
        return changed

    def header(self) -> str:
        """Return the Cookie header to send, empty when closed or bare."""
        if not self.is_open:
            return ""
        return "; ".join(f"{name}={value}" for name, value in self._cookies.items())

    def _fits(self, name: str, value: str) -> bool:
        others = {key: held for key, held in self._cookies.items() if key != name}
        size = sum(len(key) + len(held) + 3 for key, held in others.items())
        return len(others) < MAX_COOKIES and size + len(name) + len(value) + 3 <= MAX_BYTES
