"""Faults of a server, as data: which path, which of the requests for it, what goes wrong."""

from dataclasses import dataclass, field
from enum import StrEnum
from fnmatch import fnmatchcase


class Kind(StrEnum):
    """What the reader gets instead of the page."""

    STATUS = "status"  # any status, with Retry-After if given
    CUT = "cut"  # whole length announced, body ends after `keep` bytes
    GZIP_CUT = "gzip_cut"  # compressed stream that ends after `keep` bytes, length to match
    DRIP = "drip"  # body in pieces of `keep` bytes with `pause` seconds between
    SLOW = "slow"  # the page, after `pause` seconds
    CHALLENGE = "challenge"  # 412 and a script shell with $_ts
    SOFT_BLOCK = "soft_block"  # 200 "访问异常页面", no rows
    RESET = "reset"  # connection closed without an answer
    REPLACE = "replace"  # 200 with `text` as the body (robots.txt, login page)
    REDIRECT = "redirect"  # 302 to `text`


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault. ``path`` is a shell pattern matched against the path without the query.

    Of the matching requests, counted from 1, it hits those after the first ``after``, at most
    ``times`` of them (None: all). With ``burst`` it hits only when more than ``burst`` requests
    for matching paths came within the last ``window`` seconds.
    """

    path: str
    kind: Kind = Kind.STATUS
    status: int = 503
    retry_after: str = ""
    keep: int = 200
    pause: float = 0.05
    text: str = ""
    after: int = 0
    times: int | None = None
    burst: int | None = None
    window: float = 1.0


@dataclass(slots=True)
class FaultPlan:
    """The faults of one running server and how often each has been asked about and has hit."""

    faults: tuple[Fault, ...]
    _seen: dict[int, list[float]] = field(default_factory=dict)
    _hits: dict[int, int] = field(default_factory=dict)

    def choose(self, path: str, now: float) -> Fault | None:
        """Return the first fault that hits a request for ``path`` at monotonic second ``now``."""
        chosen = None
        for number, fault in enumerate(self.faults):
            if not fnmatchcase(path, fault.path):
                continue
            seen = self._seen.setdefault(number, [])
            seen.append(now)
            if chosen is None and self._hit(number, fault, seen, now):
                self._hits[number] = self._hits.get(number, 0) + 1
                chosen = fault
        return chosen

    def _hit(self, number: int, fault: Fault, seen: list[float], now: float) -> bool:
        if len(seen) <= fault.after:
            return False
        if fault.times is not None and self._hits.get(number, 0) >= fault.times:
            return False
        if fault.burst is None:
            return True
        return sum(moment > now - fault.window for moment in seen) > fault.burst


CHALLENGE_BODY = (
    '<!DOCTYPE html><html><head><meta charset="UTF-8"><meta id="9DhefwqGPrzGxEp9hPaoag" r="m">'
    '<script>$_ts=window["$_ts"];if(!$_ts)$_ts={};$_ts.nsd=70453;$_ts.cd="qEuzrrAlmrqx";</script>'
    '<script src="/Kd7x1Q.js" r="m"></script></head><body></body></html>'
)
SOFT_BLOCK_BODY = (
    '<!DOCTYPE html><html><head><meta charset="utf-8"><title>访问异常页面</title></head><body>'
    "<div class='box'><h1>访问异常页面</h1><p>您的访问行为存在异常，已被安全防护系统拦截。</p>"
    + "<p class='tip'>如有疑问，请联系网站管理员。</p>" * 80
    + "</div></body></html>"
)
