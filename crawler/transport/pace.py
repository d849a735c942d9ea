"""When the next request to a host may be sent: delay, pauses asked for, and a circuit breaker.

All times are monotonic seconds. One ``Pace`` belongs to one host (name with port).
"""

import random
import time
from collections import deque
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

MAX_CRAWL_DELAY = 60.0
MAX_RETRY_AFTER = 3600.0

_WINDOW = 20  # answers remembered by the breaker
_SLOW_AT = 5  # failures in the window that halve the rate
_STORM_RUN = 8  # failures in a row after which the host is taken for unwell
_MAX_FACTOR = 8.0


@dataclass(frozen=True, slots=True)
class Wait:
    """How long to wait, in seconds, and why (Chinese, for the progress display)."""

    seconds: float
    reason: str


class Pace:
    """The state of one host; the fetcher asks before and reports after every request."""

    def __init__(self, delay_seconds: float, scale: float) -> None:
        """``scale`` shortens back-off and pauses (1 in the field, small for one's own machine)."""
        self._base = delay_seconds
        self._scale = scale
        self._crawl_delay = 0.0
        self._factor = 1.0
        self._ready_at = 0.0
        self._paused_until = 0.0
        self._pause_reason = ""
        self._outcomes: deque[bool] = deque(maxlen=_WINDOW)
        self._run = 0
        self._pauses = 0
        self.good_url = ""
        self.given_up = False

    @property
    def delay_seconds(self) -> float:
        """The gap between the starts of two requests as it stands now."""
        if self._base <= 0:
            return 0.0 if self._factor == 1.0 else 0.02 * self._factor
        return max(self._base * self._factor, self._crawl_delay)

    @property
    def is_stormy(self) -> bool:
        """True when the last answers were all failures."""
        return self._run >= _STORM_RUN

    def set_crawl_delay(self, seconds: float) -> None:
        """Take the robots file's wish, at most a minute. Rate 0 means the owner waived it."""
        self._crawl_delay = min(max(seconds, 0.0), MAX_CRAWL_DELAY)

    def wait(self) -> Wait:
        """Return the wait before the next request may start; zero seconds when it may go now."""
        now = time.monotonic()
        paused, ready = self._paused_until - now, self._ready_at - now
        if paused > 0 and paused >= ready:
            return Wait(paused, self._pause_reason)
        if ready <= 0:
            return Wait(0.0, "")
        if self._crawl_delay > self._base * self._factor:
            return Wait(ready, f"网站要求每次间隔 {self._crawl_delay:g} 秒")
        if self._factor > 1.0:
            return Wait(ready, "网站近来常出错，已放慢速度")
        return Wait(ready, f"按每 {self._base:g} 秒一次的间隔访问")

    def report(self, started: float, ok: bool, url: str) -> None:
        """Take note of one finished request; ``started`` is its monotonic start."""
        now = time.monotonic()
        self._ready_at = started + self.delay_seconds
        if self._base > 0:  # a slow server gets as much rest as it needed for the answer
            self._ready_at = max(self._ready_at, now + min(now - started, 10.0))
        self._outcomes.append(ok)
        if not ok:
            self._run += 1
            if self._outcomes.count(False) >= _SLOW_AT and self._factor < _MAX_FACTOR:
                self._factor *= 2
                self._outcomes.clear()
            return
        self._run = 0
        self._pauses = 0
        self.given_up = False
        self.good_url = url
        if self._factor > 1.0 and len(self._outcomes) == _WINDOW and all(self._outcomes):
            self._factor /= 2
            self._outcomes.clear()

    def forgive(self) -> None:
        """Forget a run of failures: the host is well, the one address is not."""
        self._run = 0

    def back_off(self, attempt: int) -> None:
        """Pause before try ``attempt`` + 1: 2, 8, 32 … seconds, with jitter."""
        seconds = 2.0 * 4 ** (attempt - 1) * random.uniform(0.8, 1.2) * self._scale
        self.pause(seconds, "上次没有打开，稍后重试")

    def rest(self) -> bool:
        """Pause a storm: 1, 2, 4, 8, 10 … minutes; False after the sixth time in a row."""
        if self._pauses >= 6:
            self.given_up = True
            return False
        seconds = min(60.0 * 2**self._pauses, 600.0) * self._scale
        self._pauses += 1
        self.pause(seconds, "网站接连打不开，暂停后再试")
        return True

    def retry_after(self, value: str) -> bool:
        """Obey a Retry-After header, at most an hour; False if it can't be read."""
        seconds = parse_retry_after(value)
        if seconds is None:
            return False
        self.pause(seconds, f"网站要求 {seconds:.0f} 秒后再来")
        return True

    def pause(self, seconds: float, reason: str) -> None:
        """Send nothing to the host for so long; a longer pause already running stays."""
        until = time.monotonic() + seconds
        if until > self._paused_until:
            self._paused_until = until
            self._pause_reason = reason


def parse_retry_after(value: str, now: float | None = None) -> float | None:
    """Return the seconds a Retry-After header asks for, 0 to 3600; None when it can't be read.

    ``now`` is Unix time; negative numbers and dates in the past mean no wait.
    """
    text = value.strip()
    if text.removeprefix("-").isascii() and text.removeprefix("-").isdigit():
        return min(max(float(text[:12]), 0.0), MAX_RETRY_AFTER)
    try:
        moment = parsedate_to_datetime(text)
        asked = moment.timestamp() - (time.time() if now is None else now)
    except (ValueError, OverflowError, TypeError):
        return None
    return min(max(asked, 0.0), MAX_RETRY_AFTER)
