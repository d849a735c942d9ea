"""Counts log lines, block by block; the loop is written for speed.

Usual lines are cut at their quotes, every judgement is looked up by its bytes, and only what is
new or odd leaves the loop and is read the careful way.
"""

from collections import Counter
from datetime import date
from pathlib import Path

from crawler.errors import UsageError
from reportgen.imports.identity import Identity
from reportgen.imports.logfiles import LONGEST_LINE
from reportgen.imports.loglines import (
    Hit,
    bare_host,
    clf_moment,
    names_host,
    read_line,
    tells_time,
    without_port,
)
from reportgen.imports.origins import EVERY, Origins
from reportgen.imports.overlaps import opening_of
from reportgen.imports.repeats import SAMPLE
from reportgen.imports.tallies import OUTSIDE, FileTally, Row
from reportgen.imports.traffic import Classifier, Kind, TrafficRules
from reportgen.imports.visitors import Visitors

_USUAL_LINES = 200
_FEWEST_QUOTES = 6  # a combined line has three quoted parts; more may follow
_AGENT = 5  # where the browser stands in a line cut at its quotes
_HOUR = -14  # where the hour of a time ends, counted from the end of what stands before the quote
_STAMPS = {b"00": _HOUR, b"30": _HOUR + 2}  # by the minutes of the zone: the hour, or ten minutes


