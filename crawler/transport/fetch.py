"""Fetches one page as a guest would: politely, bounded, on the own hosts only.

The spider asks for one target at a time. Everything between is here: robots.txt, the gap between
requests, retries, redirects hop by hop, and a name for each way an answer can fail to be the page.
"""

import asyncio
import time
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import urlsplit

from scrapy.crawler import Crawler

from crawler.transport import completeness, robots
from crawler.transport.addresses import origin_of, plain_url, redirect_target
from crawler.transport.cookies import CookieJar
from crawler.transport.exchange import Answer, Exchange
from crawler.transport.faults import Fault
from crawler.transport.pace import Pace
from crawler.transport.refusals import recognise_body
from crawler.transport.results import Fetched, Refused, Target, Trip
from crawler.transport.robots import RobotsState
from crawler.transport.settings import FetchOptions
from crawler.transport.tokens import asking, page_token, wants_token

__all__ = ["FetchOptions", "Fetched", "Fetcher", "Refused", "Target"]

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_TRANSIENT = frozenset({408, 429, 500, 502, 503, 504, 522, 524})
_CUT_SHORT = (completeness.TRUNCATED_ENCODING, completeness.PARTIAL_BODY)
_CLOSED_AGAIN_SECONDS = 600.0


class Fetcher:
    """The crawl's only way to the site; one request open at a time is the caller's promise.

    ``delay_seconds`` and ``delay_reason`` (Chinese) tell a progress display what is being waited
    for right now; ``total_requests`` counts everything sent, robots.txt too.
    """

    def __init__(
        self, crawler: Crawler, options: FetchOptions, is_own: Callable[[str], bool]
    ) -> None:
        """``is_own`` judges an absolute address (host, port and path prefix)."""
        self.delay_seconds = 0.0
        self.delay_reason = ""
        self.total_requests = 0
        self._options = options
        self._is_own = is_own
        self._exchange = Exchange(crawler, options)
        self._paces: dict[str, Pace] = {}
        self._jars: dict[str, CookieJar] = {}
        self._tokens: dict[str, str] = {}
        self._robots: dict[str, tuple[float, RobotsState]] = {}
        self._waf_runs: dict[str, int] = {}
        self._stable_cuts: set[str] = set()

    async def fetch(self, target: Target) -> Fetched | Refused:
        """Fetch one target, following its redirects on own hosts; raises nothing of the network."""
        trip = Trip(target)
        url = plain_url(target.url)
        if url is None:
            return trip.refused(Fault("http", "malformed_url", "不是可以访问的网址"))
        result = await self._travel(trip, url)
        host = urlsplit(url).netloc
        is_waf = isinstance(result, Refused) and result.kind == "waf"
        self._waf_runs[host] = self._waf_runs.get(host, 0) + 1 if is_waf else 0
        return result

    async def robots(self, url: str) -> RobotsState:
        """Return what robots.txt of the address's origin allows; asked at most once a day.

        A closed host is asked again after ten minutes. Raises ValueError for no http(s) address.
        """
        address = plain_url(url)
        if address is None:
            raise ValueError(url)
        origin = origin_of(address)
        if not self._options.robots:
            return robots.ignored(origin)
        asked_at, state = self._robots.get(origin, (0.0, None))
        now = time.monotonic()
        if state is not None:
            again = _CLOSED_AGAIN_SECONDS * self._options.pause_scale
            max_age = again if state.verdict == "closed" else robots.MAX_AGE_SECONDS
            if now - asked_at < max_age:
                return state
        fresh = await self._ask_robots(origin)
        if state is not None and state.verdict == "rules" and fresh.verdict == "closed":
            fresh = state  # the known rules stay while the file can't be read
        self._robots[origin] = (time.monotonic(), fresh)
        self._pace(origin).set_crawl_delay(fresh.crawl_delay)
        return fresh

    def is_unwell(self, url: str) -> bool:
        """Tell whether the host has been failing for so long that retries were given up."""
        return self._pace(url).given_up

    def waf_refusals_in_a_row(self, url: str) -> int:
        """Count the host's WAF refusals since its last other answer."""
        return self._waf_runs.get(urlsplit(url).netloc.lower(), 0)

    async def _travel(self, trip: Trip, url: str) -> Fetched | Refused:
        method, body = trip.target.method.upper(), trip.target.body
        seen = {url}
        while True:
            barred = await self._gate(trip, url)
            if barred is not None:
                return barred
            answer = await self._persist(trip, url, method, body)
            if isinstance(answer, Refused):
                return answer
            if answer.status not in _REDIRECTS:
                return trip.fetched(url, answer)
            goal = redirect_target(url, answer.header("location"))
            fault = self._refuse_hop(trip, url, goal, answer, seen)
            if fault is not None:
                return trip.refused(fault, answer, goal or answer.header("location"))
            assert goal is not None  # _refuse_hop names a missing goal
            if answer.status == 303 or (answer.status < 303 and method == "POST"):
                method, body = "GET", ""
            seen.add(goal)
            trip.redirects.append(goal)
            url = goal

    def _refuse_hop(
        self, trip: Trip, url: str, goal: str | None, answer: Answer, seen: set[str]
    ) -> Fault | None:
        """Judge one redirect; a bounce that waits for its cookie opens the jar, once."""
        if goal is None:
            return Fault("http", "redirect_scheme", "网页跳转到了不是网址的地方")
        if not self._is_own(goal):
            return Fault("foreign", "redirect", f"跳转到其他网站：{goal}")
        if goal in seen:
            jar = self._jars.get(origin_of(goal))
            if jar is None or not len(jar) or jar.is_open:
                return Fault("http", "redirect_loop", "网页来回跳转，打不开")
            jar.is_open = True
            seen.clear()
        if len(trip.redirects) >= self._options.max_redirects:
            return Fault("http", "redirect_limit", "网页跳转次数过多")
        return None

    async def _gate(self, trip: Trip, url: str) -> Refused | None:
        """Refuse what may not be asked for at all: other hosts, and what robots.txt rules out."""
        if not self._is_own(url):
            return trip.refused(Fault("foreign", "address", "不是本单位网站的地址"), location=url)
        state = await self.robots(url)
        if state.verdict == "closed":
            refused = trip.refused(Fault(state.kind, state.signature, state.note))
            return replace(refused, status=state.status)
        if not state.allows(url):
            return trip.refused(Fault("robots", "disallowed", "robots.txt 不允许采集这个地址"))
        return None

    async def _persist(
        self, trip: Trip, url: str, method: str, body: str, *, is_robots: bool = False
    ) -> Answer | Refused:
        """Ask until there is an answer worth having, within the bounds of attempts and pauses."""
        pace = self._pace(url)
        attempt, last_cut = 0, b""
        attempts = 1 if trip.target.once else self._options.attempts
        while True:
            answer, fault = await self._try_once(trip, url, method, body, is_robots=is_robots)
            if await self._renewed(trip, url, method, answer):
                continue
            if fault is None and answer is not None:
                return answer
            assert fault is not None
            attempt += 1
            if fault.kind == "truncated" and answer is not None:
                if answer.body == last_cut or attempt >= attempts:
                    self._stable_cuts.add(urlsplit(url).netloc)
                    return answer
                last_cut = answer.body
            if not fault.transient or pace.given_up:
                return trip.refused(fault, answer)
            asked = answer is not None and pace.retry_after(answer.header("retry-after"))
            if attempt < attempts:
                if not asked:
                    pace.back_off(attempt)
            elif not await self._sits_out_the_storm(trip, pace):
                return trip.refused(fault, answer)

    async def _renewed(self, trip: Trip, url: str, method: str, answer: Answer | None) -> bool:
        """Fetch the page a request comes from for its session and token; once for a request."""
        page, origin = plain_url(trip.target.referer), origin_of(url)
        wanted = answer is not None and wants_token(method, answer.status, answer.body)
        if not wanted or trip.renewed or page is None or origin_of(page) != origin:
            return False
        trip.renewed = self._jar(url).is_open = True
        shown, fault = await self._try_once(trip, page, "GET", "")
        token = page_token(shown.body) if shown is not None and fault is None else ""
        self._tokens[origin] = token
        return bool(token)

    async def _try_once(
        self, trip: Trip, url: str, method: str, body: str, *, is_robots: bool = False
    ) -> tuple[Answer | None, Fault | None]:
        pace = self._pace(url)
        await self._wait(pace)
        started = time.monotonic()
        outcome = await self._exchange.send(
            url, method, body, self._headers(trip.target, url, body)
        )
        trip.requests += 1
        self.total_requests += 1
        if isinstance(outcome, Fault):
            pace.report(started, not outcome.transient, pace.good_url)
            return None, outcome
        trip.size += outcome.size
        self._jar(url).take(outcome.headers_named("set-cookie"))
        answer, fault = self._judge(outcome, is_robots=is_robots)
        is_well = fault is None or not fault.transient
        pace.report(started, is_well, url if fault is None and method == "GET" else pace.good_url)
        return answer, fault

    def _judge(self, answer: Answer, *, is_robots: bool) -> tuple[Answer, Fault | None]:
        """Say why an answer is not the page asked for; a page made by script gets its witness."""
        sign = recognise_body(
            answer.status, answer.headers, answer.header("content-type"), answer.body
        )
        if sign is not None and sign.kind == "waf":
            return answer, Fault("waf", sign.signature, "被网站的防护系统拦截")
        if answer.status in _TRANSIENT:
            return answer, Fault("http", str(answer.status), f"网站返回 {answer.status}", True)
        if answer.status in _REDIRECTS:
            return answer, None
        if not 200 <= answer.status < 300:
            return answer, Fault("http", str(answer.status), f"网站返回 {answer.status}")
        if not answer.body.strip() and not is_robots:
            return answer, Fault("http", "empty", "网页是空白的", True)
        if sign is not None:
            answer = replace(answer, witnesses=(*answer.witnesses, sign.signature))
        cut = [name for name in answer.witnesses if name in _CUT_SHORT]
        if cut and not (
            cut == [completeness.PARTIAL_BODY] and urlsplit(answer.url).netloc in self._stable_cuts
        ):
            return answer, Fault("truncated", cut[0], "网页没有传完整", True)
        return answer, None

    async def _sits_out_the_storm(self, trip: Trip, pace: Pace) -> bool:
        """Pause if the whole host is failing, not this address alone; True to try once more.

        The last page that worked is asked for, to tell the two apart.
        """
        if not pace.good_url or not pace.is_stormy:
            return False
        _, fault = await self._try_once(trip, pace.good_url, "GET", "")
        if fault is None:
            pace.forgive()
            return False
        return pace.rest()

    async def _ask_robots(self, origin: str) -> RobotsState:
        url = f"{origin}/robots.txt"
        trip = Trip(Target(url))
        while True:
            answer = await self._persist(trip, url, "GET", "", is_robots=True)
            status = answer.status
            if isinstance(answer, Refused):
                if status is None or (answer.kind == "waf" and status >= 500):
                    return robots.closed(
                        origin, status, answer.kind, answer.signature, trip.requests
                    )
                return robots.from_answer(origin, status, answer.body, trip.requests)
            if answer.status not in _REDIRECTS or len(trip.redirects) >= robots.MAX_REDIRECTS:
                return robots.from_answer(origin, answer.status, answer.body, trip.requests)
            goal = redirect_target(url, answer.header("location"))
            if goal is None or not self._is_own(goal):
                note = "robots.txt 跳转到了其他网站，按没有该文件处理"
                return robots.unavailable(origin, note, trip.requests)
            trip.redirects.append(goal)
            url = goal

    async def _wait(self, pace: Pace) -> None:
        wait = pace.wait()
        if wait.seconds <= 0:
            return
        self.delay_seconds, self.delay_reason = wait.seconds, wait.reason
        await asyncio.sleep(wait.seconds)
        self.delay_seconds, self.delay_reason = 0.0, ""

    def _headers(self, target: Target, url: str, body: str) -> dict[str, str]:
        origin = origin_of(url)
        return asking(target, origin, body, self._jar(url).header(), self._tokens.get(origin, ""))

    def _pace(self, url: str) -> Pace:
        host = urlsplit(url).netloc.lower()
        if host not in self._paces:
            self._paces[host] = Pace(self._options.delay_seconds, self._options.pause_scale)
        return self._paces[host]

    def _jar(self, url: str) -> CookieJar:
        return self._jars.setdefault(origin_of(url), CookieJar())