class VisitCounter:
    """The running state over all files; ``take`` is called with a block of lines at a time."""

    def __init__(self, year: int, identity: Identity, site: str, rules: TrafficRules) -> None:
        self.year, self.identity, self.site = year, identity, bare_host(site)
        self.visitors, self.origins = Visitors(), Origins(self.site)
        self._keys = rules.json_keys
        self._judge = Classifier(rules)
        self._cookie = identity.by_cookie
        self._first_day = date(year, 1, 1).toordinal()
        self._tally, self._unusual = FileTally(Path()), 0
        self._rows: dict[int, Row] = {}
        self._hours: dict[bytes, Row] = {}
        self._learned, self._is_usual = False, False
        self._more, self._zone, self._stamp = 0, b" +0800] ", _HOUR
        self._common = False  # a log without browsers; taken only when visitors are addresses

    def start(self, tally: FileTally) -> None:
        """Begin a file; its usual shape is learned from its first lines."""
        self._tally, self._learned = tally, False
        self._rows.clear()
        self._hours.clear()

    def take(self, lines: list[bytes]) -> None:
        """Count one block of lines."""
        if not self._learned and lines:
            self._learn(lines)
        odd = self._usual(lines) if self._is_usual else lines
        if self._is_usual:
            self._look_at(lines[::EVERY])
        for line in odd:
            if line:
                self._careful(line)
        self._tally.lines += len(lines) - odd.count(b"")

    def _usual(self, lines: list[bytes]) -> list[bytes]:
        """Count the lines of the usual shape and return the others."""
        hours, zone, stamp, more = self._hours, self._zone, self._stamp, self._more
        judge = self._judge
        agents, requests, states = judge.agents, judge.requests, judge.states
        strange = judge.strange
        plain = self.identity.kind == "ip+ua"
        odd: list[bytes] = []
        for line in lines:
            try:
                head, request, state, _, _, agent, rest = line.split(b'"', 6)
            except ValueError:
                odd.append(line)
                continue
            if (rest or more) and (rest.count(b'"') != more or b"Mozilla/" in rest):
                odd.append(line)
                continue
            if not head.endswith(zone):
                odd.append(line)
                continue
            try:
                add, kinds, remember = hours[head[-28:stamp]]
                kind = agents[agent] or requests[request] or states[state[1:4]]
            except KeyError:
                found = self._first_seen(head, request, state[1:4], agent)
                if found is None:
                    odd.append(line)
                    if not self._is_usual:
                        zone = b"\n"  # fits no line: the rest is read the careful way
                    continue
                (add, kinds, remember), kind = found
            if not kind:
                end = head.find(b" ")
                if head[end : end + 3] != b" - ":  # a host or a collector's words stand first
                    odd.append(line)
                    continue
                address = head[:end]
                key = hash((address, agent)) if plain else self._key(address, agent, rest)
                add(key)
                if not key & SAMPLE:
                    remember(hash(line))
                if agent in strange:
                    self._tally.strange[agent] += 1
            kinds[kind] += 1
        return odd

    def _first_seen(
        self, head: bytes, request: bytes, state: bytes, agent: bytes
    ) -> tuple[Row, int] | None:
        """Judge what a usual line brings for the first time, and keep it for the next ones.

        Returns None for a line that is to be read the careful way: its time is none, or a host
        stands first, and then all lines that follow are.
        """
        if names_host(head):  # from here on the log tells sites apart
            self._is_usual = False
            return None
        if (row := self._hours.get(head[-28 : self._stamp])) is None:
            moment = clf_moment(head[-28:-2].decode("ascii", "replace"))
            if moment is None or head[-29:-28] != b"[":
                return None
            row = self._hours[head[-28 : self._stamp]] = self._row(self._place(moment.date()))
        judge = self._judge
        return row, judge.agent(agent) or judge.request(request) or judge.state(state)

    def _row(self, day: int) -> Row:
        """Return what counts the lines of a day; of days of other years nothing is kept."""
        if day not in self._rows:
            kinds = self._tally.kinds[day]
            if day == OUTSIDE:
                self._rows[day] = (_forget, kinds, _forget)
            else:
                visitors = self.visitors.live[day]
                self._rows[day] = (visitors.add, kinds, self._tally.same.day(day).append)
        return self._rows[day]

    def _place(self, day: date) -> int:
        return day.toordinal() - self._first_day if day.year == self.year else OUTSIDE

    def _learn(self, lines: list[bytes]) -> None:
        """Find the usual number of quotes and the usual time zone of this log."""
        self._learned = True
        self._tally.opening = opening_of(lines)
        if self._tally.opening and (hit := read_line(lines[1].rstrip(b"\r"), self._keys)):
            self._tally.first_day = self._place(hit.moment.date())
        shapes: Counter[tuple[int, bytes]] = Counter()
        for line in lines[:_USUAL_LINES]:
            zone, quotes = line.split(b'"', 1)[0][-8:], line.count(b'"')
            if quotes >= _FEWEST_QUOTES and zone.endswith(b"] "):
                shapes[quotes, zone] += 1
        self._check_order(lines[:_USUAL_LINES])
        quotes, self._zone = max(shapes, key=shapes.__getitem__, default=(0, b""))
        self._more, self._stamp = quotes - _FEWEST_QUOTES, _STAMPS.get(self._zone[4:6], 0)
        odd = any(names_host(line) or _has_port(line) for line in lines[:_USUAL_LINES])
        self._is_usual = bool(shapes) and self._stamp != 0 and not odd
        few = sum(line.count(b'"') == 2 for line in lines[:_USUAL_LINES])
        self._common = not shapes and few > 0

    def _check_order(self, lines: list[bytes]) -> None:
        """Refuse a log that writes browsers elsewhere: robots would count as people."""
        places = Counter(
            place
            for line in lines
            if tells_time(line) and not line.startswith(b"{")
            for place, part in enumerate(line.split(b'"'))
            if part.startswith(b"Mozilla/") and place % 2
        )
        if places and max(places, key=places.__getitem__) != _AGENT:
            raise UsageError(
                f"{self._tally.name}：浏览器标识（User-Agent）不在 combined 格式的位置上，会数错。"
                "请让网站运维单位按 combined 格式（请求、状态、字节数、来源、浏览器标识）记日志。"
            )

    def _look_at(self, lines: list[bytes]) -> None:
        """Note where page views of usual lines come from."""
        judge = self._judge
        for line in lines:
            parts = line.split(b'"')
            if len(parts) > _FEWEST_QUOTES:
                kinds = judge.agents.get(parts[5]), judge.requests.get(parts[1])
                if kinds == (0, 0) and judge.states.get(parts[2][1:4]) == 0:
                    self.origins.add(parts[0][: parts[0].find(b" ")])
                    self.origins.note_hosts(b" ".join(parts[6:]))

    def _key(self, address: bytes, agent: bytes, rest: bytes) -> int:
        """Return the visitor's hash by the chosen identity; ``rest`` stands behind the agent."""
        others = tuple(rest.split(b'"')[1::2])
        return self._who(address, agent, others, (others or (b"",))[0])

    def _who(
        self, address: bytes, agent: bytes, others: tuple[bytes, ...], forwarded: bytes
    ) -> int:
        kind = self.identity.kind
        if kind == "ip":
            return hash(address)
        if kind == "forwarded":
            first = forwarded.split(b",", 1)[0].strip()
            return hash((first if first not in (b"", b"-") else address, agent))
        if kind == "cookie" and (found := self._cookie.search(b" ".join(others))):
            return hash(found[1])
        return hash((address, agent))

    def _careful(self, line: bytes) -> None:
        """Count one unusual line."""
        tally = self._tally
        hit = read_line(line.rstrip(b"\r"), self._keys) if len(line) <= LONGEST_LINE else None
        if hit is None:
            tally.apart[Kind.MALFORMED] += 1
            return
        place = self._place(hit.moment.date())
        if place != OUTSIDE and self.site and hit.host and hit.host != self.site:
            tally.apart[Kind.OTHER_SITE] += 1
            return
        add, kinds, remember = self._row(place)
        kind = Kind.OTHER_YEAR if place == OUTSIDE else self._kind(hit)
        kinds[kind] += 1
        if kind:
            return
        key = self._who(hit.address, hit.agent or b"", hit.others, hit.forwarded)
        add(key)
        if not key & SAMPLE:
            remember(hash(line))
        if hit.agent in self._judge.strange:
            tally.strange[hit.agent] += 1
        self._unusual += 1
        if not self._unusual % EVERY:
            self.origins.add(hit.address)
            self.origins.note_hosts(b" ".join(hit.others))

    def _kind(self, hit: Hit) -> int:
        """Judge a request in the order of ``Kind``."""
        judge = self._judge
        if any(_is_browser(other) for other in hit.others) and not _is_browser(hit.agent or b""):
            return Kind.MALFORMED  # a field too many: which of them is the browser cannot be told
        if hit.agent is None:  # cut off, or a log without browsers, which ``check_log`` judges
            self._tally.no_agent += 1
            if not (self._common and self.identity.kind == "ip"):
                return Kind.MALFORMED
        agent = judge.agent(hit.agent) if hit.agent is not None else Kind.PAGE
        return agent or judge.request(hit.request) or judge.state(hit.status)


def _has_port(line: bytes) -> bool:
    first = line.partition(b" ")[0]
    return without_port(first) != first


def _is_browser(field: bytes) -> bool:
    return field.lstrip(b"'").startswith(b"Mozilla/")


def _forget(_: int) -> None:
    """Keep nothing."""
